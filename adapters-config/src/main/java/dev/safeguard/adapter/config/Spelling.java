package dev.safeguard.adapter.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Guesses which word was meant. */
final class Spelling {

    private static final int FEW = 12;
    private static final int LONGEST_WORD = 100;

    private Spelling() {}

    /** The one word of these that is fewest edits away, if it is near: a third of its letters, capitals aside. */
    static Optional<String> closest(String written, Collection<String> known) {
        if (written.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        TreeMap<Integer, List<String>> byDistance = new TreeMap<>();
        for (String word : known) {
            int allowed = Math.max(1, word.length() / 3);
            // Words that differ more than that in length alone are not even compared: there may be many.
            if (Math.abs(written.length() - word.length()) <= allowed) {
                int distance = distance(written, word);
                if (distance <= allowed) {
                    byDistance.computeIfAbsent(distance, ignored -> new ArrayList<>()).add(word);
                }
            }
        }
        return byDistance.isEmpty() || byDistance.firstEntry().getValue().size() > 1
                ? Optional.empty()
                : Optional.of(byDistance.firstEntry().getValue().getFirst());
    }

    /** The nearest word as a question, or all of them where they are few, or else this advice. */
    static String suggestion(String written, Collection<String> known, String advice) {
        return closest(written, known)
                .map(word -> "did you mean \"" + word + "\"?")
                .orElseGet(() -> known.isEmpty() || known.size() > FEW
                        ? advice
                        : "it can be " + known.stream().sorted().collect(joining(", ")));
    }

    /** How many letters to insert, remove, replace or swap with the next one (optimal string alignment). */
    private static int distance(String written, String word) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = word.toLowerCase(Locale.ROOT);
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
