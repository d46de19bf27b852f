package dev.safeguard.application.testkit;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history held in memory, of minutes; it can be told to come in either order, and to fail. */
public final class FakeSampleFeed implements SampleFeed {

    private final List<Sample> samples;
    private Order order = Order.BY_TIME;
    private Optional<String> failure = Optional.empty();

    /** Of several samples of the same bucket the last one counts. */
    public FakeSampleFeed(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** Hands the buckets out in this order from now on. */
    public FakeSampleFeed in(Order wanted) {
        this.order = wanted;
        return this;
    }

    /** Every feeding from now on fails after its last bucket. */
    public void failWith(String reason) {
        this.failure = Optional.of(reason);
    }

    @Override
    public Facts feed(Sink out) {
        Map<List<Object>, Sample> last = new LinkedHashMap<>();
        samples.forEach(sample -> last.put(List.of(sample.slo(), sample.start()), sample));
        Comparator<Sample> byTime = Comparator.comparing(Sample::start);
        Comparator<Sample> bySlo = Comparator.comparing(sample -> sample.slo().value());
        List<Sample> ordered = last.values().stream()
                .sorted(order == Order.BY_TIME ? byTime.thenComparing(bySlo) : bySlo.thenComparing(byTime))
                .toList();
        out.begin(order, Slo.DEFAULT_RESOLUTION);
        Map<SloName, Integer> numbers = new HashMap<>();
        for (Sample sample : ordered) {
            Integer number = numbers.get(sample.slo());
            if (number == null) {
                number = numbers.size();
                numbers.put(sample.slo(), number);
                out.slo(number, sample.slo());
            }
            out.sample(
                    number,
                    sample.start().getEpochSecond(),
                    sample.counts().good(),
                    sample.counts().total());
        }
        failure.ifPresent(reason -> {
            throw new SourceUnavailableException(reason, new IllegalStateException(reason));
        });
        return new Facts(ordered.size(), samples.size() - ordered.size(), 0, List.of());
    }
}
