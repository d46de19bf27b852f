package dev.safeguard.adapter.services;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Words of others, made fit for a sentence of ours. */
final class Messages {

    private static final int LONGEST = 300;

    private Messages() {}

    /** The first line that says something, without control characters, and cut where it is very long. */
    static String firstLine(String text) {
        return oneLine(text.lines().filter(line -> !line.isBlank()).findFirst().orElse(""));
    }

    /** All of it in one line, without control characters, and cut where it is very long. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.strip().codePoints().map(c -> isControl(c) ? ' ' : c).forEach(line::appendCodePoint);
        return line.length() <= LONGEST ? line.toString() : line.substring(0, LONGEST) + "...";
    }

    /** Whether a terminal might do something else than show it. */
    static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** {@code there are off, on; did you mean on?}. */
    static String choice(String typed, Collection<String> known) {
        if (known.isEmpty()) {
            return "there are none";
        }
        String names = "there are " + oneLine(String.join(", ", known));
        return nearest(typed, known).map(meant -> names + "; did you mean " + meant + "?").orElse(names);
    }

    /** The name that was probably meant: at most a third of its letters are wrong. */
    private static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's edit distance. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
