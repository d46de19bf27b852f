package dev.safeguard.example.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.safeguard.example.gateway.plain.Json;
import dev.safeguard.example.gateway.plain.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Requests and responses as values, so that what answers them can be read, and tested, without a server. */
final class Http {

    /** The longest body that is read. */
    static final int LONGEST_BODY = 256 * 1024;

    private Http() {}

    /** A request. Its body is one byte longer than {@link #LONGEST_BODY} if it was too long. */
    record Request(String method, String path, Headers headers, ByteBuffer body) {

        static Request read(HttpExchange exchange) throws IOException {
            return new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestHeaders(),
                    ByteBuffer.wrap(exchange.getRequestBody().readNBytes(LONGEST_BODY + 1)));
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.getFirst(name));
        }

        String text() throws BadRequestException {
            if (body.remaining() > LONGEST_BODY) {
                throw new BadRequestException(
                        413, "too_large", "the body must be no longer than " + LONGEST_BODY + " bytes");
            }
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
            } catch (CharacterCodingException e) {
                throw new BadRequestException(400, "invalid_utf8", "the body must be UTF-8");
            }
        }

        Json.Obj object() throws BadRequestException {
            try {
                if (Json.parse(text()) instanceof Json.Obj object) {
                    return object;
                }
                throw new BadRequestException(400, "invalid_json", "the body must be a JSON object");
            } catch (MalformedJsonException e) {
                throw new BadRequestException(400, "invalid_json", "the body must be JSON: " + e.getMessage());
            }
        }
    }

    /** A response. */
    record Response(int status, Map<String, String> headers, String body) {

        Response {
            headers = Map.copyOf(headers);
        }

        static Response of(int status, String contentType, String body) {
            return new Response(status, Map.of("Content-Type", contentType), body);
        }

        static Response json(int status, Json body) {
            return of(status, "application/json", body.write() + "\n");
        }

        /** An error in the shape that clients of such APIs know. */
        static Response error(int status, String type, String code, String message) {
            return json(
                    status,
                    Json.object("error", Json.object("message", message, "type", type, "code", code)));
        }

        static Response notAllowed(String allowed) {
            return error(405, "invalid_request_error", "method_not_allowed", "use " + allowed).with("Allow", allowed);
        }

        Response with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }

        void send(HttpExchange exchange) throws IOException {
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean hasNoBody = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, hasNoBody ? -1 : bytes.length);
            if (!hasNoBody) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
