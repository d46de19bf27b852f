package dev.safeguard.adapter.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A line whose cells are wrapped, in quotes or in JSON, made into a plain line of CSV, so that it can be read as
 * quickly as one. That is done only where nobody can be mistaken about what the line says: all others are left to be
 * read with care.
 */
final class Unwrapped {

    private static final int LONGEST = 512;
    private static final int NONE = -1;
    private static final List<byte[]> NAMES = RowReader.HEADER.stream()
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toList();

    /** With room behind, so that looking at what may come next needs no check. */
    final byte[] bytes = new byte[LONGEST + ReadAhead.SLACK];

    private int length;

    /** By name, where its value begins and ends in the line. */
    private final int[] begins = new int[NAMES.size()];

    private final int[] ends = new int[NAMES.size()];

    /** Where the line ends, its line end included. */
    int end() {
        return length;
    }

    /** Takes the quotes off the cells of a line of CSV; returns whether there was nothing in them but a plain cell. */
    boolean isQuoted(byte[] line, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        length = 0;
        boolean open = false;
        for (int at = from; at < to; at++) {
            byte letter = line[at];
            if (letter == '"') {
                boolean edge = open ? at + 1 == to || line[at + 1] == ',' : at == from || line[at - 1] == ',';
                if (!edge) {
                    return false;
                }
                open = !open;
            } else if (letter == ',' && open) {
                return false;
            } else {
                bytes[length++] = letter;
            }
        }
        bytes[length++] = '\n';
        return !open;
    }

    /** Takes the values out of a line of JSON; returns whether they are four plain ones with the right names. */
    boolean isJson(byte[] line, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        Arrays.fill(begins, NONE);
        int at = space(line, from, to);
        if (at == to || line[at] != '{') {
            return false;
        }
        do {
            at = member(line, space(line, at + 1, to), to);
        } while (at != NONE && line[at] == ',');
        return at != NONE && line[at] == '}' && space(line, at + 1, to) == to && isPutTogether(line);
    }

    /** Takes in a name and its value; returns where the comma or the brace behind them is. */
    private int member(byte[] line, int from, int to) {
        int nameEnd = text(line, from, to);
        if (nameEnd == NONE) {
            return NONE;
        }
        int name = name(line, from + 1, nameEnd);
        int at = space(line, nameEnd + 1, to);
        if (name == NONE || begins[name] != NONE || at == to || line[at] != ':') {
            return NONE;
        }
        at = space(line, at + 1, to);
        int end = text(line, at, to);
        if (end != NONE) {
            begins[name] = at + 1;
            ends[name] = end;
            end++;
        } else {
            end = digits(line, at, to);
            begins[name] = at;
            ends[name] = end;
        }
        if (end == NONE) {
            return NONE;
        }
        int next = space(line, end, to);
        return next == to ? NONE : next;
    }

    private boolean isPutTogether(byte[] line) {
        length = 0;
        for (int name = 0; name < begins.length; name++) {
            if (begins[name] == NONE) {
                return false;
            }
            int size = ends[name] - begins[name];
            System.arraycopy(line, begins[name], bytes, length, size);
            length += size;
            bytes[length++] = name < begins.length - 1 ? (byte) ',' : (byte) '\n';
        }
        return true;
    }

    private static int name(byte[] line, int from, int to) {
        for (int name = 0; name < NAMES.size(); name++) {
            byte[] letters = NAMES.get(name);
            if (Arrays.equals(line, from, to, letters, 0, letters.length)) {
                return name;
            }
        }
        return NONE;
    }

    /**
     * Where the text that begins here with a quote ends with one. If there is anything in it to be decoded, it is none
     * of the names, and no plain cell either.
     */
    private static int text(byte[] line, int from, int to) {
        if (from == to || line[from] != '"') {
            return NONE;
        }
        for (int at = from + 1; at < to; at++) {
            if (line[at] == '"') {
                return at;
            }
        }
        return NONE;
    }

    /** Where the digits that begin here end, if they are a number to JSON. */
    private static int digits(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        boolean isNumber = at > from && (line[from] != '0' || at == from + 1);
        return isNumber ? at : NONE;
    }

    private static int space(byte[] line, int from, int to) {
        int at = from;
        while (at < to && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }
}
