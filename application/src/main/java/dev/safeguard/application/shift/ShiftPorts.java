package dev.safeguard.application.shift;

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
import java.util.Map;

/**
 * Everything outside that a shift touches. Whether it is simulated, recorded or live cannot be told from here.
 *
 * @param mitigations the installed mitigations by type
 */
public record ShiftPorts(
        Clock clock,
        UnitOfWork work,
        MetricSource source,
        Map<String, Mitigation<?>> mitigations,
        Workers workers,
        FaultInjector faults,
        Pager pager,
        TicketTracker tickets,
        Responder responder,
        EvalSink evalSink,
        PostmortemSink postmortemSink) {

    public ShiftPorts {
        mitigations = Map.copyOf(mitigations);
    }
}
