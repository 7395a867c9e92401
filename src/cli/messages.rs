//! What a run tells on standard error: errors with advice, notes, progress, the summary.

use super::{arguments::Global, snippet::Snippets, terminal::visible};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use palabre::error::{Error, ErrorKind};
use std::{
    fmt::Display,
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

/// How long a job takes before it shows its progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// Speaks to the user.
#[derive(Debug)]
pub(crate) struct Messages {
    verbosity: Verbosity,
    bar: ProgressBar,
    started: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

impl Messages {
    pub(crate) fn new(global: &Global) -> Messages {
        let verbosity = match (global.quiet, global.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        Messages { verbosity, bar: ProgressBar::hidden(), started: Instant::now() }
    }

    /// What went wrong and what to do about it; never silent.
    pub(crate) fn error(&self, error: &Error) {
        self.tell(error, error.hint().or(system_hint(error)), AnsiColor::Red);
    }

    /// What ends a run, with the line that it is about where that is in a data file.
    pub(crate) fn fatal(&self, error: &Error) {
        let lines = match error.kind() {
            ErrorKind::Data { place, .. } => Snippets::of(place),
            _ => None,
        };
        match lines {
            Some(lines) => self.tell(format_args!("{error}\n{lines}"), error.hint(), AnsiColor::Red),
            None => self.error(error),
        }
    }

    /// Something worth knowing; not with `-q`.
    pub(crate) fn note(&self, note: impl Display, hint: Option<&str>) {
        if self.verbosity >= Verbosity::Normal {
            self.tell(note, hint, AnsiColor::Yellow);
        }
    }

    /// Something that only those who asked want to know: with `-v`.
    pub(crate) fn detail(&self, detail: impl Display) {
        if self.is_verbose() {
            self.tell(detail, None, AnsiColor::Cyan);
        }
    }

    /// Whether `-v` was given.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbosity == Verbosity::Verbose
    }

    /// The last word of a run, without a prefix; not with `-q`.
    pub(crate) fn summary(&self, summary: impl Display) {
        self.bar.finish_and_clear();
        if self.verbosity >= Verbosity::Normal {
            // Nothing can be done where standard error is closed.
            let _ = writeln!(anstream::stderr(), "{}", visible(&summary.to_string()));
        }
    }

    /// Shows how far a run is, once it takes its time and somebody looks.
    pub(crate) fn progress(&self, progress: impl FnOnce() -> String) {
        if self.verbosity == Verbosity::Quiet || self.started.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            if !io::stderr().is_terminal() {
                return;
            }
            let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}").expect("a valid template");
            self.bar.set_style(style);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
        self.bar.set_message(progress());
    }

    /// Takes the progress away.
    pub(crate) fn end_progress(&self) {
        self.bar.finish_and_clear();
    }

    fn tell(&self, what: impl Display, hint: Option<&str>, colour: AnsiColor) {
        let style = Style::new().bold().fg_color(Some(colour.into()));
        let mut message = format!("{style}palabre:{style:#} {}", indented(&what.to_string()));
        if let Some(hint) = hint {
            message += &format!("\n  hint: {}", indented(hint));
        }
        self.bar.suspend(|| {
            // Nothing can be done where standard error is closed.
            let _ = writeln!(anstream::stderr(), "{message}");
        });
    }
}

/// Further lines stand below the first, so that none of them looks like a message of its own.
fn indented(text: &str) -> String {
    visible(text.trim_end()).replace('\n', "\n  ")
}

/// Advice about what the system refuses.
fn system_hint(error: &Error) -> Option<&'static str> {
    let ErrorKind::Io { source, .. } = error.kind() else { return None };
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some("make room, or write elsewhere"),
        io::ErrorKind::PermissionDenied => Some("check who may read and write there"),
        io::ErrorKind::NotFound => Some("check the spelling"),
        io::ErrorKind::ReadOnlyFilesystem => Some("write elsewhere"),
        _ => None,
    }
}
