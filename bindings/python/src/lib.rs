//! What of palabre Python sees: `palabre._palabre`, below the package's own modules.
//!
//! `extractor` reads texts and files, `extraction` holds what was read in one, `graph` folds many. `table` and `arrow` are tables on
//! the way out and in; `capsule` hands them from library to library. Python's lock is let go wherever palabre works.

mod arrow;
mod capsule;
mod error;
mod extraction;
mod extractor;
mod graph;
mod table;
mod write;

use pyo3::prelude::*;

/// Mentions and entities are many small allocations.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
mod _palabre {
    #[pymodule_export]
    use super::{
        error::Error,
        extraction::Extraction,
        extractor::{Documents, Extractor},
        formats,
        graph::{Graph, Statements},
        run,
        table::Table,
    };

    /// The version of palabre.
    #[pymodule_export]
    const __VERSION__: &str = env!("CARGO_PKG_VERSION");
}

/// Runs the command line, the name of the program first; gives the exit code.
#[pyfunction]
fn run(py: Python, arguments: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| {
        let code = palabre::cli::main(arguments);
        // Nobody is there any more where this fails.
        let _ = std::io::Write::flush(&mut std::io::stdout());
        code
    })
}

/// The formats that a graph can be written in: name, what it is, its files.
#[pyfunction]
fn formats() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let files = |format: &palabre::export::Format| format.files.iter().map(|file| file.name).collect();
    palabre::export::FORMATS.iter().map(|format| (format.name, format.says, files(format))).collect()
}
