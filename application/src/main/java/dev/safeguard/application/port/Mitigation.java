package dev.safeguard.application.port;

import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One type of change to a service's control surface: the extension point. A type sets absolute values ("flag = on"),
 * never toggles or increments, so that doing it twice is doing it once.
 *
 * <p>Everything it has to remember is in the {@link MitigationPlan}, which is stored before the change is made: another
 * process, another day, must be able to verify and to put back what this one set. A state is text, holds no secret, and
 * is equal to another exactly when the control surface is set to the same.
 *
 * <p>Every call returns within {@link #timeout}, whatever the control surface does. Secrets never appear in a state, a
 * plan or a message. Called by one thread at a time.
 *
 * <p>A class with a constructor that takes nothing, named in
 * {@code META-INF/services/dev.safeguard.application.port.Mitigation}, is found on the class path and among plug-ins.
 *
 * @param <P> its parameters, each component described by {@link Parameter}
 */
public interface Mitigation<P extends Record> {

    /** How long a call takes at most, unless the type says otherwise. */
    Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** The name that runbooks use, unique among those installed: {@code http-flag}. */
    String type();

    /** What it does, in one sentence. */
    String purpose();

    /** Whether and by whom it can be undone. */
    Reversibility reversibility();

    /** What else it can hurt, in one sentence. */
    String blastRadius();

    /** The parameters it takes. */
    Parameters<P> parameters();

    /** How long any one of the calls below takes at most; positive. */
    default Duration timeout(P with) {
        return DEFAULT_TIMEOUT;
    }

    /**
     * Reads the control surface, and writes nothing.
     *
     * @throws RefusedException when it cannot be read, or the parameters do not fit
     */
    ControlState inspect(P with);

    /** What would change from this state; pure, and the same for the same state. */
    MitigationPlan plan(P with, ControlState current);

    /**
     * Sets the control surface to the plan's desired state, whatever it is now. The same key is the same decision:
     * repeating it has no further effect.
     *
     * @param key sent along where the control surface knows idempotency keys
     * @throws RefusedException when it was certainly not set
     * @throws OutcomeUnknownException when it may have been: a time-out, a lost answer, a server that failed meanwhile
     */
    void apply(P with, MitigationPlan plan, String key);

    /**
     * Sets the control surface back to what the applied plan found, absence included; one that already is so stays as
     * it is.
     *
     * @param applied the plan as it was applied
     * @throws RefusedException when it was certainly not set back; for {@link Refusal#DRIFT}, because it is neither what
     *     the plan set nor what it found, so that somebody else has changed it since
     * @throws OutcomeUnknownException when it may have been
     */
    void revert(P with, MitigationPlan applied, String key);

    /**
     * Whether the control surface really is in this state, by looking at it and not at what a call answered.
     *
     * @throws RefusedException when it cannot be read
     */
    default boolean verify(P with, ControlState expected) {
        return inspect(with).equals(expected);
    }

    /** Describes a parameter, on the component of the record that takes it. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Parameter {

        /** What it means, in a few words. */
        String value();

        /** Its name in a runbook, unless that is the component's own. */
        String name() default "";
    }

    /** Why the control surface was certainly not changed. */
    enum Refusal {
        /** A parameter does not fit. */
        BAD_PARAMETER,
        /** What is to be set does not exist: HTTP 404. */
        NOT_FOUND,
        /** The control surface does not let us: HTTP 401 and 403. */
        NOT_ALLOWED,
        /** Somebody else is changing it at this moment: HTTP 409 and 412. */
        CONFLICT,
        /** It takes no more calls for now: HTTP 429. */
        BUSY,
        /** It cannot be reached, or cannot be read. */
        UNAVAILABLE,
        /** It is neither what was set nor what was found before: somebody else has changed it since. */
        DRIFT,
        /** Anything else it says no to. */
        REFUSED;

        /** The word in JSON: {@code not-found}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The control surface was certainly not changed; the message says why. */
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;
        private final String reason;
        private final transient Optional<String> parameter;

        public RefusedException(Refusal refusal, String reason) {
            this(refusal, reason, Optional.empty());
        }

        private RefusedException(Refusal refusal, String reason, Optional<String> parameter) {
            super(reason);
            this.refusal = refusal;
            this.reason = reason;
            this.parameter = parameter;
        }

        /** A parameter does not fit. */
        public static RefusedException of(String parameter, String reason) {
            return new RefusedException(Refusal.BAD_PARAMETER, reason, Optional.of(parameter));
        }

        /** Somebody else has changed it since. */
        public static RefusedException drift(MitigationPlan applied, ControlState found) {
            return new RefusedException(
                    Refusal.DRIFT,
                    "expected " + applied.desired() + ", found " + found + ": somebody else has changed it since");
        }

        public Refusal refusal() {
            return refusal;
        }

        /** The parameter that does not fit, where it is known to be one. */
        public Optional<String> parameter() {
            return parameter;
        }

        public String reason() {
            return reason;
        }
    }

    /** The control surface may or may not have been changed; the message says why nobody knows. */
    final class OutcomeUnknownException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        public OutcomeUnknownException(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }
}
