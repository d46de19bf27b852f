package dev.safeguard.adapter.config;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A place in a file; line and column count from 1. */
record Place(int line, int column) {

    static final Place START = new Place(1, 1);

    static Place of(Node node) {
        return node.getStartMark().map(Place::of).orElse(START);
    }

    /** The place that follows this text. */
    static Place after(String text) {
        int lineStart = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
        int lines = (int) text.chars().filter(character -> character == '\n').count();
        for (int i = 0; i < text.length(); i++) {
            boolean breaksAlone = text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            lines += breaksAlone ? 1 : 0;
        }
        return new Place(1 + lines, 1 + text.codePointCount(lineStart, text.length()));
    }

    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
