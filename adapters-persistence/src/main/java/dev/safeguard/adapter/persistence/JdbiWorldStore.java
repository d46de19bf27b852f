package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.WorldStore;
import java.util.Optional;

/** The simulated world, in a table of one row, in transactions of its own. */
record JdbiWorldStore(SqliteConnection writer, SqliteConnection reader) implements WorldStore {

    @Override
    public void put(String world) {
        writer.use(handle -> handle.createUpdate("INSERT INTO world (one, body) VALUES (1, :body)"
                        + " ON CONFLICT (one) DO UPDATE SET body = excluded.body")
                .bind("body", world)
                .execute());
    }

    @Override
    public Optional<String> get() {
        return reader.use(handle -> handle.createQuery("SELECT body FROM world")
                .mapTo(String.class)
                .findOne());
    }
}
