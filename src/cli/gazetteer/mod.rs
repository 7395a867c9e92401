//! `palabre gazetteer`: what palabre knows, checked, compiled, listed, shown, searched, edited and imported.

mod add;
mod alias;
mod build;
mod check;
mod edit;
mod end;
mod entry;
mod find;
mod import;
mod list;
mod show;
mod stale;
mod suggest;
mod terms;

use super::{
    exit::{Exit, Stop},
    messages::Messages,
};
use clap::{Args, Subcommand};

/// Check, edit, import, compile, list, show and search what palabre knows
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre gazetteer find Goïta                    who that may be, with ids, offices and memberships
  palabre gazetteer list                          the lists and how long they are
  palabre gazetteer list people > people.csv      a list as a table, to start your own from
  palabre gazetteer show relations.toml           a built-in file as it is
  palabre gazetteer suggest articles/             the names in your texts that no list knows
  palabre gazetteer stale --by articles/          the open terms to be looked at again
  palabre gazetteer alias IB --of ibrahim-traore --gazetteer mes-listes/
                                                  another name, in a row of your own
  palabre gazetteer check mes-listes/             is it sound?
  palabre gazetteer build mes-listes/ -o mes-listes.palabre
                                                  long lists in one file, which is ready at once
  palabre gazetteer import entities.ftm.json -o sanctions/
                                                  lists of other tools as lists of your own")]
pub(super) struct Gazetteer {
    #[command(subcommand)]
    command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
enum GazetteerCommand {
    Check(check::Check),
    Add(add::Add),
    Alias(alias::Alias),
    End(end::End),
    Build(build::Build),
    List(list::List),
    Show(show::Show),
    Find(find::Find),
    Import(Box<import::Import>),
    Suggest(Box<suggest::Suggest>),
    Stale(Box<stale::Stale>),
    Terms(terms::Terms),
}

pub(crate) fn run(arguments: &Gazetteer, messages: &Messages) -> Result<Exit, Stop> {
    match &arguments.command {
        GazetteerCommand::Check(arguments) => check::run(arguments, messages),
        GazetteerCommand::Add(arguments) => add::run(arguments, messages),
        GazetteerCommand::Alias(arguments) => alias::run(arguments, messages),
        GazetteerCommand::End(arguments) => end::run(arguments, messages),
        GazetteerCommand::Build(arguments) => build::run(arguments, messages),
        GazetteerCommand::List(arguments) => list::run(arguments),
        GazetteerCommand::Show(arguments) => show::run(arguments),
        GazetteerCommand::Find(arguments) => find::run(arguments, messages),
        GazetteerCommand::Import(arguments) => import::run(arguments, messages),
        GazetteerCommand::Suggest(arguments) => suggest::run(arguments, messages),
        GazetteerCommand::Stale(arguments) => stale::run(arguments, messages),
        GazetteerCommand::Terms(arguments) => terms::run(arguments),
    }
}
