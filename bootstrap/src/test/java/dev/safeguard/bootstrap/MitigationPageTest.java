package dev.safeguard.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.adapter.config.StepCheck;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of all mitigations and what is on the class path must not disagree. */
final class MitigationPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (required)?");
    private static final Pattern STEP = Pattern.compile("(?s)```yaml\n(.*?)```");

    private final List<Mitigation<?>> installed = installed();

    private static List<Mitigation<?>> installed() {
        List<Mitigation<?>> found = new ArrayList<>();
        ServiceLoader.load(Mitigation.class).forEach(found::add);
        return found;
    }

    private static List<String> sections() throws IOException {
        Path page = Path.of(System.getProperty("safeguard.root", ".."), "docs", "mitigations.md");
        return Pattern.compile("(?m)^## `")
                .splitAsStream(Files.readString(page))
                .skip(1)
                .toList();
    }

    private static String type(String section) {
        return section.substring(0, section.indexOf('`'));
    }

    private static String section(String type) throws IOException {
        return sections().stream()
                .filter(section -> type(section).equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/mitigations.md has no section `" + type + "`"));
    }

    @Test
    void everyInstalledTypeIsOnThePageAndNoOther() throws IOException {
        Set<String> types = installed.stream().map(Mitigation::type).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(types.contains("http-flag"), types.toString());
        assertEquals(
                types,
                sections().stream().map(MitigationPageTest::type).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyParameterIsInItsTable() throws IOException {
        for (Mitigation<?> mitigation : installed) {
            Set<String> expected = new TreeSet<>();
            for (Parameters.Description parameter : mitigation.parameters().descriptions()) {
                expected.add(parameter.name() + (parameter.required() ? " required" : ""));
            }
            Set<String> told = new TreeSet<>();
            for (MatchResult row :
                    ROW.matcher(section(mitigation.type())).results().toList()) {
                told.add(row.group(1) + (row.group(2) == null ? "" : " required"));
            }
            assertEquals(expected, told, mitigation.type());
        }
    }

    @Test
    void everyStepIsValid() throws IOException {
        ConfigurationReader reader = new ConfigurationReader(Map.of(), StepCheck.against(installed));
        for (Mitigation<?> mitigation : installed) {
            List<MatchResult> steps =
                    STEP.matcher(section(mitigation.type())).results().toList();
            assertTrue(!steps.isEmpty(), mitigation.type() + " has no step to copy");
            for (MatchResult step : steps) {
                String runbook = "name: a\nsymptom: b\nsteps:\n  -\n" + step.group(1).indent(4);
                assertEquals(
                        mitigation.type(),
                        reader.readRunbook(runbook, mitigation.type())
                                .steps()
                                .getFirst()
                                .mitigation());
            }
        }
    }
}
