//! What an edit of lists can touch: which documents may be read otherwise after it.
//!
//! Rows of people, organisations and places are told apart; any other edit may touch all. Such a row is found by its forms, and what
//! it says of words holds where these stand. So a document is touched that has
//!
//! - all the words of one of the forms, or of the id, of a row that was added, removed or called otherwise: without its short words,
//!   since an article may be swallowed (`du Caire`);
//! - a word that the built-in lists do not have as it is written, or not as a surname, or its plural;
//! - the id of such a row among what was read in it.
//!
//! A row that is there before and after and differs in more than its names may touch all, and so may another order of rows.

use super::{
    Base, Edition, EditionFile, ListFile, compiled,
    rows::{Row, Rows},
    source,
};
use crate::{
    error::Result,
    matcher::{Tokenizer, fold_words},
    model::{Lexicon, word},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What an edit of lists can touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Documents with some words.
    Words(Touch),
    /// Any document.
    All,
}

/// Words and ids of which a document has some that an edit touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Touch {
    /// One of these is enough.
    single: FxHashSet<String>,
    /// Of one of these, all are.
    together: FxHashSet<Vec<String>>,
    /// One of these among what was read.
    ids: FxHashSet<String>,
}

/// The words of a text, folded; letters with dots between them are words together, too, and so are the halves of a word that goes over
/// the end of a line.
#[derive(Debug, Default)]
pub(crate) struct TextWords(FxHashSet<String>);

/// The longest run of single letters that may be an acronym with dots.
const LONGEST_ACRONYM: usize = 12;

impl TextWords {
    pub(crate) fn add(&mut self, text: &str) {
        self.add_words(text);
        if text.contains("-\n") || text.contains("-\r") || text.contains('\u{AD}') {
            let lines = text.split(['\n', '\r', '\u{AD}']).map(|line| line.trim().trim_end_matches('-'));
            let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
            self.add_words(&lines.concat());
        }
    }

    fn add_words(&mut self, text: &str) {
        let folded = fold_words(text);
        let mut letters: Vec<&str> = Vec::new();
        for word in folded.split(' ') {
            match word.chars().nth(1) {
                None if letters.len() < LONGEST_ACRONYM => letters.push(word),
                None => {
                    letters.remove(0);
                    letters.push(word);
                }
                Some(_) => letters.clear(),
            }
            for first in 0..letters.len().saturating_sub(1) {
                self.0.insert(letters[first..].concat());
            }
            if !self.0.contains(word) {
                self.0.insert(word.to_string());
            }
        }
    }
}

impl Touch {
    /// Whether a document of some words may be read otherwise, of which the line tells what was read.
    pub(crate) fn touches(&self, words: &TextWords, line: &str) -> bool {
        self.single.iter().any(|word| words.0.contains(word))
            || self.together.iter().any(|form| form.iter().all(|word| words.0.contains(word)))
            || self.ids.iter().any(|id| line.contains(&**id))
    }
}

/// The lists of which rows are told apart.
const LISTS: [&str; 3] = ["organisations", "people", "places"];

/// The columns that say what a row is called.
const NAMES: [&str; 7] = ["name", "surname", "aliases", "acronyms", "short", "shared", "cued"];

/// The columns of which no reading asks.
const ASIDE: [&str; 3] = ["source", "checked", "wikidata"];

/// What an edit of the lists of a lexicon can touch.
///
/// # Errors
/// A list that cannot be read.
pub(crate) fn reach(before: &Edition, after: &Edition) -> Result<Reach> {
    let (Some(base), true) = (compiled(), is_of_rows(before, after)) else { return Ok(Reach::All) };
    let [old, new] = [files_of(before)?, files_of(after)?];
    let [old, new] = [Rows::read(&old)?, Rows::read(&new)?];
    let built_in: Vec<ListFile> = LISTS.into_iter().filter_map(source::builtin).collect();
    let edits = Edits { base: &base, built_in: &built_in };
    let mut touch = Touch::default();
    for list in LISTS {
        if !edits.of_list(list, [&old, &new], &mut touch)? {
            return Ok(Reach::All);
        }
    }
    Ok(Reach::Words(touch))
}

/// The files of an edition, as those of folders are read.
fn files_of(edition: &Edition) -> Result<Vec<ListFile>> {
    let files = edition.files.iter().map(|file| {
        let list = source::of_memory(&file.name, file.text.clone())?;
        Ok(ListFile { layer: file.layer as usize, ..list })
    });
    files.collect()
}

/// Whether both have the same but for rows of such lists over the built-in ones.
fn is_of_rows(before: &Edition, after: &Edition) -> bool {
    let others = |edition: &Edition| -> Vec<EditionFile> {
        let is_other = |file: &&EditionFile| !LISTS.iter().any(|list| file.name == format!("{list}.csv"));
        edition.files.iter().filter(is_other).cloned().collect()
    };
    !before.built_in.is_empty()
        && (&before.built_in, &before.compiled) == (&after.built_in, &after.compiled)
        && before.compiled.is_empty()
        && others(before) == others(after)
}

/// A word in the plural may be known by its singular.
const PLURAL: char = 's';

struct Edits<'e> {
    base: &'e Base,
    built_in: &'e [ListFile],
}

impl Edits<'_> {
    /// Adds what the edits of a list touch; none where that may be all.
    fn of_list(&self, list: &str, [old, new]: [&Rows; 2], touch: &mut Touch) -> Result<bool> {
        let [old, new] = [all(old, list), all(new, list)];
        let [old_cells, new_cells] =
            [&old, &new].map(|rows| rows.iter().map(|row| cells(row)).collect::<Vec<_>>());
        let [in_old, in_new] =
            [&old_cells, &new_cells].map(|cells| cells.iter().collect::<FxHashSet<&Vec<String>>>());
        let stays = |cells: &&Vec<String>| in_old.contains(cells) && in_new.contains(cells);
        if !old_cells.iter().filter(stays).eq(new_cells.iter().filter(stays)) {
            return Ok(false);
        }
        let edited = |rows: &[Row<'_>], cells: &[Vec<String>]| -> FxHashSet<String> {
            let edited = rows.iter().zip(cells).filter(|(_, cells)| !stays(cells));
            edited.map(|(row, _)| row.id()).collect()
        };
        let ids: FxHashSet<String> = &edited(&old, &old_cells) | &edited(&new, &new_cells);
        if ids.is_empty() {
            return Ok(true);
        }
        let built_in: Vec<ListFile> =
            self.built_in.iter().filter(|file| file.list == list).cloned().collect();
        let built_in = Rows::read(&built_in)?;
        let [built_in, old, new] = [by_id(&all(&built_in, list)), by_id(&old), by_id(&new)];
        Ok(ids.into_iter().all(|id| {
            let [built_in, old, new] =
                [&built_in, &old, &new].map(|rows| rows.get(&id).map_or(&[][..], Vec::as_slice));
            // Of several folders that have a row, it is not told which counts.
            let one = |rows: &[Row]| rows.len() <= 1;
            if !one(built_in) || !one(old) || !one(new) {
                return false;
            }
            let own = built_in.first();
            self.of_row(&id, [old.first().or(own), new.first().or(own)], own.is_some(), touch)
        }))
    }

    /// Adds what a row touches, before and after; none where that may be all.
    fn of_row(&self, id: &str, [old, new]: [Option<&Row>; 2], is_built_in: bool, touch: &mut Touch) -> bool {
        if let (Some(old), Some(new)) = (old, new)
            && !differ_in_names_alone(old, new)
        {
            return false;
        }
        touch.ids.insert(id.to_string());
        touch.together.extend(required(&id.replace('-', " ")));
        let forms = |row: Option<&Row>| row.map(forms).unwrap_or_default();
        let [old, new] = [forms(old), forms(new)];
        for Form { text, as_surname, .. } in old.symmetric_difference(&new) {
            touch.together.extend(required(text));
            for word in self.new_words(text, *as_surname, is_built_in) {
                touch.single.extend([format!("{word}{PLURAL}"), word]);
            }
        }
        true
    }

    /// The words of a form that are known by it alone, or as surnames: all, where what the built-in row says of them may be gone.
    fn new_words(&self, form: &str, as_surname: bool, is_built_in: bool) -> Vec<String> {
        let lexicon: &Lexicon = &self.base.lexicon;
        let vocabulary = lexicon.matcher.vocabulary();
        let (mut tokenizer, mut tokens) = (Tokenizer::new(vocabulary), Vec::new());
        tokenizer.tokenize(form, &mut tokens);
        let is_new = |written: &&str| {
            is_built_in
                || !vocabulary.is_spelled(written)
                || as_surname && !lexicon.written_has(written, word::SURNAME)
        };
        let written = tokens.iter().map(|token| token.text(form)).filter(is_new);
        written
            .flat_map(|written| fold_words(written).split(' ').map(str::to_string).collect::<Vec<_>>())
            .collect()
    }
}

/// All rows of a list, in the order of the files.
fn all<'r>(rows: &'r Rows<'r>, list: &str) -> Vec<Row<'r>> {
    let tables = rows.tables().iter().filter(|table| table.schema.list == list);
    tables.flat_map(|table| table.rows.iter().map(move |cells| Row { table, cells })).collect()
}

fn by_id<'r>(rows: &[Row<'r>]) -> FxHashMap<String, Vec<Row<'r>>> {
    let mut by_id: FxHashMap<String, Vec<Row>> = FxHashMap::default();
    rows.iter().for_each(|row| by_id.entry(row.id()).or_default().push(*row));
    by_id
}

fn cells(row: &Row) -> Vec<String> {
    row.table.schema.columns().map(|column| row.cell(column).to_string()).collect()
}

fn differ_in_names_alone(old: &Row, new: &Row) -> bool {
    let mut others = old
        .table
        .schema
        .columns()
        .filter(|column| *column != "id" && !NAMES.contains(column) && !ASIDE.contains(column));
    others.all(|column| old.cell(column) == new.cell(column))
}

/// What a row is called in a column: a form may move from one to another.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Form {
    column: &'static str,
    text: String,
    /// Whether its words are surnames.
    as_surname: bool,
}

/// What a row is called; a person, by a surname and by the last word of any form, too.
fn forms(row: &Row) -> FxHashSet<Form> {
    let is_person = row.table.schema.list == "people";
    let mut forms = FxHashSet::default();
    for column in NAMES {
        for text in row.values(column) {
            let as_surname = column == "surname";
            forms.insert(Form { column, text: text.to_string(), as_surname });
            if is_person && let Some(last) = text.rsplit(' ').next() {
                forms.insert(Form { column, text: last.to_string(), as_surname: true });
            }
        }
    }
    forms
}

/// Words that an article may be, or a particle: they may be swallowed.
const SHORT: usize = 3;

/// The words that a text has where it has a form, in either way to write an acronym.
fn required(form: &str) -> Vec<Vec<String>> {
    let folded = fold_words(form);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let long = words.iter().filter(|word| word.chars().count() > SHORT);
    let mut long: Vec<String> = long.map(|word| word.to_string()).collect();
    if long.is_empty() {
        long = words.iter().map(|word| word.to_string()).collect();
    }
    let letters = words.iter().all(|word| word.chars().count() == 1);
    let joined = (letters && words.len() > 1).then(|| vec![words.concat()]);
    joined.into_iter().chain([long]).collect()
}
