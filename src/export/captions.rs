//! What the outputs for people call things, in each language: `captions.toml`.

use std::{str::FromStr, sync::LazyLock};
use toml::{Table, Value};

/// The captions, by group, key and language.
static CAPTIONS: LazyLock<Table> =
    LazyLock::new(|| Table::from_str(include_str!("captions.toml")).expect("the captions are TOML"));

/// A language of captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Language {
    /// French.
    #[default]
    French,
    /// English.
    English,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::French, Language::English];

    /// Its code of ISO 639-1: `fr`.
    pub fn name(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
        }
    }

    /// The language of a code.
    pub fn from_name(name: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.name() == name)
    }
}

/// The caption of a key of a group; the key itself where there is none, as for a relation type of one's own.
pub fn caption<'k>(group: &str, key: &'k str, language: Language) -> &'k str {
    let caption = CAPTIONS.get(group).and_then(|group| group.get(key)?.get(language.name())?.as_str());
    caption.unwrap_or(key)
}

/// A caption with values in its gaps: `{0}` is the first.
pub fn filled(caption: &str, values: &[String]) -> String {
    let gaps = values.iter().enumerate();
    gaps.fold(caption.to_string(), |text, (gap, value)| text.replace(&format!("{{{gap}}}"), value))
}

/// What a column of a table says, in French.
#[cfg(feature = "xlsx")]
pub(super) fn says(group: &str, column: &str) -> Option<&'static str> {
    CAPTIONS.get(group)?.get(column)?.get("says")?.as_str()
}

/// The groups of captions of some names, as they stand.
#[allow(dead_code)] // of the report
pub(super) fn groups(names: &[&'static str]) -> std::collections::BTreeMap<&'static str, &'static Value> {
    names.iter().filter_map(|&name| Some((name, CAPTIONS.get(name)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lexicon,
        model::{Kind, Modality},
    };

    #[test]
    fn every_key_has_a_caption_in_every_language() {
        for (group, keys) in CAPTIONS.iter() {
            for (key, caption) in keys.as_table().unwrap() {
                for language in Language::ALL {
                    let text = caption.get(language.name()).and_then(Value::as_str);
                    assert!(
                        text.is_some_and(|text| !text.is_empty()),
                        "{group}.{key} in {}",
                        language.name()
                    );
                }
            }
        }
    }

    #[test]
    fn every_name_of_the_data_has_a_caption() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let relations = lexicon.relation_types().iter().map(|relation| ("relation", &*relation.id));
        let ties = lexicon.cooccurrence.rules.iter().map(|rule| ("relation", &*rule.edge));
        let kinds = Kind::ALL.map(|kind| ("kind", kind.name()));
        let modalities = Modality::ALL.map(|modality| ("modality", modality.name()));
        for (group, key) in relations.chain(ties).chain(kinds).chain(modalities) {
            assert!(CAPTIONS[group].get(key).is_some(), "{group}.{key}");
        }
        assert_eq!(caption("relation", "own_type", Language::French), "own_type");
        assert_eq!(Language::from_name("en"), Some(Language::English));
        assert_eq!(Language::from_name("de"), None);
    }
}
