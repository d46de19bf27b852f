package dev.safeguard.adapter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file where {@code -} was given for one: it holds what is read or printed, and is gone when it is closed. */
final class Spool implements AutoCloseable {

    private final Optional<Path> file;
    private final Optional<Path> folder;

    private Spool(Optional<Path> file, Optional<Path> folder) {
        this.file = file;
        this.folder = folder;
    }

    static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    /** The file as it is, or standard input as a file. */
    static Spool of(Optional<Path> given, InputStream in) {
        if (given.filter(Spool::isStandardInput).isEmpty()) {
            return new Spool(given, Optional.empty());
        }
        Spool spool = empty("standard-input");
        try {
            Files.copy(in, spool.file().orElseThrow(), StandardCopyOption.REPLACE_EXISTING);
            return spool;
        } catch (IOException e) {
            spool.close();
            throw new UncheckedIOException("cannot read standard input: " + e.getMessage(), e);
        }
    }

    /** A place for a file of this name. */
    static Spool empty(String name) {
        try {
            Path folder = Files.createTempDirectory("safeguard");
            return new Spool(Optional.of(folder.resolve(name)), Optional.of(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary file: " + e.getMessage(), e);
        }
    }

    Optional<Path> file() {
        return file;
    }

    @Override
    public void close() {
        try {
            if (folder.isPresent()) {
                Files.deleteIfExists(file.orElseThrow());
                Files.deleteIfExists(folder.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder.orElseThrow() + ": " + e.getMessage(), e);
        }
    }
}
