//! What the stages ask of words: each feature with its name in `features.toml`.
//!
//! A feature is declared here once. Of that follow the constant that code asks for ([`Lexicon::has`]), the loader, and the
//! check that it has words.
//!
//! [`Lexicon::has`]: super::Lexicon::has

use crate::{compiled::Flat, matcher::WordId};
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};
use std::ops::{BitOr, BitOrAssign};

/// A feature of words.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its name in `features.toml`: `place-noun`.
    pub name: &'static str,
    /// Where its words are from.
    pub origin: Origin,
    /// The set of it alone.
    pub set: FeatureSet,
}

/// Where the words of a feature are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A stanza of `features.toml`.
    Listed,
    /// Other lists, by the loader.
    Derived,
}

/// Declares features: `CONSTANT = Listed("name");`, after what it says of a word.
macro_rules! features {
    ($($(#[doc = $says:literal])+ $constant:ident = $origin:ident($name:literal);)+) => {
        #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
        enum Number { $($constant),+ }

        /// How many features there are.
        const COUNT: usize = [$(Number::$constant as usize),+].len();

        /// The features, each as a set of it alone.
        pub mod word {
            use super::{FeatureSet, Number};
            $($(#[doc = $says])+ pub const $constant: FeatureSet = FeatureSet::single(Number::$constant as usize);)+
        }

        /// All features, in the order in which they are declared.
        pub const FEATURES: &[Feature] = &[$(Feature {
            name: $name,
            origin: Origin::$origin,
            set: word::$constant,
        }),+];
    };
}

features! {
    /// An ordinary French word, seen in small letters.
    ORDINARY = Derived("ordinary-word");
    /// A word of the closed classes: article, pronoun, preposition, conjunction, auxiliary.
    FUNCTION = Listed("function-word");
    /// `de`, `du`, `des`, `d`.
    OF = Listed("of");
    /// `le`, `la`, `l`.
    ARTICLE = Listed("article");
    /// `les`.
    PLURAL_ARTICLE = Listed("plural-article");
    /// A noun whose complement is a deed: what is said of it is said of the deed.
    OF_A_DEED = Listed("of-a-deed");
    /// What is denied where it stands behind a negation is only that there is no more: `pas seulement`.
    NOT_ALONE = Listed("not-alone");
    /// What may stand between a subject and its verb: `ne`, `a`, `aussi`.
    BEFORE_VERB = Listed("before-verb");
    /// An adjective that stands before its noun in a name: `haut`, `jeunes`.
    BEFORE_NOUN = Listed("adjective-before-noun");
    /// `de`
    BARE_OF = Listed("bare-of");
    /// `et`
    AND = Listed("and");
    /// `comme`, between names.
    LIKE = Listed("like");
    /// `qui`
    WHO = Listed("who");
    /// `entre`
    BETWEEN = Listed("between");
    /// `à`, not `a`.
    TO = Listed("to");
    /// `a`, not `à`.
    HAS = Listed("has");
    /// An auxiliary before a verb of speech: `a`, `ont`.
    AUXILIARY = Listed("auxiliary");
    /// `du`, `au`.
    CONTRACTED = Listed("contracted-article");
    /// `des`
    CONTRACTED_PLURAL = Listed("contracted-plural");
    /// A determiner that means all of several: `les`, `aux`.
    DEFINITE_ALL = Listed("definite-of-all");
    /// `ce`, `cet`, `cette`.
    DEMONSTRATIVE = Listed("demonstrative");
    /// `une`, before a noun that may be a verb.
    FEMININE_INDEFINITE = Listed("feminine-indefinite");
    /// A word of one letter before an apostrophe: `l`, `d`.
    ELISION = Listed("elision");
    /// A word before the subject of a clause: `que`, `mais`.
    CLAUSE_OPENING = Listed("clause-opening");
    /// A month.
    MONTH = Derived("month");
    /// A day of the week.
    WEEKDAY = Derived("weekday");
    /// An abbreviation that ends with a full stop inside a sentence: `M.`, `art.`.
    ABBREVIATION = Derived("abbreviation");

    /// A given name.
    GIVEN = Derived("given-name");
    /// A given name that is an ordinary word or a place, too.
    GIVEN_CUED = Derived("cued-given-name");
    /// A masculine given name.
    MASCULINE = Derived("masculine-name");
    /// A feminine given name.
    FEMININE = Derived("feminine-name");
    /// A surname of a person in the lists.
    SURNAME = Derived("surname");
    /// A particle inside a name: `de`, `ag`, `ould`, `von`.
    PARTICLE = Listed("particle");
    /// A particle that is of a name whatever stands before it: `ag`, `von`.
    FIRM_PARTICLE = Listed("firm-particle");
    /// A word before a person that is neither rank, title nor role: `dénommé`, `prénommé`.
    PERSON_CUE = Listed("person-cue");
    /// What starts an apposition to a person's name: `une`, `âgé`.
    APPOSITION = Listed("apposition");
    /// Joins the two surnames of a name: `y`.
    SURNAME_LINK = Listed("surname-link");
    /// A given name cut short before a full stop: `Th`.
    ABBREVIATED_GIVEN = Listed("abbreviated-given-name");
    /// Before given names that share a surname: `frères`.
    SIBLINGS = Listed("siblings");
    /// A firm particle that names of places have, too: `el`, `della`.
    SHARED_PARTICLE = Listed("shared-particle");
    /// `o`, before an apostrophe.
    IRISH_PARTICLE = Listed("particle-before-apostrophe");
    /// A letter before an apostrophe inside a name: `n`, `m`.
    SYLLABIC = Listed("syllabic");
    /// The second half of a given name that is a word, too: `il`.
    HYPHENATED = Listed("hyphenated");
    /// `ans`, after a number.
    YEARS = Listed("years");
    /// `selon`
    ACCORDING = Listed("according");
    /// `par`, in a byline.
    WRITTEN_BY = Listed("written-by");

    /// An adjective before a role: `ancien`, `nouveau`.
    BEFORE_ROLE = Listed("adjective-before-role");
    /// A verb or participle behind which a role is said of the subject: `est nommé gouverneur`.
    BEFORE_PREDICATE = Listed("before-predicate");
    /// An adverb before a role in apposition: `également`, `par ailleurs`.
    BESIDE_ROLE = Listed("beside-role");
    /// A possessive of the third person before a role: `son`.
    WHOSE_ROLE = Listed("whose-role");
    /// One of several who have it: `leur`.
    WHOSE_OF_SEVERAL = Listed("whose-of-several");
    /// An adjective before a role in an apposition that tells it no further: `célèbre`, `premier`.
    EPITHET = Listed("epithet-before-role");
    /// An adjective after a role: `déchu`, `sortant`.
    AFTER_ROLE = Listed("adjective-after-role");
    /// A word that says that a role is over: `ancien`, `déchu`.
    FORMER = Listed("former");
    /// A word that says that a role was taken away: `déchu`.
    REMOVED = Listed("removed");
    /// What joins the words of a role’s complement, beside `de` and articles: `à`, `auprès`, `chargé`.
    ROLE_LINK = Listed("role-link");
    /// A noun of what somebody does in a body: `directeur`, `chercheuse`.
    FUNCTION_NOUN = Listed("function-noun");
    /// A noun of whoever is of a party: `député`, `candidate`.
    ELECTED = Listed("elected");
    /// Before the body in which something is done, beside `de` and `à`: `chez`, `au sein de`.
    AT_BODY = Listed("at-body");
    /// A possessive before a role: `son`, `notre`.
    POSSESSIVE = Listed("possessive");
    /// `auprès`
    ACCREDITED = Listed("accredited");

    /// A word before a place: `à`, `vers`, `ville`.
    PLACE_CUE = Listed("place-cue");
    /// A noun before the name of a place, with `de`: `village`, `forêt`.
    PLACE_NOUN = Listed("place-noun");
    /// One of them that is no part of the name, whatever the lists say: `région`.
    PLACE_DIVISION = Listed("place-division");
    /// At the end of a place's name: `ouest`.
    COMPASS_POINT = Listed("compass-point");
    /// At the head of a place's name, before a hyphen: `al`.
    JOINED_ARTICLE = Listed("joined-article");
    /// An article that prepositions swallow: `le` of `Le Caire`.
    SWALLOWED = Listed("swallowed-article");
    /// One of the plural: `les` of `Les Cayes`.
    SWALLOWED_PLURAL = Listed("swallowed-plural");
    /// The first word of a country's long name: `république`.
    GENERIC_OF_STATE = Listed("generic-of-state");
    /// A small word between the hyphens of a place's name: `sur`.
    TOPONYM_LINK = Listed("toponym-link");
    /// The first word of a place's name with a hyphen behind it: `saint`.
    SAINT = Listed("saint");
    /// A noun of a place before the person it is named after: `avenue`.
    PLACE_AFTER_PERSON = Listed("place-after-person");
    /// A noun of a body before the person it is named after: `lycée`.
    BODY_AFTER_PERSON = Listed("body-after-person");
    /// A noun of a building or a street before its name, whatever it is: `hôtel`.
    NAMED_SITE = Listed("named-site");
    /// An adjective that its ending does not show: `privé`.
    ADJECTIVE = Listed("adjective");
    /// The adjective that makes a noun of a body that of a school: `groupe scolaire`.
    OF_SCHOOL = Listed("of-school");
    /// A noun of a thing before the person it is named after: `prix`.
    THING_AFTER_PERSON = Listed("thing-after-person");
    /// `à`, `au`, `aux`.
    AT = Listed("at");
    /// `en`
    IN = Listed("in");
    /// `dans`
    INSIDE = Listed("inside");
    /// In what somebody does something: `en sa qualité de président`.
    CAPACITY = Listed("capacity");
    /// A part of a state, whose head is not that of the state: `diplomatie`.
    BRANCH = Listed("branch-of-state");
    /// A part of a country: `nord`.
    DIRECTION = Listed("direction");
    /// A division of a country, before its name: `région`.
    DIVISION = Listed("division");
    /// The first word of what stands where its name says: `hôpital`.
    SITE = Listed("site");
    /// The first word of what a state has abroad: `ambassade`.
    ABROAD = Listed("abroad");
    /// Before a country whose name is a surname, too: `la`, `en`.
    COUNTRY_CUE = Listed("country-cue");
    /// `vers`
    TOWARDS = Listed("towards");
    /// `près`, `loin`.
    NEAR = Listed("near");

    /// What opens words in passing between a name and a role: `née`, `nationalité`.
    ASIDE = Listed("aside");
    /// A word between two names of one person: `dit`.
    ALIAS = Listed("alias");
    /// A head noun of organisations: `ministère`, `front`.
    ORGANISATION_HEAD = Listed("organisation-head");
    /// A noun before the name of an organisation that is a word, too: `quotidien`, `groupe`.
    ORGANISATION_CUE = Listed("organisation-cue");
    /// What somebody is in a body, whose name follows `de`: `PDG`, `présidente`.
    BODY_MEMBER = Listed("body-member");
    /// What a paper does, beside what all speakers do: `révèle`.
    PAPER_VERB = Listed("paper-verb");
    /// A word before a paper, with a preposition: `interrogé`, `colonnes`.
    PAPER_CUE = Listed("paper-cue");
    /// A word before a party whose name is a word: `députés`.
    PARTY_CUE = Listed("party-cue");
    /// A legal form at the end of a company's name: `SARL`.
    COMPANY_FORM = Listed("company-form");
    /// A noun of a team that plays for a country: `équipe`, `sélection`.
    NATIONAL_TEAM = Listed("national-team");
    /// A word of a list of players: `défenseurs`, `buts`.
    LINE_UP = Listed("line-up");
    /// Who trains a team: `entraîneur`.
    COACH = Listed("coach");
    /// A word that texts about sport have: `match`.
    SPORT = Listed("sport-word");
    /// A last word by which a name is a company's, a club's or a paper's: `Airlines`.
    COMPANY_TAIL = Listed("company-tail");
    /// A word of English that makes a trade of it: `Risk`.
    OF_TRADE = Listed("of-trade");
    /// The acronym of a class of roads, before a number: `RN`.
    ROAD = Listed("road");
    /// A noun before `de` and an acronym that is a body: `camarades`, `siège`.
    ACRONYM_CUE = Listed("acronym-cue");
    /// What a body does, beside speech: `apporté`.
    BODY_VERB = Listed("body-verb");
    /// The first word of an airline's name: `Air`.
    AIRLINE_FORM = Listed("airline-form");
    /// The first word of a club's name: `FC`.
    CLUB_FORM = Listed("club-form");
    /// A noun that with a capital starts a long name of an organisation: `Collectif des veuves de …`.
    CHAIN_HEAD = Listed("chain-head");
    /// One that does so in small letters, too, before a name: `université de …`.
    SMALL_CHAIN_HEAD = Listed("small-chain-head");
    /// An acronym that does so: `CHU`.
    ACRONYM_HEAD = Listed("acronym-head");
    /// One that does so in small letters only with a word that says which it is: `cour d'appel de …`.
    QUALIFIED_CHAIN_HEAD = Listed("qualified-chain-head");
    /// A noun of military units: `bataillon`.
    MILITARY_UNIT = Listed("military-unit");
    /// What a military unit is by its name: `parachutiste`, `intervention`.
    OF_ARMS = Listed("of-arms");
    /// The first word of a thing with a place in its name that is no mention of it: `Tour de France`.
    NO_NAME = Derived("no-name");
    /// The first word of a body that every state has: `Sénat`.
    STATE_BODY = Derived("state-body");
    /// The first word of a part of a body: `commission`.
    PART = Listed("part-of-body");
    /// A word in the names of bodies that many states have: `nationale`.
    OF_EVERY_STATE = Listed("of-every-state");
    /// The first word of a body of two countries: `comité`.
    JOINT = Listed("joint-body");
    /// A word between a name and its acronym: `dite`, `ou`.
    ABRIDGED = Listed("abridged");
    /// The first word of what has an acronym and is no body: `produit`, `coupe`.
    NO_BODY = Listed("no-body");
    /// An acronym that is a common noun: `ONG`.
    COMMON_ACRONYM = Listed("common-acronym");
    /// `ministère`
    MINISTRY = Listed("ministry");
    /// `ambassade`: a country has one of them in another.
    ONE_IN_A_COUNTRY = Listed("one-in-a-country");
    /// `ambassade`, `consulat`.
    EMBASSY = Listed("embassy");
    /// `général`, after `consulat`.
    GENERAL = Listed("general");
    /// A head noun that a name follows without `de`: `université`.
    HEAD_OF_PERSON = Listed("head-before-name");
    /// `pour`
    PURPOSE = Listed("purpose");
    /// What joins words of a long name: `aux`, `contre`.
    CHAIN_LINK = Listed("chain-link");
    /// `sigle`, `abrégé`.
    IN_SHORT = Listed("in-short");

    /// A noun of what is led by somebody, before its name: `parti`.
    LED_NOUN = Listed("led-noun");
    /// A noun of the members of a body: `pays`, `États`.
    MEMBER_NOUN = Listed("member-noun");
    /// A word before `des` that takes only some: `plupart`.
    PARTITIVE = Listed("partitive");
    /// A word after a body that leaves some of its members out: `sauf`.
    EXCEPTION = Listed("exception");
    /// `membres`
    MEMBERS = Listed("members");
    /// `dont`, `notamment`.
    INCLUSION = Listed("inclusion");
    /// An exception that is none after a comma: `qui`.
    LIMITING_CLAUSE = Listed("limiting-clause");

    /// A verb of speech, in a form of the press: `a déclaré`, `affirme`.
    SPEECH = Listed("speech-verb");
    /// A verb of what a government does: `accuse`, `rejeté`.
    ACT = Listed("government-act");
    /// More of them, which elsewhere are nouns, too: `équipe`.
    GOVERNMENT_DEED = Listed("government-deed");
    /// A form of a verb whose object is an actor: `accuse`.
    ACTOR_OBJECT = Listed("actor-object");
    /// A form of a verb that takes an actor after `à`: `demande`.
    ACTOR_ADDRESSEE = Listed("actor-addressee");
    /// A word that takes an actor after `à` or `de`: `soutien`.
    ACTOR_NOUN = Listed("actor-noun");
    /// A word after which, with `de` alone, a capital is its government: `la décision de Paris`, `s’éloigne de Paris`.
    ACTOR_SOURCE = Listed("actor-source");
    /// A capital that stands for its country only where the text names that: `Bruxelles`.
    SEAT_OF_OTHERS = Listed("seat-of-others");
    /// A word by which a capital is the city: `vers`.
    BEFORE_CITY = Listed("before-city");
    /// A preposition by which a capital is its government: `contre`.
    BEFORE_GOVERNMENT = Listed("before-government");
    /// One that is so inside a sentence: `avec`.
    BEFORE_PARTNER = Listed("before-partner");
    /// `face`
    FACING = Listed("facing");

    /// An adjective that may stand before its noun.
    PRENOMINAL = Listed("prenominal-adjective");
    /// A determiner that speaks of one: `le`, `une`, `du`.
    SINGULAR = Listed("singular-determiner");
    /// A determiner before a number that refers to what was named: `les`, `ces`.
    DEFINITE_PLURAL = Listed("definite-plural");
    /// `un`, `une`.
    INDEFINITE = Listed("indefinite-article");
    /// `des`
    PARTITIVE_ARTICLE = Listed("partitive-article");
    /// A word that picks one of several: `aucun`.
    ONE_OF = Listed("one-of");
    /// A noun that says of a body what it is: `alliance`.
    BODY_NOUN = Listed("body-noun");
    /// What bears the name of somebody, and is nobody: `l’affaire X`.
    NAMED_AFTER = Listed("named-after");
    /// What those are at who rule: `pouvoir`.
    POWER = Listed("in-power");
    /// A noun that is hit, backed or blamed in the place of whom it is of: `les bases de l’armée`.
    BEARER_NOUN = Listed("bearer-noun");
    /// A noun of what somebody says in writing: `communiqué`.
    TEXT_NOUN = Listed("text-noun");
    /// A noun of the will to do what follows: `décision`.
    WILL_NOUN = Listed("will-noun");
    /// Such a noun of the will not to do so: `refus`.
    REFUSAL_NOUN = Listed("refusal-noun");
    /// The country of a possessor: `son pays`.
    HOMELAND = Listed("homeland");
    /// A meeting: `audience`.
    MEETING = Listed("meeting");
    /// An adjective of those who attend: `présents`.
    PRESENT = Listed("present");
    /// People who lead the body that they are of: `dirigeants`.
    LEADER_NOUN = Listed("leader-noun");
    /// A leader only of a state: `chefs`.
    CHIEF = Listed("chief");
    /// What a chief is of: `état`.
    STATEHOOD = Listed("state");
    /// Beside a noun for members, that they are none: `anciens`.
    NO_MORE = Listed("no-more");
    /// A subject pronoun that may refer to a person: `il`.
    PERSONAL = Listed("personal-pronoun");
    /// `elle`
    FEMININE_PRONOUN = Listed("feminine-pronoun");
    /// `je`
    SPEAKING = Listed("speaking-pronoun");
    /// A noun for several countries: `pays`.
    SEVERAL_COUNTRIES = Listed("several-countries");
    /// A noun for several people: `opposants`.
    SEVERAL_PEOPLE = Listed("several-people");
    /// A noun for several bodies: `entreprises`.
    SEVERAL_BODIES = Listed("several-bodies");
    /// A word that picks some out of several: `dont`, `notamment`.
    PICKS_OUT = Listed("picks-out");
    /// Those who took power: `junte`.
    TAKEOVER = Listed("takeover");
    /// `y`
    THERE = Listed("there");
    /// A verb of which `il` is nobody: `faut`.
    IMPERSONAL = Listed("impersonal-verb");
    /// One with a reflexive: `s’agit`.
    IMPERSONAL_REFLEXIVE = Listed("impersonal-reflexive");
    /// `ce`, `celle`, where `dernier`, `ci` may follow.
    LATTER_OPENER = Listed("latter-opener");
    /// What makes a demonstrative mean who was named last: `dernier`, `ci`.
    LATTER = Listed("latter");
    /// A determiner of such a noun: `le`, `cette`.
    DEFINITE_SINGULAR = Listed("definite-singular");
    /// A determiner before a masculine name: `du`.
    MASCULINE_DETERMINER = Listed("masculine-determiner");
    /// One before a feminine name: `la`.
    FEMININE_DETERMINER = Listed("feminine-determiner");
    /// A possessive of the speaker: `mon`.
    FIRST_PERSON = Listed("first-person");
    /// `son`, `leur`, before a noun of the masculine.
    THIRD_PERSON = Listed("third-person");
    /// A pronoun before a verb for its object: `le`, `lui`.
    OBJECT_CLITIC = Listed("object-clitic");
    /// `l’`
    ELIDED = Listed("elided-article");
    /// `la`
    FEMININE_ARTICLE = Listed("feminine-article");
    /// A pronoun that a hyphen joins to its verb: `il`, `on`.
    INVERTED_SUBJECT = Listed("inverted-subject");
    /// `en`, before a present participle.
    GERUND = Listed("gerund");
    /// A preposition of where something is: `à`, `dans`.
    LOCATIVE = Listed("locative");
    /// A preposition of where something happens, never of to whom: `en`, `dans`.
    PLAINLY_WHERE = Listed("plainly-where");
    /// A preposition of what something is on, or goes towards: `sur`, `vers`.
    DIRECTIONAL = Listed("directional");
    /// `par`, before who does what a passive says.
    AGENT = Listed("agent");
    /// A preposition before the source of a statement: `selon`.
    ATTRIBUTION = Listed("attribution");
    /// At the start of a sentence, before the person in whose view it is so: `pour`.
    VIEW = Listed("view");
    /// `avec`
    COMITATIVE = Listed("comitative");
    /// A preposition that binds a complement over a verb: `entre`.
    OVER_VERB = Listed("over-verb");
    /// A preposition that is repeated before each of several: `avec`.
    DISTRIBUTIVE = Listed("distributive");
    /// `après`
    AFTER = Listed("after");
    /// A preposition of two together: `entre`.
    PAIRING = Listed("pairing");
    /// A preposition before what has not happened: `sans`.
    WITHOUT = Listed("without");
    /// A preposition before what somebody is blamed for: `pour`.
    REASON = Listed("reason");
    /// A word by which a clause is not so: `faux`.
    UNTRUE = Listed("untrue");
    /// What a clause has where it is so: `preuve`.
    PROOF = Listed("proof");
    /// `aucun`
    NONE_OF = Listed("none-of");
    /// `en présence de`
    IN_PRESENCE = Listed("in-presence");
    /// `à`
    DESTINATION = Listed("destination");

    /// A form of a verb or noun that triggers a frame of a relation.
    TRIGGER = Derived("trigger");
    /// A form that the needs of triggers speak of: [`Needs`](crate::model::Needs).
    NEEDED = Derived("needed");
    /// A word that may stand for an actor without being a mention: `il`, `junte`, `deux`, `pays`.
    STAND_IN = Derived("stand-in");
    /// A word that may take up what was named before: `il`, `pays`.
    ANAPHOR = Derived("anaphor");
    /// A noun that stands for a state by itself: `junte`.
    STATE = Derived("state-noun");
    /// A noun of which a number says how many: `pays`.
    SEVERAL = Derived("plural-noun");
    /// A number before such a noun: `deux`.
    NUMBER = Derived("number");
}

impl Feature {
    /// The feature of a name in `features.toml`.
    pub fn find(name: &str) -> Option<&'static Feature> {
        FEATURES.iter().find(|feature| feature.name == name)
    }
}

/// Some features of [`word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Pod, Zeroable, Serialize, Deserialize)]
#[repr(transparent)]
pub struct FeatureSet([u64; COUNT.div_ceil(64)]);

impl FeatureSet {
    /// No feature.
    pub const NONE: FeatureSet = FeatureSet([0; COUNT.div_ceil(64)]);

    const fn single(feature: usize) -> FeatureSet {
        let mut set = FeatureSet::NONE;
        set.0[feature / 64] = 1 << (feature % 64);
        set
    }

    /// The features of both, for constants.
    pub const fn or(self, other: FeatureSet) -> FeatureSet {
        let (mut both, mut at) = (self, 0);
        while at < both.0.len() {
            both.0[at] |= other.0[at];
            at += 1;
        }
        both
    }

    /// Whether both have a feature in common.
    #[inline]
    pub fn intersects(self, other: FeatureSet) -> bool {
        self.0.iter().zip(other.0).fold(0, |both, (mine, theirs)| both | mine & theirs) != 0
    }
}

impl BitOr for FeatureSet {
    type Output = FeatureSet;

    #[inline]
    fn bitor(mut self, other: FeatureSet) -> FeatureSet {
        self |= other;
        self
    }
}

impl BitOrAssign for FeatureSet {
    #[inline]
    fn bitor_assign(&mut self, other: FeatureSet) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }
}

/// Which features each word has. Forms of the same features share a word, so that the table is small.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Features(Flat<FeatureSet>);

impl Features {
    /// The features of words, by [`WordId::index`], to be changed.
    pub fn to_mut(&mut self) -> &mut Vec<FeatureSet> {
        self.0.to_mut()
    }

    /// The features of a word.
    #[inline]
    pub fn of(&self, word: WordId) -> FeatureSet {
        self.0.get(word.index()).copied().unwrap_or(FeatureSet::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_into_it() {
        let names = |set: FeatureSet| -> Vec<&str> {
            FEATURES
                .iter()
                .filter(|feature| set.intersects(feature.set))
                .map(|feature| feature.name)
                .collect()
        };
        for (at, feature) in FEATURES.iter().enumerate() {
            assert_eq!(names(feature.set), [feature.name]);
            let both = feature.set | word::NUMBER;
            assert_eq!(names(both).len(), if at + 1 == FEATURES.len() { 1 } else { 2 });
            assert!(!feature.set.intersects(FeatureSet::NONE));
            assert!(Feature::find(feature.name).is_some_and(|found| found.set == feature.set));
        }
    }
}
