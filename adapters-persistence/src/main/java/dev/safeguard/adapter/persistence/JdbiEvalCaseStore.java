package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.EvalCaseStore;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** One row a case; its content is JSON. */
record JdbiEvalCaseStore(Transaction transaction) implements EvalCaseStore {

    @Override
    public void save(EvalCase evalCase) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO eval_case (id, source, created_at, body) VALUES (:id, :source, :createdAt, :body)
                        ON CONFLICT (id) DO NOTHING
                        """)
                .bind("id", evalCase.id())
                .bind("source", evalCase.source().number())
                .bind("createdAt", evalCase.createdAt().toEpochMilli())
                .bind("body", EvalCaseCodec.json(evalCase).toString())
                .execute();
    }

    @Override
    public Optional<EvalCase> find(String id) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM eval_case WHERE id = :id")
                .bind("id", id)
                .map(JdbiEvalCaseStore::evalCase)
                .findOne();
    }

    @Override
    public Optional<EvalCase> ofIncident(IncidentId incident) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM eval_case WHERE source = :source ORDER BY position DESC LIMIT 1")
                .bind("source", incident.number())
                .map(JdbiEvalCaseStore::evalCase)
                .findOne();
    }

    @Override
    public List<EvalCase> all() {
        return transaction
                .handle()
                .createQuery("SELECT * FROM eval_case ORDER BY id")
                .map(JdbiEvalCaseStore::evalCase)
                .list();
    }

    private static EvalCase evalCase(ResultSet row, StatementContext context) throws SQLException {
        IncidentId source = new IncidentId(row.getLong("source"));
        Instant createdAt = Instant.ofEpochMilli(row.getLong("created_at"));
        return Json.read(
                "eval case " + row.getString("id"),
                row.getString("body"),
                json -> EvalCaseCodec.evalCase(source, createdAt, json));
    }
}
