package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A rule about the shape of the code.
 *
 * @param number its number, which is also that of its victim's package
 * @param scope which classes of the product it looks at
 * @param clauses what it asks, of the classes under any layout
 * @param violations what its victim does wrong: of each message in the report, a part that tells it from the others
 */
record ArchitectureRule(
        int number, String name, Scope scope, Function<Layout, List<ArchRule>> clauses, List<String> violations) {

    enum Scope {
        MAIN,
        MAIN_AND_TESTS,
        EXAMPLES
    }

    ArchitectureRule {
        violations = List.copyOf(violations);
    }

    /** Everything that these classes do against the rule, a message each. */
    List<String> brokenBy(JavaClasses classes, Layout layout) {
        return clauses.apply(layout).stream()
                .flatMap(clause -> clause.evaluate(classes).getFailureReport().getDetails().stream())
                .toList();
    }

    @Override
    public String toString() {
        return number + " " + name;
    }
}
