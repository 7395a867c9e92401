//! Forms that no text can have as they are written.

use super::{
    check::{Finding, Level, Scope},
    rows::{Entries, Row},
};
use crate::matcher::{Gap, Tokenizer, Vocabulary};

/// The columns of the forms that a text is searched for.
pub(super) const COLUMNS: [&str; 7] =
    ["name", "long_name", "aliases", "acronyms", "short", "forms", "abbreviations"];

/// Those of them that say what a row is called, too: `Seydou Keïta (footballeur)`.
const LABELS: [&str; 2] = ["name", "long_name"];

/// Forms that are never found, and forms with characters that are not seen.
pub(super) fn check(entries: &Entries, scope: Scope, findings: &mut Vec<Finding>) {
    let vocabulary = Vocabulary::default();
    let mut tokenizer = Tokenizer::new(&vocabulary);
    for (_, _, row) in entries.iter().filter(|(.., row)| scope.has(row)) {
        let mut unfound = Vec::new();
        let mut is_found = row.values("shared").chain(row.values("cued")).next().is_some();
        for column in COLUMNS {
            for form in row.values(column) {
                let never = barrier(form, &mut tokenizer);
                is_found |= never.is_none();
                unfound.extend(never.map(|problem| (column, form, problem)));
                findings.extend(hidden(form).map(|problem| finding(row, column, form, problem)));
            }
        }
        let counts = |column: &str| !is_found || !LABELS.contains(&column);
        let unfound = unfound.into_iter().filter(|(column, ..)| counts(column));
        findings.extend(unfound.map(|(column, form, problem)| finding(row, column, form, problem)));
    }
}

/// What is wrong with a form, and what to do.
struct Problem {
    says: String,
    hint: &'static str,
}

fn finding(row: &Row, column: &str, form: &str, Problem { says, hint }: Problem) -> Finding {
    let form: String = form.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Finding::at(row, column, Level::Warning, format!("`{form}` {says}"), hint)
}

/// A mark that no name goes over.
fn barrier(form: &str, tokenizer: &mut Tokenizer) -> Option<Problem> {
    let mut tokens = Vec::new();
    tokenizer.tokenize(form, &mut tokens);
    let hint = match tokens.iter().skip(1).any(|token| matches!(token.gap, Gap::Other | Gap::Line)) {
        _ if tokens.is_empty() => "a name has a letter or a digit",
        true => "no name goes over quotation marks, brackets, colons or two marks in a row: give it without",
        false => return None,
    };
    Some(Problem { says: "is never found".to_string(), hint })
}

/// A character that is not seen.
fn hidden(form: &str) -> Option<Problem> {
    let is_hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let c = form.chars().find(is_hidden)?;
    let says = format!("holds a character that is not seen, U+{:04X}", u32::from(c));
    Some(Problem { says, hint: "type the name again" })
}
