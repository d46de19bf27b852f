package dev.safeguard.example.gateway.plain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON by descending into it, a method for each kind of value. */
final class JsonReader {

    /** Deeper than anybody means it; a limit keeps a text of brackets from exhausting the stack. */
    static final int DEEPEST = 64;

    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+");

    private final String text;
    private int position;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Json read() throws MalformedJsonException {
        Json value = value();
        skipSpace();
        if (position < text.length()) {
            throw problem("something after the value");
        }
        return value;
    }

    private Json value() throws MalformedJsonException {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> number();
        };
    }

    private Json object() throws MalformedJsonException {
        Map<String, Json> members = new LinkedHashMap<>();
        enter();
        if (!skips('}')) {
            do {
                skipSpace();
                if (peek() != '"') {
                    throw problem("a member must begin with its name in quotes");
                }
                String name = string();
                expect(':');
                if (members.put(name, value()) != null) {
                    throw problem("the member \"" + name + "\" is there twice");
                }
            } while (skips(','));
            expect('}');
        }
        depth--;
        return new Json.Obj(members);
    }

    private Json array() throws MalformedJsonException {
        List<Json> items = new ArrayList<>();
        enter();
        if (!skips(']')) {
            do {
                items.add(value());
            } while (skips(','));
            expect(']');
        }
        depth--;
        return new Json.Array(items);
    }

    private void enter() throws MalformedJsonException {
        position++;
        if (++depth > DEEPEST) {
            throw problem("nested more than " + DEEPEST + " deep");
        }
    }

    private Json word(String word, Json value) throws MalformedJsonException {
        if (!text.startsWith(word, position)) {
            throw problem("not a value");
        }
        position += word.length();
        return value;
    }

    private Json number() throws MalformedJsonException {
        Matcher number = NUMBER.matcher(text).region(position, text.length());
        if (!number.lookingAt()) {
            throw problem(position < text.length() ? "not a value" : "a value is missing");
        }
        double value = Double.parseDouble(number.group());
        if (!Double.isFinite(value)) {
            throw problem("too large a number");
        }
        position = number.end();
        return new Json.Num(value);
    }

    private String string() throws MalformedJsonException {
        StringBuilder out = new StringBuilder();
        position++;
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            } else if (c == '\\') {
                out.append(escaped());
            } else if (c < ' ') {
                position--;
                throw problem("a control character in a string must be escaped");
            } else {
                out.append(c);
            }
        }
    }

    private char escaped() throws MalformedJsonException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw problem("no such escape: \\" + c);
        };
    }

    private int hex() throws MalformedJsonException {
        char c = next();
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw problem("\\u needs four hexadecimal digits");
        }
        return digit;
    }

    private char next() throws MalformedJsonException {
        if (position >= text.length()) {
            throw problem("a string does not end");
        }
        return text.charAt(position++);
    }

    /** The character here, or one that begins nothing where the text is over. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void expect(char c) throws MalformedJsonException {
        if (!skips(c)) {
            throw problem("expected '" + c + "'");
        }
    }

    private boolean skips(char c) {
        skipSpace();
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private MalformedJsonException problem(String what) {
        return new MalformedJsonException(what, position);
    }
}
