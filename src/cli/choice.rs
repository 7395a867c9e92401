//! What the arguments choose of a graph and of its files, for the library.

use super::arguments::{Graph, Output, References};
use palabre::{
    Scope,
    error::{Error, Result},
    export::{ExportOptions, Language, Picture},
    graph::{GraphOptions, Selection},
    model::Lexicon,
};

/// In the place of relation types: none is read.
const NO_RELATIONS: &str = "none";

impl Graph {
    fn is_without_relations(&self) -> bool {
        self.relations.len() == 1 && self.relations[0] == NO_RELATIONS
    }

    /// What is read for the graph, in the windows and with the capitals of the rules.
    pub(crate) fn scope(&self) -> Scope {
        Scope::default()
            .with_kinds(self.kinds.clone())
            .with_named_only(self.references == References::Off)
            .with_cooccurrence_only(self.is_without_relations())
    }

    /// What of it becomes the graph.
    pub(crate) fn options(&self, lexicon: &Lexicon) -> Result<GraphOptions> {
        let none = self.is_without_relations();
        if none && self.typed_only {
            return Err(Error::usage("--typed-only with --relations none leaves no edge"));
        }
        if !none && self.relations.iter().any(|name| name == NO_RELATIONS) {
            let error = Error::usage(
                "--relations none is no type, and reads no relations: others beside it cannot be",
            );
            return Err(error.with_hint("give `none` alone, or the types without it"));
        }
        let relations = if none { Vec::new() } else { self.relations.clone() };
        let options = GraphOptions::default()
            .with_kinds(self.kinds.clone())
            .with_min_weight(self.min_weight)
            .with_relations(relations)
            .with_typed_only(self.typed_only)
            .with_count(self.count);
        options.check(lexicon)?;
        Ok(options)
    }

    /// Which part of that.
    pub(crate) fn selection(&self) -> Selection {
        Selection::default()
            .with_around(self.around.clone(), self.depth)
            .with_min_documents(self.min_documents)
            .with_without_sources(self.without_sources)
    }

    /// What of that is drawn.
    pub(crate) fn picture(&self) -> Picture {
        Picture::default()
            .with_max_nodes(self.max_nodes)
            .with_always(self.around.clone())
            .with_denied(self.draw_denied)
            .with_isolated(self.isolated)
            .with_sources(self.with_sources)
    }
}

impl Output {
    /// The language of the summary: that of all other messages, where none is asked for.
    pub(crate) fn messages_in(&self) -> Language {
        self.lang.unwrap_or(Language::English)
    }

    /// How the files of a graph are written.
    pub(crate) fn options(&self, graph: &Graph) -> ExportOptions {
        let options = ExportOptions::default().with_csv_dialect(self.csv_dialect);
        let options = options
            .with_text(self.with_text)
            .with_language(self.lang.unwrap_or_default())
            .with_picture(graph.picture());
        self.by.map_or(options.clone(), |by| options.with_by(by))
    }
}
