-- A result that a command was asked to keep: one proposal, checked once.
CREATE TABLE run (
	id          INTEGER PRIMARY KEY,
	command     TEXT NOT NULL,               -- check, batch
	file        TEXT NOT NULL,               -- as named by the user, '' for a title
	input       TEXT NOT NULL,               -- SHA-256 of the file, '' for a title
	title       TEXT NOT NULL,
	list        TEXT NOT NULL,
	list_hash   TEXT NOT NULL,
	as_of       TEXT NOT NULL,
	verdict     TEXT NOT NULL,
	proposal    TEXT NOT NULL,               -- JSON of engine.Proposal, all that is needed to check again
	result      TEXT NOT NULL,               -- JSON of engine.Result
	hash        TEXT NOT NULL UNIQUE,        -- SHA-256 of result: the same result is kept once
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX run_list ON run (list, id);

CREATE TRIGGER run_kept      BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_unchanged BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
