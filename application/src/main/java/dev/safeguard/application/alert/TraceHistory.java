package dev.safeguard.application.alert;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.alert.AlertRule;
import java.time.Instant;

/** Draws the course of one SLO out of a history, for a picture. Safe for use from several threads. */
public final class TraceHistory {

    /**
     * Reads the history once more and keeps the SLO of this rule, from the start of its first bucket to the end of its last.
     *
     * @param columns how many parts the time is cut into, at least 1
     */
    public Trace trace(SampleFeed feed, AlertRule rule, Instant from, Instant to, int columns) {
        if (columns < 1 || !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "a trace needs a column and some time, was " + columns + " from " + from + " to " + to);
        }
        TraceSink sink = new TraceSink(rule, from.getEpochSecond(), to.getEpochSecond(), columns);
        SampleFeed.Facts ignored = feed.feed(sink);
        return sink.trace();
    }
}
