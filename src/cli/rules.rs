//! `palabre rules`: what palabre knows of relations, listed, shown and tested.

use super::{
    arguments::Knowledge,
    exit::{Exit, Stop},
    learn::{self, Learn},
    messages::Messages,
    output,
    snippet::Snippets,
    terminal::visible,
};
use clap::{Args, Subcommand};
use palabre::{
    Extractor,
    error::Error,
    lexicon,
    model::{Frame, Lexicon, Shows},
    rules,
};

/// List, show, test and learn the frames that typed relations are read by
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules types             the types of relations, and what they say
  palabre rules list              every frame: id, triggers, templates
  palabre rules show meets        the frames of a type, with their examples
  palabre rules test              do the examples show what they should?
  palabre rules learn marked.jsonl    frames from sentences in which you marked what is stated (docs/learning.md)")]
pub(super) struct Rules {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// Every frame: id, triggers and templates, parted by tabs
    #[command(after_help = "Examples:
  palabre rules list | grep ^fr.meets
  palabre rules list --gazetteer mes-listes/")]
    List(RulesOf),
    /// Every type of relation: id, direction, what it says and codes, parted by tabs
    ///
    /// A is the source and B the target of an edge; `A ↔ B` may change places. The codes are those of PLOVER and CAMEO.
    #[command(after_help = "Examples:
  palabre rules types
  palabre rules types --gazetteer mes-listes/    with types of your own (relations.toml)")]
    Types(RulesOf),
    Show(ShowRule),
    Test(RulesTest),
    Learn(Learn),
    /// Everything that is known of relations, as Markdown: what docs/relations.md is made by
    #[command(after_help = "Examples:
  palabre rules docs > relations.md
  palabre rules docs --gazetteer mes-listes/    with frames of your own (frames-*.toml)")]
    Docs(RulesOf),
}

#[derive(Debug, Args)]
pub(super) struct RulesOf {
    #[command(flatten)]
    knowledge: Knowledge,
}

/// What a frame is, with its examples
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules show fr.meets.rencontrer    a frame
  palabre rules show meets                  every frame of a type
  palabre rules show visite                 every frame that a word triggers")]
pub(super) struct ShowRule {
    /// Id of a frame, name of a relation type, or a trigger
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    knowledge: Knowledge,
}

/// Read the examples of every frame and say which do not show what they should
///
/// Exit code 1 where one fails.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre rules test                             the built-in frames
  palabre rules test --gazetteer mes-listes/     with frames of your own (frames-*.toml)
  palabre rules test fr.meets                    only what has this in its id
  palabre rules test --variants                  the examples with ranks, appositions, in other tenses … as well")]
pub(super) struct RulesTest {
    /// Only frames that have this in their id
    #[arg(value_name = "RULE")]
    only: Option<String>,
    /// Vary the examples (variants.toml), and say which variants do not state the same
    #[arg(long)]
    variants: bool,
    #[command(flatten)]
    knowledge: Knowledge,
}

pub(crate) fn run(arguments: &Rules, messages: &Messages) -> Result<Exit, Stop> {
    match &arguments.command {
        RulesCommand::List(knowledge) => list(&lexicon::load(&knowledge.knowledge.options())?),
        RulesCommand::Types(knowledge) => types(&lexicon::load(&knowledge.knowledge.options())?),
        RulesCommand::Show(arguments) => show(arguments),
        RulesCommand::Test(arguments) => test(arguments, messages),
        RulesCommand::Learn(arguments) => learn::run(arguments, messages),
        RulesCommand::Docs(knowledge) => {
            let lexicon = lexicon::load(&knowledge.knowledge.options())?;
            output::print(rules::document(&lexicon).as_bytes())?;
            Ok(Exit::Done)
        }
    }
}

/// One frame a line: id, triggers, templates.
fn list(lexicon: &Lexicon) -> Result<Exit, Stop> {
    let mut out = String::new();
    for frame in lexicon.frames() {
        let templates = lexicon.templates_of(frame).join("; ");
        out += &format!("{}\t{}\t{templates}\n", frame.id, frame.triggers.join(", "));
    }
    output::print(out.as_bytes())?;
    Ok(Exit::Done)
}

/// One type a line: id, direction, what it says, codes.
fn types(lexicon: &Lexicon) -> Result<Exit, Stop> {
    let mut out = String::new();
    for relation in lexicon.relation_types() {
        let direction = if relation.symmetric { "A ↔ B" } else { "A → B" };
        let codes: Vec<&str> = relation.plover.iter().chain(&relation.cameo).map(|code| &**code).collect();
        let says = relation.says.split_whitespace().collect::<Vec<_>>().join(" ");
        out += &format!("{}\t{direction}\t{says}\t{}\n", relation.id, codes.join(" "));
    }
    output::print(visible(&out).as_bytes())?;
    Ok(Exit::Done)
}

fn show(arguments: &ShowRule) -> Result<Exit, Stop> {
    let lexicon = lexicon::load(&arguments.knowledge.options())?;
    let wanted = |frame: &&Frame| {
        let relation = &*lexicon.type_of(frame).id;
        *frame.id == *arguments.rule
            || relation == arguments.rule
            || frame.triggers.iter().any(|t| **t == *arguments.rule)
    };
    let found: Vec<&Frame> = lexicon.frames().iter().filter(wanted).collect();
    if found.is_empty() {
        let error = Error::usage(format!("no rule, type or trigger `{}`", arguments.rule));
        return Err(error.with_hint("`palabre rules list` names them all").into());
    }
    let shown: Vec<String> = found.into_iter().map(|frame| rules::describe(&lexicon, frame)).collect();
    output::print(shown.join("\n").as_bytes())?;
    Ok(Exit::Done)
}

fn test(arguments: &RulesTest, messages: &Messages) -> Result<Exit, Stop> {
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?);
    let is_asked = |frame: &Frame| arguments.only.as_deref().is_none_or(|only| frame.id.contains(only));
    if arguments.variants {
        return test_variants(arguments, (&extractor, is_asked), messages);
    }
    let failures = rules::test(&extractor, is_asked);
    let (mut out, mut snippets) = (String::new(), Snippets::default());
    for failure in &failures {
        let place = &failure.example.place;
        let shows = match failure.example.shows {
            Shows::Says => "says",
            Shows::Denies => "denies",
            Shows::Ignores => "ignores",
        };
        let message =
            format!("{place}: {}: an example under `{shows}` {}", failure.frame.id, failure.message);
        out += &format!("{}{}\n", visible(&message), snippets.below(place));
    }
    output::print(out.as_bytes())?;
    let frames = extractor.lexicon().frames().iter().filter(|frame| is_asked(frame));
    let examples: usize = frames.map(|frame| frame.examples.len()).sum();
    messages.summary(format!("{examples} examples, {} fail", failures.len()));
    Ok(if failures.is_empty() { Exit::Done } else { Exit::Partly })
}

/// Varies the examples: which variants do not state the same, and how many of each kind do.
fn test_variants(
    arguments: &RulesTest,
    (extractor, is_asked): (&Extractor, impl Fn(&Frame) -> bool),
    messages: &Messages,
) -> Result<Exit, Stop> {
    let (failures, counts) = rules::test_variants(extractor, &arguments.knowledge.options(), is_asked)?;
    let mut out = String::new();
    for failure in &failures {
        let (place, id) = (&failure.example.place, &failure.frame.id);
        let message = format!("{place}: {id}: {}: {} ({})", failure.variant, failure.text, failure.message);
        out += &format!("{}\n", visible(&message));
    }
    for (kind, tried) in &counts {
        out += &format!("{kind}\t{} of {}\n", tried.hold, tried.all);
    }
    output::print(out.as_bytes())?;
    let (hold, all) = counts.values().fold((0, 0), |sum, tried| (sum.0 + tried.hold, sum.1 + tried.all));
    messages.summary(format!("{all} variants, {hold} hold"));
    Ok(if failures.is_empty() { Exit::Done } else { Exit::Partly })
}
