package dev.safeguard.application.shift;

import dev.safeguard.application.alert.Observed;
import dev.safeguard.application.alert.WatchAlerts;
import dev.safeguard.application.incident.AcknowledgeIncident;
import dev.safeguard.application.incident.RespondToRise;
import dev.safeguard.application.oncall.ClimbLadder;
import dev.safeguard.application.oncall.DeliverNotifications;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.ShiftStore;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.NearMiss;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands an on-call shift: measures, is told when a budget burns too fast, pages, triages, walks the runbook, sees the
 * service recover, takes the mitigations off, and writes down what was learned. This is the only loop, and the only
 * place that waits: for the earliest of everything that is due. One shift, one thread; the order of things is the order
 * of their deadlines, so that the same world tells the same story.
 */
public final class StandShift {

    private final ShiftPorts ports;
    private final Clock clock;
    private final UnitOfWork work;
    private final Roster roster;

    public StandShift(ShiftPorts ports, Roster roster) {
        this.ports = ports;
        this.clock = ports.clock();
        this.work = ports.work();
        this.roster = roster;
    }

    /**
     * Stands the shift to its end. What is told has been stored.
     *
     * @throws InterruptedException when interrupted while waiting; everything told so far is stored
     */
    public ShiftResult stand(ShiftPlan plan, Consumer<ShiftItem> out) throws InterruptedException {
        return new Standing(plan, out).run();
    }

    private static boolean isPaging(TierReading reading) {
        return reading.firing() && reading.tier().severity().isPage();
    }

    /** One shift being stood. */
    private final class Standing {

        private final ShiftPlan plan;
        private final Storyteller story;
        private final WatchAlerts watch;
        private final RespondToRise respondToRise = new RespondToRise(roster.escalation());
        private final AcknowledgeIncident acknowledge = new AcknowledgeIncident(work, clock);
        private final ClimbLadder ladder = new ClimbLadder(roster);
        private final DeliverNotifications delivery =
                new DeliverNotifications(work, ports.pager(), ports.tickets());
        private final FaultPlan faults;
        private final IncidentDesk desk;

        private final Overdue overdue = new Overdue();

        private Optional<Instant> ladderDueAt = Optional.empty();
        private Optional<Instant> expiresAt = Optional.empty();
        private Instant storedAt = Instant.MIN;
        private long revision;
        private boolean everybodyTold = true;
        private Ratio worstBudget = Ratio.ZERO;
        private Set<IncidentId> openAtBegin = Set.of();
        private final Map<SloName, Instant> lastPaging = new HashMap<>();
        private final NavigableMap<Instant, Instant> silences = new TreeMap<>();
        private final Duration longestMemory;
        private boolean measured;
        private boolean quiet;

        Standing(ShiftPlan plan, Consumer<ShiftItem> out) {
            MetricSource source = new PatientSource(ports.source());
            this.plan = plan;
            plan.silences().forEach(silence -> silences.put(silence.from(), silence.until()));
            this.longestMemory = Stream.concat(
                            Stream.of(IncidentHealth.LOOKBACK),
                            plan.rules().stream()
                                    .flatMap(rule -> rule.policy().tiers().stream())
                                    .map(tier -> tier.shortWindow().length()))
                    .max(Duration::compareTo)
                    .orElseThrow();
            this.watch = new WatchAlerts(work, source);
            this.story = new Storyteller(out);
            this.faults = new FaultPlan(plan.faults(), ports.faults(), clock.now());
            this.desk = new IncidentDesk(ports, source, roster, ladder, plan, watch, story);
        }

        ShiftResult run() throws InterruptedException {
            Instant begin = clock.now();
            begin(begin);
            tick(begin);
            tellWhatIsOk(begin);
            Instant now = begin;
            while (now.isBefore(plan.until()) && !desk.handedOver(now) && !isDone()) {
                clock.waitUntil(nextDue(now));
                now = clock.now();
                tick(now);
            }
            return end(now);
        }

        private boolean isDone() {
            return plan.ending() == ShiftPlan.Ending.WHEN_DONE && !desk.isActing();
        }

        private void begin(Instant now) {
            work.commit(stores -> {
                plan.rules().forEach(stores.alerts()::saveRule);
            });
            watch.begin(plan.rules(), now);
            watch.latest().forEach(this::keepWorstBudget);
            openAtBegin = work.read(stores ->
                    stores.incidents().open().stream().map(Incident::id).collect(Collectors.toUnmodifiableSet()));
            desk.begin();
            refresh();
            everybodyTold = delivery.deliver(now);
        }

        private void tellWhatIsOk(Instant now) {
            watch.latest().stream()
                    .filter(slo -> slo.after().level() == Level.OK)
                    .filter(slo -> slo.sli() instanceof Measurement.Measured)
                    .filter(slo -> !desk.hasOpenIncident(slo.rule().slo()))
                    .forEach(slo -> tellOk(slo, now));
        }

        private Instant nextDue(Instant now) {
            Instant next = earlier(now, Optional.of(nextBoundary(now)), plan.until());
            next = earlier(now, faults.nextAt(now), next);
            next = earlier(now, ports.responder().nextAt(), next);
            next = earlier(now, expiresAt, next);
            return earlier(now, ladderDueAt, next);
        }

        /**
         * The next boundary at which anything can be decided: the next one, unless the last moment decided nothing and a
         * silence is known in which the last events have left every short window. Nothing can rise, clear, be proven or
         * end as a near miss then until the silence does. What people do has a due time of its own, and that they did
         * nothing is noticed at the boundary after it is due.
         */
        private Instant nextBoundary(Instant now) {
            Instant next = watch.nextBoundary();
            if (silences.isEmpty() || !quiet || desk.isActing()) {
                return next;
            }
            return Optional.ofNullable(silences.floorEntry(now.minus(longestMemory)))
                    .map(Map.Entry::getValue)
                    .filter(next::isBefore)
                    .map(end -> earlier(now, Optional.of(storedAt.plus(plan.storeEvery())), end))
                    .map(end -> earlier(now, desk.attentionRunsOutAt().map(this::boundaryAtOrAfter), end))
                    .orElse(next);
        }

        private Instant boundaryAtOrAfter(Instant due) {
            Duration resolution = plan.rules().getFirst().slo().resolution();
            Instant next = watch.nextBoundary();
            long steps = next.isBefore(due)
                    ? Math.ceilDiv(Duration.between(next, due).toMillis(), resolution.toMillis())
                    : 0;
            return next.plus(resolution.multipliedBy(steps));
        }

        /** The candidate, where it is still ahead and before the other. */
        private Instant earlier(Instant now, Optional<Instant> candidate, Instant other) {
            return candidate
                    .filter(at -> at.isAfter(now) && at.isBefore(other))
                    .orElse(other);
        }

        private void tick(Instant now) {
            List<Observed> observed = watch.observe(now);
            Slo first = plan.rules().getFirst().slo();
            faults.injectDue(now, (message, data) ->
                    story.tell(now, ShiftItem.Event.FAULT, first.name(), message, data));
            List<Responder.Decision> decisions = ports.responder().decisionsUntil(now);
            measured |= observed.stream().anyMatch(slo -> slo.sli() instanceof Measurement.Measured);
            // A period gets worse only with a bad event, so most minutes need not be looked at.
            observed.stream().filter(slo -> slo.sli().counts().bad() > 0).forEach(this::keepWorstBudget);
            boolean dueToStore = Duration.between(storedAt, now).compareTo(plan.storeEvery()) >= 0;
            if ((desk.isBusy() || dueToStore) && work.revision() != revision) {
                refresh();
            }
            boolean news = isNews(observed, decisions, now);
            if (news) {
                decide(observed, decisions, now);
            } else if (dueToStore) {
                store(now);
            }
            tellNearMisses(observed, now);
            boolean attended = desk.isBusy() && desk.attend(now);
            if (attended) {
                store(now);
                refresh();
                climbIfDue(now);
            }
            if (news || attended || !everybodyTold) {
                everybodyTold = delivery.deliver(now);
            }
            quiet = !news && !attended && everybodyTold;
        }

        /** What the desk has just opened or taken up again is paged for at once. */
        private void climbIfDue(Instant now) {
            if (ladderDueAt.filter(at -> !at.isAfter(now)).isPresent()) {
                work.commit(stores -> {
                    ladder.climbDue(stores, now, desk::burnOf);
                });
                refresh();
            }
        }

        private boolean isNews(List<Observed> observed, List<Responder.Decision> decisions, Instant now) {
            return !decisions.isEmpty()
                    || observed.stream().anyMatch(slo -> slo.rose() || slo.fell())
                    || ladderDueAt.filter(at -> !at.isAfter(now)).isPresent()
                    || expiresAt.filter(at -> !at.isAfter(now)).isPresent()
                    || desk.needsLadderAgain(now);
        }

        /** Everything that one moment decides, in one transaction; told once it is stored. */
        private void decide(List<Observed> observed, List<Responder.Decision> decisions, Instant now) {
            List<ActiveMitigation> expired = new ArrayList<>();
            List<Observed> tickets = work.write(stores -> {
                watch.store(stores);
                List<Observed> filed = new ArrayList<>();
                for (Observed slo : observed) {
                    if (slo.roseToPage()) {
                        respondToRise.respond(stores, slo.rule().slo(), slo.leading(), now);
                    } else if (slo.roseToTicket() && !desk.hasOpenIncident(slo.rule().slo())) {
                        fileTicket(stores, slo, now);
                        filed.add(slo);
                    } else if (slo.fellBelowPage()) {
                        clear(stores, slo, now);
                    }
                }
                decisions.forEach(decision -> take(stores, decision, now));
                expired.addAll(overdue.file(stores, now));
                desk.remind(stores, now);
                ladder.climbDue(stores, now, desk::burnOf);
                saveHead(stores, now);
                return filed;
            });
            storedAt = now;
            expired.forEach(mitigation ->
                    story.tellTicket(now, sloOf(mitigation), Overdue.text(mitigation), Figures.NONE));
            tickets.forEach(slo -> story.tellTicket(
                    now, slo.rule().slo().name(), ticketText(slo), slo.leading().figures(slo.rule().slo())));
            refresh();
        }

        private SloName sloOf(ActiveMitigation mitigation) {
            return plan.rules().stream()
                    .map(rule -> rule.slo())
                    .filter(slo -> slo.service().equals(mitigation.service()))
                    .findFirst()
                    .orElseGet(() -> plan.rules().getFirst().slo())
                    .name();
        }

        private void take(Stores stores, Responder.Decision decision, Instant now) {
            Actor human = Actor.human(decision.person().name());
            switch (decision) {
                case Responder.Decision.Acknowledge seen ->
                    stores.incidents()
                            .find(IncidentId.of(seen.subject()))
                            .filter(Incident::isOpen)
                            .ifPresent(incident -> acknowledge.acknowledge(stores, incident.id(), human, now));
                case Responder.Decision.StillOnIt working ->
                    stores.incidents()
                            .find(IncidentId.of(working.subject()))
                            .filter(Incident::isOpen)
                            .ifPresent(incident -> stores.incidents()
                                    .save(incident.with(
                                            now, human, new Change.Recorded(Change.Fact.NOTE), "still on it")));
                case Responder.Decision.CauseRemoved removed ->
                    stores.incidents().open().forEach(incident -> stores.incidents()
                            .save(incident.with(
                                    now, human, new Change.CauseFound(removed.cause()), removed.cause())));
            }
        }

        private void fileTicket(Stores stores, Observed slo, Instant now) {
            String name = slo.rule().slo().name().value();
            stores.outbox()
                    .put(new Notification(
                            name + ":ticket:" + now,
                            Notification.Kind.TICKET,
                            Severity.SEV3,
                            name,
                            List.of(),
                            ticketText(slo),
                            now));
        }

        private String ticketText(Observed slo) {
            return slo.leading().sentence() + ": a ticket for working hours, nobody is woken";
        }

        private void clear(Stores stores, Observed slo, Instant now) {
            TierReading reading = slo.leadingBefore();
            stores.incidents()
                    .latestOf(slo.rule().slo().service())
                    .filter(incident -> incident.closedAt().isEmpty())
                    .ifPresent(incident -> {
                        String message = "page tier clear (" + reading.clearSentence() + ")";
                        stores.incidents()
                                .save(incident.with(
                                        now,
                                        Actor.ALERTING,
                                        new Change.Recorded(Change.Fact.CLEAR),
                                        message,
                                        reading.figures(slo.rule().slo())));
                        ladder.pause(stores, incident.id(), now);
                    });
        }

        private void store(Instant now) {
            work.commit(stores -> {
                watch.store(stores);
                saveHead(stores, now);
            });
            storedAt = now;
        }

        private void saveHead(Stores stores, Instant now) {
            ShiftStore.Shift shift = plan.shift();
            stores.shifts()
                    .save(new ShiftStore.Shift(
                            shift.origin(), shift.name(), shift.seed(), shift.startedAt(), now));
        }

        /** Takes in what is stored now, by whomever, and tells what is new in it. */
        private void refresh() {
            revision = work.revision();
            desk.refresh();
            expiresAt = work.read(overdue::next);
            ladderDueAt = work.read(stores -> stores.escalations().due().stream()
                    .findFirst()
                    .flatMap(Escalation::dueAt));
        }

        private void tellNearMisses(List<Observed> observed, Instant now) {
            for (Observed slo : observed) {
                SloName name = slo.rule().slo().name();
                if (slo.alert().readings().stream().anyMatch(StandShift::isPaging)) {
                    lastPaging.put(name, slo.alert().at());
                }
                if (!desk.hasOpenIncident(slo.rule().slo())) {
                    slo.nearMisses().stream()
                            .filter(burst -> lastPaging.getOrDefault(name, Instant.MIN).isBefore(burst.since()))
                            .forEach(burst -> story.tell(
                                    now,
                                    ShiftItem.Event.NO_PAGE,
                                    name,
                                    burst.sentence(),
                                    burst.figures(slo.rule().slo())));
                }
            }
        }

        private void tellOk(Observed slo, Instant now) {
            TierReading fastest = slo.alert().readings().getFirst();
            Optional<Ratio> remaining = slo.rule().slo().budget().remaining(slo.period());
            Figures data = Figures.NONE
                    .with("burnLong", fastest.burnLong().value(), 2)
                    .with("burnShort", fastest.burnShort().value(), 2);
            data = with(data, "sli", slo.sli().sli());
            data = with(data, "budgetRemaining", remaining);
            String sli = slo.sli().sli().map(ratio -> percent(ratio, 2)).orElse("not measured yet");
            String budget = remaining.map(left -> percent(left, 0) + " of " + slo.rule().slo().periodWindow())
                    .orElse("not measured yet");
            story.tell(
                    now,
                    ShiftItem.Event.OK,
                    slo.rule().slo().name(),
                    "SLI " + sli + " (" + slo.rule().sliWindow() + ", " + slo.sli().counts().total() + " events)  burn "
                            + fastest.burnLong() + "/" + fastest.burnShort() + " (" + fastest.tier().longWindow() + "/"
                            + fastest.tier().shortWindow() + ")  budget left " + budget,
                    data);
        }

        private Figures with(Figures figures, String name, Optional<Ratio> ratio) {
            return ratio.map(value -> figures.with(name, value, 4)).orElse(figures);
        }

        private String percent(Ratio ratio, int scale) {
            return ratio.times(Ratio.of(100, 1)).toDecimal(scale).toPlainString() + " %";
        }

        private void keepWorstBudget(Observed slo) {
            slo.rule()
                    .slo()
                    .budget()
                    .spent(slo.period())
                    .filter(spent -> spent.isGreaterThan(worstBudget))
                    .ifPresent(spent -> worstBudget = spent);
        }

        private ShiftResult end(Instant now) {
            store(now);
            ShiftSummary summary = work.read(stores -> new Reckoning(plan.shift().startedAt(), zone())
                    .of(ofThisShift(stores), story.tickets(), worstBudget, mitigationsOn(stores)));
            story.tell(
                    now,
                    ShiftItem.Event.SUMMARY,
                    plan.rules().getFirst().slo().name(),
                    summary.sentence(),
                    summary.figures());
            return new ShiftResult(summary, measured, desk.notHealthy(now));
        }

        private List<Incident> ofThisShift(Stores stores) {
            return stores.incidents().all().stream()
                    .filter(incident -> openAtBegin.contains(incident.id())
                            || !incident.detectedAt().isBefore(plan.shift().startedAt()))
                    .toList();
        }

        private int mitigationsOn(Stores stores) {
            return plan.rules().stream()
                    .map(rule -> rule.slo().service())
                    .distinct()
                    .mapToInt(service -> stores.runs().activeMitigations(service).size())
                    .sum();
        }

        private ZoneId zone() {
            return roster.rotations().stream()
                    .findFirst()
                    .map(rotation -> rotation.zone())
                    .orElse(ZoneOffset.UTC);
        }
    }
}
