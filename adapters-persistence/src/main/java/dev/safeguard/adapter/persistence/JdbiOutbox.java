package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Outbox;
import dev.safeguard.domain.alert.Severity;
import java.time.Instant;
import java.util.List;

/** Notifications, a row each, which stays after it is sent so that its key stays taken. */
record JdbiOutbox(Transaction transaction) implements Outbox {

    @Override
    public void put(Notification notification) {
        transaction
                .handle()
                .createUpdate("INSERT INTO outbox (key, kind, severity, subject, people, text, at)"
                        + " VALUES (:key, :kind, :severity, :subject, :people, :text, :at)"
                        + " ON CONFLICT (key) DO NOTHING")
                .bind("key", notification.key())
                .bind("kind", notification.kind().name())
                .bind("severity", notification.severity().name())
                .bind("subject", notification.subject())
                .bind("people", Json.render(LadderCodec.write(notification.people())))
                .bind("text", notification.text())
                .bind("at", notification.at().toEpochMilli())
                .execute();
    }

    @Override
    public List<Notification> pending() {
        return transaction
                .handle()
                .createQuery("SELECT * FROM outbox WHERE sent_at IS NULL ORDER BY position")
                .map((row, context) -> new Notification(
                        row.getString("key"),
                        Notification.Kind.valueOf(row.getString("kind")),
                        Severity.valueOf(row.getString("severity")),
                        row.getString("subject"),
                        LadderCodec.readPeople(Json.parse(row.getString("people"))),
                        row.getString("text"),
                        Instant.ofEpochMilli(row.getLong("at"))))
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
}
