package dev.safeguard.adapter.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What a file holds: all of a configuration, or the part that some command takes as a file of its own. */
enum Part {
    CONFIGURATION,
    /** The tiers for {@code --policy}. */
    POLICY,
    /** The runbook for {@code --runbook}. */
    RUNBOOK;

    private static final Set<String> OF_A_CONFIGURATION = Set.of("services", "symptoms", "oncall", "notify", "state");

    /** By the keys at the top; a configuration where they say nothing. */
    static Part of(Node root) {
        Map<String, Node> keys = keys(root);
        if (keys.keySet().stream().anyMatch(OF_A_CONFIGURATION::contains)) {
            return CONFIGURATION;
        }
        if (keys.containsKey("tiers")) {
            return POLICY;
        }
        boolean holdsOneRunbook = keys.get("runbooks") instanceof SequenceNode runbooks
                && runbooks.getValue().size() == 1;
        return holdsOneRunbook || keys.containsKey("steps") ? RUNBOOK : CONFIGURATION;
    }

    private static Map<String, Node> keys(Node root) {
        Map<String, Node> keys = new TreeMap<>();
        if (root instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    keys.put(key.getValue(), entry.getValueNode());
                }
            }
        }
        return keys;
    }
}
