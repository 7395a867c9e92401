//! `palabre eval`: what is found against what people marked.

use super::{
    arguments::{Knowledge, OUTPUT},
    bug::guard,
    exit::{Exit, Stop},
    messages::Messages,
    output,
    terminal::visible,
};
use clap::{Args, ValueEnum};
use palabre::{
    Extractor,
    error::{Error, Result},
    eval::{self, BratFile, Gold, Predictions},
    export::JsonLines,
    input, lexicon,
};
use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Score what is found in texts against what people marked in them
///
/// GOLD is JSON Lines with `mentions` and `relations`, or with plain `entities` (PER, LOC, ORG); a file of columns
/// (CoNLL: a token a line, its tag in the last column); or a folder of brat standoff (.ann beside .txt). Without INPUT,
/// the texts of GOLD are extracted and scored. Exit code 1 where an article has no prediction.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre eval gold.jsonl                           how well palabre reads these texts
  palabre eval gold.jsonl --show 20                 and what it gets wrong
  palabre eval gold.jsonl --gazetteer mes-listes/   with lists of your own
  palabre eval gold.jsonl extraction.jsonl          what a run has found, or another version
  palabre eval test.conll --format json             a corpus in columns; figures for a program")]
pub(super) struct Eval {
    /// What people marked: .jsonl, columns, or a folder of brat
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// What was found: JSON Lines of `palabre extract`; `-` for standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Show up to so many misses, inventions and wrong links
    #[arg(long, value_name = "N", default_value = "0", help_heading = OUTPUT)]
    show: usize,
    /// A table for people, or JSON for programs
    #[arg(short, long, value_name = "FORMAT", default_value = "table", help_heading = OUTPUT)]
    format: EvalFormat,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// How scores are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum EvalFormat {
    Table,
    Json,
}

pub(crate) fn run(arguments: &Eval, messages: &Messages) -> std::result::Result<Exit, Stop> {
    let gold = gold(&arguments.gold)?;
    let predictions = match arguments.inputs.as_slice() {
        [] => extracted(&gold, arguments, messages)?,
        inputs => given(inputs)?,
    };
    let report = eval::score(&gold, &predictions);
    match arguments.format {
        EvalFormat::Table => output::print(visible(&report.table(arguments.show)).as_bytes())?,
        EvalFormat::Json => output::print(report.json(arguments.show).as_bytes())?,
    }
    Ok(if report.without_prediction > 0 { Exit::Partly } else { Exit::Done })
}

/// The gold: a folder is brat's, `.jsonl` the project's, everything else columns.
fn gold(path: &Path) -> Result<Gold> {
    if path.is_dir() {
        return brat(path);
    }
    let is_jsonl = path.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    let (name, text) = (path.display().to_string(), text(path)?);
    if is_jsonl { Gold::from_jsonl(&name, &text) } else { Gold::from_conll(&name, &text) }
}

/// Every text of a folder that has annotations beside it.
fn brat(folder: &Path) -> Result<Gold> {
    let files = brat_files(folder)?;
    Gold::from_brat(files.iter().map(|(id, text, annotations)| BratFile { id, text, annotations }))
}

/// The texts of a folder that have annotations beside them: id, text and annotations of each.
pub(super) fn brat_files(folder: &Path) -> Result<Vec<(String, String, String)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::io(folder, error.into()))?;
        let annotations = entry.path();
        if annotations.extension().is_some_and(|extension| extension == "ann") {
            let text_file = annotations.with_extension("txt");
            let id = text_file.strip_prefix(folder).unwrap_or(&text_file).display().to_string();
            files.push((id, text(&text_file)?, text(annotations)?));
        }
    }
    if files.is_empty() {
        let error = Error::input(folder, "no annotations in this folder");
        return Err(error.with_hint("brat has an .ann file beside each .txt; other gold is one file"));
    }
    Ok(files)
}

/// What earlier runs have found.
fn given(inputs: &[PathBuf]) -> Result<Predictions> {
    let mut predictions = Predictions::default();
    for path in inputs {
        predictions.add_jsonl(&path.display().to_string(), &text(path)?)?;
    }
    Ok(predictions)
}

/// What palabre finds in the texts of the gold: just what `palabre extract` would write.
fn extracted(gold: &Gold, arguments: &Eval, messages: &Messages) -> Result<Predictions> {
    if gold.articles.iter().all(|article| article.text.is_empty()) {
        let error = Error::input(&arguments.gold, "has no texts to extract");
        return Err(error.with_hint("give what was found as a second file"));
    }
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?);
    let writer = JsonLines::new(extractor.lexicon());
    let conventions = input::Conventions::new(extractor.lexicon());
    let options = input::Options::default().with_conventions(conventions);
    let mut reader = extractor.reader();
    let mut predictions = Predictions::default();
    for (index, document) in gold.documents().enumerate() {
        messages.progress(|| format!("{index} of {} articles,", gold.articles.len()));
        let id = document.id.clone();
        let read = input::document(document, &options);
        let mut line = Vec::new();
        match guard(Path::new(&id), || writer.write(&reader.extract(read.document), &mut line)) {
            Ok(written) => written.map_err(|error| Error::io("memory", error))?,
            Err(bug) => {
                messages.error(&bug);
                reader = extractor.reader();
                continue;
            }
        }
        predictions.add_jsonl(&id, &String::from_utf8_lossy(&line))?;
    }
    messages.end_progress();
    Ok(predictions)
}

pub(super) fn text(path: &Path) -> Result<String> {
    let mut text = String::new();
    let read = match path.to_str() {
        Some("-") => io::stdin().read_to_string(&mut text),
        _ => fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text)),
    };
    match read {
        Ok(_) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(Error::input(path, "not in UTF-8").with_hint("convert it: iconv -t UTF-8"))
        }
        Err(error) => Err(Error::io(path, error)),
    }
}
