CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	started_at TEXT NOT NULL, 
	program TEXT NOT NULL, 
	steps TEXT NOT NULL
, models TEXT);
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE report (
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	outlet TEXT, 
	url TEXT, 
	name TEXT, 
	given_id TEXT, 
	extracted BOOLEAN NOT NULL, 
	added_at TEXT NOT NULL, 
	CONSTRAINT pk_report PRIMARY KEY (id)
);
CREATE TABLE report_meta (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	report_id TEXT NOT NULL, 
	published TEXT, 
	outlet TEXT, 
	process TEXT, 
	title TEXT, 
	byline TEXT, 
	language TEXT, 
	rights TEXT NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT fk_report_meta_report_id FOREIGN KEY(report_id) REFERENCES report (id)
);
CREATE INDEX ix_report_meta_report_id ON report_meta (report_id);
CREATE TABLE reading (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	report_id TEXT NOT NULL, 
	run_id INTEGER NOT NULL, 
	published TEXT, 
	layers TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	at TEXT NOT NULL, 
	CONSTRAINT fk_reading_report_id FOREIGN KEY(report_id) REFERENCES report (id), 
	CONSTRAINT fk_reading_run_id FOREIGN KEY(run_id) REFERENCES run (id)
);
CREATE INDEX ix_reading_report_id ON reading (report_id);
CREATE TABLE statement (
	id TEXT NOT NULL, 
	report_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT, 
	start INTEGER NOT NULL, 
	CONSTRAINT pk_statement PRIMARY KEY (id), 
	CONSTRAINT fk_statement_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
CREATE INDEX ix_statement_report_id ON statement (report_id);
CREATE TABLE sighting (
	reading_id INTEGER NOT NULL, 
	statement_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	step TEXT NOT NULL, 
	step_version TEXT NOT NULL, 
	confidence FLOAT, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_sighting PRIMARY KEY (reading_id, statement_id), 
	CONSTRAINT fk_sighting_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id), 
	CONSTRAINT fk_sighting_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id)
)
 WITHOUT ROWID

;
CREATE INDEX ix_sighting_statement_id ON sighting (statement_id);
CREATE TABLE notice (
	reading_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (reading_id, position), 
	CONSTRAINT fk_notice_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id)
)
 WITHOUT ROWID

;
CREATE TABLE ruling (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	statement_id TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	author TEXT NOT NULL, 
	at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	replacement_id TEXT, 
	replacement TEXT, 
	recorded_at TEXT NOT NULL, 
	CONSTRAINT ck_ruling_verdict CHECK (verdict IN ('accept', 'correct', 'withdraw')), 
	CONSTRAINT ck_ruling_replacement CHECK ((verdict = 'correct') = (replacement_id IS NOT NULL) AND (replacement_id IS NULL) = (replacement IS NULL)), 
	CONSTRAINT fk_ruling_statement_id FOREIGN KEY(statement_id) REFERENCES statement (id), 
	CONSTRAINT fk_ruling_replacement_id FOREIGN KEY(replacement_id) REFERENCES statement (id)
);
CREATE INDEX ix_ruling_statement_id ON ruling (statement_id);
CREATE TRIGGER run_no_update BEFORE UPDATE ON run  BEGIN SELECT RAISE(ABORT, 'append-only: rows of run are never changed or deleted'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run  BEGIN SELECT RAISE(ABORT, 'append-only: rows of run are never changed or deleted'); END;
CREATE TRIGGER run_no_insert BEFORE INSERT ON run WHEN EXISTS (SELECT 1 FROM run WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of run are never changed or deleted'); END;
CREATE TRIGGER report_no_update BEFORE UPDATE ON report  BEGIN SELECT RAISE(ABORT, 'append-only: rows of report are never changed or deleted'); END;
CREATE TRIGGER report_no_delete BEFORE DELETE ON report  BEGIN SELECT RAISE(ABORT, 'append-only: rows of report are never changed or deleted'); END;
CREATE TRIGGER report_no_insert BEFORE INSERT ON report WHEN EXISTS (SELECT 1 FROM report WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of report are never changed or deleted'); END;
CREATE TRIGGER report_meta_no_update BEFORE UPDATE ON report_meta  BEGIN SELECT RAISE(ABORT, 'append-only: rows of report_meta are never changed or deleted'); END;
CREATE TRIGGER report_meta_no_delete BEFORE DELETE ON report_meta  BEGIN SELECT RAISE(ABORT, 'append-only: rows of report_meta are never changed or deleted'); END;
CREATE TRIGGER report_meta_no_insert BEFORE INSERT ON report_meta WHEN EXISTS (SELECT 1 FROM report_meta WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of report_meta are never changed or deleted'); END;
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading  BEGIN SELECT RAISE(ABORT, 'append-only: rows of reading are never changed or deleted'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading  BEGIN SELECT RAISE(ABORT, 'append-only: rows of reading are never changed or deleted'); END;
CREATE TRIGGER reading_no_insert BEFORE INSERT ON reading WHEN EXISTS (SELECT 1 FROM reading WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of reading are never changed or deleted'); END;
CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement  BEGIN SELECT RAISE(ABORT, 'append-only: rows of statement are never changed or deleted'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement  BEGIN SELECT RAISE(ABORT, 'append-only: rows of statement are never changed or deleted'); END;
CREATE TRIGGER statement_no_insert BEFORE INSERT ON statement WHEN EXISTS (SELECT 1 FROM statement WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of statement are never changed or deleted'); END;
CREATE TRIGGER sighting_no_update BEFORE UPDATE ON sighting  BEGIN SELECT RAISE(ABORT, 'append-only: rows of sighting are never changed or deleted'); END;
CREATE TRIGGER sighting_no_delete BEFORE DELETE ON sighting  BEGIN SELECT RAISE(ABORT, 'append-only: rows of sighting are never changed or deleted'); END;
CREATE TRIGGER sighting_no_insert BEFORE INSERT ON sighting WHEN EXISTS (SELECT 1 FROM sighting WHERE reading_id = NEW.reading_id AND statement_id = NEW.statement_id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of sighting are never changed or deleted'); END;
CREATE TRIGGER notice_no_update BEFORE UPDATE ON notice  BEGIN SELECT RAISE(ABORT, 'append-only: rows of notice are never changed or deleted'); END;
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice  BEGIN SELECT RAISE(ABORT, 'append-only: rows of notice are never changed or deleted'); END;
CREATE TRIGGER notice_no_insert BEFORE INSERT ON notice WHEN EXISTS (SELECT 1 FROM notice WHERE reading_id = NEW.reading_id AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'append-only: rows of notice are never changed or deleted'); END;
CREATE TRIGGER ruling_no_update BEFORE UPDATE ON ruling  BEGIN SELECT RAISE(ABORT, 'append-only: rows of ruling are never changed or deleted'); END;
CREATE TRIGGER ruling_no_delete BEFORE DELETE ON ruling  BEGIN SELECT RAISE(ABORT, 'append-only: rows of ruling are never changed or deleted'); END;
CREATE TRIGGER ruling_no_insert BEFORE INSERT ON ruling WHEN EXISTS (SELECT 1 FROM ruling WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of ruling are never changed or deleted'); END;
CREATE TABLE actor (
	id TEXT NOT NULL, 
	report_id TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	CONSTRAINT pk_actor PRIMARY KEY (id), 
	CONSTRAINT fk_actor_report_id FOREIGN KEY(report_id) REFERENCES report (id)
)
 WITHOUT ROWID

;
CREATE INDEX ix_actor_report_id ON actor (report_id);
CREATE TABLE judgement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	left_id TEXT NOT NULL, 
	right_id TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	author TEXT NOT NULL, 
	at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	CONSTRAINT ck_judgement_kind CHECK (kind IN ('actor', 'proposal', 'agreement')), 
	CONSTRAINT ck_judgement_verdict CHECK (verdict IN ('same', 'different', 'withdrawn')), 
	CONSTRAINT ck_judgement_pair CHECK (left_id < right_id)
);
CREATE TRIGGER actor_no_update BEFORE UPDATE ON actor  BEGIN SELECT RAISE(ABORT, 'append-only: rows of actor are never changed or deleted'); END;
CREATE TRIGGER actor_no_delete BEFORE DELETE ON actor  BEGIN SELECT RAISE(ABORT, 'append-only: rows of actor are never changed or deleted'); END;
CREATE TRIGGER actor_no_insert BEFORE INSERT ON actor WHEN EXISTS (SELECT 1 FROM actor WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of actor are never changed or deleted'); END;
CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement  BEGIN SELECT RAISE(ABORT, 'append-only: rows of judgement are never changed or deleted'); END;
CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement  BEGIN SELECT RAISE(ABORT, 'append-only: rows of judgement are never changed or deleted'); END;
CREATE TRIGGER judgement_no_insert BEFORE INSERT ON judgement WHEN EXISTS (SELECT 1 FROM judgement WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'append-only: rows of judgement are never changed or deleted'); END;
