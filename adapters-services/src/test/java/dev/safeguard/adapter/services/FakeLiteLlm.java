package dev.safeguard.adapter.services;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fallback management of a LiteLLM proxy, with its paths, statuses and forms of errors: 404 for a model without
 * fallbacks, 404 again for one it does not route, 400 for a fallback that it does not route and for itself, 422 for a
 * body of another form, 401 for a key it does not know. The fallback {@code *} holds for every model without one of its
 * own. Paths are cut after they were decoded, so that a model with a slash in it has none.
 */
final class FakeLiteLlm extends FakeHttpServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String key;
    private final Set<String> models;
    private final Map<String, List<String>> fallbacks = new ConcurrentSkipListMap<>();
    private volatile boolean storesInDatabase = true;

    FakeLiteLlm(String key, Collection<String> models) {
        this.key = key;
        this.models = Set.copyOf(models);
    }

    void set(String model, String... to) {
        fallbacks.put(model, List.of(to));
    }

    Map<String, List<String>> fallbacks() {
        return new TreeMap<>(fallbacks);
    }

    void storeNothing() {
        this.storesInDatabase = false;
    }

    @Override
    Reply serve(Request request, boolean counts) {
        if (!request.header("authorization").equals("Bearer " + key)) {
            return Reply.json(
                    401,
                    "{\"error\":{\"message\":\"Authentication Error, Invalid proxy server token passed\","
                            + "\"type\":\"token_not_found_in_db\",\"param\":\"key\",\"code\":\"401\"}}");
        }
        String[] target = request.target().split("\\?", 2);
        List<String> path = List.of(URI.create(target[0]).getPath().split("/"));
        if (request.method().equals("POST") && path.equals(List.of("", "fallback"))) {
            return create(request.body(), counts);
        }
        if (path.size() != 3 || !path.get(1).equals("fallback")) {
            return Reply.json(404, "{\"detail\":\"Not Found\"}");
        }
        if (target.length < 2 || !target[1].equals("fallback_type=general")) {
            return invalid("Input should be 'general', 'context_window' or 'content_policy'");
        }
        return switch (request.method()) {
            case "GET" -> get(path.get(2));
            case "DELETE" -> delete(path.get(2), counts);
            default -> Reply.json(405, "{\"detail\":\"Method Not Allowed\"}");
        };
    }

    private Reply create(String text, boolean counts) {
        JsonNode body;
        try {
            body = JSON.readTree(text);
        } catch (JacksonException e) {
            return invalid("JSON decode error");
        }
        List<String> to = new ArrayList<>();
        body.path("fallback_models").forEach(each -> to.add(each.asString()));
        String model = body.path("model").asString("");
        if (model.isBlank() || to.isEmpty()) {
            return invalid("List should have at least 1 item after validation, not 0");
        }
        if (new HashSet<>(to).size() < to.size()) {
            return invalid("Value error, fallback_models must not contain duplicates");
        }
        if (!models.contains(model)) {
            return error(404, "Model '" + model + "' not found in router");
        }
        List<String> unknown = to.stream().filter(each -> !models.contains(each)).toList();
        if (!unknown.isEmpty()) {
            return error(
                    400,
                    "Invalid fallback models: "
                            + unknown.stream()
                                    .map(each -> "'" + each + "'")
                                    .collect(Collectors.joining(", ", "[", "]")));
        }
        if (to.contains(model)) {
            return error(400, "Model '" + model + "' cannot be its own fallback");
        }
        if (!storesInDatabase) {
            return error(
                    400,
                    "Database storage not enabled. Set 'STORE_MODEL_IN_DB=True' in your environment to use this"
                            + " feature.");
        }
        if (counts) {
            fallbacks.put(model, List.copyOf(to));
        }
        return Reply.json(200, JSON.writeValueAsString(told(model, to)
                .put("message", "Fallback configuration created successfully")));
    }

    private Reply get(String model) {
        List<String> to = fallbacks.getOrDefault(model, fallbacks.getOrDefault("*", List.of()));
        return to.isEmpty() ? none(model) : Reply.json(200, JSON.writeValueAsString(told(model, to)));
    }

    private Reply delete(String model, boolean counts) {
        if (!fallbacks.containsKey(model)) {
            return none(model);
        }
        if (counts) {
            fallbacks.remove(model);
        }
        return Reply.json(
                200,
                JSON.writeValueAsString(JsonNodeFactory.instance
                        .objectNode()
                        .put("model", model)
                        .put("fallback_type", "general")
                        .put("message", "Fallback configuration deleted successfully")));
    }

    private static ObjectNode told(String model, List<String> to) {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("model", model);
        to.forEach(told.withArrayProperty("fallback_models")::add);
        return told.put("fallback_type", "general");
    }

    private Reply none(String model) {
        return error(404, "No general fallbacks configured for model '" + model + "'");
    }

    private static Reply invalid(String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode flaw = body.putArray("detail").addObject().put("type", "value_error");
        flaw.putArray("loc").add("body").add("fallback_models");
        flaw.put("msg", message);
        return Reply.json(422, JSON.writeValueAsString(body));
    }

    @Override
    Reply error(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("detail").put("error", message);
        return Reply.json(status, JSON.writeValueAsString(body));
    }
}
