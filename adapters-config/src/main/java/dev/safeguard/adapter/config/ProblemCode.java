package dev.safeguard.adapter.config;

/** Everything that can be wrong with a configuration file, under an id that stays. */
public enum ProblemCode {
    UNREADABLE("SG-C001", "the file cannot be read", "check its name and who may read it; it must be UTF-8 text"),
    NOT_YAML(
            "SG-C002",
            "this is not YAML",
            "correct what stands here; indent with spaces, and quote text with special characters"),
    EMPTY("SG-C003", "there is nothing in the file", "write at least one service; `safeguard init` makes an example"),
    SEVERAL_DOCUMENTS("SG-C004", "the file holds several documents", "keep one document: remove what follows `---`"),
    UNDEFINED_ALIAS(
            "SG-C005", "an alias leads nowhere", "define `&name` above `*name`; quote text that begins with `*`"),
    DUPLICATE_KEY("SG-C006", "a key is given twice", "keep one of them"),
    UNKNOWN_KEY("SG-C007", "a key is not known here", "correct its spelling, or move it to where it belongs"),
    MISSING_KEY("SG-C008", "a key is missing", "add it"),
    WRONG_TYPE("SG-C009", "text, a list and a map were mixed up", "write the kind of value that is asked for"),
    BAD_VALUE("SG-C010", "a value cannot be understood", "write it in the form that the message shows"),
    CONTRADICTION("SG-C011", "values do not go together", "change one of the values that the message names"),
    DUPLICATE_NAME("SG-C012", "a name is given twice", "rename one of the two: others refer to it by its name"),
    UNKNOWN_NAME("SG-C013", "a name leads nowhere", "correct its spelling, or define it"),
    VARIABLE("SG-C014", "an environment variable cannot be filled in", "set it, or give a default: ${NAME:-default}"),
    UNWORKABLE_ALERTS(
            "SG-C015",
            "the alerts cannot work for this SLO",
            "change the tiers as the message says; `alerts: default` works for objectives above 75 %"),
    BAD_STEP(
            "SG-C016",
            "a step does not fit its mitigation",
            "take one of the types, and of their parameters, that the message names"),
    NOT_TEXT("SG-C017", "the file is not UTF-8 text", "save it as UTF-8 text"),
    TOO_LARGE(
            "SG-C018",
            "the file is larger or deeper than a configuration ever is",
            "take out what does not belong into it, or split it"),
    UNMEASURED("SG-C019", "nothing says how an SLO is measured", "add sli: { good: QUERY, total: QUERY }"),
    UNUSED("SG-C020", "a name that nothing refers to", "refer to it, or remove it"),
    NOT_BY_ITSELF(
            "SG-C021",
            "a runbook may run by itself, and one of its steps may not",
            "write `autonomy: approve`, or take a mitigation that Safeguard can undo"),
    NO_RUNBOOK("SG-C022", "no runbook is for a symptom", "write a runbook for it, if only with `autonomy: plan`");

    private final String id;
    private final String title;
    private final String advice;

    ProblemCode(String id, String title, String advice) {
        this.id = id;
        this.title = title;
        this.advice = advice;
    }

    /** For example {@code SG-C007}; never given to anything else. */
    public String id() {
        return id;
    }

    /** What is wrong, in general. */
    public String title() {
        return title;
    }

    /** What to do about it, in words that go on after a semicolon. */
    public String advice() {
        return advice;
    }
}
