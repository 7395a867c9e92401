//! `palabre gazetteer stale`: the open terms that should be looked at again.

use crate::cli::{
    arguments::{Input, Knowledge, OUTPUT, first_day},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output,
    run::{self, Run},
    source::Source,
    terminal::visible,
};
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use palabre::{
    Extractor,
    error::Error,
    lexicon,
    model::{Date, EntryIndex, Extraction, Lexicon, PartialDate, TermKind},
};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// List the open terms of office, membership and suspension that should be looked at again
///
/// An open term is known up to its `checked` day. The rows are CSV: in how many documents the person is, or the member and its
/// body (with --by), up to which day the term is known, how likely it still holds on the day of --before, and the row. Those
/// that most documents speak of come first, then the likeliest over.
#[derive(Debug, Args)]
#[command(mut_arg("inputs", |argument| argument.long("by").value_name("CORPUS").num_args(1..)
    .help("Texts, or folders of them: what they speak of comes first")))]
#[command(after_help = "Examples:
  palabre gazetteer stale --before 2026-06                      what nobody has looked at since May
  palabre gazetteer stale --by articles/ --kind minister -n 50  the ministers your texts speak of most
  palabre gazetteer stale --gazetteer mes-listes/ --before 2026")]
pub(super) struct Stale {
    #[command(flatten)]
    input: Input,
    /// Only terms that are known to an earlier day [default: the day after the latest look]
    #[arg(long, value_name = "DATE", value_parser = first_day, help_heading = OUTPUT)]
    before: Option<Date>,
    /// Only terms of this kind; may be given again
    #[arg(long, value_name = "KIND", value_parser = kind(), help_heading = OUTPUT)]
    kind: Vec<TermKind>,
    /// Give at most so many rows
    #[arg(short = 'n', long, value_name = "N", help_heading = OUTPUT)]
    limit: Option<usize>,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// An open term.
struct Term<'l> {
    /// Who, in what: the rows that documents speak of.
    ends: [EntryIndex; 2],
    kind: TermKind,
    known_to: Date,
    row: Vec<&'l str>,
    from: Option<PartialDate>,
    place: String,
}

const COLUMNS: [&str; 10] =
    ["documents", "known_to", "likely", "kind", "who", "as", "portfolio", "of", "from", "row"];

pub(super) fn run(arguments: &Stale, messages: &Messages) -> Result<Exit, Stop> {
    interrupt::listen();
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?);
    let lexicon = extractor.lexicon();
    let (used, failed) = match arguments.input.inputs.is_empty() {
        true => (None, 0),
        false => {
            let (used, failed) = count(&extractor, arguments, messages)?;
            (Some(used), failed)
        }
    };
    let mut terms: Vec<Term> = offices(lexicon).chain(memberships(lexicon)).collect();
    let latest = terms.iter().map(|term| term.known_to).max().and_then(|day| day.tomorrow().ok());
    let Some(before) = arguments.before.or(latest) else { return Ok(Exit::Done) };
    terms.retain(|term| {
        term.known_to < before && (arguments.kind.is_empty() || arguments.kind.contains(&term.kind))
    });
    let documents = |term: &Term| used.as_ref().map(|used| term.documents(used));
    let likely = |term: &Term| term.kind.presumed(term.known_to, before);
    terms.sort_by_cached_key(|term| {
        let likely = (likely(term).confidence() * 1e3) as u32;
        (Reverse(documents(term)), likely, term.row.join(" "), term.place.clone())
    });
    let all = terms.len();
    terms.truncate(arguments.limit.unwrap_or(usize::MAX));
    let rows = terms.iter().map(|term| term.cells(documents(term), likely(term).confidence()));
    output::print(&csv(rows).map_err(|error| Error::usage(error.to_string()))?)?;
    messages.summary(format_args!("{} of {all} open terms known to a day before {before}", terms.len()));
    Ok(if failed > 0 { Exit::Partly } else { Exit::Done })
}

/// In how many documents each row is.
type Documents = FxHashMap<EntryIndex, u32>;

fn count(extractor: &Extractor, arguments: &Stale, messages: &Messages) -> Result<(Documents, usize), Stop> {
    let (files, unfound) = run::find(&arguments.input, messages)?;
    let source = Source::new(files, &arguments.input, extractor.lexicon())?;
    let run = Run { extractor, jobs: arguments.input.jobs(), messages };
    let add = |used: &mut Documents, extraction: Extraction| {
        let rows = extraction.entities.iter().filter_map(|entity| entity.entry);
        rows.for_each(|row| *used.entry(row).or_default() += 1);
    };
    let (tally, parts) = run.over(source, add, |()| Ok(()))?;
    let mut used = Documents::default();
    for part in parts {
        #[expect(clippy::iter_over_hash_type, reason = "a sum has no order")]
        for (row, documents) in part {
            *used.entry(row).or_default() += documents;
        }
    }
    Ok((used, unfound + tally.failed))
}

fn offices(lexicon: &Lexicon) -> impl Iterator<Item = Term<'_>> {
    lexicon.offices().iter().filter_map(|office| {
        let id = |entry: EntryIndex| &*lexicon.entry(entry).id;
        let portfolio = office.portfolios.first().map_or("", |&portfolio| id(portfolio));
        Some(Term {
            ends: [office.person; 2],
            kind: office.kind,
            known_to: office.known_to?,
            row: vec![id(office.person), id(office.role), portfolio, id(office.of)],
            from: office.from,
            place: format!("offices:{}", office.line),
        })
    })
}

fn memberships(lexicon: &Lexicon) -> impl Iterator<Item = Term<'_>> {
    lexicon.memberships().iter().filter_map(|membership| {
        let id = |entry: EntryIndex| &*lexicon.entry(entry).id;
        Some(Term {
            ends: [membership.member, membership.body],
            kind: TermKind::of_status(&membership.status),
            known_to: membership.known_to?,
            row: vec![id(membership.member), &membership.status, "", id(membership.body)],
            from: membership.from,
            place: format!("memberships:{}", membership.line),
        })
    })
}

impl Term<'_> {
    /// In how many documents both ends can be.
    fn documents(&self, used: &Documents) -> u32 {
        self.ends.iter().map(|end| used.get(end).copied().unwrap_or_default()).min().unwrap_or_default()
    }

    fn cells(&self, documents: Option<u32>, likely: f64) -> Vec<String> {
        let before = [
            documents.map(|documents| documents.to_string()).unwrap_or_default(),
            self.known_to.to_string(),
            format!("{likely:.2}"),
            self.kind.name().to_string(),
        ];
        let row = self.row.iter().map(|cell| visible(cell).into_owned());
        let from = self.from.map(|from| from.to_string()).unwrap_or_default();
        before.into_iter().chain(row).chain([from, self.place.clone()]).collect()
    }
}

fn csv(rows: impl Iterator<Item = Vec<String>>) -> csv::Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for row in rows {
        table.write_record(row)?;
    }
    Ok(table.into_inner().map_err(|error| error.into_error())?)
}

fn kind() -> impl TypedValueParser<Value = TermKind> {
    PossibleValuesParser::new(TermKind::all().map(TermKind::name)).map(|name| {
        TermKind::all().find(|kind| kind.name() == name).expect("clap lets only known names through")
    })
}
