package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole histories, minute by minute: when a tier begins to hold, and when it ceases to. */
class DetectionTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAY = 24 * 60;
    private static final int HOUR = 60;

    @Test
    void aTenMinuteOutageHoldsTheFastTierFromOneMinuteAfterItsStartUntilFourAfterItsEnd() {
        int start = 3 * DAY + 14 * HOUR;
        int end = start + 10;
        // 1,000 requests a minute, one in 5,000 of them bad: 0.02 %.
        List<Boundary> history = evaluate(
                "0.999",
                start + DAY,
                minute -> minute >= start && minute < end
                        ? counts(1_000, 1_000)
                        : counts(minute % 5 == 0 ? 1 : 0, 1_000));

        assertEquals(List.of(start + 1, end + 4), firstAndLast(history, "sev1"));
        assertEquals(List.of(start + 3, end + 29), firstAndLast(history, "sev2"));
        assertEquals(List.of(start + 4, end + 6 * HOUR - 1), firstAndLast(history, "sev3"));

        assertEquals(Level.OK, history.get(start).state().level());
        assertEquals(Level.SEV1, history.get(start + 1).state().level());
        assertEquals(Level.SEV1, history.get(end + 4).state().level());
        assertEquals(Level.SEV2, history.get(end + 5).state().level());
        assertEquals(Level.SEV2, history.get(end + 29).state().level());
        assertEquals(Level.SEV3, history.get(end + 30).state().level());
        assertEquals(Level.OK, history.get(end + 6 * HOUR).state().level());
    }

    @Test
    void halfFailingAtNinetyNinePerCentPagesInMinuteEighteen() {
        int start = 2 * HOUR;
        List<Boundary> history =
                evaluate("0.99", start + HOUR, minute -> minute < start ? counts(0, 1_000) : counts(500, 1_000));

        assertFalse(history.get(start + 17).alert().reading("sev1").firing());
        TierReading reading = history.get(start + 18).alert().reading("sev1");
        assertEquals("burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x", reading.sentence());
        assertEquals(start + 18, firstAndLast(history, "sev1").getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.76", "0.8", "0.9", "0.95", "0.96"})
    void totalFailureOfALowObjectivePagesInSixteenMinutesAndHalfFailingInSixtyOne(String objective) {
        int start = 3 * HOUR;
        List<Boundary> total =
                evaluate(objective, start + 2 * HOUR, minute -> minute < start ? counts(0, 100) : counts(100, 100));
        List<Boundary> half =
                evaluate(objective, start + 2 * HOUR, minute -> minute < start ? counts(0, 100) : counts(50, 100));

        assertEquals(start + 16, firstPage(total));
        assertEquals(Level.SEV1, total.get(start + 16).state().level());
        assertEquals(start + 61, firstPage(half));
        assertEquals(Level.SEV2, half.get(start + 61).state().level());
    }

    @ParameterizedTest
    @CsvSource({"0.999, 1", "0.99, 1", "0.97, 3", "0.995, 2"})
    void aConstantErrorRatioIsDetectedWhenTheFormulaSaysSo(Objective objective, long seed) {
        Random random = new Random(seed);
        long total = 1_000_000;
        BurnTier fast =
                AlertPolicy.builtIn(objective, Duration.ofDays(30)).tiers().getFirst();
        for (int draw = 0; draw < 40; draw++) {
            Ratio least = fast.factor().times(objective.errorBudget());
            long bad =
                    random.nextLong(least.times(Ratio.of(total, 1)).toDecimal(0).longValueExact() + 1, total + 1);
            // (1 - objective) / error ratio x long x factor
            Ratio detection = objective
                    .errorBudget()
                    .dividedBy(Ratio.of(bad, total))
                    .times(Ratio.of(HOUR, 1))
                    .times(fast.factor());
            int firstBoundaryAfterIt =
                    detection.numerator().divide(detection.denominator()).intValueExact() + 1;

            List<Boundary> history = evaluate(
                    objective.toString(), 2 * HOUR, minute -> minute < HOUR ? counts(0, total) : counts(bad, total));

            assertEquals(
                    HOUR + firstBoundaryAfterIt,
                    firstAndLast(history, "sev1").getFirst(),
                    () -> "seed " + seed + ": " + bad + " of " + total + " bad at " + objective);
        }
    }

    @Test
    void aSourceThatFallsSilentInAnOutageDoesNotClearIt() {
        int start = 2 * HOUR;
        // The outage ends, and so does the data, in minute 10; in minute 40 the source is back.
        List<Boundary> history = evaluate("0.999", start + 2 * HOUR, minute -> {
            if (minute >= start + 10 && minute < start + 40) {
                return Optional.empty();
            }
            return minute >= start && minute < start + 10 ? counts(1_000, 1_000) : counts(0, 1_000);
        });

        for (int minute = 1; minute < 44; minute++) {
            assertEquals(Level.SEV1, history.get(start + minute).state().level(), "minute " + minute);
        }
        assertEquals(Freshness.FRESH, history.get(start + 14).state().freshness());
        assertEquals(Freshness.STALE, history.get(start + 15).state().freshness());
        assertEquals(Freshness.STALE, history.get(start + 24).state().freshness());
        assertEquals(Freshness.BLIND, history.get(start + 25).state().freshness());
        assertEquals(Freshness.FRESH, history.get(start + 41).state().freshness());
        // Four of five minutes are 80 % of the fast tier's short window; the slow tier asks for 24 of 30.
        assertEquals(Level.SEV2, history.get(start + 44).state().level());
        assertEquals(Level.SEV2, history.get(start + 63).state().level());
        assertEquals(Level.SEV3, history.get(start + 64).state().level());
    }

    /** What was decided at the boundary that ends this many minutes. */
    private record Boundary(Alert alert, AlertState state) {}

    private static List<Boundary> evaluate(String objective, int minutes, IntFunction<Optional<EventCounts>> history) {
        Slo slo = new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers",
                Objective.of(objective),
                Duration.ofDays(30),
                Duration.ofMinutes(1));
        AlertRule rule = AlertRule.builtIn(slo);
        AlertEngine engine = new AlertEngine(rule, MIDNIGHT);
        engine.watch(rule);
        Optional<Instant> newestDataEnd = Optional.empty();
        AlertState state = AlertState.initial(slo.name(), MIDNIGHT);
        List<Boundary> boundaries = new ArrayList<>();
        for (int minute = 0; minute <= minutes; minute++) {
            Instant boundary = MIDNIGHT.plus(Duration.ofMinutes(minute));
            if (minute > 0) {
                engine.close(AlertEngine.Listener.NONE);
            }
            Alert alert = engine.alert(0, newestDataEnd);
            state = state.next(alert, rule.policy());
            assertEquals(engine.level(0), state.level());
            boundaries.add(new Boundary(alert, state));
            Optional<EventCounts> counts = history.apply(minute);
            if (counts.isPresent()) {
                engine.put(
                        0,
                        boundary.getEpochSecond(),
                        counts.get().good(),
                        counts.get().total());
                newestDataEnd = Optional.of(boundary.plus(slo.resolution()));
            }
        }
        return boundaries;
    }

    private static List<Integer> firstAndLast(List<Boundary> history, String tier) {
        Map<String, List<Integer>> firing = new LinkedHashMap<>();
        for (int minute = 0; minute < history.size(); minute++) {
            if (history.get(minute).alert().reading(tier).firing()) {
                firing.computeIfAbsent(tier, ignored -> new ArrayList<>()).add(minute);
            }
        }
        List<Integer> minutes = firing.getOrDefault(tier, List.of(-1));
        assertEquals(minutes.getLast() - minutes.getFirst() + 1, minutes.size(), tier + " holds without a break");
        return List.of(minutes.getFirst(), minutes.getLast());
    }

    private static int firstPage(List<Boundary> history) {
        for (int minute = 0; minute < history.size(); minute++) {
            if (history.get(minute).state().level().isPage()) {
                return minute;
            }
        }
        return -1;
    }

    private static Optional<EventCounts> counts(long bad, long total) {
        return Optional.of(new EventCounts(total - bad, total));
    }
}
