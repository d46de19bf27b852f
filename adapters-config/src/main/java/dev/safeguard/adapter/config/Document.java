package dev.safeguard.adapter.config;

import static java.util.stream.Collectors.joining;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Text as the nodes of one YAML document. */
final class Document {

    private static final String UNDEFINED_ALIAS = "found undefined alias ";

    private Document() {}

    /** The root of the only document; nothing when it is not YAML, or not one document. */
    static Optional<Node> root(String text, Reading reading) {
        LoadSettings settings = settingsFor(text);
        try {
            if (!Bounds.areKept(new Parse(settings).parseString(text), reading)) {
                return Optional.empty();
            }
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            Optional<Node> root = documents.hasNext() ? Optional.of(documents.next()) : Optional.empty();
            if (root.filter(node -> !node.getTag().equals(Tag.NULL)).isEmpty()) {
                reading.problem(ProblemCode.EMPTY, Place.START, "the file is empty");
                return Optional.empty();
            }
            if (documents.hasNext()) {
                reading.problem(
                        ProblemCode.SEVERAL_DOCUMENTS, Place.of(documents.next()), "a second document begins here");
                return Optional.empty();
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            malformed(e, reading);
        } catch (ReaderException e) {
            reading.problem(
                    ProblemCode.NOT_YAML,
                    Place.after(text.substring(0, text.offsetByCodePoints(0, e.getPosition()))),
                    "the character U+%04X is not allowed".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            reading.problem(ProblemCode.NOT_YAML, Place.START, firstLine(Reason.of(e)));
        }
        return Optional.empty();
    }

    /**
     * Keys that are not text are let through to where they can be told with their place; aliases are bounded already. The
     * text is taken at once: the parser stumbles where one of its portions ends in the middle of a character.
     */
    private static LoadSettings settingsFor(String text) {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(Integer.MAX_VALUE)
                .setBufferSize(text.length() + 2)
                .build();
    }

    private static void malformed(MarkedYamlEngineException e, Reading reading) {
        Place at = e.getProblemMark().or(e::getContextMark).map(Place::of).orElse(Place.START);
        String problem = e.getProblem();
        if (problem.startsWith(UNDEFINED_ALIAS)) {
            String alias = problem.substring(UNDEFINED_ALIAS.length());
            reading.problem(ProblemCode.UNDEFINED_ALIAS, at, "alias *" + alias + " leads nowhere");
            return;
        }
        String since = e.getContextMark()
                .map(Place::of)
                .filter(start -> !start.equals(at))
                .map(start -> ", " + e.getContext() + " that begins at " + start.line() + ":" + start.column())
                .orElse("");
        reading.problem(ProblemCode.NOT_YAML, at, firstLine(problem) + since);
    }

    private static String firstLine(String message) {
        return message.lines().limit(1).map(String::strip).collect(joining());
    }
}
