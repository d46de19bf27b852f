package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Reversibility;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets a value with a program that the operator has allowed, and reads it with another. No shell is involved: arguments
 * are a list, and a value is one argument or a part of one, whatever characters it has.
 *
 * <p>What may be run is listed in a JSON file that the environment variable {@value #ALLOWED} names. It belongs to
 * whoever operates this machine, not to whoever writes runbooks. The program gets {@code PATH}, {@code HOME}, {@code
 * LANG} and, as {@value #KEY}, the idempotency key; nothing else of our environment.
 *
 * <p>{@code read} prints the value and exits with 0, or exits with {@value #NOT_SET}: it is not set. {@code set} and
 * {@code unset} exit with 0 when they have done it. After any other exit code nobody knows whether they have.
 */
public final class ExecMitigation implements Mitigation<ExecMitigation.With> {

    /** Names the file that lists what may be run. */
    static final String ALLOWED = "SAFEGUARD_EXEC_ALLOWED";

    /** What a program finds the idempotency key in. */
    static final String KEY = "SAFEGUARD_KEY";

    /** What {@code read} exits with when there is no value. */
    static final int NOT_SET = 3;

    private static final String VALUE = "{value}";
    private static final int LONGEST_OUTPUT = 64 * 1024;

    private final Optional<Path> allowed;
    private final Charset arguments;

    /** Allows what the environment says. */
    public ExecMitigation() {
        this(
                Optional.ofNullable(System.getenv(ALLOWED)).filter(name -> !name.isBlank()).map(Path::of),
                Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name())));
    }

    /**
     * @param allowed the file that lists what may be run
     * @param arguments the encoding in which the operating system is given arguments
     */
    ExecMitigation(Optional<Path> allowed, Charset arguments) {
        this.allowed = allowed;
        this.arguments = arguments;
    }

    /** What to run, and for which value. */
    public record With(
            @Parameter("the program that sets the value, and its arguments; {value} stands for the value")
                    List<String> set,
            @Parameter("the program that prints the value, and its arguments; exit code 3 says that it is not set")
                    List<String> read,
            @Parameter("the program that takes the value away, and its arguments, where it can be not set at all")
                    Optional<List<String>> unset,
            @Parameter("what the value is to be; one line") String value,
            @Parameter("how long one call takes at most; 10s unless given") Optional<Duration> timeout) {

        public With {
            set = checked("set", set);
            read = checked("read", read);
            unset = unset.map(command -> checked("unset", command));
            if (set.stream().noneMatch(argument -> argument.contains(VALUE))) {
                throw RefusedException.of("set", "parameter set must have " + VALUE + " in one of its arguments");
            }
            if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.CONTROL)) {
                throw RefusedException.of("value", "parameter value must be one line without control characters");
            }
            timeout.ifPresent(given -> Timeouts.check("timeout", given));
        }

        private static List<String> checked(String name, List<String> command) {
            if (command.isEmpty() || !Path.of(command.getFirst()).isAbsolute()) {
                throw RefusedException.of(
                        name,
                        "parameter " + name + " must begin with the absolute path of a program, was "
                                + Messages.oneLine(String.join(" ", command)));
            }
            if (command.getFirst().contains(VALUE)) {
                throw RefusedException.of(name, "parameter " + name + " must name its program, not compute it");
            }
            if (command.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
                throw RefusedException.of(name, "parameter " + name + " must not have the character NUL");
            }
            return List.copyOf(command);
        }

        private List<String> setting(String to) {
            return set.stream().map(argument -> argument.replace(VALUE, to)).toList();
        }
    }

    @Override
    public String type() {
        return "exec";
    }

    @Override
    public String purpose() {
        return "sets a value with a program that the operator of this machine has allowed";
    }

    @Override
    public Reversibility reversibility() {
        return Reversibility.REVERSIBLE;
    }

    @Override
    public String blastRadius() {
        return "whatever the program changes besides the value that it is asked to set";
    }

    @Override
    public Parameters<With> parameters() {
        return Parameters.of(With.class);
    }

    @Override
    public Duration timeout(With with) {
        return with.timeout().orElse(DEFAULT_TIMEOUT);
    }

    /**
     * Refuses, too, what could not be set or put back later: a command that is not allowed, and a value that is not set
     * where nothing is given to take it away again.
     */
    @Override
    public ControlState inspect(With with) {
        AllowedCommands commands = AllowedCommands.in(allowed);
        commands.check(with.setting(with.value()));
        with.unset().ifPresent(commands::check);
        ControlState state = look(with, deadline(with));
        if (state.equals(ControlState.ABSENT) && with.unset().isEmpty()) {
            throw RefusedException.of(
                    "unset",
                    "the value is not set now, and without the parameter unset it could not be taken away again");
        }
        return state;
    }

    @Override
    public MitigationPlan plan(With with, ControlState current) {
        ControlState desired = ControlState.of(with.value());
        return new MitigationPlan(
                current,
                desired,
                "set the value from " + current + " to " + desired + " with "
                        + Messages.oneLine(String.join(" ", with.set())));
    }

    @Override
    public void apply(With with, MitigationPlan plan, String key) {
        change(with, plan.desired(), key, deadline(with));
    }

    @Override
    public void revert(With with, MitigationPlan applied, String key) {
        Deadline deadline = deadline(with);
        ControlState current = look(with, deadline);
        if (current.equals(applied.prior())) {
            return;
        }
        if (!current.equals(applied.desired())) {
            throw RefusedException.drift(applied, current);
        }
        change(with, applied.prior(), key, deadline);
    }

    @Override
    public boolean verify(With with, ControlState expected) {
        return look(with, deadline(with)).equals(expected);
    }

    private Deadline deadline(With with) {
        return Deadline.in(timeout(with));
    }

    private ControlState look(With with, Deadline deadline) {
        return switch (run(with.read(), "", deadline)) {
            case Commands.NotStarted(String reason) -> throw unreadable(reason);
            case Commands.Stopped(String reason) -> throw unreadable(reason);
            case Commands.Ended ended when ended.exitCode() == 0 -> ControlState.of(value(with, ended.out()));
            case Commands.Ended ended when ended.exitCode() == NOT_SET -> ControlState.ABSENT;
            case Commands.Ended ended -> throw unreadable(told(with.read(), ended));
        };
    }

    /** What was printed, without the end of its line. */
    private static String value(With with, Commands.Output printed) {
        String text = printed.text();
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        String value = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (!printed.whole() || value.codePoints().anyMatch(c -> Character.getType(c) == Character.CONTROL)) {
            throw unreadable(with.read().getFirst() + " must print the value as one line of UTF-8, at most "
                    + LONGEST_OUTPUT + " bytes long");
        }
        return value;
    }

    private void change(With with, ControlState to, String key, Deadline deadline) {
        List<String> command = to.value().map(with::setting).or(with::unset).orElseThrow(() -> RefusedException.of(
                "unset", "the value was not set before, and no parameter unset says how to take it away"));
        switch (run(command, key, deadline)) {
            case Commands.NotStarted(String reason) -> throw new RefusedException(Refusal.UNAVAILABLE, reason);
            case Commands.Stopped(String reason) -> throw new OutcomeUnknownException(reason);
            case Commands.Ended ended when ended.exitCode() == 0 -> {
                // whether it is really set is for the next look to say
            }
            case Commands.Ended ended -> throw new OutcomeUnknownException(told(command, ended));
        }
    }

    private static String told(List<String> command, Commands.Ended ended) {
        String error = Messages.firstLine(ended.err().text());
        return command.getFirst() + " ended with exit code " + ended.exitCode() + (error.isEmpty() ? "" : ": " + error);
    }

    private static RefusedException unreadable(String reason) {
        return new RefusedException(Refusal.UNAVAILABLE, reason);
    }

    /** Runs what is allowed, exactly as it was compared with what is allowed. */
    private Commands.Outcome run(List<String> command, String key, Deadline deadline) {
        AllowedCommands.in(allowed).check(command);
        Path program = Path.of(command.getFirst());
        if (!Files.exists(program)) {
            throw new RefusedException(Refusal.NOT_FOUND, "there is no program " + program);
        }
        for (String argument : command) {
            if (!arguments.newEncoder().canEncode(argument)) {
                throw new RefusedException(
                        Refusal.BAD_PARAMETER,
                        "this process cannot pass \"" + Messages.oneLine(argument) + "\" to a program, as it was"
                                + " started in the encoding " + arguments + ": start it with LC_ALL=C.UTF-8");
            }
        }
        return Commands.run(command, environment(key), LONGEST_OUTPUT, deadline);
    }

    private static Map<String, String> environment(String key) {
        return Map.of(
                "PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"),
                "HOME", System.getProperty("user.home", "/"),
                "LANG", "C.UTF-8",
                KEY, key);
    }
}
