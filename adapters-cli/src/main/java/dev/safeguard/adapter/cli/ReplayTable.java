package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.Replay.Alarm;
import dev.safeguard.application.alert.Replay.Firing;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A replay for people: for a few SLOs each alarm, for many a line each. */
final class ReplayTable {

    /** So many SLOs are told in full. */
    private static final int FEW = 5;

    private static final Duration WEEK = Duration.ofDays(7);

    private final Invocation call;

    ReplayTable(Invocation call) {
        this.call = call;
    }

    void print(ReplayReport report) {
        List<Replay> replays = report.result().replays();
        call.print("safeguard replay · " + Show.line(report.title()) + " · "
                + Show.count(report.result().facts().samples(), "bucket", "buckets") + " of "
                + Show.count(replays.size(), "SLO", "SLOs"));
        if (replays.size() <= FEW) {
            replays.forEach(this::printAlone);
        } else {
            printTogether(replays);
        }
    }

    private void printAlone(Replay replay) {
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
        call.print("  " + summary(replay));
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
                    "> " + factor(tier),
                    minimum(tier),
                    Show.count(firings)));
        }
        return Show.table(List.of("tier", "response", "windows", "burn", "at least", "held"), rows);
    }

    private static String factor(BurnTier tier) {
        return tier.factor().toDecimal(2).stripTrailingZeros().toPlainString() + "x";
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
        int scale = 1;
        while (scale < 6
                && burn.value().toDecimal(scale).compareTo(tier.factor().toDecimal(scale)) == 0
                && !burn.value().equals(tier.factor())) {
            scale++;
        }
        return burn.value().toDecimal(scale).toPlainString() + "x";
    }

    private static String word(Severity severity) {
        return severity.isPage() ? severity.word().toUpperCase(Locale.ROOT) : "ticket";
    }

    private static String summary(Replay replay) {
        int pages = replay.pages().size();
        return Show.count(pages, "page", "pages") + " (" + perWeek(pages, replay.from(), replay.to()) + " a week), "
                + Show.count(replay.tickets().size(), "ticket", "tickets") + ", "
                + Show.count(replay.events().bad()) + " of " + Show.count(replay.events().total())
                + " events bad, worst " + replay.rule().slo().periodWindow() + " spent "
                + Show.percent(replay.budgetConsumedWorst(), 1) + " of its budget";
    }

    private static String perWeek(int count, Instant from, Instant to) {
        long seconds = Math.max(1, Duration.between(from, to).toSeconds());
        return Ratio.of(count * WEEK.toSeconds(), seconds).toDecimal(1).toPlainString();
    }

    private void printTogether(List<Replay> replays) {
        List<List<String>> rows = new ArrayList<>();
        int pages = 0;
        int tickets = 0;
        for (Replay replay : replays) {
            pages += replay.pages().size();
            tickets += replay.tickets().size();
            rows.add(List.of(
                    replay.rule().slo().name().value(),
                    Show.count(replay.samples()),
                    Show.count(replay.pages().size()),
                    Show.count(replay.tickets().size()),
                    Show.count(replay.events().bad()),
                    Show.percent(replay.budgetConsumedWorst(), 1)));
        }
        if (!call.quiet()) {
            Show.table(List.of("slo", "buckets", "pages", "tickets", "bad events", "worst budget"), rows)
                    .forEach(call::print);
        }
        call.print(Show.count(pages, "page", "pages") + ", " + Show.count(tickets, "ticket", "tickets"));
    }
}
