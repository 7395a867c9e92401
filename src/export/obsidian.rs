//! Notes for Obsidian: a note an actor, which links to those that it has to do with.
//!
//! A note begins with its properties as YAML: id, other names (`aliases`), the kind as a tag, and the columns of the table of
//! actors. Then come the relations with the sentences that state them, and the actors that it stands beside. Every text of the
//! documents is escaped: none is markup.

use super::{
    ExportOptions, Files, Language, LeftOut, WriteFolder,
    attributes::Attributes,
    captions::caption,
    file_name::FileNames,
    json::{Array, Json},
    tables::NodeRow,
};
use crate::model::{ActorGraph, Citation, Edge, Evidence, Extraction, Lexicon, Node};
use std::{
    fmt::Write as _,
    io::{self, Write as _},
};

/// The columns that have a place of their own.
const PLACED: [&str; 4] = ["Id", "Label", "Kind", "Aliases"];

/// Writes the folder `obsidian`.
struct Obsidian {
    language: Language,
}

/// Begins the folder `obsidian`.
pub(super) fn folder(options: &ExportOptions) -> Box<dyn WriteFolder> {
    Box::new(Obsidian { language: options.language })
}

impl WriteFolder for Obsidian {
    fn document(&mut self, _: &Extraction, _: &Lexicon, _: &mut dyn Files) -> io::Result<()> {
        Ok(())
    }

    fn finish(
        &mut self,
        graph: Option<&ActorGraph>,
        _: &Lexicon,
        files: &mut dyn Files,
    ) -> io::Result<LeftOut> {
        let Some(graph) = graph else { return Ok(LeftOut::default()) };
        let mut names = FileNames::default();
        let names: Vec<String> = graph.nodes.iter().map(|node| names.add(&node.label)).collect();
        let edges = edges_of(graph);
        let attributes = Attributes::except(&PLACED);
        for (place, (node, row)) in graph.nodes.iter().zip(NodeRow::all(graph)).enumerate() {
            let notes = Notes { graph, names: &names, language: self.language };
            let note = yaml(&properties(node, &row, &attributes)?) + &notes.body(place, &edges[place]);
            files.add(&format!("{}.md", names[place]), note.as_bytes())?;
        }
        Ok(LeftOut::default())
    }
}

/// The edges of each node, the heaviest first.
fn edges_of(graph: &ActorGraph) -> Vec<Vec<&Edge>> {
    let mut edges: Vec<Vec<&Edge>> = vec![Vec::new(); graph.nodes.len()];
    for edge in &graph.edges {
        edges[edge.source].push(edge);
        if edge.target != edge.source {
            edges[edge.target].push(edge);
        }
    }
    for edges in &mut edges {
        edges.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    }
    edges
}

/// What Obsidian calls properties. JSON is YAML but for a few characters, which stand in strings only.
fn properties<'g>(
    node: &Node,
    row: &NodeRow<'g>,
    attributes: &Attributes<'g, NodeRow<'g>>,
) -> io::Result<String> {
    let mut text = Vec::new();
    text.write_all(b"---\nid: ")?;
    node.id.as_str().write(&mut text)?;
    text.write_all(b"\naliases: ")?;
    let aliases = node.aliases.iter().filter(|alias| **alias != node.label);
    Array(aliases, |alias: &String, out: &mut Vec<u8>| alias.as_str().write(out)).write(&mut text)?;
    write!(text, "\ntags: [{}]", node.kind.name())?;
    for (name, cell) in attributes.of(row) {
        write!(text, "\n{name}: ")?;
        cell.write(&mut text)?;
    }
    text.write_all(b"\n---\n")?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// JSON with the characters escaped that YAML 1.1 has not, or takes for line ends.
fn yaml(json: &str) -> String {
    let is_foreign = |c: char| {
        matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let pieces = json.chars().map(|c| match is_foreign(c) {
        true => format!("\\u{:04x}", u32::from(c)),
        false => c.to_string(),
    });
    pieces.collect()
}

/// The notes of a graph.
struct Notes<'g> {
    graph: &'g ActorGraph,
    names: &'g [String],
    language: Language,
}

impl Notes<'_> {
    /// What the notes call something.
    fn word(&self, group: &str, key: &str) -> String {
        markdown(caption(group, key, self.language))
    }

    fn body(&self, place: usize, edges: &[&Edge]) -> String {
        let mut text = format!("# {}\n", markdown(&self.graph.nodes[place].label));
        let (relations, ties): (Vec<&Edge>, Vec<&Edge>) =
            edges.iter().partition(|edge| edge.summary.is_some());
        if !relations.is_empty() {
            text += &format!("\n## {}\n\n", self.word("report", "relations"));
            relations.iter().for_each(|edge| self.relation(edge, place, &mut text));
        }
        if !ties.is_empty() {
            text += &format!("\n## {}\n\n", self.word("report", "ties"));
        }
        for edge in ties {
            let other = if edge.source == place { edge.target } else { edge.source };
            let kind = match edge.kind == APPEARS_WITH {
                true => String::new(),
                false => self.word("relation", &edge.kind) + " ",
            };
            let _ = writeln!(text, "- {kind}{} ({})", self.link(other), edge.count);
        }
        text
    }

    fn relation(&self, edge: &Edge, place: usize, text: &mut String) {
        let denied = edge.is_only_denied().then(|| format!(" ({})", self.word("modality", "denied")));
        let (kind, denied) = (self.word("relation", &edge.kind), denied.unwrap_or_default());
        let other = if edge.source == place { edge.target } else { edge.source };
        let (other, count) = (self.link(other), edge.count);
        let _ = match edge.directed {
            false => writeln!(text, "- {kind}{denied} – {other} ({count})"),
            true if edge.source == place => writeln!(text, "- {kind}{denied} → {other} ({count})"),
            true => writeln!(text, "- {other} → {kind}{denied} ({count})"),
        };
        edge.evidence.iter().for_each(|evidence| sentence(evidence, text));
    }

    fn link(&self, place: usize) -> String {
        let (file, label) = (&self.names[place], &self.graph.nodes[place].label);
        match file == label {
            true => format!("[[{file}]]"),
            false => {
                let shown: String = label.chars().map(|c| if is_of_link(c) { ' ' } else { c }).collect();
                format!("[[{file}|{}]]", if shown.trim().is_empty() { file } else { shown.trim() })
            }
        }
    }
}

/// The edge that needs no name.
const APPEARS_WITH: &str = "appears_with";

/// A sentence behind a relation, and where it is from.
fn sentence(evidence: &Evidence, text: &mut String) {
    let Citation { id, date, source, title, .. } = &*evidence.passage.document;
    let date = date.map(|date| date.to_string());
    let parts = [title.as_deref().or(Some(id)), source.as_deref(), date.as_deref()];
    let from: Vec<String> = parts.into_iter().flatten().map(markdown).collect();
    let _ = writeln!(text, "  - « {} » — {}", markdown(&evidence.passage.text), from.join(", "));
}

/// What ends a link or a line, or is markup in it.
fn is_of_link(c: char) -> bool {
    c.is_control() || matches!(c, '[' | ']' | '|' | '<' | '>' | '\\' | '\u{2028}' | '\u{2029}')
}

/// A text of one line in which nothing is markup.
fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => escaped.push(' '),
            c if c.is_ascii_punctuation()
                && !matches!(c, '\'' | ',' | '.' | '-' | ':' | ';' | '/' | '(' | ')' | '!' | '?') =>
            {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_no_markup() {
        for (text, expected) in [
            ("L’AES, d’accord : (oui) !", "L’AES, d’accord : (oui) !"),
            ("</x> [[a|b]]", "\\<\\/x\\> \\[\\[a\\|b\\]\\]"),
            ("*a* `b` #c\n%%d%%", "\\*a\\* \\`b\\` \\#c \\%\\%d\\%\\%"),
        ] {
            assert_eq!(markdown(text), expected.replace("\\/", "/"));
        }
    }
}
