package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.testkit.Examples;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How samples lie in a state file: as ticks first, by SLO and day later, found when damaged, and brought along. */
final class SampleTablesTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final int SLOS = 20;

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Test
    void aLiveTickIsOneRow() throws SQLException {
        tick(0);
        tick(1);
        assertEquals(2, rows("sample_tick"));
        assertEquals(0, rows("sample_day"));
    }

    @Test
    void aTickIsOneRowHoweverManyCallsItComesIn() throws SQLException {
        file.database().unitOfWork().commit(stores -> IntStream.range(0, SLOS)
                .forEach(slo -> stores.samples().save(List.of(sample(slo, 0)))));
        assertEquals(1, rows("sample_tick"));
    }

    @Test
    void enoughTicksAreSealedByDay() throws SQLException {
        for (int minute = 0; minute < SqliteSampleStore.TICKS - 1; minute++) {
            tick(minute);
        }
        assertEquals(SqliteSampleStore.TICKS - 1, rows("sample_tick"));
        tick(SqliteSampleStore.TICKS - 1);
        assertEquals(0, rows("sample_tick"));
        assertEquals(SLOS, rows("sample_day"));
        tick(SqliteSampleStore.TICKS);
        assertEquals(1, rows("sample_tick"));
        assertEquals(
                IntStream.rangeClosed(0, SqliteSampleStore.TICKS)
                        .mapToObj(minute -> sample(7, minute))
                        .toList(),
                find(7));
    }

    @Test
    void aHistoryGoesStraightToItsDays() throws SQLException {
        save(Examples.samples(MIDNIGHT, 30 * 24 * 60, 1, 2));
        assertEquals(0, rows("sample_tick"));
        assertEquals(30, rows("sample_day"));
    }

    @Test
    void aHistoryTakesTheTicksAlong() throws SQLException {
        tick(0);
        List<Sample> history = IntStream.range(0, 100)
                .mapToObj(minute -> new Sample(slo(3), MIDNIGHT.plusSeconds(60L * minute), EventCounts.NONE))
                .toList();
        save(history);
        assertEquals(0, rows("sample_tick"));
        assertEquals(history, find(3), "what came later counts");
        assertEquals(List.of(sample(4, 0)), find(4));
    }

    @Test
    void aMonthOfMinutesTakesLessThanThreeBytesABucket() throws SQLException {
        List<Sample> month = IntStream.range(0, 43_200)
                .mapToObj(minute -> new Sample(
                        slo(0), MIDNIGHT.plusSeconds(60L * minute), new EventCounts(4000 - minute % 10, 4000)))
                .toList();
        save(month);
        assertTrue(number("SELECT sum(length(body)) FROM sample_day") < 3L * month.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 20, 40, 100})
    void aDamagedDayIsNamed(int place) throws SQLException {
        save(Examples.samples(MIDNIGHT, 2 * 24 * 60, 1, 2));
        damage("sample_day", "day = " + (Day.of(MIDNIGHT.getEpochSecond()) + 1), place);
        SloName slo = Examples.slo().name();
        String expected = "the state file " + file.path() + " is damaged: the day 2026-03-03 of " + slo
                + " cannot be read (its ";
        assertFails(expected, () -> find(slo));
        assertFails(expected, () -> file.database().unitOfWork().read(stores -> stores.samples()
                .newestStart(slo)));
        assertFails(expected, () -> file.database()
                .sampleFeed(Instant.MIN, Instant.MAX, Duration.ofMinutes(1))
                .feed(new Nobody()));
        assertFails(expected, () -> save(Examples.samples(MIDNIGHT.plus(Duration.ofDays(1)), 1, 1, 2)));
        assertEquals(
                24 * 60,
                file.database()
                        .unitOfWork()
                        .read(stores -> stores.samples().find(slo, MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1))))
                        .size(),
                "what is whole is still there");
    }

    @Test
    void damagedSumsAreNamed() throws SQLException {
        save(Examples.samples(MIDNIGHT, 3 * 24 * 60, 1, 2));
        execute("UPDATE sample_day SET good = good + 1 WHERE day = " + (Day.of(MIDNIGHT.getEpochSecond()) + 1));
        assertFails(
                "the state file " + file.path() + " is damaged: the day 2026-03-03 of "
                        + Examples.slo().name() + " cannot be read (the checksum of its sums is another); restore a",
                () -> sum(Examples.slo().name()));
    }

    @Test
    void aDamagedTickIsNamed() throws SQLException {
        tick(0);
        tick(1);
        damage("sample_tick", "position = 2", 20);
        String expected = "the state file " + file.path()
                + " is damaged: tick 2 of the newest samples cannot be read (its checksum is another); restore a";
        assertFails(expected, () -> find(0));
        assertFails(expected, () -> sum(slo(0)));
    }

    @Test
    void daysThatChangedPlacesAreFound() throws SQLException {
        save(Examples.samples(MIDNIGHT, 2 * 24 * 60, 1, 2));
        execute("UPDATE sample_day SET body = (SELECT body FROM sample_day ORDER BY day DESC LIMIT 1)");
        assertFails("the state file " + file.path() + " is damaged: the day 2026-03-02 of ", () -> find(
                Examples.slo().name()));
    }

    @Test
    void theSamplesOfTheFirstSchemaAreBroughtAlong() throws SQLException {
        Schema first = new Schema(List.of(Schema.LATEST.steps().getFirst()));
        SqliteDatabase.open(file.path(), first, SqliteConnection.PATIENCE).close();
        List<Sample> old = new ArrayList<>();
        for (int slo = 0; slo < 3; slo++) {
            for (int minute = -50_000; minute < 50_000; minute += 1 + (minute & 3)) {
                old.add(new Sample(
                        slo(slo),
                        Instant.EPOCH.plusSeconds(60L * minute),
                        new EventCounts(Math.abs(minute), Sample.MAX_TOTAL - slo)));
            }
        }
        insertAsRows(old);
        file.database().unitOfWork().commit(stores -> stores.shifts().save(Examples.shift()));
        file.close();
        for (int slo = 0; slo < 3; slo++) {
            SloName name = slo(slo);
            assertEquals(old.stream().filter(sample -> sample.slo().equals(name)).toList(), find(slo));
        }
        assertEquals(0, number("SELECT count(*) FROM sqlite_schema WHERE name = 'sample'"));
        assertEquals(3, number("PRAGMA user_version"));
    }

    @Test
    void aFileThatCannotBeBroughtAlongStaysAsItWas() throws SQLException {
        Schema first = new Schema(List.of(Schema.LATEST.steps().getFirst()));
        SqliteDatabase.open(file.path(), first, SqliteConnection.PATIENCE).close();
        execute("INSERT INTO sample VALUES ('no name of an SLO', 0, 1, 2)");
        assertThrows(IllegalArgumentException.class, file::database);
        try (SqliteDatabase asBefore = SqliteDatabase.open(file.path(), first, SqliteConnection.PATIENCE)) {
            assertEquals(Optional.empty(), asBefore.worldStore().get());
        }
    }

    private void insertAsRows(List<Sample> samples) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO sample VALUES (?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (Sample sample : samples) {
                insert.setString(1, sample.slo().value());
                insert.setLong(2, sample.start().getEpochSecond());
                insert.setLong(3, sample.counts().good());
                insert.setLong(4, sample.counts().total());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private void tick(int minute) {
        save(IntStream.range(0, SLOS).mapToObj(slo -> sample(slo, minute)).toList());
    }

    private void save(List<Sample> samples) {
        file.database().unitOfWork().commit(stores -> stores.samples().save(samples));
    }

    private List<Sample> find(int slo) {
        return find(slo(slo));
    }

    private List<Sample> find(SloName slo) {
        return file.database().unitOfWork().read(stores -> stores.samples().find(slo, Instant.MIN, Instant.MAX));
    }

    private SampleStore.Sum sum(SloName slo) {
        return file.database().unitOfWork().read(stores -> stores.samples().sum(slo, Instant.MIN, Instant.MAX));
    }

    private static Sample sample(int slo, int minute) {
        return new Sample(slo(slo), MIDNIGHT.plusSeconds(60L * minute), new EventCounts(minute, minute + slo));
    }

    private static SloName slo(int number) {
        return new SloName("slo-" + number);
    }

    private static void assertFails(String expected, Runnable work) {
        StoreException failure = assertThrows(StoreException.class, work::run);
        assertTrue(String.valueOf(failure.getMessage()).startsWith(expected), failure.getMessage());
    }

    /** Changes one byte of a blob. */
    private void damage(String table, String where, int place) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement select = connection.createStatement();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE " + table + " SET body = ? WHERE " + where)) {
            byte[] body;
            try (ResultSet row = select.executeQuery("SELECT body FROM " + table + " WHERE " + where)) {
                row.next();
                body = row.getBytes(1);
            }
            body[place % body.length] ^= 0x10;
            update.setBytes(1, body);
            assertEquals(1, update.executeUpdate());
        }
    }

    private long rows(String table) throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    private long number(String sql) throws SQLException {
        file.database();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.path());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Nobody implements SampleFeed.Sink {
        @Override
        public void begin(SampleFeed.Order order, Duration resolution) {}

        @Override
        public void slo(int number, SloName name) {}

        @Override
        public void sample(int slo, long start, long good, long total) {}
    }
}
