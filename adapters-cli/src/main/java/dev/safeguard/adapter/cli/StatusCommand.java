package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloStatus;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code safeguard status}: how every SLO stands, once or again and again. */
@Command(
        name = "status",
        header = "Show how every SLO stands, and what is being done about it.",
        footer = {
            "  safeguard status",
            "  safeguard status --watch",
            "  safeguard status --fail-on sev2     for scripts: 3 when an SLO is at sev2 or worse",
            "  safeguard status -o json"
        },
        description = {
            "It ends with 3 when an SLO is at the level of --fail-on or worse, and with 4 when nothing is under watch",
            "or nothing was measured; with --fail-on also when one SLO was not, as nobody knows how that one is."
        })
final class StatusCommand implements Callable<Integer> {

    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";

    private final Invocation call;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "5s",
            paramLabel = "5s",
            description = "Look again and again, at this interval; Ctrl-C ends it.")
    private Optional<Duration> watch = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "End with 3 when an SLO is at sev1, sev2 or sev3 or worse; with --watch, as soon as one is.")
    private Optional<Severity> failOn = Optional.empty();

    StatusCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        if (watch.filter(interval -> interval.isZero() || interval.isNegative()).isPresent()) {
            throw Code.BAD_VALUE.refusal("--watch: an interval is above 0", "write it like 5s or 1m");
        }
        try {
            return watch.isPresent() ? watch(watch.get()) : once();
        } catch (InterruptedException ctrlC) {
            return Exit.INTERRUPTED.code();
        }
    }

    private int once() {
        Look look = look();
        print(look);
        return verdict(look.slos());
    }

    private int watch(Duration interval) throws InterruptedException {
        Optional<Look> shown = Optional.empty();
        while (true) {
            Look look = look();
            if (!Optional.of(look).equals(shown)) {
                show(look, shown.isEmpty());
                shown = Optional.of(look);
            } else if (Output.isPipe(call.out())) {
                call.print(""); // only who writes is told that nobody reads any more
            }
            if (call.out().checkError()) {
                return Exit.DONE.code();
            }
            if (reached(look.slos()).isPresent()) {
                return verdict(look.slos());
            }
            call.pause(interval);
        }
    }

    /** In place on a terminal, else one block after the other. */
    private void show(Look look, boolean first) {
        boolean inPlace = call.console().outIsTerminal() && !call.json();
        if (inPlace) {
            call.out().print(CLEAR_SCREEN);
        } else if (!first && !call.json()) {
            call.print("");
        }
        print(look);
    }

    /** What was seen at one look; two that are equal look the same. */
    private record Look(
            String origin, String state, Instant at, Optional<AutomationPause> pause, List<SloStatus> slos) {}

    private Look look() {
        try (Desk desk = call.open()) {
            return new Look(
                    desk.origin(),
                    desk.state().toString(),
                    desk.clock().now(),
                    desk.automation().status(),
                    desk.status().get());
        }
    }

    private void print(Look look) {
        if (call.json()) {
            try (Json.Document document = call.document("Status", look.at())) {
                look.slos().forEach(slo -> document.add(StatusJson.of(slo)));
            }
            return;
        }
        StatusTable table = new StatusTable(call.paint());
        if (call.quiet()) {
            look.slos().forEach(slo -> call.print(table.oneLine(slo)));
        } else {
            call.print("safeguard status · " + Show.line(look.origin()) + " · " + look.state());
            look.pause().ifPresent(pause -> call.print(table.paused(pause)));
            look.slos().forEach(slo -> table.block(slo).forEach(call::print));
        }
        call.out().flush();
    }

    private int verdict(List<SloStatus> slos) {
        Optional<SloStatus> reached = reached(slos);
        if (reached.isPresent()) {
            return call.report(
                    Exit.VERDICT_FAILED,
                    Code.LEVEL_REACHED.problem(
                            reached.get().rule().slo().name() + " is at "
                                    + reached.get().level().word(),
                            reached.get().incident()
                                    .map(incident -> call.next("incident show " + incident.id()))
                                    .orElse(call.next("incident list --open"))));
        }
        if (slos.isEmpty()) {
            return call.report(
                    Exit.NO_DATA, Code.NO_DATA.problem("no SLO is under watch here", "safeguard shift watches one"));
        }
        List<SloStatus> unmeasured =
                slos.stream().filter(slo -> slo.sli().sli().isEmpty()).toList();
        boolean nothing = unmeasured.size() == slos.size();
        if (nothing || (failOn.isPresent() && !unmeasured.isEmpty())) {
            SloStatus first = unmeasured.getFirst();
            return call.report(
                    Exit.NO_DATA,
                    Code.NO_DATA.problem(
                            "nothing was measured of " + first.rule().slo().name() + " in the "
                                    + first.sliWindow() + " before " + Show.minute(first.asOf()) + " UTC",
                            "see whether its source still answers"));
        }
        return Exit.DONE.code();
    }

    /** The worst of the SLOs that are at the level or above. */
    private Optional<SloStatus> reached(List<SloStatus> slos) {
        return failOn.map(Level::of).flatMap(limit -> slos.stream()
                .filter(slo -> !limit.isAbove(slo.level()))
                .max((a, b) -> a.level().compareTo(b.level())));
    }
}
