-- Instants are milliseconds since the epoch in UTC; the start of a bucket is in seconds. Enumerations stand as the names
-- of their constants. A column of sealed values is JSON; each object in it says its kind. "position" is the order in
-- which rows were first stored.

-- The events of one bucket of an SLO.
CREATE TABLE sample (
    slo   TEXT    NOT NULL,
    start INTEGER NOT NULL,
    good  INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (slo, start),
    CHECK (0 <= good AND good <= total)
) STRICT, WITHOUT ROWID;

-- The SLOs under watch.
CREATE TABLE alert_rule (
    slo  TEXT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE alert_state (
    slo       TEXT    NOT NULL PRIMARY KEY,
    level     TEXT    NOT NULL,
    latched   TEXT    NOT NULL,
    freshness TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    as_of     INTEGER NOT NULL
) STRICT;

-- What an incident's timeline amounts to, as far as a constraint or a look-up needs it.
CREATE TABLE incident (
    id       INTEGER NOT NULL PRIMARY KEY,
    service  TEXT    NOT NULL,
    state    TEXT    NOT NULL,
    severity TEXT    NOT NULL,
    open     INTEGER NOT NULL CHECK (open IN (0, 1))
) STRICT;

CREATE INDEX incident_of_service ON incident (service);
CREATE UNIQUE INDEX one_open_incident ON incident (service) WHERE open = 1;

-- The timelines: the one truth about incidents.
CREATE TABLE incident_event (
    incident   INTEGER NOT NULL REFERENCES incident (id),
    sequence   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    change     TEXT    NOT NULL,
    message    TEXT    NOT NULL,
    figures    TEXT    NOT NULL,
    PRIMARY KEY (incident, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER incident_event_is_never_changed BEFORE UPDATE ON incident_event
BEGIN
    SELECT RAISE(ABORT, 'a timeline is append-only: an entry is never changed');
END;

CREATE TRIGGER incident_event_is_never_removed BEFORE DELETE ON incident_event
BEGIN
    SELECT RAISE(ABORT, 'a timeline is append-only: an entry is never removed');
END;

-- Keeps INSERT OR REPLACE away too, which would remove an entry without asking the trigger above.
CREATE TRIGGER incident_event_goes_to_the_end BEFORE INSERT ON incident_event
WHEN new.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM incident_event WHERE incident = new.incident)
BEGIN
    SELECT RAISE(ABORT, 'a timeline is append-only: an entry goes to the end, without a gap');
END;

-- The ladders, one for each subject.
CREATE TABLE escalation (
    subject  TEXT    NOT NULL PRIMARY KEY,
    policy   TEXT    NOT NULL,
    slowness INTEGER NOT NULL,
    reached  INTEGER NOT NULL,
    round    INTEGER NOT NULL,
    state    TEXT    NOT NULL,
    next_at  INTEGER NOT NULL,
    due      INTEGER NOT NULL CHECK (due IN (0, 1))
) STRICT;

-- Runs of runbooks and their reversals, in one table, for at most one of either is active on a service.
CREATE TABLE run (
    position INTEGER NOT NULL PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL CHECK (kind IN ('run', 'reversal')),
    service  TEXT    NOT NULL,
    active   INTEGER NOT NULL CHECK (active IN (0, 1)),
    body     TEXT    NOT NULL
) STRICT;

CREATE INDEX run_of_service ON run (service);
CREATE UNIQUE INDEX one_active_run ON run (service) WHERE active = 1;

-- The ledger of what is in force.
CREATE TABLE active_mitigation (
    position INTEGER NOT NULL PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    service  TEXT    NOT NULL,
    since    INTEGER NOT NULL,
    body     TEXT    NOT NULL
) STRICT;

CREATE TABLE eval_case (
    position   INTEGER NOT NULL PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,
    source     INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    body       TEXT    NOT NULL
) STRICT;

-- What is to be told to humans; "sent_at" is empty until it is.
CREATE TABLE outbox (
    position INTEGER NOT NULL PRIMARY KEY,
    key      TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL,
    severity TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    people   TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    sent_at  INTEGER
) STRICT;

CREATE INDEX outbox_pending ON outbox (position) WHERE sent_at IS NULL;

-- The one shift that this state is of.
CREATE TABLE shift (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    origin     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    seed       INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    as_of      INTEGER NOT NULL
) STRICT;

-- The simulated world; none of Safeguard's own state.
CREATE TABLE world (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    body TEXT    NOT NULL
) STRICT;
