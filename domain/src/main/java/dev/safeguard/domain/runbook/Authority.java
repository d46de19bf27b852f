package dev.safeguard.domain.runbook;

/** On whose word a run acts. */
public sealed interface Authority {

    /** Nobody's: the runbook may walk by itself, until automation is paused. */
    record Automation() implements Authority {
        @Override
        public String toString() {
            return "safeguard";
        }
    }

    /** A human has confirmed this very plan. */
    record Person(String name) implements Authority {

        public Person {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a person has a name");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
