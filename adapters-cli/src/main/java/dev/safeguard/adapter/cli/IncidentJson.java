package dev.safeguard.adapter.cli;

import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An incident in JSON; null is what has not happened yet. */
final class IncidentJson {

    private IncidentJson() {}

    static ObjectNode summary(Incident incident) {
        ObjectNode json = Json.object()
                .put("id", incident.id().toString())
                .put("service", incident.service().value())
                .put("slo", incident.slo().value())
                .put("severity", incident.severity().word())
                .put("state", incident.state().word());
        Json.putOrNull(json, "symptom", incident.symptom());
        json.put("detectedAt", incident.detectedAt().toString());
        Json.putOrNull(json, "acknowledgedAt", incident.acknowledgedAt());
        Json.putOrNull(json, "mitigatedAt", incident.mitigatedAt());
        Json.putOrNull(json, "resolvedAt", incident.resolvedAt());
        Json.putOrNull(json, "closedAt", incident.closedAt());
        ArrayNode links = json.putArray("links");
        incident.links().forEach(id -> links.add(id.toString()));
        return json;
    }

    /** With its timeline. */
    static ObjectNode whole(Incident incident) {
        ObjectNode json = summary(incident);
        ArrayNode timeline = json.putArray("timeline");
        incident.timeline().forEach(event -> timeline.add(event(event)));
        return json;
    }

    private static ObjectNode event(IncidentEvent event) {
        ObjectNode json = Json.object()
                .put("sequence", event.sequence())
                .put("at", event.at().toString())
                .put("event", event.change().word())
                .put("actor", event.actor().toString())
                .put("message", event.message());
        json.set("data", Json.figures(event.figures()));
        return json;
    }
}
