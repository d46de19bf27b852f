package dev.safeguard.adapter.cli;

import dev.safeguard.application.port.KnownIncident;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where labelled incidents go in their lane: in rows in which nothing lies over anything, with as much of their names
 * as there is room for.
 *
 * @param placed from left to right
 * @param rows how many rows they take
 * @param leftOut how many lie so close that there is no row for them
 */
record PictureLabels(List<Placed> placed, int rows, int leftOut) {

    /** Letters are this high. */
    static final double SIZE = 11;

    /** The room that a mark takes. */
    static final double MARK = 15;

    private static final int MAX_ROWS = 9;
    private static final double MAX_TEXT = 250;
    private static final double APART = 5;

    PictureLabels {
        placed = List.copyOf(placed);
    }

    /**
     * One incident in the lane.
     *
     * @param left where it begins
     * @param right where it ends
     * @param mark where its mark begins, which is where it begins unless that is too near to the end
     * @param text what is written, empty where there is no room
     * @param words where that begins
     */
    record Placed(KnownIncident incident, int row, double left, double right, double mark, String text, double words) {}

    /**
     * Those that touch the time, placed.
     *
     * @param end where words have to end
     */
    static PictureLabels of(List<KnownIncident> incidents, PictureTime time, double end) {
        List<KnownIncident> sorted = incidents.stream()
                .filter(incident -> incident.start().isBefore(time.to()) && !incident.end().isBefore(time.from()))
                .sorted(Comparator.comparing(KnownIncident::start).thenComparing(KnownIncident::id))
                .toList();
        double[] taken = new double[MAX_ROWS];
        Arrays.fill(taken, time.left() - APART);
        List<Placed> placed = new ArrayList<>();
        for (KnownIncident incident : sorted) {
            place(incident, time, end, taken).ifPresent(placed::add);
        }
        int rows = placed.stream().mapToInt(Placed::row).max().orElse(-1) + 1;
        return new PictureLabels(placed, rows, sorted.size() - placed.size());
    }

    private static Optional<Placed> place(KnownIncident incident, PictureTime time, double end, double[] taken) {
        String id = Svg.clean(incident.id());
        String title = Svg.clean(incident.title());
        List<String> texts = List.of(
                PictureSpans.fitting(title.isEmpty() ? id : id + " " + title, SIZE, MAX_TEXT),
                PictureSpans.fitting(id, SIZE, MAX_TEXT),
                "");
        for (String text : texts) {
            for (int row = 0; row < MAX_ROWS; row++) {
                Placed placed = placed(incident, row, text, time, end);
                double begin = Math.min(placed.mark(), text.isEmpty() ? placed.mark() : placed.words());
                if (begin >= taken[row] + APART) {
                    taken[row] = Math.max(
                            Math.max(placed.right(), placed.mark() + MARK),
                            text.isEmpty() ? 0 : placed.words() + PictureSpans.width(text, SIZE));
                    return Optional.of(placed);
                }
            }
        }
        return Optional.empty();
    }

    private static Placed placed(KnownIncident incident, int row, String text, PictureTime time, double end) {
        double left = Math.min(time.x(incident.start()), time.right() - 2);
        double right = Math.max(left + 2, time.x(incident.end()));
        double mark = Math.min(left, time.right() - MARK);
        double width = PictureSpans.width(text, SIZE);
        boolean fits = mark + MARK + width <= end;
        return new Placed(incident, row, left, right, mark, text, fits ? mark + MARK : mark - 3 - width);
    }
}
