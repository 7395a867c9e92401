//! How the referent of a mention was resolved.

use crate::model::{EntryIndex, Lexicon};

/// What resolved a reference, or why it stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resolution {
    // Names.
    Own,
    New,
    Respelled,
    Shortened,
    Initials,
    Surname,
    SurnameOffice,
    SurnameOfSeveral,
    Office,
    OwnerNear,
    Owner,
    Near,
    Foremost,
    NamedInFull,
    Unsettled,
    Lone,
    Body,
    OfCountry,
    LongForm,
    // Role phrases.
    Rank,
    NoRank,
    Counterpart,
    NoCounterpart,
    Apposition,
    Nearest,
    Former,
    Removed,
    Holder,
    NoHolder,
    Relative,
    NoRole,
    // Collective phrases.
    OpenBody,
    NoMembers,
    NoDate,
    BeyondHorizon,
    LongAgo,
    /// Number of members.
    OtherNumber(usize),
    /// The country whose office holder is unknown.
    NoHolderOf(EntryIndex),
    OtherCountry,
}

impl Resolution {
    /// The reason, as a fragment for people: one arm a reason.
    pub(super) fn text(self, lexicon: &Lexicon) -> String {
        let plain = match self {
            Resolution::Own => "the form is this row's own",
            Resolution::New => "a full name that no list has: new",
            Resolution::Respelled => "another spelling of, or an initial for, the one row of that surname",
            Resolution::Shortened => "a longer name of the document less some given names",
            Resolution::OfCountry => "a body that many states have, of the country that the text says",
            Resolution::Initials => {
                "the surname, behind initials, of the one whom the document names in full"
            }
            Resolution::Surname => "the surname, or given name, of the one whom the document names in full",
            Resolution::SurnameOffice => {
                "of several of that surname, the one who held the role beside the name"
            }
            Resolution::SurnameOfSeveral => "several whom the document names in full have that surname",
            Resolution::Office => "the one candidate who held the role beside the name on the day",
            Resolution::OwnerNear => {
                "the owner of the form, which speaks of no other candidate's country alone"
            }
            Resolution::Owner => "the owner of the form",
            Resolution::Near => "the one candidate whose country the document names",
            Resolution::Foremost => "the document names its country twice as often as the next candidate's",
            Resolution::NamedInFull => "the one candidate that another mention means alone",
            Resolution::Unsettled => "nothing in the document settles it: left open",
            Resolution::Lone => "a lone word that nothing in the document explains: this document's own",
            Resolution::Body => "a body that every country has: this document's own",
            Resolution::LongForm => "an acronym of the long form that the document defines",
            Resolution::Rank => "the nearest person with that rank",
            Resolution::NoRank => "nobody in the document has that rank",
            Resolution::Counterpart => "the role of the person before it, for the other country",
            Resolution::NoCounterpart => {
                "nobody before it has a role of which the other country's holder is known"
            }
            Resolution::Apposition => "the one person of the document beside whose name such a role stands",
            Resolution::Nearest => "the nearest person of the document who holds such a role",
            Resolution::Former => "a former holder: whoever holds the office on the day is not meant",
            Resolution::Removed => "the last holder before the day, whom a junta removed",
            Resolution::Holder => "the holder of the office on the day",
            Resolution::Relative => "whose relative, and which of them, the phrase does not tell: left open",
            Resolution::NoHolder => {
                "the day or country is not known, or not exactly one person held the office on it"
            }
            Resolution::NoRole => "no role",
            Resolution::OpenBody => "which body or country is meant is open",
            Resolution::NoMembers => "the lists have no countries in it on the day",
            Resolution::NoDate => "the day is not known, or not well enough, and who is in it has changed",
            Resolution::BeyondHorizon => {
                "the lists know the offices and memberships of it to an earlier day: one has likelier changed than not"
            }
            Resolution::LongAgo => "the sentence speaks of an earlier year",
            Resolution::OtherNumber(members) => {
                return format!("the phrase says another number than its {members} members");
            }
            Resolution::NoHolderOf(country) => {
                return format!("who held the office in `{}` is not known", lexicon.entry(country).name);
            }
            Resolution::OtherCountry => "not known of another country of the phrase",
        };
        plain.to_string()
    }
}
