package dev.safeguard.application.shift;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.util.List;
import java.util.Map;

/** Makes a call, and takes the process down before anybody hears of it. */
final class DyingMitigation implements Mitigation {

    private final Mitigation mitigation;
    private final String deadly;

    DyingMitigation(Mitigation mitigation, String deadly) {
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
    public Reversibility reversibility() {
        return mitigation.reversibility();
    }

    @Override
    public String blastRadius() {
        return mitigation.blastRadius();
    }

    @Override
    public List<Parameter> parameters() {
        return mitigation.parameters();
    }

    @Override
    public ControlState inspect(Map<String, String> with) {
        return mitigation.inspect(with);
    }

    @Override
    public MitigationPlan plan(Map<String, String> with, ControlState current) {
        return mitigation.plan(with, current);
    }

    @Override
    public void apply(Map<String, String> with, MitigationPlan plan, String key) {
        mitigation.apply(with, plan, key);
        if (deadly.equals(with.get("flag"))) {
            throw new Death();
        }
    }

    @Override
    public void revert(Map<String, String> with, MitigationPlan applied, String key) {
        mitigation.revert(with, applied, key);
    }

    @Override
    public boolean verify(Map<String, String> with, ControlState expected) {
        return mitigation.verify(with, expected);
    }
}
