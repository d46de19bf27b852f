package dev.safeguard.adapter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The keys of the schema as the tables of docs/configuration.md, a table for each map. */
final class KeyTables {

    private static final List<String> ORDER = List.of(
            "",
            "services[]",
            "services[].slos[]",
            "services[].slos[].sli",
            "alerts",
            "tiers[]",
            "symptoms[]",
            "runbooks[]",
            "runbooks[].steps[]",
            "oncall",
            "oncall.rotations[]",
            "oncall.escalation[]",
            "prometheus");

    private KeyTables() {}

    static String of(Map<String, JsonNode> keys, Set<String> required) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        ORDER.forEach(home -> rows.put(home, new ArrayList<>()));
        keys.forEach((path, key) -> {
            int dot = path.lastIndexOf('.');
            String home = dot < 0 ? "" : path.substring(0, dot);
            rows.computeIfAbsent(home, ignored -> new ArrayList<>()).add(
                    row(path.substring(dot + 1), key, required.contains(path)));
        });
        StringBuilder page = new StringBuilder();
        rows.forEach((home, lines) -> {
            page.append("\n## ").append(home.isEmpty() ? "The file" : "`" + home + "`").append("\n\n");
            page.append("| key | type | unless given | what it is for |\n|---|---|---|---|\n");
            lines.forEach(page::append);
        });
        return page.toString();
    }

    private static String row(String name, JsonNode key, boolean required) {
        String otherwise = key.has("default") ? "`" + key.get("default").asString() + "`" : required ? "required" : "";
        return "| `" + name + "` | " + type(key) + " | " + otherwise + " | "
                + key.get("description").asString() + " |\n";
    }

    private static String type(JsonNode key) {
        if (key.has("title")) {
            return key.get("title").asString();
        }
        if (key.path("type").asString("").equals("array")) {
            JsonNode item = key.get("items");
            return item.has("title") ? "list of " + item.get("title").asString() + "s" : "list of maps";
        }
        if (key.has("allOf")) {
            return "list of maps";
        }
        return key.has("anyOf") ? "`default`, a list or a map" : "map";
    }
}
