package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.time.Duration;

/**
 * Sets a flag over HTTP as {@link HttpFlagMitigation} does, and holds it: only a human may take it off again. For what
 * must not come back just because the figures look well, such as answers that held somebody's address.
 */
public final class HttpFlagHeldMitigation implements Mitigation<HttpFlagMitigation.With> {

    private final HttpFlagMitigation flag = new HttpFlagMitigation();

    @Override
    public String type() {
        return "http-flag-held";
    }

    @Override
    public String purpose() {
        return "sets a flag of a service over HTTP, which only a human may take off again";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.BY_HUMANS_ONLY;
    }

    @Override
    public String blastRadius() {
        return "everything that reads the flag, until a human has decided";
    }

    @Override
    public Parameters<HttpFlagMitigation.With> parameters() {
        return flag.parameters();
    }

    @Override
    public Duration timeout(HttpFlagMitigation.With with) {
        return flag.timeout(with);
    }

    @Override
    public ControlState inspect(HttpFlagMitigation.With with) {
        return flag.inspect(with);
    }

    @Override
    public MitigationPlan plan(HttpFlagMitigation.With with, ControlState current) {
        return flag.plan(with, current);
    }

    @Override
    public void apply(HttpFlagMitigation.With with, MitigationPlan plan, String key) {
        flag.apply(with, plan, key);
    }

    @Override
    public void revert(HttpFlagMitigation.With with, MitigationPlan applied, String key) {
        flag.revert(with, applied, key);
    }
}
