package dev.safeguard.adapter.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Mitigation.OutcomeUnknownException;
import dev.safeguard.application.port.Mitigation.RefusedException;
import dev.safeguard.application.port.Mitigation.Refusal;
import dev.safeguard.application.testkit.MitigationContract;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the program that is run is a shell script")
final class ExecMitigationTest extends MitigationContract {

    /** Keeps a value in a file beside itself, and fails as a file beside itself says. */
    private static final String FLAGCTL = """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 9
            trouble=$(cat trouble 2>/dev/null)
            case "$1" in
              get)
                [ -f value ] || exit 3
                cat value; echo;;
              set|unset)
                echo "$1" >> writes
                env > env
                case "$trouble" in
                  HANG) sleep 1000 & echo $! > child; wait;;
                  SERVER_ERROR) printf 'flagctl: \\033[31mout of memory\\nat line 7\\n' >&2; exit 1;;
                  NO_EFFECT) exit 0;;
                esac
                if [ "$1" = set ]; then printf %s "$2" > value; else rm -f value; fi
                [ "$trouble" != LOSE_ANSWER ] || exit 1;;
              chatter)
                head -c 3000000 /dev/zero | tr '\\0' x >&2
                head -c 3000000 /dev/zero | tr '\\0' y;;
              garbage)
                printf '\\377\\n';;
              lines)
                printf 'on\\noff\\n';;
              orphan)
                sleep 1000 & echo $! > child; echo on;;
              *) exit 2;;
            esac
            """;

    private static final Charset ARGUMENTS =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));

    @TempDir
    private Path directory;

    private String flagctl;
    private Path allowed;

    @BeforeEach
    void install() throws IOException {
        Path program = Files.writeString(directory.resolve("flagctl"), FLAGCTL);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        flagctl = program.toString();
        allowed = directory.resolve("allowed.json");
        allow("[[\"" + flagctl + "\"]]");
    }

    private void allow(String list) {
        write("allowed.json", list);
    }

    @Override
    protected Mitigation<?> mitigation() {
        return exec();
    }

    private ExecMitigation exec() {
        return new ExecMitigation(Optional.of(allowed), ARGUMENTS);
    }

    @Override
    protected Map<String, String> with() {
        return with("on");
    }

    private Map<String, String> with(String value) {
        return Map.of(
                "set", flagctl + "\nset\n{value}",
                "read", flagctl + "\nget",
                "unset", flagctl + "\nunset",
                "value", value,
                "timeout", "4s");
    }

    private Map<String, String> reading(String subcommand) {
        return changed(with(), "read", flagctl + "\n" + subcommand);
    }

    private static Map<String, String> changed(Map<String, String> with, String name, String value) {
        Map<String, String> changed = new HashMap<>(with);
        changed.put(name, value);
        return changed;
    }

    @Override
    protected void tamper() {
        write("value", "theirs");
    }

    @Override
    protected Set<Trouble> troubles() {
        return Set.of(Trouble.SERVER_ERROR, Trouble.HANG, Trouble.LOSE_ANSWER, Trouble.NO_EFFECT);
    }

    @Override
    protected void cause(Optional<Trouble> trouble) {
        write("trouble", trouble.map(Enum::name).orElse(""));
    }

    @Override
    protected Optional<Long> writes() {
        return Optional.of(read("writes").lines().count());
    }

    @Override
    protected Optional<Map<String, String>> withText(String text) {
        return Optional.of(text).filter(ARGUMENTS.newEncoder()::canEncode).map(this::with);
    }

    private static RefusedException refused(Mitigation<ExecMitigation.With> exec, Map<String, String> with) {
        return assertThrows(RefusedException.class, () -> exec.inspect(exec.parameters().read(with)));
    }

    private ControlState state(Map<String, String> with) {
        return exec().inspect(exec().parameters().read(with));
    }

    private void apply(Map<String, String> with) {
        ExecMitigation exec = exec();
        ExecMitigation.With read = exec.parameters().read(with);
        exec.apply(read, exec.plan(read, ControlState.ABSENT), "INC-1:1");
    }

    @Test
    void withoutAListNothingIsAllowed() {
        RefusedException refused = refused(new ExecMitigation(Optional.empty(), ARGUMENTS), with());
        assertEquals(Refusal.NOT_ALLOWED, refused.refusal());
        assertEquals(
                "no command is allowed on this machine: list the beginnings of those that are in a JSON file, such as"
                        + " [[\"/usr/local/bin/flagctl\",\"set\"]], and name it in the environment variable"
                        + " SAFEGUARD_EXEC_ALLOWED",
                refused.reason());
    }

    @Test
    void aCommandIsAllowedArgumentByArgumentAndToTheLetter() {
        String get = "[\"" + flagctl + "\", \"get\"]";
        String unset = "[\"" + flagctl + "\", \"unset\"]";
        for (String set : List.of(
                "[\"" + flagctl + "\", \"se\"]",
                "[\"" + flagctl + "\", \"set\", \"off\"]",
                "[\"" + flagctl + "\", \"set\", \"{value}\"]",
                "[\"" + flagctl + "\", \"set\", \"on\", \"now\"]",
                "[\"" + flagctl + "x\"]")) {
            allow("[" + get + ", " + unset + ", " + set + "]");
            assertEquals(Refusal.NOT_ALLOWED, refused(exec(), with()).refusal(), set);
            assertThrows(RefusedException.class, () -> apply(with()));
            assertEquals("", read("writes"));
        }
        allow("[" + get + ", " + unset + ", [\"" + flagctl + "\", \"set\", \"on\"]]");
        apply(with());
        assertEquals(ControlState.of("on"), state(with()));
    }

    @Test
    void aListThatCannotBeReliedOnAllowsNothing() throws IOException {
        for (String list : List.of(
                "", "{}", "[[]]", "[\"" + flagctl + "\"]", "[[1]]", "[[\"flagctl\"]]", "[[\"/x\"]")) {
            allow(list);
            assertEquals(Refusal.NOT_ALLOWED, refused(exec(), with()).refusal(), list);
        }
        allow("[[\"" + flagctl + "\"]]");
        Files.setPosixFilePermissions(allowed, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertEquals(
                allowed + " says which commands are allowed, and anybody may write it: chmod o-w it first",
                refused(exec(), with()).reason());
        Files.delete(allowed);
        assertEquals(Refusal.NOT_ALLOWED, refused(exec(), with()).refusal());
    }

    @Test
    void aValueThatCouldNotBeTakenAwayAgainIsNotSet() {
        Map<String, String> with = new HashMap<>(with());
        with.remove("unset");
        assertEquals(Optional.of("unset"), refused(exec(), with).parameter());
        write("value", "off");
        assertEquals(ControlState.of("off"), state(with));
    }

    @Test
    void parametersThatCannotWorkAreRefusedByName() {
        assertEquals(Optional.of("set"), refused(exec(), changed(with(), "set", flagctl + "\nset\non")).parameter());
        assertEquals(Optional.of("set"), refused(exec(), changed(with(), "set", "flagctl\n{value}")).parameter());
        assertEquals(Optional.of("set"), refused(exec(), changed(with(), "set", "/bin/{value}")).parameter());
        assertEquals(Optional.of("read"), refused(exec(), changed(with(), "read", "flagctl")).parameter());
        assertEquals(Optional.of("value"), refused(exec(), changed(with(), "value", "a\nb")).parameter());
        assertEquals(Optional.of("timeout"), refused(exec(), changed(with(), "timeout", "0s")).parameter());
    }

    @Test
    void aProgramThatIsNotThereOrCannotBeStartedIsRefused() throws IOException {
        Files.setPosixFilePermissions(Path.of(flagctl), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(Refusal.UNAVAILABLE, refused(exec(), with()).refusal());
        Files.delete(Path.of(flagctl));
        assertEquals(Refusal.NOT_FOUND, refused(exec(), with()).refusal());
    }

    @Test
    void whatIsNotOneLineOfTextIsNoValue() {
        for (String subcommand : List.of("chatter", "garbage", "lines")) {
            RefusedException refused = refused(exec(), reading(subcommand));
            assertEquals(Refusal.UNAVAILABLE, refused.refusal());
            assertTrue(refused.reason().endsWith("one line of UTF-8, at most 65536 bytes long"), refused.reason());
        }
        assertEquals(flagctl + " ended with exit code 2", refused(exec(), reading("nonsense")).reason());
    }

    @Test
    void theProgramGetsTheKeyAndLittleElse() {
        apply(with());
        List<String> names = read("env").lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .filter(name -> !Set.of("PWD", "OLDPWD", "SHLVL", "_").contains(name)) // the shell's own
                .sorted()
                .toList();
        assertEquals(List.of("HOME", "LANG", "PATH", "SAFEGUARD_KEY"), names);
        assertTrue(read("env").contains("SAFEGUARD_KEY=INC-1:1\n"));
    }

    @Test
    void anUnknownOutcomeSaysTheFirstLineOfTheErrorWithoutControlCharacters() {
        cause(Optional.of(Trouble.SERVER_ERROR));
        assertEquals(
                flagctl + " ended with exit code 1: flagctl:  [31mout of memory",
                assertThrows(OutcomeUnknownException.class, () -> apply(with())).reason());
    }

    @Test
    void whatAProgramHasStartedEndsWithItAtTheDeadline() throws Exception {
        cause(Optional.of(Trouble.HANG));
        assertThrows(OutcomeUnknownException.class, () -> apply(with()));
        endsSoon(Long.parseLong(read("child").strip()));
    }

    private static void endsSoon(long pid) throws Exception {
        Optional<ProcessHandle> child = ProcessHandle.of(pid);
        if (child.isPresent()) {
            child.get().onExit().get(10, TimeUnit.SECONDS);
        }
        assertFalse(child.map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void somethingLeftRunningDoesNotHoldUpTheAnswer() {
        Map<String, String> with = changed(reading("orphan"), "timeout", "10m");
        try {
            assertEquals(ControlState.of("on"), state(with));
        } finally {
            ProcessHandle.of(Long.parseLong(read("child").strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aValueThatTheMachineCannotPassIsNotMangled() {
        ExecMitigation exec = new ExecMitigation(Optional.of(allowed), StandardCharsets.US_ASCII);
        ExecMitigation.With with = exec.parameters().read(with("☃"));
        MitigationPlan plan = exec.plan(with, ControlState.ABSENT);
        RefusedException refused = assertThrows(RefusedException.class, () -> exec.apply(with, plan, "key"));
        assertEquals(Refusal.BAD_PARAMETER, refused.refusal());
        assertEquals("", read("writes"));
    }

    private String read(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
