//! `palabre extract`: the main job.

use super::{
    arguments::{Graph, Input, Knowledge, Output, References},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output::{Folder, Sink},
    run::{self, Run, Tally},
    source::Source,
};
use clap::Args;
use palabre::{
    Extractor, Scope,
    error::{Error, Result},
    export::{Dot, ExportOptions, FORMATS, Format, LeftOut, OutputFile, WriteBoth, WriteDocument, Writes},
    graph::{Fold, GraphOptions},
    input::{self, File},
    lexicon,
    model::{ActorGraph, Extraction, Lexicon},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Extract actors and the relations between them from articles
///
/// The long help is [`about_extract`].
#[derive(Debug, Args)]
#[command(long_about = about_extract(), after_help = list_of_formats() + EXTRACT_EXAMPLES)]
pub(super) struct Extract {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub knowledge: Knowledge,
    #[command(flatten)]
    pub graph: Graph,
    #[command(flatten)]
    pub output: Output,
}

impl Extract {
    pub(super) fn export_options(&self) -> ExportOptions {
        let mut dot = Dot::default().with_denied(self.graph.draw_denied);
        if let Some(max_nodes) = self.graph.max_nodes {
            dot = dot.with_max_nodes(max_nodes);
        }
        let options = ExportOptions::default().with_csv_dialect(self.output.csv_dialect);
        options.with_text(self.output.with_text).with_dot(dot)
    }
}

const EXTRACT_EXAMPLES: &str = "
Examples:
  palabre extract articles/ -o graph/
      every article of a folder; tables, a picture and JSON Lines into graph/
  palabre extract articles/ -o graph/ --csv-dialect excel-fr --from 2025-01 --to 2025-06
      the first half of 2025, for a double-click in a French Excel
  palabre extract dump.csv --text-column corps --date-column paru -f csv
      a table of articles, its columns named; the edges to standard output
  cat article.txt | palabre extract | jq .entities
      one text through a pipe, as JSON Lines
  palabre extract articles/ -f dot --kinds person --min-weight 3 | dot -Tsvg > people.svg
      a picture of the people who occur together three times or more
  palabre extract articles/ -o graph/ --relations meets,visits --typed-only
      who met or visited whom, and nothing else
  palabre extract articles/ -o graph/ --gazetteer mes-listes/
      with lists of your own over the built-in ones";

pub(crate) fn run(arguments: &Extract, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let mut outputs = Outputs::open(&arguments.output)?;
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let Graph { kinds, window, metonymy, references, relations, typed_only, .. } = &arguments.graph;
    let cooccurrence_only = relations.len() == 1 && relations[0] == NO_RELATIONS;
    if cooccurrence_only && *typed_only {
        return Err(Error::usage("--typed-only with --relations none leaves no edge").into());
    }
    let relations = if cooccurrence_only { Vec::new() } else { relations.clone() };
    check_relations(&relations, &lexicon)?;
    let scope = Scope::default()
        .with_kinds(kinds.clone())
        .with_window(*window)
        .with_metonymy(*metonymy)
        .with_named_only(*references == References::Off)
        .with_cooccurrence_only(cooccurrence_only);
    let extractor = Extractor::new(lexicon).with_scope(scope);
    let (mut files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    outputs.leave_out_of(&mut files, messages);
    let source = Source::new(files, &arguments.input, extractor.lexicon());
    let export = arguments.export_options();
    outputs.begin(&export)?;
    let writer = DocumentWriter::new(extractor.lexicon(), &export, &outputs);
    let run = Run { extractor: &extractor, jobs: arguments.input.jobs(), messages };
    let need_graph = outputs.need_graph();
    let work = |fold: &mut Fold, extraction: Extraction| {
        if need_graph {
            fold.add(&extraction, extractor.lexicon());
        }
        writer.write(extraction)
    };
    let (mut tally, folds) = run.over(source, work, |written| Ok(outputs.write(written, &writer)?))?;
    tally.failed += unfound;
    let fold = folds.into_iter().reduce(Fold::merge).unwrap_or_default();
    let options = GraphOptions::default()
        .with_kinds(kinds.clone())
        .with_min_weight(arguments.graph.min_weight)
        .with_relations(relations)
        .with_typed_only(*typed_only);
    let graph = need_graph.then(|| fold.finish(&options));
    drop(fold);
    let mut left_out = BTreeMap::new();
    if let Some(graph) = &graph {
        left_out = outputs.write_graph(graph, &writer, messages)?;
    }
    if interrupt::is_requested() {
        return Err(Stop::Interrupted);
    }
    let written = outputs.finish()?;
    messages.summary(summary(&tally, graph.as_ref()));
    for file in &written {
        let of_file = file.file_name().and_then(|name| left_out.get(name.to_str()?));
        let without = of_file.map(|&left_out| without(left_out)).unwrap_or_default();
        messages.summary(format_args!("  {}{without}", file.display()));
    }
    Ok(if tally.failed > 0 { Exit::Partly } else { Exit::Done })
}

/// In the place of relation types: none is read.
const NO_RELATIONS: &str = "none";

/// Whether the relation types that the graph is to have are types at all.
fn check_relations(wanted: &[String], lexicon: &Lexicon) -> Result<()> {
    let types = lexicon.relation_types();
    let Some(unknown) = wanted.iter().find(|wanted| lexicon.relation_type(wanted).is_none()) else {
        return Ok(());
    };
    let likeness = |id: &str| strsim::jaro_winkler(id, unknown);
    let nearest = types.iter().max_by(|one, other| likeness(&one.id).total_cmp(&likeness(&other.id)));
    let nearest = nearest.filter(|nearest| likeness(&nearest.id) > LIKE);
    let hint = match nearest {
        Some(nearest) => format!("did you mean `{}`?", nearest.id),
        None => {
            let ids: Vec<&str> = types.iter().map(|relation| &*relation.id).collect();
            format!("the types are {}", ids.join(", "))
        }
    };
    Err(Error::usage(format!("no relation type `{unknown}`")).with_hint(hint))
}

/// From this likeness on, a word may be meant by another.
const LIKE: f64 = 0.8;

fn summary(tally: &Tally, graph: Option<&ActorGraph>) -> String {
    let mut parts = vec![
        count(tally.documents, "document"),
        count(tally.mentions, "mention"),
        count(tally.relations, "relation"),
    ];
    if let Some(graph) = graph {
        let entities = if graph.nodes.len() == 1 { "entity" } else { "entities" };
        parts.push(format!("{} {entities}", graph.nodes.len()));
        parts.push(count(graph.edges.len(), "edge"));
    }
    let mut summary = format!("{} {}", parts.join(", "), tally.speed());
    if tally.left_out > 0 {
        summary += &format!("; {} left out by date", tally.left_out);
    }
    if tally.failed > 0 {
        summary += &format!("; {} failed", tally.failed);
    }
    summary
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// What a file leaves out, behind its name.
fn without(LeftOut { nodes, edges, denied, .. }: LeftOut) -> String {
    let cut = (nodes + edges > 0)
        .then(|| format!("{} and {} (--max-nodes 0)", count(nodes, "node"), count(edges, "edge")));
    let denied = (denied > 0).then(|| format!("{} only denied (--draw-denied)", count(denied, "edge")));
    let parts: Vec<String> = [cut, denied].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(", without {}", parts.join(", ")) }
}

fn tell_left_out(left_out: LeftOut, messages: &Messages) {
    let LeftOut { nodes, edges, denied, .. } = left_out;
    if denied > 0 {
        messages.note(
            format_args!("the picture leaves out {} that texts only negate or deny", count(denied, "edge")),
            Some("--draw-denied draws them, dotted"),
        );
    }
    if nodes + edges > 0 {
        let hint = "--max-nodes 0 draws all; --min-weight leaves out the lighter edges of every file";
        messages.note(
            format_args!("the picture leaves out {} and {}", count(nodes, "node"), count(edges, "edge")),
            Some(hint),
        );
    }
}

/// The outputs of a run, open from its start.
struct Outputs {
    /// Before the folder, so that it is empty when it goes.
    open: Vec<OpenFile>,
    folder: Option<Folder>,
}

/// An output that is being written.
struct OpenFile {
    file: &'static OutputFile,
    sink: Sink,
    /// What writes it, where that takes documents and graph.
    both: Option<Box<dyn WriteBoth>>,
}

impl OpenFile {
    fn new(file: &'static OutputFile, sink: Sink) -> OpenFile {
        OpenFile { file, sink, both: None }
    }
}

/// A longer text goes to the outputs piece by piece: its mentions as bytes would fill the memory once more.
const LONG: usize = 4 << 20;

/// What a document adds to the outputs.
struct Written {
    /// The bytes for each output that streams. None of a long document: these would be long, too.
    bytes: Option<Vec<Vec<u8>>>,
    /// What is still to be written.
    extraction: Option<Box<Extraction>>,
}

impl Outputs {
    fn open(arguments: &Output) -> Result<Outputs> {
        match &arguments.output {
            Some(folder) => Outputs::files(folder, arguments),
            None => Outputs::stdout(&arguments.format),
        }
    }

    fn files(path: &Path, arguments: &Output) -> Result<Outputs> {
        let is_wanted = |format: &&Format| match &arguments.format[..] {
            [] => format.default,
            wanted => wanted.iter().any(|wanted| wanted.name == format.name),
        };
        let files: Vec<&OutputFile> =
            FORMATS.iter().filter(is_wanted).flat_map(|format| format.files).collect();
        let names: Vec<&str> = files.iter().map(|file| file.name).collect();
        let folder = Folder::open(path, &names, arguments.force)?;
        let open = files.into_iter().map(|file| Ok(OpenFile::new(file, folder.file(file.name)?)));
        Ok(Outputs { open: open.collect::<Result<_>>()?, folder: Some(folder) })
    }

    fn stdout(formats: &[&'static Format]) -> Result<Outputs> {
        let format = match formats {
            [] => &FORMATS[0],
            [format] => format,
            _ => {
                let error = Error::usage("several formats, and one standard output");
                return Err(error.with_hint("give a folder with -o DIR, or one format with -f"));
            }
        };
        Ok(Outputs { folder: None, open: vec![OpenFile::new(format.main_file(), Sink::stdout())] })
    }

    fn need_graph(&self) -> bool {
        self.open.iter().any(|open| !open.file.streams())
    }

    /// What an earlier run wrote into a folder of inputs is no input.
    fn leave_out_of(&self, files: &mut Vec<File>, messages: &Messages) {
        let Some(folder) = self.folder.as_ref().and_then(|folder| fs::canonicalize(folder.path()).ok())
        else {
            return;
        };
        files.retain(|file| {
            let is_output = fs::canonicalize(&file.path).is_ok_and(|path| {
                path.parent() == Some(&*folder)
                    && self.open.iter().any(|open| path.file_name() == Some(open.file.name.as_ref()))
            });
            if is_output {
                messages.detail(format_args!("{}: not read, for it is an output", file.path.display()));
            }
            !is_output
        });
    }

    /// Writes what stands before the first document.
    fn begin(&mut self, options: &ExportOptions) -> Result<()> {
        for OpenFile { file, sink, both } in &mut self.open {
            match file.writes {
                Writes::Stream { header: Some(header), .. } => sink.with(|out| header(options, out))?,
                Writes::Both(begin) => *both = Some(begin(options)),
                Writes::Stream { header: None, .. } | Writes::Graph(_) => {}
            }
        }
        Ok(())
    }

    fn write(&mut self, written: Written, writer: &DocumentWriter) -> Result<()> {
        let Written { bytes, extraction } = written;
        if let Some(bytes) = &bytes {
            let streams = self.open.iter_mut().filter(|open| open.file.streams());
            streams.zip(bytes).try_for_each(|(open, bytes)| open.sink.write(bytes))?;
        }
        let Some(extraction) = extraction else { return Ok(()) };
        for OpenFile { file, sink, both } in &mut self.open {
            match (file.writes, both) {
                (Writes::Stream { document, .. }, _) if bytes.is_none() => {
                    sink.with(|out| document(&extraction, writer.lexicon, writer.options, out))?;
                }
                (_, Some(both)) => sink.with(|out| both.document(&extraction, writer.lexicon, out))?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes what is written from the graph, and says for each file what it leaves out.
    fn write_graph(
        &mut self,
        graph: &ActorGraph,
        writer: &DocumentWriter,
        messages: &Messages,
    ) -> Result<BTreeMap<&'static str, LeftOut>> {
        let mut all = BTreeMap::new();
        for OpenFile { file, sink, both } in &mut self.open {
            let left_out = match (file.writes, both) {
                (Writes::Graph(write), _) => sink.with(|out| write(graph, writer.options, out))?,
                (_, Some(both)) => sink.with(|out| both.graph(graph, writer.lexicon, out))?,
                _ => continue,
            };
            // With a folder, it stands beside the name of the file.
            if self.folder.is_none() {
                tell_left_out(left_out, messages);
            }
            all.insert(file.name, left_out);
        }
        Ok(all)
    }

    /// Gives the files their names, or sends the last bytes out.
    fn finish(mut self) -> Result<Vec<PathBuf>> {
        for open in &mut self.open {
            open.sink.flush()?;
        }
        match self.folder {
            Some(folder) => folder.commit(self.open.into_iter().map(|open| open.sink).collect()),
            None => Ok(Vec::new()),
        }
    }
}

/// Writes documents for the outputs that stream, on any thread.
struct DocumentWriter<'l> {
    lexicon: &'l Lexicon,
    options: &'l ExportOptions,
    files: Vec<WriteDocument>,
    /// Whether an output takes the extraction itself, in its turn.
    keeps: bool,
}

impl<'l> DocumentWriter<'l> {
    fn new(lexicon: &'l Lexicon, options: &'l ExportOptions, outputs: &Outputs) -> DocumentWriter<'l> {
        let streams = outputs.open.iter().filter_map(|open| match open.file.writes {
            Writes::Stream { document, .. } => Some(document),
            Writes::Graph(_) | Writes::Both(_) => None,
        });
        let keeps = outputs.open.iter().any(|open| open.both.is_some());
        DocumentWriter { lexicon, options, files: streams.collect(), keeps }
    }

    fn write(&self, extraction: Extraction) -> Written {
        if extraction.document.text.len() > LONG {
            return Written { bytes: None, extraction: Some(Box::new(extraction)) };
        }
        let written = self.files.iter().map(|write| {
            // About what it takes: a buffer that grows is copied again and again, into fresh pages.
            let mut bytes = Vec::with_capacity(4 * extraction.document.text.len());
            write(&extraction, self.lexicon, self.options, &mut bytes).expect("memory can be written to");
            bytes
        });
        let bytes = Some(written.collect());
        Written { bytes, extraction: self.keeps.then(|| Box::new(extraction)) }
    }
}

/// The formats with their files, as a part of the help: a line each.
fn list_of_formats() -> String {
    let of_format = |Format { name, says, files, .. }: &Format| {
        let files: Vec<&str> = files.iter().map(|file| file.name).collect();
        format!("  {name:<10} {says}: {}\n", files.join(" "))
    };
    let formats: String = FORMATS.iter().map(of_format).collect();
    format!("Formats:\n{formats}")
}

fn about_extract() -> String {
    let extensions = |has_rows: bool| {
        let formats = input::FORMATS.iter().filter(|format| format.has_rows() == has_rows);
        formats.map(|format| format!(".{}", format.extensions[0])).collect::<Vec<_>>().join(" ")
    };
    format!(
        "Extract actors and their ties from articles

INPUT is a file, a folder (walked, hidden files left out) or `-` for standard input. Formats go by extension: {} are one \
document each; {} one document a line or row.

Without -o, one format goes to standard output. With -o DIR, files go there: all of them, whole, once the run is done, or \
none. The output is the same bytes whatever -j and whatever the order of the inputs.",
        extensions(false),
        extensions(true)
    )
}
