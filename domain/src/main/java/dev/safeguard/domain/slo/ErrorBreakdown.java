package dev.safeguard.domain.slo;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the events of a span were, beyond good and bad: the bad ones by kind, and how many of all were served in a
 * reduced form or refused on purpose.
 *
 * @param errorsByKind bad events by kind, such as {@code provider-5xx}; kinds are the metric source's vocabulary
 * @param degradedByKind events that were refused or served reduced on purpose, such as {@code shed}; they are not bad
 * @param arrivals all events that asked to be served, refused ones included
 */
public record ErrorBreakdown(
        SortedMap<String, Long> errorsByKind, SortedMap<String, Long> degradedByKind, long arrivals) {

    public static final ErrorBreakdown NONE = new ErrorBreakdown(new TreeMap<>(), new TreeMap<>(), 0);

    public ErrorBreakdown {
        errorsByKind = checked("errors", errorsByKind);
        degradedByKind = checked("degraded events", degradedByKind);
        if (arrivals < 0) {
            throw new IllegalArgumentException("arrivals must not be negative, was " + arrivals);
        }
    }

    public long errors() {
        return errorsByKind.values().stream().mapToLong(Long::longValue).sum();
    }

    public long degraded() {
        return degradedByKind.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The share of all bad events that are of this kind; 0 where there are none. */
    public Ratio shareOfErrors(String kind) {
        long errors = errors();
        return errors == 0 ? Ratio.ZERO : Ratio.of(errorsByKind.getOrDefault(kind, 0L), errors);
    }

    private static SortedMap<String, Long> checked(String what, Map<String, Long> counts) {
        counts.forEach((kind, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException(what + " of kind " + kind + " must not be negative, was " + count);
            }
        });
        return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
}
