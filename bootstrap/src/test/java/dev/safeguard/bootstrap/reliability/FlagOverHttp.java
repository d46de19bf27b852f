package dev.safeguard.bootstrap.reliability;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.io.IOException;
import java.util.Optional;

/** Sets a flag of the {@link RecordingService} to an absolute value, under the key of the decision. */
final class FlagOverHttp implements Mitigation<FlagOverHttp.With> {

    static final String TYPE = "recorded-flag";

    private final ServiceClient service;

    FlagOverHttp(ServiceClient service) {
        this.service = service;
    }

    record With(
            @Parameter("the name of the flag") String flag,
            @Parameter("what it is set to") String value) {}

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String purpose() {
        return "sets a flag of the service under test";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "everybody who uses the service under test";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public ControlState inspect(With with) {
        service.reached(Point.INSPECTING);
        return read(with);
    }

    private ControlState read(With with) {
        try {
            ServiceClient.Answer answer = service.ask("GET", ServiceClient.flag(with.flag()), Optional.empty(), "");
            return answer.status() == 404 ? ControlState.ABSENT : ControlState.of(answer.body());
        } catch (IOException notThere) {
            throw new RefusedException(Refusal.UNAVAILABLE, "the service cannot be read: " + notThere.getMessage());
        }
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        return new MitigationPlan(current, ControlState.of(with.value()), "set " + with.flag() + " to " + with.value());
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        set(with, plan.desired(), key);
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        ControlState current = read(with);
        if (current.equals(applied.prior())) {
            return;
        }
        if (!current.equals(applied.desired())) {
            throw RefusedException.drift(applied, current);
        }
        set(with, applied.prior(), key);
    }

    private void set(With with, ControlState state, String key) {
        try {
            ServiceClient.Answer answer = service.ask(
                    state.value().isPresent() ? "PUT" : "DELETE",
                    ServiceClient.flag(with.flag()),
                    Optional.of(key),
                    state.value().orElse(""));
            if (answer.status() != 204) {
                throw new RefusedException(Refusal.REFUSED, "the service answered " + answer.status());
            }
        } catch (IOException lost) {
            throw new OutcomeUnknownException("the answer was lost: " + lost.getMessage());
        }
        service.reached(Point.CALL_ANSWERED);
    }

    @Override
    public boolean verify(With with, ControlState expected) {
        return read(with).equals(expected);
    }
}
