//! Learns frames from sentences in which people marked what is stated.
//!
//! - `marked`: the texts. `judge`: which relations are what is noted.
//! - `align`: where ends and trigger stand in the parse. `verb`, `noun` (with `words`): the templates that follow; else the
//!   `construction` that gives none.
//! - `proposal`: equal templates as one. `measure`: what each states in the texts, by the engine itself. `report`: the
//!   best of them as frames, and the constructions.

mod align;
mod choice;
mod construction;
mod judge;
mod marked;
mod measure;
mod noun;
mod proposal;
mod report;
mod template;
mod verb;
mod words;

pub use marked::{End, MarkedText, Noted};
pub use report::Learned;

use crate::{
    Extractor, Reader,
    error::{Error, ErrorKind, Result},
    lexicon,
    model::{Lexicon, Sentence},
    relation::parse::{ParsedSentence, context::DocumentContext},
};
use align::Alignment;
use choice::Missed;
use construction::Construction;
use judge::Judge;
use proposal::Gathering;
use std::collections::BTreeMap;
use template::Template;

/// How is learned.
#[derive(Debug, Clone)]
pub struct Options {
    /// What palabre knows.
    pub lexicon: lexicon::Options,
    /// The least number of sentences with noted statements that a proposal finds and nothing else does.
    pub min: usize,
    /// How many texts are read at a time; 0 for one a processor.
    pub jobs: usize,
}

/// Learns from marked texts, and tries what is learned on others.
///
/// # Errors
/// Lists that cannot be read, or a statement of a type that they do not have.
pub fn learn(options: &Options, texts: &[MarkedText], verify: &[MarkedText]) -> Result<Learned> {
    let extractor = Extractor::new(lexicon::load(&options.lexicon)?);
    texts.iter().chain(verify).try_for_each(|text| check_types(extractor.lexicon(), text))?;
    let found = extractor.work(texts, options.jobs, |reader, text| read(&extractor, reader, text))?;
    let cases: Vec<Case> = found
        .into_iter()
        .enumerate()
        .flat_map(|(text, cases)| cases.into_iter().map(move |case| Case { text, ..case }))
        .collect();
    let mut gathering = Gathering::default();
    for (index, case) in cases.iter().enumerate() {
        let Outcome::Missed { templates: Ok(templates), .. } = &case.outcome else { continue };
        let relation = &texts[case.text].statements[case.statement].relation;
        templates.iter().for_each(|template| gathering.add(relation, template, index));
    }
    let (proposals, of_case) = gathering.finish();
    let measured = measure::measure(&options.lexicon, &proposals, texts, options.jobs)?;
    let verified = match verify {
        [] => None,
        verify => Some(measure::measure(&options.lexicon, &proposals, verify, options.jobs)?.counts),
    };
    let chosen = choice::choose(&missed_of(&cases), &proposals, &measured.counts);
    let stanzas = choice::stanzas(&chosen, &proposals, &measured.counts, options.min);
    let lexicon = extractor.lexicon();
    Ok(report::Results { lexicon, texts, cases, proposals, of_case, measured, verified, stanzas }.learned())
}

/// A noted statement, and whether it is found.
#[derive(Debug, Clone)]
struct Case {
    text: usize,
    statement: usize,
    /// The sentence of its source.
    words: String,
    outcome: Outcome,
}

/// What is missed, with the sentence that says it: one that is printed again is the same.
fn missed_of(cases: &[Case]) -> Missed {
    let mut sentences: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missed = Missed::new();
    for case in cases.iter().filter(|case| matches!(case.outcome, Outcome::Missed { .. })) {
        let next = sentences.len();
        missed.insert((case.text, case.statement), *sentences.entry(&case.words).or_insert(next));
    }
    missed
}

#[derive(Debug, Clone)]
enum Outcome {
    /// By a rule.
    Found(String),
    Missed {
        /// The templates by which it may be stated, or why there is none.
        templates: std::result::Result<Vec<Template>, Construction>,
        /// The sentence of its ends.
        sentence: Option<u32>,
        /// The parse from the first to the last of its parts.
        signature: String,
        /// Whether its trigger is one of a frame of the type.
        is_known: bool,
    },
}

impl Outcome {
    fn apart() -> Outcome {
        let templates = Err(Construction::TwoSentences);
        Outcome::Missed { templates, sentence: None, signature: String::new(), is_known: false }
    }
}

fn check_types(lexicon: &Lexicon, text: &MarkedText) -> Result<()> {
    let unknown = text.statements.iter().find(|noted| lexicon.relation_type(&noted.relation).is_none());
    let Some(noted) = unknown else { return Ok(()) };
    let message = format!("no relation type `{}`", noted.relation);
    let hint =
        "`palabre rules types` names them; one of your own stands in relations.toml of a --gazetteer folder";
    Err(Error::from(ErrorKind::Data { place: noted.place.clone(), message, hint: Some(hint.to_string()) }))
}

/// The statements of a text: what finds them, or how they may be found.
fn read(extractor: &Extractor, reader: &Reader, text: &MarkedText) -> Vec<Case> {
    reader.look(measure::document(extractor, text), |extraction, context| {
        let judge = Judge::new(context.lexicon, context.document, extraction, text);
        let outcome = |noted: &Noted| {
            if let Some(relation) = extraction.relations.iter().find(|relation| judge.is(relation, noted)) {
                return Outcome::Found(relation.rule.clone());
            }
            let at = |end: &End| {
                extraction.sentences.iter().position(|sentence| judge.is_at(sentence.span, end.span))
            };
            match (at(&noted.source), at(&noted.target)) {
                (Some(one), Some(other)) if one == other => missed(context, &judge, (noted, one)),
                _ => Outcome::apart(),
            }
        };
        let statements = text.statements.iter().enumerate();
        let words = |noted: &Noted| {
            let at = |sentence: &&Sentence| judge.is_at(sentence.span, noted.source.span);
            let sentence = extraction.sentences.iter().find(at);
            sentence.map(|sentence| sentence.span.of(&context.document.text).to_string()).unwrap_or_default()
        };
        let case =
            |(statement, noted)| Case { text: 0, statement, words: words(noted), outcome: outcome(noted) };
        statements.map(case).collect()
    })
}

fn missed(context: &DocumentContext, judge: &Judge, (noted, index): (&Noted, usize)) -> Outcome {
    let sentence = ParsedSentence::parse(context, index);
    let relation = context.lexicon.relation_type(&noted.relation).expect("types are checked before");
    let sentence_index = Some(index as u32);
    match Alignment::of(&sentence, judge, noted, relation) {
        Ok(alignment) => Outcome::Missed {
            templates: construction::templates(&alignment, relation),
            sentence: sentence_index,
            signature: alignment.signature(),
            is_known: alignment.is_known(relation),
        },
        Err(unaligned) => Outcome::Missed {
            templates: Err(Construction::Unaligned(unaligned)),
            sentence: sentence_index,
            signature: String::new(),
            is_known: false,
        },
    }
}
