package dev.safeguard.application.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.testkit.FakePager;
import dev.safeguard.application.testkit.FakeTicketTracker;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.oncall.Target;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LadderTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Person ANA = new Person("Ana");
    private static final Person CLEO = new Person("Cleo");

    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final FakePager pager = new FakePager();
    private final FakeTicketTracker tickets = new FakeTicketTracker();
    private final DeliverNotifications delivery = new DeliverNotifications(work, pager, tickets);
    private final EscalationPolicy policy = new EscalationPolicy(
            List.of(level(List.of(ANA)), level(List.of()), level(List.of(CLEO))), 0);
    private final ClimbLadder ladder = new ClimbLadder(new Roster(List.of(), policy));

    @BeforeEach
    void anIncidentThatPages() {
        work.commit(stores -> {
            Figures burn = Figures.NONE.with("tier", "sev1").with("burnLong", Ratio.of("15"), 1);
            stores.incidents()
                    .open(id -> Incident.detected(
                            id,
                            NOON,
                            Actor.ALERTING,
                            new Change.Detected(
                                    new ServiceName("chat"),
                                    new SloName("answers"),
                                    Severity.SEV1,
                                    Optional.empty()),
                            "answers burn",
                            burn));
            stores.escalations().save(Escalation.start("INC-1", policy, 1, NOON));
        });
    }

    @Test
    void theFirstLevelIsPagedAtOnceWithTheFiguresOfTheBurn() {
        climbAt(NOON);

        IncidentEvent page = facts(Change.Fact.PAGE).getFirst();
        assertEquals("page -> Ana (level 1)", page.message());
        assertEquals(Optional.of("sev1"), page.figures().text("tier"));
        assertEquals(Optional.of("Ana"), page.figures().text("target"));
        assertEquals(List.of(), facts(Change.Fact.ESCALATE));
    }

    @Test
    void aLevelWithNobodyIsSkippedAtOnceAndSaid() {
        climbAt(NOON);
        climbAt(NOON.plus(Duration.ofMinutes(5)));

        assertEquals(
                List.of("level 2 has nobody on call and is skipped", "nobody acknowledged in time -> level 3"),
                facts(Change.Fact.ESCALATE).stream().map(IncidentEvent::message).toList());
        assertEquals("page -> Cleo (level 3)", facts(Change.Fact.PAGE).getLast().message());
    }

    @Test
    void beforeTheDelayIsOverNobodyElseIsPaged() {
        climbAt(NOON);
        climbAt(NOON.plus(Duration.ofMinutes(5)).minusMillis(1));

        assertEquals(1, facts(Change.Fact.PAGE).size());
    }

    @Test
    void aPageSaysWhatToDoNext() {
        climbAt(NOON);
        delivery.deliver(NOON);

        String text = pager.pages().getFirst().text();
        assertTrue(text.startsWith("SEV1 INC-1 chat: answers burn"), text);
        assertTrue(text.endsWith("Ana: safeguard incident ack INC-1"), text);
    }

    @Test
    void aPageThatCannotBeHandedOverStaysAndKeepsItsKey() {
        climbAt(NOON);
        pager.failNext(1);

        assertFalse(delivery.deliver(NOON));
        assertTrue(delivery.deliver(NOON.plusSeconds(60)));

        assertEquals(1, pager.pages().size());
        assertEquals(List.of("INC-1:page:2", "INC-1:page:2"), pager.attempts());
    }

    @Test
    void aTicketGoesToTheTrackerAndWakesNobody() {
        work.commit(stores -> stores.outbox()
                .put(new Notification(
                        "answers:ticket:1", Notification.Kind.TICKET, Severity.SEV3, "answers", List.of(), "mild", NOON)));

        delivery.deliver(NOON);

        assertEquals(1, tickets.tickets().size());
        assertEquals(List.of(), pager.pages());
    }

    @Test
    void aClearedAlertPausesTheLadder() {
        climbAt(NOON);
        work.commit(stores -> ladder.pause(stores, new IncidentId(1), NOON));
        climbAt(NOON.plus(Duration.ofHours(1)));

        assertEquals(1, facts(Change.Fact.PAGE).size());
    }

    private static EscalationLevel level(List<Person> people) {
        return new EscalationLevel(new Target.People(people), Duration.ofMinutes(5));
    }

    private void climbAt(Instant at) {
        work.commit(stores -> ladder.climbDue(stores, at, unknown -> Optional.empty()));
    }

    private List<IncidentEvent> facts(Change.Fact fact) {
        return incident().facts(fact);
    }

    private Incident incident() {
        return work.read(stores -> stores.incidents().all().getFirst());
    }
}
