//! JRC-Names: an id, `P` or `O`, a language (`u`: any), and a name with `+` for spaces, by tabs; the lines of an id follow each
//! other. R. Steinberger and others, “JRC-Names: a freely available, highly multilingual named entity resource”, 2011.

use super::{Head, lines};
use crate::{
    error::Result,
    import::{Source, gather::Gathering, item::Actor, report::Reason},
    model::EntryKind,
};

pub(super) fn is_it(head: &Head) -> bool {
    let line = head.text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    cells(line).is_some_and(|(id, kind, ..)| {
        id.bytes().all(|byte| byte.is_ascii_digit()) && matches!(kind, "P" | "O" | "T" | "U" | "E")
    })
}

fn cells(line: &str) -> Option<(&str, &str, &str, &str)> {
    let mut cells = line.trim_end().split('\t');
    Some((cells.next()?, cells.next()?, cells.next()?, cells.next()?))
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    let mut actor: Option<Actor> = None;
    lines::each(source, |line, number| {
        if line.starts_with('#') {
            return Ok(());
        }
        let Some((id, kind, language, name)) = cells(line) else {
            on.left_out(Reason::Broken, &format!("line {number}: {line}"));
            return Ok(());
        };
        let name = name.replace('+', " ");
        let kind = match kind {
            "P" => EntryKind::Person,
            "O" => EntryKind::Organisation,
            _ => {
                on.left_out(Reason::NoActor, &format!("{name} ({kind})"));
                return Ok(());
            }
        };
        if actor.as_ref().is_none_or(|actor| actor.id != id)
            && let Some(before) = actor.replace(Actor::new(id, kind))
        {
            on.actor(before)?;
        }
        let names = &mut actor.as_mut().expect("one was begun").names;
        // What French papers write is the usual name, and a body is translated: the names of other languages are not written.
        match language {
            "fr" => names.insert(0, name),
            "u" => names.push(name),
            _ if kind == EntryKind::Person => names.push(name),
            _ => on.left_out(Reason::NoName, &format!("{name} ({language})")),
        }
        Ok(())
    })?;
    actor.map_or(Ok(()), |actor| on.actor(actor))
}
