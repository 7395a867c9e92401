// The search box: actors by their names and other forms, articles by their titles.

import { caption, day, fold, h, t } from './dom.js';

const MOST = 12;

export class Search {
  constructor(app) {
    this.app = app;
    this.list = h('ul', { id: 'found', role: 'listbox', hidden: true });
    this.input = h('input', { type: 'search', id: 'search', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false', oninput: () => this.find(), onkeydown: (event) => this.key(event), onblur: () => setTimeout(() => this.close(), 200) });
    this.label = h('label', { for: 'search', class: 'hidden' });
    this.element = h('div', { class: 'search', role: 'search' }, this.label, this.input, this.list);
  }

  speak() {
    this.label.textContent = t('search');
    this.input.placeholder = t('search_hint');
    this.list.setAttribute('aria-label', t('search'));
  }

  /** Every form of every actor, folded; made when first asked for. */
  get forms() {
    const { nodes, documents } = this.app.data;
    this.index ??= {
      actors: nodes.id.map((_, node) => [nodes.label[node], ...nodes.aliases[node]].map(fold)),
      articles: documents.map(({ title, id }) => fold(title || id)),
    };
    return this.index;
  }

  find() {
    const wanted = fold(this.input.value.trim());
    if (!wanted) return this.close();
    const { nodes, documents, kinds } = this.app.data;
    const actors = [];
    this.forms.actors.forEach((forms, node) => {
      const rank = Math.min(...forms.map((form) => match(form, wanted)));
      if (rank < 9) actors.push({ rank, node });
    });
    actors.sort((one, other) => one.rank - other.rank || nodes.mentions[other.node] - nodes.mentions[one.node] || one.node - other.node);
    const found = actors.slice(0, MOST).map(({ node }) => ({ name: nodes.label[node], says: caption('kind', kinds[nodes.kind[node]].name), go: () => this.app.reveal(node) }));
    for (let index = 0; index < documents.length && found.length < MOST; index++) {
      if (documents[index].text && match(this.forms.articles[index], wanted) < 9) found.push({ name: documents[index].title || documents[index].id, says: `${t('article')} ${day(documents[index].date)}`, go: () => this.app.openArticle(index) });
    }
    this.found = found;
    this.at = found.length ? 0 : -1;
    this.draw();
  }

  draw() {
    const options = this.found.map(({ name, says }, i) => h('li', { role: 'option', id: `found-${i}`, 'aria-selected': String(i === this.at), onmousedown: (event) => (event.preventDefault(), this.go(i)) }, h('span', { text: name }), h('span', { class: 'quiet', text: says })));
    this.list.replaceChildren(...(options.length ? options : [h('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'quiet', text: t('nothing_found') })]));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    if (this.at >= 0) this.input.setAttribute('aria-activedescendant', `found-${this.at}`);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  go(index) {
    const found = this.found?.[index];
    if (!found) return;
    this.close();
    this.input.value = '';
    found.go();
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found?.length) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === 'Enter') this.go(this.at);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
  }
}

/** How well a form answers: the whole, its beginning, the beginning of a word, the inside; 9 for not at all. */
function match(form, wanted) {
  if (form === wanted) return 0;
  if (form.startsWith(wanted)) return 1;
  const at = form.indexOf(wanted);
  if (at < 0) return 9;
  return /[\s'-]/.test(form[at - 1]) ? 2 : 3;
}
