package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Responder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides what it was told to decide, when it was told to. */
public final class FakeResponder implements Responder {

    private final List<Planned> planned = new ArrayList<>();

    @Override
    public Optional<Instant> nextAt() {
        return planned.stream().map(Planned::at).min(Comparator.naturalOrder());
    }

    @Override
    public List<Decision> decisionsUntil(Instant now) {
        List<Planned> due = planned.stream()
                .filter(plan -> !plan.at().isAfter(now))
                .sorted(Comparator.comparing(Planned::at))
                .toList();
        planned.removeAll(due);
        return due.stream().map(Planned::decision).toList();
    }

    /** At this instant, this will be decided. */
    public void plan(Instant at, Decision decision) {
        planned.add(new Planned(at, decision));
    }

    private record Planned(Instant at, Decision decision) {}
}
