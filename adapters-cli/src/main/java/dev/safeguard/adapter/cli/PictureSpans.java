package dev.safeguard.adapter.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Parts of a line that are wide enough to be seen, and far enough apart to be told from each other. */
final class PictureSpans {

    private static final double MIN_WIDTH = 2;
    private static final double MIN_GAP = 1.5;

    private PictureSpans() {}

    /**
     * A part of the line.
     *
     * @param count how many spans it stands for
     */
    record Span(double left, double right, int count) {

        double width() {
            return right - left;
        }

        /** As wide as it has to be, and not out of the picture. */
        private Span visible(double end) {
            double missing = Math.max(0, MIN_WIDTH - width());
            double start = Math.min(left, end - MIN_WIDTH);
            return new Span(start, Math.max(right, start + (missing > 0 ? MIN_WIDTH : width())), count);
        }
    }

    /** The spans from left to right; what could not be told apart is one. None reaches over {@code end}. */
    static List<Span> visible(List<Span> spans, double end) {
        List<Span> sorted = spans.stream()
                .map(span -> span.visible(end))
                .sorted(Comparator.comparingDouble(Span::left).thenComparingDouble(Span::right))
                .toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            if (!merged.isEmpty() && span.left() < merged.getLast().right() + MIN_GAP) {
                Span before = merged.removeLast();
                merged.add(new Span(
                        before.left(), Math.max(before.right(), span.right()), before.count() + span.count()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** About how wide a text is in letters of this size; rather too wide than too narrow. */
    static double width(String text, double size) {
        return text.codePoints().mapToDouble(c -> c < 0x2000 ? 0.6 : 1.05).sum() * size;
    }

    /** The text, or its beginning and an ellipsis, no wider than this; empty where not even a few letters fit. */
    static String fitting(String text, double size, double room) {
        if (width(text, size) <= room) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int kept = points.length;
        while (kept > 0 && width(new String(points, 0, kept) + "…", size) > room) {
            kept--;
        }
        return kept < 4 ? "" : new String(points, 0, kept).stripTrailing() + "…";
    }
}
