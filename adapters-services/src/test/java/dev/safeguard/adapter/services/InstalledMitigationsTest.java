package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.services.InstalledMitigations.Installed;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.runbook.ControlState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstalledMitigationsTest {

    private static final String SERVICES = "META-INF/services/" + Mitigation.class.getName();

    @TempDir
    private Path directory;

    private static List<String> types(InstalledMitigations installed) {
        return installed.mitigations().stream().map(one -> one.mitigation().type()).sorted().toList();
    }

    private InstalledMitigations find(Path plugins) {
        return InstalledMitigations.find(Optional.of(plugins));
    }

    private static Installed plugin(InstalledMitigations installed, String type) {
        return installed.mitigations().stream()
                .filter(one -> one.mitigation().type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** The source of a plug-in; the body goes into its constructor. */
    private static String source(String name, String type, String body) {
        return """
                package plugin;
                import dev.safeguard.application.port.*;
                import dev.safeguard.domain.runbook.*;
                public final class NAME implements Mitigation<NAME.With> {
                    public record With() {}
                    public NAME() { BODY }
                    public String type() { return "TYPE"; }
                    public String purpose() { return "is plugged in"; }
                    public Reversibility reversibility() { return Reversibility.REVERSIBLE; }
                    public String blastRadius() { return "nothing"; }
                    public Parameters<With> parameters() { return Parameters.of(With.class); }
                    public ControlState inspect(With with) {
                        return ControlState.of(Thread.currentThread().getContextClassLoader().getName());
                    }
                    public MitigationPlan plan(With with, ControlState now) {
                        return new MitigationPlan(now, now, "-");
                    }
                    public void apply(With with, MitigationPlan plan, String key) { NAMEHelper.help(); }
                    public void revert(With with, MitigationPlan plan, String key) {}
                }
                final class NAMEHelper { static void help() {} }
                """
                .replace("BODY", body)
                .replace("NAME", name)
                .replace("TYPE", type);
    }

    /** The classes of a source, compiled against Safeguard. */
    private Path compiled(String source) throws IOException {
        Path root = Files.createTempDirectory(directory, "compiled");
        String name = source.replaceFirst("(?s).*public final class (\\w+) .*", "$1");
        Path named = Files.writeString(root.resolve(name + ".java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "the tests need a JDK");
        int result = compiler.run(
                null,
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", root.toString(), named.toString());
        assertEquals(0, result);
        Files.delete(named);
        return root;
    }

    private Path plugins() throws IOException {
        return Files.createDirectories(directory.resolve("plugins"));
    }

    private Path jar(String name, String services, Path classes) throws IOException {
        Path jar = plugins().resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            out.putNextEntry(new ZipEntry(SERVICES));
            out.write(services.getBytes(StandardCharsets.UTF_8));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private Path nothing() throws IOException {
        return Files.createTempDirectory(directory, "nothing");
    }

    @Test
    void whatSafeguardBringsIsFoundAndFlawless() {
        try (InstalledMitigations installed = InstalledMitigations.find(Optional.empty())) {
            assertEquals(List.of(), installed.problems());
            assertTrue(types(installed).containsAll(List.of("exec", "flagd-file", "kubectl-rollout-undo")));
            installed.mitigations().forEach(one -> assertEquals("Safeguard", one.origin()));
        }
    }

    @Test
    void aJarOfADirectoryIsFoundAndHeldToItsContract() throws IOException {
        Path jar = jar("good.jar", "plugin.Good # ours\n", compiled(source("Good", "good", "")));
        try (InstalledMitigations installed = find(plugins())) {
            assertEquals(List.of(), installed.problems());
            Installed good = plugin(installed, "good");
            assertEquals(jar.toString(), good.origin());
            assertEquals("plugin.Good", good.className());
            assertTrue(good.mitigation() instanceof PunctualMitigation<?>);
            assertEquals(ControlState.of("plug-ins"), inspected(good.mitigation()));
        }
    }

    private static <P extends Record> ControlState inspected(Mitigation<P> mitigation) {
        return mitigation.inspect(mitigation.parameters().read(Map.of()));
    }

    @Test
    void aCopyOfSafeguardInAPlugInIsNotLookedAt() throws IOException {
        Path classes = compiled(source("Good", "good", ""));
        Path copy = classes.resolve("dev/safeguard/application/port/Mitigation.class");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "not even a class");
        jar("good.jar", "plugin.Good\n", classes);
        try (InstalledMitigations installed = find(plugins())) {
            assertEquals(List.of(), installed.problems());
            plugin(installed, "good");
        }
    }

    @Test
    void closingClosesTheJars() throws IOException {
        jar("good.jar", "plugin.Good\n", compiled(source("Good", "good", "")));
        InstalledMitigations installed = find(plugins());
        ClassLoader loader =
                plugin(installed, "good").mitigation().parameters().type().getClassLoader();
        assertNotNull(loader.getResource("plugin/GoodHelper.class"));
        installed.close();
        assertNull(loader.getResource("plugin/GoodHelper.class"));
    }

    @Test
    void whatIsBrokenIsToldByJarAndClassAndTheOthersLoad() throws IOException {
        jar("a-line.jar", "plugin.Not a class\n", nothing());
        jar("b-missing.jar", "plugin.Missing\n", nothing());
        String body = "if (true) throw new IllegalStateException(\"no key\");";
        jar("c-throws.jar", "plugin.Throws\n", compiled(source("Throws", "throws", body)));
        Path classes = compiled(source("Lacks", "lacks", "LacksHelper.help();"));
        Files.delete(classes.resolve("plugin/LacksHelper.class"));
        jar("d-lacks.jar", "plugin.Lacks\n", classes);
        jar("e-other.jar", "plugin.GoodHelper\n", nothing());
        jar("f-type.jar", "plugin.Type\n", compiled(source("Type", "Bad Type", "")));
        Files.writeString(plugins().resolve("g-text.jar"), "not a jar");
        jar("h-good.jar", "plugin.Good\n", compiled(source("Good", "good", "")));
        try (InstalledMitigations installed = find(plugins())) {
            plugin(installed, "good");
            List<String> problems = installed.problems();
            assertEquals(7, problems.size(), problems.toString());
            String where = plugins() + "/";
            tells(problems.get(0), where + "g-text.jar is not a jar");
            tells(problems.get(1), where + "a-line.jar", "Illegal configuration-file syntax");
            tells(problems.get(2), where + "b-missing.jar", "plugin.Missing not found");
            tells(problems.get(3), "plugin.Throws", where + "c-throws.jar", "IllegalStateException: no key");
            tells(problems.get(4), "plugin.Lacks", where + "d-lacks.jar", "plugin.LacksHelper");
            tells(problems.get(5), where + "e-other.jar", "plugin.GoodHelper not a subtype");
            tells(problems.get(6), "plugin.Type", where + "f-type.jar", "was \"Bad Type\"");
        }
    }

    private static void tells(String problem, String... parts) {
        for (String part : parts) {
            assertTrue(problem.contains(part), problem);
        }
    }

    @Test
    void ofTwoWithTheSameTypeNoneIsUsed() throws IOException {
        Path one = jar("one.jar", "plugin.One\n", compiled(source("One", "same", "")));
        Path two = jar("two.jar", "plugin.Two\n", compiled(source("Two", "same", "")));
        Path exec = jar("zexec.jar", "plugin.Exec\n", compiled(source("Exec", "exec", "")));
        try (InstalledMitigations installed = find(plugins())) {
            assertEquals(
                    List.of(
                            "there are 2 mitigations of type exec, and none is used: " + ExecMitigation.class.getName()
                                    + " in Safeguard, plugin.Exec in " + exec,
                            "there are 2 mitigations of type same, and none is used: plugin.One in " + one
                                    + ", plugin.Two in " + two),
                    installed.problems());
            assertTrue(types(installed).stream().noneMatch(type -> type.equals("exec") || type.equals("same")));
        }
    }

    @Test
    void aDirectoryWithoutPlugInsIsTold() throws IOException {
        Path none = directory.resolve("none");
        assertEquals(List.of("there is no directory " + none + " of plug-ins"), problems(none));
        assertEquals(List.of("there is no jar in " + plugins()), problems(plugins()));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(plugins().resolve("library.jar")))) {
            out.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertEquals(
                List.of("none of the jars in " + plugins() + " names a mitigation in " + SERVICES),
                problems(plugins()));
    }

    private List<String> problems(Path plugins) {
        try (InstalledMitigations installed = find(plugins)) {
            return installed.problems();
        }
    }
}
