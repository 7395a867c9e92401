//! A report: one page with the graph, its sentences and the articles, for any browser, without a request.
//!
//! The page is a shell (`shell.html`, made from the sources in `report/`) around data: a `<script type="application/json">` of
//! each article, and one of the graph. Its policy (CSP) lets nothing run but the script of the shell, whose hash it names.
//! In the data `<` is escaped, so that no text ends its element.
//!
//! Articles go out as they come. The texts of the first ones are in the page, [`MOST_TEXT`] bytes in all; of the others the
//! sentences behind edges, see [`Share`].

mod article;
mod changes;
mod copies;
mod graph;
mod share;

use super::{CalendarUnit, ExportOptions, Language, LeftOut, Picture, WriteBoth};
use crate::model::{ActorGraph, Change, Citation, Date, Document, Extraction, Lexicon};
use article::Article;
use graph::GraphData;
use share::Share;
use std::io::{self, BufWriter, Write};

/// What the data stands in, parted at [`MARK`].
const SHELL: &str = include_str!("shell.html");
const MARK: &str = "<!--palabre-->";
/// The articles of a page take so many bytes at most: a browser reads them in a second.
const MOST_TEXT: usize = 64 << 20;

/// The first view has so many actors at most.
const MOST_SHOWN: usize = 250;

/// Begins a report.
pub(super) fn begin(options: &ExportOptions) -> Box<dyn WriteBoth> {
    Box::new(Report::new(options))
}

/// A report of two graphs: both as one, and what changed from one to the other. Of documents without their whole texts, the
/// sentences behind edges are in it.
#[derive(Debug)]
pub struct ChangesReport(Report);

impl ChangesReport {
    /// Begins one.
    pub fn new(options: &ExportOptions) -> ChangesReport {
        ChangesReport(Report::new(options))
    }

    /// Writes a document of either graph, which comes once.
    ///
    /// # Errors
    /// What the writer says.
    pub fn document(&mut self, extraction: &Extraction, out: &mut dyn Write) -> io::Result<()> {
        match extraction.document.is_excerpt {
            true => self.0.pass_over(out),
            false => self.0.article(extraction, out),
        }
    }

    /// Writes both graphs, [joined](crate::graph::joined), and ends the file. Says what of them is not in it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn graph(
        &mut self,
        graph: &ActorGraph,
        changes: &[Change],
        out: &mut dyn Write,
    ) -> io::Result<LeftOut> {
        self.0.end(graph, Some(changes), out)
    }
}

/// A report that is being written.
#[derive(Debug)]
struct Report {
    language: Language,
    /// The bars of the timeline; by themselves where nothing is asked for.
    by: Option<CalendarUnit>,
    /// What the first view shows.
    picture: Picture,
    /// Bytes that the articles may still take.
    room: usize,
    /// How many documents came.
    read: usize,
    /// The articles whose texts are in the page, in order.
    articles: Vec<Heading>,
}

/// What is said of a document wherever it is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Heading {
    id: String,
    title: Option<String>,
    date: Option<Date>,
    source: Option<String>,
}

impl Heading {
    fn of(document: &Document) -> Heading {
        let Document { id, title, date, source, .. } = document.clone();
        Heading { id, title, date, source }
    }

    fn cited(document: &Citation) -> Heading {
        let Citation { id, title, date, source, .. } = document;
        let [title, source] = [title, source].map(|text| text.as_deref().map(Into::into));
        Heading { id: id.to_string(), title, date: *date, source }
    }
}

impl Report {
    fn new(options: &ExportOptions) -> Report {
        let most = match options.picture.max_nodes {
            0 => MOST_SHOWN,
            most => most.min(MOST_SHOWN),
        };
        let picture = options.picture.clone().with_max_nodes(most);
        let ExportOptions { language, by, .. } = *options;
        Report { language, by, picture, room: MOST_TEXT, read: 0, articles: Vec::new() }
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.read > 0 { Ok(()) } else { out.write_all(parts().0.as_bytes()) }
    }

    /// Counts a document whose text is not in the page.
    fn pass_over(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        self.read += 1;
        Ok(())
    }

    fn article(&mut self, extraction: &Extraction, out: &mut dyn Write) -> io::Result<()> {
        self.pass_over(out)?;
        if self.room == 0 || extraction.document.text.is_empty() {
            return Ok(());
        }
        let mut data = Vec::with_capacity(2 * extraction.document.text.len());
        Article::new(extraction).write(&mut Inert(&mut data))?;
        // Behind the first that has no room none is taken: which ones are in the page is told by a number.
        self.room = self.room.saturating_sub(data.len());
        if self.room > 0 {
            write!(out, "<script type=\"application/json\" id=\"d{}\">", self.articles.len())?;
            out.write_all(&data)?;
            out.write_all(b"</script>\n")?;
            self.articles.push(Heading::of(&extraction.document));
        }
        Ok(())
    }

    fn end(
        &self,
        graph: &ActorGraph,
        changes: Option<&[Change]>,
        out: &mut dyn Write,
    ) -> io::Result<LeftOut> {
        self.head(out)?;
        let mut out = BufWriter::new(out);
        let share = Share::of(graph);
        out.write_all(b"<script type=\"application/json\" id=\"graph\">")?;
        GraphData::new(self, graph, changes, &share).write(&mut Inert(&mut out))?;
        write!(out, "</script>{}", parts().1)?;
        out.flush()?;
        Ok(share.left_out(graph))
    }
}

impl WriteBoth for Report {
    fn document(&mut self, extraction: &Extraction, _: &Lexicon, out: &mut dyn Write) -> io::Result<()> {
        self.article(extraction, out)
    }

    fn graph(&mut self, graph: &ActorGraph, _: &Lexicon, out: &mut dyn Write) -> io::Result<LeftOut> {
        self.end(graph, None, out)
    }
}

/// The shell before and behind the data.
fn parts() -> (&'static str, &'static str) {
    SHELL.split_once(MARK).expect("the shell has the mark, as a test checks")
}

/// Writes JSON that HTML reads no tag or comment in: `<` only stands in strings, where it may be escaped.
struct Inert<W>(W);

impl<W: Write> Write for Inert<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (index, piece) in bytes.split(|&byte| byte == b'<').enumerate() {
            if index > 0 {
                self.0.write_all(b"\\u003c")?;
            }
            self.0.write_all(piece)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_has_one_place_for_data() {
        assert_eq!(SHELL.matches(MARK).count(), 1);
        let (head, tail) = parts();
        assert!(head.contains("default-src 'none'") && !head.contains("unsafe"));
        assert!(tail.contains("<script>") && tail.trim_end().ends_with("</html>"));
    }

    #[test]
    fn nothing_in_data_is_a_tag() {
        let mut page = Vec::new();
        Inert(&mut page).write_all("</script><!-- <img>".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(page).unwrap(), r"\u003c/script>\u003c!-- \u003cimg>");
    }

    #[test]
    fn what_has_no_room_is_left_out_from_there_on() {
        let lexicon = Lexicon::default();
        let mut report = Report { room: 300, ..Report::new(&ExportOptions::default()) };
        let mut page = Vec::new();
        for (id, length) in [("a", 100), ("b", 400), ("c", 1)] {
            let extraction = Extraction::new(Document::new(id, "x".repeat(length)));
            report.document(&extraction, &lexicon, &mut page).unwrap();
        }
        assert_eq!(report.articles.iter().map(|heading| &*heading.id).collect::<Vec<_>>(), ["a"]);
        assert_eq!(report.read, 3);
        report.graph(&ActorGraph::default(), &lexicon, &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page.matches("<!doctype html>").count(), 1);
        assert!(page.contains("\"read\":3") && page.contains("\"texts\":2"), "{page}");
    }
}
