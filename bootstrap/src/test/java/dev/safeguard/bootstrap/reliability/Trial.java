package dev.safeguard.bootstrap.reliability;

import dev.safeguard.adapter.persistence.SqliteDatabase;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.StepResult;
import dev.safeguard.domain.slo.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A state file with an incident in it, a service, and the workers that are sent to them: processes of their own. */
final class Trial implements AutoCloseable {

    /** One that does not help, one already so, another that does not help, the one that does, and one not needed. */
    static final List<String> STEPS = List.of("cache=on", "search=basic", "retries=off", "route=backup", "shed=10");

    /** What a process ends with that was sent SIGKILL. */
    static final int KILLED = 137;

    private static final long LONGEST_SECONDS = 120;

    private final Path folder;
    private final List<String> image;
    private final Path state;
    private final RecordingService service = new RecordingService();
    private final List<Process> workers = new ArrayList<>();

    /** @param folder an empty one */
    Trial(Path folder) {
        this(folder, WorkerImage.command());
    }

    /** @param image how workers are started */
    Trial(Path folder, List<String> image) {
        this.folder = folder;
        this.image = List.copyOf(image);
        this.state = folder.resolve("state.db");
        inStore(work -> work.write(stores -> {
            Incident incident = stores.incidents()
                    .open(id -> Incident.detected(
                            id,
                            RecordingService.BEGIN,
                            Actor.ALERTING,
                            new Change.Detected(
                                    WorkerProcess.SERVICE,
                                    WorkerProcess.SLO.name(),
                                    Severity.SEV1,
                                    Optional.empty()),
                            "the assistant burns",
                            Figures.NONE));
            Incident triaged = incident.with(
                    RecordingService.BEGIN,
                    Actor.human("Ana"),
                    new Change.Triaged("provider-outage", Optional.of("reroute")),
                    "provider outage");
            stores.incidents().save(triaged);
            return triaged;
        }));
    }

    RecordingService service() {
        return service;
    }

    int workersSent() {
        return workers.size();
    }

    /** Sends a worker with the runbook of these steps. */
    Process send(List<String> steps) {
        List<String> command = new ArrayList<>(image);
        command.addAll(List.of(state.toString(), service.url().toString()));
        command.addAll(steps);
        try {
            Process worker = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log(workers.size() + 1).toFile())
                    .start();
            workers.add(worker);
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process send() {
        return send(STEPS);
    }

    /** Waits for a worker's end; whether it was killed rather than done. */
    boolean endsKilled(Process worker) {
        try {
            if (!worker.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                worker.destroyForcibly().waitFor();
                throw new AssertionError("a worker did not come to an end; it printed " + printed(worker));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return switch (worker.exitValue()) {
            case 0 -> false;
            case KILLED -> true;
            default -> throw new AssertionError(
                    "a worker ended with " + worker.exitValue() + "; it printed " + printed(worker));
        };
    }

    /** Sends a worker that is expected to do what there is to do. */
    void complete() {
        endsDone(send());
    }

    /** Waits for the end of a worker that nobody kills. */
    void endsDone(Process worker) {
        if (endsKilled(worker)) {
            throw new AssertionError("the worker was killed");
        }
    }

    private Path log(int number) {
        return folder.resolve("worker-" + number + ".log");
    }

    private String printed(Process worker) {
        try {
            return Files.readString(log(workers.indexOf(worker) + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something with the state file, beside whoever else does. */
    <T> T inStore(Function<UnitOfWork, T> use) {
        try (SqliteDatabase database = SqliteDatabase.open(state)) {
            return use.apply(database.unitOfWork());
        }
    }

    void setKillSwitch(Optional<AutomationPause> pause) {
        inStore(work -> work.write(stores -> {
            stores.runs().setPause(pause);
            return true;
        }));
    }

    RunbookRun run() {
        return inStore(work -> work.read(stores -> stores.runs().runsOf(WorkerProcess.SERVICE))).getLast();
    }

    /** The outcomes of the run's steps, in order. */
    List<String> outcomes() {
        return run().results().stream().map(StepResult::outcome).map(outcome -> outcome.word()).toList();
    }

    /** The names of the steps that are in force by the ledger. */
    List<String> ledger() {
        return inStore(work -> work.read(stores -> stores.runs().activeMitigations())).stream()
                .map(on -> on.step().name())
                .toList();
    }

    Story story() {
        List<String> ledger = inStore(work -> work.read(stores -> stores.runs().activeMitigations())).stream()
                .map(ActiveMitigation::toString)
                .toList();
        List<String> timeline = inStore(
                        work -> work.read(stores -> stores.incidents().find(WorkerProcess.INCIDENT)))
                .orElseThrow()
                .timeline()
                .stream()
                .map(Object::toString)
                .toList();
        List<String> changes =
                service.calls().stream().map(RecordingService.Call::change).distinct().toList();
        return new Story(
                select("SELECT id || ' ' || kind || ' ' || active || ' ' || body FROM run ORDER BY position"),
                ledger,
                timeline,
                service.flags(),
                changes);
    }

    /** Who holds the walks under which fence. */
    List<String> leases() {
        return select("SELECT id || ' ' || owner || ' ' || fence || ' ' || lease_until FROM run ORDER BY position");
    }

    /** What SQLite says of its own file; {@code ok}. */
    List<String> integrity() {
        return select("PRAGMA integrity_check");
    }

    private List<String> select(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** Nothing that was started here outlives it. */
    @Override
    public void close() {
        for (Process worker : workers) {
            worker.destroyForcibly().onExit().join();
        }
        service.close();
    }
}
