package dev.safeguard.application.oncall;

import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a page says: user impact, since when, what automation did, who else was paged, the next command. */
final class PageText {

    private PageText() {}

    static String of(Incident incident, String names) {
        List<String> lines = new ArrayList<>();
        lines.add(incident.severity().word().toUpperCase(Locale.ROOT) + " " + incident.id() + " "
                + incident.service() + ": " + incident.timeline().getFirst().message());
        lines.add("since " + incident.timeline().getFirst().figures().text("onset")
                .orElse(incident.detectedAt().toString()));
        List<IncidentEvent> steps = incident.facts(Change.Fact.STEP);
        lines.add(steps.isEmpty() ? "automation has done nothing yet" : "automation: " + steps.getLast().message());
        incident.facts(Change.Fact.PAGE).forEach(page -> lines.add("before you: " + page.message()));
        lines.add(names + ": safeguard incident ack " + incident.id());
        return String.join("\n", lines);
    }
}
