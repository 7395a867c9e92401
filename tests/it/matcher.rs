//! Properties of the matcher: the trie against a naive scan and against aho-corasick, spans, tokens, odd text.

use aho_corasick::{AhoCorasick, MatchKind};
use palabre::matcher::{Case, Gap, Match, Matcher, Token, Tokenizer, Vocabulary, fold_words};
use proptest::{collection::vec, prelude::*, sample::select};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words in several spellings, short and long ones, some of them parts of others.
const WORDS: &[&str] = &[
    "Mali",
    "mali",
    "MALI",
    "Malien",
    "Côte",
    "cote",
    "CÔTE",
    "Co\u{302}te",
    "d",
    "D",
    "l",
    "L",
    "Ivoire",
    "ivoire",
    "AES",
    "aes",
    "Aes",
    "G5",
    "g5",
    "Sahel",
    "SAHEL",
    "œuvre",
    "Œuvre",
    "oeuvre",
    "État",
    "E\u{301}tat",
    "etat",
    "O",
    "N",
    "U",
    "o",
    "ONU",
    "Onu",
    "FAMa",
    "le",
    "Le",
    "2024",
    "5",
    "anticonstitutionnellement",
    "ANTICONSTITUTIONNELLEMENT",
    "Goïta",
    "Goi\u{308}ta",
    "GOITA",
    "Москва",
];

/// What stands between words; nothing at all makes one word of two.
const GAPS: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    "\u{a0}",
    "\u{202f}",
    "  ",
    "-",
    "-",
    "\u{2011}",
    " - ",
    "–",
    " — ",
    "’",
    "’",
    "'",
    ", ",
    ",",
    ".",
    ". ",
    "...",
    "…",
    "\n",
    "\r\n",
    ".\n\n",
    " « ",
    " »\u{a0}; ",
    "/",
    " & ",
    " (",
    ") ",
    " : ",
    " 😀 ",
    "\u{200b}",
    "",
];

/// What may stand between the words of a name.
const NAME_GAPS: &[&str] = &[" ", " ", "-", "’", "'", ".", ". ", ", ", " & ", "/", " – ", "\u{a0}"];

fn joined(gaps: &'static [&'static str], words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec((select(WORDS), select(gaps)), words).prop_map(|parts| {
        let mut text: String = parts.iter().flat_map(|(word, gap)| [*word, *gap]).collect();
        text.truncate(text.len() - parts.last().map_or(0, |(_, gap)| gap.len()));
        text
    })
}

fn text() -> impl Strategy<Value = String> {
    (select(GAPS), joined(GAPS, 0..60), select(GAPS))
        .prop_map(|(before, text, after)| before.to_string() + &text + after)
}

fn names() -> impl Strategy<Value = Vec<(String, Case)>> {
    vec((joined(NAME_GAPS, 1..5), select(&[Case::AsWritten, Case::Any][..])), 1..40)
}

fn matcher(names: &[(String, Case)]) -> Matcher {
    let mut builder = Matcher::builder();
    for (i, (name, case)) in names.iter().enumerate() {
        assert!(builder.add(name, *case, i as u32), "{name:?}");
    }
    builder.build()
}

/// The matcher again, as simple as can be: every name is compared with the tokens at every place.
mod naive {
    use super::*;

    /// A word of a text, folded, and the kind of gap before it.
    struct Word<'t> {
        start: usize,
        text: &'t str,
        folded: String,
        gap: &'static str,
    }

    fn words(text: &str) -> Vec<Word<'_>> {
        let in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        let mut words = Vec::new();
        let (mut gap_start, mut rest) = (0, text);
        while let Some(at) = rest.find(in_word) {
            let start = text.len() - rest.len() + at;
            let word = &text[start..];
            let word = &word[..word.find(|c| !in_word(c)).unwrap_or(word.len())];
            words.push(Word { start, text: word, folded: fold(word), gap: gap(&text[gap_start..start]) });
            gap_start = start + word.len();
            rest = &text[gap_start..];
        }
        words
    }

    fn fold(word: &str) -> String {
        let plain: String = word.nfd().filter(|&c| !is_combining_mark(c)).collect();
        plain.to_lowercase().replace('œ', "oe")
    }

    fn gap(between: &str) -> &'static str {
        let space = |c: char| c.is_whitespace() || c == '\u{200b}';
        let spaced = between.contains(space);
        if between.contains('\n') {
            return "barrier";
        }
        match between.trim_matches(space) {
            "" => "space",
            "-" | "\u{2011}" if !spaced => "space",
            "-" | "\u{2011}" | "–" | "—" => "dash",
            "’" | "'" => "apostrophe",
            "." if spaced => "dot and space",
            "." => "dot",
            "," => "comma",
            "/" | "&" => "symbol",
            _ => "barrier",
        }
    }

    fn is_acronym(word: &str) -> bool {
        is_all_capitals(word) && word.chars().filter(|c| c.is_uppercase()).count() > 1
    }

    fn is_all_capitals(word: &str) -> bool {
        is_capitalised(word) && !word.contains(char::is_lowercase)
    }

    fn is_capitalised(word: &str) -> bool {
        word.starts_with(char::is_uppercase)
    }

    /// Whether a word of a text is that of a name.
    fn same(name: &Word, case: Case, word: &Word, first: bool) -> bool {
        let capitals = match case {
            Case::Any => true,
            Case::AsWritten if is_acronym(name.text) => is_all_capitals(word.text),
            Case::AsWritten => is_capitalised(word.text) || !is_capitalised(name.text),
        };
        capitals && name.folded == word.folded && (first || name.gap == word.gap)
    }

    /// The forms of a name: as it is, and an acronym with dots, for which capitals always count.
    fn forms(name: &str, case: Case) -> Vec<(String, Case)> {
        let mut forms = vec![(name.to_string(), case)];
        let letters: Vec<String> = name.chars().map(String::from).collect();
        if is_acronym(name) && name.chars().all(char::is_alphabetic) && (2..=8).contains(&letters.len()) {
            forms.push((letters.join("."), Case::AsWritten));
        }
        forms
    }

    /// Every name in a text, by start, end and number.
    pub(super) fn find(names: &[(String, Case)], text: &str) -> Vec<Match> {
        let text = words(text);
        let mut found = Vec::new();
        for (payload, (name, case)) in names.iter().enumerate() {
            for (form, case) in forms(name, *case) {
                let form = words(&form);
                for there in text.windows(form.len()) {
                    if form
                        .iter()
                        .zip(there)
                        .enumerate()
                        .all(|(i, (name, word))| same(name, case, word, i == 0))
                    {
                        let last = &there[there.len() - 1];
                        let (start, end) = (there[0].start, last.start + last.text.len());
                        found.push(Match { start, end, payload: payload as u32 });
                    }
                }
            }
        }
        found.sort();
        found
    }

    /// The leftmost of them, the longest where several start together.
    pub(super) fn find_longest(names: &[(String, Case)], text: &str) -> Vec<Match> {
        let all = find(names, text);
        let mut longest: Vec<Match> = Vec::new();
        for found in &all {
            let end = all.iter().filter(|other| other.start == found.start).map(|other| other.end).max();
            let free = longest.last().is_none_or(|last| last.end <= found.start || last.start == found.start);
            if free && end == Some(found.end) {
                longest.push(*found);
            }
        }
        longest
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let vocabulary = Vocabulary::default();
    let mut tokens = Vec::new();
    Tokenizer::new(&vocabulary).tokenize(text, &mut tokens);
    tokens
}

/// What is found, as numbers and folded words: the same however a text is encoded.
fn folded(matcher: &Matcher, text: &str) -> Vec<(u32, String)> {
    let found = matcher.find_longest(text);
    found.iter().map(|m| (m.payload, fold_words(&text[m.start..m.end]))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_trie_equals_a_naive_scan(names in names(), text in text()) {
        let matcher = matcher(&names);
        prop_assert_eq!(matcher.find(&text), naive::find(&names, &text), "all in {:?}", text);
        prop_assert_eq!(matcher.find_longest(&text), naive::find_longest(&names, &text), "longest in {:?}", text);
    }

    /// The two agree where nothing but single spaces stands between words and capitals do not count. An automaton does
    /// not know where words end, and checking afterwards is not the same: a longer match that ends inside a word hides
    /// a shorter one that does not. So each word takes a space on both sides, in names and text alike.
    #[test]
    fn the_trie_equals_aho_corasick(
        names in vec(vec(select(WORDS), 1..4), 1..40),
        text in vec(select(WORDS), 0..60),
    ) {
        let spaced = |words: &[&str]| words.iter().map(|word| format!(" {} ", fold_words(word))).collect::<String>();
        // Small letters: an acronym would be found with dots, too.
        let mut names: Vec<Vec<String>> =
            names.iter().map(|name| name.iter().map(|word| word.to_lowercase()).collect()).collect();
        names.sort_by_key(|name| fold_words(&name.join(" ")));
        names.dedup_by_key(|name| fold_words(&name.join(" ")));
        let patterns = names.iter().map(|name| spaced(&name.iter().map(String::as_str).collect::<Vec<_>>()));
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).unwrap();
        let haystack = spaced(&text);
        let expected = automaton.find_iter(&haystack).map(|m| {
            let word = |end: usize| haystack[..end].matches("  ").count();
            (word(m.start() + 1), word(m.end()) + 1, m.pattern().as_u32())
        });

        let any: Vec<(String, Case)> = names.iter().map(|name| (name.join(" "), Case::Any)).collect();
        let written = text.join(" ");
        let found = matcher(&any).find_longest(&written).into_iter().map(|m| {
            let word = |end: usize| written[..end].matches(' ').count();
            (word(m.start), word(m.end) + 1, m.payload)
        });
        prop_assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "in {:?}", written);
    }

    #[test]
    fn spans_are_those_of_the_names(names in names(), text in text()) {
        let mut before = 0;
        let mut last: Option<Match> = None;
        for found in matcher(&names).find_longest(&text) {
            let span = text.get(found.start..found.end).expect("on character boundaries");
            let same_place = last.is_some_and(|last| (last.start, last.end) == (found.start, found.end));
            prop_assert!(found.start < found.end && (found.start >= before || same_place));
            // An acronym may have dots.
            let name = &names[found.payload as usize].0;
            prop_assert_eq!(fold_words(span).replace(' ', ""), fold_words(name).replace(' ', ""));
            (before, last) = (found.end, Some(found));
        }
    }

    #[test]
    fn tokens_and_gaps_rebuild_the_text(text in text()) {
        let (mut rebuilt, mut before) = (String::new(), 0);
        for (i, token) in tokens(&text).iter().enumerate() {
            let between = &text[before..token.start as usize];
            prop_assert!(!between.contains(char::is_alphanumeric));
            prop_assert_eq!(token.gap, if i == 0 { Gap::Start } else { Gap::of(between) });
            prop_assert!(token.text(&text).chars().all(|c| c.is_alphanumeric() || is_combining_mark(c)));
            rebuilt = rebuilt + between + token.text(&text);
            before = token.end as usize;
        }
        prop_assert!(!text[before..].contains(char::is_alphanumeric));
        prop_assert_eq!(rebuilt + &text[before..], text);
    }

    #[test]
    fn a_text_may_be_cut_at_line_ends(text in text()) {
        let mut pieces = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            for mut token in tokens(line) {
                (token.start, token.end) = (token.start + start, token.end + start);
                // The first token of a line has no gap before it but the line end.
                if token.gap == Gap::Start && start > 0 {
                    token.gap = Gap::Line;
                }
                pieces.push(token);
            }
            start += line.len() as u32;
        }
        let mut whole = tokens(&text);
        // Where the lines before the first token are empty, it is the text's first all the same.
        if let (Some(first), Some(of_piece)) = (whole.first_mut(), pieces.first()) {
            first.gap = of_piece.gap;
        }
        prop_assert_eq!(pieces, whole);
    }

    #[test]
    fn encoding_and_capitals_change_nothing(names in names(), text in text()) {
        // Small letters: an acronym would be found with dots, but only in capitals.
        let any: Vec<(String, Case)> = names.iter().map(|(name, _)| (name.to_lowercase(), Case::Any)).collect();
        let any = matcher(&any);
        let found = folded(&any, &text);
        prop_assert_eq!(&found, &folded(&any, &text.nfc().collect::<String>()));
        prop_assert_eq!(&found, &folded(&any, &text.nfd().collect::<String>()));
        prop_assert_eq!(&found, &folded(&any, &text.to_uppercase()));
        let written = matcher(&names);
        let found = folded(&written, &text.nfc().collect::<String>());
        prop_assert_eq!(found, folded(&written, &text.nfd().collect::<String>()));
    }

    #[test]
    fn any_text_is_taken(names in vec(any::<String>(), 0..8), text in any::<String>(), known in names_and_noise()) {
        let mut builder = Matcher::builder();
        for name in names.iter().chain([&known]) {
            builder.add(name, Case::AsWritten, 0);
            builder.add(name, Case::Any, 1);
        }
        let matcher = builder.build();
        for text in [&text, &known, &(text.clone() + &known + &text)] {
            for found in matcher.find(text).into_iter().chain(matcher.find_longest(text)) {
                prop_assert!(text.get(found.start..found.end).is_some_and(|span| !span.is_empty()));
            }
        }
    }
}

/// Words among characters that are hard to tell apart by bytes.
fn names_and_noise() -> impl Strategy<Value = String> {
    let noise = prop_oneof![
        select(WORDS).prop_map(String::from),
        select(GAPS).prop_map(String::from),
        any::<char>().prop_map(String::from),
        (0x80u32..0x600).prop_filter_map("a character", char::from_u32).prop_map(String::from),
        (0x1E00u32..0x2200).prop_filter_map("a character", char::from_u32).prop_map(String::from),
    ];
    vec(noise, 0..80).prop_map(|parts| parts.concat())
}

/// Parts of a text are classified some kilobytes at a time, and matched some more at a time.
#[test]
fn long_texts_are_no_different() {
    let names = [("Côte d’Ivoire".to_string(), Case::AsWritten), ("Mali".to_string(), Case::AsWritten)];
    let matcher = matcher(&names);
    for length in [1, 100, 5_000, 40_000] {
        let line = format!("{} Côte d'Ivoire{}Mali", "mot ".repeat(length), " ,".repeat(length));
        let text = format!("{line}\n{line}\n{}", "é".repeat(length));
        assert_eq!(matcher.find_longest(&text), naive::find_longest(&names, &text), "{length}");
        assert_eq!(matcher.find_longest(&text).len(), 4);
    }
}
