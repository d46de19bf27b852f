package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.EvalSink;
import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Pager;
import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.TicketTracker;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.shift.ShiftPorts;
import dev.safeguard.application.shift.StandShift;
import dev.safeguard.domain.oncall.Roster;
import java.util.Map;

/** The shift, on whatever ports the other modules bind. */
final class ShiftModule extends AbstractModule {

    private static final Key<Map<String, Mitigation<?>>> MITIGATIONS = Key.get(new TypeLiteral<>() {});

    private final Roster roster;

    ShiftModule(Roster roster) {
        this.roster = roster;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        Provider<Clock> clock = getProvider(Clock.class);
        Provider<UnitOfWork> work = getProvider(UnitOfWork.class);
        Provider<MetricSource> source = getProvider(MetricSource.class);
        Provider<Map<String, Mitigation<?>>> mitigations = getProvider(MITIGATIONS);
        Provider<Workers> workers = getProvider(Workers.class);
        Provider<FaultInjector> faults = getProvider(FaultInjector.class);
        Provider<Pager> pager = getProvider(Pager.class);
        Provider<TicketTracker> tickets = getProvider(TicketTracker.class);
        Provider<Responder> responder = getProvider(Responder.class);
        Provider<EvalSink> evalSink = getProvider(EvalSink.class);
        Provider<PostmortemSink> postmortemSink = getProvider(PostmortemSink.class);
        bind(StandShift.class)
                .toProvider(() -> new StandShift(
                        new ShiftPorts(
                                clock.get(),
                                work.get(),
                                source.get(),
                                mitigations.get(),
                                workers.get(),
                                faults.get(),
                                pager.get(),
                                tickets.get(),
                                responder.get(),
                                evalSink.get(),
                                postmortemSink.get()),
                        roster));
    }
}
