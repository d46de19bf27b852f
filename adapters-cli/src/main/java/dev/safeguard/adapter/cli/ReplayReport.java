package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.ReplayHistory;
import dev.safeguard.application.port.KnownIncident;
import java.util.List;
import java.util.Optional;

/** What a replay found, to be printed. */
record ReplayReport(
        String title,
        ReplayHistory.Result result,
        Optional<ReplayHistory.Result> other,
        Optional<List<KnownIncident>> labels) {}
