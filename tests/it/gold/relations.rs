//! Relations that the texts of `gold/` mark, and whether what is found says them in the same way.

use palabre::{
    eval::{Argument, Article, GoldRelation, Name, Report, Share, Tally},
    model::{Kind, Modality},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What must hold of all relations, in percent; a little less than what holds today.
const LEAST_PRECISION: f64 = 90.0;
const LEAST_RECALL: f64 = 64.0;
/// Of the relations that are found, those with the right polarity and modality.
const LEAST_WELL_SAID: f64 = 95.0;
/// Of the passages that state no relation, those in which none is found.
const LEAST_QUIET: f64 = 86.0;
/// How many of each type must be right, and how many may be invented; types that count as one stand together.
const TYPES: [(&str, usize, usize); 26] = [
    ("appoints", 2, 1),
    ("arrests", 3, 1),
    ("attacks/fights", 11, 4),
    ("cooperates/allied", 8, 2),
    ("dismisses", 5, 1),
    ("founded", 4, 1),
    ("holds_role", 8, 1),
    ("invites", 3, 1),
    ("kin_of", 4, 1),
    ("leads", 2, 1),
    ("located_in", 7, 1),
    ("mediates", 3, 1),
    ("meets", 14, 2),
    ("member_of", 5, 2),
    ("negotiates_with", 4, 1),
    ("opposes/accuses", 6, 5),
    ("part_of", 1, 1),
    ("sanctions", 13, 1),
    ("signs_agreement_with", 4, 1),
    ("statement_about", 2, 3),
    ("succeeds/replaces", 5, 3),
    ("supplies", 8, 1),
    ("supports", 11, 2),
    ("threatens", 6, 2),
    ("visits", 9, 1),
    ("withdraws_from", 7, 2),
];
/// Passages that state relations and passages that state none.
const LEAST_STATING: usize = 230;
const LEAST_SILENT: usize = 40;
/// Relations of each type of `relations.toml`.
const LEAST_OF_A_TYPE: usize = 4;

/// A relation that is marked under the passage that states it: `= A | meets | B | negated, planned`.
pub struct MarkedRelation {
    pub gold: GoldRelation,
    /// Where the passage ends, in code points.
    end: u32,
    negated: bool,
    modality: &'static str,
}

impl MarkedRelation {
    /// Reads what follows `= `; the passage is given as its place and its text. Whether the two are people is not told
    /// yet.
    pub fn read(line: &str, (start, end): (u32, u32), passage: &str) -> Result<MarkedRelation, String> {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ([source, relation, target], said) = match cells[..] {
            [source, relation, target] => ([source, relation, target], ""),
            [source, relation, target, said] => ([source, relation, target], said),
            _ => return Err(format!("not `A | type | B`: {line:?}")),
        };
        if !types().any(|name| name == relation) {
            return Err(format!("no type is called {relation:?}"));
        }
        let (mut negated, mut modality) = (false, Modality::Asserted.name());
        for word in said.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match Modality::ALL.iter().find(|known| known.name() == word) {
                Some(known) => modality = known.name(),
                None if word == "negated" => negated = true,
                None => return Err(format!("nothing is said {word:?}")),
            }
        }
        let argument = |name: &str| Argument::new(name, false);
        let mut gold = GoldRelation::new(relation, argument(source), argument(target));
        (gold.start, gold.evidence) = (start, passage.to_owned());
        Ok(MarkedRelation { gold, end, negated, modality })
    }

    /// Says whether the two are people. Each must be somebody whom a mark names, or the country that a capital stands
    /// for.
    pub fn settle(&mut self, named: &[(Name, Kind)], capitals: &[Name]) -> Result<(), String> {
        for argument in [&mut self.gold.source, &mut self.gold.target] {
            let is_it = |name: &Name| name.is_same(&argument.name, false);
            let kinds = named.iter().filter(|(name, _)| is_it(name)).map(|(_, kind)| *kind);
            let kinds: Vec<Kind> = kinds.collect();
            if kinds.is_empty() && !capitals.iter().any(is_it) {
                return Err(format!("{:?} is not marked", argument.name.written()));
            }
            argument.is_person = kinds.iter().any(|kind| matches!(kind, Kind::Person | Kind::Role));
        }
        Ok(())
    }

    /// What was found of the two in the passage, of the same type; whether it is said the right way, and else how.
    fn said(&self, line: &Value) -> Option<Result<(), String>> {
        let of_the_two = |relation: &&Value| {
            relation["type"] == *self.gold.relation && self.is_in_passage(relation) && {
                let is = |side: &str, argument| is_called(line, &relation[side], argument);
                let (source, target) = (&self.gold.source, &self.gold.target);
                (is("source", source) && is("target", target))
                    || (is("source", target) && is("target", source))
            }
        };
        let found: Vec<&Value> = relations(line).filter(of_the_two).collect();
        let is_right =
            |found: &&Value| found["negated"] == self.negated && found["modality"] == self.modality;
        let first = found.first()?;
        if found.iter().any(is_right) {
            return Some(Ok(()));
        }
        let GoldRelation { relation, source, target, .. } = &self.gold;
        let read = shown(first["negated"] == true, first["modality"].as_str().unwrap());
        Some(Err(format!(
            "said:{} | {source} | {relation} | {target} | {} | {read}",
            self.gold.start,
            shown(self.negated, self.modality)
        )))
    }

    fn is_in_passage(&self, relation: &Value) -> bool {
        let start = relation["start"].as_u64().unwrap() as u32;
        (self.gold.start..self.end).contains(&start)
    }
}

fn shown(negated: bool, modality: &str) -> String {
    if negated { format!("negated, {modality}") } else { modality.to_owned() }
}

fn relations(line: &Value) -> impl Iterator<Item = &Value> {
    line["relations"].as_array().unwrap().iter()
}

/// Whether an entity of the line bears a name.
fn is_called(line: &Value, id: &Value, argument: &Argument) -> bool {
    let mut entities = line["entities"].as_array().unwrap().iter();
    let entity = entities.find(|entity| entity["id"] == *id).unwrap();
    let aliases = entity["aliases"].as_array().unwrap().iter();
    let mut names = std::iter::once(&entity["name"]).chain(aliases).filter_map(Value::as_str);
    names.any(|name| Name::new(name).is_same(&argument.name, argument.is_person))
}

/// The ids of `relations.toml`.
fn types() -> impl Iterator<Item = &'static str> {
    let file = include_str!("../../../gazetteers/fr/relations.toml");
    file.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
}

/// How relations are said in all files, and what is found where none is.
#[derive(Default)]
pub struct Saying {
    well_said: Share,
    quiet: Share,
    stating: usize,
    marked: BTreeMap<String, usize>,
}

impl Saying {
    /// Counts a file; gives what is wrong in it beside what the report says.
    pub fn note(&mut self, article: &Article, marked: &[MarkedRelation], line: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        for relation in marked {
            *self.marked.entry(relation.gold.relation.clone()).or_default() += 1;
            let Some(said) = relation.said(line) else { continue };
            self.well_said.of += 1;
            self.well_said.right += usize::from(said.is_ok());
            wrong.extend(said.err());
        }
        for (start, end) in passages(&article.text) {
            if marked.iter().any(|relation| (start..end).contains(&relation.gold.start)) {
                self.stating += 1;
                continue;
            }
            let is_here = |found: &&Value| (start..end).contains(&(found["start"].as_u64().unwrap() as u32));
            let is_quiet = !relations(line).any(|found| is_here(&found));
            self.quiet.of += 1;
            self.quiet.right += usize::from(is_quiet);
        }
        wrong
    }

    /// What falls below the floors.
    pub fn faults(&self, report: &Report) -> Vec<String> {
        let relations = &report.relations.as_ref().unwrap().types;
        let all = relations.all();
        let floors = [
            ("relations, precision", all.precision(), LEAST_PRECISION),
            ("relations, recall", all.recall(), LEAST_RECALL),
            ("relations, well said", self.well_said.value(), LEAST_WELL_SAID),
            ("passages without relations", self.quiet.value(), LEAST_QUIET),
        ];
        let below = floors.into_iter().filter(|(_, value, floor)| 100.0 * value < *floor);
        let mut faults: Vec<String> = below
            .map(|(name, value, floor)| format!("{name}: {:.1} is below {floor}", 100.0 * value))
            .collect();
        for (name, least, most) in TYPES {
            let Tally { right, invented, .. } = relations.of(&name.to_owned());
            if right < least || invented > most {
                faults.push(format!(
                    "{name}: {right} right, {invented} invented; at least {least}, at most {most}"
                ));
            }
        }
        faults.extend(self.too_few());
        faults
    }

    fn too_few(&self) -> Vec<String> {
        let marked = |name: &str| self.marked.get(name).copied().unwrap_or_default();
        let rare = types().filter(|&name| marked(name) < LEAST_OF_A_TYPE);
        let mut faults: Vec<String> =
            rare.map(|name| format!("{name} is marked {} times", marked(name))).collect();
        if self.stating < LEAST_STATING || self.quiet.of < LEAST_SILENT {
            faults.push(format!("{} passages state relations, {} state none", self.stating, self.quiet.of));
        }
        faults
    }

    pub fn print(&self) {
        let Saying { well_said, quiet, stating, marked } = self;
        println!("{} relations in {stating} passages", marked.values().sum::<usize>());
        println!("said the right way {} of {}", well_said.right, well_said.of);
        println!("no relation where none is stated {} of {}", quiet.right, quiet.of);
    }
}

/// Where the paragraphs stand, in code points.
fn passages(text: &str) -> Vec<(u32, u32)> {
    let mut start = 0;
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let end = start + paragraph.chars().count() as u32;
        let passage = (start, end);
        start = end + 2;
        passage
    });
    paragraphs.collect()
}
