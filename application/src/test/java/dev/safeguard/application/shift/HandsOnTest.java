package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.incident.TriageIncident;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.runbook.PauseAutomation;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What humans order, and what automation leaves to them. */
final class HandsOnTest extends OnShift {

    private static final Actor BO = Actor.human("bo");

    private Map<String, Mitigation<?>> mitigations() {
        return Map.of("fake-flag", flags);
    }

    private ApproveRun approveRun() {
        return new ApproveRun(work.another(), clock, world, mitigations(), workers);
    }

    private static AlertRule rule() {
        return plan(List.of(), show(), at("12:00")).rules().getFirst();
    }

    private RunbookRun onlyRun() {
        return work.read(stores -> stores.runs().runsOf(CHAT)).getLast();
    }

    /** Stands the shift, and does something once, when it first tells of such an event. */
    private ShiftResult standAndDoOnce(String until, ShiftItem.Event when, Runnable what) throws InterruptedException {
        List<Runnable> left = new ArrayList<>(List.of(what));
        return stand(
                ports(),
                plan(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at(until)),
                item -> {
                    items.add(item);
                    if (item.event() == when && !left.isEmpty()) {
                        left.removeFirst().run();
                    }
                });
    }

    /** Goes on with what is stored until nothing is being done any more. */
    private void walk() throws InterruptedException {
        ShiftPlan plan = plan(List.of(), show(), clock.now().plusSeconds(86_400));
        stand(
                ports(),
                new ShiftPlan(
                        plan.shift(),
                        plan.rules(),
                        plan.symptoms(),
                        plan.runbooks(),
                        plan.faults(),
                        plan.until(),
                        ShiftPlan.Ending.WHEN_DONE,
                        plan.silences(),
                        ShiftPlan.Automation.WALK,
                        plan.storeEvery(),
                        plan.postmortems(),
                        plan.evalCases()),
                items::add);
    }

    @Test
    void aPausedAutomationBeginsNothingAndSaysSo() throws InterruptedException {
        acknowledgeAt("10:20");
        new PauseAutomation(work.another(), clock).pause(BO, "the flags are being moved");

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback"), at("10:40"));

        assertEquals(List.of(), flags.calls());
        assertEquals(
                "runbook outage is held back: automation is paused by bo: the flags are being moved",
                incident().facts(Change.Fact.HELD_BACK).getFirst().message());
    }

    @Test
    void aRunThatIsPausedBetweenTwoStepsTakesNoFurtherAndCallsAHuman() throws InterruptedException {
        acknowledgeAt("10:20");
        standAndDoOnce("10:40", ShiftItem.Event.STEP, () -> new PauseAutomation(work.another(), clock)
                .pause(BO, "enough"));

        assertEquals(List.of("fallback", "cache"), applied(), "told of the first step, it was in the second");
        assertEquals(
                List.of("runbook outage waits: automation is paused by bo: enough"),
                incident().facts(Change.Fact.HELD_BACK).stream()
                        .map(IncidentEvent::message)
                        .toList());
        assertEquals(List.of("Ana", "Cleo"), paged().subList(0, 2));
        assertTrue(!onlyRun().isFinished(), "it waits");

        new PauseAutomation(work.another(), clock).resume(BO);
        walk();
        assertEquals(List.of("fallback", "cache", "shed"), applied());
        assertEquals(IncidentState.MITIGATED, incident().state());
    }

    @Test
    void aPauseInTheMomentOfTheIntentStopsTheCall() throws InterruptedException {
        acknowledgeAt("10:20");
        PauseAutomation pause = new PauseAutomation(work.another(), clock);
        flags.whenCalled(() -> pause.pause(BO, "stop"));

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache"), at("10:40"));

        assertEquals(List.of("fallback"), applied(), "what is under way is judged, and nothing follows");
    }

    @Test
    void automationStepsBackFromAnIncidentThatAHumanTriages() throws InterruptedException {
        acknowledgeAt("10:20");
        TriageIncident triage = new TriageIncident(work.another(), clock);
        standAndDoOnce("10:40", ShiftItem.Event.STEP, () -> {
            assertThrows(RuntimeException.class, () -> triage.triage(FIRST, "other", Optional.empty(), BO));
            work.another().commit(stores -> stores.incidents()
                    .save(stores.incidents()
                            .find(FIRST)
                            .orElseThrow()
                            .with(clock.now(), BO, new Change.Recorded(Change.Fact.HANDS_ON), "I do it")));
        });

        assertEquals(List.of("fallback", "cache"), applied(), "told of the first step, it was in the second");
        assertEquals(
                "runbook outage stops where it is: bo has taken it into their own hands",
                incident().facts(Change.Fact.HELD_BACK).getLast().message());
        assertEquals(Phase.Result.STOPPED, ((Phase.Finished) onlyRun().phase()).result());
    }

    @Test
    void anApprovedPlanIsWalkedToItsEnd() throws InterruptedException {
        acknowledgeAt("10:20");
        stand(outage("0.5", "10:00", "11:00"), show(), at("10:30"));
        Runbook runbook = runbook("fallback", "cache", "shed").orElseThrow();
        String hash = approveRun().plan(rule(), runbook).hash();
        assertEquals(List.of(), flags.calls(), "a plan writes nothing");

        RunId id = approveRun().approve(rule(), runbook, hash, BO);
        walk();

        assertEquals(List.of("fallback", "cache", "shed"), applied());
        assertEquals(id, onlyRun().id());
        assertEquals(new Authority.Person("bo"), onlyRun().authority());
        assertEquals(IncidentState.MITIGATED, incident().state());
        assertEquals(List.of("bo", "bo", "bo"), owners());
        assertTrue(clock.now().isBefore(at("10:45")), "it ends when nothing is being done any more");
    }

    private List<String> owners() {
        return new ReadLedger(work).all().stream()
                .map(ActiveMitigation::owner)
                .map(Authority::toString)
                .toList();
    }

    @Test
    void aPlanThatIsNoLongerTheOneIsRefused() {
        Runbook runbook = runbook("fallback", "cache").orElseThrow();
        String hash = approveRun().plan(rule(), runbook).hash();
        flags.set("cache", ControlState.of("off"));

        PlanMovedException moved =
                assertThrows(PlanMovedException.class, () -> approveRun().approve(rule(), runbook, hash, BO));

        assertEquals(approveRun().plan(rule(), runbook).hash(), moved.plan().hash());
        assertEquals(List.of(), flags.calls());
        assertEquals(List.of(), work.read(stores -> stores.runs().runsOf(CHAT)));
        Runbook other = runbook("fallback", "cache", "shed").orElseThrow();
        assertTrue(!hash.equals(approveRun().plan(rule(), other).hash()), "another runbook is another plan");
    }

    @Test
    void aRunByHandWithoutAnIncidentDeclaresOne() {
        Runbook runbook = runbook("fallback").orElseThrow();
        approveRun().approve(rule(), runbook, approveRun().plan(rule(), runbook).hash(), BO);

        assertEquals(IncidentState.MITIGATING, incident().state());
        assertEquals(
                List.of("detect", "ack", "triage", "mitigating"),
                incident().timeline().stream()
                        .map(event -> event.change().word())
                        .toList());
        assertTrue(incident().timeline().stream().allMatch(event -> event.actor().equals(BO)));
        assertThrows(
                StoreException.Conflict.class,
                () -> approveRun().approve(rule(), runbook, approveRun().plan(rule(), runbook).hash(), BO));
    }

    @Test
    void aRunByHandThatCannotMendItPagesTooThoughNobodyWasPagedBefore() throws InterruptedException {
        world.inject("outage", Ratio.of("0.5"));
        clock.set(at("09:10"));
        Runbook runbook = runbook("static").orElseThrow();
        approveRun().approve(rule(), runbook, approveRun().plan(rule(), runbook).hash(), BO);
        walk();

        assertEquals(Phase.Result.EXHAUSTED, ((Phase.Finished) onlyRun().phase()).result());
        assertEquals("Ana", paged().getFirst());
    }

    @Test
    void whatAHumanOrdersOffComesOffWhileAutomationIsPaused() throws InterruptedException {
        acknowledgeAt("10:20");
        stand(outage("0.5", "10:00", "10:45"), runbook("fallback", "cache", "shed"), at("10:50"));
        new PauseAutomation(work.another(), clock).pause(BO, "hands off");
        List<ActiveMitigation> on = new ReadLedger(work).all();
        assertEquals(3, on.size());

        new OrderReversal(work.another(), clock, world, mitigations(), workers).order(on, BO);
        walk();

        assertEquals(List.of(), new ReadLedger(work).all());
        assertEquals(ControlState.ABSENT, flags.state("fallback"));
        assertEquals(
                List.of("shed", "cache", "fallback"),
                flags.calls().stream()
                        .filter(call -> call.operation().equals("revert"))
                        .map(FakeMitigation.Call::flag)
                        .toList());
        assertEquals(IncidentState.RESOLVED, incident().state());
    }

    @Test
    void oneOfSeveralMayComeOffAndTheIncidentStays() throws InterruptedException {
        acknowledgeAt("10:20");
        stand(outage("0.5", "10:00", "10:45"), runbook("fallback", "cache", "shed"), at("10:50"));
        List<ActiveMitigation> on = new ReadLedger(work).all();

        new OrderReversal(work.another(), clock, world, mitigations(), workers)
                .order(List.of(on.get(1)), BO);
        walk();

        assertEquals(List.of(on.get(0), on.get(2)), new ReadLedger(work).all());
        assertEquals(IncidentState.MITIGATED, incident().state());
    }

    @Test
    void whatOnlyHumansMayTakeOffIsLeftOnByAutomation() throws InterruptedException {
        acknowledgeAt("10:20");
        stand(outage("0.5", "10:00", "10:45"), runbook("fallback", "cache", "shed"), at("10:50"));
        assertEquals(IncidentState.MITIGATED, incident().state());

        causeRemovedAt("10:55");
        stand(ports(new HeldFlags(flags)), plan(List.of(), runbook("fallback"), at("11:30")), items::add);

        assertEquals(3, new ReadLedger(work).all().size());
        assertEquals(
                "only a human may take fallback off: mitigation revert INC-1.run-1/1",
                incident().facts(Change.Fact.HELD_BACK).getLast().message());
    }

    @Test
    void whatIsOnForTooLongFilesOneTicketAndIsNotTakenOff() throws InterruptedException {
        acknowledgeAt("10:20");
        Instant nextDay = at("10:50").plusSeconds(86_400);
        stand(outage("0.5", "10:00", "10:45"), runbook("fallback", "cache", "shed"), nextDay);
        stand(ports(), plan(List.of(), runbook("fallback"), nextDay.plusSeconds(3_600)), items::add);

        List<String> overdue = tickets.tickets().stream()
                .map(ticket -> ticket.text())
                .filter(text -> text.contains("it was meant to be"))
                .toList();
        assertEquals(3, overdue.size(), overdue.toString());
        assertEquals(
                "fallback of chat is on for longer than the 1d it was meant to be, set for INC-1 by safeguard: take it"
                        + " off with mitigation revert INC-1.run-1/1, or make it permanent elsewhere",
                overdue.getFirst());
        assertEquals(3, new ReadLedger(work).all().size());
    }
}
