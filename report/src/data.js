// The graph and the documents of the page. Documents are parsed when they are opened.

import { plain } from './dom.js';

/** `2023-05` as the first and the last day it may mean: 20230501, 20230531. */
export function days(date) {
  if (!date) return null;
  const [year, month, day] = date.split('-').map(Number);
  const at = (m, d) => year * 10000 + m * 100 + d;
  return [at(month || 1, day || 1), at(month || 12, day || 31)];
}

export class Data {
  constructor(graph) {
    Object.assign(this, graph);
    this.size = this.nodes.id.length;
    this.nodes.label = this.nodes.label.map((label, i) => plain(label).trim() || this.nodes.id[i] || '—');
    this.byId = new Map(this.nodes.id.map((id, i) => [id, i]));
    this.documentOf = new Map(this.documents.map((document, i) => [document.id, i]));
    this.typed = this.types.map((type) => type.group > 0);
    this.parsed = new Map();
    this.lay();
    this.compare();
    this.copy();
    this.normalise();
    this.pair();
    this.date();
    this.passageOf = new Map(this.passages.map(([d, start, end, text]) => [`${d}:${start}:${end}`, text]));
  }

  /** Positions with a mean distance of 1 from the middle. */
  normalise() {
    const { x, y } = this.layout;
    const mean = x.reduce((sum, at, i) => sum + Math.hypot(at, y[i]), 0) / x.length || 1;
    this.layout = { x: x.map((at) => at / mean), y: y.map((at) => at / mean) };
  }

  /** Which rows of the evidence are of which edge, and of which statement. */
  lay() {
    let at = 0;
    this.edges.at = Uint32Array.from(this.edges.rows, (rows) => (at += rows) - rows);
    let statement = 0;
    this.evidence.of = Int32Array.from(this.evidence.stated, (stated) => (stated ? statement++ : -1));
  }

  /** What changed, where the page is of two graphs: per edge its change, or -1. */
  compare() {
    if (!this.changes) return;
    this.ways = [...this.changes.ways, UNCHANGED];
    this.changeOf = new Int32Array(this.edges.type.length).fill(-1);
    this.changes.edge.forEach((edge, change) => edge !== null && (this.changeOf[edge] = change));
  }

  /** The way in which an edge changed, by its place among the ways; the last is none. */
  wayOf(edge) {
    return this.changeOf[edge] < 0 ? this.ways.length - 1 : this.changes.way[this.changeOf[edge]];
  }

  /** Which documents are copies of one article, and which rows of the evidence only repeat what another copy tells. */
  copy() {
    this.stories.forEach((documents, story) => documents.forEach((index) => (this.documents[index].story = story)));
    const { document, repeats } = this.evidence;
    this.evidence.repeated = new Uint8Array(document.length);
    for (const row of repeats) this.evidence.repeated[row] = 1;
  }

  /** The other copies of a document. */
  copies(index) {
    return (this.stories[this.documents[index].story] ?? []).filter((other) => other !== index);
  }

  /** Edges of the same two actors are one line. */
  pair() {
    const { source, target, type } = this.edges;
    const pairs = new Map();
    this.near = Array.from({ length: this.size }, () => []);
    this.pairs = [];
    this.pairOf = [];
    source.forEach((from, edge) => {
      const to = target[edge];
      const key = Math.min(from, to) * this.size + Math.max(from, to);
      let pair = pairs.get(key);
      if (!pair) {
        pair = { index: this.pairs.length, a: Math.min(from, to), b: Math.max(from, to), edges: [], typed: false };
        pairs.set(key, pair);
        this.pairs.push(pair);
        this.near[pair.a].push(pair);
        if (pair.a !== pair.b) this.near[pair.b].push(pair);
      }
      pair.edges.push(edge);
      this.pairOf.push(pair);
      pair.typed ||= this.typed[type[edge]];
    });
    this.first.pairs = new Set(this.first.pairs.map(([a, b]) => pairs.get(a * this.size + b)));
  }

  /** First and last day, modality: per row of the evidence. */
  date() {
    const rows = this.evidence.document.length;
    this.evidence.from = new Uint32Array(rows);
    this.evidence.to = new Uint32Array(rows);
    this.evidence.modality = new Int8Array(rows).fill(-1);
    const document = this.documents.map(({ date }) => days(date));
    const { modality, negated, date } = this.statements;
    for (let row = 0; row < rows; row++) {
      const statement = this.evidence.of[row];
      const range = (statement >= 0 && days(date[statement])) || document[this.evidence.document[row]];
      if (range) [this.evidence.from[row], this.evidence.to[row]] = range;
      if (statement >= 0) this.evidence.modality[row] = negated[statement] ? this.modalities.indexOf('negated') : modality[statement];
    }
  }

  /** The rows of an edge's evidence. */
  rows(edge) {
    const from = this.edges.at[edge];
    return Array.from({ length: this.edges.rows[edge] }, (_, i) => from + i);
  }

  /** The text of a document with its mentions, where the page has it. Offsets are code points. */
  document(index) {
    if (!this.parsed.has(index)) this.parsed.set(index, this.parse(index));
    return this.parsed.get(index);
  }

  parse(index) {
    const script = document.getElementById(`d${index}`);
    if (!script) return null;
    const { text, entities, mentions, zones } = JSON.parse(script.textContent);
    // Text beyond the basic plane takes two units a code point: an array has one place for each.
    const letters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
    const slice = (start, end) => plain(typeof letters === 'string' ? letters.slice(start, end) : letters.slice(start, end).join(''));
    const named = entities.map((id) => this.actor(id, index));
    const marks = mentions.map(([start, end, entity, kind]) => ({ start, end, kind, actor: entity < 0 ? -1 : named[entity] }));
    return { slice, length: letters.length, marks, zones };
  }

  /** The actor of an entity of a document. Several people of one name are actors of their own, with longer ids. */
  actor(id, index) {
    const actor = this.byId.get(id);
    if (actor !== undefined) return actor;
    this.apart ??= Map.groupBy ? Map.groupBy(this.nodes.id.keys(), (i) => base(this.nodes.id[i])) : group(this.nodes.id);
    const inDocument = (node) => this.near[node].some((pair) => pair.edges.some((edge) => this.rows(edge).some((row) => this.evidence.document[row] === index)));
    return this.apart.get(id)?.find(inDocument) ?? -1;
  }

  /** A row of evidence as people read it: where, when, what is said, and its text with the mentions in it. */
  sentence(row) {
    const { document, start, end, rule } = this.evidence;
    const index = document[row];
    const whole = this.document(index);
    const place = { index, start: start[row], end: end[row] };
    const marks = whole?.marks.filter((mark) => mark.start >= place.start && mark.end <= place.end);
    const text = whole ? null : plain(this.passageOf.get(`${index}:${place.start}:${place.end}`) ?? '');
    return { ...place, document: this.documents[index], rule: this.rules[rule[row]], text, whole, marks, statement: this.statement(row) };
  }

  statement(row) {
    const at = this.evidence.of[row];
    if (at < 0) return null;
    return Object.fromEntries(Object.entries(this.statements).map(([name, values]) => [name, values[at]]));
  }
}

const UNCHANGED = { name: 'unchanged', colour: '#6b7280' };

const base = (id) => id.split('--')[0];

function group(ids) {
  const groups = new Map();
  ids.forEach((id, i) => groups.set(base(id), [...(groups.get(base(id)) ?? []), i]));
  return groups;
}
