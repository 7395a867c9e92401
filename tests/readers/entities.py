"""Reads entities as FollowTheMoney does, and tables as Neo4j does, and holds them against the graph: python entities.py FOLDER."""

import csv
import datetime
import json
import pathlib
import re
import sys

from followthemoney import model

folder = pathlib.Path(sys.argv[1])
graph = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
ids = [node["id"] for node in graph["nodes"]]


def same(what, found, expected):
    found, expected = sorted(found), sorted(expected)
    if found != expected:
        pairs = [pair for pair in zip([*found, None], [*expected, None]) if pair[0] != pair[1]]
        sys.exit(f"{what}: {len(found)} and not {len(expected)}; {str(pairs)[:500]}")


def is_denied(edge):
    return edge["count"] == 0 and edge["summary"] is not None


def one_line(text):
    pieces = re.split("[\0-\x1f\x7f-\x9f\u2028\u2029]", text)
    return text if len(pieces) == 1 else " ".join(piece.strip() for piece in pieces if piece.strip())


def short(text, longest):
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def ftm():
    entities = {}
    for line in (folder / "entities.ftm.json").read_bytes().split(b"\n")[:-1]:
        data = json.loads(line)
        raw, entity = model.get_proxy(data, cleaned=True), model.get_proxy(data, cleaned=False)
        assert data["id"] not in entities, data["id"]
        for prop, value in raw.itervalues():
            kept = entity.get(prop)
            if prop.type.name in ("entity", "date", "country"):
                assert value in kept, (data["schema"], prop.name, value[:300], kept[:3])
        try:
            entity.schema.validate(entity.to_dict())
        except Exception as error:
            sys.exit(f"ftm: {entity.schema.name} {list(error.errors['properties'])}: {str(data)[:400]}")
        missing = [name for name in entity.schema.required if not entity.get(name, quiet=True)]
        assert not missing, (data["schema"], missing, str(data)[:400])
        entities[data["id"]] = raw
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), (entity.schema.name, prop.name, entities[value].schema.name)
    actors = [entity for id, entity in entities.items() if id.startswith("actor-")]
    names = [(entity.get("name", quiet=True) or entity.get("full", quiet=True))[:1] for entity in actors]
    same("ftm: actors", names, [[short(one_line(node["label"]).strip() or one_line(node["id"]).strip(), 380 if node["kind"] not in ("place", "demonym", "role") else 240)] for node in graph["nodes"]])
    links = [value for id, entity in entities.items() if id.startswith("link-") for value in entity.get("recordId")]
    expected = []
    for edge in graph["edges"]:
        if not is_denied(edge):
            roles = {role for role in (edge["summary"] or {}).get("qualifiers", []) if role.strip()}
            is_post = any(id.startswith("link-") and it.schema.name == "Occupancy" and short(one_line(edge["id"]).strip(), 1000) in it.get("recordId") for id, it in entities.items())
            expected += [short(one_line(edge["id"]).strip(), 1000)] * (len(roles) or 1 if is_post else 1)
    same("ftm: links", links, expected)
    proofs = {value for entity in entities.values() for value in entity.get("proof", quiet=True)}
    same("ftm: documents", proofs, [id for id in entities if id.startswith("document-")])


CASTS = {
    "string": str,
    "string[]": lambda text: text.split("|"),
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.date.fromisoformat,
}


def table(name):
    """A table as `neo4j-admin database import` reads it: a record a line, the types of the header."""
    text = (folder / name).read_bytes().decode()
    records = list(csv.reader(text.splitlines() if "\x0b" in text else text.split("\n")[:-1], strict=True))
    assert len(records) == text.count("\n"), "a record is a line"
    assert not re.search(r'\\"|\\\\', text), "LOAD CSV takes a backslash for an escape"
    header = records[0]
    for record in records[1:]:
        assert len(record) == len(header)
        for name, cell in zip(header, record):
            of_type = name.split(":")[1] if ":" in name and name.split(":")[1] in CASTS else "string"
            if cell:
                CASTS[of_type](cell)
    return [dict(zip(header, record)) for record in records[1:]]


def safe(text):
    return re.sub(r'\\(?=["\\]|$)', r"\\ ", one_line(text))


def neo4j():
    nodes, edges = table("neo4j-nodes.csv"), table("neo4j-edges.csv")
    found = [(row["id:ID(Actor)"], row["name"], row[":LABEL"], int(row["Mentions:long"])) for row in nodes]
    label = {node["kind"]: f"Actor|{node['kind'].capitalize()}" for node in graph["nodes"]}
    expected = [(safe(node["id"]), safe(node["label"]), label[node["kind"]], node["mentions"]) for node in graph["nodes"]]
    same("neo4j: nodes", found, expected)
    known = {row["id:ID(Actor)"] for row in nodes}
    assert len(known) == len(nodes), "ids are unique"
    found = [(row[":START_ID(Actor)"], row[":END_ID(Actor)"], row["id"], float(row["weight:double"])) for row in edges]
    assert all(source in known and target in known for source, target, *_ in found), "every end is there"
    same(
        "neo4j: edges",
        found,
        [(safe(ids[edge["source"]]), safe(ids[edge["target"]]), safe(edge["id"]), edge["weight"]) for edge in graph["edges"]],
    )
    script = (folder / "neo4j-load.cypher").read_bytes().decode()
    for of_type in {row[":TYPE"] for row in edges}:
        assert f"[r:`{of_type.replace('`', '``')}` {{" in script, of_type
    headers = {name for row in (nodes[:1] + edges[:1]) for name in row}
    assert headers - {":LABEL"} == set(re.findall(r"row\.`([^`]*)`", script)) | {"name", "id"} or not nodes, headers


ftm()
neo4j()
print("read")
