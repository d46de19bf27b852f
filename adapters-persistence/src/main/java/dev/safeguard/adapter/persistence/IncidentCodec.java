package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Figures.Figure;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The changes and the figures of a timeline as JSON. */
final class IncidentCodec {

    private IncidentCodec() {}

    static JsonNode json(Change change) {
        return switch (change) {
            case Change.Detected detected -> {
                ObjectNode json = Json.object("detected")
                        .put("service", detected.service().value())
                        .put("slo", detected.slo().value())
                        .put("severity", detected.severity().name());
                detected.follows().ifPresent(id -> json.put("follows", id.number()));
                yield json;
            }
            case Change.Joined joined ->
                Json.object("joined")
                        .put("slo", joined.slo().value())
                        .put("severity", joined.severity().name());
            case Change.Acknowledged ignored -> Json.object("acknowledged");
            case Change.Triaged triaged -> {
                ObjectNode json = Json.object("triaged").put("symptom", triaged.symptom());
                triaged.runbook().ifPresent(runbook -> json.put("runbook", runbook));
                yield json;
            }
            case Change.MitigationStarted ignored -> Json.object("mitigation-started");
            case Change.Mitigated ignored -> Json.object("mitigated");
            case Change.Resolved ignored -> Json.object("resolved");
            case Change.Reopened ignored -> Json.object("reopened");
            case Change.CauseFound found -> Json.object("cause-found").put("cause", found.cause());
            case Change.Closed closed -> {
                ObjectNode json = Json.object("closed");
                closed.waiver().ifPresent(waiver -> json.put("waiver", waiver));
                yield json;
            }
            case Change.Cancelled cancelled -> Json.object("cancelled").put("reason", cancelled.reason());
            case Change.Recorded recorded ->
                Json.object("recorded").put("fact", recorded.fact().name());
        };
    }

    static Change change(JsonNode json) {
        String kind = Json.kind(json);
        return switch (kind) {
            case "detected" ->
                new Change.Detected(
                        new ServiceName(Json.text(json, "service")),
                        new SloName(Json.text(json, "slo")),
                        Json.constant(Severity.class, json, "severity"),
                        json.optional("follows").map(id -> new IncidentId(id.longValue())));
            case "joined" ->
                new Change.Joined(
                        new SloName(Json.text(json, "slo")), Json.constant(Severity.class, json, "severity"));
            case "acknowledged" -> new Change.Acknowledged();
            case "triaged" -> new Change.Triaged(Json.text(json, "symptom"), Json.optional(json, "runbook"));
            case "mitigation-started" -> new Change.MitigationStarted();
            case "mitigated" -> new Change.Mitigated();
            case "resolved" -> new Change.Resolved();
            case "reopened" -> new Change.Reopened();
            case "cause-found" -> new Change.CauseFound(Json.text(json, "cause"));
            case "closed" -> new Change.Closed(Json.optional(json, "waiver"));
            case "cancelled" -> new Change.Cancelled(Json.text(json, "reason"));
            case "recorded" -> new Change.Recorded(Json.constant(Change.Fact.class, json, "fact"));
            default -> throw Json.unknown("change", kind);
        };
    }

    /** An object of the figures by name, in their order, each with its sort: {@code {"burn":{"decimal":"15.00"}}}. */
    static JsonNode json(Figures figures) {
        ObjectNode json = Json.object();
        figures.values().forEach((name, figure) -> json.set(name, json(figure)));
        return json;
    }

    static Figures figures(JsonNode json) {
        Figures figures = Figures.NONE;
        for (Map.Entry<String, JsonNode> figure : json.properties()) {
            figures = figures.with(figure.getKey(), figure(figure.getValue()));
        }
        return figures;
    }

    private static JsonNode json(Figure figure) {
        return switch (figure) {
            case Figure.Decimal decimal ->
                Json.object().put("decimal", decimal.value().toString());
            case Figure.Count count -> Json.object().put("count", count.value());
            case Figure.Text text -> Json.object().put("text", text.value());
            case Figure.Span span -> Json.object().put("span", span.value().toString());
        };
    }

    private static Figure figure(JsonNode json) {
        Map.Entry<String, JsonNode> figure = json.properties().iterator().next();
        JsonNode value = figure.getValue();
        return switch (figure.getKey()) {
            case "decimal" -> new Figure.Decimal(new BigDecimal(value.stringValue()));
            case "count" -> new Figure.Count(value.longValue());
            case "text" -> new Figure.Text(value.stringValue());
            case "span" -> new Figure.Span(Duration.parse(value.stringValue()));
            default -> throw Json.unknown("figure", figure.getKey());
        };
    }
}
