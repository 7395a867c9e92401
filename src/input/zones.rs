//! Marks what the parts of a text are: headline, related links, bylines, end matter. The rest is body.

use super::{
    front::bare,
    lines::{EDGE, Line, Marked, comparable, lines},
    signature, speakers,
};
use crate::model::{Document, Span, Zone, ZoneCues, ZoneKind};

/// A longer line is running text, whatever it begins with.
const LONGEST_LINK: usize = 300;
/// A longer line is no byline.
const LONGEST_BYLINE: usize = 100;
/// A line after a heading such as `Sur le même sujet` is a link as long as it is no longer than this.
const LONGEST_TITLE: usize = 180;
/// Links below one heading.
const MOST_LINKS: usize = 12;
/// A longer line is no button.
const LONGEST_BUTTON: usize = 30;

/// Marks the zones of documents by the cues of a language.
#[derive(Debug, Clone)]
pub(crate) struct ZoneMarker {
    /// The cues in the form under which they are compared, sorted.
    cues: Vec<(String, Section)>,
    longest: usize,
    /// Words in small letters that a signature may have.
    signature_words: Vec<String>,
    /// Labels of those who speak without a name, folded.
    speakers: Vec<String>,
}

/// What a list of cues tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Related,
    Byline,
    Footer,
    FooterLine,
    Share,
}

/// What a cue at the start of a line makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// Related links; whether the cue is all there is.
    Related(bool),
    Byline,
    Footer,
    FooterLine,
    Share,
}

impl ZoneMarker {
    /// A marker for the cues of a language.
    pub fn new(cues: &ZoneCues) -> ZoneMarker {
        let (signature_words, speakers) = (cues.signature_words.clone(), cues.speaker.clone());
        let lists = [
            (&cues.related, Section::Related),
            (&cues.byline, Section::Byline),
            (&cues.footer, Section::Footer),
            (&cues.footer_line, Section::FooterLine),
            (&cues.share, Section::Share),
        ];
        let all = lists.into_iter().flat_map(|(cues, section)| cues.iter().map(move |cue| (cue, section)));
        let mut cues: Vec<(String, Section)> = all
            .map(|(cue, section)| (comparable(cue.trim(), usize::MAX), section))
            .filter(|(cue, _)| !cue.is_empty())
            .collect();
        cues.sort();
        // Folding shortens: a line needs more bytes than the cue it begins with.
        let longest = 3 * cues.iter().map(|(cue, _)| cue.len()).max().unwrap_or(0) + 8;
        ZoneMarker { cues, longest, signature_words, speakers }
    }

    /// Marks the zones of a document; those it has from its reader stay.
    pub fn mark(&self, document: &mut Document) {
        let given = std::mem::take(&mut document.zones);
        let is_given = |line: &Line| {
            let before = given.partition_point(|zone| zone.span.end <= line.span().start);
            given.get(before).is_some_and(|zone| zone.span.overlaps(line.span()))
        };
        let mut marked: Vec<Marked> = lines(&document.text, 0)
            .filter(|line| !is_given(line))
            .map(|line| Marked { line, kind: None })
            .collect();
        let has_headline = given.iter().any(|zone| zone.kind == ZoneKind::Headline);
        if let Some(title) = document.title.as_ref().filter(|_| !has_headline) {
            mark_headline(&mut marked, title);
        }
        self.mark_cues(&mut marked);
        signature::mark(&mut marked, &self.signature_words);
        let in_body = marked.iter().filter(|marked| marked.kind.is_none()).map(|marked| marked.line);
        let speakers = speakers::zones(in_body, &self.speakers);
        let zones = joined(&marked).into_iter().chain(speakers);
        document.zones = given;
        document.zones.extend(zones);
        document.zones.sort_by_key(|zone| zone.span.start);
    }

    fn mark_cues(&self, marked: &mut [Marked]) {
        let (count, end) = (marked.len(), marked.last().map_or(0, |last| last.line.end()));
        let mut index = 0;
        while index < count {
            let line = marked[index].line;
            let is_late = 3 * index >= 2 * count || 3 * line.start >= 2 * end;
            let is_edge = index < EDGE || count - index <= EDGE;
            match self.cue(line.text).filter(|_| marked[index].kind.is_none()) {
                Some(Cue::Footer) if is_late => {
                    return self.mark_end_matter(&mut marked[index..]);
                }
                Some(Cue::Related(is_heading)) => {
                    let links = if is_heading { links_below(&marked[index..], is_late) } else { 0 };
                    marked[index..=index + links]
                        .iter_mut()
                        .for_each(|line| line.kind = Some(ZoneKind::Related));
                    index += links;
                }
                Some(Cue::Share) => {
                    let end = index + 1 + buttons_below(&marked[index..]);
                    marked[index..end].iter_mut().for_each(|line| line.kind = Some(ZoneKind::Share));
                    if is_late {
                        return self.mark_end_matter(&mut marked[end..]);
                    }
                    index = end - 1;
                }
                Some(Cue::Byline) if is_edge => marked[index].kind = Some(ZoneKind::Byline),
                Some(Cue::FooterLine) => marked[index].kind = Some(ZoneKind::Footer),
                None if is_edge && is_late && is_copyright(line.text) => {
                    marked[index].kind = Some(ZoneKind::Footer)
                }
                _ => {}
            }
            index += 1;
        }
    }

    fn mark_end_matter(&self, marked: &mut [Marked]) {
        for line in marked {
            line.kind = Some(match self.cue(line.line.text) {
                Some(Cue::Related(_)) => ZoneKind::Related,
                Some(Cue::Byline) => ZoneKind::Byline,
                Some(Cue::Share) => ZoneKind::Share,
                _ => ZoneKind::Footer,
            });
        }
    }

    /// The cue that a line begins with, after bullets and the like; the longest where several fit.
    fn cue(&self, line: &str) -> Option<Cue> {
        if line.len() > 4 * LONGEST_LINK {
            return None;
        }
        let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !"©«“\"".contains(c));
        let near = self.near(bare);
        if near.is_empty() {
            return None;
        }
        let start = comparable(bare, self.longest);
        let is_short = line.len() <= LONGEST_LINK;
        let fitting = near.iter().filter(|(cue, _)| begins(&start, cue)).filter_map(|(cue, section)| {
            let found = match section {
                Section::Related => is_short.then(|| Cue::Related(is_heading(&start[cue.len()..], bare))),
                Section::Byline => is_byline(bare, cue).then_some(Cue::Byline),
                Section::Footer => is_end_matter(&start, cue).then_some(Cue::Footer),
                Section::FooterLine => (is_short && is_end_matter(&start, cue)).then_some(Cue::FooterLine),
                Section::Share => {
                    (line.len() <= LONGEST_BYLINE && is_end_matter(&start, cue)).then_some(Cue::Share)
                }
            };
            Some((cue.len(), found?))
        });
        fitting.max_by_key(|&(length, _)| length).map(|(_, cue)| cue)
    }

    /// The cues with the first letter of a line, where some of them goes on as the line does: none for most lines.
    fn near(&self, line: &str) -> &[(String, Section)] {
        const BYTES: usize = 12;
        let head = comparable(line, BYTES);
        let head = head.trim_end();
        let Some(first) = head.chars().next() else { return &[] };
        let from = self.cues.partition_point(|(cue, _)| !cue.starts_with(first) && cue.as_str() < head);
        let count = self.cues[from..].partition_point(|(cue, _)| cue.starts_with(first));
        let near = &self.cues[from..from + count];
        let agrees = |cue: &str| cue.starts_with(head) || head.starts_with(cue);
        if near.iter().any(|(cue, _)| agrees(cue)) { near } else { &[] }
    }
}

/// Whether a line begins with a cue as a word.
fn begins(line: &str, cue: &str) -> bool {
    line.strip_prefix(cue).is_some_and(|rest| {
        let ends_word = !cue.ends_with(char::is_alphanumeric);
        ends_word || !rest.chars().next().is_some_and(char::is_alphanumeric)
    })
}

/// A cue that is one ordinary word (`publicité`, `fin`) counts only where it is all that the line says.
fn is_end_matter(line: &str, cue: &str) -> bool {
    let is_word = cue.chars().all(char::is_alphabetic);
    !is_word || !line[cue.len()..].contains(char::is_alphanumeric)
}

/// Whether nothing follows the cue but a colon and the like.
fn is_heading(rest: &str, line: &str) -> bool {
    line.len() <= LONGEST_BYLINE && !rest.contains(char::is_alphanumeric)
}

/// A byline is short; `par` needs a capital after it, for `Par ailleurs` is none.
fn is_byline(line: &str, cue: &str) -> bool {
    let is_short = line.len() <= LONGEST_BYLINE && (!line.ends_with('.') || line.len() <= 50);
    let next = || line.split_whitespace().nth(1).and_then(|word| word.chars().find(|c| c.is_alphanumeric()));
    is_short && (cue.contains([' ', ':']) || next().is_some_and(char::is_uppercase))
}

/// A short line with a sign of rights in it, wherever.
fn is_copyright(line: &str) -> bool {
    line.len() <= LONGEST_BYLINE && line.contains(['©', '®'])
}

/// The first lines up to the title, which may stand below a kicker.
fn mark_headline(marked: &mut [Marked], title: &str) {
    let without_marks = |line: &str| comparable(&bare(line).replace(['*', '_'], ""), usize::MAX);
    let title = without_marks(title);
    let is_title =
        |line: &Marked| line.line.text.len() < 3 * title.len() + 20 && without_marks(line.line.text) == title;
    if let Some(index) = marked.iter().take(3).position(is_title) {
        marked[..=index].iter_mut().for_each(|line| line.kind = Some(ZoneKind::Headline));
    }
}

/// How many lines below a heading such as `À lire aussi :` are its links.
///
/// List items are, and lines without a full stop up to a blank line. Near the end of a text, where pages put their
/// lists of links, blank lines may stand between them.
fn links_below(marked: &[Marked], is_late: bool) -> usize {
    let is_item = |line: &Line| line.text.starts_with(['-', '*', '•', '–', '▪', '→', '>', '·']);
    let is_link =
        |line: &Line| line.text.len() <= LONGEST_TITLE && !line.text.ends_with(['.', ';', ',', '»']);
    let below = marked.iter().skip(1).take(MOST_LINKS);
    let links = below.take_while(|Marked { line, kind }| {
        kind.is_none() && is_link(line) && (is_item(line) || !line.after_blank || is_late)
    });
    links.count()
}

/// How many lines below one that shares an article name no more than a network: `Facebook ,`.
fn buttons_below(marked: &[Marked]) -> usize {
    let is_button =
        |line: &Line| line.text.len() <= LONGEST_BUTTON && line.text.split_whitespace().count() <= 3;
    marked.iter().skip(1).take_while(|Marked { line, kind }| kind.is_none() && is_button(line)).count()
}

/// Lines of the same kind next to each other are one zone.
fn joined(marked: &[Marked]) -> Vec<Zone> {
    let mut zones: Vec<Zone> = vec![];
    let mut last = None;
    for Marked { line, kind } in marked {
        match (zones.last_mut(), *kind) {
            (Some(zone), Some(kind)) if last == Some(kind) => {
                zone.span = Span::new(zone.span.start, line.span().end)
            }
            (_, Some(kind)) => zones.push(Zone { span: line.span(), kind }),
            (_, None) => {}
        }
        last = *kind;
    }
    zones
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn cues() -> ZoneCues {
        let list = |cues: &[&str]| cues.iter().map(|&cue| cue.to_owned()).collect();
        ZoneCues {
            related: list(&["à lire aussi", "lire aussi", "sur le même sujet", "à lire :"]),
            byline: list(&["par", "publié le", "propos recueillis par"]),
            footer: list(&["NB : toute reproduction", "laisser un commentaire"]),
            footer_line: list(&["source :", "©", "lire l’article original", "publicité"]),
            share: list(&["partager cet article", "partager sur"]),
            signature_words: Vec::new(),
            speaker: list(&["journaliste"]),
        }
    }

    /// Each line of a text begins with the letter of its zone and `|`, which are taken away.
    #[track_caller]
    fn check(title: Option<&str>, lines: &[&str]) {
        let parts: Vec<(&str, &str)> = lines.iter().map(|line| line.split_once('|').unwrap()).collect();
        let text: Vec<&str> = parts.iter().map(|&(_, line)| line).collect();
        let mut document = Document::new("a", text.join("\n"));
        document.title = title.map(str::to_owned);
        ZoneMarker::new(&cues()).mark(&mut document);
        let mut at = 0;
        for (zone, line) in parts {
            let wanted = match zone {
                "H" => ZoneKind::Headline,
                "R" => ZoneKind::Related,
                "B" => ZoneKind::Byline,
                "F" => ZoneKind::Footer,
                "S" => ZoneKind::Share,
                _ => ZoneKind::Body,
            };
            if !line.trim().is_empty() {
                assert_eq!(document.zone_at(at as u32), wanted, "{line:?} in {text:#?}");
                assert_eq!(document.zone_at((at + line.len() - 1) as u32), wanted, "end of {line:?}");
            }
            at += line.len() + 1;
        }
        let spans = document.zones.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        assert!(spans, "zones overlap: {:?}", document.zones);
    }

    #[test]
    fn an_article_of_a_news_site() {
        check(
            Some("Une visite à Kidal"),
            &[
                "H|Une visite à Kidal",
                "B|Par Une Plume",
                "B|Publié le 8 mai 2025 à 10h",
                ".|",
                ".|Le général est arrivé jeudi, avec trois ministres et une escorte.",
                "R|À Lire Aussi :\u{a0}La route de Gao rouvre",
                "R|A lire aussi : Le nord attend",
                ".|",
                "R|>> Lire aussi: Un pont à Ansongo",
                ".|Par ailleurs, il a promis une école et des routes.",
                ".|Une intertitre",
                ".|Il est reparti le soir même vers le sud, par la route.",
                ".|",
                "F|NB : Toute reproduction sans accord est interdite.",
                ".|",
                "B|Ichia Mintou",
                ".|",
                "F|Source: Le Fleuve",
                "F|Lire l’article original ici.",
            ],
        );
    }

    #[test]
    fn kickers_and_markdown_titles() {
        check(Some("Le titre"), &["H|TRANSITION", "H|# Le *titre*", ".|Le corps."]);
        check(Some("Un titre d’ailleurs"), &[".|Le corps.", ".|La suite."]);
    }

    #[test]
    fn buttons() {
        let body = ".|Le général est arrivé jeudi, avec trois ministres et une escorte.";
        check(None, &["S|Partager sur Facebook et WhatsApp", body, body, body]);
        check(None, &[body, body, "S|Partager cet article :", "S|Courriel ,", "S|Facebook ,", "S|Yahoo!"]);
        check(
            None,
            &[
                body,
                body,
                body,
                "S|Partager cet article :",
                "S|Courriel",
                "F|Le Fleuve a rendu compte de la visite.",
            ],
        );
    }

    #[test]
    fn lists_of_links() {
        let links = ["R|Sur le même sujet :", "R|- Un pont à Ansongo", "R|La route de Gao", ".|"];
        let body = [".|Le corps reprend ici et finit par un point.", ".|Encore un corps.", ".|Encore un."];
        check(None, &[&[".|Début du texte."], &links[..], &body[..], &body[..]].concat());
        let late = ["R|À lire aussi", ".|", "R|Un pont à Ansongo", ".|", "R|La route de Gao"];
        check(None, &[&body[..], &body[..], &late[..]].concat());
        let sentence = ".|Lire aussi dans le marc de café ne suffit pas, et cette phrase est bien trop longue pour \
            un lien : elle va de virgule en virgule, raconte la veille, puis le lendemain, puis encore la semaine \
            d’avant, et ne finit que bien après ce que permet le titre le plus bavard de la presse du soir, ou du \
            matin, et même du dimanche.";
        check(None, &[sentence]);
    }

    #[test]
    fn cues_are_words_and_late_cues_are_late() {
        check(
            None,
            &[".|Sourced : rien", ".|Publicité mensongère, dit-il.", "F|PUBLICITÉ", ".|« Publicité »"],
        );
        check(
            None,
            &[
                ".|Laisser un commentaire est permis.",
                ".|Deux.",
                ".|Trois.",
                ".|Quatre.",
                ".|Cinq.",
                ".|Six.",
            ],
        );
        check(
            None,
            &[
                ".|Un.",
                ".|Deux.",
                ".|Trois.",
                ".|Quatre.",
                ".|Cinq.",
                "F|Laisser un commentaire",
                "F|Votre nom",
            ],
        );
    }

    #[test]
    fn zones_of_the_reader_stay() {
        let mut document = Document::new("a", "---\nsource : x\n---\nCorps.\nSource : x");
        let front = Zone { span: Span::new(0, 18), kind: ZoneKind::Headline };
        document.zones = vec![front];
        ZoneMarker::new(&cues()).mark(&mut document);
        assert_eq!(document.zones[0], front);
        assert_eq!((document.zones.len(), document.zone_at(30)), (2, ZoneKind::Footer));
    }

    #[test]
    fn no_cues_no_lines() {
        for text in ["", "\n\n", "Texte.", "©"] {
            let mut document = Document::new("a", text);
            ZoneMarker::new(&ZoneCues::default()).mark(&mut document);
            ZoneMarker::new(&cues()).mark(&mut document);
        }
    }
    #[test]
    fn much_of_anything_takes_little_time() {
        for line in ["\n", "Le général Traoré est à Gao. ", "Une Plume\n\n", "À lire aussi\n"] {
            let started = Instant::now();
            let mut document = Document::new("a", line.repeat(200_000));
            ZoneMarker::new(&cues()).mark(&mut document);
            assert!(started.elapsed() < Duration::from_secs(15), "{line:?}: {:?}", started.elapsed());
        }
    }
}
