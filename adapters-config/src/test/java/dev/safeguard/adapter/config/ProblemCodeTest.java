package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ProblemCodeTest {

    @Test
    void idsAreNumberedInOrderSoThatNoneIsReused() {
        List<String> ids = Stream.of(ProblemCode.values()).map(ProblemCode::id).toList();
        List<String> expected = IntStream.rangeClosed(1, ids.size())
                .mapToObj(number -> "SG-C0" + (number < 10 ? "0" : "") + number)
                .toList();
        assertEquals(expected, ids);
    }

    @Test
    void everyCodeReadsAsOneLine() {
        for (ProblemCode code : ProblemCode.values()) {
            assertTrue((code.title() + "; " + code.advice()).matches("[a-z][^\\n]*[^.]"), code::name);
        }
    }
}
