//! Messages: their text, subject, sender and day, their attachments, and what they quote of earlier ones.

use super::{
    File, InputFormat, Note, Options, Read,
    allowance::Allowance,
    file::DocumentStream,
    find::Skipped,
    front, html,
    lines::{Line, comparable, lines},
    one_line,
    open::{self, Opened},
    repair, vendor,
};
use crate::{
    error::{Error, Result},
    model::{Date, Document, Span, Zone, ZoneKind},
};
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType, mailbox::mbox};
use serde::Deserialize;
use std::{
    collections::VecDeque,
    io::{BufReader, Cursor, Read as _},
    path::Path,
    sync::LazyLock,
};

/// The words of quoted mails.
#[derive(Debug, Deserialize)]
struct Words {
    wrote: Vec<String>,
    rules: Vec<String>,
    from: Vec<String>,
    sent: Vec<String>,
    forwarded: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("mail.toml")).expect("the words of mails are sound"));

/// Bytes of a file in which a header is looked for.
pub(super) const HEADER: usize = 4 << 10;
/// Fields that every message has one of, on its way if not from its start.
const FIELDS: [&str; 4] = ["mime-version", "message-id", "received", "return-path"];

/// The format that the first bytes of a file without the right name tell: that of a message, or of a mailbox.
pub(super) fn recognised(head: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(&head[..head.len().min(HEADER)]);
    if let Some((_, message)) = head.strip_prefix("From ").and_then(|rest| rest.split_once('\n')) {
        return is_header(message).then_some("mbox");
    }
    is_header(&head).then_some("eml")
}

/// Whether a text begins with the fields of a message.
fn is_header(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let mut has_field = false;
    for line in text.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if is_name(name) => {
                has_field |= FIELDS.contains(&name.to_ascii_lowercase().as_str())
            }
            // The last line may be cut.
            _ => return has_field && text.ends_with(line),
        }
    }
    has_field
}

/// The documents of a message: its text, and its attachments.
pub(super) fn message(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    let allowance = opened.allowance.clone();
    let bytes = opened.whole(&file.path)?;
    let allowance = allowance.unwrap_or_else(|| Allowance::of_file(bytes.len()));
    let documents = documents(file, &bytes, &allowance, options)?;
    Ok(Box::new(documents.into_iter()))
}

/// The documents of a mailbox, message by message.
pub(super) fn mailbox(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    let Opened { head, rest, allowance } = opened;
    let messages = mbox::MessageIterator::new(BufReader::new(Cursor::new(head).chain(rest)));
    Ok(Box::new(Mailbox {
        file: file.clone(),
        messages,
        allowance,
        options: options.clone(),
        number: 0,
        read: VecDeque::new(),
    }))
}

struct Mailbox<R> {
    file: File,
    messages: mbox::MessageIterator<R>,
    /// Where the mailbox itself was unpacked; else each message has one of its own.
    allowance: Option<Allowance>,
    options: Options,
    number: usize,
    read: VecDeque<Result<Read>>,
}

impl<R: std::io::BufRead> Iterator for Mailbox<R> {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        loop {
            if let Some(read) = self.read.pop_front() {
                return Some(read);
            }
            self.number += 1;
            let file = File { id: format!("{}#{}", self.file.id, self.number), ..self.file.clone() };
            let bytes = match self.messages.next()? {
                Ok(message) => message.unwrap_contents(),
                Err(_) => {
                    return Some(Err(Error::input(
                        &file.path,
                        format!("message {} cannot be read", self.number),
                    )));
                }
            };
            let allowance = self.allowance.clone().unwrap_or_else(|| Allowance::of_file(bytes.len()));
            match documents(&file, &bytes, &allowance, &self.options) {
                Ok(documents) => self.read.extend(documents),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Messages in messages.
const DEEPEST: usize = 100;

/// The message, if no more than so many lie in each other. Others are taken apart, for to let go of one lets go of the next in it.
fn shallow(message: Message) -> Option<Message> {
    let mut inside = vec![(&message, 0)];
    let mut deepest = 0;
    while let Some((message, depth)) = inside.pop() {
        deepest = deepest.max(depth);
        inside.extend(message.parts.iter().filter_map(|part| part.message()).map(|inner| (inner, depth + 1)));
    }
    if deepest <= DEEPEST {
        return Some(message);
    }
    let mut apart = vec![message];
    while let Some(message) = apart.pop() {
        apart.extend(message.parts.into_iter().filter_map(|part| match part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        }));
    }
    None
}

fn documents(
    file: &File,
    bytes: &[u8],
    allowance: &Allowance,
    options: &Options,
) -> Result<Vec<Result<Read>>> {
    let message = MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty());
    let message = message.ok_or_else(|| Error::input(&file.path, "not a message: it has no header"))?;
    let message = shallow(message).ok_or_else(|| {
        let error = Error::input(&file.path, format!("more than {DEEPEST} messages in messages"));
        error.with_hint("save the inner ones, and look at what they are")
    })?;
    let mut documents = vec![];
    let pages = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(page) => vendor::of_page(page, || html::tree(page), &options.conventions),
        _ => None,
    });
    let mut exports = pages.peekable();
    if exports.peek().is_none() {
        documents.push(Ok(read(file, &message, options)?));
    }
    for export in exports {
        documents.extend(export.documents(file, &[], options)?.into_iter().map(Ok));
    }
    let mut passed_over = vec![];
    for part in message.attachments() {
        match attachment(file, part, allowance, options) {
            Some(Ok(read)) => documents.extend(read),
            Some(Err(error)) => documents.push(Err(error)),
            None => passed_over.push(name_of(part).into()),
        }
    }
    if let (false, Some(Ok(first))) = (passed_over.is_empty(), documents.first_mut()) {
        first.notes.push(Note::PassedOver { what: Skipped::new(passed_over).to_string() });
    }
    Ok(documents)
}

/// The name of a part, or one that tells what it is.
fn name_of(part: &MessagePart) -> String {
    let kind = || part.content_type().and_then(|kind| kind.subtype()).unwrap_or("data");
    part.attachment_name().map_or_else(|| format!("-.{}", kind()), str::to_owned)
}

/// The documents of an attachment, where its name tells a format.
fn attachment(
    file: &File,
    part: &MessagePart,
    allowance: &Allowance,
    options: &Options,
) -> Option<Result<Vec<Result<Read>>>> {
    let (name, format, bytes) = match &part.body {
        PartType::Message(message) => {
            let name = part.attachment_name().map_or_else(|| "message.eml".to_owned(), str::to_owned);
            (name, file.format, message.raw_message().to_vec())
        }
        _ => {
            let name = part.attachment_name()?.to_owned();
            let format = InputFormat::of(Path::new(&name))?;
            (name, format, part.contents().to_vec())
        }
    };
    let inner = file.inner(&name.replace(['/', '\\'], "_"), format);
    let read = allowance.deeper(&file.path).and_then(|allowance| {
        let opened = Opened { allowance: Some(allowance), ..Opened::of_bytes(bytes) };
        Ok(super::read_opened(&inner, opened, options)?.collect())
    });
    Some(read)
}

/// The text of a message: the subject as its headline, and its bodies.
fn read(file: &File, message: &Message, options: &Options) -> Result<Read> {
    let subject = message.subject().and_then(|subject| one_line(subject, options));
    let body = body(message);
    let text = match &subject {
        Some(subject) if !body.starts_with(subject.as_str()) => format!("{subject}\n\n{body}"),
        _ => body,
    };
    open::check_length(&file.path, text.len())?;
    let (mut document, mut notes) = (Document::new(&file.id, text), vec![]);
    repair(&mut document, options, &mut notes);
    document.date = message.date().and_then(|day| {
        Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?)
            .ok()
    });
    document.source = message.from().and_then(sender).and_then(|sender| one_line(sender, options));
    document.zones = quoted(&document.text);
    document.title = subject;
    front::complete(&mut document, 0, &options.conventions);
    Ok(Read::new(document, notes))
}

fn sender<'m>(from: &'m Address) -> Option<&'m str> {
    let first = from.first()?;
    first.name().or_else(|| first.address())
}

/// The bodies that are text, or the text of those that are pages where there is none, or next to none.
fn body(message: &Message) -> String {
    let join = |parts: Vec<String>| parts.join("\n\n").replace("\r\n", "\n");
    let text = join(
        message
            .text_bodies()
            .filter_map(|part| match &part.body {
                PartType::Text(text) => Some(text.to_string()),
                _ => None,
            })
            .collect(),
    );
    let pages = || {
        join(
            message
                .html_bodies()
                .filter_map(|part| match &part.body {
                    PartType::Html(page) => Some(html::all_text(page)),
                    _ => None,
                })
                .collect(),
        )
    };
    if text.trim().len() > SHORTEST_TEXT {
        return text;
    }
    let pages = pages();
    if pages.len() > text.len() { pages } else { text }
}

/// A shorter text may be the notice that a message is to be read as a page.
const SHORTEST_TEXT: usize = 400;

/// What is quoted of earlier messages: lines with `>`, and all below a line that says so.
fn quoted(text: &str) -> Vec<Zone> {
    let lines: Vec<Line> = lines(text, 0).collect();
    let end = lines.last().map_or(0, Line::end) as u32;
    let (mut zones, mut at): (Vec<Zone>, _) = (vec![], 0);
    while at < lines.len() {
        let count = quoting(&lines[at..]);
        if count > 0 {
            let last = if count == usize::MAX { end } else { lines[at + count - 1].end() as u32 };
            zones.push(Zone { span: Span::new(lines[at].start as u32, last), kind: ZoneKind::Quoted });
        }
        at = at.saturating_add(count.max(1));
    }
    zones
}

/// How many lines from here on are quoted; all for what is quoted to the end.
fn quoting(lines: &[Line]) -> usize {
    let words = &*WORDS;
    let first = comparable(lines[0].text, 200);
    let has = |list: &[String], line: &str| list.iter().any(|word| line.contains(word.as_str()));
    let marked = |lines: &[Line]| lines.iter().take_while(|line| line.text.starts_with('>')).count();
    if first.starts_with('>') {
        return marked(lines);
    }
    // The line that introduces a quotation may be wrapped once.
    for wrapped in 0..2 {
        let Some(line) = lines.get(wrapped).filter(|line| line.text.len() <= 200) else { break };
        if words.wrote.iter().any(|wrote| comparable(line.text, 400).trim().ends_with(&comparable(wrote, 40)))
            && (wrapped == 0 || opens_quotation(&first))
        {
            let quoted = marked(&lines[wrapped + 1..]);
            return if quoted > 0 { wrapped + 1 + quoted } else { usize::MAX };
        }
    }
    let is_rule = first.starts_with(['-', '_', '*']) || first.len() <= 40;
    if is_rule && has(&words.rules, &first) && !has(&words.forwarded, &first) {
        return usize::MAX;
    }
    let key = |line: &str| {
        comparable(line, 60).split_once(':').map(|(key, _)| key.trim().trim_matches('*').to_owned())
    };
    let is_key = |line: Option<&Line>, list: &[String]| {
        line.and_then(|line| key(line.text)).is_some_and(|key| list.contains(&key))
    };
    let is_header = is_key(lines.first(), &words.from)
        && is_key(lines.get(1), &words.sent)
        && is_key(lines.get(2), &words.sent);
    if is_header { usize::MAX } else { 0 }
}

/// Whether a line begins as `Le jeu. 8 mai 2025 à 10:12, Une Plume` does: with a word and a number near it.
fn opens_quotation(line: &str) -> bool {
    line.split_whitespace().take(5).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are quoted.
    fn marked(text: &str) -> Vec<&str> {
        quoted(text)
            .iter()
            .flat_map(|zone| zone.span.of(text).lines())
            .filter(|line| !line.is_empty())
            .collect()
    }

    #[test]
    fn what_is_quoted() {
        assert_eq!(marked("Oui.\n> Non ?\n> Si.\nÀ demain."), ["> Non ?", "> Si."]);
        let reply = "D’accord.\n\nLe jeu. 8 mai 2025 à 10:12, Une Plume <plume@exemple.org>\na écrit :\n\n> Venez.\n\nUne Plume";
        assert_eq!(marked(reply).last(), Some(&"> Venez."));
        assert_eq!(marked(reply).len(), 3);
        let outlook =
            "Oui.\n\nDe : Une Plume\nEnvoyé : jeudi 8 mai 2025\nÀ : Deux Plumes\nObjet : Gao\n\nVenez.";
        assert_eq!((marked(outlook).len(), marked(outlook)[4]), (5, "Venez."));
        assert_eq!(
            marked("Oui.\n-----Message d'origine-----\nVenez."),
            ["-----Message d'origine-----", "Venez."]
        );
        for text in [
            "Il a écrit un livre.",
            "---------- Message transféré ----------\nVenez.",
            "De : la part de tous\nMerci.",
            "",
        ] {
            assert!(marked(text).is_empty(), "{text}");
        }
    }
}
