package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.ShiftStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** One row for the one shift. */
record JdbiShiftStore(Transaction transaction) implements ShiftStore {

    @Override
    public void save(Shift shift) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO shift (one, origin, name, seed, started_at, as_of)
                        VALUES (1, :origin, :name, :seed, :startedAt, :asOf)
                        ON CONFLICT (one) DO UPDATE SET
                            origin = excluded.origin, name = excluded.name, seed = excluded.seed,
                            started_at = excluded.started_at, as_of = excluded.as_of
                        """)
                .bind("origin", shift.origin())
                .bind("name", shift.name())
                .bind("seed", shift.seed())
                .bind("startedAt", shift.startedAt().toEpochMilli())
                .bind("asOf", shift.asOf().toEpochMilli())
                .execute();
    }

    @Override
    public Optional<Shift> find() {
        return transaction
                .handle()
                .createQuery("SELECT origin, name, seed, started_at, as_of FROM shift")
                .map(JdbiShiftStore::shift)
                .findOne();
    }

    private static Shift shift(ResultSet row, StatementContext context) throws SQLException {
        return new Shift(
                row.getString("origin"),
                row.getString("name"),
                row.getLong("seed"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("as_of")));
    }
}
