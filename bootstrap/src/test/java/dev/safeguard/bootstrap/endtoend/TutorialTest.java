package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import dev.safeguard.domain.runbook.ControlState;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import tools.jackson.databind.JsonNode;

/** What {@code docs/tutorial-mitigation.md} tells to do is done, with the code that stands there. */
final class TutorialTest {

    private static final Path ROOT = Path.of(System.getProperty("safeguard.root", ".."));
    private static final String DOCUMENT = read(ROOT.resolve("docs/tutorial-mitigation.md"));

    private static final String CLASS = "src/main/java/example/MaintenanceFile.java";
    private static final String TEST = "src/test/java/example/MaintenanceFileTest.java";
    private static final String SERVICES = "META-INF/services/" + Mitigation.class.getName();

    /** Where the document's page goes; here it goes into the folder of the test. */
    private static final String THERE = "/run/safeguard";

    /** The files that the document shows, by their names. */
    private static final Map<String, String> FILES =
            matches("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```\n", DOCUMENT).stream()
                    .collect(Collectors.toMap(
                            file -> file.group(1), file -> file.group(2), (one, two) -> one + two, LinkedHashMap::new));

    @TempDir
    private Path folder;

    /**
     * Members of the class with something wrong in them.
     *
     * @param test the test of the contract that fails
     * @param message what it says
     */
    record Mistake(String members, String test, String message) {

        /** The class with these in place of what it has itself. */
        String in(String source) {
            String signature = members.lines().skip(1).findFirst().orElseThrow();
            Pattern same = Pattern.compile(
                    "    @Override\n" + Pattern.quote(signature) + "\n.*?\n    }\n\n?", Pattern.DOTALL);
            String others = same.matcher(source).replaceFirst("");
            int end = others.lastIndexOf('}');
            return others.substring(0, end) + members + others.substring(end);
        }

        @Override
        public String toString() {
            return test;
        }
    }

    static List<Mistake> mistakes() {
        return matches(
                        "<!-- mistake -->\n```java\n(.*?)```\n<!-- prints -->\n```\n(\\w+): ([^\n]*)\n```\n", DOCUMENT)
                .stream()
                .map(mistake -> new Mistake(mistake.group(1), mistake.group(2), mistake.group(3)))
                .toList();
    }

    private static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).results().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private static String shown(String name) {
        return Optional.ofNullable(FILES.get(name))
                .orElseThrow(() -> new AssertionError("the document has no file " + name + ", only " + FILES.keySet()));
    }

    private Path written(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private void compile(Path source, Path classes, String classPath) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertNotNull(compiler, "the tests need a JDK");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        String[] arguments = {
            "--release", "21", "-Xlint:all,-path", "-Werror", "-proc:none",
            "-cp", classPath, "-d", classes.toString(), source.toString()
        };
        int result = compiler.run(null, told, told, arguments);
        assertEquals(0, result, () -> told.toString(StandardCharsets.UTF_8));
    }

    /** The class, compiled against the two modules that the document names and nothing else. */
    private Path compiled(String source) throws IOException {
        Path classes = folder.resolve("build");
        String modules = place(ControlState.class) + File.pathSeparator + place(Mitigation.class);
        compile(written(CLASS, source), classes, modules);
        return classes;
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void packed(Path classes, Path jar) throws IOException {
        Files.createDirectories(jar.resolveSibling(""));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            out.putNextEntry(new ZipEntry(SERVICES));
            out.write(shown("src/main/resources/" + SERVICES).getBytes(StandardCharsets.UTF_8));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
            }
        }
    }

    private Path plugins() throws IOException {
        Path plugins = folder.resolve("plugins");
        packed(compiled(shown(CLASS)), plugins.resolve("maintenance-file.jar"));
        return plugins;
    }

    /** How each test of the document's contract test ended, with the class of this source. */
    private Map<String, TestExecutionResult> tried(String source) throws Exception {
        Path classes = compiled(source);
        Path tests = folder.resolve("test-build");
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        compile(written(TEST, shown(TEST)), tests, classPath);
        URL[] both = {classes.toUri().toURL(), tests.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(both, MitigationContract.class.getClassLoader())) {
            return tested(loader.loadClass("example.MaintenanceFileTest"));
        }
    }

    private static Map<String, TestExecutionResult> tested(Class<?> test) {
        Map<String, TestExecutionResult> results = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (identifier.isTest()) {
                    results.put(identifier.getDisplayName().replace("()", ""), result);
                }
            }
        });
        return results;
    }

    private static Optional<String> failure(TestExecutionResult result) {
        return result.getThrowable().map(thrown -> String.valueOf(thrown.getMessage()));
    }

    @Test
    void theMitigationPassesItsContract() throws Exception {
        Map<String, TestExecutionResult> results = tried(shown(CLASS));

        List<String> failures = new ArrayList<>();
        results.forEach((test, result) -> failure(result).ifPresent(message -> failures.add(test + ": " + message)));
        assertEquals(List.of(), failures);
        assertTrue(results.values().stream()
                .allMatch(result -> result.getStatus() == TestExecutionResult.Status.SUCCESSFUL));
        assertTrue(results.size() > 10, results.keySet().toString());
        assertTrue(DOCUMENT.contains("Tests run: " + results.size() + ", Failures: 0"), results.size() + " tests");
    }

    @Test
    void threeMistakesAreShown() {
        assertEquals(3, mistakes().size());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsCaughtByTheTestThatIsNamed(Mistake mistake) throws Exception {
        Map<String, TestExecutionResult> results = tried(mistake.in(shown(CLASS)));

        TestExecutionResult named = results.get(mistake.test());
        assertNotNull(named, results.keySet().toString());
        assertEquals(Optional.of(mistake.message()), failure(named));
    }

    @Test
    void theJarIsFoundAmongPlugIns() throws IOException {
        Path plugins = plugins();

        JsonNode type = Terminal.typeAsIs("mitigation", "types", "--plugins", plugins.toString(), "-o", "json")
                .expect(0)
                .items()
                .getLast();
        assertEquals("maintenance-file", type.get("type").asString());
        assertEquals("reversible", type.get("reversibility").asString());

        String told = Terminal.typeAsIs("mitigation", "types", "--plugins", plugins.toString())
                .expect(0)
                .out();
        isShown(told.substring(told.indexOf("maintenance-file  ")));
    }

    /** What is printed stands in the document, with its paths. */
    private void isShown(String printed) {
        String asThere = printed.replace(folder + "/plugins", "plugins")
                .replace(folder + "/own.yaml", "own.yaml")
                .replace(folder + "/wrong.yaml", "wrong.yaml")
                .replace(folder.toString(), THERE);
        assertTrue(DOCUMENT.contains(asThere), () -> "the document lacks\n" + asThere);
    }

    private Path runbook() throws IOException {
        String text = shown("own.yaml");
        assertTrue(text.contains(THERE), text);
        return written("own.yaml", text.replace(THERE, folder.toString()));
    }

    @Test
    void theStepIsFoundGoodAndAMisspeltOneIsNot() throws IOException {
        Path own = written("own.yaml", shown("own.yaml"));
        String plugins = plugins().toString();

        isShown(Terminal.typeAsIs("validate", own.toString(), "--plugins", plugins)
                .expect(0)
                .out());

        Path wrong = written("wrong.yaml", shown("own.yaml").replace("text:", "tetx:"));
        isShown(Terminal.typeAsIs("validate", wrong.toString(), "--plugins", plugins)
                .expect(3)
                .out());
    }

    @Test
    void thePlanLooksAtTheFileAndNeedsNoPrometheus() throws IOException {
        String own = runbook().toString();
        String config = written("safeguard.yaml", shown("safeguard.yaml")).toString();
        String plugins = plugins().toString();
        Terminal terminal = new Terminal(folder);

        JsonNode step = terminal.type("run", own, "--plugins", plugins, "--config", config, "-o", "json")
                .expect(0)
                .items()
                .getFirst()
                .get("steps")
                .get(0);
        assertTrue(step.get("prior").isNull(), step.toString());
        assertEquals("<h1>Back in a moment.</h1>", step.get("desired").asString());

        Printed plan = terminal.type("run", own, "--plugins", plugins, "--config", config).expect(0);
        isShown(plan.out().substring(plan.out().indexOf("\nfor "), plan.out().indexOf("\nplan ")));
        assertFalse(Files.exists(folder.resolve("maintenance.html")));

        Files.writeString(folder.resolve("maintenance.html"), "<h1>Back in a moment.</h1>");
        Printed again = terminal.type("run", own, "--plugins", plugins, "--config", config).expect(0);
        assertTrue(again.out().contains("nothing to do: already <h1>Back in a moment.</h1>"), again.out());
    }

    @Test
    void versionsAreThoseOfTheProject() {
        String project = read(ROOT.resolve("pom.xml"));
        String pom = shown("pom.xml");
        String safeguard = matches("<safeguard.version>(.*?)</", pom).getFirst().group(1);
        String parent = "<artifactId>safeguard-parent</artifactId>\n  <version>" + safeguard + "</version>";
        assertTrue(project.contains(parent), safeguard);
        for (String module : List.of("domain", "application")) {
            String jar = "$lib/safeguard-" + module + "-" + safeguard + ".jar";
            assertTrue(DOCUMENT.contains(jar), jar);
        }
        String junit = matches("junit-jupiter</artifactId>\\s*<version>(.*?)</", pom).getFirst().group(1);
        assertTrue(project.contains("<junit.version>" + junit + "</"), junit);
        for (MatchResult plugin : matches("<artifactId>(maven-\\S+)</artifactId>\\s*<version>(.*?)</", pom)) {
            String pinned = Pattern.quote("<artifactId>" + plugin.group(1) + "</artifactId>") + "\\s*"
                    + Pattern.quote("<version>" + plugin.group(2) + "</");
            assertEquals(1, matches(pinned, project).size(), plugin.group(1));
        }
    }
}
