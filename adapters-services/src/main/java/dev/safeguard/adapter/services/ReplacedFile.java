package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * A text file as it was read, to be replaced in one step: a reader sees the old one or the new one. Between the last
 * look at the old one and the replacement there is a moment, a few microseconds, in which a change by somebody else is
 * lost.
 *
 * @param given as it was named
 * @param real where it is, symbolic links followed
 */
record ReplacedFile(Path given, Path real, String text) {

    private static final long LARGEST = 16L * 1024 * 1024;

    /** Puts a file in the place of another. */
    @FunctionalInterface
    interface Replacement {

        Replacement ATOMIC = (from, to) -> Files.move(
                from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        void replace(Path from, Path to) throws IOException;
    }

    /** @throws RefusedException when there is no such file, or none that can be read and replaced */
    static ReplacedFile read(Path given) {
        try {
            Path real = given.toRealPath();
            if (isProjected(real)) {
                throw new RefusedException(
                        Refusal.REFUSED,
                        given + " is mounted by Kubernetes, which would overwrite a change: change what it comes from");
            }
            if (!Files.isRegularFile(real) || Files.size(real) > LARGEST) {
                throw unreadable(given, "it is not a file of at most " + LARGEST + " bytes");
            }
            return new ReplacedFile(given, real, decode(Files.readAllBytes(real)));
        } catch (NoSuchFileException e) {
            throw new RefusedException(Refusal.NOT_FOUND, "there is no file " + given);
        } catch (AccessDeniedException e) {
            throw new RefusedException(Refusal.NOT_ALLOWED, given + " may not be read");
        } catch (CharacterCodingException e) {
            throw unreadable(given, "it is not UTF-8");
        } catch (IOException e) {
            throw unreadable(given, reason(e));
        }
    }

    /** A ConfigMap is mounted as a link into a directory such as {@code ..2026_03_02_09_00_00.123}. */
    private static boolean isProjected(Path real) {
        return real.getNameCount() > 1 && real.getName(real.getNameCount() - 2).toString().startsWith("..");
    }

    /**
     * Replaces it, with the same permissions and owner.
     *
     * @throws RefusedException when it was certainly not replaced; for {@link Refusal#CONFLICT}, because it is no
     * longer     as it was read
     * @throws OutcomeUnknownException when the file system failed while it was being replaced
     */
    void replace(String changed, Replacement replacement) {
        Path beside = beside();
        try {
            prepare(beside, changed);
            replace(beside, replacement);
        } finally {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException e) {
                // it lies about, and nobody reads it
            }
        }
    }

    /** A new file in the same directory, and so in the same file system, which nobody else may read yet. */
    private Path beside() {
        try {
            return Files.createTempFile(directory(), "." + real.getFileName() + ".", ".tmp");
        } catch (AccessDeniedException e) {
            throw new RefusedException(Refusal.NOT_ALLOWED, directory() + " may not be written");
        } catch (IOException e) {
            throw new RefusedException(Refusal.UNAVAILABLE, given + " cannot be replaced: " + reason(e));
        }
    }

    private Path directory() {
        return real.resolveSibling("");
    }

    private void prepare(Path beside, String changed) {
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(changed.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            keepOwnerAndPermissions(beside);
            if (!decode(Files.readAllBytes(real)).equals(text)) {
                throw new RefusedException(
                        Refusal.CONFLICT, "somebody else has changed " + given + " at the same moment");
            }
        } catch (AccessDeniedException e) {
            throw new RefusedException(Refusal.NOT_ALLOWED, given + " may not be replaced: " + reason(e));
        } catch (NoSuchFileException | CharacterCodingException e) {
            throw new RefusedException(Refusal.CONFLICT, "somebody else has changed " + given + " at the same moment");
        } catch (IOException e) {
            throw new RefusedException(Refusal.UNAVAILABLE, given + " cannot be replaced: " + reason(e));
        }
    }

    private void replace(Path beside, Replacement replacement) {
        try {
            replacement.replace(beside, real);
            forceDirectory();
        } catch (AccessDeniedException e) {
            throw new RefusedException(Refusal.NOT_ALLOWED, given + " may not be replaced: " + reason(e));
        } catch (IOException e) {
            throw new OutcomeUnknownException(given + " may have been replaced or not: " + reason(e));
        }
    }

    private void keepOwnerAndPermissions(Path beside) throws IOException {
        PosixFileAttributeView copy = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        if (copy == null) {
            return;
        }
        PosixFileAttributes original = Files.readAttributes(real, PosixFileAttributes.class);
        PosixFileAttributes ours = copy.readAttributes();
        if (!ours.group().equals(original.group())) {
            copy.setGroup(original.group());
        }
        if (!ours.owner().equals(original.owner())) {
            copy.setOwner(original.owner());
        }
        copy.setPermissions(original.permissions());
    }

    /** So that the new name is still there after a power failure; not every system can do that. */
    private void forceDirectory() {
        try (FileChannel channel = FileChannel.open(directory(), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the replacement has happened, and is as durable as this system makes it
        }
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static RefusedException unreadable(Path given, String reason) {
        return new RefusedException(Refusal.UNAVAILABLE, given + " cannot be read: " + reason);
    }

    private static String reason(IOException e) {
        return Messages.oneLine(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
}
