package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.WorldStore;
import java.util.Optional;

/** One row for the world, in the state file for company, and in transactions of its own. */
record JdbiWorldStore(SqliteConnection writer, SqliteConnection reader) implements WorldStore {

    @Override
    public void put(String world) {
        writer.transaction(
                Transaction.WRITE,
                transaction -> transaction
                        .handle()
                        .createUpdate(
                                """
                                INSERT INTO world (one, body) VALUES (1, :body)
                                ON CONFLICT (one) DO UPDATE SET body = excluded.body
                                """)
                        .bind("body", world)
                        .execute());
    }

    @Override
    public Optional<String> get() {
        return reader.transaction(
                Transaction.READ,
                transaction -> transaction
                        .handle()
                        .createQuery("SELECT body FROM world")
                        .mapTo(String.class)
                        .findOne());
    }
}
