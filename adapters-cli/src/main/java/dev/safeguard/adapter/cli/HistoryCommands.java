package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.HistoryChoice;
import dev.safeguard.adapter.cli.Composition.HistoryInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safeguard history}: recorded histories to try things on. */
@Command(
        name = "history",
        header = "Make a recorded history to try things on.",
        footer = "  safeguard history make history.csv --days 7")
final class HistoryCommands {

    private static final String STANDARD_OUTPUT = "-";

    private final Invocation call;

    HistoryCommands(Invocation call) {
        this.call = call;
    }

    @Command(
            name = "make",
            header = "Record a simulated service, incidents included.",
            footer = {
                "  safeguard history make history.csv",
                "  safeguard history make history.csv.gz --days 30 --seed 7",
                "  safeguard shift --samples history.csv --objective 0.99     to stand a shift over it"
            })
    int make(
            @Parameters(paramLabel = "FILE", description = "Where it goes; .gz compresses it, - is standard output.")
                    Path file,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "7",
                            description = "How many days; 7 unless given.")
                    Integer days,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "The same seed makes the same history; 1 unless given.")
                    Long seed) {
        if (file.toString().equals(STANDARD_OUTPUT)) {
            return print(days, seed);
        }
        Invocation.mustNotBeADatabase(file);
        HistoryInfo made = record(file, days, seed);
        if (call.json()) {
            try (Json.Document document = call.document("History", made.until())) {
                document.add(Json.object()
                        .put("file", made.file().toString())
                        .put("samples", made.samples())
                        .put("from", made.from().toString())
                        .put("until", made.until().toString())
                        .put("simulated", true));
            }
        } else {
            call.print(made.file() + "  " + sentence(made));
        }
        return Exit.DONE.code();
    }

    private int print(int days, long seed) {
        if (call.json()) {
            throw Code.CONFLICT.refusal(
                    "-o json does not go with the file -: standard output is the history then", "name a file");
        }
        try (Spool spool = Spool.empty("history.csv")) {
            Path file = spool.file().orElseThrow();
            HistoryInfo made = record(file, days, seed);
            Files.copy(file, call.out());
            call.note(sentence(made));
            return Exit.DONE.code();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot print the history: " + e.getMessage(), e);
        }
    }

    private HistoryInfo record(Path file, int days, long seed) {
        return Invocation.given(() -> call.composition().makeHistory(new HistoryChoice(file, days, seed)));
    }

    private static String sentence(HistoryInfo made) {
        return Show.count(made.samples(), "sample", "samples") + " of a simulated service, " + Show.minute(made.from())
                + " to " + Show.minute(made.until()) + " UTC";
    }
}
