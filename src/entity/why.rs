//! What settled who or what a mention is of.

/// What settled a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    // Names.
    Own,
    New,
    Respelled,
    Shortened,
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
    NoRole,
}

impl Why {
    /// The reason, for people.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Why::Own => "the form is this row's own",
            Why::New => "a full name that no list has: new",
            Why::Respelled => "another spelling of, or an initial for, the one row of that surname",
            Why::Shortened => "a longer name of the document less some given names",
            Why::Surname => "the surname, or given name, of the one whom the document names in full",
            Why::SurnameOffice => "of several of that surname, the one who held the role beside the name",
            Why::SurnameOfSeveral => "several whom the document names in full have that surname",
            Why::Office => "the one candidate who held the role beside the name on the day",
            Why::OwnerNear => "the owner of the form, which speaks of no other candidate's country alone",
            Why::Owner => "the owner of the form",
            Why::Near => "the one candidate whose country the document names",
            Why::Foremost => "the document names its country twice as often as the next candidate's",
            Why::NamedInFull => "the one candidate that another mention means alone",
            Why::Unsettled => "nothing in the document settles it: left open",
            Why::Lone => "a lone word that nothing in the document explains: this document's own",
            Why::Body => "a body that every country has: this document's own",
            Why::LongForm => "an acronym of the long form that the document defines",
            Why::Rank => "the nearest person with that rank",
            Why::NoRank => "nobody in the document has that rank",
            Why::Counterpart => "the role of the person before it, for the other country",
            Why::NoCounterpart => "nobody before it has a role of which the other country's holder is known",
            Why::Apposition => "the one person of the document beside whose name such a role stands",
            Why::Nearest => "the nearest person of the document who holds such a role",
            Why::Former => "a former holder: whoever holds the office on the day is not meant",
            Why::Removed => "the last holder before the day, whom a junta removed",
            Why::Holder => "the holder of the office on the day",
            Why::NoHolder => {
                "the day or country is not known, or not exactly one person held the office on it"
            }
            Why::NoRole => "no role",
        }
    }
}
