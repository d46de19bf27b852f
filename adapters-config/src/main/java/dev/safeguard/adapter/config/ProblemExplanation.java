package dev.safeguard.adapter.config;

import java.util.List;

/** What a problem's code means, at length: its title, how it comes about, and what to do. */
public final class ProblemExplanation {

    private ProblemExplanation() {}

    /** A paragraph each, the first beginning with the code. */
    public static List<String> of(ProblemCode code) {
        return List.of(code.id() + ": " + code.title(), cause(code), remedy(code));
    }

    private static String cause(ProblemCode code) {
        return switch (code) {
            case UNREADABLE -> "The file is not there, may not be read, or is not UTF-8 text; nothing of it was used.";
            case NOT_YAML ->
                "The text breaks a rule of YAML at this line and column, so nothing after it can be understood: mostly"
                        + " a tab, a bracket that is not closed, or a colon in text without quotes.";
            case EMPTY -> "The file has no content, or nothing but comments.";
            case SEVERAL_DOCUMENTS ->
                "A line `---` begins a second document, and it would not be clear which of them holds.";
            case UNDEFINED_ALIAS ->
                "`*name` repeats what `&name` marked further up, and nothing was marked so. Text that begins with `*`"
                        + " is read as an alias too.";
            case DUPLICATE_KEY ->
                "One map has the same key twice. YAML readers mostly keep one of them without a word; here it is an"
                        + " error, as somebody meant both.";
            case UNKNOWN_KEY ->
                "Nothing reads this key here. It is misspelled, or indented into another section than its own: a"
                        + " setting that nobody reads is one that you believe in and do not have.";
            case MISSING_KEY -> "This section cannot do without the key that is named.";
            case WRONG_TYPE -> "A list stands where a map is needed, or text where a list is, or nothing at all.";
            case BAD_VALUE -> "The value is not in the form that its key takes; the message shows what was seen.";
            case CONTRADICTION ->
                "Each value is fine by itself, and together they say something impossible, such as a deadline before"
                        + " the settle time.";
            case DUPLICATE_NAME -> "Two of a kind bear one name, so that a reference to it would mean either.";
            case UNKNOWN_NAME -> "Something refers to a name that is defined nowhere in the file.";
            case VARIABLE ->
                "A value refers to an environment variable that is not set, or the reference is not in one of its three"
                        + " forms.";
            case UNWORKABLE_ALERTS ->
                "A tier could never fire, would fire while the budget is kept, or has windows that do not fit; or"
                        + " there are no built-in tiers for this period or objective. An alert that cannot work looks"
                        + " just like a service that is well, so it is refused.";
            case BAD_STEP ->
                "The step names a type of mitigation that is not installed, or gives it parameters other than those it"
                        + " takes. It would have failed in the middle of an incident.";
            case NOT_TEXT ->
                "The file holds bytes that are no UTF-8: it is in another encoding, compressed, or no text at all.";
            case TOO_LARGE ->
                "Configurations are read whole, so what is far beyond any of them is not read at all: megabytes of text,"
                        + " hundreds of levels, or aliases that multiply.";
            case UNMEASURED ->
                "The SLO has no `sli`, so a metric source could not be asked for it. Shifts on a simulated service or a"
                        + " recorded history need none; this is a warning.";
            case UNUSED ->
                "Something is defined that nothing in the file refers to, so it has no effect. Often the reference is"
                        + " misspelled; this is a warning.";
            case NOT_BY_ITSELF ->
                "`autonomy: auto` is for steps that Safeguard itself can undo. This type of mitigation can be undone by"
                        + " humans only, or not at all: that is said by the type, and a runbook cannot say otherwise. Such"
                        + " a runbook would never start by itself, which nobody would notice before it is needed.";
            case NO_RUNBOOK ->
                "Triage would name this symptom and have nothing to offer for it, at the hour at which it is hardest to"
                        + " think of something; this is a warning.";
        };
    }

    private static String remedy(ProblemCode code) {
        return switch (code) {
            case UNREADABLE -> "Check the path, which is taken from the folder you are in, and its permissions.";
            case NOT_YAML -> "Correct the place that is named. Indent with blanks, and quote text that holds `: `, `#`,"
                    + " `{` or `*`.";
            case EMPTY -> "Write at least one service with one SLO; without any file the built-in example is used.";
            case SEVERAL_DOCUMENTS -> "Keep one document: remove what follows `---`, or move it to a file of its own.";
            case UNDEFINED_ALIAS ->
                "Put `&name` before the value it is to repeat, above its first use, or quote the text.";
            case DUPLICATE_KEY -> "Remove one of the two; the message names the line of the first.";
            case UNKNOWN_KEY -> "Take the spelling that is suggested, or move the key to its section.";
            case MISSING_KEY -> "Add it where the message points.";
            case WRONG_TYPE ->
                "A list is written `[a, b]` or with a line `- a` for each; a map is written `key: value`.";
            case BAD_VALUE ->
                "Durations are written 90s, 5m, 1h30m or 30d; shares 2% or 0.02; objectives 0.995; factors 14.4 or"
                        + " 14/15.";
            case CONTRADICTION -> "Change one of the values that the message names.";
            case DUPLICATE_NAME -> "Rename one of them, and what refers to it.";
            case UNKNOWN_NAME -> "Take the spelling that is suggested, or define it.";
            case VARIABLE -> "Set it, or write `${NAME:-default}`. `$${NAME}` is plain text.";
            case UNWORKABLE_ALERTS -> "The message ends with tiers that work, to be pasted in place of these; the table"
                    + " below it shows what follows from the ones there are. `safeguard explain --objective D` tries"
                    + " others.";
            case BAD_STEP -> "Take the type or the parameter that is suggested; the message lists what is missing.";
            case NOT_TEXT -> "Save it as UTF-8, or name the file that was meant.";
            case TOO_LARGE -> "Take out what does not belong into it, or split it into the files of several states.";
            case UNMEASURED -> "Add `sli: { good: QUERY, total: QUERY }`.";
            case UNUSED -> "Refer to it, or remove it.";
            case NOT_BY_ITSELF ->
                "Write `autonomy: approve`, so that a human confirms the plan, or move the step into a runbook of its own."
                        + " `safeguard mitigation types` shows which types can be undone, and by whom.";
            case NO_RUNBOOK ->
                "Write a runbook with this `symptom`; `autonomy: plan` only shows what a human would have to do.";
        };
    }
}
