package dev.safeguard.domain.slo;

/** How many events there were and how many of them were good: {@code 0 <= good <= total}. */
public record EventCounts(long good, long total) {

    public static final EventCounts NONE = new EventCounts(0, 0);

    public EventCounts {
        if (total < 0) {
            throw new IllegalArgumentException("total must not be negative, was " + total);
        }
        if (good < 0) {
            throw new IllegalArgumentException("good must not be negative, was " + good);
        }
        if (good > total) {
            throw new IllegalArgumentException("good must not exceed total (" + total + "), was " + good);
        }
    }

    public long bad() {
        return total - good;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /** The sum of both; overflow is an {@link ArithmeticException}, never a wrong count. */
    public EventCounts plus(EventCounts other) {
        return new EventCounts(Math.addExact(good, other.good), Math.addExact(total, other.total));
    }

    /** The SLI: the share of good events. Asking it of no events is a bug: there is none to tell. */
    public Ratio sli() {
        return Ratio.of(good, total);
    }

    /** The share of bad events; as {@link #sli}, it needs events. */
    public Ratio errorRatio() {
        return Ratio.of(bad(), total);
    }
}
