package dev.safeguard.domain.postmortem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The check that a cause is a condition, not a person. It flags names of people and phrases that blame, with a better
 * way to put it, and blocks nothing.
 */
public final class Blamelessness {

    private static final Map<Pattern, String> PHRASES = phrases();

    private Blamelessness() {}

    /** Words that blame, and what to ask instead. */
    public record Flag(String found, String suggestion) {}

    /** Flags in order of appearance of their rule; empty when the text blames nobody. */
    public static List<Flag> check(String text, Collection<String> people) {
        List<Flag> flags = new ArrayList<>();
        for (String person : people) {
            if (word(Pattern.quote(person)).matcher(text).find()) {
                flags.add(new Flag(person, "name the role or the condition, not the person"));
            }
        }
        PHRASES.forEach((phrase, suggestion) -> {
            var matcher = phrase.matcher(text);
            if (matcher.find()) {
                flags.add(new Flag(matcher.group(), suggestion));
            }
        });
        return flags;
    }

    private static Map<Pattern, String> phrases() {
        Map<Pattern, String> phrases = new LinkedHashMap<>();
        phrases.put(word("human error|operator error|user error"), "say what made the error easy to make");
        phrases.put(word("should have|should've|could have|ought to have"), "say what was known at the time");
        phrases.put(word("careless(?:ly|ness)?|negligen(?:t|ce)|sloppy|lazy|stupid"), "say which safeguard was missing");
        phrases.put(word("fail(?:ed|ure) to|forgot to|neglected to"), "say what would have prompted it");
        phrases.put(word("(?:his|her|their) (?:fault|mistake)|to blame|blame[sd]?"), "ask how, not who");
        return phrases;
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
