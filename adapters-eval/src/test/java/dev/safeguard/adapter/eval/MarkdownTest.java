package dev.safeguard.adapter.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\u0001',
            value = {
                "plain words, 1/3 of them: 50.0 % => plain words, 1/3 of them: 50.0 %",
                "a | b => a \\| b",
                "<script>alert(1)</script> => \\<script>alert(1)\\</script>",
                "[text](javascript:x) => \\[text\\](javascript:x)",
                "*bold* and `code` => \\*bold\\* and \\`code\\`",
                "a\\|b => a\\\\\\|b",
                "snake_case_name => snake_case_name",
                "_emphasis_ => \\_emphasis\\_",
                "&lt; & &#60; => \\&lt; & \\&#60;",
                "1 > 0 => 1 > 0",
                "> no quotation => \\> no quotation",
                "# no heading => \\# no heading",
                "- no list => \\- no list",
                "1. no list => 1\\. no list",
                "10) no list => 10\\) no list",
                "2026-03-02 => 2026-03-02",
                "1.5 times => 1.5 times",
            })
    void whatPeopleWroteIsShownAsTheyWroteIt(String written, String markdown) {
        assertEquals(markdown, Markdown.escape(written));
    }

    @Test
    void textStaysOnItsLine() {
        assertEquals("one two three", Markdown.escape(" one\r\ntwo\u2028three\t\n"));
    }

    @Test
    void aTableWithoutRowsIsASentence() {
        assertEquals(
                "\nNone.\n",
                new Markdown().table(List.of("a", "b"), Stream.of(), "None.").toString());
    }
}
