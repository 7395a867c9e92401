//! What a text says of itself in its first lines: title, date, source.

use super::{
    Conventions,
    date::FoundDate,
    lines::{Line, lines},
    speakers,
};
use crate::{
    matcher::fold,
    model::{Date, Document, Span, Zone, ZoneKind},
};

/// Lines that are looked at for a title or a dateline.
const FIRST_LINES: usize = 6;
/// A longer line is no headline.
const LONGEST_HEADLINE: usize = 180;

/// What the front matter says, and where it ends.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Front {
    pub title: Option<String>,
    pub date: Option<String>,
    pub source: Option<String>,
    /// Byte offset of the text after it; 0 where there is none.
    pub end: usize,
    pub zones: Vec<Zone>,
}

impl Front {
    fn set(&mut self, key: &str, value: &str, conventions: &Conventions) -> bool {
        let (key, labels) = (fold(key.trim()), conventions.front());
        let field = match () {
            () if labels.title.contains(&key) => &mut self.title,
            () if labels.date.contains(&key) => &mut self.date,
            () if labels.source.contains(&key) => &mut self.source,
            () => return labels.other.contains(&key),
        };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if field.is_none() && !value.is_empty() {
            *field = Some(value.to_owned());
        }
        true
    }
}

/// YAML front matter: from `---` in the first line to the next, of which simple `key: value` lines are read.
///
/// It is marked as end matter: what it names is said of the document, not in it.
pub(super) fn yaml(text: &str, conventions: &Conventions) -> Front {
    let mut front = Front::default();
    let mut from_top = lines(text, 0);
    let Some(first) = from_top.next().filter(|line| line.start == 0 && line.text == "---") else {
        return front;
    };
    for line in from_top.take(200) {
        if line.text == "---" || line.text == "..." {
            front.end = line.end();
            front.zones =
                vec![Zone { span: Span::new(first.start as u32, line.end() as u32), kind: ZoneKind::Footer }];
            return front;
        }
        if let Some((key, value)) = line.text.split_once(':') {
            front.set(key, value, conventions);
        }
    }
    Front::default()
}

/// What the first lines of Markdown say: YAML front matter or, without any, what they say in plain text.
pub(super) fn markdown(text: &str, conventions: &Conventions) -> Front {
    let yaml = Some(yaml(text, conventions)).filter(|front| front.end > 0);
    yaml.unwrap_or_else(|| keys(text, conventions))
}

/// `Titre : …`, `Date : …`, `Source : …` lines at the top.
pub(super) fn keys(text: &str, conventions: &Conventions) -> Front {
    let mut front = Front::default();
    for line in lines(text, 0).take(FIRST_LINES) {
        let Some((key, value)) = line.text.split_once(':').filter(|(key, _)| key.len() < 20) else { break };
        let had_title = front.title.is_some();
        if !front.set(key, value, conventions) {
            break;
        }
        let is_title = front.title.is_some() && !had_title;
        let kind = if is_title { ZoneKind::Headline } else { ZoneKind::Footer };
        front.zones.push(Zone { span: line.span(), kind });
        front.end = line.end();
    }
    front
}

/// Fills in the title and the date that the first lines from an offset on tell, where they are not known yet.
pub(super) fn complete(document: &mut Document, from: usize, conventions: &Conventions) {
    if document.title.is_some() && document.date.is_some() {
        return;
    }
    let first: Vec<Line> = lines(&document.text, from).take(FIRST_LINES + 1).collect();
    let is_spoken = |line: &Line| {
        speakers::label(line.text).is_some()
            && speakers::are_transcript(lines(&document.text, from), conventions.speakers())
    };
    let headline = headline(&first, conventions)
        .filter(|_| document.text.len() - from > 2 * first[0].text.len())
        .filter(|&index| !is_spoken(&first[index]));
    let date = || {
        let lines = first.iter().enumerate().take(FIRST_LINES);
        lines
            .filter(|&(index, _)| Some(index) != headline)
            .filter_map(|(_, line)| dateline(line.text, conventions))
            .min_by_key(|&(day, _)| day)
            .map(|(_, date)| date)
    };
    let date = document.date.or_else(date);
    let words = |text: &str| text.replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ");
    let title = headline.map(|index| words(bare(first[index].text)));
    document.title = document.title.take().or(title);
    document.date = date;
}

/// Fills in the day and the medium that the first line of a transcript gives: `Le Fleuve, Invité du soir, 12 mars 2024`.
pub(super) fn transcript(document: &mut Document, from: usize, conventions: &Conventions) {
    if document.date.is_some() && document.source.is_some() {
        return;
    }
    let first = lines(&document.text, from).next().filter(|line| line.text.len() <= LONGEST_HEADLINE);
    let Some(line) = first.map(|line| line.text) else { return };
    let dates = conventions.find_dates(line);
    let [found] = &dates[..] else { return };
    if !speakers::are_transcript(lines(&document.text, from).skip(1), conventions.speakers()) {
        return;
    }
    let source =
        medium(&line[..found.start], conventions).or_else(|| medium(&line[found.end..], conventions));
    document.date = document.date.or(Some(found.date));
    document.source = document.source.take().or(source);
}

/// The one part of a line that may be the name of a medium; of several, the one in capitals.
fn medium(line: &str, conventions: &Conventions) -> Option<String> {
    let words = &conventions.front().transcript;
    let marks = |c: char| matches!(c, ',' | '–' | '—' | '|' | '(' | ')' | ':' | '·' | '•');
    let names = line
        .split(marks)
        .flat_map(|part| part.split(" - "))
        .map(|part| part.trim_matches([' ', '*', '_', '#', '.']));
    let is_name = |part: &&str| {
        let first = fold(first_word(part));
        part.starts_with(char::is_uppercase)
            && !part.contains(|c: char| c.is_ascii_digit())
            && !words.contains(&first)
            && !part.split_whitespace().all(|word| conventions.is_before_date(&fold(word)))
    };
    let names: Vec<&str> = names.filter(is_name).collect();
    let in_capitals = || names.iter().find(|name| !name.contains(char::is_lowercase)).copied();
    let one = if let [one] = names[..] { Some(one) } else { in_capitals() };
    one.map(str::to_owned)
}

/// Gives a document another title. The line that has the one that it had stays its headline.
pub(super) fn retitle(document: &mut Document, title: String) {
    let old = document.title.replace(title);
    let is_old = |line: &Line| old.as_deref().is_some_and(|old| bare(line.text) == old);
    let headline = lines(&document.text, 0).take(FIRST_LINES).find(is_old).map(|line| line.span());
    let is_marked = |span: Span| document.zones.iter().any(|zone| zone.span.overlaps(span));
    if let Some(span) = headline.filter(|&span| !is_marked(span)) {
        document.zones.push(Zone { span, kind: ZoneKind::Headline });
        document.zones.sort_by_key(|zone| zone.span.start);
    }
}

/// Which of the first lines is the headline: the first, or the one below a kicker in capitals.
fn headline(first: &[Line], conventions: &Conventions) -> Option<usize> {
    let follows = |index: usize| first.get(index + 1);
    if !is_headline(first.first()?, follows(0), conventions) {
        return None;
    }
    let kicker = bare(first[0].text);
    let is_kicker = kicker.split_whitespace().count() <= 4 && !kicker.chars().any(char::is_lowercase);
    let second = first.get(1).filter(|second| is_kicker && !second.after_blank);
    let is_second = second.is_some_and(|second| {
        is_headline(second, follows(1), conventions) && follows(1).is_some_and(|third| third.after_blank)
    });
    Some(usize::from(is_second))
}

fn is_headline(line: &Line, next: Option<&Line>, conventions: &Conventions) -> bool {
    let text = bare(line.text);
    let Some(next) = next else { return false };
    // A line that goes on in the next one was wrapped.
    let is_wrapped = !next.after_blank && next.text.starts_with(char::is_lowercase);
    let ends_open = text.ends_with(['.', ',', ';', ':']) && !text.ends_with("...");
    let is_item = line.text.starts_with(['-', '•', '–', '—']);
    let folded = fold(&text[..text.floor_char_boundary(20)]);
    let is_byline = conventions.front().no_headline.iter().any(|start| folded.starts_with(start));
    line.text.len() <= LONGEST_HEADLINE
        && text.chars().any(char::is_alphabetic)
        && !(is_wrapped || ends_open || is_item || is_byline)
        && dateline(line.text, conventions).is_none()
}

/// A line without the marks of Markdown around it.
pub(super) fn bare(line: &str) -> &str {
    line.trim_start_matches(['#', '*', '_', '>', ' ']).trim_end_matches(['#', '*', '_', ' '])
}

/// What a date in a line is the day of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DayOf {
    Publication,
    /// A later change of the text.
    Change,
}

/// The date that a line gives as the day of publication: `Bamako, 18 août 2020 –`, `Publié le 8 mai 2025`,
/// `(Niamey, 26 juillet 2023)`, `jeudi 8 mai 2025`, `Une Plume | 8 mai 2025`. A date that a sentence merely names is none; of a line
/// that gives the day of a change, too, the day of publication counts.
pub(super) fn dateline(line: &str, conventions: &Conventions) -> Option<(DayOf, Date)> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_#>([-–—•|,".contains(c));
    let line = &line[..line.floor_char_boundary(160)];
    let dates = conventions.find_dates(line);
    let told = dates.into_iter().filter_map(|found| Some((day_of(line, &found, conventions)?, found.date)));
    told.min_by_key(|&(day, _)| day)
}

/// The first date of a text that is known to hold one, but for that of a change.
pub(super) fn named_date(text: &str, conventions: &Conventions) -> Option<Date> {
    let updated = &conventions.front().updated;
    let mut dates = conventions.find_dates(text).into_iter();
    dates
        .find(|found| !is_cue(without_day(&text[..found.start], conventions), updated))
        .map(|found| found.date)
}

/// What a date is by what stands around it; nothing where it is merely named.
fn day_of(line: &str, found: &FoundDate, conventions: &Conventions) -> Option<DayOf> {
    let (before, after) = (without_day(&line[..found.start], conventions), line[found.end..].trim_start());
    let after = after.trim_start_matches(['*', '_']);
    let hour = || conventions.front().after_date.contains(&fold(first_word(after)));
    let ends = |marks: &str| after.chars().next().is_none_or(|c| marks.contains(c)) || hour();
    if is_cue(before, &conventions.front().updated) {
        return Some(DayOf::Change);
    }
    let says_so = match before {
        "" => line.len() <= 80 && ends("-–—|(/.)]·•"),
        before if is_cue(before, &conventions.front().published) => true,
        // The last part of a byline.
        before if before.ends_with(['|', '•', '·']) => line.len() <= 120 && ends("|•·("),
        before => is_place(before, conventions) && ends("-–—|(/.:)]"),
    };
    says_so.then_some(DayOf::Publication)
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// What stands before a date, without `jeudi`, `le`.
fn without_day<'l>(mut before: &'l str, conventions: &Conventions) -> &'l str {
    loop {
        before = before.trim_end();
        let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        if word.is_empty() || !conventions.is_before_date(&fold(word)) {
            return before;
        }
        before = &before[..before.len() - word.len()];
    }
}

/// `Publié`, `Mis en ligne`, `Par A. B. – publié`; but not `Le rapport publié`.
fn is_cue(before: &str, cues: &[String]) -> bool {
    let folded = fold(before);
    let folded = folded.trim_end_matches([':', ' ', '\u{a0}', '*']);
    cues.iter().filter_map(|cue| folded.strip_suffix(cue.as_str())).any(|rest| {
        let rest = rest.trim_end();
        rest.is_empty() || rest.ends_with(['-', '–', '—', '|', ',', '•', '·', ':', '/', '.', '(', ')'])
    })
}

/// `Bamako,`, `Bamako – Alger,`, `N’Djamena (Tchad) –`, `Par A. B.,`: a few capitalised words and a mark.
fn is_place(before: &str, conventions: &Conventions) -> bool {
    let Some(names) = before.strip_suffix([',', '-', '–', '—', ':', '(', '/', '|', '.']) else {
        return false;
    };
    let mut words = names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let starts = words.peek().is_some_and(|word| word.starts_with(char::is_uppercase));
    let few = words.clone().count() <= 8 && names.len() <= 80;
    let small = |word: &str| conventions.front().dateline_words.iter().any(|small| small == word);
    starts && few && words.all(|word| word.starts_with(char::is_uppercase) || small(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Option<String>, Option<String>) {
        let mut document = Document::new("a", text);
        complete(&mut document, 0, &Conventions::default());
        (document.title, document.date.map(|date| date.to_string()))
    }

    #[test]
    fn datelines() {
        for (line, wanted) in [
            ("Bamako, 18 août 2020 – Le président a démissionné.", Some("2020-08-18")),
            ("BAMAKO, le mardi 18 aout 2020 (AMAP) - Le président", Some("2020-08-18")),
            ("Bamako, le 18 août 2020. En quatre jours, tout a changé.", Some("2020-08-18")),
            ("(Niamey, 18 août 2020)", Some("2020-08-18")),
            ("Bamako – Alger, 18 août 2020", Some("2020-08-18")),
            ("Publié le 18 août 2020 à 10h12", Some("2020-08-18")),
            ("Par La rédaction – publié le mardi 18 août 2020", Some("2020-08-18")),
            ("Par Une Plume, le 18 août 2020 à 13h34", Some("2020-08-18")),
            ("mardi 18 août 2020", Some("2020-08-18")),
            ("*18 août 2020 – La rédaction*", Some("2020-08-18")),
            ("Date : 18/08/2020", Some("2020-08-18")),
            ("Le 18 août 2020, des soldats ont quitté leur camp.", None),
            ("18 août 2020 : des soldats quittent leur camp.", None),
            ("Un rapport publié le 18 août 2020 le dit.", None),
            ("En visite à Bamako, le 18 août 2020 - il l’a dit.", None),
            ("La crise ouverte le mardi 18 août 2020 dure encore.", None),
            ("Bamako, 18 août – Le président", None),
            ("Par la rédaction de Dakar avec AFP | 18 août 2020", Some("2020-08-18")),
            ("Mis à jour le 30 août 2020 à 12:40 | Publié le 18 août 2020 à 20:18", Some("2020-08-18")),
            ("Publié le 18 août 2020 à 10:00, mis à jour le 30 août 2020", Some("2020-08-18")),
            ("Actualisé le 30 août 2020 · Publication : 18 août 2020", Some("2020-08-18")),
            ("Mis à jour le 18 août 2020", Some("2020-08-18")),
            ("Actualisé à 12h40, le 30 août 2020 (publié le 18.08.2020)", Some("2020-08-18")),
            ("Première publication : 18/08/2020 - 12:40", Some("2020-08-18")),
        ] {
            assert_eq!(
                dateline(line, &Conventions::default()).map(|(_, date)| date.to_string()).as_deref(),
                wanted,
                "{line}"
            );
        }
    }

    #[test]
    fn headlines() {
        let body = "\n\nLe corps du texte est bien plus long que son titre, et il finit par un point final.";
        for (first, wanted) in [
            ("Mali : une visite à Kidal", Some("Mali : une visite à Kidal")),
            ("# Mali : *une* visite", Some("Mali : une visite")),
            ("TRANSITION\nLe colonel change de bureau", Some("Le colonel change de bureau")),
            ("Que veut l’AES ?", Some("Que veut l’AES ?")),
            ("Le texte commence ici.", None),
            ("Par Une Plume", None),
            ("Bamako, 18 août 2020", None),
            ("Une ligne trop courte que\nl’on a coupée au milieu", None),
            ("- un point d’une liste", None),
        ] {
            assert_eq!(told(&format!("{first}{body}")).0.as_deref(), wanted, "{first}");
        }
        assert_eq!(told("Une seule ligne sans point").0, None);
        assert_eq!(told("").0, None);
    }

    #[test]
    fn a_date_in_the_headline_is_not_the_day_of_publication() {
        let text =
            "Retour sur le 18 août 2020\n\nNiamey, 2 mars 2021 – Un texte assez long pour avoir un titre.";
        assert_eq!(told(text).1.as_deref(), Some("2021-03-02"));
        let late = format!("{}Bamako, 18 août 2020 – fin", "Une ligne.\n".repeat(7));
        assert_eq!(told(&late).1, None);
    }

    #[test]
    fn the_first_line_of_a_transcript() {
        let talk = "\n\nQ : Que fait la mairie ?\nR : Elle attend.\nQ : Et après ?\nR : Rien.";
        for (line, source, date) in [
            ("Le Fleuve, 12 mars 2024", Some("Le Fleuve"), Some("2024-03-12")),
            (
                "Transcription – LE FLEUVE, Invité du soir – 12/03/2024, 7 h 30",
                Some("LE FLEUVE"),
                Some("2024-03-12"),
            ),
            ("Entretien avec Awa Sarr (La Dune), mardi 12 mars 2024", Some("La Dune"), Some("2024-03-12")),
            ("Awa Sarr, La Dune, 12 mars 2024", None, Some("2024-03-12")),
            ("La mairie entre le 8 mars 2024 et le 12 mars 2024", None, None),
            ("Le Fleuve", None, None),
        ] {
            for (text, is_transcript) in
                [(format!("{line}{talk}"), true), (format!("{line}\n\nUn texte."), false)]
            {
                let mut document = Document::new("a", text);
                transcript(&mut document, 0, &Conventions::default());
                let date = date.filter(|_| is_transcript);
                assert_eq!(document.date.map(|date| date.to_string()).as_deref(), date, "{line}");
                assert_eq!(document.source.as_deref(), source.filter(|_| is_transcript), "{line}");
            }
        }
    }

    #[test]
    fn front_matter() {
        let conventions = Conventions::default();
        let text = "---\ntitle: \"Un titre : deux\"\ndate: 2022-08-15\ntags: [a]\n---\n\nCorps.";
        let front = yaml(text, &conventions);
        assert_eq!(front.title.as_deref(), Some("Un titre : deux"));
        assert_eq!(front.date.as_deref(), Some("2022-08-15"));
        assert_eq!(&text[front.end..], "\n\nCorps.");
        assert_eq!(yaml("---\ntitle: jamais fermé", &conventions), Front::default());
        let text = "Titre : Une visite\nDate : 8 mai 2025\nSource: Exemple\n\nCorps.";
        let front = keys(text, &conventions);
        assert_eq!((front.title.as_deref(), front.source.as_deref()), (Some("Une visite"), Some("Exemple")));
        assert_eq!(front.zones.len(), 3);
        assert_eq!(&text[front.end..], "\n\nCorps.");
        assert_eq!(keys("Mali : une visite\n\nCorps.", &conventions).end, 0);
    }
}
