//! Web pages: the article without menus, links and footers, and what the page says of itself.

use super::{
    Conventions, File, Note, Options, Read, clutter, decode, lines::comparable, page::Page, published,
    several, tags, vendor,
};
use crate::{error::Result, model::Date};
use dom_query::NodeRef;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;

/// A page with more bytes is read as flat text: its tree would need too much memory.
const LARGEST: usize = 64 << 20;
/// A longer text of one element is split, in bytes.
const LONGEST_TEXT: usize = 16 << 10;
/// A page must say its encoding in its first bytes.
const DECLARATION: usize = 4 << 10;

/// The document of a page, or the articles of an export.
pub(super) fn read(file: &File, bytes: Vec<u8>, options: &Options) -> Result<Vec<Read>> {
    let mut notes = vec![];
    let declared = declared_encoding(&bytes[..bytes.len().min(DECLARATION)]);
    let html = decode::text(bytes, declared, &mut notes);
    of_html(file, &html, notes, options)
}

/// The same of a page that is text already.
pub(super) fn of_html(file: &File, html: &str, notes: Vec<Note>, options: &Options) -> Result<Vec<Read>> {
    if let Some(articles) = vendor::of_page(html, || tree(html), &options.conventions) {
        return articles.documents(file, &notes, options);
    }
    let pages = several::pages(html, || tree(html), &options.conventions);
    if pages.is_empty() {
        return Ok(vec![page(html, &options.conventions).document(file, notes, options)?]);
    }
    let several = Note::Several { articles: pages.len() };
    let numbered = pages.iter().zip(1..).map(|(html, number)| {
        let notes = if number == 1 { [&*notes, std::slice::from_ref(&several)].concat() } else { vec![] };
        let mut read = page(html, &options.conventions).document(file, notes, options)?;
        read.document.id = format!("{}#{number}", file.id);
        Ok(read)
    });
    numbered.collect()
}

/// Text as it stands in a page.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Whether a text is a page, whatever its file is called.
pub(super) fn is_page(text: &str) -> bool {
    let start = text.trim_start();
    let start = start[..start.floor_char_boundary(20)].to_ascii_lowercase();
    ["<!doctype html", "<html>", "<html "].iter().any(|tag| start.starts_with(tag))
}

/// The whole tree of a page; none where it nests without end.
pub(super) fn tree(html: &str) -> Option<dom_query::Document> {
    let is_sound = html.len() <= LARGEST && !tags::is_hostile(html);
    is_sound.then(|| parse(html))?.filter(|tree| !is_too_deep(tree)).map(|tree| tree.doc)
}

/// All text of a page: of a chapter, a message, an entry of a feed.
#[cfg(any(feature = "office", feature = "mail", feature = "feeds"))]
pub(super) fn all_text(html: &str) -> String {
    tree(html).map_or_else(|| body_text(&tags::flatten(html)), |tree| visible_text(&tree))
}

/// The encoding that a `<meta charset>` names.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

fn page(html: &str, conventions: &Conventions) -> Page {
    let flat = (html.len() > LARGEST || tags::is_hostile(html)).then(|| tags::flatten(html));
    let html = flat.as_deref().unwrap_or(html);
    let Some(mut tree) = parse(html) else { return Page::default() };
    if is_too_deep(&tree) {
        let flat = tags::flatten(html);
        return parse(&flat).map_or_else(Page::default, |mut tree| describe(&mut tree, &flat, conventions));
    }
    describe(&mut tree, html, conventions)
}

fn parse(html: &str) -> Option<Readability> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    Readability::new(html, None, Some(config)).ok()
}

/// Whether the parser nests what the scan of the tags took for flat.
fn is_too_deep(tree: &Readability) -> bool {
    let (mut node, mut depth) = (tree.doc.root(), 0);
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            if depth > 2 * tags::DEEPEST {
                return true;
            }
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return false };
            (node, depth) = (parent, depth - 1);
        }
    }
}

fn describe(tree: &mut Readability, html: &str, conventions: &Conventions) -> Page {
    let metas = metas(tree);
    let meta = |name: &str| metas.iter().find(|(known, _)| known == name).map(|(_, content)| content.clone());
    let site = meta("og:site_name");
    let title = title(tree, meta("og:title"), site.as_deref());
    let address = attr(tree, "link[rel=canonical]", "href")
        .filter(|address| address.contains("://"))
        .or_else(|| meta("og:url"));
    let date = published::by_metadata(tree, meta, address.as_deref(), conventions);
    let time = time(tree, "time[datetime]", conventions);
    clutter::remove_comments(tree, conventions);
    let date = date.or_else(|| published::shown(tree, conventions));
    clutter::remove(tree, conventions);
    let source = site.or_else(|| host(address.as_deref()?));
    let main = main_text(tree).unwrap_or_else(|| body_text(html));
    Page { text: with_title(title.as_deref(), &main), title, date, time, source }
}

/// The metadata of a page: names in small letters.
fn metas(tree: &Readability) -> Vec<(String, String)> {
    let metas = tree.doc.select("meta[content]");
    let pairs = metas.nodes().iter().take(500).filter_map(|meta| {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| meta.attr(key))?;
        let content = meta.attr("content")?;
        Some((name.trim().to_ascii_lowercase(), content.trim().to_owned()))
            .filter(|(_, content)| !content.is_empty())
    });
    pairs.collect()
}

/// The headline: what the page gives to others, the first-order heading that the title repeats, or the title.
fn title(tree: &Readability, shared: Option<String>, site: Option<&str>) -> Option<String> {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let of = |selector: &str| {
        let found = tree.doc.select(selector);
        found.nodes().first().map(|node| clean(&node.text())).filter(|text| !text.is_empty())
    };
    if let Some(shared) = shared {
        return Some(without_site(&clean(&shared), site).to_owned());
    }
    let (heading, title) = (of("article h1").or_else(|| of("h1")), of("title"));
    match (heading, title) {
        (Some(heading), Some(title)) if comparable(&title, 500).contains(&comparable(&heading, 500)) => {
            Some(heading)
        }
        (_, Some(title)) => Some(without_site(&title, site).to_owned()),
        (heading, None) => heading,
    }
}

/// A title without `| Site` or `- Site` at its end.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let cut = [" | ", " - ", " – ", " — ", " • "].iter().filter_map(|mark| title.rsplit_once(mark));
    let Some((headline, name)) = { cut }.min_by_key(|(_, name)| name.len()) else { return title };
    let words = |text: &str| text.split_whitespace().count();
    let is_site = site.is_some_and(|site| comparable(site, 200) == comparable(name, 200));
    if is_site || (words(headline) >= 4 && words(name) <= 3) { headline } else { title }
}

fn time(tree: &Readability, selector: &str, conventions: &Conventions) -> Option<Date> {
    let times = tree.doc.select(selector);
    times.nodes().iter().take(20).find_map(|time| conventions.parse_date(&time.attr("datetime")?))
}

fn attr(tree: &Readability, selector: &str, name: &str) -> Option<String> {
    tree.doc.select(selector).attr(name).map(|value| value.to_string())
}

/// The host of an address, without `www.`.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned()).filter(|host| host.contains('.'))
}

/// The article; the tree is of no use afterwards.
fn main_text(tree: &mut Readability) -> Option<String> {
    split_texts(tree);
    let article = tree.parse().ok()?;
    Some(article.text_content.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Splits texts that are very long: to write one out takes time with the square of the ampersands in it.
fn split_texts(tree: &Readability) {
    let is_long = |node: &NodeRef| node.is_text() && node.text().len() > LONGEST_TEXT;
    let long: Vec<NodeRef> = tree.doc.root().descendants_it().filter(is_long).collect();
    for node in long {
        let text = node.text();
        let mut rest = &*text;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.floor_char_boundary(LONGEST_TEXT));
            node.insert_before(&tree.doc.tree.new_text(part));
            rest = after;
        }
        node.remove_from_parent();
    }
}

/// All text of a page in which no article was found.
fn body_text(html: &str) -> String {
    parse(html).map_or_else(String::new, |tree| visible_text(&tree.doc))
}

fn visible_text(tree: &dom_query::Document) -> String {
    tree.select("head, script, style, noscript, template").remove();
    tree.formatted_text().trim().to_owned()
}

/// Title, blank line, text; the title once.
fn with_title(title: Option<&str>, main: &str) -> String {
    let first = main.lines().next().unwrap_or_default();
    match title {
        Some(title) if comparable(first.trim(), 500) != comparable(title, 500) => {
            format!("{title}\n\n{main}")
        }
        _ => main.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(html: &str) -> Page {
        page(html, &Conventions::default())
    }
    use std::time::{Duration, Instant};

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Kidal : le général en visite | Le Fleuve</title>
        <script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":"2025-05-08T10:00:00Z"}]}</script>
        <link rel="canonical" href="https://www.lefleuve.example/kidal"></head>
        <body><nav><a href="/">Accueil</a> <a href="/mali">Mali</a></nav><article>
        <h1>Kidal : le général en visite</h1>
        <p>Le g&eacute;n&eacute;ral est arriv&eacute; jeudi à Kidal, où les notables l’attendaient, avec trois ministres.</p>
        <p>Il a promis des renforts,<br>puis une école, et des routes entre la ville et ses voisines du nord.</p></article>
        <footer>Mentions légales</footer></body></html>"#;

    #[test]
    fn an_article() {
        let page = read_page(PAGE);
        assert_eq!(page.title.as_deref(), Some("Kidal : le général en visite"));
        assert_eq!(page.date, Some(Date::constant(2025, 5, 8)));
        assert_eq!(page.source.as_deref(), Some("lefleuve.example"));
        let wanted = "Kidal : le général en visite\n\n\
            Le général est arrivé jeudi à Kidal, où les notables l’attendaient, avec trois ministres.\n\n\
            Il a promis des renforts,\npuis une école, et des routes entre la ville et ses voisines du nord.";
        assert_eq!(page.text, wanted);
    }

    #[test]
    fn dates_in_order() {
        for (head, wanted) in [
            (
                r#"<meta property="article:published_time" content="2025-05-08T23:30:00-05:00"><meta name=date content=2020-01-01>"#,
                8,
            ),
            (r#"<meta name="DC.date" content="9 mai 2025"><body><time datetime="2025-05-01">"#, 9),
            (r#"<body><time datetime="2025-05-01">1er mai</time><time pubdate datetime="2025-05-07">"#, 7),
        ] {
            assert_eq!(read_page(head).date, Some(Date::constant(2025, 5, wanted)), "{head}");
        }
        assert_eq!(
            read_page(r#"<p>Rien.<time datetime="2025-05-01">"#).time,
            Some(Date::constant(2025, 5, 1))
        );
    }

    #[test]
    fn a_change_is_no_publication() {
        let body = "<p>Le président a reçu lundi à Paris son homologue, avec qui il a parlé de la sécurité dans le golfe.</p>";
        for (line, day) in [
            ("<p class=meta>Mis à jour le 30 mai 2025 à 12:40 | Publié le 8 mai 2025 à 20:18</p>", 8),
            ("<p>Mis à jour le 30 mai 2025. Publié le 7 mai 2025.</p>", 7),
            ("<p>Actualisé le 30 mai 2025 à 19:20 · Publication : 6 mai 2025</p>", 6),
            ("<span class='date-published'>le 05 Mai 2025</span>", 5),
            ("<div class=publication>jeudi 4 mai 2025, par La rédaction</div>", 4),
            ("<div>Par <a>Une Plume</a> | 3 mai 2025</div>", 3),
            ("<ul><li><p>Mise en ligne</p><p>2 mai 2025</p></li></ul>", 2),
        ] {
            let page =
                read_page(&format!("<title>T</title><body><article><h1>Un titre</h1>{line}{body}</article>"));
            let text = format!("{line}: {page:?}");
            let file_less = page.date.or_else(|| {
                let mut document = crate::model::Document::new("a", page.text);
                super::super::front::complete(&mut document, 0, &Conventions::default());
                document.date
            });
            assert_eq!(file_less, Some(Date::constant(2025, 5, day)), "{text}");
        }
        let address = "<link rel=canonical href='https://x.example/2025/05/01/a'><body><article><h1>T</h1><p>Rien.</p></article>";
        assert_eq!(read_page(address).date, Some(Date::constant(2025, 5, 1)));
        let updated = "<body><article><h1>T</h1><p>Le 8 mai, rien.</p><div class=comments>Par A. B. | 9 mai 2025</div></article>";
        assert_eq!(read_page(updated).date, None);
    }

    #[test]
    fn what_is_around_an_article_goes() {
        let page = read_page(
            "<title>T</title><body><div id=cookie-consent>Nous utilisons des cookies.</div><article><h1>T</h1>\
             <div role=dialog><p>Avec votre accord, nos partenaires mesurent l’audience.</p></div>\
             <p>Le ministre est arrivé à Gao, où il a parlé aux notables de la ville.</p>\
             <figure><img src=a.jpg><figcaption>Un pont à Ansongo</figcaption></figure><p>Photo : Une Plume</p>\
             <div class=share-bar>Partager sur un réseau</div><p>Il est reparti le soir même vers le sud du pays.</p>\
             <p><a href=x>Lire la suite</a></p><section id=comments><p>Bravo au ministre, dit Awa Diallo.</p></section></article>",
        );
        assert!(page.text.contains("notables") && page.text.contains("reparti"), "{}", page.text);
        for gone in ["cookies", "audience", "Ansongo", "Photo", "Partager", "Lire la suite", "Awa"] {
            assert!(!page.text.contains(gone), "{gone}: {}", page.text);
        }
    }

    #[test]
    fn titles() {
        for (html, wanted) in [
            (
                "<meta property=og:title content='Mali : oui - Site'><meta property=og:site_name content=Site>",
                "Mali : oui",
            ),
            ("<title>Mali : la visite du général | Le Fleuve</title>", "Mali : la visite du général"),
            ("<title>Niger - Mali</title>", "Niger - Mali"),
            ("<title>Le Fleuve</title><h1>Autre chose</h1>", "Le Fleuve"),
            ("<h1> Un\n titre </h1>", "Un titre"),
        ] {
            assert_eq!(read_page(html).title.as_deref(), Some(wanted), "{html}");
        }
    }

    #[test]
    fn encodings_that_pages_name() {
        for (head, wanted) in [
            ("<meta charset=\"iso-8859-1\">", Some("windows-1252")),
            (
                "<meta http-equiv=Content-Type content='text/html; charset=windows-1256'>",
                Some("windows-1256"),
            ),
            ("<meta charset=inconnu>", None),
            ("charset", None),
            ("", None),
        ] {
            assert_eq!(declared_encoding(head.as_bytes()).map(Encoding::name), wanted, "{head}");
        }
    }

    #[test]
    fn odd_pages() {
        for html in ["", "<", "rien que du texte", "<p>", "<body><p>court</p>", "<html><title>x", "\0<b>\0"] {
            read_page(html);
        }
        assert_eq!(read_page("rien que du texte").text, "rien que du texte");
        assert_eq!(read_page("<body><div><p>court</p><script>x</script>").text, "court");
    }

    #[test]
    fn nesting_without_end() {
        let deep = |tag: &str| format!("<title>T</title><body>{}Le corps.", tag.repeat(100_000));
        for tag in [
            "<div>",
            "<b>",
            "<span x='>'>",
            "<div></b>",
            "<table><td>",
            "<svg><style><div>",
            "<li><ul>",
            "<!--><i>",
        ] {
            let started = Instant::now();
            let page = read_page(&deep(tag));
            assert!(page.text.contains("Le corps."), "{tag}");
            assert!(started.elapsed() < Duration::from_secs(20), "{tag}");
        }
    }
}
