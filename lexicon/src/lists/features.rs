//! `features.toml`: the words of each feature, and which features each word of the vocabulary has in the end.

use super::{
    merge::Merged,
    rows::{Row, Rows},
    texts::Texts,
};
use crate::{
    compiled::{Dictionary, Flat},
    error::{Error, Place, Result},
    matcher::{FormId, FormMap, Vocabulary, WordId, nearest},
    model::{FEATURES, Feature, FeatureSet, Features, Frames, Origin},
};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    feature: Vec<Stanza>,
}

/// A `[[feature]]` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stanza {
    name: Spanned<String>,
    #[serde(rename = "says")]
    _says: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    verbs: Vec<Spanned<String>>,
    #[serde(default)]
    prepositions: Vec<Spanned<String>>,
    #[serde(default)]
    implies: Vec<Spanned<String>>,
    #[serde(default)]
    exact: bool,
}

/// The words of each feature, as the files list them.
#[derive(Debug, Default)]
pub(super) struct FeatureLists {
    lists: Vec<FeatureList>,
    pub(super) spellings: Spellings,
}

/// Of each word that the files list, the features that list it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Spellings(Dictionary<FeatureSet>);

impl Spellings {
    /// Whether a spelling is listed as a word of some features.
    pub(super) fn has(&self, features: FeatureSet, spelling: &str) -> bool {
        self.0.get(spelling).is_some_and(|listed| listed.intersects(features))
    }
}

#[derive(Debug)]
struct FeatureList {
    name: &'static str,
    place: Place,
    /// The feature, and what it implies.
    set: FeatureSet,
    words: Vec<String>,
    /// Infinitives.
    verbs: Vec<String>,
    /// Names of prepositions, with their places.
    prepositions: Vec<(String, Place)>,
    /// Whether its words are told by their spelling in small letters, and not by their form.
    exact: bool,
}

impl FeatureList {
    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.verbs.is_empty() && self.prepositions.is_empty()
    }
}

impl FeatureLists {
    pub(super) fn read(files: Merged, rows: &Rows) -> Result<FeatureLists> {
        let lemmas: FxHashSet<&str> = rows.list("verbs").map(|row| row.cell("lemma")).collect();
        let (file, texts) = files.parse::<File>()?;
        let lists: Vec<FeatureList> =
            file.feature.iter().map(|stanza| list(&texts, stanza, &lemmas)).collect::<Result<_>>()?;
        let mut spellings = Spellings::default();
        for list in &lists {
            for word in &list.words {
                *spellings.0.entry(word) |= list.set;
            }
        }
        Ok(FeatureLists { lists, spellings })
    }

    /// The declared features that have no words, and where the files name them.
    pub(super) fn without_words(&self) -> impl Iterator<Item = (&'static str, Option<&Place>)> {
        let listed = FEATURES.iter().filter(|feature| feature.origin == Origin::Listed);
        listed.filter_map(|feature| match self.lists.iter().find(|list| list.name == feature.name) {
            Some(list) if !list.is_empty() => None,
            list => Some((feature.name, list.map(|list| &list.place))),
        })
    }

    /// By preposition, its features.
    pub(super) fn of_prepositions(&self, frames: &Frames) -> Result<Flat<FeatureSet>> {
        let mut features = vec![FeatureSet::NONE; frames.prepositions.len()];
        for list in &self.lists {
            for (name, place) in &list.prepositions {
                let id = frames.preposition(name).ok_or_else(|| {
                    let error = Error::data(place.clone(), format!("`{name}` is no preposition"));
                    error.with_hint("the prepositions stand in grammar.toml")
                })?;
                features[id.0 as usize] |= list.set;
            }
        }
        Ok(features.into())
    }

    /// Gives the words their features.
    pub(super) fn add_to(&self, features: &mut FeatureBuilder, vocabulary: &mut Vocabulary, rows: &Rows) {
        for list in &self.lists {
            for word in &list.words {
                match list.exact {
                    true => features.add_exact(word, list.set),
                    false => features.add(vocabulary, word, list.set),
                }
            }
            if !list.verbs.is_empty() {
                let is_listed = |row: &Row| list.verbs.iter().any(|verb| verb == row.cell("lemma"));
                let forms = rows.list("verbs").filter(is_listed).flat_map(super::grammar::forms);
                forms.for_each(|(form, ..)| features.add(vocabulary, form, list.set));
            }
        }
    }
}

fn list(texts: &Texts, stanza: &Stanza, lemmas: &FxHashSet<&str>) -> Result<FeatureList> {
    let feature = find(texts, &stanza.name)?;
    if feature.origin == Origin::Derived {
        let message = format!("the words of `{}` are not listed here", feature.name);
        return Err(texts
            .error(stanza.name.span(), message)
            .with_hint("they follow from other lists; a word gets it by `implies`"));
    }
    let mut set = feature.set;
    for implied in &stanza.implies {
        set |= find(texts, implied)?.set;
    }
    if let Some(verb) = stanza.verbs.iter().find(|verb| !lemmas.contains(verb.get_ref().as_str())) {
        let error = texts.error(verb.span(), format!("no verb `{}`", verb.get_ref()));
        return Err(error.with_hint("its forms must stand in verbs.csv"));
    }
    let verbs = stanza.verbs.iter().map(|verb| verb.get_ref().clone());
    let prepositions = stanza
        .prepositions
        .iter()
        .map(|preposition| (preposition.get_ref().clone(), texts.place(preposition.span().start)));
    Ok(FeatureList {
        name: feature.name,
        place: texts.place(stanza.name.span().start),
        set,
        words: stanza.words.clone(),
        verbs: verbs.collect(),
        prepositions: prepositions.collect(),
        exact: stanza.exact,
    })
}

/// The feature of a name: one that code asks for.
fn find(texts: &Texts, name: &Spanned<String>) -> Result<&'static Feature> {
    Feature::find(name.get_ref()).ok_or_else(|| unknown(texts, name))
}

fn unknown(texts: &Texts, name: &Spanned<String>) -> Error {
    let error = texts.error(name.span(), format!("nothing asks for a feature `{}`", name.get_ref()));
    match nearest(name.get_ref(), FEATURES.iter().map(|feature| feature.name)) {
        Some(near) => error.with_hint(format!("did you mean `{near}`?")),
        None => error.with_hint("`src/model/feature.rs` declares the features"),
    }
}

/// The features of forms and spellings, before words have ids.
#[derive(Debug, Default)]
pub(super) struct FeatureBuilder {
    of_form: FormMap<FeatureSet>,
    of_spelling: BTreeMap<Box<str>, FeatureSet>,
}

impl FeatureBuilder {
    /// Adds features to the form of a token.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, token: &str, features: FeatureSet) {
        self.add_to_form(vocabulary.intern(token), features);
    }

    /// Adds features to a known form.
    pub(super) fn add_to_form(&mut self, form: FormId, features: FeatureSet) {
        *self.of_form.entry(form) |= features;
    }

    /// Adds features to a spelling in small letters.
    fn add_exact(&mut self, spelling: &str, features: FeatureSet) {
        *self.of_spelling.entry(spelling.into()).or_default() |= features;
    }

    /// Adds to the features of each word: those of its form, and of its spelling. Forms without a spelling of their own share
    /// a word with those of the same features.
    pub(super) fn finish(self, vocabulary: &mut Vocabulary, features: &mut Features) {
        let of_spelling: Vec<(WordId, FeatureSet)> = self
            .of_spelling
            .iter()
            .map(|(spelling, &features)| (vocabulary.spell(spelling), features))
            .collect();
        let mut shared: FxHashMap<FeatureSet, WordId> =
            vocabulary.shared_words().map(|word| (features.of(word), word)).collect();
        let of_word = features.to_mut();
        of_word.resize(vocabulary.word_count() + 1, FeatureSet::NONE);
        for form in self.of_form.forms() {
            let before = of_word[vocabulary.word_of_form(form).index()];
            let features = before | self.of_form.get(form).copied().unwrap_or_default();
            vocabulary.spelled_words(form).for_each(|word| of_word[word.index()] |= features);
            if features == FeatureSet::NONE {
                continue;
            }
            let rest = *shared.entry(features).or_insert_with(|| {
                of_word.push(features);
                vocabulary.add_word()
            });
            vocabulary.set_word(form, rest);
        }
        of_spelling.iter().for_each(|(word, features)| of_word[word.index()] |= *features);
    }
}
