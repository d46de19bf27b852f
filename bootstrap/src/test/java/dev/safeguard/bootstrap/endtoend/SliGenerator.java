package dev.safeguard.bootstrap.endtoend;

/**
 * A history of SLOs in which alerts of every kind come and go: fast and slow burns, blips, sparse traffic, missing
 * data, nights without traffic, a burn exactly at the threshold, and health. Integers only, and every number follows
 * from the SLO and the minute alone. The objective is 99.9 % for all.
 */
final class SliGenerator {

    private static final int DAY = 1440;

    private SliGenerator() {}

    /** The events of one minute. */
    record Minute(long total, long bad) {}

    /** The minute of this SLO, or {@code null} where there is no sample. */
    static Minute minute(int slo, int minute) {
        int kind = slo % 10;
        int ofDay = minute % DAY;
        boolean missing = kind == 5 && (number(slo, minute / 60, 2) % 50 == 0 || ofDay > 1400);
        if (missing || number(slo, minute, 3) % 2000 == 0) {
            return null;
        }
        long total = total(slo, minute);
        long millionths = total * badPerMillion(slo, minute);
        long bad = millionths / 1_000_000 + (number(slo, minute, 6) % 1_000_000 < millionths % 1_000_000 ? 1 : 0);
        return new Minute(total, Math.min(bad, total));
    }

    private static long total(int slo, int minute) {
        int kind = slo % 10;
        int ofDay = minute % DAY;
        if (kind == 4) {
            return number(slo, minute, 4) % 100 < 20 ? 1 + number(slo, minute, 5) % 3 : 0;
        }
        if (kind == 6 && ofDay < 300) {
            return 0;
        }
        long base = 10 + number(slo, 0, 1) % 5000;
        long fromNoon = Math.abs(720 - ofDay);
        return base * (1500 - fromNoon * 1000 / 720) / 1000 + number(slo, minute, 4) % (base / 4 + 1);
    }

    /** The errors in a million events; the budget is a thousand. */
    private static long badPerMillion(int slo, int minute) {
        int kind = slo % 10;
        int day = minute / DAY;
        long since = minute % DAY - number(slo, 0, 7) % 1200;
        boolean mixed = kind == 9;
        long rate = 100 + number(slo, 0, 8) % 200;
        if ((kind == 0 || mixed) && day % 4 == 1 && within(since, 30)) {
            rate = 200_000;
        }
        if ((kind == 1 || mixed) && day % 6 == 3 && within(since, 480)) {
            rate = 8_000;
        }
        if ((kind == 2 || mixed) && day % 2 == 0 && within(since, 2)) {
            rate = 1_000_000;
        }
        if (kind == 3 && day >= 10 && day < 14) {
            rate = 1_500;
        }
        if (kind == 4 && day % 5 == 2 && within(since, 240)) {
            rate = 100_000;
        }
        if (kind == 7 && day % 3 == 1 && within(since, 120)) {
            rate = 14_400;
        }
        return rate;
    }

    private static boolean within(long since, int minutes) {
        return since >= 0 && since < minutes;
    }

    /** A number that is not negative, the same for the same three. */
    private static long number(long slo, long minute, long purpose) {
        return mix(mix(mix(42 + purpose) ^ slo) ^ minute) >>> 1;
    }

    /** The mixing function of SplitMix64. */
    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
