package dev.safeguard.application.port;

/** The state cannot be read or written: what is wrong, where, and what to do about it are in the message. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }

    /** Somebody else has taken over what was to be changed; nothing of it is this worker's any more. */
    public static final class Fenced extends StoreException {
        private static final long serialVersionUID = 1L;

        public Fenced(String message) {
            super(message);
        }
    }

    /** Somebody else changed the same thing first; the work can be tried again on what is there now. */
    public static final class Conflict extends StoreException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }
}
