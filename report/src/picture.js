// What a node and a line look like, whoever draws them.

import { caption, n } from './dom.js';

/** The labels of so many actors are always shown. */
export const FORCED = 30;
const RADIUS = [4, 15];
const LONGEST = 34;

/** Nodes and lines with their looks: the most connected are the largest, by rank. */
export function picture(data, chosen, places) {
  const strength = new Map(chosen.nodes.map((node) => [node, 0]));
  for (const { pair, score } of chosen.lines) for (const node of [pair.a, pair.b]) strength.set(node, strength.get(node) + score);
  const order = [...chosen.nodes].sort((one, other) => strength.get(other) - strength.get(one) || one - other);
  const nodes = order.map((node, rank) => {
    const share = 1 - rank / order.length;
    const radius = RADIUS[0] + (RADIUS[1] - RADIUS[0]) * share ** 2.2;
    const { name, colour } = data.kinds[data.nodes.kind[node]];
    const [x, y] = places.get(node) ?? [0, 0];
    return { node, x, y, rank, radius, kind: name, colour, label: called(data.nodes, node, name), forced: rank < FORCED };
  });
  const most = Math.log2(1 + Math.max(...chosen.lines.map(({ count }) => count), 4));
  const lines = chosen.lines.map((line) => ({ ...line, ...look(data, line, most) }));
  return { nodes, lines };
}

function look(data, { leading, typed, count, pair }, most) {
  const { edges, types, groups } = data;
  const type = types[edges.type[leading]];
  const { name, colour } = data.changes ? data.ways[data.wayOf(leading)] : groups[type.group];
  const width = Math.log2(1 + count) / most;
  const from = edges.source[leading];
  return {
    colour,
    group: name,
    width: typed ? 1.6 + 2.6 * width : 0.5 + 0.9 * width,
    denied: edges.count[leading] === 0,
    directed: typed && edges.directed[leading] === 1,
    from,
    to: from === pair.a ? pair.b : pair.a,
    label: typed && type.group > 0 ? caption('relation', type.name) : '',
  };
}

/** What an actor is called in a picture: an organisation of a long name by its acronym, where it has one. */
function called({ label, aliases }, node, kind) {
  const acronym = kind === 'organisation' && label[node].length > 22 && aliases[node].find((alias) => /^\p{Lu}[\p{Lu}\p{N}-]{1,9}$/u.test(alias));
  return acronym || short(label[node]);
}

const short = (label) => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1).trimEnd()}…` : label);

/** What is said of a line: `Camara – Traoré : rencontre (2), visite`; with what changed of it. */
export function describe(data, line) {
  const { edges, types, nodes } = data;
  const arrow = line.directed ? '→' : '–';
  const way = (edge) => (data.changes && data.changeOf[edge] >= 0 ? `, ${caption('way', data.ways[data.wayOf(edge)].name)}` : '');
  const kinds = line.pair.edges.map((edge) => `${caption('relation', types[edges.type[edge]].name)} (${n(edges.count[edge])}${way(edge)})`);
  return `${nodes.label[line.from]} ${arrow} ${nodes.label[line.to]} : ${kinds.join(', ')}`;
}
