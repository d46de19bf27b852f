package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import dev.safeguard.adapter.simulation.SimulatedFaultInjector;
import dev.safeguard.adapter.simulation.SimulatedFlagMitigation;
import dev.safeguard.adapter.simulation.SimulatedResponder;
import dev.safeguard.adapter.simulation.SimulatedService;
import dev.safeguard.adapter.simulation.SimulatedWorld;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Pager;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.TicketTracker;
import java.util.List;

/** A simulated service, simulated people, and a virtual clock. */
final class SimulationModule extends AbstractModule {

    private final Clock clock;
    private final SimulatedWorld world;

    SimulationModule(Clock clock, SimulatedWorld world) {
        this.clock = clock;
        this.world = world;
    }

    @Override
    protected void configure() {
        SimulatedResponder people = SimulatedResponder.lookingAfter(world, clock);
        bind(Clock.class).toInstance(clock);
        bind(MetricSource.class).toProvider(() -> new SimulatedService(world));
        bind(FaultInjector.class).toProvider(() -> new SimulatedFaultInjector(world));
        bind(Pager.class).toInstance(people);
        bind(TicketTracker.class).toInstance(people);
        bind(Responder.class).toInstance(people);
        Mitigations.bind(binder(), mitigations(world));
    }

    /** Every mitigation that a simulated service can be given: a new one is named here, and nowhere else. */
    static List<Mitigation<?>> mitigations(SimulatedWorld world) {
        return List.of(new SimulatedFlagMitigation(world));
    }
}
