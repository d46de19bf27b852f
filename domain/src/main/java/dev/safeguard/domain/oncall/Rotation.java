package dev.safeguard.domain.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * People who take turns. Handoffs step in wall-clock time of the zone: one inside a daylight-saving gap moves to the
 * first valid instant, one inside an overlap takes the earlier offset, and a shift that thereby loses its whole length
 * vanishes.
 *
 * @param start when the first person's first shift begins
 */
public record Rotation(String name, List<Person> people, LocalDateTime start, ShiftLength shift, ZoneId zone) {

    public Rotation {
        people = List.copyOf(people);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a rotation needs a name");
        }
        if (people.isEmpty()) {
            throw new IllegalArgumentException("rotation " + name + " has nobody in it");
        }
    }

    /** Who is on call at this instant; nobody before the rotation starts. */
    public Optional<Person> onCallAt(Instant instant) {
        if (instant.isBefore(handoff(0))) {
            return Optional.empty();
        }
        long turn = Math.max(0, shift.between(start, LocalDateTime.ofInstant(instant, zone)));
        while (!handoff(turn + 1).isAfter(instant)) {
            turn++;
        }
        while (handoff(turn).isAfter(instant)) {
            turn--;
        }
        return Optional.of(people.get((int) Math.floorMod(turn, (long) people.size())));
    }

    /** The instant of the {@code n}-th handoff; the 0th is the start. */
    public Instant handoff(long n) {
        LocalDateTime local = shift.handoff(start, n);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return local.toInstant(offsets.getFirst());
    }
}
