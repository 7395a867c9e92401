//! `palabre rules learn`: frames from sentences in which people marked what is stated.

use super::{
    arguments::{GENERAL, Knowledge, OUTPUT, jobs},
    eval,
    exit::{Exit, Stop},
    messages::Messages,
    output,
    terminal::visible,
};
use clap::Args;
use palabre::{
    error::{Error, Result},
    eval::BratFile,
    learn::{self, MarkedText},
};
use std::{
    fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

/// Propose frames from sentences in which people marked what is stated
///
/// MARKED is JSON Lines (`text`, and `relations` with `type`, `source`, `target` and `trigger` as offsets), a folder of brat
/// standoff (.ann beside .txt), or one .ann or .txt of it. What is noted and not found is aligned with the parse; what that
/// gives in the syntax of frames is measured by the engine itself on the same texts, and comes out as TOML, the most useful
/// first. What no template can say is listed by its construction.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules learn marked.jsonl                            proposals, and before them what cannot be said by a frame
  palabre rules learn brat/ --gazetteer mine/ --min 1         a type of your own, from a few sentences marked in brat
  palabre rules learn a.jsonl --verify b.jsonl -o frames-mine.toml    with counts on texts that it did not learn from")]
pub(super) struct Learn {
    /// Texts in which people marked what is stated
    #[arg(value_name = "MARKED", required = true)]
    marked: Vec<PathBuf>,
    /// Marked texts on which the proposals are counted as well
    #[arg(long, value_name = "MARKED", num_args = 1..)]
    verify: Vec<PathBuf>,
    /// The least number of noted statements, each of a sentence of its own, that a proposal finds and nothing else does
    #[arg(long, value_name = "N", default_value = "2")]
    min: NonZeroUsize,
    /// File for the proposals, `frames-*.toml` of a folder of yours; the summary is printed then
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    output: Option<PathBuf>,
    /// How many texts are read at a time; by default one a processor, at most four
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    knowledge: Knowledge,
}

pub(crate) fn run(arguments: &Learn, messages: &Messages) -> std::result::Result<Exit, Stop> {
    let (texts, verify) = (marked(&arguments.marked)?, marked(&arguments.verify)?);
    let options = learn::Options {
        lexicon: arguments.knowledge.options(),
        min: arguments.min.get(),
        jobs: jobs(arguments.jobs),
    };
    let learned = learn::learn(&options, &texts, &verify)?;
    let summary: String = learned.summary.lines().map(comment).collect();
    let file = format!("# Proposals of `palabre rules learn`.\n#\n{summary}\n{}", learned.frames);
    match &arguments.output {
        None => output::print(visible(&file).as_bytes())?,
        Some(path) => {
            fs::write(path, file).map_err(|error| Error::io(path, error))?;
            output::print(visible(&learned.summary).as_bytes())?;
        }
    }
    messages.summary(format!("{} stanzas", learned.frames.matches("[[frame]]").count()));
    Ok(Exit::Done)
}

fn comment(line: &str) -> String {
    format!("# {line}").trim_end().to_string() + "\n"
}

/// The texts of some files and folders, in order.
fn marked(paths: &[PathBuf]) -> Result<Vec<MarkedText>> {
    let mut texts = Vec::new();
    for path in paths {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension {
            _ if path.is_dir() => {
                for (id, text, annotations) in eval::brat_files(path)? {
                    let (text, annotations) = (&text, &annotations);
                    texts.push(MarkedText::from_brat(BratFile { id: &id, text, annotations })?);
                }
            }
            Some("ann" | "txt") => texts.push(brat_pair(path)?),
            Some("jsonl" | "ndjson") => {
                texts.extend(MarkedText::from_jsonl(&path.display().to_string(), &eval::text(path)?)?);
            }
            _ => {
                let error = Error::input(path, "no marked text");
                return Err(error.with_hint("give .jsonl, .ann or .txt of brat, or a folder of these"));
            }
        }
    }
    Ok(texts)
}

/// A text of brat with its annotations, by the name of either.
fn brat_pair(path: &Path) -> Result<MarkedText> {
    let (text, annotations) = (path.with_extension("txt"), path.with_extension("ann"));
    let id = text.display().to_string();
    let (text, annotations) = (&eval::text(&text)?, &eval::text(&annotations)?);
    MarkedText::from_brat(BratFile { id: &id, text, annotations })
}
