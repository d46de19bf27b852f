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
import org.jdbi.v3.core.statement.UnableToCreateStatementException;

/** One row a bucket; columns are read by place, for a month of them is read at once. */
record JdbiSampleStore(Transaction transaction) implements SampleStore {

    /** A whole month comes in at once, so rows go past Jdbi's named arguments, which would take twice as long. */
    @Override
    public void save(List<Sample> samples) {
        String sql =
                """
                INSERT INTO sample (slo, start, good, total) VALUES (?, ?, ?, ?)
                ON CONFLICT (slo, start) DO UPDATE SET good = excluded.good, total = excluded.total
                """;
        try (PreparedStatement row = transaction.handle().getConnection().prepareStatement(sql)) {
            for (Sample sample : samples) {
                row.setString(1, sample.slo().value());
                row.setLong(2, sample.start().getEpochSecond());
                row.setLong(3, sample.counts().good());
                row.setLong(4, sample.counts().total());
                row.addBatch();
            }
            row.executeBatch();
        } catch (SQLException failure) {
            throw new UnableToCreateStatementException(failure);
        }
    }

    @Override
    public List<Sample> find(SloName slo, Instant from, Instant until) {
        return span("SELECT start, good, total FROM sample", "ORDER BY start", slo, from, until)
                .map((row, context) -> new Sample(
                        slo, Instant.ofEpochSecond(row.getLong(1)), new EventCounts(row.getLong(2), row.getLong(3))))
                .list();
    }

    @Override
    public Sum sum(SloName slo, Instant from, Instant until) {
        String select = "SELECT coalesce(sum(good), 0), coalesce(sum(total), 0), count(*) FROM sample";
        return span(select, "", slo, from, until)
                .map((row, context) ->
                        new Sum(new EventCounts(row.getLong(1), row.getLong(2)), row.getInt(3)))
                .one();
    }

    @Override
    public Optional<Instant> newestStart(SloName slo) {
        return transaction
                .handle()
                .createQuery("SELECT start FROM sample WHERE slo = :slo ORDER BY start DESC LIMIT 1")
                .bind("slo", slo.value())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochSecond);
    }

    private Query span(String select, String order, SloName slo, Instant from, Instant until) {
        return transaction
                .handle()
                .createQuery(select + " WHERE slo = :slo AND start >= :from AND start < :until " + order)
                .bind("slo", slo.value())
                .bind("from", roundedUp(from))
                .bind("until", roundedUp(until));
    }

    /** The first whole second that is not before this instant: buckets start at whole seconds, a span may not. */
    private static long roundedUp(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }
}
