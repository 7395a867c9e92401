//! `palabre gazetteer end`: a term that is over, and the next.

use super::edit::{Lists, Target};
use crate::cli::{
    exit::{Exit, Stop},
    messages::Messages,
    row::{Change, cell, set},
};
use clap::Args;
use palabre::{
    error::{Error, Result},
    lexicon::List,
    model::{EntryKind, PartialDate},
};

/// End a term of office or a membership, and open the next, in a folder of your own
///
/// The row of the term is written into the folder with its end, and takes the place of the one with its key; with --next, the row of who
/// follows is written as well. Both are shown before and after. Where somebody holds several offices, say which.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer end 'Ousmane Sonko' --on 2026-05-22 --role 'Premier ministre' --gazetteer mes-listes/
  palabre gazetteer end assa-badiallo-toure --on 2026-03-03 --next awa-kone --source 'communiqué du 3 mars 2026' \\
      --checked 2026-03-03 --gazetteer mes-listes/
  palabre gazetteer end togo --of cedeao --on 2027-01-29 --gazetteer mes-listes/     a membership")]
pub(super) struct End {
    /// Who: an id, or a name that nobody else has; of a membership, the country, organisation or place
    #[arg(value_name = "WHO")]
    who: String,
    /// The last day, as exactly as is known: 2026-05-22, 2026-05 or 2026
    #[arg(long, value_name = "DATE")]
    on: String,
    /// The role of the term
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// The portfolio of the term
    #[arg(long, value_name = "PORTFOLIO")]
    portfolio: Option<String>,
    /// Whose office it is; of a membership, the body
    #[arg(long, value_name = "BODY")]
    of: Option<String>,
    /// Who holds the office from then on
    #[arg(long, value_name = "WHO")]
    next: Option<String>,
    /// The first day of the next, where it is another
    #[arg(long, value_name = "DATE", requires = "next")]
    from: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// Who may hold an office, and who may be a member.
const WHO: [EntryKind; 4] =
    [EntryKind::Person, EntryKind::Country, EntryKind::Organisation, EntryKind::Place];

pub(super) fn run(arguments: &End, messages: &Messages) -> std::result::Result<Exit, Stop> {
    for date in [Some(&arguments.on), arguments.from.as_ref()].into_iter().flatten() {
        if PartialDate::parse(date).is_none() {
            let error = Error::usage(format!("`{date}` is not a date"));
            return Err(error.with_hint("write 2020-08-18, 2020-08 or 2020").into());
        }
    }
    let lists = arguments.target.open()?;
    let who = lists.referred(&WHO, &arguments.who)?;
    let is_office = who.kind == EntryKind::Person;
    let list = &lists.list(if is_office { "offices" } else { "memberships" })?;
    let (holder, of) = if is_office { ("person", "of") } else { ("member", "body") };
    let before = arguments.term(&lists, list, (holder, &who.id), of)?;
    let mut ended = before.clone();
    set(list, &mut ended, "to", &arguments.on)?;
    lists.credit(list, &mut ended)?;
    let mut changes = vec![Change { before: Some(before.clone()), after: ended }];
    if let Some(next) = &arguments.next {
        let kinds: &[EntryKind] = if is_office { &WHO[..1] } else { &WHO[1..] };
        let next = lists.referred(kinds, next)?;
        let mut row = before;
        let from = arguments.from.as_ref().unwrap_or(&arguments.on);
        for (name, value) in
            [(holder, &*next.id), ("from", from), ("to", ""), ("source", ""), ("checked", "")]
        {
            set(list, &mut row, name, value)?;
        }
        lists.credit(list, &mut row)?;
        changes.push(Change { before: None, after: row });
    }
    lists.write(list, &changes, messages)
}

impl End {
    /// The one open term of a holder that is meant.
    fn term(&self, lists: &Lists, list: &List, (holder, id): (&str, &str), of: &str) -> Result<Vec<String>> {
        let wanted = [("role", &self.role), ("portfolio", &self.portfolio), (of, &self.of)];
        let mut asked = vec![(holder, id.to_string())];
        for (name, value) in wanted {
            if let Some(value) = value {
                let kinds = palabre::lexicon::kinds_of_ids(list.name, name);
                if kinds.is_empty() {
                    return Err(
                        Error::usage(format!("a membership has no {name}")).with_hint("give --of BODY")
                    );
                }
                asked.push((name, lists.referred(kinds, value)?.id.to_string()));
            }
        }
        let is_asked = |row: &&Vec<String>| {
            asked.iter().all(|(name, id)| cell(list, row, name).split('|').any(|value| value == id))
        };
        let all: Vec<&Vec<String>> = list.rows.iter().filter(is_asked).collect();
        // Some ended nobody knew when.
        let ends =
            ["", "?"].map(|to| all.iter().filter(|row| cell(list, row, "to") == to).collect::<Vec<_>>());
        let open = ends.iter().find(|rows| !rows.is_empty());
        let line = |row: &&&Vec<String>| format!("\n{}", shown(list, row));
        match open.map(Vec::as_slice) {
            Some([row]) => Ok(row.to_vec()),
            Some(rows) => {
                let rows: String = rows.iter().map(line).collect();
                let error = Error::usage(format!("`{id}` has several terms that are open"));
                Err(error.with_hint(format!("say which by --role, --portfolio or --of:{rows}")))
            }
            None => {
                let rows: String = all.iter().collect::<Vec<_>>().iter().map(line).collect();
                let hint = match all.is_empty() {
                    true => format!("`palabre gazetteer add {}` makes a row", list.name),
                    false => format!("these have ended:{rows}"),
                };
                Err(Error::usage(format!("`{id}` has no open term such as that")).with_hint(hint))
            }
        }
    }
}

/// A term in a line: its cells but for where they are from.
fn shown(list: &List, row: &[String]) -> String {
    let cells = list
        .columns
        .iter()
        .zip(row)
        .filter(|(name, cell)| !["source", "checked"].contains(name) && !cell.is_empty());
    cells.map(|(name, cell)| format!("{name}={cell}")).collect::<Vec<_>>().join(" ")
}
