package dev.safeguard.application.alert;

import dev.safeguard.application.alert.MemoryFeed.Series;
import dev.safeguard.application.alert.PolicySuggestion.Thing;
import dev.safeguard.application.alert.PolicySuggestion.Yardstick;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that is asked of a policy, gathered from what the present one does. */
record Demands(List<Demand> all, Yardstick yardstick) {

    private static final List<Severity> PAGES = List.of(Severity.SEV1, Severity.SEV2);

    Demands {
        all = List.copyOf(all);
    }

    /** The demands of a replay of the present policy; by known incidents where there are any. */
    static Demands of(Replay replay, Series series, List<KnownIncident> incidents) {
        List<Demand> all = new ArrayList<>();
        List<Stretch> tickets = Stretch.tickets(replay);
        tickets.forEach(ticket -> all.add(ofTicket(ticket)));
        if (incidents.isEmpty()) {
            return ofBurns(replay, series, all, tickets.size());
        }
        int seen = 0;
        int unseen = 0;
        for (KnownIncident incident : incidents) {
            if (!incident.start().isBefore(replay.from()) && incident.start().isBefore(replay.to())) {
                List<Demand> its = ofIncident(incident, Stretch.pages(replay), tickets);
                all.addAll(its);
                seen += its.isEmpty() ? 0 : 1;
                unseen += its.isEmpty() ? 1 : 0;
            }
        }
        return new Demands(all, new Yardstick(true, Optional.empty(), seen, unseen, 0, 0, tickets.size()));
    }

    /** Those that are due by this boundary. */
    List<Demand> until(long boundary) {
        return all.stream().filter(demand -> demand.deadline() <= boundary).toList();
    }

    /** Those that are due after it. */
    List<Demand> after(long boundary) {
        return all.stream().filter(demand -> demand.deadline() > boundary).toList();
    }

    private static Demands ofBurns(Replay replay, Series series, List<Demand> all, int tickets) {
        Optional<Ratio> worthy = worthy(replay);
        int burns = 0;
        int unworthy = 0;
        for (Stretch stretch : Stretch.pages(replay)) {
            if (spent(replay, series, stretch).compareTo(worthy.orElse(Ratio.ZERO)) >= 0) {
                all.addAll(ofBurn(stretch));
                burns++;
            } else {
                unworthy++;
            }
        }
        return new Demands(all, new Yardstick(false, worthy, 0, 0, burns, unworthy, tickets));
    }

    /** The share of the budget that the least severe page tier lets be spent, the least one of several. */
    private static Optional<Ratio> worthy(Replay replay) {
        Slo slo = replay.rule().slo();
        Optional<Severity> calmest = replay.rule().policy().tiers().stream()
                .map(BurnTier::severity)
                .filter(Severity::isPage)
                .max(Comparator.naturalOrder());
        return calmest.flatMap(severity -> replay.rule().policy().tiers().stream()
                .filter(tier -> tier.severity() == severity)
                .map(tier -> slo.budget().spentBy(new BurnRate(tier.factor()), tier.longWindow()))
                .min(Comparator.naturalOrder()));
    }

    /** What a burn spent from the first bucket of the window that paged until the level paged no longer. */
    private static Ratio spent(Replay replay, Series series, Stretch stretch) {
        Slo slo = replay.rule().slo();
        Instant oldest = oldest(stretch);
        Instant from = oldest.isBefore(replay.from()) ? replay.from() : oldest;
        Duration length = Duration.between(from, stretch.until());
        return slo.budget()
                .spentBy(
                        BurnRate.of(
                                series.events(from.getEpochSecond(), stretch.until().getEpochSecond()),
                                slo.objective()),
                        new Window(length));
    }

    private static Instant oldest(Stretch stretch) {
        return stretch.first().at().minus(stretch.first().tier().longWindow().length());
    }

    private static List<Demand> ofBurn(Stretch stretch) {
        Thing burn = new Thing(Thing.Kind.BURN, "", stretch.first().at());
        long from = oldest(stretch).getEpochSecond();
        List<Demand> demands = new ArrayList<>();
        for (Severity severity : PAGES) {
            stretch.alarms().stream()
                    .filter(sent -> !severity.isAbove(sent.severity()))
                    .findFirst()
                    .ifPresent(sent ->
                            demands.add(new Demand(burn, severity, from, sent.at().getEpochSecond(), false)));
        }
        return demands;
    }

    private static Demand ofTicket(Stretch ticket) {
        return new Demand(
                new Thing(Thing.Kind.TICKET, "", ticket.first().at()),
                Severity.SEV3,
                ticket.first().at().minus(ticket.first().grace()).getEpochSecond(),
                ticket.until().getEpochSecond(),
                false);
    }

    private static List<Demand> ofIncident(KnownIncident incident, List<Stretch> pages, List<Stretch> tickets) {
        Thing thing = new Thing(Thing.Kind.INCIDENT, incident.id(), incident.start());
        List<Demand> demands = new ArrayList<>();
        for (Severity severity : PAGES) {
            boolean stands = pages.stream().anyMatch(stretch -> stretch.stands(incident.start())
                    && stretch.alarms().stream()
                            .anyMatch(sent -> !severity.isAbove(sent.severity())
                                    && !sent.at().isAfter(incident.start())));
            demand(thing, severity, incident, stands, pages).ifPresent(demands::add);
        }
        Detection paged = ScoreReplay.detection(incident, pages);
        Detection filed = ScoreReplay.detection(incident, tickets);
        boolean ticketFirst = filed instanceof Detection.Sent sent
                && (!paged.isDetected() || sent.delay().compareTo(paged.after().get()) < 0);
        if (ticketFirst) {
            demand(thing, Severity.SEV3, incident, false, tickets).ifPresent(demands::add);
        }
        return demands;
    }

    private static Optional<Demand> demand(
            Thing thing, Severity severity, KnownIncident incident, boolean stands, List<Stretch> stretches) {
        long start = incident.start().getEpochSecond();
        if (stands) {
            return Optional.of(new Demand(thing, severity, start, start, true));
        }
        boolean whole = incident.start().equals(Instant.ofEpochSecond(start));
        long from = whole ? start : start + 1;
        return stretches.stream()
                .flatMap(stretch -> stretch.alarms().stream())
                .filter(sent -> !severity.isAbove(sent.severity()) && ScoreReplay.isIn(incident, sent))
                .map(Sighting::at)
                .min(Comparator.naturalOrder())
                .map(at -> new Demand(thing, severity, from, at.getEpochSecond(), false));
    }
}
