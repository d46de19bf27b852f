package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.SampleStore;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Buckets, a row each. */
record JdbiSampleStore(Transaction transaction) implements SampleStore {

    private static final String SAVE = "INSERT INTO sample (slo, start, good, total) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (slo, start) DO UPDATE SET good = excluded.good, total = excluded.total";

    /** Straight through JDBC: binding by name would take longer than SQLite does, 43,200 times for a period. */
    @Override
    public void save(List<Sample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.handle().getConnection().prepareStatement(SAVE)) {
            for (Sample sample : samples) {
                statement.setString(1, sample.slo().value());
                statement.setLong(2, sample.start().getEpochSecond());
                statement.setLong(3, sample.counts().good());
                statement.setLong(4, sample.counts().total());
                statement.addBatch();
            }
            int[] unneeded = statement.executeBatch();
            assert unneeded.length == samples.size();
        } catch (SQLException failure) {
            throw new UnableToExecuteStatementException(failure, null);
        }
    }

    @Override
    public List<Sample> find(SloName slo, Instant from, Instant until) {
        return span("SELECT start, good, total FROM sample", slo, from, until, " ORDER BY start")
                .map((row, context) -> new Sample(
                        slo,
                        Instant.ofEpochSecond(row.getLong("start")),
                        new EventCounts(row.getLong("good"), row.getLong("total"))))
                .list();
    }

    @Override
    public Sum sum(SloName slo, Instant from, Instant until) {
        return span(
                        "SELECT coalesce(sum(good), 0) AS good, coalesce(sum(total), 0) AS total, count(*) AS buckets"
                                + " FROM sample",
                        slo,
                        from,
                        until,
                        "")
                .map((row, context) ->
                        new Sum(new EventCounts(row.getLong("good"), row.getLong("total")), row.getInt("buckets")))
                .one();
    }

    @Override
    public Optional<Instant> newestStart(SloName slo) {
        return transaction
                .handle()
                .createQuery("SELECT start FROM sample WHERE slo = :slo ORDER BY start DESC LIMIT 1")
                .bind("slo", slo.value())
                .map((row, context) -> Instant.ofEpochSecond(row.getLong("start")))
                .findOne();
    }

    private Query span(String select, SloName slo, Instant from, Instant until, String order) {
        return transaction
                .handle()
                .createQuery(select + " WHERE slo = :slo AND start >= :from AND start < :until" + order)
                .bind("slo", slo.value())
                .bind("from", ceiling(from))
                .bind("until", ceiling(until));
    }

    /** Buckets start at whole seconds: one that is not before an instant is not before the next whole second either. */
    private static long ceiling(Instant instant) {
        return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
    }
}
