package dev.safeguard.domain.runbook;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One mitigation of a runbook.
 *
 * @param name what people call it: {@code flip-to-fallback}
 * @param mitigation the type of mitigation that does it: {@code simulated-flag}
 * @param with the parameters of that type
 * @param because why it is safe, and what it costs the user; may be empty
 */
public record Step(String name, String mitigation, SortedMap<String, String> with, String because) {

    public Step {
        if (name.isBlank() || mitigation.isBlank()) {
            throw new IllegalArgumentException("a step needs a name and a mitigation type");
        }
        with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
    }
}
