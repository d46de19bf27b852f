package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a test has another process do to a state file, and the process that does it. */
final class ChildProcess {

    static final int SLOS = 20;

    private ChildProcess() {}

    /** Starts a process that does this; it says on its standard output how far it is. */
    static Process start(String what, Path file, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "--enable-native-access=ALL-UNNAMED",
                // Where SQLite's library is unpacked to, and left behind by whoever is killed.
                "-Dorg.sqlite.tmpdir=" + file.getParent(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                what,
                file.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "note" -> note(file, arguments[2], Integer.parseInt(arguments[3]));
            case "try-lock" -> {
                Optional<ShiftLock> lock = ShiftLock.tryAcquire(file);
                System.out.println(lock.isPresent() ? "taken" : "refused");
                // Until the parent closes the pipe or kills the process.
                System.in.read();
            }
            case "open" -> {
                System.setProperty("org.sqlite.lib.path", arguments[2]);
                SqliteDatabase.open(file).close();
                try (Stream<Path> files = Files.list(file.getParent())) {
                    boolean unpacked = files.anyMatch(name -> name.toString().contains("sqlitejdbc"));
                    System.out.println(unpacked ? "unpacked it anew" : "used what is there");
                }
            }
            case "store-ticks" -> storeTicks(file, arguments[2], Integer.parseInt(arguments[3]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Adds so many notes to INC-1, and opens an incident of its own for each of them. */
    static void note(Path file, String name, int times) {
        try (SqliteDatabase database = SqliteDatabase.open(file)) {
            for (int i = 0; i < times; i++) {
                String text = name + " " + i;
                add(database, text);
            }
        }
    }

    /**
     * Goes on storing a bucket of each of {@link #SLOS} SLOs, and now and then a history beside it so that everything
     * is sealed; says which bucket is stored.
     */
    static void storeTicks(Path file, String name, int until) {
        try (SqliteDatabase database = SqliteDatabase.open(file)) {
            long from = database.unitOfWork()
                    .read(stores -> stores.samples().newestStart(slo(name, 0)))
                    .map(newest -> newest.getEpochSecond() / 60 + 1)
                    .orElse(0L);
            for (long minute = from; minute < until; minute++) {
                long now = minute;
                database.unitOfWork().commit(stores -> {
                    for (int slo = 0; slo < SLOS; slo++) {
                        stores.samples().save(List.of(tick(name, slo, now)));
                    }
                    if (now % 7 == 0) {
                        stores.samples().save(history(name, now));
                    }
                });
                System.out.println(minute);
            }
        }
    }

    static List<Sample> history(String name, long minute) {
        return LongStream.range(0, 40L * SLOS)
                .mapToObj(i -> new Sample(
                        slo(name, SLOS), Instant.ofEpochSecond(60 * i), new EventCounts(0, minute)))
                .toList();
    }

    static Sample tick(String name, int slo, long minute) {
        return new Sample(slo(name, slo), Instant.ofEpochSecond(60 * minute), new EventCounts(minute, minute + slo));
    }

    static SloName slo(String name, int number) {
        return new SloName(name + "-" + number);
    }

    /** Reads, and writes in another transaction: whoever comes second has to look again. */
    private static void add(SqliteDatabase database, String text) {
        while (true) {
            Incident seen = database.unitOfWork()
                    .read(stores -> stores.incidents().find(new IncidentId(1)))
                    .orElseThrow();
            try {
                database.unitOfWork().commit(stores -> {
                    stores.incidents().save(Examples.noted(seen, text));
                    stores.incidents().open(id -> Examples.resolved(Examples.incident(id)));
                });
                return;
            } catch (StoreException.Conflict somebodyWasFirst) {
                // Once more, on what is there now.
            }
        }
    }
}
