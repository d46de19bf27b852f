package dev.safeguard.application.port;

/** A metric source could not be asked: what it would have said is not known, which is not the same as silence. */
public final class SourceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
