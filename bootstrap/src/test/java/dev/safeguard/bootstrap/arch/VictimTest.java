package dev.safeguard.bootstrap.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds all that its victim does wrong, and nothing else: a rule that checks nothing fails here. */
class VictimTest {

    static List<ArchitectureRule> rules() {
        return ArchitectureRules.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void victimBreaks(ArchitectureRule rule) {
        Layout layout = Layout.ofVictim(rule.number());
        JavaClasses victim = new ClassFileImporter().importPackages(layout.root());

        List<String> found = rule.brokenBy(victim, layout);

        for (String expected : rule.violations()) {
            assertTrue(
                    found.stream().anyMatch(message -> message.contains(expected)),
                    () -> "not found: " + expected + "\nin:\n" + String.join("\n", found));
        }
        assertEquals(rule.violations().size(), found.size(), () -> "found:\n" + String.join("\n", found));
    }
}
