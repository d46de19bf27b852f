package dev.safeguard.application.port;

import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One type of change to a service's control surface: the extension point. A type sets absolute values ("flag = on"),
 * never toggles or increments, so that doing it twice is doing it once.
 *
 * <p>Parameters come from a runbook as text. {@code inspect} and {@code plan} write nothing. Every call returns within
 * the implementation's own time-out. Secrets never appear in a state, a plan or a message. Called by one thread at a
 * time.
 */
public interface Mitigation {

    /** The name that runbooks use, unique among those installed: {@code simulated-flag}. */
    String type();

    /** Whether and by whom it can be undone. */
    Reversibility reversibility();

    /** What else it can hurt, in one sentence. */
    String blastRadius();

    /** The parameters it takes. */
    List<Parameter> parameters();

    /**
     * Reads the control surface.
     *
     * @throws RefusedException when it cannot be read, or the parameters do not fit
     */
    ControlState inspect(Map<String, String> with);

    /** What would change from this state; pure. */
    MitigationPlan plan(Map<String, String> with, ControlState current);

    /**
     * Sets the control surface to the plan's desired state, whatever it is now. The same key is the same decision:
     * repeating it has no further effect.
     *
     * @throws RefusedException when it was certainly not set
     * @throws OutcomeUnknownException when it may have been
     */
    void apply(Map<String, String> with, MitigationPlan plan, String key);

    /**
     * Sets the control surface back to what the applied plan found, absence included. The caller has made sure that it
     * still is what the plan set.
     *
     * @throws RefusedException when it was certainly not set back
     * @throws OutcomeUnknownException when it may have been
     */
    void revert(Map<String, String> with, MitigationPlan applied, String key);

    /**
     * Whether the control surface really is in this state, by looking at it and not at what a call answered.
     *
     * @throws RefusedException when it cannot be read
     */
    boolean verify(Map<String, String> with, ControlState expected);

    /** A parameter: its name in a runbook, what it means, and whether a step must give it. */
    record Parameter(String name, String description, boolean required) {}

    /** The control surface was certainly not changed; the message says why. */
    final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final transient Optional<String> parameter;

        public RefusedException(String reason) {
            this(reason, Optional.empty());
        }

        /** @param parameter the parameter that does not fit */
        public RefusedException(String parameter, String reason) {
            this(reason, Optional.of(parameter));
        }

        private RefusedException(String reason, Optional<String> parameter) {
            super(reason);
            this.reason = reason;
            this.parameter = parameter;
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
