package dev.safeguard.adapter.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
final class Options {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            order = 100,
            scope = ScopeType.INHERIT,
            description = "The configuration; unless given, safeguard.yaml here, or else the built-in example.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            order = 101,
            scope = ScopeType.INHERIT,
            description = "The state file, in place of the configuration's.")
    Optional<Path> state = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            order = 102,
            scope = ScopeType.INHERIT,
            description = "table (for people) or json (for programs).")
    Format output = Format.TABLE;

    @Option(
            names = {"-q", "--quiet"},
            order = 103,
            scope = ScopeType.INHERIT,
            description = "Say only what matters.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            order = 104,
            scope = ScopeType.INHERIT,
            description = "Show the trace of an error too.")
    boolean verbose;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            order = 105,
            scope = ScopeType.INHERIT,
            description = "auto (on a terminal, unless NO_COLOR is set or TERM is dumb), always or never.")
    Colour color = Colour.AUTO;

    @Option(
            names = "--no-input",
            order = 106,
            scope = ScopeType.INHERIT,
            description = "Never wait for an answer; nothing asks for one today.")
    boolean noInput;

    @Option(
            names = {"-h", "--help"},
            order = 107,
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;
}
