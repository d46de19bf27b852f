package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertStateTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Slo SLO = new Slo(
            new SloName("chat-answers"),
            new ServiceName("chat"),
            "answers",
            Objective.of("0.99"),
            Duration.ofDays(30),
            Duration.ofMinutes(1));
    private static final AlertRule RULE = new AlertRule(
            SLO,
            AlertPolicy.custom(List.of(
                    new BurnTier(
                            "fast", Severity.SEV1, Ratio.of("10"), Window.ofMinutes(60), Window.ofMinutes(5), 1, 0),
                    new BurnTier("slow", Severity.SEV2, Ratio.of("5"), Window.ofHours(6), Window.ofMinutes(30), 1, 0),
                    new BurnTier("mild", Severity.SEV3, Ratio.of("1"), Window.ofDays(3), Window.ofHours(2), 1, 0))));

    private static final Measurement BURNING = measured(50, 100, 5);
    private static final Measurement CALM = measured(0, 100, 5);
    private static final Measurement NO_TRAFFIC = new Measurement.NoTraffic(new Coverage(5, 5));
    private static final Measurement NO_DATA = new Measurement.Unmeasured(new Coverage(0, 5));

    private static final AlertState START = AlertState.initial(SLO.name(), NOON);

    @Nested
    class Latching {

        @Test
        void nothingIsKnownAtFirst() {
            assertEquals(Level.OK, START.level());
            assertEquals(Freshness.BLIND, START.freshness());
            assertEquals(Set.of(), START.latched());
        }

        @Test
        void theHighestTierThatFiresIsTheLevel() {
            AlertState state = after(START, 1, Map.of(5L, BURNING, 60L, BURNING, 30L, BURNING, 360L, BURNING));

            assertEquals(Level.SEV1, state.level());
            assertEquals(Set.of("fast", "slow"), state.latched());
            assertEquals(minute(1), state.since());
        }

        @Test
        void aLevelKeepsTheTimeAtWhichItWasReached() {
            AlertState raised = after(START, 1, fast(BURNING));
            AlertState held = after(raised, 2, fast(BURNING));

            assertEquals(minute(1), held.since());
            assertEquals(minute(2), held.asOf());
        }

        @Test
        void fallsToWhatStillFires() {
            AlertState both = after(START, 1, Map.of(5L, BURNING, 60L, BURNING, 30L, BURNING, 360L, BURNING));
            AlertState one = after(both, 2, Map.of(5L, CALM, 60L, BURNING, 30L, BURNING, 360L, BURNING));

            assertEquals(Level.SEV2, one.level());
            assertEquals(minute(2), one.since());
            assertEquals(Set.of("fast"), one.clearedSince(both));
            assertEquals(Set.of(), both.clearedSince(one));
        }

        @Test
        void clearsAtOnceOnMeasuredCalm() {
            AlertState calm = after(after(START, 1, fast(BURNING)), 2, fast(CALM));

            assertEquals(Level.OK, calm.level());
            assertEquals(minute(2), calm.since());
        }

        @ParameterizedTest
        @CsvSource({"1, SEV1", "3, SEV1", "4, OK", "5, OK"})
        void clearsOnlyWhenTheShortWindowIsFourFifthsCovered(int present, Level level) {
            AlertState raised = after(START, 1, fast(BURNING));

            assertEquals(
                    level, after(raised, 2, fast(measured(0, 100, present))).level());
        }

        @Test
        void silenceNeverClears() {
            AlertState raised = after(START, 1, fast(BURNING));
            AlertState silent = after(raised, 2, fast(NO_TRAFFIC));
            AlertState missing = after(silent, 3, fast(NO_DATA));
            AlertState lost = after(missing, 4, Map.of(5L, NO_DATA, 60L, NO_DATA));

            assertEquals(Level.SEV1, silent.level());
            assertEquals(Level.SEV1, missing.level());
            assertEquals(Level.SEV1, lost.level());
            assertEquals(minute(1), lost.since());
        }

        @Test
        void silenceNeverRaises() {
            assertEquals(
                    Level.OK,
                    after(START, 1, Map.of(5L, NO_DATA, 60L, NO_TRAFFIC)).level());
        }

        @ParameterizedTest
        @CsvSource({"1", "2", "3"})
        void partialCoverageNeverBlocksARise(int present) {
            Measurement partial = measured(50, 100, present);

            assertEquals(
                    Level.SEV1,
                    after(START, 1, Map.of(5L, partial, 60L, partial)).level());
        }

        @Test
        void aTierHeldBySilenceDoesNotBlockAHigherOne() {
            AlertState slow = after(START, 1, Map.of(5L, CALM, 60L, CALM, 30L, BURNING, 360L, BURNING));
            AlertState fast = after(slow, 2, Map.of(5L, BURNING, 60L, BURNING, 30L, NO_DATA, 360L, BURNING));

            assertEquals(Level.SEV1, fast.level());
            assertEquals(Set.of("fast", "slow"), fast.latched());
        }

        @Test
        void aTierThatThePolicyNoLongerHasIsForgotten() {
            AlertState old =
                    new AlertState(SLO.name(), Level.SEV1, new TreeSet<>(Set.of("gone")), Freshness.FRESH, NOON, NOON);

            assertEquals(Level.OK, after(old, 1, fast(CALM)).level());
        }

        @Test
        void aTicketTierAloneIsATicket() {
            AlertState state = after(START, 1, Map.of(120L, BURNING, 4320L, BURNING));

            assertEquals(Level.SEV3, state.level());
            assertEquals(Response.TICKET, state.level().severity().orElseThrow().response());
        }
    }

    @Nested
    class HowFreshTheDataIs {

        @ParameterizedTest
        @CsvSource({
            "PT0S, FRESH",
            "PT4M59S, FRESH",
            "PT5M, STALE",
            "PT14M59S, STALE",
            "PT15M, BLIND",
            "PT48H, BLIND",
            "PT-1M, FRESH"
        })
        void dataGrowsStaleAfterFiveMinutesAndBlindAfterFifteen(Duration age, Freshness freshness) {
            Alert alert = evaluate(1, fast(CALM), Optional.of(minute(1).minus(age)));

            assertEquals(freshness, START.next(alert, RULE.policy()).freshness());
        }

        @Test
        void withoutDataItIsBlind() {
            Alert alert = evaluate(1, fast(NO_DATA), Optional.empty());

            assertEquals(Freshness.BLIND, START.next(alert, RULE.policy()).freshness());
        }

        @Test
        void itNeverChangesTheLevel() {
            AlertState raised = after(START, 1, fast(BURNING));

            AlertState blind = raised.next(evaluate(30, fast(NO_DATA), Optional.of(NOON)), RULE.policy());
            assertEquals(Freshness.BLIND, blind.freshness());
            assertEquals(Level.SEV1, blind.level());

            AlertState blindAndRising = START.next(evaluate(30, fast(BURNING), Optional.empty()), RULE.policy());
            assertEquals(Level.SEV1, blindAndRising.level());
        }
    }

    @Test
    void aLevelAndItsLatchedTiersCannotContradictEachOther() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> new AlertState(SLO.name(), Level.SEV1, new TreeSet<>(), Freshness.FRESH, NOON, NOON));

        assertEquals("level sev1 contradicts the latched tiers [] of chat-answers", refused.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new AlertState(SLO.name(), Level.OK, new TreeSet<>(Set.of("fast")), Freshness.FRESH, NOON, NOON));
    }

    @Test
    void anAlertNamesTheMostSevereTierThatFires() {
        Alert alert = evaluate(1, Map.of(5L, BURNING, 60L, BURNING, 30L, BURNING, 360L, BURNING), Optional.of(NOON));

        assertEquals(Optional.of(alert.reading("fast")), alert.highestFiring());
        assertEquals(
                Optional.empty(), evaluate(1, fast(CALM), Optional.of(NOON)).highestFiring());
        var refused = assertThrows(IllegalArgumentException.class, () -> alert.reading("quick"));
        assertEquals("no tier named quick", refused.getMessage());
    }

    private static AlertState after(AlertState before, int minute, Map<Long, Measurement> byMinutes) {
        return before.next(evaluate(minute, byMinutes, Optional.of(minute(minute))), RULE.policy());
    }

    /** Windows that are not named are calm. */
    private static Alert evaluate(int minute, Map<Long, Measurement> byMinutes, Optional<Instant> newestDataEnd) {
        return Alert.evaluate(
                RULE,
                window -> byMinutes.getOrDefault(window.length().toMinutes(), CALM),
                minute(minute),
                newestDataEnd);
    }

    /** The long window of the fast tier burns; its short window is this. */
    private static Map<Long, Measurement> fast(Measurement shorter) {
        return Map.of(5L, shorter, 60L, BURNING);
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static Measurement measured(long bad, long total, int present) {
        return new Measurement.Measured(new EventCounts(total - bad, total), new Coverage(present, 5));
    }
}
