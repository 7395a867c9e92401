// Labels that do not lie on each other: the leading actors first, each where there is room beside its node.

const FONT = { size: 12, leading: 14, family: 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif' };
const GAP = 3;
/** A forced label takes so many square pixels of a picture: a small one has fewer. */
const ROOM = 11000;
/** The buttons at the lower right corner, which lie on the picture: so wide and high. */
const BUTTONS = [44, 116];

let pen;

function widthOf(text, leading) {
  pen ??= document.createElement('canvas').getContext('2d');
  pen.font = `${leading ? 600 : 400} ${leading ? FONT.leading : FONT.size}px ${FONT.family}`;
  return pen.measureText(text).width;
}

/** A place for each label that has room, and for each that is forced: `{node, x, y, box}`, y on the base line. */
export function placeLabels(wanted, nodes, room, all) {
  const boxes = nodes.map(({ at: [x, y], radius }) => [x - radius, y - radius, x + radius, y + radius]);
  boxes.push([room.width - BUTTONS[0], room.height - BUTTONS[1], room.width, room.height]);
  const placed = [];
  const most = (room.width * room.height) / ROOM;
  for (const node of wanted) {
    const [x, y] = node.at;
    if (x < 0 || y < 0 || x > room.width || y > room.height) continue;
    const leading = node.rank < 8;
    const [width, height] = [widthOf(node.label, leading), (leading ? FONT.leading : FONT.size) + 2];
    const options = places(x, y, node.radius + GAP, width, height).filter((box) => box[0] >= 2 && box[2] <= room.width - 2);
    const cost = (box) => boxes.reduce((sum, other) => sum + area(box, other), 0);
    const costs = options.map(cost);
    const free = costs.findIndex((cost) => cost === 0);
    const forced = (node.forced && node.rank < most) || (all && wanted.length < most);
    if (free < 0 && !forced) continue;
    const box = options[free >= 0 ? free : costs.indexOf(Math.min(...costs))];
    if (!box) continue;
    boxes.push(box);
    placed.push({ node, x: box[0], y: box[3] - 3.5, box });
  }
  return placed;
}

/** Beside, above, below, and at the corners, from the best to the last; then the same further off. */
function places(x, y, gap, width, height) {
  const at = (left, top) => [left, top, left + width, top + height];
  const around = (gap) => [
    at(x + gap, y - height / 2), at(x - gap - width, y - height / 2),
    at(x - width / 2, y - gap - height), at(x - width / 2, y + gap),
    at(x + gap * 0.7, y - gap * 0.7 - height), at(x + gap * 0.7, y + gap * 0.7),
    at(x - gap * 0.7 - width, y - gap * 0.7 - height), at(x - gap * 0.7 - width, y + gap * 0.7),
  ];
  return [...around(gap), ...around(gap + 10)];
}

function area(one, other) {
  const [w, h] = [Math.min(one[2], other[2]) - Math.max(one[0], other[0]), Math.min(one[3], other[3]) - Math.max(one[1], other[1])];
  return w > 0 && h > 0 ? w * h : 0;
}
