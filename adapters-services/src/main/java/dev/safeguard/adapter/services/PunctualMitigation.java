package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds another mitigation to its contract: a call that does not return in time, throws what it must not, or lacks a
 * class, becomes one of the two answers that a run knows what to do with. Who wrote it is unknown; a run must outlive
 * it.
 *
 * <p>Each call is made on a thread of its own, with the class loader of the mitigation as its context. A second after
 * the mitigation's own time-out the thread is interrupted and left to itself. It is a daemon, and no virtual thread:
 * one that never blocks would keep one of the few that carry all virtual threads.
 *
 * @param <P> the parameters of the other
 */
public final class PunctualMitigation<P extends Record> implements Mitigation<P> {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Mitigation<P> other;
    private final Duration grace;
    private final String type;
    private final String purpose;
    private final Reversibility reversibility;
    private final String blastRadius;
    private final Parameters<P> parameters;

    private PunctualMitigation(Mitigation<P> other, Duration grace) {
        this.other = other;
        this.grace = grace;
        this.type = told(() -> other.type());
        this.purpose = told(() -> other.purpose());
        this.reversibility = told(() -> other.reversibility());
        this.blastRadius = told(() -> other.blastRadius());
        this.parameters = told(() -> other.parameters());
    }

    /**
     * Asks it at once for all that does not depend on parameters.
     *
     * @throws RefusedException when it does not say
     */
    public static <P extends Record> PunctualMitigation<P> of(Mitigation<P> other) {
        return new PunctualMitigation<>(other, GRACE);
    }

    /** With another time to give up after the mitigation's own. */
    static <P extends Record> PunctualMitigation<P> of(Mitigation<P> other, Duration grace) {
        return new PunctualMitigation<>(other, grace);
    }

    /** The class of the other, for people. */
    public String className() {
        return other.getClass().getName();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String purpose() {
        return purpose;
    }

    @Override
    public Reversibility reversibility() {
        return reversibility;
    }

    @Override
    public String blastRadius() {
        return blastRadius;
    }

    @Override
    public Parameters<P> parameters() {
        return parameters;
    }

    @Override
    public Duration timeout(P with) {
        Duration timeout = told(() -> other.timeout(with));
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw unreadable(className() + " says that a call takes at most " + timeout + ", which is no time-out");
        }
        return timeout;
    }

    @Override
    public ControlState inspect(P with) {
        return call(() -> other.inspect(with), timeout(with), PunctualMitigation::unreadable);
    }

    @Override
    public MitigationPlan plan(P with, ControlState current) {
        return call(() -> other.plan(with, current), timeout(with), PunctualMitigation::unreadable);
    }

    @Override
    public void apply(P with, MitigationPlan plan, String key) {
        change(() -> other.apply(with, plan, key), timeout(with));
    }

    @Override
    public void revert(P with, MitigationPlan applied, String key) {
        change(() -> other.revert(with, applied, key), timeout(with));
    }

    @Override
    public boolean verify(P with, ControlState expected) {
        return call(() -> other.verify(with, expected), timeout(with), PunctualMitigation::unreadable);
    }

    private void change(Runnable change, Duration timeout) {
        Supplier<Boolean> done = () -> {
            change.run();
            return true;
        };
        call(done, timeout, OutcomeUnknownException::new);
    }

    private <T> T told(Supplier<T> question) {
        return call(question, DEFAULT_TIMEOUT, PunctualMitigation::unreadable);
    }

    private <T> T call(Supplier<T> call, Duration timeout, Function<String, RuntimeException> failure) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().name("mitigation").unstarted(() -> answer(call, answer));
        thread.setContextClassLoader(other.getClass().getClassLoader());
        thread.start();
        Duration patience = timeout.plus(grace);
        try {
            return Optional.ofNullable(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .orElseThrow(() -> failure.apply(className() + " answered null"));
        } catch (TimeoutException e) {
            thread.interrupt();
            throw failure.apply(className() + " did not answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw failure.apply("nobody waits for " + className() + " any more");
        } catch (ExecutionException e) {
            throw translated(Objects.requireNonNullElse(e.getCause(), e), failure);
        }
    }

    /** Whatever it throws is its answer, errors included: a class that is missing is no reason to end a run. */
    private static <T> void answer(Supplier<T> call, CompletableFuture<T> answer) {
        try {
            answer.complete(call.get());
        } catch (Throwable thrown) {
            answer.completeExceptionally(thrown);
        }
    }

    private RuntimeException translated(Throwable thrown, Function<String, RuntimeException> failure) {
        if (thrown instanceof RefusedException refused) {
            return refused;
        }
        RuntimeException failed = failure.apply(
                thrown instanceof OutcomeUnknownException unknown
                        ? unknown.reason()
                        : className() + " failed: "
                                + Messages.oneLine(thrown.getClass().getName() + ": " + thrown.getMessage()));
        failed.initCause(thrown);
        return failed;
    }

    private static RefusedException unreadable(String reason) {
        return new RefusedException(Refusal.UNAVAILABLE, reason);
    }
}
