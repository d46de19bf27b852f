package dev.safeguard.adapter.services;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of the admin API of Unleash as a toggle needs, with its paths, statuses and forms of errors; a test holds the
 * same questions against a real one.
 */
final class FakeUnleash extends FakeHttpServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> ENVIRONMENTS = List.of("development", "production");

    private final String token;
    private final Map<String, Boolean> enabled = new ConcurrentHashMap<>();

    /** An Unleash with this flag in project {@code default}, off everywhere. */
    FakeUnleash(String token, String flag) {
        this.token = token;
        ENVIRONMENTS.forEach(environment -> enabled.put(flag + "/" + environment, false));
    }

    boolean isOn(String flag, String environment) {
        return enabled.get(flag + "/" + environment);
    }

    @Override
    Reply serve(Request request, boolean counts) {
        if (!request.header("authorization").equals(token)) {
            return error(401, "UnauthorizedError", "You must log in to use Unleash.");
        }
        List<String> path = request.segments();
        if (path.size() < 6 || !path.subList(0, 3).equals(List.of("api", "admin", "projects"))) {
            return new Reply(404, Map.of("Content-Type", "text/html"), "<!DOCTYPE html><title>Not found</title>");
        }
        String flag = path.get(5);
        boolean isThere = path.get(3).equals("default") && enabled.containsKey(flag + "/production");
        if (!isThere) {
            return error(
                    404, "There's no feature named \"" + flag + "\" in project \"" + path.get(3) + "\".");
        }
        if (!request.isWrite() && path.size() == 6) {
            return Reply.json(200, JSON.writeValueAsString(told(flag)));
        }
        String environment = path.get(7);
        if (!ENVIRONMENTS.contains(environment)) {
            return error(404, "Could not find environment " + environment + " for feature: " + flag);
        }
        if (counts) {
            enabled.put(flag + "/" + environment, path.get(8).equals("on"));
        }
        return new Reply(200, Map.of(), "");
    }

    private ObjectNode told(String flag) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        for (String environment : ENVIRONMENTS) {
            told.withArrayProperty("environments")
                    .addObject()
                    .put("name", environment)
                    .put("enabled", isOn(flag, environment))
                    .put("type", environment);
        }
        return told.put("name", flag).put("project", "default").put("archived", false);
    }

    @Override
    Reply error(int status, String message) {
        return error(status, status == 404 ? "NotFoundError" : "BadDataError", message);
    }

    private static Reply error(int status, String name, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name).put("message", message);
        body.putArray("details").addObject().put("message", message);
        return Reply.json(status, JSON.writeValueAsString(body));
    }
}
