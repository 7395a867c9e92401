// What the reader asks for, and which edges answer.

import { days } from './data.js';

export class Filter {
  constructor(data) {
    this.data = data;
    this.clear();
  }

  clear() {
    this.ways = new Set();
    this.kinds = new Set();
    this.types = new Set();
    this.modalities = new Set();
    this.from = '';
    this.to = '';
    this.weight = 0;
  }

  get isSet() {
    return this.ways.size + this.kinds.size + this.types.size + this.modalities.size > 0 || Boolean(this.from || this.to) || this.weight > 0;
  }

  /** Presses a value of a set, or releases it. */
  toggle(set, value) {
    if (!this[set].delete(value)) this[set].add(value);
  }

  get period() {
    return [this.from ? days(this.from)[0] : 0, this.to ? days(this.to)[1] : 99999999];
  }

  /** Whether a row of the evidence is of the modality and the period that are asked for, and repeats no other copy of its article. */
  row(row, [from, to] = this.period, dated = true) {
    const { evidence } = this.data;
    if (evidence.repeated[row]) return false;
    if (this.modalities.size && !this.modalities.has(evidence.modality[row])) return false;
    if (!dated || (!this.from && !this.to)) return true;
    return evidence.from[row] > 0 && evidence.from[row] <= to && evidence.to[row] >= from;
  }

  rows(edge, dated = true) {
    const period = this.period;
    return this.data.rows(edge).filter((row) => this.row(row, period, dated));
  }

  /** Whether an edge is of the types, kinds and weights that are asked for, whatever its sentences. */
  edge(edge) {
    const { edges, nodes } = this.data;
    if (this.types.size && !this.types.has(edges.type[edge])) return false;
    if (this.ways.size && !this.ways.has(this.data.wayOf(edge))) return false;
    if (edges.weight[edge] < this.weight) return false;
    return !this.kinds.size || (this.kinds.has(nodes.kind[edges.source[edge]]) && this.kinds.has(nodes.kind[edges.target[edge]]));
  }

  /** Per edge, how many pieces of evidence answer. */
  counts() {
    const { edges } = this.data;
    const bySentence = this.modalities.size > 0 || Boolean(this.from || this.to);
    const period = this.period;
    const counts = new Uint32Array(edges.type.length);
    for (let edge = 0; edge < counts.length; edge++) {
      if (!this.edge(edge)) continue;
      if (!bySentence) counts[edge] = edges.told[edge];
      else for (let row = edges.at[edge], end = row + edges.rows[edge]; row < end; row++) counts[edge] += this.row(row, period);
    }
    return counts;
  }
}
