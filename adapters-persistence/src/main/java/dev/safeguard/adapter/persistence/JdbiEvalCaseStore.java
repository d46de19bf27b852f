package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.EvalCaseStore;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Eval cases, a row each. */
record JdbiEvalCaseStore(Transaction transaction) implements EvalCaseStore {

    @Override
    public void save(EvalCase evalCase) {
        transaction
                .handle()
                .createUpdate("INSERT INTO eval_case (id, source, created_at, body)"
                        + " VALUES (:id, :source, :createdAt, :body) ON CONFLICT (id) DO NOTHING")
                .bind("id", evalCase.id())
                .bind("source", evalCase.source().number())
                .bind("createdAt", evalCase.createdAt().toEpochMilli())
                .bind("body", Json.render(EvalCaseCodec.write(evalCase)))
                .execute();
    }

    @Override
    public Optional<EvalCase> find(String id) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM eval_case WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> evalCase(row))
                .findOne();
    }

    @Override
    public Optional<EvalCase> ofIncident(IncidentId incident) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM eval_case WHERE source = :source ORDER BY position DESC LIMIT 1")
                .bind("source", incident.number())
                .map((row, context) -> evalCase(row))
                .findOne();
    }

    @Override
    public List<EvalCase> all() {
        return transaction
                .handle()
                .createQuery("SELECT * FROM eval_case ORDER BY id")
                .map((row, context) -> evalCase(row))
                .list();
    }

    private static EvalCase evalCase(ResultSet row) throws SQLException {
        return EvalCaseCodec.read(
                Json.parse(row.getString("body")),
                new IncidentId(row.getLong("source")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
