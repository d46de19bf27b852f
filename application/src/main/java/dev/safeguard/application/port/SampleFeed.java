package dev.safeguard.application.port;

import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.List;

/**
 * A history of any number of SLOs, handed out bucket by bucket from its beginning to its end, in constant memory where
 * its order allows. Counts come as plain numbers, for there may be a billion of them. One thread at a time.
 */
public interface SampleFeed {

    /**
     * Hands out everything there is. Doing so changes nothing, and doing it again hands out the same again.
     *
     * @throws HistoryReader.MalformedHistoryException when what is read is no history; what was handed out until then
     *     counts for nothing
     * @throws SourceUnavailableException when the source cannot be asked; likewise
     * @throws StoreException when it is Safeguard's own state, and cannot be read; likewise
     * @throws java.io.UncheckedIOException when it cannot be read; likewise
     */
    Facts feed(Sink out);

    /** In which order a history comes. */
    enum Order {
        /** Starts never decrease, whatever the SLO. */
        BY_TIME,
        /** All buckets of an SLO in a row, their starts never decreasing. */
        BY_SLO
    }

    /** Who is handed the history. What it throws ends the feeding and is thrown on. */
    interface Sink {

        /**
         * A history begins. When it begins again, because its order turned out to be another one, all that came before
         * is void, the SLOs' numbers included.
         *
         * @param resolution the length of every bucket, whole seconds
         */
        void begin(Order order, Duration resolution);

        /** An SLO that buckets follow of, numbered from 0 in the order in which they are first told. */
        void slo(int number, SloName name);

        /**
         * One bucket. It may be told again as long as nothing of a later start is (in {@link Order#BY_SLO}: of this
         * SLO), and then counts in place of what was told before.
         *
         * @param slo a number that was told
         * @param start seconds since 1970, a multiple of the resolution
         * @param good not negative, and not above {@code total}
         * @param total at most {@link dev.safeguard.domain.slo.Sample#MAX_TOTAL}
         */
        void sample(int slo, long start, long good, long total);

        /**
         * Buckets of one SLO in a row: the same as {@link #sample} of each of them. A feed that has many together is
         * spared a call for every one.
         *
         * @param count how many there are; what the arrays hold beyond them means nothing
         * @param starts by bucket, as the other two; all three stay the feed's, which may use them again after the call
         */
        default void samples(int slo, int count, long[] starts, long[] good, long[] total) {
            for (int i = 0; i < count; i++) {
                sample(slo, starts[i], good[i], total[i]);
            }
        }
    }

    /**
     * What was seen on the way.
     *
     * @param samples buckets there are, each counted once
     * @param replaced buckets that were told more than once; the last one counts
     * @param skipped parts that could not be understood and were passed over because the caller wanted that
     * @param remarks what else a user should know, each a sentence: that rows had to be sorted first, that counts are
     *     estimates
     */
    record Facts(long samples, long replaced, long skipped, List<String> remarks) {
        public Facts {
            remarks = List.copyOf(remarks);
        }
    }
}
