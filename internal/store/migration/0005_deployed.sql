-- Systems that localities run, as reports of them say.
CREATE TABLE deployed (
	id  INTEGER PRIMARY KEY,
	key TEXT NOT NULL UNIQUE                 -- province, agency, and code or name: deployed.System.Key
) STRICT;

-- What a report says of a system; the highest version of a system is the one in use.
CREATE TABLE deployed_version (
	system      INTEGER NOT NULL REFERENCES deployed (id),
	version     INTEGER NOT NULL,
	record      TEXT NOT NULL,               -- JSON of deployed.System
	hash        TEXT NOT NULL,               -- SHA-256 of record
	place       TEXT NOT NULL,               -- where in the file it stands
	source      INTEGER NOT NULL REFERENCES source (id),
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	PRIMARY KEY (system, version)
) STRICT;

CREATE TRIGGER deployed_kept              BEFORE DELETE ON deployed         BEGIN SELECT RAISE(ABORT, 'deployed is append-only'); END;
CREATE TRIGGER deployed_unchanged         BEFORE UPDATE ON deployed         BEGIN SELECT RAISE(ABORT, 'deployed is append-only'); END;
CREATE TRIGGER deployed_version_kept      BEFORE DELETE ON deployed_version BEGIN SELECT RAISE(ABORT, 'deployed_version is append-only'); END;
CREATE TRIGGER deployed_version_unchanged BEFORE UPDATE ON deployed_version BEGIN SELECT RAISE(ABORT, 'deployed_version is append-only'); END;
