//! brat standoff, with the words that say a relation as a third argument: `R1⇥visits Arg1:T1 Arg2:T2 Trigger:T3`.

use super::{End, MarkedText, Noted, in_text};
use crate::{
    error::{Error, Place, Result},
    eval::{BratFile, brat, error},
    model::Document,
};
use std::collections::HashMap;

pub(super) fn read(file: BratFile) -> Result<MarkedText> {
    let document = Document::new(file.id, file.text);
    let length = file.text.chars().count() as u32;
    let name = format!("{}.ann", file.id.strip_suffix(".txt").unwrap_or(file.id));
    let wrong = |line: usize, message: &str| {
        error(&name, line, message).with_hint("see https://brat.nlplab.org/standoff.html")
    };
    let place = |line: usize| Place { file: name.clone(), line: line as u32, column: 0 };
    let lines = || file.annotations.lines().zip(1..);
    let mut marked = HashMap::new();
    for (line, number) in lines().filter(|(line, _)| line.starts_with('T')) {
        let (id, mention) =
            brat::text_bound(line).ok_or_else(|| wrong(number, "not `T1⇥Type start end⇥text`"))?;
        marked.insert(id, in_text((mention.start, mention.end), length, &place(number))?);
    }
    let mut statements = Vec::new();
    for (line, number) in lines().filter(|(line, _)| line.starts_with('R')) {
        let (relation, from, to) =
            brat::relation(line).ok_or_else(|| wrong(number, "not `R1⇥type Arg1:T1 Arg2:T2`"))?;
        let span =
            |id: &str| marked.get(id).copied().ok_or_else(|| wrong(number, "an argument that is not marked"));
        let end = |id: &str| {
            let (start, end) = span(id)?;
            let words = file.text.chars().skip(start as usize).take((end - start) as usize);
            Ok::<_, Error>(End { span: (start, end), name: words.collect() })
        };
        let trigger = line.split_whitespace().find_map(|word| word.strip_prefix("Trigger:"));
        statements.push(Noted {
            relation: relation.to_string(),
            source: end(from)?,
            target: end(to)?,
            trigger: trigger.map(span).transpose()?,
            place: place(number),
        });
    }
    Ok(MarkedText { document, read: vec![(0, length)], statements })
}
