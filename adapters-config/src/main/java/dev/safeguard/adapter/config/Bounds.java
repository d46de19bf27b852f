package dev.safeguard.adapter.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * How deep a document may nest, and how much aliases may repeat: far beyond any configuration, and little enough that no
 * file keeps the reader busy for long. Looked at before there are nodes, because putting nodes together takes a stack as
 * deep as the nesting, and never ends where a map is merged into itself.
 */
final class Bounds {

    static final int DEPTH = 50;
    static final int REPEATED = 100_000;

    private final Reading reading;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private long nodes;
    private long repeated;

    /** A list or map that has begun, and how many nodes there were before it. */
    private record Open(Optional<String> anchor, long before) {}

    private Bounds(Reading reading) {
        this.reading = reading;
    }

    /** Whether they are kept; if not, with a problem where they are broken first. */
    static boolean areKept(Iterable<Event> events, Reading reading) {
        Bounds bounds = new Bounds(reading);
        for (Event event : events) {
            if (!bounds.allow(event)) {
                return false;
            }
        }
        return true;
    }

    private boolean allow(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> {
                nodes++;
                name(scalar.getAnchor()).ifPresent(anchor -> sizes.put(anchor, 1L));
                yield true;
            }
            case CollectionStartEvent start -> {
                open.push(new Open(name(start.getAnchor()), nodes));
                nodes++;
                yield open.size() <= DEPTH || refuse(event, "lists and maps are nested more than " + DEPTH + " deep");
            }
            case CollectionEndEvent ignored -> {
                Open ended = open.pop();
                ended.anchor().ifPresent(anchor -> sizes.put(anchor, nodes - ended.before()));
                yield true;
            }
            case AliasEvent alias -> allow(alias, alias.getAlias().getValue());
            default -> true;
        };
    }

    private boolean allow(AliasEvent alias, String anchor) {
        if (open.stream().anyMatch(around -> around.anchor().equals(Optional.of(anchor)))) {
            reading.problem(
                    ProblemCode.UNDEFINED_ALIAS, placeOf(alias), "alias *" + anchor + " stands inside of what it names");
            return false;
        }
        long size = sizes.getOrDefault(anchor, 1L);
        nodes += size;
        repeated += size;
        return repeated <= REPEATED || refuse(alias, "aliases repeat more than " + REPEATED + " values up to here");
    }

    private boolean refuse(Event event, String message) {
        reading.problem(ProblemCode.TOO_LARGE, placeOf(event), message);
        return false;
    }

    private static Place placeOf(Event event) {
        return event.getStartMark().map(Place::of).orElse(Place.START);
    }

    private static Optional<String> name(Optional<Anchor> anchor) {
        return anchor.map(Anchor::getValue);
    }
}
