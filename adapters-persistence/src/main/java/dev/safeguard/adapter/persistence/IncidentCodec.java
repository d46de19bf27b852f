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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the entries of a timeline change, and their figures, as JSON. */
final class IncidentCodec {

    private IncidentCodec() {}

    static JsonNode write(Change change) {
        return switch (change) {
            case Change.Detected detected -> {
                ObjectNode node = Json.object("detected")
                        .put("service", detected.service().value())
                        .put("slo", detected.slo().value())
                        .put("severity", detected.severity().name());
                detected.follows().ifPresent(id -> node.put("follows", id.number()));
                yield node;
            }
            case Change.Joined joined ->
                Json.object("joined")
                        .put("slo", joined.slo().value())
                        .put("severity", joined.severity().name());
            case Change.Acknowledged ignored -> Json.object("acknowledged");
            case Change.Triaged triaged -> {
                ObjectNode node = Json.object("triaged").put("symptom", triaged.symptom());
                triaged.runbook().ifPresent(runbook -> node.put("runbook", runbook));
                yield node;
            }
            case Change.MitigationStarted ignored -> Json.object("mitigation-started");
            case Change.Mitigated ignored -> Json.object("mitigated");
            case Change.Resolved ignored -> Json.object("resolved");
            case Change.Reopened ignored -> Json.object("reopened");
            case Change.CauseFound found -> Json.object("cause-found").put("cause", found.cause());
            case Change.Closed closed -> {
                ObjectNode node = Json.object("closed");
                closed.waiver().ifPresent(waiver -> node.put("waiver", waiver));
                yield node;
            }
            case Change.Cancelled cancelled -> Json.object("cancelled").put("reason", cancelled.reason());
            case Change.Recorded recorded ->
                Json.object("recorded").put("fact", recorded.fact().name());
        };
    }

    static Change readChange(JsonNode change) {
        return switch (Json.string(change, "kind")) {
            case "detected" ->
                new Change.Detected(
                        new ServiceName(Json.string(change, "service")),
                        new SloName(Json.string(change, "slo")),
                        Severity.valueOf(Json.string(change, "severity")),
                        Optional.ofNullable(change.get("follows")).map(id -> new IncidentId(id.asLong())));
            case "joined" ->
                new Change.Joined(
                        new SloName(Json.string(change, "slo")), Severity.valueOf(Json.string(change, "severity")));
            case "acknowledged" -> new Change.Acknowledged();
            case "triaged" -> new Change.Triaged(Json.string(change, "symptom"), Json.optional(change, "runbook"));
            case "mitigation-started" -> new Change.MitigationStarted();
            case "mitigated" -> new Change.Mitigated();
            case "resolved" -> new Change.Resolved();
            case "reopened" -> new Change.Reopened();
            case "cause-found" -> new Change.CauseFound(Json.string(change, "cause"));
            case "closed" -> new Change.Closed(Json.optional(change, "waiver"));
            case "cancelled" -> new Change.Cancelled(Json.string(change, "reason"));
            case "recorded" -> new Change.Recorded(Change.Fact.valueOf(Json.string(change, "fact")));
            default -> throw Json.unknown(change);
        };
    }

    /** A list, for the order in which figures are told is kept; the name of the value says which sort it is. */
    static JsonNode write(Figures figures) {
        return Json.array(List.copyOf(figures.values().entrySet()), IncidentCodec::write);
    }

    private static JsonNode write(Map.Entry<String, Figure> entry) {
        ObjectNode node = Json.object().put("name", entry.getKey());
        return switch (entry.getValue()) {
            case Figure.Decimal decimal -> node.put("decimal", decimal.value().toString());
            case Figure.Count count -> node.put("count", count.value());
            case Figure.Text text -> node.put("text", text.value());
            case Figure.Span span -> node.put("span", span.value().toString());
        };
    }

    static Figures readFigures(JsonNode figures) {
        Map<String, Figure> values = new LinkedHashMap<>();
        figures.valueStream().forEach(figure -> values.put(Json.string(figure, "name"), readFigure(figure)));
        return new Figures(values);
    }

    private static Figure readFigure(JsonNode figure) {
        if (figure.has("decimal")) {
            return new Figure.Decimal(new BigDecimal(Json.string(figure, "decimal")));
        }
        if (figure.has("count")) {
            return new Figure.Count(Json.number(figure, "count"));
        }
        if (figure.has("text")) {
            return new Figure.Text(Json.string(figure, "text"));
        }
        if (figure.has("span")) {
            return new Figure.Span(Duration.parse(Json.string(figure, "span")));
        }
        throw Json.unknown(figure);
    }
}
