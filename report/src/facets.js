// The filters. In each group nothing pressed means everything; what is pressed is what is shown.

import { caption, h, n, t } from './dom.js';
import { SIZES } from './view.js';

export class Facets {
  constructor(app) {
    this.app = app;
    this.wide = false;
    this.element = h('form', { class: 'facets', onsubmit: (event) => event.preventDefault() });
  }

  show() {
    const { app } = this;
    const { data, filter } = app;
    const open = this.element.querySelector('details')?.open ?? innerWidth > 900;
    const focused = document.activeElement?.id;
    this.element.replaceChildren(
      filter.isSet ? h('button', { type: 'button', id: 'clear', class: 'clear', onclick: () => app.clear(), text: t('clear') }) : '',
      h('details', { open },
        h('summary', { text: t('filters') }),
        this.group('ways', t('changes'), this.ways()),
        this.group('types', t('relation_types'), this.types()),
        this.group('kinds', t('kinds'), this.kinds()),
        this.group('modalities', t('modalities'), this.modalities()),
        this.period(),
        this.weight()));
    if (focused) document.getElementById(focused)?.focus();
  }

  group(set, title, values) {
    if (!values.length) return null;
    const { filter } = this.app;
    const item = ({ value, name, colour, count, shape }) => h('li', {},
      h('button', { type: 'button', id: `${set}-${value}`, 'aria-pressed': String(filter[set].has(value)), onclick: () => this.app.toggle(set, value) },
        dot(colour, shape), h('span', { class: 'name', text: name }), h('span', { class: 'number', text: n(count) })));
    const short = !this.wide && values.length > 12 ? values.slice(0, 10) : values;
    const chosen = values.filter(({ value }) => filter[set].has(value) && !short.some((other) => other.value === value));
    return h('fieldset', {}, h('legend', { text: title }), h('ul', {}, [...short, ...chosen].map(item)),
      short.length + chosen.length < values.length && h('button', { type: 'button', class: 'more', onclick: () => ((this.wide = true), this.show()), text: t('show_all', n(values.length)) }));
  }

  /** How edges changed, where two graphs are compared. */
  ways() {
    const { data } = this.app;
    if (!data.changes) return [];
    const counts = data.ways.map(() => 0);
    data.edges.type.forEach((_, edge) => counts[data.wayOf(edge)]++);
    return data.ways.map(({ name, colour }, value) => ({ value, name: caption('way', name), colour, count: counts[value] })).filter(({ count }) => count);
  }

  /** The types by the number of their sentences; the ties last. */
  types() {
    const { types, edges, groups } = this.app.data;
    const counts = types.map(() => 0);
    edges.type.forEach((type, edge) => (counts[type] += edges.told[edge]));
    const values = types.map(({ name, group }, value) => ({ value, name: caption('relation', name), colour: groups[group].colour, count: counts[value], tie: group === 0 }));
    return values.filter(({ count }) => count).sort((one, other) => one.tie - other.tie || other.count - one.count);
  }

  kinds() {
    const { kinds, nodes } = this.app.data;
    const counts = kinds.map(() => 0);
    nodes.kind.forEach((kind) => counts[kind]++);
    return kinds.map(({ name, colour }, value) => ({ value, name: caption('kind', name), colour, count: counts[value], shape: name })).filter(({ count }) => count);
  }

  modalities() {
    const { modalities, evidence } = this.app.data;
    const counts = modalities.map(() => 0);
    evidence.modality.forEach((modality, row) => modality >= 0 && !evidence.repeated[row] && counts[modality]++);
    return modalities.map((name, value) => ({ value, name: caption('modality', name), count: counts[value] })).filter(({ count }) => count);
  }

  period() {
    const { filter } = this.app;
    const field = (key, name) => h('label', {}, h('span', { text: name }), h('input', { type: 'text', id: key, inputmode: 'numeric', size: 10, placeholder: t('date_hint'), pattern: '\\d{4}(-\\d{2}(-\\d{2})?)?', value: filter[key], onchange: (event) => event.target.validity.valid && this.app.setPeriod(...(key === 'from' ? [event.target.value, filter.to] : [filter.from, event.target.value])) }));
    return h('fieldset', { class: 'fields' }, h('legend', { text: t('period') }), field('from', t('from')), field('to', t('to')));
  }

  weight() {
    const { app } = this;
    const weight = h('input', { type: 'number', id: 'weight', min: 0, step: 1, value: app.filter.weight, onchange: (event) => app.setWeight(Number(event.target.value) || 0) });
    return h('fieldset', { class: 'fields' }, h('legend', { text: t('weight') }), h('label', {}, h('span', { text: t('at_least') }), weight));
  }
}

/** How many actors the picture has. */
export function sizes(app) {
  const select = h('select', { onchange: () => app.setSize(Number(select.value)) }, SIZES.map((size) => h('option', { value: size, selected: size === app.view.size, text: size === 0 ? t('size_all') : size === SIZES[0] ? t('size_first') : t('size', n(size)) })));
  return h('label', { class: 'size' }, h('span', { class: 'hidden', text: t('size_label') }), select);
}

export function dot(colour, shape) {
  const element = h('span', { class: `dot ${shape ?? 'none'}`, 'aria-hidden': 'true' });
  if (colour) element.style.background = colour;
  else element.hidden = true;
  return element;
}
