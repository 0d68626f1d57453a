-- What people decided about components. The table decision of 0001 is about rows of imported lists.

CREATE TABLE ruling (
	id          INTEGER PRIMARY KEY,
	run         INTEGER NOT NULL,
	item        INTEGER NOT NULL,
	component   INTEGER NOT NULL,
	proposal    TEXT NOT NULL,               -- subject: words of province, agency and title
	body        TEXT NOT NULL,               -- subject: words of province and of who is in charge
	name        TEXT NOT NULL,               -- subject: words of the name of the component
	kind        TEXT NOT NULL,
	reason      TEXT NOT NULL,
	note        TEXT NOT NULL,
	until       TEXT NOT NULL,               -- last day in force, '' for no end
	explanation TEXT NOT NULL,               -- of the body concerned
	corrects    INTEGER UNIQUE REFERENCES ruling (id),
	basis       TEXT NOT NULL,               -- JSON of decision.Basis
	recorded_at TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	FOREIGN KEY (run, item, component) REFERENCES component (run, item, no)
) STRICT;
CREATE INDEX ruling_component ON ruling (run, item, component);

-- A document attached to an explanation; its content is that of input.
CREATE TABLE ruling_file (
	id         INTEGER PRIMARY KEY,
	ruling     INTEGER NOT NULL REFERENCES ruling (id),
	name       TEXT NOT NULL,
	media_type TEXT NOT NULL,                -- '' when the format was not recognised
	sha256     TEXT NOT NULL REFERENCES input (sha256)
) STRICT;
CREATE INDEX ruling_file_ruling ON ruling_file (ruling);

CREATE TRIGGER ruling_kept           BEFORE DELETE ON ruling      BEGIN SELECT RAISE(ABORT, 'ruling is append-only'); END;
CREATE TRIGGER ruling_unchanged      BEFORE UPDATE ON ruling      BEGIN SELECT RAISE(ABORT, 'ruling is append-only'); END;
CREATE TRIGGER ruling_file_kept      BEFORE DELETE ON ruling_file BEGIN SELECT RAISE(ABORT, 'ruling_file is append-only'); END;
CREATE TRIGGER ruling_file_unchanged BEFORE UPDATE ON ruling_file BEGIN SELECT RAISE(ABORT, 'ruling_file is append-only'); END;
