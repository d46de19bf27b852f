package dev.safeguard.example.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.safeguard.example.gateway.fake.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VectorStoreTest {

    private final VectorStore store = new VectorStore(20);

    VectorStoreTest() {
        Fixtures.passages().forEach(store::insert);
    }

    static List<String> questions() {
        return Fixtures.questions();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void everyQuestionOfTheLoadFindsSomethingBothWays(String question) {
        assertFalse(store.search(question, 3).isEmpty());
        assertFalse(store.searchByKeyword(question, 3).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "How do I return a lamp?, returns",
        "How long is the WARRANTY on a lamp?, warranty",
        "Can the garden lantern stay outdoor in the rain?, outdoor",
        "What does gift wrapping cost?, gift",
    })
    void theLikestPassageComesFirst(String question, String id) {
        assertEquals(id, store.search(question, 3).getFirst().id());
        assertEquals(id, store.searchByKeyword(question, 3).getFirst().id());
    }

    @Test
    void aQuestionWithoutAWordInCommonFindsNothing() {
        assertEquals(List.of(), store.search("qwertz", 3));
        assertEquals(List.of(), store.search("What is the capital of France?", 3));
        assertEquals(List.of(), store.search("", 3));
        assertEquals(List.of(), store.searchByKeyword("?!", 3));
    }

    @Test
    void aFullStoreReplacesAndAddsNothing() {
        assertEquals(VectorStore.Inserted.ADDED, store.insert("a", "one"));
        assertEquals(VectorStore.Inserted.ADDED, store.insert("b", "rhubarb"));
        assertEquals(VectorStore.Inserted.FULL, store.insert("c", "three"));
        assertEquals(VectorStore.Inserted.REPLACED, store.insert("b", "four"));
        assertEquals(20, store.size());
        assertEquals(List.of(), store.search("rhubarb", 1));
    }
}
