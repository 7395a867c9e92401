//! What proposals state in marked texts, by the engine itself: they are frames of a lexicon in memory.

use super::{
    MarkedText,
    judge::{Judge, Judgement, overlap},
    proposal::{NO_EXAMPLE, Proposal, stanza},
};
use crate::{
    Extractor, Reader,
    error::Result,
    input, lexicon,
    model::{EntityIndex, Frames, Relation},
    relation::{self, Refusal, parse::ParsedSentence},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a proposal states.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    /// Noted statements: text and statement.
    pub(super) right: BTreeSet<(usize, usize)>,
    /// What nobody noted: by text, and what makes another the same, its place.
    pub(super) unnoted: BTreeMap<(usize, Same), (u32, u32)>,
}

type Same = (usize, String, EntityIndex, EntityIndex);

/// What all proposals state, and why they do not.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) counts: Vec<Counts>,
    /// By text, sentence and proposal.
    pub(super) refused: BTreeMap<(usize, u32, usize), Refusal>,
}

/// The name of the file in memory.
const FILE: &str = "frames-learn.toml";

/// Runs proposals over marked texts. Those with more words of their own go before others of the same trigger in the engine, so
/// each number of words has a run of its own.
pub(super) fn measure(
    options: &lexicon::Options,
    proposals: &[Proposal],
    texts: &[MarkedText],
    jobs: usize,
) -> Result<Measured> {
    let mut measured = Measured { counts: vec![Counts::default(); proposals.len()], ..Measured::default() };
    let lengths: BTreeSet<usize> = proposals.iter().map(|proposal| proposal.words).collect();
    for length in lengths {
        let of_length = proposals.iter().enumerate().filter(|(_, proposal)| proposal.words == length);
        let frames: Vec<String> = of_length.map(|(index, proposal)| frame(index, proposal)).collect();
        let lexicon = lexicon::load(&options.clone().with_file(FILE, frames.join("\n")))?;
        let extractor = Extractor::new(lexicon);
        let own = Own::of(&extractor.lexicon().frames);
        let found = extractor.work(texts, jobs, |reader, text| stated(&extractor, reader, &own, text))?;
        for (text, stated) in found.into_iter().enumerate() {
            measured.add(text, stated);
        }
    }
    Ok(measured)
}

impl Measured {
    fn add(&mut self, text: usize, stated: Vec<Stated>) {
        for Stated { proposal, sentence, outcome } in stated {
            let counts = &mut self.counts[proposal];
            match outcome {
                Ok(Judgement::Noted(statements)) => {
                    counts.right.extend(statements.into_iter().map(|statement| (text, statement)));
                }
                Ok(Judgement::Unnoted(same, place)) => {
                    counts.unnoted.entry((text, same)).or_insert(place);
                }
                Ok(Judgement::Neither) => {}
                Err(refusal) => {
                    self.refused.insert((text, sentence, proposal), refusal);
                }
            }
        }
    }
}

fn frame(index: usize, proposal: &Proposal) -> String {
    let id = format!("{ID}{index}");
    let Proposal { relation, trigger, text, .. } = proposal;
    stanza((&id, relation), (trigger.kind, &[&trigger.lemma]), &[text], &[NO_EXAMPLE])
}

const ID: &str = "learn-";

/// By template, the proposal that it is, where it is one.
struct Own(Vec<Option<usize>>);

impl Own {
    fn of(frames: &Frames) -> Own {
        let proposal = |id: &str| id.rsplit_once(&format!(".{ID}"))?.1.parse().ok();
        let templates = frames.templates.iter();
        Own(templates.map(|template| proposal(&frames.frames[template.frame as usize].id)).collect())
    }
}

/// What came of a proposal at a trigger.
struct Stated {
    proposal: usize,
    sentence: u32,
    outcome: std::result::Result<Judgement, Refusal>,
}

fn stated(extractor: &Extractor, reader: &Reader, own: &Own, text: &MarkedText) -> Vec<Stated> {
    reader.look(document(extractor, text), |extraction, context| {
        let judge = Judge::new(context.lexicon, context.document, extraction, text);
        let mut found = Vec::new();
        for (index, sentence) in extraction.sentences.iter().enumerate() {
            let place = judge.offsets.code_points(sentence.span);
            let is_read = text.read.iter().any(|&read| overlap(read, place));
            if !is_read || !relation::may_state(context, index) {
                continue;
            }
            let sentence = ParsedSentence::parse(context, index);
            relation::templates(&sentence, |template, result| {
                let Some(proposal) = own.0[template as usize] else { return };
                let mut add = |outcome| found.push(Stated { proposal, sentence: index as u32, outcome });
                match result {
                    Ok(relations) if relations.is_empty() => add(Err(Refusal::Kinds)),
                    Ok(relations) => {
                        relations.iter().for_each(|relation: &Relation| add(Ok(judge.of(relation))))
                    }
                    Err(refusal) => add(Err(refusal)),
                }
            });
        }
        found
    })
}

/// The document of a text, as `palabre extract` reads it.
pub(super) fn document(extractor: &Extractor, text: &MarkedText) -> crate::model::Document {
    let conventions = input::Conventions::new(extractor.lexicon());
    input::document(text.document.clone(), &input::Options::default().with_conventions(conventions)).document
}
