//! Bytes to documents: finds the input files, decodes them, repairs mojibake, reads what they say of themselves
//! (title, date, source), and marks the zones of the text.
//!
//! 1. [`find`] turns the arguments of a run into [`File`]s with ids that do not depend on their order.
//! 2. [`read`] gives the [`Documents`] of a file, one [`Read`] at a time: rows of JSON Lines and CSV are streamed.
//! 3. [`read_all`] gives those of all files, with an id each; [`read_folder`] all of a folder in one call.
//! 4. An [`Extractor`](crate::Extractor) marks headline, related links, bylines and end matter by the cues of the language.
//!
//! Odd text is never an error. What is not text at all (a PDF, a picture) under the name of a format of text is one, and so
//! is a row that cannot be read; the rows after it still are.
//!
//! A new format is a file in this folder, a row in [`FORMATS`] and a sample in the tests below: names and extensions in
//! options, help, messages and the walk of folders come from the row.
//!
//! ```
//! use palabre::input::{self, Options};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("2025-05-08-moscou.txt"), "Rencontre à Moscou\n\nLe général est arrivé.")?;
//!
//! let found = input::find(&[folder.path().to_owned()]);
//! let read = input::read(&found.files[0], &Options::default())?.next().expect("one document")?;
//! assert_eq!(read.document.id, "2025-05-08-moscou.txt");
//! assert_eq!(read.document.title.as_deref(), Some("Rencontre à Moscou"));
//! assert_eq!(read.document.date, Some(palabre::model::Date::constant(2025, 5, 8)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod all;
#[cfg(any(feature = "archives", feature = "mail"))]
mod allowance;
#[cfg(feature = "archives")]
mod archive;
mod charset;
mod clutter;
#[cfg(feature = "archives")]
mod compressed;
mod conventions;
mod copies;
mod csv;
mod date;
mod decode;
#[cfg(feature = "feeds")]
mod feed;
mod file;
mod find;
mod foreign;
mod front;
pub(crate) mod hard_wrap;
mod html;
mod ids;
mod jsonl;
mod lines;
#[cfg(feature = "mail")]
mod mail;
mod markup;
mod metadata;
#[cfg(feature = "office")]
mod office;
mod open;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod published;
mod records;
mod repair;
mod row;
#[cfg(feature = "office")]
mod rtf;
mod several;
mod signature;
mod speakers;
mod tags;
mod vendor;
#[cfg(feature = "office")]
mod workbook;
#[cfg(feature = "xml")]
mod xml;
mod zones;

pub use all::{Piece, Pieces, ReadPiece, Settler, pieces, read_all, read_folder};
pub use charset::Charset;
pub use conventions::Conventions;
pub use copies::Copies;
pub use file::{Content, File, InputFormat};
pub use find::{FoundFiles, Skipped, find};
use ids::Ids;
pub use metadata::{Metadata, UnusedRow};
pub use row::{Row, row};
pub(crate) use zones::ZoneMarker;

use crate::{error::Result, model::Document};
use decode::Signature;
use file::{DocumentStream, DraftStream, ReadWhole, Reader};
use open::Opened;
use std::{fmt, sync::Arc};

/// Every format: a row each, and a file of this folder for its reader. The first is what a file of another extension is
/// read as where it is named, and standard input where nothing is said of it.
pub static FORMATS: &[InputFormat] = &[
    InputFormat {
        name: "text",
        extensions: &["txt", "text"],
        named: &[],
        content: Content::Text,
        reader: Reader::Whole(plain::text),
    },
    InputFormat {
        name: "markdown",
        extensions: &["md", "markdown"],
        named: &[],
        content: Content::Text,
        reader: Reader::Whole(plain::markdown),
    },
    InputFormat {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        named: &[],
        content: Content::Text,
        reader: Reader::Whole(html::read),
    },
    InputFormat {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        named: &["json"],
        content: Content::Text,
        reader: Reader::Rows(jsonl::rows),
    },
    InputFormat {
        name: "csv",
        extensions: &["csv", "tsv"],
        named: &[],
        content: Content::Text,
        reader: Reader::Rows(csv::rows),
    },
    #[cfg(feature = "office")]
    InputFormat {
        name: "docx",
        extensions: &["docx", "docm"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(archive::read),
    },
    #[cfg(feature = "office")]
    InputFormat {
        name: "odt",
        extensions: &["odt"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(archive::read),
    },
    #[cfg(feature = "office")]
    InputFormat {
        name: "rtf",
        extensions: &["rtf"],
        named: &[],
        content: Content::Declared,
        reader: Reader::Whole(rtf::read),
    },
    #[cfg(feature = "office")]
    InputFormat {
        name: "epub",
        extensions: &["epub"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(archive::read),
    },
    #[cfg(feature = "office")]
    InputFormat {
        name: "xlsx",
        extensions: &["xlsx", "xlsm", "xlsb", "ods"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(archive::read),
    },
    #[cfg(feature = "office")]
    InputFormat {
        name: "xls",
        extensions: &["xls"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(workbook::xls),
    },
    #[cfg(feature = "mail")]
    InputFormat {
        name: "eml",
        extensions: &["eml"],
        named: &[],
        content: Content::Declared,
        reader: Reader::Many(mail::message),
    },
    #[cfg(feature = "mail")]
    InputFormat {
        name: "mbox",
        extensions: &["mbox"],
        named: &[],
        content: Content::Declared,
        reader: Reader::Many(mail::mailbox),
    },
    #[cfg(feature = "feeds")]
    InputFormat {
        name: "feed",
        extensions: &["xml", "rss", "atom"],
        named: &[],
        content: Content::Declared,
        reader: Reader::Many(feed::read),
    },
    #[cfg(feature = "archives")]
    InputFormat {
        name: "zip",
        extensions: &["zip"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(archive::read),
    },
    #[cfg(feature = "archives")]
    InputFormat {
        name: "gzip",
        extensions: &["gz"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(compressed::gzip),
    },
    #[cfg(feature = "archives")]
    InputFormat {
        name: "zstd",
        extensions: &["zst"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Many(compressed::zstd),
    },
    #[cfg(feature = "pdf")]
    InputFormat {
        name: "pdf",
        extensions: &["pdf"],
        named: &[],
        content: Content::Binary,
        reader: Reader::Whole(pdf::read),
    },
];

/// How inputs are read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Column or field of the text in CSV and JSON Lines; it must be there. Several, with commas between them, are paragraphs of
    /// one text.
    pub text_column: String,
    /// Column of the id.
    pub id_column: String,
    /// Column of the title.
    pub title_column: String,
    /// Column of the date.
    pub date_column: String,
    /// Column of the source.
    pub source_column: String,
    /// What files of text are written in that do not say so themselves, as mail does; by default what their bytes show.
    pub charset: Option<Charset>,
    /// What stands between the cells of CSV; by default what the header or a line `sep=;` shows.
    pub delimiter: Option<u8>,
    /// What standard input is.
    pub stdin_format: &'static InputFormat,
    /// Whether mojibake is repaired.
    pub repair: bool,
    /// A program that prints the text of a PDF, `{}` for the file, instead of the built-in reader.
    pub pdf_command: Option<String>,
    /// What a table tells of the documents; [`read_all`] gives it to them.
    pub metadata: Option<Metadata>,
    /// How texts say what they are.
    pub conventions: Conventions,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            text_column: "text".into(),
            id_column: "id".into(),
            title_column: "title".into(),
            date_column: "date".into(),
            source_column: "source".into(),
            charset: None,
            delimiter: None,
            stdin_format: &FORMATS[0],
            repair: true,
            pdf_command: None,
            metadata: None,
            conventions: Conventions::default(),
        }
    }
}

impl Options {
    /// The same with another column of the text.
    pub fn with_text_column(mut self, column: impl Into<String>) -> Options {
        self.text_column = column.into();
        self
    }

    /// The same with another column of the id.
    pub fn with_id_column(mut self, column: impl Into<String>) -> Options {
        self.id_column = column.into();
        self
    }

    /// The same with another column of the title.
    pub fn with_title_column(mut self, column: impl Into<String>) -> Options {
        self.title_column = column.into();
        self
    }

    /// The same with another column of the date.
    pub fn with_date_column(mut self, column: impl Into<String>) -> Options {
        self.date_column = column.into();
        self
    }

    /// The same with another column of the source.
    pub fn with_source_column(mut self, column: impl Into<String>) -> Options {
        self.source_column = column.into();
        self
    }

    /// The same with a character set for all files of text.
    pub fn with_charset(mut self, charset: Option<Charset>) -> Options {
        self.charset = charset;
        self
    }

    /// The same with a character between the cells of CSV.
    pub fn with_delimiter(mut self, delimiter: Option<u8>) -> Options {
        self.delimiter = delimiter;
        self
    }

    /// The same with another format of standard input.
    pub fn with_stdin_format(mut self, format: &'static InputFormat) -> Options {
        self.stdin_format = format;
        self
    }

    /// The same with or without the repair of mojibake.
    pub fn with_repair(mut self, repair: bool) -> Options {
        self.repair = repair;
        self
    }

    /// The same with a program that prints the text of a PDF.
    pub fn with_pdf_command(mut self, command: Option<String>) -> Options {
        self.pdf_command = command;
        self
    }

    /// The same with a table that tells of the documents.
    pub fn with_metadata(mut self, metadata: Option<Metadata>) -> Options {
        self.metadata = metadata;
        self
    }

    /// The same with the conventions of another language.
    pub fn with_conventions(mut self, conventions: Conventions) -> Options {
        self.conventions = conventions;
        self
    }
}

/// A document that was read, and what happened to it on the way.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Read {
    /// The document.
    pub document: Document,
    /// What is worth telling, none for most.
    pub notes: Vec<Note>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a document comes from, as [`read_all`] tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin {
    /// The id of its file.
    pub file: Arc<str>,
    /// Its place among the documents of the file, from 1.
    pub place: u32,
    /// The id that it has in the file: another one is its [`Document::id`] where an earlier document of the run has the same.
    pub id: String,
}

impl Read {
    /// A document that comes from nowhere yet.
    pub fn new(document: Document, notes: Vec<Note>) -> Read {
        Read { document, notes, origin: Origin::default() }
    }

    /// Whether an earlier document of the run is the same.
    pub fn is_copy(&self) -> bool {
        self.copy_of().is_some()
    }

    /// The earlier document of the run that is the same.
    pub fn copy_of(&self) -> Option<&str> {
        self.notes.iter().find_map(|note| match note {
            Note::Copy { of } => Some(&**of),
            _ => None,
        })
    }
}

/// Something that happened to a document on the way in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// It was not UTF-8.
    Decoded {
        /// What it was taken for, by its name on the web.
        encoding: &'static str,
    },
    /// Bytes that are no text stand as `U+FFFD` now.
    Replaced {
        /// How many.
        count: usize,
    },
    /// Mojibake was repaired; see [`Document::repairs`].
    Repaired {
        /// In how many places.
        count: usize,
    },
    /// Lines that a width had broken were joined; see [`Document::repairs`].
    Joined {
        /// How many line ends.
        count: usize,
    },
    /// Pages that cannot be read are left out.
    LostPages {
        /// Their numbers, from 1.
        pages: Vec<u32>,
    },
    /// The date that it gives cannot be read.
    UnreadableDate {
        /// What stands there.
        value: String,
    },
    /// An earlier row of the file, or document of the run, has the same id.
    DuplicateId {
        /// The id as it was given.
        id: String,
    },
    /// An earlier document of the run is the same: its text, and its day and source where both are known.
    Copy {
        /// The id of that one.
        of: String,
    },
    /// It is the first article of an export of a press database.
    Export {
        /// Which database.
        vendor: &'static str,
        /// How many articles the export has.
        articles: usize,
    },
    /// The table of metadata has no row for it.
    NoMetadata,
    /// The table of metadata says that it is in another language than that of the lists.
    OtherLanguage {
        /// What stands there.
        language: String,
    },
    /// It is the first article of a page that has several.
    Several {
        /// How many.
        articles: usize,
    },
    /// Files that lie in the same archive or message are not read.
    PassedOver {
        /// How many of which kind.
        what: String,
    },
    /// It has no text.
    NoText,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Note::Decoded { encoding } => write!(f, "decoded from {encoding}"),
            Note::Replaced { count } => write!(f, "undecodable bytes replaced in {count} places"),
            Note::Repaired { count } => write!(f, "mojibake repaired in {count} places"),
            Note::Joined { count } => write!(f, "hard-wrapped: {count} line ends joined"),
            Note::LostPages { pages } => {
                let numbers: Vec<String> = pages.iter().map(u32::to_string).collect();
                write!(f, "pages that cannot be read left out: {}", numbers.join(", "))
            }
            Note::UnreadableDate { value } => write!(f, "unreadable date {value:?}"),
            Note::DuplicateId { id } => write!(f, "id {id:?} was used by an earlier document"),
            Note::Copy { of } => write!(f, "the same as {of}"),
            Note::Export { vendor, articles } => write!(f, "an export of {vendor}, {articles} articles"),
            Note::Several { articles } => write!(f, "a page of {articles} articles"),
            Note::NoMetadata => f.write_str("no row of the metadata is its"),
            Note::OtherLanguage { language } => write!(f, "in another language: {language}"),
            Note::PassedOver { what } => write!(f, "beside it, not read: {what}"),
            Note::NoText => f.write_str("no text in it"),
        }
    }
}

/// The documents of a file, in its order. An error stands for one row; what comes after it is still to be read.
pub struct Documents(DocumentStream);

/// Opens a file. What is one document is read at once, rows as they are asked for.
///
/// # Errors
///
/// The file cannot be opened, is not what its format says, is too big, or is a table without a text column.
pub fn read(file: &File, options: &Options) -> Result<Documents> {
    read_opened(&as_given(file, options), open::open(&file.path)?, options)
}

/// A file in the format that it is to be read as.
fn as_given(file: &File, options: &Options) -> File {
    file.as_format(if file.is_stdin() { options.stdin_format } else { file.format })
}

/// Reads what is open.
fn read_opened(file: &File, opened: Opened, options: &Options) -> Result<Documents> {
    let (file, content) = open_as(file, opened, options)?;
    Ok(Documents(match content {
        OpenFile::Whole(read, bytes) => Box::new(read(&file, bytes, options)?.into_iter().map(Ok)),
        OpenFile::Rows(rows) => {
            let options = options.clone();
            Box::new(rows.map(move |row| Ok(row?.read(&options))))
        }
        OpenFile::Many(documents) => documents,
    }))
}

/// A file that is open, for those who read its format.
enum OpenFile {
    Whole(ReadWhole, Vec<u8>),
    Rows(DraftStream),
    Many(DocumentStream),
}

/// Opens a file in its format: as its first bytes say, or else as its name does.
fn open_as(file: &File, mut opened: Opened, options: &Options) -> Result<(File, OpenFile)> {
    let format = recognised(&opened.head, file.format).unwrap_or(file.format);
    if format.content != Content::Binary {
        decode::refuse_binary(&file.path, &opened.head, format.name)?;
    }
    if format.content == Content::Text {
        opened = opened.recoded(&file.path, options.charset)?;
    }
    let file = file.as_format(format);
    let open = match format.reader {
        Reader::Whole(read) => OpenFile::Whole(read, opened.whole(&file.path)?),
        Reader::Rows(rows) => OpenFile::Rows(rows(&file, opened, options)?),
        Reader::Many(read) => OpenFile::Many(read(&file, opened, options)?),
    };
    Ok((file, open))
}

/// The format that the first bytes of a file tell, whatever its name.
#[cfg_attr(not(feature = "mail"), expect(unused_variables))]
fn recognised(head: &[u8], named: &InputFormat) -> Option<&'static InputFormat> {
    #[cfg(feature = "mail")]
    if let Some(name) = mail::recognised(head).filter(|_| named.name == FORMATS[0].name) {
        return InputFormat::from_name(name);
    }
    #[cfg(feature = "feeds")]
    if feed::is_json_feed(head) {
        return InputFormat::from_name("feed");
    }
    InputFormat::from_name(Signature::of(head)?.format?)
}

/// Reads a document that is in memory already: repairs it, and takes from its first lines the title and the date that it
/// does not have yet.
pub fn document(mut document: Document, options: &Options) -> Read {
    let mut notes = Vec::new();
    repair(&mut document, options, &mut notes);
    markup::any(&mut document);
    front::complete(&mut document, 0, &options.conventions);
    Read::new(document, notes)
}

impl Iterator for Documents {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        self.0.next()
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Documents").finish_non_exhaustive()
    }
}

/// Repairs the text, where that is wanted, and joins the lines that a width broke.
fn repair(document: &mut Document, options: &Options, notes: &mut Vec<Note>) {
    if options.repair && repair::document(document) > 0 {
        notes.push(Note::Repaired { count: document.repairs.len() });
    }
    let count = options.conventions.lines().join(document);
    if count > 0 {
        notes.push(Note::Joined { count });
    }
}

/// A title or source as it is kept: repaired, one line, without the spaces around it; none where nothing is left.
fn one_line(text: &str, options: &Options) -> Option<String> {
    let line = markup::decoded(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let repaired = if options.repair { repair::text(&line) } else { None };
    Some(repaired.map_or(line, |(line, _)| line)).filter(|line| !line.is_empty())
}

/// Takes over the date that a cell gives, a month or a year as what it is, or notes that it cannot be read.
fn read_date(document: &mut Document, value: &str, options: &Options, notes: &mut Vec<Note>) {
    document.date = options.conventions.parse_date(value);
    if document.date.is_none() {
        document.period = options.conventions.parse_period(value);
    }
    if document.published().is_none() && !value.trim().is_empty() {
        notes.push(Note::UnreadableDate { value: value.chars().take(80).collect() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::PathBuf};

    const SAMPLE_TEXT: &str = "Le Mali.";

    /// Of a format, a file that says [`SAMPLE_TEXT`], and in how many documents.
    fn sample(format: &InputFormat) -> (Vec<u8>, usize) {
        let text = |text: &str, count: usize| (text.as_bytes().to_vec(), count);
        match format.name {
            "text" => text("Le Mali.", 1),
            "markdown" => text("---\ntitle: Un titre\n---\nLe Mali.", 1),
            "html" => text("<title>Un titre</title><p>Le Mali.", 1),
            "jsonl" => text("{\"text\": \"Le Mali.\"}\n{\"text\": \"Le Mali.\"}", 2),
            "csv" => text("id,text\n1,Le Mali.\n2,Le Mali.", 2),
            "rtf" => text("{\\rtf1 Le Mali.}", 1),
            "eml" => text("Subject: Un titre\n\nLe Mali.", 1),
            "mbox" => text(
                "From a Thu May  8 10:00:00 2025\nSubject: x\n\nLe Mali.\n\nFrom b Thu May  8 10:00:00 2025\nSubject: x\n\nLe Mali.\n",
                2,
            ),
            "pdf" => (include_bytes!("pdf/sample.pdf").to_vec(), 1),
            "feed" => text(
                "<rss version='2.0'><channel><item><title>x</title><description>Le Mali.</description></item></channel></rss>",
                1,
            ),
            #[cfg(feature = "archives")]
            name => packed_sample(name),
            #[cfg(not(feature = "archives"))]
            name => panic!("no sample of `{name}`"),
        }
    }

    #[cfg(feature = "archives")]
    fn packed_sample(name: &str) -> (Vec<u8>, usize) {
        use std::io::Write;
        let zip = |entries: &[(&str, &str)]| {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
            for (name, text) in entries {
                zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
                zip.write_all(text.as_bytes()).unwrap();
            }
            zip.finish().unwrap().into_inner()
        };
        let chapter = format!("<p>Le Mali.</p>{}", "<p>Un chapitre assez long.</p>".repeat(20));
        let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let sheet = format!(
            "<worksheet><sheetData><row>{}</row><row>{}</row></sheetData></worksheet>",
            cell("text"),
            cell(SAMPLE_TEXT)
        );
        match name {
            "docx" => {
                (zip(&[("word/document.xml", "<w:document><w:p><w:t>Le Mali.</w:t></w:p></w:document>")]), 1)
            }
            "odt" => (zip(&[("content.xml", "<office:text><text:p>Le Mali.</text:p></office:text>")]), 1),
            "epub" => {
                let package = "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>";
                let container =
                    "<container><rootfiles><rootfile full-path='x/p.opf'/></rootfiles></container>";
                (
                    zip(&[
                        ("META-INF/container.xml", container),
                        ("x/p.opf", package),
                        ("x/a.xhtml", &chapter),
                    ]),
                    1,
                )
            }
            "xlsx" => {
                let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
                let links = "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/a.xml\"/></Relationships>";
                let root = "<Relationships><Relationship Id=\"r0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
                (
                    zip(&[
                        ("_rels/.rels", root),
                        ("xl/workbook.xml", book),
                        ("xl/_rels/workbook.xml.rels", links),
                        ("xl/worksheets/a.xml", &sheet),
                    ]),
                    1,
                )
            }
            // A workbook of Excel 97 is not written by hand: another is read under its name.
            "xls" => packed_sample("xlsx"),
            "zip" => (zip(&[("b.txt", "Le Mali."), ("a/c.md", "Le Mali."), (".d.txt", "x")]), 2),
            "gzip" | "zstd" => (SAMPLE_TEXT.into(), 0),
            name => panic!("no sample of `{name}`"),
        }
    }

    fn read_file(path: PathBuf, bytes: &[u8], options: &Options) -> Result<Vec<Read>> {
        fs::write(&path, bytes).unwrap();
        let files = find(&[path]).files;
        read(&files[0], options)?.collect()
    }

    #[test]
    fn every_format_is_read_under_each_of_its_extensions() {
        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS {
            for extension in format.extensions.iter().chain(format.named) {
                let path = folder.path().join(format!("a.{}", extension.to_uppercase()));
                let (bytes, count) = sample(format);
                if count == 0 {
                    continue; // Tested beside its reader.
                }
                let documents = read_file(path, &bytes, &Options::default()).unwrap();
                assert_eq!(documents.len(), count, "{extension}");
                for read in documents {
                    assert!(read.document.text.contains(SAMPLE_TEXT), "{extension}: {:?}", read.document);
                }
            }
        }
    }

    #[test]
    fn names_and_extensions_are_of_one_format() {
        let mut names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        let mut extensions: Vec<&str> =
            FORMATS.iter().flat_map(|format| format.extensions.iter().chain(format.named)).copied().collect();
        for list in [&mut names, &mut extensions] {
            list.sort_unstable();
            assert!(list.windows(2).all(|pair| pair[0] != pair[1]), "{list:?}");
            assert!(list.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase())), "{list:?}");
        }
        assert!(FORMATS.iter().all(|format| !format.extensions.is_empty()));
        assert_eq!(FORMATS[0].content, Content::Text);
    }

    #[test]
    fn damaged_archives_and_pictures_are_refused_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS {
            for bytes in [b"PK\x03\x04\x14\0\x06\0".as_slice(), b"\x89PNG\r\n\x1A\n\0"] {
                let path = folder.path().join("a").with_extension(format.extensions[0]);
                let error = read_file(path, bytes, &Options::default()).unwrap_err();
                assert!(format.name == "mbox" || error.hint().is_some(), "{}: {error}", format.name);
            }
        }
    }
}
