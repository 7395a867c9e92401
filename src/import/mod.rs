//! Foreign lists of names turned into lists of one’s own, to be looked at and then given to a [`Lexicon`].
//!
//! A source is read once, from its start to its end, and what it says is set aside in a temporary file: only when all names are
//! known is it known which of them several actors have. What stays in memory does not grow with the source: a filter of 128 MiB for
//! names and ids (`seen`); the ids of a source that come twice, its offices where they are things of their own, and the actors whose
//! terms become rows.
//!
//! To add a format: a file in `format/`, and a row of [`FORMATS`].

mod countries;
mod format;
mod gather;
mod item;
mod known;
mod name;
mod posts;
mod referred;
mod report;
mod rows;
mod scratch;
mod seen;

use crate::{
    error::{Error, Result},
    model::{EntryKind, Lexicon, PartialDate},
};
pub use format::{FORMATS, Format};
use gather::Gathering;
use known::Known;
pub use report::{Reason, Report};
pub use scratch::Scratch;
use std::io::{BufRead, Read as _, Write};

/// What is imported, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    format: Option<&'static Format>,
    kind: Option<EntryKind>,
    country: Option<String>,
    columns: Vec<(String, String)>,
    delimiter: Option<u8>,
    weak: bool,
    namesakes: bool,
    checked: String,
    source: String,
    merges: Vec<(String, String)>,
}

impl Options {
    /// The same with a format; without one, it is known by its marks.
    pub fn with_format(mut self, format: &'static Format) -> Options {
        self.format = Some(format);
        self
    }

    /// The same with what the actors of a source are that does not say it: people, organisations or places.
    pub fn with_kind(mut self, kind: EntryKind) -> Options {
        self.kind = Some(kind);
        self
    }

    /// The same with the country of actors of whom the source says none: a code of ISO 3166, a Wikidata id, a name.
    pub fn with_country(mut self, country: impl Into<String>) -> Options {
        self.country = Some(country.into());
        self
    }

    /// The same with the columns of a table: what each is, and its header.
    pub fn with_columns(mut self, columns: impl IntoIterator<Item = (String, String)>) -> Options {
        self.columns = columns.into_iter().collect();
        self
    }

    /// The same with what stands between the cells of a table; without, the header shows it.
    pub fn with_delimiter(mut self, delimiter: u8) -> Options {
        self.delimiter = Some(delimiter);
        self
    }

    /// The same with or without the names of which the source says that others have them.
    pub fn with_weak(mut self, weak: bool) -> Options {
        self.weak = weak;
        self
    }

    /// The same with or without rows for those whom the lists have by name and country.
    pub fn with_namesakes(mut self, namesakes: bool) -> Options {
        self.namesakes = namesakes;
        self
    }

    /// The same with the day up to which the source is known to hold, where it says none.
    pub fn with_checked(mut self, checked: PartialDate) -> Options {
        self.checked = checked.to_string();
        self
    }

    /// The same with what the column `source` says, before ids.
    pub fn with_source(mut self, source: impl Into<String>) -> Options {
        self.source = source.into();
        self
    }

    /// The same with ids that are one: the table of a resolver of nomenklatura, a line a judgement.
    ///
    /// # Errors
    /// A line that is no judgement.
    pub fn with_merges(mut self, name: &str, merges: &mut dyn BufRead) -> Result<Options> {
        self.merges = format::resolver::merges(name, merges)?;
        Ok(self)
    }

    /// The id of an actor, after merges.
    fn merged(&self, id: &str) -> String {
        let found = self.merges.binary_search_by(|(merged, _)| merged.as_str().cmp(id));
        found.map_or_else(|_| id.to_string(), |place| self.merges[place].1.clone())
    }
}

/// Where a source is read from.
pub struct Source<'s> {
    /// Its name, for messages; a format may be known by its end.
    pub name: &'s str,
    /// What is in it.
    pub reader: &'s mut dyn BufRead,
    /// Opens a file beside it, for formats of several.
    pub beside: &'s mut dyn FnMut(&str) -> Result<Box<dyn BufRead>>,
}

/// Takes the lists.
pub trait ListFiles {
    /// What takes the bytes of `people.csv` and its like, by the name of the list.
    ///
    /// # Errors
    /// A file that cannot be written.
    fn list(&mut self, name: &'static str) -> Result<&mut dyn Write>;
}

impl ListFiles for std::collections::BTreeMap<&'static str, Vec<u8>> {
    fn list(&mut self, name: &'static str) -> Result<&mut dyn Write> {
        Ok(self.entry(name).or_default())
    }
}

/// The lists that an import may write.
pub fn lists() -> impl Iterator<Item = &'static str> {
    rows::names()
}

/// So much of a source tells its format.
const HEAD: usize = 64 << 10;

/// Turns a source into lists. `scratch` is empty and takes as much as the source has names.
///
/// ```
/// use palabre::{import, lexicon};
/// use std::{collections::BTreeMap, io::Cursor};
///
/// let source = r#"{"id":"Q1","schema":"Person","properties":{"name":["KOUYATÉ Fanta"],"country":["ml"]}}"#;
/// let lexicon = lexicon::load(&lexicon::Options::default())?;
/// let mut lists = BTreeMap::new();
/// let source = import::Source {
///     name: "entities.ftm.json",
///     reader: &mut source.as_bytes(),
///     beside: &mut |_| unreachable!("one file"),
/// };
/// import::import(source, &mut Cursor::new(Vec::new()), &lexicon, &import::Options::default(), &mut lists)?;
/// let people = String::from_utf8_lossy(&lists["people"]);
/// assert!(people.contains("fanta-kouyate-q1,Fanta Kouyaté,,,mali"));
/// # Ok::<(), palabre::error::Error>(())
/// ```
///
/// # Errors
/// A source that cannot be read or is of no format that is known, options that do not fit it, files that cannot be written. What of a
/// source cannot be taken is no error: the report tells it.
pub fn import(
    source: Source,
    scratch: &mut dyn Scratch,
    lexicon: &Lexicon,
    options: &Options,
    files: &mut dyn ListFiles,
) -> Result<Report> {
    let mut head = Vec::new();
    let read = (&mut *source.reader).take(HEAD as u64).read_to_end(&mut head);
    read.map_err(|error| Error::io(source.name, error))?;
    let format = match options.format {
        Some(format) => format,
        None => Format::of(source.name, &head, options)?,
    };
    let known = Known::new(lexicon);
    let mut options = options.clone();
    if options.source.is_empty() {
        // A table has no name but its own.
        let own = source.name.rsplit(['/', '\\']).next().unwrap_or_default();
        options.source = if format.title.is_empty() { own } else { format.title }.to_string();
    }
    if let Some(country) = &options.country
        && known.countries.find(country).is_none()
    {
        return Err(Error::usage(format!("no country `{country}`"))
            .with_hint("a code of ISO 3166, a Wikidata id, a name or an id of the lists"));
    }
    let mut reader = (&head[..]).chain(source.reader);
    let mut gathering = Gathering::new(&known, &options, scratch::Writing::new(scratch));
    let whole = Source { name: source.name, reader: &mut reader, beside: source.beside };
    (format.read)(whole, &mut gathering)?;
    let (stored, counted, mut report) = gathering.end()?;
    report.format = format.name;
    rows::Rows::new(&known, &options, (counted, report), files).write(stored)
}
