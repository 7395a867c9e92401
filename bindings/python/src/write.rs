//! A graph with its documents to the files of a format: each has its name once it is whole.

use crate::{error, graph::Graph};
use palabre::{
    error::{Error, Result},
    export::{ExportOptions, Files, Format, OutputFile, Writes},
    graph::write_record,
    model::ActorGraph,
};
use pyo3::PyResult;
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

/// The main file of a format that takes nothing but the graph.
pub(crate) fn render(format: &Format, graph: &ActorGraph, options: &ExportOptions) -> PyResult<Vec<u8>> {
    let Writes::Graph(write) = format.main_file().writes else {
        return Err(error::Error::new_err(format!("{} is not made of the graph alone", format.name)));
    };
    let mut bytes = Vec::new();
    write(graph, options, &mut bytes)?;
    Ok(bytes)
}

/// Writes the files of a format. Where it has one, `path` is its name, or the folder that it goes into; else it is the folder, made
/// where it is missing.
pub(crate) fn write(
    format: &Format,
    path: &Path,
    graph: &Graph,
    options: &ExportOptions,
) -> Result<Vec<PathBuf>> {
    let is_of_graph = |file: &&OutputFile| matches!(file.writes, Writes::Graph(_));
    if graph.is_of_statements() && !is_of_graph(&format.main_file()) {
        let error = Error::usage(format!("{} needs all that was read, and statements are less", format.name));
        return Err(error.with_hint("a graph of extractions keeps them"));
    }
    if let [file] = format.files
        && !path.is_dir()
        && !file.is_folder()
    {
        write_file(file, path, graph, options)?;
        return Ok(vec![path.to_owned()]);
    }
    fs::create_dir_all(path).map_err(|error| Error::io(path, error))?;
    let write = |file: &OutputFile| match file.is_folder() {
        true => write_folder(file, path, graph, options),
        false => {
            let path = path.join(file.name);
            write_file(file, &path, graph, options)?;
            Ok(vec![path])
        }
    };
    let files = format.files.iter().filter(|file| !graph.is_of_statements() || is_of_graph(file));
    let written = files.map(write).collect::<Result<Vec<_>>>()?;
    Ok(written.concat())
}

fn write_file(file: &OutputFile, path: &Path, graph: &Graph, options: &ExportOptions) -> Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = File::create(&partial).and_then(|created| {
        let mut out = BufWriter::new(created);
        write_bytes(file, graph, options, &mut out)?;
        out.into_inner()?.sync_all()?;
        fs::rename(&partial, path)
    });
    written.map_err(|error| {
        // What the error is about is told; that this fails, too, says nothing more.
        let _ = fs::remove_file(&partial);
        Error::io(path, error)
    })
}

fn write_bytes(
    file: &OutputFile,
    graph: &Graph,
    options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    // What is not chosen of the graph is in the record of what was read all the same.
    let documents =
        || graph.documents(file.name == "extraction.jsonl" || matches!(file.writes, Writes::Statements));
    match file.writes {
        Writes::Graph(write) => write(graph.actors(), options, out).map(drop),
        Writes::Stream { header, document } => {
            header.map_or(Ok(()), |header| header(options, out))?;
            documents().try_for_each(|(extraction, extractor)| {
                document(&extraction, extractor.lexicon(), options, out)
            })
        }
        Writes::Statements => documents()
            .try_for_each(|(extraction, extractor)| write_record(&extraction, extractor.lexicon(), out)),
        Writes::Rows(begin) => {
            let mut rows = begin(options)?;
            for (extraction, extractor) in documents() {
                rows.document(&extraction, extractor.lexicon(), out)?;
            }
            rows.finish(out)
        }
        Writes::Both(begin) => {
            let mut both = begin(options);
            let mut last = None;
            for (extraction, extractor) in documents() {
                both.document(&extraction, extractor.lexicon(), out)?;
                last = Some(extractor);
            }
            last.map_or(Ok(()), |extractor| both.graph(graph.actors(), extractor.lexicon(), out).map(drop))
        }
        Writes::Folder { .. } => unreachable!("a folder has no bytes of its own"),
    }
}

fn write_folder(
    file: &OutputFile,
    path: &Path,
    graph: &Graph,
    options: &ExportOptions,
) -> Result<Vec<PathBuf>> {
    let Writes::Folder { begin, .. } = file.writes else { unreachable!("it is a folder") };
    let mut folder = begin(options);
    let mut files = Folder { path: path.to_owned(), written: Vec::new() };
    let written = graph.documents(false).try_fold(None, |_, (extraction, extractor)| {
        folder.document(&extraction, extractor.lexicon(), &mut files)?;
        Ok(Some(extractor))
    });
    let written = written.and_then(|last: Option<&palabre::Extractor>| {
        last.map_or(Ok(()), |last| folder.finish(Some(graph.actors()), last.lexicon(), &mut files).map(drop))
    });
    written.map_err(|error: io::Error| Error::io(path, error))?;
    Ok(files.written)
}

/// A folder that takes files.
struct Folder {
    path: PathBuf,
    written: Vec<PathBuf>,
}

impl Files for Folder {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path.join(name);
        fs::write(&path, bytes)?;
        self.written.push(path);
        Ok(())
    }
}
