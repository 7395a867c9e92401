//! The graph of many documents.

use crate::{
    error::{exception, no_such},
    extraction::{Extraction, Reading},
    extractor::kind,
    table::{self, Table},
    write,
};
use palabre::{
    error::{Error, Result},
    export::{CalendarUnit, CsvDialect, ExportOptions, FORMATS, Format, GraphTable, Language, Picture},
    graph::{Actors, Fold, GraphOptions, Selection},
    model::{ActorGraph, Count},
};
use pyo3::{prelude::*, types::PyBytes};
use std::{borrow::Cow, collections::BTreeSet, path::PathBuf, sync::Arc};

/// The graph of the actors of many documents, which it keeps.
#[pyclass(frozen, module = "palabre._palabre")]
pub(crate) struct Graph {
    graph: ActorGraph,
    documents: Vec<Arc<Reading>>,
    selection: Selection,
}

#[pymethods]
impl Graph {
    #[new]
    #[pyo3(signature = (extractions, kinds, relations, typed_only, min_weight, min_documents, around, depth, without_sources, count))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    fn new(
        py: Python,
        extractions: Vec<Py<Extraction>>,
        kinds: Vec<String>,
        relations: Vec<String>,
        typed_only: bool,
        min_weight: f64,
        min_documents: u64,
        around: Vec<String>,
        depth: usize,
        without_sources: bool,
        count: &str,
    ) -> PyResult<Graph> {
        let documents: Vec<Arc<Reading>> = extractions.iter().map(|one| one.get().0.clone()).collect();
        let kinds = kinds.iter().map(|name| kind(name)).collect::<PyResult<Vec<_>>>()?;
        let options = GraphOptions::default()
            .with_kinds(kinds)
            .with_relations(relations)
            .with_typed_only(typed_only)
            .with_min_weight(min_weight)
            .with_count(count_of(count)?);
        let selection = Selection::default()
            .with_around(around, depth)
            .with_min_documents(min_documents)
            .with_without_sources(without_sources);
        py.detach(|| Graph::fold(documents, options, selection)).map_err(exception)
    }

    /// A table of the graph.
    fn table(&self, py: Python, name: &str) -> PyResult<Table> {
        let table = match name {
            "nodes" => GraphTable::Nodes,
            "edges" => GraphTable::Edges,
            "relations" => GraphTable::Relations,
            "ties" => GraphTable::Ties,
            "denied" => GraphTable::Denied,
            "evidence" => GraphTable::Evidence,
            _ => GraphTable::Stories,
        };
        py.detach(|| table::of_graph(&self.graph, table))
    }

    /// The file of a format that is made of the graph alone.
    fn render<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyBytes>> {
        let format = format_of(format)?;
        let bytes = py.detach(|| write::render(format, &self.graph, &ExportOptions::default()));
        Ok(PyBytes::new(py, &bytes?))
    }

    /// Writes the files of a format, and gives their paths.
    #[pyo3(signature = (format, path, csv_dialect, with_text, by, language, max_nodes))]
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    fn write(
        &self,
        py: Python,
        format: &str,
        path: PathBuf,
        csv_dialect: &str,
        with_text: bool,
        by: Option<String>,
        language: &str,
        max_nodes: Option<usize>,
    ) -> PyResult<Vec<PathBuf>> {
        let format = format_of(format)?;
        let options = options(csv_dialect, with_text, by.as_deref(), language, max_nodes)?;
        let options =
            options.clone().with_picture(options.picture.with_always(self.selection.around.clone()));
        py.detach(|| write::write(format, &path, self, &options)).map_err(exception)
    }
}

impl Graph {
    fn fold(documents: Vec<Arc<Reading>>, options: GraphOptions, selection: Selection) -> Result<Graph> {
        let mut ids = BTreeSet::new();
        let (mut fold, mut amendments) = (Fold::new(), Vec::new());
        for (place, document) in documents.iter().enumerate() {
            let (id, lexicon) = (&document.extraction.document.id, document.extractor.lexicon());
            if !ids.insert(id) {
                let error = Error::usage(format!("two documents have the id `{id}`"));
                return Err(error.with_hint(
                    "give each an id of its own: people who are known by a surname alone go by it",
                ));
            }
            if place == 0 {
                options.check(lexicon)?;
                amendments = document.extractor.corrections().amendments();
            }
            fold.add(&document.extraction, lexicon);
        }
        let graph = selection.of(fold.finish(&options.with_amendments(amendments)))?;
        Ok(Graph { graph, documents, selection })
    }

    pub(crate) fn actors(&self) -> &ActorGraph {
        &self.graph
    }

    /// The documents; of a part of the graph with the mentions of its actors alone, unless they are wanted whole.
    pub(crate) fn documents(
        &self,
        whole: bool,
    ) -> impl Iterator<Item = (Cow<'_, palabre::model::Extraction>, &palabre::Extractor)> {
        let actors = (!whole && !self.selection.is_whole()).then(|| Actors::of(&self.graph));
        self.documents.iter().map(move |document| {
            let mut extraction = Cow::Borrowed(&document.extraction);
            if let Some(actors) = &actors {
                actors.narrow(extraction.to_mut());
            }
            (extraction, &*document.extractor)
        })
    }
}

fn format_of(name: &str) -> PyResult<&'static Format> {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    Format::from_name(name).ok_or_else(|| no_such("format", name, &names))
}

fn options(
    dialect: &str,
    with_text: bool,
    by: Option<&str>,
    language: &str,
    max_nodes: Option<usize>,
) -> PyResult<ExportOptions> {
    let csv = CsvDialect::from_name(dialect);
    let csv = csv.ok_or_else(|| no_such("dialect", dialect, &CsvDialect::ALL.map(CsvDialect::name)))?;
    let spoken = Language::from_name(language);
    let spoken = spoken.ok_or_else(|| no_such("language", language, &Language::ALL.map(Language::name)))?;
    let picture = max_nodes.map_or(Picture::default(), |most| Picture::default().with_max_nodes(most));
    let options = ExportOptions::default()
        .with_csv_dialect(csv)
        .with_text(with_text)
        .with_language(spoken)
        .with_picture(picture);
    Ok(match by {
        None => options,
        Some("month") => options.with_by(CalendarUnit::Month),
        Some("quarter") => options.with_by(CalendarUnit::Quarter),
        Some("year") => options.with_by(CalendarUnit::Year),
        Some(other) => return Err(no_such("unit", other, &["month", "quarter", "year"])),
    })
}

fn count_of(name: &str) -> PyResult<Count> {
    match name {
        "stories" => Ok(Count::Stories),
        "documents" => Ok(Count::Documents),
        _ => Err(no_such("count", name, &["stories", "documents"])),
    }
}
