//! The CIA World Factbook of a country, as JSON: who is chief of state and head of government, since when.
//! `Transition President Assimi GOITA (since 7 June 2021)`: surnames are in capitals.

use super::Head;
use crate::{
    error::{Error, Result},
    import::{
        Source,
        gather::Gathering,
        item::{Actor, Term},
        report::Reason,
    },
    model::EntryKind,
};
use jiff::fmt::strtime::BrokenDownTime;
use serde_json::Value;

const BRANCH: &str = "Executive branch";
const HEADS: [&str; 2] = ["chief of state", "head of government"];
pub(super) fn is_it(head: &Head) -> bool {
    head.text.starts_with('{') && head.text.contains("\"Introduction\"") && head.text.contains("\"text\"")
        || head.text.contains("\"Executive branch\"")
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    let all: Value = serde_json::from_reader(&mut *source.reader)
        .map_err(|error| Error::input(source.name, error.to_string()))?;
    let government = &all["Government"];
    let country = government["Country name"]["conventional short form"]["text"].as_str().unwrap_or_default();
    for head in HEADS {
        let text = government[BRANCH][head]["text"].as_str().unwrap_or_default();
        let text = plain(text);
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            leader(part, country, on)?;
        }
    }
    Ok(())
}

fn leader(text: &str, country: &str, on: &mut Gathering) -> Result<()> {
    let (who, since) = text.split_once(" (since ").unwrap_or((text, ""));
    let since = since.split(')').next().unwrap_or_default();
    let Some((role, name)) = role_and_name(who) else {
        on.left_out(Reason::Broken, text);
        return Ok(());
    };
    // Two files, or two lines of one, name the same person by the same id.
    let id = format!("{name}, {country}");
    let countries = vec![country.to_string()];
    on.actor(Actor { names: vec![name], countries, ..Actor::new(&id, EntryKind::Person) })?;
    on.term(Term { holder: id, role, country: country.to_string(), from: date(since), ..Term::default() })
}

/// The words of the office, and the name: from the given name before the surname in capitals on, behind the last word that offices have.
fn role_and_name(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_surname =
        |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && **word == word.to_uppercase();
    let last = words.iter().rposition(is_surname)? + 1;
    let is_of_office = |word: &&str| OFFICES.iter().any(|office| word.eq_ignore_ascii_case(office));
    let first = words[..last].iter().rposition(is_of_office).map_or(0, |place| place + 1);
    // Ranks stand between both, and are no part of either.
    let name = words[first..last].iter().skip_while(|word| RANKS.contains(*word)).copied();
    let name = name.collect::<Vec<_>>().join(" ");
    (first > 0 && name.contains(' ')).then(|| (words[..first].join(" "), name))
}

/// Last words of the names of offices.
const OFFICES: [&str; 8] =
    ["President", "Minister", "King", "Emir", "Amir", "Chancellor", "Sultan", "Premier"];
const RANKS: [&str; 8] = ["General", "Gen.", "Col.", "Colonel", "Capt.", "Captain", "Marshal", "Dr."];

/// Text without its markup.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => plain.push(c),
            _ => {}
        }
    }
    html_escape::decode_html_entities(&plain).into_owned()
}

/// `7 June 2021` as `2021-06-07`, `June 2021` as `2021-06`.
fn date(text: &str) -> String {
    let read = |format: &str| BrokenDownTime::parse_prefix(format, text).ok().map(|(time, _)| time);
    let time = ["%d %B %Y", "%B %Y", "%Y"].into_iter().find_map(read);
    let parts = |time: BrokenDownTime| {
        let smaller = [time.month(), time.day()].into_iter().map_while(|part| part);
        Some(smaller.fold(time.year()?.to_string(), |date, part| format!("{date}-{part:02}")))
    };
    time.and_then(parts).unwrap_or_default()
}
