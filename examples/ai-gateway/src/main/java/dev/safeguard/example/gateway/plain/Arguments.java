package dev.safeguard.example.gateway.plain;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a command, each {@code --name value} or {@code --name=value}. */
public final class Arguments {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads a command line.
     *
     * @param names the options that there are, without dashes
     * @throws BadArgumentsException on an option that is not there, is given twice or has no value, and on anything else
     */
    public Arguments(List<String> names, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i].equals("-o") ? "--output" : arguments[i];
            if (!argument.startsWith("--")) {
                throw new BadArgumentsException("unexpected argument " + argument + "; --help lists the options");
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (!names.contains(name)) {
                throw new BadArgumentsException("unknown option --" + name + "; --help lists the options");
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new BadArgumentsException("--" + name + " needs a value");
            }
            String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
            if (values.put(name, value) != null) {
                throw new BadArgumentsException("--" + name + " is given twice");
            }
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Optional<Path> file(String name) {
        return text(name).map(value -> {
            if (value.isEmpty() || value.indexOf('\0') >= 0) {
                throw new BadArgumentsException("--" + name + " must be a file, was '" + value + "'");
            }
            return Path.of(value);
        });
    }

    /** One of these words; the first of them if the option is not given. */
    public String oneOf(String name, List<String> words) {
        String value = values.getOrDefault(name, words.getFirst());
        if (!words.contains(value)) {
            throw new BadArgumentsException(
                    "--" + name + " must be " + String.join(" or ", words) + ", was '" + value + "'");
        }
        return value;
    }

    /** A whole number between these, both included. */
    public long whole(String name, long otherwise, long least, long most) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new BadArgumentsException(
                "--" + name + " must be a whole number from " + least + " to " + most + ", was '" + value + "'");
    }

    /** A decimal number between these, both included. */
    public double decimal(String name, double otherwise, double least, double most) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new BadArgumentsException(
                "--" + name + " must be a number from " + least + " to " + most + ", was '" + value + "'");
    }

    /** A length of time above zero: {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}. */
    public Duration duration(String name, Duration otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofHours(number);
                    };
            if (duration.isPositive() && duration.compareTo(Duration.ofDays(7)) <= 0) {
                return duration;
            }
        }
        throw new BadArgumentsException("--" + name
                + " must be a time above zero, up to seven days, such as 500ms, 2s or 1m, was '" + value + "'");
    }
}
