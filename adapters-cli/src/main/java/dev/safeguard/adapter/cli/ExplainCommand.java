package dev.safeguard.adapter.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code safeguard explain}: what an error code means, and what to do. */
@Command(
        name = "explain",
        header = "Explain the code at the end of an error.",
        footer = "  safeguard explain SG-U001")
final class ExplainCommand implements Callable<Integer> {

    private final Invocation call;

    @Parameters(arity = "1", paramLabel = "CODE", description = "The code, such as SG-U001.")
    private Optional<String> code = Optional.empty();

    ExplainCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        String wanted = code.orElseThrow().strip().toUpperCase(Locale.ROOT);
        List<String> paragraphs = Code.of(wanted)
                .map(Code::paragraphs)
                .or(() -> call.composition().explain(wanted))
                .orElseThrow(() -> Code.UNKNOWN_CODE.refusal(
                        "there is no code " + wanted,
                        DidYouMean.closest(
                                wanted,
                                Arrays.stream(Code.values()).map(Code::toString).toList(),
                                "codes stand in brackets at the end of an error, such as SG-U001")));
        if (call.json()) {
            ObjectNode json = Json.object().put("code", wanted);
            ArrayNode texts = json.putArray("paragraphs");
            paragraphs.forEach(texts::add);
            try (Json.Document document = call.document("Explanation", call.wallClock())) {
                document.add(json);
            }
        } else {
            call.print(String.join("\n\n", paragraphs));
        }
        return Exit.DONE.code();
    }
}
