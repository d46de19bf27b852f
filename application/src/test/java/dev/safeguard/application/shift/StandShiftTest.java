package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.incident.CancelIncident;
import dev.safeguard.application.incident.NoteIncident;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StandShiftTest extends OnShift {

    @Test
    void theWholeStoryIsToldInOrder() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");

        ShiftResult result = stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed", "static"));

        assertEquals(
                List.of(
                        "09:00 ok", "10:00 fault", "10:18 page", "10:20 ack", "10:21 triage", "10:23 step", "10:25 step",
                        "10:26 clear", "10:28 step", "10:28 step", "10:28 mitigated", "11:00 fault", "11:08 revert",
                        "11:11 revert", "11:14 revert", "11:14 resolve", "11:14 eval", "11:14 postmortem",
                        "12:00 summary"),
                told());
        assertEquals(Optional.empty(), result.notHealthy());
        assertEquals(IncidentState.RESOLVED, incident().state());
    }

    @Test
    void itStopsTheMomentTheServiceHasRecovered() throws InterruptedException {
        acknowledgeAt("10:20");

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed", "static"));

        assertEquals(List.of("not-recovered", "not-recovered", "recovered", "not-needed"), outcomes());
        assertEquals(List.of("fallback", "cache", "shed"), applied());
        assertEquals(ControlState.ABSENT, flags.state("static"));
    }

    @Test
    void theOrderOfTheStepsDecidesHowManyAreNeeded() throws InterruptedException {
        acknowledgeAt("10:20");

        stand(outage("0.3", "10:00", "11:00"), runbook("shed", "fallback", "cache", "static"));

        assertEquals(List.of("not-recovered", "recovered", "not-needed", "not-needed"), outcomes());
    }

    @Test
    void mitigationsComeOffInReverseOrderAndLeaveNothingBehind() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed", "static"));

        List<String> reverted = flags.calls().stream()
                .filter(call -> call.operation().equals("revert"))
                .map(FakeMitigation.Call::flag)
                .toList();
        assertEquals(List.of("shed", "cache", "fallback"), reverted);
        assertEquals(ControlState.ABSENT, flags.state("fallback"));
        assertTrue(work.read(stores -> stores.runs().activeMitigations(CHAT)).isEmpty());
    }

    @Test
    void aMitigationThatIsStillNeededIsPutBack() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("10:40");

        stand(outage("0.5", "10:00", "11:30"), runbook("fallback", "cache", "shed", "static"));

        assertEquals(ControlState.of("on"), flags.state("shed"));
        assertEquals(3, work.read(stores -> stores.runs().activeMitigations(CHAT)).size());
        assertEquals(IncidentState.MITIGATED, incident().state());
    }

    @Test
    void aRunbookThatNeverRecoversCallsTheNextLevelAndEndsNotHealthy() throws InterruptedException {
        acknowledgeAt("10:12");
        decideAt("10:27", new Responder.Decision.Acknowledge("INC-1", CLEO));

        ShiftResult result = stand(outage("0.9", "10:00", "11:00"), runbook("shed", "static"));

        assertEquals(List.of("not-recovered", "not-recovered"), outcomes());
        assertTrue(result.notHealthy().orElseThrow().contains("all 2 steps were tried"));
        assertEquals(List.of("Ana", "Cleo"), paged());
        assertEquals(ShiftItem.Event.SUMMARY, items.getLast().event());
        assertEquals(Instant.parse("2026-03-02T10:27:00Z"), items.getLast().at());
        assertEquals(IncidentState.MITIGATING, incident().state());
    }

    @Test
    void whoIsCalledLaterIsToldWhatBurnsThen() throws InterruptedException {
        acknowledgeAt("10:12");

        stand(outage("0.9", "10:00", "11:00"), runbook("shed", "static"), at("10:25"));

        List<Figures> pages = items.stream()
                .filter(item -> item.event() == ShiftItem.Event.PAGE)
                .map(ShiftItem::data)
                .toList();
        assertEquals(
                List.of("15.00", "25.17"),
                pages.stream()
                        .map(page -> page.decimal("burnLong").orElseThrow().toPlainString())
                        .toList());
        assertTrue(pages.stream().noneMatch(page -> page.values().containsKey("onset")));
    }

    @Test
    void everyReversalSaysWhatTheSliWasBefore() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"));

        List<ShiftItem> reverts = items.stream()
                .filter(item -> item.event() == ShiftItem.Event.REVERT)
                .toList();
        assertEquals(3, reverts.size());
        assertTrue(reverts.stream().allMatch(item -> item.data().decimal("sliBefore").isPresent()), reverts.toString());
    }

    @Test
    void aServiceThatRecoversBeforeTheFirstStepIsNotTouched() throws InterruptedException {
        acknowledgeAt("10:20");

        stand(outage("0.5", "10:00", "10:19"), runbook("fallback", "cache"));

        assertEquals(List.of("not-needed", "not-needed"), outcomes());
        assertEquals(List.of(), flags.calls());
        assertEquals(IncidentState.RESOLVED, incident().state());
    }

    @Test
    void automationDoesNotWaitForOneWhoSleeps() throws InterruptedException {
        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"));

        assertEquals("10:18 page", told().get(2));
        assertEquals(List.of("10:23 escalate", "10:23 page", "10:23 triage"), told().subList(3, 6));
        assertEquals(List.of("not-recovered", "not-recovered", "recovered"), outcomes());
    }

    @Test
    void anAlertThatGoesOnFiringPagesAgainHalfAnHourAfterTheLastHumanAction() throws InterruptedException {
        acknowledgeAt("10:20");

        stand(outage("0.5", "10:00", "11:10"), show());

        assertEquals(List.of("10:18 page", "10:50 page", "10:55 page"), told("page").subList(0, 3));
    }

    @Test
    void twoBadMinutesPageNobodyAndItSaysWhy() throws InterruptedException {
        stand(outage("0.5", "10:00", "10:02"), runbook("fallback"));

        assertEquals(List.of("09:00 ok", "10:00 fault", "10:02 fault", "10:06 no-page", "12:00 summary"), told());
        assertTrue(items.get(3).message().contains("5m burned 20.0x > 14.4x, but 1h never more than 1.7x"));
        assertTrue(pager.pages().isEmpty());
    }

    @Test
    void aMildBurnFilesOneTicketAndWakesNobody() throws InterruptedException {
        Instant dayAfter = NINE.plus(Duration.ofHours(30));
        PlannedFault leak = new PlannedFault("outage", Ratio.of("0.04"), at("10:00"), dayAfter, "it leaks", "fixed");

        stand(List.of(leak), runbook("fallback"), dayAfter);

        assertEquals(List.of("04:01 ticket"), told("ticket"));
        assertEquals(1, tickets.tickets().size());
        assertTrue(pager.pages().isEmpty());
    }

    @Test
    void aFailureThatComesBackSoonReopensTheIncident() throws InterruptedException {
        acknowledgeAt("10:20");
        List<PlannedFault> twice = new ArrayList<>(outage("0.5", "10:00", "10:30"));
        twice.addAll(outage("0.9", "10:45", "11:30"));

        stand(twice, show());

        assertEquals(List.of("10:34 resolve"), told("resolve").subList(0, 1));
        assertEquals(List.of("10:46 reopen"), told("reopen"));
        assertEquals(Optional.empty(), work.read(stores -> stores.incidents().find(new IncidentId(2))));
    }

    @Test
    void aPlanIsShownAndNothingTouchedWhereNothingCanBeMitigated() throws InterruptedException {
        acknowledgeAt("10:20");

        stand(outage("0.5", "10:00", "10:40"), show());

        assertEquals(List.of(), flags.calls());
        assertTrue(items.stream()
                .filter(item -> item.event() == ShiftItem.Event.TRIAGE)
                .findFirst()
                .flatMap(item -> item.data().text("plan"))
                .orElseThrow()
                .startsWith("fallback, cache, shed, static"));
        assertEquals(IncidentState.RESOLVED, incident().state());
    }

    @Test
    void whatIsToldIsStored() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");
        List<String> missing = new ArrayList<>();

        stand(ports(), plan(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("12:00")), item -> {
            items.add(item);
            item.incident().ifPresent(id -> {
                Incident stored = work.read(stores -> stores.incidents().find(id).orElseThrow());
                if (stored.timeline().stream().noneMatch(event -> event.message().equals(item.message()))) {
                    missing.add(item.message());
                }
            });
        });

        assertEquals(List.of(), missing);
        assertTrue(postmortems.published(Path.of("postmortems/INC-1.md")).isPresent());
        assertEquals(1, evals.published(Path.of("cases.jsonl")).orElseThrow().size());
    }

    @Test
    void whoeverWritesNotesMeanwhileDisturbsNothingAndLosesNothing() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");
        InMemoryUnitOfWork elsewhere = work.another();
        List<String> notes = new ArrayList<>();

        stand(ports(), plan(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("12:00")), item -> {
            items.add(item);
            item.incident().ifPresent(id -> {
                notes.add("about " + item.message());
                new NoteIncident(elsewhere, clock).note(id, "about " + item.message(), Actor.human("bo"));
            });
        });

        assertEquals(IncidentState.RESOLVED, incident().state());
        assertEquals(List.of("not-recovered", "not-recovered", "recovered"), outcomes());
        assertEquals(
                notes,
                incident().facts(Change.Fact.NOTE).stream().map(IncidentEvent::message).toList());
    }

    @Test
    void anIncidentThatAHumanCancelsIsLeftAlone() throws InterruptedException {
        acknowledgeAt("10:20");
        InMemoryUnitOfWork elsewhere = work.another();

        stand(ports(), plan(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("10:45")), item -> {
            items.add(item);
            if (item.event() == ShiftItem.Event.ACK) {
                new CancelIncident(elsewhere, clock)
                        .cancel(item.incident().orElseThrow(), "an exercise", Optional.empty(), Actor.human("bo"));
            }
        });

        assertEquals(IncidentState.CANCELLED, incident().state());
        assertEquals(List.of(), flags.calls());
    }

    @Test
    void aRunStopsWhenAHumanEndsItsIncidentAndWhatIsOnStaysOnTheLedger() throws InterruptedException {
        acknowledgeAt("10:20");
        InMemoryUnitOfWork elsewhere = work.another();

        stand(ports(), plan(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("10:40")), item -> {
            items.add(item);
            if (item.event() == ShiftItem.Event.STEP) {
                new CancelIncident(elsewhere, clock)
                        .cancel(
                                item.incident().orElseThrow(),
                                "an exercise",
                                Optional.of("it goes on until noon"),
                                Actor.human("bo"));
            }
        });

        assertEquals(IncidentState.CANCELLED, incident().state());
        assertEquals(Optional.empty(), work.read(stores -> stores.runs().activeRun(CHAT)));
        assertEquals(applied(), List.of("fallback", "cache"), "the call that was under way is not taken back");
        assertEquals(2, work.read(stores -> stores.runs().activeMitigations(CHAT)).size());
    }

    @Test
    void aShiftThatDiedDuringACallGoesOnAsItWouldHave() throws InterruptedException {
        acknowledgeAt("10:20");
        ShiftPlan plan = plan(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("12:00"));
        DyingMitigation dying = new DyingMitigation(flags, "cache");
        assertThrows(DyingMitigation.Death.class, () -> stand(ports(dying), plan, items::add));

        ShiftPlan rest = plan(List.of(), runbook("fallback", "cache", "shed"), at("12:00"));
        stand(ports(), rest, items::add);

        List<String> outcomes = incident().facts(Change.Fact.STEP).stream()
                .map(event -> event.figures().text("outcome").orElseThrow())
                .toList();
        assertEquals(List.of("not-recovered", "not-recovered", "recovered"), outcomes);
        List<String> keys = flags.calls().stream().map(FakeMitigation.Call::key).toList();
        assertEquals(
                List.of("INC-1.run-1:1:apply:1", "INC-1.run-1:2:apply:1", "INC-1.run-1:3:apply:1"),
                keys,
                "the lost call was seen to have been made, and not made again");
    }

    @Test
    void onlyOneOpenIncidentAndOneTimelineForOneOutage() throws InterruptedException {
        acknowledgeAt("10:20");

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"));

        assertEquals(1, work.read(stores -> stores.incidents().all()).size());
        long detections = incident().timeline().stream()
                .filter(event -> event.change() instanceof Change.Detected)
                .count();
        assertEquals(1, detections);
        assertFalse(incident().acknowledgedAt().isEmpty());
    }
}
