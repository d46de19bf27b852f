package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.RunStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.runbook.Worker;
import dev.safeguard.domain.slo.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.databind.JsonNode;

/** Runs, reversals and the ledger as JSON, with columns for what constraints and look-ups need of them. */
record JdbiRunStore(Transaction transaction) implements RunStore {

    private static final String RUN = "run";
    private static final String REVERSAL = "reversal";

    @Override
    public void save(Walk walk, Lease lease) {
        switch (walk) {
            case RunbookRun run -> save(RUN, run, lease, RunCodec.json(run));
            case Reversal reversal -> save(REVERSAL, reversal, lease, RunCodec.json(reversal));
        }
    }

    private void save(String kind, Walk walk, Lease lease, JsonNode body) {
        String sql =
                """
                INSERT INTO run (id, kind, service, active, body, owner, fence, lease_until)
                VALUES (:id, :kind, :service, :active, :body, :owner, :fence, :until)
                ON CONFLICT (id) DO UPDATE SET
                    active = excluded.active, body = excluded.body,
                    owner = excluded.owner, fence = excluded.fence, lease_until = excluded.lease_until
                WHERE kind = excluded.kind
                    AND (fence < excluded.fence OR (fence = excluded.fence AND owner = excluded.owner))
                """;
        try (Update update = transaction.handle().createUpdate(sql)) {
            int saved = update.bind("id", walk.id().value())
                    .bind("kind", kind)
                    .bind("service", walk.service().value())
                    .bind("active", walk.isFinished() ? 0 : 1)
                    .bind("body", body.toString())
                    .bind("owner", lease.owner().name())
                    .bind("fence", lease.fence())
                    .bind("until", lease.until().toEpochMilli())
                    .execute();
            if (saved == 0) {
                throw refusal(kind, walk);
            }
        } catch (UnableToExecuteStatementException failure) {
            throw SqliteFailure.isTaken(failure)
                    ? new StoreException.Conflict("another run or reversal of " + walk.service() + " is active")
                    : failure;
        }
    }

    private RuntimeException refusal(String kind, Walk walk) {
        String stored = transaction
                .handle()
                .createQuery("SELECT kind FROM run WHERE id = :id")
                .bind("id", walk.id().value())
                .mapTo(String.class)
                .one();
        return stored.equals(kind)
                ? new StoreException.Fenced(walk.id() + " was taken over by another worker")
                : new IllegalArgumentException(walk.id() + " is not a " + kind);
    }

    @Override
    public Optional<Lease> lease(RunId id) {
        return transaction
                .handle()
                .createQuery("SELECT owner, fence, lease_until FROM run WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> new Lease(
                        new Worker(row.getString("owner")),
                        row.getLong("fence"),
                        Instant.ofEpochMilli(row.getLong("lease_until"))))
                .findOne();
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
        return ledger("WHERE service = :service", query -> query.bind("service", service.value()));
    }

    @Override
    public List<ActiveMitigation> activeMitigations() {
        return ledger("", query -> query);
    }

    private List<ActiveMitigation> ledger(String condition, UnaryOperator<Query> bind) {
        return bind.apply(transaction
                        .handle()
                        .createQuery("SELECT body FROM active_mitigation " + condition + " ORDER BY since, position"))
                .map((row, context) ->
                        Json.read("an active mitigation", row.getString("body"), RunCodec::mitigation))
                .list();
    }

    @Override
    public Optional<AutomationPause> pause() {
        return transaction
                .handle()
                .createQuery("SELECT by, reason, since FROM automation_pause")
                .map((row, context) -> new AutomationPause(
                        row.getString("by"),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("since"))))
                .findOne();
    }

    @Override
    public void setPause(Optional<AutomationPause> pause) {
        transaction.handle().execute("DELETE FROM automation_pause");
        pause.ifPresent(pulled -> transaction
                .handle()
                .createUpdate("INSERT INTO automation_pause (one, by, reason, since) VALUES (1, :by, :reason, :since)")
                .bind("by", pulled.by())
                .bind("reason", pulled.reason())
                .bind("since", pulled.since().toEpochMilli())
                .execute());
    }
}
