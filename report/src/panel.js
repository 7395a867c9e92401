// What is known of the actor or the line that is selected.

import { caption, count, day, h, n, t } from './dom.js';
import { dot } from './facets.js';
import { rowsOf, sentences } from './sentence.js';
import { values } from './tables.js';

export class Panel {
  constructor(app) {
    this.app = app;
    this.element = h('aside', { class: 'panel', tabindex: -1 });
  }

  show(selected) {
    this.element.setAttribute('aria-label', t('details'));
    const content = !selected ? this.nothing() : selected.pair ? this.pair(selected.pair) : this.actor(selected.node);
    this.element.replaceChildren(...content.filter(Boolean));
    this.element.scrollTop = 0;
    this.element.classList.toggle('empty', !selected);
  }

  /** Where to begin: the actors that lead the picture, the newest relations. */
  nothing() {
    const { app } = this;
    const { nodes, kinds } = app.data;
    const actors = (app.shown?.nodes ?? []).slice(0, 8).map(({ node }) => h('li', {}, h('button', { onclick: () => app.selectNode(node) },
      dot(kinds[nodes.kind[node]].colour, kinds[nodes.kind[node]].name), h('span', { text: nodes.label[node] }), h('span', { class: 'number', text: n(nodes.mentions[node]) }))));
    return [
      h('h2', { text: t('details') }), h('p', { class: 'quiet', text: t('details_hint') }),
      this.greatest(),
      actors.length > 0 && h('section', {}, h('h3', { text: t('leading_actors') }), h('ul', { class: 'edges' }, actors)),
      this.newest(),
    ].filter(Boolean);
  }

  /** The first of what changed, where two graphs are compared. */
  greatest() {
    const { data, counts } = this.app;
    const edges = (data.changes?.edge ?? []).filter((edge) => edge !== null && counts[edge] > 0).slice(0, 12);
    if (!edges.length) return null;
    const item = (edge) => {
      const [from, to] = [data.edges.source[edge], data.edges.target[edge]].map((node) => data.nodes.label[node]);
      return h('li', {}, h('button', { onclick: () => this.app.selectPair(data.pairOf[edge]) },
        h('span', {}, `${from} ${data.edges.directed[edge] ? '→' : '–'} ${to} `, h('span', { class: 'quiet', text: caption('relation', data.types[data.edges.type[edge]].name) })), this.way(edge)));
    };
    return h('section', {}, h('h3', { text: t('greatest_changes') }), h('ul', { class: 'edges' }, edges.map(item)));
  }

  /** How an edge changed: `nouveau 0 → 2`. */
  way(edge) {
    const { changes, changeOf, ways } = this.app.data;
    if (!changes || changeOf[edge] < 0) return null;
    const { name } = ways[changes.way[changeOf[edge]]];
    const [before, after] = [changes.old, changes.new].map((weights) => n(weights[changeOf[edge]]));
    return h('b', { class: `chip type ${name}`, text: `${caption('way', name)} ${before} → ${after}` });
  }

  /** The relations whose sentences tell the last days; what is announced for later is no news. */
  newest() {
    const { data, filter, counts } = this.app;
    const { evidence, documents, edges, statements, typed } = data;
    const today = documents.reduce((last, { date }) => (date > last ? date : last), '');
    const dates = [];
    counts.forEach((count, edge) => {
      if (!count || !typed[edges.type[edge]]) return;
      const told = filter.rows(edge).map((row) => statements.date[evidence.of[row]] ?? documents[evidence.document[row]].date);
      const last = told.filter((date) => date && date <= today).sort().at(-1);
      if (last) dates.push({ edge, last });
    });
    if (!dates.length) return null;
    dates.sort((one, other) => other.last.localeCompare(one.last) || one.edge - other.edge);
    return h('section', {}, h('h3', { text: t('newest_relations') }), h('ul', { class: 'edges' }, dates.slice(0, 8).map(({ edge, last }) => this.news(edge, last))));
  }

  news(edge, last) {
    const { edges, nodes, types, groups, pairOf } = this.app.data;
    const { name, group } = types[edges.type[edge]];
    const [from, to] = [edges.source[edge], edges.target[edge]].map((node) => nodes.label[node]);
    return h('li', {}, h('button', { onclick: () => this.app.selectPair(pairOf[edge]) },
      h('span', {}, `${from} `, h('b', { class: `type ${groups[group].name}`, text: `${edges.directed[edge] ? '→' : '–'} ${caption('relation', name)}` }), ` ${to} `, qualifiers(this.app.data, edge, 1)),
      h('time', { class: 'number', datetime: last, text: day(last) })));
  }

  head(...title) {
    return h('div', { class: 'head' }, h('h2', {}, ...title), h('button', { class: 'close', 'aria-label': t('close'), onclick: () => this.app.select(null), text: '×' }));
  }

  pair({ a, b, edges }) {
    const { app } = this;
    const { data } = app;
    const matching = edges.filter((edge) => app.counts[edge] > 0);
    const shown = matching.length ? matching : edges;
    const left = shown.reduce((sum, edge) => sum + data.edges.all[edge] - data.edges.rows[edge], 0);
    const rows = rowsOf(app, shown);
    return [
      this.head(this.name(a), h('span', { class: 'and' }, ' – '), this.name(b)),
      h('ul', { class: 'edges' }, shown.map((edge) => this.edge(edge))),
      h('h3', {}, count(rows.length, 'sentence')),
      sentences(app, rows, new Set([a, b]), left),
    ];
  }

  name(node) {
    return h('button', { class: 'link name', onclick: () => this.app.selectNode(node), text: this.app.data.nodes.label[node] });
  }

  edge(edge) {
    const { edges, types, groups, nodes } = this.app.data;
    const { name, group } = types[edges.type[edge]];
    const way = edges.directed[edge] ? `${nodes.label[edges.source[edge]]} → ${nodes.label[edges.target[edge]]}` : '';
    const dates = [...new Set([edges.first[edge], edges.last[edge]].filter(Boolean).map(day))].join(' – ');
    return h('li', {},
      h('b', { class: `type ${groups[group].name}`, text: caption('relation', name) }),
      way && h('span', { text: way }),
      qualifiers(this.app.data, edge),
      this.way(edge),
      h('span', { class: 'quiet' }, [count(edges.sentences[edge], 'sentence'), count(edges.documents[edge], 'document') + copied(edges.documents[edge] - edges.stories[edge]), dates].filter(Boolean).join(' · ')),
      edges.count[edge] === 0 && h('span', { class: 'chip negated', text: caption('modality', 'denied') }));
  }

  actor(node) {
    const { app } = this;
    const { data } = app;
    const pairs = data.near[node].map((pair) => ({ pair, edges: pair.edges.filter((edge) => app.counts[edge] > 0) })).filter(({ edges }) => edges.length);
    const typed = pairs.flatMap(({ edges }) => edges.filter((edge) => data.typed[data.edges.type[edge]]));
    const ties = pairs.flatMap(({ edges }) => edges.filter((edge) => !data.typed[data.edges.type[edge]]));
    const by = (edges) => edges.sort((one, other) => data.edges.weight[other] - data.edges.weight[one] || one - other);
    const rows = rowsOf(app, typed.length ? typed : by(ties).slice(0, 20));
    return [
      this.head(data.nodes.label[node]),
      this.facts(node),
      h('p', { class: 'actions' },
        h('button', { onclick: () => app.openNeighbours(node), text: t('open_neighbours') }),
        h('button', { onclick: () => app.focusOn(node), text: t('only_around') })),
      this.list(t('relations'), by(typed), node),
      this.list(t('ties'), by(ties), node),
      h('h3', {}, count(rows.length, 'sentence')),
      sentences(app, rows, new Set([node])),
    ];
  }

  facts(node) {
    const { nodes, kinds } = this.app.data;
    const { name, colour } = kinds[nodes.kind[node]];
    const dates = [...new Set([nodes.first[node], nodes.last[node]].filter(Boolean).map(day))].join(' – ');
    const said = (all) => all.length > 0 && all.map(([text, [first, last]]) => text + (first ? ` (${[...new Set([first, last])].map(day).join(' – ')})` : '')).join(' · ');
    const facts = [
      ...this.changed(node),
      [t('roles'), said(nodes.roles[node])],
      [t('ranks'), said(nodes.ranks[node])],
      nodes.aliases[node].length > 0 && [t('aliases'), nodes.aliases[node].slice(0, 8).join(' · ')],
      nodes.country[node] && [t('country'), this.country(nodes.country[node])],
      nodes.candidates[node].length > 0 && [t('candidates'), nodes.candidates[node].join(', ')],
      dates && [t('seen'), dates],
      nodes.wikidata[node] && ['Wikidata', nodes.wikidata[node]],
    ].filter((fact) => fact && fact[1]);
    return h('div', { class: 'facts' },
      h('p', {}, dot(colour, name), caption('kind', name), nodes.known[node] ? '' : ` · ${t('unlisted')}`, ` · ${count(nodes.mentions[node], 'mention')} · ${count(nodes.documents[node], 'document')}`),
      h('dl', {}, facts.map(([term, what]) => h('div', {}, h('dt', { text: term }), h('dd', { text: what })))));
  }

  /** What changed of an actor and is no edge: ranks. */
  changed(node) {
    const { changes, ways } = this.app.data;
    const found = (changes?.source ?? []).map((source, change) => (source === node && changes.edge[change] === null ? change : -1)).filter((change) => change >= 0);
    return found.map((change) => [`${caption('relation', changes.kind[change])}, ${caption('way', ways[changes.way[change]].name)}`, values(changes, change)]);
  }

  country(id) {
    const { byId, nodes } = this.app.data;
    return byId.has(id) ? nodes.label[byId.get(id)] : id;
  }

  /** Edges of an actor, each a button that shows its sentences; the first ones, and a button for the rest. */
  list(title, edges, node) {
    if (!edges.length) return null;
    const { data } = this.app;
    const item = (edge) => {
      const { source, target, type, directed } = data.edges;
      const other = source[edge] === node ? target[edge] : source[edge];
      const { name, group } = data.types[type[edge]];
      const way = !directed[edge] ? '' : source[edge] === node ? '→ ' : '← ';
      return h('li', {}, h('button', { onclick: () => this.app.selectPair(data.pairOf[edge]) },
        group > 0 && h('b', { class: `type ${data.groups[group].name}`, text: caption('relation', name) }),
        h('span', {}, way + data.nodes.label[other], ' ', qualifiers(data, edge, 1)),
        h('span', { class: 'number', text: n(this.app.counts[edge]) })));
    };
    const list = h('ul', { class: 'edges' }, edges.slice(0, 8).map(item));
    const rest = edges.slice(8);
    const more = rest.length > 0 && h('button', { class: 'more', text: t('show_all', n(edges.length)), onclick: (event) => (list.append(...rest.map(item)), event.target.remove()) });
    return h('section', {}, h('h3', {}, `${title} (${n(edges.length)})`), list, more);
  }
}

/** How many of some articles are copies of others. */
export const copied = (copies) => (copies > 0 ? ` (${t('of_them', count(copies, 'copy'))})` : '');

/** Which role, which kinship: `(président, chef de l’État)`. */
function qualifiers({ edges }, edge, most = 3) {
  const said = edges.qualifiers[edge].slice(0, most);
  return said.length > 0 && h('i', { class: 'quiet', text: `(${said.join(', ')})` });
}
