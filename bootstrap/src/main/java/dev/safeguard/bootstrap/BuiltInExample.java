package dev.safeguard.bootstrap;

import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.oncall.Rotation;
import dev.safeguard.domain.oncall.ShiftLength;
import dev.safeguard.domain.oncall.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** What is used where no configuration says otherwise. */
final class BuiltInExample {

    /** When the first simulated shift begins: a Monday, so that the same command tells the same story every day. */
    static final Instant FIRST_SHIFT = Instant.parse("2026-03-02T09:00:00Z");

    /** When every simulated shift begins, UTC. */
    static final LocalTime SHIFT_BEGINS = LocalTime.of(9, 0);

    private static final String PRIMARY = "primary";

    private BuiltInExample() {}

    /** Two people who take weekly turns, and one above them. */
    static Roster roster() {
        Rotation primary = new Rotation(
                PRIMARY,
                List.of(new Person("Ana"), new Person("Bo")),
                LocalDateTime.of(2020, 1, 13, 9, 0),
                ShiftLength.of("1w"),
                ZoneId.of("Europe/Madrid"));
        EscalationPolicy ladder = new EscalationPolicy(
                List.of(
                        new EscalationLevel(new Target.OnRotation(PRIMARY), Duration.ofMinutes(5)),
                        new EscalationLevel(new Target.People(List.of(new Person("Cleo"))), Duration.ofMinutes(10))),
                1);
        return new Roster(List.of(primary), ladder);
    }
}
