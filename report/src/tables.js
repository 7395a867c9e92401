// Relations, ties and actors as tables: what the picture shows, for the eye that reads and for the screen reader.

import { caption, day, h, t } from './dom.js';
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
