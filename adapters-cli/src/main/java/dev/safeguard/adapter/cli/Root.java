package dev.safeguard.adapter.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code safeguard} itself: without a command it says where to begin. */
@Command(
        name = "safeguard",
        header = "Keeps an AI service standing: SLOs, alerts, runbooks, incidents, and what is learned from them.",
        footer = {
            "  safeguard shift                    a whole on-call shift on a simulated service, in seconds",
            "  safeguard status                   how every SLO stands, and what is being done about it",
            "  safeguard incident show INC-1      what happened, with every figure",
            "  safeguard postmortem INC-1         what there is to learn from it"
        })
final class Root implements Callable<Integer>, IVersionProvider {

    private final Invocation call;

    @Mixin
    final Options options;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    boolean version;

    Root(Invocation call, Options options) {
        this.call = call;
        this.options = options;
    }

    @Override
    public Integer call() {
        call.print("""
                safeguard shift            a whole on-call shift on a simulated service, in seconds: start here

                safeguard status           how every SLO stands
                safeguard incident list    what happened, and who has it
                safeguard postmortem ID    what there is to learn from an incident
                safeguard eval list        the regression cases that incidents left behind

                safeguard --help lists every command; each has a --help that begins with examples.""");
        return Exit.DONE.code();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"safeguard " + call.composition().version()};
    }
}
