package dev.safeguard.application.shift;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;

/** Makes a call, and takes the process down before anybody hears of it. */
final class DyingMitigation implements Mitigation<FakeMitigation.With> {

    private final FakeMitigation mitigation;
    private final String deadly;

    DyingMitigation(FakeMitigation mitigation, String deadly) {
        this.mitigation = mitigation;
        this.deadly = deadly;
    }

    /** The end of the process. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String type() {
        return mitigation.type();
    }

    @Override
    public String purpose() {
        return mitigation.purpose();
    }

    @Override
    public Reversibility reversibility() {
        return mitigation.reversibility();
    }

    @Override
    public String blastRadius() {
        return mitigation.blastRadius();
    }

    @Override
    public Parameters<FakeMitigation.With> parameters() {
        return mitigation.parameters();
    }

    @Override
    public ControlState inspect(FakeMitigation.With with) {
        return mitigation.inspect(with);
    }

    @Override
    public MitigationPlan plan(FakeMitigation.With with, ControlState current) {
        return mitigation.plan(with, current);
    }

    @Override
    public void apply(FakeMitigation.With with, MitigationPlan plan, String key) {
        mitigation.apply(with, plan, key);
        if (deadly.equals(with.flag())) {
            throw new Death();
        }
    }

    @Override
    public void revert(FakeMitigation.With with, MitigationPlan applied, String key) {
        mitigation.revert(with, applied, key);
    }

    @Override
    public boolean verify(FakeMitigation.With with, ControlState expected) {
        return mitigation.verify(with, expected);
    }
}
