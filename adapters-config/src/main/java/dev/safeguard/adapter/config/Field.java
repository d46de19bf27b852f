package dev.safeguard.adapter.config;

import java.util.Optional;

/**
 * What a key was given.
 *
 * @param value nothing when the key is not there, or its value was refused with a problem
 * @param at where the value stands, or the map where there is none
 */
record Field<T>(Optional<T> value, Place at) {

    /** The value; only where it is certain that nothing was refused. */
    T get() {
        return value.orElseThrow();
    }

    T or(T fallback) {
        return value.orElse(fallback);
    }
}
