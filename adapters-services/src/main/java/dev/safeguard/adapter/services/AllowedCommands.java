package dev.safeguard.adapter.services;

import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The commands that an operator allows, as beginnings of argument lists: {@code [["/usr/local/bin/flagctl","set"]]}. A
 * command is allowed when it begins with one of them, argument by argument and to the letter.
 *
 * @param source where they are listed
 */
record AllowedCommands(String source, List<List<String>> prefixes) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads the list, each time anew, so that taking a command off it needs no restart.
     *
     * @throws RefusedException when there is none, or none that can be relied on
     */
    static AllowedCommands in(Optional<Path> file) {
        Path list = file.orElseThrow(() -> refused("no command is allowed on this machine: list the beginnings of those"
                + " that are in a JSON file, such as [[\"/usr/local/bin/flagctl\",\"set\"]], and name it in the"
                + " environment variable " + ExecMitigation.ALLOWED));
        try {
            if (othersMayWrite(list)) {
                throw refused(list + " says which commands are allowed, and anybody may write it: chmod o-w it first");
            }
            return new AllowedCommands(list.toString(), prefixes(list, JSON.readTree(Files.readString(list))));
        } catch (NoSuchFileException e) {
            throw refused(list + " is to say which commands are allowed, and is not there; "
                    + ExecMitigation.ALLOWED + " names it");
        } catch (IOException | JacksonException e) {
            throw refused(list + " is to say which commands are allowed, and cannot be read: "
                    + Messages.firstLine(String.valueOf(e.getMessage())));
        }
    }

    /** @throws RefusedException when this command is not one of them */
    void check(List<String> command) {
        if (prefixes.stream().noneMatch(prefix -> command.size() >= prefix.size()
                && command.subList(0, prefix.size()).equals(prefix))) {
            throw refused("the command " + Messages.oneLine(String.join(" ", command)) + " is not allowed: "
                    + source + " lists what is");
        }
    }

    private static boolean othersMayWrite(Path list) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(list, PosixFileAttributeView.class);
        return posix != null && posix.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static List<List<String>> prefixes(Path list, JsonNode root) {
        if (!root.isArray()) {
            throw unfit(list);
        }
        List<List<String>> prefixes = new ArrayList<>();
        for (JsonNode item : root) {
            if (!item.isArray() || item.isEmpty()) {
                throw unfit(list);
            }
            List<String> prefix = new ArrayList<>();
            for (JsonNode argument : item) {
                if (!argument.isString()) {
                    throw unfit(list);
                }
                prefix.add(argument.asString());
            }
            if (!Path.of(prefix.getFirst()).isAbsolute()) {
                throw refused(list + " must name programs by absolute paths, and has " + prefix.getFirst());
            }
            prefixes.add(List.copyOf(prefix));
        }
        return List.copyOf(prefixes);
    }

    private static RefusedException unfit(Path list) {
        return refused(list + " must be a JSON array of arrays of text, none of them empty, such as"
                + " [[\"/usr/local/bin/flagctl\",\"set\"]]");
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(Refusal.NOT_ALLOWED, reason);
    }
}
