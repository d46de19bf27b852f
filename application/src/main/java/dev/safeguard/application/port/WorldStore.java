package dev.safeguard.application.port;

import java.util.Optional;

/**
 * Where a simulated world keeps itself between processes: one text, written outside any transaction of Safeguard's, as
 * a real service would keep its own state. Writing is durable and atomic.
 */
public interface WorldStore {

    void put(String world);

    Optional<String> get();
}
