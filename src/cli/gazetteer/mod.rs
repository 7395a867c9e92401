//! `palabre gazetteer`: what palabre knows, checked, listed, shown and searched.

mod check;
mod entry;
mod find;
mod list;
mod show;
mod suggest;

use super::{
    arguments::{Gazetteer, GazetteerCommand},
    exit::{Exit, Stop},
    messages::Messages,
};

pub(crate) fn run(arguments: &Gazetteer, messages: &Messages) -> Result<Exit, Stop> {
    match &arguments.command {
        GazetteerCommand::Check(arguments) => check::run(arguments, messages),
        GazetteerCommand::List(arguments) => list::run(arguments),
        GazetteerCommand::Show(arguments) => show::run(arguments),
        GazetteerCommand::Find(arguments) => find::run(arguments, messages),
        GazetteerCommand::Suggest(arguments) => suggest::run(arguments, messages),
    }
}
