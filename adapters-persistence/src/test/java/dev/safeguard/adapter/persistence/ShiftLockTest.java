package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One shift a state file, whichever process it runs in and however that ends. */
final class ShiftLockTest {

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Test
    void oneShiftHasItUntilItGivesItBack() {
        ShiftLock held = acquire();
        assertEquals(Optional.empty(), ShiftLock.tryAcquire(file.path()));
        held.close();
        acquire().close();
    }

    @Test
    void otherStateFilesHaveTheirOwn() {
        ShiftLock held = acquire();
        ShiftLock other =
                ShiftLock.tryAcquire(file.path().resolveSibling("other.db")).orElseThrow();
        other.close();
        held.close();
    }

    @Test
    void allNamesOfAFileMeanTheSameLock() throws IOException {
        file.database();
        Path link = Files.createSymbolicLink(file.path().resolveSibling("link.db"), file.path());
        ShiftLock held = acquire();
        assertEquals(Optional.empty(), ShiftLock.tryAcquire(link));
        held.close();
    }

    @Test
    void anotherProcessIsRefusedEvenAfterAnAttemptOfOnesOwn() throws Exception {
        ShiftLock held = acquire();
        assertEquals(Optional.empty(), ShiftLock.tryAcquire(file.path()));
        Process other = ChildProcess.start("try-lock", file.path());
        assertEquals("refused", firstLine(other));
        other.getOutputStream().close();
        assertEquals(0, other.waitFor());
        held.close();
    }

    @Test
    void theLockOfAKilledProcessIsFree() throws Exception {
        Process other = ChildProcess.start("try-lock", file.path());
        assertEquals("taken", firstLine(other));
        assertEquals(Optional.empty(), ShiftLock.tryAcquire(file.path()));
        other.destroyForcibly().waitFor();
        acquire().close();
    }

    @Test
    void aMissingFolderIsToldAsSuch() {
        Path lost = file.path().resolveSibling("missing").resolve("state.db");
        StoreException failure = assertThrows(StoreException.class, () -> ShiftLock.tryAcquire(lost));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("the lock " + lost + ".lock cannot be taken ("));
    }

    private ShiftLock acquire() {
        return ShiftLock.tryAcquire(file.path()).orElseThrow();
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(output.readLine());
    }
}
