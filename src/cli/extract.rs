//! `palabre extract`: the main job.

use super::{
    arguments::{Extract, Graph, Output},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output::{Folder, Sink},
    run::{self, Run, Tally},
    source::Source,
};
use palabre::{
    Extractor,
    error::{Error, Result},
    export::{CsvDialect, CsvMentions, CsvTables, Dot, FORMATS, Format, JsonLines, LeftOut, OutputFile},
    graph::{Fold, GraphOptions},
    input::File,
    lexicon,
    model::{ActorGraph, Extraction, Lexicon},
    relation::Scope,
};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

pub(crate) fn run(arguments: &Extract, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let mut outputs = Outputs::open(&arguments.output)?;
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let Graph { kinds, window, metonymy, relations, typed_only, .. } = &arguments.graph;
    let cooccurrence_only = relations.len() == 1 && relations[0] == NO_RELATIONS;
    if cooccurrence_only && *typed_only {
        return Err(Error::usage("--typed-only with --relations none leaves no edge").into());
    }
    let relations = if cooccurrence_only { Vec::new() } else { relations.clone() };
    check_relations(&relations, &lexicon)?;
    let scope = Scope { kinds: kinds.clone(), window: *window, metonymy: *metonymy, cooccurrence_only };
    let extractor = Extractor::new(lexicon).with_scope(scope);
    let (mut files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    outputs.leave_out_of(&mut files, messages);
    let source = Source::new(files, &arguments.input);
    let writers = Writers::new(extractor.lexicon(), &arguments.output, &outputs);
    outputs.write_headers(&writers)?;
    let run = Run { extractor: &extractor, jobs: arguments.input.jobs(), messages };
    let need_graph = outputs.need_graph;
    let work = |fold: &mut Fold, extraction: Extraction| {
        if need_graph {
            fold.add(&extraction, extractor.lexicon());
        }
        writers.write(extraction)
    };
    let (mut tally, folds) = run.over(source, work, |written| Ok(outputs.write(written, &writers)?))?;
    tally.failed += unfound;
    let fold = folds.into_iter().reduce(Fold::merge).unwrap_or_default();
    let options = GraphOptions {
        kinds: kinds.clone(),
        min_weight: arguments.graph.min_weight,
        relations,
        typed_only: arguments.graph.typed_only,
    };
    let graph = need_graph.then(|| fold.finish(&options));
    drop(fold);
    if let Some(graph) = &graph {
        let left_out = outputs.write_graph(graph, arguments)?;
        tell_left_out(left_out, messages);
    }
    if interrupt::is_requested() {
        return Err(Stop::Interrupted);
    }
    let written = outputs.finish()?;
    messages.summary(summary(&tally, graph.as_ref()));
    for file in &written {
        messages.summary(format_args!("  {}", file.display()));
    }
    Ok(if tally.failed > 0 { Exit::Partly } else { Exit::Done })
}

/// In the place of relation types: none is read.
const NO_RELATIONS: &str = "none";

/// Whether the relation types that the graph is to have are types at all.
fn check_relations(wanted: &[String], lexicon: &Lexicon) -> Result<()> {
    let types = &lexicon.frames.types;
    let Some(unknown) = wanted.iter().find(|wanted| lexicon.frames.find_type(wanted).is_none()) else {
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

fn tell_left_out(left_out: LeftOut, messages: &Messages) {
    let LeftOut { nodes, edges, denied } = left_out;
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
    sinks: Vec<(&'static OutputFile, Sink)>,
    folder: Option<Folder>,
    need_graph: bool,
}

/// A longer text goes to the outputs piece by piece: its mentions as bytes would fill the memory once more.
const LONG: usize = 4 << 20;

/// What one document adds to the outputs that stream.
enum Written {
    /// The bytes for each of them.
    Bytes(Vec<Vec<u8>>),
    /// What is still to be written.
    Long(Box<Extraction>),
}

impl Outputs {
    fn open(arguments: &Output) -> Result<Outputs> {
        let mut outputs = match &arguments.output {
            Some(folder) => Outputs::files(folder, arguments)?,
            None => Outputs::stdout(&arguments.format)?,
        };
        outputs.need_graph = outputs.sinks.iter().any(|(file, _)| !file.streams);
        Ok(outputs)
    }

    fn files(path: &Path, arguments: &Output) -> Result<Outputs> {
        let is_wanted = |format: &&Format| {
            arguments.format.is_empty() || arguments.format.iter().any(|wanted| wanted.name == format.name)
        };
        let files: Vec<&OutputFile> =
            FORMATS.iter().filter(is_wanted).flat_map(|format| format.files).collect();
        let names: Vec<&str> = files.iter().map(|file| file.name).collect();
        let folder = Folder::open(path, &names, arguments.force)?;
        let sinks =
            files.into_iter().map(|file| Ok((file, folder.file(file.name)?))).collect::<Result<_>>()?;
        Ok(Outputs { folder: Some(folder), sinks, need_graph: false })
    }

    fn stdout(formats: &[&'static Format]) -> Result<Outputs> {
        let format = match formats {
            [] => Format::from_name("jsonl").expect("a format"),
            [format] => format,
            _ => {
                let error = Error::usage("several formats, and one standard output");
                return Err(error.with_hint("give a folder with -o DIR, or one format with -f"));
            }
        };
        let edges = format.files.iter().find(|file| file.name == EDGES);
        let file = edges.unwrap_or(&format.files[0]);
        Ok(Outputs { folder: None, sinks: vec![(file, Sink::stdout())], need_graph: false })
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
                    && self.sinks.iter().any(|(output, _)| path.file_name() == Some(output.name.as_ref()))
            });
            if is_output {
                messages.detail(format_args!("{}: not read, for it is an output", file.path.display()));
            }
            !is_output
        });
    }

    fn write_headers(&mut self, writers: &Writers) -> Result<()> {
        for (file, sink) in &mut self.sinks {
            if file.name == MENTIONS {
                sink.with(|out| CsvMentions::new(out, writers.dialect, writers.lexicon)?.finish())?;
            }
        }
        Ok(())
    }

    fn write(&mut self, written: Written, writers: &Writers) -> Result<()> {
        let mut streams = self.sinks.iter_mut().filter(|(file, _)| file.streams);
        match written {
            Written::Bytes(bytes) => streams.zip(bytes).try_for_each(|((_, sink), bytes)| sink.write(&bytes)),
            Written::Long(extraction) => streams.try_for_each(|(file, sink)| {
                sink.with(|out| writers.write_file(file.name, &extraction, out))
            }),
        }
    }

    fn write_graph(&mut self, graph: &ActorGraph, arguments: &Extract) -> Result<LeftOut> {
        let tables = CsvTables::new(graph, arguments.output.csv_dialect);
        let mut left_out = LeftOut::default();
        for (file, sink) in self.sinks.iter_mut().filter(|(file, _)| !file.streams) {
            sink.with(|out| match file.name {
                NODES => tables.nodes(out),
                EDGES => tables.edges(out),
                EVIDENCE => tables.evidence(out),
                DOT => {
                    left_out = dot(&arguments.graph).write(graph, out)?;
                    Ok(())
                }
                other => unreachable!("no writer for {other}"),
            })?;
        }
        Ok(left_out)
    }

    /// Gives the files their names, or sends the last bytes out.
    fn finish(mut self) -> Result<Vec<PathBuf>> {
        for (_, sink) in &mut self.sinks {
            sink.flush()?;
        }
        match self.folder {
            Some(folder) => folder.commit(self.sinks.into_iter().map(|(_, sink)| sink).collect()),
            None => Ok(Vec::new()),
        }
    }
}

const NODES: &str = "nodes.csv";
const EDGES: &str = "edges.csv";
const EVIDENCE: &str = "evidence.csv";
const MENTIONS: &str = "mentions.csv";
const DOT: &str = "graph.dot";
const JSON_LINES: &str = "extraction.jsonl";

fn dot(arguments: &Graph) -> Dot {
    let dot = Dot { denied: arguments.draw_denied, ..Dot::default() };
    match arguments.max_nodes {
        None => dot,
        Some(0) => Dot { max_nodes: usize::MAX, max_edges: usize::MAX, ..dot },
        Some(max_nodes) => Dot { max_nodes, max_edges: max_nodes.saturating_mul(4), ..dot },
    }
}

/// Writes documents for the outputs that stream, on any thread.
struct Writers<'l> {
    lexicon: &'l Lexicon,
    json_lines: JsonLines<'l>,
    dialect: CsvDialect,
    files: Vec<&'static str>,
}

impl<'l> Writers<'l> {
    fn new(lexicon: &'l Lexicon, arguments: &Output, outputs: &Outputs) -> Writers<'l> {
        let streams = outputs.sinks.iter().filter(|(file, _)| file.streams);
        Writers {
            lexicon,
            json_lines: JsonLines::new(lexicon).with_text(arguments.with_text),
            dialect: arguments.csv_dialect,
            files: streams.map(|(file, _)| file.name).collect(),
        }
    }

    fn write(&self, extraction: Extraction) -> Written {
        if extraction.document.text.len() > LONG {
            return Written::Long(Box::new(extraction));
        }
        let written = self.files.iter().map(|file| {
            // About what it takes: a buffer that grows is copied again and again, into fresh pages.
            let mut bytes = Vec::with_capacity(4 * extraction.document.text.len());
            self.write_file(file, &extraction, &mut bytes).expect("memory can be written to");
            bytes
        });
        Written::Bytes(written.collect())
    }

    fn write_file(&self, file: &str, extraction: &Extraction, out: impl Write) -> io::Result<()> {
        match file {
            JSON_LINES => self.json_lines.write(extraction, out),
            MENTIONS => {
                let mut table = CsvMentions::rows(out, self.dialect, self.lexicon);
                table.write(extraction)?;
                table.finish()
            }
            other => unreachable!("no writer for {other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_output_has_a_writer() {
        let streams = [JSON_LINES, MENTIONS];
        let of_graph = [NODES, EDGES, EVIDENCE, DOT];
        for file in FORMATS.iter().flat_map(|format| format.files) {
            let written: &[&str] = if file.streams { &streams } else { &of_graph };
            assert!(written.contains(&file.name), "{}", file.name);
        }
    }
}
