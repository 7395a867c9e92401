//! What the gazetteers say, as plain data. Nothing here reads a file, decides or prints.

mod columns;
mod cooccurrence;
mod dates;
mod feature;
mod frames;
mod horizon;
mod kept;
mod kind;
mod lexicon;
mod lines;
mod modality;
mod pages;
mod partial_date;
mod preposition;
mod sheet;
mod span;
mod surnames;
mod window;
mod zone_kind;

pub use columns::ColumnCues;
pub use cooccurrence::{CooccurrenceRule, CooccurrenceRules};
pub use dates::{Bound, DateCues, Lexeme, Opener, Opening, Shift, Unit};
pub use feature::{FEATURES, Feature, FeatureSet, Features, Origin, word};
pub use frames::{
    AND, Anaphor, Class, Control, Effect, Element, Elements, Endings, Example, FormNeeds, Frame, Frames,
    Need, Needs, Noun, NounId, Phrases, PrepositionId, Prepositions, Reach, RelationType, RoleInBody,
    Several, Shows, Slot, StandsFor, Structure, Support, Template, Tense, Tenses, Verb, VerbForm, VerbId,
    Voice, Word, Words,
};
pub use horizon::{Holding, Presumption, TermKind, TermLengths, both};
pub use kept::slug;
pub use kind::{Kind, Kinds};
pub use lexicon::{
    COUNTERPART, Contraction, Coordinates, Cues, DIVISIONS, Detail, Entry, EntryIndex, EntryKind, FoundName,
    FrontCues, Lexicon, ListInfo, ListName, Membership, NameUse, Office, RoleOffice, Usage, ZoneCues,
    hash_of_id,
};
pub use lines::LineCues;
pub use modality::Modality;
pub use pages::PageCues;
pub use partial_date::PartialDate;
pub use sheet::{Dialect, Sheet, SheetRow, decode, is_formula, unguarded, usual_delimiter};
pub use span::Span;
pub use surnames::{Bearer, Surnames};
pub use window::Window;
pub use zone_kind::ZoneKind;

/// A calendar date.
pub use jiff::civil::Date;
