package dev.safeguard.domain.runbook;

import java.time.Instant;

/** The kill switch, pulled: nothing is done by itself until somebody resumes it. What a human orders is still done. */
public record AutomationPause(String by, String reason, Instant since) {

    public AutomationPause {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a pause needs somebody and a reason");
        }
    }

    /** {@code automation is paused by ana: the flags are being moved}. */
    public String sentence() {
        return "automation is paused by " + by + ": " + reason;
    }
}
