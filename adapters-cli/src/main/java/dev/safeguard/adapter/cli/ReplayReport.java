package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.PolicyComparison;
import dev.safeguard.application.alert.PolicySuggestion;
import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.ReplayScore;
import dev.safeguard.application.alert.ReplaySummary;
import dev.safeguard.application.port.SampleFeed;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a replay found, to be printed.
 *
 * @param oneSource whether labels and samples are known to come from one source, which flatters the score
 */
record ReplayReport(String title, SampleFeed.Facts facts, boolean oneSource, List<OfSlo> slos) {

    ReplayReport {
        slos = List.copyOf(slos);
    }

    /**
     * What was found of one SLO.
     *
     * @param zone where the nights are
     * @param score held against known incidents, where some were named
     * @param comparison held beside another policy, where one was named
     * @param suggestion a quieter policy, where one was asked for
     * @param yaml that policy as it is pasted
     */
    record OfSlo(
            Replay replay,
            ZoneId zone,
            Optional<ReplayScore> score,
            Optional<PolicyComparison> comparison,
            Optional<PolicySuggestion> suggestion,
            Optional<String> yaml) {

        /** What the policy asks of those on call; takes a while. */
        ReplaySummary summary() {
            return ReplaySummary.of(List.of(replay), zone);
        }
    }
}
