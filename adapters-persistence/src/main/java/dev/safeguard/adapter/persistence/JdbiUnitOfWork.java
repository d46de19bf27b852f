package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import java.util.function.Function;

/** Transactions on a state file: one writer among all processes, and snapshots beside it. */
final class JdbiUnitOfWork implements UnitOfWork {

    private final SqliteConnection writer;
    private final SqliteConnection reader;

    JdbiUnitOfWork(SqliteConnection writer, SqliteConnection reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        refuseNesting();
        return writer.transaction(Transaction.WRITE, transaction -> {
            SqliteSampleStore samples = new SqliteSampleStore(transaction, writer.samples(), false);
            T result = work.apply(new JdbiStores(transaction, samples));
            samples.flush();
            return result;
        });
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        refuseNesting();
        try {
            return reader.transaction(
                    Transaction.READ,
                    transaction -> work.apply(new JdbiStores(
                            transaction, new SqliteSampleStore(transaction, reader.samples(), true))));
        } catch (StoreException failure) {
            if (SqliteFailure.isWriteThroughReader(failure)) {
                throw new IllegalStateException(
                        "these stores are for reading; write through UnitOfWork.write", failure);
            }
            throw failure;
        }
    }

    /** Asked on the writing connection, whose own commits do not count. */
    @Override
    public long revision() {
        return writer.use(handle ->
                handle.select("PRAGMA data_version").mapTo(Long.class).one());
    }

    /** The two connections would allow it, and each of them alone would not. */
    private void refuseNesting() {
        if (writer.isUsedByThisThread() || reader.isUsedByThisThread()) {
            throw new IllegalStateException("a transaction was begun inside another; pass the stores on instead");
        }
    }
}
