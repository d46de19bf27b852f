package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Detection;
import dev.safeguard.application.alert.PolicyComparison;
import dev.safeguard.application.alert.PolicySuggestion;
import dev.safeguard.application.alert.PolicySuggestion.Outcome;
import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.ReplayScore;
import dev.safeguard.application.alert.ReplaySummary;
import dev.safeguard.application.alert.Sighting;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A replay as JSON, an item for each SLO. */
final class ReplayJson {

    private final Invocation call;

    ReplayJson(Invocation call) {
        this.call = call;
    }

    void print(ReplayReport report) {
        try (Json.Document document = call.document("Replay", call.wallClock())) {
            report.slos().forEach(found -> document.add(item(found, report.oneSource())));
        }
    }

    private static ObjectNode item(ReplayReport.OfSlo found, boolean oneSource) {
        Replay replay = found.replay();
        Slo slo = replay.rule().slo();
        ObjectNode json = Json.object()
                .put("slo", slo.name().value())
                .put("objective", slo.objective().toString())
                .put("period", slo.period().toString())
                .put("resolution", slo.resolution().toString())
                .put("samples", replay.samples())
                .put("from", replay.from().toString())
                .put("to", replay.to().toString());
        ArrayNode tiers = json.putArray("tiers");
        replay.rule().policy().tiers().forEach(tier -> tiers.add(tier(tier, slo)));
        ArrayNode firings = json.putArray("firings");
        replay.firings().forEach(firing -> firings.add(firing(firing, slo)));
        ArrayNode transitions = json.putArray("transitions");
        replay.transitions()
                .forEach(transition -> transitions.add(Json.object()
                        .put("at", transition.at().toString())
                        .put("from", transition.before().word())
                        .put("to", transition.after().word())));
        ReplaySummary asked = found.summary();
        ObjectNode summary = json.putObject("summary")
                .put("pages", replay.pages().size())
                .put("nightPages", asked.nightPages())
                .put("tickets", replay.tickets().size())
                .put("badEvents", replay.events().bad())
                .put("totalEvents", replay.events().total())
                .put("budgetConsumedWorst", decimal(replay.budgetConsumedWorst(), 4));
        putDecimal(summary, "pagesPerWeek", asked.pagesAWeek(), 2);
        found.score().ifPresent(score -> json.set("labels", score(score, oneSource)));
        found.comparison().ifPresent(comparison -> json.set("compare", comparison(comparison)));
        found.suggestion().ifPresent(suggestion -> json.set("suggestion", suggestion(suggestion, found.yaml())));
        return json;
    }

    private static ObjectNode score(ReplayScore score, boolean oneSource) {
        ObjectNode json = Json.object();
        ArrayNode incidents = json.putArray("incidents");
        score.incidents().forEach(scored -> {
            ObjectNode incident = Json.object()
                    .put("id", scored.incident().id())
                    .put("start", scored.incident().start().toString())
                    .put("end", scored.incident().end().toString())
                    .put("impact", scored.incident().impact())
                    .put("title", scored.incident().title());
            incident.set("page", detection(scored.page()));
            incident.set("ticket", detection(scored.ticket()));
            incidents.add(incident);
        });
        json.put("outside", score.outside().size())
                .put("detected", score.detected())
                .put("missed", score.incidents().size() - score.detected())
                .put("pages", score.pages().size())
                .put("rightPages", score.rightPages());
        putDecimal(json, "precision", score.precision(), 4);
        putDecimal(json, "recall", score.recall(), 4);
        Json.putOrNull(json, "medianDetection", score.medianDetection());
        Json.putOrNull(json, "worstDetection", score.worstDetection());
        putDecimal(json, "pagesPerWeek", score.summary().pagesAWeek(), 2);
        return json.put("oneSource", oneSource);
    }

    private static ObjectNode detection(Detection detection) {
        ObjectNode json = Json.object().put("detected", detection.isDetected());
        Json.putOrNull(json, "tier", detection.by().map(sent -> sent.tier().name()));
        Json.putOrNull(json, "severity", detection.by().map(sent -> sent.severity().word()));
        Json.putOrNull(json, "at", detection.by().map(Sighting::at));
        Json.putOrNull(json, "after", detection.after());
        putDecimal(json, "budgetSpent", detection.by().map(Sighting::budgetSpent), 4);
        return json.put("already", detection instanceof Detection.Already);
    }

    private static ObjectNode comparison(PolicyComparison comparison) {
        ObjectNode json = Json.object();
        json.set("present", summary(comparison.present()));
        json.set("other", summary(comparison.other()));
        ArrayNode burns = json.putArray("burns");
        comparison.burns().forEach(burn -> {
            ObjectNode item = Json.object()
                    .put("from", burn.from().toString())
                    .put("verdict", burn.verdict().name().toLowerCase(Locale.ROOT));
            Json.putOrNull(item, "later", burn.later());
            item.set("present", told(burn.present()));
            item.set("other", told(burn.other()));
            burns.add(item);
        });
        return json;
    }

    private static ObjectNode summary(ReplaySummary summary) {
        ObjectNode json = Json.object()
                .put("pages", summary.pages())
                .put("sev1Pages", summary.sev1Pages())
                .put("nightPages", summary.nightPages())
                .put("tickets", summary.tickets());
        putDecimal(json, "pagesPerWeek", summary.pagesAWeek(), 2);
        putDecimal(json, "medianBudgetAtPage", summary.medianBudgetAtPage(), 4);
        putDecimal(json, "budgetConsumedWorst", summary.worstBudget(), 4);
        return json;
    }

    private static ObjectNode told(Optional<PolicyComparison.Told> told) {
        ObjectNode json = Json.object().put("pages", told.map(PolicyComparison.Told::pages).orElse(0));
        Json.putOrNull(json, "at", told.map(how -> how.first().at()));
        Json.putOrNull(json, "tier", told.map(how -> how.first().tier().name()));
        putDecimal(json, "budgetSpent", told.map(how -> how.first().budgetSpent()), 4);
        return json;
    }

    private static ObjectNode suggestion(PolicySuggestion suggestion, Optional<String> yaml) {
        ObjectNode json = Json.object()
                .put("found", suggestion.outcome() instanceof Outcome.Quieter)
                .put("tiersTried", suggestion.tiersTried())
                .put("policiesTried", suggestion.policiesTried())
                .put("caveat", suggestion.caveat());
        Json.putOrNull(json, "policy", yaml);
        switch (suggestion.outcome()) {
            case Outcome.Quieter quieter -> json.set("compare", comparison(quieter.comparison()));
            case Outcome.NothingQuieter ignored -> json.put("why", "none that was tried is quieter");
            case Outcome.NothingToFit nothing -> json.put("why", nothing.why());
        }
        return json;
    }

    private static void putDecimal(ObjectNode json, String name, Optional<Ratio> ratio, int scale) {
        json.put(name, ratio.map(value -> decimal(value, scale)).orElse(null));
    }

    private static ObjectNode tier(BurnTier tier, Slo slo) {
        return Json.object()
                .put("name", tier.name())
                .put("severity", tier.severity().word())
                .put("response", tier.severity().response().name().toLowerCase(Locale.ROOT))
                .put("factor", tier.factor().toString())
                .put("long", tier.longWindow().length().toString())
                .put("short", tier.shortWindow().length().toString())
                .put("minBad", tier.minBad())
                .put("minTotal", tier.minTotal())
                .put("reachable", slo.objective().ceiling().isGreaterThan(tier.factor()));
    }

    private static ObjectNode firing(Replay.Firing firing, Slo slo) {
        return Json.object()
                .put("tier", firing.tier().name())
                .put("from", firing.from().toString())
                .put("to", firing.to().toString())
                .put("burnLong", decimal(firing.burnLong(slo).value(), 2))
                .put("burnShort", decimal(firing.burnShort(slo).value(), 2))
                .put("budgetSpent", decimal(firing.budgetSpent(slo), 4));
    }

    /** Rounded half up, without zeros at the end. */
    private static String decimal(Ratio ratio, int scale) {
        return ratio.toDecimal(scale).stripTrailingZeros().toPlainString();
    }
}
