package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Replay;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.util.Locale;
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
            report.result().replays().forEach(replay -> document.add(item(replay)));
        }
    }

    private static ObjectNode item(Replay replay) {
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
        json.putObject("summary")
                .put("pages", replay.pages().size())
                .put("tickets", replay.tickets().size())
                .put("badEvents", replay.events().bad())
                .put("totalEvents", replay.events().total())
                .put("budgetConsumedWorst", decimal(replay.budgetConsumedWorst(), 4));
        return json;
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
