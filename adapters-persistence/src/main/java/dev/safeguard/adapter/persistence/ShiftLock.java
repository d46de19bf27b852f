package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to run a shift on a state file, of which there is one. It is a lock of the operating system on the file
 * {@code <state file>.lock}, so it goes with the process that holds it, however that ends. The file stays; it means
 * nothing.
 */
public final class ShiftLock implements AutoCloseable {

    /**
     * The locks of this process. POSIX lets go of a process's lock when it closes the file through any channel, so a
     * second attempt may not even open it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel channel;

    private ShiftLock(Path lockFile, FileChannel channel) {
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * Takes the right, unless somebody has it, in this process or another.
     *
     * @throws StoreException when the lock's file cannot be made
     */
    public static Optional<ShiftLock> tryAcquire(Path stateFile) {
        Path lockFile = lockFile(stateFile);
        if (!HELD.add(lockFile)) {
            return Optional.empty();
        }
        Optional<ShiftLock> lock = Optional.empty();
        try {
            lock = lock(lockFile);
            return lock;
        } catch (IOException failure) {
            throw failed(stateFile, failure);
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(lockFile);
            }
        }
    }

    /** The same one whatever links lead to the state file. */
    private static Path lockFile(Path stateFile) {
        try {
            Path folder = stateFile.toAbsolutePath().resolveSibling("").toRealPath();
            Path real = Files.exists(stateFile) ? stateFile.toRealPath() : folder.resolve(stateFile.getFileName());
            return real.resolveSibling(real.getFileName() + ".lock");
        } catch (IOException failure) {
            throw failed(stateFile, failure);
        }
    }

    private static Optional<ShiftLock> lock(Path lockFile) throws IOException {
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new ShiftLock(lockFile, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static StoreException failed(Path stateFile, IOException failure) {
        return new StoreException(
                "the lock " + stateFile + ".lock cannot be taken (" + failure
                        + "); see that its folder is there and may be written",
                failure);
    }

    /** Gives the right back. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw failed(lockFile, failure);
        } finally {
            HELD.remove(lockFile);
        }
    }
}
