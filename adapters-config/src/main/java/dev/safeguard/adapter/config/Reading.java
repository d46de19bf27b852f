package dev.safeguard.adapter.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One reading of one file: what has been found in it so far, and what has been given a name. */
final class Reading {

    /** What names are given to. */
    enum Named {
        SERVICE("service"),
        SLO("SLO"),
        SYMPTOM("symptom"),
        RUNBOOK("runbook"),
        ROTATION("rotation");

        private final String word;

        Named(String word) {
            this.word = word;
        }
    }

    /** Longer messages quote something that nobody reads to its end. */
    private static final int LONGEST_MESSAGE = 600;

    private final String file;
    private final Variables variables;
    private final Map<Named, SortedMap<String, Place>> names = new EnumMap<>(Named.class);
    private final Map<Named, Set<String>> used = new EnumMap<>(Named.class);
    private final List<Runnable> last = new ArrayList<>();

    /** A node that several aliases lead to is read several times, and its problems are told once. */
    private final Set<ConfigurationProblem> problems = new LinkedHashSet<>();

    private final Set<ConfigurationProblem> warnings = new LinkedHashSet<>();

    private int reported;

    Reading(String file, Variables variables) {
        this.file = file;
        this.variables = variables;
    }

    void problem(ProblemCode code, Place at, String message) {
        problem(code, at, message, code.advice());
    }

    void problem(ProblemCode code, Place at, String message, String suggestion) {
        problem(code, at, message, suggestion, List.of());
    }

    void problem(ProblemCode code, Place at, String message, String suggestion, List<String> details) {
        reported++;
        problems.add(new ConfigurationProblem(
                file, at.line(), at.column(), code.id(), shortened(message), suggestion, details));
    }

    /** Something that can be used, and is probably not what was meant. */
    void warning(ProblemCode code, Place at, String message) {
        warnings.add(
                new ConfigurationProblem(
                        file, at.line(), at.column(), code.id(), shortened(message), code.advice(), List.of()));
    }

    private static String shortened(String message) {
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        int characters = message.codePointCount(0, message.length());
        int third = Math.min(characters, LONGEST_MESSAGE) / 3;
        return message.substring(0, message.offsetByCodePoints(0, 2 * third)) + " … "
                + message.substring(message.offsetByCodePoints(0, characters - third));
    }

    /** How many problems were reported so far. */
    int reported() {
        return reported;
    }

    /** The value, or nothing when it was refused, with the reason as a problem. */
    <T> Optional<T> attempt(ProblemCode code, Place at, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException e) {
            problem(code, at, Reason.of(e));
        } catch (ArithmeticException e) {
            problem(code, at, "a number is too large here");
        }
        return Optional.empty();
    }

    /** The text with its environment variables filled in. */
    Optional<String> fillIn(String text, Place at) {
        return attempt(ProblemCode.VARIABLE, at, () -> variables.fillIn(text));
    }

    /** Gives something a name, which nothing else of its sort has. */
    void declare(Named named, String name, Place at) {
        Place first = names(named).putIfAbsent(name, at);
        if (first != null) {
            problem(
                    ProblemCode.DUPLICATE_NAME,
                    at,
                    named.word + " \"" + name + "\" is defined already, in line " + first.line());
        }
    }

    /** Uses a name that something of this sort has been given. */
    void refer(Named named, String name, Place at) {
        used.computeIfAbsent(named, ignored -> new HashSet<>()).add(name);
        Set<String> known = names(named).keySet();
        if (!known.contains(name)) {
            problem(
                    ProblemCode.UNKNOWN_NAME,
                    at,
                    "there is no " + named.word + " named \"" + name + "\"",
                    Spelling.suggestion(name, known, ProblemCode.UNKNOWN_NAME.advice()));
        }
    }

    SortedMap<String, Place> names(Named named) {
        return names.computeIfAbsent(named, ignored -> new TreeMap<>());
    }

    /** Puts off what needs names from further down the file. */
    void last(Runnable task) {
        last.add(task);
    }

    /** Warns of every name of this sort that nothing has referred to. */
    void warnOfUnused(Named named) {
        warnOfUnused(named, ProblemCode.UNUSED, "nothing refers to");
    }

    /** Warns in these words of every name of this sort that nothing has referred to. */
    void warnOfUnused(Named named, ProblemCode code, String words) {
        Set<String> referredTo = used.getOrDefault(named, Set.of());
        names(named).forEach((name, at) -> {
            if (!referredTo.contains(name)) {
                warning(code, at, words + " " + named.word + " \"" + name + "\"");
            }
        });
    }

    /** Does what was put off. */
    void finish() {
        last.forEach(Runnable::run);
    }

    /** What is wrong, in the order of the file. */
    List<ConfigurationProblem> problems() {
        return inOrder(problems);
    }

    /** What is probably not meant, in the order of the file. */
    List<ConfigurationProblem> warnings() {
        return inOrder(warnings);
    }

    private static List<ConfigurationProblem> inOrder(Set<ConfigurationProblem> found) {
        return found.stream()
                .sorted(Comparator.comparingInt(ConfigurationProblem::line)
                        .thenComparingInt(ConfigurationProblem::column))
                .toList();
    }
}
