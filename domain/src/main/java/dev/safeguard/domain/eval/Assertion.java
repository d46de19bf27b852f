package dev.safeguard.domain.eval;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;

/** What a regression case demands of a system that meets the fault again. */
public sealed interface Assertion {

    /** The SLI never proves to be below the objective: what the broken system fails. */
    record SliHolds(Objective objective) implements Assertion {}

    /** The alert of this severity, or a worse one, fires within this time of the fault. */
    record AlertFires(Severity severity, Duration within) implements Assertion {}

    /** The SLI meets the objective again within this time of the alert. */
    record SliRecovers(Objective objective, Duration within) implements Assertion {}

    /** The assertion in one line. */
    default String sentence() {
        return switch (this) {
            case SliHolds holds -> "SLI holds " + holds.objective().percent();
            case AlertFires fires ->
                fires.severity().word() + " or worse fires within " + time(fires.within());
            case SliRecovers recovers ->
                "SLI is back at " + recovers.objective().percent() + " within " + time(recovers.within())
                        + " of the alert";
        };
    }

    /** Nothing is rounded away: a case's id is made of these sentences. */
    private static String time(Duration within) {
        Duration minutes = Duration.ofMinutes(within.toMinutes());
        return within.equals(minutes) ? within.toMinutes() + " minutes" : Window.text(within);
    }
}
