package dev.safeguard.adapter.telemetry;

/** Where a row stands, as one number: which of several files, counted from 0, and which line of it, from 1. */
final class Place {

    private static final int LINE_BITS = 40;

    private Place() {}

    static long of(int file, long line) {
        return ((long) file << LINE_BITS) + line;
    }

    static int file(long place) {
        return (int) (place >>> LINE_BITS);
    }

    static long line(long place) {
        return place & ((1L << LINE_BITS) - 1);
    }
}
