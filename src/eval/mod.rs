//! Scores what palabre reads in texts against what people marked in them.
//!
//! [`Gold`] comes from the project's JSON Lines, from CoNLL columns or from brat; [`Predictions`] from the JSON Lines that
//! palabre writes. [`score`] compares them and gives a [`Report`], as a table or as JSON.
//!
//! - A mention is right where its head (the bare name) stands on just the same characters and is of the same kind;
//!   beside it, the overlap table asks only for a shared character.
//! - A right mention is linked right where the gold's name for it is the name or an alias of the predicted entity. Of
//!   people, one name may hold the words of the other: `Goïta`, `Assimi Goïta`.
//! - A relation is right by type and both arguments. What an article says several times counts once; types that
//!   annotators do not separate sharply count as one; what a list of related links says, and what stands for unnamed
//!   people, may be found or not.
//!
//! The figures are those of the project's reference judge, to the digit. Two are added: predicted entities that hold
//! several of the gold's, and entities of the gold that were taken for several.
//!
//! ```
//! use palabre::eval::{Gold, Predictions, score};
//!
//! let gold = r#"{"id": "a", "text": "Paris attend.", "entities": [{"start": 0, "end": 5, "type": "LOC"}]}"#;
//! let found = r#"{"id": "a", "mentions": [{"start": 0, "end": 5, "kind": "place", "entity": "paris"}]}"#;
//! let gold = Gold::from_jsonl("gold.jsonl", gold)?;
//! let report = score(&gold, &Predictions::from_jsonl("found.jsonl", found)?);
//! assert_eq!(report.mentions.all().f1(), 1.0);
//! # Ok::<(), palabre::error::Error>(())
//! ```

mod gold;
mod label;
mod mentions;
mod name;
mod predicted;
mod relations;
mod report;
mod tally;

pub use gold::{Argument, Article, BratFile, Gold, GoldMention, GoldRelation, Reading};
pub(crate) use gold::{brat, error};
pub use label::Label;
pub use name::Name;
pub use predicted::Predictions;
pub(crate) use predicted::{id_of, lines, parse};
pub(crate) use relations::{counted_as, says_who_heads};
pub use report::{Example, Part, Relations, Report, SCHEMA_VERSION};
pub use tally::{Share, Tallies, Tally};

/// Compares what was found with the gold.
pub fn score(gold: &Gold, predictions: &Predictions) -> Report {
    let mut report = Report::new(gold);
    for article in &gold.articles {
        let predicted = predictions.of(&article.id);
        if predicted.is_none() {
            report.without_prediction += 1;
        }
        let predicted = predicted.unwrap_or(predicted::NOTHING);
        mentions::score(gold, article, predicted, &mut report);
        if let Some(relations) = &mut report.relations {
            relations::score(article, predicted, relations, &mut report.examples);
        }
    }
    report
}
