package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns a feature flag of Unleash on or off in one environment, through its admin API. A flag is on or off there, and
 * never not set: a flag or an environment that does not exist is refused. The strategies of the flag stay as they are;
 * one without any is given "everybody" by Unleash when it is first turned on, and keeps that when it is turned off.
 */
public final class UnleashToggleMitigation implements Mitigation<UnleashToggleMitigation.With> {

    /** What a flag may be. */
    public enum Value {
        ON,
        OFF;

        private ControlState state() {
            return ControlState.of(name().toLowerCase(Locale.ROOT));
        }
    }

    /** Which flag where, and what it is to be. */
    public record With(
            @Parameter("the URL of Unleash") URI url,
            @Parameter("the name of the flag") String feature,
            @Parameter("the environment in which it is set, such as production") String environment,
            @Parameter("what it is to be") Value value,

            @Parameter("the project of the flag; default, unless given")
            Optional<String> project,

            @Parameter(
                    name = "token_file",
                    value = "the file that holds an admin token, or a personal one that may toggle there")
            Optional<Path> tokenFile,

            @Parameter("how long a call may take; 5s, unless given")
            Optional<Duration> timeout) {

        public With {
            HttpCalls.check(url, timeout);
            HttpCalls.checkBase(url);
            if (feature.isBlank()) {
                throw RefusedException.of("feature", "feature must be the name of a flag");
            }
            if (environment.isBlank()) {
                throw RefusedException.of("environment", "environment must be the name of one, such as production");
            }
        }

        private HttpCalls calls() {
            return HttpCalls.to(url, HttpToken.plain(tokenFile), timeout.orElse(HttpCalls.DEFAULT_TIMEOUT));
        }

        private String path() {
            return "/api/admin/projects/" + HttpCalls.segment(project.orElse("default")) + "/features/"
                    + HttpCalls.segment(feature);
        }

        private String name() {
            return "flag " + HttpText.oneLine(feature) + " in " + HttpText.oneLine(environment)
                    + project.map(given -> " of project " + HttpText.oneLine(given)).orElse("") + " at Unleash "
                    + HttpCalls.server(url);
        }
    }

    @Override
    public String type() {
        return "unleash-toggle";
    }

    @Override
    public String purpose() {
        return "turns a feature flag of Unleash on or off in one environment";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "everybody in that environment whom the strategies of the flag cover";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public Duration timeout(With with) {
        return with.timeout().orElse(HttpCalls.DEFAULT_TIMEOUT);
    }

    @Override
    public ControlState inspect(With with) {
        return look(with, with.calls());
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        ControlState desired = with.value().state();
        return new MitigationPlan(
                current,
                desired,
                "set " + with.name() + " from " + HttpText.of(current) + " to " + HttpText.of(desired));
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        set(with, with.calls(), plan.desired());
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        HttpCalls calls = with.calls();
        ControlState found = look(with, calls);
        if (found.equals(applied.prior())) {
            return;
        }
        if (!found.equals(applied.desired())) {
            throw HttpText.drift(applied, found);
        }
        set(with, calls, applied.prior());
    }

    private static void set(With with, HttpCalls calls, ControlState state) {
        URI url = HttpCalls.below(
                with.url(), with.path() + "/environments/" + HttpCalls.segment(with.environment()) + "/" + state);
        calls.write("POST", url, Optional.empty(), Map.of());
    }

    private static ControlState look(With with, HttpCalls calls) {
        HttpAnswer answer = calls.read(HttpCalls.below(with.url(), with.path()));
        if (answer.status() == 404) {
            throw calls.notFound(answer);
        }
        if (answer.isPage()) {
            throw calls.unreadable("is a web page and not JSON; is this the URL of Unleash, without /api?");
        }
        JsonNode environments = answer.json()
                .map(json -> json.path("environments"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> calls.unreadable("has no list environments; is this the URL of Unleash?"));
        List<String> names = new ArrayList<>();
        for (JsonNode environment : environments) {
            names.add(environment.path("name").asString(""));
            if (names.getLast().equals(with.environment())) {
                JsonNode enabled = environment.path("enabled");
                if (!enabled.isBoolean()) {
                    throw calls.unreadable("does not say whether the flag is enabled there");
                }
                return (enabled.asBoolean() ? Value.ON : Value.OFF).state();
            }
        }
        throw calls.refused(
                Refusal.NOT_FOUND,
                "flag " + HttpText.oneLine(with.feature()) + " has no environment \""
                        + HttpText.oneLine(with.environment()) + "\" at " + HttpCalls.server(with.url())
                        + "; it has " + HttpText.oneLine(String.join(", ", names)));
    }
}
