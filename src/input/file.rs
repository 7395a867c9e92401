//! A file, and the format that it is in. The table of all formats is [`FORMATS`].

use super::{
    FORMATS, Options, Read,
    open::{Opened, STDIN},
    row::Draft,
};
use crate::error::Result;
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// Where it is, as it was given; `-` is standard input.
    pub path: PathBuf,
    /// Id of its document, or of the file its rows stand in: the path below the folder that was given.
    pub id: String,
    /// What it is, by its extension.
    pub format: &'static InputFormat,
}

impl File {
    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == STDIN
    }

    /// A file in this one: an entry of an archive, an attachment.
    #[cfg(any(feature = "archives", feature = "mail"))]
    pub(super) fn inner(&self, name: &str, format: &'static InputFormat) -> File {
        let path = format!("{}/{name}", self.path.display());
        File { path: path.into(), id: format!("{}/{name}", self.id), format }
    }

    /// The same file read as another format.
    pub(super) fn as_format(&self, format: &'static InputFormat) -> File {
        File { format, ..self.clone() }
    }
}

/// A format of inputs: how its files are called, what is in them, and who reads them.
pub struct InputFormat {
    /// Name in options: `jsonl`.
    pub name: &'static str,
    /// Extensions of its files, without the dot, the usual one first. In a folder, files with others are passed over.
    pub extensions: &'static [&'static str],
    /// Further extensions that it is read under where a file is named, and passed over in folders.
    pub named: &'static [&'static str],
    /// What the bytes of a file are.
    pub content: Content,
    pub(super) reader: Reader,
}

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// Text in any encoding: refused where the first bytes are those of a picture, an archive and the like.
    Text,
    /// The same, but it says itself which encoding it is in, part by part: mail, RTF, XML. None that is given counts.
    Declared,
    /// Bytes of which the reader alone can say whether they are what they should be.
    Binary,
}

/// Who reads a format.
pub(super) enum Reader {
    /// A file is one document, or the articles of an export; the reader gets it whole.
    Whole(ReadWhole),
    /// A file is a table with a document a row; the reader streams the rows.
    Rows(fn(&File, Opened, &Options) -> Result<DraftStream>),
    /// A file is many documents; the reader streams them.
    #[cfg_attr(not(any(feature = "archives", feature = "mail", feature = "feeds")), expect(dead_code))]
    Many(fn(&File, Opened, &Options) -> Result<DocumentStream>),
}

/// Reads the documents of a whole file.
pub(super) type ReadWhole = fn(&File, Vec<u8>, &Options) -> Result<Vec<Read>>;

/// Rows that are read one by one, each still to be made a document. An error stands for one of them.
pub(super) type DraftStream = Box<dyn Iterator<Item = Result<Draft>> + Send>;

/// Documents that are read one by one. An error stands for one of them.
pub(super) type DocumentStream = Box<dyn Iterator<Item = Result<Read>> + Send>;

impl InputFormat {
    /// The format of a name in options.
    pub fn from_name(name: &str) -> Option<&'static InputFormat> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of an extension, in any case, without the dot.
    pub fn from_extension(extension: &str) -> Option<&'static InputFormat> {
        FORMATS.iter().find(|format| has(format.extensions, extension))
    }

    /// The format of a file in a folder, if it is to be read.
    pub(super) fn of(path: &Path) -> Option<&'static InputFormat> {
        let Some(extension) = path.extension() else { return InputFormat::of_bytes(path) };
        let format = InputFormat::from_extension(extension.to_str()?)?;
        #[cfg(feature = "archives")]
        if ["gzip", "zstd"].contains(&format.name) && super::compressed::inner_format(path).is_none() {
            return None;
        }
        Some(format)
    }

    /// The format of a file without an extension, where its first bytes tell: a message, or a mailbox as Thunderbird keeps them.
    #[cfg(feature = "mail")]
    fn of_bytes(path: &Path) -> Option<&'static InputFormat> {
        use std::io::Read as _;
        let (mut head, file) = (Vec::new(), std::fs::File::open(path).ok()?);
        file.take(super::mail::HEADER as u64).read_to_end(&mut head).ok()?;
        InputFormat::from_name(super::mail::recognised(&head)?)
    }

    #[cfg(not(feature = "mail"))]
    fn of_bytes(_: &Path) -> Option<&'static InputFormat> {
        None
    }

    /// The format of a file that was named: it is wanted, whatever its extension.
    pub(super) fn of_named(path: &Path) -> &'static InputFormat {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let also = || FORMATS.iter().find(|format| has(format.named, extension));
        InputFormat::from_extension(extension).or_else(also).unwrap_or(&FORMATS[0])
    }
}

fn has(extensions: &[&str], extension: &str) -> bool {
    extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

impl PartialEq for InputFormat {
    fn eq(&self, other: &InputFormat) -> bool {
        self.name == other.name
    }
}

impl Eq for InputFormat {}

impl fmt::Debug for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("InputFormat").field(&self.name).finish()
    }
}
