package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Which commands are looked at. */
final class AskedLineTest {

    @Command(name = "root")
    private static final class RootCommand {}

    @Command(name = "one", aliases = "uno")
    private static final class One {}

    @Command(name = "two")
    private static final class Two {}

    @Test
    void onlyTheCommandThatIsAskedForIsLookedAt() {
        assertEquals(Set.of("two"), commands("two"));
        assertEquals(Set.of("two"), commands("two", "one"));
        assertEquals(Set.of("one", "uno"), commands("uno", "--help"));
    }

    @Test
    void allAreWhereTheFirstWordDoesNotSay() {
        Set<String> all = Set.of("one", "uno", "two");
        assertEquals(all, commands());
        assertEquals(all, commands("--help"));
        assertEquals(all, commands("-c", "two"));
        assertEquals(all, commands("tow"));
    }

    private static Set<String> commands(String... words) {
        AskedLine line = new AskedLine(new RootCommand(), List.copyOf(Arrays.asList(words)));
        line.addSubcommand(new One()).addSubcommand(new Two());
        line.complete();
        return line.getSubcommands().keySet();
    }
}
