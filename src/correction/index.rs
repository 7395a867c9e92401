//! The corrections of a run, by what they decide.

use super::{Action, Correction, Scope, conflict, table};
use crate::{
    error::Result,
    matcher::fold_words,
    model::{Amendment, Document, Entity, Kind, Mention, RuleId},
};
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Corrections, with how often each was applied.
///
/// ```
/// use palabre::{Extractor, correction::Corrections, model::Document};
///
/// let table = "action,a,b\nis,Alou,assimi-goita\n";
/// let corrections = Corrections::read([("corrections.csv", table)])?;
/// let extractor = Extractor::builtin()?.with_corrections(corrections);
/// let extraction = extractor.extract(Document::new("1", "Le colonel Alou a quitté Bamako."));
/// assert!(extraction.entities.iter().any(|entity| entity.id == "assimi-goita"));
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Corrections {
    rows: Vec<Correction>,
    applied: Vec<AtomicU64>,
    by_rule: FxHashMap<RuleId, usize>,
    /// Per sort of what is decided, and what that is, the rows, the narrowest first.
    by_key: [FxHashMap<String, Vec<usize>>; About::COUNT],
    /// The rows of each document.
    of_document: FxHashMap<String, Vec<usize>>,
}

/// What a correction decides something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A written form, folded.
    Form,
    /// Who an actor is.
    Same,
    /// Who an actor is not.
    Different,
    /// The kind of an actor.
    Kind,
    /// The name of an actor.
    Name,
    /// An edge.
    Edge,
}

impl About {
    const COUNT: usize = 6;

    pub(super) fn of(action: Action) -> About {
        match action {
            Action::NotAName | Action::Is => About::Form,
            Action::Same => About::Same,
            Action::Different => About::Different,
            Action::Kind => About::Kind,
            Action::Name => About::Name,
            Action::Wrong | Action::Right => About::Edge,
        }
    }
}

/// What it decides something of: a form or an id.
pub(super) fn key(row: &Correction) -> String {
    match About::of(row.action) {
        About::Form => fold_words(&row.a),
        _ => row.a.clone(),
    }
}

impl Corrections {
    /// Reads tables, each with the name that messages give it.
    ///
    /// # Errors
    /// A row that is none, and one that contradicts another of the same scope, with file, line and column.
    pub fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Corrections> {
        let mut rows = Vec::new();
        for (file, text) in files {
            rows.extend(table::read(file, text)?);
        }
        Corrections::new(rows)
    }

    /// Corrections.
    ///
    /// # Errors
    /// One that contradicts another of the same scope.
    pub fn new(rows: Vec<Correction>) -> Result<Corrections> {
        conflict::check(&rows)?;
        let mut corrections =
            Corrections { applied: rows.iter().map(|_| AtomicU64::new(0)).collect(), ..Self::default() };
        for (at, row) in rows.iter().enumerate() {
            corrections.by_rule.entry(row.rule).or_insert(at);
            corrections.by_key[About::of(row.action) as usize].entry(key(row)).or_default().push(at);
            if let Scope::Document(id) = &row.scope {
                corrections.of_document.entry(id.clone()).or_default().push(at);
            }
        }
        // What says the same needs no order but one that is always the same.
        let order = |at: &usize| {
            let row = &rows[*at];
            (3 - row.scope.width(), row.b.is_empty(), *at)
        };
        let all = corrections.by_key.iter_mut().flat_map(FxHashMap::values_mut);
        all.for_each(|of_key| of_key.sort_by_key(order));
        corrections.rows = rows;
        Ok(corrections)
    }

    /// The corrections, in the order of their files.
    pub fn rows(&self) -> &[Correction] {
        &self.rows
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Those that were applied to nothing in what was read.
    pub fn idle(&self) -> impl Iterator<Item = &Correction> {
        let unused = |(_, applied): &(&Correction, &AtomicU64)| applied.load(Ordering::Relaxed) == 0;
        self.rows.iter().zip(&self.applied).filter(unused).map(|(row, _)| row)
    }

    /// Notes that those of some rules were applied: by an earlier run, or when the graph was made.
    pub fn note(&self, rules: impl IntoIterator<Item = impl AsRef<str>>) {
        let rules = rules.into_iter().filter(|rule| rule.as_ref().starts_with(table::RULE));
        rules.filter_map(|rule| self.by_rule.get(rule.as_ref()).copied()).for_each(|at| self.count(at));
    }

    /// What they say of actors everywhere: for [`GraphOptions`](crate::graph::GraphOptions), which tells namesakes apart.
    pub fn amendments(&self) -> Vec<Amendment> {
        let everywhere = self.rows.iter().filter(|row| row.scope == Scope::Everywhere);
        let amendments = everywhere.filter_map(|row| match row.action {
            Action::Same => Some(Amendment::same(&*row.a, &*row.b, row.rule)),
            Action::Name => Some(Amendment::name(&*row.a, &*row.b, row.rule)),
            _ => None,
        });
        amendments.collect()
    }

    pub(super) fn count(&self, at: usize) {
        self.applied[at].fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn has(&self, about: About) -> bool {
        !self.by_key[about as usize].is_empty()
    }

    /// The rows about something in a document, the narrowest first.
    pub(super) fn about<'c>(
        &'c self,
        about: About,
        key: &str,
        document: &'c Document,
    ) -> impl Iterator<Item = usize> + use<'c> {
        let rows = self.by_key[about as usize].get(key).map(Vec::as_slice).unwrap_or_default();
        rows.iter().copied().filter(move |&at| self.rows[at].scope.holds(document))
    }

    /// The rows of a document alone.
    pub(super) fn of_document(&self, document: &Document) -> &[usize] {
        self.of_document.get(&document.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The rows about an actor of a document. Those of the document alone may name it by the id that it has in the graph.
    pub(super) fn of_actor(&self, about: About, entity: &Entity, document: &Document) -> Vec<usize> {
        let mut rows: Vec<usize> = self.about(about, &entity.id, document).collect();
        let alone = self.of_document(document).iter().copied();
        let told_apart = alone.filter(|&at| {
            let row = &self.rows[at];
            About::of(row.action) == about && row.a != entity.id && is_called(entity, &row.a)
        });
        rows.extend(told_apart);
        rows
    }

    /// The row that says what a mention is, or that it is none.
    pub(super) fn of_mention(&self, mention: &Mention, document: &Document) -> Option<usize> {
        if mention.kind == Kind::Rank {
            return None;
        }
        forms(mention, document).find_map(|form| self.about(About::Form, &form, document).next())
    }
}

/// How a mention is written, folded: the bare name, then with what stands beside it.
pub(super) fn forms<'m>(mention: &'m Mention, document: &'m Document) -> impl Iterator<Item = String> + 'm {
    let span = (mention.span != mention.head).then_some(mention.span);
    [Some(mention.head), span].into_iter().flatten().map(|span| fold_words(span.of(&document.text)))
}

/// Whether an id is of an actor of a document: its own, or for somebody whom no list has the one by which the graph tells namesakes
/// apart: `moussa-traore--mali`.
pub(super) fn is_called(entity: &Entity, id: &str) -> bool {
    let end = id.strip_prefix(&*entity.id);
    end.is_some_and(|end| end.is_empty() || (entity.entry.is_none() && end.starts_with("--")))
}
