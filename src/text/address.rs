//! Web and e-mail addresses, names of files, handles and words with a lost letter: each is one word, and none is a name.

use crate::matcher::{Gap, Shape, Token};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What such a word has in it, a mark a line.
const MARKS: &str = include_str!("address.txt");

static MARK: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    let builder = builder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true);
    builder.build(MARKS.lines()).expect("few short patterns make an automaton")
});

/// Makes each such word one token that is in no list.
pub(super) fn join(text: &str, tokens: &mut Vec<Token>) {
    let marks = marks(text, tokens);
    let mut words = marks.into_iter().filter_map(|(start, end)| word(text, start, end)).peekable();
    if words.peek().is_none() {
        return;
    }
    let (mut kept, mut at) = (0, 0);
    for (start, end) in words {
        while at < tokens.len() && (tokens[at].end as usize) <= start {
            tokens[kept] = tokens[at];
            (kept, at) = (kept + 1, at + 1);
        }
        let first = at;
        while at < tokens.len() && (tokens[at].start as usize) < end {
            at += 1;
        }
        if at > first {
            let before = kept.checked_sub(1).map(|before| tokens[before].end as usize);
            // Two words may overlap: `@Awa@Sarr`.
            let start = start.max(before.unwrap_or_default());
            let (from, to) = (tokens[first].start.min(start as u32), tokens[at - 1].end.max(end as u32));
            let gap = before.map_or(Gap::Start, |before| Gap::of(&text[before..from as usize]));
            // A word that lost a letter keeps its capital: it belongs to a name, of which nothing is known then.
            let written = &text[from as usize..to as usize];
            let is_damaged = written.contains('\u{FFFD}');
            let shape = if is_damaged { Shape::of(written) } else { Shape::default() };
            tokens[kept] = Token::strange((from, to), text, gap, shape);
            kept += 1;
        }
    }
    tokens.copy_within(at.., kept);
    tokens.truncate(tokens.len() - (at - kept));
}

/// Where marks stand, by start and end. Each has in it what stands between two tokens, so that hardly any text is looked at.
fn marks(text: &str, tokens: &[Token]) -> Vec<(usize, usize)> {
    let may_hold =
        |gap: Gap| !matches!(gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen | Gap::Comma | Gap::Dash);
    let is_of_mark = |byte: &u8| matches!(byte, b'@' | b'.' | b':' | b'/' | 0xEF);
    let mut marks = Vec::new();
    for next in 0..=tokens.len() {
        let (before, after) = (next.checked_sub(1).map(|at| &tokens[at]), tokens.get(next));
        if after.is_some_and(|after| !may_hold(after.gap)) {
            continue;
        }
        let from = before.map_or(0, |before| before.end as usize);
        let to = after.map_or(text.len(), |after| after.start as usize);
        if text.as_bytes()[from..to].iter().any(is_of_mark) {
            // `.org/` begins before the word before.
            let begin = next.checked_sub(2).map_or(0, |at| tokens[at].start as usize);
            let to = after.map_or(text.len(), |after| after.end as usize);
            let found = MARK.find_iter(&text[begin..to]);
            let found = found.map(|mark| (begin + mark.start(), begin + mark.end()));
            marks.extend(found.filter(|&(_, end)| end > from));
        }
    }
    marks
}

/// The word around a mark, where it is one of those.
fn word(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let (before, after) = (&text[..start], &text[end..]);
    let back = |is: fn(char) -> bool| before.len() - before.trim_end_matches(is).len();
    let forth = |is: fn(char) -> bool| after.len() - after.trim_start_matches(is).len();
    match &text[start..end] {
        "\u{FFFD}" => {
            let is = |c: char| c.is_alphanumeric() || c == '\u{FFFD}';
            let (back, forth) = (back(is), forth(is));
            (back + forth > 0).then_some((start - back, end + forth))
        }
        "://" => {
            let scheme = back(|c| c.is_ascii_alphabetic());
            (scheme > 0).then(|| (start - scheme, end + address_length(after)))
        }
        "@" => {
            let (name, host) = (back(is_of_mail), forth(is_of_mail));
            let host = after[..host].trim_end_matches(['.', '-']).len();
            (host > 1).then_some((start - name, end + host))
        }
        // `www.`
        mark if mark.starts_with(['w', 'W']) => {
            let is_start = !before.ends_with(char::is_alphanumeric);
            is_start.then(|| (start, end + address_length(after)))
        }
        // `.org/`
        mark if mark.ends_with('/') => {
            let host = back(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
            let path = address_length(after);
            (host > 0 && path > 0).then_some((start - host, end + path))
        }
        _ => {
            let stem = back(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%' | '/' | '\\'));
            let ends = !after.starts_with(char::is_alphanumeric);
            (stem > 0 && ends).then_some((start - stem, end))
        }
    }
}

fn is_of_mail(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

/// The length of an address from here on, without the punctuation behind it.
fn address_length(rest: &str) -> usize {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '|' | '…');
    let address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    let closed = if address.contains('(') {
        address
    } else {
        address.trim_end_matches([')', ']', '}', '.', ',', ';', ':', '!', '?'])
    };
    closed.trim_end_matches(['.', ',', ';', ':', '!', '?', '’', '\'']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::{Tokenizer, Vocabulary};

    #[test]
    fn addresses_are_one_word() {
        for (text, wanted) in [
            ("Voir https://a.org/Jean-Dupont.html, puis", "Voir|https://a.org/Jean-Dupont.html|puis"),
            ("(http://a.org/x_(y)) et WWW.Gao.com/Awa-Sarr.", "http://a.org/x_(y))|et|WWW.Gao.com/Awa-Sarr"),
            ("à awa.sarr@gao.ml ; @Awa_Sarr l’a dit", "à|awa.sarr@gao.ml|@Awa_Sarr|l|a|dit"),
            ("le fichier Note-Awa.Sarr.pdf est là", "le|fichier|Note-Awa.Sarr.pdf|est|là"),
            ("Ibrahim Traor\u{FFFD} et D\u{FFFD}by \u{FFFD} là", "Ibrahim|Traor\u{FFFD}|et|D\u{FFFD}by|là"),
            ("lu sur gao.org/Awa-Sarr, t.me/Awa_Sarr et", "lu|sur|gao.org/Awa-Sarr|t.me/Awa_Sarr|et"),
            ("Bamada.net/ ou M./Mme Sarr", "Bamada|net|ou|M|Mme|Sarr"),
            ("Bamada.net, 3 @ 4, a://b, l’@ seul", "Bamada|net|3|4|a://b|l|seul"),
            ("https://", "https://"),
            ("Merci @Awa_Sarr@Ali_Ba, dit-il", "Merci|@Awa_Sarr|@Ali_Ba|dit|il"),
        ] {
            let vocabulary = Vocabulary::default();
            let mut tokens = Vec::new();
            Tokenizer::new(&vocabulary).tokenize(text, &mut tokens);
            join(text, &mut tokens);
            let words: Vec<&str> = tokens.iter().map(|token| token.text(text)).collect();
            assert_eq!(words.join("|"), wanted, "{text}");
            assert!(tokens.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
