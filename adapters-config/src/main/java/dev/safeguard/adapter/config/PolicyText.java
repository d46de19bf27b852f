package dev.safeguard.adapter.config;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An alert policy as the text that {@link ConfigurationReader} reads it from: what is read is what was written, to the
 * last digit. A tier states the share of the budget where that is a decimal, else its factor, as a fraction if need be.
 */
public final class PolicyText {

    private static final int MOST_PLACES = 18;
    private static final BigDecimal MOST = BigDecimal.valueOf(999_999_999);
    private static final Ratio HUNDRED = Ratio.of(100, 1);

    private PolicyText() {}

    /**
     * A whole file for {@code --policy}; also what stands below {@code alerts:}, indented.
     *
     * @param period of the SLO that the policy is for: the share of the budget depends on it
     * @throws IllegalArgumentException when {@code clearCoverage} is no decimal, which no file can say
     */
    public static String file(AlertPolicy policy, Duration period) {
        return "tiers:\n"
                + policy.tiers().stream()
                        .map(tier -> "  - " + tier(tier, period) + "\n")
                        .collect(Collectors.joining())
                + silence(policy).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** The same on one line, as it goes into a message: {@code tiers: [{ name: sev1, … }, …]}. */
    public static String line(AlertPolicy policy, Duration period) {
        List<String> entries = new ArrayList<>();
        entries.add("tiers: "
                + policy.tiers().stream().map(tier -> tier(tier, period)).collect(Collectors.joining(", ", "[", "]")));
        entries.addAll(silence(policy));
        return String.join(", ", entries);
    }

    private static String tier(BurnTier tier, Duration period) {
        List<String> entries = new ArrayList<>();
        entries.add("name: " + name(tier.name()));
        entries.add("severity: " + tier.severity().word());
        entries.add("respond: " + tier.severity().response().name().toLowerCase(Locale.ROOT));
        entries.add(budget(tier, period)
                .map(share -> "budget: " + share + "%")
                .orElseGet(() -> "factor: \"" + factor(tier.factor()) + "\""));
        entries.add("long: " + tier.longWindow());
        entries.add("short: " + tier.shortWindow());
        if (tier.minBad() > 0) {
            entries.add("minBad: " + tier.minBad());
        }
        if (tier.minTotal() > 0) {
            entries.add("minTotal: " + tier.minTotal());
        }
        return entries.stream().collect(Collectors.joining(", ", "{ ", " }"));
    }

    /** How silence is treated, where it is not as usual. */
    private static List<String> silence(AlertPolicy policy) {
        AlertPolicy usual = AlertPolicy.custom(policy.tiers());
        List<String> entries = new ArrayList<>();
        if (!policy.clearCoverage().equals(usual.clearCoverage())) {
            entries.add("clearCoverage: " + decimal(policy.clearCoverage())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "clearCoverage is written as a decimal, was " + fraction(policy.clearCoverage()))));
        }
        if (!policy.staleAfter().equals(usual.staleAfter())) {
            entries.add("staleAfter: " + duration(policy.staleAfter()));
        }
        if (!policy.blindAfter().equals(usual.blindAfter())) {
            entries.add("blindAfter: " + duration(policy.blindAfter()));
        }
        return entries;
    }

    /** In per cent. */
    private static Optional<String> budget(BurnTier tier, Duration period) {
        Ratio share = tier.factor()
                .times(Ratio.of(tier.longWindow().length().toSeconds(), period.toSeconds()));
        return share.isGreaterThan(Ratio.ONE) ? Optional.empty() : decimal(share.times(HUNDRED));
    }

    private static String factor(Ratio factor) {
        return decimal(factor).orElseGet(() -> fraction(factor));
    }

    private static String fraction(Ratio ratio) {
        return ratio.numerator() + "/" + ratio.denominator();
    }

    /** The ratio as a decimal that the reader takes, if it is one. */
    private static Optional<String> decimal(Ratio ratio) {
        BigDecimal rounded = ratio.toDecimal(MOST_PLACES);
        boolean same = Ratio.of(rounded).equals(ratio) && rounded.compareTo(MOST) <= 0;
        return same
                ? Optional.of(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString())
                : Optional.empty();
    }

    /** YAML takes one word for nothing that a tier may be called. */
    private static String name(String name) {
        return name.equalsIgnoreCase("null") ? "\"" + name + "\"" : name;
    }

    private static String duration(Duration duration) {
        return duration.toNanosPart() == 0 ? Window.text(duration) : duration.toString();
    }
}
