package dev.safeguard.adapter.cli;

import java.nio.file.Path;

/** There is nothing to read yet: no shift has been stood on this state. */
public final class NoStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoStateException(Path state) {
        super("there is no state at " + state + " yet");
    }
}
