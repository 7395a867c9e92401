//! What was learned, as frames to be read and as a summary.

use super::{
    Case, MarkedText, Outcome,
    choice::Chosen,
    construction::Construction,
    measure::{Counts, Measured},
    proposal::{NO_EXAMPLE, Proposal, stanza},
    template::{Trigger, TriggerKind},
};
use crate::{
    lexicon::slug,
    model::{Frame, Lexicon},
    relation::Refusal,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Everything that came of learning.
pub(super) struct Results<'r> {
    pub(super) lexicon: &'r Lexicon,
    pub(super) texts: &'r [MarkedText],
    pub(super) cases: Vec<Case>,
    pub(super) proposals: Vec<Proposal>,
    /// By case, the proposals that it has.
    pub(super) of_case: BTreeMap<usize, Vec<usize>>,
    pub(super) measured: Measured,
    /// By proposal, on the texts to verify on.
    pub(super) verified: Option<Vec<Counts>>,
    pub(super) chosen: Vec<Chosen>,
}

/// What was learned.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Learned {
    /// The proposals as `[[frame]]` stanzas of a `frames-*.toml`, the most useful first.
    pub frames: String,
    /// How much is found, and in which constructions stands what no proposal finds.
    pub summary: String,
}

/// So many places of each kind are shown.
const PLACES: usize = 3;
/// So many parses of a construction are shown.
const SIGNATURES: usize = 5;
/// So many rules are shown.
const RULES: usize = 10;

impl Results<'_> {
    pub(super) fn learned(&self) -> Learned {
        Learned { frames: self.frames(), summary: self.summary() }
    }

    /// The stanzas: one for each trigger of a type, in the place of its best template.
    fn frames(&self) -> String {
        let mut stanzas: Vec<Vec<&Chosen>> = Vec::new();
        let key = |chosen: &Chosen| {
            let Proposal { relation, trigger, .. } = &self.proposals[chosen.proposal];
            (relation, trigger)
        };
        for chosen in &self.chosen {
            match stanzas.iter_mut().find(|stanza| key(stanza[0]) == key(chosen)) {
                Some(stanza) => stanza.push(chosen),
                None => stanzas.push(vec![chosen]),
            }
        }
        let mut ids: BTreeSet<String> =
            self.lexicon.frames().iter().map(|frame| frame.id.to_string()).collect();
        let stanzas: Vec<String> = stanzas.iter().map(|stanza| self.frame(stanza, &mut ids)).collect();
        stanzas.join("\n")
    }

    fn frame(&self, templates: &[&Chosen], ids: &mut BTreeSet<String>) -> String {
        let Proposal { relation, trigger, .. } = &self.proposals[templates[0].proposal];
        let mut text = String::new();
        for chosen in templates {
            let proposal = &self.proposals[chosen.proposal];
            text += &format!("# {}: {}\n", proposal.text, self.counts(chosen));
            text += &self.places(&self.measured.counts[chosen.proposal]);
        }
        text += &self.belongs(relation, trigger, &self.proposals[templates[0].proposal].text);
        let name = slug(&trigger.lemma);
        let names = std::iter::once(name.clone()).chain((2..).map(|number| format!("{name}-{number}")));
        let mut free = names.filter(|name| ids.insert(format!("fr.{relation}.{name}")));
        let id = free.next().unwrap_or(name);
        let takes: Vec<&str> =
            templates.iter().map(|chosen| &*self.proposals[chosen.proposal].text).collect();
        text + "# replace the example by sentences of your own\n"
            + &stanza(&id, relation, trigger, &takes, &[NO_EXAMPLE])
    }

    fn counts(&self, chosen: &Chosen) -> String {
        let Counts { right, unnoted } = &self.measured.counts[chosen.proposal];
        let mut text = format!(
            "finds {} noted ({} new, {} after those above), {} unnoted",
            right.len(),
            chosen.new,
            chosen.gain,
            unnoted.len()
        );
        if let Some(verified) = &self.verified {
            let Counts { right, unnoted } = &verified[chosen.proposal];
            text += &format!("; verify: {} noted, {} unnoted", right.len(), unnoted.len());
        }
        text
    }

    /// Where a proposal is right, and where nobody noted what it states: ids and code points.
    fn places(&self, counts: &Counts) -> String {
        let id = |text: usize| {
            let id = &self.texts[text].document.id;
            id.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>()
        };
        let right = counts.right.iter().map(|&(text, statement)| {
            let noted = &self.texts[text].statements[statement];
            let (source, target) = (noted.source.span, noted.target.span);
            format!("{} {}-{}", id(text), source.0.min(target.0), source.1.max(target.1))
        });
        let unnoted =
            counts.unnoted.iter().map(|((text, _), place)| format!("{} {}-{}", id(*text), place.0, place.1));
        let line = |name: &str, places: Vec<String>| match places.is_empty() {
            true => String::new(),
            false => format!("#   {name}: {}\n", places.join("; ")),
        };
        line("noted", right.take(PLACES).collect()) + &line("unnoted", unnoted.take(PLACES).collect())
    }

    /// The frame that a proposal belongs to: of its type and trigger, or of its type and template; and what else it triggers.
    fn belongs(&self, relation: &str, trigger: &Trigger, template: &str) -> String {
        let frames = || self.lexicon.frames().iter();
        let has_trigger = |frame: &Frame| {
            let mut words = frame.triggers.iter().flat_map(|trigger| trigger.split('|'));
            words.any(|word| word.trim() == trigger.lemma)
        };
        let of_type = |frame: &Frame| *self.lexicon.type_of(frame).id == *relation;
        let has_template = |frame: &Frame| self.lexicon.templates_of(frame).contains(&template);
        let mut text = String::new();
        if let Some(frame) = frames().find(|frame| of_type(frame) && has_trigger(frame)) {
            text += &format!("# belongs to {}\n", frame.id);
        } else if let Some(frame) = frames().find(|frame| of_type(frame) && has_template(frame)) {
            let word = if trigger.kind == TriggerKind::Verb { "verb" } else { "noun" };
            text += &format!("# near {}, which has the template: perhaps one more {word} of it\n", frame.id);
        }
        let others = frames().filter(|frame| !of_type(frame) && has_trigger(frame));
        let others: Vec<&str> = others.map(|frame| &*frame.id).collect();
        if !others.is_empty() {
            text += &format!("# a trigger also of {}\n", others.join(", "));
        }
        text
    }

    fn summary(&self) -> String {
        let (texts, cases) = (self.texts.len(), self.cases.len());
        let by_rule = self.rules();
        let found: usize = by_rule.iter().map(|(_, count)| count).sum();
        let gain: usize = self.chosen.iter().map(|chosen| chosen.gain).sum();
        let mut text = format!(
            "{texts} texts, {cases} noted statements\n{found} are found by rules, {} are missed\n{} proposals find {gain} of these\n",
            cases - found,
            self.chosen.len(),
        );
        text += "\nthe rules that find most\n";
        for (rule, count) in by_rule.iter().take(RULES) {
            text += &format!("{count:5}  {rule}\n");
        }
        text += "\nwhat no proposal finds, by construction; in brackets, where the trigger is one of the type already\n";
        for row in self.constructions() {
            text += &format!("{:5} ({:4})  {}\n", row.count, row.known, row.construction.name());
            for (signature, count) in row.signatures {
                text += &format!("{:14}  {count} {signature}\n", "");
            }
        }
        text
    }

    /// The rules that find noted statements, the most frequent first.
    fn rules(&self) -> Vec<(&str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for case in &self.cases {
            if let Outcome::Found(rule) = &case.outcome {
                *counts.entry(rule).or_default() += 1;
            }
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts
    }

    /// The constructions of what is missed and no chosen proposal finds, the most frequent first.
    fn constructions(&self) -> Vec<Row<'_>> {
        let found: BTreeSet<(usize, usize)> = self
            .chosen
            .iter()
            .flat_map(|chosen| self.measured.counts[chosen.proposal].right.iter().copied())
            .collect();
        let mut rows: BTreeMap<Construction, (usize, usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        for (index, case) in self.cases.iter().enumerate() {
            let Outcome::Missed { templates, sentence, signature, is_known } = &case.outcome else { continue };
            if found.contains(&(case.text, case.statement)) {
                continue;
            }
            let construction = match templates {
                Err(construction) => construction.clone(),
                Ok(_) => self.why_not(index, case, *sentence),
            };
            let (count, known, signatures) = rows.entry(construction).or_default();
            (*count, *known) = (*count + 1, *known + usize::from(*is_known));
            if !signature.is_empty() {
                *signatures.entry(signature).or_default() += 1;
            }
        }
        let mut rows: Vec<Row> = rows.into_iter().map(Row::new).collect();
        rows.sort_by_key(|row| Reverse(row.count));
        rows
    }

    /// Why the templates of a case do not find it.
    fn why_not(&self, index: usize, case: &Case, sentence: Option<u32>) -> Construction {
        let own = self.of_case.get(&index).map(Vec::as_slice).unwrap_or_default();
        let finds = |&&proposal: &&usize| {
            self.measured.counts[proposal].right.contains(&(case.text, case.statement))
        };
        if own.iter().find(finds).is_some() {
            return Construction::Rare;
        }
        let refused = |&proposal: &usize| {
            self.measured.refused.get(&(case.text, sentence?, proposal)).copied()
        };
        let refusals: Vec<Refusal> = own.iter().filter_map(refused).collect();
        refusals.first().map_or(Construction::Skipped, |&refusal| Construction::refused(refusal))
    }
}

/// A construction, and how often it stands in the way.
struct Row<'r> {
    construction: Construction,
    count: usize,
    /// Of these, how often the trigger is one of a frame of the type.
    known: usize,
    /// The parses that are most frequent.
    signatures: Vec<(&'r str, usize)>,
}

impl<'r> Row<'r> {
    fn new((construction, (count, known, signatures)): (Construction, (usize, usize, BTreeMap<&'r str, usize>))) -> Row<'r> {
        let mut signatures: Vec<(&str, usize)> = signatures.into_iter().collect();
        signatures.sort_by_key(|(_, count)| Reverse(*count));
        signatures.truncate(SIGNATURES);
        Row { construction, count, known, signatures }
    }
}
