//! What is read of a document for the graph: which rules of co-occurrence, which capitals, which relations.

use super::{CooccurrenceRule, CooccurrenceRules, Extraction, Kind, MetonymyMode, Window};
use serde::{Deserialize, Serialize};

/// Which rules work, and through which window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scope {
    /// Kinds of the graph's nodes; empty for what the rules do by default.
    pub kinds: Vec<Kind>,
    /// A window in the place of the rules' own.
    pub window: Option<Window>,
    /// Which capitals count as their countries.
    pub metonymy: MetonymyMode,
    /// Whether co-occurrences alone are read, and no typed relations.
    pub cooccurrence_only: bool,
    /// Whether relations are left out of which an end is not named but resolved: `il`, `le pays`, `les deux hommes`.
    pub named_only: bool,
}

impl Scope {
    /// The same with the rules that join two of these kinds; empty for what the rules do by default.
    pub fn with_kinds(mut self, kinds: impl Into<Vec<Kind>>) -> Scope {
        self.kinds = kinds.into();
        self
    }

    /// The same with a window in the place of the rules' own, or none.
    pub fn with_window(mut self, window: impl Into<Option<Window>>) -> Scope {
        self.window = window.into();
        self
    }

    /// The same with other capitals that count as their countries.
    pub fn with_metonymy(mut self, metonymy: MetonymyMode) -> Scope {
        self.metonymy = metonymy;
        self
    }

    /// The same without typed relations, or with them.
    pub fn with_cooccurrence_only(mut self, cooccurrence_only: bool) -> Scope {
        self.cooccurrence_only = cooccurrence_only;
        self
    }

    /// The same without relations of which an end is resolved from a pronoun or a definite phrase, or with them.
    pub fn with_named_only(mut self, named_only: bool) -> Scope {
        self.named_only = named_only;
        self
    }

    /// Whether a rule works.
    pub fn admits(&self, rule: &CooccurrenceRule) -> bool {
        if self.kinds.is_empty() {
            rule.default
        } else {
            self.kinds.contains(&rule.source) && self.kinds.contains(&rule.target)
        }
    }

    /// The window that a rule looks through. A rule within one mention keeps its own.
    pub fn window(&self, rule: &CooccurrenceRule) -> Window {
        match rule.window {
            Window::Mention => Window::Mention,
            window => self.window.unwrap_or(window),
        }
    }
}

impl Extraction {
    /// Keeps what the document would have been read to in the kinds and relations of another scope; window and capitals
    /// stay. No kinds are those it was read with.
    ///
    /// # Errors
    /// A rule that would have worked in the other scope, and did not in this one: its co-occurrences are not there.
    pub fn narrow<'r>(
        &mut self,
        scope: &Scope,
        rules: &'r CooccurrenceRules,
    ) -> Result<(), &'r CooccurrenceRule> {
        if !scope.kinds.is_empty() {
            let missing = rules.rules.iter().find(|rule| scope.admits(rule) && !self.scope.admits(rule));
            missing.map_or(Ok(()), Err)?;
            self.scope.kinds.clone_from(&scope.kinds);
            let scope = &self.scope;
            self.cooccurrences.retain(|pair| scope.admits(&rules.rules[pair.rule as usize]));
            let counts =
                |window| rules.rules.iter().any(|rule| scope.admits(rule) && scope.window(rule) == window);
            self.windows.retain(|tally| counts(tally.window));
        }
        if scope.named_only {
            self.scope.named_only = true;
            self.relations.retain(|relation| relation.resolved_by.is_none());
        }
        if scope.cooccurrence_only {
            self.scope.cooccurrence_only = true;
            self.relations.clear();
        }
        Ok(())
    }
}
