package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.plain.Json;
import java.util.List;
import java.util.Optional;

/**
 * A chat request, as much of it as the gateway understands.
 *
 * @param model a model of {@link #MODELS}
 * @param question the text of the last message of the user
 * @param isUrgent false where the client said that others may go first
 */
record ChatRequest(String model, String question, boolean isUrgent) {

    static final List<String> MODELS = List.of("fake-large", "fake-small");

    private static final List<String> ROLES = List.of("system", "developer", "user", "assistant", "tool");
    private static final int LONGEST_QUESTION = 20_000;

    /** Reads a request; the system prompt is ours, so messages other than the last of the user are checked only. */
    static ChatRequest read(Http.Request request) throws BadRequestException {
        Json.Obj body = request.object();
        String model = body.text("model").orElseThrow(() -> bad("'model' must be there, and a text"));
        if (!MODELS.contains(model)) {
            throw new BadRequestException(400, "model_not_found", "there is no such model; there are " + MODELS);
        }
        if (body.get("stream").equals(Optional.of(new Json.Bool(true)))) {
            throw bad("'stream' is not supported");
        }
        if (!(body.get("messages").orElse(null) instanceof Json.Array messages) || messages.items().isEmpty()) {
            throw bad("'messages' must be there, and an array of at least one");
        }
        String question = null;
        for (Json message : messages.items()) {
            if (!(message instanceof Json.Obj said)
                    || !ROLES.contains(said.text("role").orElse(""))) {
                throw bad("each message must be an object with a 'role' of " + ROLES);
            }
            String text = content(said);
            if (said.text("role").equals(Optional.of("user"))) {
                question = text;
            }
        }
        if (question == null || question.isBlank()) {
            throw bad("'messages' must hold a question of the 'user'");
        }
        if (question.length() > LONGEST_QUESTION) {
            throw bad("the question must be no longer than " + LONGEST_QUESTION + " characters");
        }
        boolean isLow = request.header("X-Priority").map("low"::equalsIgnoreCase).orElse(false);
        return new ChatRequest(model, question, !isLow);
    }

    /** The content of a message: a text, or texts in parts. */
    private static String content(Json.Obj message) throws BadRequestException {
        Json content = message.get("content").orElseThrow(() -> bad("each message must have 'content'"));
        if (content instanceof Json.Text(String text)) {
            return text;
        }
        if (content instanceof Json.Array(List<Json> parts)) {
            StringBuilder text = new StringBuilder();
            for (Json part : parts) {
                if (!(part instanceof Json.Obj piece) || piece.text("text").isEmpty()) {
                    throw bad("each part of 'content' must have a 'text'");
                }
                text.append(piece.text("text").get());
            }
            return text.toString();
        }
        throw bad("'content' must be a text or an array of parts");
    }

    private static BadRequestException bad(String message) {
        return new BadRequestException(400, "invalid_request", message);
    }
}
