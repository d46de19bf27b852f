package dev.safeguard.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be wrong with what a command asks to be assembled, each with its code. */
final class Problems {

    static final String UNKNOWN_FAULT = "SG-B001";
    static final String NOTHING_TO_CONTINUE = "SG-B002";
    static final String BAD_HISTORY = "SG-B003";
    static final String BAD_OBJECTIVE = "SG-B004";
    static final String UNKNOWN_SYMPTOM = "SG-B005";
    static final String NO_OBJECTIVE = "SG-B006";
    static final String FILE_EXISTS = "SG-B010";

    private static final Map<String, String> EXPLANATIONS = Map.of(
            UNKNOWN_FAULT,
            "--fault takes a fault of the simulated service and a ratio between 0 and 1, such as provider-outage=0.7."
                    + " The fault of a scenario bears its name.",
            NOTHING_TO_CONTINUE,
            "--continue goes on where the last simulated shift of this state ended, and there is none.",
            BAD_HISTORY,
            "`safeguard history make` writes the minutes of a simulated service over some days.",
            BAD_OBJECTIVE,
            "The built-in alert tiers cannot work for this objective or period: they exist for 7, 28, 30 and 90 days"
                    + " and for objectives above 75 %.",
            UNKNOWN_SYMPTOM,
            "--runbook takes the place of the scenario's runbook for the same symptom, so the symptom must be one of the"
                    + " scenario's. `autonomy: plan` is only shown; any other is walked, as naming it approves it.",
            NO_OBJECTIVE,
            "A history holds events, and what was promised of them stands elsewhere: in --objective for all SLOs of the"
                    + " history, or in a configuration, which names each SLO.",
            FILE_EXISTS,
            "`safeguard init` replaces no file that is there, unless --force is given.");

    private Problems() {}

    static Optional<List<String>> explain(String code) {
        String known = code.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(EXPLANATIONS.get(known)).map(text -> List.of(known, text));
    }
}
