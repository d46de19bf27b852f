package dev.safeguard.domain.slo;

/** How many of a window's buckets are there: {@code 0 <= present <= expected}. */
public record Coverage(int present, int expected) {

    public Coverage {
        if (expected <= 0 || present < 0 || present > expected) {
            throw new IllegalArgumentException(
                    "coverage needs 0 <= present <= expected and something expected, was " + present + "/" + expected);
        }
    }

    public Ratio share() {
        return Ratio.of(present, expected);
    }
}
