//! Why a pass holds or refuses what it considers.

use super::View;
use crate::model::{Kind, Span, Usage};

/// The reason of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    // Gazetteer look-up.
    /// The usage of the form by the first row, and the number of rows.
    Listed(Usage, usize),
    OtherRow,
    BesideNames(Usage),
    OtherCapitals,
    NoContraction,
    NoCue,
    NoCompound,
    Shouted,
    InAcronym,
    SecondInitial,
    SharedWord,
    WordAtStart,
    // Selection of names.
    Name(Kind),
    Nested(Kind),
    GivesWay(Rival, Precedence),
    // People.
    KnownPerson,
    OneWord,
    NotPlain,
    Elsewhere,
    NoPersonCue,
    TooManyWords,
    Crosses,
    Damaged,
    CueFails,
    NoMention,
    Road,
    Button,
    // Organisations.
    CountryName,
    NoBody,
    NoComplement,
    CapitalAtStart,
    Unnamed,
    RowOfAcronym,
    OtherLongForm,
    NoAction,
    // Places.
    Division,
    NoPlaceName,
    // Surnames.
    SurnameOfPerson,
    SharesSurname,
    // Attributes and role phrases.
    Attribute(AttributeKind, Span),
    TitleInName,
    RolePhrase,
    InRole,
    LongerRole,
    Participle,
    Indefinite,
    Many,
    BesideName,
    NotBorne,
    InName,
    // Collective phrases.
    Together,
    NoBodyBeside,
    NotOneHolder,
    Limited,
    NamesFollow,
    OtherNumber,
    // Metonymy.
    Government,
    NoGovernment,
}

/// A name that takes precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rival {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// An attribute of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttributeKind {
    Title,
    Rank,
    Role,
    Portfolio,
    Of,
}

/// Why another name takes precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precedence {
    /// It is a stronger reading of the same words.
    Stronger,
    /// It has more words.
    Longer,
    /// It starts before the name, and ends inside it.
    Earlier,
    /// Both lie in a longer name, in which it comes first.
    FirstInside,
    /// A pass before this one found it.
    EarlierPass,
    /// It starts with the name, which no list has.
    GoesOn,
}

impl Reason {
    /// The reason, as a fragment for people: one arm a reason.
    pub(super) fn text(self, view: &View) -> String {
        let plain = match self {
            Reason::Listed(usage, 1) => usage.form(),
            Reason::Listed(usage, rows) => return format!("{}; first of {rows} rows", usage.form()),
            Reason::OtherRow => "another row of the same form",
            Reason::BesideNames(usage) => return format!("{}; stands beside names", usage.form()),
            Reason::OtherCapitals => "asks for other capitals",
            Reason::NoContraction => {
                "lacks its article, and no `du`, `au`, `des` or `aux` with a cue stands for it"
            }
            Reason::NoCue => "an ordinary word, too, and no cue before it",
            Reason::NoCompound => "the first part of a demonym, and no compound",
            Reason::Shouted => "an ordinary word in a sentence of capitals",
            Reason::InAcronym => "a part of an acronym with dots",
            Reason::SecondInitial => "the second initial of a compound given name",
            Reason::SharedWord => "shared, and an ordinary word or a given name, too",
            Reason::WordAtStart => "an ordinary word, too, at the start of a sentence",
            Reason::Name(kind) => kind.name(),
            Reason::Nested(kind) => return format!("{kind}, inside a longer name"),
            Reason::GivesWay(Rival { kind, span }, why) => {
                return format!("gives way to {kind} {}: {}", words(view, span), why.text());
            }
            Reason::KnownPerson => "a list has a person of that name",
            Reason::OneWord => "one word, without a rank, title, role or word of naming before it",
            Reason::NotPlain => {
                "no rank, title, role, given name or initial at its head, and an ordinary word, acronym or number in it"
            }
            Reason::Elsewhere => "starts with a place, a country or a body",
            Reason::NoPersonCue => {
                "no rank, title, role, given name or initial at its head, and no cue beside it"
            }
            Reason::TooManyWords => "more words than a name has",
            Reason::Damaged => "a letter of it is lost",
            Reason::Crosses => "crosses a name before it",
            Reason::Button => "a button that shares the article",
            Reason::Road => "a road with its number",
            Reason::NoMention => "a thing named after a person, or a country's name before a word of no list",
            Reason::CueFails => "does not hold",
            Reason::CountryName => "a country is called so",
            Reason::NoBody => "no organisation: a thing, or a common noun",
            Reason::NoComplement => "nothing completes the head noun",
            Reason::CapitalAtStart => {
                "a capital that the start of the sentence explains, and no proper name in it"
            }
            Reason::Unnamed => {
                "a head noun in small letters without a proper name, or with an indefinite article"
            }
            Reason::RowOfAcronym => "means the row of its acronym",
            Reason::OtherLongForm => "the text has another long form for the acronym",
            Reason::NoAction => "an acronym that acts nowhere in the document",
            Reason::Division => "the noun of the division is no part of the name",
            Reason::NoPlaceName => {
                "after a cue for a place, but an ordinary word, a person’s name, or too long"
            }
            Reason::SurnameOfPerson => "the surname of one whom the document names in full",
            Reason::SharesSurname => "a given name that shares the surname behind `et`",
            Reason::Attribute(part, head) => return format!("{} of {}", part.name(), words(view, head)),
            Reason::TitleInName => "a title in small letters is no part of the name",
            Reason::RolePhrase => "role phrase",
            Reason::InRole => "inside another role phrase",
            Reason::LongerRole => "a longer role starts there, or an organisation in it goes on",
            Reason::Participle => "a participle after an auxiliary",
            Reason::Indefinite => "no article or possessive before it",
            Reason::Many => "may mean many: no office of state, and no country, body or matter beside it",
            Reason::BesideName => "goes on to a name",
            Reason::NotBorne => "nobody in the document bears that rank, or a possessive stands before it",
            Reason::InName => "inside a mention, or goes on to a name",
            Reason::Together => "means several actors together",
            Reason::NoBodyBeside => "neither one body nor several countries beside it",
            Reason::NotOneHolder => "no office that one person holds at a time",
            Reason::Limited => "what follows leaves some out",
            Reason::NamesFollow => "names follow",
            Reason::OtherNumber => "the phrase says another number than it has countries",
            Reason::Government => "a capital that stands for its country here",
            Reason::NoGovernment => "a capital, but no cue that it stands for its country here",
        };
        plain.to_string()
    }
}

impl Precedence {
    fn text(self) -> &'static str {
        match self {
            Precedence::Stronger => {
                "the same words; own forms go before short, shared and cued ones, lists before rules, then country, \
                 person, organisation, place"
            }
            Precedence::Longer => "it is longer, and holds no name of this kind",
            Precedence::Earlier => "it starts earlier",
            Precedence::FirstInside => "inside it another name comes first",
            Precedence::EarlierPass => "an earlier pass found it",
            Precedence::GoesOn => "it starts so and goes on, and no list has the shorter one",
        }
    }
}

/// The words of a span on one line.
fn words(view: &View, span: Span) -> String {
    let words: Vec<&str> = span.of(&view.document.text).split_whitespace().collect();
    format!("`{}`", words.join(" "))
}

impl AttributeKind {
    fn name(self) -> &'static str {
        match self {
            AttributeKind::Title => "title",
            AttributeKind::Rank => "rank",
            AttributeKind::Role => "role",
            AttributeKind::Portfolio => "portfolio",
            AttributeKind::Of => "country or body",
        }
    }
}
