package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter is among the documents that {@link ConfigurationSchemaTest} holds against the schema. */
final class StarterTest {

    @TempDir
    Path folder;

    @Test
    void nothingIsToBeSaidAboutIt() throws IOException {
        var in = new ByteArrayInputStream(Starter.text().getBytes(StandardCharsets.UTF_8));
        Validation found = new ConfigurationReader(Map.of()).validate(in, "safeguard.yaml", Duration.ofDays(30));
        assertEquals(List.of(), found.problems());
        assertEquals(List.of(), found.warnings());
        assertEquals(new Validation.Contents(1, 1, 3, 1, 3), found.contents());
    }

    @Test
    void editorsAreToldOfTheSchemaBesideIt() throws IOException {
        Path file = folder.resolve("new/folder/safeguard.yaml");
        List<Path> written = Starter.write(file, false);
        assertEquals(List.of(file, file.resolveSibling("safeguard.schema.json")), written);
        assertEquals(
                "# yaml-language-server: $schema=safeguard.schema.json",
                Files.readString(file).lines().findFirst().orElseThrow());
        assertEquals(ConfigurationSchema.text(), Files.readString(written.getLast()));
        assertEquals(List.of("safeguard.schema.json", "safeguard.yaml"), namesIn(file.getParent()));
    }

    @Test
    void tiersThatTheCommentsShowWork() {
        String own = Starter.text().replace("alerts: default", "").replaceAll("(?m)^        # {3}(?=alerts|  -)", "        ");
        assertTrue(own.contains("\n        alerts:\n          - { name: fast"), own);
        Configuration configuration = new ConfigurationReader(Map.of()).read(own, "safeguard.yaml");
        assertEquals(2, configuration.rules().getFirst().policy().tiers().size());
    }

    @Test
    void nothingIsReplacedUnlessThatIsWanted() throws IOException {
        Path file = Files.writeString(folder.resolve("safeguard.yaml"), "mine");
        assertThrows(FileAlreadyExistsException.class, () -> Starter.write(file, false));
        assertEquals("mine", Files.readString(file));
        assertEquals(List.of("safeguard.yaml"), namesIn(folder));

        Starter.write(file, true);
        assertEquals(Starter.text(), Files.readString(file));
    }

    @Test
    void aSchemaOfSomebodyElseIsInTheWayAndOneOfOursIsNot() throws IOException {
        Path schema = Files.writeString(folder.resolve("safeguard.schema.json"), "{}");
        Path file = folder.resolve("safeguard.yaml");
        var refused = assertThrows(FileAlreadyExistsException.class, () -> Starter.write(file, false));
        assertEquals(schema.toString(), refused.getFile());
        assertEquals(List.of("safeguard.schema.json"), namesIn(folder));

        Files.writeString(schema, ConfigurationSchema.text());
        Starter.write(file, false);
        Starter.write(folder.resolve("second.yaml"), false);
        assertEquals(List.of("safeguard.schema.json", "safeguard.yaml", "second.yaml"), namesIn(folder));
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("elsewhere.yaml"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("safeguard.yaml"), target);
        Starter.write(link, true);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(Starter.text(), Files.readString(target));
    }

    @Test
    void theNameOfTheSchemaIsTaken() {
        assertThrows(
                IllegalArgumentException.class, () -> Starter.write(folder.resolve("safeguard.schema.json"), true));
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return List.copyOf(new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
        }
    }
}
