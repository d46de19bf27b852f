package dev.safeguard.domain.slo;

import java.util.regex.Pattern;

/** The one rule for names that people type and machines join on. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");

    private Names() {}

    static void check(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("the name of " + what
                    + " is 1 to 100 letters, digits and . _ / -, and starts with a letter or digit, was \"" + value
                    + "\"");
        }
    }
}
