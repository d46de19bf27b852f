package dev.safeguard.adapter.cli;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.RunLast;

/** The command line of Safeguard. */
public final class SafeguardCli {

    /** How long a command that is asked to stop may take to put its affairs in order. */
    private static final long GRACE_SECONDS = 3;

    private static final int HELP_WIDTH = 110;

    private SafeguardCli() {}

    /**
     * Runs one command on the console of this process, and ends the process with its exit code. Ctrl-C interrupts the
     * command, so that a document it has begun is ended.
     */
    public static void runAndExit(Composition composition, String... args) {
        Thread caller = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(caller, over), "stop"));
        int code = run(composition, Console.system(), args);
        over.countDown();
        System.exit(code);
    }

    private static void stop(Thread caller, CountDownLatch over) {
        try {
            if (over.getCount() > 0) {
                caller.interrupt();
                boolean ignored = over.await(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException nobodyWaits) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs one command.
     *
     * @return the exit code: 0 done, 1 tool failure, 2 usage or configuration, 3 verdict failed, 4 no data, 8 not
     *     healthy in time, 130 interrupted
     */
    public static int run(Composition composition, Console console, String... args) {
        return run(composition, console, InstantSource.system(), Thread::sleep, args);
    }

    static int run(
            Composition composition, Console console, InstantSource wallClock, Invocation.Pause pause, String... args) {
        Options options = new Options();
        Invocation call = new Invocation(composition, console, wallClock, pause, options);
        List<String> words = helpAsOption(List.of(args));
        int code = commandLine(call, options, words).execute(words.toArray(String[]::new));
        console.out().flush();
        boolean failed = console.out().checkError() && !Output.lostItsReader(console.out());
        if (failed && code != Exit.INTERRUPTED.code()) {
            return call.report(
                    Exit.TOOL_FAILURE,
                    Code.OUTPUT_FAILED.problem("standard output could not be written", "see what it is connected to"));
        }
        return code;
    }

    /** {@code help shift} is another way to say {@code shift --help}. */
    private static List<String> helpAsOption(List<String> args) {
        return args.isEmpty() || !args.getFirst().equals("help")
                ? args
                : Stream.concat(args.stream().skip(1), Stream.of("--help")).toList();
    }

    private static CommandLine commandLine(Invocation call, Options options, List<String> args) {
        ShiftCommand shift = new ShiftCommand(call);
        Root root = new Root(call, options);
        AskedLine line = new AskedLine(root, args);
        line.addSubcommand(shift)
                .addSubcommand(new ReplayCommand(call))
                .addSubcommand(new StatusCommand(call))
                .addSubcommand(new BudgetCommands(call))
                .addSubcommand(new IncidentCommands(call))
                .addSubcommand(new RunCommand(call))
                .addSubcommand(new MitigationCommands(call))
                .addSubcommand(new AutomationCommands(call))
                .addSubcommand(new PostmortemCommand(call))
                .addSubcommand(new EvalCommands(call))
                .addSubcommand(new HistoryCommands(call))
                .addSubcommand(new InitCommand(call))
                .addSubcommand(new ValidateCommand(call))
                .addSubcommand(new SchemaCommand(call))
                .addSubcommand(new ExplainCommand(call))
                .addSubcommand(new VersionCommand(call));
        line.complete();
        line.getCommandSpec().versionProvider(root);
        line.setExpandAtFiles(false);
        registerConverters(line);
        line.setOut(new PrintWriter(call.out(), true, call.out().charset()));
        line.setExecutionStrategy(parsed -> {
            Ansi ansi = call.paint().on() ? Ansi.ON : Ansi.OFF;
            line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
            return new RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((e, ignored) -> call.report(Misuse.of(e), wantsJson(call, args)));
        line.setExecutionExceptionHandler((e, ignored, parsed) -> failed(call, e));
        arrangeHelp(line);
        Optional.ofNullable(line.getSubcommands().get("shift")).ifPresent(shiftLine -> shiftLine
                .getHelpSectionMap()
                .put(ShiftCommand.SCENARIOS, help -> shift.scenarioHelp()));
        return line;
    }

    private static int failed(Invocation call, Exception exception) {
        int code = call.report(Failure.of(exception), call.json());
        if (call.verbose() && !(exception instanceof UsageException)) {
            exception.printStackTrace(call.console().err());
            call.console().err().flush();
        }
        return code;
    }

    /** What cannot be parsed may stand before the option that says how errors are wanted. */
    private static boolean wantsJson(Invocation call, List<String> args) {
        boolean spelled = args.stream()
                .map(arg -> arg.toLowerCase(Locale.ROOT))
                .anyMatch(arg -> arg.equals("-ojson") || arg.equals("-o=json") || arg.equals("--output=json"));
        for (int i = 0; i + 1 < args.size(); i++) {
            spelled |= (args.get(i).equals("-o") || args.get(i).equals("--output"))
                    && args.get(i + 1).equalsIgnoreCase("json");
        }
        return call.json() || spelled;
    }

    private static void registerConverters(CommandLine line) {
        line.registerConverter(Format.class, Format::of);
        line.registerConverter(Colour.class, Colour::of);
        line.registerConverter(ReportFormat.class, ReportFormat::of);
        line.registerConverter(Duration.class, Window::duration);
        line.registerConverter(Objective.class, Objective::of);
        line.registerConverter(SloName.class, SloName::new);
        line.registerConverter(IncidentId.class, IncidentId::of);
        line.registerConverter(Severity.class, word -> Severity.of(word.toLowerCase(Locale.ROOT)));
        line.registerConverter(Ratio.class, Numbers::share);
        line.registerConverter(Double.class, Numbers::pace);
        line.registerConverter(Long.class, Numbers::whole);
        line.registerConverter(Integer.class, Numbers::positive);
    }

    /** Help leads with examples, in the place where picocli has the footer. */
    private static void arrangeHelp(CommandLine line) {
        line.setUsageHelpWidth(HELP_WIDTH);
        line.setHelpSectionKeys(Arrays.asList(
                UsageMessageSpec.SECTION_KEY_HEADER_HEADING,
                UsageMessageSpec.SECTION_KEY_HEADER,
                UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                UsageMessageSpec.SECTION_KEY_FOOTER,
                UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                ShiftCommand.SCENARIOS));
        arrangeHeadings(line);
    }

    private static void arrangeHeadings(CommandLine line) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.sortOptions(false)
                .abbreviateSynopsis(true)
                .synopsisHeading("%nUsage: ")
                .descriptionHeading(usage.description().length == 0 ? "" : "%n")
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nExamples:%n");
        line.getSubcommands().values().forEach(SafeguardCli::arrangeHeadings);
    }
}
