package dev.safeguard.adapter.simulation;

import dev.safeguard.adapter.simulation.Journal.Change;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.slo.Ratio;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A journal as JSON, and back. */
final class JournalText {

    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private JournalText() {}

    static String render(Journal journal) {
        ObjectNode root = JSON.createObjectNode()
                .put("version", VERSION)
                .put("seed", journal.seed())
                .put("startedAt", journal.startedAt().toString());
        ArrayNode changes = root.putArray("changes");
        for (Change change : journal.changes()) {
            ObjectNode node = changes.addObject().put("at", change.at().toString());
            switch (change) {
                case Change.FaultSet set ->
                    node.put("fault", set.fault().word())
                            .put("ratio", text(set.ratio()));
                case Change.FlagSet set -> {
                    node.put("flag", set.flag().word());
                    set.state().value().ifPresent(value -> node.put("value", value));
                }
            }
        }
        ArrayNode planned = root.putArray("planned");
        for (PlannedChange plan : journal.planned()) {
            planned.addObject()
                    .put("fault", plan.fault())
                    .put("ratio", text(plan.ratio()))
                    .put("from", plan.from().toString())
                    .put("until", plan.until().toString());
        }
        return root.toString();
    }

    /** Reads what {@link #render} wrote. */
    static Journal parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root.path("version").asInt(0) != VERSION) {
                throw new IllegalArgumentException("its version is " + root.path("version") + ", not " + VERSION);
            }
            List<Change> changes = new ArrayList<>();
            for (JsonNode node : root.required("changes")) {
                changes.add(change(node));
            }
            List<PlannedChange> planned = new ArrayList<>();
            for (JsonNode node : root.path("planned")) {
                planned.add(new PlannedChange(
                        node.required("fault").asString(), ratio(node), instant(node, "from"), instant(node, "until")));
            }
            return new Journal(root.required("seed").longValue(), instant(root, "startedAt"), changes, planned);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new StoreException(
                    "the simulated world that was kept cannot be read: " + e.getMessage()
                            + "; start a new shift, without --continue",
                    e);
        }
    }

    private static Change change(JsonNode node) {
        Instant at = instant(node, "at");
        if (node.has("fault")) {
            return new Change.FaultSet(at, constant(Fault.class, node, "fault"), ratio(node));
        }
        Optional<String> value =
                node.has("value") ? Optional.of(node.required("value").asString()) : Optional.empty();
        return new Change.FlagSet(at, constant(Flag.class, node, "flag"), new ControlState(value));
    }

    private static String text(Ratio ratio) {
        return ratio.numerator() + "/" + ratio.denominator();
    }

    private static Ratio ratio(JsonNode node) {
        String text = node.required("ratio").asString();
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a ratio looks like 1/2, was " + text);
        }
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.required(field).asString());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String field) {
        String word = node.required(field).asString();
        return Words.find(type, word).orElseThrow(() -> new IllegalArgumentException("unknown " + field + " " + word));
    }
}
