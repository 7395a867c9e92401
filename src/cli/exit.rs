//! How a run ends.

use palabre::error::Error;

/// Exit codes, as scripts know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done, or a reader of our output has seen enough.
    Done = 0,
    /// Some inputs failed and the rest was done; or there is something to say no to: findings, nothing found.
    Partly = 1,
    /// Usage or configuration: an option, a gazetteer, an output that cannot be written.
    Usage = 2,
    /// Interrupted.
    Interrupted = 130,
}

/// Why a command stops before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It cannot go on.
    Error(Error),
    /// Nobody reads its output any more.
    BrokenPipe,
    /// It was asked to.
    Interrupted,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        if error.is_broken_pipe() { Stop::BrokenPipe } else { Stop::Error(error) }
    }
}
