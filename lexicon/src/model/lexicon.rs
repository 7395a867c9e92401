//! What palabre knows, ready to be used: the rows of the gazetteers and the matcher of their names.

use super::{
    ColumnCues, CooccurrenceRules, Date, DateCues, FeatureSet, Features, Frame, Frames, Kind, LineCues,
    PageCues, PartialDate, RelationType, Span, Surnames, Template, TermKind,
};
use crate::{
    compiled::{Flat, Lookup, Shelf, hash},
    matcher::{FormId, Matcher, Token, fold},
};
use serde::{Deserialize, Deserializer, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// Everything that the gazetteers say. Made by the `lexicon` stage, read by the stages after it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    /// Finds the names; a payload is an index in `names`.
    #[doc(hidden)]
    pub matcher: Arc<Matcher>,
    /// Per payload, whose name it is and in which way.
    #[doc(hidden)]
    pub names: Shelf<NameUse>,
    /// Every row that has a name.
    #[doc(hidden)]
    pub entries: Shelf<Entry>,
    /// Rows by kind and id.
    #[doc(hidden)]
    pub ids: Lookup,
    /// People by the forms of them that may stand alone.
    #[doc(hidden)]
    pub surnames: Surnames,
    /// Dated offices, by person.
    #[doc(hidden)]
    pub offices: Shelf<Office>,
    /// The places of the offices in `offices`, by role.
    #[doc(hidden)]
    pub offices_by_role: Flat<u32>,
    /// Which offices a role means, by role.
    #[doc(hidden)]
    pub role_offices: Vec<RoleOffice>,
    /// Dated memberships, by body.
    #[doc(hidden)]
    pub memberships: Shelf<Membership>,
    /// Which kinds in which window give which edge.
    #[doc(hidden)]
    pub cooccurrence: CooccurrenceRules,
    /// How relations are stated.
    #[doc(hidden)]
    pub frames: Frames,
    /// What the stages ask of words.
    #[doc(hidden)]
    pub features: Features,
    /// The words of the language that are more than a feature.
    #[doc(hidden)]
    pub cues: Cues,
    /// What each list is and where it is from.
    #[doc(hidden)]
    pub lists: Vec<ListInfo>,
}

impl Lexicon {
    /// Every row that has a name, by [`EntryIndex`]: by list, in the order of its file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The row of an index.
    ///
    /// # Panics
    /// The index is of another lexicon, and out of range.
    #[inline]
    pub fn entry(&self, index: EntryIndex) -> &Entry {
        &self.entries[index.0 as usize]
    }

    /// The row of an id.
    ///
    /// ```
    /// use palabre::{lexicon, model::EntryKind};
    ///
    /// let lexicon = lexicon::load(&lexicon::Options::default())?;
    /// let mali = lexicon.find(EntryKind::Country, "mali").expect("every country has a row");
    /// assert_eq!(&*lexicon.entry(mali).name, "Mali");
    /// # Ok::<(), palabre::error::Error>(())
    /// ```
    pub fn find(&self, kind: EntryKind, id: &str) -> Option<EntryIndex> {
        let is = |entry: u32| {
            let entry = &self.entries[entry as usize];
            entry.kind == kind && *entry.id == *id
        };
        self.ids.find(hash_of_id(kind, id), is).map(EntryIndex)
    }

    /// Where the row of a place or a country is: a country at its first capital.
    pub fn coordinates_of(&self, row: &Entry) -> Option<Coordinates> {
        match &row.detail {
            Detail::Place { coordinates, .. } => *coordinates,
            Detail::Country { capitals, .. } => self.coordinates_of(self.entry(*capitals.first()?)),
            _ => None,
        }
    }

    /// Every name of the lists in a text, nested and overlapping ones too, by start, the shortest first; the rows that one
    /// name may mean follow each other. No context is looked at: neither what a cue demands nor which row is meant.
    ///
    /// ```
    /// use palabre::lexicon;
    ///
    /// let lexicon = lexicon::load(&lexicon::Options::default())?;
    /// let text = "La CEDEAO a quitté Bamako.";
    /// let names: Vec<&str> = lexicon.names_in(text).iter().map(|name| name.span.of(text)).collect();
    /// assert!(names.contains(&"CEDEAO") && names.contains(&"Bamako"));
    /// # Ok::<(), palabre::error::Error>(())
    /// ```
    pub fn names_in(&self, text: &str) -> Vec<FoundName> {
        let found = self.matcher.find(text).into_iter().map(|found| {
            let NameUse { entry, usage, .. } = self.names[found.payload as usize];
            FoundName { span: Span::new(found.start as u32, found.end as u32), entry, usage }
        });
        found.collect()
    }

    /// Every dated office, by person.
    pub fn offices(&self) -> &[Office] {
        &self.offices
    }

    /// The dated offices of a person.
    pub fn offices_of(&self, person: EntryIndex) -> &[Office] {
        let offices = self.offices();
        let from = offices.partition_point(|office| office.person < person);
        let to = from + offices[from..].partition_point(|office| office.person == person);
        &offices[from..to]
    }

    /// Every office that a role means, by role: `chef de la diplomatie` is the minister of foreign affairs.
    pub fn role_offices(&self) -> &[RoleOffice] {
        &self.role_offices
    }

    /// Whether a row is a body of one state: an agency, a court, a part of its forces.
    #[doc(hidden)]
    pub fn is_state_body(&self, entry: EntryIndex) -> bool {
        let row = self.entry(entry);
        let is_of_state = |subtype| self.cues.of_state.iter().any(|known| known == subtype);
        row.country.is_some() && row.subtype().is_some_and(is_of_state)
    }

    /// The offices that a role means by its rows; none where it means itself.
    pub fn meanings_of(&self, role: EntryIndex) -> &[RoleOffice] {
        let from = self.role_offices.partition_point(|meaning| meaning.role < role);
        let to = from + self.role_offices[from..].partition_point(|meaning| meaning.role == role);
        &self.role_offices[from..to]
    }

    /// Every dated membership, by body.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// The types of relations, in the order of their file.
    pub fn relation_types(&self) -> &[RelationType] {
        &self.frames.types
    }

    /// The type of a name: `meets`.
    pub fn relation_type(&self, id: &str) -> Option<&RelationType> {
        self.frames.find_type(id)
    }

    /// The frames, by file and place in it. `rules` describes and tests them.
    pub fn frames(&self) -> &[Frame] {
        &self.frames.frames
    }

    /// The type of a frame of this lexicon.
    pub fn type_of(&self, frame: &Frame) -> &RelationType {
        self.frames.type_of(frame)
    }

    /// The ways in which a frame is said, as written: `A _ B`.
    pub fn templates_of(&self, frame: &Frame) -> Vec<&str> {
        let index = self.frames.frames.iter().position(|other| other.id == frame.id);
        let of_frame = |template: &&Template| Some(template.frame as usize) == index;
        self.frames.templates.iter().filter(of_frame).map(|template| &*template.text).collect()
    }

    /// Which kinds in which window give which co-occurrence edge.
    pub fn cooccurrence(&self) -> &CooccurrenceRules {
        &self.cooccurrence
    }

    /// What each list is and where it is from.
    pub fn lists(&self) -> &[ListInfo] {
        &self.lists
    }

    /// Whether a token has one of some features of [`word`](super::word).
    #[inline]
    #[doc(hidden)]
    pub fn has(&self, token: &Token, features: FeatureSet) -> bool {
        self.features.of(token.word).intersects(features)
    }

    /// Whether a form has one of some features, in any spelling: none of those that accents tell apart.
    #[inline]
    #[doc(hidden)]
    pub fn form_has(&self, form: FormId, features: FeatureSet) -> bool {
        self.features.of(self.matcher.vocabulary().word_of_form(form)).intersects(features)
    }

    /// Whether a word as it is written has one of some features.
    #[doc(hidden)]
    pub fn written_has(&self, written: &str, features: FeatureSet) -> bool {
        let vocabulary = self.matcher.vocabulary();
        let form = vocabulary.lookup(&fold(written));
        self.features.of(vocabulary.word(form, written)).intersects(features)
    }

    /// Whether a folded form has one of some features, in any spelling.
    #[doc(hidden)]
    pub fn folded_has(&self, folded: &str, features: FeatureSet) -> bool {
        self.form_has(self.matcher.vocabulary().lookup(folded), features)
    }

    /// The features that some of the tokens have.
    #[doc(hidden)]
    pub fn features_of(&self, tokens: &[Token]) -> FeatureSet {
        tokens.iter().fold(FeatureSet::NONE, |features, token| features | self.features.of(token.word))
    }
}

/// Index of a row in [`Lexicon::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryIndex(pub u32);

/// The hash by which [`Lexicon::ids`] finds a row.
pub fn hash_of_id(kind: EntryKind, id: &str) -> u64 {
    hash(id.as_bytes()).rotate_left(kind as u32)
}

/// A row that has a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "super::kept::Kept", into = "super::kept::Kept")]
#[non_exhaustive]
pub struct Entry {
    /// Stable slug, unique in its kind.
    pub id: Box<str>,
    /// What the row is of.
    pub kind: EntryKind,
    /// The list it stands in.
    pub list: ListName,
    /// Line in that list's file, from 1.
    pub line: u32,
    /// Usual name.
    pub name: Box<str>,
    /// Other full forms, acronyms included.
    pub aliases: Vec<Box<str>>,
    /// Wikidata id, `Q912`.
    pub wikidata: Option<Box<str>>,
    /// Country of a person, an organisation or a place.
    pub country: Option<EntryIndex>,
    /// What only some kinds have.
    pub detail: Detail,
}

impl Entry {
    /// The subtype of an organisation: `company`, `armed_forces`.
    #[doc(hidden)]
    pub fn subtype(&self) -> Option<&str> {
        match &self.detail {
            Detail::Organisation { subtype, .. } => Some(subtype),
            _ => None,
        }
    }
}

/// A list's name in the manifest, such as `people`.
pub type ListName = &'static str;

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EntryKind {
    /// A country or territory.
    Country,
    /// An organisation.
    Organisation,
    /// A person.
    Person,
    /// A place.
    Place,
    /// A rank.
    Rank,
    /// A title or civility.
    Title,
    /// A role.
    Role,
    /// A portfolio of a minister.
    Portfolio,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [EntryKind; 8] = [
        EntryKind::Country,
        EntryKind::Organisation,
        EntryKind::Person,
        EntryKind::Place,
        EntryKind::Rank,
        EntryKind::Title,
        EntryKind::Role,
        EntryKind::Portfolio,
    ];

    /// The name in files and messages: `person`.
    pub fn name(self) -> &'static str {
        match self {
            EntryKind::Country => "country",
            EntryKind::Organisation => "organisation",
            EntryKind::Person => "person",
            EntryKind::Place => "place",
            EntryKind::Rank => "rank",
            EntryKind::Title => "title",
            EntryKind::Role => "role",
            EntryKind::Portfolio => "portfolio",
        }
    }

    /// The list that has the rows of the kind.
    #[doc(hidden)]
    pub fn list(self) -> ListName {
        match self {
            EntryKind::Country => "countries",
            EntryKind::Organisation => "organisations",
            EntryKind::Person => "people",
            EntryKind::Place => "places",
            EntryKind::Rank => "ranks",
            EntryKind::Title => "titles",
            EntryKind::Role => "roles",
            EntryKind::Portfolio => "portfolios",
        }
    }

    /// The kind of a mention of such a row, where it is one of its own.
    pub fn mention(self) -> Option<Kind> {
        match self {
            EntryKind::Country => Some(Kind::Country),
            EntryKind::Organisation => Some(Kind::Organisation),
            EntryKind::Person => Some(Kind::Person),
            EntryKind::Place => Some(Kind::Place),
            EntryKind::Rank => Some(Kind::Rank),
            EntryKind::Role => Some(Kind::Role),
            EntryKind::Title | EntryKind::Portfolio => None,
        }
    }
}

/// What only rows of one kind have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Detail {
    /// A country.
    #[non_exhaustive]
    Country {
        /// ISO 3166-1 alpha-2 code.
        iso2: Box<str>,
        /// ISO 3166-1 alpha-3 code; empty where the row has none.
        iso3: Box<str>,
        /// Article before the name: `le`, `la`, `l’`, `les` or none.
        article: Box<str>,
        /// Capitals, the seat of government first.
        capitals: Vec<EntryIndex>,
    },
    /// An organisation.
    #[non_exhaustive]
    Organisation {
        /// Subtype: `armed_group`.
        subtype: Box<str>,
        /// The organisation that it is part of.
        parent: Option<EntryIndex>,
        /// When it was founded.
        from: Option<PartialDate>,
        /// When it came to its end.
        to: Option<PartialDate>,
    },
    /// A person.
    #[non_exhaustive]
    Person {
        /// The part of the name that is used alone.
        surname: Box<str>,
        /// `m` or `f`.
        gender: Option<char>,
        /// The day of death, as exactly as is known.
        died: Option<PartialDate>,
    },
    /// A place.
    #[non_exhaustive]
    Place {
        /// Type: `city`.
        place_type: Box<str>,
        /// Inhabitants, where known.
        population: Option<u64>,
        /// GeoNames id, where known.
        geonames: Option<u64>,
        /// Where it is, where known.
        coordinates: Option<Coordinates>,
    },
    /// A rank.
    #[non_exhaustive]
    Rank {
        /// Seniority, 1 to 100.
        order: Option<u32>,
    },
    /// A title.
    #[non_exhaustive]
    Title {
        /// `m`, `f` or none.
        gender: Option<char>,
    },
    /// A role.
    #[non_exhaustive]
    Role {
        /// Category: `head_of_state`.
        category: Box<str>,
        /// Whether only one person at a time holds it.
        unique: bool,
        /// What it takes: `portfolio+of`.
        takes: Box<str>,
    },
    /// Nothing more.
    Portfolio,
}

impl Detail {
    /// Whether a role takes a complement: `of`, `at`.
    #[doc(hidden)]
    pub fn takes(&self, complement: &str) -> bool {
        matches!(self, Detail::Role { takes, .. } if takes.split('+').any(|taken| taken == complement))
    }
}

/// A position on the globe, to a metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Coordinates {
    /// Hundred-thousandths of a degree to the north.
    latitude: i32,
    /// Hundred-thousandths of a degree to the east.
    longitude: i32,
}

impl Coordinates {
    /// A position in degrees of WGS 84: -90 to 90 to the north, -180 to 180 to the east.
    pub fn new(latitude: f64, longitude: f64) -> Coordinates {
        let [latitude, longitude] = [latitude, longitude].map(|degrees| (degrees * 1e5).round() as i32);
        Coordinates { latitude, longitude }
    }

    /// Degrees to the north.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / 1e5
    }

    /// Degrees to the east.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / 1e5
    }
}

/// The types of places into which a state is divided, which hold others.
pub const DIVISIONS: [&str; 5] = ["region", "province", "department", "cercle", "district"];

/// The role, by its id in `roles.csv`, of who has the same as somebody else: `son homologue`.
pub const COUNTERPART: &str = "homologue";

/// A name of a list in a text, and a row that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundName {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// The row.
    pub entry: EntryIndex,
    /// In which way the name belongs to the row.
    pub usage: Usage,
}

/// How a name belongs to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameUse {
    /// The row.
    pub entry: EntryIndex,
    /// In which way.
    pub usage: Usage,
    /// Where it is the rest of a name whose article melts into the word before it: `Caire` of `Le Caire`.
    pub contracted: Option<Contraction>,
}

/// An article that `à` and `de` swallow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contraction {
    /// `Le`: `au`, `du`.
    Singular,
    /// `Les`: `aux`, `des`.
    Plural,
}

/// In which way a name belongs to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Usage {
    /// Means this row and nothing else.
    Name,
    /// An acronym that means this row and nothing else.
    Acronym,
    /// May mean this row: shared with others.
    Shared,
    /// Counts only after a cue: an ordinary word, too.
    Cued,
    /// A surname that stands for this person alone.
    Short,
    /// Adjective or noun of nationality.
    Demonym,
    /// First part of a compound of nationalities: `franco`.
    DemonymPrefix,
    /// An abbreviation of a rank or title.
    Abbreviation,
}

impl Usage {
    /// How messages call such a name.
    #[doc(hidden)]
    pub fn form(self) -> &'static str {
        match self {
            Usage::Name => "name",
            Usage::Acronym => "acronym",
            Usage::Shared => "shared form",
            Usage::Cued => "form that needs a cue",
            Usage::Short => "short form",
            Usage::Demonym => "demonym",
            Usage::DemonymPrefix => "first part of a demonym",
            Usage::Abbreviation => "abbreviation",
        }
    }
}

/// A dated office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Office {
    /// Who.
    pub person: EntryIndex,
    /// As what.
    pub role: EntryIndex,
    /// Of which matters.
    pub portfolios: Vec<EntryIndex>,
    /// Of which country or organisation.
    pub of: EntryIndex,
    /// From when.
    pub from: Option<PartialDate>,
    /// Until when; see `open`.
    pub to: Option<PartialDate>,
    /// Still held when last checked.
    pub open: bool,
    /// The last day on which an open term is known to be held; none where nobody says.
    pub known_to: Option<Date>,
    /// What it is, as far as the length of terms goes with it.
    pub kind: TermKind,
    /// Line in its list.
    pub line: u32,
}

/// An office that a role means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RoleOffice {
    /// The role as it is said.
    pub role: EntryIndex,
    /// The role of the office.
    pub office: EntryIndex,
    /// Its portfolio, where the role says one.
    pub portfolio: Option<EntryIndex>,
    /// Country or organisation, where the role says one.
    pub of: Option<EntryIndex>,
}

impl RoleOffice {
    /// An office that a role means, both by their roles.
    #[doc(hidden)]
    pub fn new(
        (role, office): (EntryIndex, EntryIndex),
        portfolio: Option<EntryIndex>,
        of: Option<EntryIndex>,
    ) -> RoleOffice {
        RoleOffice { role, office, portfolio, of }
    }
}

/// A dated membership of a country or organisation in a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Membership {
    /// Who.
    pub member: EntryIndex,
    /// In what.
    pub body: EntryIndex,
    /// From when.
    pub from: Option<PartialDate>,
    /// Until when; see `open`.
    pub to: Option<PartialDate>,
    /// Still so when last checked.
    pub open: bool,
    /// The last day on which an open one is known to be so; none where nobody says.
    pub known_to: Option<Date>,
    /// `member`, `suspended`, `observer`, `associate`, `partner`.
    pub status: Box<str>,
    /// Line in its list.
    pub line: u32,
}

/// The words and cues of a language; see `language.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cues {
    /// ISO 639-1 code.
    pub language: String,
    /// Forms before a full stop that do not end a sentence.
    pub abbreviations: Vec<String>,
    /// Abbreviations that may end a sentence as well: `etc`.
    pub final_abbreviations: Vec<String>,
    /// Endings by which a word is rather an adjective than a verb.
    pub adjective_endings: Vec<String>,
    /// Months from January.
    pub months: [String; 12],
    /// Days from Monday.
    pub weekdays: [String; 7],
    /// Names that start with a head noun and are of no body.
    pub no_body_names: Vec<String>,
    /// Names of things with a place in them that is no mention of it.
    #[serde(default)]
    pub no_names: Vec<String>,
    /// What the check of the lists is not to doubt: a row's id, and a form of it or the id of another.
    #[serde(default)]
    pub sure_names: Vec<[String; 2]>,
    /// Bodies that every state has, as written but for the capitals after the first.
    pub state_bodies: Vec<String>,
    /// Subtypes of organisations that are of one state: an agency, a court, a part of its forces.
    pub of_state: Vec<String>,
    /// The id of the role of who heads a junta.
    pub junta: String,
    /// The id of the role of those who govern.
    pub leader: String,
    /// The id of the role of who speaks for somebody: of a definite phrase, one person by itself.
    pub spokesperson: String,
    /// The ids of roles that mean one person with a possessive or complement.
    pub personal_roles: Vec<String>,
    /// What after a plural role makes it mean those who govern.
    pub and_of_government: Vec<String>,
    /// Endings by which a word after an auxiliary is a participle.
    pub participle_endings: Vec<String>,
    /// What stands between somebody and a role that a possessive says to be his, folded.
    #[serde(deserialize_with = "folded")]
    pub companions: Vec<String>,
    /// `de` before a country, by its article, or `vowel`.
    pub genitive: BTreeMap<String, String>,
    /// The preposition of being in a country, by its article, or `vowel`.
    pub locative: BTreeMap<String, String>,
    /// The type of a place by the noun before its name, folded.
    #[serde(deserialize_with = "folded_keys")]
    pub place_types: BTreeMap<String, String>,
    /// The words of dates.
    pub dates: DateCues,
    /// What a text says of itself in its first lines.
    pub front: FrontCues,
    /// How the columns of a table that tells of documents are called.
    pub columns: ColumnCues,
    /// How lines are joined that a width broke.
    pub lines: LineCues,
    /// How the parts of web pages are told.
    pub pages: PageCues,
    /// How zones are told.
    pub zones: ZoneCues,
    /// The lists of the language, on their way to [`Lexicon::lists`].
    #[serde(default, rename = "list")]
    pub lists: Vec<ListInfo>,
}

pub(super) fn folded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<String>::deserialize(deserializer)?.iter().map(|phrase| fold(phrase)).collect())
}

fn folded_keys<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let map = BTreeMap::<String, String>::deserialize(deserializer)?;
    Ok(map.into_iter().map(|(word, value)| (fold(&word), value)).collect())
}

/// What a list is and where it is from: a `[[list]]` of `language.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ListInfo {
    /// Its name: `people`.
    pub name: Box<str>,
    /// Its file: `people.csv`.
    pub file: Box<str>,
    /// What a row is.
    pub rows: Box<str>,
    /// Which capitals its names are matched with.
    pub case: Box<str>,
    /// Where its facts are from.
    pub source: Box<str>,
    /// Under which licence it is here.
    pub licence: Box<str>,
    /// Until when it is known to hold, `2025-10`; a row may say otherwise.
    pub checked: Box<str>,
}

/// What a text says of itself in its first lines. All but the suffixes of days are folded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontCues {
    /// Labels before a colon, of the title.
    #[serde(deserialize_with = "folded")]
    pub title: Vec<String>,
    /// Of the date.
    #[serde(deserialize_with = "folded")]
    pub date: Vec<String>,
    /// Of the source.
    #[serde(deserialize_with = "folded")]
    pub source: Vec<String>,
    /// Of what is not taken.
    #[serde(deserialize_with = "folded")]
    pub other: Vec<String>,
    /// Starts of lines that are no headline.
    #[serde(deserialize_with = "folded")]
    pub no_headline: Vec<String>,
    /// Between the number of a day and the month: `er`.
    pub day_suffixes: Vec<String>,
    /// Months as other languages and programs write them.
    pub other_months: BTreeMap<String, i8>,
    /// Before a date, beside the days of the week.
    #[serde(deserialize_with = "folded")]
    pub before_date: Vec<String>,
    /// After a date, before the hour.
    #[serde(deserialize_with = "folded")]
    pub after_date: Vec<String>,
    /// Before the day of publication.
    #[serde(deserialize_with = "folded")]
    pub published: Vec<String>,
    /// Before the day of a change.
    #[serde(deserialize_with = "folded")]
    pub updated: Vec<String>,
    /// In the first line of a transcript, what is no source, folded.
    #[serde(deserialize_with = "folded")]
    pub transcript: Vec<String>,
    /// In small letters among the names of a dateline.
    #[serde(deserialize_with = "folded")]
    pub dateline_words: Vec<String>,
}

/// How the parts of a document are told, by the start of a line (folded).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneCues {
    /// Lines that link to other articles.
    pub related: Vec<String>,
    /// Lines that name the writer.
    pub byline: Vec<String>,
    /// Words in small letters among the capitals of a signature.
    pub signature_words: Vec<String>,
    /// Lines that begin the end matter: everything after is footer, too.
    pub footer: Vec<String>,
    /// Lines of end matter that stand by themselves.
    pub footer_line: Vec<String>,
    /// Lines that begin the buttons that share an article.
    pub share: Vec<String>,
    /// Labels of those who speak without a name, folded.
    #[serde(deserialize_with = "folded")]
    pub speaker: Vec<String>,
}
