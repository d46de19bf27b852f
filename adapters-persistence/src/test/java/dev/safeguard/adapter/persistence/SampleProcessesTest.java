package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Samples stored by real processes: killed anywhere, also while they seal, and two at a time. */
final class SampleProcessesTest {

    private static final int FOREVER = 1_000_000;

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Test
    void aProcessThatIsKilledHasStoredEachTransactionWholeOrNotAtAll() throws Exception {
        Random random = new Random(20260302);
        file.database();
        for (int kill = 0; kill < 5; kill++) {
            Process process = ChildProcess.start("store-ticks", file.path(), "slo", Integer.toString(FOREVER));
            long told = lastOf(process, 20 + random.nextInt(30));
            process.destroyForcibly().waitFor();
            long stored = file.database().unitOfWork().read(stores -> assertWhole(stores, "slo"));
            assertTrue(told <= stored, "told that " + told + " was stored, found " + stored);
        }
    }

    @Test
    void twoProcessesStoreBesideEachOther() throws Exception {
        file.database();
        int ticks = 300;
        Process one = ChildProcess.start("store-ticks", file.path(), "one", Integer.toString(ticks));
        Process two = ChildProcess.start("store-ticks", file.path(), "two", Integer.toString(ticks));
        assertEquals(ticks - 1, lastOf(one, ticks));
        assertEquals(ticks - 1, lastOf(two, ticks));
        assertEquals(0, one.waitFor());
        assertEquals(0, two.waitFor());
        for (String name : List.of("one", "two")) {
            long stored = file.database().unitOfWork().read(stores -> assertWhole(stores, name));
            assertEquals(ticks - 1, stored);
        }
    }

    /** Reads so many lines, and answers what the last one says. */
    private static long lastOf(Process process, int lines) throws IOException {
        BufferedReader output = process.inputReader();
        for (int i = 1; i < lines; i++) {
            output.readLine();
        }
        return Long.parseLong(output.readLine());
    }

    /** Everything up to one bucket is there, and nothing after it; answers which. */
    private static long assertWhole(Stores stores, String name) {
        long newest = stores.samples()
                        .newestStart(ChildProcess.slo(name, 0))
                        .orElseThrow()
                        .getEpochSecond()
                / 60;
        for (int slo = 0; slo < ChildProcess.SLOS; slo++) {
            int number = slo;
            List<Sample> expected = LongStream.rangeClosed(0, newest)
                    .mapToObj(minute -> ChildProcess.tick(name, number, minute))
                    .toList();
            assertEquals(
                    expected, stores.samples().find(ChildProcess.slo(name, slo), Instant.MIN, Instant.MAX), name);
            assertEquals(
                    new EventCounts(newest * (newest + 1) / 2, newest * (newest + 1) / 2 + slo * (newest + 1)),
                    stores.samples()
                            .sum(ChildProcess.slo(name, slo), Instant.MIN, Instant.MAX)
                            .counts());
        }
        assertEquals(
                ChildProcess.history(name, newest - newest % 7),
                stores.samples().find(ChildProcess.slo(name, ChildProcess.SLOS), Instant.MIN, Instant.MAX));
        return newest;
    }
}
