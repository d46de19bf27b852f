package dev.safeguard.domain.oncall;

/** Somebody who can be paged, by the name that the roster uses. */
public record Person(String name) implements Comparable<Person> {

    public Person {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a person needs a name");
        }
    }

    @Override
    public int compareTo(Person other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
