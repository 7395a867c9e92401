//! What a sentence must hold for a trigger to state anything in it.

use super::features::FeatureBuilder;
use crate::{
    matcher::{FormMap, Vocabulary},
    model::{
        Class, Element, FormNeeds, Frames, Kind, Kinds, Need, Needs, PrepositionId, Reach, Template, word,
    },
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Makes the needs of all triggers, and marks the forms that they speak of.
pub(super) fn needs(frames: &Frames, features: &mut FeatureBuilder, vocabulary: &mut Vocabulary) -> Needs {
    let forms = forms_of_prepositions(frames);
    let mut maker =
        Maker { frames, forms, sets: FxHashMap::default(), pairs: Vec::new(), needs: FxHashMap::default() };
    let mut both = |template| [maker.need(template, true), maker.need(template, false)];
    let of_template: Vec<[u16; 2]> = frames.templates.iter().map(&mut both).collect();
    let mut of_form: FormMap<OfForm> = FormMap::default();
    for (spelling, known) in frames.words.iter() {
        let of_verbs = known.verbs.iter().flat_map(|form| &frames.verbs[form.verb.0 as usize].templates);
        let of_noun = known.noun.iter().flat_map(|noun| &frames.nouns[noun.0 as usize].templates);
        let verbal = of_verbs.map(|&template| of_template[template as usize][0]);
        let mut of_both = verbal.chain(of_noun.map(|&template| of_template[template as usize][1])).peekable();
        let relative = matches!(known.class, Some(Class::That | Class::Relative));
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
    let count = maker.sets.len() as u16;
    let mut sets: Vec<(Vec<&str>, u16)> = maker.sets.into_iter().collect();
    sets.sort_unstable_by_key(|&(_, set)| set);
    for (words, set) in sets {
        for word in words {
            of_form.entry(vocabulary.intern(word)).sets.push(set);
        }
    }
    of_form.forms().for_each(|form| features.add_to_form(form, word::NEEDED));
    let mut lists: Vec<u16> = Vec::new();
    let of_form = of_form.map(|OfForm { sets, needs, relative }| {
        let start = lists.len() as u32;
        lists.extend(sets.iter().chain(&needs));
        FormNeeds { start, sets: sets.len() as u16, needs: needs.len() as u16, relative: relative.into() }
    });
    let mut needs: Vec<(Need, u16)> = maker.needs.into_iter().collect();
    needs.sort_unstable_by_key(|&(_, index)| index);
    let needs = needs.into_iter().map(|(need, _)| need).collect::<Vec<_>>().into();
    Needs { of_form, needs, lists: lists.into(), sets: count, pairs: maker.pairs }
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
    /// Of each preposition, words of which one stands in it: `au` or `à`, `encontre`.
    forms: FxHashMap<PrepositionId, Vec<&'f str>>,
    /// The sets of words of which templates ask for one.
    sets: FxHashMap<Vec<&'f str>, u16>,
    pairs: Vec<u16>,
    needs: FxHashMap<Need, u16>,
}

impl<'f> Maker<'f> {
    /// The index of what a template needs beside a verb or a noun.
    fn need(&mut self, template: &'f Template, verb: bool) -> u16 {
        let mut sets: SmallVec<[u16; 4]> = SmallVec::new();
        for element in template.before.iter().chain(&template.after).filter(|element| is_needed(element)) {
            let next = self.sets.len() as u16;
            let set = *self.sets.entry(self.words(element)).or_insert(next);
            if !sets.contains(&set) {
                sets.push(set);
            }
            if matches!(element, Element::Pair(_)) && !self.pairs.contains(&set) {
                self.pairs.push(set);
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
        let next = self.needs.len() as u16;
        *self.needs.entry(need).or_insert(next)
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
                prepositions.iter().flat_map(|id| &self.forms[id]).copied().collect()
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

fn forms_of_prepositions(frames: &Frames) -> FxHashMap<PrepositionId, Vec<&str>> {
    let mut forms: FxHashMap<PrepositionId, Vec<&str>> = FxHashMap::default();
    for (spelling, known) in frames.words.iter() {
        if let Some(Class::Preposition(id) | Class::Contracted(id)) = known.class {
            forms.entry(id).or_default().push(spelling);
        }
    }
    for (name, id) in frames.prepositions.iter().zip(0..) {
        let words = name.split([' ', '’', '-']).filter(|word| !word.is_empty());
        let longest = words.max_by_key(|word| word.len());
        forms.entry(PrepositionId(id)).or_insert_with(|| longest.into_iter().collect());
    }
    forms
}
