package dev.safeguard.application.port;

import dev.safeguard.domain.postmortem.Postmortem;
import java.nio.file.Path;

/** Where postmortems go, in one format. */
public interface PostmortemSink {

    /** The postmortem in this sink's format; the same postmortem always gives the same text. */
    String render(Postmortem postmortem);

    /**
     * Writes the postmortem to this file in place of what it held, atomically: a reader sees the old file or the new
     * one. Missing folders are made.
     *
     * @throws java.io.UncheckedIOException when it cannot be written; the file is then as it was
     */
    void publish(Postmortem postmortem, Path file);
}
