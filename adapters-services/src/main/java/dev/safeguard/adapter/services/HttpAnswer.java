package dev.safeguard.adapter.services;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered.
 *
 * @param contentType in lower case, empty when it did not say
 * @param body as much of it as is looked at
 * @param isWhole whether that is all of it
 * @param etag the version of what was read, as it stands in the header
 * @param retryAfter when to ask again: a number of seconds, or a date
 * @param location where it leads to
 */
record HttpAnswer(
        int status,
        String contentType,
        String body,
        boolean isWhole,
        Optional<String> etag,
        Optional<String> retryAfter,
        Optional<String> location) {

    /** Numbers stay as they were written: they are compared as text. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Where servers say what went wrong, the most telling place first. */
    private static final List<String> REASONS = List.of(
            "/error/message",
            "/detail/error",
            "/detail/0/msg",
            "/message",
            "/error",
            "/detail",
            "/reason",
            "/title");

    /** Whether it says that all went well. */
    boolean isFine() {
        return status >= 200 && status < 300;
    }

    /** Whether it is for browsers: a login, or a proxy's apology. */
    boolean isPage() {
        return contentType.startsWith("text/html") || body.stripLeading().startsWith("<");
    }

    /** Whether it is said to be JSON. */
    boolean isCalledJson() {
        return contentType.matches("application/([a-z0-9.+-]*\\+)?json.*");
    }

    /** The body as JSON, nothing when it is none. */
    Optional<JsonNode> json() {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** What went wrong, in the words of the server: their first line, however long; nothing when there are none. */
    Optional<String> reason() {
        Optional<String> told = json().flatMap(tree -> REASONS.stream()
                .map(tree::at)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank())
                .findFirst());
        if (told.isEmpty() && isPage()) {
            return Optional.of("a web page");
        }
        return told.or(() -> Optional.of(body))
                .flatMap(text -> text.lines().filter(line -> !line.isBlank()).findFirst())
                .map(HttpText::withoutControls)
                .filter(line -> !line.isBlank());
    }

    /** When to try again, in words. */
    String tryAgain() {
        return retryAfter
                .map(HttpText::oneLine)
                .map(when -> when.matches("[0-9]{1,9}") ? "in " + when + " s" : "after " + when)
                .orElse("later");
    }

    /** Where it sends on to, without what could be secret in it. */
    String leadsTo() {
        try {
            URI target = URI.create(location.orElse(""));
            String path = String.valueOf(target.getPath());
            return HttpText.withoutControls(
                    target.getHost() == null ? path : target.getScheme() + "://" + HttpCalls.server(target) + path);
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }
}
