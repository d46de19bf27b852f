package dev.safeguard.adapter.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The errors that the command line itself can report; each is explained by {@code safeguard explain CODE}. */
enum Code {
    UNKNOWN_COMMAND(
            "SG-U001",
            "there is no such command",
            "The word is no command, or no subcommand of the command before it.",
            "`safeguard --help` lists the commands, and `safeguard COMMAND --help` the subcommands of one."),
    UNKNOWN_OPTION(
            "SG-U002",
            "there is no such option",
            "The command does not take this option. A text that begins with a dash goes after `--`.",
            "`safeguard COMMAND --help` lists the options."),
    MISSING(
            "SG-U003",
            "something is missing",
            "The command needs an argument, or an option a value, that was not given.",
            "`safeguard COMMAND --help` begins with examples that are complete."),
    BAD_VALUE(
            "SG-U004",
            "a value cannot be used",
            "A value on the command line is not what its option or argument takes. The message says what was seen and"
                    + " what is expected.",
            "Objectives are plain decimals (0.999), durations are written 90s, 5m, 1h30m or 30d, incidents INC-7,"
                    + " severities sev1, sev2 or sev3."),
    CONFLICT(
            "SG-U005",
            "options do not go together",
            "A recorded history is what it is: faults, a seed or another runbook belong to a simulated service, and an"
                    + " objective to a history, which has none of its own.",
            "Leave one of them out; the message names them."),
    UNKNOWN_SCENARIO(
            "SG-U006",
            "there is no such scenario",
            "The scenario is not one of those that come with Safeguard.",
            "`safeguard shift --list` shows them."),
    UNREADABLE(
            "SG-U007",
            "a file cannot be read",
            "The file named on the command line is not there, is a folder, or may not be read.",
            "Check the path; it is taken from the folder in which the command runs."),
    UNEXPECTED_ARGUMENT(
            "SG-U008",
            "an argument too many",
            "The command takes fewer arguments than were given.",
            "A text of several words goes in quotes; `safeguard COMMAND --help` shows what is taken."),
    UNKNOWN_CODE(
            "SG-U009",
            "there is no such code",
            "A code stands in brackets at the end of an error, and is not one of those that this Safeguard knows.",
            "Codes look like SG-U001; `safeguard explain` lists them all."),
    MALFORMED_HISTORY(
            "SG-U010",
            "a recorded history cannot be read",
            "A history is CSV with the header `slo,start,good,total`, or JSON Lines with the same names; start is"
                    + " ISO-8601 in UTC or seconds since 1970, and 0 <= good <= total. Nothing of the file was taken.",
            "Correct the lines that are named. `safeguard history make FILE` makes a file to compare with."),
    NOTHING_TO_EXPLAIN(
            "SG-U015",
            "there is nothing of this name to explain",
            "It is neither an SLO of the configuration, the state or the built-in example, nor a word of the glossary."
                    + " Blanks, dashes and capitals make no difference to words; SLOs are spelled as they are.",
            "`safeguard explain` lists everything that can be explained."),
    MALFORMED_LABELS(
            "SG-U011",
            "a file of known incidents cannot be read",
            "It is CSV with a header that names at least the columns start and end, and may name id, impact and title; times"
                    + " are ISO-8601 with an offset or seconds since 1970. Nothing of the file was taken.",
            "Correct the lines that are named."),
    REFUSED_QUERY(
            "SG-U012",
            "a metric source does not take a query",
            "The query is not understood there, or is no count of events: the message repeats what the source says.",
            "Change the query as the message says; docs/prometheus.md shows which forms are counted exactly."),
    NO_SUCH_INCIDENT(
            "SG-U020",
            "there is no such incident",
            "The state that is in use has no incident of this number. Each state file has its own.",
            "`safeguard incident list` shows those there are; --state and --config choose the state."),
    INCIDENT_NOT_OPEN(
            "SG-U021",
            "the incident needs nobody any more",
            "It is resolved, closed or cancelled, so there is nothing left to acknowledge.",
            "One that is resolved can be taken up again: `safeguard incident reopen ID REASON`."),
    ILLEGAL_TRANSITION(
            "SG-U022",
            "the incident cannot go there from where it is",
            "An incident goes detected, triaged, mitigating, mitigated, resolved, closed; it can be cancelled before it"
                    + " is resolved, and reopened after. The message says what is legal from where it is.",
            "`safeguard incident show ID` shows where it is and how it came there."),
    SECOND_INCIDENT(
            "SG-U023",
            "the service has an open incident already",
            "A service has one open incident at a time, so that its people look at one place.",
            "`safeguard incident list --open` shows it; add a note to it, or resolve it first."),
    NOT_RECOVERED(
            "SG-U024",
            "measurements speak against resolving",
            "An incident is resolved when every SLO of it passes a recovery check, and no mitigation is left on.",
            "`safeguard status` shows what is measured; --force REASON resolves it all the same, --leave-on REASON leaves"
                    + " mitigations on, and the reasons go on the timeline."),
    NOT_READY_TO_CLOSE(
            "SG-U025",
            "something is missing for closing",
            "An incident is closed when its root cause is recorded, its postmortem written and, for sev1 and sev2, an"
                    + " eval case calibrated.",
            "The message names what is missing and the option that gives it."),
    NO_SUCH_SLO(
            "SG-U026",
            "there is no such SLO",
            "The state that is in use has no SLO of this name under watch.",
            "`safeguard status` shows those there are; --state and --config choose the state."),
    NOT_A_FIX(
            "SG-U027",
            "the incident is not one that this release could repair",
            "`budget gate --fix` lets the repair of an incident pass. It has to be an incident of the SLO's service,"
                    + " and one that is not closed or cancelled.",
            "`safeguard incident list` shows those there are; without --fix the release is judged by the budget."),
    MITIGATIONS_ON(
            "SG-U028",
            "mitigations are still on",
            "Cancelling an incident takes nothing off: what was changed would stay so, with nobody looking after it.",
            "Let the shift take them off, once a cause is stated; or --leave-on REASON leaves them on, and the reason"
                    + " goes on the timeline."),
    NO_SUCH_RUNBOOK(
            "SG-U060",
            "there is no such runbook",
            "It is neither a runbook of the configuration, or of the scenario that the state is of, nor a file with one.",
            "The message lists those there are; the path of a file ends with .yaml."),
    PLAN_MOVED(
            "SG-U061",
            "the plan is not the one that was approved",
            "A human approves an exact plan, by its hash. What is there now, the runbook or the service has changed since"
                    + " the plan was shown, so something else would be done. Nothing was done.",
            "`safeguard run RUNBOOK` shows the plan as it is now, with the command that approves it."),
    SERVICE_BUSY(
            "SG-U062",
            "something is being done to the service already",
            "A service has one run or reversal at a time, so that each can tell what it brought.",
            "Wait for it to end. Automation steps back from an incident that a human triages."),
    NO_SUCH_MITIGATION(
            "SG-U063",
            "there is no such mitigation on",
            "Nothing of this name is in force, or the choice is not one of a single service.",
            "`safeguard mitigation list` shows what is on."),
    STILL_ON(
            "SG-U064",
            "mitigations are still on",
            "One was not what had been set, could not be reached, or the SLI fell without it and it was put back.",
            "`safeguard incident show ID` shows what became of each; `safeguard mitigation list` what is on."),
    BAD_PLUGIN(
            "SG-U065",
            "a plug-in cannot be used",
            "A jar among the plug-ins has a mitigation that cannot be loaded, or a type that is there already.",
            "The message names the jar and the class; docs/tutorial-mitigation.md shows what is needed."),
    STATE_UNUSABLE(
            "SG-U030",
            "the state cannot be used",
            "The state file cannot be read or written, or is not one of Safeguard's. It was left as it is.",
            "The message says what is wrong with it; --state chooses another one."),
    CHANGED_MEANWHILE(
            "SG-U031",
            "somebody else was faster",
            "Another process changed the same thing at the same moment. Nothing of this command was kept.",
            "Look at what is there now, and run the command again if it is still wanted."),
    NO_STATE(
            "SG-U035",
            "there is no state yet",
            "The command reads the state of a shift, and none has been stood here.",
            "`safeguard shift` makes one in .safeguard/demo.db; --state names another file."),
    SOURCE_UNAVAILABLE(
            "SG-U032",
            "the source of measurements cannot be asked",
            "What it would have said is not known, which is not the same as health.",
            "Check that it is up and reachable, and run the command again."),
    FILE_FAILED(
            "SG-U033",
            "a file could not be read or written",
            "The file is as it was before. A full disk and missing permissions are the usual reasons.",
            "The message names the file and what the machine said."),
    OUTPUT_FAILED(
            "SG-U034",
            "standard output could not be written",
            "The disk it goes to is full, or cannot be written. What the command did is done and stored.",
            "`safeguard status` and `safeguard incident list` show what there is."),
    LEVEL_REACHED(
            "SG-U040",
            "an SLO is at the level that was to be reported",
            "`status --fail-on` ends with 3 when an SLO is at this level or worse.",
            "`safeguard status` shows the burn rates; `safeguard incident list --open` shows who has it."),
    NO_DATA(
            "SG-U041",
            "nothing is known",
            "There is no SLO under watch, or nothing was measured of it. That is a state of its own, and not health.",
            "`safeguard shift` stands a shift on a simulated service, and gives it something to measure."),
    NOT_HEALTHY(
            "SG-U042",
            "the service was not healthy in time",
            "The runbook ended, or the shift did, and the service had not recovered.",
            "`safeguard incident show ID` shows what was tried and what it brought."),
    BUDGET_SPENT(
            "SG-U043",
            "there is too little error budget left",
            "`budget gate` ends with 3 when the error budget of the SLO is gone, or less of it is left than --min-left"
                    + " asks for. Users have had as many errors as they were promised at most, and releases are what"
                    + " adds more: stop shipping, and fix reliability. The instant given is when enough of the errors"
                    + " will have left the period, if no more are added and the traffic stays what it is.",
            "`safeguard budget` shows what it went on. The repair of an incident passes with --fix INCIDENT, and is"
                    + " written on its timeline."),
    BUDGET_UNKNOWN(
            "SG-U044",
            "nobody can tell whether there is error budget left",
            "`budget gate` ends with 4 when nothing was measured in the period, nothing happened in it, the newest"
                    + " measurement is too old, or fewer of its buckets are there than --min-coverage asks for. A gap"
                    + " may hide errors, so it is no leave to ship.",
            "See whether the source of measurements still answers. Where the history is young, --min-coverage says how"
                    + " much of the period is enough; the repair of an incident passes with --fix INCIDENT."),
    INTERRUPTED(
            "SG-U050",
            "interrupted",
            "The command was asked to stop. What it had told was stored before it was told.",
            "`safeguard shift --continue` goes on with a shift, `safeguard run --resume` with a run."),
    UNEXPECTED(
            "SG-U099",
            "something went wrong that should not",
            "This is a bug of Safeguard, or a machine in trouble.",
            "Run the command again with -v for the trace, and report it.");

    private final String text;
    private final String title;
    private final String meaning;
    private final String remedy;

    Code(String text, String title, String meaning, String remedy) {
        this.text = text;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    static Optional<Code> of(String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(code -> code.text.equals(wanted)).findFirst();
    }

    /** What it is, what it means and what to do, a paragraph each. */
    List<String> paragraphs() {
        return List.of(text + ": " + title, meaning, remedy);
    }

    UsageException.Problem problem(String message) {
        return problem(message, Optional.empty());
    }

    UsageException.Problem problem(String message, String suggestion) {
        return problem(message, Optional.of(suggestion));
    }

    UsageException.Problem problem(String message, Optional<String> suggestion) {
        return new UsageException.Problem(
                text, Optional.empty(), Optional.empty(), Optional.empty(), message, suggestion);
    }

    UsageException.Problem problem(String file, long line, String message) {
        return new UsageException.Problem(
                text, Optional.of(file), Optional.of(line), Optional.empty(), message, Optional.empty());
    }

    /** A refusal of what was given on the command line. */
    UsageException refusal(String message, String suggestion) {
        return new UsageException(List.of(problem(message, suggestion)));
    }

    @Override
    public String toString() {
        return text;
    }
}
