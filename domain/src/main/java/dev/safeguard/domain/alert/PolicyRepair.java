package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns tiers that cannot work for an SLO into ones that do, and changes nothing else about them. Where there are none
 * to start from it proposes three, in the proportions of the 30-day catalogue.
 */
final class PolicyRepair {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Ratio TWICE = Ratio.of(2, 1);
    private static final int LONGEST_NAME = 100;

    private final Slo slo;
    private final long resolution;
    private final long period;

    PolicyRepair(Slo slo) {
        this.slo = slo;
        this.resolution = slo.resolution().toSeconds();
        this.period = slo.period().toSeconds();
    }

    /** A policy that works; nothing where the period holds a single bucket, so that no two windows fit into it. */
    Optional<AlertPolicy> repaired(List<TierDraft> tiers) {
        if (period < 2 * resolution) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        List<BurnTier> repaired = new ArrayList<>();
        for (TierDraft tier : tiers.isEmpty() ? proposed() : tiers) {
            TierDraft fitting = fitted(tier);
            repaired.add(fitting.burning(factor(fitting)).named(free(tier.name(), names)).tier());
        }
        return Optional.of(AlertPolicy.custom(repaired));
    }

    /** Whole buckets, long above short, neither longer than the period; those the wrong way round are swapped. */
    private TierDraft fitted(TierDraft tier) {
        boolean swapped = tier.shortWindow().compareTo(tier.longWindow()) > 0;
        long longer = (swapped ? tier.shortWindow() : tier.longWindow()).length().toSeconds();
        long shorter = (swapped ? tier.longWindow() : tier.shortWindow()).length().toSeconds();
        longer = Math.max(wholeBuckets(Math.min(longer, period)), 2 * resolution);
        shorter = wholeBuckets(shorter < longer ? shorter : Math.ceilDiv(longer, 12));
        shorter = Math.min(shorter, longer - resolution);
        return tier.over(window(longer), window(shorter), slo.period());
    }

    private long wholeBuckets(long seconds) {
        return Math.ceilDiv(seconds, resolution) * resolution;
    }

    private static Window window(long seconds) {
        return new Window(Duration.ofSeconds(seconds));
    }

    /**
     * The factor itself where it works. One that is never reached becomes what the built-in tiers would have; a page
     * inside the budget pages at twice the budget, and a ticket at the budget.
     */
    private Ratio factor(TierDraft tier) {
        Ratio factor = tier.factor();
        Ratio sensible = sensible(tier.severity());
        if (!slo.objective().ceiling().isGreaterThan(factor)) {
            return sensible;
        }
        boolean inside = tier.severity().isPage()
                ? !factor.isGreaterThan(Ratio.ONE)
                : factor.compareTo(PolicyCheck.LOWEST_TICKET_FACTOR) < 0;
        if (!inside) {
            return factor;
        }
        return tier.severity().isPage() && sensible.isGreaterThan(TWICE) ? TWICE : sensible;
    }

    /** The factor of the 30-day catalogue, or the share of a low ceiling, or of what is between 1 and the ceiling. */
    private Ratio sensible(Severity severity) {
        return switch (severity) {
            case SEV1 -> atMost(Ratio.of("14.4"), Ratio.of(1, 2));
            case SEV2 -> atMost(Ratio.of("6"), Ratio.of(1, 4));
            case SEV3 -> Ratio.ONE;
        };
    }

    private Ratio atMost(Ratio standard, Ratio share) {
        Ratio ceiling = slo.objective().ceiling();
        Ratio scaled = ceiling.times(share);
        if (!scaled.isGreaterThan(Ratio.ONE)) {
            scaled = Ratio.ONE.plus(ceiling.minus(Ratio.ONE).times(share));
        }
        return standard.isGreaterThan(scaled) ? scaled : standard;
    }

    private List<TierDraft> proposed() {
        if (AlertPolicy.whyNotBuiltIn(slo.objective(), slo.period()).isEmpty()) {
            return AlertPolicy.builtIn(slo.objective(), slo.period()).tiers().stream()
                    .map(TierDraft::of)
                    .toList();
        }
        boolean standard = sensible(Severity.SEV1).equals(Ratio.of("14.4"));
        return List.of(
                standard ? proposal(Severity.SEV1, 60, 5, 10) : proposal(Severity.SEV1, 30, 5, 10),
                standard ? proposal(Severity.SEV2, 360, 30, 5) : proposal(Severity.SEV2, 120, 10, 5),
                proposal(Severity.SEV3, 3 * 24 * 60, 6 * 60, 1));
    }

    /** The windows take the same part of the period as they do of 30 days, unless there is a catalogue for it. */
    private TierDraft proposal(Severity severity, long longMinutes, long shortMinutes, long minBad) {
        Ratio part = AlertPolicy.hasCatalogue(slo.period())
                ? Ratio.ONE
                : Ratio.of(period, MONTH.toSeconds());
        return new TierDraft(
                severity.word(),
                severity,
                Optional.empty(),
                sensible(severity),
                part(longMinutes, part),
                part(shortMinutes, part),
                minBad,
                0);
    }

    private static Window part(long minutes, Ratio part) {
        Ratio seconds = part.times(Ratio.of(60 * minutes, 1));
        BigInteger atLeast = seconds.numerator()
                .add(seconds.denominator())
                .subtract(BigInteger.ONE)
                .divide(seconds.denominator());
        return window(atLeast.longValueExact());
    }

    /** The name, with a number behind it where it is taken. */
    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            String suffix = "-" + number;
            free = name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length())) + suffix;
        }
        return free;
    }
}
