"""Reads a project as pandas does over sqlite3, and holds its views against JSON Lines: python project.py FOLDER."""

import json
import pathlib
import sqlite3
import sys

import pandas

folder = pathlib.Path(sys.argv[1])
expected = [json.loads(line) for line in (folder / "extraction.jsonl").read_bytes().split(b"\n") if line]
project = sqlite3.connect(f"file:{folder / 'p.palabre'}?mode=ro", uri=True)
VIEWS = ("mentions", "entities", "relations", "cooccurrences")


def same(what, found, expected):
    if found != expected:
        pairs = [pair for pair in zip([*found, None], [*expected, None]) if pair[0] != pair[1]]
        sys.exit(f"{what}: {len(found)} and not {len(expected)}; {str(pairs)[:500]}")


for view in VIEWS:
    frame = pandas.read_sql(f"SELECT * FROM {view}", project, dtype=object)
    rows = [{key: None if value is None or value != value else value for key, value in row.items()} for row in frame.to_dict("records")]
    own = [column for column in frame.columns if expected and column in next(it for line in expected for it in line[view])]
    key = lambda pair: json.dumps(pair, sort_keys=True)
    found = sorted(([row["document"], {column: row[column] for column in own}] for row in rows), key=key)
    wanted = sorted(([line["id"], {column: it[column] for column in own}] for line in expected for it in line[view]), key=key)
    assert len(own) > 3, view
    same(view, found, wanted)
texts = dict(project.execute("SELECT id, text FROM documents"))
for document, start, end, text in project.execute('SELECT document, start, "end", text FROM mentions'):
    assert texts[document][start:end] == text, (document, start, end, text)
assert project.execute("PRAGMA integrity_check").fetchone() == ("ok",)
print("read")
