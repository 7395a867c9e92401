//! XML as a stream of tags and texts: what office files and answers of services are made of.

#![cfg_attr(not(feature = "office"), allow(dead_code))] // names and attributes are for office files

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

/// What a walk over XML meets.
pub(super) enum Token<'x> {
    Open(Tag<'x>),
    /// The local name of the element that ends.
    Close(&'x str),
    Text(&'x str),
}

/// An element that begins.
pub(super) struct Tag<'x>(&'x BytesStart<'x>);

impl Tag<'_> {
    /// Its name without the prefix of its namespace.
    pub fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of an attribute, by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut found = attributes
            .with_checks(false)
            .flatten()
            .filter(|attribute| local(attribute.key.into_inner()) == name);
        found.next().map(|attribute| unescaped(&attribute.value))
    }
}

/// Walks over XML. Tags that are not closed, and entities that nobody defined, are passed over.
///
/// # Errors
///
/// Why it cannot be read on.
pub(super) fn walk(xml: &str, mut visit: impl FnMut(Token)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::Start(tag)) => visit(Token::Open(Tag(&tag))),
            Ok(Event::End(tag)) => visit(Token::Close(local(tag.name().into_inner()))),
            Ok(Event::Text(text)) => visit(Token::Text(&text)),
            Ok(Event::CData(text)) => visit(Token::Text(&text)),
            Ok(Event::GeneralRef(entity)) => {
                let text = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_predefined_entity(&entity).unwrap_or_default().to_owned(),
                };
                visit(Token::Text(&text));
            }
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned())
}

/// The children of an element, each with its paragraphs.
#[cfg(feature = "feeds")]
pub(super) struct Element(Vec<(String, Vec<String>)>);

#[cfg(feature = "feeds")]
impl Element {
    /// The paragraphs of the children of a name.
    pub fn paragraphs(&self, name: &str) -> impl Iterator<Item = String> {
        let children = self.0.iter().filter(move |(child, _)| child == name);
        let texts = children
            .flat_map(|(_, texts)| texts)
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        texts.filter(|text| !text.is_empty())
    }
}

/// The elements of a name, wherever they stand. A child's text is cut where an element of it named `paragraph` begins.
#[cfg(feature = "feeds")]
pub(super) fn elements(xml: &str, name: &str) -> Vec<Element> {
    let (mut elements, mut open, mut depth) = (vec![], None::<Element>, 0_usize);
    // What is broken at its end has been read up to there.
    let _ = walk(xml, |token| match (token, &mut open) {
        (Token::Open(tag), None) if tag.name() == name => (open, depth) = (Some(Element(vec![])), 0),
        (Token::Open(tag), Some(Element(children))) => {
            depth += 1;
            match children.last_mut() {
                _ if depth == 1 => children.push((tag.name().to_owned(), vec![String::new()])),
                Some((_, texts)) if tag.name() == "paragraph" => texts.push(String::new()),
                _ => {}
            }
        }
        (Token::Text(text), Some(Element(children))) if depth > 0 => {
            let last = children.last_mut().and_then(|(_, texts)| texts.last_mut());
            last.expect("a child is open").push_str(text);
        }
        (Token::Close(_), Some(_)) if depth > 0 => depth -= 1,
        (Token::Close(_), Some(_)) => elements.extend(open.take()),
        _ => {}
    });
    elements
}
