package dev.safeguard.example.gateway;

import dev.safeguard.example.gateway.fake.Fault;
import dev.safeguard.example.gateway.fake.Faults;
import java.util.List;

/** Finds the passages for a question, in the way that the flag says. */
final class Retrieval {

    /** What came of a search. */
    sealed interface Found {

        /** The passages, the likest first; none is a miss. */
        record Passages(List<VectorStore.Hit> hits) implements Found {}

        /** The flag says not to search. */
        record NotSearched() implements Found {}

        /** The store failed. */
        record StoreFailed() implements Found {}
    }

    private static final int MOST = 3;

    private final VectorStore store;
    private final Flags flags;
    private final Faults faults;

    Retrieval(VectorStore store, Flags flags, Faults faults) {
        this.store = store;
        this.flags = flags;
        this.faults = faults;
    }

    Found find(String question) {
        return switch (flags.value(Flag.RETRIEVAL)) {
            case "off" -> new Found.NotSearched();
            case "keyword" -> new Found.Passages(store.searchByKeyword(question, MOST));
            default -> findByVector(question);
        };
    }

    private Found findByVector(String question) {
        if (faults.strikes(Fault.VECTOR_STORE_FULL)) {
            return new Found.StoreFailed();
        }
        // An index gone bad: the vector looked for is not that of the question.
        String asked = faults.strikes(Fault.RETRIEVAL_DEGRADED) ? "qwertz" : question;
        return new Found.Passages(store.search(asked, MOST));
    }
}
