//! Variants of the examples of frames: the same with a rank, an apposition, an incise, in another tense or in the passive. What an
//! example states must still be stated.

use super::{Marked, stands_in, tell};
use crate::{
    Extractor, Reader,
    error::Result,
    lexicon::{self, Contractions, Passive, Variants, Wrapping},
    model::{
        Document, Example, Extraction, Frame, Kind, Lexicon, Modality, Relation, Shows, Span, Tense,
        VerbForm, VerbId,
    },
};
use std::collections::BTreeMap;

/// A variant of an example in which the frame's relation is not found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct VariantFailure<'f> {
    /// The frame.
    pub frame: &'f Frame,
    /// The example.
    pub example: &'f Example,
    /// The kind of variant: `role-rank`.
    pub variant: String,
    /// The sentence.
    pub text: String,
    /// What it states instead.
    pub message: String,
}

/// How many variants of a kind there are, and how many hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tried {
    /// Those in which the relation is found.
    pub hold: usize,
    /// All of them.
    pub all: usize,
}

/// Reads the variants of every example under `says` of the frames that `is_asked` takes; gives those that fail, and counts by kind.
///
/// # Errors
/// A `variants.toml` that is not as it must be.
pub fn test_variants<'f>(
    extractor: &'f Extractor,
    options: &lexicon::Options,
    is_asked: impl Fn(&Frame) -> bool,
) -> Result<(Vec<VariantFailure<'f>>, BTreeMap<String, Tried>)> {
    let variants = lexicon::variants(options)?;
    let lexicon = extractor.lexicon();
    let (reader, forms) = (extractor.reader(), Forms::of(lexicon));
    let (mut failures, mut counts) = (Vec::new(), BTreeMap::<String, Tried>::new());
    for frame in lexicon.frames().iter().filter(|frame| is_asked(frame)) {
        for example in frame.examples.iter().filter(|example| example.shows == Shows::Says) {
            let base = Base::read(lexicon, &reader, frame, example);
            let Some(base) = base else { continue };
            for variant in base.variants(&variants, &forms) {
                if frame.varies_not.iter().any(|id| **id == *variant.id) {
                    continue;
                }
                let tried = counts.entry(variant.id.to_string()).or_default();
                tried.all += 1;
                match base.judge(&reader, &variant) {
                    Ok(()) => tried.hold += 1,
                    Err(message) => failures.push(VariantFailure {
                        frame,
                        example,
                        variant: variant.id.to_string(),
                        text: variant.text,
                        message,
                    }),
                }
            }
        }
    }
    Ok((failures, counts))
}

/// An example that holds.
struct Base<'f> {
    lexicon: &'f Lexicon,
    frame: &'f Frame,
    text: String,
    source: Span,
    target: Span,
    /// The kinds of source and target; none where more than the name stands there.
    kinds: [Option<Kind>; 2],
}

/// A sentence made of an example.
struct Variant<'v> {
    id: &'v str,
    text: String,
    source: Span,
    target: Span,
}

impl<'f> Base<'f> {
    fn read(lexicon: &'f Lexicon, reader: &Reader, frame: &'f Frame, example: &Example) -> Option<Base<'f>> {
        let Marked { text, source, target } = Marked::read(&example.text);
        let (source, target) = (source?, target?);
        let extraction = reader.extract(Document::new("exemple", text.clone()));
        let kind = |span: Span| {
            let mut inside = extraction.mentions.iter().filter(|mention| span.contains(mention.span));
            let mention = inside.next()?;
            let bare = mention.span == span || (mention.kind != Kind::Person && mention.span.end == span.end);
            let alone = bare && mention.group.is_none() && mention.kind != Kind::Demonym;
            alone.then_some(mention.entity?).map(|entity| extraction.entities[entity.0 as usize].kind)
        };
        let kinds = [kind(source), kind(target)];
        let base = Base { lexicon, frame, text, source, target, kinds };
        base.finds(&extraction, source, target).is_ok().then_some(base)
    }

    /// Whether the frame's relation is found between two places.
    fn finds(&self, extraction: &Extraction, source: Span, target: Span) -> std::result::Result<(), String> {
        let kind = self.lexicon.type_of(self.frame);
        let joins = |relation: &&Relation, source: Span, target: Span| {
            stands_in(extraction, relation.source, Some(source))
                && stands_in(extraction, relation.target, Some(target))
        };
        let fits = |relation: &&Relation| {
            relation.kind == *kind.id
                && (joins(relation, source, target) || (kind.symmetric && joins(relation, target, source)))
        };
        let Some(found) = extraction.relations.iter().find(fits) else {
            return Err(extraction
                .relations
                .first()
                .map_or("nothing".to_string(), |first| tell(extraction, first)));
        };
        let denied = found.negated || found.modality == Modality::Denied;
        if denied == self.frame.negated { Ok(()) } else { Err(tell(extraction, found)) }
    }

    fn judge(&self, reader: &Reader, variant: &Variant) -> std::result::Result<(), String> {
        let extraction = reader.extract(Document::new("variante", variant.text.clone()));
        self.finds(&extraction, variant.source, variant.target)
    }

    fn variants<'v>(&self, variants: &'v Variants, forms: &Forms) -> Vec<Variant<'v>> {
        let mut made: Vec<Variant> = Vec::new();
        for (place, is_source) in [(self.source, true), (self.target, false)] {
            let Some(kind) = self.kinds[usize::from(!is_source)] else { continue };
            let fitting = variants.argument.iter().filter(|wrapping| wrapping.of.contains(&kind));
            let of_subject = variants.subject.iter().filter(|_| place.start == 0);
            made.extend(
                fitting
                    .chain(of_subject)
                    .map(|wrapping| self.wrapped(wrapping, (place, is_source), &variants.contractions)),
            );
        }
        made.extend(variants.sentence.iter().filter_map(|wrapping| self.whole(wrapping)));
        if let Some(group) = self.finite_group(forms) {
            let tenses = &variants.tenses;
            for (id, tense) in [(&tenses.future, Tense::Future), (&tenses.conditional, Tense::Conditional)] {
                let form = forms.get(group.verb, tense, group.plural);
                made.extend(form.map(|form| self.replaced(id, group.place, form)));
            }
            made.extend(self.in_passive(&variants.passive, &group, forms));
        }
        made
    }

    /// An argument with something around it.
    fn wrapped<'v>(
        &self,
        wrapping: &'v Wrapping,
        (place, is_source): (Span, bool),
        contractions: &Contractions,
    ) -> Variant<'v> {
        let (mut before, after) =
            (self.text[..place.start as usize].to_string(), &self.text[place.end as usize..]);
        let (lead, tail) = wrapping.text.split_once("{}").unwrap_or_default();
        let (mut lead, mut tail) = (lead.to_string(), tail);
        if after.starts_with([',', '.', ';', ':', ')', ' '])
            && after.trim_start().starts_with([',', '.', ';', ':', ')'])
        {
            tail = tail.trim_end_matches(',');
        }
        for (apart, joined) in contractions {
            let (preposition, article) = apart.rsplit_once(['’', ' ']).unwrap_or_default();
            let elided = apart.contains('’');
            let stem = if elided { format!("{preposition}’") } else { format!("{preposition} ") };
            let rest = lead.strip_prefix(&format!("{article} "));
            if let (true, Some(rest)) = (ends_with_word(&before, &stem), rest) {
                before.truncate(before.len() - stem.len());
                before += &format!("{joined} ");
                lead = rest.to_string();
                break;
            }
        }
        if before.is_empty() {
            lead = capitalised(&lead);
        }
        let start = before.len() + lead.len();
        let argument = Span::new(start as u32, start as u32 + place.len());
        let text = format!("{before}{lead}{}{tail}{after}", place.of(&self.text));
        let other = if is_source { self.target } else { self.source };
        let other = self.moved(other, place, &text);
        let (source, target) = if is_source { (argument, other) } else { (other, argument) };
        Variant { id: &wrapping.id, text, source, target }
    }

    /// The sentence inside another.
    fn whole<'v>(&self, wrapping: &'v Wrapping) -> Option<Variant<'v>> {
        let sentence =
            self.text.strip_suffix('.').filter(|sentence| !sentence.contains(['.', '?', '!', ':', '«']))?;
        let (lead, tail) = wrapping.text.split_once("{}")?;
        // A name keeps its capital; an article does not.
        let sentence = if lead.is_empty() { sentence.to_string() } else { uncapitalised(sentence) };
        // `qu’il`, `qu’Assimi`
        let vowel = sentence.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'A', 'E', 'I', 'O', 'U', 'É']);
        let elided = wrapping.before_vowel.as_ref().and_then(|text| text.split_once("{}")).filter(|_| vowel);
        let lead = elided.map_or(lead, |(lead, _)| lead);
        let by = lead.len() as u32;
        let moved = |span: Span| Span::new(span.start + by, span.end + by);
        let text = format!("{lead}{sentence}{tail}");
        Some(Variant { id: &wrapping.id, text, source: moved(self.source), target: moved(self.target) })
    }

    /// `A a rencontré B`: `B a été rencontré par A`.
    fn in_passive<'v>(&self, passive: &'v Passive, group: &Group, forms: &Forms) -> Option<Variant<'v>> {
        let active = self.source.start == 0
            && group.place.start == self.source.end + 1
            && self.target.start == group.place.end + 1
            && !self.lexicon.frames.verbs[usize::from(group.verb.0)].with_etre;
        let participle = forms.get(group.verb, Tense::PastParticiple, false).filter(|_| active)?;
        let (object, rest) = (self.target.of(&self.text), &self.text[self.target.end as usize..]);
        let verb = passive.verb.replace("{}", participle);
        let agent = passive.agent.replace("{}", &uncapitalised(self.source.of(&self.text)));
        let object = capitalised(object);
        let text = format!("{object} {verb} {agent}{rest}");
        let end = (object.len() + 1 + verb.len() + 1 + agent.len()) as u32;
        let source = Span::new(end - self.source.len(), end);
        let target = Span::new(0, object.len() as u32);
        Some(Variant { id: &passive.id, text, source, target })
    }

    /// The finite verb of the frame, simple or with `avoir`.
    fn finite_group(&self, forms: &Forms) -> Option<Group> {
        let frames = &self.lexicon.frames;
        let verbs: Vec<VerbId> = self.frame.triggers.iter().filter_map(|lemma| forms.verb(lemma)).collect();
        let words: Vec<Span> = words(&self.text);
        let readings = |at: usize| Some(&frames.words.get(words.get(at)?.of(&self.text))?.verbs);
        let finite =
            |form: &&VerbForm| matches!(form.tense, Tense::Present | Tense::Imperfect) && form.third_person;
        for at in 0..words.len() {
            let Some(found) = readings(at) else { continue };
            if let Some(form) = found.iter().filter(finite).find(|form| verbs.contains(&form.verb)) {
                return Some(Group { place: words[at], verb: form.verb, plural: form.plural });
            }
            let auxiliary = found.iter().filter(finite).find(|form| Some(form.verb) == frames.have);
            let participle = readings(at + 1).and_then(|next| {
                next.iter().find(|form| form.tense == Tense::PastParticiple && verbs.contains(&form.verb))
            });
            if let (Some(auxiliary), Some(participle)) = (auxiliary, participle) {
                let place = Span::new(words[at].start, words[at + 1].end);
                return Some(Group { place, verb: participle.verb, plural: auxiliary.plural });
            }
        }
        None
    }

    /// The sentence with something in the place of a stretch of it.
    fn replaced<'v>(&self, id: &'v str, place: Span, by: &str) -> Variant<'v> {
        let text = format!("{}{by}{}", &self.text[..place.start as usize], &self.text[place.end as usize..]);
        let (source, target) = (self.moved(self.source, place, &text), self.moved(self.target, place, &text));
        Variant { id, text, source, target }
    }

    /// Where a span of the sentence lies in a text that differs from it at a place.
    fn moved(&self, span: Span, place: Span, text: &str) -> Span {
        let shift = text.len() as i64 - self.text.len() as i64;
        let at = |byte: u32| (i64::from(byte) + shift) as u32;
        if span.start > place.start { Span::new(at(span.start), at(span.end)) } else { span }
    }
}

/// A finite verb in a sentence, with its auxiliary.
struct Group {
    place: Span,
    verb: VerbId,
    plural: bool,
}

/// The forms of verbs.
struct Forms {
    verbs: BTreeMap<Box<str>, VerbId>,
    /// By verb and tense, in the third person of singular and plural.
    spellings: BTreeMap<(u16, Tense, bool), Box<str>>,
}

impl Forms {
    fn of(lexicon: &Lexicon) -> Forms {
        let frames = &lexicon.frames;
        let verbs = frames.verbs.iter().zip(0..).map(|(verb, id)| (verb.lemma.clone(), VerbId(id))).collect();
        let mut spellings: BTreeMap<(u16, Tense, bool), Box<str>> = BTreeMap::new();
        for (spelling, word) in frames.words.iter() {
            for form in
                word.verbs.iter().filter(|form| form.third_person || form.tense == Tense::PastParticiple)
            {
                let known = spellings
                    .entry((form.verb.0, form.tense, form.plural))
                    .or_insert_with(|| spelling.into());
                // Of a participle, the masculine.
                if spelling.len() < known.len() {
                    *known = spelling.into();
                }
            }
        }
        Forms { verbs, spellings }
    }

    fn verb(&self, lemma: &str) -> Option<VerbId> {
        self.verbs.get(lemma).copied()
    }

    fn get(&self, verb: VerbId, tense: Tense, plural: bool) -> Option<&str> {
        self.spellings.get(&(verb.0, tense, plural)).map(|spelling| &**spelling)
    }
}

/// The words of a text.
fn words(text: &str) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Span::new(from as u32, at as u32));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a text ends with a word of its own.
fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphabetic))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A sentence inside another: its first word in small letters, where it is an article.
fn uncapitalised(text: &str) -> String {
    let first = text.split([' ', '’']).next().unwrap_or_default();
    let is_article =
        first.len() <= 3 && !first.chars().skip(1).any(char::is_uppercase) && text.len() > first.len();
    match is_article {
        true => {
            let mut letters = text.chars();
            letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
        }
        false => text.to_string(),
    }
}
