// A view as SVG: crisp, printable, each actor reached by the keyboard. Drawn in pixels, so that letters keep their size.

import { caption, s, t } from './dom.js';
import { describe } from './picture.js';
import { placeLabels } from './labels.js';

const MARGIN = { x: 60, y: 28 };
const ZOOM = [0.4, 12];

export class SvgPicture {
  constructor(data, on) {
    this.data = data;
    this.on = on;
    this.svg = s('svg', { role: 'group', class: 'picture' });
    this.camera = { x: 0, y: 0, zoom: 1 };
    this.listen();
    new ResizeObserver(() => this.render()).observe(this.svg);
  }

  get element() {
    return this.svg;
  }

  show(picture, keep) {
    this.picture = picture;
    if (!keep) this.camera = { x: 0, y: 0, zoom: 1 };
    this.current = picture.nodes[0]?.node;
    this.render();
  }

  select(selected) {
    this.selected = selected;
    this.render();
  }

  fit() {
    this.camera = { x: 0, y: 0, zoom: 1 };
    this.render();
  }

  zoom(factor, [x, y] = [this.width / 2, this.height / 2]) {
    const zoom = Math.min(Math.max(this.camera.zoom * factor, ZOOM[0]), ZOOM[1]);
    const by = zoom / this.camera.zoom;
    this.camera = { zoom, x: x - (x - this.camera.x) * by, y: y - (y - this.camera.y) * by };
    this.later();
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.render();
    });
  }

  /** From the plane to pixels: the view fills the room that there is, and stands in its middle. */
  project() {
    // A tall room takes the view upright.
    const upright = this.height > 1.15 * this.width;
    const nodes = this.picture.nodes.map(({ x, y }) => (upright ? { x: -y, y: x } : { x, y }));
    const range = (axis) => [Math.min(...nodes.map((node) => node[axis])), Math.max(...nodes.map((node) => node[axis]))];
    const [[left, right], [top, bottom]] = [range('x'), range('y')];
    const [w, h] = [Math.max(right - left, 1e-9), Math.max(bottom - top, 1e-9)];
    const room = [this.width - 2 * MARGIN.x, this.height - 2 * MARGIN.y];
    // A wide room may stretch the view a little: positions mean nothing but nearness.
    const [sx, sy] = [room[0] / w, room[1] / h];
    const least = Math.min(sx, sy);
    const [kx, ky] = [Math.min(sx, least * 1.7), Math.min(sy, least * 1.7)];
    const { x, y, zoom } = this.camera;
    return (node) => {
      const at = upright ? { x: -node.y, y: node.x } : node;
      return [x + zoom * (this.width / 2 + (at.x - (left + right) / 2) * kx), y + zoom * (this.height / 2 + (at.y - (top + bottom) / 2) * ky)];
    };
  }

  render() {
    const { width, height } = this.svg.getBoundingClientRect();
    if (!this.picture || !width) return;
    [this.width, this.height] = [width, height];
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.svg.setAttribute('aria-label', t('picture_label'));
    if (!this.picture.nodes.length) return this.svg.replaceChildren();
    const at = this.project();
    const scale = Math.sqrt(this.camera.zoom) * Math.min(1, Math.max(0.6, width / 800));
    const placed = new Map(this.picture.nodes.map((node) => [node.node, { ...node, at: at(node), radius: node.radius * scale }]));
    const near = this.near();
    const focused = this.svg.contains(document.activeElement) && document.activeElement.dataset.node;
    this.svg.replaceChildren(
      s('g', { class: 'lines' }, this.picture.lines.map((line) => this.line(line, placed, near))),
      s('g', { class: 'nodes' }, [...placed.values()].map((node) => this.node(node, near))),
      s('g', { class: 'labels', 'aria-hidden': 'true' }, this.labels([...placed.values()], placed, near)),
    );
    if (focused) this.svg.querySelector(`[data-node="${focused}"]`)?.focus();
  }

  /** What is beside the selection, or null where nothing is selected. */
  near() {
    const { selected } = this;
    if (!selected) return null;
    const near = new Set(selected.pair ? [selected.pair.a, selected.pair.b] : [selected.node]);
    if (!selected.pair) for (const { pair } of this.picture.lines) if (pair.a === selected.node || pair.b === selected.node) near.add(pair.a).add(pair.b);
    return [...near].some((node) => this.picture.nodes.some((shown) => shown.node === node)) ? near : null;
  }

  touches({ pair }) {
    const { selected } = this;
    return selected.pair ? pair === selected.pair : pair.a === selected.node || pair.b === selected.node;
  }

  line(line, placed, near) {
    const [from, to] = [placed.get(line.from), placed.get(line.to)];
    const [[x1, y1], [x2, y2]] = [from.at, to.at];
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const cut = to.radius + 3;
    const end = line.directed ? [x2 - ux * cut, y2 - uy * cut] : [x2, y2];
    const path = { x1, y1, x2: end[0], y2: end[1] };
    const faded = near && !this.touches(line);
    const tip = line.width * 1.6 + 3;
    const arrow = [end, [end[0] - ux * tip * 1.6 - uy * tip * 0.7, end[1] - uy * tip * 1.6 + ux * tip * 0.7], [end[0] - ux * tip * 1.6 + uy * tip * 0.7, end[1] - uy * tip * 1.6 - ux * tip * 0.7]];
    return s('g', { class: `line ${line.group}${line.denied ? ' denied' : ''}${faded ? ' faded' : ''}`, onclick: () => this.on.pair(line.pair) },
      s('title', { text: describe(this.data, line) }),
      s('line', { ...path, class: 'grip' }),
      s('line', { ...path, stroke: line.colour, 'stroke-width': line.group === 'conflict' ? line.width * 1.4 : line.width }),
      line.group === 'conflict' && s('line', { ...path, class: 'core', 'stroke-width': line.width / 4 }),
      line.directed && length > cut + 12 && s('polygon', { points: arrow.map((point) => point.map((c) => c.toFixed(1)).join()).join(' '), fill: line.colour }));
  }

  node(node, near) {
    const { nodes } = this.data;
    const [x, y] = node.at;
    const chosen = this.selected?.node === node.node;
    const name = `${nodes.label[node.node]}, ${caption('kind', node.kind)}`;
    return s('g', {
      class: `node${near && !near.has(node.node) ? ' faded' : ''}${chosen ? ' chosen' : ''}${nodes.known[node.node] ? '' : ' unlisted'}`,
      role: 'button',
      tabindex: node.node === this.current ? 0 : -1,
      'aria-label': name,
      'aria-pressed': String(chosen),
      'data-node': node.node,
      onclick: () => this.on.node(node.node),
      ondblclick: () => this.on.open(node.node),
    },
    s('title', { text: `${name}\n${t('node_hint', nodes.mentions[node.node], nodes.documents[node.node])}` }),
    s('circle', { cx: x, cy: y, r: Math.max(node.radius, 11), class: 'grip' }),
    shape(node.kind, x, y, node.radius, node.colour));
  }

  labels(nodes, placed, near) {
    const box = { width: this.width, height: this.height };
    const wanted = nodes.filter((node) => !near || near.has(node.node));
    const named = placeLabels(wanted, nodes, box, Boolean(near));
    const texts = named.map(({ node, x, y }) => s('text', { x, y, class: `label${node.rank < 8 ? ' leading' : ''}`, text: node.label }));
    return this.edgeLabels(placed, named, near).concat(texts);
  }

  /** The types of the lines: of all where there is room, else of those of the selection. */
  edgeLabels(placed, taken, near) {
    const lines = this.picture.lines.filter((line) => line.label && (near ? this.touches(line) : this.picture.lines.length <= 90 || this.camera.zoom > 2));
    const boxes = taken.map(({ box }) => box);
    const texts = [];
    for (const line of lines.slice(0, 60)) {
      const [[x1, y1], [x2, y2]] = [placed.get(line.from).at, placed.get(line.to).at];
      const width = line.label.length * 5.6 + 4;
      const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
      const box = [x - width / 2, y - 7, x + width / 2, y + 7];
      if (Math.hypot(x2 - x1, y2 - y1) < width + 10 || boxes.some((other) => overlap(box, other))) continue;
      boxes.push(box);
      texts.push(s('text', { x, y: y + 3.5, class: `edge-label ${line.group}`, text: line.label }));
    }
    return texts;
  }

  listen() {
    let held = null;
    this.svg.addEventListener('wheel', (event) => {
      event.preventDefault();
      const { left, top } = this.svg.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY * 0.0015), [event.clientX - left, event.clientY - top]);
    }, { passive: false });
    this.svg.addEventListener('pointerdown', (event) => (held = { x: event.clientX, y: event.clientY, moved: false }));
    window.addEventListener('pointerup', () => (held = null));
    this.svg.addEventListener('pointermove', (event) => {
      if (!held || !event.buttons) return;
      const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
      if (!held.moved && Math.hypot(dx, dy) < 4) return;
      held = { x: event.clientX, y: event.clientY, moved: true };
      this.camera.x += dx;
      this.camera.y += dy;
      this.later();
    });
    this.svg.addEventListener('click', (event) => event.target === this.svg && this.on.nothing());
    this.svg.addEventListener('keydown', (event) => this.key(event));
  }

  key(event) {
    const node = Number(event.target.dataset?.node);
    if (Number.isNaN(node)) return;
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (ways[event.key]) this.step(node, ways[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') this.on.node(node);
    else if (event.key === '+') this.on.open(node);
    else return;
    event.preventDefault();
  }

  /** To the nearest actor on that side. */
  step(from, [dx, dy]) {
    const at = this.project();
    const nodes = this.picture.nodes;
    const [x, y] = at(nodes.find(({ node }) => node === from));
    const far = (node) => {
      const [px, py] = at(node);
      const [ahead, aside] = [(px - x) * dx + (py - y) * dy, Math.abs((px - x) * dy) + Math.abs((py - y) * dx)];
      return ahead <= 0 ? Infinity : ahead + 2 * aside;
    };
    const next = nodes.filter(({ node }) => node !== from).reduce((best, node) => (far(node) < far(best) ? node : best), nodes[0]);
    if (next.node === from || far(next) === Infinity) return;
    this.current = next.node;
    this.svg.querySelectorAll('[data-node]').forEach((element) => element.setAttribute('tabindex', Number(element.dataset.node) === next.node ? 0 : -1));
    this.svg.querySelector(`[data-node="${next.node}"]`).focus();
  }
}

/** A shape a kind, beside its colour. */
export function shape(kind, x, y, r, fill) {
  if (kind === 'person') return s('circle', { cx: x, cy: y, r, fill, class: 'shape' });
  if (kind === 'organisation') return s('rect', { x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8, rx: r * 0.3, fill, class: 'shape' });
  const corners = kind === 'country' ? 6 : 3;
  const turn = -Math.PI / 2;
  const points = Array.from({ length: corners }, (_, i) => turn + (2 * Math.PI * i) / corners).map((angle) => `${x + 1.12 * r * Math.cos(angle)},${y + 1.12 * r * Math.sin(angle)}`);
  return s('polygon', { points: points.join(' '), fill, class: 'shape' });
}

export const overlap = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
