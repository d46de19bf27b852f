package dev.safeguard.bootstrap.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Where the layers stand. The product has them under {@code dev.safeguard}, each victim under a package of its own, and
 * a rule asks here instead of naming a package itself. What has been asked for is remembered, so that a test can tell
 * whether it exists: a ban on a mistyped package would never fail.
 */
final class Layout {

    private final String root;
    private final Predicate<JavaClass> test;
    private final List<Path> sources;
    private final Set<String> named = new TreeSet<>();

    private Layout(String root, Predicate<JavaClass> test, List<Path> sources) {
        this.root = root;
        this.test = test;
        this.sources = sources;
    }

    static Layout ofProduct() {
        return new Layout("dev.safeguard", Product::isTest, Product.sources());
    }

    /** A victim is test code all over, so there a class tells by its name whether it plays the part of a test. */
    static Layout ofVictim(int rule) {
        return new Layout(
                "dev.safeguard.bootstrap.archfixture.rule%02d".formatted(rule),
                type -> type.getName().matches(".*(\\.testkit\\..*|Test|Contract)"),
                List.of(Product.root().resolve("bootstrap/src/test/java")));
    }

    String root() {
        return root;
    }

    /** The package of this name, in ArchUnit's notation. */
    String only(String name) {
        named.add(name);
        return root + "." + name;
    }

    /** The package of this name and all below it, in ArchUnit's notation. */
    String all(String name) {
        return only(name) + "..";
    }

    boolean isTest(JavaClass type) {
        return test.test(type);
    }

    /** The source directories, for what does not get into class files. */
    List<Path> sources() {
        return sources;
    }

    /** Every package asked for so far, relative to the root. */
    Set<String> named() {
        return named;
    }
}
