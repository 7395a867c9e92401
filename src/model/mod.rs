//! The plain data that flows between the stages. Nothing here reads a file, decides or prints.

mod actor_graph;
mod amendment;
mod change;
mod citation;
mod difference;
mod document;
mod extraction;
mod mention;
mod pair;
mod question;
mod rewrite;
mod rule;
mod scope;
mod signature;
mod site;
mod sources;
mod story;
mod text;
mod trace;

pub use actor_graph::{
    ActorGraph, DateSource, Degree, Designation, Edge, Evidence, Listed, Node, Passage, Period, Statement,
    StatementSummary,
};
pub use amendment::{Amendment, Says};
pub use change::{Change, ChangeOf, ChangedActor, Way};
pub use citation::Citation;
pub use difference::{Difference, DifferenceOf, Shown};
pub use document::{Document, Offsets, Repair, Zone};
pub use extraction::{Cooccurrence, Extraction, Relation, WindowTally};
pub use mention::{Attribute, Entity, EntityIndex, Group, GroupOf, Mention, Metonymy, MetonymyMode, Via};
pub(crate) use mention::{INTRODUCED, QUOTED, SUBSIDIARY};
use pair::Derived;
pub use pair::{Measures, Pair};
pub use question::{Doubt, Question};
pub(crate) use rewrite::Edit;
pub use rule::RuleId;
pub(crate) use rule::{lasting_rule_id, rule_id};
pub use scope::Scope;
pub use signature::{NoSignature, Signature};
pub use site::Site;
pub use story::{Count, Story};
pub use text::{Paragraph, Sentence, Text};
pub(crate) use trace::Listener;
pub use trace::{Pass, Provenance, Step, Subject, Trace, Verdict};

// What the gazetteers say, and what it is told in.
pub(crate) use palabre_lexicon::model::{
    AND, Anaphor, Bearer, Bound, COUNTERPART, Class, ColumnCues, Contraction, Control, Cues, DIVISIONS,
    Effect, Element, FeatureSet, Features, FormNeeds, Frames, FrontCues, Kinds, Lexeme, LineCues, NameUse,
    Need, Needs, NounId, Opener, Opening, PageCues, Phrases, PrepositionId, Reach, Several, Shift, Slot,
    StandsFor, Template, Tense, Unit, Verb, VerbForm, VerbId, Voice, Word, Words, ZoneCues, both, is_formula,
    unguarded, usual_delimiter, word,
};
#[doc(inline)]
pub use palabre_lexicon::model::{
    CooccurrenceRule, CooccurrenceRules, Coordinates, Date, Detail, Dialect, Entry, EntryIndex, EntryKind,
    Example, FoundName, Frame, Holding, Kind, Lexicon, ListInfo, ListName, Membership, Modality, Office,
    PartialDate, Presumption, RelationType, RoleOffice, Sheet, SheetRow, Shows, Span, TermKind, TermLengths,
    Usage, Window, ZoneKind, decode, slug,
};
