package dev.safeguard.adapter.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code safeguard init}: a configuration to begin with. */
@Command(
        name = "init",
        header = "Write a commented configuration to begin with, and the schema with which editors complete it.",
        footer = {
            "  safeguard init                          safeguard.yaml and safeguard.schema.json here",
            "  safeguard init conf/safeguard.yaml",
            "  safeguard init - | less                 to look at it first"
        })
final class InitCommand implements Callable<Integer> {

    private static final Path USUAL_FILE = Path.of("safeguard.yaml");
    private static final String STANDARD_OUTPUT = "-";

    private final Invocation call;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where it goes; safeguard.yaml unless given, - is standard output.")
    private Path file = USUAL_FILE;

    @Option(names = "--force", description = "Replace files that are there already.")
    private boolean force;

    InitCommand(Invocation call) {
        this.call = call;
    }

    @Override
    public Integer call() {
        if (file.toString().equals(STANDARD_OUTPUT)) {
            return print();
        }
        Invocation.mustNotBeADatabase(file);
        List<Path> written = Invocation.given(() -> call.composition().configurations().init(file, force));
        if (call.json()) {
            try (Json.Document document = call.document("Files", call.wallClock())) {
                written.forEach(path -> document.add(Json.object().put("file", path.toString())));
            }
            return Exit.DONE.code();
        }
        written.forEach(path -> call.print(path.toString()));
        Optional<String> argument = Optional.of(file).filter(path -> !path.equals(USUAL_FILE)).map(Invocation::quoted);
        call.print("");
        call.print("next  safeguard validate" + argument.map(name -> " " + name).orElse(""));
        call.print("      safeguard shift" + argument.map(name -> " --config " + name).orElse(""));
        return Exit.DONE.code();
    }

    private int print() {
        String starter = call.composition().configurations().starter();
        if (call.json()) {
            throw Code.CONFLICT.refusal(
                    "-o json does not go with the file -: standard output is the configuration then", "name a file");
        }
        call.out().print(starter);
        call.note("safeguard schema > safeguard.schema.json writes the schema that the first line names");
        return Exit.DONE.code();
    }
}
