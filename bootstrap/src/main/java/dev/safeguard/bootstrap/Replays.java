package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.NoStateException;
import dev.safeguard.adapter.cli.ReplayChoice;
import dev.safeguard.adapter.cli.ReplayChoice.Source;
import dev.safeguard.adapter.cli.ReplaySession;
import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.config.Configuration;
import dev.safeguard.adapter.config.PolicyText;
import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.adapter.telemetry.CsvLabelReader;
import dev.safeguard.adapter.telemetry.FileSampleFeed;
import dev.safeguard.adapter.telemetry.PrometheusCredentials;
import dev.safeguard.adapter.telemetry.PrometheusQueries;
import dev.safeguard.adapter.telemetry.PrometheusSampleFeed;
import dev.safeguard.adapter.telemetry.PrometheusServer;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Assembles replays: of files, of what a state holds, or of what a Prometheus does. */
final class Replays {

    private static final Instant LONG_AGO = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("9999-12-31T00:00:00Z");
    private static final SloName UNNAMED = new SloName("prometheus");

    private final Map<String, String> environment;
    private final Clock clock = new SystemClock();

    /** By all that a policy follows from: a thousand SLOs are mostly alike. */
    private final Map<List<Object>, AlertPolicy> policies = new HashMap<>();

    Replays(Map<String, String> environment) {
        this.environment = environment;
    }

    ReplaySession assemble(ReplayChoice choice) {
        Optional<List<KnownIncident>> labels = choice.labels().map(file -> new CsvLabelReader().read(file));
        return switch (choice.source()) {
            case Source.Files files -> ofFiles(choice, files, labels);
            case Source.Prometheus prometheus -> ofPrometheus(choice, prometheus, labels);
            case Source.State ignored -> ofState(choice, labels);
        };
    }

    private Session ofFiles(ReplayChoice choice, Source.Files source, Optional<List<KnownIncident>> labels) {
        FileSampleFeed.BadRows badRows =
                source.lenient() ? FileSampleFeed.BadRows.SKIP : FileSampleFeed.BadRows.REFUSE;
        String title = source.files().size() == 1
                ? "recorded history " + source.files().getFirst()
                : "recorded history of " + source.files().size() + " files";
        return session(
                choice,
                title,
                new FileSampleFeed(source.files(), badRows, source.resolution()),
                configured(choice),
                labels,
                () -> {});
    }

    private Session ofPrometheus(ReplayChoice choice, Source.Prometheus source, Optional<List<KnownIncident>> labels) {
        PrometheusServer server = PrometheusServer.at(source.url());
        if (source.timeout().isPresent()) {
            server = server.within(source.timeout().get());
        }
        if (source.secret().isPresent()) {
            Path secret = source.secret().get();
            server = server.as(source.user()
                    .<PrometheusCredentials>map(user -> new PrometheusCredentials.Password(user, secret))
                    .orElseGet(() -> new PrometheusCredentials.BearerToken(secret)));
        }
        PrometheusQueries queries =
                PrometheusQueries.of(source.slo().orElse(UNNAMED), source.good(), source.total());
        Instant now = clock.now();
        return session(
                choice,
                server.toString(),
                new PrometheusSampleFeed(
                        server,
                        source.by().map(queries::by).orElse(queries),
                        now.minus(source.since()),
                        now,
                        source.resolution().orElse(Slo.DEFAULT_RESOLUTION),
                        PrometheusSampleFeed.Progress.NONE),
                configured(choice),
                labels,
                () -> {});
    }

    private Session ofState(ReplayChoice choice, Optional<List<KnownIncident>> labels) {
        Place place = Place.of(choice.where(), environment);
        if (!Files.exists(place.state())) {
            throw new NoStateException(place.state());
        }
        SqliteDatabase database = SqliteDatabase.openWhatIsThere(place.state());
        List<AlertRule> rules = database.unitOfWork().read(stores -> stores.alerts().rules());
        Duration resolution =
                rules.stream().findFirst().map(rule -> rule.slo().resolution()).orElse(Slo.DEFAULT_RESOLUTION);
        return session(
                choice,
                "state " + place.state(),
                database.sampleFeed(LONG_AGO, FAR_AHEAD, resolution),
                byName(rules),
                labels,
                database::close);
    }

    private Session session(
            ReplayChoice choice,
            String title,
            SampleFeed feed,
            Map<SloName, AlertRule> known,
            Optional<List<KnownIncident>> labels,
            Runnable close) {
        return new Session(
                title,
                feed,
                (slo, resolution) -> rule(choice, known, choice.policy(), slo, resolution),
                choice.compare().map(file -> (slo, resolution) ->
                        rule(choice, known, Optional.of(file), slo, resolution)),
                labels,
                close);
    }

    private record Session(
            String title,
            SampleFeed history,
            BiFunction<SloName, Duration, AlertRule> rules,
            Optional<BiFunction<SloName, Duration, AlertRule>> others,
            Optional<List<KnownIncident>> labels,
            Runnable whenClosed)
            implements ReplaySession {

        @Override
        public String text(AlertPolicy policy, Duration period) {
            return PolicyText.file(policy, period);
        }

        @Override
        public void close() {
            whenClosed.run();
        }
    }

    /** The rules of the configuration, where there is one and no objective is given. */
    private Map<SloName, AlertRule> configured(ReplayChoice choice) {
        return choice.objective().isPresent()
                ? Map.of()
                : byName(Place.of(choice.where(), environment).configuration().map(Configuration::rules).orElse(List.of()));
    }

    private static Map<SloName, AlertRule> byName(List<AlertRule> rules) {
        Map<SloName, AlertRule> byName = new HashMap<>();
        rules.forEach(rule -> byName.put(rule.slo().name(), rule));
        return byName;
    }

    private AlertRule rule(
            ReplayChoice choice,
            Map<SloName, AlertRule> known,
            Optional<Path> policy,
            SloName name,
            Duration resolution) {
        Optional<AlertRule> own = Optional.ofNullable(known.get(name));
        Slo slo = slo(choice, own, name, resolution);
        boolean asConfigured = policy.isEmpty() && choice.objective().isEmpty() && choice.period().isEmpty();
        return own.filter(rule -> asConfigured && rule.slo().resolution().equals(resolution))
                .orElseGet(() -> {
                    List<Object> decisive = List.of(policy, slo.objective(), slo.period(), resolution);
                    AlertPolicy like = policies.get(decisive);
                    AlertRule rule = like == null
                            ? new AlertRules(environment).rule(slo, policy)
                            : new AlertRule(slo, like);
                    policies.put(decisive, rule.policy());
                    return rule;
                });
    }

    private static Slo slo(ReplayChoice choice, Optional<AlertRule> own, SloName name, Duration resolution) {
        if (choice.objective().isEmpty() && own.isEmpty()) {
            throw UsageException.of(
                    Problems.NO_OBJECTIVE,
                    "nobody says what was promised of " + name,
                    "give --objective 0.999, or a configuration that has this SLO");
        }
        try {
            return sloOf(choice, own, name, resolution);
        } catch (IllegalArgumentException unfit) {
            throw UsageException.of(
                    Problems.BAD_OBJECTIVE, String.valueOf(unfit.getMessage()), "give another --objective or --period");
        }
    }

    private static Slo sloOf(ReplayChoice choice, Optional<AlertRule> own, SloName name, Duration resolution) {
        return new Slo(
                name,
                own.map(rule -> rule.slo().service()).orElseGet(() -> new ServiceName(name.value())),
                own.map(rule -> rule.slo().description()).orElse("good events of " + name + " as recorded"),
                choice.objective().orElseGet(() -> own.orElseThrow().slo().objective()),
                choice.period().or(() -> own.map(rule -> rule.slo().period())).orElse(Slo.DEFAULT_PERIOD),
                resolution);
    }
}
