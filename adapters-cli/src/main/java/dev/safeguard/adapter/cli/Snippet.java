package dev.safeguard.adapter.cli;

import java.util.Arrays;

/**
 * A line of a file with a caret under a column, as a terminal shows it: tabs are blanks, characters that a terminal would
 * act upon are dots, wide ones take two columns, and of a long line there is what is around the caret.
 *
 * @param line the text of the line, or of the part of it that is shown
 * @param caret how many columns the caret stands to the right
 */
record Snippet(String line, int caret) {

    private static final int TAB = 4;
    private static final String CUT = "…";

    /** A character as it is shown, and how many columns it takes. */
    private record Cell(String shown, int width) {}

    /**
     * The part of a line that fits. Looks only at what is near the column, however long the line is.
     *
     * @param line the characters of the line
     * @param column in characters, from 1; behind the end it is the end
     * @param room how many columns there are; at least 20
     */
    static Snippet of(int[] line, long column, int room) {
        int at = (int) Math.min(Math.max(column, 1) - 1, line.length);
        int from = line.length <= room && width(line, 0, line.length) <= room ? 0 : start(line, at, room);
        String cutBefore = from > 0 ? CUT : "";
        int caret = cutBefore.length() + width(line, from, at);
        StringBuilder shown = new StringBuilder(cutBefore);
        int used = cutBefore.length();
        for (int next = from; next < line.length; next++) {
            Cell cell = cell(line[next]);
            boolean isLast = next == line.length - 1;
            if (used + cell.width() > room - (isLast ? 0 : 1)) {
                shown.append(CUT);
                break;
            }
            shown.append(cell.shown());
            used += cell.width();
        }
        return new Snippet(shown.toString().stripTrailing(), caret);
    }

    /** Where a long line begins to be shown: a third of the room is left to what is behind the caret. */
    private static int start(int[] line, int at, int room) {
        int from = at;
        int before = 0;
        while (from > 0 && before + cell(line[from - 1]).width() <= 2 * room / 3) {
            from--;
            before += cell(line[from]).width();
        }
        return from;
    }

    private static int width(int[] line, int from, int to) {
        return Arrays.stream(line, from, to).map(character -> cell(character).width()).sum();
    }

    private static Cell cell(int character) {
        if (character == '\t') {
            return new Cell(" ".repeat(TAB), TAB);
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> new Cell("·", 1);
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> new Cell(Character.toString(character), 0);
            default -> new Cell(Character.toString(character), isWide(character) ? 2 : 1);
        };
    }

    private static boolean isWide(int character) {
        return Character.isIdeographic(character)
                || Character.isEmojiPresentation(character)
                || switch (Character.UnicodeScript.of(character)) {
                    case HANGUL, HIRAGANA, KATAKANA -> true;
                    default -> false;
                };
    }
}
