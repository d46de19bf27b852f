package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Outbox;
import dev.safeguard.domain.alert.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** One row a notification, kept after it was sent. */
record JdbiOutbox(Transaction transaction) implements Outbox {

    @Override
    public void put(Notification notification) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO outbox (key, kind, severity, subject, people, text, at)
                        VALUES (:key, :kind, :severity, :subject, :people, :text, :at)
                        ON CONFLICT (key) DO NOTHING
                        """)
                .bind("key", notification.key())
                .bind("kind", notification.kind().name())
                .bind("severity", notification.severity().name())
                .bind("subject", notification.subject())
                .bind("people", LadderCodec.json(notification.people()).toString())
                .bind("text", notification.text())
                .bind("at", notification.at().toEpochMilli())
                .execute();
    }

    @Override
    public List<Notification> pending() {
        return transaction
                .handle()
                .createQuery("SELECT * FROM outbox WHERE sent_at IS NULL ORDER BY position")
                .map(JdbiOutbox::notification)
                .list();
    }

    @Override
    public void markSent(String key, Instant at) {
        transaction
                .handle()
                .createUpdate("UPDATE outbox SET sent_at = :at WHERE key = :key AND sent_at IS NULL")
                .bind("key", key)
                .bind("at", at.toEpochMilli())
                .execute();
    }

    private static Notification notification(ResultSet row, StatementContext context) throws SQLException {
        String key = row.getString("key");
        return new Notification(
                key,
                Notification.Kind.valueOf(row.getString("kind")),
                Severity.valueOf(row.getString("severity")),
                row.getString("subject"),
                Json.read("the people of notification " + key, row.getString("people"), LadderCodec::people),
                row.getString("text"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}
