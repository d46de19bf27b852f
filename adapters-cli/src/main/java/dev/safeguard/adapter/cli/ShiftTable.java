package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.ShiftSession;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftItem.Event;
import dev.safeguard.domain.alert.BurnComparison;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Figures.Figure;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A shift as people follow it: a line for each thing it tells, in UTC, and what to look at next. */
final class ShiftTable {

    private static final int EVENT_WIDTH = 10;
    private static final int STEP_WIDTH = 22;
    private static final Duration MONTH = Duration.ofDays(30);

    private final Invocation call;
    private final ShiftSession session;
    private final Paint paint;
    private final int sloWidth;
    private final WhatNext next = new WhatNext();
    private String day = "";

    ShiftTable(Invocation call, ShiftSession session) {
        this.call = call;
        this.session = session;
        this.paint = call.paint();
        this.sloWidth = session.slos().stream()
                .mapToInt(slo -> slo.name().value().length())
                .max()
                .orElse(0);
    }

    void begin() {
        begin("shift");
    }

    /** @param command what is going on, as it is called on the command line */
    void begin(String command) {
        if (!call.quiet()) {
            call.print("safeguard " + command + " · " + Show.line(session.title()) + " · " + session.state());
            printDay(session.now());
            call.out().flush();
        }
    }

    void tell(ShiftItem item) {
        next.see(item);
        if (item.event() == Event.SUMMARY) {
            summary(item.data()).forEach(call::print);
        } else if (!call.quiet() || matters(item.event())) {
            printDay(item.at());
            call.print(line(item));
        }
        call.out().flush();
    }

    void end() {
        if (call.quiet()) {
            return;
        }
        call.print("");
        String label = "next  ";
        for (String command : next.commands()) {
            call.print(label + call.next(command));
            label = " ".repeat(label.length());
        }
        call.out().flush();
    }

    WhatNext next() {
        return next;
    }

    private void printDay(Instant at) {
        String today = Show.day(at);
        if (!today.equals(day)) {
            day = today;
            call.print(today + " (UTC)");
        }
    }

    private static boolean matters(Event event) {
        return switch (event) {
            case PAGE, TICKET, LEFT_ON, SUMMARY -> true;
            case OK, FAULT, NO_PAGE, ACK, ESCALATE, TRIAGE, STEP, CLEAR, MITIGATED, REVERT, RESOLVE, REOPEN, CANCEL,
                    HELD_BACK, POSTMORTEM, EVAL -> false;
        };
    }

    private String line(ShiftItem item) {
        String message = Show.line(message(item));
        String where = item.event() == Event.FAULT ? "" : Show.pad(item.slo().value(), sloWidth) + "  ";
        String clock = Show.clock(item.at()) + "  ";
        int column = clock.length() + EVENT_WIDTH + 2 + where.length();
        return clock + event(item) + "  " + where + Show.hanging(message, column, call.columns());
    }

    private String event(ShiftItem item) {
        String word =
                switch (item.event()) {
                    case PAGE -> item.severity()
                            .map(severity -> severity.word().toUpperCase(Locale.ROOT))
                            .orElse("page");
                    case STEP -> step(item).map(StepLine::number).orElse("step");
                    case LEFT_ON -> "LEFT ON";
                    case OK, FAULT, TICKET, NO_PAGE, ACK, ESCALATE, TRIAGE, CLEAR, MITIGATED, REVERT, RESOLVE, REOPEN,
                            CANCEL, HELD_BACK, POSTMORTEM, EVAL, SUMMARY -> item.event().word();
                };
        String padded = Show.pad(word, EVENT_WIDTH);
        boolean loud = item.event() == Event.PAGE || item.event() == Event.TICKET || item.event() == Event.LEFT_ON;
        return loud && item.severity().isPresent() ? paint.severity(item.severity().get(), padded) : padded;
    }

    private String message(ShiftItem item) {
        return switch (item.event()) {
            case FAULT ->
                item.message()
                        + (item.data().text("injected").filter("yes"::equals).isPresent() ? "  (injected)" : "");
            case PAGE -> page(item);
            case STEP, REVERT -> step(item).map(StepLine::text).orElse(item.message());
            case TRIAGE -> item.message() + item.data().text("plan").map(plan -> " (only a plan: " + plan + ")").orElse("");
            case RESOLVE ->
                item.message()
                        + span(item.data(), "sinceDetection")
                                .map(since -> " · after " + Window.text(since))
                                .orElse("");
            case POSTMORTEM -> item.data().text("file").orElse(item.message());
            case EVAL ->
                item.data().text("case").map(id -> id + "  " + session.evalCases() + "  not calibrated yet")
                        .orElse(item.message());
            case OK, TICKET, NO_PAGE, ACK, ESCALATE, CLEAR, MITIGATED, REOPEN, CANCEL, LEFT_ON, HELD_BACK, SUMMARY ->
                item.message();
        };
    }

    /** The burn that was detected, what it has spent, and who is told. */
    private String page(ShiftItem item) {
        Figures data = item.data();
        Optional<String> tier = data.text("tier");
        Optional<String> longBurn = burn(data, "long", "burnLong");
        Optional<String> shortBurn = burn(data, "short", "burnShort");
        if (tier.isEmpty() || longBurn.isEmpty() || shortBurn.isEmpty()) {
            return item.message();
        }
        String whom = data.text("target")
                .map(target -> "page -> " + target + data.count("level").map(level -> " (level " + level + ")").orElse(""))
                .orElse(item.message());
        return "burn " + longBurn.get() + ", " + shortBurn.get()
                + data.decimal("budgetSpent")
                        .map(spent -> "  " + Show.percent(spent, 1) + " of the " + budget(item.slo()) + " spent")
                        .orElse("")
                + "  " + whom;
    }

    private static Optional<String> burn(Figures data, String window, String burn) {
        return span(data, window).flatMap(length -> data.decimal(burn).flatMap(rate -> data.decimal("factor")
                .map(factor -> Window.text(length) + " " + new BurnComparison(Ratio.of(rate), Ratio.of(factor)))));
    }

    private String budget(SloName name) {
        return session.slos().stream()
                .filter(slo -> slo.name().equals(name))
                .map(Slo::period)
                .findFirst()
                .map(period -> period.equals(MONTH) ? "month's budget" : Window.text(period) + " budget")
                .orElse("budget");
    }

    private static Optional<Duration> span(Figures data, String name) {
        return data.values().get(name) instanceof Figure.Span span ? Optional.of(span.value()) : Optional.empty();
    }

    /** The message of a step, taken apart: {@code 1/4 flip SLI 50.0 % -> 85.0 %: not recovered}. */
    private record StepLine(String number, String text) {}

    private static Optional<StepLine> step(ShiftItem item) {
        return item.data().text("mitigation").flatMap(name -> {
            String message = item.message();
            int named = message.indexOf(" " + name);
            int colon = named < 0 ? -1 : message.indexOf(": ", named + 1 + name.length());
            if (colon < 0) {
                return Optional.empty();
            }
            String number = message.substring(0, named);
            String gain = message.substring(named + 1 + name.length(), colon).strip();
            String what = item.event() == Event.REVERT ? number + " " + name : name;
            return Optional.of(new StepLine(
                    number,
                    Show.pad(what, STEP_WIDTH) + "  " + (gain.isEmpty() ? "" : gain + "  ")
                            + message.substring(colon + 2)));
        });
    }

    private List<String> summary(Figures data) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("summary");
        lines.add(labelled("incidents", count(data, "incidents")));
        lines.add(labelled("pages", count(data, "pages.sev1") + " sev1, " + count(data, "pages.sev2") + " sev2"));
        lines.add(labelled("tickets", count(data, "tickets")));
        lines.add(labelled("time to detect", times(data, "detect") + "  (from the first bad bucket to the page)"));
        lines.add(labelled("time to resolve", times(data, "resolve") + "  (from the page to the resolution)"));
        lines.add(labelled(
                "nights woken", count(data, "nightsWoken") + "  (sev1 from 22:00 to 08:00 where the people on call live)"));
        lines.add(labelled(
                "budget spent",
                data.decimal("budgetConsumedWorst").map(spent -> Show.percent(spent, 1)).orElse("not measured")
                        + "  (the worst rolling " + periods() + ")"));
        data.count("mitigationsOn")
                .filter(on -> on > 0)
                .ifPresent(on -> lines.add(labelled("mitigations on", Show.count(on) + "  (safeguard status shows them)")));
        return lines;
    }

    private String periods() {
        List<String> periods = session.slos().stream()
                .map(Slo::period)
                .distinct()
                .sorted()
                .map(Window::text)
                .toList();
        return periods.isEmpty() ? "period" : String.join(" or ", periods);
    }

    private static String labelled(String label, String text) {
        return "  " + Show.pad(label, 15) + "  " + text;
    }

    private static String count(Figures data, String name) {
        return data.count(name).map(Show::count).orElse("0");
    }

    private static String times(Figures data, String what) {
        return span(data, what + "Median")
                .map(middle -> "median " + Window.text(middle)
                        + span(data, what + "Worst").map(worst -> ", worst " + Window.text(worst)).orElse(""))
                .orElse("none");
    }
}
