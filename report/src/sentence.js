// Sentences, with what is known of each: where it stands, when, which rule.

import { caption, count, day, h, n, t } from './dom.js';
import { marked, marked_by_name } from './marks.js';

/** So many sentences are shown at once. */
const PAGE = 10;

export function sentence(app, row, edges, actors) {
  const { data } = app;
  const { start, end, text, whole, document, index, rule, statement } = data.sentence(row);
  const quote = whole ? marked(data, whole, [start, end], actors, app.selectNode) : marked_by_name(data, text, actors);
  const title = document.title || document.id;
  return h('article', { class: 'sentence' },
    statement && h('p', { class: 'claim' }, claim(data, edges[0], statement)),
    quote.length ? h('blockquote', {}, quote) : h('p', { class: 'quiet' }, t('no_text')),
    h('p', { class: 'origin' },
      document.date && h('time', { datetime: document.date }, day(document.date)),
      document.source && h('span', { text: document.source }),
      whole ? h('button', { class: 'link', onclick: () => app.openArticle(index, [start, end]) }, title) : h('span', { text: title }),
      copies(app, index),
      h('code', { title: t('rule'), text: rule }),
      statement && h('span', { title: t('confidence_hint') }, `${t('confidence')} ${n(statement.confidence)}`)));
}

/** The other copies of the article, which count no second time. */
export function copies(app, index) {
  const { documents } = app.data;
  const others = app.data.copies(index);
  if (!others.length) return null;
  const name = (other) => [documents[other].source, documents[other].title || documents[other].id].filter(Boolean).join(' · ');
  const item = (other) => h('li', {}, documents[other].text ? h('button', { class: 'link', onclick: () => app.openArticle(other), text: name(other) }) : name(other), ' ', h('time', { class: 'quiet', text: day(documents[other].date) }));
  return h('details', { class: 'copies' }, h('summary', { text: count(others.length, 'copy') }), h('ul', {}, others.map(item)));
}

/** `Camara → Traoré : rencontre · rapporté · mai 2023 · à Moscou` */
function claim(data, edge, statement) {
  const { edges, types, nodes } = data;
  const ends = [edges.source[edge], edges.target[edge]];
  const [from, to] = (statement.reversed ? ends.reverse() : ends).map((end) => nodes.label[end]);
  const modality = data.modalities[statement.modality];
  const parts = [
    `${from} ${edges.directed[edge] ? '→' : '–'} ${to}`,
    h('b', { class: `type ${data.groups[types[edges.type[edge]].group].name}` }, caption('relation', types[edges.type[edge]].name)),
    statement.qualifier,
    statement.negated && h('b', { class: 'chip negated', text: caption('modality', 'negated') }),
    modality !== 'asserted' && h('span', { class: 'chip', text: caption('modality', modality) }),
    statement.date && h('time', { datetime: statement.date, text: day(statement.date) }),
    statement.place && t('at', data.nodes.label[data.byId.get(statement.place)] ?? statement.place),
  ];
  return parts.filter(Boolean).flatMap((part, i) => (i ? [' · ', part] : [part]));
}

/** A list of sentences with a button for more. `rows` are `[row, edge]`; those of one passage and claim stand together. */
export function sentences(app, rows, actors, left = 0) {
  const list = h('div', { class: 'sentences' });
  const more = h('button', { class: 'more' });
  let shown = 0;
  const next = () => {
    for (const [row, edge] of rows.slice(shown, shown + PAGE)) list.append(sentence(app, row, [edge], actors));
    shown = Math.min(shown + PAGE, rows.length);
    more.hidden = shown === rows.length;
    more.textContent = t('more', Math.min(PAGE, rows.length - shown), rows.length - shown);
  };
  more.addEventListener('click', next);
  next();
  return h('div', {}, list, more, left > 0 && h('p', { class: 'quiet', text: t('left_out', count(left, 'sentence')) }));
}

/** The rows of edges that answer the filter: what is stated first, then the newest. A tie says nothing that a relation in the same sentence does not say. */
export function rowsOf(app, edges) {
  const { data, filter } = app;
  const { document, start, end, of, from } = data.evidence;
  const all = edges.flatMap((edge) => filter.rows(edge).map((row) => [row, edge]));
  const place = ([row]) => `${document[row]}:${start[row]}:${end[row]}`;
  const stated = new Set(all.filter(([row]) => of[row] >= 0).map(place));
  const seen = new Set();
  const kept = all.filter((entry) => {
    if (of[entry[0]] >= 0) return true;
    const key = place(entry);
    return !stated.has(key) && !seen.has(key) && seen.add(key);
  });
  return kept.sort(([one], [other]) => (of[one] < 0) - (of[other] < 0) || from[other] - from[one] || one - other);
}
