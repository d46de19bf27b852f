package dev.safeguard.application.runbook;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.application.port.Workers;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Command;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Observation;
import dev.safeguard.domain.runbook.Phase;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves a run or a reversal on as far as it goes without waiting. Each decision is committed before it is acted on, and
 * each outcome before the next decision, under a lease whose fence keeps a worker out that was taken for dead. No
 * transaction is open during a call, and a call is made only with more of the lease left than it can take.
 */
final class StepByStep<W extends Walk> {

    /** What differs between a run and a reversal. */
    interface Way<W extends Walk> {

        /** The one of the service that is not finished, as it is stored. */
        Optional<W> active(Stores stores, ServiceName service);

        /** The same as another worker takes it up. */
        W resumed(W walk);

        W after(W walk, Observation observation, Instant now);

        /** Keeps beside it what goes with a decision: the ledger, and the timeline. */
        void keep(Stores stores, W before, W after, List<StepResult> news, ErrorBreakdown breakdown, Instant now);
    }

    /** A walk and our lease on it. */
    private record Held<W>(W walk, Lease lease) {}

    private final UnitOfWork work;
    private final Clock clock;
    private final MetricSource source;
    private final ControlSurface surface;
    private final Tenure tenure;
    private final Way<W> way;

    StepByStep(
            UnitOfWork work,
            Clock clock,
            MetricSource source,
            Map<String, Mitigation<?>> mitigations,
            Workers workers,
            Way<W> way) {
        this.work = work;
        this.clock = clock;
        this.source = source;
        this.surface = new ControlSurface(source, mitigations);
        this.tenure = new Tenure(work, workers);
        this.way = way;
    }

    /** The walk taken up from whoever left it; unchanged where somebody else holds it. */
    W takeUp(W walk) {
        return claim(walk).map(Held::walk).orElse(walk);
    }

    /** The walk after everything that can be done by now, by us. */
    W advance(W walk) {
        Optional<Held<W>> held = held(walk);
        W current = held.map(Held::walk).orElse(walk);
        while (held.isPresent()) {
            try {
                held = step(held.get());
            } catch (StoreException.Fenced takenOver) {
                held = Optional.empty();
            }
            current = held.map(Held::walk).orElse(current);
        }
        return current;
    }

    /** Why nothing more is done to it by itself, where it is not. */
    Optional<AutomationPause> heldBack(W walk) {
        return changesSomething(walk.next(clock.now())) && walk.authority() instanceof Authority.Automation
                ? work.read(stores -> stores.runs().pause())
                : Optional.empty();
    }

    private static boolean changesSomething(Command command) {
        return command instanceof Command.Inspect || command instanceof Command.Call;
    }

    private Optional<Held<W>> held(W walk) {
        return tenure.held(walk, Duration.ZERO, clock.now())
                .map(lease -> new Held<>(walk, lease))
                .or(() -> claim(walk));
    }

    private Optional<Held<W>> claim(W walk) {
        Instant now = clock.now();
        Duration timeout = walk.phase().intent().isPresent() ? timeout(walk.next(now)) : Duration.ZERO;
        return work.write(stores -> way.active(stores, walk.service())
                .filter(stored -> stored.id().equals(walk.id()))
                .flatMap(stored -> tenure.claimed(stores, stored, timeout, now).map(lease -> {
                    W resumed = way.resumed(stored);
                    stores.runs().save(resumed, lease);
                    return new Held<>(resumed, lease);
                })));
    }

    private Duration timeout(Command command) {
        return switch (command) {
            case Command.Call call -> surface.timeout(call.step());
            case Command.Recheck recheck -> surface.timeout(recheck.step());
            case Command.Inspect inspect -> surface.timeout(inspect.step());
            case Command.Measure ignored -> Duration.ZERO;
            case Command.Await ignored -> Duration.ZERO;
            case Command.Done ignored -> Duration.ZERO;
        };
    }

    /** One command carried out and its outcome stored; nothing when there is nothing to do by now. */
    private Optional<Held<W>> step(Held<W> held) {
        W before = held.walk();
        Command command = before.next(clock.now());
        if (heldBack(before).isPresent()) {
            return Optional.empty();
        }
        Optional<Lease> lease = tenure.held(before, timeout(command), clock.now());
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        return surface.carryOut(command, before.slo())
                .flatMap(observation -> stored(before, observation, lease.get()));
    }

    /** Nothing when the kill switch was pulled meanwhile and a change was about to be intended. */
    private Optional<Held<W>> stored(W before, Observation observation, Lease lease) {
        Instant now = clock.now();
        W after = way.after(before, observation, now);
        List<StepResult> news =
                after.results().subList(before.results().size(), after.results().size());
        ErrorBreakdown breakdown = news.isEmpty()
                ? ErrorBreakdown.NONE
                : source.breakdown(after.slo(), now.minus(after.resolution()), now);
        Lease renewed = lease.renewed(Duration.ZERO, now);
        boolean kept = work.write(stores -> {
            if (after.phase() instanceof Phase.Intended
                    && after.authority() instanceof Authority.Automation
                    && stores.runs().pause().isPresent()) {
                return false;
            }
            stores.runs().save(after, renewed);
            way.keep(stores, before, after, news, breakdown, now);
            return true;
        });
        return kept ? Optional.of(new Held<>(after, renewed)) : Optional.empty();
    }
}
