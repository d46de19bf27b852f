package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.SloBudget;
import dev.safeguard.application.incident.Judgement;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.ReleaseVerdict;
import dev.safeguard.domain.slo.BudgetPeriod;
import dev.safeguard.domain.slo.BudgetReading;
import dev.safeguard.domain.slo.Exhaustion;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An error budget in JSON. What was not measured is null, never zero. */
final class BudgetJson {

    private BudgetJson() {}

    static ObjectNode of(SloBudget budget) {
        ObjectNode json = reading(budget.reading(), budget.freshness());
        ArrayNode incidents = json.putArray("incidents");
        budget.incidents().forEach(share -> incidents.add(share(share)));
        return json;
    }

    static ObjectNode of(Judgement judged) {
        ObjectNode json = reading(judged.budget(), judged.freshness())
                .put("verdict", judged.verdict().word())
                .put("passes", judged.passes())
                .put("minLeft", decimal(judged.terms().minLeft(), 4))
                .put("minCoverage", decimal(judged.terms().minCoverage(), 4));
        Json.putOrNull(json, "gap", gap(judged.verdict()));
        Json.putOrNull(json, "backAt", judged.backAt());
        Json.putOrNull(json, "fix", judged.fix().map(incident -> incident.id()));
        return json;
    }

    private static ObjectNode reading(BudgetReading budget, Freshness freshness) {
        ObjectNode json = Json.object()
                .put("service", budget.slo().service().value())
                .put("slo", budget.slo().name().value())
                .put("objective", budget.slo().objective().toString());
        period(json, budget);
        json.put("from", budget.from().toString())
                .put("until", budget.until().toString())
                .put("asOf", budget.asOf().toString())
                .put("freshness", freshness.word())
                .put("measurement", word(budget.measured()));
        Json.putOrNull(json, "spent", budget.spent().map(share -> decimal(share, 4)));
        Json.putOrNull(json, "left", budget.left().map(share -> decimal(share, 4)));
        boolean known = budget.spent().isPresent();
        json.put("bad", known ? (Long) budget.measured().counts().bad() : null)
                .put("badAllowed", known ? (Long) budget.wholeBadAllowed() : null)
                .put("badLeft", known ? (Long) budget.badLeft() : null)
                .put("events", budget.measured().counts().total())
                .put("buckets", budget.measured().coverage().present())
                .put("bucketsSoFar", budget.bucketsSoFar())
                .put("bucketsOfPeriod", budget.measured().coverage().expected())
                .put("coverage", decimal(budget.coverage(), 4));
        rate(json, budget);
        return json;
    }

    private static void period(ObjectNode json, BudgetReading budget) {
        json.put("period", budget.period().length(budget.asOf()).toString());
        switch (budget.period()) {
            case BudgetPeriod.Rolling ignored -> json.putNull("month").putNull("zone");
            case BudgetPeriod.Month month ->
                json.put("month", month.month().toString()).put("zone", month.zone().toString());
        }
    }

    private static void rate(ObjectNode json, BudgetReading budget) {
        Json.putOrNull(json, "burn", budget.burn().map(burn -> decimal(burn.value(), 2)));
        json.put("burnWindow", budget.rateWindow().length().toString())
                .put("burnBad", budget.rate().counts().bad())
                .put("burnEvents", budget.rate().counts().total())
                .put("burnCoverage", decimal(budget.rate().coverage().share(), 4))
                .put("exhaustion", budget.exhaustion().word());
        Json.putOrNull(json, "exhaustedAt", exhaustedAt(budget.exhaustion()));
        Json.putOrNull(json, "forecast", budget.forecast().map(share -> decimal(share, 4)));
    }

    private static ObjectNode share(SloBudget.Share share) {
        return Json.object()
                .put("incident", share.incident().toString())
                .put("share", decimal(share.share(), 4))
                .put("bad", share.events().bad())
                .put("events", share.events().total())
                .put("from", share.from().toString())
                .put("until", share.until().toString());
    }

    private static Optional<Instant> exhaustedAt(Exhaustion exhaustion) {
        return exhaustion instanceof Exhaustion.At(Instant instant) ? Optional.of(instant) : Optional.empty();
    }

    private static Optional<String> gap(ReleaseVerdict verdict) {
        return verdict instanceof ReleaseVerdict.CannotTell(ReleaseVerdict.Gap gap)
                ? Optional.of(gap.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                : Optional.empty();
    }

    private static String word(Measurement measurement) {
        return switch (measurement) {
            case Measurement.Measured ignored -> "measured";
            case Measurement.NoTraffic ignored -> "no-traffic";
            case Measurement.Unmeasured ignored -> "unmeasured";
        };
    }

    private static String decimal(Ratio ratio, int scale) {
        return ratio.toDecimal(scale).toPlainString();
    }
}
