package dev.safeguard.adapter.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words of the field and of Safeguard's output, each with what it is, why it matters, what Safeguard makes of it
 * and the command that shows it. {@code docs/glossary.md} is made of these, by {@code safeguard explain --glossary}.
 */
enum Term {
    SLI(
            "SLI",
            "A service level indicator: the share of events that were good, good divided by total. What counts as an"
                    + " event, and as good, is chosen so that the number falls when users suffer.",
            "Everything else is computed from it. An indicator that stays high while users are unhappy makes every"
                    + " alert after it worthless.",
            "The two counts are summed over a window, as whole numbers, and divided last. A window without events has"
                    + " no SLI: it is shown as no traffic or not measured, never as 100 %.",
            "safeguard status",
            List.of("service level indicator", "indicator"),
            List.of("SLO", "freshness", "coverage")),
    SLO(
            "SLO",
            "A service level objective: the share of events that shall be good over a rolling period, such as 99 % over"
                    + " 30 days.",
            "It says how good is good enough. Below it, work on reliability comes first; above it, there is room for"
                    + " change.",
            "The objective is kept as the decimal it was written as, so that 1 - objective is exact. From it and the"
                    + " period follow the error budget and the alert tiers.",
            "safeguard explain chat-answers",
            List.of("service level objective", "objective"),
            List.of("SLI", "error budget", "alert policy")),
    ERROR_BUDGET(
            "error budget",
            "The share of events that may be bad, 1 - objective, and over the period the bad events that this makes. At"
                    + " 99 % it is one event in a hundred.",
            "It turns reliability into something that can be spent: on releases, on experiments, on outages. An alert"
                    + " is worth a human's sleep when the budget is burning away, not whenever something fails.",
            "Spent is the error ratio of the period divided by 1 - objective; buckets that are not there yet count as"
                    + " traffic without errors, so that ten minutes of history never claim a month. It may exceed 100"
                    + " %.",
            "safeguard status",
            List.of("budget"),
            List.of("burn rate", "SLO")),
    BURN_RATE(
            "burn rate",
            "How many times faster than allowed the error budget is spent: the error ratio divided by 1 - objective. At"
                    + " 1x the budget lasts exactly the period, at 14.4x a 30-day budget lasts 50 hours.",
            "It makes alerts of different objectives alike: 10x is ten times too fast for any of them.",
            "Burn is computed for two windows at every bucket boundary and compared with a tier's factor on whole"
                    + " numbers, strictly. It is shown as a multiple, beside the factor, with as many digits as tell"
                    + " the two apart.",
            "safeguard status",
            List.of("burn"),
            List.of("two-window alert", "ceiling", "error budget")),
    CEILING(
            "ceiling",
            "The highest burn rate there can be, 1 / (1 - objective): every event is bad. 1000x at 99.9 %, 10x at 90"
                    + " %.",
            "A tier whose factor is not below the ceiling never fires, whatever happens, and looks like good health.",
            "A policy with such a tier is refused, with one that works. Where a standard page factor exceeds half the"
                    + " ceiling, the built-in page tiers are scaled to it.",
            "safeguard explain --objective 0.9",
            List.of(),
            List.of("low objective", "alert policy", "burn rate")),
    TWO_WINDOW_ALERT(
            "two-window alert",
            "An alert that fires while the burn rate exceeds a factor in a long window and in a short one. The long one"
                    + " says that it matters, the short one that it is still going on.",
            "With a long window alone it would ring for an hour after the repair; with a short one alone, for every"
                    + " blip.",
            "Each tier has a long and a short window, a twelfth of the long unless stated. It fires when both burn"
                    + " faster than its factor, strictly, on at least minBad bad events.",
            "safeguard explain chat-answers",
            List.of("multi-window alert", "burn rate alert", "two window"),
            List.of("alert policy", "detection time", "near miss")),
    ALERT_POLICY(
            "alert policy",
            "The tiers of an SLO: two-window alerts from one that wakes somebody in minutes to one that files a ticket"
                    + " for days of slow loss.",
            "One threshold is either slow or noisy. Tiers are fast for what burns the budget in hours, and patient with"
                    + " what takes weeks.",
            "Built-in tiers exist for 7, 28, 30 and 90 days. Tiers of your own stand under alerts: or in a file for"
                    + " --policy; those that cannot work are refused with tiers that do.",
            "safeguard explain --objective 0.999 --period 28d",
            List.of("tier", "tiers", "policy", "factor"),
            List.of("two-window alert", "severity", "ceiling")),
    LOW_OBJECTIVE(
            "low objective",
            "An objective at which the standard factors are out of reach or nearly so, as at 80 to 96 %. Usual for the"
                    + " quality of AI answers.",
            "14.4x is 144 % errors at 90 %: such a tier sleeps through a total outage.",
            "Where a standard page factor exceeds half the ceiling, the page tiers become half of it over 30 m / 5 m"
                    + " and a quarter of it over 2 h / 10 m: total failure pages in 16 minutes. At 75 % and below"
                    + " tiers have to be written.",
            "safeguard explain --objective 0.9",
            List.of(),
            List.of("ceiling", "alert policy")),
    DETECTION_TIME(
            "detection time",
            "How long errors last before a tier fires. For a constant error ratio from a clean start it is"
                    + " (1 - objective) / error ratio x long window x factor.",
            "It is what an incident costs before anybody knows of it.",
            "The formula's time is rounded up to the next bucket boundary, as alerts are evaluated there, and one"
                    + " further where it falls on one exactly. The summary of a shift shows the times that really"
                    + " passed.",
            "safeguard explain chat-answers",
            List.of("time to detect", "mttd"),
            List.of("two-window alert", "burn rate")),
    NEAR_MISS(
            "near miss",
            "A burst that a page tier's short window saw and its long window judged too small to wake anybody.",
            "It shows that silence was a decision. Many of them in a week are a tier that should be quicker, or a"
                    + " service that should be calmer.",
            "Told as no-page when the burst ends, with the highest burn of both windows and the share of the budget.",
            "safeguard shift --scenario blip",
            List.of("no-page"),
            List.of("two-window alert", "paging")),
    MIN_BAD(
            "minBad",
            "The least number of bad events in the long window below which a tier does not fire; minTotal is the same"
                    + " for all events.",
            "At three requests a night one failure is a third of everything, and no reason to wake anybody.",
            "10 for the first built-in tier, 5 and 1 for the others. The explanation of an SLO says below how much"
                    + " traffic a total outage would go unnoticed.",
            "safeguard explain chat-answers",
            List.of("mintotal", "low traffic"),
            List.of("two-window alert", "alert policy")),
    FRESHNESS(
            "freshness",
            "How old the newest measurement is: fresh, stale (5 minutes) or blind (15 minutes).",
            "A service that stopped reporting looks exactly like one that stopped failing.",
            "It stands beside the level and never changes it: an outage that falls silent stays an outage, and a silent"
                    + " service is never shown as ok.",
            "safeguard status",
            List.of("stale", "blind", "no data", "silence"),
            List.of("coverage", "latched level")),
    COVERAGE(
            "coverage",
            "The share of a window's buckets that were delivered.",
            "Half a window may hold the good half. What is missing proves nothing.",
            "Partial coverage never blocks a rise: what is measured decides. It blocks a fall: a tier clears only when"
                    + " its short window has 80 % of its buckets, and traffic.",
            "safeguard status",
            List.of("buckets", "bucket"),
            List.of("freshness", "latched level")),
    LATCHED_LEVEL(
            "latched level",
            "What an SLO's alert is at: ok, sev3, sev2 or sev1. It rises at once and is held until measurements say"
                    + " that the condition is gone.",
            "An alert that flaps is muted, and one that silence can clear lies.",
            "At each boundary every tier that fires latches, and one that is latched is let go only by a covered short"
                    + " window with traffic. The highest latched tier is the level.",
            "safeguard status",
            List.of("level", "latch", "latched"),
            List.of("severity", "freshness", "coverage")),
    SEVERITY(
            "severity",
            "How loudly a human is told. sev1 wakes somebody now, sev2 pages calmly, sev3 is a ticket for working"
                    + " hours.",
            "People trust an alarm that is only loud when it has to be.",
            "It belongs to the tier that fired, not to a guess about the cause. A budget gone in two days is sev1, one"
                    + " gone in weeks sev3.",
            "safeguard incident list",
            List.of("sev1", "sev2", "sev3", "sev"),
            List.of("paging", "latched level", "alert policy")),
    ON_CALL(
            "on-call",
            "The duty of one person, for an agreed time, to be reachable and to answer when the service needs a human.",
            "If everybody is responsible at three at night, nobody is.",
            "Rotations hand over at a wall-clock time in their own time zone. The person is looked up when a page goes"
                    + " out, not when the schedule was written.",
            "safeguard shift",
            List.of("rotation", "shift"),
            List.of("paging", "escalation ladder")),
    PAGING(
            "paging",
            "Reaching the person on call in a way that wakes them, and asks to be acknowledged.",
            "It is the most expensive message there is. Each one that needed nobody makes the next one slower.",
            "A page is stored with the decision that sends it, and sent after that, so that a crash loses none. It says"
                    + " the impact, since when, what automation did, and the next command.",
            "safeguard shift",
            List.of("page", "pager"),
            List.of("severity", "escalation ladder", "on-call")),
    ESCALATION_LADDER(
            "escalation ladder",
            "Who is paged next, and after how long, when nobody acknowledges.",
            "A phone is in another room. The page must still reach somebody.",
            "The levels are frozen when the page starts, the people are looked up when a level is reached. A level with"
                    + " nobody on call is skipped at once. Acknowledging stops it; an alert that clears pauses it.",
            "safeguard incident show INC-1",
            List.of("escalation", "ladder"),
            List.of("paging", "acknowledgement", "on-call")),
    ACKNOWLEDGEMENT(
            "acknowledgement",
            "A human's word that they have seen the page and are on it.",
            "It stops the ladder, and tells everybody else that they may sleep.",
            "Recorded on the timeline with its time. It promises attention, not repair: if the alert goes on, the"
                    + " ladder starts again.",
            "safeguard incident ack INC-1",
            List.of("ack", "acknowledge"),
            List.of("escalation ladder", "incident lifecycle")),
    INCIDENT_LIFECYCLE(
            "incident lifecycle",
            "The states of an incident: detected, triaged, mitigating, mitigated, resolved, closed; cancelled for a"
                    + " false alarm.",
            "Mitigated is not resolved, and resolved is not learned from. Each state says what is still owed.",
            "An incident is the fold over its append-only timeline. An illegal move is refused with what is legal."
                    + " Resolved takes a measured recovery and no mitigation left on; closed takes a cause, a"
                    + " postmortem and, for sev1 and sev2, a calibrated eval case.",
            "safeguard incident show INC-1",
            List.of("incident", "lifecycle", "timeline"),
            List.of("mitigation", "root cause", "triage")),
    TRIAGE(
            "triage",
            "The first look: which symptom is it, on what evidence, and which runbook fits.",
            "It takes a minute and decides which of the next thirty are wasted.",
            "The kinds of the bad events are counted; the symptom that most of them match is named, with its share. It"
                    + " picks the runbook. Mitigation comes before diagnosis.",
            "safeguard incident show INC-1",
            List.of("symptom", "symptoms"),
            List.of("runbook", "incident lifecycle")),
    MITIGATION(
            "mitigation",
            "A change that gets users served again, whatever the cause: a fallback, a cache, shedding load.",
            "Users do not wait for the explanation. First stop the bleeding, then find the wound.",
            "Absolute, reversible settings on a control surface, written down as intended before and as applied after."
                    + " They stay on a ledger until they are reverted, one by one, watching the SLI.",
            "safeguard status",
            List.of("mitigate", "mitigations", "mitigation and root cause"),
            List.of("root cause", "runbook", "recovery check")),
    ROOT_CAUSE(
            "root cause",
            "What has to change so that it does not happen again. Often several contributing factors, and never a"
                    + " person.",
            "A mitigation left on is a debt. Without the cause the same night comes back.",
            "Needed to close an incident, not to mitigate or resolve it. Recorded by a human, on the timeline.",
            "safeguard incident close --help",
            List.of("cause"),
            List.of("mitigation", "blameless postmortem")),
    RUNBOOK(
            "runbook",
            "A short, ordered list of safe, reversible mitigations for one symptom.",
            "At three at night nobody should have to invent. And what is written down can be walked by a machine.",
            "No loops and no branches. After each step the SLI is measured, and the walk stops as soon as the service"
                    + " has recovered. It survives a crash: resuming is the same call.",
            "safeguard shift --runbook examples/runbooks/provider-outage-useless.yaml",
            List.of("playbook"),
            List.of("mitigation", "recovery check", "triage")),
    RECOVERY_CHECK(
            "recovery check",
            "The measurement that says whether a mitigation worked: on whole buckets that began after it had settled.",
            "Burn windows are still red with old errors, and a green light from the control surface proves nothing.",
            "Recovered: the SLI meets the objective in two checks in a row, on 100 events each. Not recovered: the"
                    + " exact one-sided 95 % bound is below the objective. Anything else is inconclusive, and no data"
                    + " always is.",
            "safeguard incident show INC-1",
            List.of("recovery", "recovered"),
            List.of("runbook", "mitigation")),
    POSTMORTEM(
            "blameless postmortem",
            "The written account of an incident: impact, times, what was tried, what contributed, what will be done.",
            "It asks why the mistake was easy to make. People who are blamed stop telling, and then nothing is"
                    + " learned.",
            "Drawn from the timeline and the measurements, so nothing has to be remembered. A check marks names of"
                    + " people and blaming phrases in the texts, with a suggestion, and does not block.",
            "safeguard postmortem INC-1",
            List.of("postmortem", "blameless", "retrospective"),
            List.of("root cause", "eval case", "incident lifecycle")),
    EVAL_CASE(
            "eval case",
            "A regression case made from an incident: the fault to inject, the load, the SLO, and what has to hold.",
            "What broke once and is not tested breaks again.",
            "Its id is made of the symptom and a hash of its content. It may block a release only when calibrated: seen"
                    + " failing with the fault and passing with the fix.",
            "safeguard eval list",
            List.of("eval", "regression case", "calibrated"),
            List.of("blameless postmortem", "incident lifecycle")),
    TOIL(
            "toil",
            "Work by hand that repeats, could be automated, and leaves the service no better than before.",
            "It grows with the service and eats the time in which it would be removed.",
            "What a runbook walks, what a postmortem collects and what a fix of an alert policy writes out is toil"
                    + " taken away. The summary of a shift counts what is left: pages, tickets, nights woken.",
            "safeguard shift",
            List.of(),
            List.of("runbook", "on-call"));

    private static final String SEPARATOR = "\n";

    private final String title;
    private final String definition;
    private final String why;
    private final String how;
    private final String command;
    private final String aliases;
    private final String seeAlso;

    Term(
            String title,
            String definition,
            String why,
            String how,
            String command,
            List<String> aliases,
            List<String> seeAlso) {
        this.title = title;
        this.definition = definition;
        this.why = why;
        this.how = how;
        this.command = command;
        this.aliases = String.join(SEPARATOR, aliases);
        this.seeAlso = String.join(SEPARATOR, seeAlso);
    }

    /** The term that this word, or these words, mean; blanks, dashes and capitals make no difference. */
    static Optional<Term> of(String words) {
        String wanted = plain(words);
        return Arrays.stream(values())
                .filter(term -> term.words().anyMatch(word -> plain(word).equals(wanted)))
                .findFirst();
    }

    /** In the order of the alphabet. */
    static List<Term> sorted() {
        return Arrays.stream(values())
                .sorted(Comparator.comparing(term -> term.title.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Everything it is found by. */
    Stream<String> words() {
        return Stream.concat(Stream.of(title), aliases.lines());
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }

    String title() {
        return title;
    }

    String definition() {
        return definition;
    }

    String why() {
        return why;
    }

    String how() {
        return how;
    }

    String command() {
        return command;
    }

    List<String> aliases() {
        return aliases.lines().toList();
    }

    List<String> seeAlso() {
        return seeAlso.lines().toList();
    }
}
