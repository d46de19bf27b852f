package dev.safeguard.domain.postmortem;

import java.time.LocalDate;
import java.util.Optional;

/** Something that will be done so that it does not happen again, or hurts less. */
public record ActionItem(String text, Optional<String> owner, Optional<LocalDate> due) {

    public ActionItem {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an action item says what is to be done");
        }
    }
}
