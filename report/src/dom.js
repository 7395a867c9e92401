// Elements and captions. Strings of the data only ever become text nodes and attribute values.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'text') element.textContent = plain(value);
    else element.setAttribute(name, value === true ? '' : plain(value));
  }
  const shown = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...shown.map((child) => (child instanceof Node ? child : plain(child))));
  return element;
}

/** An HTML element: attributes, `on…` listeners, children. */
export const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);

/** The same of SVG. */
export const s = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

let captions = {};
let language = 'fr';
let locale = new Intl.NumberFormat('fr');

export function speak(all, chosen) {
  captions = all;
  language = chosen;
  locale = new Intl.NumberFormat(chosen, { maximumFractionDigits: 2 });
  document.documentElement.lang = chosen;
}

export const spoken = () => language;
export const languages = () => [...new Set(Object.values(captions.report).flatMap(Object.keys))];

/** The caption of a key of a group, with `{0}`, `{1}` … filled in. */
export function caption(group, key, ...values) {
  const text = captions[group]?.[key]?.[language] ?? key;
  return text.replace(/\{(\d)\}/g, (_, at) => values[at]);
}

/** A caption of the page itself. `key|1` is its singular. */
export const t = (key, ...values) => caption('report', key, ...values);

/** A number and its noun, in the right number. */
export function count(number, noun) {
  const one = language === 'fr' ? number < 2 : number === 1;
  return `${n(number)} ${t(one ? `${noun}_one` : `${noun}_other`)}`;
}

export const n = (number) => locale.format(number);

/** `2023`, `2023-05` or `2023-05-24`, as people of the language write it. */
export function day(date) {
  if (!date) return '';
  const [year, month, day] = date.split('-');
  if (!month) return year;
  const options = { year: 'numeric', month: day ? 'short' : 'long', day: day && 'numeric', timeZone: 'UTC' };
  return new Intl.DateTimeFormat(language, options).format(new Date(Date.UTC(year, month - 1, day ?? 1)));
}

/** A text without accents and capitals, for searching. */
export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, "'").toLowerCase();

/** Bidirectional controls would turn the letters around a name. */
export const plain = (text) => String(text).replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '\ufffd');
