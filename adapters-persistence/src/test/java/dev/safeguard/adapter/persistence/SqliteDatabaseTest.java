package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.ShiftStore.Shift;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A state file from its first opening on. */
final class SqliteDatabaseTest {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Test
    void aFileIsMadeAndFoundAgain() {
        commitShift(file.database());
        file.close();
        assertEquals(List.of("state.db"), namesIn(file.path().getParent()), "nothing stays beside it");
        assertEquals(Optional.of(Examples.shift()), findShift(file.another()));
    }

    @Test
    void anEmptyFileIsANewOne() throws IOException {
        Files.createFile(file.path());
        commitShift(file.database());
        assertEquals(Optional.of(Examples.shift()), findShift(file.another()));
    }

    @Test
    void aPathMayHoldAnyLetter() throws IOException {
        Path odd = Files.createDirectory(file.path().resolveSibling("a b?c#d%20é"))
                .resolve("state?mode=memory&x#%41 ☃.db");
        try (SqliteDatabase database = SqliteDatabase.open(odd)) {
            commitShift(database);
        }
        assertEquals(List.of(odd.getFileName().toString()), namesIn(odd.getParent()));
        try (SqliteDatabase database = SqliteDatabase.open(odd)) {
            assertEquals(Optional.of(Examples.shift()), findShift(database));
        }
    }

    @Test
    void theFileSaysWhoseItIsFromItsFirstPageOn() throws SQLException {
        file.database();
        assertEquals(List.of("1396786759"), query("PRAGMA application_id"));
        assertEquals(List.of("3"), query("PRAGMA user_version"));
        assertEquals(List.of("wal"), query("PRAGMA journal_mode"));
    }

    @Test
    void aCommitReachesTheDiskAndForeignKeysHold() {
        try (SqliteConnection writer = SqliteConnection.toWrite(file.path(), SqliteConnection.PATIENCE)) {
            assertEquals("2", pragma(writer, "synchronous"), "FULL");
            assertEquals("1", pragma(writer, "foreign_keys"));
            assertEquals("10000", pragma(writer, "busy_timeout"));
        }
    }

    @Test
    void manyMayMakeTheFileAtOnce() throws Exception {
        int processes = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(processes)) {
            List<Future<Long>> opened = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                opened.add(threads.submit(() -> {
                    try (SqliteDatabase database = SqliteDatabase.open(file.path())) {
                        return database.unitOfWork()
                                .write(stores -> stores.evalCases().all().size()
                                        + (long) stores.incidents().all().size());
                    }
                }));
            }
            for (Future<Long> one : opened) {
                assertEquals(0, one.get());
            }
        }
    }

    @Test
    void theDatabaseItselfForbidsChangingATimeline() throws SQLException {
        file.database().unitOfWork().commit(stores -> stores.incidents().open(Examples::incident));
        assertRefused("UPDATE incident_event SET message = 'nothing happened'", "never changed");
        assertRefused("DELETE FROM incident_event", "never removed");
        assertRefused(
                "INSERT OR REPLACE INTO incident_event VALUES (1, 1, 0, 'HUMAN', 'x', '{}', 'other', '{}')",
                "goes to the end");
        assertRefused(
                "INSERT INTO incident_event VALUES (1, 3, 0, 'HUMAN', 'x', '{}', 'gap', '{}')", "goes to the end");
        assertEquals(List.of("1"), query("SELECT count(*) FROM incident_event"));
    }

    @Test
    void theDatabaseItselfForbidsASecondOpenIncidentAndASecondActiveRun() throws SQLException {
        file.database().unitOfWork().commit(stores -> {
            stores.incidents().open(Examples::incident);
            stores.runs().save(Examples.run(RunId.of("INC-1", 1)), Examples.LEASE);
        });
        assertRefused("INSERT INTO incident VALUES (2, 'assistant', 'DETECTED', 'SEV1', 1)", "UNIQUE");
        assertRefused(
                "INSERT INTO run (id, kind, service, active, body) VALUES ('x', 'reversal', 'assistant', 1, '{}')",
                "UNIQUE");
    }

    /** Beginning afresh. */
    @Nested
    final class Reset {

        @Test
        void nothingIsLeftAndNumbersStartAgain() throws SQLException {
            Incident first = fill();
            file.database().reset();
            for (String table : query("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
                assertEquals(List.of("0"), query("SELECT count(*) FROM " + table), table);
            }
            assertEquals(first, fill());
            assertEquals(new IncidentId(1), first.id());
        }

        @Test
        void theTimelinesAreGuardedAgainAfterwards() throws SQLException {
            List<String> before = schema();
            file.database().reset();
            assertEquals(before, schema());
            file.database().unitOfWork().commit(stores -> stores.incidents().open(Examples::incident));
            assertRefused("DELETE FROM incident_event", "never removed");
        }

        @Test
        void whoeverHasTheFileOpenSeesIt() {
            fill();
            SqliteDatabase other = file.another();
            long before = other.unitOfWork().revision();
            file.database().reset();
            assertEquals(Optional.empty(), findShift(other));
            assertTrue(before != other.unitOfWork().revision());
        }

        @Test
        void samplesOfOtherSlosMayFollow() {
            List<SloName> names = List.of(new SloName("one"), new SloName("two"));
            saveOneSampleOfEach(names);
            file.database().reset();
            saveOneSampleOfEach(names.reversed());
            file.close();
            for (SloName name : names) {
                assertEquals(
                        names.reversed().indexOf(name) + 1L,
                        file.database()
                                .unitOfWork()
                                .read(stores -> stores.samples().sum(name, Instant.MIN, Instant.MAX))
                                .counts()
                                .total());
            }
        }

        private void saveOneSampleOfEach(List<SloName> names) {
            for (SloName name : names) {
                EventCounts counts = new EventCounts(0, names.indexOf(name) + 1L);
                file.database()
                        .unitOfWork()
                        .commit(stores -> stores.samples().save(List.of(new Sample(name, Instant.EPOCH, counts))));
            }
        }

        @Test
        void aLiveShiftIsNotForForgetting() {
            Shift live = new Shift("live", "production", 0, Examples.NOW, Examples.NOW);
            file.database().unitOfWork().commit(stores -> stores.shifts().save(live));
            StoreException refused =
                    assertThrows(StoreException.class, () -> file.database().reset());
            assertEquals(
                    "the state file " + file.path() + " holds a live shift and is not emptied; name another file, or"
                            + " move it away",
                    refused.getMessage());
            assertEquals(Optional.of(live), findShift(file.database()));
        }

        private List<String> schema() throws SQLException {
            file.database();
            return query("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name");
        }
    }

    /** The scripts of the schema. */
    @Nested
    final class Migrations {

        @Test
        void openingAgainChangesNothing() throws IOException {
            commitShift(file.database());
            file.close();
            var before = file.snapshot();
            file.another();
            file.close();
            assertEquals(before, file.snapshot());
        }

        @Test
        void anOlderFileIsBroughtUpToDateAndKeepsItsContent() throws SQLException {
            commitShift(file.database());
            file.close();
            Schema next = latestAnd("schema/003-for-a-test.sql");
            try (SqliteDatabase database = SqliteDatabase.open(file.path(), next, SqliteConnection.PATIENCE)) {
                assertEquals(Optional.of(Examples.shift()), findShift(database));
                assertEquals(List.of("4"), query("PRAGMA user_version"));
                assertEquals(List.of("from the third script"), query("SELECT body FROM for_a_test"));
                assertNewerIsRefused(4);
            }
            SqliteDatabase.open(file.path(), next, SqliteConnection.PATIENCE).close();
            assertEquals(List.of("from the third script"), query("SELECT body FROM for_a_test"));
        }

        @Test
        void aScriptThatFailsLeavesTheFileAsItWas() throws SQLException {
            commitShift(file.database());
            file.close();
            Schema broken = latestAnd("schema/003-for-a-test.sql", "schema/004-broken-for-a-test.sql");
            assertThrows(
                    StoreException.class,
                    () -> SqliteDatabase.open(file.path(), broken, SqliteConnection.PATIENCE));
            assertEquals(List.of("3"), query("PRAGMA user_version"));
            assertEquals(Optional.of(Examples.shift()), findShift(file.another()));
        }

        @Test
        void aNewerFileIsRefusedAndUntouched() throws Exception {
            commitShift(file.database());
            file.close();
            execute("PRAGMA user_version = 7");
            var before = file.snapshot();
            assertNewerIsRefused(7);
            assertEquals(before, file.snapshot());
        }

        private static Schema latestAnd(String... scripts) {
            return new Schema(Stream.concat(
                            Schema.LATEST.steps().stream(), Stream.of(scripts).map(Schema.Step::of))
                    .toList());
        }

        private void assertNewerIsRefused(int version) {
            StoreException refused = assertThrows(StoreException.class, () -> SqliteDatabase.open(file.path()));
            assertEquals(
                    "the state file " + file.path() + " comes from a newer Safeguard (schema " + version
                            + ", this one knows 3): upgrade",
                    refused.getMessage());
        }
    }

    private Incident fill() {
        file.database().worldStore().put("a world");
        return file.database().unitOfWork().write(SqliteDatabaseTest::fill);
    }

    private static Incident fill(Stores stores) {
        stores.samples().save(Examples.samples(Examples.NOW, 10, 1, 1));
        stores.alerts().saveRule(Examples.rule());
        stores.escalations().save(Examples.ladder("INC-1"));
        stores.runs().save(Examples.run(RunId.of("INC-1", 1)), Examples.LEASE);
        stores.runs().add(Examples.mitigation(RunId.of("INC-1", 1)));
        stores.evalCases().save(Examples.evalCase(new IncidentId(1)));
        stores.outbox().put(Examples.page("INC-1:1"));
        stores.shifts().save(Examples.shift());
        return stores.incidents().open(Examples::incident);
    }

    private static void commitShift(SqliteDatabase database) {
        database.unitOfWork().commit(stores -> stores.shifts().save(Examples.shift()));
    }

    private static Optional<Shift> findShift(SqliteDatabase database) {
        return database.unitOfWork().read(stores -> stores.shifts().find());
    }

    private static String pragma(SqliteConnection connection, String name) {
        return connection.use(
                handle -> handle.select("PRAGMA " + name).mapTo(String.class).one());
    }

    private void assertRefused(String sql, String because) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(sql));
        assertTrue(String.valueOf(refused.getMessage()).contains(because), refused.getMessage());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static List<String> namesIn(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? List.of() : List.of(names);
    }
}
