package dev.safeguard.application.testkit;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import dev.safeguard.application.port.EvalSink;
import dev.safeguard.domain.eval.EvalCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the cases it is handed, by file. No file is touched. */
public final class FakeEvalSink implements EvalSink {

    private final Map<Path, List<EvalCase>> published = new ConcurrentHashMap<>();
    private volatile boolean full;

    @Override
    public String render(List<EvalCase> cases) {
        return cases.stream()
                .sorted(comparing(EvalCase::id))
                .map(evalCase -> evalCase.id() + " " + evalCase + "\n")
                .collect(joining());
    }

    @Override
    public void publish(List<EvalCase> cases, Path file) {
        if (full) {
            throw new UncheckedIOException(new IOException(file + ": no space left on device"));
        }
        published.put(file, List.copyOf(cases));
    }

    /** The cases that this file holds. */
    public Optional<List<EvalCase>> published(Path file) {
        return Optional.ofNullable(published.get(file));
    }

    /** Whether there is no space left from now on. */
    public void setFull(boolean full) {
        this.full = full;
    }
}
