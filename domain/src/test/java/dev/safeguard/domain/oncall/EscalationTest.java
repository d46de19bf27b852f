package dev.safeguard.domain.oncall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Level 1 has five minutes to answer, level 2 ten and level 3 fifteen. */
class EscalationTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Person ANA = new Person("ana");
    private static final Person BO = new Person("bo");
    private static final Person CHIEF = new Person("chief");
    private static final Target NOBODY = new Target.OnRotation("next-year");
    private static final Rotation NEXT_YEAR = new Rotation(
            "next-year",
            List.of(new Person("dan")),
            LocalDateTime.parse("2027-01-01T09:00"),
            ShiftLength.of("1w"),
            ZoneOffset.UTC);

    @Nested
    class Climbing {

        @Test
        void levelOneIsPagedAtOnce() {
            Escalation ladder = ladder(0, 1, people(ANA), people(BO), people(CHIEF));

            assertEquals(Optional.of(NOON), ladder.dueAt());
            assertEquals(0, ladder.reached());
            assertEquals(List.of(page(1, ANA)), climb(ladder, 0).pages());
        }

        @Test
        void eachLevelIsPagedAfterTheDelayOfTheOneBeforeIt() {
            assertEquals(
                    List.of("0 level 1 ana", "5 level 2 bo", "15 level 3 chief"),
                    story(ladder(0, 1, people(ANA), people(BO), people(CHIEF)), 29));
        }

        @Test
        void calmPagesClimbThreeTimesAsSlowly() {
            assertEquals(
                    List.of("0 level 1 ana", "15 level 2 bo", "45 level 3 chief"),
                    story(ladder(0, 3, people(ANA), people(BO), people(CHIEF)), 89));
        }

        @Test
        void aLevelMayHaveSeveralPeople() {
            assertEquals(
                    List.of(page(1, ANA, BO)),
                    climb(ladder(0, 1, people(ANA, BO)), 0).pages());
        }

        @Test
        void peopleAreLookedUpWhenTheLevelIsReached() {
            Rotation daily = new Rotation(
                    "primary",
                    List.of(ANA, BO),
                    LocalDateTime.parse("2026-03-01T11:55"),
                    ShiftLength.of("1d"),
                    ZoneOffset.UTC);
            Escalation ladder = ladder(0, 1, new Target.OnRotation("primary"));
            Roster roster = new Roster(List.of(daily), ladder.policy());

            assertEquals(List.of(page(1, ANA)), ladder.climb(roster, NOON).pages());
            assertEquals(
                    List.of(page(1, BO)),
                    ladder.climb(roster, NOON.plus(Duration.ofDays(1))).pages());
        }

        @Test
        void itRepeats() {
            assertEquals(
                    List.of(
                            "0 level 1 ana",
                            "5 level 2 bo",
                            "15 level 1 ana",
                            "20 level 2 bo",
                            "30 level 1 ana",
                            "35 level 2 bo",
                            "45 exhausted level 2 bo"),
                    story(ladder(2, 1, people(ANA), people(BO)), 59));
        }
    }

    @Nested
    class Skipping {

        @Test
        void aLevelWithNobodyOnCallIsSkippedAtOnceAndSaid() {
            Escalation.Climb climb = climb(ladder(0, 1, NOBODY, people(BO), people(CHIEF)), 0);

            assertEquals(List.of(page(1), page(2, BO)), climb.pages());
            assertTrue(climb.pages().getFirst().isSkipped());
            assertEquals(Optional.of(minute(10)), climb.after().dueAt(), "the delay is that of the level paged");
        }

        @Test
        void severalAreSkippedInOneClimb() {
            assertEquals(
                    List.of(page(1), page(2), page(3, CHIEF)),
                    climb(ladder(0, 1, NOBODY, NOBODY, people(CHIEF)), 0).pages());
        }

        @Test
        void anEmptyLastLevelBeginsTheNextRoundAtOnce() {
            assertEquals(
                    List.of(
                            "0 level 1 ana",
                            "5 level 2 nobody, level 1 ana",
                            "10 level 2 nobody, exhausted level 2 nobody"),
                    story(ladder(1, 1, people(ANA), NOBODY), 24));
        }

        @Test
        void aLadderWithNobodyAtAllEndsAndSaysEachLevelOnce() {
            assertEquals(
                    List.of("0 level 1 nobody, level 2 nobody", "10 exhausted level 2 nobody", "25 level 2 nobody"),
                    story(ladder(0, 1, NOBODY, NOBODY), 39));
        }
    }

    @Nested
    class Exhausted {

        @Test
        void isSaidOnceAndTheLastLevelIsPagedEveryFifteenMinutes() {
            assertEquals(
                    List.of(
                            "0 level 1 ana",
                            "5 level 2 bo",
                            "15 exhausted level 2 bo",
                            "30 level 2 bo",
                            "45 level 2 bo",
                            "60 level 2 bo"),
                    story(ladder(0, 1, people(ANA), people(BO)), 60));
        }

        @Test
        void calmLaddersRepeatEveryFifteenMinutesToo() {
            assertEquals(
                    List.of("0 level 1 ana", "15 exhausted level 1 ana", "30 level 1 ana", "45 level 1 ana"),
                    story(ladder(0, 3, people(ANA)), 45));
        }

        @Test
        void anEmptyLastLevelIsSaidOnceEveryTime() {
            Escalation exhausted = new Escalation(
                    "INC-7", policy(0, people(ANA), people(BO), NOBODY), 1, 3, 0, Escalation.State.EXHAUSTED, NOON);

            assertEquals(List.of(page(3)), climb(exhausted, 0).pages());
        }

        @Test
        void urgingPagesTheLastLevelNow() {
            Escalation exhausted = exhausted();

            Escalation urged = exhausted.urged(minute(17));

            assertEquals(Optional.of(minute(17)), urged.dueAt());
            assertEquals(Escalation.State.EXHAUSTED, urged.state());
            assertEquals(List.of(page(2, BO)), climb(urged, 17).pages());
            assertFalse(climb(urged, 17).exhausted());
        }
    }

    @Nested
    class Stopping {

        @Test
        void anAcknowledgementStopsIt() {
            Escalation acknowledged =
                    climb(ladder(0, 1, people(ANA), people(BO)), 0).after().acknowledged();

            assertEquals(Optional.empty(), acknowledged.dueAt());
            assertEquals(Escalation.State.ACKNOWLEDGED, acknowledged.state());
            assertEquals(1, acknowledged.reached());
            assertEquals(Optional.empty(), exhausted().acknowledged().dueAt());
        }

        @Test
        void theAlertClearingPausesIt() {
            Escalation paused =
                    climb(ladder(0, 1, people(ANA), people(BO)), 0).after().paused();

            assertEquals(Optional.empty(), paused.dueAt());
            assertEquals(Escalation.State.PAUSED, paused.state());
        }

        @Test
        void clearingDoesNotUndoAnAcknowledgement() {
            Escalation acknowledged =
                    climb(ladder(0, 1, people(ANA)), 0).after().acknowledged();

            assertSame(acknowledged, acknowledged.paused());
        }

        @Test
        void urgingGoesOnFromWhereItStood() {
            Escalation paused = climb(ladder(0, 1, people(ANA), people(BO), people(CHIEF)), 0)
                    .after()
                    .paused();

            Escalation urged = paused.urged(minute(7));

            assertEquals(Optional.of(minute(7)), urged.dueAt());
            assertEquals(List.of(page(2, BO)), climb(urged, 7).pages());
            assertEquals(Optional.of(minute(17)), climb(urged, 7).after().dueAt());
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 1", "2, 2", "3, 3"})
        void restartingPagesTheLevelReachedAgain(int reached, int paged) {
            Escalation ladder = new Escalation(
                    "INC-7",
                    policy(0, people(ANA), people(BO), people(CHIEF)),
                    1,
                    reached,
                    0,
                    Escalation.State.ACKNOWLEDGED,
                    NOON);

            Escalation restarted = ladder.restarted(minute(30));

            assertEquals(Optional.of(minute(30)), restarted.dueAt());
            assertEquals(paged, climb(restarted, 30).pages().getFirst().level());
        }

        @Test
        void restartingAnExhaustedLadderPagesItsLastLevelAndSaysSoAgainWhenNobodyAnswers() {
            assertEquals(
                    List.of("20 level 2 bo", "30 exhausted level 2 bo"),
                    story(exhausted().restarted(minute(20)), 44));
        }
    }

    @Nested
    class Everybody {

        @Test
        void isNamedOnceInOrder() {
            Roster roster = new Roster(List.of(NEXT_YEAR), policy(0, people(CHIEF, ANA), NOBODY, people(ANA)));

            assertEquals(List.of(ANA, CHIEF, new Person("dan")), List.copyOf(roster.everybody()));
        }

        @Test
        void anUnknownRotationIsRefused() {
            EscalationPolicy policy = policy(0, new Target.OnRotation("primary"));

            var refused = assertThrows(IllegalArgumentException.class, () -> new Roster(List.of(NEXT_YEAR), policy));

            assertEquals("the escalation names rotation primary, which is not there", refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT5M"})
    void aDelayIsPositive(Duration delay) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new EscalationLevel(people(ANA), delay));

        assertEquals("a level's delay must be positive, was " + delay, refused.getMessage());
    }

    @Test
    void aPolicyHasLevelsAndDoesNotRepeatLessThanNever() {
        var none = assertThrows(IllegalArgumentException.class, () -> new EscalationPolicy(List.of(), 0));
        assertEquals("an escalation policy needs at least one level", none.getMessage());
        var less = assertThrows(IllegalArgumentException.class, () -> policy(-1, people(ANA)));
        assertEquals("repeat must not be negative, was -1", less.getMessage());
    }

    @Test
    void wordsAreTheSameInEveryLocale() {
        assertEquals(
                List.of("climbing", "acknowledged", "paused", "exhausted"),
                Arrays.stream(Escalation.State.values())
                        .map(Escalation.State::word)
                        .toList());
    }

    private static Escalation exhausted() {
        Escalation ladder = climb(ladder(0, 1, people(ANA), people(BO)), 0).after();
        ladder = climb(ladder, 5).after();
        Escalation.Climb last = climb(ladder, 15);
        assertTrue(last.exhausted());
        return last.after();
    }

    /** Climbs whenever a level is due, and tells the minute and what happened. */
    private static List<String> story(Escalation start, int untilMinute) {
        List<String> told = new ArrayList<>();
        Escalation ladder = start;
        while (true) {
            Optional<Instant> due = ladder.dueAt();
            if (due.isEmpty() || due.get().isAfter(minute(untilMinute))) {
                return told;
            }
            long minute = Duration.between(NOON, due.get()).toMinutes();
            Escalation.Climb climb = climb(ladder, (int) minute);
            List<String> levels = new ArrayList<>();
            for (Escalation.Page page : climb.pages()) {
                boolean last = levels.size() == climb.pages().size() - 1;
                levels.add((last && climb.exhausted() ? "exhausted " : "") + "level " + page.level() + " "
                        + (page.isSkipped()
                                ? "nobody"
                                : String.join(
                                        "+",
                                        page.people().stream().map(Person::name).toList())));
            }
            told.add(minute + " " + String.join(", ", levels));
            ladder = climb.after();
        }
    }

    private static Escalation.Climb climb(Escalation ladder, int minute) {
        return ladder.climb(new Roster(List.of(NEXT_YEAR), ladder.policy()), minute(minute));
    }

    private static Escalation ladder(int repeat, int slowness, Target... targets) {
        return Escalation.start("INC-7", policy(repeat, targets), slowness, NOON);
    }

    private static EscalationPolicy policy(int repeat, Target... targets) {
        List<EscalationLevel> levels = new ArrayList<>();
        for (Target target : targets) {
            levels.add(new EscalationLevel(target, Duration.ofMinutes(5L * (levels.size() + 1))));
        }
        return new EscalationPolicy(levels, repeat);
    }

    private static Target people(Person... people) {
        return new Target.People(List.of(people));
    }

    private static Escalation.Page page(int level, Person... people) {
        return new Escalation.Page(level, List.of(people));
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
