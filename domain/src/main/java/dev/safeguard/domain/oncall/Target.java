package dev.safeguard.domain.oncall;

import java.util.List;

/** Whom a level of the ladder reaches. */
public sealed interface Target {

    /** Whoever is on call in this rotation when the level is reached. */
    record OnRotation(String rotation) implements Target {}

    /** These people, always. */
    record People(List<Person> people) implements Target {
        public People {
            people = List.copyOf(people);
        }
    }
}
