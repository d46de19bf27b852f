package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.Replay.Alarm;
import dev.safeguard.application.alert.Replay.Firing;
import dev.safeguard.application.alert.ReplaySummary;
import dev.safeguard.domain.alert.BurnComparison;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A replay for people: for a few SLOs each alarm, for many a line each. */
final class ReplayTable {

    /** So many SLOs are told in full. */
    private static final int FEW = 5;

    private final Invocation call;

    ReplayTable(Invocation call) {
        this.call = call;
    }

    void print(ReplayReport report) {
        List<ReplayReport.OfSlo> slos = report.slos();
        call.print("safeguard replay · " + Show.line(report.title()) + " · "
                + Show.count(report.facts().samples(), "bucket", "buckets") + " of "
                + Show.count(slos.size(), "SLO", "SLOs"));
        if (slos.size() <= FEW) {
            slos.forEach(found -> printAlone(found, report.oneSource()));
        } else {
            printTogether(slos.stream().map(ReplayReport.OfSlo::replay).toList());
        }
    }

    private void printAlone(ReplayReport.OfSlo found, boolean oneSource) {
        Replay replay = found.replay();
        Slo slo = replay.rule().slo();
        call.print("");
        call.print(slo.name() + "  objective " + slo.objective().percent() + " over " + slo.periodWindow() + "  "
                + Show.minute(replay.from()) + " to " + Show.minute(replay.to()) + " UTC ("
                + Window.text(Duration.between(replay.from(), replay.to())) + ", buckets of "
                + Window.text(slo.resolution()) + ")");
        if (!call.quiet()) {
            tiers(replay).forEach(line -> call.print("  " + line));
            alarms(replay).forEach(line -> call.print("  " + line));
        }
        call.print("  " + summary(found));
        ReplaySections sections = new ReplaySections(call);
        found.score().ifPresent(score -> sections.score(score, oneSource));
        found.comparison().ifPresent(sections::comparison);
        found.suggestion().ifPresent(suggestion -> sections.suggestion(suggestion, found.yaml()));
    }

    private static List<String> tiers(Replay replay) {
        List<List<String>> rows = new ArrayList<>();
        for (BurnTier tier : replay.rule().policy().tiers()) {
            long firings = replay.firings().stream()
                    .filter(firing -> firing.tier().equals(tier))
                    .count();
            rows.add(List.of(
                    tier.name(),
                    tier.severity().response().name().toLowerCase(Locale.ROOT),
                    tier.longWindow() + "/" + tier.shortWindow(),
                    "> " + BurnComparison.text(tier.factor()),
                    minimum(tier),
                    Show.count(firings)));
        }
        return Show.table(List.of("tier", "response", "windows", "burn", "at least", "held"), rows);
    }

    private static String minimum(BurnTier tier) {
        return tier.minTotal() > 0
                ? Show.count(tier.minBad()) + " bad of " + Show.count(tier.minTotal())
                : Show.count(tier.minBad()) + " bad";
    }

    private List<String> alarms(Replay replay) {
        List<List<String>> rows = new ArrayList<>();
        for (Alarm alarm : replay.alarms()) {
            rows.add(replay.firings().stream()
                    .filter(firing -> firing.tier().severity() == alarm.severity())
                    .filter(firing -> firing.from().equals(alarm.at()))
                    .findFirst()
                    .map(firing -> row(replay, alarm, firing))
                    .orElseGet(() -> List.of(Show.minute(alarm.at()), word(alarm.severity()), "", "", "")));
        }
        if (rows.isEmpty()) {
            return List.of("nobody would have been told anything");
        }
        return Show.table(List.of("at (UTC)", "", "burn", "spent", "until"), rows);
    }

    private static List<String> row(Replay replay, Alarm alarm, Firing firing) {
        Slo slo = replay.rule().slo();
        BurnTier tier = firing.tier();
        return List.of(
                Show.minute(alarm.at()),
                word(alarm.severity()),
                tier.longWindow() + " " + burn(firing.burnLong(slo), tier) + ", " + tier.shortWindow() + " "
                        + burn(firing.burnShort(slo), tier),
                Show.percent(firing.budgetSpent(slo), 1),
                until(replay, alarm));
    }

    /** When the level was no longer what it rose to, after how long. */
    private static String until(Replay replay, Alarm alarm) {
        Level level = Level.of(alarm.severity());
        return replay.transitions().stream()
                .filter(transition -> transition.at().isAfter(alarm.at()) && level.isAbove(transition.after()))
                .findFirst()
                .map(transition -> Show.clock(transition.at()) + "  "
                        + Window.text(Duration.between(alarm.at(), transition.at())))
                .orElse("the end");
    }

    private static String burn(BurnRate burn, BurnTier tier) {
        return new BurnComparison(burn.value(), tier.factor()).burnText();
    }

    private static String word(Severity severity) {
        return severity.isPage() ? severity.word().toUpperCase(Locale.ROOT) : "ticket";
    }

    private static String summary(ReplayReport.OfSlo found) {
        Replay replay = found.replay();
        ReplaySummary summary = found.summary();
        return Show.count(summary.pages(), "page", "pages") + " (" + ReplaySections.aWeek(summary) + ", "
                + Show.count(summary.nightPages()) + " at night), "
                + Show.count(replay.tickets().size(), "ticket", "tickets") + ", "
                + Show.count(replay.events().bad()) + " of " + Show.count(replay.events().total())
                + " events bad, worst " + replay.rule().slo().periodWindow() + " spent "
                + Show.percent(replay.budgetConsumedWorst(), 1) + " of its budget";
    }

    private void printTogether(List<Replay> replays) {
        if (!call.quiet()) {
            List<List<String>> rows = replays.stream().map(ReplayTable::row).toList();
            Show.table(List.of("slo", "buckets", "pages", "tickets", "bad events", "worst budget"), rows)
                    .forEach(call::print);
        }
        int pages = replays.stream().mapToInt(replay -> replay.pages().size()).sum();
        int tickets = replays.stream().mapToInt(replay -> replay.tickets().size()).sum();
        call.print(Show.count(pages, "page", "pages") + ", " + Show.count(tickets, "ticket", "tickets"));
    }

    private static List<String> row(Replay replay) {
        return List.of(
                replay.rule().slo().name().value(),
                Show.count(replay.samples()),
                Show.count(replay.pages().size()),
                Show.count(replay.tickets().size()),
                Show.count(replay.events().bad()),
                Show.percent(replay.budgetConsumedWorst(), 1));
    }
}
