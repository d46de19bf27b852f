package dev.safeguard.adapter.cli;

import dev.safeguard.domain.eval.EvalCase;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code safeguard eval}: the regression cases that incidents left behind. */
@Command(
        name = "eval",
        header = "Look at the regression cases that incidents left behind, and hand them out.",
        footer = {"  safeguard eval list", "  safeguard eval export > cases.jsonl"})
final class EvalCommands {

    private static final String STANDARD_OUTPUT = "-";

    private final Invocation call;

    EvalCommands(Invocation call) {
        this.call = call;
    }

    @Command(
            name = "list",
            header = "List the cases by id.",
            footer = {"  safeguard eval list", "  safeguard eval list -o json"})
    int list() {
        try (Desk desk = call.open()) {
            if (call.json()) {
                printJson(desk);
            } else {
                call.noteOrigin(desk);
                table(desk.evalCases().all()).forEach(call::print);
            }
            return Exit.DONE.code();
        }
    }

    @Command(
            name = "export",
            header = "Write the cases as JSON Lines, one case a line.",
            footer = {
                "  safeguard eval export                     to standard output",
                "  safeguard eval export --to cases.jsonl"
            })
    int export(
            @Option(
                            names = "--to",
                            paramLabel = "FILE",
                            defaultValue = STANDARD_OUTPUT,
                            description = "The file, or - for standard output, which it is unless given.")
                    Path to) {
        Invocation.mustNotBeADatabase(to);
        try (Desk desk = call.open()) {
            boolean toOutput = to.toString().equals(STANDARD_OUTPUT);
            int cases = toOutput ? desk.evalCases().all().size() : desk.evalCases().export(to);
            if (!toOutput && call.json()) {
                try (Json.Document document = call.document("EvalExport", desk.clock().now())) {
                    document.add(Json.object().put("file", to.toString()).put("cases", cases));
                }
            } else if (!toOutput) {
                call.print(to + "  " + Show.count(cases, "case", "cases"));
            } else if (call.json()) {
                printJson(desk);
            } else {
                call.out().print(desk.evalCases().render());
            }
            if (cases > 0) {
                call.note(Show.count(cases, "case", "cases")
                        + ", not calibrated: until one has failed on the broken system and passed on the fixed one, it"
                        + " must not block a release");
            }
            return Exit.DONE.code();
        }
    }

    private void printJson(Desk desk) {
        try (Json.Document document = call.document("EvalCases", desk.clock().now())) {
            desk.evalCases().render().lines().map(Json::read).forEach(document::add);
        }
    }

    private static List<String> table(List<EvalCase> cases) {
        if (cases.isEmpty()) {
            return List.of("no eval case yet");
        }
        return Show.table(
                List.of("CASE", "SLO", "FAULT", "LOAD", "ASSERTIONS", "FROM", "CALIBRATED"),
                cases.stream().map(EvalCommands::row).toList());
    }

    private static List<String> row(EvalCase evalCase) {
        return List.of(
                Show.line(evalCase.id()),
                evalCase.slo().value(),
                Show.line(evalCase.fault()) + " at " + Show.percent(evalCase.faultRatio(), 0),
                Show.count(evalCase.eventsPerMinute()) + "/min",
                Integer.toString(evalCase.assertions().size()),
                evalCase.source().toString(),
                "not yet");
    }
}
