package dev.safeguard.application.port;

/**
 * A metric source was asked something that it does not understand, or that is no count of events: the question has to
 * change, and asking it again does not help. A source that cannot be asked is a {@link SourceUnavailableException}.
 */
public final class RefusedQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message names the query, what is wrong with it, and what to write instead. */
    public RefusedQueryException(String message) {
        super(message);
    }
}
