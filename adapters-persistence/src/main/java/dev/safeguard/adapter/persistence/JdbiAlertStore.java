package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.AlertStore;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.SloName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.StatementContext;

/** Rules as JSON, states as columns. */
record JdbiAlertStore(Transaction transaction) implements AlertStore {

    @Override
    public void saveRule(AlertRule rule) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO alert_rule (slo, body) VALUES (:slo, :body)
                        ON CONFLICT (slo) DO UPDATE SET body = excluded.body
                        """)
                .bind("slo", rule.slo().name().value())
                .bind("body", SloCodec.json(rule).toString())
                .execute();
    }

    @Override
    public List<AlertRule> rules() {
        List<Stored> stored = transaction
                .handle()
                .createQuery("SELECT slo, body FROM alert_rule ORDER BY slo")
                .map((row, context) -> new Stored(row.getString("slo"), row.getString("body")))
                .list();
        // To understand a thousand of them takes ten times as long as to read them.
        return stored.parallelStream().map(Stored::rule).toList();
    }

    @Override
    public Optional<AlertRule> findRule(SloName slo) {
        return transaction
                .handle()
                .createQuery("SELECT slo, body FROM alert_rule WHERE slo = :slo")
                .bind("slo", slo.value())
                .map((row, context) -> new Stored(row.getString("slo"), row.getString("body")).rule())
                .findOne();
    }

    @Override
    public void save(AlertState state) {
        transaction
                .handle()
                .createUpdate(
                        """
                        INSERT INTO alert_state (slo, level, latched, freshness, since, as_of)
                        VALUES (:slo, :level, :latched, :freshness, :since, :asOf)
                        ON CONFLICT (slo) DO UPDATE SET
                            level = excluded.level, latched = excluded.latched, freshness = excluded.freshness,
                            since = excluded.since, as_of = excluded.as_of
                        """)
                .bind("slo", state.slo().value())
                .bind("level", state.level().name())
                .bind("latched", Json.texts(state.latched()).toString())
                .bind("freshness", state.freshness().name())
                .bind("since", state.since().toEpochMilli())
                .bind("asOf", state.asOf().toEpochMilli())
                .execute();
    }

    @Override
    public Optional<AlertState> find(SloName slo) {
        return transaction
                .handle()
                .createQuery("SELECT slo, level, latched, freshness, since, as_of FROM alert_state WHERE slo = :slo")
                .bind("slo", slo.value())
                .map(JdbiAlertStore::state)
                .findOne();
    }

    private static AlertState state(ResultSet row, StatementContext context) throws SQLException {
        SloName slo = new SloName(row.getString("slo"));
        List<String> latched = Json.read("the latched tiers of " + slo, row.getString("latched"), Json::texts);
        return new AlertState(
                slo,
                Level.valueOf(row.getString("level")),
                new TreeSet<>(latched),
                Freshness.valueOf(row.getString("freshness")),
                Instant.ofEpochMilli(row.getLong("since")),
                Instant.ofEpochMilli(row.getLong("as_of")));
    }

    /** A rule as it is stored. */
    private record Stored(String slo, String body) {

        AlertRule rule() {
            SloName name = new SloName(slo);
            return Json.read("an alert rule of " + name, body, json -> SloCodec.rule(name, json));
        }
    }
}
