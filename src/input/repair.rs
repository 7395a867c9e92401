//! Mojibake: UTF-8 that somebody once read as Windows-1252 (`TraorÃ©`, `lâ€™armÃ©e`), or as the character set of a Mac, of Central Europe
//! or of DOS (`Traor√©`, `TraorĂ©`, `Traor├®`), made right again.
//!
//! What is touched is narrow, so that right text never is (`Âge`, `À`, `São`): two to four characters whose
//! Windows-1252 bytes are one UTF-8 character that French text may hold. Halves of a character whose other half was
//! trimmed away (`Â` of a non-breaking space, `Ã` of `à`) are repaired where nothing else can be meant, or where the
//! text shows other such debris.

use super::charset::Charset;
use crate::model::{Document, Repair, Span};
use std::sync::LazyLock;

/// What every piece of debris begins with.
const LEADS: [&str; 17] =
    ["Â", "Ã", "Ä", "Å", "â€", "â‚", "â„", "ðŸ", "ï»", "√", "¬", "‚Ä", "Ă", "Ĺ", "├", "┬", "ÔÇ"];

/// Other character sets that UTF-8 was read in, with the first characters of debris by way of them.
static OTHERS: LazyLock<[(Vec<char>, &str); 3]> = LazyLock::new(|| {
    let high = |name| Charset::from_name(name).expect("a known name").high();
    [(high("macintosh"), "√¬‚"), (high("windows-1250"), "ĂĹ"), (high("cp850"), "├┬Ô")]
});

/// The second bytes of them: few characters of French text have one.
const SECOND: [bool; 256] = {
    let (mut second, mut at) = ([false; 256], 0);
    while at < LEADS.len() {
        second[LEADS[at].as_bytes()[1] as usize] = true;
        at += 1;
    }
    second
};

/// Where debris may begin, in order, none in another.
fn leads(text: &str) -> impl Iterator<Item = usize> {
    let (bytes, mut at) = (text.as_bytes(), 0);
    let is_lead = |byte: &u8| *byte >= 0xC2;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(is_lead)?;
            let is = |lead: &&&str| bytes[start..].starts_with(lead.as_bytes());
            let lead = SECOND[usize::from(bytes[start + 1])].then(|| LEADS.iter().find(is)).flatten();
            at = start + lead.map_or(2, |lead| lead.len());
            if lead.is_some() {
                return Some(start);
            }
        }
    })
}

/// Repairs the text of a document and notes what stood there.
pub(super) fn document(document: &mut Document) -> usize {
    if let Some((text, repairs)) = text(&document.text) {
        document.text = text;
        document.repairs = repairs;
    }
    document.repairs.len()
}

/// The repaired text; none where there is nothing to repair.
pub(super) fn text(text: &str) -> Option<(String, Vec<Repair>)> {
    let pieces = find(text);
    if pieces.is_empty() {
        return None;
    }
    let (mut repaired, mut repairs) = (String::with_capacity(text.len()), Vec::with_capacity(pieces.len()));
    let mut at = 0;
    for Piece { start, end, right, .. } in pieces {
        repaired.push_str(&text[at..start]);
        let from = repaired.len() as u32;
        repaired.extend(right);
        let span = Span::new(from, repaired.len() as u32);
        repairs.push(Repair { span, original: text[start..end].to_owned() });
        at = end;
    }
    repaired.push_str(&text[at..]);
    Some((repaired, repairs))
}

/// A piece of debris and what it should be; nothing, where it is the half of something that was trimmed.
struct Piece {
    start: usize,
    end: usize,
    right: Option<char>,
    /// May be right text as well: repaired only where there is debris that may not.
    doubtful: bool,
}

fn find(text: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut at = 0;
    for lead in leads(text) {
        if lead < at {
            continue;
        }
        if let Some(piece) = whole(text, lead).or_else(|| half(text, lead)) {
            at = piece.end;
            pieces.push(piece);
        }
    }
    if pieces.iter().all(|piece| piece.doubtful || piece.right.is_none()) {
        pieces.retain(|piece| !piece.doubtful);
    }
    pieces
}

/// A character of which all bytes are there.
fn whole(text: &str, start: usize) -> Option<Piece> {
    let read = |at: usize| text[at..].chars().next().map(|c| (c, at + c.len_utf8()));
    let lead = text[start..].chars().next()?;
    let other = || OTHERS.iter().find(|(_, leads)| leads.contains(lead));
    if let Some((high, _)) = if "ÂÃÄÅâðï".contains(lead) { None } else { other() } {
        let byte_of = |c| high.iter().position(|known| *known == c).map(|index| 0x80 + index as u8);
        let (right, end) = sequence(read, start, byte_of)?;
        return is_wanted(right).then_some(Piece { start, end, right: Some(right), doubtful: false });
    }
    let once = |at: usize| sequence(read, at, windows_1252);
    // Twice the same accident: what the first repair gives is debris again (`ÃƒÂ©`).
    let twice = sequence(|at| once(at).or_else(|| read(at)), start, windows_1252);
    let (right, end) = twice.filter(|&(right, _)| is_wanted(right)).or_else(|| once(start))?;
    if !is_wanted(right) || is_right_as_it_is(text, start, end) {
        return None;
    }
    // Debris that a typesetter went over: no French text wants these two, and they look like the dashes.
    let right = match right {
        '‖' => '–',
        '‗' => '—',
        right => right,
    };
    Some(Piece { start, end, right: (right != '\u{FEFF}').then_some(right), doubtful: false })
}

/// The character that the bytes of the next characters in some set make in UTF-8, and where it ends.
fn sequence(
    read: impl Fn(usize) -> Option<(char, usize)>,
    start: usize,
    byte_of: impl Fn(char) -> Option<u8>,
) -> Option<(char, usize)> {
    let (lead, mut at) = read(start)?;
    let lead = byte_of(lead)?;
    let (length, mut code) = match lead {
        0xC2..=0xDF => (2, u32::from(lead & 0x1F)),
        0xE0..=0xEF => (3, u32::from(lead & 0x0F)),
        0xF0..=0xF4 => (4, u32::from(lead & 0x07)),
        _ => return None,
    };
    for _ in 1..length {
        let (c, next) = read(at)?;
        let byte = byte_of(c).filter(|byte| (0x80..0xC0).contains(byte))?;
        code = code << 6 | u32::from(byte & 0x3F);
        at = next;
    }
    let smallest = [0, 0, 0x80, 0x800, 0x1_0000][length];
    char::from_u32(code).filter(|_| code >= smallest).map(|c| (c, at))
}

/// The byte of a character. The five bytes that Windows-1252 leaves out stand for themselves, as in Latin-1.
fn windows_1252(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match c as u32 {
        code @ (0..0x100) => Some(code as u8),
        _ => HIGH.iter().position(|&high| high == c).map(|index| 0x80 + index as u8),
    }
}

/// What French text may hold: letters of European names, punctuation, signs, and pictograms.
fn is_wanted(c: char) -> bool {
    match c {
        '\u{A0}'..='\u{BF}' => !matches!(c, '¡' | '¤' | '¦' | '¬' | '¯' | '¸' | '¿'),
        '\u{C0}'..='\u{17F}' => !matches!(c, '×' | '÷'),
        '\u{2000}'..='\u{206F}' | '€' | '№' | '™' | '−' | '\u{FEFF}' | '\u{FFFD}' => true,
        '\u{1F300}'..='\u{1FAFF}' => true,
        _ => false,
    }
}

/// Capitals that end with `Ã` before a quote, a dash or a space (`« AMANHÃ »`), and a quoted `« Â »`.
fn is_right_as_it_is(text: &str, start: usize, end: usize) -> bool {
    let mut piece = text[start..end].chars();
    let (lead, second) = (piece.next(), piece.next());
    let quoted = lead == Some('Â') && second == Some('\u{A0}') && text[end..].starts_with('»');
    let capital = text[..start].chars().next_back().is_some_and(char::is_uppercase);
    let ends = !text[end..].chars().next().is_some_and(char::is_alphabetic);
    let mark = matches!(second, Some('’' | '‘' | '“' | '”' | '…' | '–' | '—' | '«' | '»' | '\u{A0}'));
    quoted || (lead == Some('Ã') && capital && ends && mark)
}

/// A character of which only the first byte or two are left.
fn half(text: &str, start: usize) -> Option<Piece> {
    let rest = &text[start..];
    let lead = rest.chars().next()?;
    let before = text[..start].chars().next_back();
    if rest.starts_with("â€") {
        // `”`, whose last byte has no character in Windows-1252.
        let end = start + "â€".len();
        return ends_word(&text[end..]).then_some(Piece { start, end, right: Some('”'), doubtful: false });
    }
    let end = start + lead.len_utf8();
    let after = text[end..].chars().next();
    if after.is_some_and(|c| !c.is_whitespace()) {
        return None;
    }
    let at_line_end = is_line_end(&text[end..]);
    match lead {
        'Â' => {
            let doubtful = match before {
                Some(c) if c.is_uppercase() => true,
                Some(' ' | '\t' | '\u{A0}') => !at_line_end,
                _ => false,
            };
            Some(Piece { start, end, right: None, doubtful })
        }
        'Ã' | 'Ă' if !before.is_some_and(char::is_uppercase) => {
            // Of two spaces, one is the other half of the letter.
            let end = if text[end..].starts_with("  ") { end + 1 } else { end };
            Some(Piece { start, end, right: Some('à'), doubtful: true })
        }
        _ => None,
    }
}

fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_whitespace() || ",.;:!?)]»".contains(c))
}

/// Whether nothing but a few spaces follows on the line.
fn is_line_end(rest: &str) -> bool {
    let next = rest.chars().take(8).find(|c| !matches!(c, ' ' | '\t' | '\u{A0}'));
    next.is_none_or(|c| matches!(c, '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Offsets;

    #[track_caller]
    fn check(debris: &str, right: &str) {
        let repaired = text(debris).map_or_else(|| debris.to_owned(), |(repaired, _)| repaired);
        assert_eq!(repaired, right, "{debris:?}");
    }

    #[test]
    fn debris_is_repaired() {
        for (debris, right) in [
            ("Le gÃ©nÃ©ral TraorÃ©", "Le général Traoré"),
            ("trÃ¨s franÃ§ais, oÃ¹, forÃªt", "très français, où, forêt"),
            ("lÃ\u{A0} et Ã\u{A0} Bamako", "là et à Bamako"),
            ("Ã‰TAT, Ã€ GAO, GOÃ\u{8F}TA, DÃ‰PÃ”T", "ÉTAT, À GAO, GOÏTA, DÉPÔT"),
            ("cÅ“ur, Å’uvre", "cœur, Œuvre"),
            ("lâ€™armÃ©e â€“ dit-il â€” voilÃ\u{A0}â€¦", "l’armée – dit-il — voilà…"),
            ("1960â€\u{201C}1968, IBK â€\u{201D} lui", "1960–1968, IBK — lui"),
            ("â€œouiâ€\u{9D} et â€œnonâ€, dit-il", "“oui” et “non”, dit-il"),
            ("Â«\u{A0}ouiÂ\u{A0}Â» 10Â°C, nÂ°5", "«\u{A0}oui\u{A0}» 10°C, n°5"),
            ("ONUÂ\u{A0}: 5â€¯000 â‚¬", "ONU\u{A0}: 5\u{202F}000 €"),
            ("ErdoÄŸan, BabiÅ¡", "Erdoğan, Babiš"),
            ("ï»¿Titre", "Titre"),
            ("ðŸ˜€ oui", "😀 oui"),
            ("TraorÃƒÂ© et lÃ¢â‚¬â„¢armÃƒÂ©e", "Traoré et l’armée"),
            ("Traor√© est √† N‚ÄôDjamena, en C√¥te ¬´ x ¬ª", "Traoré est à N’Djamena, en Côte « x »"),
            (
                "TraorĂ© est Ă  Moscou, MaĂŻga, lâ€™armĂ©e, franĂ§ais",
                "Traoré est à Moscou, Maïga, l’armée, français",
            ),
            ("Traor├® et ├á Gao, lÔÇÖarm├®e, fran├ºais, C├┤te", "Traoré et à Gao, l’armée, français, Côte"),
            ("KaborÃ© arrive Ã  Gao, voilÃ ", "Kaboré arrive à Gao, voilà "),
            ("\nÂ\nfin", "\n\nfin"),
            ("MaliÂ : suite Â\nfin Â", "Mali : suite \nfin "),
            ("TraorÃ©, ONUÂ : a Â b", "Traoré, ONU : a  b"),
        ] {
            check(debris, right);
        }
    }

    #[test]
    fn right_text_is_not_touched() {
        for right in [
            "Âge, âge, À Gao, Ânes, ÂME",
            "NAÇÃO, SÃO Tomé, São, IRMÃ, AMANHÃ… « AMANHÃ » “AMANHÃ” demain",
            "la lettre Â est rare ; « Â » aussi, «\u{A0}Â\u{A0}» aussi",
            "la lettre Ã est rare",
            "Åsa Öberg, Ångström, Ærø, Ålesund « Å »",
            "ï»x, ðŸ, â€x, â‚, Ã, Â, Ã\u{300}",
            "KHÂ : rien",
            "√2 ≈ 1,41 ; ¬p ; Ăla Brăila Ştefan ; ├── dossier ; ┬ ; ÔÇ ; ‚Ä",
            "",
        ] {
            check(right, right);
        }
    }

    #[test]
    fn the_original_can_be_told() {
        let mut document = Document::new("a", "Â\nLe gÃ©nÃ©ral\nÂ\nGoÃ¯ta");
        assert_eq!(super::document(&mut document), 5);
        assert_eq!(document.text, "\nLe général\n\nGoïta");
        let offsets = Offsets::new(&document);
        let name = Span::new(document.text.find("Go").unwrap() as u32, document.text.len() as u32);
        assert_eq!(offsets.code_points(name), (17, 23));
        assert_eq!(offsets.original(name), "GoÃ¯ta");
        let word = Span::new(1, 3);
        assert_eq!(offsets.code_points(word), (2, 4));
    }

    #[test]
    fn much_debris_is_no_trouble() {
        for debris in ["Ã", "Â", "Â ", "Ã©", "â€", "ÃƒÂ", "Ã ", "Â\n"] {
            let started = std::time::Instant::now();
            text(&debris.repeat(100_000));
            assert!(started.elapsed().as_secs() < 5, "{debris}");
        }
    }
}
