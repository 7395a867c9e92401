// The articles, each with its mentions marked.

import { caption, count, day, h, n, t } from './dom.js';
import { marked } from './marks.js';
import { copies } from './sentence.js';
import { table } from './table.js';

export class Articles {
  constructor(app) {
    this.app = app;
    this.element = h('div', { class: 'articles', tabindex: 0, role: 'region' });
  }

  show() {
    this.element.setAttribute('aria-label', t('articles'));
    if (this.open !== undefined) return this.article(this.open, this.span);
    const { documents } = this.app.data;
    const rows = documents.map((_, index) => index).filter((index) => this.app.inPeriod(documents[index].date));
    const missing = documents.filter((document) => !document.text).length;
    this.element.replaceChildren(
      table({
        caption: t('articles'),
        rows,
        sort: { name: t('date'), down: true },
        columns: [
          { name: t('date'), value: (i) => documents[i].date ?? '', show: (i) => h('time', { text: day(documents[i].date) || '—' }) },
          { name: t('headline'), value: (i) => documents[i].title || documents[i].id },
          { name: t('source'), value: (i) => documents[i].source ?? '', optional: true },
          { name: t('copies'), value: (i) => this.app.data.copies(i).length, show: (i) => n(this.app.data.copies(i).length).replace(/^0$/, ''), number: true, optional: true },
        ],
        onRow: (i) => documents[i].text && this.app.openArticle(i),
      }),
      this.stories(),
      missing > 0 ? h('p', { class: 'quiet', text: t('texts_left', n(missing)) }) : '');
  }

  /** The articles that several documents are copies of. */
  stories() {
    const { stories, documents } = this.app.data;
    const rows = stories.map((_, story) => story).filter((story) => stories[story].some((i) => this.app.inPeriod(documents[i].date)));
    if (!rows.length) return '';
    const first = (story) => stories[story][0];
    const sources = (story) => [...new Set(stories[story].map((i) => documents[i].source ?? documents[i].id))].join(' · ');
    return table({
      caption: t('stories'),
      rows,
      columns: [
        { name: t('date'), value: (story) => documents[first(story)].date ?? '', show: (story) => h('time', { text: day(documents[first(story)].date) || '—' }) },
        { name: t('headline'), value: (story) => documents[first(story)].title || documents[first(story)].id },
        { name: t('articles'), value: (story) => stories[story].length, number: true },
        { name: t('source'), value: sources },
      ],
      onRow: (story) => documents[first(story)].text && this.app.openArticle(first(story)),
    });
  }

  article(index, span) {
    const { data } = this.app;
    const { title, id, date, source } = data.documents[index];
    const whole = data.document(index);
    const [start, end] = span ?? [-1, -1];
    const text = h('div', { class: 'text', lang: 'fr' });
    for (const [from, to] of paragraphs(whole)) {
      const paragraph = h('p', {});
      const zone = whole.zones.find((zone) => zone.start <= from && from < zone.end);
      if (zone) paragraph.className = `zone ${zone.kind}`;
      // The sentence that led here is set off.
      const cuts = [from, ...[start, end].filter((at) => at > from && at < to), to];
      cuts.slice(0, -1).forEach((at, i) => {
        const part = marked(data, whole, [at, cuts[i + 1]], this.about(), this.app.selectNode);
        paragraph.append(...(at >= start && at < end ? [h('span', { class: 'cited' }, part)] : part));
      });
      text.append(paragraph);
    }
    this.element.replaceChildren(h('article', { class: 'article' },
      h('button', { class: 'back', onclick: () => this.app.openArticle(), text: `← ${t('articles')}` }),
      h('h2', { text: title || id }),
      h('p', { class: 'origin' }, date && h('time', { datetime: date, text: day(date) }), source && h('span', { text: source }), copies(this.app, index), h('code', { text: id })),
      this.actors(index),
      text));
    this.element.querySelector('.cited')?.scrollIntoView({ block: 'center' });
  }

  about() {
    const { selected } = this.app;
    return new Set(!selected ? [] : selected.pair ? [selected.pair.a, selected.pair.b] : [selected.node]);
  }

  /** The actors of the article, the most mentioned first. */
  actors(index) {
    const { data } = this.app;
    const counts = new Map();
    for (const { actor } of data.document(index).marks) if (actor >= 0) counts.set(actor, (counts.get(actor) ?? 0) + 1);
    const actors = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, 14);
    return h('p', { class: 'actions', 'aria-label': t('actors') }, actors.map(([actor, many]) =>
      h('button', { class: `actor ${data.kinds[data.nodes.kind[actor]].name}`, title: caption('kind', data.kinds[data.nodes.kind[actor]].name) + ' · ' + count(many, 'mention'), onclick: () => this.app.selectNode(actor), text: data.nodes.label[actor] })));
  }
}

const GAP = 8;

/** The paragraphs of a text, without the empty lines between them. A stretch of spaces stands for what is not known of the text. */
function paragraphs({ slice, length }) {
  const found = [];
  const text = slice(0, length);
  const letters = text.length === length ? text : Array.from(text);
  let from = 0;
  for (let at = 0; at <= length; at++) {
    const ends = at === length || letters[at] === '\n' || (letters[at] === ' ' && slice(at, at + GAP) === ' '.repeat(GAP));
    if (!ends) continue;
    if (slice(from, at).trim()) found.push([from, at]);
    from = at + 1;
  }
  return found;
}
