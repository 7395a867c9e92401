//! What was learned, as frames to be read and as a summary.

use super::{
    Case, MarkedText, Outcome,
    choice::Chosen,
    construction::Construction,
    measure::{Counts, Measured},
    proposal::{self, NO_EXAMPLE, Proposal},
    template::TriggerKind,
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
    pub(super) stanzas: Vec<Vec<Chosen>>,
}

/// What was learned.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Learned {
    /// The proposals as `[[frame]]` stanzas of a `frames-*.toml`, the most useful first.
    pub frames: String,
    /// How much is found, and in which constructions stands what no proposed frame finds.
    pub summary: String,
}

/// So many places of each kind are shown.
const PLACES: usize = 3;
/// So many parses of a construction are shown.
const SIGNATURES: usize = 8;
/// Over the constructions.
const HEADING: &str = "\nwhat no proposed frame finds, by construction; in brackets, where the trigger is one of the type already\n";
/// So many rules are shown.
const RULES: usize = 10;

impl Results<'_> {
    pub(super) fn learned(&self) -> Learned {
        Learned { frames: self.frames(), summary: self.summary() }
    }

    fn frames(&self) -> String {
        let mut ids: BTreeSet<String> =
            self.lexicon.frames().iter().map(|frame| frame.id.to_string()).collect();
        let stanzas: Vec<String> = self.stanzas.iter().map(|stanza| self.frame(stanza, &mut ids)).collect();
        stanzas.join("\n")
    }

    /// A stanza of one trigger, or of one template, each template of a trigger with its counts.
    fn frame(&self, stanza: &[Chosen], ids: &mut BTreeSet<String>) -> String {
        let proposal = |chosen: &Chosen| &self.proposals[chosen.proposal];
        let Proposal { relation, trigger, .. } = proposal(&stanza[0]);
        let mut text = String::new();
        for chosen in stanza {
            let Proposal { trigger, text: template, .. } = proposal(chosen);
            text += &format!("# {}: {template}: {}\n", trigger.lemma, self.counts(chosen));
            text += &self.places(&self.measured.counts[chosen.proposal]);
        }
        text += &self.belongs(proposal(&stanza[0]), stanza);
        let name = slug(&trigger.lemma);
        let names = std::iter::once(name.clone()).chain((2..).map(|number| format!("{name}-{number}")));
        let mut free = names.filter(|name| ids.insert(format!("fr.{relation}.{name}")));
        let id = free.next().unwrap_or(name);
        let triggers: Vec<&str> = once_each(stanza.iter().map(|chosen| &*proposal(chosen).trigger.lemma));
        let takes = once_each(stanza.iter().map(|chosen| &*proposal(chosen).text));
        text + "# replace the example by sentences of your own\n"
            + &proposal::stanza((&id, relation), (trigger.kind, &triggers), &takes, &[NO_EXAMPLE])
    }

    fn counts(&self, chosen: &Chosen) -> String {
        let Counts { right, unnoted } = &self.measured.counts[chosen.proposal];
        let mut text =
            format!("{} noted, {} of them new; {} unnoted", right.len(), chosen.new, unnoted.len());
        if let Some(verified) = &self.verified {
            let Counts { right, unnoted } = &verified[chosen.proposal];
            text += &format!("; to verify: {} noted, {} unnoted", right.len(), unnoted.len());
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
    fn belongs(&self, proposal: &Proposal, stanza: &[Chosen]) -> String {
        let Proposal { relation, trigger, text: template, .. } = proposal;
        let frames = || self.lexicon.frames().iter();
        let has_trigger = |frame: &Frame| {
            let mut words = frame.triggers.iter().flat_map(|trigger| trigger.split('|'));
            words.any(|word| {
                stanza.iter().any(|one| self.proposals[one.proposal].trigger.lemma == word.trim())
            })
        };
        let of_type = |frame: &Frame| *self.lexicon.type_of(frame).id == *relation;
        let has_template = |frame: &Frame| self.lexicon.templates_of(frame).contains(&template.as_str());
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
        let gain: usize = self.stanzas.iter().flatten().map(|chosen| chosen.gain).sum();
        let mut text = format!(
            "{texts} texts, {cases} noted statements\n{found} are found by rules, {} are missed\n{} proposed frames find {gain} of these\n",
            cases - found,
            self.stanzas.len(),
        );
        if found > 0 {
            text += "\nthe rules that find most\n";
        }
        for (rule, count) in by_rule.iter().take(RULES) {
            text += &format!("{count:5}  {rule}\n");
        }
        let constructions = self.constructions();
        if !constructions.is_empty() {
            text += HEADING;
        }
        for row in constructions {
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

    /// The constructions of what is missed and no proposed frame finds, the most frequent first.
    fn constructions(&self) -> Vec<Row> {
        let found: BTreeSet<(usize, usize)> = self
            .stanzas
            .iter()
            .flatten()
            .flat_map(|chosen| self.measured.counts[chosen.proposal].right.iter().copied())
            .collect();
        let mut rows: BTreeMap<Construction, Tally> = BTreeMap::new();
        for (index, case) in self.cases.iter().enumerate() {
            let Outcome::Missed { templates, sentence, signature, is_known } = &case.outcome else {
                continue;
            };
            if found.contains(&(case.text, case.statement)) {
                continue;
            }
            let construction = match templates {
                Err(construction) => construction.clone(),
                Ok(_) => self.why_not(index, case, *sentence),
            };
            let (construction, way) = construction.split();
            let (count, known, signatures) = rows.entry(construction).or_default();
            (*count, *known) = (*count + 1, *known + usize::from(*is_known));
            let shown = way.unwrap_or_else(|| signature.clone());
            if !shown.is_empty() {
                *signatures.entry(shown).or_default() += 1;
            }
        }
        let mut rows: Vec<Row> = rows.into_iter().map(Row::new).collect();
        rows.sort_by_key(|row| Reverse(row.count));
        rows
    }

    /// Why the templates of a case do not find it.
    fn why_not(&self, index: usize, case: &Case, sentence: Option<u32>) -> Construction {
        let own = self.of_case.get(&index).map(Vec::as_slice).unwrap_or_default();
        let finds =
            |&&proposal: &&usize| self.measured.counts[proposal].right.contains(&(case.text, case.statement));
        if own.iter().find(finds).is_some() {
            return Construction::Rare;
        }
        let refused =
            |&proposal: &usize| self.measured.refused.get(&(case.text, sentence?, proposal)).copied();
        let refusals: Vec<Refusal> = own.iter().filter_map(refused).collect();
        refusals.first().map_or(Construction::Skipped, |&refusal| Construction::refused(refusal))
    }
}

/// How many cases, of how many the trigger is known, and how often each parse.
type Tally = (usize, usize, BTreeMap<String, usize>);

/// A construction, and how often it stands in the way.
struct Row {
    construction: Construction,
    count: usize,
    /// Of these, how often the trigger is one of a frame of the type.
    known: usize,
    /// The parses that are most frequent.
    signatures: Vec<(String, usize)>,
}

impl Row {
    fn new((construction, (count, known, signatures)): (Construction, Tally)) -> Row {
        let mut signatures: Vec<(String, usize)> = signatures.into_iter().collect();
        signatures.sort_by_key(|(_, count)| Reverse(*count));
        signatures.truncate(SIGNATURES);
        Row { construction, count, known, signatures }
    }
}

fn once_each<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = Vec::new();
    texts.for_each(|text| {
        if !seen.contains(&text) {
            seen.push(text);
        }
    });
    seen
}
