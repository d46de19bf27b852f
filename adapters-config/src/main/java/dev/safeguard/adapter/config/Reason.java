package dev.safeguard.adapter.config;

/** The message of a refusal, which exceptions are allowed not to have. */
final class Reason {

    private Reason() {}

    static String of(Exception refusal) {
        String message = refusal.getMessage();
        return message == null ? refusal.toString() : message;
    }
}
