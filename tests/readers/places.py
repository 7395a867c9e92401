"""Reads GeoJSON as the library of that name does, and holds it against the graph: python places.py FOLDER."""

import json
import pathlib
import sys

import geojson

folder = pathlib.Path(sys.argv[1])
graph = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
places = geojson.loads((folder / "places.geojson").read_text(encoding="utf-8"))
assert places.is_valid and places["type"] == "FeatureCollection", places.errors()
nodes = {node["id"]: node for node in graph["nodes"]}
edges = {edge["id"]: edge for edge in graph["edges"]}
for feature in places["features"]:
    longitude, latitude = feature["geometry"]["coordinates"]
    assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    properties = feature["properties"]
    if properties["Feature"] == "actor":
        assert nodes[properties["Id"]]["label"] == properties["Label"]
    else:
        edge = edges[properties["Edge"]]
        assert properties["Kind"] == edge["kind"]
        assert any(it["document"]["id"] == properties["Document"] and it["text"] == properties["Text"] for it in edge["evidence"])
countries = [node for node in graph["nodes"] if node["kind"] == "country" and node["known"] and node["listed"]["iso2"]]
drawn = {feature["properties"]["Id"] for feature in places["features"] if feature["properties"]["Feature"] == "actor"}
assert {node["id"] for node in countries} <= drawn, "every country stands at its capital"
print("read")
