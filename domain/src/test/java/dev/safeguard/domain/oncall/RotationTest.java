package dev.safeguard.domain.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Madrid is an hour ahead of UTC in winter and two in summer. In 2026 it goes forward on 29 March, when 02:00 becomes
 * 03:00 (01:00 UTC), and back on 25 October, when 03:00 becomes 02:00 (01:00 UTC).
 */
class RotationTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Person ANA = new Person("ana");
    private static final Person BO = new Person("bo");
    private static final Person CLEO = new Person("cleo");

    @Nested
    class Weeks {

        private final Rotation weekly = rotation("2026-01-05T09:00", "1w");

        @ParameterizedTest
        @CsvSource({
            "2026-01-05T08:00:00Z, ana",
            "2026-01-12T07:59:59Z, ana",
            "2026-01-12T08:00:00Z, bo",
            "2026-01-19T08:00:00Z, cleo",
            "2026-01-26T08:00:00Z, ana",
            "2026-12-28T08:00:00Z, ana"
        })
        void peopleTakeTurns(Instant at, String person) {
            assertOnCall(person, weekly, at);
        }

        @Test
        void nobodyIsOnCallBeforeTheStart() {
            assertEquals(Optional.empty(), weekly.onCallAt(Instant.parse("2026-01-05T07:59:59Z")));
            assertEquals(Optional.empty(), weekly.onCallAt(Instant.EPOCH));
        }

        @ParameterizedTest
        @CsvSource({
            "11, 2026-03-23T08:00:00Z",
            "12, 2026-03-30T07:00:00Z",
            "41, 2026-10-19T07:00:00Z",
            "42, 2026-10-26T08:00:00Z"
        })
        void theHandoffStaysAtNineOnTheClockOnTheWall(long n, Instant handoff) {
            assertEquals(handoff, weekly.handoff(n));
        }

        @Test
        void theWeeksOfTheChangesAreAnHourShorterAndLonger() {
            assertEquals(Duration.ofHours(7 * 24 - 1), Duration.between(weekly.handoff(11), weekly.handoff(12)));
            assertEquals(Duration.ofHours(7 * 24 + 1), Duration.between(weekly.handoff(41), weekly.handoff(42)));
        }
    }

    @Nested
    class Days {

        private final Rotation daily = rotation("2026-03-27T02:30", "1d");

        @Test
        void aHandoffInsideTheGapMovesToTheFirstValidInstant() {
            // 02:30 does not exist on 29 March: the hand goes from 02:00 to 03:00.
            assertEquals(Instant.parse("2026-03-28T01:30:00Z"), daily.handoff(1));
            assertEquals(Instant.parse("2026-03-29T01:00:00Z"), daily.handoff(2));
            assertEquals(Instant.parse("2026-03-30T00:30:00Z"), daily.handoff(3));
            assertOnCall("bo", daily, Instant.parse("2026-03-29T00:59:59Z"));
            assertOnCall("cleo", daily, Instant.parse("2026-03-29T01:00:00Z"));
        }

        @Test
        void aHandoffInsideTheOverlapTakesTheEarlierOffset() {
            Rotation october = rotation("2026-10-24T02:30", "1d");

            // 02:30 happens twice on 25 October: at 00:30 UTC in summer time and an hour later in winter time.
            assertEquals(Instant.parse("2026-10-25T00:30:00Z"), october.handoff(1));
            assertEquals(Instant.parse("2026-10-26T01:30:00Z"), october.handoff(2));
            assertOnCall("ana", october, Instant.parse("2026-10-25T00:29:59Z"));
            assertOnCall("bo", october, Instant.parse("2026-10-25T00:30:00Z"));
            assertOnCall("bo", october, Instant.parse("2026-10-25T01:30:00Z"));
        }

        @Test
        void aStartInsideTheGapIsItsFirstValidInstant() {
            Rotation fromTheGap = rotation("2026-03-29T02:15", "1d");

            assertEquals(Optional.empty(), fromTheGap.onCallAt(Instant.parse("2026-03-29T00:59:59Z")));
            assertOnCall("ana", fromTheGap, Instant.parse("2026-03-29T01:00:00Z"));
        }
    }

    @Nested
    class Hours {

        @Test
        void aShiftThatLosesItsWholeLengthInTheGapVanishes() {
            Rotation hourly = rotation("2026-03-29T00:00", "1h");

            // 00:00 ana, 01:00 bo, 02:00 cleo (gone), 03:00 ana, 04:00 bo.
            assertOnCall("ana", hourly, Instant.parse("2026-03-28T23:00:00Z"));
            assertOnCall("bo", hourly, Instant.parse("2026-03-29T00:00:00Z"));
            assertOnCall("bo", hourly, Instant.parse("2026-03-29T00:59:59Z"));
            assertOnCall("ana", hourly, Instant.parse("2026-03-29T01:00:00Z"));
            assertOnCall("bo", hourly, Instant.parse("2026-03-29T02:00:00Z"));
            assertEquals(hourly.handoff(2), hourly.handoff(3));
        }

        @Test
        void aShiftInTheOverlapLastsTwice() {
            Rotation hourly = rotation("2026-10-25T00:00", "1h");

            // 02:00 begins at 00:00 UTC and 03:00 at 02:00 UTC.
            assertOnCall("bo", hourly, Instant.parse("2026-10-24T23:59:59Z"));
            assertOnCall("cleo", hourly, Instant.parse("2026-10-25T00:00:00Z"));
            assertOnCall("cleo", hourly, Instant.parse("2026-10-25T01:59:59Z"));
            assertOnCall("ana", hourly, Instant.parse("2026-10-25T02:00:00Z"));
        }

        @Test
        void theHandsStayWhereTheyAreOnTheWall() {
            Rotation twelve = rotation("2026-03-28T08:00", "12h");

            assertEquals(Instant.parse("2026-03-28T19:00:00Z"), twelve.handoff(1));
            assertEquals(Instant.parse("2026-03-29T06:00:00Z"), twelve.handoff(2));
            assertEquals(Instant.parse("2026-03-29T18:00:00Z"), twelve.handoff(3));
        }
    }

    @Nested
    class Months {

        private final Rotation monthly = rotation("2026-01-31T09:00", "1mo");

        @ParameterizedTest
        @CsvSource({
            "1, 2026-02-28T08:00:00Z",
            "2, 2026-03-31T07:00:00Z",
            "3, 2026-04-30T07:00:00Z",
            "12, 2027-01-31T08:00:00Z",
            "25, 2028-02-29T08:00:00Z"
        })
        void stepFromTheStartAndNotFromOneAnother(long n, Instant handoff) {
            assertEquals(handoff, monthly.handoff(n));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-02-28T07:59:59Z, ana",
            "2026-02-28T08:00:00Z, bo",
            "2026-03-31T06:59:59Z, bo",
            "2026-03-31T07:00:00Z, cleo",
            "2026-04-30T07:00:00Z, ana"
        })
        void changeHandsOnTheLastDayWhereThereIsNoThirtyFirst(Instant at, String person) {
            assertOnCall(person, monthly, at);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid, 29",
        "America/New_York, 8",
        "Australia/Lord_Howe, 4",
        "Pacific/Chatham, 5",
        "Africa/Casablanca, 15",
        "Pacific/Apia, 30",
        "UTC, 1"
    })
    void whoeverWasHandedItLastIsOnCall(ZoneId zone, long seed) {
        Random random = new Random(seed);
        String[] lengths = {"1h", "2h", "5h", "12h", "1d", "3d", "1w", "1mo"};
        for (int draw = 0; draw < 60; draw++) {
            ShiftLength shift = ShiftLength.of(lengths[random.nextInt(lengths.length)]);
            LocalDateTime start = shortlyBeforeAChange(zone, random);
            Rotation rotation = new Rotation("primary", List.of(ANA, BO, CLEO), start, shift, zone);
            List<Instant> handoffs = handoffs(start, shift, zone);
            long span = Duration.between(handoffs.getFirst(), handoffs.getLast()).toSeconds();
            for (int i = 0; i < 200; i++) {
                Instant at = handoffs.getFirst().plusSeconds(random.nextLong(span));
                long handedOver = handoffs.stream()
                        .filter(handoff -> !handoff.isAfter(at))
                        .count();
                assertEquals(
                        Optional.of(rotation.people().get((int) ((handedOver - 1) % 3))),
                        rotation.onCallAt(at),
                        () -> "seed " + seed + ": " + rotation + " at " + at);
            }
        }
    }

    /** On a quarter of an hour, up to two days before the clocks of the zone are changed, where they ever are. */
    private static LocalDateTime shortlyBeforeAChange(ZoneId zone, Random random) {
        Instant any = Instant.parse("2011-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(15 * 365)));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        LocalDateTime local =
                change == null ? LocalDateTime.ofInstant(any, zone) : change.getDateTimeBefore();
        return local.minusMinutes(15L * random.nextInt(2 * 96));
    }

    /** An independent reading of the rule: the first instant at which the clock on the wall shows at least this. */
    private static Instant firstInstantShowing(LocalDateTime local, ZoneId zone) {
        Instant instant = local.toInstant(ZoneOffset.UTC).minus(Duration.ofHours(30));
        while (LocalDateTime.ofInstant(instant, zone).isBefore(local)) {
            instant = instant.plus(Duration.ofMinutes(15));
        }
        return instant;
    }

    private static List<Instant> handoffs(LocalDateTime start, ShiftLength shift, ZoneId zone) {
        List<Instant> handoffs = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            LocalDateTime local = switch (shift.unit()) {
                case HOURS -> start.plusHours((long) n * shift.amount());
                case DAYS -> start.plusDays((long) n * shift.amount());
                case WEEKS -> start.plusWeeks((long) n * shift.amount());
                case MONTHS -> start.plusMonths((long) n * shift.amount());
            };
            handoffs.add(firstInstantShowing(local, zone));
        }
        assertTrue(handoffs.getLast().isAfter(handoffs.getFirst()));
        return handoffs;
    }

    @Test
    void aRotationNeedsANameAndPeople() {
        LocalDateTime start = LocalDateTime.parse("2026-01-05T09:00");
        ShiftLength week = ShiftLength.of("1w");

        var nobody = assertThrows(
                IllegalArgumentException.class, () -> new Rotation("primary", List.of(), start, week, MADRID));
        assertEquals("rotation primary has nobody in it", nobody.getMessage());
        var nameless =
                assertThrows(IllegalArgumentException.class, () -> new Rotation("", List.of(ANA), start, week, MADRID));
        assertEquals("a rotation needs a name", nameless.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "12h, 12, HOURS",
        "1d, 1, DAYS",
        "2w, 2, WEEKS",
        "1mo, 1, MONTHS",
        "' 3d ', 3, DAYS",
        "9999h, 9999, HOURS"
    })
    void aShiftIsReadAsItIsWritten(String text, int amount, ShiftLength.Unit unit) {
        assertEquals(new ShiftLength(amount, unit), ShiftLength.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0d", "-1d", "1", "d", "1m", "1y", "1.5d", "1D", "10000h"})
    void anythingElseIsNoShift(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> ShiftLength.of(text));

        assertEquals("a shift is written 12h, 1d, 2w or 1mo, was \"" + text + "\"", refused.getMessage());
    }

    private static Rotation rotation(String start, String shift) {
        return new Rotation(
                "primary", List.of(ANA, BO, CLEO), LocalDateTime.parse(start), ShiftLength.of(shift), MADRID);
    }

    private static void assertOnCall(String person, Rotation rotation, Instant at) {
        assertEquals(Optional.of(new Person(person)), rotation.onCallAt(at), at.toString());
    }
}
