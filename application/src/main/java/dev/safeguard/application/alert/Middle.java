package dev.safeguard.application.alert;

import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The median: what stands in the middle, or half-way between the two that do; empty of nothing. */
final class Middle {

    private static final Ratio HALF = Ratio.of(1, 2);

    private Middle() {}

    static Optional<Ratio> ofRatios(List<Ratio> values) {
        List<Ratio> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(sorted.get(half).plus(sorted.get((sorted.size() - 1) / 2)).times(HALF));
    }

    static Optional<Duration> ofDurations(List<Duration> values) {
        List<Duration> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(sorted.get(half).plus(sorted.get((sorted.size() - 1) / 2)).dividedBy(2));
    }
}
