package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets flags in a map, or misbehaves in the ways in which real control surfaces do. */
public final class FakeMitigation implements Mitigation<FakeMitigation.With> {

    /** What happens to a call of {@code apply} or {@code revert}. */
    public enum Behaviour {
        /** It is done. */
        OBEY,
        /** It is refused, and nothing changes. */
        REFUSE,
        /** It is done, but the answer gets lost. */
        LOSE_ANSWER,
        /** It gets lost on its way, which from outside looks the same. */
        LOSE_CALL,
        /** It is answered as if done, and nothing changes. */
        NO_EFFECT
    }

    /** Which flag, and what it is to be. */
    public record With(
            @Parameter("the flag to set") String flag, @Parameter("what to set it to") String value) {}

    /** A call that would change something: {@code apply} or {@code revert}, on which flag, under which key. */
    public record Call(String operation, String flag, String key) {}

    private final Map<String, String> flags = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final String type;
    private final Reversibility reversibility;
    private Behaviour behaviour = Behaviour.OBEY;
    private Runnable onCall = () -> {};
    private boolean unreadable;

    public FakeMitigation() {
        this("fake-flag", Reversibility.REVERSIBLE);
    }

    public FakeMitigation(String type, Reversibility reversibility) {
        this.type = type;
        this.reversibility = reversibility;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String purpose() {
        return "sets a flag in memory";
    }

    @Override
    public Reversibility reversibility() {
        return reversibility;
    }

    @Override
    public String blastRadius() {
        return "nothing beyond the flag itself";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public ControlState inspect(With with) {
        checkReadable();
        return state(with.flag());
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        ControlState desired = ControlState.of(with.value());
        return new MitigationPlan(current, desired, "set " + with.flag() + " from " + current + " to " + desired);
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        change("apply", with.flag(), plan.desired(), key);
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        ControlState current = inspect(with);
        if (!current.equals(applied.desired()) && !current.equals(applied.prior())) {
            throw RefusedException.drift(applied, current);
        }
        change("revert", with.flag(), applied.prior(), key);
    }

    /** How calls that would change something go from now on. */
    public void behave(Behaviour next) {
        this.behaviour = next;
    }

    /** What happens elsewhere during the next call that would change something. */
    public void whenCalled(Runnable once) {
        this.onCall = once;
    }

    /** Whether the control surface refuses to be looked at from now on. */
    public void setUnreadable(boolean unreadable) {
        this.unreadable = unreadable;
    }

    /** What the flag is. */
    public ControlState state(String flag) {
        return new ControlState(Optional.ofNullable(flags.get(flag)));
    }

    /** Sets the flag behind Safeguard's back. */
    public void set(String flag, ControlState state) {
        state.value().ifPresentOrElse(value -> flags.put(flag, value), () -> flags.remove(flag));
    }

    /** The calls that would have changed something, in order, those that failed included. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    private void change(String operation, String flag, ControlState to, String key) {
        calls.add(new Call(operation, flag, key));
        Runnable meanwhile = onCall;
        onCall = () -> {};
        meanwhile.run();
        switch (behaviour) {
            case OBEY -> set(flag, to);
            case REFUSE -> throw new RefusedException(Refusal.REFUSED, flag + " was told to refuse");
            case LOSE_ANSWER -> {
                set(flag, to);
                throw new OutcomeUnknownException("no answer from " + flag + " in time");
            }
            case LOSE_CALL -> throw new OutcomeUnknownException("no answer from " + flag + " in time");
            case NO_EFFECT -> {
                // as a proxy that answers 200 for a service that is not there
            }
        }
    }

    private void checkReadable() {
        if (unreadable) {
            throw new RefusedException(Refusal.UNAVAILABLE, "the flags were told to be unreadable");
        }
    }
}
