package dev.safeguard.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A library for Java 5 is the same library afterwards, in classes that the JVM can archive. */
final class RenewalTest {

    @TempDir
    Path folder;

    @Test
    void everyClassIsThereAndIsVerifiedAnew() throws Exception {
        Path old = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path renewed = folder.resolve("renewed.jar");
        Renewal.renew(old, renewed);
        assertEquals(names(old), names(renewed));
        URI uri = renewed.toUri();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {uri.toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : names(renewed)) {
                if (name.endsWith(".class") && !name.endsWith("module-info.class") && !name.contains("groovy")) {
                    // Linking verifies it.
                    Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), true, loader);
                }
            }
        }
    }

    @Test
    void noOldClassIsLeft() throws Exception {
        Path old = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path renewed = folder.resolve("renewed.jar");
        Renewal.renew(old, renewed);
        try (JarFile jar = new JarFile(renewed.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    int version = jar.getInputStream(entry).readNBytes(8)[7];
                    assertTrue(version >= 50, entry.getName() + " is of version " + version);
                }
            }
        }
    }

    private static List<String> names(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(JarEntry::getName).sorted().toList();
        }
    }
}
