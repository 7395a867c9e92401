//! Errors of palabre as exceptions, with the text that the command line tells.

use palabre::error::ErrorKind;
use pyo3::{PyErr, create_exception, exceptions::PyValueError};
use std::io;

create_exception!(
    palabre,
    Error,
    PyValueError,
    "What palabre cannot do, and what to do about it. Files that cannot be opened are an `OSError`."
);

/// The exception of an error.
pub(crate) fn exception(error: palabre::error::Error) -> PyErr {
    match error.kind() {
        ErrorKind::Io { source, .. } => io::Error::new(source.kind(), error.to_string()).into(),
        _ => match error.hint() {
            Some(hint) => Error::new_err(format!("{error}\nhint: {hint}")),
            None => Error::new_err(error.to_string()),
        },
    }
}

/// The exception of a choice that there is not.
pub(crate) fn no_such(what: &str, name: &str, known: &[&str]) -> PyErr {
    exception(
        palabre::error::Error::usage(format!("no {what} `{name}`"))
            .with_hint(format!("there are {}", known.join(", "))),
    )
}
