package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be wrong with what a command asks to be assembled, each with its code. */
final class Problems {

    static final String NO_STATE = "SG-B001";
    static final String UNKNOWN_SCENARIO = "SG-B002";
    static final String UNKNOWN_FAULT = "SG-B003";
    static final String STATE_IN_USE = "SG-B004";
    static final String NOTHING_TO_CONTINUE = "SG-B005";
    static final String BAD_HISTORY = "SG-B006";
    static final String BAD_OBJECTIVE = "SG-B007";

    private static final Map<String, String> EXPLANATIONS = Map.of(
            NO_STATE,
            "The command reads the state of a shift, and there is none yet. `safeguard shift` makes one in"
                    + " .safeguard/demo.db; --state names another file.",
            UNKNOWN_SCENARIO,
            "`safeguard shift --list` lists the scenarios of the simulated service.",
            UNKNOWN_FAULT,
            "--fault takes a fault of the simulated service and a ratio, such as provider-outage=0.7. The fault of a"
                    + " scenario bears its name.",
            STATE_IN_USE,
            "Two shifts on one state would tell one story twice. Wait for the other one to end, or name another file"
                    + " with --state. The lock goes with the process that holds it, even if it is killed.",
            NOTHING_TO_CONTINUE,
            "--continue goes on where the last simulated shift of this state ended, and there is none.",
            BAD_HISTORY,
            "`safeguard history make` writes the minutes of a simulated service over some days.",
            BAD_OBJECTIVE,
            "The built-in alert tiers cannot work for this objective or period: they exist for 7, 28, 30 and 90 days"
                    + " and for objectives above 75 %.");

    private Problems() {}

    static UsageException noState(Path file) {
        return UsageException.of(
                NO_STATE, "there is no state at " + file + " yet", "run `safeguard shift` first, or name one with --state");
    }

    static Optional<List<String>> explain(String code) {
        String known = code.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(EXPLANATIONS.get(known)).map(text -> List.of(known, text));
    }
}
