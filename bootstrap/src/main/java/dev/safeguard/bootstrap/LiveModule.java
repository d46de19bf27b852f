package dev.safeguard.bootstrap;

import com.google.inject.AbstractModule;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Pager;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.TicketTracker;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real services: their own metrics, their own control surfaces, and the clock on the wall. */
final class LiveModule extends AbstractModule {

    private final Clock clock;
    private final MetricSource source;
    private final Collection<Mitigation<?>> mitigations;

    LiveModule(Clock clock, MetricSource source, Collection<Mitigation<?>> mitigations) {
        this.clock = clock;
        this.source = source;
        this.mitigations = mitigations;
    }

    @Override
    protected void configure() {
        LoggedNotifications log = new LoggedNotifications();
        bind(Clock.class).toInstance(clock);
        bind(MetricSource.class).toInstance(source);
        bind(FaultInjector.class).toInstance(new NothingToBreak());
        bind(Pager.class).toInstance(log);
        bind(TicketTracker.class).toInstance(log);
        bind(Responder.class).toInstance(new PeopleWhoType());
        Mitigations.bind(binder(), mitigations);
    }

    /** Where no pager is configured, whoever sits at the terminal is told. */
    private static final class LoggedNotifications implements Pager, TicketTracker {

        private static final Logger LOG = LoggerFactory.getLogger("safeguard.notify");

        @Override
        public void page(Notification page) {
            LOG.warn("no pager is configured, so this page is only told here: {}", page.text());
        }

        @Override
        public void file(Notification ticket) {
            LOG.warn("no ticket tracker is configured, so this ticket is only told here: {}", ticket.text());
        }
    }

    /** Nobody breaks a real service on purpose. */
    private static final class NothingToBreak implements FaultInjector {

        @Override
        public Set<String> faults() {
            return Set.of();
        }

        @Override
        public void inject(String fault, Ratio ratio) {
            throw new IllegalArgumentException("a live service has no fault to inject, was asked for " + fault);
        }
    }

    /** People steer with commands, which write to the state. */
    private static final class PeopleWhoType implements Responder {

        @Override
        public Optional<Instant> nextAt() {
            return Optional.empty();
        }

        @Override
        public List<Decision> decisionsUntil(Instant now) {
            return List.of();
        }
    }
}
