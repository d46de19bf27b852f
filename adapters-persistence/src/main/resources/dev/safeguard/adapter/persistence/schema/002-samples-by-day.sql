-- Samples in blobs; what is in a blob stands in BlobWriter.java. Afterwards the rows of the old table are moved here.

-- The SLOs that there are samples of, by a number that takes less room than their names.
CREATE TABLE sample_slo (
    number INTEGER NOT NULL PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE
) STRICT;

-- What came last, one row for each transaction: SLO, start, total and bad events of each bucket. Positions count from 1.
CREATE TABLE sample_tick (
    position INTEGER NOT NULL PRIMARY KEY,
    body     BLOB    NOT NULL
) STRICT;

-- What came before, one row for each SLO and day (UTC, 0 is the first of 1970): start, total and bad events of each
-- bucket, and their sums, which "checksum" (a CRC-32 of the five numbers before it) belongs to.
CREATE TABLE sample_day (
    slo      INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    buckets  INTEGER NOT NULL,
    good     INTEGER NOT NULL,
    total    INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (slo, day)
) STRICT, WITHOUT ROWID;
