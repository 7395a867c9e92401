//! `palabre review`: what is most worth a look, as a table of corrections to fill in.

use super::{
    arguments::{Corrected, GENERAL, Knowledge, OUTPUT, dialects, jobs},
    correct::table_or_nothing,
    exit::{Exit, Stop},
    graph::{Before, find},
    interrupt,
    lines::Lines,
    messages::Messages,
    output::{self, Sink},
    run::Again,
    source::Unread,
    stage,
};
use clap::Args;
use palabre::{
    correction::{Correction, Corrections, FILE, appended},
    export::{self, CsvDialect},
    graph::{Fold, GraphOptions},
    lexicon,
    model::Extraction,
    review,
};
use std::{num::NonZeroUsize, path::PathBuf};

/// List what is most worth a look, as a table to fill in, and take it back
///
/// EXTRACTION is what `palabre extract -f jsonl` wrote, or a folder with it. Each row is a question: a name that may mean several
/// people, two actors of nearly the same name, a relation of somebody who is presumed to hold an office, a heavy relation that rests on
/// rules that are often wrong. Who knows puts one of the `choices` into the column `action`, changes `a`, `b` and `scope` where that
/// is better, and leaves the rest empty. The table is one of corrections then: --take adds its filled rows to another, and every
/// command takes it as --corrections, too.
#[derive(Debug, Args)]
#[command(after_help = "Questions:
  ambiguous   which of `candidates` a name means in a document       is, not-a-name
  alike       whether two actors of nearly the same name are one     same, different
  presumed    whether a presumed holder of an office did it          right, wrong
  unsure      whether the sentence states the relation               right, wrong

Examples:
  palabre review graph/ > review.csv
  palabre review graph/ --csv-dialect excel-fr -n 20 > review.csv
  palabre review --take review.csv --who LK --when 2026-11-30
      the filled rows, to corrections.csv")]
pub(super) struct Review {
    /// JSON Lines of `palabre extract`, folders of them, or `-`
    #[arg(value_name = "EXTRACTION", required_unless_present = "take", conflicts_with = "take")]
    extractions: Vec<PathBuf>,
    /// At most so many questions of a sort
    #[arg(short = 'n', long, value_name = "N", default_value = "50", help_heading = OUTPUT)]
    limit: usize,
    /// CSV for programs, or for a double-click in a French Excel (semicolon)
    #[arg(long, value_name = "DIALECT", default_value = "rfc", value_parser = dialects(), help_heading = OUTPUT)]
    csv_dialect: CsvDialect,
    /// How many documents are read at a time; by default one a processor, at most four
    #[arg(short, long, value_name = "N", help_heading = GENERAL)]
    jobs: Option<NonZeroUsize>,
    /// Take a table back: its filled rows go to --file
    #[arg(long, value_name = "TABLE")]
    take: Option<PathBuf>,
    /// The table of corrections that filled rows are added to
    #[arg(long, value_name = "FILE", default_value = FILE, requires = "take")]
    file: PathBuf,
    /// Who filled it in, where the rows do not say
    #[arg(long, value_name = "NAME", requires = "take")]
    who: Option<String>,
    /// On which day, where the rows do not say: 2026-11-30
    #[arg(long, value_name = "DATE", requires = "take")]
    when: Option<String>,
    #[command(flatten)]
    knowledge: Knowledge,
    #[command(flatten)]
    corrected: Corrected,
}

#[derive(Default)]
struct Seen {
    fold: Fold,
    review: review::Review,
}

pub(super) fn run(arguments: &Review, messages: &Messages) -> std::result::Result<Exit, Stop> {
    interrupt::listen();
    if let Some(table) = &arguments.take {
        return arguments.take(&table.display().to_string(), &lexicon::read_table(table)?, messages);
    }
    let (files, unfound) = find(&arguments.extractions, messages);
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let corrections = arguments.corrected.read(&arguments.knowledge)?;
    let add = |seen: &mut Seen, mut extraction: Extraction| {
        corrections.correct(&mut extraction, &lexicon);
        seen.fold.add(&extraction, &lexicon);
        seen.review.add(&extraction, &lexicon);
        Ok::<_, Unread>((extraction.document.id, extraction.scope))
    };
    let mut before = Before::default();
    let again = Again { lexicon: &lexicon, jobs: jobs(arguments.jobs), messages };
    let (tally, seen) = again.over(Lines::new(files), add, |(id, scope)| Ok(before.check(id, scope)?))?;
    let (fold, review) =
        seen.into_iter().fold(<(Fold, review::Review)>::default(), |(fold, review), seen| {
            (fold.merge(seen.fold), review.merge(seen.review))
        });
    let graph = fold.finish(&GraphOptions::default().with_amendments(corrections.amendments()));
    let questions = review.questions(&graph, &corrections, arguments.limit);
    let mut out = Sink::stdout();
    out.with(|out| export::write_questions(&questions, arguments.csv_dialect, out))?;
    out.flush()?;
    messages.summary(format_args!("{} questions", questions.len()));
    Ok(if unfound + tally.failed > 0 { Exit::Partly } else { Exit::Done })
}

impl Review {
    /// Adds the filled rows of a table to the corrections, but for those that they have already.
    fn take(&self, name: &str, filled: &str, messages: &Messages) -> std::result::Result<Exit, Stop> {
        let file = self.file.display().to_string();
        let mut table = table_or_nothing(&self.file)?;
        let filled = Corrections::read([(name, filled)])?;
        let known =
            if table.is_empty() { Corrections::default() } else { Corrections::read([(&*file, &*table)])? };
        let key = |row: &Correction| (row.action, row.a.clone(), row.b.clone(), row.scope.clone());
        let known: Vec<_> = known.rows().iter().map(key).collect();
        let mut lines = String::new();
        for row in filled.rows().iter().filter(|row| !known.contains(&key(row))) {
            let mut row = row.clone();
            for (cell, given) in [(&mut row.who, &self.who), (&mut row.when, &self.when)] {
                if let Some(given) = given.as_ref().filter(|_| cell.is_empty()) {
                    cell.clone_from(given);
                }
            }
            let line;
            (table, line) = appended(&file, &table, &row)?;
            lines += &format!("{line}\n");
        }
        // As any run would read it.
        Corrections::read([(&*file, &*table)])?;
        stage::replace(&self.file, table.as_bytes())?;
        output::print(lines.as_bytes())?;
        let taken = lines.lines().count();
        messages.summary(format_args!("{taken} of {} filled rows written to {file}", filled.rows().len()));
        Ok(Exit::Done)
    }
}
