package dev.safeguard.adapter.telemetry;

/** Text out of a file as a message shows it: short, and nothing in it that a terminal would act on. */
final class Shown {

    private static final int LONGEST = 60;

    private Shown() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int length = text.codePointCount(0, text.length());
        text.codePoints().limit(length > LONGEST ? LONGEST - 1 : LONGEST).forEach(letter -> append(letter, shown));
        return length > LONGEST ? shown.append('…').toString() : shown.toString();
    }

    private static void append(int letter, StringBuilder shown) {
        if (letter == '\t') {
            shown.append("\\t");
        } else {
            shown.appendCodePoint(isPrintable(letter) ? letter : '\uFFFD');
        }
    }

    static boolean isPrintable(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
