package dev.safeguard.adapter.config;

import java.util.List;

/**
 * One thing wrong in a configuration file.
 *
 * @param file the file as it was named
 * @param line counts from 1
 * @param column counts characters from 1
 * @param code the id of a {@link ProblemCode}
 * @param message what is wrong, with the value seen
 * @param suggestion what to do
 * @param details lines that show more of it, such as a table; mostly none
 */
public record ConfigurationProblem(
        String file, int line, int column, String code, String message, String suggestion, List<String> details) {

    public ConfigurationProblem {
        details = List.copyOf(details);
    }

    /** A problem that is told in one line. */
    public ConfigurationProblem(
            String file, int line, int column, String code, String message, String suggestion) {
        this(file, line, column, code, message, suggestion, List.of());
    }

    /** For example {@code safeguard.yaml:3:5: unknown key "slo"; did you mean "slos"? (SG-C007)}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + "; " + suggestion + " (" + code + ")";
    }
}
