//! Reads the statements that a document makes of two actors, as the graph counts them.

use crate::model::{
    DateSource, EntityIndex, EntryIndex, Extraction, Lexicon, Mention, Office, PartialDate, Period, Relation,
    Span, Statement, Via,
};
use std::{collections::BTreeSet, sync::Arc};

/// The relation whose qualifier is a role that somebody held for a time.
pub(super) const HOLDS_ROLE: &str = "holds_role";

/// Reads the statements of one extraction.
#[derive(Debug, Clone, Copy)]
pub(super) struct StatementReader<'r> {
    pub(super) extraction: &'r Extraction,
    pub(super) lexicon: &'r Lexicon,
}

impl<'r> StatementReader<'r> {
    /// The relations outside the excluded zones, between two actors.
    pub(super) fn relations(self) -> impl Iterator<Item = &'r Relation> {
        let StatementReader { extraction, lexicon } = self;
        extraction.relations.iter().filter(|relation| {
            let zone = extraction.document.zone_at(relation.span.start);
            relation.source != relation.target && !lexicon.cooccurrence.exclude_zones.contains(&zone)
        })
    }

    /// The sentence around a relation, or what the relation itself gives where that reaches over several.
    pub(super) fn evidence(self, relation: &Relation) -> Span {
        let sentence =
            self.extraction.sentences.get(relation.sentence as usize).map(|sentence| sentence.span);
        sentence.filter(|sentence| sentence.contains(relation.span)).unwrap_or(relation.span)
    }

    /// What a relation states, from its own source to its target.
    pub(super) fn statement(self, relation: &Relation) -> Statement {
        let of_document = self.extraction.document.date.map(PartialDate::from);
        let of_sentence = relation.date.filter(|_| relation.date_source == Some(DateSource::Sentence));
        let date = of_sentence.or(of_document);
        let date_source = match of_sentence {
            Some(_) => DateSource::Sentence,
            None => DateSource::Document,
        };
        let place = relation.place.map(|place| Arc::from(&*self.extraction.entities[place.0 as usize].id));
        Statement {
            reversed: false,
            modality: relation.modality,
            negated: relation.negated,
            // Statements have an order: what is no number has no place in it.
            confidence: if relation.confidence.is_nan() { 0.0 } else { relation.confidence.clamp(0.0, 1.0) },
            date,
            date_source: date.map(|_| date_source),
            place,
            qualifier: relation.qualifier.as_deref().map(Arc::from),
            period: (relation.kind == HOLDS_ROLE).then(|| self.period(relation, date)).flatten(),
            through: relation.resolved_by,
            antecedent: None,
            known_to: relation.known_to,
            corrected: relation.corrected,
        }
    }

    /// When the role of a relation was held: the period of the dated offices of its holder that it may mean, in force on
    /// the date. None where they differ.
    fn period(self, relation: &Relation, date: Option<PartialDate>) -> Option<Period> {
        let mention = self.role_mention(relation)?;
        if let Via::Office(index) = mention.via {
            return Some(period_of(&self.lexicon.offices[index as usize]));
        }
        let held = HeldRole {
            role: mention.role?.entry?,
            portfolio: mention.portfolio,
            of: self.row(relation.target)?,
        };
        let offices = self.lexicon.offices_of(self.row(relation.source)?).iter();
        let fitting = offices.filter(|office| {
            held.fits(office, self.lexicon) && date.is_none_or(|date| office.on(date).holds())
        });
        let periods: BTreeSet<Period> = fitting.map(period_of).collect();
        periods.first().copied().filter(|_| periods.len() == 1)
    }

    /// The mention that says the role.
    fn role_mention(self, relation: &Relation) -> Option<&'r Mention> {
        let mentions = &self.extraction.mentions;
        let from = mentions.partition_point(|mention| mention.span.start < relation.span.start);
        let mut inside = mentions[from..].iter().take_while(|mention| mention.span.start < relation.span.end);
        inside.find(|mention| {
            let role = mention.role.is_some_and(|role| relation.span.contains(role.span));
            role && mention.entity == Some(relation.source)
        })
    }

    fn row(self, entity: EntityIndex) -> Option<EntryIndex> {
        self.extraction.entities[entity.0 as usize].entry
    }
}

/// A role as a text says it, of a country or body.
struct HeldRole {
    role: EntryIndex,
    portfolio: Option<EntryIndex>,
    of: EntryIndex,
}

impl HeldRole {
    /// Whether an office may be meant: it is that role, or what the role means.
    fn fits(&self, office: &Office, lexicon: &Lexicon) -> bool {
        let is = |role: EntryIndex, portfolio: Option<EntryIndex>| {
            office.role == role && portfolio.is_none_or(|portfolio| office.portfolios.contains(&portfolio))
        };
        let meanings = lexicon.meanings_of(self.role);
        let meant = meanings.iter().any(|meaning| is(meaning.office, meaning.portfolio.or(self.portfolio)));
        office.of == self.of && (meant || (meanings.is_empty() && is(self.role, self.portfolio)))
    }
}

fn period_of(office: &Office) -> Period {
    Period { from: office.from, to: office.to }
}
