//! `palabre extract`: the main job.

use super::{
    arguments::{Corrected, Graph, Input, Knowledge, Output, Reading},
    correct,
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    outputs::{DocumentWriter, Known, Outputs},
    run::{self, Run},
    source::Source,
};
use clap::Args;
use palabre::{
    Extractor,
    export::{FORMATS, Format},
    graph::Fold,
    input, lexicon,
    model::Extraction,
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
    pub corrected: Corrected,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub graph: Graph,
    #[command(flatten)]
    pub output: Output,
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
      with lists of your own over the built-in ones
  palabre extract articles/ -o graph/ --corrections corrections.csv
      with what you know better: `palabre correct --help`";

pub(crate) fn run(arguments: &Extract, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    let mut outputs = Outputs::open(&arguments.output, Known::Texts)?;
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let corrections = arguments.corrected.read(&arguments.knowledge)?;
    let graph = arguments.graph.options(&lexicon)?.with_amendments(corrections.amendments());
    let Reading { window, metonymy } = arguments.reading;
    let scope = arguments.graph.scope().with_window(window).with_metonymy(metonymy);
    let extractor = Extractor::new(lexicon).with_scope(scope).with_corrections(corrections);
    let (mut files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    outputs.leave_out_of(&mut files, messages);
    let source = Source::new(files, &arguments.input, extractor.lexicon())?;
    let export = arguments.output.options(&arguments.graph);
    outputs.begin(&export)?;
    let (selection, language) = (arguments.graph.selection(), arguments.output.messages_in());
    let writer = DocumentWriter::new(extractor.lexicon(), &export, &outputs, selection, language)?;
    let run = Run { extractor: &extractor, jobs: arguments.input.jobs(), messages };
    let add = |fold: &mut Fold, extraction: Extraction| writer.add(fold, extraction);
    let (mut tally, folds) = run.over(source, add, |written| Ok(outputs.write(written?, &writer)?))?;
    tally.failed += unfound;
    let exit = outputs.end(folds, &graph, &writer, extractor.corrections(), &tally, messages)?;
    correct::tell_idle(extractor.corrections(), extractor.lexicon(), |_| true, messages);
    Ok(exit)
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
    let extensions: Vec<String> =
        input::FORMATS.iter().map(|format| format!(".{}", format.extensions[0])).collect();
    format!(
        "Extract actors and their ties from articles

INPUT is a file, a folder (walked, hidden files left out) or `-` for standard input. What is read, by extension: {}. Of JSON Lines and tables each row is a document, of feeds each entry, of mailboxes each message, and of \
the exports of press databases, which are known by their marks, each article.

Without -o, one format goes to standard output. With -o DIR, files go there: all of them, whole, once the run is done, or \
none. The output is the same bytes whatever -j and whatever the order of the inputs.",
        extensions.join(" ")
    )
}
