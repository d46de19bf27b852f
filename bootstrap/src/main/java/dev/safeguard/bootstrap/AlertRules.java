package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.Composition.SloSource;
import dev.safeguard.adapter.cli.Composition.Where;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.config.ConfigurationException;
import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.adapter.config.PolicyText;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.adapter.simulation.Scenarios;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.PolicyCheck;
import dev.safeguard.domain.alert.PolicyProblem;
import dev.safeguard.domain.alert.UnworkablePolicyException;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.slo.Slo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where SLOs with their alerts come from, and what is said where an alert policy cannot work. */
final class AlertRules {

    private final Map<String, String> environment;

    AlertRules(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The configuration, the state file, and the built-in example where there is no configuration. */
    List<SloSource> sources(Where where) {
        Place place = Place.of(where, environment);
        List<SloSource> sources = new ArrayList<>();
        place.configuration()
                .ifPresent(configuration -> sources.add(new SloSource(
                        "configuration "
                                + where.config().map(Path::toString).orElse("safeguard.yaml"),
                        configuration.rules(),
                        firstPaged(place.roster(), new SystemClock().now()))));
        if (Files.exists(place.state())) {
            sources.add(stored(place));
        }
        if (place.configuration().isEmpty()) {
            sources.add(new SloSource(
                    "built-in example", example(), firstPaged(place.roster(), BuiltInExample.FIRST_SHIFT)));
        }
        return sources;
    }

    private static SloSource stored(Place place) {
        try (SqliteDatabase database = SqliteDatabase.openWhatIsThere(place.state())) {
            return database.unitOfWork().read(stores -> stored(place, stores));
        }
    }

    private static SloSource stored(Place place, Stores stores) {
        Optional<ShiftStore.Shift> shift = stores.shifts().find();
        return new SloSource(
                "state " + place.state() + shift.map(known -> ", " + GuiceComposition.origin(known)).orElse(""),
                stores.alerts().rules(),
                firstPaged(
                        place.roster(), shift.map(ShiftStore.Shift::asOf).orElseGet(() -> new SystemClock().now())));
    }

    private static List<AlertRule> example() {
        Map<String, AlertRule> rules = new LinkedHashMap<>();
        Scenarios.all().stream()
                .flatMap(scenario -> scenario.slos().stream())
                .forEach(slo -> rules.computeIfAbsent(slo.name().value(), name -> AlertRule.builtIn(slo)));
        return List.copyOf(rules.values());
    }

    private static Optional<String> firstPaged(Roster roster, Instant at) {
        List<Person> people =
                roster.reach(roster.escalation().levels().getFirst().target(), at);
        return people.isEmpty()
                ? Optional.empty()
                : Optional.of(people.stream().map(Person::name).collect(Collectors.joining(" and ")));
    }

    /** The SLO under the policy of this file, or else under the built-in one. */
    AlertRule rule(Slo slo, Optional<Path> policy) {
        try {
            return policy.map(file -> new ConfigurationReader(environment).readPolicy(file, slo))
                    .orElseGet(() -> AlertRule.builtIn(slo));
        } catch (ConfigurationException wrong) {
            throw Place.usage(wrong);
        } catch (UnworkablePolicyException unfit) {
            throw new UsageException(problems(unfit.check()));
        }
    }

    private static List<UsageException.Problem> problems(PolicyCheck check) {
        List<UsageException.Problem> problems = new ArrayList<>();
        for (PolicyProblem problem : check.problems()) {
            problems.add(new UsageException.Problem(
                    Problems.BAD_OBJECTIVE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    problem.sentence(),
                    Optional.of(problem.fix()
                            .map(fix -> "name a file with --policy that says "
                                    + PolicyText.line(fix, check.slo().period()))
                            .orElse("give a longer --period")),
                    problems.isEmpty() ? check.table() : List.of()));
        }
        return problems;
    }
}
