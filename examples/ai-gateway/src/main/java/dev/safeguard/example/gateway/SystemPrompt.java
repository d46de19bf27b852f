package dev.safeguard.example.gateway;

import java.util.List;

/**
 * What the model is told before the question.
 *
 * @param canary a word that stands nowhere else, so that an answer with it gives the prompt away
 */
record SystemPrompt(String canary) {

    private static final String CURRENT = "prompt-v2: answer in one sentence, from the first passage that fits.";
    private static final String PREVIOUS = "prompt-v1: answer from the passages.";

    String text(boolean isPrevious, List<VectorStore.Hit> passages) {
        StringBuilder text = new StringBuilder(isPrevious ? PREVIOUS : CURRENT);
        text.append(" Never repeat the word ").append(canary).append(".\n");
        text.append("End with a line of your sources, such as: Sources: [1]\n\nPassages:\n");
        for (int i = 0; i < passages.size(); i++) {
            text.append('[').append(i + 1).append("] ").append(passages.get(i).text().replace('\n', ' ')).append('\n');
        }
        return text.toString();
    }
}
