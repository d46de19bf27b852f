package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is punctual already stays as it is; {@link Misbehaviour} tries the rest. */
final class PunctualMitigationTest extends MitigationContract {

    private final FakeMitigation fake = new FakeMitigation();

    @Override
    protected Mitigation<?> mitigation() {
        return PunctualMitigation.of(fake);
    }

    @Override
    protected Map<String, String> with() {
        return Map.of("flag", "fallback", "value", "on");
    }

    @Override
    protected void tamper() {
        fake.set("fallback", ControlState.of("theirs"));
    }

    @Override
    protected Set<Trouble> troubles() {
        return Set.of(Trouble.LOSE_ANSWER, Trouble.NO_EFFECT);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        fake.behave(trouble.map(known -> known == Trouble.NO_EFFECT
                        ? FakeMitigation.Behaviour.NO_EFFECT
                        : FakeMitigation.Behaviour.LOSE_ANSWER)
                .orElse(FakeMitigation.Behaviour.OBEY));
    }

    /** Does the same thing, whatever it is asked, once it has been told to. */
    private static final class Misbehaviour implements Mitigation<Misbehaviour.With> {

        record With() {}

        private final Runnable deed;
        private boolean silent;
        private Duration timeout = Duration.ofMillis(50);

        Misbehaviour(Runnable deed) {
            this.deed = deed;
        }

        @Override
        public String type() {
            return silent ? null : "misbehaviour";
        }

        @Override
        public String purpose() {
            return "misbehaves";
        }

        @Override
        public Reversibility reversibility() {
            return Reversibility.REVERSIBLE;
        }

        @Override
        public String blastRadius() {
            return "nothing";
        }

        @Override
        public Parameters<With> parameters() {
            return Parameters.of(With.class);
        }

        @Override
        public Duration timeout(With with) {
            return timeout;
        }

        @Override
        public ControlState inspect(With with) {
            deed.run();
            return null;
        }

        @Override
        public MitigationPlan plan(With with, ControlState current) {
            deed.run();
            return null;
        }

        @Override
        public void apply(With with, MitigationPlan plan, String key) {
            deed.run();
        }

        @Override
        public void revert(With with, MitigationPlan applied, String key) {
            deed.run();
        }
    }

    private static final MitigationPlan PLAN =
            new MitigationPlan(ControlState.ABSENT, ControlState.of("on"), "set it to on");
    private static final Misbehaviour.With WITH = new Misbehaviour.With();

    private static PunctualMitigation<Misbehaviour.With> punctual(Runnable deed) {
        return PunctualMitigation.of(new Misbehaviour(deed), Duration.ofMillis(50));
    }

    /** That reads are refused and writes unknown, for this reason. */
    private static void fails(Runnable deed, String reason) {
        PunctualMitigation<Misbehaviour.With> punctual = punctual(deed);
        for (RefusedException refused : Set.of(
                assertThrows(RefusedException.class, () -> punctual.inspect(WITH)),
                assertThrows(RefusedException.class, () -> punctual.plan(WITH, ControlState.ABSENT)),
                assertThrows(RefusedException.class, () -> punctual.verify(WITH, ControlState.ABSENT)))) {
            assertEquals(Refusal.UNAVAILABLE, refused.refusal());
            assertEquals(reason, refused.reason());
        }
        for (OutcomeUnknownException unknown : Set.of(
                assertThrows(OutcomeUnknownException.class, () -> punctual.apply(WITH, PLAN, "key")),
                assertThrows(OutcomeUnknownException.class, () -> punctual.revert(WITH, PLAN, "key")))) {
            assertEquals(reason, unknown.reason());
        }
    }

    private static void forEver(CountDownLatch never, CountDownLatch interrupted) {
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    @Test
    void oneThatNeverReturnsIsGivenUpAndInterrupted() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(5);
        fails(
                () -> forEver(never, interrupted),
                Misbehaviour.class.getName() + " did not answer within 100 ms");
        assertTrue(interrupted.await(10, TimeUnit.SECONDS), "every one of the five calls");
    }

    @Test
    void oneThatDoesNotEvenHeedAnInterruptIsGivenUp() {
        CountDownLatch over = new CountDownLatch(1);
        fails(
                () -> {
                    while (over.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                },
                Misbehaviour.class.getName() + " did not answer within 100 ms");
        over.countDown();
    }

    @Test
    void whatItMustNotThrowIsTranslatedErrorsIncluded() {
        String failed = Misbehaviour.class.getName() + " failed: ";
        fails(
                () -> {
                    throw new IllegalStateException("not\nnow");
                },
                failed + "java.lang.IllegalStateException: not now");
        fails(
                () -> {
                    throw new NoClassDefFoundError("com/example/Client");
                },
                failed + "java.lang.NoClassDefFoundError: com/example/Client");
        fails(
                () -> {
                    throw new StackOverflowError();
                },
                failed + "java.lang.StackOverflowError: null");
    }

    @Test
    void aRefusalIsPassedOnAndAnUnknownOutcomeOfALookIsOne() {
        RefusedException refusal = new RefusedException(Refusal.BUSY, "too many calls");
        PunctualMitigation<Misbehaviour.With> refusing = punctual(() -> {
            throw refusal;
        });
        assertSame(refusal, assertThrows(RefusedException.class, () -> refusing.inspect(WITH)));
        assertSame(refusal, assertThrows(RefusedException.class, () -> refusing.apply(WITH, PLAN, "key")));
        fails(
                () -> {
                    throw new OutcomeUnknownException("no answer");
                },
                "no answer");
    }

    @Test
    void nothingIsNoAnswer() {
        PunctualMitigation<Misbehaviour.With> punctual = punctual(() -> {});
        assertEquals(
                Misbehaviour.class.getName() + " answered null",
                assertThrows(RefusedException.class, () -> punctual.inspect(WITH)).reason());
        punctual.apply(WITH, PLAN, "key");

        Misbehaviour silent = new Misbehaviour(() -> {});
        silent.silent = true;
        assertThrows(RefusedException.class, () -> PunctualMitigation.of(silent));
    }

    @Test
    void aTimeOutThatIsNoneIsRefused() {
        for (Duration timeout : Set.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            Misbehaviour endless = new Misbehaviour(() -> {});
            endless.timeout = timeout;
            assertThrows(RefusedException.class, () -> PunctualMitigation.of(endless).apply(WITH, PLAN, "key"));
        }
    }

    @Test
    void whoeverIsInterruptedWhileWaitingStaysSo() {
        PunctualMitigation<Misbehaviour.With> punctual =
                punctual(() -> forEver(new CountDownLatch(1), new CountDownLatch(1)));
        Thread.currentThread().interrupt();
        RefusedException refused =
                assertThrows(RefusedException.class, () -> punctual.verify(WITH, ControlState.ABSENT));
        assertTrue(Thread.interrupted());
        assertEquals("nobody waits for " + Misbehaviour.class.getName() + " any more", refused.reason());
    }
}
