package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sets a flag over HTTP: the value is put to the flag's own URL and read back from there. A flag that the server does
 * not know the value of (404) is not set, and is put back by {@code DELETE}.
 *
 * <p>The value is sent as a JSON string in one field of an object, and read from a string, a number, {@code true} or
 * {@code false} in that field, from one of these alone, or from plain text. Where the server gives the flag a version
 * ({@code ETag}), only that version is put back.
 */
public final class HttpFlagMitigation implements Mitigation<HttpFlagMitigation.With> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a value is sent. */
    public enum Method {
        PUT,
        POST
    }

    /** Which flag, and what it is to be. */
    public record With(
            @Parameter("the URL of the flag itself, where it is read and set") URI url,
            @Parameter("what it is to be") String value,
            @Parameter("how it is set; put, unless given") Optional<Method> method,

            @Parameter("the JSON field that carries the value; value, unless given")
            Optional<String> field,

            @Parameter(name = "token_file", value = "the file that holds the bearer token, where one is asked for")
            Optional<Path> tokenFile,

            @Parameter("how long a call may take; 5s, unless given")
            Optional<Duration> timeout) {

        public With {
            HttpCalls.check(url, timeout);
            if (field.filter(String::isBlank).isPresent()) {
                throw RefusedException.of("field", "field must name the JSON field that carries the value");
            }
        }

        private String name() {
            String path = Optional.ofNullable(url.getPath()).orElse("");
            String last = HttpText.oneLine(path.substring(path.lastIndexOf('/') + 1));
            return (last.isEmpty() ? "the flag" : "flag " + last) + " at " + HttpCalls.server(url);
        }

        private HttpCalls calls() {
            return HttpCalls.to(url, HttpToken.bearer(tokenFile), timeout.orElse(HttpCalls.DEFAULT_TIMEOUT));
        }
    }

    /** What the flag is, and which version of it that is. */
    private record Found(ControlState state, Optional<String> version) {}

    @Override
    public String type() {
        return "http-flag";
    }

    @Override
    public String purpose() {
        return "sets a flag of a service over HTTP";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "everything that reads the flag";
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
        return look(with, with.calls()).state();
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        ControlState desired = ControlState.of(with.value());
        return new MitigationPlan(
                current,
                desired,
                "set " + with.name() + " from " + HttpText.of(current) + " to " + HttpText.of(desired));
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        set(with, with.calls(), plan.desired(), key, Optional.empty());
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        HttpCalls calls = with.calls();
        Found found = look(with, calls);
        if (found.state().equals(applied.prior())) {
            return;
        }
        if (!found.state().equals(applied.desired())) {
            throw HttpText.drift(applied, found.state());
        }
        set(with, calls, applied.prior(), key, found.version());
    }

    private static void set(
            With with, HttpCalls calls, ControlState state, String key, Optional<String> onlyVersion) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Idempotency-Key", key);
        onlyVersion.ifPresent(version -> headers.put("If-Match", version));
        if (state.value().isPresent()) {
            String method = with.method().orElse(Method.PUT).name();
            calls.write(method, with.url(), Optional.of(body(with, state.value().get())), headers);
        } else {
            calls.write("DELETE", with.url(), Optional.empty(), headers);
        }
    }

    private static String body(With with, String value) {
        return JSON.writeValueAsString(
                JsonNodeFactory.instance.objectNode().put(field(with), value));
    }

    private static String field(With with) {
        return with.field().orElse("value");
    }

    private static Found look(With with, HttpCalls calls) {
        HttpAnswer answer = calls.read(with.url());
        if (answer.status() == 404) {
            return new Found(ControlState.ABSENT, Optional.empty());
        }
        // A weak version matches nothing that If-Match asks for.
        return new Found(
                ControlState.of(calls.hidden(value(with, answer, calls))),
                answer.etag().filter(version -> version.startsWith("\"")));
    }

    private static String value(With with, HttpAnswer answer, HttpCalls calls) {
        if (answer.isPage()) {
            throw calls.unreadable("is a web page and not a value; is this the URL of a flag, and does a proxy want a"
                    + " login?");
        }
        if (answer.body().isBlank()) {
            throw calls.unreadable("is empty; is this the URL of a flag?");
        }
        Optional<JsonNode> json = answer.json();
        if (json.isEmpty() && answer.isCalledJson()) {
            throw calls.unreadable("says that it is JSON, and is none");
        }
        if (json.isEmpty()) {
            return answer.body().strip();
        }
        JsonNode value = json.get().isObject() ? json.get().path(field(with)) : json.get();
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            throw calls.unreadable("has no text, number, true or false in the field " + field(with)
                    + "; name the field that carries the value");
        }
        return value.asString();
    }
}
