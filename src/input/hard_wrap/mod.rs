//! Hard-wrapped text: where lines were broken by a width, sentences go on over line ends, and hyphens cut words.
//!
//! [`LineJoiner`] puts such lines together again. It works on any text: what it takes for wrapped is told by the text alone (see
//! [`width`]), and verse, lists, tables, headings and labels stay lines of their own. Running heads and page numbers that stand
//! between two pages ([`page`]) are stepped over. All of it is a rewriting of the text, of which [`Document::repairs`] keeps the
//! original: offsets are those of the text that came in.

mod cut_off;
mod hyphen;
mod page;
mod width;

use super::lines::{Line, lines};
use crate::{
    matcher::{Matcher, fold},
    model::{Document, Features, Lexicon, LineCues, Span},
};
use hyphen::{Cut, Hyphens};
use memchr::memchr;
use std::sync::Arc;
use width::Width;

/// A longer line was broken by no width that a page or a mail has, in code points.
const LONGEST: usize = 160;

/// Joins the lines of documents, by the words of a language.
#[derive(Debug, Clone)]
pub(crate) struct LineJoiner {
    cues: LineCues,
    /// Knows the words and names; without it, hyphens at line ends stay where the text does not tell what they are.
    matcher: Option<Arc<Matcher>>,
    /// What is known of its words.
    features: Features,
}

/// A line that is not blank.
struct Row<'t> {
    line: Line<'t>,
    /// Code points, at most one more than [`LONGEST`].
    length: usize,
    /// Whether a form feed stands before it.
    after_feed: bool,
    /// A line of a table, a heading or a rule: it is no running text.
    is_apart: bool,
}

/// What takes the place of a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// A space: the sentence goes on.
    Space,
    /// Nothing, and the hyphen before it goes: the word was cut.
    Word(Cut),
    /// Nothing: the hyphen or dash belongs to the word.
    Compound,
}

impl LineJoiner {
    /// A joiner by the words and names of a lexicon.
    pub fn new(lexicon: &Lexicon) -> LineJoiner {
        let (matcher, features) = (Some(lexicon.matcher.clone()), lexicon.features.clone());
        LineJoiner { matcher, features, ..LineJoiner::of(&lexicon.cues.lines) }
    }

    /// A joiner that knows no words but a few of the language.
    pub(super) fn of(cues: &LineCues) -> LineJoiner {
        LineJoiner { cues: cues.clone(), matcher: None, features: Features::default() }
    }

    /// The words of the language.
    pub(super) fn cues(&self) -> &LineCues {
        &self.cues
    }

    /// Joins the lines of a document that a width broke. Gives how many line ends went.
    pub fn join(&self, document: &mut Document) -> usize {
        self.rewrite(document, Width::of)
    }

    /// Joins the lines of a document that has blank lines between all paragraphs.
    #[cfg(feature = "pdf")]
    pub fn join_columns(&self, document: &mut Document) -> usize {
        self.rewrite(document, |_| Some(Width::COLUMN))
    }

    fn rewrite(&self, document: &mut Document, width: impl Fn(&[Row]) -> Option<Width>) -> usize {
        let edits = self.edits(&document.text, width);
        let count = edits.len();
        if count > 0 {
            document.rewrite(&edits);
        }
        count
    }

    fn edits(&self, text: &str, width: impl Fn(&[Row]) -> Option<Width>) -> Vec<(Span, &'static str)> {
        let rows = rows(text);
        let width = width(&rows);
        let may_join = |row: &Row| row.after_feed || hyphen::may_join(row.line.text);
        let is_cut_off = |pair: &[Row]| self.is_cut_off(&pair[0], &pair[1]);
        if width.is_none() && !rows.iter().any(may_join) && !rows.windows(2).any(is_cut_off) {
            return vec![];
        }
        let feet = page::feet(&rows, width.is_some(), &self.cues);
        let hyphens = Hyphens::new(text, self);
        let mut edits = vec![];
        let mut above: Option<usize> = None;
        for (index, row) in rows.iter().enumerate() {
            if feet[index] {
                edits.push((row.line.span(), ""));
                continue;
            }
            let pair = above.map(|above| (&rows[above], index - above > 1 || row.after_feed));
            if let Some((above, stepped)) = pair
                && let Some(link) = self.link(above, row, stepped, width, &hyphens)
            {
                edits.truncate(edits.partition_point(|(span, _)| span.start < above.line.span().end));
                edits.push(link.edit(above, row));
            }
            above = Some(index);
        }
        edits
    }

    /// What joins two lines, of which the second follows the first or, `stepped`, comes after the end of a page.
    fn link(
        &self,
        above: &Row,
        below: &Row,
        stepped: bool,
        width: Option<Width>,
        hyphens: &Hyphens,
    ) -> Option<Link> {
        if above.is_apart || below.is_apart || (below.line.after_blank && !stepped) {
            return None;
        }
        let link = hyphens.link(above.line.text, below.line.text);
        if link.is_some() && (width.is_some() || !self.opens_sentence(below)) {
            return link;
        }
        if self.is_cut_off(above, below) {
            return Some(Link::Space);
        }
        let width = width?;
        let goes_on = above.goes_on_in(below) && width.is_half(above, below);
        let is_full = width.is_full(above, below) && !self.starts_anew(above, below);
        (goes_on || is_full).then_some(Link::Space)
    }

    /// Whether a line that comes after a full one starts something of its own all the same: an item, what a speaker says, a
    /// sentence below a heading.
    fn starts_anew(&self, above: &Row, below: &Row) -> bool {
        let ended = above.ends_sentence();
        let is_open = above.line.text.ends_with([',', '(', '«', '“', '–', '—']);
        below.is_item() && (ended || !below.line.text.starts_with(['–', '—']))
            || ended && below.is_labelled()
            || !ended && !is_open && self.opens_sentence(below)
    }

    /// Whether a line begins with a capital and a word that is no name.
    fn opens_sentence(&self, row: &Row) -> bool {
        let word = row.first_letters();
        word.starts_with(char::is_uppercase) && self.cues.openers.contains(&fold(word))
    }
}

impl Link {
    fn edit(self, above: &Row, below: &Row) -> (Span, &'static str) {
        let (end, start) = (above.line.end(), below.line.start);
        match self {
            Link::Space => (Span::new(end as u32, start as u32), " "),
            Link::Compound => (Span::new(end as u32, start as u32), ""),
            Link::Word(Cut(bytes)) => (Span::new((end - bytes) as u32, start as u32), ""),
        }
    }
}

impl Row<'_> {
    /// Whether a sentence, a clause or an item ends with the line.
    fn ends_sentence(&self) -> bool {
        let closing =
            |c: char| c.is_whitespace() || matches!(c, '»' | '”' | '"' | ')' | ']' | '’' | '*' | '_');
        self.line.text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', ':', ';'])
    }

    /// Whether a hyphen behind a letter ends the line.
    fn ends_cut(&self) -> bool {
        hyphen::cut_at_end(self.line.text).is_some()
    }

    /// Whether a sentence goes on from this line to the next: no stop, and no capital.
    fn goes_on_in(&self, below: &Row) -> bool {
        let first = below.line.text.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(char::is_lowercase)
            && !self.ends_sentence()
            && !below.is_item()
            && !below.is_labelled()
    }

    /// Whether it is one of a list: `- un`, `• deux`, `3. trois`, `c) quatre`.
    fn is_item(&self) -> bool {
        let text = self.line.text;
        if text.starts_with(['-', '–', '—', '•', '*', '▪', '■', '→', '>', '·', '◦', '‣', '✓'])
        {
            return true;
        }
        let mark = text.find(|c: char| !c.is_alphanumeric()).map_or("", |end| &text[..end]);
        let is_number = mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = mark.len() == 1 && mark.starts_with(char::is_lowercase);
        let rest = &text[mark.len()..];
        !mark.is_empty() && (is_number && rest.starts_with(['.', ')']) || is_letter && rest.starts_with(')'))
    }

    /// Whether it begins with a label and a colon: `Q :`, `RFI : …`, `date: …`.
    fn is_labelled(&self) -> bool {
        let Some((label, _)) = self.line.text.split_once(':') else { return false };
        let words = label.split_whitespace();
        label.len() <= 40
            && (label.starts_with(char::is_uppercase) && words.clone().count() <= 4 || words.count() == 1)
    }

    /// Letters that the line begins with, after marks.
    fn first_letters(&self) -> &str {
        let text = self.line.text.trim_start_matches(|c: char| !c.is_alphanumeric());
        &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
    }
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut end = 0;
    let rows = lines(text, 0).map(|line| {
        let after_feed = text.as_bytes()[end..line.start].contains(&b'\x0C');
        end = line.end();
        // A code point has at most four bytes.
        let is_long = line.text.len() > 4 * LONGEST;
        let length = if is_long { LONGEST + 1 } else { line.text.chars().count().min(LONGEST + 1) };
        Row { line, length, after_feed, is_apart: is_apart(line.text) }
    });
    rows.collect()
}

/// `| a | b |`, `a<tab>b`, `a    b`, `# Titre`, `---`.
fn is_apart(line: &str) -> bool {
    line.len() <= 4 * LONGEST
        && (line.starts_with(['#', '|'])
            || has_columns(line.as_bytes())
            || !line.contains(char::is_alphanumeric))
}

/// Whether a tab, three spaces or a bar between two stand in a line. Without a branch for each byte: most lines have none.
fn has_columns(line: &[u8]) -> bool {
    let three = line.iter().zip(line.get(1..).unwrap_or_default()).zip(line.get(2..).unwrap_or_default());
    let is_wide =
        |one: u8, two: u8, three: u8| (one == b' ') & ((two == b' ') | (two == b'|')) & (three == b' ');
    let wide = three.fold(false, |any, ((&one, &two), &three)| any | is_wide(one, two, three));
    wide || memchr(b'\t', line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lexicon, model::Offsets};
    use std::sync::LazyLock;

    static JOINER: LazyLock<LineJoiner> =
        LazyLock::new(|| LineJoiner::new(&lexicon::load(&lexicon::Options::default()).unwrap()));

    fn joined(text: &str) -> String {
        let mut document = Document::new("a", text);
        JOINER.join(&mut document);
        let whole = Span::new(0, document.text.len() as u32);
        assert_eq!(Offsets::new(&document).original(whole), text, "the original is kept");
        document.text
    }

    const ARTICLE: &str = "La réunion des éleveurs de la vallée s’est tenue hier sous un hangar prêté par la mairie, en présence de \
        deux vétérinaires et du capitaine Moctar Djiboréma, venu de loin avec son porte-parole. Les débats ont porté sur le fourrage.\n\
        Le ministre a promis une réponse avant la fin de la semaine. « Nous verrons », a répondu le président de la coopérative, \
        qui demande aussi une baisse du prix du lait, car il a doublé depuis le début de la saison sèche.";

    /// Breaks each line of a text at a width, at spaces.
    fn broken(text: &str, width: usize) -> String {
        let mut lines: Vec<String> = vec![];
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                    lines.push(std::mem::take(&mut line));
                }
                line += if line.is_empty() { "" } else { " " };
                line += word;
            }
            lines.push(line);
        }
        lines.join("\n")
    }

    #[test]
    fn lines_of_any_width_are_joined() {
        for width in 30..=110 {
            let text = joined(&broken(ARTICLE, width));
            // A paragraph may end where a line is full by chance.
            assert_eq!(text.replace('\n', " "), ARTICLE.replace('\n', " "), "at {width}");
            assert!(text.lines().count() <= 2, "at {width}: {text}");
            let apart = broken(ARTICLE, width).replacen("fourrage.\n", "fourrage.\n\n", 1);
            assert_eq!(joined(&apart), ARTICLE.replace('\n', "\n\n"), "at {width}");
        }
    }

    #[test]
    fn words_that_a_hyphen_cuts_are_joined_and_compounds_are_not() {
        for (cut, right) in [
            ("Le prési-\ndent est à Gao.", "Le président est à Gao."),
            ("Le minis\u{AD}\ntre est à Gao.", "Le ministre est à Gao."),
            ("Le minis¬\n  tre est à Gao.", "Le ministre est à Gao."),
            ("Son porte-\nparole est à Gao.", "Son porte-parole est à Gao."),
            ("Peut-il venir ? Peut-\nil partir ?", "Peut-il venir ? Peut-il partir ?"),
            // The text has the word, in one or with its hyphen.
            ("La contre-attaque. La contre-\nattaque.", "La contre-attaque. La contre-attaque."),
            ("Il souscrit. Qui sous-\ncrit paie.", "Il souscrit. Qui souscrit paie."),
            ("La visite de Boni-\nTeniers.", "La visite de Boni-Teniers."),
            ("L’axe Moscou–\nAES.", "L’axe Moscou–AES."),
            ("L’affaire du Mali-\nLe ministre parle.", "L’affaire du Mali-\nLe ministre parle."),
            ("Le Mali -\nune enquête", "Le Mali -\nune enquête"),
            ("Le Mali-\n\nune enquête", "Le Mali-\n\nune enquête"),
            ("Les années 1990-\net après", "Les années 1990-\net après"),
        ] {
            assert_eq!(joined(cut), right);
        }
    }

    #[test]
    fn pages_are_stepped_over() {
        let page =
            |number: usize, text: &str| format!("LE FLEUVE, 8 mai\n\n{text}\n\nPage {number} sur 3\n\n");
        let lines = broken(ARTICLE, 45);
        let lines: Vec<&str> = lines.lines().collect();
        let thirds: Vec<String> =
            lines.chunks(lines.len().div_ceil(3)).map(|lines| lines.join("\n")).collect();
        let text: String = thirds.iter().zip(1..).map(|(text, number)| page(number, text)).collect();
        let text = format!("Éleveurs\n\n{text}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&joined(&text)), words(&format!("Éleveurs {ARTICLE}")));
        let fed = text.replace("sur 3\n\n", "sur 3\n\n\x0C");
        assert_eq!(words(&joined(&fed)), words(&format!("Éleveurs {ARTICLE}")));
    }

    #[test]
    fn what_no_width_broke_stays() {
        for text in [
            ARTICLE,
            "Un titre sans point\nLe premier paragraphe. Sa suite.\nUn autre paragraphe.",
            // Verse.
            "Le fleuve a vu passer les hommes\nEt les saisons du mil en fleur\nEt rien n’a changé sous les dômes\nDu vieux palais, sinon l’heure",
            // Lists.
            "Les présents :\n- le maire de la commune\n- le préfet\n- les éleveurs de la vallée\n- un vétérinaire",
            "1. le retrait des troupes\n2. la fin de l’accord\n3. le retour des réfugiés",
            "Un marché ouvre ses portes dans le quartier\nLes éleveurs demandent une baisse du prix\nLe pont sera fermé trois semaines",
            // Tables.
            "Nom\tfonction\nMoussa\tmaire de la commune\nAwa\tpréfète du cercle",
            "| nom | fonction |\n| a | maire |\n| b | préfet |",
            // Transcripts.
            "Q : Que fait la mairie ?\nR : Elle attend la réponse du ministre.\nQ : Et après ?\nR : Rien.",
            // Front matter.
            "---\ntitle: Un titre de la presse du soir\ndate: 2022-08-15\nsource: exemple\n---\n",
            // A heading that ends with a name.
            "Une rencontre avec le ministre Abdoulaye Diop\nSergueï Lavrov est reparti.",
            "Trente familles sans abri en France\nPlume a vu le maire.",
            "Le retour de Macron\nGoïta insiste.",
            "Les présents\nAbdoulaye\nAwa\nMoussa",
            "Ce que dit la loi\nLe maire se tait.",
            "",
            "\n\n",
        ] {
            assert_eq!(joined(text), text);
        }
    }

    #[test]
    fn a_line_that_ends_in_a_phrase_goes_on_in_the_next() {
        for lines in [
            "Hier, le ministre Abdoulaye\nDiop a écrit à Sergueï\nLavrov à Moscou.",
            "Le notaire Pieter Van der\nBosch a signé à Paris.",
            "À Lomé, Faure\nGnassingbé a reçu Patrice\nTalon.",
            "Le maire et la\nCour des comptes s’opposent.",
            "Un accord avec le\nConseil de l’entente est prévu par les\n15 membres.",
        ] {
            assert_eq!(joined(lines), lines.replace('\n', " "));
        }
    }

    #[test]
    fn headings_and_items_of_a_wrapped_text_stay() {
        let body = broken(ARTICLE, 60);
        let text = format!(
            "Les éleveurs se réunissent\n{body}\n- un premier point\n- un second point\nRFI : et après ?"
        );
        let found = joined(&text);
        let lines: Vec<&str> = found.lines().collect();
        assert_eq!((lines[0], lines[lines.len() - 3]), ("Les éleveurs se réunissent", "- un premier point"));
        assert_eq!(&lines[lines.len() - 2..], ["- un second point", "RFI : et après ?"]);
    }

    #[test]
    fn much_of_anything_takes_little_time() {
        for line in ["\n", "a\n", "le prési-\n", "Le Fleuve – 3\n\n", "\x0C", "le général Traoré est à\n"]
        {
            let started = std::time::Instant::now();
            joined(&line.repeat(20_000));
            assert!(started.elapsed().as_secs() < 10, "{line:?}");
        }
    }
}
