package dev.safeguard.adapter.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL of this machine, for a server that needs one: on a free port of the loopback, in a folder of its
 * own, trusting everybody, and gone with the test. It refuses to run as root, and then runs as {@code postgres}.
 */
final class PostgresProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final String USER = "postgres";

    private final Path folder;
    private final Process process;
    private final int port;

    private PostgresProcess(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static PostgresProcess start() {
        try {
            Path programs = programs();
            Path folder = Files.createTempDirectory("safeguard-postgres");
            if (isRoot()) {
                UserPrincipal user =
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
                Files.setOwner(folder, user);
            }
            String data = folder.resolve("data").toString();
            Process made = run(
                    folder, programs.resolve("initdb") + "", "-D", data, "-U", USER, "--auth=trust", "--no-sync");
            if (made.waitFor() != 0) {
                throw new IOException("initdb failed: " + log(folder));
            }
            int port = freePort();
            Process process = run(
                    folder,
                    programs.resolve("postgres") + "",
                    "-D",
                    data,
                    "-p",
                    port + "",
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "fsync=off");
            PostgresProcess started = new PostgresProcess(folder, process, port);
            long deadline = System.nanoTime() + LONGEST_START.toNanos();
            while (!started.isReady()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String log = log(folder);
                    started.close();
                    throw new IOException("PostgreSQL does not start: " + log);
                }
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    String url() {
        return "postgres://" + USER + "@127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        Processes.end(process);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostgresProcess::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it takes connections, after a moment in which it may as well end. */
    private boolean isReady() throws InterruptedException {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
            return false;
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where the newest one is, as Debian puts it. */
    private static Path programs() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("/usr/lib/postgresql"))) {
            return found.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow(() -> new IOException("there is no initdb under /usr/lib/postgresql"));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Process run(Path folder, String... command) throws IOException {
        List<String> asWhom =
                isRoot() ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups") : List.of();
        return new ProcessBuilder(
                        Stream.concat(asWhom.stream(), Stream.of(command)).toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
