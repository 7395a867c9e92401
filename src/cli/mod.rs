//! The command line: arguments, messages, exit codes; one file a command.
//!
//! To add a command: a file with its arguments and its `run`, and its lines in [`Command`].
//!
//! Data goes to standard output or into files, everything else to standard error.

mod annotate;
mod arguments;
mod bug;
mod choice;
mod compare;
mod completions;
mod correct;
mod diff;
mod eval;
mod exit;
mod explain;
mod extract;
mod gazetteer;
mod graph;
mod interrupt;
mod learn;
mod licences;
mod lines;
mod messages;
mod outcome;
mod output;
mod outputs;
mod progress;
#[cfg(feature = "project")]
mod project;
mod promote;
mod review;
mod row;
mod rules;
mod run;
#[cfg(feature = "parquet")]
mod sites;
mod snippet;
mod source;
mod stage;
mod statements;
mod summary;
mod tables;
mod terminal;

use arguments::Arguments;
use clap::{Parser, Subcommand};
use exit::{Exit, Stop};
use messages::Messages;
use std::{
    borrow::Cow,
    ffi::OsString,
    io::{self, Write},
};

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    Graph(graph::GraphAgain),
    #[cfg(feature = "parquet")]
    Sites(sites::Sites),
    Diff(diff::Diff),
    Compare(compare::Compare),
    Annotate(annotate::Annotate),
    Explain(explain::Explain),
    Correct(correct::Correct),
    Review(review::Review),
    #[cfg(feature = "project")]
    Project(project::Project),
    Eval(eval::Eval),
    Gazetteer(gazetteer::Gazetteer),
    Rules(rules::Rules),
    Tables(tables::Tables),
    Completions(completions::Completions),
}

impl Command {
    fn run(&self, messages: &Messages) -> Result<Exit, Stop> {
        match self {
            Command::Extract(arguments) => extract::run(arguments, messages),
            Command::Graph(arguments) => graph::run(arguments, messages),
            #[cfg(feature = "parquet")]
            Command::Sites(arguments) => sites::run(arguments, messages),
            Command::Diff(arguments) => diff::run(arguments, messages),
            Command::Compare(arguments) => compare::run(arguments, messages),
            Command::Annotate(arguments) => annotate::run(arguments, messages),
            Command::Explain(arguments) => explain::run(arguments, messages),
            Command::Correct(arguments) => correct::run(arguments, messages),
            Command::Review(arguments) => review::run(arguments, messages),
            #[cfg(feature = "project")]
            Command::Project(arguments) => project::run(arguments, messages),
            Command::Eval(arguments) => eval::run(arguments, messages),
            Command::Gazetteer(arguments) => gazetteer::run(arguments, messages),
            Command::Rules(arguments) => rules::run(arguments, messages),
            Command::Tables(arguments) => tables::run(arguments),
            Command::Completions(arguments) => completions::run(arguments),
        }
    }
}

/// Runs the command that arguments ask for, of which the first is the name of the program. Gives the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments).and_then(Arguments::asked) {
        Ok(arguments) => arguments,
        Err(error) => {
            print(&error);
            return if error.use_stderr() { Exit::Usage } else { Exit::Done } as u8;
        }
    };
    arguments.global.color.choice().write_global();
    let messages = Messages::new(&arguments.global);
    let outcome = match &arguments.command {
        Some(command) => command.run(&messages),
        None => licences::print(),
    };
    exit_code(outcome, &messages) as u8
}

/// Prints what the parser of the arguments says; what a terminal would obey in the arguments is shown.
fn print(error: &clap::Error) {
    let plain = error.render().to_string();
    // Nothing can be done where nobody reads any more.
    let _ = match terminal::visible(&plain) {
        Cow::Owned(shown) if error.use_stderr() => io::stderr().write_all(shown.as_bytes()),
        _ => error.print(),
    };
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
