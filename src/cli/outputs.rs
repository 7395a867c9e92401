//! The outputs of a run: from documents that were read, and the graph of them, to files or standard output.

use super::{
    arguments::Output,
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    outcome,
    output::{Folder, Sink},
    run::Tally,
};
use palabre::{
    correction::Corrections,
    error::{Error, ErrorKind, Result},
    export::{
        ExportOptions, FORMATS, Format, JsonLines, Language, LeftOut, OutputFile, PERIODS, WriteBoth,
        WriteDocument, WriteFolder, WriteRows, Writes,
    },
    graph::{Actors, Fold, GraphOptions, Selection, write_record},
    input::File,
    model::{ActorGraph, Extraction, Lexicon},
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufReader, IsTerminal, Seek, Write},
    path::{Path, PathBuf},
};

/// What is known of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// All that was read, and their texts.
    Texts,
    /// All that was read.
    Readings,
    /// What they add to the graph.
    Statements,
}

impl Known {
    /// Whether a file can be made of that.
    fn suffices(self, file: &OutputFile) -> bool {
        self != Known::Statements || matches!(file.writes, Writes::Graph(_))
    }

    /// Whether a format can, in the main.
    pub(crate) fn makes(self, format: &Format) -> bool {
        self.suffices(format.main_file()) && (self == Known::Texts || !format.holds_texts())
    }

    /// Whether a format that is asked for can be made; whole texts are asked for when they are needed.
    fn check(self, format: &Format) -> Result<()> {
        if self.suffices(format.main_file()) {
            return Ok(());
        }
        let error = Error::usage(format!("{} needs all that was read, and statements are less", format.name));
        Err(error.with_hint("`palabre extract -f jsonl` keeps all of it"))
    }
}

/// The outputs of a run, open from its start.
pub(crate) struct Outputs {
    /// Before the folder, so that it is empty when it goes.
    open: Vec<OpenFile>,
    folder: Option<Folder>,
}

/// An output that is being written.
struct OpenFile {
    file: &'static OutputFile,
    sink: Sink,
    memory: Memory,
}

/// What writes an output and remembers something from one document to the next.
enum Memory {
    /// Nothing is remembered.
    None,
    Both(Box<dyn WriteBoth>),
    Rows(Box<dyn WriteRows>),
    Folder(Box<dyn WriteFolder>),
}

impl OpenFile {
    fn new(file: &'static OutputFile, sink: Sink) -> OpenFile {
        OpenFile { file, sink, memory: Memory::None }
    }

    /// Adds a document; to a file that streams only if its part is not written already.
    fn add(&mut self, extraction: &Extraction, streams: bool, writer: &DocumentWriter) -> Result<()> {
        let (OpenFile { file, sink, memory }, lexicon) = (self, writer.lexicon);
        if let Some(document) = streaming(file.writes).filter(|_| streams) {
            return sink.with(|out| document(extraction, lexicon, writer.options, out));
        }
        match memory {
            Memory::Both(both) => sink
                .with(|out| both.document(extraction, lexicon, out))
                .map_err(|error| without_text(error, &extraction.document.id)),
            Memory::Rows(rows) => sink.with(|out| rows.document(extraction, lexicon, out)),
            Memory::Folder(folder) => {
                let (path, files) = sink.files();
                let added = folder.document(extraction, lexicon, files);
                added.map_err(|error| match error.kind() {
                    io::ErrorKind::InvalidData => unwritable(&extraction.document.id, &error),
                    _ => Error::io(path, error),
                })
            }
            Memory::None => Ok(()),
        }
    }
}

/// What writes the part of a document, where each is written by itself.
fn streaming(writes: Writes) -> Option<WriteDocument> {
    match writes {
        Writes::Stream { document, .. } => Some(document),
        Writes::Statements => Some(|extraction, lexicon, _, out| write_record(extraction, lexicon, out)),
        _ => None,
    }
}

impl OpenFile {
    /// Writes what comes behind the documents, and says what it leaves out of the graph, where it takes one.
    fn finish(&mut self, graph: Option<&ActorGraph>, writer: &DocumentWriter) -> Result<Option<LeftOut>> {
        let (OpenFile { file, sink, memory }, lexicon) = (self, writer.lexicon);
        let left_out = match (file.writes, memory, graph) {
            (Writes::Graph(write), _, Some(graph)) => sink.with(|out| write(graph, writer.options, out))?,
            (_, Memory::Both(both), Some(graph)) => sink.with(|out| both.graph(graph, lexicon, out))?,
            (_, Memory::Rows(rows), _) => return sink.with(|out| rows.finish(out)).map(|()| None),
            (_, Memory::Folder(folder), graph) => {
                let (path, files) = sink.files();
                folder.finish(graph, lexicon, files).map_err(|error| Error::io(path, error))?
            }
            _ => return Ok(None),
        };
        Ok(Some(left_out))
    }
}

/// A longer text goes to the outputs piece by piece: its mentions as bytes would fill the memory once more.
const LONG: usize = 4 << 20;

/// What a document adds to the outputs.
pub(crate) struct Written {
    /// The document, for the outputs that are written once it is known which actors are chosen.
    line: Option<Vec<u8>>,
    /// The bytes for each output that streams. None of a long document: these would be long, too.
    bytes: Option<Vec<Vec<u8>>>,
    /// What is still to be written.
    extraction: Option<Box<Extraction>>,
}

impl Outputs {
    /// Opens what is asked for, and can be made of what is known.
    pub(crate) fn open(arguments: &Output, known: Known) -> Result<Outputs> {
        match &arguments.output {
            Some(folder) => Outputs::files(folder, arguments, known),
            None => Outputs::stdout(&arguments.format, known),
        }
    }

    fn files(path: &Path, arguments: &Output, known: Known) -> Result<Outputs> {
        arguments.format.iter().try_for_each(|format| known.check(format))?;
        let is_wanted = |format: &&Format| match &arguments.format[..] {
            _ if arguments.by.is_some() && format.name == PERIODS => true,
            [] => format.default && known.makes(format),
            wanted => wanted.iter().any(|wanted| wanted.name == format.name),
        };
        let files: Vec<&OutputFile> = FORMATS
            .iter()
            .filter(is_wanted)
            .flat_map(|format| format.files)
            .filter(|file| known.suffices(file))
            .collect();
        let folder = Folder::open(path, &files, arguments.force)?;
        let open = files.into_iter().map(|file| Ok(OpenFile::new(file, folder.sink(file)?)));
        Ok(Outputs { open: open.collect::<Result<_>>()?, folder: Some(folder) })
    }

    fn stdout(formats: &[&'static Format], known: Known) -> Result<Outputs> {
        let format = match formats {
            [] => &FORMATS[0],
            [format] => format,
            _ => {
                let error = Error::usage("several formats, and one standard output");
                return Err(error.with_hint("give a folder with -o DIR, or one format with -f"));
            }
        };
        known.check(format)?;
        let file = format.main_file();
        if file.is_folder() {
            let error = Error::usage(format!("{} is a folder of files, and no standard output", format.name));
            return Err(error.with_hint("give a folder with -o DIR"));
        }
        if file.is_binary() && io::stdout().is_terminal() {
            let error = Error::usage(format!("{} is no text, and standard output is a terminal", file.name));
            return Err(error.with_hint("give a folder with -o DIR, or send it to a file with `>`"));
        }
        Ok(Outputs { folder: None, open: vec![OpenFile::new(file, Sink::stdout())] })
    }

    /// What an earlier run wrote into a folder of inputs is no input.
    pub(crate) fn leave_out_of(&self, files: &mut Vec<File>, messages: &Messages) {
        let Some(folder) = self.folder.as_ref().and_then(|folder| fs::canonicalize(folder.path()).ok())
        else {
            return;
        };
        files.retain(|file| {
            let is_output = fs::canonicalize(&file.path).is_ok_and(|path| {
                let below = path.strip_prefix(&folder).ok();
                below.is_some_and(|below| self.open.iter().any(|open| below.starts_with(open.file.name)))
            });
            if is_output {
                messages.detail(format_args!("{}: not read, for it is an output", file.path.display()));
            }
            !is_output
        });
    }

    /// Writes what stands before the first document.
    pub(crate) fn begin(&mut self, options: &ExportOptions) -> Result<()> {
        for OpenFile { file, sink, memory } in &mut self.open {
            match file.writes {
                Writes::Stream { header: Some(header), .. } => sink.with(|out| header(options, out))?,
                Writes::Both(begin) => *memory = Memory::Both(begin(options)),
                Writes::Rows(begin) => *memory = Memory::Rows(sink.with(|_| begin(options))?),
                Writes::Folder { begin, .. } => *memory = Memory::Folder(begin(options)),
                Writes::Stream { header: None, .. } | Writes::Statements | Writes::Graph(_) => {}
            }
        }
        Ok(())
    }

    pub(crate) fn write(&mut self, written: Written, writer: &DocumentWriter) -> Result<()> {
        let Written { line, bytes, extraction } = written;
        if let Some(line) = line {
            return self.write_later(&line, bytes, writer);
        }
        if let Some(bytes) = &bytes {
            let streams = self.open.iter_mut().filter(|open| open.file.streams());
            streams.zip(bytes).try_for_each(|(open, bytes)| open.sink.write(bytes))?;
        }
        let Some(extraction) = extraction else { return Ok(()) };
        self.open.iter_mut().try_for_each(|open| open.add(&extraction, bytes.is_none(), writer))
    }

    /// Writes a document into the outputs that hold all that was read, and keeps it for the others.
    fn write_later(
        &mut self,
        line: &[u8],
        bytes: Option<Vec<Vec<u8>>>,
        writer: &DocumentWriter,
    ) -> Result<()> {
        for (open, bytes) in
            self.open.iter_mut().filter(|open| is_record(open.file)).zip(bytes.into_iter().flatten())
        {
            open.sink.write(&bytes)?;
        }
        let later = writer.later.as_ref().expect("lines are made where there is a file for them");
        (&*later).write_all(line).map_err(|error| Error::io(KEPT, error))
    }

    /// Writes the documents that were kept, with the mentions of the actors of the graph.
    fn write_kept(&mut self, graph: &ActorGraph, writer: &DocumentWriter) -> Result<()> {
        let Some(later) = &writer.later else { return Ok(()) };
        let mut later: &fs::File = later;
        later.rewind().map_err(|error| Error::io(KEPT, error))?;
        let actors = Actors::of(graph);
        for extraction in JsonLines::new(writer.lexicon).read(BufReader::new(later), KEPT) {
            let mut extraction = extraction?;
            actors.narrow(&mut extraction);
            for open in self.open.iter_mut().filter(|open| !is_record(open.file)) {
                open.add(&extraction, true, writer)?;
            }
        }
        Ok(())
    }

    /// Writes what comes behind the documents, from the graph where there is one, and says for each output what it leaves out.
    fn write_rest(
        &mut self,
        graph: Option<&ActorGraph>,
        writer: &DocumentWriter,
        messages: &Messages,
    ) -> Result<BTreeMap<&'static str, LeftOut>> {
        // Side by side: each is a file of its own.
        let written: Vec<_> = self.open.par_iter_mut().map(|open| open.finish(graph, writer)).collect();
        let mut all = BTreeMap::new();
        for (open, left_out) in self.open.iter().zip(written) {
            let Some(left_out) = left_out? else { continue };
            // With a folder, it stands beside the name of the file.
            if self.folder.is_none() {
                outcome::tell_left_out(left_out, messages);
            }
            all.insert(open.file.name, left_out);
        }
        Ok(all)
    }

    /// Writes what is of all documents, gives the files their names, and sums the run up.
    pub(crate) fn end(
        mut self,
        folds: Vec<Fold>,
        graph: &GraphOptions,
        writer: &DocumentWriter,
        corrections: &Corrections,
        tally: &Tally,
        messages: &Messages,
    ) -> std::result::Result<Exit, Stop> {
        let fold = folds.into_iter().reduce(Fold::merge).unwrap_or_default();
        let graph = writer.folds.then(|| fold.finish(graph)).map(|graph| {
            corrections.note(graph.nodes.iter().flat_map(|node| &node.corrections));
            writer.selection.of(graph)
        });
        let graph = graph.transpose()?;
        if let Some(graph) = &graph {
            self.write_kept(graph, writer)?;
        }
        let left_out = self.write_rest(graph.as_ref(), writer, messages)?;
        if interrupt::is_requested() {
            return Err(Stop::Interrupted);
        }
        let written = self.finish()?;
        messages.summary(outcome::summary(tally, graph.as_ref(), writer.messages_in));
        for file in &written {
            let of_file = file.file_name().and_then(|name| left_out.get(name.to_str()?));
            let without =
                of_file.map(|&left_out| outcome::without(left_out, writer.messages_in)).unwrap_or_default();
            messages.summary(format_args!("  {}{without}", file.display()));
        }
        Ok(if tally.failed > 0 { Exit::Partly } else { Exit::Done })
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

/// Whether a file holds everything that was read, whatever is chosen of the graph: `palabre graph` reads it.
fn is_record(file: &OutputFile) -> bool {
    file.name == "extraction.jsonl" || matches!(file.writes, Writes::Statements)
}

/// What stands for the file of kept documents in an error.
const KEPT: &str = "temporary file";

/// Writes documents for the outputs that stream, on any thread.
pub(crate) struct DocumentWriter<'l> {
    lexicon: &'l Lexicon,
    options: &'l ExportOptions,
    /// The language of the summary.
    messages_in: Language,
    files: Vec<WriteDocument>,
    /// Whether an output takes the extraction itself, in its turn.
    keeps: bool,
    /// Whether an output takes the graph.
    folds: bool,
    /// Which part of the graph is wanted.
    selection: Selection,
    /// What is kept of the documents until that part is known, where an output needs it: JSON Lines.
    later: Option<fs::File>,
}

impl<'l> DocumentWriter<'l> {
    pub(crate) fn new(
        lexicon: &'l Lexicon,
        options: &'l ExportOptions,
        outputs: &Outputs,
        selection: Selection,
        messages_in: Language,
    ) -> Result<DocumentWriter<'l>> {
        let waits = |open: &&OpenFile| !matches!(open.file.writes, Writes::Graph(_)) && !is_record(open.file);
        let waits = !selection.is_whole() && outputs.open.iter().any(|open| waits(&open));
        let later = waits.then(tempfile::tempfile).transpose().map_err(|error| Error::io(KEPT, error))?;
        let streams = outputs.open.iter().filter(|open| !waits || is_record(open.file));
        let streams = streams.filter_map(|open| streaming(open.file.writes));
        let keeps = outputs.open.iter().any(|open| !matches!(open.memory, Memory::None));
        let folds = waits || outputs.open.iter().any(|open| open.file.needs_graph());
        let files = streams.collect();
        Ok(DocumentWriter { lexicon, options, messages_in, files, keeps, folds, selection, later })
    }

    /// Adds a document to the graph, where an output takes one, and makes its part of the others.
    pub(crate) fn add(&self, fold: &mut Fold, extraction: Extraction) -> Result<Written> {
        if self.folds {
            fold.add(&extraction, self.lexicon);
        }
        self.write(extraction)
    }

    fn write(&self, extraction: Extraction) -> Result<Written> {
        let line = self.later.as_ref().map(|_| {
            let mut line = Vec::with_capacity(4 * extraction.document.text.len());
            let lines = JsonLines::new(self.lexicon).with_text(!extraction.document.is_excerpt);
            lines.write(&extraction, &mut line).map(|()| line)
        });
        let line = line.transpose().map_err(|error| unwritable(&extraction.document.id, &error))?;
        if line.is_none() && extraction.document.text.len() > LONG {
            return Ok(Written { line, bytes: None, extraction: Some(Box::new(extraction)) });
        }
        let written = self.files.iter().map(|write| {
            // About what it takes: a buffer that grows is copied again and again, into fresh pages.
            let mut bytes = Vec::with_capacity(8 * extraction.document.text.len());
            let written = write(&extraction, self.lexicon, self.options, &mut bytes);
            written.map(|()| bytes).map_err(|error| unwritable(&extraction.document.id, &error))
        });
        let bytes = Some(written.collect::<Result<_>>()?);
        Ok(Written { line, bytes, extraction: self.keeps.then(|| Box::new(extraction)) })
    }
}

/// The error of a document of which an output holds the whole text, where that is what is missing.
fn without_text(error: Error, document: &str) -> Error {
    match error.kind() {
        ErrorKind::Io { source, .. } if source.kind() == io::ErrorKind::InvalidData => {
            unwritable(document, source)
        }
        _ => error,
    }
}

/// The error of a document that a format cannot hold: memory takes all else.
fn unwritable(document: &str, error: &io::Error) -> Error {
    let error = Error::usage(format!("{document}: {error}"));
    error.with_hint("extract with --with-text for outputs that hold texts")
}
