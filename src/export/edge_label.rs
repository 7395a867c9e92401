//! What stands beside the line of an edge.

use super::captions::{Language, caption};
use crate::model::{Edge, Modality};

/// Longest qualifier that stands for its relation, in characters.
const LONGEST_QUALIFIER: usize = 28;

/// What an edge says: `rencontre`; `président`, for a role; `visite (prévu)`, where it is never asserted; `accuse ×3`,
/// where three sentences say so. Nothing of two that merely stand together.
pub(super) fn edge_label(edge: &Edge, language: Language) -> Option<String> {
    let mut label = relation(edge, language)?;
    if let Some(modality) = only_modality(edge) {
        label += &format!(" ({})", caption("modality", modality.name(), language));
    }
    if edge.sentences > 1 {
        label += &format!(" ×{}", edge.sentences);
    }
    Some(label)
}

/// The relation of an edge alone: `rencontre`.
fn relation(edge: &Edge, language: Language) -> Option<String> {
    let summary = edge.summary.as_ref()?;
    let qualifier = summary.qualifiers.iter().find(|text| text.chars().count() <= LONGEST_QUALIFIER);
    Some(match qualifier {
        Some(qualifier) if matches!(&*edge.kind, "holds_role" | "kin_of") => qualifier.clone(),
        _ => caption("relation", &edge.kind, language).replace('_', " "),
    })
}

/// The only modality of an edge that is never asserted, where it has but one; denied, where nothing else is behind it.
fn only_modality(edge: &Edge) -> Option<Modality> {
    let summary = edge.summary.as_ref()?;
    if edge.is_only_denied() {
        return Some(Modality::Denied);
    }
    let counting = Modality::ALL.into_iter().filter(|&modality| modality != Modality::Denied);
    let mut modalities = counting.filter(|&modality| summary.modalities[modality as usize] > 0);
    let only = modalities.next().filter(|&modality| modality != Modality::Asserted)?;
    modalities.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StatementSummary;

    #[test]
    fn edges_say_what_their_sentences_do() {
        let mut edge = Edge::new("e", 0, 1, "meets");
        assert_eq!(edge_label(&edge, Language::French), None);
        let mut summary = StatementSummary::default();
        summary.modalities[Modality::Planned as usize] = 2;
        (edge.count, edge.sentences, edge.summary) = (2, 2, Some(summary.clone().into()));
        let both = |edge: &Edge| Language::ALL.map(|language| edge_label(edge, language).unwrap());
        assert_eq!(both(&edge), ["rencontre (prévu) ×2", "meets (planned) ×2"]);
        edge.kind = "my_own".into();
        summary.modalities[Modality::Asserted as usize] = 1;
        summary.qualifiers = vec!["président".into()];
        (edge.sentences, edge.summary) = (1, Some(summary.into()));
        assert_eq!(both(&edge), ["my own", "my own"]);
        edge.kind = "holds_role".into();
        assert_eq!(both(&edge), ["président", "président"]);
        edge.count = 0;
        assert_eq!(both(&edge), ["président (démenti)", "président (denied)"]);
    }
}
