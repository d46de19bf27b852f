package dev.safeguard.adapter.persistence;

import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Moves the samples of a first version's table, where each bucket was a row, to where they are now. */
final class SamplesByDay {

    private static final int AT_ONCE = 100_000;

    private SamplesByDay() {}

    static void move(Connection connection, Path file) {
        try (SampleTables tables = new SampleTables(file, connection);
                Statement statement = connection.createStatement()) {
            Tick samples = new Tick();
            try (ResultSet row =
                    statement.executeQuery("SELECT slo, start, good, total FROM sample ORDER BY slo, start")) {
                while (row.next()) {
                    long slo = tables.number(new SloName(row.getString(1)));
                    samples.add(slo, row.getLong(2), row.getLong(3), row.getLong(4));
                    if (samples.size() == AT_ONCE) {
                        tables.seal(samples);
                        samples.clear();
                    }
                }
            }
            tables.seal(samples);
            statement.execute("DROP TABLE sample");
        } catch (SQLException failure) {
            throw SqliteFailure.of(file, failure);
        }
    }
}
