package dev.safeguard.adapter.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is shown of parameters and plans. Secrets are named by file and do not get here; where somebody wrote one into a
 * runbook or a URL all the same, it is not repeated.
 */
final class Redacted {

    private static final String HIDDEN = "***";
    private static final String SECRET = "(?:token|secret|password|passwd|api_?key|authorization)";

    /** In a URL or in a text: {@code token=abc}. */
    private static final Pattern VALUE =
            Pattern.compile("(?i)(" + SECRET + "\\s*[=:]\\s*)(?:bearer\\s+)?[^\\s&\"',;]+");

    private Redacted() {}

    static String text(String text) {
        return VALUE.matcher(text).replaceAll("$1" + HIDDEN);
    }

    /** The parameters of a step; the file of a secret is no secret. */
    static ObjectNode json(Map<String, String> with) {
        ObjectNode json = Json.object();
        with.forEach((name, value) -> json.put(name, isSecret(name) ? HIDDEN : text(value)));
        return json;
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.endsWith("_file") && lower.matches(".*" + SECRET + ".*");
    }
}
