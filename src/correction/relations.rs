//! Which relations a document states.

use super::{
    Action, Corrections,
    index::{About, is_called},
};
use crate::model::{
    Cooccurrence, Document, Entity, EntityIndex, Lexicon, Listener, Modality, Offsets, Pass, Provenance,
    Relation, Sentence, Span, Step, Subject, Verdict,
};

/// What stands behind an edge in a document.
struct Ground<'g> {
    ends: [EntityIndex; 2],
    kind: &'g str,
    symmetric: bool,
    /// What evidence.csv may say where it is.
    spans: [Option<Span>; 2],
}

/// What tells the relations of a document.
#[derive(Clone, Copy)]
pub(crate) struct Told<'t> {
    pub(crate) document: &'t Document,
    pub(crate) lexicon: &'t Lexicon,
    pub(crate) sentences: &'t [Sentence],
    pub(crate) entities: &'t [Entity],
}

impl Corrections {
    /// Corrects the relations of a document.
    pub(crate) fn relations(&self, told: Told, relations: &mut Vec<Relation>, on: &mut impl Listener) {
        if !self.has(About::Edge) {
            return;
        }
        relations.retain_mut(|relation| {
            let Some(at) = self.of_ground(told, &told.relation(relation)) else { return true };
            self.count(at);
            let row = &self.rows()[at];
            let is_right = row.action == Action::Right;
            on.record(|| Step {
                pass: Pass::Corrections,
                subject: Subject::Relation {
                    sentence: relation.sentence,
                    source: relation.source,
                    target: relation.target,
                },
                span: relation.span,
                via: Some(Provenance::Rule(relation.rule.clone().into())),
                verdict: if is_right { Verdict::Held } else { Verdict::Failed },
                reason: format!("{}, {}", row.rule, row.reason()),
            });
            if is_right {
                confirm(relation);
                relation.corrected = Some(row.rule);
            }
            is_right
        });
    }

    /// Takes the windows out of which it is said that two do not stand together there.
    pub(crate) fn cooccurrences(&self, told: Told, pairs: &mut Vec<Cooccurrence>) {
        if !self.has(About::Edge) {
            return;
        }
        for pair in &mut *pairs {
            let rule = &told.lexicon.cooccurrence.rules[pair.rule as usize];
            let ends = [pair.source, pair.target];
            pair.sites.retain(|&site| {
                let ground =
                    Ground { ends, kind: &rule.edge, symmetric: !rule.directed, spans: [Some(site), None] };
                let row = self.of_ground(told, &ground).filter(|&at| self.rows()[at].action == Action::Wrong);
                row.into_iter().for_each(|at| self.count(at));
                row.is_none()
            });
        }
        pairs.retain(|pair| !pair.sites.is_empty());
    }

    /// The row about what stands behind an edge.
    fn of_ground(&self, told: Told, ground: &Ground) -> Option<usize> {
        let Told { document, entities, .. } = told;
        let [source, target] = ground.ends.map(|end| &entities[end.0 as usize]);
        let edge = |one: &Entity, other: &Entity| format!("{}--{}--{}", one.id, ground.kind, other.id);
        let turned = ground.symmetric.then(|| edge(target, source));
        let edges = [Some(edge(source, target)), turned];
        let mut rows: Vec<usize> =
            edges.iter().flatten().flat_map(|edge| self.about(About::Edge, edge, document)).collect();
        // In a document, the ends may go by the ids that they have in the graph.
        let separator = format!("--{}--", ground.kind);
        rows.extend(self.of_document(document).iter().filter(|&&at| {
            let row = &self.rows()[at];
            let ends = |at: usize| (&row.a[..at], &row.a[at + separator.len()..]);
            let is = |(one, other): (&str, &str)| {
                (is_called(source, one) && is_called(target, other))
                    || (ground.symmetric && is_called(target, one) && is_called(source, other))
            };
            About::of(row.action) == About::Edge
                && row.a.match_indices(&separator).any(|(at, _)| is(ends(at)))
        }));
        rows.retain(|&at| told.starts(ground.spans, &self.rows()[at].b));
        let narrowness = |&&at: &&usize| {
            let row = &self.rows()[at];
            (row.scope.width(), !row.b.is_empty(), usize::MAX - at)
        };
        rows.iter().max_by_key(narrowness).copied()
    }
}

impl Told<'_> {
    fn relation<'r>(&self, relation: &'r Relation) -> Ground<'r> {
        let sentence = self.sentences.get(relation.sentence as usize).map(|sentence| sentence.span);
        let symmetric = self.lexicon.relation_type(&relation.kind).is_some_and(|relation| relation.symmetric);
        let ends = [relation.source, relation.target];
        Ground { ends, kind: &relation.kind, symmetric, spans: [Some(relation.span), sentence] }
    }

    /// Whether one of the spans starts at a code point of the original text; any does where none is given.
    fn starts(&self, spans: [Option<Span>; 2], start: &str) -> bool {
        let Ok(start) = start.parse::<u32>() else { return start.is_empty() };
        let offsets = Offsets::new(self.document);
        spans.into_iter().flatten().any(|span| offsets.code_points(span).0 == start)
    }
}

fn confirm(relation: &mut Relation) {
    relation.confidence = 1.0;
    if relation.modality == Modality::Presumed {
        relation.modality = Modality::Asserted;
    }
    relation.known_to = None;
}
