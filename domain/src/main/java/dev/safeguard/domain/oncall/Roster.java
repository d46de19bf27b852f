package dev.safeguard.domain.oncall;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everybody who can be on call, and the ladder that reaches them. */
public record Roster(List<Rotation> rotations, EscalationPolicy escalation) {

    public Roster {
        rotations = List.copyOf(rotations);
        for (EscalationLevel level : escalation.levels()) {
            if (level.target() instanceof Target.OnRotation(String name) && !knows(rotations, name)) {
                throw new IllegalArgumentException("the escalation names rotation " + name + ", which is not there");
            }
        }
    }

    private static boolean knows(List<Rotation> rotations, String name) {
        return rotations.stream().anyMatch(rotation -> rotation.name().equals(name));
    }

    /** The people this target means at this instant; may be nobody. */
    public List<Person> reach(Target target, Instant at) {
        return switch (target) {
            case Target.People people -> people.people();
            case Target.OnRotation(String name) ->
                rotations.stream()
                        .filter(rotation -> rotation.name().equals(name))
                        .flatMap(rotation -> rotation.onCallAt(at).stream())
                        .toList();
        };
    }

    /** Everybody named anywhere in it. */
    public SortedSet<Person> everybody() {
        SortedSet<Person> all = new TreeSet<>();
        rotations.forEach(rotation -> all.addAll(rotation.people()));
        for (EscalationLevel level : escalation.levels()) {
            if (level.target() instanceof Target.People(List<Person> people)) {
                all.addAll(people);
            }
        }
        return all;
    }
}
