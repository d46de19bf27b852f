package dev.safeguard.adapter.cli;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnComparison;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.TierFacts;
import dev.safeguard.domain.alert.TierTable;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What follows from an SLO and its alerts before anything has failed.
 *
 * @param proposed whether it is not there yet, so that its name means nothing
 * @param firstPaged who is paged first, if that is known
 */
record SloExplanation(AlertRule rule, String origin, boolean proposed, Optional<String> firstPaged) {

    private static final int LABEL = 11;
    private static final int PLACES = 12;
    private static final Ratio HALF = Ratio.of(1, 2);
    private static final Ratio MINUTE = Ratio.of(60, 1);
    private static final Duration MONTH = Duration.ofDays(30);

    List<String> lines(int columns) {
        Slo slo = rule.slo();
        AlertPolicy policy = rule.policy();
        List<String> lines = new ArrayList<>();
        lines.add((proposed ? "an SLO that is not there yet" : slo.name() + " · service " + slo.service()) + " · "
                + slo.objective().percent() + " of all events good over " + Window.text(slo.period())
                + ", a bucket every " + Window.text(slo.resolution()));
        lines.add("");
        lines.add(labelled("from", origin, columns));
        lines.add(labelled("policy", policyReason(), columns));
        lines.add(labelled(
                "budget",
                TierTable.percent(slo.objective().errorBudget()) + " of all events may be bad; "
                        + BurnComparison.text(slo.objective().ceiling())
                        + " is the most that can burn, when every event is bad",
                columns));
        lines.add("");
        lines.addAll(TierTable.lines(slo, policy));
        lines.add("");
        lines.add(labelled(
                "fires",
                "above that share of bad events, in the long window and in the short one. \"at 50 %\" is how long that"
                        + " takes when half of all events turn bad at once after a clean start, to the bucket boundary"
                        + " at which it fires; \"budget spent\" is the price of that; \"clears after\" counts from the"
                        + " end of a total outage",
                columns));
        lines.add(labelled("traffic", traffic(), columns));
        lines.add(labelled("freshness", freshness(), columns));
        lines.add("");
        lines.add(Show.hanging(sentence(), 0, columns));
        return lines;
    }

    private static String labelled(String label, String text, int columns) {
        return Show.pad(label, LABEL) + Show.hanging(text, LABEL, columns);
    }

    private String policyReason() {
        String period = Window.text(rule.slo().period());
        return switch (rule.policy().kind()) {
            case BUILT_IN -> "the built-in tiers for " + period;
            case LOW_OBJECTIVE ->
                "built-in, for a low objective: a standard page factor for " + period + " is more than half of "
                        + BurnComparison.text(rule.slo().objective().ceiling()) + ", the most that can burn at "
                        + rule.slo().objective().percent()
                        + ", so the page tiers are a half and a quarter of that, over shorter windows";
            case CUSTOM -> "tiers of its own";
        };
    }

    private String traffic() {
        List<String> tiers = new ArrayList<>();
        for (TierFacts facts : facts()) {
            BurnTier tier = facts.tier();
            if (tier.minBad() > 0 || tier.minTotal() > 0) {
                tiers.add(tier.name() + " asks for "
                        + (tier.minBad() > 0 ? Show.count(tier.minBad(), "bad event", "bad events") : "")
                        + (tier.minBad() > 0 && tier.minTotal() > 0 ? " and " : "")
                        + (tier.minTotal() > 0 ? Show.count(tier.minTotal(), "event", "events") : "") + " in "
                        + tier.longWindow() + ", so below " + perMinute(facts.leastEventsPerMinute())
                        + " not even a total outage fires it");
            }
        }
        return tiers.isEmpty()
                ? "no tier asks for a number of events: one bad event of few is enough"
                : String.join("; ", tiers);
    }

    /** In a unit that people can imagine. */
    private static String perMinute(Ratio events) {
        if (events.compareTo(Ratio.ONE) >= 0) {
            return shown(events) + " events a minute";
        }
        Ratio hourly = events.times(MINUTE);
        return hourly.compareTo(Ratio.ONE) >= 0
                ? shown(hourly) + " events an hour"
                : shown(hourly.times(Ratio.of(24, 1))) + " events a day";
    }

    private static String shown(Ratio number) {
        BigDecimal rounded = number.toDecimal(1).stripTrailingZeros();
        return rounded.scale() <= 0 ? rounded.toBigInteger().toString() : rounded.toPlainString();
    }

    private String freshness() {
        AlertPolicy policy = rule.policy();
        return "without data for " + Window.text(policy.staleAfter()) + " it is stale, for "
                + Window.text(policy.blindAfter()) + " blind; neither changes the level, and a tier clears only when "
                + TierTable.percent(policy.clearCoverage()) + " of its short window's buckets are there, with traffic";
    }

    /** What it comes to, for somebody who is tired. */
    String sentence() {
        Optional<TierFacts> page = first(true);
        Optional<TierFacts> ticket = first(false);
        String half = "If half of all events are bad, ";
        if (page.isPresent()) {
            return half + firstPaged.orElse("the person on call") + (severalPeople() ? " are" : " is") + " paged after "
                    + words(page.get().detection(HALF).orElseThrow()) + ", having lost " + spent(page.get())
                    + " of the " + budget() + ".";
        }
        return ticket.map(facts -> half + "nobody is paged; a ticket is filed after "
                        + words(facts.detection(HALF).orElseThrow()) + ", having lost " + spent(facts) + " of the "
                        + budget() + ".")
                .orElse(half + "nobody is told.");
    }

    private boolean severalPeople() {
        return firstPaged.filter(people -> people.contains(" and ")).isPresent();
    }

    private String spent(TierFacts facts) {
        return Show.percent(facts.budgetSpent(HALF).orElseThrow(), 1);
    }

    private String budget() {
        Duration period = rule.slo().period();
        return (period.equals(MONTH) ? "month's" : Window.text(period)) + " budget";
    }

    /** The tier that tells first of half of all events being bad. */
    private Optional<TierFacts> first(boolean page) {
        return facts().stream()
                .filter(facts -> facts.tier().severity().isPage() == page && facts.isFiredBy(HALF))
                .min(Comparator.comparing(facts -> facts.detection(HALF).orElseThrow()));
    }

    private List<TierFacts> facts() {
        return rule.policy().tiers().stream()
                .map(tier -> new TierFacts(rule.slo(), tier))
                .toList();
    }

    private static String words(Duration length) {
        List<String> parts = new ArrayList<>();
        part(parts, length.toDays(), "day");
        part(parts, length.toHoursPart(), "hour");
        part(parts, length.toMinutesPart(), "minute");
        part(parts, length.toSecondsPart(), "second");
        return String.join(" ", parts);
    }

    private static void part(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + " " + unit + (amount == 1 ? "" : "s"));
        }
    }

    ObjectNode json() {
        Slo slo = rule.slo();
        AlertPolicy policy = rule.policy();
        ObjectNode json = Json.object()
                .put("slo", proposed ? null : slo.name().value())
                .put("service", proposed ? null : slo.service().value())
                .put("objective", slo.objective().toString())
                .put("period", slo.period().toString())
                .put("resolution", slo.resolution().toString())
                .put("errorBudget", decimal(slo.objective().errorBudget()))
                .put("ceiling", decimal(slo.objective().ceiling()))
                .put("origin", origin)
                .put("policy", policy.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("policyReason", policyReason());
        ArrayNode tiers = json.putArray("tiers");
        facts().forEach(facts -> tiers.add(tier(facts)));
        json.put("clearCoverage", decimal(policy.clearCoverage()))
                .put("staleAfter", policy.staleAfter().toString())
                .put("blindAfter", policy.blindAfter().toString());
        Json.putOrNull(json, "firstPaged", firstPaged);
        return json.put("summary", sentence());
    }

    private static ObjectNode tier(TierFacts facts) {
        BurnTier tier = facts.tier();
        ObjectNode json = Json.object()
                .put("name", tier.name())
                .put("severity", tier.severity().word())
                .put("response", tier.severity().response().name().toLowerCase(Locale.ROOT))
                .put("long", tier.longWindow().length().toString())
                .put("short", tier.shortWindow().length().toString())
                .put("factor", decimal(tier.factor()))
                .put("firesAbove", decimal(facts.firesAbove()))
                .put("ceiling", decimal(facts.ceiling()))
                .put("reachable", facts.isReachable())
                .put("budgetSpent", decimal(facts.budgetSpent()));
        ArrayNode detection = json.putArray("detection");
        for (Ratio ratio : TierTable.ERROR_RATIOS) {
            ObjectNode at = Json.object().put("errorRatio", decimal(ratio));
            Json.putOrNull(at, "after", facts.detection(ratio));
            Json.putOrNull(at, "seconds", facts.detectionSeconds(ratio).map(SloExplanation::decimal));
            Json.putOrNull(at, "budgetSpent", facts.budgetSpent(ratio).map(SloExplanation::decimal));
            Json.putOrNull(at, "clearsAfter", facts.clearing(ratio));
            detection.add(at);
        }
        return json.put("minBad", tier.minBad())
                .put("minTotal", tier.minTotal())
                .put("leastEventsPerMinute", decimal(facts.leastEventsPerMinute()));
    }

    /** Exact where that takes no more than twelve places, else rounded half up to them. */
    private static String decimal(Ratio ratio) {
        BigDecimal rounded = ratio.toDecimal(PLACES);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
