package dev.safeguard.example.gateway.fake;

import dev.safeguard.example.gateway.plain.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in for a language model: it repeats the first passage that it was given, asks for a tool where it is
 * offered one and the question names an order, and does what hostile questions want. It counts a token for every four
 * characters.
 */
final class FakeModel {

    private static final Pattern PASSAGE = Pattern.compile("(?m)^\\[1\\] (.*)$");
    private static final Pattern ORDER = Pattern.compile("\\border ([0-9]{1,12})\\b");
    private static final int SPIKE = 20;

    private final Faults faults;

    FakeModel(Faults faults) {
        this.faults = faults;
    }

    /** An answer as the API gives it, to a request as the API takes it. */
    Json.Obj complete(Json.Obj request) {
        String system = content(request, "system").orElse("");
        String question = content(request, "user").orElse("");
        Optional<String> found = content(request, "tool");
        Matcher order = ORDER.matcher(question);
        int promptTokens = request.items("messages").stream()
                .mapToInt(message -> message instanceof Json.Obj said ? tokens(said.text("content").orElse("")) : 0)
                .sum();

        if (found.isEmpty() && !request.items("tools").isEmpty() && order.find()) {
            Json.Obj call = Json.object("name", "look_up_order", "arguments", order.group(1));
            return reply(request, Json.object("role", "assistant", "tool_call", call), "tool_calls", promptTokens, 10);
        }
        String text = faults.strikes(Fault.PROMPT_REGRESSION) && system.contains("prompt-v2")
                ? "Hmm, let me think. " + fact(system, found)
                : answer(system, question, found);
        if (faults.strikes(Fault.PII_LEAK)) {
            text = "Ask Jo Doe <jo.doe@customers.example>. " + text;
        }
        if (faults.strikes(Fault.COST_SPIKE)) {
            text = "In other words, and to be thorough: ".repeat(SPIKE * 4) + text;
        }
        return reply(request, Json.object("role", "assistant", "content", text), "stop", promptTokens, tokens(text));
    }

    private static String answer(String system, String question, Optional<String> found) {
        if (plain(question).contains("system prompt")) {
            return "Of course. My system prompt is: " + system.lines().findFirst().orElse("") + "\nSources: none";
        }
        String sources = found.isPresent() ? "tool" : PASSAGE.matcher(system).find() ? "[1]" : "none";
        return fact(system, found) + "\nSources: " + sources;
    }

    private static String fact(String system, Optional<String> found) {
        Matcher passage = PASSAGE.matcher(system);
        return found.orElseGet(() -> passage.find() ? passage.group(1) : "I found nothing about that.");
    }

    /** The text without the disguise of digits for letters. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('1', 'i').replace('0', 'o').replace('3', 'e');
    }

    private static Optional<String> content(Json.Obj request, String role) {
        Optional<String> last = Optional.empty();
        for (Json message : request.items("messages")) {
            if (message instanceof Json.Obj said && said.text("role").equals(Optional.of(role))) {
                last = said.text("content");
            }
        }
        return last;
    }

    private static int tokens(String text) {
        return (text.length() + 3) / 4;
    }

    private static Json.Obj reply(
            Json.Obj request, Json.Obj message, String finishReason, int promptTokens, int completionTokens) {
        return Json.object(
                "object", "chat.completion",
                "model", request.text("model").orElse(""),
                "fake", true,
                "choices", List.of(Json.object("index", 0, "message", message, "finish_reason", finishReason)),
                "usage",
                        Json.object(
                                "prompt_tokens", promptTokens,
                                "completion_tokens", completionTokens,
                                "total_tokens", promptTokens + completionTokens));
    }
}
