//! What stands on page after page beside the text: running heads, feet, page numbers.

use super::glyphs::{Fragment, RAISED};
use std::collections::BTreeMap;

/// Lines at the top of a page, and as many at its bottom, that may be furniture.
const LINES: usize = 2;

/// Drops the lines at the top and bottom of pages that come again on others, but for their figures, numbers alone at the bottom, and
/// what browsers print around a page: its address and number, and when it was printed.
pub(super) fn remove(pages: &mut [Vec<Fragment>]) {
    let edges: Vec<Vec<(String, f64)>> = pages.iter().map(|page| edges(page)).collect();
    let is_printed = edges.iter().flatten().any(|(key, _)| is_address(key));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, _) in edges.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let is_furniture = |key: &str| {
        counts[key] >= 2
            || key.chars().all(|c| !c.is_alphabetic())
            || is_printed && (is_address(key) || is_time(key))
    };
    for (page, edges) in pages.iter_mut().zip(&edges) {
        let baselines: Vec<f64> =
            edges.iter().filter(|(key, _)| is_furniture(key)).map(|&(_, at)| at).collect();
        page.retain(|fragment| !baselines.iter().any(|&at| is_near(fragment, at)));
    }
}

/// `https://exemple.org/a 1/2`, without its figures.
fn is_address(key: &str) -> bool {
    key.contains("://") && key.ends_with(" /")
}

/// `08/05/2025 10:00 Le titre`, `5/8/25, 10:00 AM Le titre`, without their figures.
fn is_time(key: &str) -> bool {
    let key = key.strip_prefix("//").map(|rest| rest.trim_start_matches([',', ' ']));
    key.is_some_and(|rest| rest.starts_with(':') || rest.starts_with('h'))
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
    fn what_browsers_print_around_a_page_goes() {
        for head in ["11/30/26, 12:27 AM Le titre", "30/11/2026 00:27", "30/11/2026, 00:27 Le titre"] {
            let mut pages =
                [page(&[head, "Le titre", "Le ministre", "est à Gao.", "https://exemple.org/a 1/1"])];
            remove(&mut pages);
            assert_eq!(pages[0].len(), 3, "{head}");
        }
        let mut pages = [page(&["30/11/2026 : Le titre", "Le ministre", "est", "à", "Gao."])];
        remove(&mut pages);
        assert_eq!(pages[0].len(), 5);
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
