package dev.safeguard.application.testkit;

import dev.safeguard.application.port.HistoryReader.Problem;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.LabelReader;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the incidents it was given, by the path they were given under. No file is touched. */
public final class FakeLabelReader implements LabelReader {

    private final Map<Path, List<KnownIncident>> incidents = new HashMap<>();
    private final Map<Path, List<Problem>> malformed = new HashMap<>();

    @Override
    public List<KnownIncident> read(Path file) {
        if (malformed.containsKey(file)) {
            throw new MalformedLabelsException(file, malformed.get(file));
        }
        return Optional.ofNullable(incidents.get(file))
                .orElseThrow(() -> new UncheckedIOException(new FileNotFoundException(file.toString())));
    }

    /** From now on the file lists these incidents. */
    public void put(Path file, List<KnownIncident> listed) {
        malformed.remove(file);
        incidents.put(file, List.copyOf(listed));
    }

    /** From now on these are wrong with the file. */
    public void putMalformed(Path file, List<Problem> problems) {
        incidents.remove(file);
        malformed.put(file, List.copyOf(problems));
    }
}
