//! What comes of a comparison: figures, and examples of what is wrong.

use super::{
    Label,
    gold::{Article, Gold},
    tally::{Share, Tallies, Tally, percent},
};
use crate::model::Kind;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::BTreeMap;

/// Version of the JSON, in every report.
pub const SCHEMA_VERSION: u32 = 1;

/// How well what was found agrees with a gold set.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Report {
    /// How many articles the set has.
    pub articles: usize,
    /// How many of them were not read.
    pub without_prediction: usize,
    /// Mentions of each kind, by exact head.
    pub mentions: Tallies<Label>,
    /// Mentions of each kind that share a character with one of the other side.
    pub overlap: Tallies<Label>,
    /// Of the right mentions whose entity the set tells, those that are linked to it; none where it tells none.
    pub linked: Option<Share>,
    /// Of the right people with a rank, those whose rank is right.
    pub ranked: Option<Share>,
    /// Entities, article by article, that hold right mentions of several of the gold's.
    pub merged: usize,
    /// Entities of the gold, article by article, whose right mentions are spread over several.
    pub split: usize,
    /// Relations; none where the set marks none.
    pub relations: Option<Relations>,
    pub(super) examples: Examples,
}

/// How well relations agree.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Relations {
    /// Relations of each type.
    pub types: Tallies<String>,
    /// Of the pairs that the gold relates, those of which something is said, whatever it is.
    pub pairs: Share,
    /// By how far a reader looks for it, the relations found; empty where the gold does not say.
    pub reach: BTreeMap<String, Share>,
}

/// What an example is an example of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// Kind and name.
    Missed,
    /// Kind, name, and what found it.
    Invented,
    /// Name, whom it means, whom it was taken for.
    WrongLink,
    /// Name, its rank, the rank that was read.
    WrongRank,
    /// Those who were taken for one, and for whom.
    Merged,
    /// Who was taken for several, and their ids.
    Split,
    /// Source, type, target, evidence.
    MissedRelation,
    /// Source, type, target, rule, evidence.
    InventedRelation,
}

impl Part {
    /// The parts in the order of the report.
    pub const ALL: [Part; 8] = [
        Part::Missed,
        Part::Invented,
        Part::WrongLink,
        Part::WrongRank,
        Part::Merged,
        Part::Split,
        Part::MissedRelation,
        Part::InventedRelation,
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Part::Missed => "missed",
            Part::Invented => "invented",
            Part::WrongLink => "wrong link",
            Part::WrongRank => "wrong rank",
            Part::Merged => "merged",
            Part::Split => "split",
            Part::MissedRelation => "missed relation",
            Part::InventedRelation => "invented relation",
        }
    }
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Example {
    /// The article.
    pub article: String,
    /// Its code point; 0 where there is no one place.
    pub start: u32,
    /// What is wrong, as its part says.
    pub cells: Vec<String>,
}

/// What is wrong, in the order of the articles.
#[derive(Debug, Clone, Default)]
pub(super) struct Examples(Vec<(Part, Example)>);

impl Examples {
    pub(super) fn show<const N: usize>(
        &mut self,
        part: Part,
        article: &Article,
        start: u32,
        cells: [String; N],
    ) {
        let one_line = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let cells = cells.into_iter().map(one_line).collect();
        self.0.push((part, Example { article: article.id.clone(), start, cells }));
    }

    fn of(&self, part: Part) -> impl Iterator<Item = &Example> {
        self.0.iter().filter(move |(of, _)| *of == part).map(|(_, example)| example)
    }
}

impl Report {
    /// Nothing compared yet.
    pub(super) fn new(gold: &Gold) -> Report {
        let relations = || Relations {
            types: Tallies::new(Some("holds_role".into())),
            pairs: Share::default(),
            reach: BTreeMap::new(),
        };
        Report {
            articles: gold.articles.len(),
            without_prediction: 0,
            mentions: Tallies::new((!gold.is_coarse).then_some(Label::Kind(Kind::Role))),
            overlap: Tallies::new(None),
            linked: gold.has_links.then(Share::default),
            ranked: gold.has_links.then(Share::default),
            merged: 0,
            split: 0,
            relations: gold.has_relations.then(relations),
            examples: Examples::default(),
        }
    }

    pub(super) fn show<const N: usize>(
        &mut self,
        part: Part,
        article: &Article,
        start: u32,
        cells: [String; N],
    ) {
        self.examples.show(part, article, start, cells);
    }

    /// What is wrong in one part, in the order of the articles.
    pub fn examples(&self, part: Part) -> impl Iterator<Item = &Example> {
        self.examples.of(part)
    }

    /// The figures for a reader, and up to so many examples of each part.
    pub fn table(&self, show: usize) -> String {
        let mut table = Table::new(self);
        table.tallies("mentions", &self.mentions.rows());
        table.tallies("overlap", &self.overlap.rows());
        if let Some(relations) = &self.relations {
            table.tallies("relations", &relations.types.rows());
        }
        table.line("");
        if let (Some(linked), Some(ranked)) = (&self.linked, &self.ranked) {
            table.share("linked right", linked);
            table.share("rank right", ranked);
            table.line(&format!("entities merged {}, split {}", self.merged, self.split));
        }
        if let Some(relations) = &self.relations {
            table.share("pairs found, whatever the type", &relations.pairs);
            for (reach, share) in &relations.reach {
                table.share(&format!("found where the reader needs the {reach}"), share);
            }
        }
        for part in Part::ALL {
            table.examples(part, self.examples(part), show);
        }
        table.text
    }

    /// The figures for programs, keys in a fixed order, and up to so many examples of each part; ends with a line feed.
    pub fn json(&self, show: usize) -> String {
        let json = serde_json::to_string_pretty(&Shown { report: self, show });
        json.expect("names and numbers make JSON") + "\n"
    }
}

/// The table as it grows.
struct Table {
    text: String,
    /// Width of the names.
    width: usize,
}

impl Table {
    fn new(report: &Report) -> Table {
        let relations = report.relations.iter().flat_map(|relations| relations.types.rows());
        let names =
            report.mentions.rows().into_iter().chain(relations).map(|(name, _)| name.chars().count() + 2);
        let mut table = Table { text: String::new(), width: names.max().unwrap_or(0).max(20) };
        let plural = if report.articles == 1 { "" } else { "s" };
        let mut head = format!("{} article{plural}", report.articles);
        if report.without_prediction > 0 {
            head += &format!(", {} without a prediction", report.without_prediction);
        }
        table.line(&head);
        table
    }

    fn line(&mut self, line: &str) {
        self.text += line.trim_end();
        self.text.push('\n');
    }

    fn tallies(&mut self, title: &str, rows: &[(String, Tally)]) {
        let width = self.width;
        self.line("");
        self.line(&format!(
            "{title:width$}  {:>9}  {:>6}  {:>5}  {:>6}  {:>8}  {:>6}",
            "precision", "recall", "F1", "right", "invented", "missed"
        ));
        for (name, tally) in rows {
            let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(percent);
            let Tally { right, invented, missed } = tally;
            let name = format!("  {name}");
            self.line(&format!(
                "{name:width$}  {precision:>9}  {recall:>6}  {f1:>5}  {right:>6}  {invented:>8}  {missed:>6}"
            ));
        }
    }

    fn share(&mut self, title: &str, share: &Share) {
        self.line(&format!("{title}: {} of {} = {} %", share.right, share.of, percent(share.value())));
    }

    fn examples<'e>(&mut self, part: Part, examples: impl Iterator<Item = &'e Example>, show: usize) {
        let examples: Vec<&Example> = examples.collect();
        if show == 0 || examples.is_empty() {
            return;
        }
        let shown = examples.len().min(show);
        let of =
            if shown < examples.len() { format!("{shown} of {}", examples.len()) } else { shown.to_string() };
        self.line("");
        self.line(&format!("{} ({of})", part.name()));
        for Example { article, start, cells } in &examples[..shown] {
            let place = if *start > 0 { format!("{article}:{start}") } else { article.clone() };
            self.line(&format!("  {place} | {}", cells.join(" | ")));
        }
    }
}

/// A report with some of its examples, as JSON.
struct Shown<'r> {
    report: &'r Report,
    show: usize,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        map.serialize_entry("articles", &report.articles)?;
        map.serialize_entry("without_prediction", &report.without_prediction)?;
        map.serialize_entry("mentions", &report.mentions)?;
        map.serialize_entry("overlap", &report.overlap)?;
        if let (Some(linked), Some(ranked)) = (&report.linked, &report.ranked) {
            map.serialize_entry("linked", linked)?;
            map.serialize_entry("ranked", ranked)?;
            map.serialize_entry("merged", &report.merged)?;
            map.serialize_entry("split", &report.split)?;
        }
        if let Some(relations) = &report.relations {
            map.serialize_entry("relations", &relations.types)?;
            map.serialize_entry("pairs", &relations.pairs)?;
            if !relations.reach.is_empty() {
                map.serialize_entry("reach", &relations.reach)?;
            }
        }
        if self.show > 0 {
            map.serialize_entry("examples", &ShownExamples(self))?;
        }
        map.end()
    }
}

struct ShownExamples<'r>(&'r Shown<'r>);

impl Serialize for ShownExamples<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Shown { report, show } = self.0;
        let parts =
            Part::ALL.map(|part| (part.name(), report.examples(part).take(*show).collect::<Vec<_>>()));
        serializer.collect_map(parts.into_iter().filter(|(_, examples)| !examples.is_empty()))
    }
}
