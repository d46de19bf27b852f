package dev.safeguard.example.gateway;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The last good answers, by question. It is filled all the time, so that it helps from the moment it is needed. */
final class AnswerCache {

    private static final int MOST = 1_000;

    private final Map<String, String> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(String question, String answer) {
        answers.put(key(question), answer);
    }

    synchronized Optional<String> get(String question) {
        return Optional.ofNullable(answers.get(key(question)));
    }

    private static String key(String question) {
        return question.strip().toLowerCase(Locale.ROOT);
    }
}
