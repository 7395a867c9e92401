//! Text as pictures show it: on one line or broken, no longer than there is room, without what XML cannot hold.

use crate::{
    matcher::fold,
    model::{Kind, Node},
};
use std::cmp::Reverse;

/// The label on one line; the id of a node without one.
pub(super) fn name(node: &Node) -> String {
    [&node.label, &node.id]
        .map(|text| one_line(text))
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| "?".into())
}

/// The name under which a picture has room for an actor: the acronym of an organisation with a long name, as `CEDEAO`.
pub(super) fn short_name(node: &Node) -> String {
    let name = name(node);
    if node.kind != Kind::Organisation || name.chars().count() <= LONG {
        return name;
    }
    let folded = fold(&name);
    let acronyms = node.aliases.iter().filter(|alias| is_acronym(alias, &folded));
    acronyms.max_by_key(|alias| (alias.chars().count(), Reverse(*alias))).cloned().unwrap_or(name)
}

/// From so many characters on, a name is long.
const LONG: usize = 24;

/// Whether a form is of capitals that all stand in a name, in that order, the first at its start.
fn is_acronym(form: &str, folded_name: &str) -> bool {
    let mut letters = folded_name.chars();
    let fits = |(place, capital): (usize, char)| match place {
        0 => letters.next() == Some(capital),
        _ => letters.any(|letter| letter == capital),
    };
    (2..=9).contains(&form.chars().count())
        && form.chars().all(char::is_uppercase)
        && fold(form).chars().enumerate().all(fits)
}

/// A text with single spaces, without characters that a picture cannot hold.
pub(super) fn one_line(text: &str) -> String {
    let kept = |c: char| if is_undrawable(c) { ' ' } else { c };
    let text: String = text.chars().map(kept).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether XML, and so SVG, cannot hold a character, or a viewer would turn the text around it.
pub(super) fn is_undrawable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of so many characters at most.
pub(super) fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}

/// A label as lines of about so many characters.
pub(super) fn broken(label: &str, length: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split(' ') {
        let mut rest: &str = word;
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= length => {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            _ => {}
        }
        // A word without a space to break it at.
        while let Some((at, _)) = rest.char_indices().nth(2 * length) {
            lines.push(rest[..at].into());
            rest = &rest[at..];
        }
        lines.push(rest.into());
    }
    lines
}

/// The colour of a kind on white paper, so that black letters are read well on it.
pub(super) fn tint(kind: Kind) -> String {
    const SHARE: f64 = 0.45;
    let part = |at: usize| kind.colour().get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let mixed = |at: usize| (255.0 - SHARE * (255.0 - f64::from(part(at).unwrap_or(u8::MAX)))).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mixed(1), mixed(3), mixed(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_fits() {
        assert_eq!(short("éééé", 3), "éé…");
        assert_eq!(short("ééé", 3), "ééé");
        assert_eq!(one_line(" a\u{202e}b\n\u{0}c "), "a b c");
        assert_eq!(broken("Communauté économique des États de l’Afrique de l’Ouest", 18).len(), 4);
        assert_eq!(broken(&"x".repeat(90), 18).len(), 3);
        assert_eq!(broken("", 18), [""]);
        assert_eq!(tint(Kind::Country), "#98d3c2");
        assert_eq!(name(&Node::new("a", " \n", Kind::Person)), "a");
        assert_eq!(name(&Node::new("", "", Kind::Person)), "?");
    }

    #[test]
    fn long_names_have_acronyms() {
        let mut node = Node::new("otan", "Organisation du traité de l’Atlantique nord", Kind::Organisation);
        assert_eq!(short_name(&node), node.label);
        node.aliases = ["Alliance atlantique", "NATO", "OT", "OTAN", "Otan", "ÔTÂN"].map(String::from).into();
        assert_eq!(short_name(&node), "OTAN");
        node.label = "Alliance".into();
        assert_eq!(short_name(&node), "Alliance");
    }
}
