package dev.safeguard.bootstrap.reliability;

import java.util.List;
import java.util.SortedMap;

/**
 * Everything that is left of a trial, for comparison with another.
 *
 * @param walks the run and its reversal as they are stored
 * @param ledger the mitigations in force
 * @param timeline the entries of the incident
 * @param flags how the service is set
 * @param changes what the service was asked for, in order, each once
 */
record Story(
        List<String> walks,
        List<String> ledger,
        List<String> timeline,
        SortedMap<String, String> flags,
        List<String> changes) {

    String text() {
        return "walks\n" + lines(walks) + "ledger\n" + lines(ledger) + "timeline\n" + lines(timeline) + "flags " + flags
                + "\nchanges\n" + lines(changes);
    }

    /** The same for a trial in which time passed between workers. */
    String textWithoutTimes() {
        return text().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "(time)")
                .replaceAll("[^,]+ after it was detected", " (time)");
    }

    private static String lines(List<String> lines) {
        return String.join("", lines.stream().map(line -> "  " + line + "\n").toList());
    }
}
