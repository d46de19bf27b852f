package dev.safeguard.adapter.cli;

/** What the exit code of the process says. */
enum Exit {
    DONE(0),
    TOOL_FAILURE(1),
    USAGE(2),
    VERDICT_FAILED(3),
    NO_DATA(4),
    NOT_HEALTHY(8),
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
