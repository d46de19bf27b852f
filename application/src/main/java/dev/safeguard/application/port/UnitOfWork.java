package dev.safeguard.application.port;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The transaction boundary. A use case calls it, and hands the work what is to be one; nothing is nested and no call to
 * the outside world is made inside.
 *
 * <p>Safe for use from several threads and processes. The stores are good only inside the function they are handed to.
 * Nesting, writing through stores for reading, and using stores afterwards are {@link IllegalStateException}s.
 */
public interface UnitOfWork {

    /**
     * Runs the work alone among all writers and commits it durably: when this returns, it is kept even if the machine
     * loses power. An exception from the work rolls everything back and is thrown on.
     *
     * @throws StoreException when it could not be begun or committed; nothing of it is then kept
     */
    <T> T write(Function<Stores, T> work);

    /** {@link #write} for work that has nothing to answer. */
    default void commit(Consumer<Stores> work) {
        write(stores -> {
            work.accept(stores);
            return true;
        });
    }

    /**
     * Runs the work on one consistent state, beside writers. Writing through these stores is an error.
     *
     * @throws StoreException when the state cannot be read
     */
    <T> T read(Function<Stores, T> work);

    /**
     * A number that has changed when anybody else (another process, another unit of work) has committed something since
     * it was last asked; may change without. Cheap enough to ask every tick.
     */
    long revision();
}
