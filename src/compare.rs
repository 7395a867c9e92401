//! What other lists change: the same documents read twice, side by side, and what is different gathered by what it is.

use crate::model::{
    Citation, Difference, DifferenceOf, Document, Extraction, Mention, Modality, Relation, Sentence, Shown,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Gathers the differences of many documents. What it holds grows with their number of sorts, not with the documents.
///
/// ```
/// use palabre::{Extractor, compare::Comparison, lexicon, model::Document};
///
/// let people = "id,name,country\nada-kone-essai,Ada Koné,mali\n";
/// let lists = lexicon::Options::default().with_file("people.csv", people);
/// let sides = [Extractor::builtin()?, Extractor::new(lexicon::load(&lists)?)];
/// let mut comparison = Comparison::default();
/// let read = |side: &Extractor| side.extract(Document::new("1", "Ada Koné est arrivée à Bamako."));
/// comparison.add(&read(&sides[0]), &read(&sides[1]));
/// let differences = comparison.finish();
/// assert_eq!((&*differences[0].before, &*differences[0].after), ("ada-kone", "ada-kone-essai"));
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    groups: BTreeMap<Key, Group>,
}

/// What a difference is told by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    of: DifferenceOf,
    name: String,
    before: String,
    after: String,
}

#[derive(Debug, Clone, Default)]
struct Group {
    count: u64,
    documents: u64,
    /// The first of them by document, date and place.
    shown: BTreeMap<(Arc<str>, u32), Shown>,
}

/// Sentences that are kept of a difference.
const SHOWN: usize = 3;
/// The longest sentence that is shown, in characters.
const LONGEST: usize = 400;

impl Comparison {
    /// Adds a document, read before and after.
    pub fn add(&mut self, before: &Extraction, after: &Extraction) {
        let mut found = Found { found: Vec::new() };
        let pairs = found.mentions(before, after);
        found.links(before, after, &pairs);
        found.relations(before, after);
        if found.found.is_empty() {
            return;
        }
        let document = cited(&after.document);
        let mut keys: BTreeSet<&Key> = BTreeSet::new();
        for (key, place) in &found.found {
            let group = self.groups.entry(key.clone()).or_default();
            group.count += 1;
            group.documents += u64::from(keys.insert(key));
            group.show((document.id.clone(), *place), || {
                Shown::new(document.clone(), sentence_at(after, *place))
            });
        }
    }

    /// Adds what another has gathered of other documents; the order plays no part.
    pub fn merge(mut self, other: Comparison) -> Comparison {
        for (key, theirs) in other.groups {
            let group = self.groups.entry(key).or_default();
            group.count += theirs.count;
            group.documents += theirs.documents;
            for (place, shown) in theirs.shown {
                group.show(place, || shown);
            }
        }
        self
    }

    /// The differences: links, then mentions and relations, of each the most frequent first.
    pub fn finish(self) -> Vec<Difference> {
        let mut differences: Vec<Difference> = self.groups.into_iter().map(difference).collect();
        differences.sort_by(|one, other| {
            let order = |difference: &Difference| {
                (difference.of, Reverse(difference.count), Reverse(difference.documents))
            };
            order(one).cmp(&order(other))
        });
        differences
    }
}

fn difference((key, group): (Key, Group)) -> Difference {
    let Key { of, name, before, after } = key;
    let Group { count, documents, shown } = group;
    Difference { of, name, before, after, count, documents, shown: shown.into_values().collect() }
}

impl Group {
    fn show(&mut self, place: (Arc<str>, u32), shown: impl FnOnce() -> Shown) {
        let is_early =
            self.shown.len() < SHOWN || self.shown.last_key_value().is_some_and(|(last, _)| place < *last);
        if is_early && !self.shown.contains_key(&place) {
            self.shown.insert(place, shown());
            if self.shown.len() > SHOWN {
                self.shown.pop_last();
            }
        }
    }
}

/// What is different in a document, with where that is, in bytes.
struct Found {
    found: Vec<(Key, u32)>,
}

impl Found {
    fn add(&mut self, of: DifferenceOf, [name, before, after]: [String; 3], place: u32) {
        self.found.push((Key { of, name, before, after }, place));
    }

    /// Names that are found on one side alone, or as something else. Returns those that both find, by their places.
    fn mentions(&mut self, before: &Extraction, after: &Extraction) -> Vec<(usize, usize)> {
        let [old, new] = [before, after].map(by_place);
        let pairs = old.iter().filter_map(|(place, old)| Some((*old, *new.get(place)?))).collect();
        let mut alone: Vec<&Mention> = old
            .iter()
            .filter(|(place, _)| !new.contains_key(place))
            .map(|(_, &at)| &before.mentions[at])
            .collect();
        for (_, &at) in new.iter().filter(|(place, _)| !old.contains_key(place)) {
            let mention = &after.mentions[at];
            // One that covers the same words is the same name, read otherwise.
            let same = alone
                .iter()
                .position(|old| old.head.start < mention.head.end && mention.head.start < old.head.end);
            let was = same.map(|place| read_as(alone.remove(place), before)).unwrap_or_default();
            let text = mention.head.of(&after.document.text).to_string();
            self.add(DifferenceOf::Mention, [text, was, read_as(mention, after)], mention.head.start);
        }
        for mention in alone {
            let text = mention.head.of(&before.document.text).to_string();
            self.add(
                DifferenceOf::Mention,
                [text, read_as(mention, before), String::new()],
                mention.head.start,
            );
        }
        pairs
    }

    /// Names that mean somebody else.
    fn links(&mut self, before: &Extraction, after: &Extraction, pairs: &[(usize, usize)]) {
        for &(old, new) in pairs {
            let (old, new) = (&before.mentions[old], &after.mentions[new]);
            let [was, is] = [meant(old, before), meant(new, after)];
            if was != is {
                let text = new.head.of(&after.document.text).to_string();
                self.add(DifferenceOf::Link, [text, was, is], new.head.start);
            }
        }
    }

    /// Relations of one side alone; those of one sentence and type, of which one is gone and one is new, are one that changed.
    fn relations(&mut self, before: &Extraction, after: &Extraction) {
        let [old, new] = [before, after].map(|read| {
            let mut relations: BTreeMap<(u32, &str), Vec<String>> = BTreeMap::new();
            for relation in &read.relations {
                let place = (read.sentences[relation.sentence as usize].span.start, &*relation.kind);
                relations.entry(place).or_default().push(said(relation, read));
            }
            relations
        });
        let places: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
        for place in places {
            let [mut was, mut is] = [&old, &new].map(|side| side.get(&place).cloned().unwrap_or_default());
            was.retain(|old| match is.iter().position(|new| new == old) {
                Some(same) => {
                    is.remove(same);
                    false
                }
                None => true,
            });
            let (was, is) = (was.into_iter(), is.into_iter());
            for (was, is) in paired(was, is) {
                self.add(DifferenceOf::Relation, [place.1.to_string(), was, is], place.0);
            }
        }
    }
}

/// Each of one beside each of the other; those left over beside nothing.
fn paired(
    mut one: impl Iterator<Item = String>,
    mut other: impl Iterator<Item = String>,
) -> impl Iterator<Item = (String, String)> {
    std::iter::from_fn(move || match (one.next(), other.next()) {
        (None, None) => None,
        (one, other) => Some((one.unwrap_or_default(), other.unwrap_or_default())),
    })
}

/// The mentions by the places of their heads.
fn by_place(read: &Extraction) -> BTreeMap<(u32, u32), usize> {
    let places = read.mentions.iter().enumerate();
    places.map(|(at, mention)| ((mention.head.start, mention.head.end), at)).collect()
}

/// What a name is: `person Sadio Camara`.
fn read_as(mention: &Mention, read: &Extraction) -> String {
    format!("{} {}", mention.kind.name(), mention.head.of(&read.document.text))
}

/// Whom a name means, by id; several where that is open.
fn meant(mention: &Mention, read: &Extraction) -> String {
    mention
        .actor()
        .map(|entity| read.entities[entity.0 as usize].id.clone())
        .unwrap_or_else(|| NOBODY.to_string())
}

/// What a name means that means nobody.
const NOBODY: &str = "–";

/// What a relation says: ends, and how it is said where it is no fact.
fn said(relation: &Relation, read: &Extraction) -> String {
    let id = |entity: crate::model::EntityIndex| &*read.entities[entity.0 as usize].id;
    let mut said = format!("{} → {}", id(relation.source), id(relation.target));
    if relation.negated {
        said += ", negated";
    }
    if relation.modality != Modality::Asserted {
        said += ", ";
        said += relation.modality.name();
    }
    said
}

/// The sentence that has a place, on one line.
fn sentence_at(read: &Extraction, place: u32) -> String {
    let sentence = read.sentences.partition_point(|Sentence { span, .. }| span.end <= place);
    let text = read.sentences.get(sentence).map_or("", |sentence| sentence.span.of(&read.document.text));
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn cited(document: &Document) -> Arc<Citation> {
    let mut cited = Citation::new(document.id.as_str());
    cited.date = document.date;
    cited.source = document.source.as_deref().map(Arc::from);
    cited.title = document.title.as_deref().map(Arc::from);
    cited.into()
}
