package dev.safeguard.application.shift;

import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.Runbook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a shift is to watch, and what it may do.
 *
 * @param shift which shift it is, and since when it stands
 * @param faults what an exercise injects meanwhile
 * @param until when it ends at the latest
 * @param ending whether it ends before that
 * @param silences where nothing will be measured, as far as that is known beforehand
 * @param automation whether runbooks are walked or only shown
 * @param storeEvery how long measurements may stay with their source before they are stored; decisions never wait
 * @param postmortems the folder for postmortems
 * @param evalCases the file for eval cases
 */
public record ShiftPlan(
        ShiftStore.Shift shift,
        List<AlertRule> rules,
        List<Symptom> symptoms,
        List<Runbook> runbooks,
        List<PlannedFault> faults,
        Instant until,
        Ending ending,
        List<Silence> silences,
        Automation automation,
        Duration storeEvery,
        Path postmortems,
        Path evalCases) {

    /** When a shift ends. */
    public enum Ending {
        /** At its time. */
        ON_TIME,
        /** As soon as nothing is being done to any service. */
        WHEN_DONE
    }

    /** What automation may do. */
    public enum Automation {
        /** Walk the runbooks that may walk by themselves. */
        WALK,
        /** Show what a runbook would do: there is nothing there that could be changed. */
        SHOW
    }

    public ShiftPlan {
        rules = List.copyOf(rules);
        symptoms = List.copyOf(symptoms);
        runbooks = List.copyOf(runbooks);
        faults = List.copyOf(faults);
        silences = List.copyOf(silences);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("a shift needs at least one SLO to watch");
        }
    }
}
