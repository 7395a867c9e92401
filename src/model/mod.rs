//! The plain data that flows between the stages. Nothing here reads a file, decides or prints.

mod actor_graph;
mod dates;
mod document;
mod extraction;
mod feature;
mod frames;
mod kind;
mod lexicon;
mod mention;
mod rule;
mod span;
mod text;
mod trace;

pub use actor_graph::{
    ActorGraph, DateSource, Degree, Edge, Evidence, Node, Period, Statement, StatementSummary,
};
pub use dates::{Bound, DateCues, Opener, Opening, Unit};
pub(crate) use dates::{Lexeme, Shift};
pub use document::{Document, Offsets, Repair, Zone, ZoneKind};
pub use extraction::{Cooccurrence, Extraction, Modality, Relation, Window, WindowTally};
pub use feature::{FEATURES, Feature, FeatureSet, Features, Origin, word};
pub use frames::{
    Class, Control, Effect, Element, Elements, Endings, Example, FormNeeds, Frame, Frames, Need, Needs, Noun,
    NounId, Phrases, PrepositionId, Prepositions, Reach, RelationType, RoleInBody, Several, Shows, Slot,
    StandsFor, Structure, Support, Template, Tense, Tenses, Verb, VerbForm, VerbId, Voice, Word, WordList,
    Words,
};
pub use kind::{Kind, Kinds};
pub use lexicon::{
    Bearer, Contraction, CooccurrenceRule, CooccurrenceRules, Cues, Detail, Entry, EntryIndex, EntryKind,
    FrontCues, Lexicon, ListName, Membership, NameUse, Office, PartialDate, RoleOffice, Usage, ZoneCues,
};
pub use mention::{Attribute, Entity, EntityIndex, Group, GroupOf, Mention, Metonymy, MetonymyMode, Via};
pub use rule::RuleId;
pub(crate) use rule::rule_id;
pub use span::Span;
pub use text::{Paragraph, Sentence, Text};
pub use trace::{Listener, Pass, Provenance, Step, Subject, Trace, Verdict};

/// A calendar date.
pub use jiff::civil::Date;
