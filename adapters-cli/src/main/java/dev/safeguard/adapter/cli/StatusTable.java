package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloStatus;
import dev.safeguard.domain.alert.BurnComparison;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an SLO stands, for people: every figure with its window, its threshold and how many events it is of. */
final class StatusTable {

    private static final int LABEL_WIDTH = 12;

    private final Paint paint;

    StatusTable(Paint paint) {
        this.paint = paint;
    }

    String oneLine(SloStatus status) {
        long left = status.activeMitigations().stream()
                .filter(mitigation -> status.leftOn().containsKey(mitigation.subject()))
                .count();
        return status.rule().slo().name() + "  " + level(status) + "  SLI " + sli(status.sli(), status)
                + (left == 0 ? "" : "  " + loud(Show.count(left, "MITIGATION", "MITIGATIONS") + " LEFT ON"));
    }

    List<String> block(SloStatus status) {
        Slo slo = status.rule().slo();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(slo.name() + "  " + level(status) + "  service " + slo.service() + " · objective "
                + slo.objective().percent() + " over " + Window.text(slo.period()) + " · as of "
                + Show.minute(status.asOf()) + " UTC");
        lines.add(labelled("SLI", sli(status.sli(), status)));
        String label = "burn";
        for (TierReading reading : status.tiers()) {
            lines.add(labelled(label, tier(reading)));
            label = "";
        }
        lines.add(labelled("budget", budget(status, slo)));
        lines.add(labelled(
                "incident",
                status.incident()
                        .map(incident -> incident.id() + " "
                                + incident.state().word() + ", since " + Show.minute(incident.detectedAt()) + " UTC")
                        .orElse(status.level().isPage()
                                ? "none open, though it is at " + status.level().word()
                                : "none open")));
        label = "mitigations";
        for (String mitigation : mitigations(status)) {
            lines.add(labelled(label, mitigation));
            label = "";
        }
        return lines;
    }

    private String level(SloStatus status) {
        boolean unknown = status.sli().sli().isEmpty();
        String level = paint.level(status.level(), status.level().word().toUpperCase(Locale.ROOT));
        String known = unknown && status.level().severity().isEmpty() ? "NOT MEASURED" : level;
        return status.freshness() == Freshness.FRESH ? known : known + " (data " + status.freshness().word() + ")";
    }

    private static String sli(Measurement measurement, SloStatus status) {
        String window = " over " + status.sliWindow();
        Coverage coverage = measurement.coverage();
        String buckets = coverage.present() + " of " + coverage.expected() + " buckets";
        return switch (measurement) {
            case Measurement.Measured measured ->
                Show.percent(measured.events().sli(), places(status)) + window + "  (" + events(measured.events()) + ", "
                        + buckets + ")";
            case Measurement.NoTraffic ignored -> "no traffic" + window + "  (" + buckets + ", no event)";
            case Measurement.Unmeasured ignored -> "not measured" + window + "  (" + buckets + ")";
        };
    }

    /** Enough places to tell the SLI from the objective. */
    private static int places(SloStatus status) {
        return Math.max(2, status.rule().slo().objective().value().scale() - 1);
    }

    private static String events(EventCounts counts) {
        return Show.count(counts.bad()) + " of " + Show.count(counts.total(), "event", "events") + " bad";
    }

    private String tier(TierReading reading) {
        BurnComparison longer = new BurnComparison(
                reading.burnLong().value(), reading.tier().factor());
        BurnComparison shorter = new BurnComparison(
                reading.burnShort().value(), reading.tier().factor());
        String text = Show.pad(reading.tier().name(), 6)
                + side(reading.tier().longWindow(), reading.longMeasurement(), longer) + ", "
                + side(reading.tier().shortWindow(), reading.shortMeasurement(), shorter) + "  fires above "
                + finer(longer.factorText(), shorter.factorText()) + " in both  ("
                + Show.count(reading.longMeasurement().counts().bad()) + " of "
                + Show.count(reading.longMeasurement().counts().total(), "event", "events") + " bad in "
                + reading.tier().longWindow() + ")";
        return reading.firing() ? text + "  " + paint.severity(reading.tier().severity(), "FIRING") : text;
    }

    /** Of one factor in two texts, the one with more decimal places. */
    private static String finer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    private static String side(Window window, Measurement measurement, BurnComparison burn) {
        return window + " " + measurement.sli().map(measured -> burn.burnText()).orElse("not measured");
    }

    private static String budget(SloStatus status, Slo slo) {
        String period = Window.text(slo.period());
        return status.budgetRemaining()
                .map(left -> Show.percent(left, 1) + " of the " + period + " budget left  ("
                        + events(status.period().counts()) + ")")
                .orElse("not measured over " + period);
    }

    private List<String> mitigations(SloStatus status) {
        return status.activeMitigations().isEmpty()
                ? List.of("none on")
                : status.activeMitigations().stream()
                        .map(mitigation -> mitigation(mitigation, status))
                        .toList();
    }

    private String mitigation(ActiveMitigation mitigation, SloStatus status) {
        Optional<String> leftOn = Optional.ofNullable(status.leftOn().get(mitigation.subject()));
        String since = "since " + Show.minute(mitigation.since()) + " UTC for " + Show.line(mitigation.subject())
                + leftOn.map(why -> ", which is over: " + Show.line(why)).orElse("")
                + (mitigation.isExpired(status.asOf()) ? ", " + loud("OVERDUE") : "");
        return Show.line(mitigation.step().name()) + "  " + (leftOn.isPresent() ? loud("LEFT ON") : "on")
                + " " + since;
    }

    /** Nothing is done by itself now, which whoever looks must not miss. */
    String paused(AutomationPause pause) {
        return loud("AUTOMATION PAUSED") + " since " + Show.minute(pause.since()) + " UTC by " + Show.line(pause.by())
                + ": " + Show.line(pause.reason()) + "  (safeguard automation resume lets it go on)";
    }

    private String loud(String text) {
        return paint.severity(Severity.SEV2, text);
    }

    private static String labelled(String label, String text) {
        return "  " + Show.pad(label, LABEL_WIDTH) + text;
    }
}
