package dev.safeguard.adapter.simulation;

/**
 * The control surfaces of the service: each is on, off, or not set, which works like off. What each does is in
 * {@link Equations}.
 */
enum Flag {
    FALLBACK,
    CACHE,
    LOAD_SHEDDING,
    STATIC_ANSWERS,
    RECYCLE_WORKERS,
    MORE_WORKERS,
    INGEST_PAUSED,
    SERVE_SNAPSHOT,
    KEYWORD_SEARCH,
    ANSWER_WITHOUT_SOURCES,
    NEW_PROMPT_OFF,
    RETRY_ERRORS,
    ROUTE_TO_PREVIOUS,
    STRICT_FILTER,
    SECOND_CLASSIFIER,
    BLOCK_PATTERN,
    REQUIRE_LOGIN,
    CHEAP_MODEL,
    CAP_OUTPUT,
    TOOLS_OFF;

    /** The name on the outside: {@code load-shedding}. */
    String word() {
        return Words.of(this);
    }
}
