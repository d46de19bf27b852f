package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void theCaretStandsUnderTheCharacter() {
        assertEquals(new Snippet("  slso:", 2), snippet("  slso:", 3, 40));
        assertEquals(new Snippet("slso:", 0), snippet("slso:", 1, 40));
    }

    @Test
    void theEndOfALineIsAPlaceToo() {
        assertEquals(new Snippet("a: [b", 5), snippet("a: [b", 6, 40));
        assertEquals(new Snippet("a: [b", 5), snippet("a: [b", 99, 40));
        assertEquals(new Snippet("", 0), snippet("", 1, 40));
    }

    @Test
    void tabsAreBlanksSoThatTheCaretDoesNotSlip() {
        assertEquals(new Snippet("    x:    y", 10), snippet("\tx:\ty", 5, 40));
    }

    @Test
    void whatATerminalWouldActUponIsADot() {
        assertEquals(new Snippet("a·[31mb···c", 10), snippet("a\u001b[31mb\u0000\u202e\u200bc", 11, 40));
    }

    @Test
    void wideAndCombiningCharactersTakeTheirColumns() {
        assertEquals(new Snippet("日本: x", 6), snippet("日本: x", 5, 40));
        assertEquals(new Snippet("😀한カ x", 7), snippet("😀한カ x", 5, 40));
        assertEquals(new Snippet("e\u0301 x", 2), snippet("e\u0301 x", 4, 40));
        assertEquals(new Snippet("İğ: x", 4), snippet("İğ: x", 5, 40));
    }

    @Test
    void aLineThatJustFitsIsShownWhole() {
        String line = "x".repeat(30);
        assertEquals(new Snippet(line, 29), snippet(line, 30, 30));
        assertEquals(new Snippet(line, 0), snippet(line, 1, 30));
    }

    @Test
    void ofALongLineThereIsWhatIsAroundTheCaret() {
        String line = "abcdefghij".repeat(10);
        assertEquals(new Snippet("abcdefghijabcdefghijabcdefghi…", 0), snippet(line, 1, 30));
        assertEquals(new Snippet("…abcdefghijabcdefghijabcdefgh…", 21), snippet(line, 51, 30));
        assertEquals(new Snippet("…jabcdefghijabcdefghij", 21), snippet(line, 100, 30));
    }

    @Test
    void theCaretIsAlwaysUnderItsCharacterAndNothingIsWiderThanTheRoom() {
        String line = "abc日\tdéf😀".repeat(50);
        int[] characters = line.codePoints().toArray();
        for (int room = 20; room < 60; room++) {
            for (int column = 1; column <= characters.length; column++) {
                Snippet snippet = Snippet.of(characters, column, room);
                int width = snippet.line().codePoints()
                        .map(character -> character == '日' || character == 0x1F600 ? 2 : 1)
                        .sum();
                assertTrue(width <= room, () -> snippet + " is wider than its room");
                int under = characters[column - 1] == '\t' ? ' ' : characters[column - 1];
                assertEquals(under, characterAt(snippet.line() + "    ", snippet.caret()), snippet.toString());
            }
        }
    }

    private static int characterAt(String line, int caret) {
        int column = 0;
        for (int character : line.codePoints().toArray()) {
            if (column >= caret) {
                return character;
            }
            column += character == '日' || character == 0x1F600 ? 2 : 1;
        }
        throw new AssertionError("nothing stands above the caret of " + line);
    }

    @Test
    void aHugeLineIsNoTrouble() {
        int[] line = "x".repeat(1 << 20).codePoints().toArray();
        for (int column = 1; column <= line.length; column += 10) {
            assertTrue(Snippet.of(line, column, 100).line().length() <= 100);
        }
    }

    private static Snippet snippet(String line, long column, int room) {
        return Snippet.of(line.codePoints().toArray(), column, room);
    }
}
