//! `palabre gazetteer find`: who or what a name means.

use super::entry;
use crate::cli::{
    arguments::Knowledge,
    exit::{Exit, Stop},
    messages::Messages,
    output,
    terminal::visible,
};
use clap::Args;
use palabre::{
    lexicon,
    matcher::fold,
    model::{Detail, EntryIndex, Lexicon},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// Find a name: who or what it means
///
/// Accents, case, hyphens and apostrophes do not count. Rows with exactly that name come first; else those with a name
/// that begins so, or has a word that does; else close spellings. Exit code 1 where nothing is found.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer find AES
  palabre gazetteer find 'ibrahim traore'
  palabre gazetteer find Belooussov --gazetteer mes-listes/")]
pub(super) struct Find {
    /// The name, or an id
    #[arg(value_name = "NAME", required = true, num_args = 1..)]
    name: Vec<String>,
    /// How many rows to show where the name is not exact
    #[arg(short = 'n', long, value_name = "N", default_value = "10")]
    limit: usize,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// Spellings that are less alike than this are other names.
const ALIKE: f64 = 0.75;

pub(super) fn run(arguments: &Find, messages: &Messages) -> Result<Exit, Stop> {
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let name = arguments.name.join(" ");
    let Some(found) = find(&lexicon, &name) else {
        let hint = "try a part of the name; a row of your own makes it known (--gazetteer)";
        messages.note(format_args!("no row is called `{name}`, or nearly so"), Some(hint));
        return Ok(Exit::Partly);
    };
    let limit = if found.how == How::Exact { usize::MAX } else { arguments.limit };
    let mut shown = String::new();
    for &entry in found.entries.iter().take(limit) {
        shown += &entry::shown(&lexicon, entry);
    }
    if found.how != How::Exact {
        let what = match found.how {
            How::Close => "close spellings",
            _ => "names that begin so, or have a word that does",
        };
        messages.note(format_args!("no row is called exactly `{name}`; {what}:"), None);
    }
    output::print(visible(&shown).as_bytes())?;
    if found.entries.len() > limit {
        let left = found.entries.len() - limit;
        messages.note(format_args!("{left} more"), Some("-n shows more of them"));
    }
    Ok(Exit::Done)
}

/// How near to the name the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Exact,
    Begins,
    Close,
}

#[derive(Debug)]
struct Matches {
    how: How,
    entries: Vec<EntryIndex>,
}

fn find(lexicon: &Lexicon, name: &str) -> Option<Matches> {
    let wanted = normal(name);
    if wanted.is_empty() {
        return None;
    }
    let steps: [(How, &dyn Fn() -> Vec<EntryIndex>); 3] = [
        (How::Exact, &|| exact(lexicon, name, &wanted)),
        (How::Begins, &|| begins(lexicon, &wanted)),
        (How::Close, &|| close(lexicon, &wanted)),
    ];
    let mut found = steps.into_iter().map(|(how, step)| Matches { how, entries: step() });
    found.find(|found| !found.entries.is_empty())
}

/// The words of a name, folded: case, accents, hyphens and apostrophes do not count.
fn normal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(fold).collect::<Vec<_>>().join(" ")
}

/// The forms of every row.
fn forms(lexicon: &Lexicon) -> impl Iterator<Item = (EntryIndex, String)> {
    let entries = lexicon.entries().iter().enumerate();
    entries.flat_map(|(index, entry)| {
        let forms = std::iter::once(&entry.name).chain(&entry.aliases);
        forms.map(move |form| (EntryIndex(index as u32), normal(form)))
    })
}

/// Rows that have the name, or the id; and those that the matcher finds in it, for it knows demonyms, abbreviations
/// and surnames that stand alone as well. Written in capitals, a name is found whatever capitals it asks for.
fn exact(lexicon: &Lexicon, name: &str, wanted: &str) -> Vec<EntryIndex> {
    let named = forms(lexicon).filter(|(_, form)| form == wanted).map(|(entry, _)| entry);
    let mut found: BTreeSet<EntryIndex> = named.collect();
    let with_id = lexicon.entries().iter().enumerate().filter(|(_, entry)| *entry.id == *name);
    found.extend(with_id.map(|(index, _)| EntryIndex(index as u32)));
    for written in [name.to_string(), name.to_uppercase()] {
        let whole = lexicon.names_in(&written).into_iter();
        found.extend(whole.filter(|name| normal(name.span.of(&written)) == wanted).map(|name| name.entry));
    }
    found.into_iter().collect()
}

/// Rows with a name that begins so, then those with a word that does; those who hold the most offices first.
fn begins(lexicon: &Lexicon, wanted: &str) -> Vec<EntryIndex> {
    let inside = format!(" {wanted}");
    let rank = |form: &str| match (form.starts_with(wanted), form.contains(&inside)) {
        (true, _) => Some(0),
        (_, true) => Some(1),
        _ => None,
    };
    let offices = |entry: EntryIndex| lexicon.offices_of(entry).len();
    let mut ranked: Vec<(i32, Reverse<usize>, EntryIndex)> = forms(lexicon)
        .filter_map(|(entry, form)| rank(&form).map(|rank| (rank, Reverse(offices(entry)), entry)))
        .collect();
    ranked.sort_unstable();
    in_order(ranked.into_iter().map(|(.., entry)| entry))
}

/// Rows with a form, or a surname, that is spelled nearly so; the nearest first.
fn close(lexicon: &Lexicon, wanted: &str) -> Vec<EntryIndex> {
    let surnames = lexicon.entries().iter().enumerate().filter_map(|(index, entry)| match &entry.detail {
        Detail::Person { surname, .. } => Some((EntryIndex(index as u32), normal(surname))),
        _ => None,
    });
    let length = wanted.chars().count();
    let mut near: Vec<(Reverse<u32>, EntryIndex)> = forms(lexicon)
        .chain(surnames)
        .filter(|(_, form)| form.chars().count().abs_diff(length) <= length / 3 + 1)
        .filter_map(|(entry, form)| {
            let likeness = strsim::normalized_damerau_levenshtein(&form, wanted);
            (likeness >= ALIKE).then_some((Reverse((likeness * 1e6) as u32), entry))
        })
        .collect();
    near.sort_unstable();
    in_order(near.into_iter().map(|(_, entry)| entry))
}

/// Each once.
fn in_order(entries: impl Iterator<Item = EntryIndex>) -> Vec<EntryIndex> {
    let mut seen = BTreeSet::new();
    entries.filter(|&entry| seen.insert(entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_three_steps() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        for (name, how, id) in [
            ("Ibrahim Traoré", How::Exact, "ibrahim-traore"),
            ("ibrahim traore", How::Exact, "ibrahim-traore"),
            ("ibrahim-traore", How::Exact, "ibrahim-traore"),
            ("COTE D'IVOIRE", How::Exact, "cote-d-ivoire"),
            ("aes", How::Exact, "confederation-aes"),
            ("malienne", How::Exact, "mali"),
            ("Assimi Go", How::Begins, "assimi-goita"),
            ("Asimi Goïta", How::Close, "assimi-goita"),
        ] {
            let found = find(&lexicon, name).unwrap_or_else(|| panic!("{name}"));
            let ids: Vec<&str> = found.entries.iter().map(|&entry| &*lexicon.entry(entry).id).collect();
            assert_eq!(found.how, how, "{name}: {ids:?}");
            assert!(ids.contains(&id), "{name}: {ids:?}");
        }
        assert!(find(&lexicon, "xqzwvk").is_none());
        assert!(find(&lexicon, " -’ ").is_none());
    }
}
