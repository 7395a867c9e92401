//! Names as the French press writes them, and how they may be used.

use super::{item::Usage, known::Known, report::Reason};
use crate::model::{EntryKind, FeatureSet, word};

/// Longer names are sentences.
const MOST_WORDS: [usize; 2] = [8, 14];
const MOST_LETTERS: usize = 120;
/// Longer words in capitals are names rather than acronyms.
const LONGEST_ACRONYM: usize = 6;

/// A name and the surname in it, where the source shows which part that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub name: String,
    pub surname: String,
}

/// A name of a source as the press writes it.
///
/// Certain are: `SURNAME, Given` and `SURNAME Given`, which are turned; capitals, which become capitals of words; what stands in
/// brackets behind a name, which goes.
///
/// # Errors
/// What is no name.
pub(super) fn written(kind: EntryKind, name: &str, known: &Known) -> Result<Written, Reason> {
    let name = without_brackets(name.trim());
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "’");
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    if letters().count() < 2 {
        return Err(Reason::NotAName);
    }
    if !letters().all(is_latin) {
        return Err(Reason::Script);
    }
    let most = MOST_WORDS[usize::from(kind != EntryKind::Person)];
    let is_odd =
        |c: char| c.is_control() || matches!(c, '@' | '|' | '<' | '>' | '{' | '}' | '=' | '_' | '\\');
    let has_digit = kind == EntryKind::Person && name.contains(|c: char| c.is_ascii_digit());
    let too_long = name.split(' ').count() > most || name.chars().count() > MOST_LETTERS;
    if too_long || has_digit || name.contains(is_odd) || name.contains("//") {
        return Err(Reason::NotAName);
    }
    Ok(match kind {
        EntryKind::Person => match person(&name, known) {
            Written { name, .. } if name.contains(',') => return Err(Reason::NotAName),
            written => written,
        },
        _ if is_capitals(&name) && name.contains(' ') => {
            Written { name: body(&name, kind, known), surname: String::new() }
        }
        _ => Written { name, surname: String::new() },
    })
}

/// The letters of the Latin alphabet and those that its languages add, African ones too.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')
}

fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The name before a bracket at its end: `Awa Koné (ministre)`.
fn without_brackets(name: &str) -> &str {
    match (name.ends_with(')'), name.rfind(" (")) {
        (true, Some(at)) if at > 0 => name[..at].trim_end(),
        _ => name,
    }
}

fn person(name: &str, known: &Known) -> Written {
    let turned = match name.split_once(", ") {
        // `Smith, Jr.` and lists of names stay.
        Some((surname, given)) if is_surname_and_given(surname, given) => {
            (given.to_string(), surname.to_string())
        }
        _ => {
            let words: Vec<&str> = name.split(' ').collect();
            let capitals =
                |word: &&&str| is_capitals(word) && word.chars().count() > 2 && !word.contains('.');
            let before = words.iter().take_while(capitals).count();
            let behind = words.iter().rev().take_while(capitals).count();
            match words.len() {
                // `TRAORÉ Ibrahim`
                all if before > 0 && before < all && behind == 0 => {
                    (words[before..].join(" "), words[..before].join(" "))
                }
                // `Ibrahim TRAORÉ`
                all if behind > 0 && behind < all && before == 0 => {
                    (words[..all - behind].join(" "), words[all - behind..].join(" "))
                }
                _ => (name.to_string(), String::new()),
            }
        }
    };
    let [given, surname] = [turned.0, turned.1].map(|part| usual_case(&part, known));
    let name = if surname.is_empty() { given } else { format!("{given} {surname}") };
    Written { name, surname }
}

fn is_surname_and_given(surname: &str, given: &str) -> bool {
    let is_suffix =
        matches!(given.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv");
    let capitals = |part: &str| part.split(' ').all(|word| word.starts_with(char::is_uppercase));
    !given.contains(',')
        && capitals(given)
        && !is_suffix
        && !surname.is_empty()
        && !given.is_empty()
        && surname.split(' ').count() <= 4
}

/// A name of capitals with capitals at the start of its words, but for particles inside it.
fn usual_case(name: &str, known: &Known) -> String {
    if !is_capitals(name) {
        return name.to_string();
    }
    let words = name.split(' ').enumerate().map(|(place, word)| {
        let small = word.to_lowercase();
        let initial = word.ends_with('.') || word.chars().count() == 1;
        match () {
            () if initial || is_number(word) => word.to_string(),
            () if place > 0 && known.has(&small, word::FIRM_PARTICLE) && !small.contains('-') => small,
            () => capitalised(&small),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `II`, `XIV`
fn is_number(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `al-bachir` as `Al-Bachir`, `n’diaye` as `N’Diaye`
fn capitalised(small: &str) -> String {
    let mut starts = true;
    let letters = small.chars().map(|c| {
        let letter = if starts { c.to_uppercase().to_string() } else { c.to_string() };
        starts = matches!(c, '-' | '’');
        letter
    });
    letters.collect()
}

/// A body or place in capitals: ordinary words in small letters, which match any capitals, but for the first; acronyms as they are.
fn body(name: &str, kind: EntryKind, known: &Known) -> String {
    let words = name.split(' ').enumerate().map(|(place, word)| {
        let small = word.to_lowercase();
        let is_acronym = known.kinds(word).any(|of| of == EntryKind::Organisation)
            || known.has(word, word::COMPANY_FORM)
            || word.contains(|c: char| c.is_ascii_digit() || c == '.');
        match () {
            () if is_acronym => word.to_string(),
            () if place > 0 && known.has(&small, word::ORDINARY) && kind == EntryKind::Organisation => small,
            () => capitalised(&small),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

impl Known<'_> {
    fn has(&self, word: &str, features: FeatureSet) -> bool {
        self.lexicon.written_has(word, features)
    }

    /// Whether all words of a name have a feature.
    fn all_have(&self, name: &str, features: FeatureSet) -> bool {
        let mut words = name.split([' ', '-', '’']).filter(|word| word.chars().any(char::is_alphabetic));
        words.all(|word| self.has(word, features))
    }
}

/// How a name may be used that is written as the press does; one behind the usual one is an alias.
///
/// # Errors
/// Why it may not: it would be found where somebody or something else is meant.
pub(super) fn usage(kind: EntryKind, name: &str, is_alias: bool, known: &Known) -> Result<Usage, Reason> {
    let is_attribute =
        |kind| matches!(kind, EntryKind::Rank | EntryKind::Title | EntryKind::Role | EntryKind::Portfolio);
    if known.kinds(name).any(is_attribute) {
        return Err(Reason::Attribute);
    }
    if !name.contains(char::is_uppercase) {
        return Err(if known.all_have(name, word::ORDINARY) { Reason::Words } else { Reason::NotAName });
    }
    // An initial is no word.
    let is_word =
        |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.ends_with('.');
    let one_word = match kind {
        EntryKind::Person => name.split(' ').filter(is_word).count() < 2,
        _ => !name.contains(' '),
    };
    let is_ordinary = known.all_have(name, word::ORDINARY);
    match kind {
        EntryKind::Person if one_word => Err(Reason::OneWord),
        EntryKind::Person if is_ordinary => Err(Reason::Words),
        EntryKind::Person if is_alias && known.all_have(name, word::GIVEN) => Err(Reason::GivenNames),
        EntryKind::Person => Ok(Usage::Name),
        EntryKind::Organisation
            if one_word && is_capitals(name) && name.chars().count() <= LONGEST_ACRONYM =>
        {
            Ok(Usage::Acronym)
        }
        _ if is_ordinary => Ok(Usage::Cued),
        _ if one_word && known.has(name, word::GIVEN | word::SURNAME) => Ok(Usage::Cued),
        _ => Ok(Usage::Name),
    }
}
