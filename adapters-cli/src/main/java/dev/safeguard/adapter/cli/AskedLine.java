package dev.safeguard.adapter.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * A command line that looks only at the command its first word asks for. What the others look like takes longer to find
 * out than most of them take to run, and is needed only where the first word is none of them, or there is none.
 */
final class AskedLine extends CommandLine {

    private final Optional<String> asked;
    private final List<Object> others = new ArrayList<>();

    AskedLine(Object root, List<String> words) {
        super(root);
        this.asked = words.stream().findFirst();
    }

    @Override
    public CommandLine addSubcommand(Object command) {
        if (asked.filter(word -> isCalled(word, command)).isPresent()) {
            return super.addSubcommand(command);
        }
        others.add(command);
        return this;
    }

    /** To be called when all commands have been added. */
    void complete() {
        if (getSubcommands().isEmpty()) {
            others.forEach(super::addSubcommand);
        }
    }

    private static boolean isCalled(String word, Object command) {
        return Optional.ofNullable(command.getClass().getAnnotation(Command.class))
                .filter(known -> known.name().equals(word) || Arrays.asList(known.aliases()).contains(word))
                .isPresent();
    }
}
