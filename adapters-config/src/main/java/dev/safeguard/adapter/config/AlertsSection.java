package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.COUNT;
import static dev.safeguard.adapter.config.Shape.DECIMAL;
import static dev.safeguard.adapter.config.Shape.DURATION;
import static dev.safeguard.adapter.config.Shape.NAME;
import static dev.safeguard.adapter.config.Shape.SHARE;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Response;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * {@code alerts:} of an SLO, and the file of a policy: {@code default}, a list of tiers, or a map of {@code tiers} and
 * how silence is treated. What a tier is depends on its SLO's period, so this is what is known before the SLO is.
 *
 * @param tiers none for the built-in ones
 */
record AlertsSection(
        Place at,
        List<Tier> tiers,
        Optional<Ratio> clearCoverage,
        Optional<Duration> staleAfter,
        Optional<Duration> blindAfter) {

    static final Shape<AlertsSection> MAP = Shape.map(fields -> {
        var tiers = fields.optional("tiers", Shape.someOf(Tier.SHAPE));
        var clearCoverage = fields.optional("clearCoverage", SHARE);
        var staleAfter = fields.optional("staleAfter", DURATION);
        var blindAfter = fields.optional("blindAfter", DURATION);
        return fields.make(() -> new AlertsSection(
                fields.at(), tiers.or(List.of()), clearCoverage.value(), staleAfter.value(), blindAfter.value()));
    });

    static final Shape<AlertsSection> SHAPE = (node, reading) -> {
        Place at = Place.of(node);
        return switch (node) {
            case MappingNode map -> MAP.read(map, reading);
            case SequenceNode list ->
                Shape.someOf(Tier.SHAPE)
                        .read(list, reading)
                        .map(tiers ->
                                new AlertsSection(at, tiers, Optional.empty(), Optional.empty(), Optional.empty()));
            default ->
                Shape.oneOf("alert policy", List.of("default"), word -> word)
                        .read(node, reading)
                        .map(ignored -> builtIn(at));
        };
    };

    /** What holds where alerts are not mentioned. */
    static AlertsSection builtIn(Place at) {
        return new AlertsSection(at, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The SLO with these alerts; nothing when they cannot work for it, with a problem for each reason. */
    Optional<AlertRule> ruleFor(Slo slo, Reading reading) {
        int reportedBefore = reading.reported();
        for (Tier tier : tiers) {
            for (String problem : tier.problemsFor(slo)) {
                reading.problem(ProblemCode.UNWORKABLE_ALERTS, tier.at(), problem);
            }
        }
        return reading.reported() > reportedBefore
                ? Optional.empty()
                : reading.attempt(ProblemCode.UNWORKABLE_ALERTS, at, () -> new AlertRule(slo, policyFor(slo)));
    }

    private AlertPolicy policyFor(Slo slo) {
        return tiers.isEmpty() ? with(AlertPolicy.builtIn(slo.objective(), slo.period())) : policyFor(slo.period());
    }

    /** @throws IllegalArgumentException when the tiers do not go together, or there is none */
    AlertPolicy policyFor(Duration period) {
        return with(
                AlertPolicy.custom(tiers.stream().map(tier -> tier.over(period)).toList()));
    }

    private AlertPolicy with(AlertPolicy policy) {
        return new AlertPolicy(
                policy.kind(),
                policy.tiers(),
                clearCoverage.orElse(policy.clearCoverage()),
                staleAfter.orElse(policy.staleAfter()),
                blindAfter.orElse(policy.blindAfter()));
    }

    /** A tier as it is written: by factor, or by the share of the budget that it lets be spent. */
    record Tier(
            Place at,
            Optional<String> name,
            Severity severity,
            Optional<Ratio> budget,
            Optional<Ratio> factor,
            Window longWindow,
            Optional<Window> shortWindow,
            long minBad,
            long minTotal) {

        private static final Shape<Window> WINDOW = DURATION.as(Window::new);

        static final Shape<Tier> SHAPE = Shape.map(fields -> {
            var name = fields.optional("name", NAME);
            var severity =
                    fields.required("severity", Shape.oneOf("severity", List.of(Severity.values()), Severity::word));
            var respond = fields.optional("respond", Shape.oneOf("response", List.of(Response.values()), Tier::word));
            var budget = fields.optional("budget", SHARE);
            var factor = fields.optional("factor", DECIMAL);
            var longWindow = fields.required("long", WINDOW);
            var shortWindow = fields.optional("short", WINDOW);
            var minBad = fields.optional("minBad", COUNT);
            var minTotal = fields.optional("minTotal", COUNT);
            return fields.make(() -> {
                Response response = severity.get().response();
                if (respond.or(response) != response) {
                    throw new IllegalArgumentException(severity.get().word() + " is answered with a " + word(response)
                            + ", not with a " + word(respond.get()));
                }
                if (budget.value().isPresent() == factor.value().isPresent()) {
                    throw new IllegalArgumentException("a tier states either its budget or its factor");
                }
                Tier tier = new Tier(
                        fields.at(),
                        name.value(),
                        severity.get(),
                        budget.value(),
                        factor.value(),
                        longWindow.get(),
                        shortWindow.value(),
                        minBad.or(0L),
                        minTotal.or(0L));
                // What a tier refuses does not depend on the period, so it is told before the period is known.
                var ignored = tier.over(Slo.DEFAULT_PERIOD);
                return tier;
            });
        });

        List<String> problemsFor(Slo slo) {
            return AlertPolicy.custom(List.of(over(slo.period()))).problemsFor(slo);
        }

        /** The tier over this period, with a twelfth of the long window where no short one is given. */
        BurnTier over(Duration period) {
            return new BurnTier(
                    name.orElse(severity.word()),
                    severity,
                    factor.or(() -> budget.map(share -> BurnTier.factor(share, period, longWindow)))
                            .orElseThrow(),
                    longWindow,
                    shortWindow.orElseGet(() -> new Window(longWindow.length().dividedBy(12))),
                    minBad,
                    minTotal);
        }

        private static String word(Response response) {
            return response.name().toLowerCase(Locale.ROOT);
        }
    }
}
