package dev.safeguard.adapter.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command line that cannot be parsed means, and what was probably meant. */
final class Misuse {

    private Misuse() {}

    static Failure of(ParameterException exception) {
        return new Failure(Exit.USAGE, List.of(problem(exception)));
    }

    private static UsageException.Problem problem(ParameterException exception) {
        CommandLine line = exception.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        String help = command + " --help shows what there is";
        return switch (exception) {
            case UnmatchedArgumentException unmatched when unmatched.isUnknownOption() -> {
                String option = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
                yield Code.UNKNOWN_OPTION.problem(
                        command + " has no option " + option, DidYouMean.closest(option, options(line), help));
            }
            case UnmatchedArgumentException unmatched when !line.getSubcommands().isEmpty() ->
                unknownCommand(line, unmatched.getUnmatched().getFirst(), help);
            case UnmatchedArgumentException unmatched ->
                Code.UNEXPECTED_ARGUMENT.problem(
                        command + " does not know what to do with \"" + unmatched.getUnmatched().getFirst() + "\"", help);
            case MissingParameterException missing ->
                Code.MISSING.problem(command + " needs " + missing(missing), command + " --help begins with examples");
            case OverwrittenOptionException twice ->
                Code.BAD_VALUE.problem(name(twice.getOverwritten()) + " is given twice", "give it once");
            default -> other(exception, line, command, help);
        };
    }

    private static UsageException.Problem unknownCommand(CommandLine line, String word, String help) {
        String command = line.getCommandSpec().qualifiedName();
        boolean wantsToSee = command.endsWith(" incident") && word.matches("(?i)(INC-)?[0-9]+");
        String suggestion = wantsToSee
                ? "did you mean " + command + " show " + word + "?"
                : DidYouMean.closest(word, line.getSubcommands().keySet(), help);
        return Code.UNKNOWN_COMMAND.problem(command + " has no command \"" + word + "\"", suggestion);
    }

    private static UsageException.Problem other(
            ParameterException exception, CommandLine line, String command, String help) {
        Optional<ArgSpec> argument = Optional.ofNullable(exception.getArgSpec());
        if (argument.isEmpty() && !line.getSubcommands().isEmpty()) {
            return Code.MISSING.problem(
                    command + " needs a command: " + String.join(", ", line.getSubcommands().keySet()),
                    command + " --help begins with examples");
        }
        return Code.BAD_VALUE.problem(message(exception, argument), help);
    }

    private static String message(ParameterException exception, Optional<ArgSpec> argument) {
        if (exception.getCause() instanceof IllegalArgumentException refused) {
            return argument.map(Misuse::name).map(name -> name + ": ").orElse("") + refused.getMessage();
        }
        return argument.filter(given -> given.typeInfo().isMap())
                .map(given -> name(given) + " is written " + given.paramLabel() + ", was \"" + exception.getValue() + "\"")
                .orElse(String.valueOf(exception.getMessage()));
    }

    private static String missing(MissingParameterException missing) {
        List<ArgSpec> all = missing.getMissing();
        return all.isEmpty()
                ? argument(missing).map(option -> "a value for " + option).orElse("something more")
                : all.stream().map(Misuse::nameAndValue).collect(Collectors.joining(" and "));
    }

    private static Optional<String> argument(ParameterException exception) {
        return Optional.ofNullable(exception.getArgSpec()).map(Misuse::nameAndValue);
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String nameAndValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static Collection<String> options(CommandLine line) {
        List<String> names = new ArrayList<>();
        line.getCommandSpec().options().forEach(option -> names.addAll(Arrays.asList(option.names())));
        return names;
    }
}
