package dev.safeguard.domain.runbook;

/** The name of one run of a runbook: its subject and a number, {@code INC-7.run-1}. */
public record RunId(String value) implements Comparable<RunId> {

    public RunId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a run needs an id");
        }
    }

    public static RunId of(String subject, int number) {
        return new RunId(subject + ".run-" + number);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
