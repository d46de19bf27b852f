package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.EscalationStore;
import dev.safeguard.domain.oncall.Escalation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ladders, a row each. */
record JdbiEscalationStore(Transaction transaction) implements EscalationStore {

    @Override
    public void save(Escalation escalation) {
        transaction
                .handle()
                .createUpdate("INSERT INTO escalation (subject, policy, slowness, reached, round, state, next_at, due)"
                        + " VALUES (:subject, :policy, :slowness, :reached, :round, :state, :nextAt, :due)"
                        + " ON CONFLICT (subject) DO UPDATE SET policy = excluded.policy,"
                        + " slowness = excluded.slowness, reached = excluded.reached, round = excluded.round,"
                        + " state = excluded.state, next_at = excluded.next_at, due = excluded.due")
                .bind("subject", escalation.subject())
                .bind("policy", Json.render(LadderCodec.write(escalation.policy())))
                .bind("slowness", escalation.slowness())
                .bind("reached", escalation.reached())
                .bind("round", escalation.round())
                .bind("state", escalation.state().name())
                .bind("nextAt", escalation.nextAt().toEpochMilli())
                .bind("due", escalation.dueAt().isPresent() ? 1 : 0)
                .execute();
    }

    @Override
    public Optional<Escalation> find(String subject) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM escalation WHERE subject = :subject")
                .bind("subject", subject)
                .map((row, context) -> escalation(row))
                .findOne();
    }

    @Override
    public List<Escalation> due() {
        return transaction
                .handle()
                .createQuery("SELECT * FROM escalation WHERE due = 1 ORDER BY next_at, subject")
                .map((row, context) -> escalation(row))
                .list();
    }

    private static Escalation escalation(ResultSet row) throws SQLException {
        return new Escalation(
                row.getString("subject"),
                LadderCodec.readPolicy(Json.parse(row.getString("policy"))),
                row.getInt("slowness"),
                row.getInt("reached"),
                row.getInt("round"),
                Escalation.State.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("next_at")));
    }
}
