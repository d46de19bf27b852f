package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.application.testkit.SampleFeedContract;
import dev.safeguard.domain.slo.Sample;
import java.util.List;
import org.junit.jupiter.api.Nested;

class FakeSampleFeedTest {

    @Nested
    class ByTime extends SampleFeedContract {
        @Override
        protected SampleFeed feedOf(List<Sample> samples) {
            return new FakeSampleFeed(samples).in(SampleFeed.Order.BY_TIME);
        }
    }

    @Nested
    class BySlo extends SampleFeedContract {
        @Override
        protected SampleFeed feedOf(List<Sample> samples) {
            return new FakeSampleFeed(samples).in(SampleFeed.Order.BY_SLO);
        }
    }
}
