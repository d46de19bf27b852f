-- Who moves a run on, and until when; "fence" grows each time it changes hands.
ALTER TABLE run ADD COLUMN owner TEXT NOT NULL DEFAULT 'nobody';
ALTER TABLE run ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN lease_until INTEGER NOT NULL DEFAULT 0;

-- The kill switch: pulled while there is a row.
CREATE TABLE automation_pause (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    by     TEXT    NOT NULL,
    reason TEXT    NOT NULL,
    since  INTEGER NOT NULL
) STRICT;
