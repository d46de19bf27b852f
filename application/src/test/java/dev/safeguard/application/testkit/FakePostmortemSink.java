package dev.safeguard.application.testkit;

import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.domain.postmortem.Postmortem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the postmortems it is handed, by file. No file is touched. */
public final class FakePostmortemSink implements PostmortemSink {

    private final Map<Path, Postmortem> published = new ConcurrentHashMap<>();
    private volatile boolean full;

    @Override
    public String render(Postmortem postmortem) {
        return postmortem + "\n";
    }

    @Override
    public void publish(Postmortem postmortem, Path file) {
        if (full) {
            throw new UncheckedIOException(new IOException(file + ": no space left on device"));
        }
        published.put(file, postmortem);
    }

    /** The postmortem that this file holds. */
    public Optional<Postmortem> published(Path file) {
        return Optional.ofNullable(published.get(file));
    }

    /** Whether there is no space left from now on. */
    public void setFull(boolean full) {
        this.full = full;
    }
}
