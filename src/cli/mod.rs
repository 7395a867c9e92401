//! The command line: arguments, messages, exit codes; one file a command.
//!
//! Data goes to standard output or into files, everything else to standard error.

mod annotate;
mod arguments;
mod bug;
mod completions;
mod eval;
mod exit;
mod explain;
mod extract;
mod gazetteer;
mod interrupt;
mod messages;
mod output;
mod rules;
mod run;
mod snippet;
mod source;
mod summary;
mod tables;
mod terminal;

use arguments::{Arguments, Command};
use clap::Parser;
use exit::{Exit, Stop};
use messages::Messages;
use std::process::ExitCode;

/// Runs the command that the arguments ask for.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // The help of a reader that has seen enough.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done }.into();
        }
    };
    arguments.global.color.choice().write_global();
    let messages = Messages::new(&arguments.global);
    let outcome = match &arguments.command {
        Command::Extract(arguments) => extract::run(arguments, &messages),
        Command::Annotate(arguments) => annotate::run(arguments, &messages),
        Command::Explain(arguments) => explain::run(arguments, &messages),
        Command::Eval(arguments) => eval::run(arguments, &messages),
        Command::Gazetteer(arguments) => gazetteer::run(arguments, &messages),
        Command::Rules(arguments) => rules::run(arguments, &messages),
        Command::Tables(arguments) => tables::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    };
    exit_code(outcome, &messages).into()
}

fn exit_code(outcome: Result<Exit, Stop>, messages: &Messages) -> Exit {
    messages.end_progress();
    match outcome {
        Ok(exit) => exit,
        Err(Stop::BrokenPipe) => Exit::Done,
        Err(Stop::Interrupted) => {
            messages.note("interrupted", None);
            Exit::Interrupted
        }
        Err(Stop::Error(error)) => {
            messages.fatal(&error);
            Exit::Usage
        }
    }
}
