package dev.safeguard.adapter.persistence;

import org.jdbi.v3.core.Handle;

/** The handle that the stores of one transaction work on, for as long as it lasts. */
final class Transaction implements AutoCloseable {

    /**
     * Takes the right to write at once. A transaction that began by reading and then wants to write fails when somebody
     * else has written in between, however long it would wait.
     */
    static final String WRITE = "BEGIN IMMEDIATE";

    static final String READ = "BEGIN";

    private final Handle handle;
    private boolean ended;

    Transaction(Handle handle) {
        this.handle = handle;
    }

    Handle handle() {
        if (ended) {
            throw new IllegalStateException("the stores of a transaction are good only inside it");
        }
        return handle;
    }

    @Override
    public void close() {
        ended = true;
    }
}
