package dev.safeguard.example.gateway.plain;

/** A command line cannot be followed; the message is one line that says why and what would do. */
public final class BadArgumentsException extends IllegalArgumentException {
    public BadArgumentsException(String message) {
        super(message);
    }
}
