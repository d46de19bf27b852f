package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeFaultInjector;
import dev.safeguard.application.testkit.FaultInjectorContract;
import dev.safeguard.domain.slo.Ratio;

final class FakeFaultInjectorTest extends FaultInjectorContract {

    private final FakeFaultInjector injector = new FakeFaultInjector("provider-outage", "slow-leak");

    @Override
    protected FaultInjector injector() {
        return injector;
    }

    @Override
    protected Ratio inForce(String fault) {
        return injector.inForce().getOrDefault(fault, Ratio.ZERO);
    }
}
