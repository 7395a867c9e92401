// Text with its mentions marked.

import { caption, fold, h } from './dom.js';

/** A stretch of a document, as nodes: mentions in `<mark>`, nested as they lie. `strong` are the actors that it is about. */
export function marked(data, whole, [start, end], strong, onActor) {
  const inside = whole.marks.filter((mark) => mark.start >= start && mark.end <= end && mark.end > mark.start);
  const sorted = inside.sort((one, other) => one.start - other.start || other.end - one.end);
  let at = 0;
  const stretch = (from, to) => {
    const parts = [];
    while (at < sorted.length && sorted[at].start < to) {
      const mark = sorted[at++];
      if (mark.end > to || mark.start < from) continue; // lies across another: the outer one is marked
      if (mark.start > from) parts.push(whole.slice(from, mark.start));
      parts.push(element(data, mark, strong, onActor, stretch(mark.start, mark.end)));
      from = mark.end;
    }
    if (from < to) parts.push(whole.slice(from, to));
    return parts;
  };
  return stretch(start, end);
}

function element(data, { actor, kind }, strong, onActor, children) {
  const { name } = data.kinds[kind];
  if (actor < 0) return h('span', { class: `attribute ${name}`, title: caption('kind', name) }, children);
  const label = data.nodes.label[actor];
  const about = `${label} · ${caption('kind', data.kinds[data.nodes.kind[actor]].name)}`;
  const is = strong.has(actor) ? 'strong ' : '';
  return h('mark', { class: is + name, title: about, onclick: onActor && ((event) => (event.stopPropagation(), onActor(actor))) }, children);
}

/** The same of a text whose mentions are not in the page: names and other forms of the actors that it is about. */
export function marked_by_name(data, text, actors) {
  const found = [];
  const folded = fold(text);
  if (folded.length !== text.length) return [text];
  for (const actor of actors) {
    for (const form of [data.nodes.label[actor], ...data.nodes.aliases[actor]].map(fold).filter((form) => form.length > 2)) {
      for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length)) found.push([at, at + form.length, actor]);
    }
  }
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const parts = [];
  let at = 0;
  for (const [from, to, actor] of found) {
    if (from < at) continue;
    parts.push(text.slice(at, from), h('mark', { class: `strong ${data.kinds[data.nodes.kind[actor]].name}` }, text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at)];
}
