//! The reading order of a page: columns, what spans them, lines, paragraphs.

use super::glyphs::{Fragment, RAISED};

/// A column is at least so wide, in sizes of its type: narrower ones are those of a table.
const NARROWEST: f64 = 8.0;
/// Runs on either side of a gutter, at the least.
const FEWEST: usize = 3;
/// A larger distance of two baselines than this share of the usual one parts paragraphs.
const LEADING: f64 = 1.45;
/// A change of the size of the type by more than this share does, too.
const SIZE: f64 = 0.12;
/// The first line of a paragraph is set in by at least so much, in sizes of its type.
const INDENT: f64 = 0.8;

/// The text of a page: a line each, blank lines between paragraphs.
pub(super) fn text(fragments: Vec<Fragment>) -> String {
    let mut blocks = vec![];
    order(fragments, &mut blocks);
    let mut text = String::new();
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            // A sentence goes on from column to column.
            text += if block.spans || blocks[index - 1].spans { "\n\n" } else { "\n" };
        }
        block.write(&mut text);
    }
    text
}

/// A column, or what spans several.
struct Block {
    lines: Vec<Fragment>,
    spans: bool,
    left: f64,
    right: f64,
}

/// Parts runs into blocks, in the order in which they are read: above what spans two columns the left and the right one, then what
/// spans them, then what is below.
fn order(fragments: Vec<Fragment>, blocks: &mut Vec<Block>) {
    let Some((left, right)) = gutter(&fragments) else {
        if !fragments.is_empty() {
            blocks.push(Block::of(fragments, false));
        }
        return;
    };
    let spans = |fragment: &Fragment| fragment.left < left && fragment.right > right;
    let (mut spanning, rest): (Vec<Fragment>, Vec<Fragment>) = fragments.into_iter().partition(spans);
    spanning.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
    let mut rest = rest;
    let mut above: Vec<Fragment> = vec![];
    for line in spanning {
        let (upper, lower): (Vec<_>, Vec<_>) = rest.into_iter().partition(|run| run.baseline > line.baseline);
        rest = lower;
        if !upper.is_empty() && !above.is_empty() {
            blocks.push(Block::of(std::mem::take(&mut above), true));
        }
        sides(upper, left, blocks);
        above.push(line);
    }
    if !above.is_empty() {
        blocks.push(Block::of(above, true));
    }
    sides(rest, left, blocks);
}

fn sides(fragments: Vec<Fragment>, gutter: f64, blocks: &mut Vec<Block>) {
    let (left, right): (Vec<_>, Vec<_>) = fragments.into_iter().partition(|run| run.left < gutter);
    order(left, blocks);
    order(right, blocks);
}

/// The widest strip from top to bottom that next to no run crosses, with a column on either side.
fn gutter(fragments: &[Fragment]) -> Option<(f64, f64)> {
    let mut edges: Vec<(f64, i32)> =
        fragments.iter().flat_map(|run| [(run.left, 1), (run.right, -1)]).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let few = (fragments.len() / 8) as i32;
    let (mut crossing, mut strips) = (0, vec![]);
    for pair in edges.windows(2) {
        crossing += pair[0].1;
        if crossing <= few && pair[1].0 > pair[0].0 {
            match strips.last_mut() {
                Some((_, end)) if *end == pair[0].0 => *end = pair[1].0,
                _ => strips.push((pair[0].0, pair[1].0)),
            }
        }
    }
    let size = median(fragments.iter().map(|run| run.size));
    let is_gutter = |&(left, right): &(f64, f64)| {
        let before = || fragments.iter().filter(|run| run.right <= left + 0.1);
        let after = || fragments.iter().filter(|run| run.left >= right - 0.1);
        let wide = |width: f64| width >= NARROWEST * size;
        right - left >= 0.5 * size
            && before().count() >= FEWEST
            && after().count() >= FEWEST
            && wide(median(before().map(|run| run.right - run.left)))
            && wide(median(after().map(|run| run.right - run.left)))
    };
    strips.into_iter().filter(is_gutter).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

impl Block {
    fn of(fragments: Vec<Fragment>, spans: bool) -> Block {
        let left = fragments.iter().map(|run| run.left).fold(f64::MAX, f64::min);
        let right = fragments.iter().map(|run| run.right).fold(f64::MIN, f64::max);
        Block { lines: lines(fragments), spans, left, right }
    }

    fn write(&self, text: &mut String) {
        let distances = self.lines.windows(2).map(|pair| pair[0].baseline - pair[1].baseline);
        let leading = median(distances);
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                *text += if self.is_paragraph(&self.lines[index - 1], line, leading) { "\n\n" } else { "\n" };
            }
            *text += &line.text;
        }
    }

    /// Whether a new paragraph starts between two lines: more space between them, another size, a line set in, or a line that had
    /// room for the next word.
    fn is_paragraph(&self, above: &Fragment, below: &Fragment, leading: f64) -> bool {
        let distance = above.baseline - below.baseline;
        let size = above.size.max(below.size);
        let is_indented = below.left > self.left + INDENT * size && below.left > above.left + INDENT * size;
        let word = below.text.split(' ').next().unwrap_or_default().chars().count() as f64;
        let letters = below.text.chars().count().max(1) as f64;
        let room = self.right - self.left - (above.right - above.left);
        let needed = (word + 1.0) * (below.right - below.left) / letters;
        distance > LEADING * leading.max(size)
            || (above.size - below.size).abs() > SIZE * size
            || is_indented
            || room > needed + size && !above.text.ends_with(['-', '\u{AD}', '\u{2010}'])
    }
}

/// The lines of a block, from its top: runs on one baseline are one line.
fn lines(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    fragments.sort_by(|a, b| b.baseline.total_cmp(&a.baseline));
    let mut rows: Vec<Vec<Fragment>> = vec![];
    for fragment in fragments {
        match rows.last_mut() {
            Some(row) if row[0].baseline - fragment.baseline < RAISED * row[0].size.max(fragment.size) => {
                row.push(fragment)
            }
            _ => rows.push(vec![fragment]),
        }
    }
    rows.into_iter().map(line).collect()
}

fn line(mut row: Vec<Fragment>) -> Fragment {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut runs = row.into_iter();
    let mut line = runs.next().expect("a row holds a run");
    for run in runs {
        line.text += " ";
        line.text += &run.text;
        line.right = line.right.max(run.right);
        line.size = line.size.max(run.size);
    }
    line
}
