package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of samples on one connection, past Jdbi, whose statements are made anew for each use. What was looked up
 * is remembered as long as nobody else has committed anything; {@link #begin} finds that out.
 *
 * <p>Ticks are appended as they come, one row each. {@link #seal} moves them into one row for each SLO and day. So a
 * live tick writes one row however many SLOs there are, and a month of an SLO is read from 30 rows.
 */
final class SampleTables implements AutoCloseable {

    private static final String INSERT_DAY =
            "INSERT INTO sample_day (buckets, good, total, checksum, body, slo, day) VALUES (?, ?, ?, ?, ?, ?, ?)";

    /** Replacing the row would be half again as dear. */
    private static final String UPDATE_DAY =
            "UPDATE sample_day SET buckets = ?, good = ?, total = ?, checksum = ?, body = ? WHERE slo = ? AND day = ?";

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private long version;
    private final Map<SloName, Long> numbers = new HashMap<>();
    private @Nullable Unsealed unsealed;
    private final Map<Long, Buckets> daysOfSlo = new HashMap<>();
    private long sloOfDays;

    /** Used again for every day that is sealed. */
    private final Buckets older = new Buckets();

    private final Buckets merged = new Buckets();

    SampleTables(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** To be called at the beginning of every transaction. */
    void begin() {
        try (ResultSet row = statement("PRAGMA data_version").executeQuery()) {
            row.next();
            long now = row.getLong(1);
            if (now != version) {
                forget();
                version = now;
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** To be called when a transaction was rolled back, or something else has changed the tables on this connection. */
    void forget() {
        numbers.clear();
        forgetBuckets();
    }

    private void forgetBuckets() {
        unsealed = null;
        daysOfSlo.clear();
    }

    // ---- SLOs ----

    /** All SLOs that there are samples of, by name. */
    SortedMap<String, Long> slos() {
        SortedMap<String, Long> slos = new TreeMap<>();
        try (ResultSet row = statement("SELECT number, name FROM sample_slo").executeQuery()) {
            while (row.next()) {
                slos.put(row.getString(2), row.getLong(1));
            }
            return slos;
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    OptionalLong find(SloName slo) {
        Long known = numbers.get(slo);
        if (known != null) {
            return OptionalLong.of(known);
        }
        try {
            PreparedStatement select = statement("SELECT number FROM sample_slo WHERE name = ?");
            select.setString(1, slo.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return OptionalLong.empty();
                }
                numbers.put(slo, row.getLong(1));
                return OptionalLong.of(row.getLong(1));
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** The number of an SLO, which is given one when it has none. */
    long number(SloName slo) {
        Long known = numbers.get(slo);
        return known == null ? find(slo).orElseGet(() -> insert(slo)) : known;
    }

    private long insert(SloName slo) {
        try {
            PreparedStatement insert = statement("INSERT INTO sample_slo (name) VALUES (?) RETURNING number");
            insert.setString(1, slo.value());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                numbers.put(slo, row.getLong(1));
                return row.getLong(1);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    // ---- Ticks ----

    /** How many ticks there are that are not sealed. */
    long ticks() {
        try (ResultSet row =
                statement("SELECT coalesce(max(position), 0) FROM sample_tick").executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Stores what one transaction brought. There is at least one bucket in it. */
    void append(Tick tick) {
        forgetBuckets();
        try {
            long position = ticks() + 1;
            PreparedStatement insert = statement("INSERT INTO sample_tick (position, body) VALUES (?, ?)");
            insert.setLong(1, position);
            insert.setBytes(2, tick.write(position));
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    Unsealed unsealed() {
        Unsealed known = unsealed;
        if (known == null) {
            known = readTicks();
            known.settle();
            unsealed = known;
        }
        return known;
    }

    private Unsealed readTicks() {
        Unsealed read = new Unsealed();
        Tick tick = new Tick();
        try (ResultSet row = statement("SELECT position, body FROM sample_tick ORDER BY position")
                .executeQuery()) {
            while (row.next()) {
                long position = row.getLong(1);
                try {
                    tick.read(new BlobReader(row.getBytes(2), position));
                } catch (DamagedBlobException damage) {
                    throw damaged("tick " + position + " of the newest samples", damage);
                }
                read.add(tick);
            }
            return read;
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Moves all ticks, and this one that is newer than they are, to where their days are. */
    void seal(Tick newest) {
        Unsealed all = readTicks();
        all.add(newest);
        all.settle();
        for (int slo = 0; slo < all.slos(); slo++) {
            Buckets buckets = all.of(slo);
            for (int from = 0; from < buckets.size(); ) {
                long day = Day.of(buckets.start(from));
                int until = buckets.before(Day.start(day + 1));
                put(slo, day, buckets, from, until);
                from = until;
            }
        }
        forgetBuckets();
        try {
            statement("DELETE FROM sample_tick").executeUpdate();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    // ---- Days ----

    private void put(long slo, long day, Buckets newer, int from, int until) {
        older.clear();
        try {
            PreparedStatement select = statement("SELECT body FROM sample_day WHERE slo = ? AND day = ?");
            select.setLong(1, slo);
            select.setLong(2, day);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    read(slo, day, row.getBytes(1), older);
                }
            }
            if (older.size() == 0) {
                store(INSERT_DAY, slo, day, newer, from, until);
            } else {
                merged.clear();
                merged.merge(older, newer, from, until);
                store(UPDATE_DAY, slo, day, merged, 0, merged.size());
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private void store(String sql, long slo, long day, Buckets buckets, int from, int until) throws SQLException {
        long good = 0;
        long total = 0;
        for (int i = from; i < until; i++) {
            good += buckets.good(i);
            total += buckets.total(i);
        }
        PreparedStatement statement = statement(sql);
        statement.setLong(1, (long) until - from);
        statement.setLong(2, good);
        statement.setLong(3, total);
        statement.setLong(4, BlobWriter.checksum(slo, day, (long) until - from, good, total));
        statement.setBytes(5, buckets.write(from, until, slo, day));
        statement.setLong(6, slo);
        statement.setLong(7, day);
        statement.executeUpdate();
    }

    private void read(long slo, long day, byte[] body, Buckets into) {
        try {
            into.read(new BlobReader(body, slo, day));
        } catch (DamagedBlobException damage) {
            throw damaged(slo, day, damage);
        }
    }

    /** What is told of whole days without looking into their blobs. */
    interface SumsOfDays {
        void sums(long day, long buckets, long good, long total);
    }

    /** The sums of the sealed days of an SLO from one to another, both included, oldest first. */
    void sums(long slo, long firstDay, long lastDay, SumsOfDays out) {
        try {
            PreparedStatement select = statement("SELECT day, buckets, good, total, checksum FROM sample_day"
                    + " WHERE slo = ? AND day BETWEEN ? AND ? ORDER BY day");
            select.setLong(1, slo);
            select.setLong(2, firstDay);
            select.setLong(3, lastDay);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long day = row.getLong(1);
                    long buckets = row.getLong(2);
                    long good = row.getLong(3);
                    long total = row.getLong(4);
                    if (row.getLong(5) != BlobWriter.checksum(slo, day, buckets, good, total)) {
                        throw damaged(slo, day, new DamagedBlobException("the checksum of its sums is another"));
                    }
                    out.sums(day, buckets, good, total);
                }
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** The newest sealed day of an SLO. */
    OptionalLong newestDay(long slo) {
        try {
            PreparedStatement select =
                    statement("SELECT day FROM sample_day WHERE slo = ? ORDER BY day DESC LIMIT 1");
            select.setLong(1, slo);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** All there is of an SLO on one day. Remembered, for whoever asks for one window of an SLO asks for others too. */
    Buckets day(long slo, long day) {
        if (slo != sloOfDays) {
            daysOfSlo.clear();
            sloOfDays = slo;
        }
        return daysOfSlo.computeIfAbsent(day, unknown -> {
            Buckets buckets = new Buckets();
            try (DayReader days = days(slo, Day.start(day), Day.start(day + 1))) {
                days.next(buckets);
            }
            return buckets;
        });
    }

    /** The days on which there are buckets of an SLO that start within {@code [first, end)}. */
    DayReader days(long slo, long first, long end) {
        return new DayReader(slo, first, end);
    }

    /** Reads sealed days, with what is not sealed on top of them, one after the other. */
    final class DayReader implements AutoCloseable {

        private final long slo;
        private final long first;
        private final long end;
        private final Buckets newer;
        private final ResultSet rows;
        private final Buckets older = new Buckets();
        private int place;
        private long sealedDay;
        private boolean sealedLeft;

        private DayReader(long slo, long first, long end) {
            this.slo = slo;
            this.first = first;
            this.end = end;
            this.newer = unsealed().of(slo);
            this.place = newer.before(first);
            try {
                PreparedStatement select = statement(
                        "SELECT day, body FROM sample_day WHERE slo = ? AND day BETWEEN ? AND ? ORDER BY day");
                select.setLong(1, slo);
                select.setLong(2, Day.of(first));
                select.setLong(3, Day.of(end - 1));
                this.rows = select.executeQuery();
            } catch (SQLException failure) {
                throw failed(failure);
            }
            advance();
        }

        /** Appends the next day's buckets, and says whether there was another day. */
        boolean next(Buckets into) {
            boolean unsealedLeft = place < newer.size() && newer.start(place) < end;
            if (!sealedLeft && !unsealedLeft) {
                return false;
            }
            long unsealedDay = unsealedLeft ? Day.of(newer.start(place)) : Long.MAX_VALUE;
            long day = sealedLeft ? Math.min(sealedDay, unsealedDay) : unsealedDay;
            int from = into.size();
            int until = unsealedDay == day ? newer.before(Day.start(day + 1)) : place;
            if (sealedLeft && sealedDay == day) {
                readSealed(into, until);
            } else {
                into.append(newer, place, until);
            }
            place = until;
            into.keep(from, first, end);
            return true;
        }

        private void readSealed(Buckets into, int until) {
            try {
                if (until == place) {
                    read(slo, sealedDay, rows.getBytes(2), into);
                } else {
                    older.clear();
                    read(slo, sealedDay, rows.getBytes(2), older);
                    into.merge(older, newer, place, until);
                }
            } catch (SQLException failure) {
                throw failed(failure);
            }
            advance();
        }

        private void advance() {
            try {
                sealedLeft = rows.next();
                sealedDay = sealedLeft ? rows.getLong(1) : 0;
            } catch (SQLException failure) {
                throw failed(failure);
            }
        }

        @Override
        public void close() {
            try {
                rows.close();
            } catch (SQLException failure) {
                throw failed(failure);
            }
        }
    }

    // ---- Statements and failures ----

    /** Statements are made once, and kept for as long as the connection. */
    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    private StoreException failed(SQLException failure) {
        return SqliteFailure.of(file, failure);
    }

    private StoreException damaged(long slo, long day, DamagedBlobException why) {
        return damaged("the day " + LocalDate.ofEpochDay(day) + " of " + name(slo), why);
    }

    private StoreException damaged(String what, DamagedBlobException why) {
        return new StoreException(
                "the state file " + file + " is damaged: " + what + " cannot be read (" + why.getMessage()
                        + "); restore a backup of it, or move it away to begin afresh",
                why);
    }

    private String name(long slo) {
        try {
            PreparedStatement select = statement("SELECT name FROM sample_slo WHERE number = ?");
            select.setLong(1, slo);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "SLO " + slo;
            }
        } catch (SQLException failure) {
            return "SLO " + slo;
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
