package dev.safeguard.adapter.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills environment variables into text: {@code ${NAME}}, {@code ${NAME:-default}} where it is unset or empty, and
 * {@code ${NAME:?what to do}} where it must not be. {@code $${NAME}} is text.
 */
record Variables(Map<String, String> environment) {

    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)}?");
    private static final Pattern INSIDE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::([-?])(.*))?", Pattern.DOTALL);

    Variables {
        environment = Map.copyOf(environment);
    }

    /** @throws IllegalArgumentException when one is missing, or a reference is malformed */
    String fillIn(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        reference.group(1).isEmpty()
                                ? value(reference.group(), reference.group(2))
                                : reference.group().substring(1)));
    }

    private String value(String reference, String inside) {
        Matcher matcher = INSIDE.matcher(inside);
        if (!matcher.matches() || !reference.endsWith("}") || inside.contains("${")) {
            throw new IllegalArgumentException(
                    "a variable is written ${NAME}, ${NAME:-default} or ${NAME:?message}, was " + reference);
        }
        String name = matcher.group(1);
        String value = environment.get(name);
        String operator = matcher.group(2);
        if (operator == null) {
            if (value == null) {
                throw new IllegalArgumentException("environment variable " + name + " is not set");
            }
            return value;
        }
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (operator.equals("?")) {
            throw new IllegalArgumentException("environment variable " + name + " is not set: " + matcher.group(3));
        }
        return matcher.group(3);
    }
}
