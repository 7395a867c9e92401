//! brat standoff: a text and its annotations for each document, and what types there are: <https://brat.nlplab.org/standoff.html>.
//!
//! Offsets are code points. An annotation that goes over a line end is in fragments, as brat wants it. The text is the original but
//! for carriage returns, which are spaces: some readers would drop them, and every offset behind would be wrong.

use super::{ExportOptions, Files, LeftOut, WriteFolder, file_name::FileNames, via::via, whole_text};
use crate::model::{
    ActorGraph, EntityIndex, Extraction, Kind, Lexicon, Mention, Offsets, Relation, RelationType, Span,
};
use std::{fmt::Write as _, io};

/// Writes the folder `brat`.
#[derive(Debug, Default)]
pub(super) struct Brat {
    names: FileNames,
    /// The documents with the names of their files.
    documents: Vec<(String, String)>,
}

/// Begins the folder `brat`.
pub(super) fn folder(_options: &ExportOptions) -> Box<dyn WriteFolder> {
    Box::new(Brat::default())
}

impl WriteFolder for Brat {
    fn document(
        &mut self,
        extraction: &Extraction,
        lexicon: &Lexicon,
        files: &mut dyn Files,
    ) -> io::Result<()> {
        let id = &extraction.document.id;
        let name = self.names.add(without_ending(id));
        let offsets = Offsets::new(&extraction.document);
        let text = whole_text(&extraction.document, &offsets)?;
        files.add(&format!("{name}.txt"), text.replace('\r', " ").as_bytes())?;
        let annotations = Annotations { extraction, lexicon, offsets: &offsets }.write();
        files.add(&format!("{name}.ann"), annotations.as_bytes())?;
        self.documents.push((id.clone(), name));
        Ok(())
    }

    fn finish(
        &mut self,
        _graph: Option<&ActorGraph>,
        lexicon: &Lexicon,
        files: &mut dyn Files,
    ) -> io::Result<LeftOut> {
        files.add("annotation.conf", configuration(lexicon).as_bytes())?;
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["Document", "File"])?;
        self.documents.iter().try_for_each(|(id, name)| table.write_record([id, name]))?;
        files.add("documents.csv", &table.into_inner().map_err(|error| error.into_error())?)?;
        Ok(LeftOut::default())
    }
}

/// The name of a file without its ending, where that looks like one.
fn without_ending(id: &str) -> &str {
    match id.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            stem
        }
        _ => id,
    }
}

/// The types of annotations.
fn configuration(lexicon: &Lexicon) -> String {
    let mut text = String::from("[entities]\n");
    Kind::ALL.iter().for_each(|kind| text += &format!("{}\n", entity_type(*kind)));
    text += "\n[relations]\n";
    for RelationType { id, .. } in lexicon.relation_types() {
        let _ = writeln!(text, "{}\tArg1:<ENTITY>, Arg2:<ENTITY>", type_name(id));
    }
    text + "\n[events]\n\n[attributes]\n"
}

/// `Person`
fn entity_type(kind: Kind) -> String {
    let (first, rest) = kind.name().split_at(1);
    first.to_uppercase() + rest
}

/// An id of which brat takes every character.
fn type_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// The annotations of a document.
struct Annotations<'e> {
    extraction: &'e Extraction,
    lexicon: &'e Lexicon,
    offsets: &'e Offsets<'e>,
}

impl Annotations<'_> {
    fn write(&self) -> String {
        let mut lines = String::new();
        let mut notes = 0;
        for (index, mention) in self.extraction.mentions.iter().enumerate() {
            self.mention(index + 1, mention, &mut notes, &mut lines);
        }
        for (index, relation) in self.extraction.relations.iter().enumerate() {
            self.relation(index + 1, relation, &mut notes, &mut lines);
        }
        lines
    }

    /// A text bound, the entity as a reference, and what found it as a note.
    fn mention(&self, number: usize, mention: &Mention, notes: &mut usize, lines: &mut String) {
        let Some((fragments, text)) = self.fragments(mention.span) else { return };
        let _ = writeln!(lines, "T{number}\t{} {fragments}\t{text}", entity_type(mention.kind));
        let entity = mention.entity.map(|entity| &self.extraction.entities[entity.0 as usize]);
        if let Some(entity) = entity {
            let (id, name) = (one_word(&entity.id), one_line(&entity.name));
            let _ = writeln!(lines, "N{number}\tReference T{number} palabre:{id}\t{name}");
        }
        *notes += 1;
        let via = one_line(&via(self.lexicon, mention.via).concat());
        let _ = writeln!(lines, "#{notes}\tAnnotatorNotes T{number}\t{via}");
    }

    fn relation(&self, number: usize, relation: &Relation, notes: &mut usize, lines: &mut String) {
        let ends = [relation.source, relation.target].map(|entity| self.mention_of(entity, relation));
        let [Some(source), Some(target)] = ends else { return };
        let kind = type_name(&relation.kind);
        let _ = writeln!(lines, "R{number}\t{kind} Arg1:T{source} Arg2:T{target}");
        *notes += 1;
        let negated = if relation.negated { " negated" } else { "" };
        let date = relation.date.map(|date| format!(" {date}")).unwrap_or_default();
        let qualifier =
            relation.qualifier.as_deref().map(|it| format!(" ({})", one_line(it))).unwrap_or_default();
        let (modality, rule) = (relation.modality.name(), one_line(&relation.rule));
        let _ = writeln!(
            lines,
            "#{notes}\tAnnotatorNotes R{number}\t{modality}{negated}{date}{qualifier}; {rule}"
        );
    }

    /// The number of the mention that stands for an end of a relation: in its evidence, else the nearest before it, else any.
    fn mention_of(&self, entity: EntityIndex, relation: &Relation) -> Option<usize> {
        let mentions = self.extraction.mentions.iter().enumerate();
        let of_entity = mentions.filter(|(_, mention)| {
            (mention.actor() == Some(entity) || mention.entity == Some(entity))
                && self.fragments(mention.span).is_some()
        });
        let all: Vec<(usize, &Mention)> = of_entity.collect();
        let inside = all.iter().find(|(_, mention)| relation.span.contains(mention.span));
        let before = || all.iter().rev().find(|(_, mention)| mention.span.end <= relation.span.start);
        inside.or_else(before).or(all.first()).map(|(index, _)| index + 1)
    }

    /// The parts of a span between line ends, as `0 5;6 9`, and their text; none where nothing is left.
    fn fragments(&self, span: Span) -> Option<(String, String)> {
        let (mut at, _) = self.offsets.code_points(span);
        let (mut fragments, mut texts) = (Vec::new(), Vec::new());
        for part in self.offsets.original(span).split_inclusive(is_break) {
            let text = part.strip_suffix(is_break).unwrap_or(part);
            let length = text.chars().count() as u32;
            if length > 0 {
                fragments.push(format!("{at} {}", at + length));
                texts.push(text.to_string());
            }
            at += part.chars().count() as u32;
        }
        let text = texts.join(" ");
        (!text.trim().is_empty()).then(|| (fragments.join(";"), text))
    }
}

/// What ends a line or a field for some reader of lines.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn one_line(text: &str) -> String {
    text.replace(is_break, " ")
}

fn one_word(text: &str) -> String {
    text.replace(|c: char| is_break(c) || c.is_whitespace(), "_")
}
