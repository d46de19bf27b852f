package dev.safeguard.adapter.services;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Serves one flag at {@code /admin/flags/fallback}, the way the example gateway does, and its version if told to. */
final class FakeFlagServer extends FakeHttpServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String token;
    private final AtomicLong version = new AtomicLong();
    private volatile Optional<String> value = Optional.empty();
    private volatile boolean tellsVersions;
    private volatile Optional<Runnable> beforeWrite = Optional.empty();

    FakeFlagServer(String token) {
        this.token = token;
    }

    String flag() {
        return url() + "/admin/flags/fallback";
    }

    void set(String next) {
        version.incrementAndGet();
        this.value = Optional.of(next);
    }

    void tellVersions() {
        this.tellsVersions = true;
    }

    /** What somebody else does at the moment of the next write. */
    void beforeWrite(Runnable once) {
        this.beforeWrite = Optional.of(once);
    }

    @Override
    Reply serve(Request request, boolean counts) {
        if (!token.isEmpty() && !request.header("authorization").equals("Bearer " + token)) {
            return error(401, "who are you?");
        }
        if (!request.target().equals("/admin/flags/fallback")) {
            return error(404, "there is no such flag");
        }
        if (!request.isWrite()) {
            return value.map(set -> told(200, set)).orElseGet(() -> error(404, "fallback is not set"));
        }
        beforeWrite.ifPresent(Runnable::run);
        String wanted = request.header("if-match");
        if (!wanted.isEmpty() && !wanted.equals("\"" + version + "\"")) {
            return error(412, "it is at version " + version + " by now");
        }
        if (request.method().equals("DELETE")) {
            if (counts) {
                value = Optional.empty();
                version.incrementAndGet();
            }
            return new Reply(204, Map.of(), "");
        }
        JsonNode sent = JSON.readTree(request.body()).path("value");
        if (!request.header("content-type").equals("application/json") || !sent.isString()) {
            return error(422, "value must be a text");
        }
        if (counts) {
            set(sent.asString());
        }
        return told(200, sent.asString());
    }

    private Reply told(int status, String set) {
        Reply reply = Reply.json(
                status,
                JSON.writeValueAsString(
                        JsonNodeFactory.instance.objectNode().put("name", "fallback").put("value", set)));
        return tellsVersions ? reply.with("ETag", "\"" + version + "\"") : reply;
    }

    @Override
    Reply error(int status, String message) {
        return Reply.json(
                status,
                JSON.writeValueAsString(JsonNodeFactory.instance.objectNode().put("error", message)));
    }
}
