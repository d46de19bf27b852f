package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product obeys every rule. */
class ArchitectureTest {

    static List<ArchitectureRule> rules() {
        return ArchitectureRules.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void productObeys(ArchitectureRule rule) {
        for (ArchRule clause : rule.clauses().apply(Layout.ofProduct())) {
            clause.check(rule.product());
        }
    }
}
