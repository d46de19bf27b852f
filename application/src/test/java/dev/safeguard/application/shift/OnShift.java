package dev.safeguard.application.shift;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakeEvalSink;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.application.testkit.FakePager;
import dev.safeguard.application.testkit.FakePostmortemSink;
import dev.safeguard.application.testkit.FakeResponder;
import dev.safeguard.application.testkit.FakeTicketTracker;
import dev.safeguard.application.testkit.FakeWorkers;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.oncall.Target;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a test of a shift can say and see: a tiny world, and a morning in it. */
abstract class OnShift {

    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final SloName ANSWERS = new SloName("answers");
    static final ServiceName CHAT = new ServiceName("chat");
    static final Person ANA = new Person("Ana");
    static final Person CLEO = new Person("Cleo");
    static final IncidentId FIRST = new IncidentId(1);

    final FakeClock clock = new FakeClock(NINE);
    final FakeMitigation flags = new FakeMitigation();
    final TinyWorld world =
            new TinyWorld(clock, flags).helps("fallback", 350).helps("cache", 100).helps("shed", 50);
    final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    final FakeResponder responder = new FakeResponder();
    final FakeWorkers workers = new FakeWorkers();
    final FakePager pager = new FakePager();
    final FakeTicketTracker tickets = new FakeTicketTracker();
    final FakePostmortemSink postmortems = new FakePostmortemSink();
    final FakeEvalSink evals = new FakeEvalSink();
    final List<ShiftItem> items = new ArrayList<>();

    // What a test says

    void acknowledgeAt(String time) {
        decideAt(time, new Responder.Decision.Acknowledge("INC-1", ANA));
    }

    void causeRemovedAt(String time) {
        decideAt(time, new Responder.Decision.CauseRemoved("the provider answers again", ANA));
    }

    void decideAt(String time, Responder.Decision decision) {
        responder.plan(at(time), decision);
    }

    static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    static List<PlannedFault> outage(String ratio, String from, String until) {
        return List.of(new PlannedFault("outage", Ratio.of(ratio), at(from), at(until), "it fails", "it works again"));
    }

    static Optional<Runbook> show() {
        return Optional.empty();
    }

    static Optional<Runbook> runbook(String... flags) {
        List<Step> steps = Arrays.stream(flags)
                .map(flag -> new Step(flag, "fake-flag", new TreeMap<>(Map.of("flag", flag, "value", "on")), ""))
                .toList();
        return Optional.of(new Runbook(
                "outage", "outage", Autonomy.AUTO, Runbook.DEFAULT_SETTLE, Runbook.DEFAULT_DEADLINE, steps));
    }

    ShiftResult stand(List<PlannedFault> faults, Optional<Runbook> runbook) throws InterruptedException {
        return stand(faults, runbook, at("12:00"));
    }

    ShiftResult stand(List<PlannedFault> faults, Optional<Runbook> runbook, Instant until)
            throws InterruptedException {
        return stand(ports(), plan(faults, runbook, until), items::add);
    }

    ShiftResult stand(ShiftPorts ports, ShiftPlan plan, Consumer<ShiftItem> out)
            throws InterruptedException {
        return new StandShift(ports, roster()).stand(plan, out);
    }

    ShiftPorts ports() {
        return ports(flags);
    }

    ShiftPorts ports(Mitigation<?> mitigation) {
        return new ShiftPorts(
                clock,
                work,
                world,
                Map.of("fake-flag", mitigation),
                workers,
                world,
                pager,
                tickets,
                responder,
                evals,
                postmortems);
    }

    static ShiftPlan plan(List<PlannedFault> faults, Optional<Runbook> runbook, Instant until) {
        Slo slo = new Slo(
                ANSWERS, CHAT, "answers returned", Objective.of("0.99"), Slo.DEFAULT_PERIOD, Slo.DEFAULT_RESOLUTION);
        Symptom symptom =
                new Symptom("outage", "no answers", ANSWERS, Set.of("provider-5xx"), Ratio.of("0.8"), "outage");
        return new ShiftPlan(
                new ShiftStore.Shift("simulated", "tiny", 1, NINE, NINE),
                List.of(AlertRule.builtIn(slo)),
                List.of(symptom),
                List.of(runbook.or(() -> runbook("fallback", "cache", "shed", "static")).orElseThrow()),
                faults,
                until,
                ShiftPlan.Ending.ON_TIME,
                List.of(),
                runbook.isPresent() ? ShiftPlan.Automation.WALK : ShiftPlan.Automation.SHOW,
                Duration.ofMinutes(15),
                Path.of("postmortems"),
                Path.of("cases.jsonl"));
    }

    static Roster roster() {
        return new Roster(
                List.of(),
                new EscalationPolicy(
                        List.of(
                                new EscalationLevel(new Target.People(List.of(ANA)), Duration.ofMinutes(5)),
                                new EscalationLevel(new Target.People(List.of(CLEO)), Duration.ofMinutes(10))),
                        0));
    }

    // What a test sees

    List<String> told() {
        return items.stream()
                .map(item -> item.at().toString().substring(11, 16) + " " + item.event().word())
                .toList();
    }

    List<String> told(String event) {
        return told().stream().filter(line -> line.endsWith(" " + event)).toList();
    }

    List<String> outcomes() {
        return items.stream()
                .filter(item -> item.event() == ShiftItem.Event.STEP)
                .map(item -> item.data().text("outcome").orElseThrow())
                .toList();
    }

    List<String> applied() {
        return flags.calls().stream()
                .filter(call -> call.operation().equals("apply"))
                .map(FakeMitigation.Call::flag)
                .toList();
    }

    List<String> paged() {
        return pager.pages().stream()
                .flatMap(page -> page.people().stream())
                .map(Person::name)
                .toList();
    }

    Incident incident() {
        return work.read(stores -> stores.incidents().find(FIRST).orElseThrow());
    }
}
