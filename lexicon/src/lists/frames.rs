//! `relations.toml` and `frames-*.toml`: relation types, and how French states them.

use super::{features::FeatureBuilder, merge::Merged, needs::Added, texts::Texts};
use crate::{
    error::Result,
    matcher::{Vocabulary, WordId},
    model::{
        AND, Element, Elements, Endings, Example, FeatureSet, Frame, Frames, Kind, Modality, Noun, NounId,
        Prepositions, RelationType, Shows, Slot, StandsFor, Template, VerbForm, VerbId, Voice, slug, word,
    },
};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use smallvec::SmallVec;
use std::ops::Range;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypesFile {
    relation: Vec<Spanned<RelationType>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FramesFile {
    #[serde(default)]
    frame: Vec<Spanned<Stanza>>,
}

/// A `[[frame]]` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stanza {
    relation: Spanned<String>,
    id: Option<String>,
    verb: Option<Spanned<Many>>,
    #[serde(default)]
    takes: Vec<Spanned<String>>,
    noun: Option<Spanned<Many>>,
    #[serde(default)]
    noun_takes: Vec<Spanned<String>>,
    #[serde(default)]
    source: Vec<Kind>,
    #[serde(default)]
    target: Vec<Kind>,
    #[serde(default)]
    negated: bool,
    modality: Option<Modality>,
    confidence: Option<Spanned<f64>>,
    #[serde(default)]
    qualified: bool,
    #[serde(default)]
    near: bool,
    #[serde(default)]
    says: Vec<Spanned<String>>,
    #[serde(default)]
    denies: Vec<Spanned<String>>,
    #[serde(default)]
    ignores: Vec<Spanned<String>>,
    #[serde(default)]
    varies_not: Vec<String>,
}

/// One word or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Many {
    One(String),
    More(Vec<String>),
}

impl Default for Many {
    fn default() -> Many {
        Many::More(Vec::new())
    }
}

/// The triggers of a frame, and where they stand.
fn words(many: &Option<Spanned<Many>>) -> (&[String], Range<usize>) {
    let Some(many) = many else { return (&[], 0..0) };
    let words = match many.get_ref() {
        Many::One(word) => std::slice::from_ref(word),
        Many::More(words) => words,
    };
    (words, many.span())
}

/// Of relations by a frame that says nothing else, so many are right.
const USUAL_CONFIDENCE: f64 = 0.85;

/// The types of relations.
pub(super) fn types(files: Merged) -> Result<Vec<RelationType>> {
    let (file, texts) = files.parse::<TypesFile>()?;
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    match file.relation.iter().find(|relation| !is_id(&relation.get_ref().id)) {
        Some(relation) => {
            let error = texts.error(relation.span(), format!("`{}` is not an id", relation.get_ref().id));
            Err(error.with_hint("small letters and underscores: `trains`"))
        }
        None => Ok(file.relation.into_iter().map(Spanned::into_inner).collect()),
    }
}

/// The index of the type that is named.
pub(super) fn type_of(texts: &Texts, types: &[RelationType], name: &Spanned<String>) -> Result<u32> {
    let found = types.iter().position(|relation| *relation.id == **name.get_ref());
    found.map(|index| index as u32).ok_or_else(|| {
        let known: Vec<&str> = types.iter().map(|relation| &*relation.id).collect();
        let error = texts.error(name.span(), format!("no relation type `{}`", name.get_ref()));
        error.with_hint(format!("the types stand in relations.toml: {}", known.join(", ")))
    })
}

/// The id of a frame: of two files, the later frame with it takes the place of the earlier.
pub(super) fn frame_id(relation: &str, name: &str) -> String {
    format!("fr.{relation}.{}", slug(name.split('|').next().unwrap_or_default()))
}

/// Adds frames to those that are there, the types of relations and the words of the language; gives the words that their
/// nouns are.
pub(super) fn add(frames: &mut Frames, files: Merged) -> Result<Vec<WordId>> {
    let (file, texts) = files.parse::<FramesFile>()?;
    let lemmas = frames.verbs.iter().zip(0..).map(|(verb, id)| (verb.lemma.clone(), VerbId(id))).collect();
    let nouns = frames.nouns.iter().zip(0..).map(|(noun, id)| (noun.lemma.clone(), NounId(id))).collect();
    let mut builder = Builder { texts, lemmas, nouns, words_of_nouns: Vec::new(), frames };
    file.frame.iter().try_for_each(|stanza| builder.frame(stanza.get_ref(), stanza.span()))?;
    Ok(builder.words_of_nouns)
}

struct Builder<'f> {
    texts: Texts<'f>,
    frames: &'f mut Frames,
    lemmas: FxHashMap<Box<str>, VerbId>,
    nouns: FxHashMap<Box<str>, NounId>,
    words_of_nouns: Vec<WordId>,
}

impl Builder<'_> {
    fn frame(&mut self, stanza: &Stanza, span: Range<usize>) -> Result<()> {
        let relation = type_of(&self.texts, &self.frames.types, &stanza.relation)?;
        let ((verbs, _), (nouns, _)) = (words(&stanza.verb), words(&stanza.noun));
        let triggers: Vec<&String> = verbs.iter().chain(nouns).collect();
        let Some(&first) = triggers.first() else {
            let error = self.texts.error(span, "a frame without a trigger");
            return Err(error.with_hint("give it `verb = \"…\"` or `noun = \"…\"`"));
        };
        let index = self.frames.frames.len() as u32;
        self.frames.frames.push(Frame {
            id: frame_id(stanza.relation.get_ref(), stanza.id.as_ref().unwrap_or(first)).into(),
            relation,
            place: self.texts.place(span.start),
            source: stanza.source.clone(),
            target: stanza.target.clone(),
            negated: stanza.negated,
            modality: stanza.modality,
            confidence: confidence(&self.texts, stanza)?,
            qualified: stanza.qualified,
            near: stanza.near,
            triggers: triggers.iter().map(|trigger| trigger.as_str().into()).collect(),
            examples: examples(&self.texts, stanza, span)?,
            varies_not: stanza.varies_not.iter().map(|id| id.as_str().into()).collect(),
        });
        self.verbs(stanza, index)?;
        self.nouns(stanza, index)
    }

    fn verbs(&mut self, stanza: &Stanza, frame: u32) -> Result<()> {
        let (verbs, span) = words(&stanza.verb);
        let templates = self.templates(&stanza.takes, frame, (verbs, &span))?;
        for verb in verbs {
            let Some(id) = self.lemmas.get(verb.as_str()) else {
                let error = self.texts.error(span, format!("no verb `{verb}`"));
                return Err(
                    error.with_hint("a verb is named by its infinitive, and has its forms in verbs.csv")
                );
            };
            self.frames.verbs[id.0 as usize].templates.extend(templates.clone());
        }
        Ok(())
    }

    fn nouns(&mut self, stanza: &Stanza, frame: u32) -> Result<()> {
        let (nouns, span) = words(&stanza.noun);
        let templates = self.templates(&stanza.noun_takes, frame, (nouns, &span))?;
        for noun in nouns {
            if noun.split('|').any(|form| form.trim().is_empty()) {
                return Err(self.texts.error(span, "a noun without a word"));
            }
            let forms = forms_of_noun(&self.frames.endings, noun);
            let lemma: Box<str> = forms[0].as_str().into();
            let id = *self.nouns.entry(lemma.clone()).or_insert_with(|| {
                self.frames.nouns.push(Noun { lemma, templates: SmallVec::new() });
                NounId(self.frames.nouns.len() as u16 - 1)
            });
            self.frames.nouns[id.0 as usize].templates.extend(templates.clone());
            for form in forms {
                self.frames.words.add(&form).noun = Some(id);
                self.words_of_nouns.push(self.frames.words.id(&form));
            }
        }
        Ok(())
    }

    /// Adds the templates of a frame's verbs or nouns.
    fn templates(
        &mut self,
        takes: &[Spanned<String>],
        frame: u32,
        (triggers, span): (&[String], &Range<usize>),
    ) -> Result<Range<u32>> {
        let first = self.frames.templates.len() as u32;
        match (takes.first(), triggers.first()) {
            (Some(take), None) => {
                return Err(self.texts.error(take.span(), "a template without a trigger"));
            }
            (None, Some(_)) => {
                let error = self.texts.error(span.clone(), "a trigger without a template");
                return Err(error.with_hint("give it `takes = [\"A _ B\"]`, or `noun_takes` for a noun"));
            }
            _ => {}
        }
        for take in takes {
            let template = template(self.frames, take.get_ref(), frame);
            let template = template.map_err(|message| {
                let hint = "a template holds A, B and _, N for any noun, prepositions and words: `A _ avec B`, `_ de|à B`";
                self.texts.error(take.span(), message).with_hint(hint)
            })?;
            self.frames.templates.push(template);
        }
        Ok(first..self.frames.templates.len() as u32)
    }
}

/// The forms of a noun: the lemma and its plural, or those that are given, with `|` between them.
fn forms_of_noun(endings: &Endings, noun: &str) -> Vec<String> {
    if noun.contains('|') {
        return noun.split('|').map(|form| form.trim().to_string()).collect();
    }
    let plural = endings.plural_of(noun);
    if plural == noun { vec![plural] } else { vec![noun.to_string(), plural] }
}

fn confidence(texts: &Texts, stanza: &Stanza) -> Result<f64> {
    let Some(confidence) = &stanza.confidence else { return Ok(USUAL_CONFIDENCE) };
    match *confidence.get_ref() {
        share if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err(texts.error(confidence.span(), "a confidence is a share above 0 and up to 1")),
    }
}

fn examples(texts: &Texts, stanza: &Stanza, span: Range<usize>) -> Result<Vec<Example>> {
    let kinds =
        [(&stanza.says, Shows::Says), (&stanza.denies, Shows::Denies), (&stanza.ignores, Shows::Ignores)];
    let mut examples = Vec::new();
    for (examples_of, shows) in kinds {
        for text in examples_of {
            if shows != Shows::Ignores && text.get_ref().matches(['[', '{']).count() != 2 {
                let error = texts.error(text.span(), "an example needs its two ends marked");
                return Err(
                    error.with_hint("write [ ] around the source and { } or a second [ ] around the target")
                );
            }
            let place = texts.place(text.span().start);
            examples.push(Example { shows, text: text.get_ref().as_str().into(), place });
        }
    }
    match stanza.says.is_empty() {
        true => Err(texts.error(span, "a frame without an example").with_hint("give it `says = [\"…\"]`")),
        false => Ok(examples),
    }
}

/// Reads `A _ avec B`.
fn template(frames: &mut Frames, text: &str, frame: u32) -> std::result::Result<Template, String> {
    let mut words = text.split_whitespace().peekable();
    let mut template = Template {
        frame,
        text: text.into(),
        voice: Voice::Active,
        before: Elements::new(),
        after: Elements::new(),
    };
    let (mut trigger, mut prepositions) = (false, Prepositions::new());
    while let Some(word) = words.next() {
        let elements = if trigger { &mut template.after } else { &mut template.before };
        match word {
            "_" if trigger => return Err("two triggers `_` in a template".into()),
            "_" => trigger = true,
            _ if words.peek() == Some(&"_") && word == Voice::Reflexive.sign() => {
                template.voice = Voice::Reflexive;
            }
            _ if words.peek() == Some(&"_") && word == Voice::Passive.sign() => {
                template.voice = Voice::Passive
            }
            "A" if words.peek() == Some(&AND) => {
                words.next();
                match words.next() {
                    Some("B") => elements.push(Element::Pair(std::mem::take(&mut prepositions))),
                    _ => return Err("`A et` without `B`".into()),
                }
            }
            "A" => elements.push(Element::Slot(Slot::Source, std::mem::take(&mut prepositions))),
            "B" => elements.push(Element::Slot(Slot::Target, std::mem::take(&mut prepositions))),
            "N" => elements.push(Element::Noun),
            "," => elements.push(Element::Comma),
            _ => {
                let of_word = prepositions_of(frames, word);
                match (&of_word, words.peek()) {
                    (Some(ids), Some(&"A" | &"B")) => prepositions.clone_from(ids),
                    (Some(ids), _) => elements.push(Element::Preposition(ids.clone())),
                    (None, _) if word == "…" => elements.push(Element::Infinitive),
                    (None, _) => {
                        let words = word.split('|').map(|word| frames.words.id(word));
                        elements.push(Element::Word(words.collect()));
                    }
                }
            }
        }
    }
    let elements = template.before.iter().chain(&template.after);
    let slots = |slot: Slot| {
        elements.clone().filter(move |element| match element {
            Element::Slot(found, _) => *found == slot,
            Element::Pair(_) => true,
            _ => false,
        })
    };
    match (trigger, slots(Slot::Source).count(), slots(Slot::Target).count()) {
        (false, ..) => Err("no trigger `_` in the template".into()),
        (_, 1, 1) => Ok(template),
        _ => Err("a template needs A and B, each once".into()),
    }
}

/// `de|à`, `auprès_de`: the prepositions, where all of them are some.
fn prepositions_of(frames: &Frames, word: &str) -> Option<Prepositions> {
    word.split('|').map(|name| frames.preposition(&name.replace('_', " "))).collect()
}

/// Marks every spelling of a trigger, and the words that may stand for an actor.
pub(super) fn add_features(
    frames: &Frames,
    added: &Added,
    (features, vocabulary): (&mut FeatureBuilder, &mut Vocabulary),
) {
    let when = |is: bool, features| if is { features } else { FeatureSet::NONE };
    for (spelling, word) in added.words(frames) {
        let verb = |form: &VerbForm| !frames.verbs[form.verb.0 as usize].templates.is_empty();
        let trigger = word.noun.is_some() || word.verbs.iter().any(verb);
        let several = word.several.is_some();
        let anaphor = word.takes_up.is_some();
        let envoys = word.stands_for == Some(StandsFor::Envoys);
        let stand_in = word.stands_alone || several || anaphor || envoys;
        let set = when(trigger, word::TRIGGER)
            | when(stand_in, word::STAND_IN)
            | when(anaphor, word::ANAPHOR)
            | when(word.stands_alone, word::STATE)
            | when(several, word::SEVERAL)
            | when(word.number > 0, word::NUMBER);
        if set != FeatureSet::NONE {
            features.add(vocabulary, spelling, set);
        }
    }
}
