package dev.safeguard.domain.slo;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The stretch of time that an error budget is counted over: one that rolls along, or a month of somebody's calendar. It
 * is looked at from a boundary, and a bucket belongs to it when it starts within {@code [from, until)}.
 */
public sealed interface BudgetPeriod {

    /** Where it begins, looked at from this boundary. */
    Instant from(Instant at);

    /** Where it ends, and no bucket of it starts any more. */
    Instant until(Instant at);

    /** The time from this boundary on after which nothing that is counted now is counted any more. */
    Duration left(Instant at);

    /** How long it is: months differ, and so do two months of one name where a clock is put back. */
    default Duration length(Instant at) {
        return Duration.between(from(at), until(at));
    }

    /** How many buckets of this resolution start in it. */
    default int buckets(Instant at, Duration resolution) {
        return starts(from(at), until(at), resolution);
    }

    /** How many of them had started before this boundary. */
    default int bucketsSoFar(Instant at, Duration resolution) {
        Instant end = at.isBefore(until(at)) ? at : until(at);
        return end.isAfter(from(at)) ? starts(from(at), end, resolution) : 0;
    }

    private static int starts(Instant from, Instant until, Duration resolution) {
        long seconds = resolution.toSeconds();
        return Math.toIntExact(
                Math.ceilDiv(until.getEpochSecond(), seconds) - Math.ceilDiv(from.getEpochSecond(), seconds));
    }

    /** The last so and so long, as an SLO promises it. */
    record Rolling(Duration length) implements BudgetPeriod {

        @Override
        public Instant from(Instant at) {
            return at.minus(length);
        }

        @Override
        public Instant until(Instant at) {
            return at;
        }

        @Override
        public Duration left(Instant at) {
            return length;
        }

        /** For example {@code 30d}. */
        @Override
        public String toString() {
            return Window.text(length);
        }
    }

    /**
     * A month of the calendar in a time zone: from the first valid instant of its first day to that of the next month.
     */
    record Month(YearMonth month, ZoneId zone) implements BudgetPeriod {

        /** The month that it is at this time. */
        public static Month of(Instant at, ZoneId zone) {
            return new Month(YearMonth.from(at.atZone(zone)), zone);
        }

        @Override
        public Instant from(Instant at) {
            return begin(month);
        }

        @Override
        public Instant until(Instant at) {
            return begin(month.plusMonths(1));
        }

        @Override
        public Duration left(Instant at) {
            Instant end = until(at);
            return at.isBefore(end) ? Duration.between(at, end) : Duration.ZERO;
        }

        private Instant begin(YearMonth of) {
            return of.atDay(1).atStartOfDay(zone).toInstant();
        }

        /** For example {@code 2026-03 (UTC)}. */
        @Override
        public String toString() {
            return month + " (" + zone + ")";
        }
    }
}
