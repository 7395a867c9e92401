//! brat standoff: a text, and beside it a file of what is marked in it.

use super::{Argument, Article, Gold, GoldMention, GoldRelation, coarsen, error};
use crate::{
    error::{Error, Result},
    eval::Label,
};
use std::collections::HashMap;

/// A text and its annotations.
#[derive(Debug, Clone, Copy)]
pub struct BratFile<'f> {
    /// What the text is called: `articles/a.txt`.
    pub id: &'f str,
    /// The text.
    pub text: &'f str,
    /// The lines of the `.ann` file.
    pub annotations: &'f str,
}

pub(super) fn read<'f>(files: impl IntoIterator<Item = BratFile<'f>>) -> Result<Gold> {
    let mut articles = files.into_iter().map(article).collect::<Result<Vec<Article>>>()?;
    let mentions = || articles.iter().flat_map(|article| &article.mentions);
    let fine = |mention: &GoldMention| {
        matches!(&mention.label, Label::Kind(_)) && mention.label.coarse() != Some(mention.label.clone())
    };
    let is_coarse = !mentions().any(fine);
    let has_relations = articles.iter().any(|article| !article.relations.is_empty());
    if is_coarse {
        articles.iter_mut().for_each(|article| coarsen(&mut article.mentions));
    }
    Ok(Gold { articles, is_coarse, has_links: false, has_relations })
}

fn article(file: BratFile) -> Result<Article> {
    let mut article = Article {
        id: file.id.to_owned(),
        date: None,
        text: file.text.to_owned(),
        mentions: Vec::new(),
        relations: Vec::new(),
    };
    let length = file.text.chars().count() as u32;
    let name = format!("{}.ann", file.id.strip_suffix(".txt").unwrap_or(file.id));
    let place = |number: usize, message: &str| -> Error {
        error(&name, number, message).with_hint("see https://brat.nlplab.org/standoff.html")
    };
    let lines = || file.annotations.lines().enumerate().map(|(index, line)| (index + 1, line));
    let mut marked = HashMap::new();
    for (number, line) in lines().filter(|(_, line)| line.starts_with('T')) {
        let (id, mention) = text_bound(line).ok_or_else(|| place(number, "not `T1⇥Type start end⇥text`"))?;
        if mention.end > length || mention.start >= mention.end {
            return Err(place(number, "a place that the text does not have"));
        }
        marked.insert(id, mention.clone());
        article.mentions.push(mention);
    }
    for (number, line) in lines().filter(|(_, line)| line.starts_with('R')) {
        let (relation, from, to) =
            relation(line).ok_or_else(|| place(number, "not `R1⇥type Arg1:T1 Arg2:T2`"))?;
        let argument = |id: &str| {
            let mention = marked.get(id).ok_or_else(|| place(number, "an argument that is not marked"))?;
            let name = article.slice(mention.start, mention.end);
            Ok::<_, Error>(Argument::new(name, mention.label.is_person()))
        };
        let (source, target) = (argument(from)?, argument(to)?);
        let [start, end] = [marked[from].start.min(marked[to].start), marked[from].end.max(marked[to].end)];
        let evidence = article.slice(start, end);
        let relation = GoldRelation::new(relation, source, target);
        article.relations.push(GoldRelation { start, evidence, ..relation });
    }
    Ok(article)
}

/// `T1⇥Person 0 6;10 15⇥Sadio … Camara`.
pub(crate) fn text_bound(line: &str) -> Option<(&str, GoldMention)> {
    let mut columns = line.split('\t');
    let (id, place) = (columns.next()?, columns.next()?);
    let (label, offsets) = place.split_once(' ')?;
    let pieces = offsets.split(';').map(|piece| {
        let (start, end) = piece.trim().split_once(' ')?;
        Some((start.parse::<u32>().ok()?, end.trim().parse::<u32>().ok()?))
    });
    let pieces = pieces.collect::<Option<Vec<_>>>()?;
    let start = pieces.iter().map(|piece| piece.0).min()?;
    let end = pieces.iter().map(|piece| piece.1).max()?;
    Some((
        id,
        GoldMention {
            start,
            end,
            label: Label::of_tag(label),
            entity: None,
            aliases: Vec::new(),
            rank: None,
        },
    ))
}

/// `R1⇥meets Arg1:T1 Arg2:T2`.
pub(crate) fn relation(line: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) = line.split_once('\t')?;
    let mut words = rest.split_whitespace();
    let relation = words.next()?;
    let mut argument = || words.next()?.split_once(':').map(|(_, id)| id);
    Some((relation, argument()?, argument()?))
}
