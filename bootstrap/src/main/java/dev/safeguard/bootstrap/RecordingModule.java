package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import dev.safeguard.adapter.simulation.SimulatedResponder;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Pager;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.TicketTracker;
import dev.safeguard.domain.slo.Ratio;
import java.util.Set;

/** A recorded history, which nothing can be done about, and simulated people who are paged for it. */
final class RecordingModule extends AbstractModule {

    private final Clock clock;
    private final MetricSource history;

    RecordingModule(Clock clock, MetricSource history) {
        this.clock = clock;
        this.history = history;
    }

    @Override
    protected void configure() {
        SimulatedResponder people = SimulatedResponder.acknowledgingOnly(clock);
        bind(Clock.class).toInstance(clock);
        bind(MetricSource.class).toInstance(history);
        bind(FaultInjector.class).toInstance(new NoFaults());
        bind(Pager.class).toInstance(people);
        bind(TicketTracker.class).toInstance(people);
        bind(Responder.class).toInstance(people);
        Mitigations.bind(binder(), Set.of());
    }

    /** The past cannot be broken. */
    private static final class NoFaults implements FaultInjector {

        @Override
        public Set<String> faults() {
            return Set.of();
        }

        @Override
        public void inject(String fault, Ratio ratio) {
            throw new IllegalArgumentException("a recorded history has no fault to inject, was asked for " + fault);
        }
    }
}
