//! What palabre knows of relations: their types, the frames that state them, the verbs, and the words around them.

use super::{FeatureSet, Kind, Kinds, Modality};
use crate::{
    compiled::{Dictionary, Flat, Shelf},
    error::Place,
    matcher::{FormTable, Vocabulary, WordId},
};
use bytemuck::{Pod, Zeroable};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Relation types, frames and the grammar that they stand on. Made by the `lexicon` stage.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Frames {
    /// The relation types, in the order of their file.
    pub types: Vec<RelationType>,
    /// The frames, by file and place in it.
    pub frames: Shelf<Frame>,
    /// The ways in which the frames are said.
    pub templates: Shelf<Template>,
    /// The verbs.
    pub verbs: Shelf<Verb>,
    /// `être`
    pub be: Option<VerbId>,
    /// `avoir`
    pub have: Option<VerbId>,
    /// The nouns that frames are about, with their templates.
    pub nouns: Shelf<Noun>,
    /// What a word may be.
    pub words: WordList,
    /// What a sentence must hold for a trigger to state anything in it.
    pub needs: Needs,
    /// The expressions of several words that start with a word, by [`Word::phrases`].
    pub phrases: Shelf<Phrases>,
    /// Names of the prepositions: `de`, `auprès de`.
    pub prepositions: Vec<Box<str>>,
    /// By preposition, what is asked of it.
    pub preposition_features: Flat<FeatureSet>,
    /// What the time of a verb says of its modality.
    pub tenses: Tenses,
    /// Endings of words that no list has.
    pub endings: Endings,
    /// Prepositions as texts write them that leave accents out, and as they are.
    pub unaccented: BTreeMap<Box<str>, Box<str>>,
    /// What relations that need no trigger stand on.
    pub structure: Structure,
    /// What nouns take up that was named before, by [`Word::takes_up`].
    pub anaphors: Vec<Anaphor>,
}

/// What a noun with a definite article takes up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Anaphor {
    /// A country: `le pays`.
    Country,
    /// A body: `l’organisation`.
    Body {
        /// The noun, folded.
        noun: Box<str>,
        /// Of which subtypes it is, where the noun is no part of its name.
        subtypes: Vec<Box<str>>,
        /// Whether it may be a body that no list has.
        unlisted: bool,
    },
    /// A person: `l’artiste`.
    Person {
        /// Whether only somebody may be meant of whom the text says that role: `le directeur général`.
        held: bool,
    },
}

/// What relations that need no trigger stand on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Roles that nobody holds in a country: `avocat`.
    pub professions: FxHashSet<Box<str>>,
    /// Roles that say more than that somebody holds them in a body: `joueur`.
    pub roles_in_body: FxHashMap<Box<str>, RoleInBody>,
    /// Roles that are offices of a body, which a phrase before them may name: `secrétaire général`.
    pub offices_of_bodies: FxHashSet<Box<str>>,
    /// Roles that somebody holds in a country, too, though others of their category are held in none: `sélectionneur`.
    pub in_country: FxHashSet<Box<str>>,
    /// Roles in sport held for a country that is named with `de`: `gardien`.
    pub for_country: FxHashSet<Box<str>>,
    /// Subtypes of the bodies that somebody with their name right beside is a member of: `party`.
    pub affiliations: Vec<Box<str>>,
}

/// What somebody with a role is to the body that it is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleInBody {
    /// The relation: `member_of`.
    pub relation: Box<str>,
    /// Subtypes of the bodies; none for any.
    pub bodies: Vec<Box<str>>,
}

/// Expressions of several words that start with the same word, each without it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Phrases {
    /// `d’ailleurs`
    pub adverbs: Vec<Words>,
    /// `ainsi que`
    pub conjunctions: Vec<Words>,
    /// `auprès de`
    pub compounds: Vec<(Words, PrepositionId)>,
}

/// Endings by which words that no list has are told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endings {
    /// Of adverbs: `ment`.
    pub adverb: Vec<Box<str>>,
    /// Of past participles: `é`.
    pub participle: Vec<Box<str>>,
    /// Of nouns, with what they are in the plural: `al`, `aux`.
    pub plural: BTreeMap<Box<str>, Box<str>>,
}

impl Endings {
    /// The plural of a noun, by the longest of the endings that it has.
    pub fn plural_of(&self, noun: &str) -> String {
        let endings =
            self.plural.iter().filter_map(|(ending, plural)| Some((noun.strip_suffix(&**ending)?, plural)));
        let shortest = endings.min_by_key(|(stem, _)| stem.len());
        shortest.map_or_else(|| noun.to_string(), |(stem, plural)| format!("{stem}{plural}"))
    }

    /// What a form may be the plural of.
    pub fn singulars_of(&self, form: &str) -> impl Iterator<Item = String> {
        let stems = self
            .plural
            .iter()
            .filter_map(move |(ending, plural)| Some(format!("{}{ending}", form.strip_suffix(&**plural)?)));
        stems.filter(move |noun| noun != form && self.plural_of(noun) == form)
    }
}

/// What the time of a verb says of its modality, where nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenses {
    /// `rencontrera`
    pub future: Modality,
    /// `rencontrerait`
    pub conditional: Modality,
    /// `aurait rencontré`: hearsay, in the press.
    pub past_conditional: Modality,
}

impl Default for Tenses {
    fn default() -> Tenses {
        Tenses {
            future: Modality::Planned,
            conditional: Modality::Conditional,
            past_conditional: Modality::Reported,
        }
    }
}

impl Frames {
    /// The expressions that start with a word.
    pub fn phrases_of(&mut self, first: &str) -> &mut Phrases {
        let word = self.words.add(first);
        let place = *word.phrases.get_or_insert_with(|| {
            self.phrases.push(Phrases::default());
            self.phrases.len() as u16 - 1
        });
        &mut self.phrases[usize::from(place)]
    }

    /// Whether a preposition has one of some features.
    #[inline]
    pub fn preposition_has(&self, id: PrepositionId, features: FeatureSet) -> bool {
        self.preposition_features.get(id.0 as usize).is_some_and(|own| own.intersects(features))
    }

    /// The prepositions that have one of some features.
    #[inline]
    pub fn prepositions_with(&self, features: FeatureSet) -> Prepositions {
        let ids = (0..self.prepositions.len()).map(|id| PrepositionId(id as u16));
        ids.filter(|&id| self.preposition_has(id, features)).collect()
    }

    /// Whether one preposition stands for another in a row: itself, or its last word, as in `en présence de A et de B`.
    pub fn takes_up(&self, again: PrepositionId, first: PrepositionId) -> bool {
        let name = |id: PrepositionId| &*self.prepositions[id.0 as usize];
        again == first || name(first).rsplit_once(' ').is_some_and(|(_, last)| last == name(again))
    }

    /// The type of a frame.
    pub fn type_of(&self, frame: &Frame) -> &RelationType {
        &self.types[frame.relation as usize]
    }

    /// The preposition of a name: `auprès de`.
    pub fn preposition(&self, name: &str) -> Option<PrepositionId> {
        let index = self.prepositions.iter().position(|preposition| &**preposition == name)?;
        Some(PrepositionId(index as u16))
    }

    /// The type of a name: `meets`.
    pub fn find_type(&self, id: &str) -> Option<&RelationType> {
        self.types.iter().find(|relation| &*relation.id == id)
    }
}

/// A type of relation: a `[[relation]]` of `relations.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RelationType {
    /// `meets`
    pub id: Box<str>,
    /// What it says, with A and B.
    pub says: Box<str>,
    /// Whether it is a deed, that somebody may be said to do: `effectuer une visite`.
    #[serde(default = "yes")]
    pub deed: bool,
    /// Whether a possessive says whose it is, where it is no deed: `son fils`, `son siège`.
    #[serde(default)]
    pub owned: bool,
    /// Whether A and B may change places.
    #[serde(default)]
    pub symmetric: bool,
    /// What may be the source.
    pub source: Vec<Kind>,
    /// What may be the target.
    pub target: Vec<Kind>,
    /// PLOVER event type: `CONSULT`.
    pub plover: Option<Box<str>>,
    /// CAMEO code: `04`.
    pub cameo: Option<Box<str>>,
}

fn yes() -> bool {
    true
}

/// How a relation is stated: a `[[frame]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Frame {
    /// `fr.meets.rencontrer`
    pub id: Box<str>,
    /// Index of the type.
    pub relation: u32,
    /// Where it stands.
    pub place: Place,
    /// What may be the source, where that is less than what the type admits.
    pub source: Vec<Kind>,
    /// What may be the target.
    pub target: Vec<Kind>,
    /// Whether the words themselves say that it is not so, or no longer: `rompre`.
    pub negated: bool,
    /// How the words themselves say it, where not as a fact: `prévoir`.
    pub modality: Option<Modality>,
    /// Share of such relations that are right, 0 to 1.
    pub confidence: f64,
    /// Whether the trigger is kept as the qualifier: `frère`.
    pub qualified: bool,
    /// Whether the complement must follow the trigger at once.
    pub near: bool,
    /// The words that trigger it, as written in the file.
    pub triggers: Vec<Box<str>>,
    /// Sentences that state it.
    pub examples: Vec<Example>,
    /// Kinds of variants (`variants.toml`) that its examples do not allow: `passive`.
    pub varies_not: Vec<Box<str>>,
}

/// A sentence that shows what a frame does, with where it stands in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Example {
    /// What it shows.
    pub shows: Shows,
    /// The sentence, `[…]` around the source, `[…]` or `{…}` around the target.
    pub text: Box<str>,
    /// Where it stands.
    pub place: Place,
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shows {
    /// The relation.
    Says,
    /// The relation, negated or denied.
    Denies,
    /// No relation of the frame.
    Ignores,
}

/// A frame's words around its trigger: `A _ B`, `_ entre A et B`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// Index of the frame.
    pub frame: u32,
    /// As it is written.
    pub text: Box<str>,
    /// The voice in which the verb must stand.
    pub voice: Voice,
    /// What stands before the trigger, in reading order.
    pub before: Elements,
    /// What stands after the trigger, in reading order.
    pub after: Elements,
}

/// Pieces of a template in reading order.
pub type Elements = SmallVec<[Element; 2]>;

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Element {
    /// `A` or `B`, with the prepositions that may stand before it; none for a subject or an object.
    Slot(Slot, Prepositions),
    /// `A et B`, with the prepositions that may stand before both.
    Pair(Prepositions),
    /// One of some words.
    Word(Words),
    /// `…`: the infinitive that a verb takes.
    Infinitive,
    /// One of some prepositions, before a word.
    Preposition(Prepositions),
    /// `N`: any noun that is no actor.
    Noun,
    /// `,`: a comma.
    Comma,
}

/// Some prepositions.
pub type Prepositions = SmallVec<[PrepositionId; 8]>;

/// Some words.
pub type Words = SmallVec<[WordId; 4]>;

/// One of the two places that a relation joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot {
    /// A.
    Source,
    /// B.
    Target,
}

/// Index in [`Frames::prepositions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PrepositionId(pub u16);

impl PrepositionId {
    /// `de`, which the list starts with.
    pub const OF: PrepositionId = PrepositionId(0);
}

/// Index in [`Frames::verbs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VerbId(pub u16);

/// Index in [`Frames::nouns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NounId(pub u16);

/// A verb.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verb {
    /// Infinitive: `rencontrer`.
    pub lemma: Box<str>,
    /// Whether compound tenses take `être`: `est arrivé` is active.
    pub with_etre: bool,
    /// Indices of the templates that it triggers.
    pub templates: SmallVec<[u32; 4]>,
    /// What it says of an infinitive after it.
    pub control: SmallVec<[Control; 1]>,
    /// Whether a noun after it is its subject's doing, and how: `effectuer une visite`.
    pub support: Option<Support>,
    /// The voice in which it says what its subject is: `être`, `être nommé`.
    pub copula: Option<Voice>,
    /// Whether it says of its subject that it happens: `se tenir`.
    pub occurs: bool,
    /// Whether its passive participle says whose doing a noun is: `un putsch mené par A`.
    pub leads: bool,
    /// Of what form the verb is whose passive it makes, where it is reflexive: `se faire arrêter`, `se voir accusé`.
    pub reflexive_passive: Option<Tense>,
    /// Whether what follows is somebody's word: `affirmer que`.
    pub speech: bool,
    /// Whether its object is the subject of an infinitive after it: `appeler B à …`.
    pub object_control: Option<Effect>,
}

/// A verb before an infinitive whose subject is its own: `refuser de`, `devoir`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// What stands between: nothing, `de` or `à`.
    pub link: Option<PrepositionId>,
    /// Whether it has come true where its own time is the perfect: `a dû quitter`.
    pub done_in_past: bool,
    /// What it does to what the infinitive says.
    pub effect: Effect,
}

/// A verb whose object is a noun of doing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// What it does to what the noun says.
    pub effect: Effect,
    /// Whether that is its subject's doing only where it is done with somebody: `dénoncer l’accord avec B`.
    pub only_with: bool,
}

/// What a word does to the polarity and modality of what depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Effect {
    /// Turns the polarity.
    pub negates: bool,
    /// Sets the modality.
    pub modality: Option<Modality>,
}

/// A noun that a frame is about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Noun {
    /// As the frame writes it.
    pub lemma: Box<str>,
    /// Indices of the templates that it triggers.
    pub templates: SmallVec<[u32; 4]>,
}

/// What a spelling may be.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// A word of the closed classes.
    pub class: Option<Class>,
    /// Forms of verbs.
    pub verbs: SmallVec<[VerbForm; 1]>,
    /// The noun of a frame.
    pub noun: Option<NounId>,
    /// Whether it heads a phrase that stands for its country: `autorités`, or for people of it: `soldats`.
    pub stands_for: Option<StandsFor>,
    /// Whether it does so without a country beside it, where the document speaks of one alone: `la junte`.
    pub stands_alone: bool,
    /// Whether it may stand before a verb as a pronoun: `le`, `lui`.
    pub clitic: bool,
    /// Where expressions of several words start with it, their place in [`Frames::phrases`].
    pub phrases: Option<u16>,
    /// The number that it says, up to nine: `deux`; else 0.
    pub number: u8,
    /// Of what it speaks after a number: `pays`, `hommes`.
    pub several: Option<Several>,
    /// What it takes up with a definite article: an index in [`Frames::anaphors`].
    pub takes_up: Option<u8>,
}

/// What a sentence must hold for the triggers in it to state anything: a look at its tokens tells most that do not.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Needs {
    /// By form: what it is to the needs of others, and what its own templates need.
    pub of_form: FormTable<FormNeeds>,
    /// What templates need, no two the same.
    pub needs: Shelf<Need>,
    /// The sets that have a form, one form after the other: which word of a survey, and which bits of it.
    pub masks: Flat<[u64; 2]>,
    /// The needs of forms, one form after the other.
    pub lists: Flat<u16>,
    /// How many sets of words there are of which a template asks for one.
    pub sets: u16,
    /// Those in whose place two nationalities may stand: `coopération russo-malienne`.
    pub pairs: Vec<u16>,
    /// Those in whose place the country that opens a headline may stand: `Niger : A retire ses troupes`.
    pub places: Vec<u16>,
    /// By template, what it needs, beside a noun as beside a verb but for [`Need::reach`], and of the sets that it asks for that of
    /// the fewest words: [`Needs::NO_SET`] where it asks for none.
    pub of_template: Flat<[u16; 2]>,
}

impl Needs {
    /// No set of words.
    pub const NO_SET: u16 = u16::MAX;

    /// The sets that have a form, as bits of some words.
    pub fn sets_of(&self, form: &FormNeeds) -> &[[u64; 2]] {
        &self.masks[form.sets as usize..][..usize::from(form.set_words)]
    }

    /// What the templates of a form need.
    pub fn needs_of(&self, form: &FormNeeds) -> impl Iterator<Item = &Need> {
        let indices = &self.lists[form.needs as usize..][..usize::from(form.need_count)];
        indices.iter().map(|&need| &self.needs[usize::from(need)])
    }
}

/// What a form is among the words that templates ask for, and what the templates ask for that it triggers.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub struct FormNeeds {
    /// Where the sets that have it start in [`Needs::masks`].
    pub sets: u32,
    /// Where what its templates need starts in [`Needs::lists`].
    pub needs: u32,
    /// How many words the sets are told by.
    pub set_words: u16,
    /// How many needs its templates have.
    pub need_count: u16,
    /// 1 where an object may stand before it: `que`, `dont`; else 0.
    pub relative: u32,
}

/// What a template needs beside its trigger.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Need {
    /// A word of each of these sets.
    pub sets: SmallVec<[u16; 4]>,
    /// Where an actor must stand.
    pub reach: Reach,
    /// What may be the source: the sentence must have an actor of such a kind.
    pub source: Kinds,
    /// What may be the target.
    pub target: Kinds,
}

/// Where an actor must stand for a template, seen from its trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// Anywhere in the sentence.
    Anywhere,
    /// Not far behind it, unless a relative pronoun stands not far before it.
    Ahead,
    /// Not far behind it, around it, or two of them not far before it.
    Beside,
}

/// The words that grammar and frames know, by spelling in small letters. The place of a word is that of its id in the
/// vocabulary of the lexicon.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct WordList {
    words: Dictionary<Word>,
    /// What is written so, and the spelling that it means.
    aliases: Vec<(Box<str>, Box<str>)>,
}

impl WordList {
    /// The word of a spelling.
    pub fn get(&self, spelling: &str) -> Option<&Word> {
        self.words.get(spelling)
    }

    /// The word of a spelling, which is added where it is new.
    pub fn add(&mut self, spelling: &str) -> &mut Word {
        self.words.entry(spelling)
    }

    /// The id of a spelling in the vocabulary of the lexicon; the word is added where it is new.
    pub fn id(&mut self, spelling: &str) -> WordId {
        WordId::new(self.words.place_of_added(spelling) + 1)
    }

    /// The spelling and the entry of an id.
    #[inline]
    fn of_id(&self, id: WordId) -> Option<&(Box<str>, Word)> {
        self.words.at(id.index().checked_sub(1)?).filter(|(spelling, _)| !spelling.is_empty())
    }

    /// The spelling of an id.
    pub fn spelling(&self, id: WordId) -> Option<&str> {
        self.of_id(id).map(|(spelling, _)| &**spelling)
    }

    /// What the list says of a word.
    #[inline]
    pub fn entry(&self, id: WordId) -> Option<&Word> {
        self.of_id(id).map(|(_, word)| word)
    }

    /// Makes what is written so, capitals included, be the word of a spelling: `A` be `à`.
    pub fn alias(&mut self, written: &str, spelling: &str) {
        self.aliases.push((written.into(), spelling.into()));
    }

    /// Leaves the ids of words out that a vocabulary has beside those of the list, so that others may follow.
    pub fn follow(&mut self, vocabulary: &Vocabulary) {
        self.words.skip_to(vocabulary.word_count());
    }

    /// Gives words that are new their ids in a vocabulary: [`WordList::entry`] finds them by these.
    pub fn index(&self, words: &[WordId], vocabulary: &mut Vocabulary) {
        for &id in words {
            let spelled = self.spelling(id).map(|spelling| vocabulary.spell(spelling));
            assert_eq!(spelled, Some(id), "words have their ids in the order of the list");
        }
        for (written, spelling) in &self.aliases {
            vocabulary.alias(written, spelling);
        }
    }

    /// How many ids the words take.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words with their spellings, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Word)> {
        self.words.iter().filter(|(spelling, _)| !spelling.is_empty())
    }
}

/// Of what a noun for several speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Several {
    /// `pays`
    Countries,
    /// `hommes`, `dirigeants`
    People,
    /// `parties`
    Actors,
    /// `membres`, which a list behind it tells, and nothing before.
    Members,
}

/// For what a noun with a country beside it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StandsFor {
    /// The state: `autorités maliennes`.
    State,
    /// People of it that nobody names: `soldats français`.
    People,
    /// People whom it sends and who act as persons do: `une délégation de l’ONU`.
    Envoys,
    /// Its capital: `la capitale malienne`.
    Capital,
}

impl StandsFor {
    /// Whether it is people that nobody names.
    pub fn is_people(self) -> bool {
        matches!(self, StandsFor::People | StandsFor::Envoys)
    }
}

/// The closed word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Class {
    /// `le`, `une`, `ces`, `plusieurs`.
    Determiner,
    /// `son`, `leurs`.
    Possessive,
    /// `de`, `avec`.
    Preposition(PrepositionId),
    /// `du`, `aux`: a preposition and an article.
    Contracted(PrepositionId),
    /// `et`, `ou`, `ni`.
    And,
    /// `mais`, `or`: starts anew.
    But,
    /// `qui`.
    RelativeSubject,
    /// `lequel`, `dont`, `où`, with the preposition that lies in it.
    Relative(Option<PrepositionId>),
    /// `que`, before a vowel `qu`.
    That,
    /// `quand`, `parce`.
    Subordinator,
    /// `si`
    If,
    /// `il`, `elles`, `on`, `ce`.
    Pronoun,
    /// `le`, `lui`, `y` before a verb.
    Clitic,
    /// `se`, `s`.
    Reflexive,
    /// `ne`, `n`.
    Ne,
    /// `pas`, `plus`, `jamais`.
    Negation,
    /// Any adverb.
    Adverb,
    /// A noun, where its ending speaks for an adverb: `gouvernement`.
    Noun,
}

/// A form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerbForm {
    /// The verb.
    pub verb: VerbId,
    /// Its tense or mood.
    pub tense: Tense,
    /// Whether it is of the third person, singular or plural; participles and infinitives have none.
    pub third_person: bool,
    /// Whether it is of the third person plural alone.
    pub plural: bool,
}

/// Tenses and moods as far as relations ask for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tense {
    /// `rencontre`
    Present,
    /// `rencontrait`
    Imperfect,
    /// `rencontra`
    SimplePast,
    /// `rencontrera`
    Future,
    /// `rencontrerait`
    Conditional,
    /// `rencontrât`
    Subjunctive,
    /// `rencontrer`
    Infinitive,
    /// `rencontrant`
    PresentParticiple,
    /// `rencontrée`
    PastParticiple,
}

impl Tense {
    /// Whether it has a subject of its own.
    pub fn is_finite(self) -> bool {
        self < Tense::Infinitive
    }
}

/// In which voice a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Voice {
    /// `a rencontré`
    #[default]
    Active,
    /// `a été rencontré`
    Passive,
    /// `s’est rencontré`
    Reflexive,
}

impl Voice {
    /// What a template has before the trigger.
    pub const fn sign(self) -> &'static str {
        match self {
            Voice::Active => "",
            Voice::Passive => "est",
            Voice::Reflexive => "se",
        }
    }
}

/// What a template has between A and B in one row.
pub const AND: &str = "et";
