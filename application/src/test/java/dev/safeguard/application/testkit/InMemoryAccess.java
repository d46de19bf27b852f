package dev.safeguard.application.testkit;

/** What the stores of one transaction may be used for, and until when. */
final class InMemoryAccess {

    private final boolean writable;
    private boolean ended;

    private InMemoryAccess(boolean writable) {
        this.writable = writable;
    }

    static InMemoryAccess toWrite() {
        return new InMemoryAccess(true);
    }

    static InMemoryAccess toRead() {
        return new InMemoryAccess(false);
    }

    void end() {
        ended = true;
    }

    void read() {
        if (ended) {
            throw new IllegalStateException("the stores of a transaction are good only inside it");
        }
    }

    void write() {
        read();
        if (!writable) {
            throw new IllegalStateException("these stores are for reading; write through UnitOfWork.write");
        }
    }
}
