package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Editors and the reader must not disagree about a file, so each is held against the other. */
final class ConfigurationSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final JsonNode SCHEMA = JSON.readTree(ConfigurationSchema.text());
    private static final Path ROOT = Path.of(System.getProperty("safeguard.root", ".."));
    private static final String SURPLUS = "zzzzzzzzzzzzzzzzzzzzzzzzz";

    /** Where the definitions are used, so that every key has one path. */
    private static final Map<String, String> PLACES = Map.of("policy", "alerts", "tiers", "tiers", "runbook", "runbooks[]");

    /** What can be told without looking at two values at once. */
    private static final Set<String> EXPRESSIBLE = Set.of(
            ProblemCode.UNKNOWN_KEY.id(),
            ProblemCode.MISSING_KEY.id(),
            ProblemCode.WRONG_TYPE.id(),
            ProblemCode.BAD_VALUE.id());

    private final ConfigurationReader reader = new ConfigurationReader(Map.of());
    private final Schema schema = REGISTRY.getSchema(SCHEMA);

    @Test
    void theSchemaIsOne() {
        Schema draft7 = REGISTRY.getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));
        assertEquals(List.of(), draft7.validate(SCHEMA));
        assertEquals("http://json-schema.org/draft-07/schema#", SCHEMA.get("$schema").asString());
    }

    @TestFactory
    List<DynamicTest> everyDocumentedConfigurationIsValid() {
        List<DynamicTest> tests = new ArrayList<>();
        documents().forEach((name, text) ->
                tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(List.of(), schema.validate(tree(text))))));
        return tests;
    }

    @Test
    void everyDocumentedPartIsValid() {
        Schema runbook = definition("runbook");
        for (String name : List.of("provider-outage.yaml", "provider-outage-useless.yaml")) {
            assertEquals(List.of(), runbook.validate(tree(text(ROOT.resolve("examples/runbooks").resolve(name)))));
        }
        assertEquals(List.of(), definition("policy").validate(tree("""
                tiers:
                  - { name: sev1, severity: sev1, respond: page,   budget: 2%,   long: 1h, short: 5m,  minBad: 0 }
                  - { name: sev3, severity: sev3, respond: ticket, factor: "1.0", long: 3d, short: 6h }
                """)));
    }

    @Test
    void theReaderAndTheSchemaKnowTheSameKeys() {
        ObjectNode whole = (ObjectNode) tree(documents().get("examples/safeguard.yaml"));
        SortedMap<String, Set<String>> read = new TreeMap<>();
        maps(whole, "", (path, map) -> {
            map.put(SURPLUS, 1);
            Set<String> known = new TreeSet<>(given(map));
            known.addAll(suggested(whole));
            map.remove(SURPLUS);
            read.computeIfAbsent(path, ignored -> new TreeSet<>()).addAll(known);
        });
        SortedMap<String, Set<String>> told = new TreeMap<>();
        keys().keySet().forEach(key -> {
            int dot = key.lastIndexOf('.');
            told.computeIfAbsent(dot < 0 ? "" : key.substring(0, dot), ignored -> new TreeSet<>())
                    .add(key.substring(dot + 1));
        });
        assertEquals(told, read);
        assertEquals(Set.of("name", "symptom", "autonomy", "settle", "deadline", "steps"), told.get("runbooks[]"));
    }

    /** The keys that the reader offers in place of the surplus one. */
    private Set<String> suggested(JsonNode document) {
        String offer = "it can be ";
        return problems(document).stream()
                .filter(problem -> problem.message().contains(SURPLUS))
                .map(ConfigurationProblem::suggestion)
                .filter(suggestion -> suggestion.startsWith(offer))
                .findFirst()
                .map(suggestion -> Set.of(suggestion.substring(offer.length()).split(", ")))
                .orElse(Set.of());
    }

    @Test
    void nothingElseIsAllowedWhereKeysAreKnown() {
        maps(tree(documents().get("examples/safeguard.yaml")), "", (path, map) -> {
            map.put(SURPLUS, 1);
            String place = path;
            assertFalse(definitionAt(place).validate(map).isEmpty(), () -> "a surplus key in " + place);
            map.remove(SURPLUS);
        });
    }

    @Test
    void theReaderAndTheSchemaRefuseTheSame() {
        List<JsonNode> documents = documents().values().stream()
                .map(ConfigurationSchemaTest::tree)
                .toList();
        for (long seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            JsonNode document = documents.get(random.nextInt(documents.size())).deepCopy();
            StringBuilder done = new StringBuilder();
            for (int i = random.nextInt(3); i >= 0; i--) {
                done.append(corrupt(document, random)).append("; ");
            }
            List<ConfigurationProblem> problems = problems(document);
            List<Error> errors = schema.validate(document);
            boolean expressible = problems.stream().anyMatch(problem -> EXPRESSIBLE.contains(problem.code()));
            assertEquals(
                    expressible,
                    !errors.isEmpty(),
                    "seed " + seed + ": " + done + "\nreader: " + problems + "\nschema: " + errors);
        }
    }

    /** Does one thing to the document that somebody might have done by mistake, and says what. */
    private static String corrupt(JsonNode document, Random random) {
        List<JsonNode> homes = new ArrayList<>();
        collect(document, homes::add);
        JsonNode home = homes.get(random.nextInt(homes.size()));
        List<JsonNode> values = List.of(
                NODES.arrayNode(),
                NODES.objectNode(),
                NODES.nullNode(),
                NODES.stringNode(""),
                NODES.stringNode("?!"),
                NODES.stringNode("5 minutes"),
                NODES.stringNode("101%"),
                NODES.numberNode(-1),
                NODES.numberNode(0),
                NODES.numberNode(1.5),
                NODES.arrayNode().add(NODES.arrayNode()));
        JsonNode value = values.get(random.nextInt(values.size()));
        if (home instanceof ArrayNode list) {
            int index = random.nextInt(list.size());
            list.set(index, value);
            return "entry " + index + " becomes " + value;
        }
        ObjectNode map = (ObjectNode) home;
        List<String> names = List.copyOf(map.propertyNames());
        String key = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(4)) {
            case 0 -> {
                map.remove(key);
                yield key + " is gone";
            }
            case 1 -> {
                map.set(key + "x", map.remove(key));
                yield key + " is misspelled";
            }
            default -> {
                map.set(key, value);
                yield key + " becomes " + value;
            }
        };
    }

    private static void collect(JsonNode node, Consumer<JsonNode> home) {
        if (node.isContainer() && !node.isEmpty()) {
            home.accept(node);
            node.forEach(child -> collect(child, home));
        }
    }

    @Test
    void valuesThatTheReaderTakesAreRefusedNowhere() {
        Map<String, List<String>> accepted = Map.of(
                "services[].slos[].objective", List.of("\".99\"", "0.99", "\"+0.990\"", "\" 0.5 \"", "\"0.5000000000000000000\""),
                "services[].slos[].period", List.of("\"1w2d3h4m5s\"", "\"P30D\"", "\"pt720h\"", "\"PT2.592e\""),
                "symptoms[].minShare", List.of("\"50%\"", "\"50 %\"", "0.5", "1", "\"1.0\"", "\"100.0%\"", "\"000.5\""),
                "oncall.repeat", List.of("3", "\"3\"", "\"003\""),
                "tiers[].factor", List.of("2", "\"2.5\"", "14.4"),
                "oncall.rotations[].start", List.of("\"2026-01-05T09:00:30\"", "\"2026-01-05T09:00:30.5\""),
                "runbooks[].autonomy", List.of("\"auto\"", "\"${AUTONOMY:-plan}\""),
                "oncall.escalation[].delay", List.of("\"${DELAY:-5m}\"", "\"0h5m\""),
                "services[].slos[].name", List.of("\"a/b.c-d_e\"", "7"));
        accepted.forEach((path, values) -> values.forEach(value -> {
            JsonNode document = tree(documents().get("examples/safeguard.yaml"));
            set(document, path, JSON.readTree(value));
            boolean unreadable = problems(document).stream()
                    .anyMatch(problem -> EXPRESSIBLE.contains(problem.code()));
            boolean refused = !schema.validate(document).isEmpty();
            assertTrue(unreadable || !refused, () -> path + ": " + value + " is read, and refused by the schema");
            assertEquals(value.contains("2.592e"), unreadable, () -> path + ": " + value);
        }));
    }

    @Test
    void everyKeyIsExplained() {
        keys().forEach((path, key) -> {
            String description = key.path("description").asString("");
            assertTrue(description.matches("\\p{Lu}.*\\.|sev1 .*\\."), () -> path + ": " + description);
        });
        assertEquals(new TreeSet<>(Meaning.paths()), keys().keySet());
    }

    @Test
    void everyExampleAndDefaultIsAValidValue() {
        keys().forEach((path, key) -> {
            ObjectNode alone = ((ObjectNode) key.deepCopy());
            alone.set("definitions", SCHEMA.get("definitions"));
            Schema value = REGISTRY.getSchema(alone);
            List<JsonNode> shown = new ArrayList<>();
            key.path("examples").forEach(shown::add);
            key.path("default").asOptional().ifPresent(shown::add);
            shown.forEach(example -> assertEquals(List.of(), value.validate(example), path));
        });
    }

    @TestFactory
    List<DynamicTest> theDefaultIsWhatTheReaderTakes() {
        List<DynamicTest> tests = new ArrayList<>();
        keys().forEach((path, key) -> {
            boolean decidedByWhoUsesIt = path.equals("state");
            if (key.has("default") && !decidedByWhoUsesIt) {
                tests.add(DynamicTest.dynamicTest(path, () -> {
                    JsonNode without = tree(documents().get("examples/safeguard.yaml"));
                    JsonNode with = without.deepCopy();
                    set(without, path, NODES.missingNode());
                    set(with, path, key.get("default"));
                    assertEquals(reader.read(with.toString(), "with"), reader.read(without.toString(), "without"));
                }));
            }
        });
        assertEquals(13, tests.size());
        return tests;
    }

    @Test
    void editorsGetWordsToChooseFrom() {
        Map<String, JsonNode> keys = keys();
        assertEquals(List.of("plan", "approve", "auto"), words(keys.get("runbooks[].autonomy")));
        assertEquals(List.of("sev1", "sev2", "sev3"), words(keys.get("tiers[].severity")));
        assertTrue(words(keys.get("oncall.rotations[].zone")).contains("Pacific/Chatham"));
    }

    private static List<String> words(JsonNode key) {
        List<String> words = new ArrayList<>();
        key.get("anyOf").get(0).get("enum").forEach(word -> words.add(word.asString()));
        return words;
    }

    /** Run with {@code -Dsafeguard.rewrite=true} to bring the page up to date. */
    @Test
    void thePageOfAllKeysIsWhatTheSchemaSays() throws IOException {
        Path page = ROOT.resolve("docs/configuration.md");
        String text = Files.readString(page);
        String begin = "<!-- keys -->\n";
        int start = text.indexOf(begin) + begin.length();
        String expected = text.substring(0, start) + KeyTables.of(keys(), required());
        if (Boolean.getBoolean("safeguard.rewrite")) {
            Files.writeString(page, expected);
        }
        assertEquals(expected, Files.readString(page));
    }

    /** Every key of the schema by its path, in its order, those of the definitions where they are used. */
    private static Map<String, JsonNode> keys() {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        keys(SCHEMA, "", keys);
        PLACES.forEach((definition, path) -> keys(SCHEMA.get("definitions").get(definition), path, keys));
        return keys;
    }

    private static Set<String> required() {
        Set<String> required = new TreeSet<>(required(SCHEMA, ""));
        keys().forEach((path, key) -> required.addAll(
                key.has("items") ? required(key.get("items"), path + "[].") : required(key, path + ".")));
        PLACES.forEach((definition, path) -> {
            JsonNode part = SCHEMA.get("definitions").get(definition);
            required.addAll(part.has("items") ? required(part.get("items"), path + "[].") : required(part, path + "."));
        });
        return required;
    }

    private static Set<String> required(JsonNode map, String prefix) {
        Set<String> required = new TreeSet<>();
        map.path("required").forEach(key -> required.add(prefix + key.asString()));
        return required;
    }

    private static void keys(JsonNode schema, String path, Map<String, JsonNode> keys) {
        schema.path("properties").properties().forEach(entry -> {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            keys.put(key, entry.getValue());
            keys(entry.getValue(), key, keys);
        });
        if (schema.has("items")) {
            keys(schema.get("items"), path + "[]", keys);
        }
    }

    /** The maps whose keys are the format's, with the path that their keys are told under. */
    private static void maps(JsonNode node, String path, BiConsumer<String, ObjectNode> each) {
        if (path.endsWith(".with") || path.startsWith("notify")) {
            return;
        }
        if (node instanceof ArrayNode list) {
            list.forEach(item -> maps(item, path + "[]", each));
        } else if (node instanceof ObjectNode map) {
            each.accept(path, map);
            List.copyOf(map.properties()).forEach(entry -> {
                String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                maps(entry.getValue(), key.replaceFirst("^.*\\.(alerts|tiers)$", "$1"), each);
            });
        }
    }

    private static void set(JsonNode document, String path, JsonNode value) {
        int dot = path.lastIndexOf('.');
        String home = dot < 0 ? "" : path.substring(0, dot);
        String key = path.substring(dot + 1);
        int[] count = {0};
        maps(document, "", (place, map) -> {
            if (place.equals(home)) {
                count[0]++;
                if (value.isMissingNode()) {
                    map.remove(key);
                } else if (count[0] == 1 || !key.equals("name")) {
                    map.set(key, value);
                }
            }
        });
        assertTrue(count[0] > 0, () -> "the document has no " + path);
    }

    private static Set<String> given(ObjectNode map) {
        Set<String> names = new TreeSet<>(map.propertyNames());
        names.remove(SURPLUS);
        return names;
    }

    private List<ConfigurationProblem> problems(JsonNode document) {
        try {
            var ignored = reader.read(document.toString(), "test.json");
            return List.of();
        } catch (ConfigurationException wrong) {
            return wrong.problems();
        }
    }

    private static Schema definition(String name) {
        ObjectNode reference = NODES.objectNode().put("$ref", "#/definitions/" + name);
        reference.set("definitions", SCHEMA.get("definitions"));
        return REGISTRY.getSchema(reference);
    }

    /** The schema of the map at this path. */
    private static Schema definitionAt(String path) {
        if (path.isEmpty()) {
            return REGISTRY.getSchema(SCHEMA);
        }
        JsonNode found = PLACES.entrySet().stream()
                .filter(place -> place.getValue().equals(path))
                .map(place -> SCHEMA.get("definitions").get(place.getKey()))
                .findFirst()
                .orElseGet(() -> path.endsWith("[]")
                        ? keys().getOrDefault(path.substring(0, path.length() - 2), tiers()).get("items")
                        : keys().get(path));
        ObjectNode alone = (ObjectNode) found.deepCopy();
        alone.set("definitions", SCHEMA.get("definitions"));
        return REGISTRY.getSchema(alone);
    }

    private static JsonNode tiers() {
        return SCHEMA.get("definitions").get("tiers");
    }

    private static SortedMap<String, String> documents() {
        SortedMap<String, String> documents = new TreeMap<>();
        for (String name : List.of("documented.yaml", "everything.yaml", "starter.yaml")) {
            documents.put(name, resource(name));
        }
        documents.put("examples/safeguard.yaml", text(ROOT.resolve("examples/safeguard.yaml")));
        return documents;
    }

    private static String resource(String name) {
        try (var resource = ConfigurationSchemaTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an editor sees: numbers are numbers. */
    private static JsonNode tree(String yaml) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return JSON.valueToTree(new Load(settings).loadFromString(yaml));
    }

    @Test
    void aDocumentThatIsCorruptedIsRefusedAtAll() {
        JsonNode document = tree(documents().get("documented.yaml"));
        ((ObjectNode) document).remove("services");
        assertThrows(ConfigurationException.class, () -> reader.read(document.toString(), "test.json"));
        assertFalse(schema.validate(document).isEmpty());
    }
}
