// What colours, shapes and lines mean: of what is in the picture.

import { caption, h, s, t } from './dom.js';
import { shape } from './draw-svg.js';

const THIN = ['cooccurrence', 'unchanged'];

export function legend(data, { nodes, lines }) {
  const kinds = data.kinds.filter(({ name }) => nodes.some(({ kind }) => kind === name));
  const groups = (data.ways ?? data.groups).filter(({ name }) => lines.some(({ group }) => group === name));
  const sign = (content, width) => s('svg', { width, height: 14, viewBox: `0 0 ${width} 14`, 'aria-hidden': 'true' }, content);
  return h('ul', { class: 'legend', 'aria-label': t('legend') },
    kinds.map(({ name, colour }) => h('li', {}, sign(shape(name, 7, 7, 5, colour), 14), caption('kind', name))),
    groups.map(({ name, colour }) => h('li', {}, sign(s('g', { class: `line ${name}` }, s('line', { x1: 1, x2: 25, y1: 7, y2: 7, stroke: colour, 'stroke-width': THIN.includes(name) ? 1 : 3 }), name === 'conflict' && s('line', { x1: 1, x2: 25, y1: 7, y2: 7, class: 'core', 'stroke-width': 1 })), 26), caption(data.ways ? 'way' : 'group', name))));
}
