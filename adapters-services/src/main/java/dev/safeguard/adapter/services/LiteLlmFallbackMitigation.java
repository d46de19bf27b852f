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
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets the models that a LiteLLM proxy falls back to when a model fails, through its fallback management, which stores
 * them in the database of the proxy. A model without fallbacks is not set, and is put back by {@code DELETE}.
 *
 * <p>A state is the names in their order, separated by comma and blank.
 */
public final class LiteLlmFallbackMitigation implements Mitigation<LiteLlmFallbackMitigation.With> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GENERAL = "?fallback_type=general";
    private static final String BETWEEN = ", ";

    /** Which model, and what it is to fall back to. */
    public record With(
            @Parameter("the URL of the LiteLLM proxy") URI url,
            @Parameter("the model that fails, as clients ask for it") String model,

            @Parameter("the models to fall back to, in this order")
            List<String> fallbacks,

            @Parameter(name = "token_file", value = "the file that holds a key of an admin of the proxy")
            Optional<Path> tokenFile,

            @Parameter("how long a call may take; 5s, unless given")
            Optional<Duration> timeout) {

        public With {
            fallbacks = List.copyOf(fallbacks);
            HttpCalls.check(url, timeout);
            HttpCalls.checkBase(url);
            if (!isName(model)) {
                throw RefusedException.of("model", "model must be the name of one model");
            }
            for (String fallback : fallbacks) {
                if (!isName(fallback)) {
                    throw RefusedException.of(
                            "fallbacks",
                            "fallbacks is a list of models, [a, b], and no name has a comma in it, was \""
                                    + HttpText.oneLine(fallback) + "\"");
                }
                if (fallback.equals(model)) {
                    throw RefusedException.of("fallbacks", "model " + model + " cannot be its own fallback");
                }
            }
            if (fallbacks.stream().distinct().count() < fallbacks.size()) {
                throw RefusedException.of("fallbacks", "no model may be named twice in fallbacks");
            }
        }

        private HttpCalls calls() {
            return HttpCalls.to(url, HttpToken.bearer(tokenFile), timeout.orElse(HttpCalls.DEFAULT_TIMEOUT));
        }

        private URI fallback() {
            return HttpCalls.below(url, "/fallback/" + HttpCalls.segment(model) + GENERAL);
        }
    }

    @Override
    public String type() {
        return "litellm-fallback";
    }

    @Override
    public String purpose() {
        return "sets the models that a LiteLLM proxy falls back to when a model fails";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "every request for that model through this proxy: other answers, other costs, other limits";
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
        ControlState desired = ControlState.of(String.join(BETWEEN, with.fallbacks()));
        return new MitigationPlan(
                current,
                desired,
                "set fallbacks of " + HttpText.oneLine(with.model()) + " at LiteLLM " + HttpCalls.server(with.url())
                        + " from " + HttpText.of(current) + " to " + HttpText.of(desired));
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
        if (state.value().isPresent()) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", with.model());
            for (String fallback : state.value().get().split(BETWEEN, -1)) {
                body.withArrayProperty("fallback_models").add(fallback);
            }
            body.put("fallback_type", "general");
            URI url = HttpCalls.below(with.url(), "/fallback");
            calls.write("POST", url, Optional.of(JSON.writeValueAsString(body)), Map.of());
        } else {
            calls.write("DELETE", with.fallback(), Optional.empty(), Map.of());
        }
    }

    private static ControlState look(With with, HttpCalls calls) {
        HttpAnswer answer = calls.read(with.fallback());
        if (answer.status() == 404) {
            if (answer.json().filter(json -> json.at("/detail/error").isString()).isEmpty()) {
                throw calls.refused(
                        Refusal.NOT_FOUND,
                        HttpCalls.server(with.url()) + " has no fallback management at "
                                + HttpText.oneLine(with.fallback().getPath())
                                + " (status 404); check the URL and the version of LiteLLM"
                                + (with.model().contains("/")
                                        ? ", which cannot be asked for a model with a / in it"
                                        : ""));
            }
            return ControlState.ABSENT;
        }
        return ControlState.of(String.join(BETWEEN, names(answer, calls)));
    }

    private static List<String> names(HttpAnswer answer, HttpCalls calls) {
        if (answer.isPage()) {
            throw calls.unreadable("is a web page and not JSON; is this the URL of a LiteLLM proxy?");
        }
        JsonNode list = answer.json()
                .map(json -> json.path("fallback_models"))
                .filter(JsonNode::isArray)
                .orElseThrow(
                        () -> calls.unreadable("has no list fallback_models; is this the URL of a LiteLLM proxy?"));
        List<String> names = new ArrayList<>();
        for (JsonNode each : list) {
            String name = calls.hidden(each.asString(""));
            if (!each.isString() || !isName(name)) {
                throw calls.unreadable("names a fallback that cannot be put back: "
                        + HttpText.oneLine(each.isString() ? name : each.toString()));
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw calls.unreadable("has an empty list fallback_models");
        }
        return names;
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.equals(HttpText.withoutControls(text)) && !text.contains(",");
    }
}
