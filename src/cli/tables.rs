//! `palabre tables`: what the columns of the tables say.

use super::{
    arguments::Tables,
    exit::{Exit, Stop},
    output,
};
use palabre::export;

pub(crate) fn run(_: &Tables) -> Result<Exit, Stop> {
    output::print(export::describe_tables().as_bytes())?;
    Ok(Exit::Done)
}
