//! What a run came to, in a line, and what each of its files leaves out: in the language of `--lang`, from the captions.

use super::{messages::Messages, run::Tally};
use palabre::{
    export::{Language, LeftOut, caption, filled},
    model::ActorGraph,
};

/// The summary of a run, with the graph where there is one.
pub(super) fn summary(tally: &Tally, graph: Option<&ActorGraph>, language: Language) -> String {
    let count = |number, one, several| count(number, [one, several], language);
    let mut parts = vec![
        count(tally.documents, "document", "documents"),
        count(tally.mentions, "mention", "mentions"),
        count(tally.relations, "relation", "relations"),
    ];
    if let Some(graph) = graph {
        parts.push(count(graph.nodes.len(), "entity", "entities"));
        parts.push(count(graph.edges.len(), "edge", "edges"));
    }
    let mut summary = format!("{} {}", parts.join(", "), tally.speed_in(language));
    let undated = tally.left_out_undated;
    for (number, key) in
        [(tally.left_out, "left_out"), (undated, "left_out_undated"), (tally.failed, "failed")]
    {
        if number > 0 {
            summary += &said(key, &[number.to_string()], language);
        }
    }
    summary
}

/// What a file leaves out, behind its name.
pub(super) fn without(LeftOut { nodes, edges, denied, .. }: LeftOut, language: Language) -> String {
    let edges_of = |number| count(number, ["edge", "edges"], language);
    let cut = (nodes + edges > 0)
        .then(|| said("cut", &[count(nodes, ["node", "nodes"], language), edges_of(edges)], language));
    let denied = (denied > 0).then(|| said("denied", &[edges_of(denied)], language));
    let parts: Vec<String> = [cut, denied].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { said("without", &[parts.join(", ")], language) }
}

/// Tells what the one file on standard output leaves out.
pub(super) fn tell_left_out(left_out: LeftOut, messages: &Messages) {
    let LeftOut { nodes, edges, denied, .. } = left_out;
    let [nodes_said, edges_said, denied_said] =
        [(nodes, ["node", "nodes"]), (edges, ["edge", "edges"]), (denied, ["edge", "edges"])]
            .map(|(number, what)| count(number, what, Language::English));
    if denied > 0 {
        messages.note(
            format_args!("the picture leaves out {denied_said} that texts only negate or deny"),
            Some("--draw-denied draws them, dotted"),
        );
    }
    if nodes + edges > 0 {
        let hint = "--max-nodes 0 draws all; --min-weight leaves out the lighter edges of every file";
        messages.note(format_args!("the picture leaves out {nodes_said} and {edges_said}"), Some(hint));
    }
}

impl Tally {
    /// `in 0.1 s (4.5 MB/s)`
    pub(crate) fn speed(&self) -> String {
        self.speed_in(Language::English)
    }

    fn speed_in(&self, language: Language) -> String {
        let (seconds, rate) = self.seconds_and_rate();
        let numbers = [seconds, rate].map(|number| format!("{number:.1}"));
        let numbers = match language {
            Language::French => numbers.map(|number| number.replace('.', ",")),
            _ => numbers,
        };
        said("speed", &numbers, language)
    }
}

/// A number of something. In French one and none of it are singular, in English one is.
fn count(number: usize, [one, several]: [&str; 2], language: Language) -> String {
    let is_one = number == 1 || (number == 0 && language == Language::French);
    format!("{number} {}", caption("summary", if is_one { one } else { several }, language))
}

fn said(key: &str, values: &[String], language: Language) -> String {
    filled(caption("summary", key, language), values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_their_nouns() {
        let told = |number, language| count(number, ["edge", "edges"], language);
        let all = [0, 1, 2].map(|number| [Language::French, Language::English].map(|of| told(number, of)));
        assert_eq!(all, [["0 lien", "0 edges"], ["1 lien", "1 edge"], ["2 liens", "2 edges"]]);
    }

    #[test]
    fn what_is_left_out_stands_behind_the_name() {
        let told =
            |left_out| [Language::French, Language::English].map(|language| without(left_out, language));
        assert_eq!(told(LeftOut::default()), ["", ""]);
        let mut left_out = LeftOut::default();
        (left_out.nodes, left_out.edges, left_out.denied) = (1, 2, 3);
        let [french, english] = told(left_out);
        assert_eq!(
            english,
            ", without 1 node and 2 edges (--max-nodes 0), 3 edges only denied (--draw-denied)"
        );
        assert!(french.starts_with(", sans 1 ") && french.contains("--draw-denied"), "{french}");
    }
}
