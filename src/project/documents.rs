//! The documents of a project, and what was read in them.

use super::{EditionId, LogId, Project, sha256};
use crate::{
    error::{Error, Result},
    input::{Copies, Origin, Read},
    model::{Document, Offsets},
};
use rusqlite::Row;

/// What became of a document that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arrival {
    /// It is there already, as it is.
    Known,
    /// It is there now, and the same as another one: not to be read yet.
    Copy {
        /// The id of that one.
        of: String,
    },
    /// It is there now.
    New,
    /// It is there in the place of what its file held before.
    Changed,
}

/// A document of a project.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stored {
    /// Its number.
    pub number: i64,
    /// The document, as it came in.
    pub document: Document,
}

/// A document with what was read in it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Kept {
    /// The document, as it came in.
    pub document: Document,
    /// What was read in it, without corrections: a line of JSON without passages. None where it is not read yet.
    pub line: Option<String>,
}

/// A row of the table of documents, without its text.
struct Known {
    number: i64,
    path: String,
    place: u32,
    title: Option<String>,
    source: Option<String>,
    sha256: String,
    input: String,
}

/// A document on its way in.
struct Arriving<'r> {
    read: &'r Read,
    path: &'r str,
    is_kept: bool,
    text: std::borrow::Cow<'r, str>,
    sha256: String,
    input: String,
}

impl Arriving<'_> {
    fn is(&self, known: &Known) -> bool {
        let Document { title, source, .. } = &self.read.document;
        (title, source, &self.sha256, &self.input)
            == (&known.title, &known.source, &known.sha256, &known.input)
    }
}

impl Project {
    /// Takes a document in, from the file at a path: by an entry of the log. `is_kept` has it count though an earlier one is the same.
    ///
    /// It is known by its file and its id there. Where another file of that id was taken in from another path, this one goes by its
    /// path. An id once given stays.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn receive(&self, read: &Read, path: &str, is_kept: bool, entry: LogId) -> Result<(Stored, Arrival)> {
        let offsets = Offsets::new(&read.document);
        let text = offsets.original_text();
        let arriving =
            Arriving { read, path, is_kept, sha256: sha256([&*text]), input: input(&read.document), text };
        let numbered = (2_u64..).map(|number| format!("{path}#{number}"));
        for file in [read.origin.file.to_string(), path.to_string()].into_iter().chain(numbered) {
            match self.known(&file, &read.origin.id)? {
                Some(known) if arriving.is(&known) => return self.again(known, &arriving),
                Some(known) if known.path == path && path != STDIN => {
                    return self.replace(&known, &arriving, entry);
                }
                None if self.is_free(&file, path)? => return self.insert(&file, &arriving, entry),
                _ => {}
            }
        }
        unreachable!("there are more numbers than files")
    }

    fn known(&self, file: &str, id: &str) -> Result<Option<Known>> {
        let sql = "SELECT number, path, place, title, source, sha256, input FROM documents
            WHERE file = ?1 AND id_in_file = ?2";
        self.store.first(sql, (file, id), |row| {
            Ok(Known {
                number: row.get(0)?,
                path: row.get(1)?,
                place: row.get(2)?,
                title: row.get(3)?,
                source: row.get(4)?,
                sha256: row.get(5)?,
                input: row.get(6)?,
            })
        })
    }

    /// Whether no file of another path has an id. The documents of a file have one path.
    fn is_free(&self, file: &str, path: &str) -> Result<bool> {
        let sql = "SELECT coalesce((SELECT path = ?2 FROM documents WHERE file = ?1 LIMIT 1), 1)";
        self.store.value(sql, (file, path))
    }

    fn again(&self, known: Known, arriving: &Arriving) -> Result<(Stored, Arrival)> {
        let place = arriving.read.origin.place;
        if known.place != place {
            self.store.run("UPDATE documents SET place = ?2 WHERE number = ?1", (known.number, place))?;
        }
        Ok((Stored { number: known.number, document: arriving.read.document.clone() }, Arrival::Known))
    }

    fn replace(&self, known: &Known, arriving: &Arriving, entry: LogId) -> Result<(Stored, Arrival)> {
        let Document { title, source, .. } = &arriving.read.document;
        let date = arriving.read.document.published().map(|date| date.to_string());
        let sql = "UPDATE documents SET title = ?2, date = ?3, source = ?4, text = ?5, sha256 = ?6, place = ?7, is_kept = ?8,
            input = ?9, log = ?10 WHERE number = ?1";
        let Arriving { text, sha256, input, is_kept, .. } = arriving;
        let place = arriving.read.origin.place;
        self.store
            .run(sql, (known.number, title, date, source, text, sha256, place, is_kept, input, entry.0))?;
        for table in ["lines", "readings"] {
            self.store.run(&format!("DELETE FROM {table} WHERE document = ?1"), [known.number])?;
        }
        self.count(entry, 1)?;
        let id = self.store.value("SELECT id FROM documents WHERE number = ?1", [known.number])?;
        let document = Document { id, ..arriving.read.document.clone() };
        Ok((Stored { number: known.number, document }, Arrival::Changed))
    }

    fn insert(&self, file: &str, arriving: &Arriving, entry: LogId) -> Result<(Stored, Arrival)> {
        let Arriving { read, path, is_kept, text, sha256, input } = arriving;
        let Origin { file: own_file, id: own_id, place, .. } = &read.origin;
        let id = match own_id.strip_prefix(&**own_file) {
            Some(rest) => format!("{file}{rest}"),
            None => own_id.clone(),
        };
        let document = Document { id: self.free_id(id, file)?, ..read.document.clone() };
        let of = match is_kept {
            true => None,
            false => self.copied(read, &document, sha256)?,
        };
        let date = document.published().map(|date| date.to_string());
        let sql = "INSERT INTO documents (id, title, date, source, text, sha256, file, place, id_in_file, path, is_kept, input, log)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
        let Document { id, title, source, .. } = &document;
        let values =
            (id, title, date, source, text, sha256, file, place, own_id, path, is_kept, input, entry.0);
        let number = self.store.add(sql, values)?;
        self.count(entry, 1)?;
        Ok((Stored { number, document }, of.map_or(Arrival::New, |of| Arrival::Copy { of })))
    }

    /// An id that no document has: the one given, or with its file before it.
    fn free_id(&self, id: String, file: &str) -> Result<String> {
        let longer = format!("{file}#{id}");
        let numbered = (2_u64..).map(|number| format!("{longer}#{number}"));
        for id in [id, longer.clone()].into_iter().chain(numbered) {
            if self.store.value::<bool>("SELECT NOT EXISTS (SELECT 1 FROM documents WHERE id = ?1)", [&id])? {
                return Ok(id);
            }
        }
        unreachable!("there are more numbers than documents")
    }

    /// The document that is the same as one that comes in: of this run, or with its text.
    fn copied(&self, read: &Read, document: &Document, sha256: &str) -> Result<Option<String>> {
        if let Some(of) = read.copy_of() {
            return Ok(Some(of.to_string()));
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM documents d WHERE sha256 = ?1 AND NOT is_kept ORDER BY file, place"
        );
        for stored in self.store.all(&sql, [sha256], stored)? {
            let (stored, origin) = stored.map_err(|error| self.broken(&error))?;
            let mut copies = Copies::default();
            let id = stored.document.id.clone();
            let mut before = Read::new(stored.document, Vec::new());
            before.origin = origin;
            copies.tell(&mut before);
            let mut this =
                Read { document: document.clone(), notes: Vec::new(), origin: read.origin.clone() };
            copies.tell(&mut this);
            if this.is_copy() {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Keeps what was read in a document, without corrections.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn keep(&self, number: i64, line: &str, EditionId(lists): EditionId) -> Result<()> {
        self.store.run("INSERT OR REPLACE INTO lines VALUES (?1, ?2)", (number, line.trim_end()))?;
        self.store.run("INSERT OR REPLACE INTO readings VALUES (?1, ?2)", (number, lists))?;
        Ok(())
    }

    /// A document, as it came in.
    ///
    /// # Errors
    /// A file that cannot be read; no document of that number.
    pub fn document(&self, number: i64) -> Result<Stored> {
        let sql = format!("SELECT {COLUMNS} FROM documents d WHERE number = ?1");
        let (stored, _) = self.store.one(&sql, [number], stored)?.map_err(|error| self.broken(&error))?;
        Ok(stored)
    }

    /// Gives the documents to somebody, in their order and with what was read in them, as long as they go on: by file, and in the
    /// order of the file. Those that an earlier one equals are left out.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn each(&self, mut give: impl FnMut(Result<Kept>) -> bool) -> Result<()> {
        let sql = format!(
            "SELECT {COLUMNS}, d.is_kept, l.line FROM documents d LEFT JOIN lines l ON l.document = d.number
            ORDER BY d.file, d.place, d.number"
        );
        let mut copies = Copies::default();
        let read = |row: &Row| {
            Ok((stored(row)?, row.get::<_, bool>("is_kept")?, row.get::<_, Option<String>>("line")?))
        };
        self.store.seeing(|| {
            self.store.each(&sql, (), read, |row| {
                let kept = row.and_then(|(stored, is_kept, line)| {
                    let (Stored { document, .. }, origin) = stored.map_err(|error| self.broken(&error))?;
                    let mut read = Read::new(document, Vec::new());
                    read.origin = origin;
                    if !is_kept {
                        copies.tell(&mut read);
                    }
                    Ok((!read.is_copy()).then_some(Kept { document: read.document, line }))
                });
                kept.transpose().is_none_or(&mut give)
            })
        })
    }

    /// Takes documents out, by their ids.
    ///
    /// # Errors
    /// An id that no document has; a file that cannot be written.
    pub fn remove(&self, ids: &[String]) -> Result<()> {
        self.store.changing(|| {
            let entry = self.note("remove", &ids.join(" "))?;
            for id in ids {
                if self.store.run("DELETE FROM documents WHERE id = ?1", [id])? == 0 {
                    let error = Error::usage(format!("no document `{id}` in {}", self.path().display()));
                    return Err(error.with_hint("`palabre project log -v` tells the ids"));
                }
            }
            self.count(entry, ids.len())
        })
    }

    fn broken(&self, error: &serde_json::Error) -> Error {
        self.store.refused(&format!("a document that cannot be read: {error}"))
    }
}

/// What standard input is named as a file: what comes from it twice is not the same file, changed.
const STDIN: &str = "-";

/// The columns that a document is made of.
const COLUMNS: &str = "d.number, d.id, d.title, d.source, d.text, d.input, d.file, d.place, d.id_in_file";

/// A document, and where it comes from.
fn stored(row: &Row) -> rusqlite::Result<serde_json::Result<(Stored, Origin)>> {
    let input: String = row.get(5)?;
    let (id, title, source, text) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?);
    let mut origin = Origin::default();
    (origin.file, origin.place, origin.id) = (row.get::<_, String>(6)?.into(), row.get(7)?, row.get(8)?);
    let number = row.get(0)?;
    Ok(serde_json::from_str(&input).map(|rest: Document| {
        let text = if rest.repairs.is_empty() { text } else { rest.text.clone() };
        (Stored { number, document: Document { id, title, source, text, ..rest } }, origin)
    }))
}

/// What there is to a document beside the columns: the text, too, where it is not the original.
fn input(document: &Document) -> String {
    let mut rest = Document { id: String::new(), title: None, source: None, ..document.clone() };
    if rest.repairs.is_empty() {
        rest.text.clear();
    }
    serde_json::to_string(&rest).expect("a document is JSON")
}
