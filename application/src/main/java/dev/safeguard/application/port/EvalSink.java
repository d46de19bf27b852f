package dev.safeguard.application.port;

import dev.safeguard.domain.eval.EvalCase;
import java.nio.file.Path;
import java.util.List;

/** Where regression cases go, in one format. */
public interface EvalSink {

    /** The cases in this sink's format; the same cases always give the same text, whatever their order. */
    String render(List<EvalCase> cases);

    /**
     * Writes the cases to this file in place of what it held, atomically: a reader sees the old file or the new one.
     * Missing folders are made.
     *
     * @throws java.io.UncheckedIOException when it cannot be written; the file is then as it was
     */
    void publish(List<EvalCase> cases, Path file);
}
