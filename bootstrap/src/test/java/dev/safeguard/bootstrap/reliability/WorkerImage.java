package dev.safeguard.bootstrap.reliability;

import dev.safeguard.adapter.persistence.SqliteLibrary;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How a worker is started, and quickly: its classes from one jar, and mapped from an archive that a first worker left
 * behind, as a class-data archive knows no folders. Made once for all tests of a JVM.
 */
final class WorkerImage {

    private static final Path FOLDER = Path.of("target", "reliability").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("worker.jsa");
    private static final List<String> OPTIONS = prepare();

    private WorkerImage() {}

    /** The command up to the worker's own arguments. */
    static List<String> command() {
        return command(Trained.OPTION);
    }

    private static List<String> command(String archive) {
        List<String> command = new ArrayList<>(OPTIONS);
        command.add(1, archive);
        return command;
    }

    /** Leads one worker through everything, so that it has loaded every class that there is to load. */
    private static final class Trained {

        static final String OPTION = train();

        private static String train() {
            try {
                Files.deleteIfExists(ARCHIVE);
                Path folder = Files.createTempDirectory(FOLDER, "training");
                try (Trial trial = new Trial(folder, command("-XX:ArchiveClassesAtExit=" + ARCHIVE))) {
                    trial.complete();
                }
                return "-XX:SharedArchiveFile=" + ARCHIVE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> prepare() {
        try {
            SqliteLibrary.unpack(FOLDER);
            Path jar = FOLDER.resolve("worker.jar");
            List<String> path = new ArrayList<>(List.of(jar.toString()));
            List<Path> folders = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (Files.isDirectory(Path.of(entry))) {
                    folders.add(Path.of(entry));
                } else {
                    path.add(entry);
                }
            }
            pack(folders, jar);
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.sqlite.lib.path=" + FOLDER,
                    "-cp",
                    String.join(File.pathSeparator, path),
                    WorkerProcess.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(List<Path> folders, Path jar) throws IOException {
        Set<String> packed = new HashSet<>();
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(0);
            for (Path folder : folders) {
                try (Stream<Path> found = Files.walk(folder)) {
                    for (Path part : found.filter(Files::isRegularFile).toList()) {
                        String name = folder.relativize(part).toString().replace(File.separatorChar, '/');
                        if (packed.add(name)) {
                            zip.putNextEntry(new ZipEntry(name));
                            Files.copy(part, zip);
                        }
                    }
                }
            }
        }
    }
}
