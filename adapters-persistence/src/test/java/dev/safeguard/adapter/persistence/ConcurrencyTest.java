package dev.safeguard.adapter.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.testkit.Examples;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several writers on one file: every entry of each of them is there in the end, and every number is given once. */
final class ConcurrencyTest {

    private static final int TIMES = 20;

    @RegisterExtension
    final TemporaryStateFile file = new TemporaryStateFile();

    @Test
    void twoProcessesLoseNothing() throws Exception {
        file.database().unitOfWork().commit(stores -> stores.incidents().open(Examples::incident));
        List<Process> processes = List.of(
                ChildProcess.start("note", file.path(), "one", Integer.toString(TIMES)),
                ChildProcess.start("note", file.path(), "two", Integer.toString(TIMES)));
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        assertNothingIsLost(Set.of("one", "two"));
    }

    @Test
    void fourThreadsOnTheirOwnConnectionsLoseNothing() throws Exception {
        file.database().unitOfWork().commit(stores -> stores.incidents().open(Examples::incident));
        Set<String> names = Set.of("one", "two", "three", "four");
        try (ExecutorService threads = Executors.newFixedThreadPool(names.size())) {
            List<Future<?>> running = new ArrayList<>();
            for (String name : names) {
                running.add(threads.submit(() -> ChildProcess.note(file.path(), name, TIMES)));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }
        assertNothingIsLost(names);
    }

    private void assertNothingIsLost(Set<String> names) {
        List<Incident> all =
                file.database().unitOfWork().read(stores -> stores.incidents().all());
        Incident shared = all.getLast();
        Set<String> expected = new TreeSet<>();
        for (String name : names) {
            for (int i = 0; i < TIMES; i++) {
                expected.add(name + " " + i);
            }
        }
        List<String> notes = shared.facts(Change.Fact.NOTE).stream()
                .map(IncidentEvent::message)
                .toList();
        assertEquals(expected.size(), notes.size());
        assertEquals(expected, new TreeSet<>(notes));
        assertEquals(
                LongStream.rangeClosed(1, 1L + expected.size())
                        .mapToObj(IncidentId::new)
                        .collect(Collectors.toList()),
                all.reversed().stream().map(Incident::id).toList());
    }
}
