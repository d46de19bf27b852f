package dev.safeguard.bootstrap.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are rules about something: none is missing, none is about what is not there. */
class MetaTest {

    private static final String ROOT = Layout.ofProduct().root();

    static List<ArchitectureRule> rules() {
        return ArchitectureRules.ALL;
    }

    @Test
    void rulesAreNumberedWithoutGap() {
        assertEquals(
                IntStream.rangeClosed(1, 16).boxed().toList(),
                rules().stream().map(ArchitectureRule::number).toList());
    }

    @Test
    void everyVictimBelongsToARuleAndEveryRuleHasOne() {
        String victims = ROOT + ".bootstrap.archfixture.";
        Set<String> found = new ClassFileImporter()
                .importPackages(ROOT + ".bootstrap.archfixture").stream()
                        .map(type -> type.getPackageName().substring(victims.length()).split("\\.", -1)[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> expected = rules().stream()
                .map(rule -> "rule%02d".formatted(rule.number()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, found);
        for (ArchitectureRule rule : rules()) {
            assertFalse(rule.violations().isEmpty(), () -> rule + " expects nothing of its victim");
        }
    }

    @Test
    void everyRuleIsCheckedOnTheProduct() {
        long checked = Stream.of(ArchitectureTest.class, CompletenessTest.class, ExamplesTest.class)
                .flatMap(test -> Stream.of(test.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(ArchTest.class))
                .count();
        assertEquals(rules().size(), checked);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void packagesThatARuleNamesExist(ArchitectureRule rule) {
        Layout product = Layout.ofProduct();
        assertFalse(rule.clauses().apply(product).isEmpty(), "asks nothing");

        for (String name : product.named()) {
            assertTrue(
                    Product.mainAndTests().containPackage(ROOT + "." + name)
                            || Product.exampleClasses().containPackage(ROOT + "." + name),
                    () -> "rule " + rule + " names " + name + ", which is not there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "application", "application.port", "adapter", "bootstrap"})
    void noLayerIsEmpty(String layer) {
        assertFalse(classesIn(layer).isEmpty());
    }

    @Test
    void everyModuleIsLookedAt() {
        for (Path module : Product.modules()) {
            String output = module.resolve("target/classes").toUri().getPath();
            assertTrue(
                    Product.main().stream().anyMatch(type -> file(type).startsWith(output)),
                    () -> "no class of " + module.getFileName() + " was found: is it compiled?");
        }
    }

    @Test
    void everyClassIsInALayer() {
        Set<String> outside = Product.main().stream().map(JavaClass::getName).collect(Collectors.toSet());
        for (String layer : List.of("domain", "application", "adapter", "bootstrap")) {
            outside.removeAll(classesIn(layer));
        }
        assertEquals(Set.of(), outside);
    }

    @Test
    void theMethodThatOnlyTheShiftCallsExists() {
        assertTrue(Product.main()
                .get(ROOT + ".application.port.Clock")
                .tryGetMethod("waitUntil", Instant.class)
                .isPresent());
    }

    @Test
    void partsOfPortsExist() {
        for (String name : ArchitectureRules.PARTS_OF_PORTS.keySet()) {
            assertTrue(Product.main().contain(ROOT + ".application.port." + name), name);
        }
    }

    private static Set<String> classesIn(String layer) {
        return Product.main().stream()
                .map(JavaClass::getName)
                .filter(name -> name.startsWith(ROOT + "." + layer + "."))
                .collect(Collectors.toSet());
    }

    private static String file(JavaClass type) {
        return type.getSource().orElseThrow().getUri().getPath();
    }
}
