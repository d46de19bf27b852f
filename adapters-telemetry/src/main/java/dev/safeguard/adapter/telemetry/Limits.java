package dev.safeguard.adapter.telemetry;

/**
 * How far a history is looked at before it is handed out, and how much of it is held while that is done.
 *
 * @param rows so many rows are looked at before their order and resolution are told,
 * @param neighbours and so many of them must be of an SLO that had one before,
 * @param furthest except that nobody looks further than this
 * @param block so many bytes are read at a time
 * @param line so many bytes a line may be long
 */
record Limits(int rows, int neighbours, int furthest, int block, int line) {

    static final Limits USUAL = new Limits(10_000, 1_000, 1_000_000, 1 << 18, 1 << 16);
}
