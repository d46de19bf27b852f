package dev.safeguard.application.shift;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;

/** The same flags, which only humans may put back. */
record HeldFlags(FakeMitigation flags) implements Mitigation<FakeMitigation.With> {

    @Override
    public String type() {
        return flags.type();
    }

    @Override
    public String purpose() {
        return flags.purpose();
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.BY_HUMANS_ONLY;
    }

    @Override
    public String blastRadius() {
        return flags.blastRadius();
    }

    @Override
    public Parameters<FakeMitigation.With> parameters() {
        return flags.parameters();
    }

    @Override
    public ControlState inspect(FakeMitigation.With with) {
        return flags.inspect(with);
    }

    @Override
    public MitigationPlan plan(FakeMitigation.With with, ControlState current) {
        return flags.plan(with, current);
    }

    @Override
    public void apply(FakeMitigation.With with, MitigationPlan plan, String key) {
        flags.apply(with, plan, key);
    }

    @Override
    public void revert(FakeMitigation.With with, MitigationPlan applied, String key) {
        flags.revert(with, applied, key);
    }
}
