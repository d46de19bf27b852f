package dev.safeguard.example.gateway.plain;

/** A text is not JSON; the message says what is wrong, and at which character (from 1). */
public final class MalformedJsonException extends Exception {
    MalformedJsonException(String problem, int position) {
        super(problem + " at character " + (position + 1));
    }
}
