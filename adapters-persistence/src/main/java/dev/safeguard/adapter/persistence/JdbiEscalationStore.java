package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.EscalationStore;
import dev.safeguard.domain.oncall.Escalation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** One row a ladder; its frozen policy is JSON. */
record JdbiEscalationStore(Transaction transaction) implements EscalationStore {

    @Override
    public void save(Escalation ladder) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO escalation (subject, policy, slowness, reached, round, state, next_at, due)
                        VALUES (:subject, :policy, :slowness, :reached, :round, :state, :nextAt, :due)
                        ON CONFLICT (subject) DO UPDATE SET
                            policy = excluded.policy, slowness = excluded.slowness, reached = excluded.reached,
                            round = excluded.round, state = excluded.state, next_at = excluded.next_at,
                            due = excluded.due
                        """)
                .bind("subject", ladder.subject())
                .bind("policy", LadderCodec.json(ladder.policy()).toString())
                .bind("slowness", ladder.slowness())
                .bind("reached", ladder.reached())
                .bind("round", ladder.round())
                .bind("state", ladder.state().name())
                .bind("nextAt", ladder.nextAt().toEpochMilli())
                .bind("due", ladder.dueAt().isPresent() ? 1 : 0)
                .execute();
    }

    @Override
    public Optional<Escalation> find(String subject) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM escalation WHERE subject = :subject")
                .bind("subject", subject)
                .map(JdbiEscalationStore::ladder)
                .findOne();
    }

    @Override
    public List<Escalation> due() {
        return transaction
                .handle()
                .createQuery("SELECT * FROM escalation WHERE due = 1 ORDER BY next_at, subject")
                .map(JdbiEscalationStore::ladder)
                .list();
    }

    private static Escalation ladder(ResultSet row, StatementContext context) throws SQLException {
        String subject = row.getString("subject");
        return new Escalation(
                subject,
                Json.read("an escalation policy of " + subject, row.getString("policy"), LadderCodec::policy),
                row.getInt("slowness"),
                row.getInt("reached"),
                row.getInt("round"),
                Escalation.State.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("next_at")));
    }
}
