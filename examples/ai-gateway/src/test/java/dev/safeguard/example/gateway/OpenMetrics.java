package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of the OpenMetrics text format, as much of it as the gateway writes: families together, metadata
 * before samples, suffixes as the type has them, units at the end of names, no series twice, and the end marked.
 */
record OpenMetrics(Map<String, BigDecimal> samples, Map<String, String> types) {

    private static final Pattern METADATA = Pattern.compile("# (TYPE|HELP|UNIT) ([a-z_]+) (.+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.+)\\})? ([0-9.]+)");
    private static final Pattern LABELS =
            Pattern.compile("([a-z]+)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"(,(?=[a-z])|$)");
    private static final Map<String, List<String>> SUFFIXES = Map.of(
            "counter", List.of("_total"),
            "gauge", List.of(""),
            "info", List.of("_info"),
            "histogram", List.of("_bucket", "_count", "_sum"));

    static OpenMetrics parse(String text) {
        assertTrue(text.endsWith("\n# EOF\n"), "ends with # EOF and a line feed");
        Map<String, BigDecimal> samples = new LinkedHashMap<>();
        Map<String, String> types = new HashMap<>();
        Map<String, String> seen = new HashMap<>();
        String family = "";
        boolean hasSamples = false;
        for (String line : text.substring(0, text.length() - "# EOF\n".length()).split("\n", 0)) {
            Matcher metadata = METADATA.matcher(line);
            if (metadata.matches()) {
                String name = metadata.group(2);
                if (!name.equals(family)) {
                    assertEquals("TYPE", metadata.group(1), "a family begins with its type: " + line);
                    assertNull(types.put(name, metadata.group(3)), "a family stands in one place: " + line);
                    family = name;
                    hasSamples = false;
                }
                assertTrue(!hasSamples, "metadata come before samples: " + line);
                assertNull(seen.put(metadata.group(1) + name, line), "metadata are there once: " + line);
                if (metadata.group(1).equals("UNIT")) {
                    assertTrue(name.endsWith("_" + metadata.group(3)), "the unit ends the name: " + line);
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), "neither metadata nor a sample: " + line);
            String name = sample.group(1);
            assertTrue(name.startsWith(family), "samples follow their metadata: " + line);
            String suffix = name.substring(family.length());
            String type = types.get(family);
            assertTrue(SUFFIXES.getOrDefault(type, List.of()).contains(suffix), "not a suffix of a " + type + ": " + line);
            if (sample.group(2) != null) {
                assertEquals("", LABELS.matcher(sample.group(2)).replaceAll(""), "labels: " + line);
            }
            String series = line.substring(0, line.lastIndexOf(' '));
            assertNull(samples.put(series, new BigDecimal(sample.group(3))), "a series is there once: " + line);
            hasSamples = true;
        }
        for (String name : types.keySet()) {
            assertTrue(seen.containsKey("HELP" + name), name + " has no help");
        }
        return new OpenMetrics(samples, types);
    }

    /** The value of a series, with its labels as they are written. */
    long of(String series) {
        BigDecimal value = samples.get(series);
        if (value == null) {
            throw new AssertionError("no series " + series + " in " + samples.keySet());
        }
        return value.longValueExact();
    }

    /** The sum of all series that begin so. */
    long sum(String prefix) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(prefix))
                .mapToLong(sample -> sample.getValue().longValueExact())
                .sum();
    }
}
