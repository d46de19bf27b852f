package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedWorldTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final FakeClock clock = new FakeClock(NINE);
    private final InMemoryWorldStore store = new InMemoryWorldStore();

    @Test
    void itIsKeptFromTheFirstMomentAsText() {
        SimulatedWorld world = SimulatedWorld.create(clock, 7, store);
        clock.set(NINE.plusSeconds(60));
        world.set(Fault.PROVIDER_OUTAGE, Ratio.of(1, 3));
        world.set(Flag.FALLBACK, ControlState.of("on"));
        world.set(Flag.FALLBACK, ControlState.ABSENT);
        assertEquals(
                Optional.of("{\"version\":1,\"seed\":7,\"startedAt\":\"2026-03-02T09:00:00Z\",\"changes\":["
                        + "{\"at\":\"2026-03-02T09:01:00Z\",\"fault\":\"provider-outage\",\"ratio\":\"1/3\"},"
                        + "{\"at\":\"2026-03-02T09:01:00Z\",\"flag\":\"fallback\",\"value\":\"on\"},"
                        + "{\"at\":\"2026-03-02T09:01:00Z\",\"flag\":\"fallback\"}],\"planned\":[]}"),
                store.get());
    }

    @Test
    void anotherProcessGoesOnWithTheSameWorld() {
        SimulatedWorld world = SimulatedWorld.create(clock, 7, store);
        clock.advance(Duration.ofMinutes(5));
        world.set(Fault.PROVIDER_OUTAGE, Ratio.of(1, 3));
        clock.advance(Duration.ofMinutes(5));
        world.set(Flag.FALLBACK, ControlState.of("on"));
        Optional<String> kept = store.get();

        SimulatedWorld loaded = SimulatedWorld.load(clock, store).orElseThrow();

        assertEquals(world.seed(), loaded.seed());
        assertEquals(world.startedAt(), loaded.startedAt());
        assertEquals(world.conditions(), loaded.conditions());
        assertEquals(kept, store.get());
        clock.advance(Duration.ofMinutes(10));
        for (Sli sli : Sli.values()) {
            Instant from = NINE.minus(Duration.ofHours(1));
            assertEquals(
                    new SimulatedService(world).closedBuckets(sli.sloName(), from, clock.now()),
                    new SimulatedService(loaded).closedBuckets(sli.sloName(), from, clock.now()));
        }
    }

    @Test
    void withoutAKeptWorldThereIsNoneToGoOnWith() {
        assertTrue(SimulatedWorld.load(clock, store).isEmpty());
    }

    @Test
    void aNewWorldTakesThePlaceOfTheOld() {
        SimulatedWorld.create(clock, 7, store).set(Fault.BLIP, Ratio.ONE);
        SimulatedWorld.create(clock, 8, store);
        assertEquals(
                Map.of(),
                SimulatedWorld.load(clock, store).orElseThrow().conditions().faults());
    }

    @Test
    void whatCouldNotBeKeptDidNotHappen() {
        SimulatedWorld world = SimulatedWorld.create(clock, 7, store);
        store.fail(true);
        assertThrows(StoreException.class, () -> world.set(Fault.BLIP, Ratio.ONE));
        assertEquals(Ratio.ZERO, world.conditions().ratio(Fault.BLIP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"version\":2,\"seed\":7,\"startedAt\":\"2026-03-02T09:00:00Z\",\"changes\":[]}",
                "{\"version\":1,\"seed\":7,\"startedAt\":\"nine\",\"changes\":[]}",
                "{\"version\":1,\"seed\":\"x\",\"startedAt\":\"2026-03-02T09:00:00Z\",\"changes\":[]}",
                "{\"version\":1,\"seed\":7,\"startedAt\":\"2026-03-02T09:00:00Z\",\"changes\":[{}]}",
                "{\"version\":1,\"seed\":7,\"startedAt\":\"2026-03-02T09:00:00Z\",\"changes\":["
                        + "{\"at\":\"2026-03-02T09:00:00Z\",\"fault\":\"blip\",\"ratio\":\"1\"}]}",
                "{\"version\":1,\"seed\":7,\"startedAt\":\"2026-03-02T09:00:00Z\",\"changes\":["
                        + "{\"at\":\"2026-03-02T09:00:00Z\",\"fault\":\"flood\",\"ratio\":\"1/1\"}]}"
            })
    void aWorldThatCannotBeReadSaysSo(String text) {
        store.put(text);
        StoreException thrown = assertThrows(StoreException.class, () -> SimulatedWorld.load(clock, store));
        assertTrue(thrown.getMessage().startsWith("the simulated world that was kept cannot be read: "));
    }

    @Test
    void troubleLastsFromTheFirstFaultToTheLast() {
        SimulatedWorld world = SimulatedWorld.create(clock, 7, store);
        assertEquals(Optional.empty(), world.journal().latestTrouble());
        at(1, () -> world.set(Fault.BLIP, Ratio.ONE));
        at(2, () -> world.set(Fault.BLIP, Ratio.ZERO));
        at(10, () -> world.set(Fault.PROVIDER_OUTAGE, Ratio.of("0.3")));
        at(11, () -> world.set(Flag.CACHE, ControlState.of("on")));
        at(12, () -> world.set(Fault.SLOW_LEAK, Ratio.of("0.1")));
        at(13, () -> world.set(Fault.PROVIDER_OUTAGE, Ratio.ZERO));
        Map<Fault, Ratio> both = Map.of(Fault.PROVIDER_OUTAGE, Ratio.of("0.3"), Fault.SLOW_LEAK, Ratio.of("0.1"));
        assertEquals(
                Optional.of(new Journal.Trouble(NINE.plusSeconds(600), Optional.empty(), both)),
                world.journal().latestTrouble());
        at(20, () -> world.set(Fault.SLOW_LEAK, Ratio.ZERO));
        at(21, () -> world.set(Flag.CACHE, ControlState.ABSENT));
        assertEquals(
                Optional.of(new Journal.Trouble(NINE.plusSeconds(600), Optional.of(NINE.plusSeconds(1200)), both)),
                world.journal().latestTrouble());
    }

    private void at(int minute, Runnable action) {
        clock.set(NINE.plusSeconds(60L * minute));
        action.run();
    }
}
