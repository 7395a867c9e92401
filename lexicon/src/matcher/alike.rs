//! Words and names that are nearly the same.

use super::fold;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// The least likeness of a word to the one that is meant: 0 to 1.
const ALIKE: f64 = 0.7;

/// The name that is most like a word, which is none of them; none where no name is. Of several, the first. Case and accents do not
/// count; likeness is the Damerau–Levenshtein distance by the length of the longer.
///
/// ```
/// use palabre::matcher::nearest;
///
/// assert_eq!(nearest("smae", ["different", "same"]), Some("same"));
/// assert_eq!(nearest("other", ["different", "same"]), None);
/// ```
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let word = fold(word);
    let length = word.chars().count();
    let mut best: Option<(f64, &str)> = None;
    for name in names {
        let other = name.chars().count();
        // So many letters more or less are too many whatever they are.
        if (length.min(other) as f64) < (ALIKE - 0.05) * length.max(other) as f64 {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(&fold(name), &word);
        if likeness >= best.map_or(ALIKE, |(best, _)| best.next_up()) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Names of fewer letters are near each other by chance.
const LONG: usize = 6;

/// The pairs of names, by their places, that differ by one letter: one too many, another, or two that changed places. Names of fewer
/// than six letters are left out. Time is linear where few are alike: two that are share a name from which one letter is taken out
/// (M. Mor and A. S. Fraenkel, “A hash code method for detecting and correcting spelling errors”, 1982).
pub fn one_letter_apart(names: &[&str]) -> Vec<(usize, usize)> {
    let mut shortened: Vec<(u64, u32)> = Vec::new();
    let mut rest = String::new();
    for (name, at) in names.iter().zip(0..).filter(|(name, _)| name.chars().nth(LONG - 1).is_some()) {
        shortened.push((hash(name), at));
        for (out, c) in name.char_indices() {
            rest.clear();
            rest.extend([&name[..out], &name[out + c.len_utf8()..]]);
            shortened.push((hash(&rest), at));
        }
    }
    shortened.sort_unstable();
    shortened.dedup();
    let same = shortened.chunk_by(|(one, _), (other, _)| one == other);
    let pairs = same.flat_map(|names| {
        let later = |(place, &(_, one))| names[place + 1..].iter().map(move |&(_, other)| (one, other));
        names.iter().enumerate().flat_map(later)
    });
    let mut pairs: Vec<(usize, usize)> =
        pairs.map(|(one, other): (u32, u32)| (one as usize, other as usize)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|&(one, other)| strsim::damerau_levenshtein(names[one], names[other]) == 1);
    pairs
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_near_and_first() {
        assert_eq!(nearest("Goita", ["goïta"]), Some("goïta"));
        assert_eq!(nearest("meet", ["greets", "meets", "meet_"]), Some("meets"));
        assert_eq!(nearest("xyz", ["meets"]), None);
        assert_eq!(nearest("a", [] as [&str; 0]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn names_a_letter_apart_are_those_of_all_pairs() {
        let names = [
            "sadio camara",
            "sadio camarra",
            "sadio kamara",
            "saido camara",
            "sadi camara",
            "sadio camara x",
            "goïta a",
            "goita a",
            "abcde",
            "abcdf",
            "sadio camara",
        ];
        let all = (0..names.len()).flat_map(|one| (one + 1..names.len()).map(move |other| (one, other)));
        let is_near = |&(one, other): &(usize, usize)| {
            let [one, other] = [names[one], names[other]];
            one.len().min(other.len()) >= 6 && strsim::damerau_levenshtein(one, other) == 1
        };
        let expected: Vec<(usize, usize)> = all.filter(is_near).collect();
        assert_eq!(one_letter_apart(&names), expected);
        assert_eq!(expected.len(), 9);
    }
}
