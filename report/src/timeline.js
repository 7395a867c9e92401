// When it happened: relations by year, or by month where the years are few, or by what `--by` asks for. A press on a bar asks
// for its period.

import { caption, day, h, n, s, spoken, t } from './dom.js';

const HEIGHT = 64;
/** More months than these are shown as years. */
const MONTHS = 36;
/** More bars than these are shown as years, whatever is asked for. */
const BARS = 240;
/** A bar at each end takes what is so small a share of the whole. */
const FEW = 0.06;

export class Timeline {
  constructor(app) {
    this.app = app;
    this.year = '';
    this.element = h('section', { class: 'timeline' });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  /** Counts of the sentences that answer all but the period, by month and group; what copies of an article repeat counts once. */
  show() {
    const { data, filter } = this.app;
    const { edges, evidence, types } = data;
    this.months = new Map();
    for (let edge = 0; edge < edges.type.length; edge++) {
      const { group } = types[edges.type[edge]];
      if (group === 0 || !filter.edge(edge)) continue;
      for (const row of filter.rows(edge, false)) {
        const [from, to] = [evidence.from[row], evidence.to[row]];
        if (!from) continue;
        // A year without a month stands with the year only.
        const key = to - from > 31 ? `${Math.floor(from / 10000)}` : `${Math.floor(from / 10000)}-${String(Math.floor(from / 100) % 100).padStart(2, '0')}`;
        const counts = this.months.get(key) ?? data.groups.map(() => 0);
        counts[group]++;
        this.months.set(key, counts);
      }
    }
    this.draw();
  }

  /** The periods of the bars: the months of a year that was pressed, or of few years, or the years. What lies far before or
   * behind the rest is one bar at each end. */
  periods() {
    if (this.year) return monthsOf(this.year);
    const years = new Map();
    for (const [key, counts] of this.months) years.set(key.slice(0, 4), (years.get(key.slice(0, 4)) ?? 0) + sum(counts));
    const [first, last] = this.bulk([...years].sort(([one], [other]) => one.localeCompare(other)));
    if (!first) return [];
    const shown = Array.from({ length: last - first + 1 }, (_, i) => String(Number(first) + i).padStart(4, '0'));
    const months = shown.flatMap(monthsOf);
    const dated = [...this.months.keys()].filter((key) => key.length > 4 && key >= first && key < `${last}-99`).sort();
    const span = months.slice(months.indexOf(dated[0]), months.indexOf(dated.at(-1)) + 1);
    const bars = this.units(dated.length ? span : [], shown);
    const ends = [`<${range(bars[0])[0]}`, `>${range(bars.at(-1))[1]}`].map((end) => (sum(this.counts(end)) ? [end] : []));
    return [...ends[0], ...bars, ...ends[1]];
  }

  /** Months as what is asked for; years where there is no month, or there are too many. */
  units(months, years) {
    const { by } = this.app.data;
    const units = { year: years, quarter: [...new Set(months.map(quarterOf))] }[by] ?? months;
    return units.length && units.length <= (by ? BARS : MONTHS) ? units : years;
  }

  /** The years between which nearly all is. */
  bulk(years) {
    const all = years.reduce((total, [, count]) => total + count, 0);
    let [from, to] = [0, years.length - 1];
    let left = all * FEW;
    // The thinner end first.
    while (from < to) {
      const end = years[from][1] <= years[to][1] ? from : to;
      left -= years[end][1];
      if (left < 0) break;
      end === from ? from++ : to--;
    }
    if (!years.length) return [];
    const [first, last] = [years[0][0], years.at(-1)[0]];
    // A year or two are shown as they are.
    return [years[from][0] - first < 3 ? first : years[from][0], last - years[to][0] < 3 ? last : years[to][0]];
  }

  counts(period) {
    const sums = this.app.data.groups.map(() => 0);
    for (const [key, counts] of this.months) if (isIn(key, period)) counts.forEach((count, i) => (sums[i] += count));
    return sums;
  }

  draw() {
    const width = this.element.clientWidth;
    if (!width || !this.months) return;
    const periods = this.periods();
    const bars = periods.map((period) => ({ period, counts: this.counts(period) }));
    const most = Math.max(1, ...bars.map(({ counts }) => sum(counts)));
    const step = (width - 8) / Math.max(periods.length, 1);
    const { from, to } = this.app.filter;
    const focused = document.activeElement?.closest?.('.timeline [data-period]')?.dataset.period;
    const svg = s('svg', { viewBox: `0 0 ${width} ${HEIGHT + 18}`, height: HEIGHT + 18, role: 'group', 'aria-label': t('timeline') },
      bars.map((bar, i) => this.bar(bar, 4 + i * step, step, most, periods)));
    this.element.replaceChildren(
      h('div', { class: 'bar-head' }, h('h2', { text: t('timeline') }),
        this.year && h('button', { onclick: () => this.all(), text: `← ${t('all_years')}` }),
        (from || to) && h('span', { class: 'quiet', text: from === to ? day(from) : `${day(from)} – ${day(to)}` }),
        (from || to) && h('button', { onclick: () => this.app.setPeriod('', ''), text: t('no_period') })),
      periods.length ? svg : h('p', { class: 'quiet', text: t('no_dates') }));
    if (focused) this.element.querySelector(`[data-period="${focused}"]`)?.focus();
  }

  bar({ period, counts }, x, step, most, periods) {
    const { data, filter } = this.app;
    const total = sum(counts);
    const end = /^[<>]/.test(period);
    const divides = !end && period.length > 4;
    const [from, to] = range(period);
    const asked = filter.from === from && (filter.to === to || period.length === 4);
    let y = HEIGHT;
    const width = Math.max(Math.min(step - 2, 46), 1.5);
    const left = x + (step - width) / 2;
    const stack = counts.map((count, group) => {
      if (!count) return null;
      const height = Math.max((count / most) * (HEIGHT - 14), 1.5);
      return s('rect', { x: left, y: (y -= height), width, height, fill: data.groups[group].colour });
    });
    const says = end ? t(period[0] === '<' ? 'earlier' : 'later', day(period.slice(1))) : called(period);
    const parts = counts.map((count, group) => count && `${caption('group', data.groups[group].name)} ${n(count)}`).filter(Boolean);
    const every = Math.ceil(36 / step);
    const index = periods.indexOf(period);
    const name = end ? '…' : short(period, step);
    const begins = divides && (index === 0 || /^[<>]/.test(periods[index - 1]) || from.endsWith('-01')) && !this.year;
    return s('g', { class: `bar${asked ? ' chosen' : ''}`, role: 'button', tabindex: 0, 'data-period': period, 'aria-pressed': String(asked), onclick: () => this.press(period), onkeydown: (event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), this.press(period)) },
      s('title', { text: `${says} : ${n(total)}${parts.length ? ` (${parts.join(', ')})` : ''}` }),
      s('rect', { class: 'grip', x, y: 0, width: step, height: HEIGHT + 18 }),
      stack,
      total > 0 && step > Math.max(14, 6.2 * n(total).length) && s('text', { x: x + step / 2, y: y - 3, class: 'number', 'aria-hidden': 'true', text: n(total) }),
      (step > 14 || index % every === 0) && s('text', { x: x + step / 2, y: HEIGHT + 12, class: begins ? 'begins' : null, 'aria-hidden': 'true', text: begins && step > 18 ? period.slice(0, 4) : name }));
  }

  /** A year opens its months; a month is asked for, or no longer. */
  press(period) {
    const { from, to } = this.app.filter;
    if (period.startsWith('<')) this.app.setPeriod('', to === before(period.slice(1)) ? '' : before(period.slice(1)));
    else if (period.startsWith('>')) this.app.setPeriod(from === after(period.slice(1)) ? '' : after(period.slice(1)), '');
    else if (period.length === 4) {
      this.year = period;
      this.app.setPeriod(period, period);
    } else {
      const [first, last] = range(period);
      if (from === first && to === last) this.app.setPeriod(this.year, this.year);
      else this.app.setPeriod(first, last);
    }
  }

  all() {
    this.year = '';
    this.app.setPeriod('', '');
  }
}

const monthsOf = (year) => Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);

/** `2023-05` as `2023-Q2`. */
const quarterOf = (month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** The first and the last month of a period; of a year, or a month, itself. */
function range(period = '') {
  const [year, quarter] = period.split('-Q');
  if (!quarter) return [period, period];
  return [3 * quarter - 2, 3 * quarter].map((month) => `${year}-${String(month).padStart(2, '0')}`);
}

function called(period) {
  const [year, quarter] = period.split('-Q');
  return quarter ? `${t('quarter', quarter)} ${year}` : day(period);
}

/** What stands below a bar. */
function short(period, step) {
  const quarter = period.split('-Q')[1];
  if (quarter) return t('quarter', quarter);
  if (period.length === 4) return period;
  if (step <= 20) return period.slice(5);
  return new Intl.DateTimeFormat(spoken(), { month: step > 48 ? 'short' : 'narrow', timeZone: 'UTC' }).format(new Date(`${period}-01`));
}

/** The year before a period, and the one behind it. */
const before = (period) => String(Number(period.slice(0, 4)) - (period.length > 4 && !period.endsWith('-01') ? 0 : 1));
const after = (period) => String(Number(period.slice(0, 4)) + 1);

/** Whether a month, or a year of unknown month, is in a period: `2023`, `2023-Q2`, `2023-05`, `<2020` or `>2024`. */
function isIn(key, period) {
  if (period.includes('-Q')) return key.length > 4 && quarterOf(key) === period;
  if (period.startsWith('<')) return key < period.slice(1) && !period.slice(1).startsWith(key);
  if (period.startsWith('>')) return key > period.slice(1) && !key.startsWith(period.slice(1));
  return key === period || (period.length === 4 && key.startsWith(period));
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
