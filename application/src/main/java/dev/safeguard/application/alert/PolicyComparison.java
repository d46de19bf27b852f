package dev.safeguard.application.alert;

import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two policies over the same history, side by side; {@link ComparePolicies} says how burns are matched.
 *
 * @param burns what either policy would have paged for, in the order of time, those of the same time by SLO
 */
public record PolicyComparison(ReplaySummary present, ReplaySummary other, List<Burn> burns) {

    public PolicyComparison {
        burns = List.copyOf(burns);
    }

    /** How many burns the other policy would have paged for like this. */
    public int count(Verdict verdict) {
        return (int) burns.stream().filter(burn -> burn.verdict() == verdict).count();
    }

    /** When the other policy pages for a burn, beside the present one. */
    public enum Verdict {
        EARLIER,
        SAME,
        LATER,
        /** Not at all: only the present policy does. */
        NOT,
        /** Only the other policy does. */
        NEW
    }

    /**
     * A burn of one SLO that at least one of the policies pages for.
     *
     * @param present how the present policy told of it, if it did
     * @param other how the other one did
     */
    public record Burn(SloName slo, Optional<Told> present, Optional<Told> other) {

        public Burn {
            if (present.isEmpty() && other.isEmpty()) {
                throw new IllegalArgumentException("a burn of " + slo + " that no policy pages for is none");
            }
        }

        /** When the first of the two policies paged. */
        public Instant from() {
            return present.isEmpty()
                    ? other.orElseThrow().first().at()
                    : other.map(told -> told.first().at())
                            .filter(at -> at.isBefore(present.get().first().at()))
                            .orElse(present.get().first().at());
        }

        /** How much later the other policy pages, negative when it is earlier; empty when one of them does not. */
        public Optional<Duration> later() {
            return present.flatMap(mine -> other.map(
                    its -> Duration.between(mine.first().at(), its.first().at())));
        }

        public Verdict verdict() {
            return later().map(Burn::verdict).orElse(present.isPresent() ? Verdict.NOT : Verdict.NEW);
        }

        private static Verdict verdict(Duration later) {
            return later.isZero() ? Verdict.SAME : later.isNegative() ? Verdict.EARLIER : Verdict.LATER;
        }
    }

    /**
     * How one policy told of a burn.
     *
     * @param first its first page
     * @param pages how many there were
     * @param until when its level paged no longer, or the end of the history
     */
    public record Told(Sighting first, int pages, Instant until) {}
}
