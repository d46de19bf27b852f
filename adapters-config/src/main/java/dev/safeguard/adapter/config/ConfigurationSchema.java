package dev.safeguard.adapter.config;

import java.util.List;
import java.util.Map;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of {@code safeguard.yaml}, for editors: told by the shapes that read the file, so that neither knows a
 * key that the other does not, with the {@link Meaning} of every key. It cannot say what depends on more than one value:
 * names that lead nowhere, tiers that cannot work, steps that do not fit their mitigation.
 */
public final class ConfigurationSchema {

    private static final String TIERS = "tiers";
    private static final String POLICY = "policy";
    private static final String RUNBOOK = "runbook";

    private ConfigurationSchema() {}

    /** The schema, draft 7, in lines, with a line break at its end. The same for the same JDK: it lists time zones. */
    public static String text() {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withSeparators(PrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(Separators.Spacing.AFTER));
        return JsonMapper.builder().build().writer().with(printer).writeValueAsString(schema()) + "\n";
    }

    /** The parts that a file of their own may hold are definitions, {@code policy} and {@code runbook}. */
    static ObjectNode schema() {
        ObjectNode root = new ConfigurationReader(Map.of()).configuration().schema();
        ObjectNode policy = AlertsSection.MAP.schema();
        JsonNode tiers = policy.get("properties").get(TIERS);
        ((ObjectNode) policy.get("properties")).putObject(TIERS).putArray("allOf").add(referenceTo(TIERS));
        ObjectNode runbooks = (ObjectNode) root.get("properties").get("runbooks");
        ObjectNode runbook = (ObjectNode) runbooks.get("items");
        runbooks.set("items", referenceTo(RUNBOOK));
        explain(root, "");
        explain(policy, "alerts");
        explain(tiers, TIERS);
        explain(runbook, "runbooks[]");

        ObjectNode schema = JsonSchema.anything()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "safeguard.yaml")
                .put("description", "What Safeguard watches, whom it pages and what it may do by itself.");
        schema.setAll(root);
        ObjectNode definitions = schema.putObject("definitions");
        definitions.set(POLICY, policy);
        definitions.set(TIERS, tiers);
        definitions.set(RUNBOOK, runbook);
        return schema;
    }

    /** Alerts have three forms, which are read by looking at the value. */
    static ObjectNode alerts() {
        ObjectNode schema = JsonSchema.anything();
        ArrayNode forms = schema.putArray("anyOf");
        forms.add(JsonSchema.oneOf("built-in tiers", List.of("default")));
        forms.add(referenceTo(TIERS));
        forms.add(referenceTo(POLICY));
        return schema;
    }

    private static ObjectNode referenceTo(String definition) {
        return JsonSchema.anything().put("$ref", "#/definitions/" + definition);
    }

    private static void explain(JsonNode schema, String path) {
        if (schema.get("properties") instanceof ObjectNode keys) {
            keys.properties().forEach(entry -> {
                String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                Meaning.of(key).addTo((ObjectNode) entry.getValue());
                explain(entry.getValue(), key);
            });
        }
        if (schema.get("items") instanceof ObjectNode items) {
            explain(items, path + "[]");
        }
    }
}
