//! Ctrl-C and SIGTERM: a run stops at the next batch, or within a second, and leaves nothing half-written.

use super::exit::Exit;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How long a run that was interrupted may take to stop by itself: one document may be a book.
const GRACE: Duration = Duration::from_millis(700);

static REQUESTED: AtomicBool = AtomicBool::new(false);
static WRITING: Mutex<Writing> = Mutex::new(Writing { folder: None, is_done: false });

/// What is being written.
struct Writing {
    /// The folder that goes where the process is ended on the spot.
    folder: Option<PathBuf>,
    /// Whether everything has its name: nothing is left to stop.
    is_done: bool,
}

/// Listens from now on. The first signal asks the run to stop, and ends it where it does not; a second one ends it on the spot.
pub(crate) fn listen() {
    let handle = || {
        let is_second = REQUESTED.swap(true, Ordering::SeqCst);
        let watch = || {
            thread::sleep(GRACE);
            end();
        };
        if is_second || thread::Builder::new().spawn(watch).is_err() {
            end();
        }
    };
    // Without a handler a signal ends the process as it always did.
    let _ = ctrlc::set_handler(handle);
}

/// Ends the process, unless its work is done.
fn end() {
    // The lock is kept: nothing may get its name while the folder goes.
    let writing = writing();
    if writing.is_done {
        return;
    }
    if let Some(folder) = &writing.folder {
        // It may be gone already.
        let _ = fs::remove_dir_all(folder);
    }
    std::process::exit(Exit::Interrupted as i32);
}

/// Whether the run is to stop.
pub(crate) fn is_requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Has a folder of temporary files removed when the process is ended on the spot.
pub(crate) fn remove_at_exit(folder: &Path) {
    writing().folder = Some(folder.to_owned());
}

/// Does the last of the work, which must not be cut short.
pub(crate) fn undisturbed<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let mut writing = writing();
    let done = work();
    writing.is_done = done.is_ok();
    done
}

fn writing() -> MutexGuard<'static, Writing> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}
