package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that are no state files, or not any more: refused with a reason and a way out, and left as they are. */
final class StateFileTest {

    private static final int PAGE = 4096;

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Test
    void whatIsNotADatabaseIsRefused() throws IOException {
        Files.writeString(file.path(), "slo,start,good,total\n".repeat(500));
        assertRefused("it is not an SQLite database; name another file, or move it away");
    }

    @Test
    void whatIsTooShortForADatabaseIsRefused() throws IOException {
        Files.writeString(file.path(), "short");
        assertRefused("it is not an SQLite database; name another file, or move it away");
    }

    @Test
    void anotherApplicationsDatabaseIsRefused() throws Exception {
        sqlite("CREATE TABLE t (a)", "PRAGMA application_id = 42");
        assertRefused("it is another application's database (application_id 42, Safeguard's is 1396786759);"
                + " name another file");
    }

    @Test
    void aDatabaseThatDoesNotSayWhoseItIsIsRefused() throws Exception {
        sqlite("CREATE TABLE t (a)");
        assertRefused("it is another application's database (application_id 0, ");
    }

    @Test
    void anotherApplicationsDatabaseInWalModeIsRefusedWithoutAFileBesideIt() throws Exception {
        sqlite("PRAGMA journal_mode = WAL", "CREATE TABLE t (a)");
        assertRefused("it is another application's database (application_id 0, ");
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(file.path());
        assertRefused("it is a folder; name a file");
    }

    @Test
    void aMissingFolderIsNotMade() throws IOException {
        var before = file.snapshot();
        Path lost = file.path().resolveSibling("missing").resolve("state.db");
        StoreException refused = assertThrows(StoreException.class, () -> SqliteDatabase.open(lost));
        assertEquals(
                "the state file " + lost + " cannot be used: its folder is not there; make it first, or name another"
                        + " file",
                refused.getMessage());
        assertEquals(before, file.snapshot());
    }

    @Test
    void aReadOnlyFileIsRefused() throws IOException {
        makeStateFile();
        assertTrue(file.path().toFile().setReadOnly());
        assertRefused("it is read-only; make it writable, or name another file");
    }

    @Test
    void aReadOnlyFileIsReadAllTheSameAndNothingIsMadeBesideIt() throws IOException {
        makeStateFile();
        assertTrue(file.path().toFile().setReadOnly());
        var before = file.snapshot();

        try (SqliteDatabase database = SqliteDatabase.openWhatIsThere(file.path())) {
            assertEquals(1, database.unitOfWork().read(stores -> stores.incidents().all()).size());
            StoreException refused = assertThrows(
                    StoreException.class,
                    () -> database.unitOfWork().write(stores -> stores.incidents().open(Examples::incident)));
            assertTrue(String.valueOf(refused.getMessage()).contains("can be read and not written"));
            assertThrows(StoreException.class, database::reset);
            assertThrows(StoreException.class, () -> database.worldStore().put("world"));
        }
        assertEquals(before, file.snapshot());
    }

    @Test
    void whatOnlyTheJournalHoldsIsReadFromAReadOnlyFileToo() {
        makeStateFile();
        file.database().unitOfWork().commit(stores -> stores.samples().save(Examples.samples(Examples.NOW, 1, 7, 9)));
        assertTrue(file.path().toFile().setReadOnly());

        try (SqliteDatabase database = SqliteDatabase.openWhatIsThere(file.path())) {
            Sample sample = database.unitOfWork().read(stores -> stores.samples()
                    .find(Examples.slo().name(), Examples.NOW, Examples.NOW.plusSeconds(1))
                    .getFirst());
            assertEquals(new EventCounts(7, 9), sample.counts());
        }
    }

    @Test
    void aReadOnlyFileOfAnotherApplicationIsRefused() throws Exception {
        sqlite("CREATE TABLE t (a)");
        assertTrue(file.path().toFile().setReadOnly());

        StoreException refused =
                assertThrows(StoreException.class, () -> SqliteDatabase.openWhatIsThere(file.path()));

        assertTrue(String.valueOf(refused.getMessage()).contains("another application's database"));
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws IOException {
        makeStateFile();
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - PAGE);
        }
        assertRefused(" is damaged; restore a backup of it, or move it away to begin afresh");
    }

    @Test
    void aFileWithADamagedSchemaIsRefused() throws IOException {
        makeStateFile();
        scribbleOver(100, PAGE);
        assertRefused(" is damaged; restore a backup of it, or move it away to begin afresh");
    }

    @Test
    void damageFartherBackIsFoundWhenItIsRead() throws Exception {
        makeStateFile();
        int page = pageOf("incident_event");
        scribbleOver((page - 1) * PAGE, page * PAGE);
        var before = file.snapshot();
        try (SqliteDatabase database = SqliteDatabase.open(file.path())) {
            StoreException failure = assertThrows(
                    StoreException.class,
                    () -> database.unitOfWork().read(stores -> stores.incidents().all()));
            assertTrue(String.valueOf(failure.getMessage()).contains(" is damaged; "), failure.getMessage());
            assertThrows(
                    StoreException.class,
                    () -> database.unitOfWork().write(stores -> stores.incidents().open(Examples::incident)));
        }
        assertEquals(before, file.snapshot());
    }

    private void makeStateFile() {
        file.database().unitOfWork().commit(stores -> {
            stores.incidents().open(Examples::incident);
            stores.samples().save(Examples.samples(Examples.NOW, 1000, 1, 1));
        });
        file.close();
    }

    private void scribbleOver(int from, int until) throws IOException {
        byte[] rubbish = new byte[until - from];
        Arrays.fill(rubbish, (byte) 0x5a);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(rubbish), from);
        }
    }

    private void sqlite(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private int pageOf(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
            return row.getInt(1);
        }
    }

    private void assertRefused(String because) throws IOException {
        var before = file.snapshot();
        StoreException refused = assertThrows(StoreException.class, () -> SqliteDatabase.open(file.path()));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("the state file " + file.path() + " "), message);
        assertTrue(message.contains(because), message);
        assertEquals(before, file.snapshot());
    }
}
