//! What a page has around its article: comments, cookie banners, share bars, captions, teasers.

use super::{Conventions, lines::comparable};
use dom_query::NodeRef;
use dom_smoothie::Readability;

/// Elements that are never part of a text.
const ELEMENTS: &str = "figcaption, nav, form, button, dialog, select, template, noscript, [role=dialog], [role=alertdialog], \
    [role=navigation], [role=search], [aria-modal=true]";
/// Elements that may hold a line of their own.
const LINES: &str = "p, div, span, a, li, h2, h3, h4, h5, h6, strong, em, small, figure";
/// A longer piece of text is no line, in bytes.
const LONGEST: usize = 130;
/// Elements that are not looked at one by one: a page has fewer.
const MOST: usize = 50_000;

/// Removes the comments of readers, by their classes and ids.
pub(super) fn remove_comments(tree: &Readability, conventions: &Conventions) {
    let whole = length_of_body(tree);
    remove_named(tree, |_| whole, |name| conventions.pages().is_comments(name));
}

/// Removes what is no part of the article, by the names of elements, their classes and ids, and the words that short ones begin with.
pub(super) fn remove(tree: &Readability, conventions: &Conventions) {
    let whole = length_of_body(tree);
    for node in tree.doc.select(ELEMENTS).nodes().iter().take(MOST) {
        if length(node, whole / 2) <= whole / 2 {
            node.remove_from_parent();
        }
    }
    let words = conventions.pages();
    // Beside the article of a page, it may well be longer than that.
    let has_article = !tree.doc.select("article, main").is_empty();
    let is_beside = |node: &NodeRef| {
        let is_article = |node: &NodeRef| node.has_name("article") || node.has_name("main");
        has_article
            && !node.ancestors_it(None).any(|outer| is_article(&outer))
            && !node.descendants_it().any(|inner| is_article(&inner))
    };
    let most = |node: &NodeRef| if is_beside(node) { whole } else { whole / 3 };
    remove_named(tree, most, |name| words.is_clutter(name));
    let [beginnings, captions] = [&words.lines, &words.captions]
        .map(|list| list.iter().map(|cue| comparable(cue, LONGEST)).collect::<Vec<_>>());
    for node in tree.doc.select(LINES).nodes().iter().take(MOST) {
        if length(node, LONGEST) > LONGEST {
            continue;
        }
        let text = comparable(node.text().trim(), 2 * LONGEST);
        let begins =
            |cue: &String| text.strip_prefix(cue).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
        if beginnings.iter().any(begins) || captions.iter().any(|mark| text.contains(mark.as_str())) {
            node.remove_from_parent();
        }
    }
}

/// Removes elements whose class or id says so. What has the first heading in it stays, and so does what has as many bytes of
/// text as `most` says or more: its name then says something else.
fn remove_named(tree: &Readability, most: impl Fn(&NodeRef) -> usize, is_told: impl Fn(&str) -> bool) {
    for node in tree.doc.select("body [class], body [id]").nodes().iter().take(MOST) {
        let names = [node.attr("id"), node.attr("class")];
        let is_article = || node.has_name("article") || node.has_name("main");
        let has_heading = || node.descendants_it().any(|inner| inner.has_name("h1"));
        let is_told = names.into_iter().flatten().any(|name| is_told(&name));
        if is_told && !is_article() && !has_heading() {
            let most = most(node);
            if length(node, most) < most {
                node.remove_from_parent();
            }
        }
    }
}

fn length_of_body(tree: &Readability) -> usize {
    tree.doc.select("body").nodes().first().map_or(0, |body| length(body, usize::MAX)).max(1)
}

/// The length of the text in an element, in bytes, counted until it is more than `most`.
pub(super) fn length(node: &NodeRef, most: usize) -> usize {
    let mut length = 0;
    for text in node.descendants_it().filter(NodeRef::is_text) {
        length += text.text().trim().len();
        if length > most {
            break;
        }
    }
    length
}
