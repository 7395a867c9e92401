//! Lists of GATE: `lists.def` names files with major and minor types, `list.lst:major:minor:language`; a file has a name a line, with
//! features behind a tab. <https://gate.ac.uk/userguide/chap:gazetteers>

use super::{Head, lines, words};
use crate::{
    error::{Error, Result},
    import::{Source, gather::Gathering, item::Actor, report::Reason},
    model::EntryKind,
};

pub(super) fn is_it(head: &Head) -> bool {
    head.name.ends_with(".lst") || head.name.ends_with(".def") && head.first_line().contains(".lst:")
}

pub(super) fn read(mut source: Source, on: &mut Gathering) -> Result<()> {
    if !source.name.ends_with(".def") {
        let Some(kind) = on.options.kind else {
            let error = Error::usage("nothing says what the names of the list are");
            return Err(error.with_hint(
                "give --kind person, organisation or place, or the lists.def that names the list",
            ));
        };
        return read_list(source, kind, on);
    }
    let mut lists = Vec::new();
    let Source { name, reader, .. } = &mut source;
    let definition = Source { name, reader: *reader, beside: &mut |_| unreachable!("read below") };
    lines::each(definition, |line, _| {
        let mut parts = line.split(':').map(str::trim);
        let file = parts.next().unwrap_or_default().to_string();
        let types: Vec<String> = parts.take(2).map(str::to_string).collect();
        lists.push((file, types));
        Ok(())
    })?;
    for (file, types) in lists {
        // The minor type says what a list of no actors is: `person_first`.
        let major = types.first().map(String::as_str).unwrap_or_default();
        let is_part = types.iter().any(|name| PARTS.iter().any(|part| name.contains(part)));
        let kind = words::kind(major.split('_').next().unwrap_or_default());
        let Some(kind) = kind.filter(|kind| *kind != EntryKind::Country && !is_part) else {
            on.left_out(Reason::NoActor, &format!("{file} ({})", types.join(":")));
            continue;
        };
        let mut reader = (source.beside)(&file)?;
        let list = Source { name: &file, reader: &mut reader, beside: &mut |_| unreachable!("a list") };
        read_list(list, kind, on)?;
    }
    Ok(())
}

/// Lists of what stands beside names, or is a part of them.
const PARTS: [&str; 9] = ["first", "last", "given", "surname", "ending", "title", "key", "spur", "ambig"];

fn read_list(source: Source, kind: EntryKind, on: &mut Gathering) -> Result<()> {
    lines::each(source, |line, _| {
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or_default().to_string();
        let mut actor = Actor { names: vec![name], ..Actor::new("", kind) };
        for (feature, value) in cells.filter_map(|cell| cell.split_once('=')) {
            match feature.trim() {
                "id" | "inst" | "uri" => actor.id = value.trim().to_string(),
                "country" => actor.countries.push(value.trim().to_string()),
                _ => {}
            }
        }
        actor.wikidata = super::table::q_id(&actor.id);
        on.actor(actor)
    })
}
