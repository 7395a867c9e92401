//! What people marked, in one shape whatever the file.

pub(crate) mod brat;
mod conll;
mod jsonl;

pub use brat::BratFile;

use super::{Label, Name};
use crate::{
    error::{Error, Place, Result},
    model::{Date, Document},
};
use std::{cmp::Reverse, fmt};

/// A set of annotated texts.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Gold {
    /// The texts.
    pub articles: Vec<Article>,
    /// Whether it knows people, organisations and locations alone, outermost names only.
    pub is_coarse: bool,
    /// Whether it says which entity a mention is of, and of what rank.
    pub has_links: bool,
    /// Whether it marks relations.
    pub has_relations: bool,
}

/// An annotated text.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Article {
    /// What it is called: predictions are found by it.
    pub id: String,
    /// Day of publication.
    pub date: Option<Date>,
    /// What the offsets point into.
    pub text: String,
    /// What is marked in it.
    pub mentions: Vec<GoldMention>,
    /// What is said in it.
    pub relations: Vec<GoldRelation>,
}

impl Article {
    /// A text in which nothing is marked.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Article {
        Article { id: id.into(), date: None, text: text.into(), mentions: Vec::new(), relations: Vec::new() }
    }
}

/// A name that somebody marked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GoldMention {
    /// First code point of the bare name.
    pub start: u32,
    /// Code point after the bare name.
    pub end: u32,
    /// What it names.
    pub label: Label,
    /// Usual name of the one that is meant, where that is certain.
    pub entity: Option<Name>,
    /// Other names that the article's annotation gives the same.
    pub aliases: Vec<Name>,
    /// Rank that stands beside the name.
    pub rank: Option<String>,
}

impl GoldMention {
    /// A name on code points `start..end`, of which it is not said whom it means.
    pub fn new((start, end): (u32, u32), label: Label) -> GoldMention {
        GoldMention { start, end, label, entity: None, aliases: Vec::new(), rank: None }
    }
}

/// A relation that somebody marked.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct GoldRelation {
    /// `meets`, `accuses` …
    pub relation: String,
    /// Who does it.
    pub source: Argument,
    /// To whom.
    pub target: Argument,
    /// Other readings that are as right.
    pub also: Vec<Reading>,
    /// Whether source and target may change places, whatever the type.
    pub either_direction: bool,
    /// Right if found and no loss if not: from a list of related links, or of people who stand for others.
    pub is_optional: bool,
    /// How far a reader looks for it: `sentence`, `reference`, `document`.
    pub reach: Option<String>,
    /// First code point of the passage that says it; 0 where the set gives none.
    pub start: u32,
    /// The passage.
    pub evidence: String,
}

impl GoldRelation {
    /// A relation of one reading that must be found.
    pub fn new(relation: impl Into<String>, source: Argument, target: Argument) -> GoldRelation {
        GoldRelation {
            relation: relation.into(),
            source,
            target,
            also: Vec::new(),
            either_direction: false,
            is_optional: false,
            reach: None,
            start: 0,
            evidence: String::new(),
        }
    }
}

/// Another reading of a relation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Reading {
    /// `meets`, `accuses` …
    pub relation: String,
    /// Who does it.
    pub source: Argument,
    /// To whom.
    pub target: Argument,
}

/// One of the two that a relation is of.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// Whether it is a person, of whose name words may be left out.
    pub is_person: bool,
    /// Other names that the article's annotation gives it.
    pub aliases: Vec<Name>,
    /// The spellings that the article has of it: these count as they stand.
    pub spellings: Vec<Name>,
}

impl Argument {
    /// An argument of one name.
    pub fn new(name: impl Into<String>, is_person: bool) -> Argument {
        Argument { name: Name::new(name), is_person, aliases: Vec::new(), spellings: Vec::new() }
    }

    /// Whether a name is one of its names.
    pub fn is_named(&self, name: &Name) -> bool {
        let mut names = std::iter::once(&self.name).chain(&self.aliases);
        names.any(|own| name.is_same(own, self.is_person))
            || self.spellings.iter().any(|own| name.is_same(own, false))
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name.written())
    }
}

impl Gold {
    /// Annotated texts with all kinds of mentions, the entities that they are of, and relations.
    pub fn new(articles: Vec<Article>) -> Gold {
        Gold { articles, is_coarse: false, has_links: true, has_relations: true }
    }

    /// Reads the project's JSON Lines: articles with `mentions` and `relations`, or plain named entities (`entities`
    /// with PER, LOC and ORG). The file's name is for the errors.
    ///
    /// # Errors
    /// A line that is none of the two, or a file that mixes them.
    pub fn from_jsonl(file: &str, text: &str) -> Result<Gold> {
        jsonl::read(file, text)
    }

    /// Reads columns (CoNLL-2003 and the like): a token a line, its tag (`B-PER`, `I-PER`, `O`) in the last column, a
    /// blank line between sentences, `-DOCSTART-` between documents. The text is the tokens with a space between them,
    /// a sentence a paragraph. Documents are called after the file and their number.
    ///
    /// # Errors
    /// A line without a tag, or with one that is none.
    pub fn from_conll(file: &str, text: &str) -> Result<Gold> {
        conll::read(file, text)
    }

    /// Reads brat standoff. Of a name in pieces, the whole stretch counts. Sets that mark people, organisations and
    /// locations alone are scored as plain named entities; relations where any is marked.
    ///
    /// # Errors
    /// An annotation that cannot be read, or that points outside its text.
    pub fn from_brat<'f>(files: impl IntoIterator<Item = BratFile<'f>>) -> Result<Gold> {
        brat::read(files)
    }

    /// The texts, for an extractor to read.
    pub fn documents(&self) -> impl Iterator<Item = Document> {
        self.articles.iter().map(|article| {
            let mut document = Document::new(&article.id, &article.text);
            document.date = article.date;
            document
        })
    }
}

impl Article {
    /// The text between two code points; less, where the text is shorter.
    pub fn slice(&self, start: u32, end: u32) -> String {
        self.text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
    }
}

/// Leaves the coarse kinds alone, and of names in names the outer one.
fn coarsen(mentions: &mut Vec<GoldMention>) {
    mentions.retain_mut(|mention| match mention.label.coarse() {
        Some(label) => {
            mention.label = label;
            true
        }
        None => false,
    });
    mentions.sort_by_key(|mention| (mention.start, Reverse(mention.end)));
    let mut reached = 0;
    mentions.retain(|mention| {
        let is_outer = mention.end > reached;
        reached = reached.max(mention.end);
        is_outer
    });
}

/// An error in a line.
pub(crate) fn error(file: &str, line: usize, message: impl Into<String>) -> Error {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    Error::data(Place { file: file.to_owned(), line, column: 0 }, message)
}
