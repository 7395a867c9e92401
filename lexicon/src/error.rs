//! Errors of the library: what, where and what to do.

use serde::{Deserialize, Serialize};
use std::{fmt, path::PathBuf};

/// What went wrong. Opaque; see [`Error::kind`].
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// The kinds of errors.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder that cannot be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A data file that is not as it must be.
    #[error("{place}: {message}")]
    Data {
        /// Where.
        place: Place,
        /// What, in small letters.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// An input that is not a text that can be read.
    #[error("{}: {message}", path.display())]
    Input {
        /// The input.
        path: PathBuf,
        /// What, in small letters.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// An option that cannot be followed.
    #[error("{message}")]
    Usage {
        /// What, in small letters.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
}

/// A place in a data file. Lines and columns count from 1; a column counts characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// The file, as it was named.
    pub file: String,
    /// The line; 0 for the whole file.
    pub line: u32,
    /// The column; 0 for the whole line.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}

impl Error {
    /// What kind of error it is.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&str> {
        match self.kind() {
            ErrorKind::Data { hint, .. } | ErrorKind::Input { hint, .. } | ErrorKind::Usage { hint, .. } => {
                hint.as_deref()
            }
            ErrorKind::Io { .. } => None,
        }
    }

    /// Whether it is the broken pipe of a reader that has seen enough.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self.kind(), ErrorKind::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
    }

    /// A file or folder that cannot be read or written.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Error {
        ErrorKind::Io { path: path.into(), source }.into()
    }

    /// A data file that is not as it must be.
    pub fn data(place: Place, message: impl Into<String>) -> Error {
        ErrorKind::Data { place, message: message.into(), hint: None }.into()
    }

    /// An input that is not a text that can be read.
    pub fn input(path: impl Into<PathBuf>, message: impl Into<String>) -> Error {
        ErrorKind::Input { path: path.into(), message: message.into(), hint: None }.into()
    }

    /// A document over which palabre itself fails.
    pub fn bug(document: impl Into<PathBuf>) -> Error {
        Error::input(document, "a bug in palabre; the document is left out")
            .with_hint("please report it with the lines above, and with the document where that is possible")
    }

    /// An option that cannot be followed.
    pub fn usage(message: impl Into<String>) -> Error {
        ErrorKind::Usage { message: message.into(), hint: None }.into()
    }

    /// The same error with advice.
    pub fn with_hint(mut self, advice: impl Into<String>) -> Error {
        match &mut *self.0 {
            ErrorKind::Data { hint, .. } | ErrorKind::Input { hint, .. } | ErrorKind::Usage { hint, .. } => {
                *hint = Some(advice.into());
            }
            ErrorKind::Io { .. } => {}
        }
        self
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// A result of the library.
pub type Result<T> = std::result::Result<T, Error>;
