package dev.safeguard.adapter.cli;

import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftItem.Event;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is to show: a watched SLO, an incident, a shift. */
final class Stories {

    static final AlertRule CHAT = AlertRule.builtIn(new Slo(
            new SloName("chat-answers"),
            new ServiceName("chat"),
            "answers returned successfully",
            Objective.of("0.99"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION));

    static final IncidentId INC_1 = new IncidentId(1);

    private Stories() {}

    static Instant at(String clock) {
        return Instant.parse("2026-03-02T" + clock + ":00Z");
    }

    /** Puts the SLO under watch, with buckets of 100 events from 11:00 to 12:00 of which so many are bad. */
    static void watch(UnitOfWork work, int bad, Level level) {
        work.commit(stores -> {
            stores.alerts().saveRule(CHAT);
            TreeSet<String> latched = new TreeSet<>();
            level.severity().ifPresent(severity -> latched.add(severity.word()));
            stores.alerts()
                    .save(new AlertState(
                            CHAT.slo().name(), level, latched, Freshness.FRESH, at("11:00"), FakeComposition.NOON));
        });
        measure(work, "11:00", "12:00", bad);
    }

    /** Replaces the buckets of that time. */
    static void measure(UnitOfWork work, String from, String until, int bad) {
        work.commit(stores -> {
            for (Instant start = at(from); start.isBefore(at(until)); start = start.plus(Duration.ofMinutes(1))) {
                stores.samples().save(List.of(new Sample(CHAT.slo().name(), start, new EventCounts(100 - bad, 100))));
            }
        });
    }

    /** INC-1, detected at 10:18 and mitigated at 10:28, with a mitigation left on. */
    static void mitigatedIncident(UnitOfWork work) {
        work.commit(stores -> {
            Incident incident = stores.incidents().open(id -> Incident.detected(
                            id,
                            at("10:18"),
                            Actor.ALERTING,
                            new Change.Detected(
                                    CHAT.slo().service(), CHAT.slo().name(), Severity.SEV1, Optional.empty()),
                            "chat-answers: burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x",
                            burn().with("onset", "2026-03-02T10:00:00Z"))
                    .with(at("10:20"), Actor.human("Ana"), new Change.Acknowledged(), "acknowledged by Ana")
                    .with(
                            at("10:21"),
                            Actor.TRIAGE,
                            new Change.Triaged("model-provider-outage", Optional.of("provider-outage")),
                            "symptom model-provider-outage (97 % of 287 errors are provider-5xx) -> runbook"
                                    + " provider-outage")
                    .with(at("10:22"), Actor.RUNBOOK, new Change.MitigationStarted(), "runbook started")
                    .with(at("10:28"), Actor.RUNBOOK, new Change.Mitigated(), "recovered · 1 mitigation on"));
            stores.runs()
                    .add(new ActiveMitigation(
                            RunId.of(incident.id().toString(), 1),
                            0,
                            new Step("flip-to-fallback", "http-flag", new TreeMap<>(), "a smaller model answers"),
                            incident.id().toString(),
                            incident.service(),
                            new MitigationPlan(ControlState.of("off"), ControlState.of("on"), "fallback = on"),
                            new Authority.Automation(),
                            at("10:22"),
                            at("10:22").plus(Duration.ofDays(1))));
        });
    }

    static void evalCase(UnitOfWork work) {
        work.commit(stores -> stores.evalCases()
                .save(new EvalCase(
                        "model-provider-outage",
                        CHAT.slo().service(),
                        CHAT.slo().name(),
                        CHAT.slo().objective(),
                        "provider-errors",
                        Ratio.of(1, 2),
                        1000,
                        List.of(new Assertion.SliHolds(CHAT.slo().objective())),
                        INC_1,
                        at("11:14"))));
    }

    static Figures burn() {
        return Figures.NONE
                .with("tier", "sev1")
                .with("long", Window.ofHours(1))
                .with("short", Window.ofMinutes(5))
                .with("burnLong", Ratio.of(15, 1), 2)
                .with("burnShort", Ratio.of(50, 1), 2)
                .with("factor", Ratio.of("14.4"), 1)
                .with("budgetSpent", Ratio.of("0.0208"), 4)
                .with("badLong", 9000)
                .with("totalLong", 60000);
    }

    /** A shift with everything in it, as {@code StandShift} tells it. */
    static List<ShiftItem> outage() {
        return List.of(
                item("09:00", Event.OK, "SLI 99.98 %  burn 0.0x/0.0x  budget 98 %", Figures.NONE),
                item(
                        "10:00",
                        Event.FAULT,
                        "model provider starts failing half of all calls",
                        Figures.NONE
                                .with("fault", "provider-errors")
                                .with("ratio", Ratio.of(1, 2), 4)
                                .with("injected", "yes")),
                ofIncident(
                        "10:18",
                        Event.PAGE,
                        "page -> Ana (level 1)",
                        burn().with("target", "Ana").with("level", 1)),
                ofIncident("10:20", Event.ACK, "acknowledged by Ana", Figures.NONE),
                ofIncident(
                        "10:21",
                        Event.TRIAGE,
                        "symptom model-provider-outage (97 % of 287 errors are provider-5xx) -> runbook provider-outage",
                        Figures.NONE.with("symptom", "model-provider-outage").with("runbook", "provider-outage")),
                ofIncident(
                        "10:23",
                        Event.STEP,
                        "1/4 flip-to-fallback SLI 50.0 % -> 85.0 %: not recovered",
                        step(1, "flip-to-fallback", "not-recovered")),
                ofIncident(
                        "10:28",
                        Event.STEP,
                        "3/4 shed-load SLI 85.0 % -> 100.0 % · 12.5 % shed: recovered (2 of 2 checks)",
                        step(3, "shed-load", "recovered")),
                ofIncident(
                        "10:28", Event.STEP, "4/4 static-answers: not needed", step(4, "static-answers", "not-needed")),
                ofIncident("10:28", Event.MITIGATED, "recovered after shed-load · 2 mitigations on", Figures.NONE),
                ofIncident(
                        "11:05", Event.REVERT, "1/2 shed-load SLI 100.0 %: stays healthy", step(1, "shed-load", "recovered")),
                ofIncident(
                        "11:14",
                        Event.RESOLVE,
                        "recovered, and everything is off",
                        Figures.NONE.with("sinceDetection", Duration.ofMinutes(56))),
                ofIncident(
                        "11:14",
                        Event.EVAL,
                        "eval case model-provider-outage-3f9c · not calibrated yet",
                        Figures.NONE.with("case", "model-provider-outage-3f9c").with("calibrated", "no")),
                ofIncident(
                        "11:14",
                        Event.POSTMORTEM,
                        "postmortem .safeguard/postmortems/INC-1.md",
                        Figures.NONE.with("file", ".safeguard/postmortems/INC-1.md")),
                item(
                        "12:00",
                        Event.SUMMARY,
                        "1 incident",
                        Figures.NONE
                                .with("incidents", 1)
                                .with("pages.sev1", 1)
                                .with("pages.sev2", 0)
                                .with("tickets", 0)
                                .with("nightsWoken", 0)
                                .with("detectMedian", Duration.ofMinutes(18))
                                .with("detectWorst", Duration.ofMinutes(18))
                                .with("resolveMedian", Duration.ofMinutes(56))
                                .with("resolveWorst", Duration.ofMinutes(56))
                                .with("budgetConsumedWorst", Ratio.of("0.0312"), 4)));
    }

    static ShiftItem item(String clock, Event event, String message, Figures data) {
        return new ShiftItem(
                at(clock), event, CHAT.slo().name(), Optional.empty(), Optional.empty(), message, data);
    }

    static ShiftItem ofIncident(String clock, Event event, String message, Figures data) {
        return new ShiftItem(
                at(clock), event, CHAT.slo().name(), Optional.of(INC_1), Optional.of(Severity.SEV1), message, data);
    }

    private static Figures step(int index, String name, String outcome) {
        return Figures.NONE.with("index", index).with("mitigation", name).with("outcome", outcome);
    }
}
