//! `variants.toml`: other ways to say what the examples of frames say.

use crate::model::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a preposition and an article become: `de le`, `du`.
pub(crate) type Contractions = BTreeMap<String, String>;

/// The file as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Variants {
    pub(crate) contractions: Contractions,
    /// An argument, with something around it.
    pub(crate) argument: Vec<Wrapping>,
    /// An argument that the sentence starts with.
    pub(crate) subject: Vec<Wrapping>,
    /// The whole sentence.
    pub(crate) sentence: Vec<Wrapping>,
    pub(crate) passive: Passive,
    pub(crate) tenses: TenseIds,
}

/// Something with text around it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wrapping {
    pub(crate) id: String,
    /// Kinds of arguments.
    #[serde(default)]
    pub(crate) of: Vec<Kind>,
    /// `{}` is what it stands around.
    pub(crate) text: String,
    /// The same before a vowel.
    pub(crate) before_vowel: Option<String>,
}

/// The passive: what the verb becomes, and the subject.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passive {
    pub(crate) id: String,
    pub(crate) verb: String,
    pub(crate) agent: String,
}

/// The ids of the variants in other tenses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenseIds {
    pub(crate) future: String,
    pub(crate) conditional: String,
}
