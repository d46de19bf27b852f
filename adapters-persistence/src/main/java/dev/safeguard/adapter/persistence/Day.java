package dev.safeguard.adapter.persistence;

/** Days in UTC as numbers: day 0 is the first of 1970. */
final class Day {

    static final long SECONDS = 86_400;

    private Day() {}

    static long of(long second) {
        return Math.floorDiv(second, SECONDS);
    }

    static long start(long day) {
        return day * SECONDS;
    }
}
