package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloBudget;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Exhaustion;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How an error budget stands, for people: every figure with its window and how many events it is of. */
final class BudgetTable {

    private static final int LABEL_WIDTH = 12;

    /** So many incidents spend most of a budget; JSON has them all. */
    private static final int INCIDENTS = 3;

    private final Paint paint;

    BudgetTable(Paint paint) {
        this.paint = paint;
    }

    String oneLine(SloBudget budget) {
        return budget.reading().slo().name() + "  " + state(budget) + "  " + spent(budget.reading());
    }

    List<String> block(SloBudget budget) {
        BudgetReading reading = budget.reading();
        Slo slo = reading.slo();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(slo.name() + "  " + state(budget) + "  service " + slo.service() + " · objective "
                + slo.objective().percent() + " over " + reading.period() + " · as of " + Show.minute(reading.asOf())
                + " UTC");
        lines.add(labelled("budget", spent(reading)));
        lines.add(labelled("measured", measured(reading)));
        lines.add(labelled("burn", burn(reading)));
        lines.add(labelled("gone", gone(reading)));
        reading.forecast().ifPresent(share -> lines.add(labelled(
                "forecast",
                Show.percent(share, 1) + " spent at the end of " + reading.period()
                        + (reading.asOf().equals(reading.until()) ? "  (it is over)" : "  (at this rate)"))));
        String label = "incidents";
        for (String incident : incidents(budget.incidents())) {
            lines.add(labelled(label, incident));
            label = "";
        }
        return lines;
    }

    private String state(SloBudget budget) {
        BudgetReading reading = budget.reading();
        String state = reading.measured().sli().isEmpty()
                ? "NOT MEASURED"
                : reading.leaves(Ratio.ZERO) ? "LEFT" : paint.error("GONE");
        Freshness freshness = budget.freshness();
        return freshness == Freshness.FRESH ? state : state + " (data " + freshness.word() + ")";
    }

    /** What is spent and left, in shares and in events. */
    private static String spent(BudgetReading reading) {
        String budget = "of the " + reading.period() + " budget";
        return switch (reading.measured()) {
            case Measurement.Measured measured ->
                Show.percent(reading.spent().orElseThrow(), 1) + " " + budget + " spent, " + left(reading) + " left  ("
                        + Show.count(measured.events().bad(), "bad event", "bad events") + " of "
                        + Show.count(reading.wholeBadAllowed()) + " allowed, " + over(reading.badLeft()) + ")";
            case Measurement.NoTraffic ignored -> "no traffic, so nothing " + budget + " is spent";
            case Measurement.Unmeasured ignored -> "not measured: nothing is known " + budget;
        };
    }

    private static String left(BudgetReading reading) {
        return reading.leaves(Ratio.ZERO) ? Show.percent(reading.left().orElseThrow(), 1) : "nothing";
    }

    private static String over(long left) {
        return left < 0 ? Show.count(-left) + " too many" : Show.count(left) + " left";
    }

    /** On how many events, in how many buckets, from when to when. */
    private static String measured(BudgetReading reading) {
        int present = reading.measured().coverage().present();
        int passed = reading.bucketsSoFar();
        String text = Show.count(reading.measured().counts().total(), "event", "events") + " from "
                + Show.minute(reading.from()) + " to " + Show.minute(reading.asOf()) + " UTC  (" + Show.count(present)
                + " of " + Show.count(passed, "bucket", "buckets") + ", " + Show.percent(reading.coverage(), 1) + ")";
        return present == passed || present == 0
                ? text
                : text + "; the others count as traffic like the rest without errors";
    }

    private static String burn(BudgetReading reading) {
        Window window = reading.rateWindow();
        Coverage coverage = reading.rate().coverage();
        String buckets = coverage.present() + " of " + coverage.expected() + " buckets";
        return switch (reading.rate()) {
            case Measurement.Measured measured ->
                reading.burn().orElseThrow() + " over " + window + "  (" + events(measured.events()) + ", " + buckets
                        + ")";
            case Measurement.NoTraffic ignored -> "no traffic over " + window + "  (" + buckets + ", no event)";
            case Measurement.Unmeasured ignored -> "not measured over " + window + "  (" + buckets + ")";
        };
    }

    private static String gone(BudgetReading reading) {
        return switch (reading.exhaustion()) {
            case Exhaustion.Gone ignored -> "already";
            case Exhaustion.At(Instant instant) ->
                Show.minute(instant) + " UTC at this rate, in " + inMinutes(Duration.between(reading.asOf(), instant));
            case Exhaustion.Never ignored ->
                reading.period() instanceof BudgetPeriod.Month month ? "not within " + month : "never at this rate";
            case Exhaustion.Unknown ignored -> "not known";
        };
    }

    /** Without the seconds, unless there is nothing else. */
    private static String inMinutes(Duration time) {
        return Window.text(time.toMinutes() > 0 ? time.truncatedTo(ChronoUnit.MINUTES) : time);
    }

    private static List<String> incidents(List<SloBudget.Share> shares) {
        if (shares.isEmpty()) {
            return List.of("none spent any of it");
        }
        List<String> lines = new ArrayList<>();
        shares.stream().limit(INCIDENTS).forEach(share -> lines.add(share.incident() + "  "
                + Show.percent(share.share(), 1) + " of the budget  (" + events(share.events()) + ", "
                + Show.minute(share.from()) + " to " + Show.minute(share.until()) + " UTC)"));
        if (shares.size() > INCIDENTS) {
            long bad = shares.stream().skip(INCIDENTS).mapToLong(share -> share.events().bad()).sum();
            lines.add("and " + (shares.size() - INCIDENTS) + " more  ("
                    + Show.count(bad, "bad event", "bad events") + ")");
        }
        return lines;
    }

    private static String events(EventCounts counts) {
        return Show.count(counts.bad()) + " of " + Show.count(counts.total(), "event", "events") + " bad";
    }

    private static String labelled(String label, String text) {
        return "  " + Show.pad(label, LABEL_WIDTH) + text;
    }
}
