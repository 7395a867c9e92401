// Where the actors of a view stand. All positions start from those of the file; small views are relaxed from there, and
// what stands already stays where it is.

/** From so many nodes on, the positions of the file are taken as they are. */
const RELAXED = 400;
const ROUNDS = 300;

export class Layout {
  constructor(data) {
    this.data = data;
    this.at = new Map();
  }

  /** A position for each node: a Map from node to [x, y]. */
  place({ nodes, lines }, isFirst) {
    const { x, y } = this.data.layout;
    const { first } = this.data;
    if (isFirst) this.at = new Map(first.nodes.map((node, i) => [node, [first.x[i], first.y[i]].map((at) => at * Math.sqrt(first.nodes.length))]));
    else if (nodes.length > RELAXED) this.at = new Map(nodes.map((node) => [node, [x[node], y[node]]]));
    else this.at = relax(nodes, lines, this.kept(nodes), this.data.layout);
    return this.at;
  }

  /** What stands already, where that is most of the view. */
  kept(nodes) {
    const kept = new Map(nodes.filter((node) => this.at.has(node)).map((node) => [node, this.at.get(node)]));
    return kept.size * 2 > nodes.length ? kept : new Map();
  }
}

/** Nodes repel each other, lines draw their ends to a length, the less the more lines an end has: dense parts get room. */
function relax(nodes, lines, kept, { x, y }) {
  const index = new Map(nodes.map((node, i) => [node, i]));
  const links = lines.map(({ pair, typed }) => [index.get(pair.a), index.get(pair.b), typed ? 1 : 0.4]);
  const at = start(nodes, links, kept, x, y);
  const degrees = nodes.map(() => 0);
  links.forEach(([a, b]) => (degrees[a]++, degrees[b]++));
  const pulls = links.map(([a, b, weight]) => [a, b, weight / Math.min(degrees[a], degrees[b])]);
  const fixed = nodes.map((node) => kept.has(node));
  for (let round = 0; round < ROUNDS; round++) {
    const heat = 1 - round / ROUNDS;
    push(at, pulls, heat).forEach(([dx, dy], i) => {
      if (fixed[i]) return;
      const length = Math.hypot(dx, dy) || 1;
      const step = Math.min(length, heat) / length;
      at[i][0] += dx * step;
      at[i][1] += dy * step;
    });
  }
  const flat = kept.size > 0 || spread(at, 0) >= spread(at, 1);
  return new Map(nodes.map((node, i) => [node, flat ? at[i] : [at[i][1], -at[i][0]]]));
}

/** How far the nodes lie apart along an axis. */
const spread = (at, axis) => Math.sqrt(at.reduce((sum, point) => sum + point[axis] ** 2, 0));

/** How far apart linked nodes want to be; others further. Views are wide: what lies off the middle line is drawn to it. */
const LENGTH = 1.3;
const GRAVITY = [0.035, 0.06];

function push(at, pulls, heat) {
  const moves = at.map(([x, y]) => [-GRAVITY[0] * x, -GRAVITY[1] * y]);
  const move = (i, j, dx, dy, by) => {
    moves[i][0] += dx * by;
    moves[i][1] += dy * by;
    moves[j][0] -= dx * by;
    moves[j][1] -= dy * by;
  };
  for (let i = 0; i < at.length; i++) {
    for (let j = 0; j < i; j++) {
      const [dx, dy] = [at[i][0] - at[j][0], at[i][1] - at[j][1]];
      const square = dx * dx + dy * dy + 0.01;
      move(i, j, dx, dy, (square < 1 ? 1 : 0.6) / square);
    }
  }
  for (const [a, b, pull] of pulls) {
    const [dx, dy] = [at[b][0] - at[a][0], at[b][1] - at[a][1]];
    const length = Math.hypot(dx, dy) || 1;
    move(a, b, dx, dy, (pull * (length - LENGTH)) / length / (1 + heat));
  }
  return moves;
}

/** New nodes start beside a neighbour that stands already; all at the golden angle, so that no two coincide. */
function start(nodes, links, kept, x, y) {
  const near = nodes.map(() => []);
  links.forEach(([a, b]) => (near[a].push(b), near[b].push(a)));
  const scale = Math.sqrt(nodes.length) * 0.8;
  return nodes.map((node, i) => {
    if (kept.has(node)) return [...kept.get(node)];
    const beside = near[i].map((j) => kept.get(nodes[j])).find(Boolean);
    const anchor = beside ?? [scale * x[node], scale * y[node]];
    const angle = 2.399963 * i;
    return [anchor[0] + Math.cos(angle), anchor[1] + Math.sin(angle)];
  });
}
