package dev.safeguard.example.gateway;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells hostile questions by their words, which is never the whole defence: {@link AnswerChecks} is the other half. */
final class InjectionFilter {

    /** The usual words. */
    private static final Pattern USUAL = Pattern.compile(
            "(ignore|disregard|forget) (all |any )?(the )?(previous|prior|above) instructions|you are now dan\\b");

    /** Words that attacks are made of, and some honest questions too. */
    private static final Pattern SUSPECT = Pattern.compile("instructions|system prompt|pretend to be|jailbreak");

    private InjectionFilter() {}

    /** Whether to turn a question away, with the filter at a value of {@link Flag#INJECTION_FILTER}. */
    static boolean blocks(String question, String filter) {
        String lower = question.toLowerCase(Locale.ROOT);
        return switch (filter) {
            case "off" -> false;
            case "strict" -> USUAL.matcher(lower).find() || SUSPECT.matcher(undisguised(lower)).find();
            default -> USUAL.matcher(lower).find();
        };
    }

    /** The text with letters where digits stood for them. */
    private static String undisguised(String lower) {
        return lower.replace('0', 'o').replace('1', 'i').replace('3', 'e').replace('4', 'a').replace('5', 's');
    }
}
