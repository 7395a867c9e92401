//! Pages with several articles, one below the other: a blog, a page that goes on as one scrolls, what a reader saved together.

use super::{Conventions, clutter::length, html, lines::comparable};
use dom_query::{Document as Tree, NodeRef};

/// What the mark of an article is.
const ARTICLE: &str = "<article";
/// Articles are no shorter than this, in bytes of their paragraphs: teasers are. With a heading of the first order, a few sentences do.
const SHORTEST: [usize; 2] = [600, 80];
/// Headings of an article.
const HEADINGS: &str = "h1, h2, h3";
/// What stands inside of these is no article of the page.
const AROUND: &[&str] = &["article", "aside", "nav", "footer"];

/// The articles of a page as pages of their own, in order; none where it has not several.
pub(super) fn pages(
    html: &str,
    tree: impl FnOnce() -> Option<Tree>,
    conventions: &Conventions,
) -> Vec<String> {
    if html.matches(ARTICLE).nth(1).is_none() {
        return vec![];
    }
    let Some(tree) = tree() else { return vec![] };
    let articles = tree.select("article");
    let articles: Vec<&NodeRef> =
        articles.nodes().iter().filter(|node| is_article(node, conventions)).collect();
    let all = tree.select("body").nodes().first().map_or(0, |body| length(body, usize::MAX));
    let inside: usize = articles.iter().map(|article| length(article, usize::MAX)).sum();
    if articles.len() < 2 || 2 * inside < all {
        return vec![];
    }
    let site = tree.select("meta[property='og:site_name']").attr("content").unwrap_or_default();
    articles.into_iter().map(|article| page(article, &site)).collect()
}

/// Whether an element is an article by itself: no teaser, no comment, and not in another.
fn is_article(node: &NodeRef, conventions: &Conventions) -> bool {
    let words = conventions.pages();
    let names = [node.attr("id"), node.attr("class")];
    let is_apart = names.into_iter().flatten().any(|name| words.is_clutter(&name) || words.is_comment(&name));
    let is_inside = || node.ancestors_it(None).any(|outer| AROUND.iter().any(|name| outer.has_name(name)));
    if is_apart || is_inside() {
        return false;
    }
    let Some(heading) = heading(node) else { return false };
    let paragraphs = node.descendants_it().filter(|inner| inner.has_name("p"));
    let text: usize = paragraphs.map(|paragraph| length(&paragraph, usize::MAX)).sum();
    text >= SHORTEST[usize::from(heading.has_name("h1"))]
}

fn heading<'t>(article: &NodeRef<'t>) -> Option<NodeRef<'t>> {
    let mut headings =
        article.descendants_it().filter(|inner| HEADINGS.split(", ").any(|name| inner.has_name(name)));
    headings.find(|heading| !comparable(heading.text().trim(), 200).trim().is_empty())
}

/// An article as a page.
fn page(article: &NodeRef, site: &str) -> String {
    let title = heading(article).map(|heading| heading.text().to_string()).unwrap_or_default();
    let head = format!("<title>{}</title>", html::escaped(title.trim()));
    let site = match site {
        "" => String::new(),
        site => format!("<meta property=\"og:site_name\" content=\"{}\">", html::escaped(site)),
    };
    format!("<!doctype html><html><head>{head}{site}</head><body>{}</body></html>", article.html())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "<p>Le général est arrivé jeudi à Kidal, où les notables l’attendaient, avec trois ministres et une escorte.</p>";

    fn count(html: &str) -> usize {
        pages(html, || html::tree(html), &Conventions::default()).len()
    }

    #[test]
    fn articles_are_told_from_teasers_and_comments() {
        let article = |heading: &str, times: usize| {
            format!("<article><{heading}>Une visite</{heading}>{}</article>", BODY.repeat(times))
        };
        for (html, wanted) in [
            (article("h1", 1).repeat(2), 2),
            (format!("<main>{}{}</main>", article("h1", 2), article("h1", 1)), 2),
            (article("h2", 7).repeat(3), 3),
            // The article of a page, and teasers of others.
            (format!("{}{}", article("h1", 9), article("h2", 1).repeat(4)), 0),
            (article("h2", 1).repeat(9), 0),
            // Comments.
            (
                format!(
                    "{}{}",
                    article("h1", 9),
                    article("h3", 7).replace("<article", "<article class=comment").repeat(3)
                ),
                0,
            ),
            // An article in an article, and the links below it.
            (format!("<article><h1>Un</h1>{}{}</article>", BODY.repeat(7), article("h1", 1)), 0),
            (format!("{}<aside>{}</aside>", article("h1", 5), article("h1", 1).repeat(3)), 0),
            // Most of the page is elsewhere.
            (format!("<div>{}</div>{}", BODY.repeat(9), article("h1", 1).repeat(2)), 0),
            (article("h1", 5), 0),
            (String::new(), 0),
        ] {
            assert_eq!(count(&format!("<title>T</title><body>{html}")), wanted, "{html}");
        }
    }
}
