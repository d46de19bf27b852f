package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The compiled product. It is read from the modules' output directories and not from the class path, where a sibling
 * module is a directory under {@code mvn test} and a jar under {@code mvn verify}, and where test classes are mixed in.
 */
final class Product {

    private static final JavaClasses MAIN = read("classes");
    private static final JavaClasses MAIN_AND_TESTS = read("classes", "test-classes");
    private static final JavaClasses EXAMPLES = new ClassFileImporter().importPaths(examples());

    private Product() {}

    /** The classes that are shipped. */
    static JavaClasses main() {
        return MAIN;
    }

    /** These and the tests of every module, but not the victims. */
    static JavaClasses mainAndTests() {
        return MAIN_AND_TESTS;
    }

    /** The classes of the examples, which are not part of the product. */
    static JavaClasses exampleClasses() {
        return EXAMPLES;
    }

    static boolean isTest(JavaClass type) {
        return type.getSource().orElseThrow().getUri().getPath().contains("/target/test-classes/");
    }

    /** The directory of the repository: given by Maven, else looked for upwards from here. */
    static Path root() {
        String given = System.getProperty("safeguard.root");
        Path directory = Path.of(given != null ? given : "").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /** The directories of the modules that have code which is shipped: measuring is not, and comes after this one. */
    static List<Path> modules() {
        try (Stream<Path> children = Files.list(root())) {
            return children.filter(child -> Files.exists(child.resolve("pom.xml")))
                    .filter(child -> Files.isDirectory(child.resolve("src/main/java")))
                    .filter(child -> !child.endsWith("benchmarks"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the classes of the examples are, none left out: one that is not compiled has none, and the rule fails. */
    private static List<Path> examples() {
        return List.of(root().resolve("examples/ai-gateway/target/classes"));
    }

    static List<Path> sources() {
        return modules().stream().map(module -> module.resolve("src/main/java")).toList();
    }

    private static JavaClasses read(String... outputs) {
        return new ClassFileImporter().withImportOption(new NoVictims()).importPaths(directories(outputs));
    }

    private static List<Path> directories(String... outputs) {
        return modules().stream()
                .flatMap(module -> Stream.of(outputs).map(output -> module.resolve("target").resolve(output)))
                .filter(Files::isDirectory)
                .toList();
    }

    private static Set<Location> locations(String... outputs) {
        return directories(outputs).stream().map(Location::of).collect(Collectors.toSet());
    }

    /** Where the classes are that are shipped. */
    static final class MainClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return locations("classes");
        }
    }

    /** Where these and the tests of every module are. */
    static final class MainAndTestClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return locations("classes", "test-classes");
        }
    }

    /** Where the classes of the examples are. */
    static final class ExampleClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return examples().stream().map(Location::of).collect(Collectors.toSet());
        }
    }

    /** Leaves out what breaks rules on purpose. */
    static final class NoVictims implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/archfixture/");
        }
    }
}
