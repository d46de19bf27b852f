package dev.safeguard.application.alert;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/**
 * Tells who would have been woken: runs a recorded history through the engine that also decides live, as fast as the
 * history comes, and stores nothing. Safe for use from several threads, for it keeps nothing.
 */
public final class ReplayHistory {

    /**
     * What a policy would have done.
     *
     * @param replays one for each SLO that has buckets, by name
     * @param facts what the feed said of the history
     */
    public record Result(List<Replay> replays, SampleFeed.Facts facts) {
        public Result {
            replays = List.copyOf(replays);
        }
    }

    /**
     * Replays all of a history.
     *
     * @param rules the rule for an SLO of this name in buckets of this length; an {@link IllegalArgumentException} of it
     *     is thrown on
     * @param progress is told now and then how many buckets have been read
     */
    public Result replay(SampleFeed feed, BiFunction<SloName, Duration, AlertRule> rules, LongConsumer progress) {
        ReplaySink sink = new ReplaySink(rules, progress);
        SampleFeed.Facts facts = feed.feed(sink);
        return new Result(sink.finish(), facts);
    }
}
