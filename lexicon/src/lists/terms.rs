//! Terms of offices and memberships that do not go together.

use super::{
    check::{Finding, Level, Scope, in_order},
    rows::{Row, Rows},
    table::Cells,
};
use crate::model::{Date, PartialDate};
use jiff::Span;
use rustc_hash::FxHashSet;

/// A term of an office.
struct Term<'r> {
    office: String,
    /// Whether it is the whole office: a minister of several portfolios may hold but a part of one.
    whole: bool,
    from: PartialDate,
    to: Option<PartialDate>,
    row: Row<'r>,
}

impl Term<'_> {
    /// The first day on which it may be over.
    fn end(&self) -> Option<Date> {
        self.to.map(|to| to.first)
    }
}

fn terms<'r>(rows: &'r Rows, is_unique: &dyn Fn(&str) -> bool) -> Vec<Term<'r>> {
    let unique: FxHashSet<String> = rows
        .list("roles")
        .filter(|role| role.cell("unique") == "yes")
        .map(|role| role.id().into_owned())
        .collect();
    let is_unique = |role: &str| unique.contains(role) || is_unique(role);
    let mut terms = Vec::new();
    for row in rows.list("offices").filter(|row| is_unique(row.cell("role"))) {
        let Some(from) = PartialDate::parse(row.cell("from")) else { continue };
        // Of a term that has ended nobody knows when, only the start is sure.
        let to = if row.cell("to") == "?" { Some(from) } else { PartialDate::parse(row.cell("to")) };
        let portfolios: Vec<&str> = row.values("portfolio").collect();
        let whole = portfolios.len() < 2;
        for portfolio in if portfolios.is_empty() { vec![""] } else { portfolios } {
            let office = format!("{} {portfolio} {}", row.cell("role"), row.cell("of"));
            terms.push(Term { office, whole, from, to, row });
        }
    }
    terms.sort_by(|a, b| {
        (&a.office, a.from.first, a.row.cell("person")).cmp(&(&b.office, b.from.first, b.row.cell("person")))
    });
    terms
}

/// Terms of an office that only one person can hold must not overlap by more than a handover.
pub(super) fn check(rows: &Rows, is_unique: &dyn Fn(&str) -> bool, findings: &mut Vec<Finding>) {
    let terms = terms(rows, is_unique);
    for term in &terms {
        if term.to.is_some_and(|to| to.last < term.from.first) {
            let message = "the term ends before it starts".into();
            findings.push(Finding::at(&term.row, "to", Level::Error, message, ""));
        }
    }
    // The term that has lasted longest of those of the same office before.
    let mut longest: Option<&Term> = None;
    for later in terms.iter().filter(|term| term.whole) {
        let Some(earlier) = longest.filter(|earlier| earlier.office == later.office) else {
            longest = Some(later);
            continue;
        };
        let overlap = earlier.end().is_none_or(|end| end > later.from.last);
        if overlap && earlier.row.cell("person") != later.row.cell("person") {
            findings.push(both_hold(earlier, later));
        }
        if earlier.end().is_some_and(|end| later.end().is_none_or(|later| later > end)) {
            longest = Some(later);
        }
    }
}

fn both_hold(earlier: &Term, later: &Term) -> Finding {
    let (other, term) = in_order(earlier, later, |term| term.row);
    let message = format!(
        "`{}` and `{}` hold the same office at once ({})",
        term.row.cell("person"),
        other.row.cell("person"),
        term.office.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    let (file, line) = (&other.row.table.file.path, other.row.cells.line);
    let hint = format!("see {file}:{line}; an office that several can hold has `unique` = no");
    Finding::at(&term.row, "from", Level::Warning, message, &hint)
}

/// Terms of one holder that overlap: one is meant to change the other, and has another key.
pub(super) fn check_repeated(rows: &Rows, scope: Scope, findings: &mut Vec<Finding>) {
    const KEYS: [(&str, &str, [&str; 2], &str); 2] = [
        ("offices", "person", ["role", "of"], "person, role, portfolio, of and from"),
        ("memberships", "member", ["status", "body"], "member, body, status and from"),
    ];
    for (list, holder, columns, key) in KEYS {
        let mut terms: Vec<(String, Option<PartialDate>, Row)> = Vec::new();
        for row in rows.list(list) {
            let from = PartialDate::parse(row.cell("from"));
            let portfolios: Vec<&str> = row.values("portfolio").collect();
            for portfolio in if portfolios.is_empty() { vec![""] } else { portfolios } {
                let [one, other] = columns.map(|column| match (column, row.cell(column)) {
                    ("status", "") => "member",
                    (_, cell) => cell,
                });
                terms.push((format!("{} {one} {portfolio} {other}", row.cell(holder)), from, row));
            }
        }
        terms.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        let mut told: FxHashSet<*const Cells> = FxHashSet::default();
        for (earlier, later) in terms.iter().zip(terms.iter().skip(1)).filter(|(one, other)| one.0 == other.0)
        {
            let (other, row) = in_order(earlier, later, |term| term.2);
            if overlap(&earlier.2, later.1)
                && (scope.has(&earlier.2) || scope.has(&later.2))
                && told.insert(std::ptr::from_ref(row.2.cells))
            {
                findings.push(repeated(&other.2, &row.2, key));
            }
        }
    }
}

/// Days within which who leaves an office and takes it again has never left it.
const HANDOVER: i64 = 7;

/// Terms of one person in one office of which one begins when the other ends: they are one. Those of the built-in lists are told where
/// these are examined by themselves.
pub(super) fn check_consecutive(rows: &Rows, scope: Scope, findings: &mut Vec<Finding>) {
    let mut terms: Vec<(String, PartialDate, Row)> = Vec::new();
    for row in rows.list("offices") {
        let Some(from) = PartialDate::parse(row.cell("from")) else { continue };
        let mut portfolios: Vec<&str> = row.values("portfolio").collect();
        portfolios.sort_unstable();
        let [person, role, of] = ["person", "role", "of"].map(|column| row.cell(column));
        terms.push((format!("{person} {role} {} {of}", portfolios.join("|")), from, row));
    }
    terms.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    let are_alone = scope == Scope::All && rows.tables().iter().all(|table| table.file.layer == 0);
    let is_told = |row: &Row| are_alone || row.table.file.layer > 0;
    for (earlier, later) in terms.iter().zip(terms.iter().skip(1)).filter(|(one, other)| one.0 == other.0) {
        let end = PartialDate::parse(earlier.2.cell("to"));
        if end.is_some_and(|end| goes_on(end, later.1)) && (is_told(&earlier.2) || is_told(&later.2)) {
            findings.push(one_term(&earlier.2, &later.2));
        }
    }
}

/// Whether a term begins right behind the end of another, whichever days both dates may mean.
fn goes_on(end: PartialDate, from: PartialDate) -> bool {
    let latest = end.first.saturating_add(Span::new().days(HANDOVER));
    end.last <= from.first && from.last <= latest
}

fn one_term(earlier: &Row, later: &Row) -> Finding {
    let (from, end) = (earlier.cell("from"), earlier.cell("to"));
    let place = format!("{}:{}", earlier.table.file.path, earlier.cells.line);
    let message = format!("goes on where the term from {from} ends, on {end} ({place}): these are one term");
    let hint = "make one row of both, unless somebody else held the office between them";
    Finding::at(later, "from", Level::Info, message, hint)
}

/// Whether a term goes on when a later one has begun, as far as is known.
fn overlap(earlier: &Row, later: Option<PartialDate>) -> bool {
    match (earlier.cell("to"), later) {
        ("?", _) => false,
        ("", _) | (_, None) => true,
        (to, Some(later)) => PartialDate::parse(to).is_some_and(|to| to.first > later.last),
    }
}

fn repeated(other: &Row, row: &Row, key: &str) -> Finding {
    let from = match other.cell("from") {
        "" => "an unknown day",
        from => from,
    };
    let (file, line) = (&other.table.file.path, other.cells.line);
    let message = format!("the same term as that from {from} in {file}:{line}, or one that overlaps it");
    let hint = format!("to change that one, give its {key}; else end it before");
    Finding::at(row, "from", Level::Warning, message, &hint)
}
