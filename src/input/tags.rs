//! A cheap look at the tags of a page, before a parser sees it: nothing that nests without end may reach one.

/// Elements in elements; browsers stop at 512, and readable pages need a tenth of that.
pub(super) const DEEPEST: usize = 256;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 500;

/// Elements that never hold others, or that the next of their kind closes: they add nothing to the depth.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr", "html", "head", "body",
];

/// Elements that begin a new line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// A tag and where it stands.
struct Tag<'h> {
    /// In small letters.
    name: String,
    is_closing: bool,
    is_closed: bool,
    attributes: usize,
    start: usize,
    end: usize,
    html: &'h str,
}

/// Whether a page nests deeper, or has more attributes on an element, than any page that is meant to be read.
pub(super) fn is_hostile(html: &str) -> bool {
    let mut open: Vec<String> = vec![];
    for tag in Tags::new(html) {
        if tag.attributes > MOST_ATTRIBUTES || open.len() > DEEPEST {
            return true;
        }
        if tag.is_closing {
            if let Some(index) = open.iter().rposition(|name| *name == tag.name) {
                open.truncate(index);
            }
        } else if !tag.is_closed && !FLAT.contains(&tag.name.as_str()) {
            open.push(tag.name);
        }
    }
    open.len() > DEEPEST
}

/// The same page with nothing but flat paragraphs, its title and its metadata.
pub(super) fn flatten(html: &str) -> String {
    let mut flat = String::with_capacity(html.len() / 2);
    let mut at = 0;
    for tag in Tags::new(html) {
        flat.push_str(&html[at..tag.start]);
        at = tag.end;
        match tag.name.as_str() {
            "title" => flat.push_str(if tag.is_closing { "</title>" } else { "<title>" }),
            "meta" if tag.attributes <= MOST_ATTRIBUTES => flat.push_str(&tag.html[tag.start..tag.end]),
            "br" => flat.push_str("<br>"),
            name if BLOCKS.contains(&name) && !flat.ends_with("<p>") => flat.push_str("<p>"),
            _ => {}
        }
    }
    flat.push_str(&html[at..]);
    flat
}

/// The tags of a page, one after the other; comments, scripts and styles are part of none, and are passed over.
struct Tags<'h> {
    html: &'h str,
    at: usize,
    /// In a drawing or a formula, where scripts and styles are tags like others.
    is_foreign: bool,
}

impl<'h> Tags<'h> {
    fn new(html: &'h str) -> Tags<'h> {
        Tags { html, at: 0, is_foreign: false }
    }

    /// A tag from its `<` on; none where the page ends inside it.
    fn tag(&self, start: usize) -> Option<Tag<'h>> {
        let bytes = self.html.as_bytes();
        let is_closing = bytes[start + 1] == b'/';
        let from = start + 1 + usize::from(is_closing);
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/' || *byte == b'>';
        let name_end = from + bytes[from..].iter().position(is_end)?;
        let name = self.html[from..name_end].to_ascii_lowercase();
        let (end, attributes) = attributes(bytes, name_end)?;
        let is_closed = bytes[end - 2] == b'/';
        Some(Tag { name, is_closing, is_closed, attributes, start, end, html: self.html })
    }

    /// The end of what a script or a style holds: its closing tag.
    fn skip_raw(&self, tag: &Tag) -> usize {
        if self.is_foreign || tag.is_closing || !matches!(tag.name.as_str(), "script" | "style") {
            return tag.end;
        }
        let rest = &self.html.as_bytes()[tag.end..];
        let closes = |window: &[u8]| {
            window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(tag.name.as_bytes())
        };
        let length = rest.windows(tag.name.len() + 2).position(closes);
        tag.end + length.unwrap_or(rest.len())
    }
}

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        loop {
            let start = self.at + self.html[self.at..].find('<')?;
            let rest = &self.html[start..];
            let bytes = rest.as_bytes();
            let is_name = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
            if is_name(1) || (bytes.get(1) == Some(&b'/') && is_name(2)) {
                let tag = self.tag(start)?;
                if matches!(tag.name.as_str(), "svg" | "math") {
                    self.is_foreign = !tag.is_closing && !tag.is_closed;
                }
                let end = self.skip_raw(&tag);
                self.at = end;
                return Some(Tag { end, ..tag });
            }
            if rest.starts_with("<!--") {
                // `<!-->` and `<!--->` are whole comments.
                return match rest[2..].find("-->") {
                    Some(length) => Some(self.comment(start, start + 2 + length + 3)),
                    None => {
                        self.at = self.html.len();
                        Some(self.comment(start, self.html.len()))
                    }
                };
            }
            match bytes.get(1) {
                Some(b'!' | b'?' | b'/') => {
                    let length = rest.find('>')?;
                    return Some(self.comment(start, start + length + 1));
                }
                _ => self.at = start + 1,
            }
        }
    }
}

impl<'h> Tags<'h> {
    /// A comment, as a tag that closes itself and means nothing.
    fn comment(&mut self, start: usize, end: usize) -> Tag<'h> {
        self.at = end;
        let name = String::new();
        Tag { name, is_closing: false, is_closed: true, attributes: 0, start, end, html: self.html }
    }
}

/// Where a tag ends, and how many attributes it has.
fn attributes(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut count = 0;
    loop {
        at += bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'/')?;
        if bytes[at] == b'>' {
            return Some((at + 1, count));
        }
        count += 1;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
        at += 1 + bytes[at + 1..].iter().position(is_end)?;
        let value = at + bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace())?;
        if bytes[value] != b'=' {
            continue;
        }
        at = value + 1 + bytes[value + 1..].iter().position(|byte| !byte.is_ascii_whitespace())?;
        at += match bytes[at] {
            quote @ (b'"' | b'\'') => 2 + bytes[at + 1..].iter().position(|&byte| byte == quote)?,
            _ => bytes[at..].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_pages() {
        let item = "<ul><li class='a' data-x=\"<b>\">un<li>deux<p>trois</ul><br><img src=x><!-- <div> -->";
        let script = "<script>if (a < b) { x = '<div>'.repeat(9) }</script><style>a>b{}</style>";
        assert!(!is_hostile(&(item.repeat(5_000) + &script.repeat(500))));
        assert!(!is_hostile(&"<p>un <tr><td>deux".repeat(5_000)));
        assert!(!is_hostile(&("<div>".repeat(200) + &"</div>".repeat(200)).repeat(10)));
        assert!(is_hostile(&"<div>".repeat(300)));
        assert!(is_hostile(&"<div></b>".repeat(300)));
        assert!(is_hostile(&"<!--><b x='>'>".repeat(300)));
        assert!(is_hostile(&format!("<p {}>", "a ".repeat(1_000))));
        for odd in
            ["<", "<a", "<a b", "<a b=", "<a b='", "</", "<!", "<!--", "<?", "<é>", "<a/>", "</a", "<script>"]
        {
            assert!(!is_hostile(odd));
            flatten(odd);
        }
    }

    #[test]
    fn flattened() {
        let html = "<html><head><title>T&eacute;</title><meta name=date content=2025-05-08></head>\
            <body><div><div>un <b>deux</b></div><script>x</script><p class=a>trois<br>quatre</div>fin";
        let flat =
            "<title>T&eacute;</title><meta name=date content=2025-05-08><p>un deux<p>trois<br>quatre<p>fin";
        assert_eq!(flatten(html), flat);
    }
}
