package dev.safeguard.adapter.simulation;

import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.time.Duration;
import java.util.List;

/**
 * A shift worth watching: what is under watch, what is prepared, and what breaks when. Nothing in it says how the shift
 * goes.
 *
 * @param length how long the shift lasts; scenarios are made for a start at 09:00
 */
public record Scenario(
        String name,
        String description,
        List<Slo> slos,
        List<Symptom> symptoms,
        List<Runbook> runbooks,
        List<PlannedFault> faults,
        Duration length) {

    public Scenario {
        slos = List.copyOf(slos);
        symptoms = List.copyOf(symptoms);
        runbooks = List.copyOf(runbooks);
        faults = List.copyOf(faults);
    }

    /**
     * A fault that will be injected and taken away.
     *
     * @param from after the start of the shift
     * @param until after the start of the shift, later than {@code from}
     */
    public record PlannedFault(
            String fault, Ratio ratio, Duration from, Duration until, String startMessage, String endMessage) {

        static PlannedFault of(Fault fault, Ratio ratio, Duration from, Duration until) {
            return new PlannedFault(fault.word(), ratio, from, until, fault.startMessage(ratio), fault.endMessage());
        }
    }
}
