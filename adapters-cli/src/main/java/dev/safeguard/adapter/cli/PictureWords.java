package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Replay;
import dev.safeguard.application.alert.Trace;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.Slo;
import java.util.List;
import java.util.Set;

/**
 * What a picture of a replay shows, for who cannot see it.
 *
 * @param labels the known incidents in it
 * @param detected the ids of those that were paged for
 */
record PictureWords(Replay replay, PictureColumns columns, PictureLabels labels, Set<String> detected) {

    String text() {
        Slo slo = replay.rule().slo();
        StringBuilder words = new StringBuilder();
        words.append("From ").append(Show.minute(replay.from())).append(" to ").append(Show.minute(replay.to()));
        words.append(" UTC, against ").append(slo.objective().percent()).append(" over ").append(slo.periodWindow());
        words.append(": ").append(Show.count(replay.pages().size(), "page", "pages"));
        words.append(" and ").append(Show.count(replay.tickets().size(), "ticket", "tickets")).append(". ");
        words.append(Show.count(replay.events().bad())).append(" of ");
        words.append(Show.count(replay.events().total())).append(" events were bad; the worst ");
        words.append(slo.periodWindow()).append(" spent ");
        words.append(Show.percent(replay.budgetConsumedWorst(), 1)).append(" of its budget.");
        List<BurnTier> tiers = replay.rule().policy().tiers();
        for (int i = 0; i < tiers.size(); i++) {
            words.append(' ').append(tier(tiers.get(i), columns.peak(i)));
        }
        return words.append(incidents()).toString();
    }

    private String tier(BurnTier tier, Trace.Burn peak) {
        long firings = replay.firings().stream()
                .filter(firing -> firing.tier().equals(tier))
                .count();
        return "Tier " + tier.name() + " fires above " + ReplayPicture.threshold(tier) + " and fired "
                + Show.count(firings, "time", "times") + "; burn was at most " + Svg.decimals(peak.longest(), 1)
                + "x over " + tier.longWindow() + " and " + Svg.decimals(peak.shortest(), 1) + "x over "
                + tier.shortWindow() + ".";
    }

    private String incidents() {
        if (labels.placed().isEmpty()) {
            return "";
        }
        long found = labels.placed().stream()
                .filter(placed -> detected.contains(placed.incident().id()))
                .count();
        return " Pages came for " + Show.count(found) + " of "
                + Show.count(labels.placed().size(), "known incident", "known incidents") + " drawn"
                + (labels.leftOut() == 0
                        ? "."
                        : "; " + Show.count(labels.leftOut()) + " more lie too close to be drawn.");
    }
}
