//! Proposals: what statements have in common, and the frames that it makes.

use super::template::{Template, Trigger, TriggerKind};
use std::collections::{BTreeMap, BTreeSet};

/// A template for a type, from all the statements that have it.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub(super) relation: String,
    pub(super) trigger: Trigger,
    /// `A _ à|en B`
    pub(super) text: String,
    /// How many words of its own it has.
    pub(super) words: usize,
}

/// What makes templates the same: type, trigger, and all of it but the prepositions.
type Key = (String, Trigger, String);

/// Gathers templates, each of a statement, into proposals.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    groups: BTreeMap<Key, Group>,
}

#[derive(Debug)]
struct Group {
    template: Template,
    /// The prepositions at each place.
    prepositions: Vec<BTreeSet<String>>,
    statements: BTreeSet<usize>,
}

impl Gathering {
    /// Adds a template of a statement.
    pub(super) fn add(&mut self, relation: &str, template: &Template, statement: usize) {
        let key = (relation.to_string(), template.trigger.clone(), template.shape());
        let group = self.groups.entry(key).or_insert_with(|| Group {
            template: template.clone(),
            prepositions: vec![BTreeSet::new(); template.prepositions().count()],
            statements: BTreeSet::new(),
        });
        for (place, preposition) in group.prepositions.iter_mut().zip(template.prepositions()) {
            place.insert(preposition.to_string());
        }
        group.statements.insert(statement);
    }

    /// The proposals, and by statement those that it has.
    pub(super) fn finish(self) -> (Vec<Proposal>, BTreeMap<usize, Vec<usize>>) {
        let mut of_statement: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut proposals = Vec::new();
        for ((relation, trigger, _), group) in self.groups {
            for statement in group.statements {
                of_statement.entry(statement).or_default().push(proposals.len());
            }
            let (text, words) = (group.template.text(&group.prepositions), group.template.words());
            proposals.push(Proposal { relation, trigger, text, words });
        }
        (proposals, of_statement)
    }
}

/// A `[[frame]]` of some triggers and templates: its id and type, its triggers, its templates, its examples.
pub(super) fn stanza(
    (id, relation): (&str, &str),
    (kind, triggers): (TriggerKind, &[&str]),
    takes: &[&str],
    says: &[&str],
) -> String {
    // A string of JSON is one of TOML.
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let list = |texts: &[&str]| texts.iter().map(|one| text(one)).collect::<Vec<_>>().join(", ");
    let (word, templates) = match kind {
        TriggerKind::Verb => ("verb", "takes"),
        TriggerKind::Noun => ("noun", "noun_takes"),
    };
    let triggers = match triggers {
        [trigger] => text(trigger),
        triggers => format!("[{}]", list(triggers)),
    };
    format!(
        "[[frame]]\nrelation = {}\nid = {}\n{word} = {triggers}\n{templates} = [{}]\nsays = [{}]\n",
        text(relation),
        text(id),
        list(takes),
        list(says),
    )
}

/// An example that stands for those that nobody has written yet: it states nothing.
pub(super) const NO_EXAMPLE: &str = "[A] … {B}";
