-- The tables of a project, version 1. `docs/project.md` tells of them.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) WITHOUT ROWID;

-- What was done, and when by the clock of who did it (UTC).
CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    action TEXT NOT NULL, -- new, add, change, remove, refresh, correct, undo, lists
    documents INTEGER NOT NULL DEFAULT 0,
    what TEXT NOT NULL DEFAULT ''
);

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT,
    date TEXT, -- 2025-05-08, or 2025-05, or 2025
    source TEXT,
    text TEXT NOT NULL, -- the original: offsets are code points into it
    sha256 TEXT NOT NULL, -- of the text
    file TEXT NOT NULL, -- the file, as the walk of its folder names it
    place INTEGER NOT NULL, -- among the documents of the file, from 1
    id_in_file TEXT NOT NULL,
    path TEXT NOT NULL, -- where the file was
    is_kept INTEGER NOT NULL, -- whether it counts though an earlier one is the same
    input TEXT, -- JSON: zones, repairs and text as it was read, where there is more to it than the text
    log INTEGER NOT NULL REFERENCES log -- the last entry that it is of
);
CREATE INDEX documents_in_order ON documents (file, place);
CREATE INDEX documents_by_id_in_file ON documents (file, id_in_file);
CREATE INDEX documents_by_sha256 ON documents (sha256);

-- Lists that documents were read with.
CREATE TABLE lists (
    number INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE, -- of all below, and of the files
    palabre TEXT NOT NULL, -- version
    built_in TEXT NOT NULL, -- fingerprint of the built-in lists; empty without them
    compiled TEXT NOT NULL, -- SHA-256 of a file of compiled lists; empty without one
    scope TEXT NOT NULL -- JSON: windows and capitals
);
CREATE TABLE list_files (
    lists INTEGER NOT NULL REFERENCES lists ON DELETE CASCADE,
    layer INTEGER NOT NULL, -- which folder, from 1
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (lists, layer, name)
) WITHOUT ROWID;

-- What was read in a document, without corrections: a line of JSON, as `palabre extract -f jsonl` has them, without its passages.
CREATE TABLE lines (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    line TEXT NOT NULL
);
-- With which lists that is known to be what is read.
CREATE TABLE readings (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    lists INTEGER NOT NULL REFERENCES lists
);
CREATE INDEX readings_by_lists ON readings (lists);

-- An analyst's corrections, and what was taken back: rows are added, and stay.
CREATE TABLE corrections (
    number INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES log,
    undoes INTEGER UNIQUE REFERENCES corrections, -- the row that this one takes back; all else is empty then
    action TEXT,
    a TEXT,
    b TEXT,
    scope TEXT,
    who TEXT,
    "when" TEXT,
    why TEXT
);
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections BEGIN SELECT raise(ABORT, 'corrections stay; add a row that undoes it'); END;
CREATE TRIGGER corrections_stay_as_they_are BEFORE UPDATE ON corrections BEGIN SELECT raise(ABORT, 'corrections stay; add a row that undoes it'); END;

-- For people who ask questions.

CREATE VIEW active_corrections AS
SELECT number, action, a, b, scope, who, "when", why
FROM corrections
WHERE undoes IS NULL AND number NOT IN (SELECT undoes FROM corrections WHERE undoes IS NOT NULL);

CREATE VIEW mentions AS
SELECT d.id AS document, d.date, d.source,
    m.value ->> 'start' AS start, m.value ->> 'end' AS "end", m.value ->> 'text' AS text, m.value ->> 'kind' AS kind,
    m.value ->> 'entity' AS entity, m.value ->> 'rank' AS rank, m.value ->> 'title' AS title, m.value ->> 'role' AS role,
    m.value ->> 'of' AS "of", m.value ->> 'sentence' AS sentence, m.value ->> 'zone' AS zone, m.value ->> 'via' AS via
FROM documents d JOIN lines l ON l.document = d.number, json_each(l.line, '$.mentions') m;

CREATE VIEW entities AS
SELECT d.id AS document, d.date, d.source,
    e.value ->> 'id' AS id, e.value ->> 'kind' AS kind, e.value ->> 'name' AS name, e.value ->> 'known' AS known
FROM documents d JOIN lines l ON l.document = d.number, json_each(l.line, '$.entities') e;

CREATE VIEW relations AS
SELECT d.id AS document, d.date AS published, d.source AS publisher,
    r.value ->> 'type' AS type, r.value ->> 'source' AS source, r.value ->> 'target' AS target,
    r.value ->> 'qualifier' AS qualifier, r.value ->> 'start' AS start, r.value ->> 'end' AS "end",
    r.value ->> 'evidence' AS evidence, r.value ->> 'rule' AS rule, r.value ->> 'confidence' AS confidence,
    r.value ->> 'negated' AS negated, r.value ->> 'modality' AS modality, r.value ->> 'date' AS date,
    r.value ->> 'place' AS place
FROM documents d JOIN lines l ON l.document = d.number, json_each(l.line, '$.relations') r;

CREATE VIEW cooccurrences AS
SELECT d.id AS document, d.date, d.source AS publisher,
    c.value ->> 'source' AS source, c.value ->> 'target' AS target, c.value ->> 'window' AS "window",
    c.value ->> 'count' AS count, c.value ->> 'rule' AS rule
FROM documents d JOIN lines l ON l.document = d.number, json_each(l.line, '$.cooccurrences') c;
