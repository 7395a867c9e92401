//! Which relations are noted statements, and which nobody noted.

use super::{End, MarkedText, Noted};
use crate::{
    eval::{Name, counted_as, says_who_heads},
    model::{Document, EntityIndex, Extraction, Kind, Lexicon, Offsets, Relation, Span},
};

/// What was read in a marked text, held against what is noted in it.
pub(super) struct Judge<'j> {
    lexicon: &'j Lexicon,
    extraction: &'j Extraction,
    marked: &'j MarkedText,
    pub(super) offsets: Offsets<'j>,
    /// By entity, its names.
    names: Vec<Vec<Name>>,
    /// By entity, where it is mentioned, in code points.
    places: Vec<Vec<(u32, u32)>>,
}

/// What a relation is, held against what is noted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Judgement {
    /// It is these noted statements.
    Noted(Vec<usize>),
    /// Nobody noted it in what was read: what makes another the same, and where it stands.
    Unnoted((usize, String, EntityIndex, EntityIndex), (u32, u32)),
    /// It stands where nobody read, or says again what is noted of another sentence.
    Neither,
}

impl<'j> Judge<'j> {
    pub(super) fn new(
        lexicon: &'j Lexicon,
        document: &'j Document,
        extraction: &'j Extraction,
        marked: &'j MarkedText,
    ) -> Judge<'j> {
        let offsets = Offsets::new(document);
        let of_entity = |entity: &crate::model::Entity| {
            std::iter::once(&entity.name).chain(&entity.aliases).map(Name::new).collect()
        };
        let mut places = vec![Vec::new(); extraction.entities.len()];
        for mention in &extraction.mentions {
            let country = mention.metonymy.and_then(|metonymy| metonymy.entity);
            for entity in [mention.entity, country].into_iter().flatten() {
                places[entity.0 as usize].push(offsets.code_points(mention.span));
            }
        }
        let names = extraction.entities.iter().map(of_entity).collect();
        Judge { lexicon, extraction, marked, offsets, names, places }
    }

    /// What a relation is.
    pub(super) fn of(&self, relation: &Relation) -> Judgement {
        let span = self.offsets.code_points(relation.span);
        let Some(range) = self.marked.read.iter().position(|&read| overlap(read, span)) else {
            return Judgement::Neither;
        };
        let statements = self.marked.statements.iter().enumerate();
        let noted: Vec<usize> =
            statements.filter(|(_, noted)| self.is(relation, noted)).map(|(index, _)| index).collect();
        if !noted.is_empty() {
            let sentence = self.extraction.sentences[relation.sentence as usize].span;
            let is_here = |&index: &usize| self.is_said(&self.marked.statements[index], sentence);
            let here: Vec<usize> = noted.into_iter().filter(is_here).collect();
            return if here.is_empty() { Judgement::Neither } else { Judgement::Noted(here) };
        }
        let (source, target) = (relation.source, relation.target);
        let turned = self.is_symmetric(&relation.kind) && target < source;
        let (first, second) = if turned { (target, source) } else { (source, target) };
        Judgement::Unnoted((range, kind(&relation.kind), first, second), span)
    }

    /// Whether a relation is a noted statement: its type, its ends, in the same part of the text.
    pub(super) fn is(&self, relation: &Relation, noted: &Noted) -> bool {
        let span = self.offsets.code_points(relation.span);
        let read = |&&(start, end): &&(u32, u32)| start <= noted.source.span.0 && noted.source.span.1 <= end;
        let here = self.marked.read.iter().find(read).is_none_or(|&read| overlap(read, span));
        let ends = |source: &End, target: &End| {
            self.is_end(relation.source, source) && self.is_end(relation.target, target)
        };
        here && kind(&relation.kind) == kind(&noted.relation)
            && (ends(&noted.source, &noted.target)
                || self.is_symmetric(&noted.relation) && ends(&noted.target, &noted.source))
    }

    /// Whether a sentence has a part of what is noted.
    fn is_said(&self, noted: &Noted, sentence: Span) -> bool {
        let parts = [Some(noted.source.span), Some(noted.target.span), noted.trigger];
        parts.into_iter().flatten().any(|part| self.is_at(sentence, part))
    }

    /// Whether an end is an entity: the entity is mentioned there, or has its name.
    fn is_end(&self, entity: EntityIndex, end: &End) -> bool {
        let index = entity.0 as usize;
        let person = self.extraction.entities[index].kind == Kind::Person;
        self.places[index].iter().any(|&place| overlap(place, end.span))
            || self.names[index].iter().any(|name| name.is_same(&Name::new(&end.name), person))
    }

    fn is_symmetric(&self, relation: &str) -> bool {
        self.lexicon.relation_type(relation).is_some_and(|relation| relation.symmetric)
    }

    /// Whether a stretch of the text shares a character with some code points.
    pub(super) fn is_at(&self, span: Span, points: (u32, u32)) -> bool {
        overlap(self.offsets.code_points(span), points)
    }
}

/// The name under which a type is counted: those that readers do not separate are one.
fn kind(relation: &str) -> String {
    if says_who_heads(relation) { String::new() } else { counted_as(relation) }
}

pub(super) fn overlap(one: (u32, u32), other: (u32, u32)) -> bool {
    one.0 < other.1 && other.0 < one.1
}
