package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.PictureLabels.Placed;
import dev.safeguard.adapter.cli.PictureSpans.Span;
import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.Replay.Alarm;
import dev.safeguard.application.alert.Replay.Firing;
import dev.safeguard.application.alert.Trace;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * A replay as a picture: the SLI, both burns of each tier with its threshold and the spans in which it held, the level,
 * and known incidents, one under the other on one time axis. The same input makes the same bytes. It needs no script,
 * no font and nothing from elsewhere, follows the reader's choice of light or dark, and says in words what it shows.
 */
final class ReplayPicture {

    /** As many columns as a trace should have to be drawn: about one to a pixel. */
    static final int COLUMNS = 960;

    static final double WIDTH = 1200;
    private static final double LEFT = 88;
    private static final double RIGHT = 1048;
    private static final double MARGIN = 18;

    private static final double TOP = 88;
    private static final double SLI_HEIGHT = 132;
    private static final double BURN_HEIGHT = 112;
    private static final double HEAD = 20;
    private static final double MARKS = 15;
    private static final double APART = 18;
    private static final double ROW = 15;
    private static final double LABEL_ROW = 21;
    private static final double AXIS = 54;

    private static final double SIDE_STEP = 14;
    private static final double MARK_SIZE = 11;
    private static final double WIDE_GAP = 70;
    private static final double WIDE_LEVEL = 24;
    private static final int FEW_BANDS = 100;
    private static final int MAX_SPOKEN = 200;

    private final Trace trace;
    private final Replay replay;
    private final Slo slo;
    private final List<BurnTier> tiers;
    private final Set<String> detected;
    private final PictureColumns columns;
    private final PictureTime time;
    private final PictureLabels labels;
    private final Burns burns;
    private final Svg svg = new Svg();

    private ReplayPicture(Trace trace, Replay replay, List<KnownIncident> incidents, Set<String> detected) {
        this.trace = trace;
        this.replay = replay;
        this.slo = replay.rule().slo();
        this.tiers = replay.rule().policy().tiers();
        this.detected = Set.copyOf(detected);
        this.columns = new PictureColumns(trace);
        this.time = new PictureTime(trace.from(), trace.to(), LEFT, RIGHT);
        this.labels = PictureLabels.of(incidents, time, WIDTH - MARGIN);
        this.burns = Burns.of(tiers, columns);
    }

    /**
     * The document, in UTF-8 less than 400 KB when the trace has {@link #COLUMNS} columns.
     *
     * @param trace of the history that was replayed, under the same rule
     * @param incidents that are known to have happened; those that do not touch the history are not drawn
     * @param detected the ids of those that were paged for
     */
    static String of(Trace trace, Replay replay, List<KnownIncident> incidents, Set<String> detected) {
        return new ReplayPicture(trace, replay, incidents, detected).draw();
    }

    private String draw() {
        double sliTop = TOP;
        double tierTop = sliTop + SLI_HEIGHT + APART;
        double tierHeight = HEAD + MARKS + BURN_HEIGHT + APART;
        double levelTop = tierTop + tiers.size() * tierHeight;
        double levelHeight = HEAD + MARKS + ROW * Severity.values().length + APART;
        double labelTop = levelTop + levelHeight;
        double labelHeight = labels.placed().isEmpty() ? 0 : HEAD + labels.rows() * LABEL_ROW + APART;
        double axisTop = labelTop + labelHeight - APART / 2;
        begin(axisTop + AXIS);
        axis(sliTop, axisTop);
        shades(sliTop, levelTop - APART);
        sli(sliTop);
        for (int tier = 0; tier < tiers.size(); tier++) {
            tier(tier, tierTop + tier * tierHeight);
        }
        level(levelTop);
        if (!labels.placed().isEmpty()) {
            labels(labelTop);
        }
        svg.close();
        return svg.finish();
    }

    private void begin(double height) {
        String size = Svg.number(WIDTH) + " " + Svg.number(height);
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "safeguard-replay",
                "viewBox",
                "0 0 " + size,
                "width",
                Svg.number(WIDTH),
                "height",
                Svg.number(height),
                "role",
                "img");
        svg.title("Replay of " + shortened(slo.name().value()));
        svg.words("desc", new PictureWords(replay, columns, labels, detected).text());
        svg.words("style", PictureInk.styles().replace("\n", " ").strip());
        svg.open("defs");
        pattern("held-sev1", 5, "M-1 1L1 -1M0 5L5 0M4 6L6 4", PictureInk.SEV1, "1.8");
        pattern("held-sev2", 7, "M-1 6L1 8M0 0L7 7M6 -1L8 1", PictureInk.SEV2, "1.4");
        pattern("held-sev3", 5, "M2.5 1.5V3.5", PictureInk.SEV3, "2");
        pattern("gap", 8, "M0 0L8 8M0 8L8 0", PictureInk.QUIET, "0.6");
        svg.close();
        svg.leaf("rect", "width", "100%", "height", "100%", "class", PictureInk.PAPER.fill());
        heading();
    }

    private void pattern(String id, int size, String data, PictureInk ink, String weight) {
        String length = Integer.toString(size);
        svg.open("pattern", "id", id, "width", length, "height", length, "patternUnits", "userSpaceOnUse");
        svg.leaf("path", "d", data, "class", ink.stroke(), "stroke-width", weight, "fill", "none");
        svg.close();
    }

    private void heading() {
        double room = WIDTH - 2 * MARGIN;
        svg.text(MARGIN, 30, "name " + PictureInk.INK.fill(), fitting(slo.name().value(), 19, room));
        svg.text(
                MARGIN,
                50,
                "about " + PictureInk.INK.fill(),
                "objective " + slo.objective().percent() + " over " + slo.periodWindow() + " · " + policy() + " · "
                        + Show.minute(trace.from()) + " to " + Show.minute(trace.to()) + " UTC ("
                        + Window.text(Duration.between(trace.from(), trace.to())) + ")");
        svg.text(LEFT, TOP - 8, "head " + PictureInk.INK.fill(), "SLI");
        String bad = Show.count(replay.events().bad()) + " of " + Show.count(replay.events().total())
                + " events bad, the worst " + slo.periodWindow() + " spent "
                + Show.percent(replay.budgetConsumedWorst(), 1) + " of its budget";
        svg.text(LEFT + 32, TOP - 8, PictureInk.QUIET.fill(), bad);
    }

    private String policy() {
        return switch (replay.rule().policy().kind()) {
            case BUILT_IN -> "built-in policy";
            case LOW_OBJECTIVE -> "built-in policy for a low objective";
            case CUSTOM -> "custom policy";
        };
    }

    private void axis(double top, double bottom) {
        svg.line(LEFT, bottom, RIGHT, bottom, "hair " + PictureInk.QUIET.stroke());
        for (PictureTime.Tick tick : time.ticks()) {
            svg.line(tick.x(), top, tick.x(), bottom + 5, "hair " + PictureInk.GRID.stroke());
            svg.text(tick.x(), bottom + 18, "mid " + PictureInk.INK.fill(), tick.label());
            if (!tick.context().isEmpty()) {
                svg.text(tick.x(), bottom + 32, "mid " + PictureInk.QUIET.fill(), tick.context());
            }
        }
        svg.text(WIDTH - MARGIN, bottom + 18, "end " + PictureInk.QUIET.fill(), "time in UTC");
    }

    /** Known incidents, faintly behind everything. */
    private void shades(double top, double bottom) {
        List<Span> spans = labels.placed().stream()
                .map(placed -> new Span(placed.left(), placed.right(), 1))
                .toList();
        StringBuilder data = new StringBuilder();
        PictureSpans.visible(spans, RIGHT).forEach(span -> data.append(box(span, top, bottom - top)));
        svg.path(data.toString(), "shade " + PictureInk.INK.fill());
    }

    private void sli(double top) {
        double bottom = top + SLI_HEIGHT;
        ShareScale scale = ShareScale.of(slo, columns, top, SLI_HEIGHT);
        for (double share : scale.ticks()) {
            svg.line(LEFT, scale.y(share), RIGHT, scale.y(share), "hair " + PictureInk.GRID.stroke());
            svg.text(LEFT - 6, scale.y(share) + 4, "end " + PictureInk.QUIET.fill(), scale.text(share));
        }
        gaps(columns::isGap, top, SLI_HEIGHT, true);
        gaps(columns::isPartial, bottom - 8, 8, false);
        svg.path(ranges(scale), "hair " + PictureInk.RANGE.stroke());
        double objective = slo.objective().value().doubleValue();
        svg.line(LEFT, scale.y(objective), RIGHT, scale.y(objective), "limit " + PictureInk.INK.stroke());
        svg.path(steps(column -> scale.y(columns.share(column))), "line " + PictureInk.SLI.stroke());
        List<Side> sides = new ArrayList<>();
        sides.add(new Side(scale.y(objective), "limit", PictureInk.INK, "objective " + slo.objective().percent()));
        sides.add(new Side(end(c -> scale.y(columns.share(c)), top), "line", PictureInk.SLI, "share of good"));
        sides.add(new Side(bottom - 24, "hair", PictureInk.RANGE, "worst bucket"));
        if (columns.lowest() < scale.lowest()) {
            sides.add(new Side(bottom, "", PictureInk.QUIET, "cut; lowest " + scale.text(columns.lowest())));
        }
        sides(sides, top, bottom);
    }

    private void gaps(IntPredicate isThere, double top, double height, boolean named) {
        int size = columns.size();
        for (int column = 0; column < size; column++) {
            if (isThere.test(column)) {
                int first = column;
                while (column + 1 < size && isThere.test(column + 1)) {
                    column++;
                }
                double left = time.x(first, size);
                double right = time.x(column + 1, size);
                rect(left, top, right - left, height, "gap", "");
                if (named && right - left >= WIDE_GAP) {
                    svg.text(
                            (left + right) / 2,
                            top + height / 2 + 4,
                            "mid halo " + PictureInk.QUIET.fill(),
                            "no data");
                }
            }
        }
    }

    private void rect(double x, double y, double width, double height, String pattern, String spoken) {
        String[] attributes = {
            "x", Svg.number(x), "y", Svg.number(y), "width", Svg.number(width), "height", Svg.number(height), "fill",
            "url(#" + pattern + ")"
        };
        if (spoken.isEmpty()) {
            svg.leaf("rect", attributes);
        } else {
            svg.open("rect", attributes).title(spoken).close();
        }
    }

    /** From the share of a column down to its worst bucket. */
    private String ranges(ShareScale scale) {
        StringBuilder data = new StringBuilder();
        for (int column = 0; column < columns.size(); column++) {
            String from = Svg.number(scale.y(columns.share(column)));
            String to = Svg.number(scale.y(columns.worst(column)));
            if (!Double.isNaN(columns.share(column)) && !from.equals(to)) {
                double x = (time.x(column, columns.size()) + time.x(column + 1, columns.size())) / 2;
                data.append('M').append(Svg.number(x)).append(' ').append(from).append('V').append(to);
            }
        }
        return data.toString();
    }

    /** A line that keeps its height within a column, and is broken where there is none. */
    private String steps(IntToDoubleFunction height) {
        StringBuilder data = new StringBuilder();
        String before = "";
        for (int column = 0; column < columns.size(); column++) {
            double y = height.applyAsDouble(column);
            String now = Double.isNaN(y) ? "" : Svg.number(y);
            if (!now.equals(before)) {
                String x = Svg.number(time.x(column, columns.size()));
                if (!before.isEmpty()) {
                    data.append('H').append(x);
                }
                if (!now.isEmpty()) {
                    data.append(before.isEmpty() ? "M" + x + " " : "V").append(now);
                }
                before = now;
            }
        }
        return before.isEmpty() ? data.toString() : data + "H" + Svg.number(RIGHT);
    }

    /** Where such a line ends. */
    private double end(IntToDoubleFunction height, double otherwise) {
        for (int column = columns.size() - 1; column >= 0; column--) {
            double y = height.applyAsDouble(column);
            if (!Double.isNaN(y)) {
                return y;
            }
        }
        return otherwise;
    }

    /** What a line is, said at its end. */
    private record Side(double y, String line, PictureInk ink, String text) {}

    /** Writes what lines are beside their ends, as near as they can be without lying over each other. */
    private void sides(List<Side> sides, double top, double bottom) {
        List<Side> sorted =
                sides.stream().sorted(Comparator.comparingDouble(Side::y)).toList();
        double[] places = new double[sorted.size()];
        double next = top + 2;
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.max(next, sorted.get(i).y());
            next = places[i] + SIDE_STEP;
        }
        double limit = bottom;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(limit, places[i]);
            limit = places[i] - SIDE_STEP;
        }
        for (int i = 0; i < places.length; i++) {
            Side side = sorted.get(i);
            if (!side.line().isEmpty()) {
                svg.line(RIGHT + 6, places[i], RIGHT + 26, places[i], side.line() + " " + side.ink().stroke());
            }
            String colour = (side.ink().isText() ? side.ink() : PictureInk.QUIET).fill();
            svg.text(
                    RIGHT + 31,
                    places[i] + 4,
                    colour,
                    fitting(side.text(), PictureLabels.SIZE, WIDTH - RIGHT - 31));
        }
    }

    private void tier(int index, double top) {
        BurnTier tier = tiers.get(index);
        List<Firing> firings = replay.firings().stream()
                .filter(firing -> firing.tier().equals(tier))
                .toList();
        double plot = top + HEAD + MARKS;
        PictureInk ink = ink(tier.severity());
        tierHead(tier, firings.size(), top + 12);
        svg.open("g", "class", "tier");
        for (double decade = burns.floor(); decade <= burns.top(); decade *= 10) {
            double y = burns.y(decade, plot, BURN_HEIGHT);
            svg.line(LEFT, y, RIGHT, y, "hair " + PictureInk.GRID.stroke());
            String text = Burns.text(decade);
            svg.text(
                    LEFT - 6,
                    y + 4,
                    "end " + PictureInk.QUIET.fill(),
                    decade == burns.floor() ? "≤ " + text : text);
        }
        bands(tier, firings, plot);
        double threshold = burns.y(factor(tier), plot, BURN_HEIGHT);
        IntToDoubleFunction shorter = c -> burns.y(columns.burn(c, index).shortest(), plot, BURN_HEIGHT);
        IntToDoubleFunction longer = c -> burns.y(columns.burn(c, index).longest(), plot, BURN_HEIGHT);
        svg.path(steps(shorter), "short " + PictureInk.QUIET.stroke());
        svg.path(steps(longer), "long " + ink.stroke());
        svg.line(LEFT, threshold, RIGHT, threshold, "limit " + PictureInk.INK.stroke());
        sides(
                List.of(
                        new Side(threshold, "limit", PictureInk.INK, threshold(tier)),
                        new Side(end(longer, plot), "long", ink, "long " + tier.longWindow()),
                        new Side(end(shorter, plot), "short", PictureInk.QUIET, "short " + tier.shortWindow())),
                plot,
                plot + BURN_HEIGHT);
        svg.close();
    }

    private void tierHead(BurnTier tier, int firings, double y) {
        String name = fitting(tier.name(), 12, 200);
        svg.text(LEFT, y, "head " + ink(tier.severity()).fill(), name);
        String response = tier.name().equals(tier.severity().word()) ? "" : tier.severity().word() + " ";
        svg.text(
                LEFT + PictureSpans.width(name, 12) + 8,
                y,
                PictureInk.QUIET.fill(),
                response + tier.severity().response().name().toLowerCase(Locale.ROOT) + ": burn above "
                        + threshold(tier) + " over " + tier.longWindow() + " and " + tier.shortWindow() + " · "
                        + (firings == 0 ? "never fired" : "fired " + Show.count(firings, "time", "times")));
    }

    /** The spans in which the tier held, with a mark over each, and in words how many there are. */
    private void bands(BurnTier tier, List<Firing> firings, double plot) {
        List<Span> spans = PictureSpans.visible(
                firings.stream()
                        .map(firing -> new Span(time.x(firing.from()), time.x(firing.to()), 1))
                        .toList(),
                RIGHT);
        PictureInk ink = ink(tier.severity());
        StringBuilder marks = new StringBuilder();
        svg.open("g", "class", "bands");
        for (Span span : spans) {
            String spoken = spans.size() > FEW_BANDS ? "" : spoken(tier, firings, span);
            rect(span.left(), plot, span.width(), BURN_HEIGHT, "held-" + tier.severity().word(), spoken);
            marks.append(triangle((span.left() + span.right()) / 2, plot - 1));
        }
        svg.close();
        svg.path(marks.toString(), ink.fill());
        written(spans, plot - 3, ink);
    }

    private String spoken(BurnTier tier, List<Firing> firings, Span span) {
        List<Firing> within = firings.stream()
                .filter(firing -> time.x(firing.from()) <= span.right() && time.x(firing.to()) >= span.left() - 2)
                .toList();
        if (within.size() != 1) {
            return tier.name() + " fired " + Show.count(span.count(), "time", "times");
        }
        Firing firing = within.getFirst();
        return tier.name() + " fired " + Show.minute(firing.from()) + " to " + Show.minute(firing.to()) + " UTC at "
                + firing.burnLong(slo) + " and " + firing.burnShort(slo);
    }

    /** Says "fires" after marks, once for those that have no room for a word each. */
    private void written(List<Span> spans, double y, PictureInk ink) {
        double free = LEFT;
        int next = 0;
        while (next < spans.size()) {
            double first = mid(spans.get(next));
            double last = first;
            int count = 0;
            while (next < spans.size() && (count == 0 || mid(spans.get(next)) - 6 < last + 10 + width(fires(count)))) {
                last = mid(spans.get(next));
                count += spans.get(next++).count();
            }
            double width = width(fires(count));
            double begin = last + 6 + width <= RIGHT ? last + 6 : first - 6 - width;
            if (begin >= free) {
                svg.text(begin, y, ink.fill(), fires(count));
            }
            free = Math.max(last + 6, begin + width + 4);
        }
    }

    private static String fires(int count) {
        return count == 1 ? "fires" : "fires " + Show.count(count) + "×";
    }

    private static double mid(Span span) {
        return (span.left() + span.right()) / 2;
    }

    private void level(double top) {
        int pages = replay.pages().size();
        int tickets = replay.tickets().size();
        svg.text(LEFT, top + 12, "head " + PictureInk.INK.fill(), "Level");
        svg.text(
                LEFT + 46,
                top + 12,
                PictureInk.QUIET.fill(),
                pages + tickets == 0
                        ? "ok all the time: nobody would have been told anything"
                        : "▼ " + Show.count(pages, "page", "pages") + "  ▽ "
                                + Show.count(tickets, "ticket", "tickets"));
        double lane = top + HEAD + MARKS;
        alarms(lane - 3);
        double y = lane;
        for (Severity severity : Severity.values()) {
            svg.line(LEFT, y + ROW, RIGHT, y + ROW, "hair " + PictureInk.GRID.stroke());
            svg.text(LEFT - 6, y + 11, "end " + ink(severity).fill(), word(severity));
            level(severity, y);
            y += ROW;
        }
    }

    private void alarms(double y) {
        StringBuilder pages = new StringBuilder();
        StringBuilder tickets = new StringBuilder();
        for (Alarm alarm : replay.alarms()) {
            (alarm.severity().isPage() ? pages : tickets).append(triangle(time.x(alarm.at()), y));
        }
        svg.path(tickets.toString(), "hair " + PictureInk.PAPER.fill() + " " + PictureInk.INK.stroke());
        svg.path(pages.toString(), PictureInk.INK.fill());
    }

    /** The times in which the level was this one. */
    private void level(Severity severity, double y) {
        List<Span> spans = new ArrayList<>();
        Level level = Level.of(severity);
        Instant since = trace.from();
        Level now = Level.OK;
        for (Replay.Transition transition : replay.transitions()) {
            if (now == level) {
                spans.add(new Span(time.x(since), time.x(transition.at()), 1));
            }
            now = transition.after();
            since = transition.at();
        }
        if (now == level) {
            spans.add(new Span(time.x(since), RIGHT, 1));
        }
        for (Span span : PictureSpans.visible(spans, RIGHT)) {
            svg.path(box(span, y + 1, ROW - 2), ink(severity).fill());
            if (span.width() >= WIDE_LEVEL) {
                svg.text(mid(span), y + 11.5, "mid " + PictureInk.PAPER.fill(), letters(severity));
            }
        }
    }

    private void labels(double top) {
        long found = labels.placed().stream()
                .filter(placed -> detected.contains(placed.incident().id()))
                .count();
        svg.text(LEFT, top + 12, "head " + PictureInk.INK.fill(), "Known incidents");
        double x = LEFT + 118;
        svg.path(tick(x, top + 8), "mark " + PictureInk.SLI.stroke());
        String paged = Show.count(found) + " paged for";
        svg.text(x + 15, top + 12, PictureInk.QUIET.fill(), paged);
        x += 24 + width(paged);
        svg.path(cross(x, top + 8), "mark " + PictureInk.SEV1.stroke());
        svg.text(
                x + 15,
                top + 12,
                PictureInk.QUIET.fill(),
                Show.count(labels.placed().size() - found) + " not paged for"
                        + (labels.leftOut() == 0
                                ? ""
                                : " · " + Show.count(labels.leftOut()) + " more lie too close to be drawn"));
        svg.open("g", "class", "labels");
        for (Placed placed : labels.placed()) {
            label(placed, top + HEAD + placed.row() * LABEL_ROW);
        }
        svg.close();
    }

    private void label(Placed placed, double y) {
        KnownIncident incident = placed.incident();
        boolean isFound = detected.contains(incident.id());
        PictureInk ink = isFound ? PictureInk.SLI : PictureInk.SEV1;
        svg.open("g", "class", isFound ? "paged" : "missed");
        svg.title(shortened(incident.id() + " " + incident.title()) + " " + Show.minute(incident.start()) + " to "
                + Show.minute(incident.end()) + " UTC, " + (isFound ? "paged for" : "not paged for"));
        svg.path(isFound ? tick(placed.mark(), y + 8) : cross(placed.mark(), y + 8), "mark " + ink.stroke());
        svg.path(box(new Span(placed.left(), placed.right(), 1), y + 15, 3), ink.fill());
        if (!placed.text().isEmpty()) {
            svg.text(placed.words(), y + 12, PictureInk.INK.fill(), placed.text());
        }
        svg.close();
    }

    private static String tick(double x, double y) {
        return "M" + Svg.number(x + 1) + " " + Svg.number(y) + "l3.5 4l6 -8";
    }

    private static String cross(double x, double y) {
        return "M" + Svg.number(x + 1) + " " + Svg.number(y - 4) + "l8 8m0 -8l-8 8";
    }

    private static String triangle(double x, double y) {
        return "M" + Svg.number(x - 4) + " " + Svg.number(y - 7) + "h8l-4 7z";
    }

    private static String box(Span span, double top, double height) {
        return "M" + Svg.number(span.left()) + " " + Svg.number(top) + "h" + Svg.number(span.width()) + "v"
                + Svg.number(height) + "h" + Svg.number(-span.width()) + "z";
    }

    private static PictureInk ink(Severity severity) {
        return switch (severity) {
            case SEV1 -> PictureInk.SEV1;
            case SEV2 -> PictureInk.SEV2;
            case SEV3 -> PictureInk.SEV3;
        };
    }

    private static String letters(Severity severity) {
        return switch (severity) {
            case SEV1 -> "S1";
            case SEV2 -> "S2";
            case SEV3 -> "T";
        };
    }

    private static String word(Severity severity) {
        return letters(severity) + " " + severity.response().name().toLowerCase(Locale.ROOT);
    }

    static String threshold(BurnTier tier) {
        return tier.factor().toDecimal(2).stripTrailingZeros().toPlainString() + "x";
    }

    private static double factor(BurnTier tier) {
        return tier.factor().toDecimal(6).doubleValue();
    }

    private static double width(String text) {
        return PictureSpans.width(text, MARK_SIZE);
    }

    private static String fitting(String text, double size, double room) {
        return PictureSpans.fitting(Svg.clean(text), size, room);
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_SPOKEN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_SPOKEN)) + "…";
    }

    /** Heights of shares: from the lowest that matters up to all good. */
    record ShareScale(double depth, double top, double height) {

        /** Deep enough for three budgets and all but the worst columns. */
        static ShareScale of(Slo slo, PictureColumns columns, double top, double height) {
            double budget = 1 - slo.objective().value().doubleValue();
            double wanted = Math.max(3 * budget, columns.usualWorstError());
            double power = Math.pow(10, Math.floor(Math.log10(wanted)));
            double depth = power;
            for (double nice : new double[] {1, 2, 5, 10}) {
                depth = nice * power;
                if (depth >= wanted * (1 - 1e-9)) {
                    break;
                }
            }
            return new ShareScale(Math.min(1, depth), top, height);
        }

        double lowest() {
            return 1 - depth;
        }

        double y(double share) {
            return top + height * Math.min(1, (1 - share) / depth);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int i = 0; i <= 4; i++) {
                ticks.add(1 - depth * i / 4);
            }
            return ticks;
        }

        /** With as many decimals as tell the ticks apart. */
        String text(double share) {
            int places = (int) Math.max(0, Math.ceil(-Math.log10(depth * 100 / 4) + 0.5));
            String text = Svg.decimals(share * 100, places);
            return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + " %";
        }
    }

    /** Heights of burns, each ten times the one before equally far above it; the same for all tiers. */
    record Burns(double floor, double top) {

        private static final double USUAL_FLOOR = 0.1;

        static Burns of(List<BurnTier> tiers, PictureColumns columns) {
            double lowest = USUAL_FLOOR;
            double highest = 1;
            for (int tier = 0; tier < tiers.size(); tier++) {
                double factor = factor(tiers.get(tier));
                Trace.Burn peak = columns.peak(tier);
                lowest = Math.min(lowest, factor / 5);
                highest = Math.max(Math.max(highest, factor), Math.max(peak.longest(), peak.shortest()));
            }
            return new Burns(Math.pow(10, Math.floor(Math.log10(lowest) + 1e-9)), highest * 1.3);
        }

        /** What is at the floor or below it, nothing burnt for one, is at the floor. */
        double y(double burn, double plot, double height) {
            double share = Math.log10(Math.max(burn, floor) / floor) / Math.log10(top / floor);
            return plot + height * (1 - share);
        }

        static String text(double decade) {
            int places = (int) Math.max(0, -Math.round(Math.log10(decade)));
            return Svg.decimals(decade, places) + "x";
        }
    }
}
