//! `palabre correct`: a correction more, or one less.

use super::{
    exit::{Exit, Stop},
    messages::Messages,
    output,
    promote::{Promoted, promote},
    stage,
};
use clap::Args;
use palabre::{
    correction::{ACTIONS, Action, ActionRow, Correction, Corrections, FILE, Scope, appended, without},
    error::{Error, Result},
    lexicon,
    matcher::nearest,
    model::{EntryKind, Lexicon},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Write down a correction, which every run with the file applies
///
/// It is a row at the end of the table, which is made where it is missing; it is shown as it is written. Ids are those of nodes.csv,
/// forms what the text has (`Head` or `Text` of mentions.csv), edges and starts those of evidence.csv. --undo leaves the table byte for
/// byte as it was before.
#[derive(Debug, Args)]
#[command(after_help = actions() + "
Examples:
  palabre correct same alou-traore ibrahim-traore --why 'surnom'
  palabre correct is Alou assimi-goita --scope document:2020-08-19-mali-coup-kati.txt
  palabre correct wrong assimi-goita--meets--sadio-camara 1234 --scope document:a.txt
  palabre correct --undo
  palabre correct --promote --gazetteer mes-listes/
  palabre extract articles/ -o graph/ --corrections corrections.csv")]
pub(super) struct Correct {
    #[command(flatten)]
    said: Said,
    /// The table
    #[arg(long, value_name = "FILE", default_value = FILE)]
    file: PathBuf,
    /// Have the last row, or that of a line, become a row of a list in a folder of your own; it is no correction any more
    #[arg(long, value_name = "LINE", num_args = 0..=1, require_equals = true, default_missing_value = "last",
          value_parser = undone, requires = "gazetteer", conflicts_with_all = ["undo", "action"])]
    promote: Option<Undone>,
    /// The folder of lists that --promote writes to; made where it is missing
    #[arg(long, value_name = "DIR", requires = "promote")]
    gazetteer: Option<PathBuf>,
    /// Take the last row back, or that of a line
    #[arg(long, value_name = "LINE", num_args = 0..=1, require_equals = true, default_missing_value = "last",
          value_parser = undone, conflicts_with = "action")]
    undo: Option<Undone>,
}

/// What somebody says.
#[derive(Debug, Args)]
pub(super) struct Said {
    /// What is to be done, listed below
    #[arg(value_name = "ACTION")]
    pub(super) action: Option<String>,
    /// With what
    #[arg(value_name = "WHAT", num_args = 0..=2)]
    what: Vec<String>,
    /// Where: `document:ID` or `source:NAME` [default: everywhere]
    #[arg(long, value_name = "SCOPE", default_value = "", hide_default_value = true)]
    scope: String,
    /// Who says so
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    who: String,
    /// On which day: 2026-11-29
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true)]
    when: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    why: String,
}

/// Which row is taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Undone(pub(super) Option<u32>);

pub(super) fn undone(text: &str) -> std::result::Result<Undone, String> {
    match text {
        "last" => Ok(Undone(None)),
        line => {
            line.parse().map(|line| Undone(Some(line))).map_err(|_| "not a line; write --undo=12".to_string())
        }
    }
}

pub(super) fn actions() -> String {
    let line = |row: &ActionRow| {
        let usage = format!("{} {}", row.name, row.takes.join(" "));
        format!("  {:<22} {}\n", usage.trim_end(), row.says)
    };
    format!("Actions:\n{}", ACTIONS.iter().map(line).collect::<String>())
}

pub(super) fn run(arguments: &Correct, messages: &Messages) -> std::result::Result<Exit, Stop> {
    let path = &arguments.file;
    let (file, table) = (path.display().to_string(), table_or_nothing(path)?);
    if let (Some(Undone(line)), Some(folder)) = (arguments.promote, &arguments.gazetteer) {
        return promoted((&file, &table), line, (path, folder), messages);
    }
    let (table, line) = match arguments.undo {
        Some(Undone(line)) => without(&file, &table, line)?,
        None => {
            let row = arguments.said.correction()?;
            let (table, line) = appended(&file, &table, &row)?;
            // As any run would read it.
            Corrections::read([(&*file, &*table)])?;
            tell_unknown(&row, messages)?;
            (table, line)
        }
    };
    stage::replace(path, table.as_bytes())?;
    output::print(format!("{line}\n").as_bytes())?;
    let done = if arguments.undo.is_some() { "taken out of" } else { "written to" };
    messages.summary(format_args!("{done} {file}"));
    Ok(Exit::Done)
}

/// Has a row become one of a list, and shows that row before and after.
fn promoted(
    (file, table): (&str, &str),
    line: Option<u32>,
    (path, folder): (&Path, &Path),
    messages: &Messages,
) -> std::result::Result<Exit, Stop> {
    let (rest, _) = without(file, table, line)?;
    let all = Corrections::read([(file, table)])?;
    let is_meant = |row: &&Correction| line.is_none_or(|line| row.place.line == line);
    let row = all.rows().iter().rfind(is_meant);
    let row = row.ok_or_else(|| Error::usage(format!("{file}: that row is not decided yet")))?;
    let Promoted { path: list, text, before, after } = promote(row, &all, folder)?;
    if let Some(text) = text {
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        stage::replace(&list, text.as_bytes())?;
    }
    stage::replace(path, rest.as_bytes())?;
    let before = before.map(|before| format!("- {before}\n")).unwrap_or_default();
    output::print(format!("{before}+ {after}\n").as_bytes())?;
    messages.summary(format_args!("`{row}` is a row of {} now", list.display()));
    Ok(Exit::Done)
}

/// The text of a table; nothing where it is missing.
pub(super) fn table_or_nothing(path: &Path) -> Result<String> {
    if path.exists() { lexicon::read_table(path) } else { Ok(String::new()) }
}

impl Said {
    pub(super) fn correction(&self) -> Result<Correction> {
        let row = ACTIONS.iter().find(|row| Some(row.name) == self.action.as_deref()).ok_or_else(|| {
            let names = ACTIONS.map(|row| row.name).join(", ");
            let given = self.action.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
            Error::usage(format!("no action{given}")).with_hint(format!("an action is one of {names}"))
        })?;
        let what = |at: usize| self.what.get(at).cloned().unwrap_or_default();
        let mut correction = Correction::new(row.action, what(0), what(1));
        correction.scope = Scope::parse(&self.scope)
            .ok_or_else(|| Error::usage("no such scope").with_hint("write document:ID or source:NAME"))?;
        correction.who.clone_from(&self.who);
        correction.when.clone_from(&self.when);
        correction.why.clone_from(&self.why);
        Ok(correction)
    }
}

/// Tells where an actor is in no list: it may be of the texts, or misspelt.
pub(super) fn tell_unknown(row: &Correction, messages: &Messages) -> Result<()> {
    let ids: &[&str] = match row.action {
        Action::Is => &[&row.b],
        Action::Same => &[&row.a, &row.b],
        Action::Different | Action::Kind | Action::Name => &[&row.a],
        _ => &[],
    };
    if ids.is_empty() {
        return Ok(());
    }
    let lexicon = lexicon::load(&lexicon::Options::default())?;
    for id in ids {
        if let Some(meant) = near(&lexicon, id) {
            let hint = format!("did you mean `{meant}`? An actor of the texts alone needs no row");
            messages.note(format_args!("no list has `{id}`"), Some(&hint));
        }
    }
    Ok(())
}

const ACTORS: [EntryKind; 4] =
    [EntryKind::Country, EntryKind::Organisation, EntryKind::Person, EntryKind::Place];

/// The id of the lists that is most like one that they do not have.
fn near<'l>(lexicon: &'l Lexicon, id: &str) -> Option<&'l str> {
    if ACTORS.iter().any(|&kind| lexicon.find(kind, id).is_some()) {
        return None;
    }
    let rows = lexicon.entries().iter().filter(|row| ACTORS.contains(&row.kind));
    nearest(id, rows.map(|row| &*row.id))
}

/// How many corrections that apply to nothing are told.
const MOST_TOLD: usize = 5;

/// Tells which corrections of some were applied to nothing.
pub(super) fn tell_idle(
    corrections: &Corrections,
    lexicon: &Lexicon,
    is_told: impl Fn(&Correction) -> bool,
    messages: &Messages,
) {
    let idle: Vec<&Correction> = corrections.idle().filter(|row| is_told(row)).collect();
    if idle.is_empty() {
        return;
    }
    let told = |row: &&Correction| {
        let is_id = matches!(row.action, Action::Same | Action::Different | Action::Kind | Action::Name);
        let meant = near(lexicon, &row.a).filter(|_| is_id);
        let meant = meant.map(|meant| format!(" (did you mean `{meant}`?)")).unwrap_or_default();
        format!("{}: {row}{meant}", row.place)
    };
    let most = if messages.is_verbose() { idle.len() } else { MOST_TOLD };
    let mut places: Vec<String> = idle.iter().take(most).map(told).collect();
    places.extend((idle.len() > most).then(|| "…; -v tells all".to_string()));
    let all = corrections.rows().len();
    messages.note(
        format_args!("{} of {all} corrections apply to nothing here", idle.len()),
        Some(&places.join("\n")),
    );
}
