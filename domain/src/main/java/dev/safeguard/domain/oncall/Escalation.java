package dev.safeguard.domain.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One climb of the ladder, as a pure state machine. Its levels are frozen when it starts; the people are looked up when
 * a level is reached. Whoever drives it asks {@link #dueAt} when to come back, and then {@link #climb climbs}.
 *
 * @param subject what people are paged about, in the words of who started it
 * @param slowness what level delays are multiplied with: 1 for urgent pages, 3 for calm ones
 * @param reached the level reached last, from 1; 0 before the first
 * @param round the rounds finished
 * @param nextAt when the next level is due, while climbing or exhausted
 */
public record Escalation(
        String subject, EscalationPolicy policy, int slowness, int reached, int round, State state, Instant nextAt) {

    private static final Duration EXHAUSTED_EVERY = Duration.ofMinutes(15);

    /** What a ladder is doing. */
    public enum State {
        /** Levels are paged one after another. */
        CLIMBING,
        /** Somebody acknowledged: nobody else is paged. */
        ACKNOWLEDGED,
        /** The alert cleared: nobody else is paged unless it comes back. */
        PAUSED,
        /** Every level was paged in every round; the last is paged again and again. */
        EXHAUSTED;

        /** The word in storage: {@code climbing}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One level that was reached, and those who are paged there; nobody where the level was skipped. */
    public record Page(int level, List<Person> people) {
        public Page {
            people = List.copyOf(people);
        }

        public boolean isSkipped() {
            return people.isEmpty();
        }
    }

    /** The ladder after a climb, and the levels it passed: skipped ones first, the paged one last. */
    public record Climb(Escalation after, List<Page> pages, boolean exhausted) {
        public Climb {
            pages = List.copyOf(pages);
        }
    }

    /** A ladder whose first level is due now. */
    public static Escalation start(String subject, EscalationPolicy policy, int slowness, Instant now) {
        return new Escalation(subject, policy, slowness, 0, 0, State.CLIMBING, now);
    }

    /** When the next level is due, unless somebody acknowledges or the alert clears first. */
    public Optional<Instant> dueAt() {
        return switch (state) {
            case CLIMBING, EXHAUSTED -> Optional.of(nextAt);
            case ACKNOWLEDGED, PAUSED -> Optional.empty();
        };
    }

    /** Goes to the next level that has somebody; levels with nobody on call are skipped at once. */
    public Climb climb(Roster roster, Instant now) {
        List<Page> pages = new ArrayList<>();
        Escalation ladder = this;
        for (int tried = 0; tried < policy.levels().size(); tried++) {
            ladder = ladder.oneUp(now);
            EscalationLevel level = policy.levels().get(ladder.reached - 1);
            Page page = new Page(ladder.reached, roster.reach(level.target(), now));
            pages.add(page);
            if (!page.isSkipped() || ladder.state == State.EXHAUSTED) {
                break;
            }
        }
        return new Climb(ladder, pages, ladder.state == State.EXHAUSTED && state != State.EXHAUSTED);
    }

    private Escalation oneUp(Instant now) {
        int last = policy.levels().size();
        if (state == State.EXHAUSTED) {
            return at(last, round, State.EXHAUSTED, now.plus(EXHAUSTED_EVERY));
        }
        if (reached < last) {
            return at(reached + 1, round, State.CLIMBING, now.plus(delay(reached + 1)));
        }
        return round < policy.repeat()
                ? at(1, round + 1, State.CLIMBING, now.plus(delay(1)))
                : at(last, round, State.EXHAUSTED, now.plus(EXHAUSTED_EVERY));
    }

    /** Somebody has it: nobody else is paged. */
    public Escalation acknowledged() {
        return at(reached, round, State.ACKNOWLEDGED, nextAt);
    }

    /** The alert cleared: nobody else is paged, and a re-fire goes on from here. */
    public Escalation paused() {
        return state == State.ACKNOWLEDGED ? this : at(reached, round, State.PAUSED, nextAt);
    }

    /** It fires again, or needs somebody higher: the next level is due now. */
    public Escalation urged(Instant now) {
        return at(reached, round, state == State.EXHAUSTED ? state : State.CLIMBING, now);
    }

    /** The level reached is due again now, as when an alert that was acknowledged comes back. */
    public Escalation restarted(Instant now) {
        return at(Math.max(0, reached - 1), round, State.CLIMBING, now);
    }

    private Duration delay(int level) {
        return policy.levels().get(level - 1).delay().multipliedBy(slowness);
    }

    private Escalation at(int level, int rounds, State next, Instant due) {
        return new Escalation(subject, policy, slowness, level, rounds, next, due);
    }
}
