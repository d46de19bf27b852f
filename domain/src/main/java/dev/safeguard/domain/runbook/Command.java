package dev.safeguard.domain.runbook;

import java.time.Instant;

/** What a run or a reversal asks to be done next. Exactly one thing at a time, and what comes of it is observed. */
public sealed interface Command {

    /** Read the buckets that start within {@code [from, until)}. */
    record Measure(Instant from, Instant until) implements Command {}

    /** Read the control surface and plan the change; write nothing. */
    record Inspect(int index, Step step) implements Command {}

    /** Make the change that was stored as intended, under its key, and verify it. */
    record Call(int index, Step step, Direction direction, String key, MitigationPlan plan) implements Command {}

    /** Read the control surface to learn what became of a call whose outcome was lost. */
    record Recheck(int index, Step step, Direction direction, String key, MitigationPlan plan) implements Command {}

    /** Ask again at this instant. */
    record Await(Instant until) implements Command {}

    /** Nothing; it is over. */
    record Done(Phase.Result result, String reason) implements Command {}
}
