package dev.safeguard.adapter.config;

import java.util.Collection;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The words of JSON Schema, draft 7, that the format is told in. A schema refuses nothing that the reader accepts: editors
 * resolve numbers and see no variables, so an unquoted number is bounded, text has a pattern, and text with
 * <code>${</code> in it is left to the reader. Only {@code true} and {@code false}, which the reader takes for text, have
 * to be quoted: editors would offer them everywhere.
 */
final class JsonSchema {

    private static final String VARIABLE = "\\$\\{";
    private static final String DIGITS = "[0-9]{1,9}(\\.[0-9]{1,18})?";

    private JsonSchema() {}

    static ObjectNode anything() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode text() {
        return scalar("text", "string", "number");
    }

    /** One line of text, for which {@code true} and {@code false} are taken as well. */
    static ObjectNode line() {
        return pattern(scalar("text", "string", "number", "boolean"), "[^\\n]*");
    }

    /** Text, or a list of lines. */
    static ObjectNode parameter() {
        ObjectNode schema = anything().put("title", "text or list of texts");
        schema.putArray("anyOf")
                .add(scalar("text", "string", "number", "boolean"))
                .add(list(line(), 1));
        return schema;
    }

    static ObjectNode name() {
        return pattern(scalar("name", "string", "number"), "[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
                .put("minimum", 0);
    }

    static ObjectNode count() {
        return pattern(scalar("whole number", "integer", "string"), "[0-9]{1,15}")
                .put("minimum", 0)
                .put("maximum", 999_999_999_999_999L);
    }

    static ObjectNode decimal() {
        return pattern(scalar("decimal", "number", "string"), DIGITS)
                .put("minimum", 0)
                .put("maximum", 1_000_000_000);
    }

    /** A decimal, or a fraction as text. */
    static ObjectNode factor() {
        return pattern(scalar("decimal or fraction", "number", "string"), DIGITS + "|[0-9]{1,60}/[1-9][0-9]{0,59}")
                .put("minimum", 0)
                .put("maximum", 1_000_000_000);
    }

    static ObjectNode share() {
        String upToOne = "0{1,9}(\\.[0-9]{1,18})?|0{0,8}1(\\.0{1,18})?";
        String upToHundred = "(0{0,8}[0-9]|0{0,7}[0-9]{2})(\\.[0-9]{1,18})?|0{0,6}100(\\.0{1,18})?";
        return pattern(scalar("share", "string", "number"), upToOne + "|(" + upToHundred + ")\\s*%")
                .put("minimum", 0)
                .put("maximum", 1);
    }

    static ObjectNode objective() {
        return pattern(scalar("decimal between 0 and 1", "string", "number"), "\\s*\\+?0*\\.(?=0*[1-9])[0-9]{1,18}0*\\s*")
                .put("exclusiveMinimum", 0)
                .put("exclusiveMaximum", 1);
    }

    static ObjectNode duration() {
        String units = "(?=.)([0-9]{1,6}w)?([0-9]{1,6}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?";
        String iso = "[-+]?[Pp][-+0-9DdTtHhMmSs.,]{2,}";
        return pattern(scalar("duration", "string"), units + "|" + iso);
    }

    /** Text of one form. */
    static ObjectNode text(String title, String pattern) {
        return pattern(scalar(title, "string"), pattern);
    }

    static ObjectNode oneOf(String title, Collection<String> words) {
        ObjectNode schema = anything().put("title", title);
        ObjectNode choice = schema.putArray("anyOf").addObject();
        words.forEach(choice.putArray("enum")::add);
        schema.withArrayProperty("anyOf").addObject().put("type", "string").put("pattern", VARIABLE);
        return schema;
    }

    static ObjectNode list(ObjectNode item, int atLeast) {
        ObjectNode schema = anything().put("type", "array");
        if (atLeast > 0) {
            schema.put("minItems", atLeast);
        }
        schema.set("items", item);
        return schema;
    }

    /** Any map, until it is told what is in it. */
    static ObjectNode map() {
        return anything().put("type", "object");
    }

    static void property(ObjectNode map, String key, ObjectNode value) {
        map.withObjectProperty("properties").set(key, value);
    }

    static void require(ObjectNode map, String key) {
        map.withArrayProperty("required").add(key);
    }

    static void others(ObjectNode map, ObjectNode value) {
        map.set("additionalProperties", value);
    }

    static void close(ObjectNode map) {
        map.put("additionalProperties", false);
    }

    private static ObjectNode scalar(String title, String... types) {
        ObjectNode schema = anything().put("title", title);
        if (types.length == 1) {
            return schema.put("type", types[0]);
        }
        for (String type : types) {
            schema.withArrayProperty("type").add(type);
        }
        return schema;
    }

    private static ObjectNode pattern(ObjectNode schema, String pattern) {
        return schema.put("pattern", "^(?:" + pattern + ")$|" + VARIABLE);
    }
}
