// The page: its parts, and what happens when the reader asks for something.

import { Articles } from './article.js';
import { Data } from './data.js';
import { caption, count, h, languages, n, speak, spoken, t } from './dom.js';
import { GlPicture, hasWebGl } from './draw-gl.js';
import { SvgPicture } from './draw-svg.js';
import { Facets, sizes } from './facets.js';
import { Filter } from './filter.js';
import { Layout } from './layout.js';
import { legend } from './legend.js';
import { copied, Panel } from './panel.js';
import { picture } from './picture.js';
import { Search } from './search.js';
import { actorTable, changeTable, edgeTable } from './tables.js';
import { Timeline } from './timeline.js';
import { MOST, View } from './view.js';

/** Up to so many actors SVG draws them, which prints and reads better; more are WebGL's. */
const SVG_MOST = 250;
/** Without WebGL, SVG draws so many. */
const SVG_ONLY = 800;
const TABS = ['graph', 'changes', 'relations', 'actors', 'ties', 'articles', 'method'];

class App {
  constructor(data) {
    this.data = data;
    this.filter = new Filter(data);
    this.view = new View(data, this.filter);
    this.views = TABS.filter((tab) => tab !== 'changes' || data.changes);
    this.layout = new Layout(data);
    this.selected = null;
    this.tab = 'graph';
    const on = { node: this.selectNode, pair: this.selectPair, open: (node) => this.openNeighbours(node), nothing: () => this.select(null) };
    this.svg = new SvgPicture(data, on);
    this.on = on;
    this.panel = new Panel(this);
    this.facets = new Facets(this);
    this.timeline = new Timeline(this);
    this.search = new Search(this);
    this.articles = new Articles(this);
    this.build();
    this.speak(data.language);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.gl?.sigma && this.draw());
    addEventListener('beforeprint', () => this.print(true));
    addEventListener('afterprint', () => this.print(false));
    addEventListener('keydown', (event) => event.key === '/' && !/INPUT|SELECT/.test(event.target.tagName) && (event.preventDefault(), this.search.input.focus()));
  }

  build() {
    this.title = h('h1');
    this.counts_ = h('p', { class: 'quiet' });
    this.tools = h('div', { class: 'tools' });
    this.tabs = h('div', { role: 'tablist', onkeydown: (event) => this.turn(event) });
    this.body = h('div', { role: 'tabpanel', id: 'view', 'aria-labelledby': 'tab-graph' });
    this.status = h('p', { class: 'hidden', role: 'status' });
    this.main = h('main', {}, this.tabs, this.body, this.timeline.element);
    this.stage = h('div', { class: 'stage' });
    this.caption = h('div', { class: 'stage-foot' });
    document.getElementById('app').append(
      h('header', {}, h('div', { class: 'names' }, this.title, this.counts_), this.search.element, this.tools),
      h('div', { class: 'columns' }, this.facets.element, this.main, this.panel.element), this.status);
  }

  /** Says everything in a language. */
  speak(language) {
    speak(this.data.captions, language);
    const { documents, nodes, edges } = this.data;
    this.title.textContent = t(this.data.changes ? 'title_changes' : 'title');
    document.title = this.title.textContent;
    const dates = documents.map(({ date }) => date).filter(Boolean).sort();
    const years = [...new Set([dates[0], dates.at(-1)].filter(Boolean).map((date) => date.slice(0, 4)))].join('–');
    const relations = edges.type.reduce((sum, type) => sum + this.data.typed[type], 0);
    this.counts_.textContent = [count(this.data.read, 'document') + copied(this.data.stories.reduce((sum, story) => sum + story.length - 1, 0)), this.data.changes && count(this.data.changes.way.length, 'change'), years, count(nodes.id.length + this.data.left.nodes, 'actor'), count(relations, 'relation'), count(edges.type.length - relations + this.data.left.edges, 'tie')].filter(Boolean).join(' · ');
    this.search.speak();
    this.tools.replaceChildren(
      h('button', { onclick: () => print(), text: t('print') }),
      h('button', { onclick: () => this.turnLight(), text: t('light_dark') }),
      ...languages().filter((other) => other !== language).map((other) => h('button', { lang: other, onclick: () => this.speak(other), text: { fr: 'Français', en: 'English' }[other] ?? other })));
    this.tabs.setAttribute('aria-label', t('views'));
    this.tabs.replaceChildren(...this.views.map((tab) => h('button', { role: 'tab', id: `tab-${tab}`, 'aria-controls': 'view', onclick: () => this.show(tab), text: t(`tab_${tab}`) })));
    this.update();
  }

  turnLight() {
    const { dataset } = document.documentElement;
    const dark = dataset.light ? dataset.light === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    dataset.light = dark ? 'light' : 'dark';
    if (this.gl?.sigma) this.draw();
  }

  turn(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = this.views[(this.views.indexOf(this.tab) + step + this.views.length) % this.views.length];
    this.show(next);
    document.getElementById(`tab-${next}`).focus();
  }

  /** Everything anew, for the filter has changed. */
  update() {
    this.counts = this.filter.counts();
    this.facets.show();
    this.timeline.show();
    this.show(this.tab);
    this.panel.show(this.selected);
  }

  show(tab) {
    this.tab = tab;
    for (const button of this.tabs.children) {
      const chosen = button.id === `tab-${tab}`;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    this.body.setAttribute('aria-labelledby', `tab-${tab}`);
    this.body.className = `view-${tab}`;
    if (tab === 'graph') this.draw();
    else if (tab === 'articles') {
      this.body.replaceChildren(this.articles.element);
      this.articles.show();
    } else this.body.replaceChildren(this.content(tab));
  }

  content(tab) {
    if (tab === 'changes') return changeTable(this);
    if (tab === 'actors') return actorTable(this);
    return tab === 'method' ? this.method() : edgeTable(this, tab === 'relations');
  }

  draw(keep) {
    const chosen = this.view.choose(this.counts);
    const places = this.layout.place(chosen, this.view.isFirst);
    this.shown = picture(this.data, chosen, places);
    const size = this.shown.nodes.length;
    // WebGL takes time to start: not before it is needed.
    if (size > SVG_MOST) this.gl ??= hasWebGl() ? new GlPicture(this.data, this.on) : null;
    const painter = (size > SVG_MOST && this.gl) || this.svg;
    if (painter === this.svg) this.gl?.close();
    if (painter === this.svg && size > SVG_ONLY) this.cut(SVG_ONLY);
    this.painter = painter;
    this.stage.replaceChildren(painter.element, this.zoomers(painter), ...(this.shown.nodes.length ? [] : [h('p', { class: 'nothing', text: t('nothing_matches') })]));
    this.body.replaceChildren(this.viewBar(), this.stage, this.caption);
    painter.selected = this.selected;
    painter.show(this.shown, keep);
    this.caption.replaceChildren(legend(this.data, this.shown), h('p', { class: 'quiet', text: t('keys') }));
    this.status.textContent = this.says(chosen);
  }

  cut(most) {
    const kept = new Set(this.shown.nodes.slice(0, most).map(({ node }) => node));
    this.shown = { nodes: this.shown.nodes.slice(0, most), lines: this.shown.lines.filter(({ pair }) => kept.has(pair.a) && kept.has(pair.b)), cut: true };
  }

  says({ matching }) {
    const { nodes, lines, cut } = this.shown;
    const all = this.data.nodes.id.length;
    return [t('shown', n(nodes.length), n(all), n(lines.length), n(matching)), cut && t('no_webgl', n(SVG_ONLY)), nodes.length === MOST.nodes && all > MOST.nodes && t('most', n(MOST.nodes))].filter(Boolean).join(' ');
  }

  viewBar() {
    const focus = this.view.around;
    const says = h('p', { class: 'quiet' });
    queueMicrotask(() => (says.textContent = this.status.textContent));
    return h('div', { class: 'view-bar' }, sizes(this), says,
      (focus !== null || this.view.opened.size > 0) && h('button', { onclick: () => this.firstView(), text: focus !== null ? t('leave_around', this.data.nodes.label[focus]) : t('first_view') }));
  }

  zoomers(painter) {
    const button = (text, name, act) => h('button', { 'aria-label': name, title: name, onclick: act, text });
    return h('div', { class: 'zoom' }, button('+', t('zoom_in'), () => painter.zoom(1.4)), button('−', t('zoom_out'), () => painter.zoom(1 / 1.4)), button('⤢', t('fit'), () => painter.fit()));
  }

  selectNode = (node) => this.select({ node });
  selectPair = (pair) => this.select({ pair });

  select(selected) {
    this.selected = selected;
    remember(this.data, selected);
    this.panel.show(selected);
    if (this.tab === 'graph') this.painter.select(selected);
    if (selected && innerWidth <= 900) this.panel.element.scrollIntoView({ block: 'start' });
  }

  /** An actor that was searched for: in the picture with its neighbours, whatever is in it. */
  reveal(node) {
    if (!this.shown?.nodes.some((shown) => shown.node === node)) this.view.open(node);
    this.show('graph');
    this.select({ node });
  }

  openNeighbours(node) {
    this.view.open(node);
    this.selected = { node };
    this.show('graph');
    this.panel.show(this.selected);
  }

  focusOn(node) {
    this.view.focus(node);
    this.show('graph');
  }

  firstView() {
    this.view.reset();
    this.show('graph');
  }

  openArticle(index, span) {
    Object.assign(this.articles, { open: index, span });
    this.show('articles');
  }

  toggle(set, value) {
    this.filter.toggle(set, value);
    this.update();
  }

  setPeriod(from, to) {
    Object.assign(this.filter, { from, to });
    this.update();
  }

  setWeight(weight) {
    this.filter.weight = weight;
    this.update();
  }

  setSize(size) {
    this.view.size = size;
    this.show('graph');
  }

  clear() {
    this.filter.clear();
    this.timeline.year = '';
    this.update();
  }

  inPeriod(date) {
    const { from, to } = this.filter;
    return (!from || (date && date >= from)) && (!to || (date && date.slice(0, to.length) <= to));
  }

  /** On paper a canvas is a smear: the picture goes as SVG. */
  print(begins) {
    if (this.tab !== 'graph' || this.painter === this.svg) return;
    if (begins) {
      this.stage.replaceChildren(this.svg.element);
      this.svg.show(this.shown);
    } else this.draw();
  }

  method() {
    const { left } = this.data;
    const lines = [t('method_1'), t('method_2'), t('method_3'), t('method_4')];
    if (this.data.changes) lines.unshift(t('method_changes'));
    if (this.data.stories.length) lines.push(t('method_stories'));
    if (left.texts) lines.push(t('left_texts', n(left.texts)));
    if (left.evidence) lines.push(t('left_evidence', n(left.evidence)));
    if (left.edges) lines.push(t('left_edges', n(left.edges), n(left.nodes)));
    const types = this.data.types.filter(({ group }) => group > 0);
    return h('div', { class: 'method', tabindex: 0, role: 'region', 'aria-label': t('tab_method') }, lines.map((line) => h('p', { text: line })),
      h('h2', { text: t('relation_types') }),
      h('dl', {}, types.map(({ name, group }) => h('div', {}, h('dt', {}, h('b', { class: `type ${this.data.groups[group].name}`, text: caption('relation', name) })), h('dd', { text: `${caption('group', this.data.groups[group].name)} · ${name}` })))),
      h('p', { class: 'quiet', text: this.data.program }));
  }
}

/** The address of the page names what is selected: it can be sent with the page, or kept. */
function remember({ nodes }, selected) {
  const ids = !selected ? [] : selected.pair ? [selected.pair.a, selected.pair.b] : [selected.node];
  history.replaceState(null, '', `#${ids.map((node) => encodeURIComponent(nodes.id[node])).join('/')}`);
}

/** Goes to what the address names. */
function recall(app) {
  const named = location.hash.slice(1).split('/').map((id) => app.data.byId.get(unescaped(id)));
  if (named[0] === undefined) return;
  app.reveal(named[0]);
  const pair = app.data.near[named[0]].find(({ a, b }) => named[1] !== undefined && (a === named[1] || b === named[1]));
  if (pair) app.selectPair(pair);
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const app = new App(new Data(JSON.parse(document.getElementById('graph').textContent)));
recall(app);
document.documentElement.dataset.ready = spoken();
export { app };
