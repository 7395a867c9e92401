//! Documents for spaCy, one a line: what `Doc.to_json` writes and `Doc.from_json` reads.
//!
//! `ents` holds the outermost names of people, organisations and places under the labels of spaCy's French models (`PER`,
//! `ORG`, `LOC`); `spans["palabre"]` every mention under its kind, with the entity as `kb_id`; `sents` the sentences; `_` id,
//! title, date, source and relations of the document. Offsets are code points. Tokens are made here: words, marks and white
//! space as spaCy wants them, cut where a mention or a sentence begins or ends.

use super::{
    ExportOptions,
    json::{Array, Json, Plain, Serde, fields, object},
    whole_text,
};
use crate::model::{Extraction, Kind, Lexicon, Mention, Offsets, Relation, Span};
use std::{
    collections::BTreeSet,
    io::{self, BufWriter, Write},
};

/// Writes the line of a document.
pub(super) fn document(
    extraction: &Extraction,
    _lexicon: &Lexicon,
    _options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let offsets = Offsets::new(&extraction.document);
    let text = whole_text(&extraction.document, &offsets)?;
    let line = Line::new(extraction, &offsets, text.chars().collect());
    // A line is written in thousands of small pieces.
    let mut out = BufWriter::new(out);
    line.write(&text, &mut out)?;
    out.flush()
}

/// A stretch of code points.
type Points = (usize, usize);

/// What is written of a document.
struct Line<'e> {
    extraction: &'e Extraction,
    text: Vec<char>,
    /// The mentions that are more than white space, without such at their ends.
    mentions: Vec<(Points, &'e Mention)>,
    sentences: Vec<Points>,
}

impl<'e> Line<'e> {
    fn new(extraction: &'e Extraction, offsets: &Offsets, text: Vec<char>) -> Line<'e> {
        let points = |span: Span| {
            let (start, end) = offsets.code_points(span);
            trimmed(&text, (start as usize, end as usize))
        };
        let mentions = extraction.mentions.iter();
        let mentions = mentions.filter_map(|mention| Some((points(mention.span)?, mention))).collect();
        let sentences = extraction.sentences.iter().filter_map(|sentence| points(sentence.span)).collect();
        Line { extraction, mentions, sentences, text }
    }

    fn write<W: Write>(&self, text: &str, out: &mut W) -> io::Result<()> {
        fields!(out, "{",
            "text": text,
            "ents": Array(self.entities(), |((start, end), label), out: &mut W| {
                object!(out, "start": start as u32, "end": end as u32, "label": Plain(label))
            }),
            "sents": Array(&self.sentences, |&(start, end): &Points, out: &mut W| {
                object!(out, "start": start as u32, "end": end as u32)
            }),
            "tokens": Array(tokens(&self.text, &self.cuts()).iter().enumerate(), token),
        );
        out.write_all(b",\"spans\":")?;
        object!(out, "palabre": Array(&self.mentions, |(points, mention): &(Points, &Mention), out: &mut W| {
            self.span(*points, mention, out)
        }))?;
        out.write_all(b",\"_\":")?;
        self.about(out)?;
        out.write_all(b"}\n")
    }

    /// The outermost names, with the labels of spaCy's French models.
    fn entities(&self) -> Vec<(Points, &'static str)> {
        let mut entities: Vec<(Points, &'static str)> = Vec::new();
        for &(points, mention) in &self.mentions {
            let label = match mention.kind {
                Kind::Person => "PER",
                Kind::Organisation => "ORG",
                Kind::Country | Kind::Place => "LOC",
                _ => continue,
            };
            if entities.last().is_none_or(|&((_, end), _)| end <= points.0) {
                entities.push((points, label));
            }
        }
        entities
    }

    /// Where a token must begin or end.
    fn cuts(&self) -> BTreeSet<usize> {
        let mentions = self.mentions.iter().map(|(points, _)| points);
        mentions.chain(&self.sentences).flat_map(|&(start, end)| [start, end]).collect()
    }

    fn span<W: Write>(&self, (start, end): Points, mention: &Mention, out: &mut W) -> io::Result<()> {
        let entity = mention.entity.map_or("", |entity| &self.extraction.entities[entity.0 as usize].id);
        let label = Plain(mention.kind.name());
        object!(out, "start": start as u32, "end": end as u32, "label": label, "kb_id": entity)
    }

    fn about<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let document = &self.extraction.document;
        object!(out,
            "id": &*document.id,
            "title": document.title.as_deref(),
            "date": document.date,
            "source": document.source.as_deref(),
            "relations": Array(&self.extraction.relations, |it, out: &mut W| self.relation(it, out)),
        )
    }

    fn relation<W: Write>(&self, relation: &Relation, out: &mut W) -> io::Result<()> {
        let [source, target] = [relation.source, relation.target]
            .map(|end| self.extraction.entities[end.0 as usize].id.as_str());
        let date = relation.date.map(|date| date.to_string());
        object!(out,
            "type": &*relation.kind,
            "source": source,
            "target": target,
            "sentence": relation.sentence,
            "negated": relation.negated,
            "modality": Plain(relation.modality.name()),
            "date": date.as_deref(),
            "confidence": Serde(relation.confidence),
            "rule": &*relation.rule,
        )
    }
}

fn token<W: Write>((id, &(start, end)): (usize, &Points), out: &mut W) -> io::Result<()> {
    object!(out, "id": id as u32, "start": start as u32, "end": end as u32)
}

/// White space as Python has it: spaCy tells tokens by that.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

/// A stretch without the white space at its ends, where anything is left.
fn trimmed(text: &[char], (start, end): Points) -> Option<Points> {
    let inside = text.get(start..end)?;
    let first = inside.iter().position(|&c| !is_space(c))?;
    let last = inside.iter().rposition(|&c| !is_space(c))?;
    Some((start + first, start + last + 1))
}

/// The tokens of a text: runs of letters and digits, single marks, and the white space that is more than one space behind a
/// token; each cut at some places.
fn tokens(text: &[char], cuts: &BTreeSet<usize>) -> Vec<Points> {
    let is_word = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let start = at;
        at += 1;
        if is_space(text[start]) {
            at += text[at..].iter().take_while(|&&c| is_space(c)).count();
            tokens.push((start, at));
            continue;
        }
        while at < text.len() && is_word(text[at - 1]) && is_word(text[at]) && !cuts.contains(&at) {
            at += 1;
        }
        tokens.push((start, at));
        // One space belongs to the token before it.
        at += usize::from(text.get(at) == Some(&' '));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_that_spacy_takes() {
        let cut = |text: &str, cuts: &[usize]| {
            let text: Vec<char> = text.chars().collect();
            let tokens = tokens(&text, &cuts.iter().copied().collect());
            let token = |&(start, end): &Points| text[start..end].iter().collect::<String>();
            tokens.iter().map(token).collect::<Vec<_>>().join("¦")
        };
        assert_eq!(cut("L’AES,  à  Bamako.\n\nFin", &[]), "L¦’¦AES¦,¦ ¦à¦ ¦Bamako¦.¦\n\n¦Fin");
        assert_eq!(cut(" franco-malien ", &[7]), " ¦franco¦-¦malien");
        assert_eq!(cut("anti-Mali 5e", &[2, 11]), "an¦ti¦-¦Mali¦5¦e");
        assert_eq!(cut("e\u{301}t \u{1f}\u{a0}x", &[]), "e\u{301}t¦\u{1f}\u{a0}¦x");
        assert_eq!(cut("", &[]), "");
    }

    #[test]
    fn white_space_is_trimmed() {
        let text: Vec<char> = " a\u{a0}b \n".chars().collect();
        assert_eq!(trimmed(&text, (0, 6)), Some((1, 4)));
        assert_eq!(trimmed(&text, (4, 6)), None);
    }
}
