//! `grammar.toml` and `verbs.csv`: what a word may be, and what verbs do to what depends on them.

use super::{
    frames::type_of,
    merge::Merged,
    rows::{Row, Rows},
    texts::Texts,
};
use crate::{
    error::Result,
    matcher::fold,
    model::{
        Anaphor, Class, Control, Effect, Endings, Frames, Modality, PrepositionId, RelationType, RoleInBody,
        Several, StandsFor, Structure, Support, Tense, Tenses, Verb, VerbForm, VerbId, Voice,
    },
};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    determiners: Vec<String>,
    possessives: Vec<String>,
    pronouns: Vec<String>,
    clitics: Vec<String>,
    reflexives: Vec<String>,
    ne: Vec<String>,
    negations: Vec<String>,
    conjunctions: Vec<String>,
    contrasts: Vec<String>,
    relative_subjects: Vec<String>,
    relatives: Vec<String>,
    that: Vec<String>,
    subordinators: Vec<String>,
    conditionals: Vec<String>,
    adverbs: Vec<String>,
    nouns: Vec<String>,
    prepositions: Vec<Spanned<String>>,
    elided: BTreeMap<String, Spanned<String>>,
    contracted: BTreeMap<String, Spanned<String>>,
    relatives_of: BTreeMap<String, Spanned<String>>,
    auxiliaries: Auxiliaries,
    aliases: BTreeMap<String, Spanned<String>>,
    unaccented: BTreeMap<Box<str>, Box<str>>,
    endings: Endings,
    tenses: Tenses,
    stands_for: Vec<StandsForWords>,
    control: Vec<Verbs>,
    object_control: Vec<Verbs>,
    support: Vec<Verbs>,
    speech: Verbs,
    occurrence: Verbs,
    leadership: Verbs,
    reflexive_passive: ReflexivePassive,
    copula: Copula,
    takes_up: TakesUp,
    several: SeveralWords,
    structure: StructureWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Auxiliaries {
    be: String,
    have: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeveralWords {
    numbers: BTreeMap<String, u8>,
    countries: Vec<String>,
    people: Vec<String>,
    actors: Vec<String>,
    members: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakesUp {
    countries: Vec<String>,
    people: Vec<String>,
    holders: Vec<String>,
    bodies: Vec<TakesUpBodies>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakesUpBodies {
    nouns: Vec<String>,
    #[serde(default)]
    subtypes: Vec<String>,
    #[serde(default)]
    unlisted: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StructureWords {
    professions: Vec<String>,
    in_country: Vec<String>,
    for_country: Vec<String>,
    offices_of_bodies: Vec<String>,
    affiliations: Vec<String>,
    role_in_body: Vec<RolesInBody>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesInBody {
    relation: Spanned<String>,
    roles: Vec<String>,
    #[serde(default)]
    bodies: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StandsForWords {
    means: Means,
    #[serde(default)]
    alone: bool,
    words: Vec<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Means {
    State,
    People,
    Envoys,
    Capital,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    verbs: Vec<Spanned<String>>,
    link: Option<Spanned<String>>,
    #[serde(default)]
    negates: bool,
    modality: Option<Modality>,
    #[serde(default)]
    only_with: bool,
    #[serde(default)]
    done_in_past: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReflexivePassive {
    infinitive: Vec<Spanned<String>>,
    participle: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Copula {
    verbs: Vec<Spanned<String>>,
    passive: Vec<Spanned<String>>,
}

impl Verbs {
    fn effect(&self) -> Effect {
        Effect { negates: self.negates, modality: self.modality }
    }
}

/// The types of relations, the verbs and the words of the closed classes, without frames.
pub(super) fn read(files: Merged, rows: &Rows, types: Vec<RelationType>) -> Result<Frames> {
    let (grammar, texts) = files.parse::<Grammar>()?;
    let structure = structure(&texts, &grammar.structure, &types)?;
    let (tenses, endings) = (grammar.tenses, grammar.endings.clone());
    let unaccented = grammar.unaccented.clone();
    let mut frames = Frames { types, tenses, endings, unaccented, structure, ..Frames::default() };
    add_prepositions(&mut frames, &texts, &grammar.prepositions)?;
    for (word, of) in &grammar.elided {
        frames.words.add(word).class = Some(Class::Preposition(preposition(&frames, &texts, of)?));
    }
    add_classes(&mut frames, &texts, &grammar)?;
    add_several(&mut frames, &grammar.several);
    add_anaphors(&mut frames, &grammar.takes_up);
    let Auxiliaries { be, have } = &grammar.auxiliaries;
    let lemmas = add_verbs(&mut frames, rows, be);
    (frames.be, frames.have) = (lemmas.get(be.as_str()).copied(), lemmas.get(have.as_str()).copied());
    mark_verbs(&mut frames, &texts, &grammar, &lemmas)?;
    Ok(frames)
}

/// What relations that need no trigger stand on.
fn structure(texts: &Texts, words: &StructureWords, types: &[RelationType]) -> Result<Structure> {
    let boxed = |words: &[String]| words.iter().map(|word| Box::from(word.as_str())).collect::<Vec<_>>();
    let mut roles_in_body = FxHashMap::default();
    for group in &words.role_in_body {
        let relation = types[type_of(texts, types, &group.relation)? as usize].id.clone();
        let of_group = RoleInBody { relation, bodies: boxed(&group.bodies) };
        roles_in_body.extend(boxed(&group.roles).into_iter().map(|role| (role, of_group.clone())));
    }
    let set = |words: &[String]| boxed(words).into_iter().collect();
    Ok(Structure {
        professions: set(&words.professions),
        in_country: set(&words.in_country),
        for_country: set(&words.for_country),
        offices_of_bodies: set(&words.offices_of_bodies),
        affiliations: boxed(&words.affiliations),
        roles_in_body,
    })
}

/// The words of a phrase: what spaces and apostrophes part.
pub(super) fn split_words(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split([' ', '’', '\'', '-']).filter(|word| !word.is_empty())
}

fn add_prepositions(frames: &mut Frames, texts: &Texts, names: &[Spanned<String>]) -> Result<()> {
    for name in names {
        let id = PrepositionId(frames.prepositions.len() as u16);
        frames.prepositions.push(name.get_ref().as_str().into());
        let words: Vec<&str> = split_words(name.get_ref()).collect();
        match words[..] {
            [] => return Err(texts.error(name.span(), "a preposition without a word")),
            [word] => frames.words.add(word).class = Some(Class::Preposition(id)),
            [first, ..] => {
                let rest = words[1..].iter().map(|word| frames.words.id(word)).collect();
                frames.phrases_of(first).compounds.push((rest, id));
            }
        }
    }
    Ok(())
}

/// The preposition of a name in the files.
fn preposition(frames: &Frames, texts: &Texts, name: &Spanned<String>) -> Result<PrepositionId> {
    frames
        .preposition(name.get_ref())
        .ok_or_else(|| texts.error(name.span(), format!("`{}` is no preposition here", name.get_ref())))
}

fn add_classes(frames: &mut Frames, texts: &Texts, grammar: &Grammar) -> Result<()> {
    // A later class takes the place of an earlier one: `le` is an article unless a verb says otherwise.
    let classes: [(&[String], Class); 16] = [
        (&grammar.adverbs, Class::Adverb),
        (&grammar.clitics, Class::Clitic),
        (&grammar.pronouns, Class::Pronoun),
        (&grammar.determiners, Class::Determiner),
        (&grammar.possessives, Class::Possessive),
        (&grammar.reflexives, Class::Reflexive),
        (&grammar.ne, Class::Ne),
        (&grammar.negations, Class::Negation),
        (&grammar.conjunctions, Class::And),
        (&grammar.contrasts, Class::But),
        (&grammar.relative_subjects, Class::RelativeSubject),
        (&grammar.relatives, Class::Relative(None)),
        (&grammar.subordinators, Class::Subordinator),
        (&grammar.conditionals, Class::If),
        (&grammar.that, Class::That),
        (&grammar.nouns, Class::Noun),
    ];
    for (words, class) in classes {
        for word in words {
            let known = frames.words.add(word);
            known.clitic |= class == Class::Clitic;
            if !matches!(known.class, Some(Class::Preposition(_))) {
                known.class = Some(class);
            }
        }
    }
    for phrase in &grammar.adverbs {
        if let Some((first, rest)) = several_words(frames, phrase) {
            frames.phrases_of(first).adverbs.push(rest);
        }
    }
    for phrase in &grammar.conjunctions {
        // `ainsi que`, `ainsi qu’`
        let elided = phrase.strip_suffix('e').filter(|elided| elided.contains(' '));
        for phrase in [Some(phrase.as_str()), elided].into_iter().flatten() {
            if let Some((first, rest)) = several_words(frames, phrase) {
                frames.phrases_of(first).conjunctions.push(rest);
            }
        }
    }
    for (word, of) in &grammar.contracted {
        frames.words.add(word).class = Some(Class::Contracted(preposition(frames, texts, of)?));
    }
    for (word, of) in &grammar.relatives_of {
        frames.words.add(word).class = Some(Class::Relative(Some(preposition(frames, texts, of)?)));
    }
    for (written, spelling) in &grammar.aliases {
        if fold(written) != fold(spelling.get_ref()) {
            let message = format!("`{written}` is no spelling of `{}`", spelling.get_ref());
            return Err(texts.error(spelling.span(), message));
        }
        frames.words.alias(written, spelling.get_ref());
    }
    for group in &grammar.stands_for {
        let means = match group.means {
            Means::State => StandsFor::State,
            Means::People => StandsFor::People,
            Means::Envoys => StandsFor::Envoys,
            Means::Capital => StandsFor::Capital,
        };
        for word in &group.words {
            let known = frames.words.add(word);
            (known.stands_for, known.stands_alone) = (Some(means), group.alone);
        }
    }
    Ok(())
}

/// The first word of an expression of several, and the others.
fn several_words<'p>(frames: &mut Frames, phrase: &'p str) -> Option<(&'p str, crate::model::Words)> {
    let mut words = split_words(phrase);
    let first = words.next()?;
    let rest: crate::model::Words = words.map(|word| frames.words.id(word)).collect();
    (!rest.is_empty()).then_some((first, rest))
}

fn add_anaphors(frames: &mut Frames, words: &TakesUp) {
    let countries = words.countries.iter().map(|word| (word, Anaphor::Country));
    let people =
        words.people.iter().map(|word| (word, false)).chain(words.holders.iter().map(|word| (word, true)));
    let people = people.map(|(word, held)| (word, Anaphor::Person { held }));
    let bodies = words.bodies.iter().flat_map(|group| {
        let subtypes: Vec<Box<str>> = group.subtypes.iter().map(|subtype| subtype.as_str().into()).collect();
        let unlisted = group.unlisted;
        let body = move |word: &String| {
            let (noun, subtypes) = (fold(word).into(), subtypes.clone());
            Anaphor::Body { noun, subtypes, unlisted }
        };
        group.nouns.iter().map(move |word| (word, body(word)))
    });
    for (word, anaphor) in countries.chain(people).chain(bodies) {
        frames.words.add(word).takes_up = Some(frames.anaphors.len() as u8);
        frames.anaphors.push(anaphor);
    }
}

fn add_several(frames: &mut Frames, several: &SeveralWords) {
    for (word, &number) in &several.numbers {
        frames.words.add(word).number = number;
    }
    let nouns = [
        (&several.countries, Several::Countries),
        (&several.people, Several::People),
        (&several.actors, Several::Actors),
        (&several.members, Several::Members),
    ];
    for (word, of) in nouns.into_iter().flat_map(|(words, of)| words.iter().map(move |word| (word, of))) {
        frames.words.add(word).several = Some(of);
    }
}

/// The columns of what has no subject of its own.
const NON_FINITE: [(&str, Tense); 3] = [
    ("infinitive", Tense::Infinitive),
    ("present_participle", Tense::PresentParticiple),
    ("past_participle", Tense::PastParticiple),
];
/// The columns of finite tenses.
const TENSES: [(&str, Tense); 6] = [
    ("present", Tense::Present),
    ("imperfect", Tense::Imperfect),
    ("simple_past", Tense::SimplePast),
    ("future", Tense::Future),
    ("conditional", Tense::Conditional),
    ("subjunctive", Tense::Subjunctive),
];

/// The forms of a verb, with their tense and, where they have one, the person from 0 to 5.
pub(super) fn forms<'r>(row: Row<'r>) -> impl Iterator<Item = (&'r str, Tense, Option<usize>)> {
    let non_finite = NON_FINITE
        .into_iter()
        .flat_map(move |(column, tense)| row.cell(column).split('|').map(move |form| (form, tense, None)));
    let finite = TENSES.into_iter().flat_map(move |(column, tense)| {
        row.cell(column).split('|').enumerate().map(move |(person, form)| (form, tense, Some(person)))
    });
    non_finite.chain(finite).flat_map(|(form, tense, person)| {
        let spellings = form.split('/').map(str::trim).filter(|spelling| !spelling.is_empty());
        spellings.map(move |spelling| (spelling, tense, person))
    })
}

fn add_verbs(frames: &mut Frames, rows: &Rows, be: &str) -> FxHashMap<Box<str>, VerbId> {
    let mut lemmas = FxHashMap::default();
    for row in rows.list("verbs") {
        let verb = VerbId(frames.verbs.len() as u16);
        let lemma: Box<str> = row.cell("lemma").into();
        frames.verbs.push(Verb {
            lemma: lemma.clone(),
            with_etre: row.values("auxiliary").any(|auxiliary| auxiliary == be),
            ..Verb::default()
        });
        lemmas.insert(lemma, verb);
        for (spelling, tense, person) in forms(row) {
            let third_person = person.is_some_and(|person| person % 3 == 2);
            let plural = person == Some(5);
            let forms = &mut frames.words.add(spelling).verbs;
            let form = VerbForm { verb, tense, third_person, plural };
            match forms.iter_mut().find(|known| known.verb == verb && known.tense == tense) {
                Some(known) => {
                    known.plural &= !third_person || plural;
                    known.plural |= plural && !known.third_person;
                    known.third_person |= third_person;
                }
                None => forms.push(form),
            }
        }
    }
    lemmas
}

fn mark_verbs(
    frames: &mut Frames,
    texts: &Texts,
    grammar: &Grammar,
    lemmas: &FxHashMap<Box<str>, VerbId>,
) -> Result<()> {
    let groups = [
        (&grammar.control, Role::Control),
        (&grammar.object_control, Role::Object),
        (&grammar.support, Role::Support),
    ];
    let groups = groups.into_iter().flat_map(|(groups, role)| groups.iter().map(move |group| (group, role)));
    for (group, role) in groups.chain([
        (&grammar.speech, Role::Speech),
        (&grammar.occurrence, Role::Occurrence),
        (&grammar.leadership, Role::Leadership),
    ]) {
        let link = match &group.link {
            None => None,
            Some(name) => Some(preposition(frames, texts, name)?),
        };
        for name in &group.verbs {
            let verb = find(frames, texts, lemmas, name)?;
            match role {
                Role::Control => verb.control.push(Control {
                    link,
                    done_in_past: group.done_in_past,
                    effect: group.effect(),
                }),
                Role::Object => verb.object_control = Some(group.effect()),
                Role::Support => {
                    verb.support = Some(Support { effect: group.effect(), only_with: group.only_with });
                }
                Role::Speech => verb.speech = true,
                Role::Occurrence => verb.occurs = true,
                Role::Leadership => verb.leads = true,
            }
        }
    }
    for (names, voice) in [(&grammar.copula.verbs, Voice::Active), (&grammar.copula.passive, Voice::Passive)]
    {
        for name in names {
            find(frames, texts, lemmas, name)?.copula = Some(voice);
        }
    }
    let passive = &grammar.reflexive_passive;
    for (names, tense) in
        [(&passive.infinitive, Tense::Infinitive), (&passive.participle, Tense::PastParticiple)]
    {
        for name in names {
            find(frames, texts, lemmas, name)?.reflexive_passive = Some(tense);
        }
    }
    Ok(())
}

fn find<'f>(
    frames: &'f mut Frames,
    texts: &Texts,
    lemmas: &FxHashMap<Box<str>, VerbId>,
    name: &Spanned<String>,
) -> Result<&'f mut Verb> {
    match lemmas.get(name.get_ref().as_str()) {
        Some(id) => Ok(&mut frames.verbs[id.0 as usize]),
        None => {
            let error = texts.error(name.span(), format!("no verb `{}`", name.get_ref()));
            Err(error.with_hint("its forms must stand in verbs.csv"))
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Control,
    Object,
    Support,
    Speech,
    Occurrence,
    Leadership,
}
