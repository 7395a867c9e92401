"""Reads Parquet as DuckDB, pandas, polars and pyarrow do, and holds it against JSON Lines and the graph: python columns.py FOLDER."""

import json
import pathlib
import sys

import duckdb
import pandas
import polars
import pyarrow.parquet

folder = pathlib.Path(sys.argv[1])
expected = [json.loads(line) for line in (folder / "expected.jsonl").read_bytes().split(b"\n") if line]
graph = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
TABLES = ("mentions", "relations", "ties", "windows")


def same(what, found, expected):
    if found != expected:
        pairs = [pair for pair in zip([*found, None], [*expected, None]) if pair[0] != pair[1]]
        sys.exit(f"{what}: {len(found)} and not {len(expected)}; {str(pairs)[:500]}")


read = {table: pyarrow.parquet.read_table(folder / f"{table}.parquet") for table in TABLES}
for table in TABLES:
    path = str(folder / f"{table}.parquet")
    rows = read[table].to_pylist()
    same(f"{table} in polars", polars.read_parquet(path).to_dicts(), rows)
    found = duckdb.sql(f"FROM '{path}'")
    same(f"{table} in duckdb", [dict(zip(found.columns, row)) for row in found.fetchall()], rows)
    frame = pandas.read_parquet(path)
    assert len(frame) == len(rows) and list(frame.columns) == list(found.columns), table

mentions = [
    (line["id"], line["date"], it["start"], it["end"], it["text"], it["kind"], it["entity"])
    for line in expected
    for it in line["mentions"]
]
same(
    "mentions",
    [
        (it["Document"], it["Date"] and str(it["Date"]), it["Start"], it["End"], it["Text"], it["Kind"], it["Entity"])
        for it in read["mentions"].to_pylist()
    ],
    mentions,
)
candidates = read["mentions"].column("Candidates").to_pylist()
names = {(line["id"], entity["id"]): entity["candidates"] for line in expected for entity in line["entities"]}
same("candidates", candidates, [names.get((it[0], it[6]), []) for it in mentions])
same(
    "relations",
    [
        (it["Document"], it["Kind"], it["Source"], it["Target"], it["Negated"], it["Confidence"], it["RelationDate"], it["Text"])
        for it in read["relations"].to_pylist()
    ],
    [
        (line["id"], it["type"], it["source"], it["target"], it["negated"], it["confidence"], it["date"], it["evidence"])
        for line in expected
        for it in line["relations"]
    ],
)
same(
    "ties",
    [(it["Document"], it["Source"], it["Target"], it["Window"], it["Count"], it["Rule"]) for it in read["ties"].to_pylist()],
    [
        (line["id"], it["source"], it["target"], it["window"], it["count"], it["rule"])
        for line in expected
        for it in line["cooccurrences"]
    ],
)
windows = []
for line in expected:
    for it in line["windows"]:
        windows.append((line["id"], it["window"], None, it["total"]))
        entities = zip(line["entities"], it["entities"])
        windows += [(line["id"], it["window"], entity["id"], count) for entity, count in entities if count]
same("windows", [(it["Document"], it["Window"], it["Entity"], it["Count"]) for it in read["windows"].to_pylist()], windows)

# The query of docs/duckdb.md gives the measures of the graph.
npmi = (pathlib.Path(__file__).parents[2] / "docs" / "duckdb.md").read_text(encoding="utf-8")
npmi = npmi.split("```sql\n")[-1].split("```")[0].replace("graph/", f"{folder}/")
found = {(source, target): (pairs, value) for source, target, pairs, value in duckdb.sql(npmi).fetchall()}
ids = [node["id"] for node in graph["nodes"]]
for edge in graph["edges"]:
    if edge["summary"] is None and edge["window"] == "sentence" and edge["npmi"] is not None:
        pairs, value = found[ids[edge["source"]], ids[edge["target"]]]
        assert pairs == edge["count"], edge["id"]
        assert abs(value - edge["npmi"]) < 1e-9, (edge["id"], value, edge["npmi"])
print("read")
