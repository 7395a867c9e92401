//! JSON Lines: one document a line, everything that was read in it.
//!
//! Keys stand in a fixed order, and new ones come last. Those of a mention after `via` and the keys `text` and `key` are left out where
//! there is nothing to say. Offsets are code points into the document's original text, ends exclusive. UTF-8, `\n`.
//!
//! | key | of | what |
//! |---|---|---|
//! | `sentences` | a line | `[start, end, paragraph]` of each; `sentence` counts them from 0 |
//! | `zones` | a line | parts that are not body |
//! | `windows` | a line | for each kind of window how many there are, and how many each entity is in; `untied`: pairs that stand too far apart in a long list to be tied |
//! | `scope` | a line | the options that decide what is read for a graph |
//! | `signature` | a line | what tells the copies of the document, in hexadecimal digits; see `docs/stories.md` |
//! | `repairs` | a line | what was read in the place of mojibake; left out where nothing was |
//! | `passages` | a line | the text of the windows and of the sentences with relations; left out beside `text` |
//! | `rule`, `sites` | a co-occurrence | the rule, and `[start, end]` of each window |
//! | `group`, `group_via`, `group_of` | a mention | the members of a group, what read them, and the phrase |
//! | `candidates` | a mention | rows that may be meant, where they are not just that of `via` |
//! | `parts` | a mention | where rank, title, role and of-whom stand, and the rows that they are |
//! | `actor` | a mention | the entity that the graph counts, where it is not `entity` |
//! | `key` | an entity | what the line calls it, where an entity of another kind has the same id |
//! | `row` | an entity | the row that it is, where a correction gives it an id of its own |
//! | `corrections` | an entity | the corrections that say who or what it is: `correction:corrections.csv:12` |
//! | `corrected` | a relation | the correction that says that the sentence states it |
//! | `office` | a mention | the term of the office that tells the person; `known_to`, the last day on which an open one is known |
//! | `presumed`, `group_presumed` | a mention | where the lists only presume who is meant, or who all the members are: the last day on which they know it, and how likely it still is so |
//! | `known_to` | a relation | where an end of it is presumed so: that day |
//!
//! Rows are named as in `via`: `people:ibrahim-traore`.

mod memory;
mod read;
mod row;
mod text;

pub use read::LineReader;

use super::{
    ExportOptions,
    json::{Array, Json, Plain, Serde, fields, object},
    via::via,
    whole_text,
};
use crate::model::{
    Attribute, Cooccurrence, EntityIndex, EntryIndex, Extraction, Group, GroupOf, Kind, Lexicon, Mention,
    Office, Offsets, Presumption, Relation, RuleId, Scope, Sentence, Span, Via, WindowTally, Zone,
};
use std::{
    borrow::Cow,
    io::{self, BufWriter, Write},
};

/// Version of the format, in every line.
pub const SCHEMA_VERSION: u32 = 2;

/// Writes extractions as JSON Lines.
#[derive(Debug, Clone, Copy)]
pub struct JsonLines<'l> {
    lexicon: &'l Lexicon,
    with_text: bool,
    with_passages: bool,
}

impl<'l> JsonLines<'l> {
    /// A writer of extractions made with a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> JsonLines<'l> {
        JsonLines { lexicon, with_text: false, with_passages: true }
    }

    /// The same writer, which adds the text that the offsets point into as the key `text`, after `language`.
    pub fn with_text(mut self, with_text: bool) -> JsonLines<'l> {
        self.with_text = with_text;
        self
    }

    /// The same writer, which leaves out the passages, too: for lines that are kept beside the text, and read by
    /// [`LineReader::read_beside`].
    pub fn without_passages(mut self) -> JsonLines<'l> {
        self.with_passages = false;
        self
    }

    /// Writes one extraction as one line.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write<W: Write>(&self, extraction: &Extraction, mut out: W) -> io::Result<()> {
        let document = &extraction.document;
        let line = DocumentLine { lexicon: self.lexicon, extraction, offsets: Offsets::new(document) };
        let out = &mut out;
        fields!(out, "{",
            "schema_version": SCHEMA_VERSION,
            "id": &*document.id,
            "title": document.title.as_deref(),
            "date": document.published().map(|date| date.to_string()).as_deref(),
            "source": document.source.as_deref(),
            "language": &*self.lexicon.cues.language,
        );
        if self.with_text {
            fields!(out, ",", "text": whole_text(document, &line.offsets)?);
        }
        fields!(out, ",",
            "mentions": Array(&extraction.mentions, |mention, out: &mut W| line.mention(mention, out)),
            "entities": Array(0..extraction.entities.len() as u32, |index, out: &mut W| line.entity(index, out)),
            "relations": Array(&extraction.relations, |relation, out: &mut W| line.relation(relation, out)),
            "cooccurrences": Array(&extraction.cooccurrences, |pair, out: &mut W| line.cooccurrence(pair, out)),
            "sentences": Array(&extraction.sentences, |sentence, out: &mut W| line.sentence(sentence, out)),
            "zones": Array(&document.zones, |zone, out: &mut W| line.zone(zone, out)),
            "windows": Array(&extraction.windows, |tally, out: &mut W| window(tally, out)),
        );
        line.scope(out)?;
        let signature = Some(&extraction.signature).filter(|signature| !signature.is_none());
        fields!(out, ",", "signature": signature.map(|signature| signature.to_string()).as_deref());
        if !document.repairs.is_empty() {
            let repair =
                |(start, end, text), out: &mut W| object!(out, "start": start, "end": end, "text": text);
            fields!(out, ",", "repairs": Array(line.offsets.repairs(), repair));
        }
        if !self.with_text && self.with_passages {
            let passage = |span, out: &mut W| line.passage(span, out);
            fields!(out, ",", "passages": Array(passages(extraction), passage));
        }
        out.write_all(b"}\n")
    }
}

/// Writes the line of a document.
pub(super) fn document(
    extraction: &Extraction,
    lexicon: &Lexicon,
    options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    // A line is written in thousands of small pieces.
    let mut out = BufWriter::new(out);
    JsonLines::new(lexicon).with_text(options.with_text).write(extraction, &mut out)?;
    out.flush()
}

/// The parts of a line.
struct DocumentLine<'e> {
    lexicon: &'e Lexicon,
    extraction: &'e Extraction,
    offsets: Offsets<'e>,
}

impl<'e> DocumentLine<'e> {
    fn mention<W: Write>(&self, mention: &Mention, out: &mut W) -> io::Result<()> {
        let offsets = &self.offsets;
        let (start, end) = offsets.code_points(mention.span);
        let (head_start, head_end) = offsets.code_points(mention.head);
        let text = |attribute: Option<Attribute>| attribute.map(|attribute| offsets.original(attribute.span));
        let of = mention.of.map(|of| match of.entry {
            Some(entry) => Cow::Borrowed(self.row_id(entry)),
            None => offsets.original(of.span),
        });
        let metonymy = mention.metonymy.filter(|metonymy| metonymy.cue.is_some());
        fields!(out, "{",
            "start": start,
            "end": end,
            "head_start": head_start,
            "head_end": head_end,
            "text": offsets.original(mention.span),
            "kind": Plain(mention.kind.name()),
            "entity": mention.entity.map(|entity| self.entity_id(entity)),
            "rank": text(mention.rank),
            "title": text(mention.title),
            "role": text(mention.role),
            "of": of,
            "sentence": mention.sentence,
            "zone": Plain(mention.zone.name()),
            "metonymy": metonymy.map(|metonymy| self.row_id(metonymy.country)),
            "via": mention_via(self.lexicon, mention),
        );
        if let Some(group) = mention.group.as_ref().filter(|group| !group.members.is_empty()) {
            self.group(group, out)?;
        }
        if mention.candidates != of_via(&mention.via) {
            let row = |&row: &EntryIndex, out: &mut W| self.row(row).write(out);
            fields!(out, ",", "candidates": Array(&mention.candidates, row));
        }
        self.parts(mention, out)?;
        if mention.actor() != mention.entity {
            fields!(out, ",", "actor": mention.actor().map(|actor| self.entity_id(actor)));
        }
        if let Via::Office(index) = mention.via {
            let Office { from, to, known_to, .. } = &self.lexicon.offices[index as usize];
            let [from, to] = [from, to].map(|date| date.map(|date| date.to_string()));
            let known_to = known_to.map(|day| day.to_string());
            out.write_all(b",\"office\":")?;
            object!(out, "from": from.as_deref(), "to": to.as_deref(), "known_to": known_to.as_deref())?;
        }
        if let Some(presumed) = mention.presumed {
            out.write_all(b",\"presumed\":")?;
            presumption(presumed, out)?;
        }
        out.write_all(b"}")
    }

    fn group<W: Write>(&self, group: &Group, out: &mut W) -> io::Result<()> {
        let id = |member: &EntryIndex, out: &mut W| self.row_id(*member).write(out);
        fields!(out, ",", "group": Array(&group.members, id), "group_via": group_via(group));
        let (start, end) = self.offsets.code_points(group.span);
        let (role, portfolio) = match group.of {
            GroupOf::Members => (None, None),
            GroupOf::Holders { role, portfolio } => (Some(role), portfolio),
        };
        let [role, portfolio] = [role, portfolio].map(|row| row.map(|row| self.row(row)));
        out.write_all(b",\"group_of\":")?;
        object!(out, "start": start, "end": end, "role": role, "portfolio": portfolio)?;
        match group.presumed {
            Some(presumed) => {
                out.write_all(b",\"group_presumed\":")?;
                presumption(presumed, out)
            }
            None => Ok(()),
        }
    }

    /// Where the parts of a composite stand, and which rows they are.
    fn parts(&self, mention: &Mention, out: &mut impl Write) -> io::Result<()> {
        let parts = [
            ("\"rank\":", mention.rank),
            ("\"title\":", mention.title),
            ("\"role\":", mention.role),
            ("\"of\":", mention.of),
        ];
        let mut before = ",\"parts\":{";
        for (key, part) in parts {
            let Some(Attribute { span, entry }) = part else { continue };
            out.write_all(before.as_bytes())?;
            out.write_all(key.as_bytes())?;
            let (start, end) = self.offsets.code_points(span);
            object!(out, "start": start, "end": end, "row": entry.map(|row| self.row(row)))?;
            before = ",";
        }
        if let Some(portfolio) = mention.portfolio {
            out.write_all(before.as_bytes())?;
            fields!(out, "", "portfolio": self.row(portfolio));
            before = ",";
        }
        if before == "," { out.write_all(b"}") } else { Ok(()) }
    }

    fn entity<W: Write>(&self, index: u32, out: &mut W) -> io::Result<()> {
        let entity = &self.extraction.entities[index as usize];
        fields!(out, "{",
            "id": &*entity.id,
            "kind": Plain(entity.kind.name()),
            "name": &*entity.name,
            "known": entity.entry.is_some(),
            "aliases": Array(&entity.aliases, |alias: &String, out: &mut W| alias.as_str().write(out)),
            "candidates": Array(&entity.candidates, |&entry, out: &mut W| self.row_id(entry).write(out)),
        );
        if self.has_homonym(index) {
            fields!(out, ",", "key": self.entity_id(EntityIndex(index)));
        }
        if let Some(entry) = entity.entry.filter(|&entry| self.row_id(entry) != entity.id) {
            fields!(out, ",", "row": self.row(entry));
        }
        if !entity.corrections.is_empty() {
            fields!(out, ",", "corrections": Array(&entity.corrections, |rule: &RuleId, out: &mut W| (*rule).write(out)));
        }
        out.write_all(b"}")
    }

    fn relation(&self, relation: &Relation, out: &mut impl Write) -> io::Result<()> {
        let (start, end) = self.offsets.code_points(relation.span);
        let date = relation.date.map(|date| date.to_string());
        let antecedent = relation.antecedent.map(|span| <[u32; 2]>::from(self.offsets.code_points(span)));
        fields!(out, "{",
            "type": &*relation.kind,
            "source": self.entity_id(relation.source),
            "target": self.entity_id(relation.target),
            "qualifier": relation.qualifier.as_deref(),
            "sentence": relation.sentence,
            "start": start,
            "end": end,
            "evidence": self.offsets.original(relation.span),
            "rule": &*relation.rule,
            "confidence": Serde(relation.confidence),
            "negated": relation.negated,
            "modality": Plain(relation.modality.name()),
            "date": date.as_deref(),
            "place": relation.place.map(|place| self.entity_id(place)),
            "through": relation.resolved_by.map(Plain),
            "date_from": relation.date_source.map(|source| Plain(source.name())),
            "antecedent": antecedent.map(|span| Array(span, |number: u32, out: &mut _| number.write(out))),
            "known_to": relation.known_to.map(|day| day.to_string()).as_deref(),
        );
        if let Some(rule) = relation.corrected {
            fields!(out, ",", "corrected": rule);
        }
        out.write_all(b"}")
    }

    fn cooccurrence<W: Write>(&self, pair: &Cooccurrence, out: &mut W) -> io::Result<()> {
        object!(out,
            "source": self.entity_id(pair.source),
            "target": self.entity_id(pair.target),
            "window": Plain(pair.window.name()),
            "count": pair.sites.len() as u32,
            "rule": &*self.lexicon.cooccurrence.rules[pair.rule as usize].id,
            "sites": Array(&pair.sites, |&site, out: &mut W| {
                let (start, end) = self.offsets.code_points(site);
                numbers([start, end], out)
            }),
        )
    }

    fn sentence(&self, sentence: &Sentence, out: &mut impl Write) -> io::Result<()> {
        let (start, end) = self.offsets.code_points(sentence.span);
        numbers([start, end, sentence.paragraph], out)
    }

    fn zone(&self, zone: &Zone, out: &mut impl Write) -> io::Result<()> {
        let (start, end) = self.offsets.code_points(zone.span);
        object!(out, "kind": zone.kind.name(), "start": start, "end": end)
    }

    fn scope<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let Scope { kinds, window, metonymy, cooccurrence_only, named_only } = &self.extraction.scope;
        out.write_all(b",\"scope\":")?;
        object!(out,
            "kinds": Array(kinds, |kind: &Kind, out: &mut W| Plain(kind.name()).write(out)),
            "window": window.map(|window| Plain(window.name())),
            "metonymy": Serde(metonymy),
            "relations": !cooccurrence_only,
            "references": !named_only,
        )
    }

    fn passage(&self, span: Span, out: &mut impl Write) -> io::Result<()> {
        let (start, end) = self.offsets.code_points(span);
        object!(out, "start": start, "end": end, "text": self.offsets.original(span))
    }

    /// What the line calls an entity, in pieces: its id, and its kind behind it where an entity before it has the same.
    fn entity_id(&self, EntityIndex(index): EntityIndex) -> [&'e str; 3] {
        let entity = &self.extraction.entities[index as usize];
        match self.has_homonym(index) {
            true => [&entity.id, "--", entity.kind.name()],
            false => [&entity.id, "", ""],
        }
    }

    /// Whether an entity before it has the same id: entities stand by id.
    fn has_homonym(&self, index: u32) -> bool {
        let entities = &self.extraction.entities[..=index as usize];
        matches!(entities, [.., before, entity] if before.id == entity.id)
    }

    fn row_id(&self, entry: EntryIndex) -> &'e str {
        &self.lexicon.entry(entry).id
    }

    /// A row by list and id, in pieces.
    fn row(&self, entry: EntryIndex) -> [&'e str; 3] {
        let row = self.lexicon.entry(entry);
        [row.list, ":", &row.id]
    }
}

/// The text that evidence of a graph is made of, in order, without overlap.
fn passages(extraction: &Extraction) -> Vec<Span> {
    let windows = extraction.cooccurrences.iter().flat_map(|pair| &pair.sites).copied();
    let stating = extraction.relations.iter().map(|relation| relation.sentence as usize);
    let sentences = stating.filter_map(|index| extraction.sentences.get(index)).map(|sentence| sentence.span);
    let mut spans: Vec<Span> = windows.chain(sentences).collect();
    spans.sort_unstable_by_key(|span| span.start);
    spans.dedup_by(|next, span| {
        let overlap = next.start < span.end || next == span;
        span.end = if overlap { span.end.max(next.end) } else { span.end };
        overlap
    });
    spans
}

fn window<W: Write>(tally: &WindowTally, out: &mut W) -> io::Result<()> {
    fields!(out, "{",
        "window": tally.window.name(),
        "total": tally.total,
        "entities": Array(&tally.of_entity, |&number: &u32, out: &mut W| number.write(out)),
    );
    if tally.untied > 0 {
        fields!(out, ",", "untied": Serde(tally.untied));
    }
    out.write_all(b"}")
}

fn presumption(presumed: Presumption, out: &mut impl Write) -> io::Result<()> {
    let known_to = presumed.known_to.to_string();
    object!(out, "known_to": known_to.as_str(), "confidence": Serde(presumed.confidence()))
}

fn numbers<W: Write, const N: usize>(numbers: [u32; N], out: &mut W) -> io::Result<()> {
    Array(numbers, |number: u32, out: &mut W| number.write(out)).write(out)
}

/// The candidates that go without saying.
fn of_via(via: &Via) -> &[EntryIndex] {
    match via {
        Via::Gazetteer(row) => std::slice::from_ref(row),
        Via::Rule(_) | Via::Office(_) => &[],
    }
}

/// What found a mention, with the cue that makes a capital a government: `gazetteer:places:moscou fr.metonymy.speaks`.
/// In pieces, of which some are empty.
fn mention_via<'l>(lexicon: &'l Lexicon, mention: &Mention) -> [&'l str; 8] {
    let [a, b, c, d, e, f] = via(lexicon, mention.via);
    match mention.metonymy.and_then(|metonymy| metonymy.cue) {
        Some(cue) => [a, b, c, d, e, f, " ", cue],
        None => [a, b, c, d, e, f, "", ""],
    }
}

/// What read a group: `rule:fr.group.members`, or `inferred:fr.group.holders` where dated offices did.
fn group_via(group: &Group) -> [&'static str; 2] {
    let how = match group.of {
        GroupOf::Members => "rule:",
        GroupOf::Holders { .. } => "inferred:",
    };
    [how, group.of.rule()]
}
