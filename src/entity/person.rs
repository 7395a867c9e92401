//! Coreference of persons: full names, surnames, spellings.

use super::{
    office::{Held, Offices},
    resolution::Resolution,
};
use crate::matcher::fold_words;
use crate::model::{Bearer, Detail, Document, EntryIndex, FeatureSet, Kind, Lexicon, Mention, word};
use rustc_hash::{FxHashMap, FxHashSet};
use std::{cell::RefCell, collections::BTreeMap};

/// The person that a mention refers to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Resolved {
    Row(EntryIndex),
    Ambiguous(Vec<EntryIndex>),
    /// A new person, by folded full name.
    New(String),
    /// A single word without a full name in the document.
    Lone,
}

impl Resolved {
    /// The folded full name of a new person.
    fn unlisted(&self) -> Option<&String> {
        match self {
            Resolved::New(name) => Some(name),
            _ => None,
        }
    }
}

/// The persons named in full in a document.
pub(super) struct People<'p> {
    document: &'p Document,
    lexicon: &'p Lexicon,
    /// Countries in the document.
    countries: &'p FxHashMap<EntryIndex, u32>,
    /// The people of each short form of a name, folded.
    by_surname: FxHashMap<String, Namesakes>,
    /// Rows of unlisted names that are spelling variants; see [`People::respelt`].
    respelt: RefCell<FxHashMap<String, Result<EntryIndex, Vec<EntryIndex>>>>,
}

/// The people of a document who have a short form of a name: a surname, a given name.
#[derive(Debug, Default)]
struct Namesakes {
    known: FxHashSet<Resolved>,
    /// Those whom the lists have, with their gender, in order of appearance.
    rows: Vec<(EntryIndex, Option<char>)>,
    /// The others, by their gender and the first letter of an unlisted name.
    others: BTreeMap<(Option<char>, Option<char>), Vec<Resolved>>,
    /// Of the unlisted names with a given name at the head and the form at the end the two longest.
    longest: FxHashMap<String, [String; 2]>,
}

impl Namesakes {
    fn add(&mut self, form: &str, who: &Resolved, gender: Option<char>) {
        if !self.known.insert(who.clone()) {
            return;
        }
        if let Resolved::Row(row) = who {
            return self.rows.push((*row, gender));
        }
        let name = who.unlisted();
        let initial = name.and_then(|name| name.chars().next());
        self.others.entry((gender, initial)).or_default().push(who.clone());
        let at_end = |name: &&String| name.strip_suffix(form).is_some_and(|rest| rest.ends_with(' '));
        let Some((name, (first, _))) =
            name.filter(at_end).and_then(|name| Some((name, name.split_once(' ')?)))
        else {
            return;
        };
        let [longest, next] = self.longest.entry(first.to_string()).or_default();
        if name.len() > longest.len() {
            *next = std::mem::replace(longest, name.clone());
        } else if name.len() > next.len() {
            *next = name.clone();
        }
    }

    /// Those whom the lists have who may be of a gender.
    fn rows(&self, gender: Option<char>) -> Vec<EntryIndex> {
        let rows = self.rows.iter().filter(|(_, theirs)| agree(gender, *theirs));
        rows.map(|&(row, _)| row).collect()
    }

    /// The others who may be of a gender.
    fn others(&self, gender: Option<char>) -> impl Iterator<Item = &Resolved> {
        let fitting = self.others.iter().filter(move |((theirs, _), _)| agree(gender, *theirs));
        fitting.flat_map(|(_, others)| others)
    }

    /// The unlisted names with a first letter.
    fn with_initial(&self, initial: Option<char>) -> impl Iterator<Item = &String> {
        let fitting = self.others.iter().filter(move |((_, theirs), _)| *theirs == initial);
        fitting.flat_map(|(_, others)| others).filter_map(Resolved::unlisted)
    }

    /// The one unlisted name with a given name at the head that is longer than so many bytes.
    fn longer(&self, first: &str, length: usize) -> Option<&String> {
        let [longest, next] = self.longest.get(first)?;
        (longest.len() > length && next.len() <= length).then_some(longest)
    }
}

/// Whether two genders may be of one person.
fn agree(one: Option<char>, other: Option<char>) -> bool {
    one.is_none() || other.is_none() || one == other
}

impl<'p> People<'p> {
    pub(super) fn new(
        document: &'p Document,
        lexicon: &'p Lexicon,
        mentions: &[Mention],
        countries: &'p FxHashMap<EntryIndex, u32>,
    ) -> People<'p> {
        let (by_surname, respelt) = Default::default();
        let mut people = People { document, lexicon, countries, by_surname, respelt };
        // A name after a particle or an initial may be the surname of a longer one: those come first.
        let people_first = mentions.iter().filter(|mention| mention.kind == Kind::Person);
        let (short, others): (Vec<&Mention>, Vec<&Mention>) = people_first.partition(|mention| {
            let name = people.name(mention);
            people.after_particle(mention, &name) || people.initials(&name).is_some()
        });
        for mention in others.into_iter().chain(short) {
            let name = people.name(mention);
            let Some((who, _)) = people.full(mention, &name) else { continue };
            let gender = people.gender_of(&who, mention);
            for surname in people.surnames(&who, &name) {
                // `Macron` alone is not Brigitte, of whom `Brigitte et Emmanuel Macron` tells.
                if mention.surname.is_some() && people.is_another_alone(&who, &surname) {
                    continue;
                }
                let of_surname = people.by_surname.entry(surname.clone()).or_default();
                of_surname.add(&surname, &who, gender);
            }
        }
        people
    }

    /// Whether a surname alone means another listed person.
    fn is_another_alone(&self, who: &Resolved, surname: &str) -> bool {
        let bearers = self.lexicon.surnames.get(surname).unwrap_or_default();
        bearers.iter().any(|bearer| bearer.alone && *who != Resolved::Row(bearer.person))
    }

    /// The person that a mention refers to, and how it was resolved.
    pub(super) fn resolve(&self, mention: &Mention) -> (Resolved, Resolution) {
        let name = self.name(mention);
        if let Some(full) = self.full(mention, &name) {
            return self.shortened(&name).map_or(full, |longer| (longer, Resolution::Shortened));
        }
        let Some(namesakes) = self.by_surname.get(&name) else { return self.by_list(mention) };
        let gender = self.gender(mention);
        let rows = namesakes.rows(gender);
        let mut others = namesakes.others(gender);
        match (&rows[..], others.next(), others.next()) {
            ([], None, _) => self.by_list(mention),
            ([row], None, _) => (Resolved::Row(*row), Resolution::Surname),
            ([], Some(one), None) => (one.clone(), Resolution::Surname),
            (_, other, _) => match self.by_office(mention, &rows) {
                Some(row) => (Resolved::Row(row), Resolution::SurnameOffice),
                None if other.is_none() => (Resolved::Ambiguous(rows), Resolution::SurnameOfSeveral),
                None => (Resolved::Lone, Resolution::SurnameOfSeveral),
            },
        }
    }

    fn name(&self, mention: &Mention) -> String {
        fold_words(&full_name(self.lexicon, mention, &self.document.text))
    }

    /// Whether an unlisted name is one word after particles: `ag Intagarate`, `Le Guénédal`, `N’Diaye`.
    fn after_particle(&self, mention: &Mention, name: &str) -> bool {
        let Some((particles, _)) = name.rsplit_once(' ').filter(|_| mention.candidates.is_empty()) else {
            return false;
        };
        let elided = || {
            let mut written = mention.head.of(&self.document.text).chars().skip(1);
            matches!(written.next(), Some('’' | '\''))
        };
        particles
            .split(' ')
            .all(|word| self.is_word(word, word::PARTICLE) && (word.chars().count() > 1 || elided()))
    }

    /// Whether such a name is a surname: it has no given name, or the document has a longer name with this end.
    fn is_surname(&self, mention: &Mention, name: &str) -> bool {
        let given = || name.split_once(' ').is_some_and(|(first, _)| self.is_word(first, word::GIVEN));
        self.after_particle(mention, name) && (self.by_surname.contains_key(name) || !given())
    }

    fn is_word(&self, word: &str, features: FeatureSet) -> bool {
        self.lexicon.folded_has(word, features)
    }

    /// The person of a full name; `None` for a surname alone.
    fn full(&self, mention: &Mention, name: &str) -> Option<(Resolved, Resolution)> {
        let bearers = self.lexicon.surnames.get(name).unwrap_or_default();
        let is_surname = |entry: &EntryIndex| {
            bearers.iter().any(|bearer| bearer.person == *entry)
                && self.surname(*entry) == name
                && fold_words(&self.lexicon.entry(*entry).name) != name
        };
        match mention.candidates[..] {
            [] => (name.contains(' ') && !self.is_surname(mention, name)).then(|| {
                if let Some(who) = self.with_initials(name) {
                    return (who, Resolution::Initials);
                }
                match self.respelt_once(mention, name).or_else(|| self.inverted(name)) {
                    Some(row) => (Resolved::Row(row), Resolution::Respelled),
                    None => (Resolved::New(name.to_string()), Resolution::New),
                }
            }),
            [entry] if !is_surname(&entry) && mention.owned => Some((Resolved::Row(entry), Resolution::Own)),
            _ if mention.candidates.iter().all(is_surname) => None,
            _ => Some(self.choose(mention)),
        }
    }

    /// [`People::respelt`], once per name; where the spelling is ambiguous, the candidate with the role beside the
    /// name.
    fn respelt_once(&self, mention: &Mention, name: &str) -> Option<EntryIndex> {
        let mut known = self.respelt.borrow_mut();
        if !known.contains_key(name) {
            known.insert(name.to_string(), self.respelt(name));
        }
        known[name].as_ref().map_or_else(|open| self.by_office(mention, open), |&row| Some(row))
    }

    /// The one listed person of whom this is a spelling variant (`Vassily Nebenza`) or a name with an initial (`E.
    /// Macron`), with the listed surname; else the candidates.
    fn respelt(&self, name: &str) -> Result<EntryIndex, Vec<EntryIndex>> {
        let words: Vec<&str> = name.split(' ').collect();
        let surname = (1..words.len())
            .find_map(|from| Some((from, self.lexicon.surnames.get(words[from..].join(" ").as_str())?)));
        let Some((from, bearers)) = surname else { return Err(Vec::new()) };
        let given: Vec<&str> = words[..from].to_vec();
        let short = |word: &&str| word.chars().count() == 1 || self.is_word(word, word::ABBREVIATED_GIVEN);
        let initials = given.iter().all(short);
        let is = |bearer: &&Bearer| {
            let row = self.lexicon.entry(bearer.person);
            std::iter::once(&row.name).chain(&row.aliases).any(|form| {
                let form = fold_words(form);
                let theirs: Vec<&str> = form.split(' ').collect();
                let length = theirs.len().saturating_sub(words.len() - from);
                length == given.len()
                    && given
                        .iter()
                        .zip(&theirs)
                        .all(|(a, b)| if initials { b.starts_with(a) } else { sounds(a) == sounds(b) })
            })
        };
        let found: Vec<&Bearer> = bearers.iter().filter(is).collect();
        match found[..] {
            [one] if !initials || one.alone => Ok(one.person),
            _ => Err(found.iter().map(|bearer| bearer.person).collect()),
        }
    }

    /// The one listed person of whom this is the name with the surname first: `Macron Emmanuel`.
    fn inverted(&self, name: &str) -> Option<EntryIndex> {
        let words: Vec<&str> = name.split(' ').collect();
        let given = |from: usize| words[from..].iter().all(|word| self.is_word(word, word::GIVEN));
        let turned = |from: usize| self.respelt(&[&words[from..], &words[..from]].concat().join(" ")).ok();
        let surname_first = !self.is_word(words[0], word::GIVEN);
        (1..words.len()).filter(|&from| surname_first && given(from)).find_map(turned)
    }

    /// The one person whom the document names in full of whom this is the surname behind initials: `A. Goïta`.
    fn with_initials(&self, name: &str) -> Option<Resolved> {
        let from = self.initials(name)?;
        let words: Vec<&str> = name.split(' ').collect();
        let fits = |full: &str| {
            let theirs: Vec<&str> = full.split(' ').collect();
            let given = theirs.len().saturating_sub(words.len() - from);
            given > 0
                && self.initials(full).is_none()
                && theirs[given..] == words[from..]
                && words[..from].iter().zip(&theirs).all(|(initial, given)| given.starts_with(initial))
        };
        let people = self.by_surname.get(&words[from..].join(" "))?;
        let listed = people.rows.iter().map(|&(row, _)| row);
        let listed =
            listed.filter(|&row| fits(&fold_words(&self.lexicon.entry(row).name))).map(Resolved::Row);
        let unlisted = people.with_initial(name.chars().next()).filter(|full| fits(full));
        let mut fitting = listed.chain(unlisted.cloned().map(Resolved::New));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// How many initials a name starts with, where it has nothing but them before the surname.
    fn initials(&self, name: &str) -> Option<usize> {
        let short = |word: &&str| word.chars().count() == 1 || self.is_word(word, word::ABBREVIATED_GIVEN);
        let words: Vec<&str> = name.split(' ').collect();
        let initials = words.iter().take_while(|word| short(word)).count();
        (initials > 0 && initials < words.len()).then_some(initials)
    }

    /// The longer unlisted name of which this one omits given names: `Jean Paul Diarra` for `Jean Diarra`. First
    /// given name and surname must be equal.
    fn shortened(&self, name: &str) -> Option<Resolved> {
        let (first, surname) = (name.split(' ').next()?, name.rsplit(' ').next()?);
        let namesakes = self.by_surname.get(surname)?;
        let one = namesakes.longer(first, name.len())?;
        let new = !namesakes.rows.iter().any(|&(row, _)| self.has_name(row, name));
        new.then(|| Resolved::New(one.clone()))
    }

    fn has_name(&self, entry: EntryIndex, name: &str) -> bool {
        let row = self.lexicon.entry(entry);
        std::iter::once(&row.name).chain(&row.aliases).any(|alias| fold_words(alias) == name)
    }

    /// A surname alone, resolved by the lists: an unambiguous form, or the one bearer of the surname with the
    /// office beside it.
    fn by_list(&self, mention: &Mention) -> (Resolved, Resolution) {
        match mention.candidates[..] {
            [] => {
                let name = self.name(mention);
                let bearers = self.lexicon.surnames.get(&name).unwrap_or_default();
                let rows: Vec<EntryIndex> = bearers.iter().map(|bearer| bearer.person).collect();
                match self.by_past_office(mention, &rows) {
                    Some(row) => (Resolved::Row(row), Resolution::Office),
                    None => (Resolved::Lone, Resolution::Lone),
                }
            }
            [entry] if mention.owned => (Resolved::Row(entry), Resolution::Own),
            _ => self.choose(mention),
        }
    }

    /// Resolves an ambiguous name: by the office beside it; else the owner of the form, unless the document
    /// mentions only the country of another candidate; else it stays open.
    fn choose(&self, mention: &Mention) -> (Resolved, Resolution) {
        let held = self.by_office(mention, &mention.candidates);
        if let Some(entry) = held.or_else(|| self.by_past_office(mention, &mention.candidates)) {
            return (Resolved::Row(entry), Resolution::Office);
        }
        let near = |entry: &EntryIndex| {
            self.lexicon.entry(*entry).country.is_some_and(|country| self.countries.contains_key(&country))
        };
        let near: Vec<EntryIndex> = mention.candidates.iter().copied().filter(near).collect();
        let owner = mention.candidates[0];
        match near[..] {
            _ if mention.owned && (near.is_empty() || near.contains(&owner)) => {
                (Resolved::Row(owner), Resolution::OwnerNear)
            }
            [one] if mention.candidates.len() > 1 || !mention.owned => (Resolved::Row(one), Resolution::Near),
            _ => (Resolved::Ambiguous(mention.candidates.clone()), Resolution::Unsettled),
        }
    }

    /// The one candidate who held the role beside the name on the date of the document.
    fn by_office(&self, mention: &Mention, rows: &[EntryIndex]) -> Option<EntryIndex> {
        let held = Held::beside(mention)?;
        let offices = Offices::new(self.lexicon, self.document.date);
        let mut holders = rows.iter().copied().filter(|&person| offices.holds(person, held));
        holders.next().filter(|_| holders.next().is_none())
    }

    /// The one of some people who ever held the role beside the name in a country of the document: `le président
    /// Ouattara`.
    fn by_past_office(&self, mention: &Mention, rows: &[EntryIndex]) -> Option<EntryIndex> {
        let held = Held::beside(mention)?;
        let offices = Offices::new(self.lexicon, self.document.date);
        let of = |country: EntryIndex| Held { of: Some(held.of.unwrap_or(country)), ..held };
        let holds = |person: &EntryIndex| {
            self.countries.keys().any(|&country| offices.ever_held(*person, of(country)))
        };
        let mut holders = rows.iter().copied().filter(holds);
        holders.next().filter(|_| holders.next().is_none())
    }

    fn surname(&self, entry: EntryIndex) -> String {
        match &self.lexicon.entry(entry).detail {
            Detail::Person { surname, .. } => fold_words(surname),
            _ => String::new(),
        }
    }

    /// The short forms of a person's name: surname, given name.
    fn surnames(&self, who: &Resolved, name: &str) -> Vec<String> {
        let words: Vec<&str> = name.split(' ').collect();
        let last = (1..words.len()).map(|from| words[from..].join(" "));
        let mut surnames: Vec<String> = match who {
            Resolved::Row(entry) => vec![self.surname(*entry)],
            Resolved::Ambiguous(entries) => entries.iter().map(|&entry| self.surname(entry)).collect(),
            _ => last.collect(),
        };
        // A given name alone is a mention only where one person of the document has it.
        surnames.extend(words.first().filter(|_| words.len() > 1).map(|given| given.to_string()));
        surnames.sort();
        surnames.dedup();
        surnames
    }

    fn gender_of(&self, who: &Resolved, mention: &Mention) -> Option<char> {
        match who {
            Resolved::Row(entry) => match self.lexicon.entry(*entry).detail {
                Detail::Person { gender, .. } => gender,
                _ => None,
            },
            _ => self.gender(mention).or_else(|| self.gender_of_given_name(mention)),
        }
    }

    /// The gender of the given name at the head of a full name, where it is unambiguous.
    fn gender_of_given_name(&self, mention: &Mention) -> Option<char> {
        let name = self.name(mention);
        let given = name.split_once(' ')?.0;
        match (self.is_word(given, word::MASCULINE), self.is_word(given, word::FEMININE)) {
            (true, false) => Some('m'),
            (false, true) => Some('f'),
            _ => None,
        }
    }

    /// The gender of a title: `M.`, `Mme`.
    fn gender(&self, mention: &Mention) -> Option<char> {
        match self.lexicon.entry(mention.title?.entry?).detail {
            Detail::Title { gender, .. } => gender,
            _ => None,
        }
    }
}

/// The name of a person as it is usually written: the given name first (`Ibrahim TRAORÉ` for `TRAORÉ Ibrahim`), with the
/// surname that it shares.
pub(super) fn full_name(lexicon: &Lexicon, mention: &Mention, text: &str) -> String {
    let written = mention.head.of(text);
    match mention.surname {
        Some(surname) => format!("{written} {}", surname.of(text)),
        None if mention.candidates.is_empty() => given_first(lexicon, written),
        None => written.to_string(),
    }
}

/// A name with the given names first: those behind a surname in capitals.
fn given_first(lexicon: &Lexicon, written: &str) -> String {
    let shouted = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
    };
    if !written.split_whitespace().next().is_some_and(shouted) {
        return written.to_string();
    }
    let words: Vec<&str> = written.split_whitespace().collect();
    let is =
        |word: &str, features| fold_words(word).split(' ').all(|part| lexicon.folded_has(part, features));
    let surname = words.iter().take_while(|word| shouted(word)).count();
    let (capitals, others) = words.split_at(surname);
    let mixed = !others.iter().any(|word| shouted(word));
    let listed = capitals.iter().all(|word| is(word, word::SURNAME));
    let given =
        others.first().is_some_and(|first| is(first, word::GIVEN) || (listed && !is(first, word::SURNAME)));
    match mixed && given {
        true => [others, capitals].concat().join(" "),
        false => written.to_string(),
    }
}

/// A phonetic key of a given name, equal for its transcriptions: `Vassily` and `Vassili`, `Djibril` and `Jibril`.
fn sounds(name: &str) -> String {
    let mut sounds = String::with_capacity(name.len());
    let plain = name.replace("ph", "f").replace("ou", "w").replace("dj", "j").replace("ck", "q");
    for c in plain.chars() {
        let c = match c {
            'y' => 'i',
            'q' => 'k',
            'w' => 'u',
            'z' => 's',
            other => other,
        };
        if !sounds.ends_with(c) {
            sounds.push(c);
        }
    }
    if sounds.len() > 3 {
        sounds.truncate(sounds.trim_end_matches('e').len());
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::sounds;

    #[test]
    fn transcriptions() {
        for (a, b) in
            [("vassily", "vassili"), ("djibril", "jibril"), ("mohammed", "mohamed"), ("youssouf", "yussuf")]
        {
            assert_eq!(sounds(a), sounds(b));
        }
        for (a, b) in [("moussa", "issa"), ("ali", "alou"), ("sadio", "sidi")] {
            assert_ne!(sounds(a), sounds(b));
        }
    }
}
