package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.fake.Fault;
import dev.safeguard.example.gateway.fake.Faults;
import dev.safeguard.example.gateway.plain.Json;

/** {@code POST /v1/documents}: puts a passage into the vector store, in place of the one with the same id. */
final class DocumentsApi {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TEXT = 8_000;

    private final VectorStore store;
    private final Faults faults;

    DocumentsApi(VectorStore store, Faults faults) {
        this.store = store;
        this.faults = faults;
    }

    Http.Response handle(Http.Request request) {
        if (!request.method().equals("POST")) {
            return Http.Response.notAllowed("POST");
        }
        try {
            Json.Obj body = request.object();
            String id = text(body, "id", LONGEST_ID);
            VectorStore.Inserted inserted = faults.share(Fault.VECTOR_STORE_FULL).isPresent()
                    ? VectorStore.Inserted.FULL
                    : store.insert(id, text(body, "text", LONGEST_TEXT));
            return switch (inserted) {
                case ADDED -> Http.Response.json(201, Json.object("id", id, "documents", store.size()));
                case REPLACED -> Http.Response.json(200, Json.object("id", id, "documents", store.size()));
                case FULL -> Http.Response.error(
                        507, "insufficient_storage", "vector-store-full", "the vector store takes no more documents");
            };
        } catch (BadRequestException e) {
            return e.response();
        }
    }

    private static String text(Json.Obj body, String name, int longest) throws BadRequestException {
        String text = body.text(name).orElse("");
        if (text.isBlank() || text.length() > longest) {
            throw new BadRequestException(
                    400, "invalid_request", "'" + name + "' must be a text of 1 to " + longest + " characters");
        }
        return text;
    }
}
