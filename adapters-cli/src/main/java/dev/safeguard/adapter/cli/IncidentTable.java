package dev.safeguard.adapter.cli;

import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Incidents for people, in UTC. */
final class IncidentTable {

    private static final int LABEL_WIDTH = 14;
    private static final String WHAT = "WHAT";

    private IncidentTable() {}

    static List<String> list(List<Incident> incidents, boolean open) {
        if (incidents.isEmpty()) {
            return List.of(open ? "no incident is open" : "no incident yet");
        }
        return Show.table(
                List.of("ID", "SEVERITY", "STATE", "SERVICE", "SLO", "DETECTED (UTC)", "RESOLVED AFTER", "SYMPTOM"),
                incidents.stream().map(IncidentTable::row).toList());
    }

    private static List<String> row(Incident incident) {
        return List.of(
                incident.id().toString(),
                incident.severity().word(),
                incident.state().word(),
                incident.service().value(),
                incident.slo().value(),
                Show.minute(incident.detectedAt()),
                incident.timeToResolve().map(Window::text).orElse("-"),
                Show.line(incident.symptom().orElse("-")));
    }

    /** What it is now, and what made it so. */
    static String oneLine(Incident incident) {
        return incident.id() + "  " + incident.state().word() + "  "
                + Show.line(incident.timeline().getLast().message());
    }

    static List<String> show(Incident incident, Paint paint, int columns) {
        List<String> lines = new ArrayList<>();
        lines.add(incident.id() + "  "
                + paint.severity(incident.severity(), incident.severity().word().toUpperCase(Locale.ROOT)) + "  "
                + incident.state().word() + "  service " + incident.service() + " · SLO "
                + incident.slos().stream().map(SloName::value).collect(Collectors.joining(", ")));
        lines.add("");
        lines.add(labelled("detected", Show.minute(incident.detectedAt()) + " UTC"));
        lines.add(labelled("acknowledged", after(incident.timeToAcknowledge(), over(incident))));
        lines.add(labelled("mitigated", after(incident.timeToMitigate(), mitigatedNever(incident))));
        lines.add(labelled("resolved", after(incident.timeToResolve(), over(incident))));
        lines.add(labelled("closed", after(incident.closedAt().map(at -> since(incident, at)), "not yet")));
        lines.add(labelled(
                "symptom",
                incident.symptom().orElse("not known yet")
                        + incident.runbook().map(name -> " -> runbook " + name).orElse("")));
        lines.add(labelled("root cause", incident.cause().orElse("not recorded yet")));
        if (!incident.links().isEmpty()) {
            lines.add(labelled(
                    "follows",
                    incident.links().stream().map(IncidentId::toString).collect(Collectors.joining(", "))));
        }
        lines.add("");
        List<String> timeline = Show.table(
                List.of("#", "UTC", "EVENT", "BY", WHAT),
                incident.timeline().stream()
                        .map(event -> entry(event, incident.detectedAt()))
                        .toList());
        int column = timeline.getFirst().indexOf(WHAT);
        timeline.forEach(line -> lines.add(line.substring(0, Math.min(column, line.length()))
                + Show.hanging(line.substring(Math.min(column, line.length())), column, columns)));
        return lines;
    }

    private static List<String> entry(IncidentEvent event, Instant begin) {
        boolean sameDay = Show.day(event.at()).equals(Show.day(begin));
        return List.of(
                Long.toString(event.sequence()),
                sameDay ? Show.clock(event.at()) : Show.minute(event.at()),
                event.change().word(),
                Show.line(event.actor().toString()),
                Show.line(event.message()));
    }

    private static Duration since(Incident incident, Instant at) {
        return Duration.between(incident.detectedAt(), at);
    }

    private static String after(Optional<Duration> time, String otherwise) {
        return time.map(passed -> Window.text(passed) + " after it was detected").orElse(otherwise);
    }

    /** What has not happened to an incident that is over will not. */
    private static String over(Incident incident) {
        return incident.isOpen() ? "not yet" : "never";
    }

    private static String mitigatedNever(Incident incident) {
        boolean healed = incident.resolvedAt().isPresent() && incident.facts(Change.Fact.STEP).isEmpty();
        return healed ? "never: it recovered without a mitigation" : over(incident);
    }

    private static String labelled(String label, String text) {
        return Show.pad(label, LABEL_WIDTH) + Show.line(text);
    }
}
