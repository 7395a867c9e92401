//! Whom the lists have already.

use super::{countries::Countries, item::Actor, seen::key};
use crate::{
    matcher::fold_words,
    model::{EntryIndex, EntryKind, Lexicon},
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The rows of the lists by their names and Wikidata ids.
pub(super) struct Known<'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) countries: Countries<'l>,
    names: FxHashMap<u64, SmallVec<[EntryIndex; 2]>>,
    wikidata: FxHashMap<Box<str>, EntryIndex>,
}

/// A row of the lists that an actor of a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Same {
    /// By its Wikidata id.
    Id(EntryIndex),
    /// By its name, and its country where it has one.
    Name(EntryIndex),
}

impl<'l> Known<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Known<'l> {
        let (mut names, mut wikidata) = (FxHashMap::default(), FxHashMap::default());
        for (index, row) in lexicon.entries().iter().enumerate() {
            let index = EntryIndex(index as u32);
            if let Some(id) = &row.wikidata {
                wikidata.insert(id.clone(), index);
            }
            for name in std::iter::once(&row.name).chain(&row.aliases) {
                let of_name: &mut SmallVec<[EntryIndex; 2]> =
                    names.entry(key(&fold_words(name))).or_default();
                if !of_name.contains(&index) {
                    of_name.push(index);
                }
            }
        }
        Known { lexicon, countries: Countries::new(lexicon), names, wikidata }
    }

    /// The rows that have a name.
    pub(super) fn named(&self, name: &str) -> &[EntryIndex] {
        self.names.get(&key(&fold_words(name))).map_or(&[], |rows| rows)
    }

    /// The kinds of the rows that have a name.
    pub(super) fn kinds(&self, name: &str) -> impl Iterator<Item = EntryKind> {
        self.named(name).iter().map(|&index| self.lexicon.entry(index).kind)
    }

    /// The row of a Wikidata id.
    pub(super) fn item(&self, id: &str) -> Option<EntryIndex> {
        self.wikidata.get(id).copied()
    }

    /// The row that an actor is: of its Wikidata id, or of its name and country where no id speaks against it. Of a person a
    /// country is asked for, since people share names.
    pub(super) fn same(&self, actor: &Actor, name: &str, countries: &[String]) -> Option<Same> {
        if let Some(index) = self.item(&actor.wikidata)
            && self.lexicon.entry(index).kind == actor.kind
        {
            return Some(Same::Id(index));
        }
        let agrees = |&&index: &&EntryIndex| {
            let row = self.lexicon.entry(index);
            let country = row.country.map(|country| &*self.lexicon.entry(country).id);
            let is_of_country = |id: &str| countries.iter().any(|country| country == id);
            row.kind == actor.kind
                && (actor.wikidata.is_empty() || row.wikidata.is_none())
                && match country {
                    Some(id) if !countries.is_empty() => is_of_country(id),
                    _ => actor.kind == EntryKind::Organisation,
                }
        };
        self.named(name).iter().find(agrees).map(|&index| Same::Name(index))
    }
}
