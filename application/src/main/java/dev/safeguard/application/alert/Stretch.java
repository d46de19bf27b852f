package dev.safeguard.application.alert;

import dev.safeguard.application.alert.Replay.Alarm;
import dev.safeguard.application.alert.Replay.Firing;
import dev.safeguard.application.alert.Replay.Transition;
import dev.safeguard.domain.alert.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A time during which the level of an SLO was told of: from the page that raised it until it pages no longer, or from
 * the ticket until the level is ok.
 *
 * @param alarms what was sent, at least one; the first one began it
 * @param until the boundary at which it was over, or the end of the history
 */
record Stretch(List<Sighting> alarms, Instant until) {

    Stretch {
        alarms = List.copyOf(alarms);
    }

    Sighting first() {
        return alarms.getFirst();
    }

    /** Whether it goes on at this time: it began then or earlier, and was not over. */
    boolean stands(Instant at) {
        return !first().at().isAfter(at) && until.isAfter(at);
    }

    /** The stretches at a page level, in order, each with the pages sent in it. */
    static List<Stretch> pages(Replay replay) {
        return of(replay, replay.pages(), Level::isPage);
    }

    /**
     * The stretches that a ticket stands for, in order: until the level is ok, whether it pages meanwhile or not. None
     * of them holds a second ticket.
     */
    static List<Stretch> tickets(Replay replay) {
        return of(replay, replay.tickets(), level -> level != Level.OK);
    }

    private static List<Stretch> of(Replay replay, List<Alarm> alarms, Predicate<Level> stands) {
        List<Stretch> stretches = new ArrayList<>();
        List<Sighting> sent = new ArrayList<>();
        int next = 0;
        for (Transition transition : replay.transitions()) {
            if (next < alarms.size() && alarms.get(next).at().equals(transition.at())) {
                sent.add(sighting(replay, alarms.get(next++)));
            }
            if (!sent.isEmpty() && !stands.test(transition.after())) {
                stretches.add(new Stretch(sent, transition.at()));
                sent.clear();
            }
        }
        if (!sent.isEmpty()) {
            stretches.add(new Stretch(sent, replay.to()));
        }
        return stretches;
    }

    /** A level rises when a tier is latched, and a tier is latched when its condition begins to hold. */
    private static Sighting sighting(Replay replay, Alarm alarm) {
        for (Firing firing : replay.firings()) {
            if (firing.tier().severity() == alarm.severity()
                    && !firing.from().isAfter(alarm.at())
                    && !firing.to().isBefore(alarm.at())) {
                var slo = replay.rule().slo();
                return new Sighting(slo.name(), firing.tier(), alarm.at(), firing.budgetSpent(slo));
            }
        }
        throw new IllegalArgumentException("no " + alarm.severity().word() + " tier of "
                + replay.rule().slo().name() + " fires at " + alarm.at() + ", when the level rises to it");
    }
}
