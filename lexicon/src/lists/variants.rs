//! `variants.toml`: other ways to say what the examples of frames say.

use crate::model::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a preposition and an article become: `de le`, `du`.
pub type Contractions = BTreeMap<String, String>;

/// The file as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variants {
    /// By preposition and article.
    pub contractions: Contractions,
    /// An argument, with something around it.
    pub argument: Vec<Wrapping>,
    /// An argument that the sentence starts with.
    pub subject: Vec<Wrapping>,
    /// The whole sentence.
    pub sentence: Vec<Wrapping>,
    /// The passive in the place of the active.
    pub passive: Passive,
    /// Other tenses of the verb.
    pub tenses: TenseIds,
}

/// Something with text around it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapping {
    /// What reports call the variant.
    pub id: String,
    /// Kinds of arguments.
    #[serde(default)]
    pub of: Vec<Kind>,
    /// `{}` is what it stands around.
    pub text: String,
    /// The same before a vowel.
    pub before_vowel: Option<String>,
}

/// The passive: what the verb becomes, and the subject.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passive {
    /// What reports call the variant.
    pub id: String,
    /// What the verb becomes; `{}` is its participle.
    pub verb: String,
    /// What stands before the agent.
    pub agent: String,
}

/// The ids of the variants in other tenses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenseIds {
    /// That of the future.
    pub future: String,
    /// That of the conditional.
    pub conditional: String,
}
