package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.Pager;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.PagerContract;
import java.time.Instant;
import java.util.List;

final class SimulatedPagerTest extends PagerContract {

    private final SimulatedResponder responder =
            SimulatedResponder.acknowledgingOnly(new FakeClock(Instant.parse("2026-03-02T09:00:00Z")));

    @Override
    protected Pager pager() {
        return responder;
    }

    @Override
    protected List<String> delivered() {
        return responder.pages();
    }
}
