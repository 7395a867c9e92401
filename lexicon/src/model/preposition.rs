//! Prepositions before the name of a country, by its article.

use super::Cues;
use crate::matcher::fold;
use std::collections::BTreeMap;

impl Cues {
    /// A name after `de`: `du Mali`, `d’Angola`. A country says which article its name has, none included.
    pub fn of(&self, article: Option<&str>, name: &str) -> String {
        behind(&self.genitive, article, name)
    }

    /// A country where something is: `au Mali`, `en Angola`.
    pub fn at(&self, article: Option<&str>, name: &str) -> String {
        behind(&self.locative, article, name)
    }
}

/// A name behind the preposition that a table has for its article.
fn behind(prepositions: &BTreeMap<String, String>, article: Option<&str>, name: &str) -> String {
    let vowel = || fold(name).starts_with(['a', 'e', 'i', 'o', 'u']);
    let key = match article {
        Some("") if vowel() => "vowel",
        other => other.unwrap_or_default(),
    };
    let preposition = prepositions.get(key).or_else(|| prepositions.get(""));
    format!("{}{name}", preposition.map_or("", String::as_str))
}
