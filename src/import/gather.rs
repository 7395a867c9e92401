//! The first pass: names are judged, and what is to be known of all actors before any row is written is counted.

use super::{
    Options,
    item::{Actor, Form, Item, Judged, Post, Term, Usage, numbered},
    known::{Known, Same},
    name::{self, Written},
    report::{Reason, Report},
    scratch::Writing,
    seen::{Of, Seen, key, key_of},
};
use crate::{
    error::Result,
    matcher::fold_words,
    model::{EntryIndex, EntryKind, PartialDate},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Takes what a source says.
pub(super) struct Gathering<'g> {
    pub(super) known: &'g Known<'g>,
    pub(super) options: &'g Options,
    pub(super) report: Report,
    pub(super) counted: Counted,
    scratch: Writing<'g>,
    number: u64,
}

/// What is known when all was read.
pub(super) struct Counted {
    pub(super) seen: Seen,
    /// Hashes of ids that may have come twice.
    pub(super) repeated: FxHashSet<u64>,
    /// Actors that are rows of the lists, by the hash of their id.
    pub(super) listed: FxHashMap<u64, EntryIndex>,
    pub(super) posts: FxHashMap<String, Post>,
}

impl<'g> Gathering<'g> {
    pub(super) fn new(known: &'g Known<'g>, options: &'g Options, scratch: Writing<'g>) -> Gathering<'g> {
        let counted = Counted {
            seen: Seen::new(),
            repeated: FxHashSet::default(),
            listed: FxHashMap::default(),
            posts: FxHashMap::default(),
        };
        Gathering { known, options, report: Report::default(), counted, scratch, number: 0 }
    }

    pub(super) fn end(self) -> Result<(super::scratch::Stored<'g>, Counted, Report)> {
        Ok((self.scratch.end()?, self.counted, self.report))
    }

    pub(super) fn left_out(&mut self, reason: Reason, example: &str) {
        self.report.add(reason, example);
    }

    /// An office that terms refer to by its id.
    pub(super) fn post(&mut self, id: String, post: Post) {
        self.counted.posts.insert(id, post);
    }

    pub(super) fn term(&mut self, mut term: Term) -> Result<()> {
        term.from = self.date(&term.from);
        term.to = if term.to == OVER { term.to } else { self.date(&term.to) };
        term.checked = self.checked(&term.checked);
        for id in [&mut term.holder, &mut term.body] {
            *id = self.options.merged(id);
        }
        self.scratch.push(&Item::Term(Box::new(term)))
    }

    /// The id by which terms may refer to the actor that comes next and has none.
    pub(super) fn next_id(&self) -> String {
        numbered(self.number + 1)
    }

    pub(super) fn actor(&mut self, mut actor: Actor) -> Result<()> {
        self.number += 1;
        actor.id = self.options.merged(&actor.id);
        for date in [&mut actor.died, &mut actor.from, &mut actor.to] {
            *date = self.date(date);
        }
        actor.checked = self.checked(&actor.checked);
        let countries = self.countries(&actor);
        if actor.kind == EntryKind::Country {
            self.country(&actor);
            return Ok(());
        }
        let forms = match self.forms(&mut actor) {
            Ok(forms) => forms,
            Err((reason, name)) => {
                self.left_out(reason, &name);
                return Ok(());
            }
        };
        let Some(forms) = self.new_forms(&actor, forms, &countries) else { return Ok(()) };
        let id = key(&actor.id_or(self.number));
        if self.counted.seen.insert(Of::Id, id) {
            self.counted.repeated.insert(id);
        }
        for form in &forms {
            self.see(id, &form.text);
        }
        let judged = Judged { actor, number: self.number, forms, countries };
        self.scratch.push(&Item::Actor(Box::new(judged)))
    }

    fn see(&mut self, id: u64, form: &str) {
        let form = key(&fold_words(form));
        let seen = &mut self.counted.seen;
        if !seen.insert(Of::NameOfId, key_of(form, id)) && seen.insert(Of::Name, form) {
            seen.insert(Of::SharedName, form);
        }
    }

    /// The countries of an actor, by id; those of the whole source where it says none.
    fn countries(&mut self, actor: &Actor) -> Vec<String> {
        let of_source = self.options.country.as_slice();
        let said = if actor.countries.is_empty() { of_source } else { &actor.countries };
        let mut countries: Vec<String> = Vec::new();
        for said in said.iter().filter(|said| !said.is_empty()) {
            match self.known.countries.find(said) {
                Some(id) if countries.iter().any(|known| known == id) => {}
                Some(id) => countries.push(id.to_string()),
                None => self.report.add(Reason::NoCountry, said),
            }
        }
        countries
    }

    /// Countries are in the lists, all of them.
    fn country(&mut self, actor: &Actor) {
        let said = actor.countries.iter().chain([&actor.wikidata]).chain(&actor.names);
        let name = actor.names.first().unwrap_or(&actor.id);
        match said.into_iter().find_map(|said| self.known.countries.index(said)) {
            Some(index) => {
                self.counted.listed.insert(key(&actor.id), index);
                self.report.add(Reason::ListedById, name);
            }
            None => self.report.add(Reason::NoCountry, name),
        }
    }

    /// The names of an actor that may be used, the usual one first.
    fn forms(&mut self, actor: &mut Actor) -> std::result::Result<Vec<Form>, (Reason, String)> {
        let (names, weak) = (std::mem::take(&mut actor.names), std::mem::take(&mut actor.weak));
        let mut forms: Vec<Form> = Vec::new();
        let mut refused = (Reason::NoName, actor.id.clone());
        for said in &names {
            match self.form(actor, said, !forms.is_empty()) {
                Ok(form) => add(&mut forms, form),
                Err(reason) if forms.is_empty() => refused = (reason, said.clone()),
                Err(reason) => self.report.add(reason, said),
            }
        }
        if forms.is_empty() {
            return Err(refused);
        }
        for said in &weak {
            match self.options.weak {
                true => match self.form(actor, said, true) {
                    Ok(form) => add(&mut forms, Form { usage: Usage::Cued, ..form }),
                    Err(reason) => self.report.add(reason, said),
                },
                false => self.report.add(Reason::Weak, said),
            }
        }
        Ok(forms)
    }

    fn form(&mut self, actor: &mut Actor, said: &str, is_alias: bool) -> std::result::Result<Form, Reason> {
        let Written { name, surname } = name::written(actor.kind, said, self.known)?;
        let usage = name::usage(actor.kind, &name, is_alias, self.known)?;
        if name != said.trim().replace('\'', "’") {
            self.report.add_rewritten(said, &name);
        }
        if actor.family.is_empty() {
            actor.family = surname;
        }
        let listed = !self.known.named(&name).is_empty();
        Ok(Form { text: name, usage, listed })
    }

    /// The names of an actor that the lists do not have.
    fn new_forms(&mut self, actor: &Actor, forms: Vec<Form>, countries: &[String]) -> Option<Vec<Form>> {
        let names = forms.iter().filter(|form| form.usage == Usage::Name).map(|form| form.text.as_str());
        let same = names.filter_map(|name| self.known.same(actor, name, countries)).next();
        let same = same.or_else(|| self.known.same(actor, "", countries));
        let told = |index: EntryIndex| {
            let row = self.known.lexicon.entry(index);
            format!("{} is {}", forms[0].text, row.id)
        };
        match same {
            Some(Same::Id(index)) => {
                let told = told(index);
                self.report.add(Reason::ListedById, &told);
                self.counted.listed.insert(key(&actor.id_or(self.number)), index);
                None
            }
            Some(Same::Name(index)) if !self.options.namesakes => {
                let told = told(index);
                self.report.add(Reason::ListedByName, &told);
                None
            }
            _ => {
                if let Some(form) = forms.iter().find(|form| form.listed) {
                    let other = self.known.named(&form.text)[0];
                    let told = format!("{} ({})", form.text, self.known.lexicon.entry(other).id);
                    self.report.add(Reason::Namesake, &told);
                }
                Some(forms)
            }
        }
    }

    /// As much of a date as the lists can have: `2021-05-24T00:00:00Z`, `+2021-05-00` …
    fn date(&mut self, said: &str) -> String {
        let said = said.trim().trim_start_matches('+');
        if said.is_empty() {
            return String::new();
        }
        let day = said.get(..10).unwrap_or(said);
        let day = day.strip_suffix("-00").unwrap_or(day);
        let day = day.strip_suffix("-00").unwrap_or(day);
        match PartialDate::parse(day) {
            Some(_) => day.to_string(),
            None => {
                self.report.add(Reason::NoDate, said);
                String::new()
            }
        }
    }

    fn checked(&mut self, said: &str) -> String {
        let checked = self.date(said);
        if checked.is_empty() { self.options.checked.clone() } else { checked }
    }
}

/// What a term that is over ends with where nobody knows since when.
pub(super) const OVER: &str = "?";

/// Adds a form; of two that are the same name, the one with more accents and fewer capitals stays.
fn add(forms: &mut Vec<Form>, form: Form) {
    let folded = fold_words(&form.text);
    let accents = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    match forms.iter_mut().find(|known| known.usage == form.usage && fold_words(&known.text) == folded) {
        Some(known) if accents(&form.text) > accents(&known.text) => known.text = form.text,
        Some(_) => {}
        None => forms.push(form),
    }
}
