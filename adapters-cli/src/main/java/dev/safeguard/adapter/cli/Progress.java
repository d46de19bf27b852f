package dev.safeguard.adapter.cli;

/** How far long work is, in place on a terminal and nowhere else. */
final class Progress implements AutoCloseable {

    private static final String BEGIN_LINE = "\r\u001b[K";

    private final Invocation call;
    private final String what;
    private final boolean shown;
    private boolean begun;

    Progress(Invocation call, String what) {
        this.call = call;
        this.what = what;
        this.shown = call.console().errIsTerminal()
                && !call.quiet()
                && !call.console().env().getOrDefault("TERM", "dumb").equals("dumb");
    }

    void reached(long count) {
        if (shown) {
            begun = true;
            call.console().err().print(BEGIN_LINE + "safeguard: " + Show.count(count) + " " + what);
            call.console().err().flush();
        }
    }

    @Override
    public void close() {
        if (begun) {
            call.console().err().print(BEGIN_LINE);
            call.console().err().flush();
        }
    }
}
