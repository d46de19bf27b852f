package dev.safeguard.example.gateway.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null", "true", "false", "0", "-1", "1.5", "9007199254740992", "\"\"", "\"ä€😀\"", "[]", "[1,[2,[]]]", "{}",
                "{\"b\":1,\"a\":{\"c\":[null]}}", "\"\\ud800\"", "\"\\u0001\\\"\\\\\\n\""
            })
    void whatIsReadIsWrittenAsItWas(String text) throws MalformedJsonException {
        assertEquals(text, Json.parse(text).write());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        " 1 | 1", "[ 1 , 2 ]|[1,2]", "1e2|100", "1E-2|0.01", "`\"\\u0041\\/\"`|`\"A/\"`", "-0|0", "{ \"a\" : 1 }|{\"a\":1}"
    })
    void otherWaysToWriteAValueAreRead(String text, String written) throws MalformedJsonException {
        assertEquals(written, Json.parse(text).write());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "nul", "tru e", "01", "+1", "1.", ".5", "1e", "1e999", "NaN", "'a'", "\"", "\"\\x\"", "\"\\u12g4\"",
                "\"\\u١٢٣٤\"", "\"\n\"", "[", "[1", "[1,", "[1,]", "[,]", "]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}",
                "{a:1}", "{1:1}", "{\"a\":1,\"a\":2}", "1 2", "[] []", "\ufeff1", "/* */1"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(MalformedJsonException.class, () -> Json.parse(text));
    }

    @Test
    void nestingHasALimit() throws MalformedJsonException {
        Json.parse("[".repeat(64) + "]".repeat(64));

        MalformedJsonException e =
                assertThrows(MalformedJsonException.class, () -> Json.parse("[".repeat(1_000_000)));
        assertEquals("nested more than 64 deep at character 66", e.getMessage());
    }

    @Test
    void theMessageSaysWhere() {
        MalformedJsonException e = assertThrows(MalformedJsonException.class, () -> Json.parse("{\"a\": tru}"));
        assertEquals("not a value at character 7", e.getMessage());
    }
}
