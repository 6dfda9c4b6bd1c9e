/** Marks the file as a Muster journal (`PRAGMA application_id`): the letters MUST. */
export const applicationId = 0x4d555354;

/** `PRAGMA user_version`. Raise it with every change below and move old files forward at open. */
export const schemaVersion = 1;

/** Version of the event shapes (`events.v`). */
export const eventVersion = 1;

/** The tables that hold the truth; snapshots are not among them, since they can be folded again. */
export const truthTables = ['events', 'bodies', 'keys', 'receipts'] as const;

export const schemaSql = `
CREATE TABLE events (
  seq        INTEGER PRIMARY KEY,
  stream     TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  v          INTEGER NOT NULL,
  type       TEXT    NOT NULL,
  at_ms      INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  command_id TEXT,
  data       TEXT    NOT NULL,
  crc        INTEGER NOT NULL,
  UNIQUE (stream, version)
) STRICT;

-- The text of an event that may have to be forgotten, sealed under one of the keys.
CREATE TABLE bodies (
  seq    INTEGER PRIMARY KEY,
  key    INTEGER NOT NULL,
  sealed BLOB    NOT NULL
) STRICT;

-- A destroyed key leaves its number behind, with nothing in it: that is how "forgotten" differs from "lost".
CREATE TABLE keys (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  key_id TEXT,
  key    BLOB
) STRICT;
CREATE UNIQUE INDEX keys_by_id ON keys (key_id) WHERE key_id IS NOT NULL;

-- The events of one command follow each other, so two numbers name them all.
CREATE TABLE receipts (
  command_id TEXT    PRIMARY KEY,
  first_seq  INTEGER NOT NULL,
  last_seq   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/**
 * Tables that are made anew when they are missing: all in them can be folded again, so they may change without a new `schemaVersion`.
 * `snapshots` says what the slices add up to: its `data` is how many there are.
 */
export const snapshotSql = `
CREATE TABLE IF NOT EXISTS snapshots (
  seq                INTEGER PRIMARY KEY,
  projection_version INTEGER NOT NULL,
  data               TEXT    NOT NULL,
  crc                INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS snapshot_slices (
  number INTEGER PRIMARY KEY,
  name   TEXT    NOT NULL UNIQUE,
  data   TEXT    NOT NULL,
  crc    INTEGER NOT NULL
) STRICT;
`;
