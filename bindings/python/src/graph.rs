//! The graph of many documents.

use crate::{
    error::{exception, no_such},
    extraction::{Extraction, Reading},
    extractor::{Extractor, kind, with_lists},
    table::{self, Table},
    write,
};
use palabre::{
    Scope,
    error::{Error, Result},
    export::{CalendarUnit, CsvDialect, ExportOptions, FORMATS, Format, GraphTable, Language, Picture},
    graph::{Actors, Fold, GraphOptions, Record, Records, Selection},
    model::{ActorGraph, Count},
};
use pyo3::{prelude::*, types::PyBytes};
use std::{borrow::Cow, collections::BTreeSet, path::PathBuf, sync::Arc};

/// The graph of the actors of many documents, which it keeps, or of the statements of many.
#[pyclass(frozen, module = "palabre._palabre")]
pub(crate) struct Graph {
    graph: ActorGraph,
    documents: Vec<Arc<Reading>>,
    /// Whether it is of statements: there are no documents.
    is_of_statements: bool,
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
        let (options, selection) = wanted((
            (kinds, relations, typed_only, min_weight, count),
            (around, depth, min_documents, without_sources),
        ))?;
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
                return Err(repeated(id));
            }
            if place == 0 {
                options.check(lexicon)?;
                amendments = document.extractor.corrections().amendments();
            }
            fold.add(&document.extraction, lexicon);
        }
        let graph = selection.of(fold.finish(&options.with_amendments(amendments)))?;
        Ok(Graph { graph, documents, is_of_statements: false, selection })
    }

    /// Whether it is of statements alone, so that nothing can be written that needs documents.
    pub(crate) fn is_of_statements(&self) -> bool {
        self.is_of_statements
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

/// Kinds, relations, whether typed only, least weight, what is counted; around whom, how far, least documents, whether without sources.
type Given<'a> = ((Vec<String>, Vec<String>, bool, f64, &'a str), (Vec<String>, usize, u64, bool));

fn wanted((of_graph, of_part): Given) -> PyResult<(GraphOptions, Selection)> {
    let (kinds, relations, typed_only, min_weight, count) = of_graph;
    let (around, depth, min_documents, without_sources) = of_part;
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
    Ok((options, selection))
}

/// What many documents add to a graph, as it comes.
#[pyclass(module = "palabre._palabre")]
#[derive(Default)]
pub(crate) struct Statements {
    fold: Fold,
    ids: BTreeSet<String>,
    scope: Option<Scope>,
}

#[pymethods]
impl Statements {
    #[new]
    fn new() -> Statements {
        Statements::default()
    }

    /// Adds the statements of one or more documents.
    fn add(&mut self, py: Python, records: &[u8]) -> PyResult<()> {
        py.detach(|| {
            Records::new(records, "statements").try_for_each(|record| {
                let record = record?;
                self.check(&record)?;
                record.add_to(&mut self.fold);
                Ok(())
            })
        })
        .map_err(exception)
    }

    /// The graph of what was added, by the lists and corrections of an extractor; nothing is left here.
    #[expect(clippy::too_many_arguments, reason = "each has its name in Python")]
    fn graph(
        &mut self,
        py: Python,
        extractor: Option<&Extractor>,
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
        let (mut options, selection) = wanted((
            (kinds, relations, typed_only, min_weight, count),
            (around, depth, min_documents, without_sources),
        ))?;
        let Statements { fold, scope, .. } = std::mem::take(self);
        py.detach(|| {
            if !options.relations.is_empty() {
                let lists =
                    extractor.map_or_else(|| with_lists(&[], true), |given| Ok(given.inner().clone()))?;
                options.check(lists.lexicon())?;
            }
            if let Some(extractor) = extractor {
                options = options.with_amendments(extractor.inner().corrections().amendments());
            }
            // As the command line has it: without kinds, those that the documents were read with.
            if options.kinds.is_empty() {
                options = options.with_kinds(scope.map(|scope| scope.kinds).unwrap_or_default());
            }
            let graph = selection.of(fold.finish(&options))?;
            Ok(Graph { graph, documents: Vec::new(), is_of_statements: true, selection })
        })
        .map_err(exception)
    }
}

impl Statements {
    fn check(&mut self, record: &Record) -> Result<()> {
        let (id, scope) = (record.id(), record.scope());
        if self.scope.get_or_insert_with(|| scope.clone()) != scope {
            let error = Error::usage(format!("{id}: extracted with other options than what comes before it"));
            return Err(error.with_hint("window, metonymy, kinds, references and relations must agree"));
        }
        match self.ids.insert(id.to_string()) {
            true => Ok(()),
            false => Err(repeated(id)),
        }
    }
}

/// The error of an id that two documents have.
fn repeated(id: &str) -> Error {
    let error = Error::usage(format!("two documents have the id `{id}`"));
    error.with_hint("give each an id of its own: people who are known by a surname alone go by it")
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
