//! What an edit of lists can touch: which documents may be read otherwise after it.
//!
//! Rows of people, organisations and places, terms of office and memberships are told apart; any other edit may touch all. A row of
//! an actor is found by its forms, and what it says of words holds where these stand. So a document is touched that has
//!
//! - all the words of one of the forms, or of the id, of a row that was added, removed or called otherwise: without its short words,
//!   since an article may be swallowed (`du Caire`);
//! - a word that the built-in lists do not have as it is written, or not as a surname, or its plural;
//! - the id of such a row among what was read in it.
//!
//! A row that is there before and after and differs in more than its names may touch all, and so may another order of rows.
//!
//! A term of office is asked for where its person is named, and where a role phrase may mean it: a document is touched that has
//! the words of a form of the person, or, on a day when the term may have begun, those of a role that means the office, or of
//! `homologue`, which takes up any. A membership is asked for where its body is named.

use super::{
    Base, ListFile,
    extend::BuiltIn,
    rows::{Row, Rows},
};
use crate::{
    error::Result,
    matcher::{Tokenizer, fold_words},
    model::{COUNTERPART, Date, Lexicon, PartialDate, word},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What an edit of lists can touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Documents with some words.
    Words(Touch),
    /// Any document.
    All,
}

/// Words and ids of which a document has some that an edit touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touch {
    /// One of these is enough.
    single: FxHashSet<String>,
    /// Of one of these, all are.
    together: FxHashSet<Vec<String>>,
    /// One of these among what was read.
    ids: FxHashSet<String>,
    /// Of one of these, all are, in a document of that day or later; of any day that is known where none is said.
    since: FxHashMap<Vec<String>, Option<Date>>,
}

/// The words of a text, folded; letters with dots between them are words together, too, and so are the halves of a word that goes over
/// the end of a line.
#[derive(Debug, Default)]
pub struct TextWords(FxHashSet<String>);

/// The longest run of single letters that may be an acronym with dots.
const LONGEST_ACRONYM: usize = 12;

impl TextWords {
    /// Adds the words of a text.
    pub fn add(&mut self, text: &str) {
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
    /// Whether a document of some words and of a day may be read otherwise, of which the line tells what was read.
    pub fn touches(&self, words: &TextWords, date: Option<Date>, line: &str) -> bool {
        let has_all = |form: &[String]| form.iter().all(|word| words.0.contains(word));
        self.single.iter().any(|word| words.0.contains(word))
            || self.together.iter().any(|form| has_all(form))
            || self.ids.iter().any(|id| line.contains(&**id))
            // Without a date, nobody holds an office.
            || date.is_some_and(|date| {
                self.since.iter().any(|(form, from)| from.is_none_or(|from| from <= date) && has_all(form))
            })
    }

    /// Adds the forms of a role, as phrases of documents since a day.
    fn add_since(&mut self, from: Option<Date>, form: &str) {
        for words in required(form) {
            self.since
                .entry(words)
                .and_modify(|known| *known = known.zip(from).map(|(known, from)| known.min(from)))
                .or_insert(from);
        }
    }
}

/// The lists of which rows are told apart.
const LISTS: [&str; 3] = ["organisations", "people", "places"];

/// The lists of which terms are told apart.
const TERMS: [&str; 2] = ["memberships", "offices"];

/// The columns that say what a row is called.
const NAMES: [&str; 8] = ["name", "surname", "aliases", "acronyms", "short", "shared", "cued", "forms"];

/// The columns of which no reading asks.
const ASIDE: [&str; 3] = ["source", "checked", "wikidata"];

/// Whether of a list, by the name of its file, rows are told apart.
pub fn is_told_apart(file: &str) -> bool {
    let list = file.strip_suffix(".csv");
    LISTS.iter().chain(&TERMS).any(|told| list == Some(told))
}

/// What an edit of rows over a lexicon can touch: the files of lists that are [told apart](is_told_apart), before and after.
///
/// # Errors
/// A list that cannot be read.
pub fn reach(base: &Base, [old, new]: [&[ListFile]; 2], built_in: BuiltIn) -> Result<Reach> {
    let [old, new] = [Rows::read(old)?, Rows::read(new)?];
    let edits = Edits { base, old: &old, new: &new, built_in };
    let mut touch = Touch::default();
    for list in LISTS {
        if !edits.of_list(list, &mut touch)? {
            return Ok(Reach::All);
        }
    }
    for list in TERMS {
        if !edits.of_terms(list, &mut touch)? {
            return Ok(Reach::All);
        }
    }
    Ok(Reach::Words(touch))
}

/// A word in the plural may be known by its singular.
const PLURAL: char = 's';

struct Edits<'e> {
    base: &'e Base,
    old: &'e Rows<'e>,
    new: &'e Rows<'e>,
    built_in: BuiltIn<'e>,
}

impl Edits<'_> {
    /// Adds what the edits of a list touch; none where that may be all.
    fn of_list(&self, list: &str, touch: &mut Touch) -> Result<bool> {
        let [old, new] = [all(self.old, list), all(self.new, list)];
        let Some(edited) = edited(&old, &new) else { return Ok(false) };
        if edited.is_empty() {
            return Ok(true);
        }
        let ids: FxHashSet<String> = edited.iter().map(|row| row.id().into_owned()).collect();
        let built_in = Vec::from_iter((self.built_in)(list));
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

    /// The same of terms of office, or memberships.
    fn of_terms(&self, list: &str, touch: &mut Touch) -> Result<bool> {
        let [old, new] = [all(self.old, list), all(self.new, list)];
        let Some(edited) = edited(&old, &new) else { return Ok(false) };
        if edited.is_empty() {
            return Ok(true);
        }
        // A junta lately in power changes who takes part in meetings.
        if edited.iter().any(|term| term.cell("role") == self.base.lexicon.cues.junta) {
            return Ok(false);
        }
        let (actor, of) = if list == "offices" { ("person", "people") } else { ("body", "organisations") };
        let actors: FxHashSet<&str> = edited.iter().map(|term| term.cell(actor)).collect();
        self.each_form(of, |id, form| {
            if actors.contains(id) {
                touch.together.extend(required(form));
            }
        })?;
        touch.together.extend(actors.iter().flat_map(|id| required(&id.replace('-', " "))));
        touch.ids.extend(actors.into_iter().map(str::to_string));
        if list == "offices" {
            self.of_roles(&edited, touch)?;
        }
        Ok(true)
    }

    /// Adds the documents in which a role phrase may mean one of some terms of office.
    fn of_roles(&self, terms: &[Row], touch: &mut Touch) -> Result<()> {
        let mut since: FxHashMap<String, Vec<Option<Date>>> = FxHashMap::default();
        for term in terms {
            let from = PartialDate::parse(term.cell("from")).map(|from| from.first);
            since.entry(COUNTERPART.to_string()).or_default().push(from);
            since.entry(term.cell("role").to_string()).or_default().push(from);
        }
        self.each("role_offices", |meaning| {
            if let Some(days) = since.get(meaning.cell("office")).cloned() {
                since.entry(meaning.cell("role").to_string()).or_default().extend(days);
            }
        })?;
        self.each_form("roles", |id, form| {
            since.get(id).into_iter().flatten().for_each(|from| touch.add_since(*from, form));
        })
    }

    /// Gives the rows of a list to somebody: built in, before and after.
    fn each(&self, list: &str, mut give: impl FnMut(&Row)) -> Result<()> {
        let built_in = Vec::from_iter((self.built_in)(list));
        let built_in = Rows::read(&built_in)?;
        [&built_in, self.old, self.new]
            .into_iter()
            .flat_map(|rows| all(rows, list))
            .for_each(|row| give(&row));
        Ok(())
    }

    /// The same of what the rows are called, with their ids.
    fn each_form(&self, list: &str, mut give: impl FnMut(&str, &str)) -> Result<()> {
        self.each(list, |row| {
            let id = row.id();
            forms(row).iter().for_each(|form| give(&id, &form.text));
        })
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

/// The rows that are not the same before and after; none where the others have another order.
fn edited<'r>(old: &[Row<'r>], new: &[Row<'r>]) -> Option<Vec<Row<'r>>> {
    let [old_cells, new_cells] = [old, new].map(|rows| rows.iter().map(cells).collect::<Vec<_>>());
    let [in_old, in_new] =
        [&old_cells, &new_cells].map(|cells| cells.iter().collect::<FxHashSet<&Vec<String>>>());
    let stays = |cells: &&Vec<String>| in_old.contains(cells) && in_new.contains(cells);
    if !old_cells.iter().filter(stays).eq(new_cells.iter().filter(stays)) {
        return None;
    }
    let rows = old.iter().zip(&old_cells).chain(new.iter().zip(&new_cells));
    Some(rows.filter(|(_, cells)| !stays(cells)).map(|(row, _)| *row).collect())
}

/// All rows of a list, in the order of the files.
fn all<'r>(rows: &'r Rows<'r>, list: &str) -> Vec<Row<'r>> {
    let tables = rows.tables().iter().filter(|table| table.schema.list == list);
    tables.flat_map(|table| table.rows.iter().map(move |cells| Row { table, cells })).collect()
}

fn by_id<'r>(rows: &[Row<'r>]) -> FxHashMap<String, Vec<Row<'r>>> {
    let mut by_id: FxHashMap<String, Vec<Row>> = FxHashMap::default();
    rows.iter().for_each(|row| by_id.entry(row.id().into_owned()).or_default().push(*row));
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
