package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.RunStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.slo.ServiceName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.databind.JsonNode;

/** Runs, reversals and the ledger as JSON, with columns for what constraints and look-ups need of them. */
record JdbiRunStore(Transaction transaction) implements RunStore {

    private static final String RUN = "run";
    private static final String REVERSAL = "reversal";

    @Override
    public void save(RunbookRun run) {
        save(RUN, run.id(), run.service(), !run.isFinished(), RunCodec.json(run));
    }

    @Override
    public void save(Reversal reversal) {
        save(REVERSAL, reversal.id(), reversal.service(), !reversal.isFinished(), RunCodec.json(reversal));
    }

    private void save(String kind, RunId id, ServiceName service, boolean active, JsonNode body) {
        String sql =
                """
                INSERT INTO run (id, kind, service, active, body)
                VALUES (:id, :kind, :service, :active, :body)
                ON CONFLICT (id) DO UPDATE SET active = excluded.active, body = excluded.body
                WHERE kind = excluded.kind
                """;
        try (Update update = transaction.handle().createUpdate(sql)) {
            int saved = update.bind("id", id.value())
                    .bind("kind", kind)
                    .bind("service", service.value())
                    .bind("active", active ? 1 : 0)
                    .bind("body", body.toString())
                    .execute();
            if (saved == 0) {
                throw new IllegalArgumentException(id + " is not a " + kind);
            }
        } catch (UnableToExecuteStatementException failure) {
            throw SqliteFailure.isTaken(failure)
                    ? new StoreException.Conflict("another run or reversal of " + service + " is active")
                    : failure;
        }
    }

    @Override
    public Optional<RunbookRun> activeRun(ServiceName service) {
        return runs(RUN, service, "AND active = 1").map((row, context) -> run(row.getString("body"))).findOne();
    }

    @Override
    public Optional<Reversal> activeReversal(ServiceName service) {
        return runs(REVERSAL, service, "AND active = 1")
                .map((row, context) -> Json.read("a reversal", row.getString("body"), RunCodec::reversal))
                .findOne();
    }

    @Override
    public List<RunbookRun> runsOf(ServiceName service) {
        return runs(RUN, service, "").map((row, context) -> run(row.getString("body"))).list();
    }

    private Query runs(String kind, ServiceName service, String condition) {
        return transaction
                .handle()
                .createQuery("SELECT body FROM run WHERE kind = :kind AND service = :service " + condition
                        + " ORDER BY position")
                .bind("kind", kind)
                .bind("service", service.value());
    }

    private static RunbookRun run(String body) {
        return Json.read("a run", body, RunCodec::run);
    }

    @Override
    public RunId nextId(String subject) {
        int number = 1;
        while (isTaken(RunId.of(subject, number))) {
            number++;
        }
        return RunId.of(subject, number);
    }

    private boolean isTaken(RunId id) {
        return transaction
                .handle()
                .createQuery("SELECT id FROM run WHERE id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    @Override
    public void add(ActiveMitigation mitigation) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO active_mitigation (id, service, since, body) VALUES (:id, :service, :since, :body)
                        ON CONFLICT (id) DO UPDATE SET
                            service = excluded.service, since = excluded.since, body = excluded.body
                        """)
                .bind("id", mitigation.id())
                .bind("service", mitigation.service().value())
                .bind("since", mitigation.since().toEpochMilli())
                .bind("body", RunCodec.json(mitigation).toString())
                .execute();
    }

    @Override
    public void remove(ActiveMitigation mitigation) {
        transaction
                .handle()
                .createUpdate("DELETE FROM active_mitigation WHERE id = :id")
                .bind("id", mitigation.id())
                .execute();
    }

    @Override
    public List<ActiveMitigation> activeMitigations(ServiceName service) {
        return transaction
                .handle()
                .createQuery("SELECT body FROM active_mitigation WHERE service = :service ORDER BY since, position")
                .bind("service", service.value())
                .map((row, context) ->
                        Json.read("an active mitigation", row.getString("body"), RunCodec::mitigation))
                .list();
    }
}
