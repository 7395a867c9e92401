"""Reads notes as Obsidian does (YAML, links), and holds them against the graph: python notes.py FOLDER."""

import json
import pathlib
import re
import sys

import yaml

folder = pathlib.Path(sys.argv[1])
graph = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
names, notes = {}, {}
for path in (folder / "obsidian").iterdir():
    text = path.read_bytes().decode()
    _, properties, body = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
    properties = yaml.safe_load(properties)
    name = path.name.removesuffix(".md")
    assert not re.search(r'[\\/:*?"<>|#^\[\]\0-\x1f]', name), name
    names[properties["id"]] = name
    notes[properties["id"]] = properties, body
assert len({name.lower() for name in names.values()}) == len(notes) == len(graph["nodes"])
for node in graph["nodes"]:
    properties, _ = notes[node["id"]]
    assert properties["tags"] == [node["kind"]]
    assert properties["Mentions"] == node["mentions"]
    assert properties["aliases"] == [alias for alias in node["aliases"] if alias != node["label"]], properties
links = {id: set() for id in names}
for edge in graph["edges"]:
    source, target = (graph["nodes"][edge[end]]["id"] for end in ("source", "target"))
    links[source].add(names[target])
    links[target].add(names[source])
for id, (_, body) in notes.items():
    found = re.findall(r"(?<!\\)\[\[([^\]|]+)(?:\|[^\]]*)?\]\]", body)
    assert set(found) == links[id], (id, set(found) ^ links[id])
    assert not re.search(r"(?<!\\)<", body), id
    sentences = body.count("\n  - « ")
    edges = [edge for edge in graph["edges"] if id in (graph["nodes"][edge["source"]]["id"], graph["nodes"][edge["target"]]["id"])]
    expected = sum(len(edge["evidence"]) for edge in edges if edge["summary"] is not None)
    assert sentences == expected, (id, sentences, expected)
print("read")
