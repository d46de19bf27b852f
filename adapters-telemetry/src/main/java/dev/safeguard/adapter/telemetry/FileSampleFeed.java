package dev.safeguard.adapter.telemetry;

import dev.safeguard.application.port.SampleFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A history in files: CSV with the header {@code slo,start,good,total}, or JSON Lines with the same names, either of
 * them plain or compressed with gzip. Which it is shows in the content; a file's name does not matter. {@code start} is
 * in ISO 8601 with an offset, or in seconds since 1970. Several files are one history, in the order given.
 *
 * <p>Rows ordered by time, or by SLO and then by time, are handed out as they are read, in constant memory and some
 * dozens of bytes for each SLO. When rows turn out to be in neither order, the history begins again, with all rows kept
 * in some twenty bytes each and sorted; a remark says so. Of several rows of one bucket the last one counts.
 *
 * <p>The resolution is the most common step between the buckets of an SLO that (nearly) all starts fit, unless one is
 * given. What is said of it after the first rows is checked against all others, and the history begins again if it was
 * wrong.
 *
 * <p>Whoever wants standard input read gives a file that it was copied to: a history may be read more than once. A pipe
 * can be fed once, and is held in memory.
 */
public final class FileSampleFeed implements SampleFeed {

    private final List<Path> files;
    private final BadRows badRows;
    private final OptionalLong resolution;
    private final Limits limits;
    private boolean exhausted;

    /** What to do about rows that cannot be understood, or start where no bucket does. */
    public enum BadRows {
        /** Refuse the whole history because of one, and tell the first {@value Problems#MOST}. */
        REFUSE,
        /** Pass them over, and count them. A file that is no history at all is refused nevertheless. */
        SKIP
    }

    /** The history in these files; a bad row is a reason to refuse it, and the resolution shows in the rows. */
    public FileSampleFeed(List<Path> files) {
        this(files, BadRows.REFUSE, Optional.empty());
    }

    /**
     * @param files at least one
     * @param resolution how long a bucket is, in whole seconds, if that is not to be inferred
     */
    public FileSampleFeed(List<Path> files, BadRows badRows, Optional<Duration> resolution) {
        this(files, badRows, resolution, Limits.USUAL);
    }

    FileSampleFeed(List<Path> files, BadRows badRows, Optional<Duration> resolution, Limits limits) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a history is in at least one file");
        }
        resolution.ifPresent(FileSampleFeed::check);
        this.files = List.copyOf(files);
        this.badRows = badRows;
        this.resolution = resolution.map(Duration::toSeconds).map(OptionalLong::of).orElse(OptionalLong.empty());
        this.limits = limits;
    }

    @Override
    public Facts feed(Sink out) {
        Pass.Plan plan = new Pass.Plan.LookAhead();
        if (!files.stream().allMatch(FileSampleFeed::canBeReadAgain)) {
            refuseSecondTime();
            plan = new Pass.Plan.Collect();
        }
        while (true) {
            Pass pass = new Pass(files, badRows == BadRows.SKIP, resolution, limits, out);
            switch (pass.run(plan)) {
                case Pass.Outcome.Done done -> {
                    return done.facts();
                }
                case Pass.Outcome.Again again -> plan = again.plan();
            }
        }
    }

    private void refuseSecondTime() {
        if (exhausted) {
            throw new UncheckedIOException(
                    new IOException("a pipe can be read only once; copy what comes out of it to a file"));
        }
        exhausted = true;
    }

    private static boolean canBeReadAgain(Path file) {
        return Files.isRegularFile(file) || Files.isDirectory(file) || Files.notExists(file);
    }

    private static void check(Duration resolution) {
        if (resolution.toSeconds() < 1 || resolution.toNanosPart() != 0) {
            throw new IllegalArgumentException("a resolution is a positive whole number of seconds, was " + resolution);
        }
    }
}
