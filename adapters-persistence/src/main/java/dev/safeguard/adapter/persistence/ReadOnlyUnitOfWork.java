package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import java.util.function.Function;

/** Reading from a state file that may not be written. */
record ReadOnlyUnitOfWork(SqliteConnection reader) implements UnitOfWork {

    @Override
    public <T> T write(Function<Stores, T> work) {
        throw refusal(reader);
    }

    static StoreException refusal(SqliteConnection reader) {
        return new StoreException("the state file " + reader.file()
                + " can be read and not written: it or its folder is read-only; make both writable");
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return reader.transaction(
                Transaction.READ,
                transaction -> work.apply(
                        new JdbiStores(transaction, new SqliteSampleStore(transaction, reader.samples(), true))));
    }

    @Override
    public long revision() {
        return reader.use(handle ->
                handle.select("PRAGMA data_version").mapTo(Long.class).one());
    }
}
