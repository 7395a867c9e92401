//! The steps that a listener hears are those of the run: what they hold is what the extraction has, and the other way
//! round; over the texts of `gold/` and the articles of `examples/`.

use palabre::{
    Extractor, input,
    model::{
        Document, Entity, Extraction, Kind, Mention, Pass, Provenance, Relation, Span, Step, Subject, Verdict,
    },
};
use std::{collections::HashMap, path::Path};

/// What must hold of every document: a name, and the check, which says what is wrong.
type Property = (&'static str, fn(&Traced) -> Vec<String>);

const PROPERTIES: [Property; 9] = [
    ("a listener changes nothing", changes_nothing),
    ("a mention has a step that holds it, by its row or rule", mentions_are_held),
    ("what is held as a mention is one", held_names_are_mentions),
    ("a candidate that is no mention is refused, with a reason", others_are_refused),
    ("a part of a mention has a step that holds it", parts_are_held),
    ("a reference has a step that settles it, or leaves it open with a reason", references_are_settled),
    ("a relation has a step that holds it, by its rule", relations_are_held),
    ("what is held as a relation is one", held_relations_are_there),
    ("a template that states nothing is refused, with a reason", templates_are_refused),
];

#[test]
fn the_steps_are_those_of_the_run() {
    let extractor = Extractor::builtin().unwrap();
    let reader = extractor.reader();
    let mut faults = Vec::new();
    let documents: Vec<Document> = super::gold::documents().chain(articles()).collect();
    assert!(documents.len() > 150, "{} documents", documents.len());
    for document in documents {
        let plain = reader.extract(document.clone());
        let (extraction, steps) = reader.trace(document);
        let traced = Traced::new(plain, extraction, steps);
        let id = &traced.extraction.document.id;
        for (property, check) in PROPERTIES {
            faults.extend(check(&traced).into_iter().map(|fault| format!("{id}: {property}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

fn articles() -> impl Iterator<Item = Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let files = input::find(&[folder]).files;
    files.into_iter().flat_map(|file| {
        let read = input::read(&file, &input::Options::default()).unwrap();
        read.map(|read| read.unwrap().document).collect::<Vec<_>>()
    })
}

/// Words as a mention of a kind, by a row or rule.
type Candidate = (Span, Kind, Option<Provenance>);

/// A document that was read with a listener.
struct Traced {
    plain: Extraction,
    extraction: Extraction,
    steps: Vec<Step>,
    /// The step that stands, per candidate.
    last: HashMap<Candidate, Step>,
}

impl Traced {
    fn new(plain: Extraction, extraction: Extraction, steps: Vec<Step>) -> Traced {
        let mut last = HashMap::new();
        for step in steps.iter().filter(|step| step.verdict != Verdict::Noted) {
            if let Subject::Name(kind) = step.subject {
                last.insert((step.span, kind, step.via.clone()), step.clone());
            }
        }
        Traced { plain, extraction, steps, last }
    }

    fn mentions(&self) -> impl Iterator<Item = (u32, &Mention)> {
        (0..).zip(&self.extraction.mentions)
    }

    /// The steps about what the mention of an index refers to.
    fn of_reference(&self, index: u32) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.subject == Subject::Reference(index))
    }

    fn entity(&self, mention: &Mention) -> Option<&Entity> {
        mention.entity.map(|entity| &self.extraction.entities[entity.0 as usize])
    }

    fn words(&self, span: Span) -> &str {
        span.of(&self.extraction.document.text)
    }

    fn shown(&self, mention: &Mention) -> String {
        format!("{:?} as a {} by {:?}", self.words(mention.head), mention.kind, mention.via)
    }
}

/// The rows and rules under which a mention may have been a name before its row or holder was settled.
fn provenances(mention: &Mention) -> Vec<Option<Provenance>> {
    let rows = mention.candidates.iter().map(|&row| Some(Provenance::Row(row)));
    std::iter::once(Some(mention.via.into())).chain(rows).collect()
}

fn changes_nothing(traced: &Traced) -> Vec<String> {
    let Traced { plain, extraction, .. } = traced;
    let same = plain.mentions == extraction.mentions
        && plain.entities == extraction.entities
        && plain.relations == extraction.relations;
    if same { Vec::new() } else { vec!["another extraction".to_string()] }
}

fn mentions_are_held(traced: &Traced) -> Vec<String> {
    let is_held = |(index, mention): &(u32, &Mention)| {
        let holds = |step: &Step| step.verdict == Verdict::Held && step.via == Some(mention.via.into());
        let name = provenances(mention).into_iter().any(|via| {
            let last = traced.last.get(&(mention.head, mention.kind, via));
            last.is_some_and(|step| step.verdict == Verdict::Held)
        });
        let via = traced.steps.iter().any(|step| {
            let of_mention =
                [Subject::Name(mention.kind), Subject::Reference(*index)].contains(&step.subject);
            of_mention && step.span == mention.head && holds(step)
        });
        name && via
    };
    traced.mentions().filter(|mention| !is_held(mention)).map(|(_, mention)| traced.shown(mention)).collect()
}

fn held_names_are_mentions(traced: &Traced) -> Vec<String> {
    let held = traced.last.iter().filter(|(_, step)| step.verdict == Verdict::Held);
    let missing = held.filter(|((span, kind, via), _)| {
        let is = |mention: &Mention| (mention.head, mention.kind) == (*span, *kind);
        !traced.mentions().any(|(_, mention)| is(mention) && provenances(mention).contains(via))
    });
    missing
        .map(|((span, kind, via), _)| format!("{:?} as a {kind} by {via:?}", traced.words(*span)))
        .collect()
}

fn others_are_refused(traced: &Traced) -> Vec<String> {
    let refused = traced.last.iter().filter(|(_, step)| step.verdict == Verdict::Failed);
    let wrong = refused.filter(|((span, kind, via), step)| {
        let is = |mention: &Mention| {
            (mention.head, mention.kind) == (*span, *kind) && *via == Some(mention.via.into())
        };
        step.reason.is_empty() || traced.mentions().any(|(_, mention)| is(mention))
    });
    wrong.map(|(_, step)| format!("{:?}: {step:?}", traced.words(step.span))).collect()
}

fn parts_are_held(traced: &Traced) -> Vec<String> {
    let mut faults = Vec::new();
    for (_, mention) in traced.mentions().filter(|(_, mention)| mention.kind != Kind::Role) {
        for part in [mention.rank, mention.title, mention.role, mention.of].into_iter().flatten() {
            let is_held = traced.steps.iter().any(|step| {
                (step.subject, step.span) == (Subject::Attribute(mention.head), part.span)
                    && step.via == part.entry.map(Provenance::Row)
                    && step.verdict == Verdict::Held
            });
            if !is_held {
                faults.push(format!("{:?} of {}", traced.words(part.span), traced.shown(mention)));
            }
        }
    }
    faults
}

fn references_are_settled(traced: &Traced) -> Vec<String> {
    let is_settled = |(index, mention): &(u32, &Mention)| {
        let Some(last) = traced.of_reference(*index).last() else { return false };
        let Some(entity) = traced.entity(mention) else {
            return last.verdict == Verdict::Failed && !last.reason.is_empty();
        };
        let row = entity.entry.map(Provenance::Row);
        match last.verdict {
            Verdict::Held if mention.kind == Kind::Role => {
                let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
                last.via == Some(mention.via.into()) && names.any(|name| last.reason.starts_with(name))
            }
            Verdict::Held => last.via == row && entity.candidates.is_empty(),
            Verdict::Noted => entity.entry.is_none() && !last.reason.is_empty(),
            Verdict::Failed => false,
        }
    };
    let open = traced.mentions().filter(|mention| !is_settled(mention));
    open.map(|(index, mention)| {
        let last = traced.of_reference(index).last();
        format!("{}: {:?}, {last:?}", traced.shown(mention), traced.entity(mention).map(|entity| &entity.id))
    })
    .collect()
}

/// A relation: its evidence, what it joins, and its rule.
type Stated = (Span, Subject, Option<Provenance>);

/// The step that stands, per relation.
fn relations(traced: &Traced) -> HashMap<Stated, &Step> {
    let of_relation = |step: &&Step| matches!(step.subject, Subject::Relation { .. });
    let steps = traced.steps.iter().filter(of_relation);
    steps.map(|step| ((step.span, step.subject, step.via.clone()), step)).collect()
}

fn key(relation: &Relation) -> Stated {
    let Relation { sentence, source, target, .. } = *relation;
    let rule = Provenance::Rule(relation.rule.to_string().into());
    (relation.span, Subject::Relation { sentence, source, target }, Some(rule))
}

fn relations_are_held(traced: &Traced) -> Vec<String> {
    let steps = relations(traced);
    let is_held =
        |relation: &&Relation| steps.get(&key(relation)).is_some_and(|step| step.verdict == Verdict::Held);
    let open = traced.extraction.relations.iter().filter(|relation| !is_held(relation));
    open.map(|relation| format!("{relation:?}")).collect()
}

fn held_relations_are_there(traced: &Traced) -> Vec<String> {
    let there: Vec<Stated> = traced.extraction.relations.iter().map(key).collect();
    let held = relations(traced).into_iter().filter(|(_, step)| step.verdict == Verdict::Held);
    held.filter(|(stated, _)| !there.contains(stated)).map(|(_, step)| format!("{step:?}")).collect()
}

fn templates_are_refused(traced: &Traced) -> Vec<String> {
    let of_template = traced
        .steps
        .iter()
        .filter(|step| step.pass == Pass::Frames && matches!(step.subject, Subject::Sentence(_)));
    let wrong = of_template.filter(|step| step.verdict != Verdict::Failed || step.reason.is_empty());
    wrong.map(|step| format!("{step:?}")).collect()
}
