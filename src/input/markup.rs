//! Markup in what should be plain text: entities and tags of HTML, emphasis and links of Markdown. What stood there is kept.

use crate::model::{Document, Edit};
use memchr::memchr2;
use regex::Regex;
use std::{borrow::Cow, sync::LazyLock};

/// Text that was escaped twice holds entities again.
const MOST_PASSES: usize = 3;
/// A longer tag is none.
const LONGEST_TAG: usize = 2000;
/// Of a longer script or comment only the start is taken out.
const LONGEST_HIDDEN: usize = 20_000;

/// Decodes entities and takes out the tags that HTML has. Blocks are lines.
pub(super) fn html(document: &mut Document) {
    for _ in 0..MOST_PASSES {
        let edits = html_edits(&document.text);
        if edits.is_empty() {
            return;
        }
        document.edit(&edits);
    }
}

/// Takes out the marks of emphasis, and the targets of links and pictures.
pub(super) fn markdown(document: &mut Document) {
    let edits = markdown_edits(&document.text);
    document.edit(&edits);
}

/// Takes out what of either stands in plain text. Of Markdown a link or strong words say that it is that: one star may mean anything.
pub(super) fn any(document: &mut Document) {
    html(document);
    if is_markdown(&document.text) {
        markdown(document);
    }
}

/// Whether a text has a link to an address, or words between two stars each side.
fn is_markdown(text: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let stars = || text.match_indices("**").map(|(at, _)| at);
    let leads_out = |rest: &str| rest.split(')').next().is_some_and(|target| target.contains("://"));
    text.split("](").skip(1).any(leads_out)
        || stars().any(|at| is_word(text[at + 2..].chars().next()))
            && stars().any(|at| is_word(text[..at].chars().next_back()))
}

/// A short text without entities.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    match text.contains('&') {
        true => html_escape::decode_html_entities(text),
        false => Cow::Borrowed(text),
    }
}

fn html_edits(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(length) = memchr2(b'&', b'<', &text.as_bytes()[at..]) {
        let start = at + length;
        let found = if text[start..].starts_with('&') { entity(text, start) } else { tag(text, start) };
        at = found.as_ref().map_or(start + 1, |edit| edit.span.end as usize);
        edits.extend(found);
    }
    edits
}

/// `&eacute;`, `&#233;`, `&#xE9;`
fn entity(text: &str, start: usize) -> Option<Edit> {
    const LONGEST: usize = 34;
    let rest = &text.as_bytes()[start..];
    let length = rest.iter().take(LONGEST).position(|&byte| byte == b';')? + 1;
    let name = &rest[1..length - 1];
    let is_name = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    let written = is_name.then(|| &text[start..start + length])?;
    match html_escape::decode_html_entities(written) {
        Cow::Owned(right) if right != written => Some(Edit::new(start, start + length, right)),
        _ => None,
    }
}

/// A tag, a comment, or a script with all that is in it.
fn tag(text: &str, start: usize) -> Option<Edit> {
    let rest = &text[start..];
    if rest.starts_with("<!--") {
        let length = rest[..rest.floor_char_boundary(LONGEST_HIDDEN)].find("-->")? + 3;
        return Some(Edit::new(start, start + length, ""));
    }
    let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let name_length = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner[..name_length].to_ascii_lowercase();
    let right = right_of(&name)?;
    let within = &rest[1..rest.floor_char_boundary(LONGEST_TAG)];
    let end = within.find(['<', '>']).filter(|&end| within[end..].starts_with('>'))? + 2;
    inner[name_length..].starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>').then_some(())?;
    let closing = (!rest.starts_with("</") && HIDDEN.contains(&&*name))
        .then(|| closing_of(&rest[..rest.floor_char_boundary(LONGEST_HIDDEN)], &name));
    let end = closing.flatten().unwrap_or(end);
    // Of two breaks in a row, the text between is a paragraph.
    let again = name == "br"
        && rest[end..].trim_start().get(..3).is_some_and(|next| next.eq_ignore_ascii_case("<br"));
    Some(Edit::new(start, start + end, if again { "\n\n" } else { right }))
}

fn closing_of(rest: &str, name: &str) -> Option<usize> {
    let closing = format!("</{name}");
    let at = rest.match_indices("</").find(|(at, _)| {
        rest[*at..].get(..closing.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&closing))
    })?;
    Some(at.0 + rest[at.0..].find('>')? + 1)
}

const HIDDEN: [&str; 2] = ["script", "style"];

/// Elements of HTML inside a line, and below them those that are lines of their own.
const ELEMENTS: &str = include_str!("markup.txt");

/// What stands in the place of a tag; none where there is no such tag.
fn right_of(name: &str) -> Option<&'static str> {
    let line = ELEMENTS.lines().position(|line| line.split(' ').any(|element| element == name));
    match line {
        _ if name == "br" => Some(" "),
        Some(0) => Some(""),
        None if !HIDDEN.contains(&name) => None,
        _ => Some("\n"),
    }
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    let link =
        r#"(!?\[)([^\[\]\n]{0,400})(\]\((?:[^()\s\n]|\([^()\s\n]*\)){0,800}(?:\s+"[^"\n]{0,300}")?\))"#;
    Regex::new(link).expect("a valid pattern")
});

fn markdown_edits(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for link in LINK.captures_iter(text) {
        let (opening, closing) = (link.get(1), link.get(3));
        edits.extend(
            [opening, closing].into_iter().flatten().map(|mark| Edit::new(mark.start(), mark.end(), "")),
        );
    }
    let links = edits.len();
    let mut at = 0;
    while let Some(length) = text[at..].find(['*', '_']) {
        let start = at + length;
        let mark = text[start..].chars().next().unwrap_or_default();
        let end = start + text[start..].find(|c| c != mark).unwrap_or(text.len() - start);
        at = end;
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        if end - start <= 3 && is_emphasis(mark, before, after) {
            edits.push(Edit::new(start, end, ""));
        }
    }
    // What stands in the target of a link goes with it.
    let (of_links, marks) = edits.split_at(links);
    let inside = |edit: &Edit| {
        let before = of_links.partition_point(|link| link.span.start < edit.span.end);
        before > 0 && of_links[before - 1].span.overlaps(edit.span)
    };
    let marks: Vec<Edit> =
        if links == 0 { marks.to_vec() } else { marks.iter().filter(|it| !inside(it)).cloned().collect() };
    let mut all = [of_links, &marks].concat();
    all.sort_by_key(|edit| edit.span);
    all
}

/// Whether a run of marks opens or closes emphasis: a word on one side, none or a mark on the other.
fn is_emphasis(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != '@');
    let closes = before.is_some_and(|c| !c.is_whitespace() && c != mark) && is_free(after);
    match (is_word(before), is_word(after)) {
        (true, true) => mark == '*',
        (false, true) => is_free(before),
        (true, false) => closes,
        (false, false) => {
            closes && before.is_some_and(|c| ".!?»”)".contains(c))
                || after.is_some_and(|c| "«“([".contains(c))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Offsets;

    #[track_caller]
    fn check(edit: fn(&mut Document), written: &str, plain: &str) {
        let mut document = Document::new("a", written);
        edit(&mut document);
        assert_eq!(document.text, plain, "{written:?}");
        assert_eq!(Offsets::new(&document).original_text(), written);
    }

    #[test]
    fn entities_and_tags() {
        for (written, plain) in [
            ("Ibrahim Traor&eacute; &amp; l&rsquo;&#201;tat &#xe0; Gao", "Ibrahim Traoré & l’État à Gao"),
            ("Ma&amp;iuml;ga", "Maïga"),
            ("<b>Sadio</b> <strong class=\"x\">Camara</strong>", "Sadio Camara"),
            ("Patrice<br/>Talon<br><BR />Fin", "Patrice Talon\n\n Fin"),
            ("<p>Un.</p><p>Deux.</p>", "\nUn.\n\nDeux.\n"),
            ("a<script>var x = '<b>';</script>b<!-- c -->d", "a\nbd"),
            ("&lt;i&gt;Gao&lt;/i&gt;", "Gao"),
        ] {
            check(html, written, plain);
        }
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "AT&T & Cie; R&D",
            "x < y > z, 3<5",
            "<Jean Dupont> a parlé",
            "&inconnu; &;",
            "<b sans fin",
            "a <",
            "&",
        ] {
            check(html, text, text);
        }
        for text in ["3 * 4 * 5", "* un\n* deux", "snake_case_name", "[1] note (voir)", "a_b@c.org"] {
            check(markdown, text, text);
        }
    }

    #[test]
    fn emphasis_and_links() {
        for (written, plain) in [
            ("**Ibrahim** **Traoré** a _parlé_.", "Ibrahim Traoré a parlé."),
            ("[Assimi Goïta](https://fr.wikipedia.org/wiki/X_(Y)) est là", "Assimi Goïta est là"),
            (
                "![Une rue de Gao](https://x.org/Jean-Dupont.jpg \"Titre\") et **Bola *Tinubu***.",
                "Une rue de Gao et Bola Tinubu.",
            ),
        ] {
            check(markdown, written, plain);
        }
    }

    #[test]
    fn markdown_in_plain_text() {
        for (written, plain) in [
            ("**Ibrahim** **Traoré** a _parlé_.", "Ibrahim Traoré a parlé."),
            ("Voir [Gao](https://x.org/Jean-Dupont).", "Voir Gao."),
            ("* un\n* *deux*\n** Note", "* un\n* *deux*\n** Note"),
            ("Awa Sarr** et la note\n** Gao", "Awa Sarr** et la note\n** Gao"),
        ] {
            check(any, written, plain);
        }
    }

    #[test]
    fn much_of_it_is_no_trouble() {
        for piece in ["&", "<", "&amp;", "<b>", "<script>", "<!--", "[", "[a](", "**", "*a", "_", "![](x)"] {
            let started = std::time::Instant::now();
            let mut document = Document::new("a", piece.repeat(20_000));
            html(&mut document);
            markdown(&mut document);
            assert!(started.elapsed().as_secs() < 10, "{piece}");
        }
    }
}
