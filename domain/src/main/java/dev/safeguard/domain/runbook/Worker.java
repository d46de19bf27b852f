package dev.safeguard.domain.runbook;

/** Somebody who moves runs on: one process, under a name that no other process ever has. */
public record Worker(String name) {

    /** Nobody: whose runs wait to be taken up. */
    public static final Worker NOBODY = new Worker("nobody");

    public Worker {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a worker needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
