//! Names that no list knows, gathered over many documents: what a list should have next.

use crate::{
    lexicon::slug,
    matcher::{Shape, fold, fold_words},
    model::{Detail, Entity, EntryIndex, EntryKind, Extraction, Kind, Lexicon, Mention, Via, ZoneKind, word},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// So many places of a name are kept.
const MOST_CONTEXTS: usize = 3;
/// Words of a context are kept so far before and after the name, in characters.
const CONTEXT: usize = 60;

/// Unknown names by kind and id. Documents may be added in any order, and parts merged in any.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    names: BTreeMap<(Kind, String), Found>,
}

/// What is known of an unknown name.
#[derive(Debug, Clone, Default)]
struct Found {
    documents: u32,
    mentions: u32,
    forms: BTreeMap<String, u32>,
    /// Other forms of the entity: acronyms, longer and shorter names.
    aliases: BTreeMap<String, u32>,
    rules: BTreeMap<&'static str, u32>,
    ranks: BTreeMap<EntryIndex, u32>,
    titles: BTreeMap<EntryIndex, u32>,
    roles: BTreeMap<EntryIndex, u32>,
    of: BTreeMap<EntryIndex, u32>,
    /// The cues before a place: `village de`, `à`.
    cues: BTreeMap<String, u32>,
    /// The first ones, by document and offset.
    contexts: BTreeSet<(String, u32, String)>,
}

/// A name that a list should have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// What it is of.
    pub kind: Kind,
    /// An id that no row has.
    pub id: String,
    /// The name, in its most frequent spelling.
    pub name: String,
    /// The part of a person's name that is used alone.
    pub surname: String,
    /// `m` or `f`, where titles or given names tell it.
    pub gender: Option<char>,
    /// What a place is, where the noun before it tells it: `village`.
    pub place_type: Option<String>,
    /// The one country that is named beside it.
    pub country: Option<EntryIndex>,
    /// Other full forms.
    pub aliases: Vec<String>,
    /// Acronyms of an organisation.
    pub acronyms: Vec<String>,
    /// In how many documents it stands.
    pub documents: u32,
    /// Rules, ranks, roles, countries with their counts, and places where it stands, on one line.
    pub evidence: String,
}

impl Suggestions {
    /// Adds the unknown names of a document.
    pub fn add(&mut self, extraction: &Extraction, lexicon: &Lexicon) {
        let mut seen = BTreeSet::new();
        for mention in &extraction.mentions {
            let Some(entity) = mention.entity.map(|index| &extraction.entities[index.0 as usize]) else {
                continue;
            };
            let counts = !matches!(mention.zone, ZoneKind::Related | ZoneKind::Footer | ZoneKind::Quoted);
            if !counts || !is_new(entity) || mention.kind != entity.kind {
                continue;
            }
            let found = self.names.entry((entity.kind, entity.id.clone())).or_default();
            if seen.insert(&entity.id) {
                found.documents += 1;
                *found.forms.entry(plain(&entity.name)).or_default() += 1;
                for alias in &entity.aliases {
                    *found.aliases.entry(plain(alias)).or_default() += 1;
                }
            }
            found.note(mention, extraction);
            if entity.kind == Kind::Place {
                let cue = cue(mention, extraction, lexicon);
                cue.into_iter().for_each(|cue| *found.cues.entry(cue).or_default() += 1);
            }
        }
    }

    /// Both together.
    pub fn merge(mut self, other: Suggestions) -> Suggestions {
        for (key, found) in other.names {
            self.names.entry(key).or_default().merge(found);
        }
        self
    }

    /// The names of a kind, best first: by number of documents, then by the surest cue, then by mentions and id.
    pub fn ranked(&self, kind: Kind, lexicon: &Lexicon) -> Vec<Suggestion> {
        let of_kind = self.names.iter().filter(|((of, _), _)| *of == kind);
        let mut found: Vec<(&String, &Found)> = of_kind.map(|((_, id), found)| (id, found)).collect();
        found.sort_by_key(|(id, found)| {
            (Reverse(found.documents), found.cue_order(), Reverse(found.mentions), *id)
        });
        let mut ids = BTreeSet::new();
        let suggestions = found.into_iter().filter(|(_, found)| !found.is_doubtful(kind));
        suggestions.map(|(_, found)| found.suggestion(kind, lexicon, &mut ids)).collect()
    }
}

/// Whether an entity is one that no list knows, under a full name that means the same in every document. The id of a
/// name that is this document's alone ends with that of the document; one that a row has taken, with the kind.
fn is_new(entity: &Entity) -> bool {
    let own = match entity.id.split_once("--") {
        None => true,
        Some((_, suffix)) => suffix == entity.kind.name(),
    };
    entity.entry.is_none() && entity.candidates.is_empty() && own && !entity.id.is_empty()
}

/// How sure a rule is, the surest first.
fn order(rule: &str) -> u8 {
    match rule {
        "fr.person.rank-name"
        | "fr.person.title-name"
        | "fr.person.role-name"
        | "fr.organisation.defined" => 0,
        "fr.person.byline" | "fr.person.called" => 1,
        "fr.person.given-name" | "fr.person.initial-name" | "fr.organisation.body" => 2,
        "fr.person.speech"
        | "fr.person.name-role"
        | "fr.person.nationality-name"
        | "fr.person.surname-given-name" => 3,
        _ => 4,
    }
}

impl Found {
    fn note(&mut self, mention: &Mention, extraction: &Extraction) {
        self.mentions += 1;
        if let Via::Rule(rule) = mention.via {
            *self.rules.entry(rule).or_default() += 1;
        }
        let parts = [
            (mention.rank, &mut self.ranks),
            (mention.title, &mut self.titles),
            (mention.role, &mut self.roles),
            (mention.of, &mut self.of),
        ];
        for (part, counts) in parts {
            if let Some(entry) = part.and_then(|part| part.entry) {
                *counts.entry(entry).or_default() += 1;
            }
        }
        let document = &extraction.document;
        self.add_context((plain(&document.id), mention.span.start, context(mention, extraction)));
    }

    /// Keeps the first places, by document and offset, of those that differ: copies of an article say nothing new.
    /// What is left does not hang on the order in which they come.
    fn add_context(&mut self, new: (String, u32, String)) {
        if let Some(same) = self.contexts.iter().find(|old| old.2 == new.2).cloned() {
            if same <= new {
                return;
            }
            self.contexts.remove(&same);
        }
        self.contexts.insert(new);
        if self.contexts.len() > MOST_CONTEXTS {
            self.contexts.pop_last();
        }
    }

    fn merge(&mut self, other: Found) {
        self.documents += other.documents;
        self.mentions += other.mentions;
        add(&mut self.forms, other.forms);
        add(&mut self.aliases, other.aliases);
        add(&mut self.rules, other.rules);
        add(&mut self.ranks, other.ranks);
        add(&mut self.titles, other.titles);
        add(&mut self.roles, other.roles);
        add(&mut self.of, other.of);
        add(&mut self.cues, other.cues);
        other.contexts.into_iter().for_each(|context| self.add_context(context));
    }

    /// One word for a person is a row only by a sure cue.
    fn is_doubtful(&self, kind: Kind) -> bool {
        kind == Kind::Person && !self.forms.keys().any(|form| form.contains(' ')) && self.cue_order() > 1
    }

    /// A noun before a place is surer than `à`.
    fn cue_order(&self) -> u8 {
        let noun = self.cues.keys().any(|cue| cue.contains(' '));
        self.rules.keys().map(|rule| order(rule)).min().unwrap_or(u8::MAX).saturating_sub(noun.into())
    }

    /// What most of the nouns before a place say that it is.
    fn place_type<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l str> {
        let types = self.cues.iter().filter_map(|(cue, &count)| Some((count, place_type(cue, lexicon)?)));
        types
            .max_by_key(|&(count, place_type)| (count, Reverse(place_type)))
            .map(|(_, place_type)| place_type)
    }

    fn suggestion(&self, kind: Kind, lexicon: &Lexicon, ids: &mut BTreeSet<String>) -> Suggestion {
        // One of capitals alone is a headline's.
        let shouted = |form: &str| form.split(' ').all(|word| Shape::of(word).is_acronym());
        let best = self.forms.iter().min_by_key(|(form, count)| (shouted(form), Reverse(**count), *form));
        let name = best.map(|(form, _)| form.clone()).unwrap_or_default();
        let folded = fold_words(&name);
        let others = self.forms.keys().chain(self.aliases.keys());
        let others: BTreeSet<&String> = others.filter(|form| fold_words(form) != folded).collect();
        let (acronyms, full): (Vec<&String>, Vec<&String>) =
            others.into_iter().partition(|form| Shape::of(form).has_inner_capital() && !form.contains(' '));
        let of_organisation = kind == Kind::Organisation;
        Suggestion {
            kind,
            id: free_id(&name, lexicon, ids),
            surname: surname(&name, lexicon),
            gender: self.gender(&name, lexicon),
            place_type: self.place_type(lexicon).map(str::to_string),
            country: self.country(lexicon),
            // A surname alone means others, too.
            aliases: full.into_iter().filter(|form| form.contains(' ')).cloned().collect(),
            acronyms: acronyms.into_iter().filter(|_| of_organisation).cloned().collect(),
            documents: self.documents,
            evidence: self.evidence(lexicon),
            name,
        }
    }

    fn gender(&self, name: &str, lexicon: &Lexicon) -> Option<char> {
        let by_title = self.titles.keys().filter_map(|&title| match lexicon.entry(title).detail {
            Detail::Title { gender, .. } => gender,
            _ => None,
        });
        let by_title: BTreeSet<char> = by_title.collect();
        if !by_title.is_empty() {
            return by_title.first().copied().filter(|_| by_title.len() == 1);
        }
        let given = lexicon.matcher.vocabulary().lookup(&fold(name.split([' ', '-']).next()?));
        match (lexicon.form_has(given, word::MASCULINE), lexicon.form_has(given, word::FEMININE)) {
            (true, false) => Some('m'),
            (false, true) => Some('f'),
            _ => None,
        }
    }

    fn country(&self, lexicon: &Lexicon) -> Option<EntryIndex> {
        let mut countries = self.of.keys().filter(|&&of| lexicon.entry(of).kind == EntryKind::Country);
        countries.next().copied().filter(|_| countries.next().is_none())
    }

    fn evidence(&self, lexicon: &Lexicon) -> String {
        let documents = if self.documents == 1 { "document" } else { "documents" };
        let mut evidence = vec![format!("suggest: {} {documents}", self.documents)];
        let mut rules: Vec<(&&str, &u32)> = self.rules.iter().collect();
        rules.sort_by_key(|(rule, count)| (order(rule), Reverse(**count), **rule));
        evidence.extend(rules.iter().map(|(rule, count)| format!("{rule}×{count}")));
        for counts in [&self.ranks, &self.titles, &self.roles, &self.of] {
            let named = counts.iter().map(|(&entry, &count)| (Reverse(count), &*lexicon.entry(entry).name));
            let mut named: Vec<_> = named.collect();
            named.sort_unstable();
            evidence.extend(named.iter().map(|(Reverse(count), name)| format!("{name}×{count}")));
        }
        let mut cues: Vec<(Reverse<u32>, &String)> =
            self.cues.iter().map(|(cue, &count)| (Reverse(count), cue)).collect();
        cues.sort_unstable();
        evidence.extend(cues.iter().map(|(Reverse(count), cue)| format!("{cue}×{count}")));
        evidence.extend(self.contexts.iter().map(|(_, _, context)| format!("« {context} »")));
        evidence.join("; ")
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u32>, more: BTreeMap<K, u32>) {
    for (key, count) in more {
        *counts.entry(key).or_default() += count;
    }
}

/// The name's slug, with a number where a row, or a name before it, has that id.
fn free_id(name: &str, lexicon: &Lexicon, ids: &mut BTreeSet<String>) -> String {
    const KINDS: [EntryKind; 4] =
        [EntryKind::Person, EntryKind::Organisation, EntryKind::Country, EntryKind::Place];
    let bare = slug(name);
    let numbered = (2..).map(|number: u32| format!("{bare}-{number}"));
    let is_free =
        |id: &String| !ids.contains(id) && KINDS.iter().all(|&kind| lexicon.find(kind, id).is_none());
    let id = std::iter::once(bare.clone()).chain(numbered).find(is_free);
    let id = id.expect("some number is free");
    ids.insert(id.clone());
    id
}

/// The last word, with the particles before it.
fn surname(name: &str, lexicon: &Lexicon) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let is_particle = |word: &str| lexicon.folded_has(&fold(word), word::PARTICLE);
    let mut first = words.len() - 1;
    while first > 1 && is_particle(words[first - 1]) {
        first -= 1;
    }
    words[first..].join(" ")
}

/// The cue that stands before a place in its sentence: a noun with `de`, or `à` and the like.
fn cue(mention: &Mention, extraction: &Extraction, lexicon: &Lexicon) -> Option<String> {
    let sentence = extraction.sentences[mention.sentence as usize].span;
    let start = mention.span.start;
    let before = &extraction.document.text[sentence.start.min(start) as usize..start as usize];
    let near = before.floor_char_boundary(before.len().saturating_sub(CONTEXT));
    let before = fold_words(&before[near..]);
    let mut words = before.rsplit(' ');
    let last = words.next().filter(|word| !word.is_empty())?;
    let is = |word: &str, features| lexicon.folded_has(word, features);
    match words.next() {
        Some(noun) if is(last, word::OF) && is(noun, word::PLACE_NOUN) => Some(format!("{noun} {last}")),
        _ => is(last, word::PLACE_CUE).then(|| last.to_string()),
    }
}

/// The type of the places of which a cue is said, in the words of the list.
fn place_type<'l>(cue: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    lexicon.cues.place_types.get(cue.split(' ').next()?).map(String::as_str)
}

/// The words around a mention in its sentence.
fn context(mention: &Mention, extraction: &Extraction) -> String {
    let text = &extraction.document.text;
    let sentence = extraction.sentences[mention.sentence as usize].span;
    let (start, end) = (mention.span.start as usize, mention.span.end as usize);
    let before = &text[(sentence.start as usize).min(start)..start];
    let after = &text[end..(sentence.end as usize).max(end)];
    let (from, is_whole_before) = match before.char_indices().rev().nth(CONTEXT) {
        None => (0, true),
        Some((at, _)) => (before[at..].find(' ').map_or(before.len(), |space| at + space), false),
    };
    let (to, is_whole_after) = match after.char_indices().nth(CONTEXT) {
        None => (after.len(), true),
        Some((at, _)) => (after[..at].rfind(' ').unwrap_or(0), false),
    };
    let open = if is_whole_before { "" } else { "… " };
    let close = if is_whole_after { "" } else { " …" };
    let words = format!("{}{}{}", &before[from..], &text[start..end], &after[..to]);
    format!("{open}{}{close}", plain(&words))
}

/// On one line, without what a terminal would obey or a list would take for a separator.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control() || c == '|');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
