//! `palabre annotate`: the text with its mentions marked.

use super::{
    arguments::{Corrected, Input, Knowledge},
    exit::{Exit, Stop},
    interrupt,
    messages::Messages,
    output::Sink,
    run::{self, Run},
    source::Source,
    terminal::visible,
};
use anstyle::{Ansi256Color, Color, RgbColor, Style};
use clap::Args;
use palabre::{
    Extractor, lexicon,
    model::{Document, Extraction, Kind, Mention, Span, ZoneKind},
};
use std::{cmp::Reverse, env, io};

/// Show a text with its mentions marked
///
/// On a terminal in the colours of the kinds; elsewhere, or with --color never, as
/// `[Ibrahim Traoré|person:ibrahim-traore]`. What is not body is marked as `{headline: …}`. Text that a terminal would
/// obey is shown as `\u{1b}`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  palabre annotate article.txt
  echo 'Le capitaine Ibrahim Traoré est arrivé à Moscou.' | palabre annotate
  palabre annotate --color always articles/ | less -R")]
pub(super) struct Annotate {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    knowledge: Knowledge,
    #[command(flatten)]
    corrected: Corrected,
}

pub(crate) fn run(arguments: &Annotate, messages: &Messages) -> Result<Exit, Stop> {
    interrupt::listen();
    let extractor = Extractor::new(lexicon::load(&arguments.knowledge.options())?)
        .with_corrections(arguments.corrected.read(&arguments.knowledge)?);
    let (files, unfound) = run::find(&arguments.input, messages)?;
    if files.is_empty() {
        return Ok(Exit::Partly);
    }
    let marks = Marks::of_stdout();
    let mut out = Sink::coloured();
    out.write(marks.legend().as_bytes())?;
    let source = Source::new(files, &arguments.input, extractor.lexicon())?;
    let run = Run { extractor: &extractor, jobs: arguments.input.jobs(), messages };
    let mut is_first = true;
    let (tally, _) = run.over(
        source,
        |_: &mut (), extraction| marks.annotate(&extraction),
        |annotated| {
            if !std::mem::take(&mut is_first) {
                out.write(b"\n")?;
            }
            out.write(annotated.as_bytes())?;
            Ok(out.flush()?)
        },
    )?;
    Ok(if unfound + tally.failed > 0 { Exit::Partly } else { Exit::Done })
}

/// How mentions are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// By brackets.
    Plain,
    /// By colour.
    Colour(Palette),
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Palette {
    Few,
    All,
}

/// A stretch of text that is marked.
struct Stretch<'x> {
    span: Span,
    what: What<'x>,
}

#[derive(Clone, Copy)]
enum What<'x> {
    Zone(ZoneKind),
    Mention(&'x Mention),
}

impl Marks {
    fn of_stdout() -> Marks {
        match anstream::AutoStream::choice(&io::stdout()) {
            anstream::ColorChoice::Never => Marks::Plain,
            _ => Marks::Colour(match env::var("COLORTERM").as_deref() {
                Ok("truecolor" | "24bit") => Palette::All,
                _ => Palette::Few,
            }),
        }
    }

    /// What the colours mean.
    fn legend(self) -> String {
        let Marks::Colour(palette) = self else { return String::new() };
        let kinds = Kind::ALL.map(|kind| {
            let style = style(kind, palette);
            format!("{style}{kind}{style:#}")
        });
        format!("{}  {DIM}headline, links, byline, footer{DIM:#}\n\n", kinds.join(" "))
    }

    /// The text of a document, marked, with a line above that says which it is.
    fn annotate(self, extraction: &Extraction) -> String {
        let document = &extraction.document;
        let mut marked =
            Marked { marks: self, extraction, open: Vec::new(), at: 0, out: self.heading(document) };
        for stretch in stretches(extraction) {
            marked.close_until(stretch.span.start);
            // Names do not cross; if they did, the first would stand.
            if marked.open.last().is_none_or(|outer| outer.span.contains(stretch.span)) {
                marked.open(stretch);
            }
        }
        marked.finish()
    }

    fn heading(self, document: &Document) -> String {
        if document.id == "-" {
            return String::new();
        }
        let date = document.date.map(|date| date.to_string());
        let parts = [Some(document.id.as_str()), date.as_deref(), document.title.as_deref()];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let line = visible(&line).replace('\n', " ");
        match self {
            Marks::Plain => format!("== {line}\n"),
            Marks::Colour(_) => format!("{DIM}== {line}{DIM:#}\n"),
        }
    }
}

/// Zones and mentions by start, the longer first.
fn stretches(extraction: &Extraction) -> Vec<Stretch<'_>> {
    let zones = extraction.document.zones.iter().filter(|zone| zone.kind != ZoneKind::Body);
    let zones = zones.map(|zone| Stretch { span: zone.span, what: What::Zone(zone.kind) });
    let mentions = extraction.mentions.iter();
    let mentions = mentions.map(|mention| Stretch { span: mention.span, what: What::Mention(mention) });
    let mut stretches: Vec<Stretch> = zones.chain(mentions).collect();
    stretches.sort_by_key(|stretch| (stretch.span.start, Reverse(stretch.span.end)));
    stretches
}

/// A text that is being marked.
struct Marked<'x> {
    marks: Marks,
    extraction: &'x Extraction,
    open: Vec<Stretch<'x>>,
    at: u32,
    out: String,
}

impl<'x> Marked<'x> {
    fn open(&mut self, stretch: Stretch<'x>) {
        self.copy_to(stretch.span.start);
        match (self.marks, stretch.what) {
            (Marks::Plain, What::Zone(zone)) => self.out += &format!("{{{}: ", zone.name()),
            (Marks::Plain, What::Mention(_)) => self.out.push('['),
            (Marks::Colour(_), _) => {}
        }
        self.open.push(stretch);
        self.restyle();
    }

    /// Closes what ends at or before an offset.
    fn close_until(&mut self, offset: u32) {
        while let Some(last) = self.open.pop_if(|last| last.span.end <= offset) {
            self.copy_to(last.span.end);
            match (self.marks, last.what) {
                (Marks::Plain, What::Zone(_)) => self.out.push('}'),
                (Marks::Plain, What::Mention(mention)) => {
                    let entity = self.entity(mention).map(|id| format!(":{id}")).unwrap_or_default();
                    self.out += &format!("|{}{entity}]", mention.kind);
                }
                (Marks::Colour(_), What::Zone(_)) => self.restyle(),
                (Marks::Colour(_), What::Mention(mention)) => {
                    // Names inside names show by their colour alone.
                    let is_inside = self.open.iter().any(|outer| matches!(outer.what, What::Mention(_)));
                    if let Some(id) = self.entity(mention).filter(|_| !is_inside) {
                        self.out += &format!("{RESET}{DIM}‹{id}›");
                    }
                    self.restyle();
                }
            }
        }
    }

    fn entity(&self, mention: &Mention) -> Option<&'x str> {
        mention.entity.map(|entity| self.extraction.entities[entity.0 as usize].id.as_str())
    }

    fn copy_to(&mut self, offset: u32) {
        // A mark may come after text that an outer one has copied already.
        if self.at < offset {
            self.out += &visible(Span::new(self.at, offset).of(&self.extraction.document.text));
            self.at = offset;
        }
    }

    /// The style of what is open now.
    fn restyle(&mut self) {
        if let Marks::Colour(palette) = self.marks {
            self.out += RESET;
            match self.open.last().map(|last| last.what) {
                None => {}
                Some(What::Zone(_)) => self.out += &DIM.to_string(),
                Some(What::Mention(mention)) => self.out += &style(mention.kind, palette).to_string(),
            }
        }
    }

    fn finish(mut self) -> String {
        let end = self.extraction.document.text.len() as u32;
        self.close_until(end);
        self.copy_to(end);
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out
    }
}

const DIM: Style = Style::new().dimmed();
const RESET: &str = "\u{1b}[0m";

fn style(kind: Kind, palette: Palette) -> Style {
    let hex = |at: usize| u8::from_str_radix(&kind.colour()[at..at + 2], 16).unwrap_or(128);
    let [red, green, blue] = [1, 3, 5].map(hex);
    let colour = match palette {
        Palette::All => Color::Rgb(RgbColor(red, green, blue)),
        Palette::Few => {
            // The colour cube of xterm: six steps a channel.
            let step = |channel: u8| ((u16::from(channel) * 5 + 127) / 255) as u8;
            Color::Ansi256(Ansi256Color(16 + 36 * step(red) + 6 * step(green) + step(blue)))
        }
    };
    Style::new().bold().fg_color(Some(colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotated(marks: Marks, text: &str) -> String {
        let extractor = Extractor::builtin().unwrap();
        marks.annotate(&extractor.extract(Document::new("-", text)))
    }

    #[test]
    fn mentions_are_marked_and_nested() {
        let text = "Le général Sadio Camara est arrivé à Moscou.";
        let marked = annotated(Marks::Plain, text);
        assert!(marked.contains("Sadio Camara|person:sadio-camara]"), "{marked}");
        assert!(marked.contains("|rank:"), "{marked}");
        assert_eq!(marked.matches('[').count(), marked.matches(']').count());
    }

    #[test]
    fn colours_leave_the_text_as_it_is() {
        let text = "Le général Sadio Camara \u{1b}[2J est arrivé à Moscou.\nAES et Mali";
        for palette in [Palette::Few, Palette::All] {
            let marked = annotated(Marks::Colour(palette), text);
            let stripped = anstream::adapter::strip_str(&marked).to_string();
            let mut bare = String::new();
            let mut in_id = false;
            for c in stripped.chars() {
                match c {
                    '‹' => in_id = true,
                    '›' => in_id = false,
                    c if !in_id => bare.push(c),
                    _ => {}
                }
            }
            assert_eq!(bare.trim_end(), visible(text));
        }
    }
}
