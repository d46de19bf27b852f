package dev.safeguard.application.testkit;

/**
 * A made-up history of any number of SLOs, the same on every machine and in every language: whole numbers only. Ten kinds
 * of SLO take turns by their number: fast burn, slow burn, blips, a burn for a ticket, sparse traffic, missing data,
 * silent nights, a burn of exactly 14.4 times the budget, health, and a mixture. The objective is 99.9 %.
 */
public final class ReferenceHistory {

    /** What a minute is of which nothing is known. */
    public static final long ABSENT = -1;

    private static final long MILLION = 1_000_000;
    private static final int DAY = 1_440;

    private ReferenceHistory() {}

    /** The minute's events, all of them in the upper 32 bits and the bad ones in the lower, or {@link #ABSENT}. */
    public static long minute(int slo, int minute) {
        int kind = slo % 10;
        int ofDay = minute % DAY;
        boolean lostHour = kind == 5 && (ofDay > 1_400 || hash(slo, minute / 60, 2) % 50 == 0);
        if (lostHour || hash(slo, minute, 3) % 2_000 == 0) {
            return ABSENT;
        }
        long total = total(slo, minute, kind, ofDay);
        long millionths = total * badPerMillion(slo, minute, kind);
        long bad = millionths / MILLION + (hash(slo, minute, 6) % MILLION < millionths % MILLION ? 1 : 0);
        return total << 32 | Math.min(bad, total);
    }

    private static long total(int slo, int minute, int kind, int ofDay) {
        if (kind == 4) {
            return hash(slo, minute, 4) % 100 < 20 ? 1 + hash(slo, minute, 5) % 3 : 0;
        }
        if (kind == 6 && ofDay < 300) {
            return 0;
        }
        long base = 10 + hash(slo, 0, 1) % 5_000;
        long fromNoon = Math.abs(ofDay - 720L);
        return base * (1_500 - fromNoon * 1_000 / 720) / 1_000 + hash(slo, minute, 4) % (base / 4 + 1);
    }

    private static long badPerMillion(int slo, int minute, int kind) {
        int day = minute / DAY;
        long into = minute % DAY - hash(slo, 0, 7) % 1_200;
        long rate = 100 + hash(slo, 0, 8) % 200;
        if ((kind == 0 || kind == 9) && day % 4 == 1 && into >= 0 && into < 30) {
            rate = 200_000;
        }
        if ((kind == 1 || kind == 9) && day % 6 == 3 && into >= 0 && into < 480) {
            rate = 8_000;
        }
        if ((kind == 2 || kind == 9) && day % 2 == 0 && into >= 0 && into < 2) {
            rate = MILLION;
        }
        if (kind == 3 && day >= 10 && day < 14) {
            rate = 1_500;
        }
        if (kind == 4 && day % 5 == 2 && into >= 0 && into < 240) {
            rate = 100_000;
        }
        if (kind == 7 && day % 3 == 1 && into >= 0 && into < 120) {
            rate = 14_400;
        }
        return rate;
    }

    /** A number in 63 bits that looks drawn by lot. */
    private static long hash(long slo, long minute, long purpose) {
        return mix(mix(mix(42 + purpose) ^ slo) ^ minute) >>> 1;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
