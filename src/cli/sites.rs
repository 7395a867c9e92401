//! `palabre sites`: what edges are counted from, where memory does not hold them.

use super::{
    exit::{Exit, Stop},
    graph::other_options,
    interrupt,
    messages::Messages,
    stage::Stage,
    statements,
};
use clap::Args;
use palabre::{
    error::Error,
    export::{SitesFile, write_actors},
    graph::{Decisions, Outline, Record},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Write what edges are counted from, for DuckDB or Spark: for graphs that memory does not hold
///
/// STATEMENTS are files of `palabre extract -f statements`. They are read twice: first for what is decided over all documents, who of a
/// name is who, and which documents are copies of one article; then for every window and statement behind an edge, which goes out as
/// a row. Memory grows with documents and actors, and not with the evidence. docs/edges.sql makes the edges of these tables.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre sites shard-*/statements.palabre -o tables
      tables/sites.parquet and tables/actors.parquet")]
pub(super) struct Sites {
    /// Files of `palabre extract -f statements`
    #[arg(value_name = "STATEMENTS", required = true)]
    statements: Vec<PathBuf>,
    /// The folder to write into; `sites.parquet` and `actors.parquet` that are there are replaced
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
}

pub(crate) fn run(arguments: &Sites, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    if arguments.statements.iter().any(|path| path.as_os_str() == statements::STDIN) {
        let error = Error::usage("statements are read twice, and standard input can be read once");
        return Err(error.with_hint("name files").into());
    }
    let stage = Stage::open(&arguments.output)?;
    let decisions = decide(&arguments.statements)?;
    let actors = stage.path().join("actors.parquet");
    write(&actors, |out| {
        write_actors(decisions.windows(), decisions.actors(), out).map_err(|error| Error::io(&actors, error))
    })?;
    let sites = stage.path().join("sites.parquet");
    let documents = write(&sites, |out| write_sites(&arguments.statements, &decisions, &sites, out))?;
    stage.publish(&arguments.output)?;
    messages.summary(format!("{documents} documents, {} entities", decisions.actors().count()));
    for name in ["actors.parquet", "sites.parquet"] {
        messages.summary(format!("  {}", arguments.output.join(name).display()));
    }
    Ok(Exit::Done)
}

/// Gives each record of the files to something, in order.
fn each(
    files: &[PathBuf],
    mut take: impl FnMut(Record) -> std::result::Result<(), Stop>,
) -> std::result::Result<(), Stop> {
    for path in files {
        for record in statements::read(path)? {
            if interrupt::is_requested() {
                return Err(Stop::Interrupted);
            }
            take(record?)?;
        }
    }
    Ok(())
}

fn decide(files: &[PathBuf]) -> std::result::Result<Decisions, Stop> {
    let mut outline = Outline::new();
    let mut scope = None;
    each(files, |record| {
        if scope.get_or_insert_with(|| record.scope().clone()) != record.scope() {
            return Err(other_options(record.id()).into());
        }
        outline.add(record);
        Ok(())
    })?;
    Ok(outline.decide(scope.map(|scope| scope.kinds).unwrap_or_default()))
}

fn write_sites(
    files: &[PathBuf],
    decisions: &Decisions,
    path: &Path,
    out: &mut dyn Write,
) -> std::result::Result<usize, Stop> {
    let failed = |error| Error::io(path, error);
    let mut file = SitesFile::begin().map_err(failed)?;
    let mut documents = 0;
    each(files, |record| {
        file.add(decisions.sites(documents, &record), out).map_err(failed)?;
        documents += 1;
        Ok(())
    })?;
    file.finish(out).map_err(failed)?;
    Ok(documents)
}

/// Writes a file.
fn write<T, E: From<Error>>(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let failed = |error| E::from(Error::io(path, error));
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    let done = content(&mut out)?;
    out.flush().map_err(failed)?;
    Ok(done)
}
