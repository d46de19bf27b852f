package dev.safeguard.adapter.config;

import static dev.safeguard.adapter.config.Shape.COUNT;
import static dev.safeguard.adapter.config.Shape.DURATION;
import static dev.safeguard.adapter.config.Shape.NAME;
import static dev.safeguard.adapter.config.Shape.SHARE;
import static dev.safeguard.adapter.config.Shape.TEXT;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.PolicyCheck;
import dev.safeguard.domain.alert.PolicyProblem;
import dev.safeguard.domain.alert.Response;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.alert.TierDraft;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * {@code alerts:} of an SLO, and the file of a policy: {@code default}, a list of tiers, or a map of {@code tiers} and
 * how silence is treated. What a tier is depends on its SLO's period, so this is what is known before the SLO is.
 *
 * @param tiers nothing for the built-in ones
 */
record AlertsSection(
        Place at,
        Optional<List<Tier>> tiers,
        Optional<Ratio> clearCoverage,
        Optional<Duration> staleAfter,
        Optional<Duration> blindAfter) {

    static final Shape<AlertsSection> MAP = Shape.map(fields -> {
        var tiers = fields.optional("tiers", Shape.listOf(Tier.SHAPE));
        var clearCoverage = fields.optional("clearCoverage", SHARE);
        var staleAfter = fields.optional("staleAfter", DURATION);
        var blindAfter = fields.optional("blindAfter", DURATION);
        return fields.make(() -> new AlertsSection(
                fields.at(), tiers.value(), clearCoverage.value(), staleAfter.value(), blindAfter.value()));
    });

    static final Shape<AlertsSection> SHAPE = (node, reading) -> {
        Place at = Place.of(node);
        return switch (node) {
            case MappingNode map -> MAP.read(map, reading);
            case SequenceNode list ->
                Shape.listOf(Tier.SHAPE)
                        .read(list, reading)
                        .map(tiers -> new AlertsSection(
                                at, Optional.of(tiers), Optional.empty(), Optional.empty(), Optional.empty()));
            default ->
                Shape.oneOf("alert policy", List.of("default"), word -> word)
                        .read(node, reading)
                        .map(ignored -> builtIn(at));
        };
    };

    /** What holds where alerts are not mentioned. */
    static AlertsSection builtIn(Place at) {
        return new AlertsSection(at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The SLO with these alerts; nothing when they cannot work for it, with a problem for each reason. */
    Optional<AlertRule> ruleFor(Slo slo, Reading reading) {
        return ruleFor(slo, reading, fix -> "write alerts: { " + fix + " }");
    }

    /** The SLO with the alerts of a file that holds nothing else; without any tiers it has none. */
    Optional<AlertRule> ruleOfFile(Slo slo, Reading reading) {
        AlertsSection own = new AlertsSection(
                at, tiers.or(() -> Optional.of(List.of())), clearCoverage, staleAfter, blindAfter);
        return own.ruleFor(slo, reading, fix -> "write " + fix);
    }

    private Optional<AlertRule> ruleFor(Slo slo, Reading reading, UnaryOperator<String> pasted) {
        PolicyCheck check = tiers.map(given -> PolicyCheck.of(
                        slo, given.stream().map(tier -> tier.draft(slo.period())).toList()))
                .orElseGet(() -> PolicyCheck.ofBuiltIn(slo));
        List<String> details = check.table();
        for (PolicyProblem problem : check.problems()) {
            reading.problem(
                    ProblemCode.UNWORKABLE_ALERTS,
                    problem.position().map(this::placeOfTier).orElse(at),
                    problem.sentence(),
                    fixed(problem, slo, reading)
                            .map(pasted)
                            .orElse("give a period of at least two buckets: no two windows fit into one"),
                    details);
            details = List.of();
        }
        return check.problems().isEmpty()
                ? reading.attempt(ProblemCode.UNWORKABLE_ALERTS, at, () -> new AlertRule(slo, policyFor(slo)))
                : Optional.empty();
    }

    /** The fix, with silence treated as it was asked for, if it can be treated so. */
    private Optional<String> fixed(PolicyProblem problem, Slo slo, Reading reading) {
        return problem.fix().flatMap(fix -> reading.attempt(ProblemCode.UNWORKABLE_ALERTS, at, () -> with(fix))
                .or(() -> Optional.of(fix))
                .map(policy -> PolicyText.line(policy, slo.period())));
    }

    private Place placeOfTier(int position) {
        return tiers.map(given -> given.get(position).at()).orElse(at);
    }

    private AlertPolicy policyFor(Slo slo) {
        return tiers.isEmpty() ? with(AlertPolicy.builtIn(slo.objective(), slo.period())) : policyFor(slo.period());
    }

    /** @throws IllegalArgumentException when the tiers do not go together, or there is none */
    AlertPolicy policyFor(Duration period) {
        return with(AlertPolicy.custom(tiers.orElse(List.of()).stream()
                .map(tier -> tier.draft(period).tier())
                .toList()));
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
        private static final Pattern FRACTION = Pattern.compile("([0-9]{1,60})/([1-9][0-9]{0,59})");
        private static final Shape<Ratio> FACTOR = TEXT.as(Tier::factor).told(JsonSchema::factor);

        static final Shape<Tier> SHAPE = Shape.map(fields -> {
            var name = fields.optional("name", NAME);
            var severity =
                    fields.required("severity", Shape.oneOf("severity", List.of(Severity.values()), Severity::word));
            var respond = fields.optional("respond", Shape.oneOf("response", List.of(Response.values()), Tier::word));
            var budget = fields.optional("budget", SHARE);
            var factor = fields.optional("factor", FACTOR);
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
                return new Tier(
                        fields.at(),
                        name.value(),
                        severity.get(),
                        budget.value(),
                        factor.value(),
                        longWindow.get(),
                        shortWindow.value(),
                        minBad.or(0L),
                        minTotal.or(0L));
            });
        });

        /** The tier over this period, with a twelfth of the long window where no short one is given. */
        TierDraft draft(Duration period) {
            String called = name.orElse(severity.word());
            Window shorter = shortWindow.orElseGet(() ->
                    new Window(Duration.ofSeconds(Math.ceilDiv(longWindow.length().toSeconds(), 12L))));
            return budget.map(share -> TierDraft.ofBudget(
                            called, severity, share, period, longWindow, shorter, minBad, minTotal))
                    .orElseGet(() -> new TierDraft(
                            called,
                            severity,
                            Optional.empty(),
                            factor.orElseThrow(),
                            longWindow,
                            shorter,
                            minBad,
                            minTotal));
        }

        /** A decimal, or a fraction for what is none. */
        private static Ratio factor(String text) {
            Matcher fraction = FRACTION.matcher(text);
            if (fraction.matches()) {
                return new Ratio(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2)));
            }
            if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,18})?")) {
                throw new IllegalArgumentException(
                        "a factor such as 14.4 or 14/15 is needed here, was \"" + text + "\"");
            }
            return Ratio.of(text);
        }

        private static String word(Response response) {
            return response.name().toLowerCase(Locale.ROOT);
        }
    }
}
