package dev.safeguard.adapter.services;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * One flag in the text of a flag definition file, and where in the text its parts stand, so that they can be replaced
 * and everything else stays as it is, to the letter.
 *
 * @param text the whole file
 * @param start where the flag's object begins, behind its brace
 * @param variants their names
 * @param members the members of the flag's object, in order
 * @param targeting whether rules come before the default variant
 */
record FlagdFlag(String text, int start, List<String> variants, List<Member> members, boolean targeting) {

    private static final String DEFAULT = "defaultVariant";
    private static final String STATE = "state";
    private static final String DISABLED = "DISABLED";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * A member of the flag's object.
     *
     * @param key where its key begins
     * @param from where its value begins
     * @param to where its value ends
     * @param value where it is a text
     */
    record Member(String name, int key, int from, int to, Optional<String> value) {}

    /** What a file has of a flag. */
    sealed interface Found {}

    /** This. */
    record Here(FlagdFlag flag) implements Found {}

    /** No such flag, but these. */
    record NotHere(List<String> flags) implements Found {}

    /** It is not a flag definition file. */
    record Unreadable(String reason) implements Found {}

    /** Looks for a flag in the text of a file. */
    static Found find(String text, String name) {
        Set<String> flags = new LinkedHashSet<>();
        Optional<FlagdFlag> found = Optional.empty();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "it must be a JSON object");
            boolean hasFlags = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isFlags = parser.currentName().equals("flags");
                JsonToken value = parser.nextToken();
                if (!isFlags) {
                    parser.skipChildren();
                    continue;
                }
                hasFlags = true;
                expect(value == JsonToken.START_OBJECT, "its \"flags\" must be an object");
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String flag = parser.currentName();
                    flags.add(flag);
                    boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
                    if (flag.equals(name)) {
                        expect(isObject, "the flag " + name + " must be an object");
                        found = Optional.of(flag(text, parser));
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            expect(hasFlags, "it has no \"flags\"");
            expect(parser.nextToken() == null, "something follows the JSON object");
        } catch (JacksonException e) {
            return new Unreadable("it is not JSON: " + Messages.oneLine(e.getOriginalMessage()));
        } catch (UnfitException e) {
            return new Unreadable(e.reason);
        }
        return found.<Found>map(Here::new).orElse(new NotHere(List.copyOf(flags)));
    }

    private static FlagdFlag flag(String text, JsonParser parser) {
        int start = offset(parser) + 1;
        List<String> variants = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        boolean targeting = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int key = offset(parser);
            JsonToken token = parser.nextToken();
            int from = offset(parser);
            Optional<String> value =
                    token == JsonToken.VALUE_STRING ? Optional.of(parser.getString()) : Optional.empty();
            switch (name) {
                case DEFAULT -> expect(
                        value.isPresent() || token == JsonToken.VALUE_NULL, "defaultVariant must be a text or null");
                case STATE -> expect(value.isPresent(), "state must be a text");
                default -> {
                    // of no concern here
                }
            }
            if (name.equals("variants")) {
                expect(token == JsonToken.START_OBJECT, "variants must be an object");
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    variants.add(parser.currentName());
                    parser.nextToken();
                    parser.skipChildren();
                }
            } else if (name.equals("targeting") && token == JsonToken.START_OBJECT) {
                targeting = parser.nextToken() != JsonToken.END_OBJECT;
                skipRest(parser);
            } else {
                parser.skipChildren();
            }
            members.add(new Member(name, key, from, end(parser), value));
        }
        return new FlagdFlag(text, start, List.copyOf(variants), List.copyOf(members), targeting);
    }

    /** To the end of the object whose first token is the current one. */
    private static void skipRest(JsonParser parser) {
        while (parser.currentToken() == JsonToken.PROPERTY_NAME) {
            parser.nextToken();
            parser.skipChildren();
            parser.nextToken();
        }
    }

    private static int offset(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    /** Where the current token ends; a text is read first, as the parser puts that off. */
    private static int end(JsonParser parser) {
        parser.finishToken();
        return Math.toIntExact(parser.currentLocation().getCharOffset());
    }

    /** Whether flagd leaves the flag to what the code of the service says by itself. */
    boolean isDisabled() {
        return member(STATE).flatMap(Member::value).filter(DISABLED::equals).isPresent();
    }

    /** What a flag has as its {@code defaultVariant}. */
    sealed interface Default {}

    /** No such member. */
    record NoDefault() implements Default {}

    /** {@code null}, which flagd takes for none. */
    record NullDefault() implements Default {}

    /** The name of a variant. */
    record NamedDefault(String variant) implements Default {}

    Default defaultVariant() {
        return member(DEFAULT)
                .map(member -> member.value().<Default>map(NamedDefault::new).orElseGet(NullDefault::new))
                .orElseGet(NoDefault::new);
    }

    /** The text of the file with this default variant and state, and nothing else changed. */
    String with(Default variant, boolean disabled) {
        List<Edit> edits = new ArrayList<>();
        if (isDisabled() != disabled) {
            String state = quoted(disabled ? DISABLED : "ENABLED");
            member(STATE).ifPresent(member -> edits.add(new Edit(member.from(), member.to(), state)));
        }
        switch (variant) {
            case NamedDefault(String name) -> edits.add(setting(quoted(name)));
            case NullDefault() -> edits.add(setting("null"));
            case NoDefault() -> member(DEFAULT).ifPresent(member -> edits.add(removal(member)));
        }
        edits.sort(Comparator.comparingInt(Edit::from).reversed());
        StringBuilder changed = new StringBuilder(text);
        edits.forEach(edit -> changed.replace(edit.from(), edit.to(), edit.by()));
        return changed.toString();
    }

    private Edit setting(String value) {
        return member(DEFAULT)
                .map(member -> new Edit(member.from(), member.to(), value))
                .orElseGet(() -> insertion(quoted(DEFAULT) + ": " + value));
    }

    /** As the first member, on a line of its own where the first one is. */
    private Edit insertion(String member) {
        int first = members.isEmpty() ? start : members.getFirst().key();
        return new Edit(start, start, text.substring(start, first) + member + (members.isEmpty() ? "" : ","));
    }

    /** With the comma that it needs no more; so that an insertion is undone to the letter. */
    private Edit removal(Member member) {
        int at = members.indexOf(member);
        if (at + 1 < members.size()) {
            return new Edit(member.key(), members.get(at + 1).key(), "");
        }
        return new Edit(at > 0 ? members.get(at - 1).to() : member.key(), member.to(), "");
    }

    private Optional<Member> member(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    private static String quoted(String text) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
    }

    private record Edit(int from, int to, String by) {}

    private static void expect(boolean fits, String otherwise) {
        if (!fits) {
            throw new UnfitException(otherwise);
        }
    }

    private static final class UnfitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        UnfitException(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
