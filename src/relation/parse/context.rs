//! The context of a document: what the relations of every sentence of it are read from.

use super::{chunk::Actor, government};
use crate::{
    matcher::{Gap, Token},
    model::{
        Detail, Document, Entity, EntityIndex, EntryIndex, EntryKind, FeatureSet, Kind, Lexicon, Mention,
        Span, Text, word,
    },
    relation::time::{DateReader, DateWords},
};
use rustc_hash::FxHashMap;
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

/// What the relations of a document are read from.
pub(crate) struct DocumentContext<'v> {
    pub(crate) document: &'v Document,
    pub(crate) text: &'v Text,
    pub(crate) lexicon: &'v Lexicon,
    pub(crate) mentions: &'v [Mention],
    pub(crate) entities: &'v [Entity],
    pub(crate) rows: EntityRows,
    pub(crate) dates: DateReader<'v>,
    /// What is asked of the whole document, looked up once.
    pub(crate) memory: Memory,
    /// The government that the document speaks of, where it is of one alone: what `la junte` means.
    pub(crate) state: Option<Actor>,
}

impl<'v> DocumentContext<'v> {
    pub(crate) fn of(
        document: &'v Document,
        text: &'v Text,
        lexicon: &'v Lexicon,
        dates: &'v DateWords,
        (mentions, entities): (&'v [Mention], &'v [Entity]),
    ) -> DocumentContext<'v> {
        DocumentContext {
            document,
            text,
            lexicon,
            mentions,
            entities,
            rows: EntityRows::of(entities),
            dates: DateReader::new(dates, document.date),
            memory: Memory::default(),
            state: government::of_document(text, lexicon, mentions),
        }
    }
}

/// The first mention of each of the people of whom a phrase is said, by the phrase and by whether a word with it is feminine, where
/// that tells.
pub(super) type Bearers = FxHashMap<(String, Option<bool>), Rc<[usize]>>;

/// What is asked of the mentions of a whole document, made when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The first mention of each entity.
    first: OnceCell<Vec<Option<usize>>>,
    /// Whether each sentence starts in a quotation.
    quoted: OnceCell<Vec<bool>>,
    /// The first mention of the capital of each country.
    capitals: OnceCell<FxHashMap<EntryIndex, usize>>,
    /// How often each country is named, its first mention, and the country; the most named first.
    pub(crate) countries: OnceCell<Vec<(usize, usize, EntityIndex)>>,
    /// How far the mentions up to each reach.
    reach: OnceCell<Vec<u32>>,
    /// The country that the document names far more often than any other.
    pub(super) foremost: OnceCell<Option<Actor>>,
    /// The people of whom phrases are said.
    pub(super) bearers: RefCell<Bearers>,
}

impl DocumentContext<'_> {
    /// Whether a quotation mark stands right before a sentence.
    pub(crate) fn opens_quotation(&self, sentence: usize) -> bool {
        let first = &self.text.tokens[self.text.sentences[sentence].first_token as usize];
        let before = self.document.text[..first.start as usize].trim_end();
        before.chars().next_back().and_then(quote).is_some_and(|opens| opens != Some(false))
    }

    /// Whether a sentence starts in a quotation: one is open in its paragraph, or opens right before it.
    pub(crate) fn starts_quoted(&self, sentence: usize) -> bool {
        let starts = self.memory.quoted.get_or_init(|| {
            let text = &self.document.text;
            let (mut open, mut from) = (false, 0);
            let mut starts = Vec::with_capacity(self.text.sentences.len());
            for sentence in &self.text.sentences {
                for (index, token) in sentence.tokens().zip(&self.text.tokens[sentence.tokens()]) {
                    // No other gap has a quotation mark or a line end in it.
                    if matches!(token.gap, Gap::Other | Gap::Line | Gap::Start) {
                        for c in text[from..token.start as usize].chars() {
                            open = c != '\n' && quote(c).map_or(open, |opens| opens.unwrap_or(!open));
                        }
                    }
                    if index == sentence.first_token as usize {
                        starts.push(open);
                    }
                    from = token.end as usize;
                }
            }
            starts
        });
        starts.get(sentence).copied().unwrap_or_default()
    }

    /// The first mention of an entity.
    pub(crate) fn first_mention(&self, entity: EntityIndex) -> Option<usize> {
        let first = self.memory.first.get_or_init(|| {
            let mut first = vec![None; self.entities.len()];
            for (index, mention) in self.mentions.iter().enumerate() {
                if let Some(place) = mention.entity.and_then(|entity| first.get_mut(entity.0 as usize)) {
                    place.get_or_insert(index);
                }
            }
            first
        });
        *first.get(entity.0 as usize)?
    }

    /// The first mention of the capital of a country.
    pub(crate) fn capital(&self, country: EntryIndex) -> Option<usize> {
        let capitals = self.memory.capitals.get_or_init(|| {
            let named = self.mentions.iter().zip(0..).filter(|(mention, _)| mention.entity.is_some());
            let mut capitals = FxHashMap::default();
            for (metonymy, index) in named.filter_map(|(mention, index)| Some((mention.metonymy?, index))) {
                capitals.entry(metonymy.country).or_insert(index);
            }
            capitals
        });
        capitals.get(&country).copied()
    }
}

/// The entities of a document by the rows that they are.
#[derive(Debug)]
pub(crate) struct EntityRows(Vec<(EntryIndex, EntityIndex)>);

impl EntityRows {
    pub(crate) fn of(entities: &[Entity]) -> EntityRows {
        let known =
            entities.iter().zip(0..).filter_map(|(entity, index)| Some((entity.entry?, EntityIndex(index))));
        let mut rows: Vec<(EntryIndex, EntityIndex)> = known.collect();
        rows.sort_unstable();
        EntityRows(rows)
    }

    pub(crate) fn entity(&self, row: EntryIndex) -> Option<EntityIndex> {
        let place = self.0.binary_search_by_key(&row, |&(row, _)| row).ok()?;
        Some(self.0[place].1)
    }
}

impl<'v> DocumentContext<'v> {
    /// The entity that a mention denotes as one of some kinds: a capital denotes its country where no place is asked for.
    pub(crate) fn entity_as(&self, mention: usize, kinds: &[Kind]) -> Option<EntityIndex> {
        let mention = &self.mentions[mention];
        let is = |entity: &EntityIndex| kinds.contains(&self.kind(*entity));
        let of_capital = || self.rows.entity(mention.metonymy?.country);
        mention.entity.filter(is).or_else(|| of_capital().filter(is))
    }

    /// Whether the lists have an entity.
    pub(crate) fn is_listed(&self, entity: EntityIndex) -> bool {
        self.entities[entity.0 as usize].entry.is_some()
    }

    /// The kind of an entity.
    pub(crate) fn kind(&self, entity: EntityIndex) -> Kind {
        self.entities[entity.0 as usize].kind
    }

    /// The category of a role's row: `minister`.
    pub(crate) fn role_category(&self, role: EntryIndex) -> Option<&'v str> {
        let row = self.lexicon.entry(role);
        match &row.detail {
            Detail::Role { category, .. } if row.kind == EntryKind::Role => Some(category),
            _ => None,
        }
    }

    /// Whether somebody is sent by a state to where he is: an ambassador, an envoy.
    pub(crate) fn is_envoy(&self, mention: &Mention) -> bool {
        let role = mention.role.and_then(|role| role.entry);
        role.is_some_and(|role| self.lexicon.entry(role).detail.takes("at"))
    }

    /// Whether a name starts with a word of some flags; of one with hyphens, the last part counts: `état-major`.
    pub(crate) fn head_is(&self, mention: &Mention, flags: FeatureSet) -> bool {
        let tokens = &self.text.tokens[mention.first_token as usize..mention.end_token as usize];
        let parts = tokens.iter().skip(1).take_while(|token| token.gap == Gap::Hyphen).count();
        tokens.get(parts).is_some_and(|token| self.lexicon.has(token, flags))
    }

    /// The mention with an entity that stands in a stretch of text, such as that of a mention's part.
    pub(crate) fn part_at(&self, span: Span) -> Option<(usize, &'v Mention)> {
        self.mentions_in(span).find(|(_, mention)| mention.actor().is_some())
    }

    /// The mentions in a stretch of text, with their indices.
    pub(crate) fn mentions_in(&self, span: Span) -> impl Iterator<Item = (usize, &'v Mention)> + use<'v> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        let from = (first..).zip(&self.mentions[first..]);
        from.take_while(move |(_, mention)| mention.span.start < span.end)
            .filter(move |(_, mention)| span.contains(mention.span))
    }

    /// The mentions that hold the character at a byte, the last first.
    pub(crate) fn mentions_around(&self, byte: u32) -> impl Iterator<Item = &'v Mention> {
        let reach = self.memory.reach.get_or_init(|| {
            let ends = self.mentions.iter().map(|mention| mention.span.end);
            let furthest = ends.scan(0, |furthest, end| {
                *furthest = end.max(*furthest);
                Some(*furthest)
            });
            furthest.collect()
        });
        let end = self.mentions.partition_point(|mention| mention.span.start <= byte);
        let so_far = self.mentions[..end].iter().zip(&reach[..end]).rev();
        let near = so_far.take_while(move |(_, reach)| **reach > byte).map(|(mention, _)| mention);
        near.filter(move |mention| mention.span.end > byte)
    }

    /// Whether the token at an index has one of some features.
    pub(crate) fn is(&self, at: usize, flags: FeatureSet) -> bool {
        self.text.tokens.get(at).is_some_and(|token| self.lexicon.has(token, flags))
    }

    /// What stands before a token; nothing known behind the last.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.text.tokens.get(at).map_or(Gap::Line, |token| token.gap)
    }

    /// The longest mention that starts at a token.
    pub(crate) fn mention_at(&self, at: usize) -> Option<&'v Mention> {
        let start = self.text.tokens.get(at)?.start;
        let first = self.mentions.partition_point(|mention| mention.span.start < start);
        self.mentions.get(first).filter(|mention| mention.span.start == start)
    }

    /// The token at a token, or behind the article there.
    pub(crate) fn after_article(&self, at: usize) -> usize {
        at + usize::from(self.is(at, word::ARTICLE | word::PLURAL_ARTICLE))
    }

    /// The token with `de` before a token, or before the article there.
    pub(crate) fn of_before(&self, at: usize) -> Option<usize> {
        let before = |at: usize, flags| at.checked_sub(1).filter(|&before| self.is(before, flags));
        let behind_article = || before(before(at, word::ARTICLE | word::PLURAL_ARTICLE)?, word::OF);
        before(at, word::OF).or_else(behind_article)
    }

    /// Whether a bracket opens right before a token.
    pub(crate) fn opens_bracket(&self, at: usize) -> bool {
        let tokens = &self.text.tokens;
        let (Some(token), Some(before)) = (tokens.get(at), at.checked_sub(1)) else { return false };
        Span::new(tokens[before].end, token.start).of(&self.document.text).trim() == "("
    }

    /// The token at a token, or behind the one in brackets there: `Institut français du Togo (IFT)`.
    pub(crate) fn after_acronym(&self, at: usize) -> usize {
        let behind = |token: &Token| self.document.text[token.end as usize..].starts_with(')');
        let acronym = self.opens_bracket(at) && self.text.tokens.get(at).is_some_and(behind);
        at + usize::from(acronym)
    }

    /// The first token that starts at a byte or behind it.
    pub(crate) fn token_at(&self, byte: u32) -> usize {
        self.text.tokens.partition_point(|token| token.start < byte)
    }

    /// The subtype of an organisation that the lists know.
    pub(crate) fn subtype(&self, body: EntityIndex) -> Option<&'v str> {
        self.lexicon.entry(self.entities[body.0 as usize].entry?).subtype()
    }

    /// The mentions of a sentence, with their indices.
    pub(crate) fn mentions_of(&self, sentence: usize) -> impl Iterator<Item = (usize, &'v Mention)> {
        let first = self.mentions.partition_point(|mention| (mention.sentence as usize) < sentence);
        let of_sentence = move |(_, mention): &(usize, &Mention)| mention.sentence as usize == sentence;
        (first..).zip(&self.mentions[first..]).take_while(of_sentence)
    }

    /// The country of a person, by the lists.
    pub(crate) fn country_of_person(&self, person: EntityIndex) -> Option<EntryIndex> {
        let row = self.lexicon.entry(self.entities[person.0 as usize].entry?);
        row.country.filter(|_| matches!(row.detail, Detail::Person { .. }))
    }

    /// The country that something lies in, by the lists.
    pub(crate) fn country_of_place(&self, place: EntityIndex) -> Option<EntryIndex> {
        self.lexicon.entry(self.entities[place.0 as usize].entry?).country
    }

    /// Whether something is a town, by the lists.
    pub(crate) fn is_town(&self, place: EntityIndex) -> bool {
        const TOWNS: [&str; 4] = ["capital", "city", "town", "commune"];
        let row = self.entities[place.0 as usize].entry;
        row.is_some_and(|row| match &self.lexicon.entry(row).detail {
            Detail::Place { place_type, .. } => TOWNS.contains(&&**place_type),
            _ => false,
        })
    }

    /// The country of an actor who is a person: by the lists, or the one beside the role.
    pub(crate) fn home(&self, actor: &Actor, person: EntityIndex) -> Option<EntryIndex> {
        let of = || self.mentions[actor.mention].of?.entry;
        let is_country = |row: &EntryIndex| self.lexicon.entry(*row).kind == EntryKind::Country;
        self.country_of_person(person).or_else(|| of().filter(is_country))
    }

    /// Whether somebody who goes to a place comes home: to his own country or its capital; of people of a country, to that.
    pub(crate) fn is_home(&self, actor: &Actor, place: EntityIndex) -> bool {
        let there = &self.entities[place.0 as usize];
        let is_capital = |row: EntryIndex| match &self.lexicon.entry(row).detail {
            Detail::Place { place_type, .. } => &**place_type == "capital",
            _ => false,
        };
        let country = match there.kind {
            Kind::Country => there.entry,
            _ if there.entry.is_some_and(is_capital) => self.country_of_place(place),
            _ => return false,
        };
        let own = &self.entities[actor.entity.0 as usize];
        let home = if own.kind == Kind::Country { own.entry } else { self.home(actor, actor.entity) };
        home.is_some() && home == country
    }
}

/// Of a quotation mark, whether it opens, where that is told.
pub(super) fn quote(c: char) -> Option<Option<bool>> {
    match c {
        '«' | '“' => Some(Some(true)),
        '»' | '”' => Some(Some(false)),
        '"' => Some(None),
        _ => None,
    }
}
