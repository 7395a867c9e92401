// Reads graph files as Gephi Lite (graphology) and Cytoscape.js do, and holds them against the graph: node graph.cjs FOLDER.

const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const cytoscape = require("cytoscape");
const Graph = require("graphology");
const gexf = require("graphology-gexf");

const read = name => readFileSync(`${process.argv[2]}/${name}`, "utf8");
const expected = JSON.parse(read("expected.json"));
const inXml = text => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
const asIs = text => text;
const id = index => expected.nodes[index].id;
const isDenied = edge => edge.count === 0 && edge.summary !== null;

function same(what, found, expected) {
  [found, expected] = [found, expected].map(rows => rows.map(row => JSON.stringify(row)).sort());
  const place = expected.findIndex((row, place) => row !== found[place]);
  assert(place < 0, `${what}: ${found[place]?.slice(0, 300)} and not ${expected[place]?.slice(0, 300)}`);
  assert.equal(found.length, expected.length, what);
}

function checkGraphology(what, graph, text, edges) {
  same(
    `${what}: nodes`,
    graph.mapNodes((key, node) => [key, node.label, node.Kind, Number(node.Mentions)]),
    expected.nodes.map(node => [text(node.id), text(node.label), node.kind, node.mentions]),
  );
  const ends = edge => [text(id(edge.source)), text(id(edge.target))];
  same(
    `${what}: edges`,
    graph.mapEdges((key, edge, ...ends) =>
      [key, ...ends.slice(0, 2), edge.Kind, Number(edge.weight), graph.isDirected(key)]),
    edges.map(edge => [text(edge.id), ...ends(edge), text(edge.kind), edge.weight, edge.directed]),
  );
}

checkGraphology("json", Graph.from(JSON.parse(read("graph.json"))), asIs, expected.edges);

const fromGexf = gexf.parse(Graph, read("graph.gexf"));
checkGraphology("gexf", fromGexf, inXml, expected.edges.filter(edge => !isDenied(edge)));
fromGexf.forEachNode((key, node) => assert(node.size >= 4 && node.color.startsWith("rgb(") && Number.isFinite(node.x), key));

const network = cytoscape({ headless: true, elements: JSON.parse(read("graph.cyjs")).elements });
same(
  "cyjs: nodes",
  network.nodes().map(node => ["id", "name", "Kind", "Mentions"].map(key => node.data(key))),
  expected.nodes.map(node => [node.id, node.label, node.kind, node.mentions]),
);
same(
  "cyjs: edges",
  network.edges().map(edge => ["id", "source", "target", "interaction", "weight"].map(key => edge.data(key))),
  expected.edges.map(edge => [edge.id, id(edge.source), id(edge.target), edge.kind, edge.weight]),
);
console.log("read");
