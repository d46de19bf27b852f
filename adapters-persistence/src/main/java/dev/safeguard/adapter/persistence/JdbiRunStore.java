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
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.JsonNode;

/** Runs and reversals in one table, for one of either is active on a service at most; and the ledger. */
record JdbiRunStore(Transaction transaction) implements RunStore {

    @Override
    public void save(RunbookRun run) {
        save("run", run.id(), run.subject(), run.service(), !run.isFinished(), RunCodec.write(run));
    }

    @Override
    public void save(Reversal reversal) {
        save(
                "reversal",
                reversal.id(),
                reversal.subject(),
                reversal.service(),
                !reversal.isFinished(),
                RunCodec.write(reversal));
    }

    private void save(String kind, RunId id, String subject, ServiceName service, boolean active, JsonNode body) {
        try {
            transaction
                    .handle()
                    .createUpdate("INSERT INTO run (id, kind, subject, service, active, body)"
                            + " VALUES (:id, :kind, :subject, :service, :active, :body)"
                            + " ON CONFLICT (id) DO UPDATE SET active = excluded.active, body = excluded.body")
                    .bind("id", id.value())
                    .bind("kind", kind)
                    .bind("subject", subject)
                    .bind("service", service.value())
                    .bind("active", active ? 1 : 0)
                    .bind("body", Json.render(body))
                    .execute();
        } catch (JdbiException refused) {
            if (SqliteFailure.isTaken(refused)) {
                throw new StoreException.Conflict("another run or reversal of " + service + " is active");
            }
            throw refused;
        }
    }

    @Override
    public Optional<RunbookRun> activeRun(ServiceName service) {
        return bodies("SELECT body FROM run WHERE service = :service AND kind = 'run' AND active = 1", service).stream()
                .map(RunCodec::readRun)
                .findFirst();
    }

    @Override
    public Optional<Reversal> activeReversal(ServiceName service) {
        return bodies("SELECT body FROM run WHERE service = :service AND kind = 'reversal' AND active = 1", service)
                .stream()
                .map(RunCodec::readReversal)
                .findFirst();
    }

    @Override
    public List<RunbookRun> runsOf(ServiceName service) {
        return bodies("SELECT body FROM run WHERE service = :service AND kind = 'run' ORDER BY position", service)
                .stream()
                .map(RunCodec::readRun)
                .toList();
    }

    @Override
    public RunId nextId(String subject) {
        Set<String> taken = Set.copyOf(transaction
                .handle()
                .createQuery("SELECT id FROM run WHERE subject = :subject")
                .bind("subject", subject)
                .mapTo(String.class)
                .list());
        int number = 1;
        while (taken.contains(RunId.of(subject, number).value())) {
            number++;
        }
        return RunId.of(subject, number);
    }

    @Override
    public void add(ActiveMitigation mitigation) {
        transaction
                .handle()
                .createUpdate("INSERT INTO active_mitigation (id, service, since, body)"
                        + " VALUES (:id, :service, :since, :body) ON CONFLICT (id) DO UPDATE"
                        + " SET service = excluded.service, since = excluded.since, body = excluded.body")
                .bind("id", mitigation.id())
                .bind("service", mitigation.service().value())
                .bind("since", mitigation.since().toEpochMilli())
                .bind("body", Json.render(RunCodec.write(mitigation)))
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
        return bodies("SELECT body FROM active_mitigation WHERE service = :service ORDER BY since, position", service)
                .stream()
                .map(RunCodec::readMitigation)
                .toList();
    }

    private List<JsonNode> bodies(String sql, ServiceName service) {
        Query query = transaction.handle().createQuery(sql).bind("service", service.value());
        return query.map((row, context) -> Json.parse(row.getString("body"))).list();
    }
}
