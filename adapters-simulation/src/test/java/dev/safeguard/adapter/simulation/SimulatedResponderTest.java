package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.Responder.Decision.Acknowledge;
import dev.safeguard.application.port.Responder.Decision.CauseRemoved;
import dev.safeguard.application.port.Responder.Decision.StillOnIt;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.application.testkit.ResponderContract;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.postmortem.Blamelessness;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulatedResponderTest extends ResponderContract {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Person ANA = new Person("Ana");
    private static final Person BO = new Person("Bo");
    private static final String CAUSE = "the model provider failed half of all calls; it answers again";

    private final FakeClock clock = new FakeClock(NINE);
    private final InMemoryWorldStore store = new InMemoryWorldStore();
    private final SimulatedWorld world = SimulatedWorld.create(clock, 7, store);
    private final SimulatedResponder responder = SimulatedResponder.lookingAfter(world, clock);

    @Override
    protected Responder responder() {
        return responder;
    }

    @Override
    protected Instant now() {
        return NINE;
    }

    @Override
    protected Instant provoke() {
        page("INC-1:1", Severity.SEV1, ANA);
        return minute(2);
    }

    @Test
    void theFirstPersonPagedAcknowledgesAfterTwoMinutesOrSix() {
        page("INC-1:1", Severity.SEV1, ANA, BO);
        assertEquals(Optional.of(minute(2)), responder.nextAt());
        assertEquals(List.of(new Acknowledge("INC-1", ANA)), responder.decisionsUntil(minute(2)));
        allClear("INC-1");

        page("INC-2:1", Severity.SEV2, BO);
        assertEquals(Optional.of(minute(6)), responder.nextAt());
        assertEquals(List.of(new Acknowledge("INC-2", BO)), responder.decisionsUntil(minute(10)));
    }

    @Test
    void whoIsOnItSaysSoEvery25MinutesUntilTheAllClear() {
        page("INC-1:1", Severity.SEV1, ANA);
        assertEquals(List.of(new Acknowledge("INC-1", ANA)), responder.decisionsUntil(minute(2)));
        assertEquals(Optional.of(minute(27)), responder.nextAt());
        assertEquals(
                List.of(new StillOnIt("INC-1", ANA), new StillOnIt("INC-1", ANA)),
                responder.decisionsUntil(minute(60)));
        allClear("INC-1");
        assertEquals(Optional.empty(), responder.nextAt());
    }

    @Test
    void aSubjectIsAcknowledgedOnceUntilItIsPagedAgain() {
        page("INC-1:1", Severity.SEV1, ANA);
        clock.set(minute(1));
        page("INC-1:2", Severity.SEV1, BO);
        assertEquals(List.of(new Acknowledge("INC-1", ANA)), responder.decisionsUntil(minute(10)));
        allClear("INC-1");
        clock.set(minute(40));
        page("INC-1:2", Severity.SEV1, BO);
        assertEquals(Optional.empty(), responder.nextAt());
        page("INC-1:3", Severity.SEV1, BO);
        assertEquals(List.of(new Acknowledge("INC-1", BO)), responder.decisionsUntil(minute(42)));
    }

    @Test
    void aPageToNobodyIsAcknowledgedByNobody() {
        page("INC-1:1", Severity.SEV1);
        assertEquals(Optional.empty(), responder.nextAt());
    }

    @Test
    void nobodyAcknowledgesAfterTheAllClear() {
        page("INC-1:1", Severity.SEV1, ANA);
        allClear("INC-1");
        assertEquals(Optional.empty(), responder.nextAt());
    }

    @Test
    void whoAcknowledgedLastFindsTheCauseGoneFiveMinutesAfterIt() {
        outage(60, 120);
        page(78, "INC-1:1", ANA);
        assertEquals(List.of(new Acknowledge("INC-1", ANA)), responder.decisionsUntil(minute(80)));
        page(100, "INC-1:2", BO);
        assertEquals(List.of(new Acknowledge("INC-1", BO)), responder.decisionsUntil(minute(102)));
        allClear("INC-1");

        clock.set(minute(120));
        assertEquals(Optional.of(minute(125)), responder.nextAt());
        assertEquals(List.of(), responder.decisionsUntil(minute(124)));
        assertEquals(List.of(new CauseRemoved(CAUSE, BO)), responder.decisionsUntil(minute(125)));
        assertEquals(Optional.empty(), responder.nextAt());
    }

    @Test
    void aLateAcknowledgementFindsItAtOnce() {
        outage(60, 79);
        page(78, "INC-1:1", ANA);
        assertEquals(
                List.of(new Acknowledge("INC-1", ANA), new CauseRemoved(CAUSE, ANA)),
                responder.decisionsUntil(minute(85)));
        allClear("INC-1");

        outage(200, 201);
        page(210, "INC-3:1", BO);
        assertEquals(
                List.of(new Acknowledge("INC-3", BO), new CauseRemoved(CAUSE, BO)),
                responder.decisionsUntil(minute(212)));
    }

    @Test
    void nobodyLooksIntoWhatNobodyWasPagedFor() {
        outage(10, 20);
        page(15, "INC-1:1", ANA);
        assertEquals(2, responder.decisionsUntil(minute(25)).size());
        allClear("INC-1");
        outage(60, 62);
        clock.set(minute(200));
        assertEquals(Optional.empty(), responder.nextAt());
    }

    @Test
    void theCauseIsNotGoneWhileAnotherFaultIsThere() {
        at(60, Fault.PROVIDER_OUTAGE, "0.5");
        page(78, "INC-1:1", ANA);
        assertEquals(1, responder.decisionsUntil(minute(80)).size());
        allClear("INC-1");
        at(90, Fault.SLOW_LEAK, "0.04");
        at(120, Fault.PROVIDER_OUTAGE, "0");
        assertEquals(Optional.empty(), responder.nextAt());
        at(130, Fault.SLOW_LEAK, "0");
        assertEquals(
                List.of(new CauseRemoved(
                        CAUSE + "; and the gateway leaked connections, so that 4 % of all answers timed out;"
                                + " it closes them now",
                        ANA)),
                responder.decisionsUntil(minute(135)));
    }

    @Test
    void aFaultThatComesBackIsNotGone() {
        outage(60, 120);
        page(78, "INC-1:1", ANA);
        assertEquals(1, responder.decisionsUntil(minute(80)).size());
        allClear("INC-1");
        at(123, Fault.PROVIDER_OUTAGE, "0.5");
        assertEquals(List.of(), responder.decisionsUntil(minute(130)));
        at(140, Fault.PROVIDER_OUTAGE, "0");
        assertEquals(List.of(new CauseRemoved(CAUSE, ANA)), responder.decisionsUntil(minute(145)));
    }

    @Test
    void afterARestartItIsFoundOutAgain() {
        outage(60, 120);
        clock.set(minute(200));
        SimulatedResponder restarted = restart();
        assertEquals(Optional.of(minute(205)), restarted.nextAt());
        assertEquals(List.of(new CauseRemoved(CAUSE, new Person("responder"))), restarted.decisionsUntil(minute(205)));
        assertEquals(Optional.empty(), restarted.nextAt());
    }

    @Test
    void afterARestartInTheMiddleOfTroubleItIsFoundOutAfterItsEnd() {
        at(60, Fault.PROVIDER_OUTAGE, "0.5");
        clock.set(minute(90));
        SimulatedResponder restarted = restart();
        assertEquals(Optional.empty(), restarted.nextAt());
        SimulatedWorld loaded = SimulatedWorld.load(clock, store).orElseThrow();
        SimulatedResponder again = SimulatedResponder.lookingAfter(loaded, clock);
        clock.set(minute(120));
        loaded.set(Fault.PROVIDER_OUTAGE, Ratio.ZERO);
        again.page(notification("INC-1:7", Severity.SEV1, ANA));
        assertEquals(
                List.of(new Acknowledge("INC-1", ANA), new CauseRemoved(CAUSE, ANA)),
                again.decisionsUntil(minute(125)));
    }

    @Test
    void aRecordedHistoryIsOnlyAcknowledged() {
        SimulatedResponder recorded = SimulatedResponder.acknowledgingOnly(clock);
        recorded.page(notification("INC-1:1", Severity.SEV1, ANA));
        assertEquals(List.of(new Acknowledge("INC-1", ANA)), recorded.decisionsUntil(minute(20)));
    }

    @ParameterizedTest
    @EnumSource
    void noCauseBlamesAnybody(Fault fault) {
        String cause = fault.cause(Ratio.of("0.3"));
        assertEquals(List.of(), Blamelessness.check(cause, List.of("Ana", "Bo")));
        assertEquals(
                Fault.values().length,
                Arrays.stream(Fault.values())
                        .map(other -> other.cause(Ratio.ONE))
                        .distinct()
                        .count());
    }

    private SimulatedResponder restart() {
        return SimulatedResponder.lookingAfter(SimulatedWorld.load(clock, store).orElseThrow(), clock);
    }

    private void outage(int from, int until) {
        at(from, Fault.PROVIDER_OUTAGE, "0.5");
        Instant now = clock.now();
        at(until, Fault.PROVIDER_OUTAGE, "0");
        clock.set(now);
    }

    private void at(int minute, Fault fault, String ratio) {
        clock.set(minute(minute));
        world.set(fault, Ratio.of(ratio));
    }

    private void page(int minute, String key, Person... people) {
        clock.set(minute(minute));
        page(key, Severity.SEV1, people);
    }

    private void page(String key, Severity severity, Person... people) {
        responder.page(notification(key, severity, people));
    }

    private void allClear(String subject) {
        responder.page(new Notification(
                subject + ":clear:" + clock.now(),
                Notification.Kind.ALL_CLEAR,
                Severity.SEV1,
                subject,
                List.of(ANA),
                "answers are back",
                clock.now()));
    }

    private Notification notification(String key, Severity severity, Person... people) {
        String subject = key.substring(0, key.indexOf(':'));
        return new Notification(
                key,
                Notification.Kind.PAGE,
                severity,
                subject,
                List.of(people),
                "half of all answers fail",
                clock.now());
    }

    private static Instant minute(int minute) {
        return NINE.plusSeconds(60L * minute);
    }
}
