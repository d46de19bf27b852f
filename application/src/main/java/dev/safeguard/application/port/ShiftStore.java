package dev.safeguard.application.port;

import java.time.Instant;
import java.util.Optional;

/** Which shift this state is of, and how far it has come. */
public interface ShiftStore {

    /** Stores it, in place of what was there. */
    void save(Shift shift);

    Optional<Shift> find();

    /**
     * A shift.
     *
     * @param origin where its measurements come from: {@code simulated}, {@code recorded} or {@code live}
     * @param name the scenario's or the file's name
     * @param seed the seed of a simulated shift, else 0
     * @param asOf the boundary up to which everything is evaluated and stored
     */
    record Shift(String origin, String name, long seed, Instant startedAt, Instant asOf) {}
}
