// Tables that sort by each column. They show some rows at a time: fifty thousand at once would stop the page.

import { h, n, spoken, t } from './dom.js';

const PAGE = 100;

/** `columns`: `{name, value(row), show(row), number, optional}`; one that is optional and empty is left out. `sort` is the
 * name of a column, none for the rows as they come; `onRow` makes the first cell a button. */
export function table({ caption, rows, columns: all, onRow, sort }) {
  const columns = all.filter(({ optional, value }) => !optional || rows.some((row) => value(row)));
  const body = h('tbody');
  const more = h('button', { class: 'more' });
  const order = { down: sort?.down, column: columns.findIndex(({ name }) => name === sort?.name) };
  const heads = columns.map((column, index) => h('th', { scope: 'col', class: column.number ? 'number' : null },
    h('button', { onclick: () => sortBy(index), text: column.name })));
  let shown = 0;
  let sorted = rows;

  function sortBy(index) {
    order.down = order.column === index ? !order.down : Boolean(columns[index].number);
    order.column = index;
    arrange();
  }

  function arrange() {
    if (order.column >= 0) inOrder();
    heads.forEach((head, index) => head.setAttribute('aria-sort', index !== order.column ? 'none' : order.down ? 'descending' : 'ascending'));
    body.replaceChildren();
    shown = 0;
    next();
  }

  function inOrder() {
    const { value } = columns[order.column];
    const compare = new Intl.Collator(spoken()).compare;
    const keyed = rows.map((row, at) => ({ row, at, key: value(row) }));
    keyed.sort((one, other) => (typeof one.key === 'number' ? one.key - other.key : compare(one.key, other.key)) * (order.down ? -1 : 1) || one.at - other.at);
    sorted = keyed.map(({ row }) => row);
  }

  function next() {
    body.append(...sorted.slice(shown, shown + PAGE).map(line));
    shown = Math.min(shown + PAGE, sorted.length);
    more.hidden = shown === sorted.length;
    more.textContent = t('more', n(Math.min(PAGE, sorted.length - shown)), n(sorted.length - shown));
  }

  function line(row) {
    const cells = columns.map((column, index) => {
      const content = column.show ? column.show(row) : column.number ? n(column.value(row)) : column.value(row);
      const button = onRow && index === 0;
      return h('td', { class: column.number ? 'number' : null }, button ? h('button', { class: 'link', onclick: (event) => (event.stopPropagation(), onRow(row)) }, content || '—') : content);
    });
    return h('tr', { onclick: onRow && (() => getSelection().isCollapsed && onRow(row)) }, cells);
  }

  more.addEventListener('click', next);
  arrange();
  const element = h('table', {}, h('caption', {}, caption, h('span', { class: 'quiet', text: ` (${n(rows.length)})` })), h('thead', {}, h('tr', {}, heads)), body);
  return h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': caption }, element, more);
}
