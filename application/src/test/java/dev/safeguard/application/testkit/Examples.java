package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Target;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.runbook.Worker;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Domain values for tests that need one and do not care which: an assistant that answers, its SLO, and what happens to
 * it on the morning of 2 March 2026. A test that cares about a value builds it itself.
 */
public final class Examples {

    public static final Instant NOW = Instant.parse("2026-03-02T10:18:00Z");
    public static final Authority BY_ITSELF = new Authority.Automation();

    /** The lease under which examples are stored, unless a test is about leases. */
    public static final Lease LEASE = new Lease(new Worker("worker-1"), 1, NOW.plus(Lease.LENGTH));

    public static final ServiceName SERVICE = new ServiceName("assistant");
    public static final ServiceName OTHER_SERVICE = new ServiceName("search");
    public static final Person ANA = new Person("Ana");
    public static final Person BEN = new Person("Ben");

    private Examples() {}

    /** The availability SLO of {@link #SERVICE}: 99.5 % over 30 days, in buckets of a minute. */
    public static Slo slo() {
        return slo(SERVICE, "assistant/availability");
    }

    public static Slo slo(ServiceName service, String name) {
        return new Slo(
                new SloName(name),
                service,
                "answers returned successfully",
                Objective.of("0.995"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
    }

    /** {@link #slo} under its built-in policy. */
    public static AlertRule rule() {
        return AlertRule.builtIn(slo());
    }

    /** So many buckets of {@link #slo} in a row, the first one starting at {@code from}, with the same counts each. */
    public static List<Sample> samples(Instant from, int buckets, long good, long total) {
        return IntStream.range(0, buckets)
                .mapToObj(i -> new Sample(
                        slo().name(),
                        from.plus(slo().resolution().multipliedBy(i)),
                        new EventCounts(good, total)))
                .toList();
    }

    /** An incident of {@link #SERVICE}, just detected. */
    public static Incident incident(IncidentId id) {
        return incident(id, SERVICE);
    }

    public static Incident incident(IncidentId id, ServiceName service) {
        return Incident.detected(
                id,
                NOW,
                Actor.ALERTING,
                new Change.Detected(service, slo().name(), Severity.SEV1, Optional.empty()),
                "burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x",
                Figures.NONE.with("burnLong", Ratio.of(15, 1), 2).with("badLong", 912));
    }

    /** The incident with a note by {@link #ANA} at its end. */
    public static Incident noted(Incident incident, String text) {
        return incident.with(
                NOW.plusSeconds(60), Actor.human(ANA.name()), new Change.Recorded(Change.Fact.NOTE), text);
    }

    /** The incident, resolved two minutes after {@link #NOW}. */
    public static Incident resolved(Incident incident) {
        return incident.with(NOW.plusSeconds(120), Actor.ALERTING, new Change.Resolved(), "recovered by itself");
    }

    /** Two steps against a model provider's outage, by itself. */
    public static Runbook runbook() {
        return new Runbook(
                "model-provider-outage",
                "model-provider-outage",
                Autonomy.AUTO,
                Runbook.DEFAULT_SETTLE,
                Runbook.DEFAULT_DEADLINE,
                List.of(
                        step("flip-to-fallback"),
                        new Step("shed-load", "http-flag", new TreeMap<>(Map.of("flag", "shed", "value", "20")), "")));
    }

    private static Step step(String name) {
        return new Step(
                name,
                "http-flag",
                new TreeMap<>(Map.of("flag", "provider", "value", "fallback")),
                "the fallback answers more slowly");
    }

    /** A run of {@link #runbook} for {@code INC-1} on {@link #SERVICE} that has touched nothing yet. */
    public static RunbookRun run(RunId id) {
        return run(id, SERVICE);
    }

    public static RunbookRun run(RunId id, ServiceName service) {
        return RunbookRun.start(id, "INC-1", slo(service, service + "/availability"), runbook(), BY_ITSELF, NOW);
    }

    /** The run in another phase. */
    public static RunbookRun in(RunbookRun run, Phase phase) {
        return new RunbookRun(
                run.id(),
                run.subject(),
                run.service(),
                run.slo(),
                run.objective(),
                run.resolution(),
                run.runbook(),
                run.authority(),
                run.startedAt(),
                phase,
                run.latestSli(),
                run.results());
    }

    /** The run after it has recovered. */
    public static RunbookRun finished(RunbookRun run) {
        return in(run, finished());
    }

    /** The change that the first step of {@link #runbook} makes. */
    public static MitigationPlan plan() {
        return new MitigationPlan(ControlState.of("primary"), ControlState.of("fallback"), "set provider to fallback");
    }

    /** The first step of {@link #runbook} in force on {@link #SERVICE} since {@link #NOW}. */
    public static ActiveMitigation mitigation(RunId run) {
        return mitigation(run, SERVICE, NOW);
    }

    public static ActiveMitigation mitigation(RunId run, ServiceName service, Instant since) {
        return new ActiveMitigation(
                run,
                0,
                step("flip-to-fallback"),
                "INC-1",
                service,
                plan(),
                BY_ITSELF,
                since,
                since.plus(ActiveMitigation.DEFAULT_EXPIRY));
    }

    /** A reversal for {@code INC-1} that is about to look at its only mitigation. */
    public static Reversal reversal(RunId id) {
        return reversal(id, SERVICE);
    }

    public static Reversal reversal(RunId id, ServiceName service) {
        return Reversal.start(
                id,
                "INC-1",
                slo(service, service + "/availability"),
                List.of(mitigation(new RunId("INC-1.run-1"), service, NOW)),
                BY_ITSELF,
                Optional.empty());
    }

    /** The reversal in another phase. */
    public static Reversal in(Reversal reversal, Phase phase) {
        return new Reversal(
                reversal.id(),
                reversal.subject(),
                reversal.service(),
                reversal.slo(),
                reversal.objective(),
                reversal.resolution(),
                reversal.mitigations(),
                reversal.authority(),
                phase,
                reversal.latestSli(),
                reversal.results());
    }

    /** The reversal after everything was put back. */
    public static Reversal finished(Reversal reversal) {
        return in(reversal, finished());
    }

    private static Phase finished() {
        return new Phase.Finished(Phase.Result.RECOVERED, "recovered", NOW.plusSeconds(300));
    }

    /** A ladder of a rotation and then {@link #BEN}, whose first level is due at {@link #NOW}. */
    public static Escalation ladder(String subject) {
        EscalationPolicy policy = new EscalationPolicy(
                List.of(
                        new EscalationLevel(new Target.OnRotation("primary"), Duration.ofMinutes(5)),
                        new EscalationLevel(new Target.People(List.of(BEN)), Duration.ofMinutes(10))),
                1);
        return Escalation.start(subject, policy, 1, NOW);
    }

    /** The case made of an incident in which the provider failed entirely. */
    public static EvalCase evalCase(IncidentId source) {
        return evalCase(source, "provider-5xx");
    }

    public static EvalCase evalCase(IncidentId source, String fault) {
        return new EvalCase(
                "model-provider-outage",
                SERVICE,
                slo().name(),
                slo().objective(),
                fault,
                Ratio.ONE,
                600,
                List.of(
                        new Assertion.SliHolds(slo().objective()),
                        new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(16)),
                        new Assertion.SliRecovers(slo().objective(), Duration.ofMinutes(10))),
                source,
                NOW);
    }

    /** A page of {@link #ANA} about {@code INC-1}. */
    public static Notification page(String key) {
        return new Notification(
                key,
                Notification.Kind.PAGE,
                Severity.SEV1,
                "INC-1",
                List.of(ANA),
                "half of all answers fail since 10:16; the runbook switches to the fallback",
                NOW);
    }

    /** A simulated shift that has come as far as {@link #NOW}. */
    public static Shift shift() {
        return new Shift("simulated", "model-provider-outage", 42, NOW.minus(Duration.ofHours(1)), NOW);
    }
}
