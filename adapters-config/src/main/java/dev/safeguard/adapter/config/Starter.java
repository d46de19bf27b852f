package dev.safeguard.adapter.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A configuration to begin with: commented, free of problems, and with a schema beside it that its first line names. */
public final class Starter {

    /** The file of the schema, in the folder of the configuration. */
    public static final String SCHEMA_FILE = "safeguard.schema.json";

    private Starter() {}

    /** The configuration, as it is written. */
    public static String text() {
        try (InputStream resource = Starter.class.getResourceAsStream("starter.yaml")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the starter is not where it was built in", e);
        }
    }

    /**
     * Writes the configuration and the schema, each as a whole: whoever reads finds the old file or the new one. Missing
     * folders are made; a symbolic link stays, and the file it leads to is replaced.
     *
     * @param overwrite whether files that say something else may be replaced
     * @return the files, the configuration first
     * @throws FileAlreadyExistsException when one is in the way; then nothing is written
     */
    public static List<Path> write(Path file, boolean overwrite) throws IOException {
        Path schemaFile = file.resolveSibling(SCHEMA_FILE);
        if (file.equals(schemaFile)) {
            throw new IllegalArgumentException(SCHEMA_FILE + " is the file of the schema; name another one");
        }
        byte[] schema = ConfigurationSchema.text().getBytes(StandardCharsets.UTF_8);
        if (!overwrite) {
            mustNotExist(file);
            if (!(Files.isRegularFile(schemaFile) && Arrays.equals(Files.readAllBytes(schemaFile), schema))) {
                mustNotExist(schemaFile);
            }
        }
        replace(schemaFile, schema);
        replace(file, text().getBytes(StandardCharsets.UTF_8));
        return List.of(file, schemaFile);
    }

    private static void mustNotExist(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = Files.createDirectories(target.resolveSibling(""));
        Path draft = folder.resolve(".safeguard-" + UUID.randomUUID() + ".tmp");
        try {
            Files.write(draft, content);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
