package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** SLOs and their alert rules as JSON. */
final class SloCodec {

    private SloCodec() {}

    static JsonNode json(AlertRule rule) {
        Slo slo = rule.slo();
        AlertPolicy policy = rule.policy();
        return Json.object()
                .put("service", slo.service().value())
                .put("description", slo.description())
                .put("objective", slo.objective().toString())
                .put("period", slo.period().toString())
                .put("resolution", slo.resolution().toString())
                .put("policy", policy.kind().name())
                .put("clearCoverage", text(policy.clearCoverage()))
                .put("staleAfter", policy.staleAfter().toString())
                .put("blindAfter", policy.blindAfter().toString())
                .set("tiers", Json.array(policy.tiers(), SloCodec::json));
    }

    static AlertRule rule(SloName name, JsonNode json) {
        Slo slo = new Slo(
                name,
                new ServiceName(Json.text(json, "service")),
                Json.text(json, "description"),
                Objective.of(Json.text(json, "objective")),
                Json.duration(json, "period"),
                Json.duration(json, "resolution"));
        List<BurnTier> tiers = Json.list(json.required("tiers"), SloCodec::tier);
        AlertPolicy policy = new AlertPolicy(
                Json.constant(AlertPolicy.Kind.class, json, "policy"),
                tiers,
                ratio(Json.text(json, "clearCoverage")),
                Json.duration(json, "staleAfter"),
                Json.duration(json, "blindAfter"));
        return new AlertRule(slo, policy);
    }

    private static JsonNode json(BurnTier tier) {
        return Json.object()
                .put("name", tier.name())
                .put("severity", tier.severity().name())
                .put("factor", text(tier.factor()))
                .put("long", tier.longWindow().length().toString())
                .put("short", tier.shortWindow().length().toString())
                .put("minBad", tier.minBad())
                .put("minTotal", tier.minTotal());
    }

    private static BurnTier tier(JsonNode json) {
        return new BurnTier(
                Json.text(json, "name"),
                Json.constant(Severity.class, json, "severity"),
                ratio(Json.text(json, "factor")),
                new Window(Json.duration(json, "long")),
                new Window(Json.duration(json, "short")),
                json.required("minBad").longValue(),
                json.required("minTotal").longValue());
    }

    /** For example {@code 14/15}. */
    static String text(Ratio ratio) {
        return ratio.numerator() + "/" + ratio.denominator();
    }

    static Ratio ratio(String text) {
        int slash = text.indexOf('/');
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
