//! Ctrl-C: a run stops at the next batch and leaves nothing half-written.

use super::exit::Exit;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

static REQUESTED: AtomicBool = AtomicBool::new(false);
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Listens from now on. The first signal asks the run to stop; a second one ends it on the spot.
pub(crate) fn listen() {
    let handle = || {
        if REQUESTED.swap(true, Ordering::SeqCst) {
            // The lock is kept: nothing may be renamed while it is removed.
            let temporary = temporary();
            for path in &*temporary {
                remove(path);
            }
            std::process::exit(Exit::Interrupted as i32);
        }
    };
    // Without a handler a signal ends the process as it always did.
    let _ = ctrlc::set_handler(handle);
}

/// Whether the run is to stop.
pub(crate) fn is_requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Removes a file, or a folder with what is in it, that may be gone already.
pub(crate) fn remove(path: &Path) {
    let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
}

/// Has a temporary file or folder removed when the process is ended on the spot.
pub(crate) fn remove_at_exit(path: &Path) {
    temporary().push(path.to_owned());
}

/// Does something that must not be cut short, after which no temporary file is left.
pub(crate) fn undisturbed<T>(work: impl FnOnce() -> T) -> T {
    let mut temporary = temporary();
    let done = work();
    temporary.clear();
    done
}

fn temporary() -> MutexGuard<'static, Vec<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}
