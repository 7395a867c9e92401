//! `palabre explain`: why a place in a text was read as it was.

use super::{
    arguments::{Corrected, Input, Knowledge},
    bug::guard,
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output::Sink,
    run,
    source::{Source, Unread},
    summary::Summary,
    terminal::visible,
};
use anstyle::{AnsiColor, Style};
use clap::Args;
use palabre::{
    Extractor, Reader,
    error::Error,
    lexicon,
    matcher::fold_words,
    model::{
        Document, EntryIndex, Extraction, Lexicon, Mention, Offsets, Pass, Provenance, Span, Step, Subject,
        Text, Trace, Verdict,
    },
};
use std::{cmp::Reverse, io, path::Path};

/// Say why a place in a text was read as it was
///
/// For each mention there: every row of the lists and every rule that was considered, whether it held (+) or not (-),
/// and why, pass by pass; then who or what may be meant, and what settled it. Where nothing was found, what was considered.
///
/// Lines and columns count characters from 1, in the text as it came in (of a page, in what is read of it). Exit code 1
/// where there is no such place.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre explain article.txt --name Camara       every mention of that name, or of who is called so
  palabre explain article.txt --at 3:12           what stands in line 3, column 12
  palabre explain dump.jsonl --id a17 --at 1:5    in one document of many
  echo 'Moscou a annoncé son soutien.' | palabre explain --name Moscou
  echo 'Lavrov a reçu Diop à Moscou.' | palabre explain --sentence    why a sentence states what
  palabre explain articles/ --summary             which rules hold how often, and which are refused")]
#[command(group = clap::ArgGroup::new("place").required(true))]
pub(super) struct Explain {
    #[command(flatten)]
    input: Input,
    /// The word at this line and column
    #[arg(long, value_name = "LINE:COLUMN", value_parser = line_and_column, group = "place")]
    at: Option<Target>,
    /// Every mention whose text or entity has this name; case and accents do not count
    #[arg(long, value_name = "NAME", value_parser = name, group = "place")]
    name: Option<Target>,
    /// Every sentence: what it is reduced to, and which frames of relations match or fail, and why
    #[arg(long, group = "place")]
    sentence: bool,
    /// No place, but counts over all documents: how often each rule, and each list, held and was refused
    #[arg(long, group = "place")]
    summary: bool,
    /// Only in the document of this id
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    knowledge: Knowledge,
    #[command(flatten)]
    corrected: Corrected,
}

impl Explain {
    pub(super) fn target(&self) -> &Target {
        match (self.sentence, self.summary) {
            (true, _) => &Target::Sentences,
            (_, true) => &Target::All,
            _ => self.at.as_ref().or(self.name.as_ref()).expect("clap asks for one of them"),
        }
    }
}

/// What is to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// What stands in a line and column, both from 1.
    At { line: usize, column: usize },
    /// What has a name.
    Name(String),
    /// Every sentence.
    Sentences,
    /// Everything, in sums.
    All,
}

pub(crate) fn run(arguments: &Explain, messages: &Messages) -> Result<Exit, Stop> {
    interrupt::listen();
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?)
        .with_corrections(arguments.corrected.read(&arguments.knowledge)?);
    let (files, unfound) = run::find(&arguments.input, messages)?;
    let source = Source::new(files, &arguments.input, extractor.lexicon())?;
    let mut asked = Asked {
        reader: extractor.reader(),
        extractor: &extractor,
        target: arguments.target(),
        wanted: arguments.id.as_deref(),
        out: Sink::coloured(),
        documents: 0,
        found: 0,
        summary: Summary::default(),
    };
    let mut failed = unfound;
    for item in source.start()?.0.into_iter().flatten() {
        if interrupt::is_requested() {
            return Err(Stop::Interrupted);
        }
        match item {
            Ok(read) => asked.document(read.document)?,
            Err(Unread::LeftOut { .. } | Unread::Known { .. } | Unread::Copy { .. }) => {}
            Err(Unread::Failed(error) | Unread::Refused(error)) => {
                failed += 1;
                messages.error(&error);
            }
        }
    }
    if asked.found > 0 && *asked.target == Target::All {
        asked.out.write(asked.summary.table().as_bytes())?;
    }
    asked.out.flush()?;
    if asked.found == 0 && failed == 0 {
        let hint = "`palabre annotate` shows the text and what is found in it";
        let nothing = match asked.target {
            Target::Name(name) => format!("nothing in the text is called `{name}`"),
            Target::At { line, column } => format!("no word at {line}:{column}"),
            Target::Sentences | Target::All => "no sentence in the text".to_string(),
        };
        messages.note(nothing, Some(hint));
    }
    Ok(if failed > 0 || asked.found == 0 { Exit::Partly } else { Exit::Done })
}

/// What was asked for, and how far it is answered.
struct Asked<'e> {
    reader: Reader<'e>,
    extractor: &'e Extractor,
    target: &'e Target,
    /// Id of the one document that is meant.
    wanted: Option<&'e str>,
    out: Sink,
    documents: usize,
    found: usize,
    summary: Summary,
}

impl Asked<'_> {
    fn document(&mut self, document: Document) -> Result<(), Stop> {
        if self.wanted.is_some_and(|id| id != document.id) {
            return Ok(());
        }
        self.documents += 1;
        if self.documents > 1 && matches!(self.target, Target::At { .. }) {
            let error = Error::usage("a line and a column, and several documents");
            return Err(error.with_hint("--id says which document is meant").into());
        }
        let id = document.id.clone();
        match self.target {
            Target::Sentences => return self.sentences(document),
            Target::All => return self.sum(document),
            Target::Name(_) | Target::At { .. } => {}
        }
        let target = self.target;
        let (extraction, traces) = self.read(&id, |reader| {
            reader.explain(document, |extraction, text| match target {
                Target::Name(name) => named(extraction, text, name),
                Target::At { line, column } => at(extraction, text, *line, *column),
                Target::Sentences | Target::All => Vec::new(),
            })
        })?;
        let offsets = Offsets::new(&extraction.document);
        let shown = Shown {
            extraction: &extraction,
            lexicon: self.extractor.lexicon(),
            lines: Lines::new(&offsets),
            offsets: &offsets,
            ink: Ink::of_stdout(),
        };
        for trace in &traces {
            if self.found > 0 {
                self.out.write(b"\n")?;
            }
            self.found += 1;
            self.out.write(shown.trace(trace).as_bytes())?;
        }
        Ok(())
    }
}

impl Asked<'_> {
    /// What comes of a document of an id; a bug in it is an error.
    fn read<T>(&mut self, id: &str, how: impl FnOnce(&Reader<'_>) -> T) -> Result<T, Stop> {
        guard(Path::new(id), || how(&self.reader)).map_err(|bug| {
            self.reader = self.extractor.reader();
            bug.into()
        })
    }

    fn sum(&mut self, document: Document) -> Result<(), Stop> {
        let id = document.id.clone();
        let (_, steps) = self.read(&id, |reader| reader.trace(document))?;
        self.found += steps.len();
        self.summary.add(&steps, self.extractor.lexicon());
        Ok(())
    }

    fn sentences(&mut self, document: Document) -> Result<(), Stop> {
        let id = document.id.clone();
        let (extraction, steps) = self.read(&id, |reader| reader.trace(document))?;
        for index in 0..extraction.sentences.len() {
            let shown = sentence(&extraction, index as u32, &steps);
            self.out.write(if self.found > 0 { b"\n" } else { b"" })?;
            self.found += 1;
            self.out.write(shown.as_bytes())?;
        }
        Ok(())
    }
}

/// A sentence, its chunks, and what rules state in it: those that hold first.
fn sentence(extraction: &Extraction, index: u32, steps: &[Step]) -> String {
    let text = &extraction.document.text;
    let words = |span: Span| visible(&one_line(span.of(text))).into_owned();
    let ink = Ink::of_stdout();
    let name = ink.name;
    let mut shown = format!("{name}{}{name:#}\n", words(extraction.sentences[index as usize].span));
    let of_sentence = |step: &&Step| match step.subject {
        Subject::Sentence(sentence) | Subject::Relation { sentence, .. } => sentence == index,
        _ => false,
    };
    let steps: Vec<&Step> = steps.iter().filter(of_sentence).collect();
    for step in steps.iter().filter(|step| step.pass == Pass::Chunks) {
        shown += &format!("    {:<40} {}\n", format!("`{}`", words(step.span)), step.reason);
    }
    // Of the steps about one relation, the last stands.
    let is_last = |at: usize| {
        let same = |other: &&Step| {
            let relation = matches!(other.subject, Subject::Relation { .. });
            relation
                && (other.subject, &other.via, other.span)
                    == (steps[at].subject, &steps[at].via, steps[at].span)
        };
        !steps[at + 1..].iter().any(same)
    };
    let rules = (0..steps.len()).filter(|&at| steps[at].via.is_some() && is_last(at)).map(|at| steps[at]);
    let (held, failed): (Vec<&Step>, Vec<&Step>) = rules.partition(|step| step.verdict == Verdict::Held);
    for step in held.into_iter().chain(failed) {
        let (mark, style) = if step.verdict == Verdict::Held { ('+', ink.held) } else { ('-', ink.failed) };
        let Some(Provenance::Rule(rule)) = &step.via else { continue };
        shown += &format!("  {style}{mark} {rule} {}{style:#}\n", visible(&step.reason));
    }
    shown
}

/// Mentions whose text or entity has a name, folded; where there is none, the words themselves wherever they stand.
fn named(extraction: &Extraction, text: &Text, name: &str) -> Vec<(Span, Option<u32>)> {
    let wanted = fold_words(name.trim());
    let written = &extraction.document.text;
    let is = |form: &str| fold_words(form) == wanted;
    let is_named = |mention: &Mention| {
        let entity = mention.entity.map(|index| &extraction.entities[index.0 as usize]);
        is(mention.head.of(written))
            || is(mention.span.of(written))
            || entity.is_some_and(|entity| is(&entity.name) || entity.id == name)
    };
    let mentions = extraction.mentions.iter().enumerate();
    let places: Vec<(Span, Option<u32>)> = mentions
        .filter(|(_, mention)| is_named(mention))
        .map(|(index, mention)| (mention.head, Some(index as u32)))
        .collect();
    if !places.is_empty() || wanted.is_empty() {
        return places;
    }
    let words = wanted.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    let windows = text.tokens.windows(words.max(1));
    let spans = windows.map(|tokens| Span::new(tokens[0].start, tokens[tokens.len() - 1].end));
    spans.filter(|span| is(span.of(written))).map(|span| (span, None)).collect()
}

/// The mentions whose bare name is at a place, else those that hold it, else the word there.
fn at(extraction: &Extraction, text: &Text, line: usize, column: usize) -> Vec<(Span, Option<u32>)> {
    let document = &extraction.document;
    let offsets = Offsets::new(document);
    let lines = Lines::new(&offsets);
    let Some(point) = lines.point(line, column) else { return Vec::new() };
    let holds = |span: Span| {
        let (start, end) = offsets.code_points(span);
        start <= point && point < end
    };
    let token = text.tokens.partition_point(|token| {
        let (_, end) = offsets.code_points(Span::new(token.start, token.end));
        end <= point
    });
    let token = text.tokens.get(token).map(|token| Span::new(token.start, token.end));
    let Some(word) = token.filter(|&word| holds(word)) else { return Vec::new() };
    let with = |span: fn(&Mention) -> Span| {
        let mentions = extraction.mentions.iter().enumerate();
        let mut found: Vec<(Span, Option<u32>)> = mentions
            .filter(|(_, mention)| span(mention).contains(word))
            .map(|(index, mention)| (mention.head, Some(index as u32)))
            .collect();
        found.sort_by_key(|(head, _)| (head.start, Reverse(head.end)));
        found
    };
    let places = [with(|mention| mention.head), with(|mention| mention.span), vec![(word, None)]];
    places.into_iter().find(|places| !places.is_empty()).unwrap_or_default()
}

/// Lines of the original text, in code points.
struct Lines {
    /// Where each line starts; one more at the end of the text.
    starts: Vec<u32>,
}

impl Lines {
    fn new(offsets: &Offsets) -> Lines {
        let original = offsets.original_text();
        let mut starts = vec![0];
        let mut count = 0;
        for c in original.chars() {
            count += 1;
            if c == '\n' {
                starts.push(count);
            }
        }
        starts.push(count + 1);
        Lines { starts }
    }

    /// The code point of a line and column, from 1.
    fn point(&self, line: usize, column: usize) -> Option<u32> {
        let (&start, &end) = (self.starts.get(line - 1)?, self.starts.get(line)?);
        Some(start + column as u32 - 1).filter(|&point| point < end)
    }

    /// `3:12`
    fn place(&self, point: u32) -> String {
        let line = self.starts[..self.starts.len() - 1].partition_point(|&start| start <= point);
        format!("{line}:{}", point - self.starts[line - 1] + 1)
    }
}

/// How verdicts look.
#[derive(Debug, Clone, Copy)]
struct Ink {
    name: Style,
    held: Style,
    failed: Style,
}

impl Ink {
    fn of_stdout() -> Ink {
        match anstream::AutoStream::choice(&io::stdout()) {
            anstream::ColorChoice::Never => {
                Ink { name: Style::new(), held: Style::new(), failed: Style::new() }
            }
            _ => Ink {
                name: Style::new().bold(),
                held: Style::new().fg_color(Some(AnsiColor::Green.into())),
                failed: Style::new().dimmed(),
            },
        }
    }
}

/// What traces are shown with.
struct Shown<'x> {
    extraction: &'x Extraction,
    lexicon: &'x Lexicon,
    offsets: &'x Offsets<'x>,
    lines: Lines,
    ink: Ink,
}

impl Shown<'_> {
    fn trace(&self, trace: &Trace) -> String {
        let document = &self.extraction.document;
        let name = self.ink.name;
        let at = self.lines.place(self.offsets.code_points(trace.place).0);
        let mut shown = match document.id.as_str() {
            "-" => format!("{at}  "),
            id => format!("{}:{at}  ", visible(&one_line(id))),
        };
        shown += &format!("{name}{}{name:#}\n", self.words(trace.place));
        shown += &format!("  {}\n", self.outcome(trace));
        for pass in Pass::all() {
            let steps: Vec<&Step> = trace.steps.iter().filter(|step| step.pass == pass).collect();
            if !steps.is_empty() {
                shown += &format!("\n  {}\n", pass.name());
                steps.iter().for_each(|step| shown += &self.step(step));
            }
        }
        shown
    }

    /// `person, ibrahim-traore (Ibrahim Traoré), by people:123`
    fn outcome(&self, trace: &Trace) -> String {
        let Some(index) = trace.mention else { return "no mention".to_string() };
        let mention = &self.extraction.mentions[index as usize];
        let mut outcome = format!("{}, found by {}", mention.kind, self.via(&mention.via.into()));
        match mention.entity.map(|entity| &self.extraction.entities[entity.0 as usize]) {
            None => outcome += ", of no entity",
            Some(entity) => {
                let known = match (entity.entry, entity.candidates.len()) {
                    (Some(_), _) => "",
                    (None, 0) => ", new",
                    (None, _) => ", ambiguous",
                };
                outcome += &format!("; entity {} ({}{known})", entity.id, entity.name);
            }
        }
        let country = mention.metonymy.and_then(|metonymy| metonymy.entity);
        if let Some(country) = country {
            outcome += &format!("; stands for {}", self.extraction.entities[country.0 as usize].id);
        }
        visible(&one_line(&outcome)).into_owned()
    }

    /// `+ ‹words›  row: reason`
    fn step(&self, step: &Step) -> String {
        let (mark, style) = match step.verdict {
            Verdict::Held => ('+', self.ink.held),
            Verdict::Failed => ('-', self.ink.failed),
            Verdict::Noted => (' ', Style::new()),
        };
        let via = step.via.as_ref().map(|via| format!("{}: ", self.via(via))).unwrap_or_default();
        let line = visible(&one_line(&format!("{via}{}", step.reason))).into_owned();
        format!("    {style}{mark} {}  {line}{style:#}\n", self.words(step.span))
    }

    fn words(&self, span: Span) -> String {
        format!("`{}`", visible(&one_line(span.of(&self.extraction.document.text))))
    }

    /// `sadio-camara (people:1234)`, `fr.person.rank-name`
    fn via(&self, via: &Provenance) -> String {
        match via {
            Provenance::Row(entry) => self.row(*entry),
            Provenance::Office(office) => {
                format!("offices:{}", self.lexicon.offices()[*office as usize].line)
            }
            other => other.source(self.lexicon).to_string(),
        }
    }

    fn row(&self, entry: EntryIndex) -> String {
        let row = self.lexicon.entry(entry);
        format!("{} ({}:{})", row.id, row.list, row.line)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line_and_column(text: &str) -> Result<Target, String> {
    let number = |digits: &str| digits.parse::<u32>().ok().filter(|&number| number > 0);
    let place = text.split_once(':').and_then(|(line, column)| {
        Some(Target::At { line: number(line)? as usize, column: number(column)? as usize })
    });
    place.ok_or_else(|| "not a place; write LINE:COLUMN, both from 1, such as 3:12".to_string())
}

fn name(text: &str) -> Result<Target, String> {
    let name = text.trim();
    let is_name = name.contains(char::is_alphanumeric);
    is_name.then(|| Target::Name(name.to_string())).ok_or_else(|| "not a name".to_string())
}
