//! Names that would be found where others are meant.

use super::{
    check::{Finding, Level, Scope, Words, in_order, is_actor, is_by_itself},
    rows::{Entries, Row, Rows},
};
use crate::{
    matcher::{fold_words, one_letter_apart},
    model::EntryKind,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::LazyCell, collections::BTreeMap};

/// Names of actors that are those of others as well, or nearly so. Those of `sure` are right: a row's id, and a form of it or the id
/// of another.
pub(super) fn check(
    (rows, entries, words): (&Rows, &Entries, &Words),
    scope: Scope,
    sure: &[[String; 2]],
    findings: &mut Vec<Finding>,
) {
    let actors: Vec<(EntryKind, &str, Row)> = (entries.iter())
        .filter(|(kind, ..)| is_actor(*kind))
        .map(|(kind, id, row)| (*kind, &**id, *row))
        .collect();
    if !actors.iter().any(|(.., row)| scope.has(row)) {
        return;
    }
    let is_sure = |id: &str, what: &str| sure.iter().any(|[row, other]| row == id && other == what);
    let names = LazyCell::new(|| CommonNames::of(rows, &actors, words));
    for (kind, id, row) in actors.iter().filter(|(.., row)| scope.has(row)) {
        for column in ["aliases", "short"] {
            for form in row.values(column).filter(|form| !is_sure(id, form)) {
                if let Some((says, hint)) = names.doubt(form, *kind, row) {
                    findings.push(Finding::at(row, column, Level::Warning, format!("`{form}` {says}"), hint));
                }
            }
        }
    }
    check_near(&actors, scope, &is_sure, findings);
}

/// What many are called.
struct CommonNames<'r> {
    given_names: FxHashSet<String>,
    /// How many people have it for the first word of their name.
    first: FxHashMap<String, u32>,
    /// How many have it for their surname.
    surnames: FxHashMap<String, u32>,
    /// Ranks, titles and roles.
    roles: FxHashSet<String>,
    words: &'r Words<'r>,
}

impl<'r> CommonNames<'r> {
    fn of(rows: &'r Rows, actors: &[(EntryKind, &str, Row)], words: &'r Words) -> CommonNames<'r> {
        let (mut first, mut surnames) = (FxHashMap::default(), FxHashMap::default());
        for (.., row) in actors.iter().filter(|(kind, ..)| *kind == EntryKind::Person) {
            *first.entry(first_word(row)).or_default() += 1;
            *surnames.entry(surname(row)).or_default() += 1;
        }
        let forms = |row: Row<'r>| {
            ["name", "forms", "abbreviations"]
                .into_iter()
                .flat_map(move |column| row.table.values(row.cells, column))
        };
        let roles = ["ranks", "titles", "roles"].into_iter().flat_map(|list| rows.list(list)).flat_map(forms);
        CommonNames {
            given_names: rows.list("given_names").map(|row| fold_words(row.cell("name"))).collect(),
            first,
            surnames,
            roles: roles.map(fold_words).collect(),
            words,
        }
    }

    /// Why a form of a row may mean others, and what to do. One that is guarded may.
    fn doubt(&self, form: &str, kind: EntryKind, row: &Row) -> Option<(String, &'static str)> {
        let is_guarded = row.values("shared").chain(row.values("cued")).any(|other| other == form);
        if is_guarded || is_by_itself(kind, row) || !form.chars().any(char::is_lowercase) {
            return None;
        }
        let is_person = kind == EntryKind::Person;
        let hint = match is_person {
            true => "put it in `shared`; by a name alone, a person is known from the document in any case",
            false => "put it in `cued`, so that it counts only after a cue",
        };
        let folded = fold_words(form);
        if is_person && self.is_role(&folded) {
            return Some(("is a rank, a title or a role, and means whoever has it".into(), hint));
        }
        if folded.contains(' ') {
            return None;
        }
        let own = |is_own: bool| u32::from(is_person && is_own);
        let count = |of: &FxHashMap<String, u32>| of.get(&folded).copied().unwrap_or_default();
        let first = count(&self.first).saturating_sub(own(first_word(row) == folded));
        let is_own = is_person && fold_words(row.cell("name")).split(' ').any(|word| word == folded);
        if self.given_names.contains(&folded) && (first > 0 || is_person && !is_own) {
            return Some(("is a given name".into(), hint));
        }
        let others = count(&self.surnames).saturating_sub(own(surname(row) == folded));
        (others >= COMMON).then(|| (format!("is the surname of {others} others"), hint))
    }

    /// Whether it is what somebody is and not what he is called: `le colonel`.
    fn is_role(&self, folded: &str) -> bool {
        let without_article = folded.split_once(' ').filter(|(first, _)| self.words.has_common(first));
        self.roles.contains(folded) || without_article.is_some_and(|(_, rest)| self.roles.contains(rest))
    }
}

/// So many others with a surname make it a common one: of families, one is mostly meant.
const COMMON: u32 = 2;

fn first_word(row: &Row) -> String {
    fold_words(row.cell("name").split(' ').next().unwrap_or(""))
}

fn surname(row: &Row) -> String {
    match row.cell("surname") {
        "" => fold_words(row.cell("name").rsplit(' ').next().unwrap_or("")),
        surname => fold_words(surname),
    }
}

/// A name of several words: whose it is, and where it stands.
type Named<'r> = (&'r str, Row<'r>, &'static str, &'r str);

/// People who may be of one country and whose names are a letter apart: rather one.
fn check_near<'r>(
    actors: &[(EntryKind, &'r str, Row<'r>)],
    scope: Scope,
    is_sure: &dyn Fn(&str, &str) -> bool,
    findings: &mut Vec<Finding>,
) {
    let people = || actors.iter().filter(|(kind, ..)| *kind == EntryKind::Person);
    if !people().any(|(.., row)| scope.has(row)) {
        return;
    }
    let names = || people().flat_map(|&(_, id, row)| names_of(id, row));
    let examined = names().filter(|(_, (_, row, ..))| scope.has(row));
    let ends: FxHashSet<[char; 3]> = examined.flat_map(|(folded, _)| ends_of(&folded)).collect();
    let mut owners: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for (folded, named) in names() {
        if ends_of(&folded).iter().any(|end| ends.contains(end)) {
            owners.entry(folded).or_default().push(named);
        }
    }
    let names: Vec<&str> = owners.keys().map(String::as_str).collect();
    let owners: Vec<&Vec<Named>> = owners.values().collect();
    let mut told: FxHashSet<[&str; 2]> = FxHashSet::default();
    for (one, other) in one_letter_apart(&names) {
        let pairs = owners[one].iter().flat_map(|one| owners[other].iter().map(move |other| (one, other)));
        for (one, other) in pairs {
            let ids = [one.0.min(other.0), one.0.max(other.0)];
            let is_told = ids[0] != ids[1]
                && (scope.has(&one.1) || scope.has(&other.1))
                && may_be_one(&one.1, &other.1);
            if is_told && !is_sure(one.0, other.0) && !is_sure(other.0, one.0) && told.insert(ids) {
                findings.push(nearly(one, other));
            }
        }
    }
}

/// The names of several words of a row, folded.
fn names_of<'r>(id: &'r str, row: Row<'r>) -> impl Iterator<Item = (String, Named<'r>)> {
    let forms = ["name", "aliases"].into_iter().flat_map(move |column| {
        row.table.values(row.cells, column).map(move |form| (fold_words(form), (id, row, column, form)))
    });
    forms.filter(|(folded, _)| folded.contains(' '))
}

/// The first two letters and the last two, each with what tells one end from the other: names a letter apart have one of them in
/// common.
fn ends_of(folded: &str) -> [[char; 3]; 2] {
    let (mut first, mut last) = (folded.chars(), folded.chars().rev());
    let next = |of: &mut dyn Iterator<Item = char>| of.next().unwrap_or(' ');
    [['<', next(&mut first), next(&mut first)], ['>', next(&mut last), next(&mut last)]]
}

/// Whether two rows may be of one country.
fn may_be_one(one: &Row, other: &Row) -> bool {
    let [one, other] = [one, other].map(|row| row.cell("country"));
    one.is_empty() || other.is_empty() || one == other
}

fn nearly(one: &Named, other: &Named) -> Finding {
    let ((id, there, _, name), (_, row, column, form)) = in_order(one, other, |named| named.1);
    let (file, line) = (&there.table.file.path, there.cells.line);
    let message = format!("`{form}` is a letter from `{name}` of `{id}` ({file}:{line})");
    let hint = format!(
        "where it is the same person, give the id `{id}`; of two, `sure_names` of language.toml may say so"
    );
    Finding::at(row, column, Level::Warning, message, &hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::{Files, ListFile, is_list};
    use std::{fs, path::Path};

    /// The lists that palabre carries.
    fn built_in() -> Files {
        // The tests are those of palabre, or with `--lib` of this package in it.
        let mut folders =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|above| above.join("gazetteers/fr"));
        let folder = folders.find(|folder| folder.is_dir()).unwrap();
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = paths.filter(|path| is_list(path)).map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            ListFile::new(&path, path.display().to_string(), text.into()).unwrap()
        });
        Files::new(files)
    }

    /// Each name that the built-in lists are not to be doubted for would be.
    #[test]
    fn every_exception_is_needed() {
        let files = built_in();
        let (rows, sure) = (Rows::read(&files.lists).unwrap(), files.cues().unwrap().sure_names);
        let (entries, words) = (rows.entries(), Words::of(&rows));
        let count = |sure: &[[String; 2]]| {
            let mut findings = Vec::new();
            check((&rows, &entries, &words), Scope::All, sure, &mut findings);
            findings.len()
        };
        assert_eq!((count(&sure), count(&[])), (0, sure.len()));
    }
}
