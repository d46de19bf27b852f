package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.fake.Fault;
import dev.safeguard.example.gateway.fake.Faults;
import dev.safeguard.example.gateway.plain.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * {@code /admin}: the flags, the faults, and a log of who changed what. A change is an absolute value, so making it
 * twice is making it once. With an {@code Idempotency-Key}, one that was made is not made again even if others came
 * between; the answer is the one it got. The last {@value #MOST_KEYS} keys and {@value #MOST_CALLS} calls are kept.
 */
final class AdminApi {

    private static final int MOST_KEYS = 1_000;
    private static final int MOST_CALLS = 10_000;
    private static final int LONGEST_KEY = 200;

    /** A change that was made under a key: what was asked, and what was answered. */
    private record Made(String asked, Http.Response answer) {}

    /** What is to be changed, and how it is told in the log. */
    private record Change(String value, Runnable apply, Supplier<Http.Response> answer) {}

    private final Flags flags;
    private final Faults faults;
    private final Optional<String> token;
    private final Deque<Json> calls = new ArrayDeque<>();
    private final SequencedMap<String, Made> made = new LinkedHashMap<>();

    AdminApi(Flags flags, Faults faults, Optional<String> token) {
        this.flags = flags;
        this.faults = faults;
        this.token = token;
    }

    Http.Response handle(Http.Request request) {
        if (!isAllowed(request)) {
            return Http.Response.error(401, "authentication_error", "no_token", "send the token as Authorization: Bearer")
                    .with("WWW-Authenticate", "Bearer");
        }
        try {
            String[] path = request.path().split("/", -1); // "", "admin", what, name
            if (path.length == 4 && path[2].equals("flags")) {
                return flag(request, path[3]);
            } else if (path.length == 4 && path[2].equals("faults")) {
                return fault(request, path[3]);
            } else if (path.length != 3 || !List.of("flags", "faults", "calls").contains(path[2])) {
                return Gateway.nothingHere(request);
            } else if (!request.method().equals("GET")) {
                return Http.Response.notAllowed("GET");
            }
            return Http.Response.json(200, list(path[2]));
        } catch (BadRequestException e) {
            return e.response();
        }
    }

    private boolean isAllowed(Http.Request request) {
        return token.isEmpty()
                || MessageDigest.isEqual(
                        ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8),
                        request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8));
    }

    private Json list(String what) {
        return switch (what) {
            case "flags" -> Json.object("flags", Arrays.stream(Flag.values()).map(this::describe).toList());
            case "faults" -> Json.object("faults", Arrays.stream(Fault.values()).map(this::describe).toList());
            default -> calls();
        };
    }

    private Json describe(Flag flag) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.of(flag.label()));
        flags.get(flag).ifPresent(value -> members.put("value", Json.of(value)));
        members.put("values", Json.of(flag.choices()));
        members.put("description", Json.of(flag.description()));
        return new Json.Obj(members);
    }

    private Json describe(Fault fault) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.of(fault.label()));
        faults.share(fault).ifPresent(share -> members.put("share", Json.of(share)));
        members.put("description", Json.of(fault.description()));
        return new Json.Obj(members);
    }

    private synchronized Json calls() {
        return Json.object("calls", new ArrayList<>(calls));
    }

    private Http.Response flag(Http.Request request, String name) throws BadRequestException {
        Optional<Flag> known = Flag.labelled(name);
        if (known.isEmpty()) {
            return unknown(request, "flag", Arrays.stream(Flag.values()).map(Flag::label).toList());
        }
        Flag flag = known.get();
        return switch (request.method()) {
            case "GET" -> state(flag);
            case "PUT" -> {
                String value = value(request).text("value").orElse("");
                if (!flag.choices().contains(value)) {
                    yield refuse(request, "flag", name, "'value' must be one of " + flag.choices());
                }
                yield change(request, "flag", name, new Change(value, () -> flags.set(flag, value), () -> state(flag)));
            }
            case "DELETE" -> change(
                    request, "flag", name, new Change("", () -> flags.unset(flag), AdminApi::nothing));
            default -> Http.Response.notAllowed("GET, PUT, DELETE");
        };
    }

    private Http.Response state(Flag flag) {
        return flags.get(flag)
                .map(value -> Http.Response.json(200, Json.object("name", flag.label(), "value", value)))
                .orElseGet(() -> notSet(flag.label()));
    }

    private Http.Response fault(Http.Request request, String name) throws BadRequestException {
        Optional<Fault> known = Fault.labelled(name);
        if (known.isEmpty()) {
            return unknown(request, "fault", Arrays.stream(Fault.values()).map(Fault::label).toList());
        }
        Fault fault = known.get();
        return switch (request.method()) {
            case "GET" -> state(fault);
            case "PUT" -> {
                double share = share(value(request));
                if (!(share > 0 && share <= 1)) {
                    yield refuse(request, "fault", name, "'share' must be above 0 and up to 1, or 'value' be \"on\"");
                }
                yield change(
                        request,
                        "fault",
                        name,
                        new Change(Double.toString(share), () -> faults.inject(fault, share), () -> state(fault)));
            }
            case "DELETE" -> change(
                    request, "fault", name, new Change("", () -> faults.remove(fault), AdminApi::nothing));
            default -> Http.Response.notAllowed("GET, PUT, DELETE");
        };
    }

    private Http.Response state(Fault fault) {
        OptionalDouble share = faults.share(fault);
        return share.isPresent()
                ? Http.Response.json(200, Json.object("name", fault.label(), "share", share.getAsDouble()))
                : notSet(fault.label());
    }

    /** The body of a change: a JSON object, or one word that stands for its value. */
    private static Json.Obj value(Http.Request request) throws BadRequestException {
        String text = request.text().strip();
        return text.startsWith("{") ? request.object() : Json.object("value", text);
    }

    private static double share(Json.Obj body) {
        String value = body.text("value").orElse("");
        if (value.equals("on")) {
            return 1;
        }
        return value.matches("[01](\\.[0-9]{1,9})?") ? Double.parseDouble(value) : body.number("share");
    }

    private static Http.Response nothing() {
        return new Http.Response(204, Map.of(), "");
    }

    private static Http.Response notSet(String name) {
        return Http.Response.error(404, "not_found", "not_set", name + " is not set");
    }

    private Http.Response unknown(Http.Request request, String what, List<String> names) throws BadRequestException {
        Http.Response answer = Http.Response.error(
                404, "not_found", "unknown_" + what, "there is no such " + what + "; there are " + names);
        log(request, what, request.path().substring(request.path().lastIndexOf('/') + 1), "", answer, false);
        return answer;
    }

    private Http.Response refuse(Http.Request request, String what, String name, String problem)
            throws BadRequestException {
        Http.Response answer = new BadRequestException(400, "invalid_value", problem).response();
        log(request, what, name, "", answer, false);
        return answer;
    }

    /** Makes a change and logs it; one that was made under the same key is answered as it was, and not made. */
    private synchronized Http.Response change(Http.Request request, String what, String name, Change change)
            throws BadRequestException {
        Optional<String> key = key(request);
        String asked = request.method() + " " + request.path() + " " + change.value();
        Made before = key.map(made::get).orElse(null);
        if (before != null) {
            Http.Response answer = before.asked().equals(asked)
                    ? before.answer().with("Idempotency-Replayed", "true")
                    : Http.Response.error(
                            422, "idempotency_error", "key_reused", "this Idempotency-Key stands for another change");
            log(request, what, name, change.value(), answer, true);
            return answer;
        }
        change.apply().run();
        Http.Response answer = change.answer().get();
        key.ifPresent(value -> made.put(value, new Made(asked, answer)));
        if (made.size() > MOST_KEYS) {
            made.pollFirstEntry();
        }
        log(request, what, name, change.value(), answer, false);
        return answer;
    }

    private static Optional<String> key(Http.Request request) throws BadRequestException {
        Optional<String> key = request.header("Idempotency-Key");
        if (key.isPresent() && (key.get().isBlank() || key.get().length() > LONGEST_KEY)) {
            throw new BadRequestException(
                    400, "invalid_key", "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }

    private synchronized void log(
            Http.Request request, String what, String name, String value, Http.Response answer, boolean isRepeated)
            throws BadRequestException {
        if (request.method().equals("GET")) {
            return;
        }
        Map<String, Json> call = new LinkedHashMap<>();
        call.put("at", Json.of(Instant.now().toString()));
        call.put("method", Json.of(request.method()));
        call.put(what, Json.of(name));
        if (!value.isEmpty()) {
            call.put("value", Json.of(value));
        }
        key(request).ifPresent(key -> call.put("key", Json.of(key)));
        call.put("status", Json.of(answer.status()));
        call.put("repeated", Json.of(isRepeated));
        calls.addLast(new Json.Obj(call));
        if (calls.size() > MOST_CALLS) {
            calls.removeFirst();
        }
    }
}
