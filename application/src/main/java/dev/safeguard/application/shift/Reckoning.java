package dev.safeguard.application.shift;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts a shift by what is stored of its incidents, so that nothing is lost with a process that died. */
final class Reckoning {

    private static final LocalTime NIGHT_FALLS = LocalTime.of(22, 0);
    private static final LocalTime DAY_BREAKS = LocalTime.of(8, 0);

    private final Instant since;
    private final ZoneId zone;
    private final Set<LocalDate> nights = new HashSet<>();
    private int sev1Pages;
    private int sev2Pages;

    /**
     * Counts what happened since then.
     *
     * @param zone where the people on call live
     */
    Reckoning(Instant since, ZoneId zone) {
        this.since = since;
        this.zone = zone;
    }

    /**
     * The shift in figures.
     *
     * @param incidents those of the shift: begun in it, or not over when it began
     */
    ShiftSummary of(List<Incident> incidents, int tickets, Ratio worstBudget, int mitigationsOn) {
        incidents.forEach(this::countPages);
        return new ShiftSummary(
                incidents.size(),
                sev1Pages,
                sev2Pages,
                tickets,
                nights.size(),
                incidents.stream().map(Reckoning::timeToDetect).toList(),
                incidents.stream().flatMap(incident -> incident.timeToResolve().stream()).toList(),
                worstBudget,
                mitigationsOn);
    }

    private void countPages(Incident incident) {
        Severity severity = Severity.SEV3;
        for (IncidentEvent event : incident.timeline()) {
            severity = worse(severity, event.change());
            boolean page = event.change().equals(new Change.Recorded(Change.Fact.PAGE));
            if (page && !event.at().isBefore(since)) {
                countPage(severity, event.at());
            }
        }
    }

    private static Severity worse(Severity known, Change change) {
        if (change instanceof Change.Detected detected) {
            return detected.severity();
        }
        return change instanceof Change.Joined joined && joined.severity().isAbove(known) ? joined.severity() : known;
    }

    private void countPage(Severity severity, Instant at) {
        if (severity != Severity.SEV1) {
            sev2Pages++;
            return;
        }
        sev1Pages++;
        ZonedDateTime local = at.atZone(zone);
        if (local.toLocalTime().isBefore(DAY_BREAKS)) {
            nights.add(local.toLocalDate().minusDays(1));
        } else if (!local.toLocalTime().isBefore(NIGHT_FALLS)) {
            nights.add(local.toLocalDate());
        }
    }

    private static Duration timeToDetect(Incident incident) {
        return incident.timeline().getFirst().figures()
                .text("onset")
                .map(onset -> Duration.between(Instant.parse(onset), incident.detectedAt()))
                .orElse(Duration.ZERO);
    }
}
