package dev.safeguard.application.runbook;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.runbook.AutomationPause;
import java.time.Instant;
import java.util.Optional;

/**
 * The kill switch: from the moment it is pulled nothing is begun, applied or taken off by itself, on any service, until
 * it is let go. It is stored, so a restart does not let it go. What humans order is still done.
 */
public final class PauseAutomation {

    private final UnitOfWork work;
    private final Clock clock;

    public PauseAutomation(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /** The pause, where there is one. */
    public Optional<AutomationPause> status() {
        return work.read(stores -> stores.runs().pause());
    }

    /** Pulls it; said on the timeline of every open incident. One that is pulled already gets the new reason. */
    public AutomationPause pause(Actor human, String reason) {
        return work.write(stores -> {
            Instant now = clock.now();
            AutomationPause pause = new AutomationPause(human.name(), reason, now);
            stores.runs().setPause(Optional.of(pause));
            tell(stores, human, pause.sentence(), now);
            return pause;
        });
    }

    /** Lets it go; what it was, or nothing when it was not pulled. */
    public Optional<AutomationPause> resume(Actor human) {
        return work.write(stores -> {
            Optional<AutomationPause> was = stores.runs().pause();
            was.ifPresent(pause -> {
                stores.runs().setPause(Optional.empty());
                tell(stores, human, "automation goes on, by " + human.name(), clock.now());
            });
            return was;
        });
    }

    private static void tell(Stores stores, Actor human, String message, Instant now) {
        stores.incidents().open().forEach(incident -> stores.incidents()
                .save(incident.with(now, human, new Change.Recorded(Change.Fact.NOTE), message)));
    }
}
