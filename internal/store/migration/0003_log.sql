-- The append-only log, and runs with their inputs and every proposal of them. A table with a trigger named
-- TABLE_unchanged holds records: each of its rows is covered by a record of the log.

CREATE TRIGGER platform_kept      BEFORE DELETE ON platform BEGIN SELECT RAISE(ABORT, 'platform is append-only'); END;
CREATE TRIGGER platform_unchanged BEFORE UPDATE ON platform BEGIN SELECT RAISE(ABORT, 'platform is append-only'); END;
CREATE TRIGGER embedded_kept      BEFORE DELETE ON embedded BEGIN SELECT RAISE(ABORT, 'embedded is append-only'); END;
CREATE TRIGGER embedded_unchanged BEFORE UPDATE ON embedded BEGIN SELECT RAISE(ABORT, 'embedded is append-only'); END;

CREATE TABLE log (
	seq  INTEGER PRIMARY KEY,                -- from 1, without gaps
	at   TEXT NOT NULL,
	by   TEXT NOT NULL,
	kind TEXT NOT NULL,
	body TEXT NOT NULL,                      -- JSON: what was done, in short
	rows TEXT NOT NULL,                      -- JSON: the rows added by it, with their hash
	prev TEXT NOT NULL,                      -- hash of the record before, 64 zeros for the first
	hash TEXT NOT NULL
) STRICT;

DROP TRIGGER run_kept;
DROP TRIGGER run_unchanged;
DROP INDEX run_list;
ALTER TABLE run RENAME TO run_0002;

-- A command that was asked to keep its results.
CREATE TABLE run (
	id               INTEGER PRIMARY KEY,
	command          TEXT NOT NULL,          -- check, batch, recheck
	list             TEXT NOT NULL,
	as_of            TEXT NOT NULL,
	assume_operating INTEGER NOT NULL,
	classified       INTEGER NOT NULL,       -- an input bears a secret grade
	inputs           TEXT NOT NULL,          -- JSON list of names, as given by the user
	options          TEXT NOT NULL,          -- JSON: what the command needs to go on with the run
	provenance       TEXT NOT NULL,          -- JSON of engine.Provenance
	recorded_at      TEXT NOT NULL,
	recorded_by      TEXT NOT NULL
) STRICT;
CREATE INDEX run_list ON run (list, id);

-- What became of a run; the last row counts, a run without one is open.
CREATE TABLE run_state (
	seq         INTEGER PRIMARY KEY,
	run         INTEGER NOT NULL REFERENCES run (id),
	state       TEXT NOT NULL CHECK (state IN ('open', 'done', 'stopped')),
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX run_state_run ON run_state (run, seq);

-- A file as received, once whatever its names.
CREATE TABLE input (
	id          INTEGER PRIMARY KEY,
	sha256      TEXT NOT NULL UNIQUE,
	size        INTEGER NOT NULL,
	content     BLOB NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL
) STRICT;

-- What was read of a file, once for each version of the reader.
CREATE TABLE input_text (
	id         INTEGER PRIMARY KEY,
	sha256     TEXT NOT NULL REFERENCES input (sha256),
	media_type TEXT NOT NULL,
	format     TEXT NOT NULL,
	encoding   TEXT NOT NULL,
	text_hash  TEXT NOT NULL,                -- SHA-256 of the text, '' when nothing was read
	text       BLOB NOT NULL,                -- JSON of document.Text, compressed by gzip
	unread     TEXT NOT NULL,                -- JSON list
	UNIQUE (sha256, text_hash)
) STRICT;

-- A file of a run.
CREATE TABLE run_input (
	id          INTEGER PRIMARY KEY,
	run         INTEGER NOT NULL REFERENCES run (id),
	no          INTEGER NOT NULL,            -- from 1, in input order
	name        TEXT NOT NULL,
	text        INTEGER NOT NULL REFERENCES input_text (id),
	channel     TEXT NOT NULL,               -- file, stdin
	received_at TEXT NOT NULL,
	received_by TEXT NOT NULL,
	UNIQUE (run, no)
) STRICT;
CREATE INDEX run_input_text ON run_input (text);

-- A proposal of a run with its judgement, or a file that was refused.
CREATE TABLE item (
	id          INTEGER PRIMARY KEY,
	run         INTEGER NOT NULL REFERENCES run (id),
	no          INTEGER NOT NULL,            -- from 1, in input order
	title       TEXT NOT NULL,
	input       TEXT NOT NULL,               -- SHA-256 of the file, '' for a title
	verdict     TEXT NOT NULL,
	hash        TEXT NOT NULL,               -- SHA-256 of the JSON of result
	result      BLOB NOT NULL,               -- JSON of engine.Result; compressed by gzip, plain when it was kept before 0003
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	UNIQUE (run, no)
) STRICT;
CREATE INDEX item_hash ON item (hash);

-- What of a component is counted. item and no are numbers, as in "3.2".
CREATE TABLE component (
	id             INTEGER PRIMARY KEY,
	run            INTEGER NOT NULL,
	item           INTEGER NOT NULL,
	no             INTEGER NOT NULL,         -- position in the proposal, from 1
	name           TEXT NOT NULL,
	money          INTEGER,                  -- đồng, NULL when not stated
	verdict        TEXT NOT NULL,
	grade          TEXT NOT NULL,
	rule           TEXT NOT NULL,
	platform       TEXT NOT NULL,            -- the one that carries the verdict, '' for none
	responsibility TEXT NOT NULL,
	province       TEXT NOT NULL,            -- as written
	ministry       TEXT NOT NULL,            -- owner of the platform, '' for none
	year           TEXT NOT NULL,            -- of the proposal, '' when not stated
	UNIQUE (run, item, no)
) STRICT;

-- What was kept before: a run for each result.
INSERT INTO run (id, command, list, as_of, assume_operating, classified, inputs, options, provenance, recorded_at, recorded_by)
	SELECT id, command, list, as_of, coalesce(json_extract(result, '$.Provenance.assume_operating'), 0), 0,
		CASE file WHEN '' THEN '[]' ELSE json_array(file) END, '{}',
		json_set(json_extract(result, '$.Provenance'), '$.input_sha256', ''), recorded_at, recorded_by FROM run_0002 ORDER BY id;
INSERT INTO run_state (run, state, recorded_at, recorded_by) SELECT id, 'done', recorded_at, recorded_by FROM run_0002 ORDER BY id;
INSERT INTO item (run, no, title, input, verdict, hash, result, recorded_at, recorded_by)
	SELECT id, 1, title, input, verdict, hash, CAST(result AS BLOB), recorded_at, recorded_by FROM run_0002 ORDER BY id;
INSERT INTO component (run, item, no, name, money, verdict, grade, rule, platform, responsibility, province, ministry, year)
	SELECT r.id, 1, c.key + 1, json_extract(c.value, '$.Component.Name'), json_extract(c.value, '$.Component.Money'),
		json_extract(c.value, '$.Verdict'), json_extract(c.value, '$.Grade'), json_extract(c.value, '$.Rule'),
		coalesce(json_extract(c.value, '$.Findings[0].platform.id'), ''), coalesce(json_extract(c.value, '$.Findings[0].responsibility'), ''),
		json_extract(r.result, '$.Proposal.Province'), coalesce(json_extract(c.value, '$.Findings[0].platform.owner'), ''),
		substr(json_extract(r.result, '$.Proposal.Date'), 1, 4)
	FROM run_0002 r, json_each(coalesce(json_extract(r.result, '$.Components'), '[]')) c ORDER BY r.id, c.key;
DROP TABLE run_0002;

CREATE TRIGGER log_kept             BEFORE DELETE ON log        BEGIN SELECT RAISE(ABORT, 'log is append-only'); END;
CREATE TRIGGER log_unchanged        BEFORE UPDATE ON log        BEGIN SELECT RAISE(ABORT, 'log is append-only'); END;
CREATE TRIGGER run_kept             BEFORE DELETE ON run        BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_unchanged        BEFORE UPDATE ON run        BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_state_kept       BEFORE DELETE ON run_state  BEGIN SELECT RAISE(ABORT, 'run_state is append-only'); END;
CREATE TRIGGER run_state_unchanged  BEFORE UPDATE ON run_state  BEGIN SELECT RAISE(ABORT, 'run_state is append-only'); END;
CREATE TRIGGER input_kept           BEFORE DELETE ON input      BEGIN SELECT RAISE(ABORT, 'input is append-only'); END;
CREATE TRIGGER input_unchanged      BEFORE UPDATE ON input      BEGIN SELECT RAISE(ABORT, 'input is append-only'); END;
CREATE TRIGGER input_text_kept      BEFORE DELETE ON input_text BEGIN SELECT RAISE(ABORT, 'input_text is append-only'); END;
CREATE TRIGGER input_text_unchanged BEFORE UPDATE ON input_text BEGIN SELECT RAISE(ABORT, 'input_text is append-only'); END;
CREATE TRIGGER run_input_kept       BEFORE DELETE ON run_input  BEGIN SELECT RAISE(ABORT, 'run_input is append-only'); END;
CREATE TRIGGER run_input_unchanged  BEFORE UPDATE ON run_input  BEGIN SELECT RAISE(ABORT, 'run_input is append-only'); END;
CREATE TRIGGER item_kept            BEFORE DELETE ON item       BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER item_unchanged       BEFORE UPDATE ON item       BEGIN SELECT RAISE(ABORT, 'item is append-only'); END;
CREATE TRIGGER component_kept       BEFORE DELETE ON component  BEGIN SELECT RAISE(ABORT, 'component is append-only'); END;
CREATE TRIGGER component_unchanged  BEFORE UPDATE ON component  BEGIN SELECT RAISE(ABORT, 'component is append-only'); END;
