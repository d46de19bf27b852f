package dev.safeguard.application.incident;

/** The incident is not one that a release could repair. */
public final class NotAFixException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotAFixException(String message) {
        super(message);
    }
}
