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
import tools.jackson.databind.JsonNode;

/** Alert rules, and the exact numbers in them, as JSON. */
final class SloCodec {

    private SloCodec() {}

    static JsonNode write(AlertRule rule) {
        Slo slo = rule.slo();
        AlertPolicy policy = rule.policy();
        return Json.object()
                .put("slo", slo.name().value())
                .put("service", slo.service().value())
                .put("description", slo.description())
                .put("objective", slo.objective().toString())
                .put("period", slo.period().toString())
                .put("resolution", slo.resolution().toString())
                .put("policy", policy.kind().name())
                .put("clearCoverage", write(policy.clearCoverage()))
                .put("staleAfter", policy.staleAfter().toString())
                .put("blindAfter", policy.blindAfter().toString())
                .set("tiers", Json.array(policy.tiers(), SloCodec::write));
    }

    static AlertRule readRule(JsonNode rule) {
        Slo slo = new Slo(
                new SloName(Json.string(rule, "slo")),
                new ServiceName(Json.string(rule, "service")),
                Json.string(rule, "description"),
                Objective.of(Json.string(rule, "objective")),
                Json.duration(rule, "period"),
                Json.duration(rule, "resolution"));
        AlertPolicy policy = new AlertPolicy(
                AlertPolicy.Kind.valueOf(Json.string(rule, "policy")),
                Json.list(Json.required(rule, "tiers"), SloCodec::readTier),
                readRatio(Json.string(rule, "clearCoverage")),
                Json.duration(rule, "staleAfter"),
                Json.duration(rule, "blindAfter"));
        return new AlertRule(slo, policy);
    }

    private static JsonNode write(BurnTier tier) {
        return Json.object()
                .put("name", tier.name())
                .put("severity", tier.severity().name())
                .put("factor", write(tier.factor()))
                .put("long", tier.longWindow().length().toString())
                .put("short", tier.shortWindow().length().toString())
                .put("minBad", tier.minBad())
                .put("minTotal", tier.minTotal());
    }

    private static BurnTier readTier(JsonNode tier) {
        return new BurnTier(
                Json.string(tier, "name"),
                Severity.valueOf(Json.string(tier, "severity")),
                readRatio(Json.string(tier, "factor")),
                new Window(Json.duration(tier, "long")),
                new Window(Json.duration(tier, "short")),
                Json.number(tier, "minBad"),
                Json.number(tier, "minTotal"));
    }

    /** A ratio is {@code numerator/denominator}, for it has to stay exact. */
    static String write(Ratio ratio) {
        return ratio.numerator() + "/" + ratio.denominator();
    }

    static Ratio readRatio(String text) {
        int slash = text.indexOf('/');
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
