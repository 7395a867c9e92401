//! What stands on page after page beside the text: running heads, feet, page numbers.

use super::glyphs::{Fragment, RAISED};
use std::collections::BTreeMap;

/// Lines at the top of a page, and as many at its bottom, that may be furniture.
const LINES: usize = 2;

/// Drops the lines at the top and bottom of pages that come again on others, but for their figures, and numbers alone at the
/// bottom.
pub(super) fn remove(pages: &mut [Vec<Fragment>]) {
    let edges: Vec<Vec<(String, f64)>> = pages.iter().map(|page| edges(page)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, _) in edges.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let is_furniture = |key: &str| counts[key] >= 2 || key.chars().all(|c| !c.is_alphabetic());
    for (page, edges) in pages.iter_mut().zip(&edges) {
        let baselines: Vec<f64> =
            edges.iter().filter(|(key, _)| is_furniture(key)).map(|&(_, at)| at).collect();
        page.retain(|fragment| !baselines.iter().any(|&at| is_near(fragment, at)));
    }
}

fn is_near(fragment: &Fragment, baseline: f64) -> bool {
    (fragment.baseline - baseline).abs() < RAISED * fragment.size
}

/// The lines at the edges of a page: their words without figures, and their baselines.
fn edges(page: &[Fragment]) -> Vec<(String, f64)> {
    let mut baselines: Vec<f64> = vec![];
    for fragment in page {
        if !baselines.iter().any(|&at| is_near(fragment, at)) {
            baselines.push(fragment.baseline);
        }
    }
    baselines.sort_by(f64::total_cmp);
    if baselines.len() <= 2 * LINES {
        return vec![];
    }
    let outer = baselines[..LINES].iter().chain(&baselines[baselines.len() - LINES..]);
    let key = |at: f64| {
        let words = page.iter().filter(|fragment| is_near(fragment, at)).map(|fragment| &*fragment.text);
        let line = words.collect::<Vec<_>>().join(" ");
        line.chars().filter(|c| !c.is_numeric()).collect::<String>().trim().to_lowercase()
    };
    outer.map(|&at| (key(at), at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Fragment> {
        let fragment = |(index, text): (usize, &&str)| Fragment {
            left: 50.0,
            right: 250.0,
            baseline: 700.0 - 12.0 * index as f64,
            size: 10.0,
            text: (*text).to_owned(),
        };
        lines.iter().enumerate().map(fragment).collect()
    }

    #[test]
    fn heads_and_feet_go_and_text_stays() {
        let body = ["Le ministre", "est arrivé", "à Gao, puis"];
        let first = [&["LE FLEUVE, 8 mai"], &body[..], &["il est", "1"]].concat();
        let second = [&["LE FLEUVE, 9 mai"], &body[1..], &["reparti", "et revenu.", "2"]].concat();
        let mut pages = [page(&first), page(&second)];
        remove(&mut pages);
        let texts = |page: &[Fragment]| page.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&pages[0]), ["Le ministre", "est arrivé", "à Gao, puis", "il est"]);
        assert_eq!(texts(&pages[1]), ["est arrivé", "à Gao, puis", "reparti", "et revenu."]);
        let mut alone = [page(&["Le ministre", "est à Gao."])];
        remove(&mut alone);
        assert_eq!(alone[0].len(), 2);
    }
}
