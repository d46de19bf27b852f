package dev.safeguard.example.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Passages, found by the words that they share with a question. A vector is a bag of words, each hashed to one of
 * {@value #DIMENSIONS} places, of length 1; the likeness of two is their cosine. It holds as many passages as it was
 * made for. Safe for many threads.
 */
final class VectorStore {

    /** A passage that was found, and how like the question it is. */
    record Hit(String id, String text, double likeness) {}

    /** What came of an insert. */
    enum Inserted {
        ADDED,
        REPLACED,
        FULL
    }

    /** Below this a passage has nothing to do with the question. */
    static final double ALIKE = 0.15;

    private static final int DIMENSIONS = 2048;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> COMMON = Set.of(
            "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "has", "how", "i",
            "in", "is", "it", "long", "many", "much", "my", "not", "of", "on", "or", "that", "the", "to", "until",
            "was", "we", "what", "when", "where", "which", "why", "will", "with", "you", "your");

    private record Passage(String text, Vector vector, Set<String> words) {}

    private final int capacity;
    private final Map<String, Passage> passages = new ConcurrentHashMap<>();

    VectorStore(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a passage, or replaces the one of this id, which there is always room for. */
    synchronized Inserted insert(String id, String text) {
        if (!passages.containsKey(id) && passages.size() >= capacity) {
            return Inserted.FULL;
        }
        Set<String> words = words(text);
        Passage before = passages.put(id, new Passage(text, new Vector(words), words));
        return before == null ? Inserted.ADDED : Inserted.REPLACED;
    }

    /** The passages most like a question, the likest first, none below {@link #ALIKE}. */
    List<Hit> search(String question, int most) {
        Vector asked = new Vector(words(question));
        return best(most, passage -> asked.cosine(passage.vector()));
    }

    /** The passages with the largest share of a question's words: slower on large stores, and needs no vectors. */
    List<Hit> searchByKeyword(String question, int most) {
        Set<String> asked = words(question);
        return best(
                most,
                passage -> asked.stream().filter(passage.words()::contains).count() / Math.max(1.0, asked.size()));
    }

    int size() {
        return passages.size();
    }

    int capacity() {
        return capacity;
    }

    private interface Likeness {
        double of(Passage passage);
    }

    private List<Hit> best(int most, Likeness likeness) {
        List<Hit> hits = new ArrayList<>();
        passages.forEach((id, passage) -> {
            double alike = likeness.of(passage);
            if (alike >= ALIKE) {
                hits.add(new Hit(id, passage.text(), alike));
            }
        });
        hits.sort(Comparator.comparingDouble(Hit::likeness).reversed().thenComparing(Hit::id));
        return hits.size() > most ? List.copyOf(hits.subList(0, most)) : hits;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)) {
            if (!word.isEmpty() && !COMMON.contains(word)) {
                words.add(word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
            }
        }
        return words;
    }

    /** A bag of words as a vector of length 1, or of length 0 if there is no word in it. */
    private static final class Vector {

        private final float[] places = new float[DIMENSIONS];

        Vector(Set<String> words) {
            for (String word : words) {
                places[place(word)]++;
            }
            double square = 0;
            for (float place : places) {
                square += place * place;
            }
            for (int i = 0; square > 0 && i < DIMENSIONS; i++) {
                places[i] /= (float) Math.sqrt(square);
            }
        }

        /** Spreads the hash (as MurmurHash3 ends), for those of words that are alike are alike. */
        private static int place(String word) {
            int hash = word.hashCode();
            hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
            hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
            return (hash ^ (hash >>> 16)) & (DIMENSIONS - 1);
        }

        double cosine(Vector other) {
            float sum = 0;
            for (int i = 0; i < DIMENSIONS; i++) {
                sum += places[i] * other.places[i];
            }
            return sum;
        }
    }
}
