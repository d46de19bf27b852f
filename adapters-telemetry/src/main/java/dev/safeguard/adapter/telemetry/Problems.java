package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.HistoryReader.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What is wrong with some files, as far as anybody would read on. */
final class Problems {

    /** So many are told; who has that many does not need the rest. */
    static final int MOST = 20;

    private final List<Path> files;
    private final NavigableSet<Found> first = new TreeSet<>();
    private long count;
    private boolean fatal;

    Problems(List<Path> files) {
        this.files = files;
    }

    /** Takes in what is wrong at this {@link Place}. */
    void add(long place, String reason) {
        count++;
        first.add(new Found(place, reason));
        if (first.size() > MOST) {
            first.pollLast();
        }
    }

    /** Takes in why a file is of no use at all. */
    void addFatal(long place, String reason) {
        add(place, reason);
        fatal = true;
    }

    /** Whether there is one that cannot be passed over. */
    boolean areFatal() {
        return fatal;
    }

    /** How many were found, told or not. */
    long count() {
        return count;
    }

    boolean areEnough() {
        return count >= MOST;
    }

    boolean areNone() {
        return count == 0;
    }

    /** Those of the first lines, one sentence each. */
    List<String> sentences(int most) {
        return first.stream()
                .limit(most)
                .map(found -> file(found) + ":" + Place.line(found.place) + ": " + found.reason)
                .toList();
    }

    /** Throws those of the first lines. */
    void throwIfAny() {
        if (!areNone()) {
            Map<Path, List<Problem>> byFile = new LinkedHashMap<>();
            for (Found found : first) {
                byFile.computeIfAbsent(file(found), file -> new ArrayList<>())
                        .add(new Problem(Place.line(found.place), found.reason));
            }
            throw new MalformedHistoryException(byFile);
        }
    }

    private Path file(Found found) {
        return files.get(Place.file(found.place));
    }

    private record Found(long place, String reason) implements Comparable<Found> {
        @Override
        public int compareTo(Found other) {
            int byPlace = Long.compare(place, other.place);
            return byPlace != 0 ? byPlace : reason.compareTo(other.reason);
        }
    }
}
