package dev.safeguard.bootstrap.archfixture.rule11.domain.slo;

/** Not a victim: its switch over an enum makes the compiler write a class that is not final. */
record Colour(Thread.State state) {

    boolean isGreen() {
        return switch (state) {
            case NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING -> true;
            case TERMINATED -> false;
        };
    }
}
