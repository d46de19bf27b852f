package dev.safeguard.example.gateway.plain;

import java.util.List;
import java.util.Map;

/** Writes JSON on one line. */
final class JsonWriter {

    private static final double LARGEST_WHOLE = 1L << 53;

    private JsonWriter() {}

    static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Text(String text) -> quote(text, out);
            case Json.Num(double number) -> {
                if (number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE) {
                    out.append((long) number);
                } else {
                    out.append(number);
                }
            }
            case Json.Bool(boolean truth) -> out.append(truth);
            case Json.Null() -> out.append("null");
            case Json.Array(List<Json> items) -> {
                out.append('[');
                String comma = "";
                for (Json item : items) {
                    out.append(comma);
                    write(item, out);
                    comma = ",";
                }
                out.append(']');
            }
            case Json.Obj(Map<String, Json> members) -> {
                out.append('{');
                String comma = "";
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    out.append(comma);
                    quote(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    comma = ",";
                }
                out.append('}');
            }
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // Half a pair has no UTF-8, so it travels as an escape.
                    if (c < ' ' || isHalfAPair(text, i)) {
                        out.append("\\u").append(Integer.toHexString(c | 0x10000), 1, 5);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isHalfAPair(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
