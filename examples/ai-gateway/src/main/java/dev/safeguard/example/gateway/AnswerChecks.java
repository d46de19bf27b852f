package dev.safeguard.example.gateway;

import java.util.regex.Pattern;

/** What an answer must pass before a client sees it. */
final class AnswerChecks {

    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}(\\.[\\w-]{1,63})+");
    private static final Pattern FORMAT = Pattern.compile("(?s).+\nSources: (none|tool|\\[[0-9]+\\])");

    private AnswerChecks() {}

    static boolean holdsPii(String answer) {
        return EMAIL.matcher(answer).find();
    }

    /** Whether the answer tells what only the system prompt knows. */
    static boolean tellsThePrompt(String answer, SystemPrompt prompt) {
        return answer.contains(prompt.canary());
    }

    static boolean isWellFormed(String answer) {
        return FORMAT.matcher(answer).matches();
    }
}
