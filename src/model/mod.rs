//! The plain data that flows between the stages. Nothing here reads a file, decides or prints.

mod actor_graph;
mod amendment;
mod change;
mod citation;
mod columns;
mod dates;
mod difference;
mod document;
mod extraction;
mod feature;
mod frames;
mod horizon;
mod kept;
mod kind;
mod lexicon;
mod lines;
mod mention;
mod pages;
mod pair;
mod partial_date;
mod preposition;
mod question;
mod rewrite;
mod rule;
mod scope;
mod sheet;
mod signature;
mod site;
mod sources;
mod span;
mod story;
mod surnames;
mod text;
mod trace;

pub use actor_graph::{
    ActorGraph, DateSource, Degree, Designation, Edge, Evidence, Listed, Node, Passage, Period, Statement,
    StatementSummary,
};
pub use amendment::{Amendment, Says};
pub use change::{Change, ChangeOf, ChangedActor, Way};
pub use citation::Citation;
pub(crate) use columns::ColumnCues;
pub(crate) use dates::{Bound, DateCues, Lexeme, Opener, Opening, Shift, Unit};
pub use difference::{Difference, DifferenceOf, Shown};
pub use document::{Document, Offsets, Repair, Zone, ZoneKind};
pub use extraction::{Cooccurrence, Extraction, Modality, Relation, Window, WindowTally};
pub(crate) use feature::{FEATURES, Feature, FeatureSet, Features, Origin, word};
pub(crate) use frames::{
    AND, Anaphor, Class, Control, Effect, Element, Elements, Endings, FormNeeds, Frames, Need, Needs, Noun,
    NounId, Phrases, PrepositionId, Prepositions, Reach, RoleInBody, Several, Slot, StandsFor, Structure,
    Support, Template, Tense, Tenses, Verb, VerbForm, VerbId, Voice, Word, Words,
};
pub use frames::{Example, Frame, RelationType, Shows};
pub(crate) use horizon::both;
pub use horizon::{Holding, Presumption, TermKind, TermLengths};
pub use kept::slug;
pub use kind::Kind;
pub(crate) use kind::Kinds;
pub(crate) use lexicon::{COUNTERPART, Contraction, Cues, FrontCues, NameUse, ZoneCues, hash_of_id};
pub use lexicon::{
    CooccurrenceRule, CooccurrenceRules, Coordinates, Detail, Entry, EntryIndex, EntryKind, FoundName,
    Lexicon, ListInfo, ListName, Membership, Office, RoleOffice, Usage,
};
pub(crate) use lines::LineCues;
pub use mention::{Attribute, Entity, EntityIndex, Group, GroupOf, Mention, Metonymy, MetonymyMode, Via};
pub(crate) use mention::{INTRODUCED, QUOTED, SUBSIDIARY};
pub(crate) use pages::PageCues;
use pair::Derived;
pub use pair::{Measures, Pair};
pub use partial_date::PartialDate;
pub use question::{Doubt, Question};
pub(crate) use rewrite::Edit;
pub use rule::RuleId;
pub(crate) use rule::{lasting_rule_id, rule_id};
pub use scope::Scope;
pub use sheet::{Dialect, Sheet, SheetRow, decode};
pub(crate) use sheet::{is_formula, unguarded, usual_delimiter};
pub use signature::{NoSignature, Signature};
pub use site::Site;
pub use span::Span;
pub use story::{Count, Story};
pub(crate) use surnames::{Bearer, Surnames};
pub use text::{Paragraph, Sentence, Text};
pub(crate) use trace::Listener;
pub use trace::{Pass, Provenance, Step, Subject, Trace, Verdict};

/// A calendar date.
pub use jiff::civil::Date;
