//! Lines in capitals, as they would be written otherwise (Mikheev, “A knowledge-free method for capitalized word disambiguation”,
//! 1999: what the rest of the document writes small or with a capital tells; then the lists).

use crate::{
    matcher::{Capitals, FormId, Gap, Hit, Token, Tokenizer},
    model::{Document, Edit, EntryKind, FeatureSet, Lexicon, Tense, Usage, word},
};
use rustc_hash::FxHashMap;
use std::{borrow::Cow, ops::Range};

/// Gives the lines of a document that are in capitals small letters. The original stands in the document's repairs.
pub(crate) fn restore(document: &mut Document, lexicon: &Lexicon, tokenizer: &mut Tokenizer) {
    let text = &document.text;
    let lines: Vec<Range<u32>> = lines_in_capitals(text).collect();
    if lines.is_empty() {
        return;
    }
    let tokens = super::tokens(text, tokenizer);
    let at = |byte: u32| tokens.partition_point(|token| token.start < byte);
    let lines: Vec<Range<usize>> = lines.iter().map(|line| at(line.start)..at(line.end)).collect();
    let occurrences = occurrences(&tokens, &lines);
    let restorer = Restorer { text, tokens: &tokens, lexicon, occurrences };
    let edits: Vec<Edit> = lines.into_iter().flat_map(|line| restorer.line(line)).collect();
    document.edit(&edits);
}

/// The lines of two words or more that have hardly a small letter.
fn lines_in_capitals(text: &str) -> impl Iterator<Item = Range<u32>> {
    let mut start = 0;
    text.split('\n').filter_map(move |line| {
        let range = start..start + line.len() as u32;
        start = range.end + 1;
        is_in_capitals(line).then_some(range)
    })
}

fn is_in_capitals(line: &str) -> bool {
    /// `n°`, `1er`.
    const SMALL: usize = 3;
    let (mut capitals, mut small, mut words, mut length) = (0, 0, 0, 0);
    for c in line.chars() {
        length = if c.is_uppercase() { length + 1 } else { 0 };
        words += usize::from(length == 2);
        capitals += usize::from(length > 0);
        small += usize::from(c.is_lowercase());
        if small > SMALL {
            return false;
        }
    }
    words >= 2 && capitals >= 6 && 8 * small <= capitals
}

/// Where the forms of some lines stand elsewhere.
fn occurrences(tokens: &[Token], lines: &[Range<usize>]) -> FxHashMap<FormId, Vec<usize>> {
    /// More of a word tell no more.
    const MOST: usize = 256;
    let forms = lines.iter().flat_map(|line| &tokens[line.clone()]).map(|token| (token.form, Vec::new()));
    let mut occurrences: FxHashMap<FormId, Vec<usize>> = forms.collect();
    let mut lines = lines.iter().peekable();
    for (at, token) in tokens.iter().enumerate() {
        while lines.next_if(|line| line.end <= at).is_some() {}
        if lines.peek().is_some_and(|line| line.contains(&at)) {
            continue;
        }
        if let Some(places) = occurrences.get_mut(&token.form).filter(|places| places.len() < MOST) {
            places.push(at);
        }
    }
    occurrences
}

struct Restorer<'t> {
    text: &'t str,
    tokens: &'t [Token],
    lexicon: &'t Lexicon,
    occurrences: FxHashMap<FormId, Vec<usize>>,
}

impl<'t> Restorer<'t> {
    fn line(&self, line: Range<usize>) -> Vec<Edit> {
        let names = self.names(line.clone());
        let has_accents = line.clone().any(|at| !self.written(at).is_ascii());
        let edits = line.clone().zip(names).filter_map(|(at, name)| {
            let token = self.tokens[at];
            if token.shape.has_digit() || !token.shape.is_all_capitals() {
                return None;
            }
            let written = self.written(at);
            let mut right = match written.chars().nth(1) {
                None => self.letter(at, line.end, has_accents)?,
                Some(_) => self
                    .elsewhere(at, has_accents)
                    .or_else(|| self.as_named(at, name))
                    .unwrap_or_else(|| self.alone(at, line.end)),
            };
            if at == line.start || self.tokens[at].gap == Gap::DotSpace {
                right = Cow::Owned(capitalised(&right));
            }
            (right != written)
                .then(|| Edit::new(token.start as usize, token.end as usize, right.into_owned()))
        });
        edits.collect()
    }

    fn written(&self, at: usize) -> &'t str {
        self.tokens[at].text(self.text)
    }

    fn is(&self, at: usize, features: FeatureSet) -> bool {
        self.lexicon.has(&self.tokens[at], features)
    }

    /// As the rest of the document has it: where most words beside it are the same, and then most often.
    fn elsewhere(&self, at: usize, has_accents: bool) -> Option<Cow<'t, str>> {
        let mut best = 0;
        let mut spellings: Vec<(&str, usize)> = Vec::new();
        for &place in &self.occurrences[&self.tokens[at].form] {
            let (written, shared) = (self.written(place), self.shared(at, place));
            let is_telling = shared > 0 || !self.starts_with_capital(place);
            if shared < best || !is_telling || !self.may_be(at, written, has_accents) {
                continue;
            }
            if shared > best {
                spellings.clear();
                best = shared;
            }
            match spellings.iter_mut().find(|(spelling, _)| *spelling == written) {
                Some((_, count)) => *count += 1,
                None => spellings.push((written, 1)),
            }
        }
        let most = spellings.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(spelling, _)| Cow::Borrowed(spelling))
    }

    /// Whether a word has a capital because it starts a sentence.
    fn starts_with_capital(&self, at: usize) -> bool {
        let shape = self.tokens[at].shape;
        !self.goes_on(at) && shape.is_capitalised() && !shape.is_acronym()
    }

    fn goes_on(&self, at: usize) -> bool {
        let gap = self.tokens[at].gap;
        matches!(gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen | Gap::Comma | Gap::Symbol)
    }

    /// Whether a word in capitals may be that of another spelling: accents may be left out, but not of a line that has some, nor where
    /// it is a word without them.
    fn may_be(&self, at: usize, spelling: &str, has_accents: bool) -> bool {
        let plain = small(self.written(at));
        plain == small(spelling) || !has_accents && self.words(at).all(|word| word != plain)
    }

    /// How many words around two places are the same, in the sentence of the second.
    fn shared(&self, at: usize, place: usize) -> usize {
        const MOST: usize = 3;
        let form = |at: usize| self.tokens.get(at).map(|token| token.form);
        let after = |by: &usize| {
            form(place + by) == form(at + by) && form(at + by).is_some() && self.goes_on(place + by)
        };
        let before = |by: &usize| {
            *by <= at.min(place) && self.goes_on(place - by + 1) && form(place - by) == form(at - by)
        };
        (1..=MOST).take_while(after).count() + (1..=MOST).take_while(before).count()
    }

    /// For each token of a line, the listed name that it is of and where in it.
    fn names(&self, line: Range<usize>) -> Vec<Option<(Capitals, usize)>> {
        let mut names = vec![None; line.len()];
        let (tokens, first) = (&self.tokens[..line.end], line.start);
        let mut free = line.start;
        for at in line {
            if at < free {
                continue;
            }
            let longest = self.lexicon.matcher.longest_with_capitals(tokens, at, |hit| self.is_name(hit));
            if let Some((hit, capitals)) = longest {
                free = hit.end as usize;
                (at..free).for_each(|token| names[token - first] = Some((capitals, token - at)));
            }
        }
        names
    }

    /// Whether a listed name is more than a word that is often written small.
    fn is_name(&self, hit: Hit) -> bool {
        let name = self.lexicon.names[hit.payload as usize];
        let (first, end) = (hit.first as usize, hit.end as usize);
        let ordinary = |at: usize| self.is(at, word::ORDINARY | word::FUNCTION);
        let is_plain = (first..end).all(ordinary);
        let has_article = self.is(first, word::ARTICLE | word::PLURAL_ARTICLE);
        !matches!(name.usage, Usage::Cued | Usage::DemonymPrefix)
            && !(is_plain && (end == first + 1 || has_article))
            && !(has_article && self.lexicon.entry(name.entry).kind == EntryKind::Role)
    }

    fn as_named(&self, at: usize, name: Option<(Capitals, usize)>) -> Option<Cow<'t, str>> {
        let (capitals, index) = name?;
        let written = self.written(at);
        Some(match () {
            () if capitals.has_all(index) => Cow::Borrowed(written),
            () if capitals.has_initial(index) => Cow::Owned(capitalised(&small(written))),
            () => self.word(at),
        })
    }

    /// What nothing but the word itself tells.
    fn alone(&self, at: usize, end: usize) -> Cow<'t, str> {
        const ACRONYM: usize = 4;
        let written = self.written(at);
        let is_personal = self.is(at, word::GIVEN | word::SURNAME) && !self.is(at, word::FUNCTION);
        let is_word = self.is(at, word::ORDINARY | word::FUNCTION) || self.words(at).next().is_some();
        let is_followed = || {
            let next = at + 1;
            next < end
                && self.tokens[next].gap == Gap::Space
                && !self.is(next, word::ORDINARY | word::FUNCTION)
        };
        match () {
            () if is_personal && (!is_word || is_followed()) => Cow::Owned(capitalised(&small(written))),
            () if is_word => self.word(at),
            () if written.chars().count() <= ACRONYM => Cow::Borrowed(written),
            () => Cow::Owned(capitalised(&small(written))),
        }
    }

    /// The words of the grammar that are written so, but for accents.
    fn words(&self, at: usize) -> impl Iterator<Item = &'t str> {
        let words = self.lexicon.matcher.vocabulary().spelled_words(self.tokens[at].form);
        words.filter_map(|word| self.lexicon.frames.words.spelling(word))
    }

    /// A word in small letters, with the accents that capitals leave out.
    fn word(&self, at: usize) -> Cow<'t, str> {
        let plain = small(self.written(at));
        let mut words = self.words(at);
        let accented = match (words.next(), words.next()) {
            (Some(only), None) if plain.is_ascii() => Some(only),
            _ => None,
        };
        accented.map_or(Cow::Owned(plain), Cow::Borrowed)
    }

    /// A letter by itself: `L’`, `Y`; initials stay. `A` is `a` where accents are written or a participle follows; it stays where it
    /// may be `à`.
    fn letter(&self, at: usize, end: usize, has_accents: bool) -> Option<Cow<'t, str>> {
        let next = Some(at + 1).filter(|&next| next < end);
        let is_before = |gap| next.is_some_and(|next| self.tokens[next].gap == gap);
        let plain = small(self.written(at));
        let may_lack_accent = plain.is_ascii() && self.words(at).any(|word| !word.is_ascii());
        let is_sure = || {
            let is_elided = is_before(Gap::Apostrophe) || self.tokens[at].gap == Gap::Apostrophe;
            is_elided || has_accents || next.is_some_and(|next| self.is_participle(next))
        };
        let is_word = is_before(Gap::Apostrophe) || is_before(Gap::Space) && self.is(at, word::FUNCTION);
        let is_small = if may_lack_accent { is_sure() } else { is_word };
        is_small.then_some(Cow::Owned(plain))
    }

    fn is_participle(&self, at: usize) -> bool {
        let words = &self.lexicon.frames.words;
        let verbs = self.words(at).filter_map(|word| words.get(word)).flat_map(|word| &word.verbs);
        { verbs }.any(|form| form.tense == Tense::PastParticiple)
    }
}

fn small(written: &str) -> String {
    written.to_lowercase()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon;

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let mut tokenizer = Tokenizer::new(lexicon.matcher.vocabulary());
        for (text, expected) in cases {
            let mut document = Document::new("a", *text);
            restore(&mut document, &lexicon, &mut tokenizer);
            assert_eq!(document.text.lines().next().unwrap(), *expected);
            assert_eq!(crate::model::Offsets::new(&document).original_text(), *text);
        }
    }

    #[test]
    fn the_lists_tell() {
        check(&[
            ("LE MALI ACCUSE LA FRANCE", "Le Mali accuse la France"),
            ("LA CEDEAO RENCONTRE L’AES À BAMAKO", "La CEDEAO rencontre l’AES à Bamako"),
            ("MINISTÈRE DE LA DÉFENSE", "Ministère de la défense"),
            ("EMMANUEL MACRON A REÇU IBRAHIM TRAORE", "Emmanuel Macron a reçu Ibrahim Traore"),
            ("FATOU BOLONGO ATTENDUE A ALGER", "Fatou Bolongo attendue A Alger"),
            ("UN DEPUTE CRITIQUE L’ELYSEE", "Un député critique l’Elysee"),
            ("LES 12 MORTS DE L’ATTAQUE DU N° 5", "Les 12 morts de l’attaque du N° 5"),
            ("AP RFI", "AP RFI"),
            ("Le Mali accuse la FRANCE", "Le Mali accuse la FRANCE"),
        ]);
    }

    #[test]
    fn the_rest_of_the_document_tells_first() {
        check(&[
            ("MINISTÈRE DE LA DÉFENSE\n\nAu ministère de la Défense, on dément.", "Ministère de la Défense"),
            ("LES VERTS REJOIGNENT ZORBO\n\nMoussa Zorbo a vu les Verts.", "Les Verts rejoignent Zorbo"),
            ("LES ORDURES DE ZORBO\n\nLe zorbo, dit-il. Zorbo est loin.", "Les ordures de zorbo"),
            ("TRAORE FELICITE BOLONGO\n\nM. Traoré félicite Awa Bolongo.", "Traoré félicite Bolongo"),
            // What starts a sentence is no evidence.
            ("LES AVOIRS DE YAHYA\n\nLes avoirs. De son côté, Yahya.", "Les avoirs de Yahya"),
        ]);
    }
}
