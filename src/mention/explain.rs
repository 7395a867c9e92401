//! Why a place was read as it was: what each pass considered there. Runs the passes once more, and listens.

use super::{
    Name, View, definite,
    gazetteer::{self, Reading, Readings, Unfit},
    organisation, person,
    role::{self, RolePhrase},
    select::{self, Outdone},
    sentences, surname,
};
use crate::matcher::fold_words;
use crate::model::{
    Attribute, Bearer, Document, Kind, Lexicon, Mention, Span, Stage, Step, Text, Usage, Verdict, Via,
};
use std::ops::Range;

/// What the passes considered in a document.
#[derive(Debug)]
pub struct Explainer<'e> {
    document: &'e Document,
    text: &'e Text,
    lexicon: &'e Lexicon,
    mentions: &'e [Mention],
    sentences: Vec<u32>,
    judged: Vec<(Reading, Option<Unfit>)>,
    miscapitalised: Vec<Reading>,
    readings: Readings,
    roles: Vec<RolePhrase>,
    outdone: Vec<(Name, Outdone, Name)>,
    /// The names as they stood after each pass.
    selected: Vec<Name>,
    with_organisations: Vec<Name>,
    with_surnames: Vec<Name>,
}

impl<'e> Explainer<'e> {
    /// Runs the passes over a document of which the mentions are known.
    pub fn new(
        document: &'e Document,
        text: &'e Text,
        lexicon: &'e Lexicon,
        mentions: &'e [Mention],
    ) -> Explainer<'e> {
        let sentences = sentences(text);
        let view = View { document, text, lexicon, sentences: &sentences };
        let (judged, miscapitalised) = gazetteer::considered(&view);
        let readings = gazetteer::readings(&view);
        let mut roles = role::phrases(&view, &readings);
        let people = person::find(&view, &readings, &roles);
        let mut outdone = Vec::new();
        let selected = select::choose(&view, &readings, people, |name, why, by| {
            outdone.push((name.clone(), why, by.clone()));
        });
        let mut with_organisations = selected.clone();
        organisation::find(&view, &readings, &mut with_organisations);
        let mut with_surnames = with_organisations.clone();
        surname::find(&view, &mut with_surnames);
        role::complete(&view, &readings, &with_surnames, &mut roles);
        Explainer {
            document,
            text,
            lexicon,
            mentions,
            sentences,
            judged,
            miscapitalised,
            readings,
            roles,
            outdone,
            selected,
            with_organisations,
            with_surnames,
        }
    }

    /// What was considered at a place, by stage.
    pub fn steps(&self, place: Span, mention: Option<&Mention>) -> Vec<Step> {
        let tokens = self.tokens(place);
        if tokens.is_empty() {
            return Vec::new();
        }
        let mut steps = self.lists(tokens.clone());
        steps.extend(person::explain(&self.view(), &self.readings, &self.roles, tokens.clone()));
        steps.extend(self.choice(tokens.clone()));
        match mention {
            Some(mention) => steps.extend(self.parts(mention)),
            None => {
                let beside = self.beside(place);
                let is_free = beside.is_empty();
                steps.extend(beside);
                steps.extend(is_free.then(|| self.unspoken_roles(tokens)).into_iter().flatten());
            }
        }
        steps
    }

    fn view(&self) -> View<'_> {
        View { document: self.document, text: self.text, lexicon: self.lexicon, sentences: &self.sentences }
    }

    /// The tokens that a span touches.
    fn tokens(&self, span: Span) -> Range<usize> {
        let tokens = &self.text.tokens;
        let first = tokens.partition_point(|token| token.end <= span.start);
        first..tokens.partition_point(|token| token.start < span.end).max(first)
    }

    /// Every row that has the words, and the policy that each falls under.
    fn lists(&self, tokens: Range<usize>) -> Vec<Step> {
        let view = self.view();
        let here = |reading: &Reading| overlap(reading.first, reading.end, &tokens);
        let mut steps = Vec::new();
        for (reading, unfit) in self.judged.iter().filter(|(reading, _)| here(reading)) {
            let against = match unfit {
                Some(unfit) => Some(unfit.reason()),
                None => select::candidate(&view, reading).err().map(|no_name| no_name.reason()),
            };
            steps.extend(self.rows(reading, against));
        }
        let capitals = self.miscapitalised.iter().filter(|reading| here(reading));
        steps.extend(capitals.flat_map(|reading| self.rows(reading, Some("asks for other capitals"))));
        steps.extend(self.bearers(tokens.clone()));
        if steps.is_empty() {
            let span = view.span(tokens.start, tokens.end);
            steps.push(Step::new(Stage::Lists, span, None, Verdict::Failed, "no list has it"));
        }
        steps
    }

    fn rows(&self, reading: &Reading, against: Option<&'static str>) -> Vec<Step> {
        let span = self.view().span(reading.first as usize, reading.end as usize);
        let usage = usage(reading.usage);
        let rows = reading.entries.iter().enumerate().map(|(index, &entry)| {
            let usage = match (index, reading.entries.len()) {
                (0, 1) => usage.to_string(),
                (0, rows) => format!("{usage}; first of {rows} rows"),
                _ => "another row of the same form".to_string(),
            };
            let (verdict, reason) = match against {
                Some("stands beside names") => (Verdict::Noted, format!("{usage}; stands beside names")),
                Some(against) => (Verdict::Failed, format!("{usage}; {against}")),
                None => (Verdict::Held, usage),
            };
            Step::new(Stage::Lists, span, Some(Via::Gazetteer(entry)), verdict, reason)
        });
        rows.collect()
    }

    /// Which reading was chosen over which, and what later passes added and took away.
    fn choice(&self, tokens: Range<usize>) -> Vec<Step> {
        let here = |name: &&Name| overlap(name.first, name.end, &tokens);
        let mut steps = Vec::new();
        for (name, why, by) in self.outdone.iter().filter(|(name, ..)| here(&name)) {
            let by = format!("{} {}", by.kind, self.shown(by));
            let reason = format!("{} gives way to {by}: {}", name.kind, why.reason());
            steps.push(self.step(name, Verdict::Failed, reason));
        }
        let passes = [
            (&self.selected, &self.with_organisations, "an organisation took its place"),
            (
                &self.with_organisations,
                &self.with_surnames,
                "the surname of one whom the document names in full",
            ),
        ];
        for (before, after, why) in passes {
            let gone = before.iter().filter(here).filter(|name| !has(after, name));
            steps.extend(
                gone.map(|name| self.step(name, Verdict::Failed, format!("{} no more: {why}", name.kind))),
            );
        }
        for name in self.with_surnames.iter().filter(here) {
            let nested = if name.nested { ", inside a longer name" } else { "" };
            steps.push(self.step(name, Verdict::Held, format!("{}{nested}", name.kind)));
        }
        steps
    }

    fn step(&self, name: &Name, verdict: Verdict, reason: String) -> Step {
        let span = self.view().span(name.first as usize, name.end as usize);
        Step::new(Stage::Choice, span, Some(name.via), verdict, reason)
    }

    fn shown(&self, name: &Name) -> String {
        let words = self.view().span(name.first as usize, name.end as usize).of(&self.document.text);
        format!("`{}`", words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What stands around the name.
    fn parts(&self, mention: &Mention) -> Vec<Step> {
        let part = |attribute: Option<Attribute>, what: &str| {
            let attribute = attribute?;
            let via = attribute.entry.map(Via::Gazetteer);
            Some(Step::new(Stage::Parts, attribute.span, via, Verdict::Held, what))
        };
        let portfolio = mention.portfolio.and_then(|entry| {
            let span = mention.role?.span;
            Some(Step::new(Stage::Parts, span, Some(Via::Gazetteer(entry)), Verdict::Held, "portfolio"))
        });
        let parts = [
            part(mention.title, "title"),
            part(mention.rank, "rank"),
            part(mention.role, "role"),
            portfolio,
            part(mention.of, "of"),
        ];
        let mut steps: Vec<Step> = parts.into_iter().flatten().collect();
        if let Some(metonymy) = mention.metonymy {
            let (via, verdict, reason) = match metonymy.cue {
                Some(cue) => (Via::Rule(cue), Verdict::Held, "a capital that stands for its country here"),
                None => (
                    Via::Gazetteer(metonymy.country),
                    Verdict::Failed,
                    "a capital, but no cue that it stands for its country here",
                ),
            };
            steps.push(Step::new(Stage::Parts, mention.head, Some(via), verdict, reason));
        }
        steps
    }

    /// The names beside which a place stands as a title, rank or role.
    fn beside(&self, place: Span) -> Vec<Step> {
        let mut steps = Vec::new();
        for mention in self.mentions {
            let parts = [("title", mention.title), ("rank", mention.rank), ("role", mention.role)];
            for (what, part) in parts {
                if let Some(part) = part.filter(|part| part.span.overlaps(place)) {
                    let reason = format!("{what} of `{}`", mention.head.of(&self.document.text));
                    let via = part.entry.map(Via::Gazetteer);
                    steps.push(Step::new(Stage::Parts, part.span, via, Verdict::Held, reason));
                }
            }
        }
        steps
    }

    /// People of the lists who bear the words as their surname: names by surname are found where the document has
    /// one of them in full.
    fn bearers(&self, tokens: Range<usize>) -> Option<Step> {
        let span = self.view().span(tokens.start, tokens.end);
        let name = fold_words(span.of(&self.document.text));
        let bearers = self.lexicon.surnames.get(name.as_str())?;
        let full = |bearer: &&Bearer| {
            self.mentions.iter().any(|mention| {
                mention.candidates[..] == [bearer.person] && mention.end_token > mention.first_token + 1
            })
        };
        let named = bearers.iter().filter(full).count();
        let people = if bearers.len() == 1 { "1 person".into() } else { format!("{} people", bearers.len()) };
        let reason =
            format!("the surname of {people} of the lists, of whom the document names {named} in full");
        Some(Step::new(Stage::Lists, span, None, Verdict::Noted, reason))
    }

    /// Role phrases at a place without a mention, and why they stand for nobody.
    fn unspoken_roles(&self, tokens: Range<usize>) -> Vec<Step> {
        let view = self.view();
        let mut names: Vec<Mention> =
            self.mentions.iter().filter(|mention| mention.kind != Kind::Role).cloned().collect();
        names.sort_by_key(|name| name.first_token);
        let here = self.roles.iter().filter(|role| overlap(role.first, role.end, &tokens));
        let steps = here.filter_map(|role| {
            let refusal = definite::refusal(&view, &self.roles, role, &names)?;
            let span = view.span(role.first as usize, role.end as usize);
            let via = Some(Via::Gazetteer(role.role));
            let reason = format!("a role, but: {}", refusal.reason());
            Some(Step::new(Stage::Parts, span, via, Verdict::Failed, reason))
        });
        steps.collect()
    }
}

fn has(names: &[Name], name: &Name) -> bool {
    names.iter().any(|other| {
        (other.first, other.end, other.kind, other.via) == (name.first, name.end, name.kind, name.via)
    })
}

fn overlap(first: u32, end: u32, tokens: &Range<usize>) -> bool {
    (first as usize) < tokens.end && tokens.start < end as usize
}

fn usage(usage: Usage) -> &'static str {
    match usage {
        Usage::Name => "name",
        Usage::Acronym => "acronym",
        Usage::Shared => "shared form",
        Usage::Cued => "form that needs a cue",
        Usage::Short => "short form",
        Usage::Demonym => "demonym",
        Usage::DemonymPrefix => "first part of a demonym",
        Usage::Abbreviation => "abbreviation",
    }
}
