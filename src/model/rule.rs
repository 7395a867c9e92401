//! Ids of the rules that stand in the code.

use serde::{Deserialize, Deserializer, de::Error};
use std::{
    borrow::Cow,
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// Id of a rule: `fr.person.rank-name`.
pub type RuleId = &'static str;

/// The ids that were read from files, each kept once, for as long as the program runs.
static READ: Mutex<BTreeSet<RuleId>> = Mutex::new(BTreeSet::new());

/// More ids, or longer ones, are not of rules and corrections.
const MOST_IDS: usize = 100_000;
const LONGEST_ID: usize = 100;

/// The id of a rule as a file has it. None where it can be none.
pub(crate) fn rule_id(id: &str) -> Option<RuleId> {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = read.get(id) {
        return Some(known);
    }
    if id.len() > LONGEST_ID || read.len() >= MOST_IDS {
        return None;
    }
    Some(keep(&mut read, id))
}

/// The id of something that is read once, whatever it is.
pub(crate) fn lasting_rule_id(id: &str) -> RuleId {
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.get(id).copied().unwrap_or_else(|| keep(&mut read, id))
}

fn keep(read: &mut BTreeSet<RuleId>, id: &str) -> RuleId {
    let id: RuleId = Box::leak(Box::from(id));
    read.insert(id);
    id
}

pub(super) fn all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RuleId>, D::Error> {
    let ids = Vec::<Cow<str>>::deserialize(deserializer)?;
    let known = |id: &Cow<str>| {
        rule_id(id).ok_or_else(|| D::Error::custom(format_args!("`{id}` is no id of a rule")))
    };
    ids.iter().map(known).collect()
}

pub(super) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RuleId, D::Error> {
    let id = Cow::<str>::deserialize(deserializer)?;
    rule_id(&id).ok_or_else(|| D::Error::custom(format_args!("`{id}` is no id of a rule")))
}

pub(super) fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RuleId>, D::Error> {
    let id = Option::<Cow<str>>::deserialize(deserializer)?;
    let known = |id: Cow<str>| {
        rule_id(&id).ok_or_else(|| D::Error::custom(format_args!("`{id}` is no id of a rule")))
    };
    id.map(known).transpose()
}
