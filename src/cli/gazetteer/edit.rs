//! Rows that are written into a folder of lists of one's own.

use crate::cli::{
    exit::{Exit, Stop},
    messages::Messages,
    output,
    row::{Change, cell, set, show, written},
    stage,
    terminal::visible,
};
use clap::Args;
use palabre::{
    error::{Error, Result},
    lexicon::{self, Level, List, Options},
    matcher::{fold_words, nearest},
    model::{Dialect, Entry, EntryIndex, EntryKind, Lexicon},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where rows are written to.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// The folder of lists that the row is written into; made where it is missing. Of several, the last: the others stand below it
    #[arg(long, value_name = "DIR", required = true)]
    gazetteer: Vec<PathBuf>,
    /// Where anybody can read the fact
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Until when it is known to hold: 2026-03-15, 2026-03 or 2026
    #[arg(long, value_name = "DATE")]
    checked: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write it although the check warns of it
    #[arg(long)]
    force: bool,
}

/// Of more rows with a word in their names, none is rather meant.
const MOST_NEAR: usize = 20;

/// What there is to edit: the lists as they stand with the folder.
pub(super) struct Lists<'t> {
    target: &'t Target,
    options: Options,
    pub(super) lexicon: Lexicon,
}

impl Target {
    fn folder(&self) -> &Path {
        self.gazetteer.last().expect("clap asks for one")
    }

    /// The lists below the folder.
    fn below(&self) -> Options {
        let below = self.gazetteer.iter().rev().skip(1).rev();
        below.fold(Options::default(), Options::with_folder)
    }

    /// The lists with the folder, where it has some.
    fn options(&self) -> Options {
        let is_list =
            |entry: fs::DirEntry| entry.path().extension().is_some_and(|end| end == "csv" || end == "toml");
        let has_lists = fs::read_dir(self.folder()).is_ok_and(|entries| entries.flatten().any(is_list));
        if has_lists { self.below().with_folder(self.folder()) } else { self.below() }
    }

    /// The lists as they stand.
    ///
    /// # Errors
    /// Lists that cannot be loaded.
    pub(super) fn open(&self) -> Result<Lists<'_>> {
        let options = self.options();
        Ok(Lists { target: self, lexicon: lexicon::load(&options)?, options })
    }
}

impl Lists<'_> {
    /// A list.
    ///
    /// # Errors
    /// There is none of that name.
    pub(super) fn list(&self, name: &str) -> Result<List> {
        let name = name.strip_suffix(".csv").unwrap_or(name);
        if let Some(list) = lexicon::list(&self.options, name)? {
            return Ok(list);
        }
        let all = lexicon::lists(&Options::default().with_builtin(false))?;
        let names: Vec<&str> = all.iter().map(|list| list.name).collect();
        Err(Error::usage(format!("no list `{name}`"))
            .with_hint(format!("a list is one of {}", names.join(", "))))
    }

    /// The list of an entry, and its row.
    pub(super) fn row(&self, entry: &Entry) -> Result<(List, Vec<String>)> {
        let list = self.list(entry.list)?;
        let row = list.rows.iter().find(|row| cell(&list, row, "id") == &*entry.id);
        let row = row.expect("an entry is of a row").clone();
        Ok((list, row))
    }

    /// The entries that an id or a name means, of some kinds: those of the id, if there are any.
    fn called(&self, kinds: &[EntryKind], name: &str) -> Vec<&Entry> {
        let mut with_id: Vec<EntryIndex> =
            kinds.iter().filter_map(|&kind| self.lexicon.find(kind, name)).collect();
        if !with_id.is_empty() {
            with_id.sort_unstable();
            return with_id.into_iter().map(|entry| self.lexicon.entry(entry)).collect();
        }
        let of_kinds = || self.lexicon.entries().iter().filter(|entry| kinds.contains(&entry.kind));
        let wanted = fold_words(name);
        let is_called = |entry: &&Entry| {
            std::iter::once(&entry.name).chain(&entry.aliases).any(|form| fold_words(form) == wanted)
        };
        of_kinds().filter(is_called).collect()
    }

    /// The entry that an id or a name means in a cell of ids: of the first of some kinds that has it.
    ///
    /// # Errors
    /// As [`Lists::entry`].
    pub(super) fn referred(&self, kinds: &[EntryKind], name: &str) -> Result<&Entry> {
        let has_it = |kind: &&EntryKind| !self.called(&[**kind], name).is_empty();
        match kinds.iter().find(has_it) {
            Some(&kind) => self.entry(&[kind], name),
            None => self.entry(kinds, name),
        }
    }

    /// The entry that an id or a name means, of some kinds.
    ///
    /// # Errors
    /// None is called so, or several are: these are listed.
    pub(super) fn entry(&self, kinds: &[EntryKind], name: &str) -> Result<&Entry> {
        let of_kinds = || self.lexicon.entries().iter().filter(|entry| kinds.contains(&entry.kind));
        let found = self.called(kinds, name);
        match found[..] {
            [one] => Ok(one),
            [] => {
                let wanted = format!(" {} ", fold_words(name));
                let has = |entry: &&Entry| format!(" {} ", fold_words(&entry.name)).contains(&wanted);
                let near: Vec<&Entry> = of_kinds().filter(has).collect();
                if (1..=MOST_NEAR).contains(&near.len()) {
                    let error = Error::usage(format!("no row is called just `{name}`"));
                    return Err(error.with_hint(self.ids_of(&near)));
                }
                let forms = of_kinds().flat_map(|entry| [&*entry.id, &*entry.name]);
                let meant = nearest(name, forms).map(|meant| format!("did you mean `{meant}`? "));
                let hint = "`palabre gazetteer find NAME` shows ids; `palabre gazetteer add` makes a row";
                let hint = format!("{}{hint}", meant.unwrap_or_default());
                Err(Error::usage(format!("no row is called `{name}`")).with_hint(hint))
            }
            _ => Err(Error::usage(format!("`{name}` may be several")).with_hint(self.ids_of(&found))),
        }
    }

    /// Entries to choose from, one a line.
    pub(super) fn ids_of(&self, entries: &[&Entry]) -> String {
        let country = |country: EntryIndex| format!(", {}", self.lexicon.entry(country).id);
        let line = |entry: &&Entry| {
            let country = entry.country.map(country).unwrap_or_default();
            format!("\n{} ({}, {}{country})", entry.id, entry.name, entry.kind.name())
        };
        format!("give the id of one of them:{}", entries.iter().map(line).collect::<String>())
    }

    /// The source and the day of the options, in a row.
    ///
    /// # Errors
    /// The list has no such columns.
    pub(super) fn credit(&self, list: &List, row: &mut [String]) -> Result<()> {
        for (name, value) in [("source", &self.target.source), ("checked", &self.target.checked)] {
            if let Some(value) = value {
                set(list, row, name, value)?;
            }
        }
        Ok(())
    }

    /// Writes rows into the list's file of the folder, each in the place of the one of its key, and shows them before and after.
    ///
    /// # Errors
    /// What the check says of them; a file that cannot be read or written.
    pub(super) fn write(
        &self,
        list: &List,
        changes: &[Change],
        messages: &Messages,
    ) -> std::result::Result<Exit, Stop> {
        let (folder, name) = (self.target.folder(), format!("{}.csv", list.name));
        let path = folder.join(&name);
        let (file, old) = (path.display().to_string(), self.text(&path, list)?);
        let (mut text, mut shown) = (old.clone(), format!("{file}\n"));
        for change in changes {
            let line;
            (text, line) = written(&file, &text, list, change)?;
            shown += &show(&file, &text, list, change, &line)?;
        }
        if path.exists() && text == old {
            messages.summary(format_args!("{file} says so already"));
            return Ok(Exit::Done);
        }
        output::print(visible(&shown).as_bytes())?;
        self.check(&name, &text)?;
        if self.target.dry_run {
            messages.summary("nothing is written: --dry-run");
            return Ok(Exit::Done);
        }
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
        stage::replace(&path, text.as_bytes())?;
        messages.summary(format_args!("written to {file}"));
        Ok(Exit::Done)
    }

    /// The text of a file of the folder; a new one is written as the others of the folder are.
    fn text(&self, path: &Path, list: &List) -> Result<String> {
        if path.exists() {
            return lexicon::read_table(path);
        }
        let mut others: Vec<PathBuf> = fs::read_dir(self.target.folder())
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        others.retain(|other| other.extension().is_some_and(|end| end == "csv"));
        others.sort();
        let dialect = match others.first() {
            Some(other) => Dialect::of(&lexicon::read_table(other)?),
            None => Dialect::default(),
        };
        Ok(dialect.empty(&list.columns))
    }

    /// Refuses what the check finds with the new text of a file, and does not without.
    fn check(&self, name: &str, text: &str) -> Result<()> {
        let edited = self.target.below().with_edited(self.target.folder(), name, text);
        let mut found = lexicon::check_added(&edited)?;
        found.retain(|finding| finding.level != Level::Info);
        if !found.is_empty() {
            let before = lexicon::check_added(&self.options)?;
            found.retain(|finding| !before.contains(finding));
        }
        let is_refused = found.iter().any(|finding| finding.level == Level::Error);
        if found.is_empty() || (self.target.force && !is_refused) {
            return Ok(());
        }
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        let error =
            Error::usage(format!("nothing is written, for the check would say\n{}", found.join("\n")));
        Err(if is_refused { error } else { error.with_hint("--force writes it all the same") })
    }
}
