package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.shift.ApproveRun;
import dev.safeguard.application.shift.OrderReversal;
import java.util.Map;

/** What a human orders on a service, on whatever ports the other modules bind. */
final class WorkModule extends AbstractModule {

    private static final Key<Map<String, Mitigation<?>>> MITIGATIONS = Key.get(new TypeLiteral<>() {});

    @Override
    protected void configure() {
        Provider<Clock> clock = getProvider(Clock.class);
        Provider<UnitOfWork> work = getProvider(UnitOfWork.class);
        Provider<MetricSource> source = getProvider(MetricSource.class);
        Provider<Map<String, Mitigation<?>>> mitigations = getProvider(MITIGATIONS);
        Provider<Workers> workers = getProvider(Workers.class);
        bind(ReadLedger.class).toProvider(() -> new ReadLedger(work.get()));
        bind(ApproveRun.class)
                .toProvider(() -> new ApproveRun(
                        work.get(), clock.get(), source.get(), mitigations.get(), workers.get()));
        bind(OrderReversal.class)
                .toProvider(() -> new OrderReversal(
                        work.get(), clock.get(), source.get(), mitigations.get(), workers.get()));
    }
}
