// A large view, by WebGL (sigma).

import Graph from 'graphology';
import Sigma from 'sigma';

/** Whether the browser has WebGL. */
export function hasWebGl() {
  try {
    return Boolean(document.createElement('canvas').getContext('webgl2'));
  } catch {
    return false;
  }
}

const LARGE = 80;
const NAMED = 10;

export class GlPicture {
  constructor(data, on) {
    Object.assign(this, { data, on });
    this.element = document.createElement('div');
    this.element.className = 'picture';
  }

  show({ nodes, lines }, keep) {
    const camera = keep && this.sigma?.getCamera().getState();
    this.close();
    this.graph = new Graph({ multi: false, type: 'undirected' });
    const style = getComputedStyle(document.documentElement);
    this.paper = style.getPropertyValue('--paper').trim();
    const ties = style.getPropertyValue('--cooccurrence').trim();
    for (const node of nodes) {
      const { x, y, label, colour, rank } = node;
      // A few large ones are landmarks; the many are points.
      const size = rank < LARGE ? 3.5 + 8 * (1 - rank / LARGE) ** 1.5 : nodes.length > 1500 ? 1.7 : 2.6;
      this.graph.addNode(node.node, { x, y: -y, size, label, color: colour, forceLabel: rank < NAMED, zIndex: rank < LARGE ? 1 : 0 });
    }
    for (const line of lines) {
      this.graph.addEdgeWithKey(line.pair.index, line.from, line.to, { size: line.typed ? Math.max(line.width * 0.4, 0.6) : 0.4, color: line.typed ? on(this.paper, line.colour, 0.55) : on(this.paper, ties, 0.16), zIndex: line.typed ? 1 : 0, line });
    }
    this.sigma = new Sigma(this.graph, this.element, this.settings(nodes.length));
    if (camera) this.sigma.getCamera().setState(camera);
    this.sigma.on('clickNode', ({ node }) => this.on.node(Number(node)));
    this.sigma.on('doubleClickNode', ({ node, preventSigmaDefault }) => (preventSigmaDefault(), this.on.open(Number(node))));
    this.sigma.on('clickEdge', ({ edge }) => this.on.pair(this.data.pairs[edge]));
    this.sigma.on('clickStage', () => this.on.nothing());
    this.select(this.selected);
  }

  settings(size) {
    const ink = getComputedStyle(document.documentElement).getPropertyValue('--ink').trim();
    return {
      allowInvalidContainer: true,
      enableEdgeEvents: size <= 1500, // it draws every edge once more
      hideEdgesOnMove: size > 800,
      labelColor: { color: ink },
      labelFont: 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif',
      labelRenderedSizeThreshold: 5,
      labelDensity: 0.4,
      labelGridCellSize: 130,
      zIndex: true,
      defaultDrawNodeHover: hover,
      nodeReducer: (node, looks) => this.reduceNode(Number(node), looks),
      edgeReducer: (_, looks) => this.reduceEdge(looks),
    };
  }

  reduceNode(node, looks) {
    const { selected } = this;
    if (!selected) return looks;
    const near = selected.pair ? [selected.pair.a, selected.pair.b].includes(node) : node === selected.node || this.near.has(node);
    if (!near) return { ...looks, label: '', color: on(this.paper, looks.color, 0.2), forceLabel: false, zIndex: 0 };
    const is = node === selected.node;
    return { ...looks, size: Math.max(looks.size, is ? 8 : 4), forceLabel: is || this.near.size < 40, zIndex: is ? 3 : 2 };
  }

  reduceEdge(looks) {
    const { selected } = this;
    if (!selected) return looks;
    const { pair, colour } = looks.line;
    const touches = selected.pair ? pair === selected.pair : pair.a === selected.node || pair.b === selected.node;
    return touches ? { ...looks, size: Math.max(looks.size, 1), color: colour, zIndex: 3 } : { ...looks, hidden: true };
  }

  select(selected) {
    const shown = selected && (selected.pair ? this.graph?.hasNode(selected.pair.a) : this.graph?.hasNode(selected.node));
    this.selected = shown ? selected : null;
    this.near = new Set(shown && !selected.pair ? this.graph.neighbors(selected.node).map(Number) : []);
    this.sigma?.refresh({ skipIndexation: true });
  }

  fit() {
    this.sigma?.getCamera().animatedReset({ duration: 200 });
  }

  zoom(factor) {
    const camera = this.sigma?.getCamera();
    camera?.setState({ ratio: camera.getState().ratio / factor });
  }

  close() {
    this.sigma?.kill();
    this.sigma = null;
  }
}

/** A colour as it looks on the paper when it is so strong. WebGL blends what is transparent into garish colours. */
function on(paper, colour, share) {
  const parts = (hex) => (hex.length < 7 ? [1, 2, 3].map((at) => hex[at] + hex[at]) : [1, 3, 5].map((at) => hex.slice(at, at + 2))).map((part) => parseInt(part, 16));
  const [under, over] = [parts(paper), parts(colour)];
  return `#${over.map((part, i) => Math.round(part * share + under[i] * (1 - share)).toString(16).padStart(2, '0')).join('')}`;
}

function hover(context, { x, y, size, label }, { labelSize, labelFont }) {
  if (!label) return;
  const style = getComputedStyle(document.documentElement);
  context.font = `600 ${labelSize}px ${labelFont}`;
  const width = context.measureText(label).width + 10;
  context.fillStyle = style.getPropertyValue('--paper');
  context.fillRect(x + size + 1, y - labelSize / 2 - 5, width, labelSize + 10);
  context.fillStyle = style.getPropertyValue('--ink');
  context.fillText(label, x + size + 6, y + labelSize / 3);
}
