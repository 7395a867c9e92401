"""Reads graph files as igraph, lxml and networkx do, and holds them against the graph: python graph.py FOLDER."""

import json
import pathlib
import re
import sys

import igraph
import networkx
from lxml import etree

folder = pathlib.Path(sys.argv[1])
graph = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
ids = [node["id"] for node in graph["nodes"]]


def in_xml(text):
    """A text as XML 1.0 can have it."""
    return re.sub("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def same(what, found, expected):
    found, expected = sorted(found), sorted(expected)
    if found != expected:
        pairs = [pair for pair in zip(found, expected) if pair[0] != pair[1]]
        sys.exit(f"{what}: {len(found)} and not {len(expected)}; {str(pairs)[:500]}")


def expected_nodes(text=str):
    return [(text(node["id"]), text(node["label"]), node["kind"], node["mentions"]) for node in graph["nodes"]]


def is_denied(edge):
    return edge["count"] == 0 and edge["summary"] is not None


def expected_edges(text=str, denied=True):
    return [
        (text(ids[edge["source"]]), text(ids[edge["target"]]), text(edge["id"]), text(edge["kind"]), edge["weight"])
        for edge in graph["edges"]
        if denied or not is_denied(edge)
    ]


def check_networkx(what, read, text):
    nodes = [(name, data["label"], data["Kind"], data["Mentions"]) for name, data in read.nodes(data=True)]
    same(f"{what}: nodes", nodes, expected_nodes(text))
    edges = read.edges(keys=True, data=True)
    edges = [(source, target, key, data["Kind"], data["weight"]) for source, target, key, data in edges]
    same(f"{what}: edges", edges, expected_edges(text))
    types = {key: data["Type"] for _, _, key, data in read.edges(keys=True, data=True)}
    for edge in graph["edges"]:
        assert types[text(edge["id"])] == ("Directed" if edge["directed"] else "Undirected"), edge["id"]


def graphml():
    path = folder / "graph.graphml"
    read = networkx.read_graphml(path, force_multigraph=True)
    check_networkx("graphml in networkx", read, in_xml)
    read = igraph.Graph.Read_GraphML(str(path))

    # It takes the `&` of an XML attribute for `&#38;`; no id of a fold has one.
    def as_id(text):
        return text.replace("&#38;", "&")

    nodes = [(as_id(node["id"]), node["label"], node["Kind"], int(node["Mentions"])) for node in read.vs]
    same("graphml in igraph: nodes", nodes, expected_nodes(in_xml))
    # It gives an edge its source for an id.
    edges = [
        (as_id(read.vs[edge.source]["id"]), as_id(read.vs[edge.target]["id"]), edge["Kind"], edge["weight"])
        for edge in read.es
    ]
    same(
        "graphml in igraph: edges",
        edges,
        [(source, target, kind, weight) for source, target, _, kind, weight in expected_edges(in_xml)],
    )


def node_link():
    data = json.loads((folder / "graph.node-link.json").read_text(encoding="utf-8"))
    check_networkx("node-link in networkx", networkx.node_link_graph(data, edges="edges"), str)


GEXF = "{http://gexf.net/1.3}"


def gexf():
    """Without a reader: networkx takes no mixed graph. The schema has the elements of `viz` in the wrong namespace."""
    tree = etree.parse(folder / "graph.gexf")
    of_viz = tree.findall(".//{http://gexf.net/1.3/viz}*")
    assert len([it for it in of_viz if it.tag.endswith("size")]) == len(ids)
    for element in of_viz:
        element.getparent().remove(element)
    here = pathlib.Path(__file__).parent
    etree.XMLSchema(etree.parse(here / "gexf-1.3" / "gexf.xsd")).assertValid(tree)
    nodes = [
        (node.get("id"), node.get("label"), *values(node, "Kind", "Mentions")) for node in tree.iter(GEXF + "node")
    ]
    nodes = [(*rest, int(mentions)) for *rest, mentions in nodes]
    same("gexf: nodes", nodes, expected_nodes(in_xml))
    edges = []
    for edge in tree.iter(GEXF + "edge"):
        (kind,) = values(edge, "Kind")
        assert kind == edge.get("kind") == edge.get("label")
        edges.append((edge.get("source"), edge.get("target"), edge.get("id"), kind, float(edge.get("weight"))))
    same("gexf: edges", edges, expected_edges(in_xml, denied=False))
    ends = [edge.get("end") for edge in tree.iter(GEXF + "edge")]
    same("gexf: last days", ends, [edge["last"] for edge in graph["edges"] if not is_denied(edge)])


def values(element, *names):
    found = {value.get("for"): value.get("value") for value in element.iter(GEXF + "attvalue")}
    return [found.get(name) for name in names]


for check in (graphml, node_link, gexf):
    check()
print("read")
