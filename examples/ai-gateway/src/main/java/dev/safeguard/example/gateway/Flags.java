package dev.safeguard.example.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The flags that are set. Safe for many threads; a request may see a change made while it runs. */
final class Flags {

    private final Map<Flag, String> set = new ConcurrentHashMap<>();

    Optional<String> get(Flag flag) {
        return Optional.ofNullable(set.get(flag));
    }

    void set(Flag flag, String value) {
        if (!flag.choices().contains(value)) {
            throw new IllegalArgumentException(flag.label() + " must be one of " + flag.choices() + ", was " + value);
        }
        set.put(flag, value);
    }

    void unset(Flag flag) {
        set.remove(flag);
    }

    /** The value that holds: the one set, else the one that holds otherwise. */
    String value(Flag flag) {
        return set.getOrDefault(flag, flag.otherwise());
    }

    boolean isOn(Flag flag) {
        return value(flag).equals("on");
    }
}
