package dev.safeguard.bootstrap.reliability;

/** Which of the two walks a worker is on. */
enum Way {
    RUN(0),
    REVERSAL(3);

    private final int stage;

    Way(int stage) {
        this.stage = stage;
    }

    /** Where its own stages begin, among those of both. */
    int stage() {
        return stage;
    }
}
