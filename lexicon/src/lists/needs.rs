//! What a sentence must hold for a trigger to state anything in it.

use super::features::FeatureBuilder;
use crate::{
    matcher::{FormId, FormMap, Vocabulary, WordId},
    model::{
        Class, Element, FormNeeds, Frames, Kind, Kinds, Need, Needs, PrepositionId, Reach, Template, Word,
        word,
    },
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// What was added to the frames: all there is, or what a folder adds.
pub(super) struct Added {
    /// The words that are new, or have a new template.
    pub(super) words: Vec<WordId>,
    /// The first of the new templates.
    pub(super) templates: u32,
    /// Of each preposition, words of which one stands in it: `au` or `à`, `encontre`.
    pub(super) prepositions: Vec<Vec<Box<str>>>,
}

impl Added {
    /// All of some frames.
    pub(super) fn all(frames: &Frames) -> Added {
        let words = (1..=frames.words.len()).map(WordId::new).collect();
        Added { words, templates: 0, prepositions: forms_of_prepositions(frames) }
    }

    /// The words, with their spellings.
    pub(super) fn words<'f>(&self, frames: &'f Frames) -> impl Iterator<Item = (&'f str, &'f Word)> {
        self.words.iter().filter_map(|&id| Some((frames.words.spelling(id)?, frames.words.entry(id)?)))
    }
}

/// Adds the needs of triggers to a lexicon's, and marks the forms that they speak of.
pub(super) fn add(
    needs: &mut Needs,
    frames: &Frames,
    added: &Added,
    (features, vocabulary): (&mut FeatureBuilder, &mut Vocabulary),
) {
    let first = added.templates as usize;
    let mut maker = Maker {
        frames,
        prepositions: &added.prepositions,
        first: [needs.sets, needs.needs.len() as u16],
        sets: FxHashMap::default(),
        pairs: Vec::new(),
        places: Vec::new(),
        needs: FxHashMap::default(),
    };
    let of_words = needs.of_template.to_mut();
    let mut both = |place: usize| {
        let template = &frames.templates[place];
        let beside = [true, false].map(|verb| maker.need(template, verb));
        of_words.push([beside[0], maker.rarest_set(template)]);
        beside
    };
    let of_template: Vec<[u16; 2]> = (first..frames.templates.len()).map(&mut both).collect();
    let of = |template: &u32| of_template.get((*template as usize).checked_sub(first)?);
    let mut of_form: FormMap<OfForm> = FormMap::default();
    for (spelling, known) in added.words(frames) {
        let of_verbs = known.verbs.iter().flat_map(|form| &frames.verbs[form.verb.0 as usize].templates);
        let of_noun = known.noun.iter().flat_map(|noun| &frames.nouns[noun.0 as usize].templates);
        let verbal = of_verbs.filter_map(of).map(|needs| needs[0]);
        let mut of_both = verbal.chain(of_noun.filter_map(of).map(|needs| needs[1])).peekable();
        let relative = matches!(known.class, Some(Class::That | Class::Relative(_)));
        if of_both.peek().is_none() && !relative {
            continue;
        }
        let form = of_form.entry(vocabulary.intern(spelling));
        form.relative |= relative;
        for need in of_both {
            if !form.needs.contains(&need) {
                form.needs.push(need);
            }
        }
    }
    needs.sets += maker.sets.len() as u16;
    let mut sets: Vec<(Vec<&str>, u16)> = maker.sets.into_iter().collect();
    sets.sort_unstable_by_key(|&(_, set)| set);
    for (words, set) in sets {
        for word in words {
            of_form.entry(vocabulary.intern(word)).sets.push(set);
        }
    }
    needs.pairs.extend(maker.pairs);
    needs.places.extend(maker.places);
    let mut made: Vec<(Need, u16)> = maker.needs.into_iter().collect();
    made.sort_unstable_by_key(|&(_, index)| index);
    made.into_iter().for_each(|(need, _)| needs.needs.push(need));
    for form in of_form.forms() {
        features.add_to_form(form, word::NEEDED);
        let of_form = of_form.get(form).expect("it is one of them");
        add_to_form(needs, form, of_form);
    }
}

/// Adds to the lists of a form.
fn add_to_form(needs: &mut Needs, form: FormId, added: &OfForm) {
    let before = needs.of_form.get(form).copied().unwrap_or_default();
    let mut masks: BTreeMap<u64, u64> =
        needs.sets_of(&before).iter().map(|&[word, bits]| (word, bits)).collect();
    for &set in &added.sets {
        *masks.entry(u64::from(set) / 64).or_default() |= 1 << (set % 64);
    }
    let lists = needs.lists.to_mut();
    let mut of_needs = lists[before.needs as usize..][..usize::from(before.need_count)].to_vec();
    of_needs.extend(&added.needs);
    let changed = FormNeeds {
        sets: needs.masks.len() as u32,
        needs: lists.len() as u32,
        set_words: masks.len() as u16,
        need_count: of_needs.len() as u16,
        relative: before.relative | u32::from(added.relative),
    };
    lists.extend(of_needs);
    needs.masks.to_mut().extend(masks.into_iter().map(|(word, bits)| [word, bits]));
    needs.of_form.set(form, changed);
}

/// [`FormNeeds`] in the making.
#[derive(Default)]
struct OfForm {
    sets: Vec<u16>,
    needs: Vec<u16>,
    relative: bool,
}

struct Maker<'f> {
    frames: &'f Frames,
    prepositions: &'f [Vec<Box<str>>],
    /// The first numbers that are free: of a set, and of a need.
    first: [u16; 2],
    /// The sets of words of which templates ask for one.
    sets: FxHashMap<Vec<&'f str>, u16>,
    pairs: Vec<u16>,
    places: Vec<u16>,
    needs: FxHashMap<Need, u16>,
}

impl<'f> Maker<'f> {
    /// The index of what a template needs beside a verb or a noun.
    fn need(&mut self, template: &'f Template, verb: bool) -> u16 {
        let mut sets: SmallVec<[u16; 4]> = SmallVec::new();
        for element in template.before.iter().chain(&template.after).filter(|element| is_needed(element)) {
            let next = self.first[0] + self.sets.len() as u16;
            let set = *self.sets.entry(self.words(element)).or_insert(next);
            if !sets.contains(&set) {
                sets.push(set);
            }
            if matches!(element, Element::Pair(_)) && !self.pairs.contains(&set) {
                self.pairs.push(set);
            }
            let where_ = |&id: &PrepositionId| self.frames.preposition_has(id, word::PLAINLY_WHERE);
            if matches!(element, Element::Slot(_, of) if of.iter().any(where_)) && !self.places.contains(&set)
            {
                self.places.push(set);
            }
        }
        let reach = match template.before.first() {
            Some(Element::Pair(_)) => Reach::Anywhere,
            Some(Element::Slot(..)) if verb && template.before.len() == 1 => Reach::Ahead,
            _ if verb => Reach::Anywhere,
            _ => Reach::Beside,
        };
        let frame = &self.frames.frames[template.frame as usize];
        let of_type = self.frames.type_of(frame);
        let kinds = |own: &[Kind], of_type: &[Kind]| Kinds::of(if own.is_empty() { of_type } else { own });
        let (source, target) = (kinds(&frame.source, &of_type.source), kinds(&frame.target, &of_type.target));
        let need = Need { sets, reach, source, target };
        let next = self.first[1] + self.needs.len() as u16;
        *self.needs.entry(need).or_insert(next)
    }

    /// Of the sets that a template asks for, that of the fewest words.
    fn rarest_set(&self, template: &'f Template) -> u16 {
        let elements = template.before.iter().chain(&template.after).filter(|element| is_needed(element));
        let rarest = elements.map(|element| self.words(element)).min_by_key(Vec::len);
        rarest.map_or(Needs::NO_SET, |words| self.sets[&words])
    }

    /// The words of which an element asks for one.
    fn words(&self, element: &'f Element) -> Vec<&'f str> {
        let is_one = |word: &&str| word.chars().all(char::is_alphanumeric);
        match element {
            Element::Word(words) => {
                words.iter().filter_map(|&word| self.frames.words.spelling(word)).filter(is_one).collect()
            }
            Element::Slot(_, prepositions)
            | Element::Pair(prepositions)
            | Element::Preposition(prepositions) => {
                let words = prepositions.iter().flat_map(|id| &self.prepositions[usize::from(id.0)]);
                words.map(|word| &**word).collect()
            }
            Element::Noun | Element::Comma | Element::Infinitive => Vec::new(),
        }
    }
}

/// Whether nothing else can stand for what an element asks for, as a nationality or a possessive can for `de`.
fn is_needed(element: &Element) -> bool {
    match element {
        Element::Word(_) => true,
        Element::Infinitive => false,
        Element::Slot(_, prepositions) | Element::Pair(prepositions) | Element::Preposition(prepositions) => {
            !prepositions.is_empty() && !prepositions.contains(&PrepositionId::OF)
        }
        Element::Noun | Element::Comma => false,
    }
}

fn forms_of_prepositions(frames: &Frames) -> Vec<Vec<Box<str>>> {
    let mut forms: Vec<Vec<Box<str>>> = vec![Vec::new(); frames.prepositions.len()];
    for (spelling, known) in frames.words.iter() {
        if let Some(Class::Preposition(id) | Class::Contracted(id) | Class::Relative(Some(id))) = known.class
        {
            forms[usize::from(id.0)].push(spelling.into());
        }
    }
    for (name, forms) in frames.prepositions.iter().zip(&mut forms).filter(|(_, forms)| forms.is_empty()) {
        let words = name.split([' ', '’', '-']).filter(|word| !word.is_empty());
        forms.extend(words.max_by_key(|word| word.len()).map(Box::from));
    }
    forms
}
