package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloStatus;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How an SLO stands, in JSON. What was not measured is null, never zero. */
final class StatusJson {

    private StatusJson() {}

    static ObjectNode of(SloStatus status) {
        Slo slo = status.rule().slo();
        ObjectNode json = Json.object()
                .put("service", slo.service().value())
                .put("slo", slo.name().value())
                .put("objective", slo.objective().toString())
                .put("level", status.level().word())
                .put("freshness", status.freshness().word());
        Json.putOrNull(json, "sli", decimal(status.sli().sli(), 6));
        json.put("sliWindow", status.sliWindow().length().toString());
        json.put("coverage", status.sli().coverage().share().toDecimal(4).toPlainString());
        ArrayNode tiers = json.putArray("tiers");
        status.tiers().forEach(reading -> tiers.add(tier(reading, slo)));
        Json.putOrNull(json, "budgetRemaining", decimal(status.budgetRemaining(), 4));
        status.incident().ifPresent(incident -> json.put("incident", incident.id().toString()));
        ArrayNode mitigations = json.putArray("activeMitigations");
        status.activeMitigations().forEach(mitigation -> mitigations.add(mitigation(mitigation, status)));
        return json.put("asOf", status.asOf().toString());
    }

    private static ObjectNode tier(TierReading reading, Slo slo) {
        Figures figures = reading.figures(slo);
        ObjectNode json = Json.object()
                .put("tier", reading.tier().name())
                .put("long", reading.tier().longWindow().length().toString())
                .put("short", reading.tier().shortWindow().length().toString());
        Json.putOrNull(json, "burnLong", burn(reading.longMeasurement(), figures, "burnLong"));
        Json.putOrNull(json, "burnShort", burn(reading.shortMeasurement(), figures, "burnShort"));
        Json.putOrNull(json, "factor", figures.decimal("factor").map(factor -> factor.toPlainString()));
        return json.put("firing", reading.firing());
    }

    private static Optional<String> burn(Measurement window, Figures figures, String burn) {
        return window.sli().flatMap(measured -> figures.decimal(burn)).map(BigDecimal::toPlainString);
    }

    private static Optional<String> decimal(Optional<Ratio> ratio, int scale) {
        return ratio.map(value -> value.toDecimal(scale).toPlainString());
    }

    private static ObjectNode mitigation(ActiveMitigation mitigation, SloStatus status) {
        ObjectNode json = Json.object()
                .put("id", mitigation.id())
                .put("step", mitigation.step().name())
                .put("mitigation", mitigation.step().mitigation())
                .put("incident", mitigation.subject())
                .put("change", mitigation.change().description())
                .put("since", mitigation.since().toString())
                .put("expiresAt", mitigation.expiresAt().toString());
        Optional.ofNullable(status.leftOn().get(mitigation.subject())).ifPresent(why -> json.put("leftOn", why));
        return json;
    }
}
