//! The knowledge of relations as a reader wants it: frames listed, and their examples put to the test.

mod variants;

pub use variants::{Tried, VariantFailure, test_variants};

use crate::{
    Extractor,
    model::{
        Document, EntityIndex, Example, Extraction, Frame, Kind, Lexicon, Modality, Relation, Shows, Span,
    },
};

/// An example that does not show what it should.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Failure<'f> {
    /// The frame.
    pub frame: &'f Frame,
    /// The example.
    pub example: &'f Example,
    /// What it does instead.
    pub message: String,
}

/// Reads every example of the frames that are asked for and returns those that fail.
pub fn test(extractor: &Extractor, is_asked: impl Fn(&Frame) -> bool) -> Vec<Failure<'_>> {
    let examples = extractor
        .lexicon()
        .frames()
        .iter()
        .filter(|frame| is_asked(frame))
        .flat_map(|frame| frame.examples.iter().map(move |example| (frame, example)));
    let reader = extractor.reader();
    examples
        .filter_map(|(frame, example)| {
            let marked = Marked::read(&example.text);
            let extraction = reader.extract(Document::new("exemple", marked.text.clone()));
            let message = judge(extractor.lexicon(), frame, example, &marked, &extraction).err()?;
            Some(Failure { frame, example, message })
        })
        .collect()
}

/// An example without its marks.
struct Marked {
    text: String,
    source: Option<Span>,
    target: Option<Span>,
}

impl Marked {
    /// `[A] … {B}`, or `[A] … [B]`.
    fn read(example: &str) -> Marked {
        let (mut text, mut open, mut spans) = (String::with_capacity(example.len()), 0, Vec::new());
        for c in example.chars() {
            match c {
                '[' | '{' => open = text.len(),
                ']' | '}' => spans.push((c, Span::new(open as u32, text.len() as u32))),
                _ => text.push(c),
            }
        }
        let target = spans.iter().position(|(mark, _)| *mark == '}').or((spans.len() > 1).then_some(1));
        let target = target.map(|index| spans.remove(index).1);
        Marked { text, source: spans.first().map(|(_, span)| *span), target }
    }
}

fn judge(
    lexicon: &Lexicon,
    frame: &Frame,
    example: &Example,
    marked: &Marked,
    extraction: &Extraction,
) -> Result<(), String> {
    let of_frame: Vec<&Relation> =
        extraction.relations.iter().filter(|relation| *relation.rule == *frame.id).collect();
    let shown = |relation: &&Relation| {
        let joins = |source: Option<Span>, target: Option<Span>| {
            stands_in(extraction, relation.source, source) && stands_in(extraction, relation.target, target)
        };
        joins(marked.source, marked.target)
    };
    match example.shows {
        Shows::Ignores => match of_frame.first() {
            None => Ok(()),
            Some(relation) => Err(format!("states {}", tell(extraction, relation))),
        },
        Shows::Says | Shows::Denies => {
            // What the parts of a mention say as well is said once, by the surer rule.
            let by_structure = |relation: &&Relation| {
                !lexicon.frames().iter().any(|other| *other.id == *relation.rule)
                    && relation.kind == *lexicon.type_of(frame).id
            };
            let relations = extraction.relations.iter();
            let same = relations.filter(by_structure).find(shown);
            let Some(relation) = of_frame.iter().copied().find(shown).or(same) else {
                return Err(match extraction.relations.first() {
                    None => "states nothing".to_string(),
                    Some(relation) => format!("states only {}", tell(extraction, relation)),
                });
            };
            let denied = relation.negated || relation.modality == Modality::Denied;
            match (example.shows, denied != frame.negated) {
                (Shows::Says, true) => Err(format!("is read as denied: {}", tell(extraction, relation))),
                (Shows::Denies, false) => {
                    Err(format!("is not read as denied: {}", tell(extraction, relation)))
                }
                _ => Ok(()),
            }
        }
    }
}

/// Whether an entity is mentioned in a stretch of text.
fn stands_in(extraction: &Extraction, entity: EntityIndex, span: Option<Span>) -> bool {
    let Some(span) = span else { return false };
    extraction.mentions.iter().any(|mention| {
        let country = mention.metonymy.and_then(|metonymy| metonymy.entity);
        (mention.entity == Some(entity) || country == Some(entity)) && span.contains(mention.head)
    })
}

fn tell(extraction: &Extraction, relation: &Relation) -> String {
    let name = |entity: EntityIndex| &extraction.entities[entity.0 as usize].name;
    let not = if relation.negated { "not " } else { "" };
    format!(
        "{not}{} ({}) {} ({}) by {}",
        name(relation.source),
        relation.kind,
        name(relation.target),
        relation.modality.name(),
        relation.rule
    )
}

/// Everything that is known of relations, as Markdown: types, and the frames of each with their examples.
pub fn document(lexicon: &Lexicon) -> String {
    let mut text = String::from(
        "# Relations\n\nMade by `palabre rules docs` from `gazetteers/fr/relations.toml` and `gazetteers/fr/frames-*.toml`; \
         edit those. In an example, `[ ]` stands around the source and `[ ]` or `{ }` around the target.\n",
    );
    for (index, relation) in lexicon.relation_types().iter().enumerate() {
        let kinds = |kinds: &[Kind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
        text += &format!("\n## {}\n\n{}.", relation.id, relation.says);
        if relation.symmetric {
            text += " Symmetric.";
        }
        if let (Some(plover), Some(cameo)) = (&relation.plover, &relation.cameo) {
            text += &format!(" PLOVER {plover}, CAMEO {cameo}.");
        }
        text += &format!(" A: {}. B: {}.\n", kinds(&relation.source), kinds(&relation.target));
        for frame in lexicon.frames().iter().filter(|frame| frame.relation as usize == index) {
            text += &format!("\n{}", describe(lexicon, frame));
        }
    }
    text
}

/// A frame with its examples, as Markdown.
pub fn describe(lexicon: &Lexicon, frame: &Frame) -> String {
    let templates = lexicon.templates_of(frame);
    let templates: Vec<String> = templates.iter().map(|template| format!("`{template}`")).collect();
    let mut text = format!("### {}\n\n{} — {}", frame.id, frame.triggers.join(", "), templates.join(", "));
    let remarks = [
        frame.negated.then(|| "no longer, or not so".to_string()),
        frame.modality.map(|modality| modality.name().to_string()),
        frame.qualified.then(|| "the trigger is the qualifier".to_string()),
    ];
    remarks.into_iter().flatten().for_each(|remark| text += &format!("; {remark}"));
    text += &format!(". Confidence {:.2}.\n\n", frame.confidence);
    for example in &frame.examples {
        let shows = match example.shows {
            Shows::Says => "says",
            Shows::Denies => "denies",
            Shows::Ignores => "ignores",
        };
        text += &format!("- {shows}: {}\n", example.text);
    }
    text
}
