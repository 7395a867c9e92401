//! Which actors are the sources that the texts come from.

use super::{ActorGraph, Kind, Node};
use crate::matcher::fold_words;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

impl ActorGraph {
    /// Per node, whether it is an organisation that has published some of the documents behind the edges: one of its
    /// names is that of a document's source. A name in brackets, a file's ending and a domain's count for nothing, nor do
    /// capitals, accents and spaces: `Jeune Afrique` is `www.jeuneafrique.com`.
    pub fn sources(&self) -> Vec<bool> {
        let evidence = self.edges.iter().flat_map(|edge| &edge.evidence);
        let sources: FxHashSet<&str> =
            evidence.filter_map(|evidence| evidence.passage.document.source.as_deref()).collect();
        let names: BTreeSet<String> = sources.into_iter().flat_map(names).collect();
        let is_source = |node: &Node| {
            let mut forms = [&node.label].into_iter().chain(&node.aliases);
            node.kind == Kind::Organisation
                && forms.any(|form| names.contains(&squeezed(form)) || names.contains(&squeezed(stem(form))))
        };
        self.nodes.iter().map(is_source).collect()
    }
}

/// What a source may be called: `Agence Togolaise de Presse (ATOP)` has two names.
fn names(source: &str) -> impl Iterator<Item = String> {
    let parts = source.split(['(', ')']).map(str::trim);
    parts.map(|part| squeezed(stem(part))).filter(|name| !name.is_empty())
}

/// A name without what stands around it as a file or a domain.
fn stem(name: &str) -> &str {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match ending.chars().all(char::is_alphanumeric) && !stem.is_empty() {
        true if stem.contains(' ') => stem,
        true => stem.rsplit(['.', '/']).next().unwrap_or(stem),
        false => name,
    }
}

fn squeezed(name: &str) -> String {
    fold_words(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Edge, Evidence};

    #[test]
    fn sources_are_known_by_any_name() {
        let sources =
            ["https://www.jeuneafrique.com", "Agence Togolaise de Presse (ATOP)", "BBC.txt", "L’Événement"];
        let labels = ["Jeune Afrique", "ATOP", "BBC News", "L'Evénement", "Togo", "afp.com"];
        let mut nodes: Vec<Node> =
            labels.iter().map(|label| Node::new(*label, *label, Kind::Organisation)).collect();
        nodes[2].aliases = vec!["BBC".into()];
        let mut person = Node::new("p", "BBC", Kind::Person);
        person.aliases = vec!["ATOP".into()];
        nodes.push(person);
        let mut edge = Edge::new("e", 0, 1, "appears_with");
        edge.evidence = sources
            .iter()
            .map(|&source| {
                let mut evidence = Evidence::new("d", (0, 1), "r", "t");
                let passage = std::sync::Arc::make_mut(&mut evidence.passage);
                std::sync::Arc::make_mut(&mut passage.document).source = Some(source.into());
                evidence
            })
            .collect();
        let graph = ActorGraph::new(nodes, vec![edge]);
        assert_eq!(graph.sources(), [true, true, true, true, false, false, false]);
        assert_eq!(ActorGraph::default().sources(), [false; 0]);
    }
}
