//! Which role, portfolio and country the name of an office says: `Minister of Defence of Mali`, `ministre de la Défense`.

use super::known::Known;
use crate::{
    matcher::fold_words,
    model::{EntryKind, word},
};
use rustc_hash::FxHashMap;

/// English names of offices.
const ENGLISH: &str = include_str!("posts.csv");

/// English words that join the parts of an office; the French ones are words of the language.
const JOINING: [&str; 6] = ["of", "for", "the", "and", "in", "charge"];

/// Names of offices, folded.
pub(super) struct Offices<'k> {
    known: &'k Known<'k>,
    /// A role, with a portfolio where the name has both.
    roles: FxHashMap<String, (String, String)>,
    portfolios: FxHashMap<String, String>,
}

/// An office of the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    pub role: String,
    pub portfolio: String,
    /// The country that its name says, by id.
    pub country: Option<String>,
}

impl<'k> Offices<'k> {
    pub(super) fn new(known: &'k Known<'k>) -> Offices<'k> {
        let (mut roles, mut portfolios) = (FxHashMap::default(), FxHashMap::default());
        for row in known.lexicon.entries() {
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                match row.kind {
                    EntryKind::Role => {
                        roles.entry(fold_words(name)).or_insert((row.id.to_string(), String::new()));
                    }
                    EntryKind::Portfolio => {
                        portfolios.entry(fold_words(name)).or_insert(row.id.to_string());
                    }
                    _ => {}
                }
            }
        }
        for line in ENGLISH.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [phrases, role, portfolio] = cells[..] else { unreachable!("three columns") };
            for phrase in phrases.split('|') {
                match role {
                    "" => drop(portfolios.insert(phrase.to_string(), portfolio.to_string())),
                    _ => drop(roles.insert(phrase.to_string(), (role.to_string(), portfolio.to_string()))),
                }
            }
        }
        Offices { known, roles, portfolios }
    }

    /// The office of a name: a role, then a portfolio, then a country, and nothing else.
    pub(super) fn read(&self, name: &str) -> Option<Office> {
        let folded = fold_words(name);
        let words: Vec<&str> = folded.split(' ').collect();
        let prefixes = (1..=words.len()).rev();
        prefixes.filter_map(|end| Some((end, self.roles.get(&words[..end].join(" "))?))).find_map(
            |(end, (role, portfolio))| {
                let rest = self.without_joining(&words[end..]);
                let office = |portfolio: &str, country| Office {
                    role: role.clone(),
                    portfolio: portfolio.to_string(),
                    country,
                };
                if let Some(country) = self.country(rest) {
                    return Some(office(portfolio, country));
                }
                let mut ends = (1..=rest.len()).rev();
                ends.find_map(|end| {
                    let portfolio = self.portfolios.get(&rest[..end].join(" "))?;
                    Some(office(portfolio, self.country(self.without_joining(&rest[end..]))?))
                })
            },
        )
    }

    fn without_joining<'w, 'n>(&self, words: &'w [&'n str]) -> &'w [&'n str] {
        let joins = |word: &&&str| {
            JOINING.contains(*word)
                || self.known.lexicon.folded_has(word, word::OF | word::ARTICLE | word::FUNCTION)
        };
        &words[words.iter().take_while(joins).count()..]
    }

    /// The country that words say; `Some(None)` for no words.
    fn country(&self, words: &[&str]) -> Option<Option<String>> {
        match words {
            [] => Some(None),
            _ => self.known.countries.find(&words.join(" ")).map(|id| Some(id.to_string())),
        }
    }
}
