//! Relations that need no trigger: they lie in the parts of a mention, or right beside it.
//!
//! `roles`: roles beside names; `shared_body`: those whose body another phrase names. `functions`: others, by a noun of what somebody does. `affiliation`: the body right
//! beside a name. `body`: bodies in bodies. `location`: where something is.

mod affiliation;
mod body;
mod functions;
mod location;
mod roles;
mod shared_body;

use super::parse::context::DocumentContext;
use crate::model::Relation;

/// The relations that mentions state by themselves.
pub(crate) fn relations(context: &DocumentContext) -> Vec<Relation> {
    let mut told = roles::told(context);
    told.extend(shared_body::relations(context, &told));
    let mut found = roles::others(context, told);
    found.extend(affiliation::relations(context));
    functions::relations(context, &mut found);
    found.extend(body::relations(context));
    found.extend(location::relations(context));
    found
}
