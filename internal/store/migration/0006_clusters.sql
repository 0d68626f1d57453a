-- What clustering the proposals of a run came to; the last row of a run counts. A run may go on from another one: its
-- proposals were then compared with those of that run, and of the one that run went on from.
CREATE TABLE clustering (
	id          INTEGER PRIMARY KEY,
	run         INTEGER NOT NULL REFERENCES run (id),
	after_run   INTEGER REFERENCES run (id), -- NULL for none
	state       BLOB NOT NULL,               -- JSON of items, fingerprints and standing, compressed by gzip
	hash        TEXT NOT NULL,               -- SHA-256 of the JSON
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	CHECK (after_run < run)
) STRICT;
CREATE INDEX clustering_run ON clustering (run, id);

CREATE TRIGGER clustering_kept      BEFORE DELETE ON clustering BEGIN SELECT RAISE(ABORT, 'clustering is append-only'); END;
CREATE TRIGGER clustering_unchanged BEFORE UPDATE ON clustering BEGIN SELECT RAISE(ABORT, 'clustering is append-only'); END;
