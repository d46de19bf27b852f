package dev.safeguard.application.shift;

import dev.safeguard.application.port.FaultInjector;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The faults that are still to come, and to go. */
final class FaultPlan {

    private record Change(Instant at, String fault, Ratio ratio, String message) {}

    private final List<Change> ahead = new ArrayList<>();
    private final FaultInjector injector;

    /** What is to come from this time on; what lies before it has been injected by whoever stood then. */
    FaultPlan(List<PlannedFault> faults, FaultInjector injector, Instant from) {
        this.injector = injector;
        for (PlannedFault fault : faults) {
            ahead.add(new Change(fault.from(), fault.fault(), fault.ratio(), fault.startMessage()));
            ahead.add(new Change(fault.until(), fault.fault(), Ratio.ZERO, fault.endMessage()));
        }
        ahead.removeIf(change -> change.at().isBefore(from));
        ahead.sort(Comparator.comparing(Change::at));
    }

    Optional<Instant> nextAt(Instant now) {
        return ahead.stream().map(Change::at).filter(at -> at.isAfter(now)).findFirst();
    }

    /** Injects and takes away what is due by now, and tells of each. */
    void injectDue(Instant now, BiConsumer<String, Figures> tell) {
        while (!ahead.isEmpty() && !ahead.getFirst().at().isAfter(now)) {
            Change change = ahead.removeFirst();
            injector.inject(change.fault(), change.ratio());
            tell.accept(
                    change.message(),
                    Figures.NONE
                            .with("fault", change.fault())
                            .with("ratio", change.ratio(), 4)
                            .with("injected", "yes"));
        }
    }
}
