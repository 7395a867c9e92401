// Relations, ties and actors as tables: what the picture shows, for the eye that reads and for the screen reader.

import { caption, day, h, n, t } from './dom.js';
import { table } from './table.js';

/** Relations, or ties: one row an edge that answers the filter. */
export function edgeTable(app, typed) {
  const { edges, nodes, types, groups } = app.data;
  const rows = [];
  app.counts.forEach((count, edge) => count > 0 && app.data.typed[edges.type[edge]] === typed && rows.push(edge));
  const type = (edge) => types[edges.type[edge]];
  const columns = [
    { name: t('actor'), value: (edge) => nodes.label[edges.source[edge]] },
    { name: typed ? t('relation') : t('tie'), value: (edge) => caption('relation', type(edge).name), show: (edge) => h('b', { class: `type ${groups[type(edge).group].name}` }, (edges.directed[edge] ? '→ ' : '– ') + caption('relation', type(edge).name)) },
    { name: t('other_actor'), value: (edge) => nodes.label[edges.target[edge]] },
    { name: t('qualifier'), value: (edge) => edges.qualifiers[edge].join(', '), optional: true },
    { name: t('first'), value: (edge) => edges.first[edge] ?? '', show: (edge) => date(edges.first[edge]) },
    { name: t('last'), value: (edge) => edges.last[edge] ?? '', show: (edge) => date(edges.last[edge]) },
    { name: t('sentences'), value: (edge) => app.counts[edge], number: true },
    { name: t('documents'), value: (edge) => edges.documents[edge], number: true },
    ...(typed
      ? [{ name: t('modality'), value: (edge) => modality(app, edge), optional: true }]
      : [
          { name: t('weight'), value: (edge) => edges.weight[edge], number: true },
          { name: 'NPMI', value: (edge) => edges.npmi[edge] ?? -1, show: (edge) => edges.npmi[edge]?.toFixed(2) ?? '', number: true },
        ]),
  ];
  return table({ caption: t(typed ? 'relations' : 'ties'), rows, columns, sort: { name: t('sentences'), down: true }, onRow: (edge) => app.selectPair(app.data.pairOf[edge]) });
}

/** What changed from one graph to the other, as `palabre diff` lists it. */
export function changeTable(app) {
  const { data, filter, counts } = app;
  const { changes, nodes } = data;
  const bySentence = filter.types.size + filter.modalities.size > 0 || filter.from || filter.to || filter.weight;
  const hasKind = (node) => typeof node !== 'number' || filter.kinds.has(nodes.kind[node]);
  const answers = (change) => {
    const edge = changes.edge[change];
    if (edge !== null) return counts[edge] > 0;
    return !bySentence && (!filter.ways.size || filter.ways.has(changes.way[change])) && (!filter.kinds.size || hasKind(changes.source[change]));
  };
  const rows = changes.way.map((_, change) => change).filter(answers);
  const way = (change) => data.ways[changes.way[change]].name;
  const columns = [
    { name: caption('changes', 'SourceLabel'), value: (change) => called(nodes, changes.source[change]) },
    { name: caption('changes', 'Change'), value: (change) => caption('way', way(change)), show: (change) => h('b', { class: `type ${way(change)}`, text: caption('way', way(change)) }) },
    { name: caption('changes', 'Kind'), value: (change) => caption('relation', changes.kind[change]), show: (change) => h('span', { class: 'type', text: caption('relation', changes.kind[change]) }) },
    { name: caption('changes', 'TargetLabel'), value: (change) => called(nodes, changes.target[change]) },
    { name: t('qualifier'), value: (change) => values(changes, change), optional: true },
    { name: caption('changes', 'OldWeight'), value: (change) => changes.old[change], number: true },
    { name: caption('changes', 'NewWeight'), value: (change) => changes.new[change], number: true },
    { name: 'G²', value: (change) => changes.g2[change] ?? 0, show: (change) => (changes.g2[change] === null ? '' : n(changes.g2[change])), number: true },
  ];
  const open = (change) => (changes.edge[change] !== null ? app.selectPair(data.pairOf[changes.edge[change]]) : app.selectNode(changes.source[change]));
  return table({ caption: t('changes'), rows, columns, onRow: (change) => (changes.edge[change] !== null || typeof changes.source[change] === 'number') && open(change) });
}

const called = (nodes, actor) => (typeof actor === 'number' ? nodes.label[actor] : actor);

/** `colonel → général`, or what both have. */
export function values({ oldValues, newValues }, change) {
  const [before, after] = [oldValues[change], newValues[change]].map((all) => all.slice(0, 4).join(', '));
  return before === after || !before || !after ? before || after : `${before} → ${after}`;
}

const date = (date) => date && h('time', { datetime: date, text: day(date) });

/** The modalities of the sentences that answer the filter. */
function modality(app, edge) {
  const found = new Set(app.filter.rows(edge).map((row) => app.data.evidence.modality[row]));
  return [...found].filter((at) => at >= 0).sort().map((at) => caption('modality', app.data.modalities[at])).join(', ');
}

/** The actors of the kinds that are asked for; where the filter asks for more, those at a line that answers. */
export function actorTable(app) {
  const { nodes, near, kinds } = app.data;
  const { filter } = app;
  const lines = (node) => near[node].filter((pair) => pair.edges.some((edge) => app.counts[edge] > 0)).length;
  const rows = nodes.id.map((_, node) => node).filter((node) => (!filter.kinds.size || filter.kinds.has(nodes.kind[node])) && (!filter.isSet || lines(node) > 0));
  const neighbours = new Map(rows.map((node) => [node, lines(node)]));
  const kind = (node) => caption('kind', kinds[nodes.kind[node]].name);
  const columns = [
    { name: t('actor'), value: (node) => nodes.label[node] },
    { name: t('kind'), value: kind },
    { name: t('mentions'), value: (node) => nodes.mentions[node], number: true },
    { name: t('documents'), value: (node) => nodes.documents[node], number: true },
    { name: t('neighbours'), value: (node) => neighbours.get(node), number: true },
    { name: t('first'), value: (node) => nodes.first[node] ?? '', show: (node) => date(nodes.first[node]) },
    { name: t('last'), value: (node) => nodes.last[node] ?? '', show: (node) => date(nodes.last[node]) },
    { name: t('listed'), value: (node) => t(nodes.known[node] ? 'yes' : 'no') },
  ];
  return table({ caption: t('actors'), rows, columns, sort: { name: t('mentions'), down: true }, onRow: (node) => app.selectNode(node) });
}
