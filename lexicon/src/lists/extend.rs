//! A lexicon that is there already, and rows and frames added to it: the same as all read anew, without the time.

use super::{
    Files, ListFile,
    build::{self, HOLDERS},
    check::{self, is_actor},
    features::Spellings,
    frames,
    merge::Merged,
    needs::Added,
    rows::{Row, Rows},
};
use crate::{
    compiled::{self, Dictionary, Shelf},
    error::{Error, Result},
    matcher::{WordId, fold},
    model::{Detail, EntryIndex, EntryKind, Frames, Lexicon, PartialDate, word},
};
use serde::{Deserialize, Serialize};

/// A lexicon, and what it takes to add to it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Base {
    /// The lexicon.
    pub lexicon: Lexicon,
    pub(super) roots: Roots,
}

/// What it takes to add to a lexicon, beside it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Roots {
    spellings: Spellings,
    /// The ids of the frames.
    frames: Dictionary<()>,
    /// By verb and by noun, the words that are forms of it.
    verbs: Shelf<Vec<WordId>>,
    nouns: Shelf<Vec<WordId>>,
    /// By preposition, words of which one stands in it.
    prepositions: Shelf<Vec<Box<str>>>,
}

impl Roots {
    pub(super) fn new(frames: &Frames, spellings: Spellings, prepositions: Vec<Vec<Box<str>>>) -> Roots {
        let mut ids = Dictionary::default();
        frames.frames.iter().for_each(|frame| *ids.entry(&frame.id) = ());
        let mut verbs = vec![Vec::new(); frames.verbs.len()];
        let mut nouns = vec![Vec::new(); frames.nouns.len()];
        for id in (1..=frames.words.len()).map(WordId::new) {
            let Some(word) = frames.words.entry(id) else { continue };
            for form in &word.verbs {
                let forms: &mut Vec<WordId> = &mut verbs[usize::from(form.verb.0)];
                if forms.last() != Some(&id) {
                    forms.push(id);
                }
            }
            word.noun.iter().for_each(|noun| nouns[usize::from(noun.0)].push(id));
        }
        let (verbs, nouns, prepositions) = (verbs.into(), nouns.into(), prepositions.into());
        Roots { spellings, frames: ids, verbs, nouns, prepositions }
    }
}

/// Files that change more than they add.
const OF_LANGUAGE: [&str; 4] = ["features", "grammar", "language", "verbs"];

/// Finds the built-in file of a list.
pub type BuiltIn<'b> = &'b dyn Fn(&str) -> Option<ListFile>;

impl Base {
    /// Opens what [`Base::to_bytes`] made, or [`compiled::write`] of one.
    ///
    /// # Errors
    /// Other bytes.
    pub fn from_bytes(bytes: &'static [u8]) -> postcard::Result<Base> {
        compiled::from_bytes(bytes)
    }

    /// Its compiled form.
    ///
    /// # Errors
    /// What the format has no form for.
    pub fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        compiled::to_bytes(self)
    }

    /// The lexicon with files added to it. None where they replace something, or change how others are read: then all is to
    /// be read anew.
    ///
    /// # Errors
    /// A row or stanza that is not as it must be: the one that is met first where all is read.
    pub fn with(self, files: &[ListFile], built_in: BuiltIn) -> Result<Option<Lexicon>> {
        match files {
            [] => Ok(Some(self.lexicon)),
            _ if files.iter().any(|file| OF_LANGUAGE.contains(&&*file.list)) => Ok(None),
            _ => self.extended(files, built_in),
        }
    }

    /// Why rows are refused, some of which take the place of others: so far as the check does not find it.
    pub fn refused(&self, files: &[ListFile]) -> Option<Error> {
        let (rows, _) = Rows::read_all(files);
        build::entries_of(&self.lexicon, &rows.entries()).err()
    }

    fn extended(self, files: &[ListFile], built_in: BuiltIn) -> Result<Option<Lexicon>> {
        let Base { mut lexicon, roots } = self;
        let files = Files::new(files.iter().cloned());
        let rows = Rows::read(&files.lists)?;
        check::refuse(&rows, &|role| is_unique(&lexicon, role))?;
        if !are_new(&rows, &lexicon) {
            return Ok(None);
        }
        if files.has("cooccurrence") {
            lexicon.cooccurrence = files.with_builtin("cooccurrence", built_in).cooccurrence()?;
        }
        let sources = rows.entries();
        let entries = build::entries_of(&lexicon, &sources)?;
        let Some(added) = add_frames(&mut lexicon, &roots, &files, built_in)? else { return Ok(None) };
        build::extend(&mut lexicon, (&rows, &sources, entries), &roots.spellings, &added)?;
        Ok(Some(lexicon))
    }
}

impl Files {
    fn has(&self, list: &str) -> bool {
        self.toml.iter().any(|file| file.list == list)
    }

    /// The TOML files of a name, the built-in one first.
    fn with_builtin(&self, list: &str, built_in: BuiltIn) -> Files {
        let added = self.toml.iter().filter(|file| file.list == list).cloned();
        Files::new(built_in(list).into_iter().chain(added))
    }
}

fn is_unique(lexicon: &Lexicon, role: &str) -> bool {
    let row = lexicon.find(EntryKind::Role, role).map(|role| lexicon.entry(role));
    row.is_some_and(|row| matches!(row.detail, Detail::Role { unique: true, .. }))
}

/// Whether no row takes the place of one that is there, as far as can be told.
fn are_new(rows: &Rows, lexicon: &Lexicon) -> bool {
    let entries = rows.entries();
    let are_entries_new = entries.iter().all(|(kind, id, _)| {
        let mut kinds =
            EntryKind::ALL.into_iter().filter(|other| other == kind || is_actor(*kind) && is_actor(*other));
        kinds.all(|kind| lexicon.find(kind, id).is_none())
    });
    are_entries_new
        && !rows.list("given_names").any(|row| is_given_name(&row, lexicon))
        && !rows.list("offices").any(|row| is_office(&row, lexicon))
        && !rows.list("memberships").any(|row| is_membership(&row, lexicon))
        && !rows.list("role_offices").any(|row| is_role_office(&row, lexicon))
}

fn is_given_name(row: &Row, lexicon: &Lexicon) -> bool {
    let parts: Vec<String> = row.cell("name").split([' ', '-']).map(fold).collect();
    let mut told = parts.iter().filter(|part| parts.len() == 1 || part.len() > 2);
    told.all(|part| lexicon.folded_has(part, word::GIVEN))
}

/// The row of the lexicon that a cell means.
fn refer(row: &Row, column: &str, kinds: &[EntryKind], lexicon: &Lexicon) -> Option<EntryIndex> {
    kinds.iter().find_map(|&kind| lexicon.find(kind, row.cell(column)))
}

fn is_office(row: &Row, lexicon: &Lexicon) -> bool {
    let Some(person) = refer(row, "person", &[EntryKind::Person], lexicon) else { return false };
    let role = refer(row, "role", &[EntryKind::Role], lexicon);
    let of = refer(row, "of", &HOLDERS, lexicon);
    let from = PartialDate::parse(row.cell("from"));
    let mut others = lexicon.offices_of(person).iter();
    others.any(|other| (Some(other.role), Some(other.of), other.from) == (role, of, from))
}

fn is_membership(row: &Row, lexicon: &Lexicon) -> bool {
    let member = refer(row, "member", &HOLDERS, lexicon);
    let body = refer(row, "body", &[EntryKind::Organisation], lexicon);
    let from = PartialDate::parse(row.cell("from"));
    let mut others = lexicon.memberships().iter();
    others.any(|other| (Some(other.member), Some(other.body), other.from) == (member, body, from))
}

fn is_role_office(row: &Row, lexicon: &Lexicon) -> bool {
    let [role, office] = ["role", "office"].map(|column| refer(row, column, &[EntryKind::Role], lexicon));
    let mut others = lexicon.role_offices().iter();
    others.any(|other| (Some(other.role), Some(other.office)) == (role, office))
}

/// Adds types of relations and frames; none where one takes the place of another.
fn add_frames(
    lexicon: &mut Lexicon,
    roots: &Roots,
    files: &Files,
    built_in: BuiltIn,
) -> Result<Option<Added>> {
    let Lexicon { matcher, frames, .. } = lexicon;
    if files.has("relations") {
        let types = frames::types(files.with_builtin("relations", built_in).merged("relations")?)?;
        if !types.starts_with(&frames.types) {
            return Ok(None);
        }
        frames.types = types;
    }
    let mut added =
        Added { words: Vec::new(), templates: frames.templates.len() as u32, prepositions: Vec::new() };
    let stanzas: Vec<&ListFile> = files.toml.iter().filter(|file| file.list.starts_with("frames-")).collect();
    if stanzas.is_empty() {
        return Ok(Some(added));
    }
    frames.words.follow(matcher.vocabulary());
    let (first_frame, first_word) = (frames.frames.len(), frames.words.len() + 1);
    added.words = frames::add(frames, Merged::read(stanzas)?)?;
    let replaces = |index: usize| roots.frames.get(&frames.frames[index].id).is_some();
    let words = (first_word..=frames.words.len()).map(WordId::new);
    let mut spellings = words.clone().filter_map(|word| frames.words.spelling(word));
    if (first_frame..frames.frames.len()).any(replaces)
        || spellings.any(|word| matcher.vocabulary().is_spelled(word))
    {
        return Ok(None);
    }
    let is_added = |template: Option<&u32>| template.is_some_and(|&template| template >= added.templates);
    let verbs = frames.verbs.iter().zip(&*roots.verbs).filter(|(verb, _)| is_added(verb.templates.last()));
    let nouns = frames.nouns.iter().zip(&*roots.nouns).filter(|(noun, _)| is_added(noun.templates.last()));
    let forms = verbs.map(|(_, forms)| forms).chain(nouns.map(|(_, forms)| forms)).flatten().copied();
    added.words.extend(forms.chain(words));
    added.words.sort_unstable();
    added.words.dedup();
    added.prepositions = roots.prepositions.to_vec();
    Ok(Some(added))
}
