// Which actors and lines stand in the picture.

/** How many actors a view may have; 0 for as many as can be drawn. */
export const SIZES = [60, 150, 500, 0];
/** The most that is drawn at once. */
export const MOST = { nodes: 5000, pairs: 50000 };
/** How many neighbours one press opens. */
const OPENED = 12;
/** Typed lines and ties a node: more make a ball of wool. */
const LINES = 2;
const TIES = 1;

export class View {
  constructor(data, filter) {
    Object.assign(this, { data, filter, size: SIZES[0] });
    this.reset();
  }

  reset() {
    this.around = null;
    this.opened = new Map();
  }

  /** Only this actor and its neighbours; all again with null. */
  focus(node) {
    this.around = node;
    this.opened.clear();
  }

  /** More neighbours of an actor, the strongest first. */
  open(node) {
    this.opened.set(node, (this.opened.get(node) ?? 0) + OPENED);
  }

  /** Whether the actors are those that the file gives for a beginning, and perhaps some that were opened. */
  get begins() {
    return !this.filter.isSet && this.around === null && this.size === SIZES[0];
  }

  get isFirst() {
    return this.begins && this.opened.size === 0;
  }

  /** The matching pairs with what the filter leaves of them, the strongest first. */
  matching(counts) {
    const { edges, types } = this.data;
    const denied = this.data.modalities.slice(-1).concat('denied').map((name) => this.data.modalities.indexOf(name));
    const asked = denied.some((modality) => this.filter.modalities.has(modality));
    // What leads is stated; where two graphs are compared, what changed.
    const { changeOf } = this.data;
    const leads = (edge) => (changeOf ? changeOf[edge] >= 0 : types[edges.type[edge]].group > 0);
    const lines = [];
    for (const pair of this.data.pairs) {
      let [count, score, leading] = [0, 0, -1];
      for (const edge of pair.edges) {
        if (!counts[edge] || (edges.count[edge] === 0 && !asked)) continue;
        const share = counts[edge] / edges.told[edge];
        const of = edges.score[edge] * (share < 1 ? (1 + share) / 2 : 1);
        if (leading < 0 || rank(edge) > rank(leading)) leading = edge;
        score += of;
        count += counts[edge];
      }
      if (leading >= 0) lines.push({ pair, count, score, leading, typed: leads(leading) });
    }
    return lines.sort((one, other) => other.score - one.score || one.pair.index - other.pair.index);
    function rank(edge) {
      return (leads(edge) ? 2e9 : 0) + (types[edges.type[edge]].group > 0 ? 1e9 : 0) + counts[edge];
    }
  }

  /** The actors of the view, and the lines between them. */
  choose(counts) {
    const lines = this.matching(counts);
    const { first } = this.data;
    const nodes = new Set(this.begins ? first.nodes : this.strongest(lines));
    for (const [node, many] of this.opened) this.addNeighbours(nodes, lines, node, many);
    if (this.isFirst) return { nodes: [...nodes], lines: lines.filter(({ pair }) => first.pairs.has(pair)), matching: lines.length };
    const inside = lines.filter(({ pair }) => pair.a !== pair.b && nodes.has(pair.a) && nodes.has(pair.b));
    return { nodes: [...nodes], lines: this.thin(inside, nodes), matching: lines.length };
  }

  addNeighbours(nodes, lines, node, many) {
    nodes.add(node);
    for (const { pair } of lines) {
      const other = pair.a === node ? pair.b : pair.b === node ? pair.a : node;
      if (nodes.has(other)) continue;
      nodes.add(other);
      if (--many === 0) return;
    }
  }

  /** The ends of the strongest lines. */
  strongest(lines) {
    const most = this.size || MOST.nodes;
    const nodes = new Set();
    if (this.around !== null) {
      nodes.add(this.around);
      lines = lines.filter(({ pair }) => pair.a === this.around || pair.b === this.around);
    }
    for (const { pair } of lines) {
      const missing = [pair.a, pair.b].filter((node) => !nodes.has(node));
      if (nodes.size + missing.length <= most) missing.forEach((node) => nodes.add(node));
      if (nodes.size >= most) break;
    }
    return nodes;
  }

  /** The strongest typed lines and the strongest ties, and what a node would be without a line for. */
  thin(lines, nodes) {
    const all = this.size === 0;
    const left = { true: all ? MOST.pairs : LINES * nodes.size, false: all ? MOST.pairs : TIES * nodes.size };
    const bare = new Set(nodes);
    const kept = [];
    for (const line of [...lines.filter(({ typed }) => typed), ...lines.filter(({ typed }) => !typed)]) {
      const { a, b } = line.pair;
      if (left[line.typed]-- <= 0 && !bare.has(a) && !bare.has(b)) continue;
      bare.delete(a);
      bare.delete(b);
      kept.push(line);
    }
    return kept.slice(0, MOST.pairs);
  }
}
