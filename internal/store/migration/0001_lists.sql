-- Everything that is known is added, never changed: triggers below refuse UPDATE and DELETE.

-- A file that a list was read from, as received.
CREATE TABLE source (
	id            INTEGER PRIMARY KEY,
	sha256        TEXT NOT NULL,
	name          TEXT NOT NULL,             -- file name or address
	size          INTEGER NOT NULL,
	media_type    TEXT NOT NULL,
	url           TEXT NOT NULL,             -- '' for a local file
	etag          TEXT NOT NULL,
	last_modified TEXT NOT NULL,
	content       BLOB,                      -- NULL for the lists shipped with the program
	recorded_at   TEXT NOT NULL,
	recorded_by   TEXT NOT NULL
) STRICT;
CREATE INDEX source_url ON source (url) WHERE url <> '';

-- A version of a list; the highest version of a list is the one in use.
CREATE TABLE list_version (
	list        TEXT NOT NULL,
	version     INTEGER NOT NULL,
	head        TEXT NOT NULL,               -- JSON of corpus.List, without rows
	hash        TEXT NOT NULL,               -- of head and rows
	origin      TEXT NOT NULL CHECK (origin IN ('embedded', 'import')),
	source      INTEGER REFERENCES source (id),
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	PRIMARY KEY (list, version)
) STRICT;

CREATE TABLE platform (
	id TEXT PRIMARY KEY
) STRICT;

-- A state of a platform's record; the one with the highest seq is in use.
CREATE TABLE platform_record (
	seq         INTEGER PRIMARY KEY,
	platform    TEXT NOT NULL REFERENCES platform (id),
	record      TEXT NOT NULL,               -- JSON of corpus.Platform, without facts
	origin      TEXT NOT NULL CHECK (origin IN ('embedded', 'import')),
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX platform_record_platform ON platform_record (platform, seq);

-- A dated fact of a platform.
CREATE TABLE fact (
	seq         INTEGER PRIMARY KEY,
	platform    TEXT NOT NULL REFERENCES platform (id),
	kind        TEXT NOT NULL,
	value       TEXT NOT NULL,
	valid_from  TEXT NOT NULL,
	source      TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX fact_platform ON fact (platform, seq);

CREATE TABLE entry (
	list     TEXT NOT NULL,
	version  INTEGER NOT NULL,
	position INTEGER NOT NULL,               -- from 0, in list order
	platform TEXT NOT NULL REFERENCES platform (id),
	row      TEXT NOT NULL,                  -- JSON of corpus.Entry
	PRIMARY KEY (list, version, position),
	FOREIGN KEY (list, version) REFERENCES list_version (list, version)
) STRICT;
CREATE INDEX entry_platform ON entry (platform);

-- What was decided about a row when its list was imported.
CREATE TABLE decision (
	list        TEXT NOT NULL,
	version     INTEGER NOT NULL,
	position    INTEGER NOT NULL,
	relation    TEXT NOT NULL,
	platform    TEXT NOT NULL REFERENCES platform (id),
	certain     INTEGER NOT NULL,            -- 1: by rule, 0: by a person or --accept
	detail      TEXT NOT NULL,               -- JSON of corpus.Decision
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	PRIMARY KEY (list, version, position),
	FOREIGN KEY (list, version, position) REFERENCES entry (list, version, position)
) STRICT;

-- The embedded register that was loaded last.
CREATE TABLE embedded (
	seq         INTEGER PRIMARY KEY,
	hash        TEXT NOT NULL,
	recorded_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER source_kept           BEFORE DELETE ON source          BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
CREATE TRIGGER source_unchanged      BEFORE UPDATE ON source          BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
CREATE TRIGGER list_version_kept     BEFORE DELETE ON list_version    BEGIN SELECT RAISE(ABORT, 'list_version is append-only'); END;
CREATE TRIGGER list_version_unchanged BEFORE UPDATE ON list_version   BEGIN SELECT RAISE(ABORT, 'list_version is append-only'); END;
CREATE TRIGGER platform_record_kept  BEFORE DELETE ON platform_record BEGIN SELECT RAISE(ABORT, 'platform_record is append-only'); END;
CREATE TRIGGER platform_record_unchanged BEFORE UPDATE ON platform_record BEGIN SELECT RAISE(ABORT, 'platform_record is append-only'); END;
CREATE TRIGGER fact_kept             BEFORE DELETE ON fact            BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER fact_unchanged        BEFORE UPDATE ON fact            BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER entry_kept            BEFORE DELETE ON entry           BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_unchanged       BEFORE UPDATE ON entry           BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;
CREATE TRIGGER decision_kept         BEFORE DELETE ON decision        BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_unchanged    BEFORE UPDATE ON decision        BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END;
