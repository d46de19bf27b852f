package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openfeature.contrib.providers.flagd.Config;
import dev.openfeature.contrib.providers.flagd.FlagdOptions;
import dev.openfeature.contrib.providers.flagd.FlagdProvider;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.Value;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlagdFileMitigationTest extends MitigationContract {

    /** As people write it: with odd spaces, numbers and characters that a JSON writer would change. */
    private static final String FLAGS = """
            {
              "$schema" : "https://flagd.dev/schema/v0/flags.json",
              "metadata": {"version": "17", "ratio": 1.50},
              "written": {"by": ["us"], "at": 12345678901234567890, "in": 1e2},
              "flags": {
                "cache": { "state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "on" },
                "fallback": {
                  "state": "ENABLED",
                  "variants": { "on": true, "off": false, "half": true, "caf\\u00e9 ☃": false },
                  "defaultVariant":   "off"  ,
                  "metadata": {"owner": "chat"}
                },
                "asleep": {"variants": {"on": true, "off": false}, "state": "DISABLED", "defaultVariant": "off"},
                "bare": {
                    "state": "ENABLED", "variants": {"on": true, "off": false}
                },
                "null": {"state": "ENABLED", "variants": {"on": true}, "defaultVariant": null},
                "beta": {
                  "state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
                  "targeting": {"if": [{"==": [{"var": "tier"}, "beta"]}, "off"]}
                },
                "quoted": {
                  "state": "ENABLED", "variants": {"say \\"no\\" \\\\": true, "off": false}, "defaultVariant": "off"
                }
              }
            }
            """;

    @TempDir
    private Path directory;

    private Path file;
    private Optional<Trouble> trouble = Optional.empty();

    @BeforeEach
    void writeFlags() throws IOException {
        file = directory.resolve("flags.json");
        Files.writeString(file, FLAGS);
    }

    @Override
    protected Mitigation<?> mitigation() {
        return flagd();
    }

    private FlagdFileMitigation flagd() {
        return new FlagdFileMitigation((from, to) -> {
            switch (trouble.orElse(null)) {
                case null -> ReplacedFile.Replacement.ATOMIC.replace(from, to);
                case NOT_ALLOWED -> throw new AccessDeniedException(to.toString());
                case SERVER_ERROR -> throw new IOException("Input/output error");
                case LOSE_ANSWER -> {
                    ReplacedFile.Replacement.ATOMIC.replace(from, to);
                    throw new IOException("Input/output error");
                }
                case NO_EFFECT -> {
                    // as a file system that forgets
                }
                case NOT_FOUND, CONFLICT, BUSY, HANG -> throw new AssertionError("no file does that");
            }
        });
    }

    @Override
    protected Map<String, String> with() {
        return with("fallback", "on");
    }

    private Map<String, String> with(String flag, String variant) {
        return Map.of("file", file.toString(), "flag", flag, "variant", variant);
    }

    @Override
    protected void tamper() {
        write(read().replaceFirst("(\"defaultVariant\": +)\"(on|off)\" +,", "$1\"half\" ,"));
    }

    @Override
    protected Set<Trouble> troubles() {
        return Set.of(Trouble.NOT_ALLOWED, Trouble.SERVER_ERROR, Trouble.LOSE_ANSWER, Trouble.NO_EFFECT);
    }

    @Override
    protected void cause(Optional<Trouble> next) {
        trouble = next;
    }

    private MitigationPlan set(String flag, String variant) {
        FlagdFileMitigation flagd = flagd();
        FlagdFileMitigation.With with = flagd.parameters().read(with(flag, variant));
        MitigationPlan plan = flagd.plan(with, flagd.inspect(with));
        flagd.apply(with, plan, "key");
        assertTrue(flagd.verify(with, plan.desired()));
        return plan;
    }

    private void putBack(String flag, String variant, MitigationPlan plan) {
        FlagdFileMitigation flagd = flagd();
        flagd.revert(flagd.parameters().read(with(flag, variant)), plan, "key");
    }

    private RefusedException refusal(Map<String, String> with) {
        FlagdFileMitigation flagd = flagd();
        return assertThrows(
                RefusedException.class, () -> flagd.inspect(flagd.parameters().read(with)));
    }

    @Test
    void nothingButTheDefaultVariantChanges() {
        set("fallback", "on");
        assertEquals(FLAGS.replace("\"defaultVariant\":   \"off\"  ,", "\"defaultVariant\":   \"on\"  ,"), read());
    }

    @Test
    void whateverWasThereIsPutBackToTheLetter() {
        for (String flag : List.of("fallback", "asleep", "bare", "null", "beta")) {
            MitigationPlan plan = set(flag, "on");
            assertFalse(read().equals(FLAGS), flag);
            putBack(flag, "on", plan);
            assertEquals(FLAGS, read(), flag);
        }
    }

    @Test
    void aLargeFileIsEditedAtTheRightPlace() {
        String padding = "\"padding\": \"" + "ç☃".repeat(50_000) + "\",";
        write(FLAGS.replaceFirst("\\{", "{" + padding));
        String before = read();
        MitigationPlan plan = set("fallback", "on");
        assertEquals(before.replace("\"off\"  ,", "\"on\"  ,"), read());
        putBack("fallback", "on", plan);
        assertEquals(before, read());
    }

    @Test
    void aVariantMayHaveAnyName() {
        MitigationPlan plan = set("quoted", "say \"no\" \\");
        assertEquals(Optional.of("defaultVariant=say \"no\" \\"), plan.desired().value());
        putBack("quoted", "say \"no\" \\", plan);
        assertEquals(FLAGS, read());
        assertEquals(Optional.of("defaultVariant=café ☃"), set("fallback", "café ☃").desired().value());
    }

    @Test
    void aDisabledFlagIsNotAlreadyOffAndIsEnabledBySettingIt() {
        MitigationPlan plan = set("asleep", "off");
        assertEquals(ControlState.of("defaultVariant=off, DISABLED"), plan.prior());
        assertEquals(ControlState.of("defaultVariant=off"), plan.desired());
        assertTrue(plan.description().endsWith(", and enable the flag, which is DISABLED"), plan.description());
        assertTrue(read().contains("\"state\": \"ENABLED\", \"defaultVariant\": \"off\"}"), read());
    }

    @Test
    void thePlanSaysThatTargetingComesFirst() {
        MitigationPlan plan = set("beta", "on");
        assertEquals(ControlState.of("defaultVariant=off, under targeting"), plan.prior());
        assertEquals(ControlState.of("defaultVariant=on, under targeting"), plan.desired());
        assertTrue(plan.description().endsWith("the targeting rules of the flag come first and may decide otherwise"));
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        RefusedException noFlag = refusal(with("falback", "on"));
        assertEquals(Refusal.NOT_FOUND, noFlag.refusal());
        assertEquals(
                file + " has no flag \"falback\": there are cache, fallback, asleep, bare, null, beta, quoted;"
                        + " did you mean fallback?",
                noFlag.reason());

        RefusedException noVariant = refusal(with("cache", "of"));
        assertEquals(Optional.of("variant"), noVariant.parameter());
        assertEquals("the flag cache has no variant \"of\": there are on, off; did you mean off?", noVariant.reason());

        RefusedException noFile = refusal(Map.of("file", file + "5", "flag", "cache", "variant", "on"));
        assertEquals(Refusal.NOT_FOUND, noFile.refusal());
    }

    @Test
    void whatIsNoFlagDefinitionFileIsLeftAlone() {
        for (String text : List.of(
                "", "flags:\n  cache: {}\n", "[]", "{}", "{\"flags\": []}", FLAGS + "{}", "{\"flags\": {\"cache\": 1}}",
                FLAGS.replace("\"asleep\"", "\"cache\""))) {
            write(text);
            assertEquals(Refusal.UNAVAILABLE, refusal(with("cache", "on")).refusal(), text);
            assertEquals(text, read());
        }
    }

    @Test
    void aChangeAtTheSameMomentIsNotOverwritten() throws IOException {
        ReplacedFile asRead = ReplacedFile.read(file);
        write(FLAGS + "\n");
        RefusedException refused = assertThrows(
                RefusedException.class, () -> asRead.replace("{}", ReplacedFile.Replacement.ATOMIC));
        assertEquals(Refusal.CONFLICT, refused.refusal());
        assertEquals(FLAGS + "\n", read());

        Files.delete(file);
        assertEquals(
                Refusal.CONFLICT,
                assertThrows(RefusedException.class, () -> asRead.replace("{}", ReplacedFile.Replacement.ATOMIC))
                        .refusal());
        assertEquals(List.of(), filesLeft());
    }

    @Test
    void permissionsStayAndNothingIsLeftBeside() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        set("fallback", "on");
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("flags.json"), filesLeft());
    }

    @Test
    void aLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path real = Files.move(file, Files.createDirectory(directory.resolve("real")).resolve("flags.json"));
        Files.createSymbolicLink(file, directory.relativize(real));
        set("fallback", "on");
        assertTrue(Files.isSymbolicLink(file));
        assertTrue(Files.readString(real).contains("\"defaultVariant\":   \"on\""));
    }

    @Test
    void whatKubernetesMountsIsRefused() throws IOException {
        Path mounted = Files.createDirectory(directory.resolve("..2026_03_02_09_00_00.1")).resolve("flags.json");
        Files.move(file, mounted);
        Files.createSymbolicLink(directory.resolve("..data"), mounted.getParent().getFileName());
        Files.createSymbolicLink(file, Path.of("..data", "flags.json"));
        assertEquals(Refusal.REFUSED, refusal(with()).refusal());
    }

    /** What a service gets, by flagd's own evaluation of the file. */
    @Test
    void flagdEvaluatesTheFileAsThePlanSays() throws Exception {
        write(FLAGS.replaceFirst(" +\"null\": .*\n", "")
                .replace(
                        "\"variants\": {\"on\": true, \"off\": false}\n",
                        "\"variants\": {\"on\": true, \"off\": false},"
                        + " \"defaultVariant\": \"off\"\n"));
        assertEquals("fallback off false, asleep code default, bare off false, beta off false", evaluated());
        List<MitigationPlan> plans = new ArrayList<>();
        for (String flag : List.of("fallback", "asleep", "bare", "beta")) {
            plans.add(set(flag, "on"));
        }
        assertEquals("fallback on true, asleep on true, bare on true, beta on true", evaluated());
        assertEquals("off", resolved("beta", "beta"), "targeting has its say, as the plan warns");
        putBack("asleep", "on", plans.get(1));
        assertEquals("fallback on true, asleep code default, bare on true, beta on true", evaluated());
    }

    private String evaluated() throws Exception {
        List<String> all = new ArrayList<>();
        for (String flag : List.of("fallback", "asleep", "bare", "beta")) {
            String variant = resolved(flag, "none");
            all.add(flag + " " + (variant.equals("code default") ? variant : variant + " " + variant.equals("on")));
        }
        return String.join(", ", all);
    }

    private String resolved(String flag, String tier) throws Exception {
        FlagdProvider provider = new FlagdProvider(FlagdOptions.builder()
                .resolverType(Config.Resolver.FILE)
                .offlineFlagSourcePath(file.toString())
                .deadline(30_000)
                .build());
        try {
            provider.initialize(new ImmutableContext());
            ImmutableContext context = new ImmutableContext(Map.of("tier", new Value(tier)));
            var evaluation = provider.getBooleanEvaluation(flag, true, context);
            if (evaluation.getVariant() == null) {
                return "code default";
            }
            assertEquals(evaluation.getVariant().equals("on"), evaluation.getValue());
            return evaluation.getVariant();
        } finally {
            provider.shutdown();
        }
    }

    private List<String> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
