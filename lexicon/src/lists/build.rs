//! From rows to a [`Lexicon`].

use super::{
    extend::{Base, Roots},
    features::{FeatureBuilder, FeatureLists, Spellings},
    needs::Added,
    rows::{Row, Rows},
};
use crate::{
    compiled::Shelf,
    error::Result,
    matcher::{Case, MatcherBuilder, Shape, fold, fold_words},
    model::{
        Bearer, Contraction, CooccurrenceRules, Coordinates, Cues, Date, Detail, Entry, EntryIndex,
        EntryKind, FeatureSet, Frames, Lexicon, ListInfo, Membership, NameUse, Office, PartialDate,
        RoleOffice, Surnames, TermKind, Usage, hash_of_id, word,
    },
};
use rustc_hash::FxHashMap;
use std::{borrow::Cow, sync::Arc};

/// A row that has a name, with its id.
pub(super) type Source<'r> = (EntryKind, Cow<'r, str>, Row<'r>);

/// The rows that ids mean: those of a lexicon, and those that are added to it.
pub(super) struct Ids<'r> {
    lexicon: &'r Lexicon,
    added: FxHashMap<(EntryKind, &'r str), EntryIndex>,
}

impl<'r> Ids<'r> {
    fn new(lexicon: &'r Lexicon, added: &'r [Source]) -> Ids<'r> {
        let first = lexicon.entries.len() as u32;
        let added = added.iter().zip(first..);
        let added = added.map(|((kind, id, _), index)| ((*kind, &**id), EntryIndex(index))).collect();
        Ids { lexicon, added }
    }

    fn get(&self, kind: EntryKind, id: &str) -> Option<EntryIndex> {
        self.added.get(&(kind, id)).copied().or_else(|| self.lexicon.find(kind, id))
    }
}

/// The lexicon of all rows, and what it takes to add to it.
pub(super) fn build(
    rows: &Rows,
    (mut cues, lists): (Cues, FeatureLists),
    cooccurrence: CooccurrenceRules,
    frames: impl FnOnce() -> Result<Frames> + Send,
) -> Result<Base> {
    let sources = rows.entries();
    let nothing = Lexicon::default();
    let ids = Ids::new(&nothing, &sources);
    // Neither needs the other, and both take their time.
    let ((entries, frames), names) = rayon::join(
        || (entries(&sources, &ids), frames()),
        || {
            let mut names = Names::default();
            names.add_rows(&sources, 0, rows, &lists.spellings);
            names.add_language(rows, (&cues, &lists));
            names
        },
    );
    drop(ids);
    let (entries, mut frames) = (entries?, frames?);
    frames.preposition_features = lists.of_prepositions(&frames)?;
    let added = Added::all(&frames);
    let lists_of_rows = std::mem::take(&mut cues.lists);
    let mut lexicon = Lexicon { frames, cues, cooccurrence, lists: lists_of_rows, ..Lexicon::default() };
    add_words(&mut lexicon, names, &added);
    add_entries(&mut lexicon, entries, &sources);
    add_terms(&mut lexicon, rows)?;
    let roots = Roots::new(&lexicon.frames, lists.spellings, added.prepositions);
    Ok(Base { lexicon, roots })
}

/// The entries of rows that are added to a lexicon.
pub(super) fn entries_of(lexicon: &Lexicon, sources: &[Source]) -> Result<Vec<Entry>> {
    entries(sources, &Ids::new(lexicon, sources))
}

/// Adds rows of which none takes the place of another, and frames that were added already, to a lexicon.
pub(super) fn extend(
    lexicon: &mut Lexicon,
    (rows, sources, entries): (&Rows, &[Source], Vec<Entry>),
    spellings: &Spellings,
    added: &Added,
) -> Result<()> {
    let matcher = Arc::unwrap_or_clone(std::mem::take(&mut lexicon.matcher)).into_builder();
    let uses = std::mem::take(&mut lexicon.names);
    let mut names = Names { matcher, uses, ..Names::default() };
    names.add_rows(sources, lexicon.entries.len() as u32, rows, spellings);
    // What is known of their forms holds for new spellings of these.
    for (spelling, _) in added.words(&lexicon.frames) {
        names.features.add(names.matcher.vocabulary_mut(), spelling, FeatureSet::NONE);
    }
    add_words(lexicon, names, added);
    add_entries(lexicon, entries, sources);
    add_terms(lexicon, rows)
}

/// Adds names, and the words of frames and dates, with the features of all.
fn add_words(lexicon: &mut Lexicon, mut names: Names, added: &Added) {
    let (vocabulary, features) = (names.matcher.vocabulary_mut(), &mut names.features);
    lexicon.frames.words.index(&added.words, vocabulary);
    lexicon.cues.spell_dates(vocabulary);
    super::frames::add_features(&lexicon.frames, added, (features, vocabulary));
    let mut needs = std::mem::take(&mut lexicon.frames.needs);
    super::needs::add(&mut needs, &lexicon.frames, added, (features, vocabulary));
    lexicon.frames.needs = needs;
    names.features.finish(vocabulary, &mut lexicon.features);
    lexicon.matcher = names.matcher.build().into();
    lexicon.names = names.uses;
}

fn add_entries(lexicon: &mut Lexicon, entries: Vec<Entry>, sources: &[Source]) {
    let first = lexicon.entries.len() as u32;
    for (entry, index) in entries.iter().zip(first..) {
        lexicon.ids.add(hash_of_id(entry.kind, &entry.id), index);
    }
    match first {
        0 => lexicon.entries = entries.into(),
        _ => entries.into_iter().for_each(|entry| lexicon.entries.push(entry)),
    }
    add_surnames(&mut lexicon.surnames, sources, first);
}

/// Adds dated terms, and what roles mean.
fn add_terms(lexicon: &mut Lexicon, rows: &Rows) -> Result<()> {
    let ids = Ids::new(lexicon, &[]);
    let (offices, memberships) = (offices(rows, &ids)?, memberships(rows, &ids)?);
    let role_offices = role_offices(rows, &ids)?;
    if !offices.is_empty() {
        let all = lexicon.offices.to_mut();
        all.extend(offices);
        all.sort_by_key(|office| (office.person, office.from.map(|from| from.first)));
        let mut by_role: Vec<u32> = (0..all.len() as u32).collect();
        by_role.sort_by_key(|&office| all[office as usize].role);
        lexicon.offices_by_role = by_role.into();
    }
    if !memberships.is_empty() {
        let all = lexicon.memberships.to_mut();
        all.extend(memberships);
        all.sort_by_key(|term| (term.body, term.member, term.from.map(|from| from.first)));
    }
    lexicon.role_offices.extend(role_offices);
    lexicon.role_offices.sort_unstable();
    Ok(())
}

fn entries(sources: &[Source], ids: &Ids) -> Result<Vec<Entry>> {
    let mut entries = Vec::with_capacity(sources.len());
    for (kind, id, row) in sources {
        entries.push(entry(*kind, id, row, ids)?);
    }
    Ok(entries)
}

fn entry(kind: EntryKind, id: &str, row: &Row, ids: &Ids) -> Result<Entry> {
    let name = row.cell("name");
    if name.is_empty() || id.is_empty() {
        return Err(row.error("name", "a row without a name"));
    }
    let forms = ["long_name", "acronyms", "aliases", "forms", "shared", "cued"];
    let aliases = forms.iter().flat_map(|column| row.values(column)).filter(|&alias| alias != name);
    let country = match kind {
        EntryKind::Country => None,
        _ => row
            .values("country")
            .next()
            .map(|id| refer(row, "country", &[EntryKind::Country], id, ids))
            .transpose()?,
    };
    let wikidata = Some(row.cell("wikidata")).filter(|id| !id.is_empty());
    Ok(Entry {
        id: id.into(),
        kind,
        list: kind.list(),
        line: row.cells.line,
        name: name.into(),
        aliases: aliases.map(Box::from).collect(),
        wikidata: wikidata.map(Box::from),
        country,
        detail: detail(kind, row, ids)?,
    })
}

fn detail(kind: EntryKind, row: &Row, ids: &Ids) -> Result<Detail> {
    let gender = row.cell("gender").chars().next();
    Ok(match kind {
        EntryKind::Country => {
            let capitals = row.values("capital").filter_map(|id| ids.get(EntryKind::Place, id));
            Detail::Country {
                iso2: row.cell("iso2").into(),
                iso3: row.cell("iso3").into(),
                article: row.cell("article").into(),
                capitals: capitals.collect(),
            }
        }
        EntryKind::Organisation => {
            let parent = row.values("parent").next();
            let parent =
                parent.map(|id| refer(row, "parent", &[EntryKind::Organisation], id, ids)).transpose()?;
            let [from, to] = [date(row, "from")?, date(row, "to")?];
            Detail::Organisation { subtype: row.cell("subtype").into(), parent, from, to }
        }
        EntryKind::Person => {
            Detail::Person { surname: surname(row).into(), gender, died: date(row, "died")? }
        }
        EntryKind::Place => Detail::Place {
            place_type: row.cell("type").into(),
            population: number(row, "population")?,
            geonames: number(row, "geonames")?,
            coordinates: coordinates(row)?,
        },
        EntryKind::Rank => Detail::Rank { order: number(row, "order")?.map(|order| order as u32) },
        EntryKind::Title => Detail::Title { gender },
        EntryKind::Role => Detail::Role {
            category: row.cell("category").into(),
            unique: row.cell("unique") == "yes",
            takes: row.cell("takes").into(),
        },
        EntryKind::Portfolio => Detail::Portfolio,
    })
}

/// The part of a person's name that is used alone: the column, or the last word.
fn surname<'r>(row: &Row<'r>) -> &'r str {
    match row.cell("surname") {
        "" => row.cell("name").rsplit(' ').next().unwrap_or(""),
        surname => surname,
    }
}

fn number(row: &Row, column: &str) -> Result<Option<u64>> {
    match row.cell(column) {
        "" => Ok(None),
        digits => {
            digits.parse().map(Some).map_err(|_| row.error(column, format!("`{digits}` is not a number")))
        }
    }
}

/// Where a place is, in degrees.
fn coordinates(row: &Row) -> Result<Option<Coordinates>> {
    let degrees = |column: &str, most: f64| match row.cell(column) {
        "" => Ok(None),
        text => {
            let degrees = text.parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
            degrees.map(Some).ok_or_else(|| {
                row.error(column, format!("`{text}` is not a number of degrees, {most} at most"))
            })
        }
    };
    match (degrees("latitude", 90.0)?, degrees("longitude", 180.0)?) {
        (Some(latitude), Some(longitude)) => Ok(Some(Coordinates::new(latitude, longitude))),
        (None, None) => Ok(None),
        _ => Err(row.error("latitude", "latitude and longitude go together".to_string())),
    }
}

/// The row that an id means, of the first kind that has it.
fn refer(row: &Row, column: &str, kinds: &[EntryKind], id: &str, ids: &Ids) -> Result<EntryIndex> {
    let found = kinds.iter().find_map(|&kind| ids.get(kind, id));
    found.ok_or_else(|| {
        let message = format!("unknown id `{id}`");
        row.error(column, message)
            .with_hint("the id must stand in its own list; `palabre gazetteer find NAME` shows ids")
    })
}

fn date(row: &Row, column: &str) -> Result<Option<PartialDate>> {
    match row.cell(column) {
        "" | "?" => Ok(None),
        text => PartialDate::parse(text).map(Some).ok_or_else(|| {
            row.error(column, format!("`{text}` is not a date"))
                .with_hint("write 2020-08-18, 2020-08 or 2020")
        }),
    }
}

/// The last day on which an open term is known to hold: that of its last look, or else of its list; never before it began.
fn known_to(row: &Row, from: Option<PartialDate>, lists: &[ListInfo]) -> Result<Option<Date>> {
    let of_list = || lists.iter().find(|list| &*list.name == row.table.schema.list);
    let checked = match date(row, "checked")? {
        None => of_list().and_then(|list| PartialDate::parse(&list.checked)),
        checked => checked,
    };
    Ok(checked.map(|checked| checked.last).max(from.map(|from| from.first)))
}

fn offices(rows: &Rows, ids: &Ids) -> Result<Vec<Office>> {
    let office = |row: Row| {
        let portfolios =
            row.values("portfolio").map(|id| refer(&row, "portfolio", &[EntryKind::Portfolio], id, ids));
        let (from, to, open) = (date(&row, "from")?, date(&row, "to")?, row.cell("to").is_empty());
        let role = refer(&row, "role", &[EntryKind::Role], row.cell("role"), ids)?;
        let kind = match &ids.lexicon.entry(role).detail {
            Detail::Role { category, .. } => TermKind::of_category(category),
            _ => TermKind::Other,
        };
        let office = Office {
            person: refer(&row, "person", &[EntryKind::Person], row.cell("person"), ids)?,
            role,
            portfolios: portfolios.collect::<Result<_>>()?,
            of: refer(&row, "of", &HOLDERS, row.cell("of"), ids)?,
            from,
            to,
            open,
            known_to: if open { known_to(&row, from, &ids.lexicon.lists)? } else { None },
            kind,
            line: row.cells.line,
        };
        Ok(match end_of(&[office.person, office.of], (office.open, office.to), ids.lexicon) {
            end @ Some(_) => Office { to: end, open: false, known_to: None, ..office },
            None => office,
        })
    };
    rows.list("offices").map(office).collect()
}

/// The day on which a term ends at the latest, where it would go on behind that: the dead hold no office, and a body that came to its end
/// has no head and no members.
fn end_of(
    parties: &[EntryIndex],
    (open, to): (bool, Option<PartialDate>),
    lexicon: &Lexicon,
) -> Option<PartialDate> {
    let ends = parties.iter().filter_map(|&party| match lexicon.entry(party).detail {
        Detail::Person { died, .. } => died,
        Detail::Organisation { to, .. } => to,
        _ => None,
    });
    let end = ends.min_by_key(|end| end.last)?;
    to.map_or(open, |to| to.last > end.last).then_some(end)
}

fn role_offices(rows: &Rows, ids: &Ids) -> Result<Vec<RoleOffice>> {
    let maybe = |row: &Row, column: &str, kinds: &[EntryKind]| {
        row.values(column).next().map(|id| refer(row, column, kinds, id, ids)).transpose()
    };
    let role_office = |row: Row| {
        Ok(RoleOffice {
            role: refer(&row, "role", &[EntryKind::Role], row.cell("role"), ids)?,
            office: refer(&row, "office", &[EntryKind::Role], row.cell("office"), ids)?,
            portfolio: maybe(&row, "portfolio", &[EntryKind::Portfolio])?,
            of: maybe(&row, "of", &HOLDERS)?,
        })
    };
    rows.list("role_offices").map(role_office).collect()
}

/// What an office can be of, and who can be a member.
pub(super) const HOLDERS: [EntryKind; 3] = [EntryKind::Country, EntryKind::Organisation, EntryKind::Place];

fn memberships(rows: &Rows, ids: &Ids) -> Result<Vec<Membership>> {
    let membership = |row: Row| {
        let (from, to, open) = (date(&row, "from")?, date(&row, "to")?, row.cell("to").is_empty());
        let member = refer(&row, "member", &HOLDERS, row.cell("member"), ids)?;
        let body = refer(&row, "body", &[EntryKind::Organisation], row.cell("body"), ids)?;
        let end = end_of(&[member, body], (open, to), ids.lexicon);
        let open = open && end.is_none();
        Ok(Membership {
            member,
            body,
            from,
            to: end.or(to),
            open,
            known_to: if open { known_to(&row, from, &ids.lexicon.lists)? } else { None },
            status: Some(row.cell("status")).filter(|status| !status.is_empty()).unwrap_or("member").into(),
            line: row.cells.line,
        })
    };
    rows.list("memberships").map(membership).collect()
}

/// The names of the rows: what finds them, and whose they are.
#[derive(Default)]
struct Names {
    matcher: MatcherBuilder,
    uses: Shelf<NameUse>,
    features: FeatureBuilder,
}

/// Which columns hold names of which use, in the order of their strength: a form that stands in two columns of a row
/// has the first of these uses.
const COLUMNS: [(&str, Usage); 14] = [
    ("cued", Usage::Cued),
    ("shared", Usage::Shared),
    ("short", Usage::Short),
    ("acronyms", Usage::Acronym),
    ("name", Usage::Name),
    ("long_name", Usage::Name),
    ("aliases", Usage::Name),
    ("forms", Usage::Name),
    ("abbreviations", Usage::Abbreviation),
    ("demonym_m", Usage::Demonym),
    ("demonym_f", Usage::Demonym),
    ("demonym_mp", Usage::Demonym),
    ("demonym_fp", Usage::Demonym),
    ("prefixes", Usage::DemonymPrefix),
];

impl Names {
    /// Adds the names of rows, the first of which has the index given, and the features of their words.
    fn add_rows(&mut self, sources: &[Source], first: u32, rows: &Rows, spellings: &Spellings) {
        for ((kind, _, row), index) in sources.iter().zip(first..) {
            self.add_row(*kind, EntryIndex(index), row, spellings);
        }
        let vocabulary = self.matcher.vocabulary_mut();
        let mut add = |token: &str, features| self.features.add(vocabulary, token, features);
        rows.list("words").for_each(|row| add(row.cell("form"), word::ORDINARY));
        rows.list("given_names").for_each(|row| add_given_name(&row, &mut add));
        let people = sources.iter().filter(|(kind, ..)| *kind == EntryKind::Person);
        let surnames = people.flat_map(|(_, _, row)| surname(row).split([' ', '-', '’', '\'']));
        surnames.for_each(|part| add(part, word::SURNAME));
    }

    /// Gives the words of the language their features.
    fn add_language(&mut self, rows: &Rows, (cues, lists): (&Cues, &FeatureLists)) {
        let vocabulary = self.matcher.vocabulary_mut();
        let mut add = |token: &str, features| self.features.add(vocabulary, token, features);
        for (names, feature) in [(&cues.state_bodies, word::STATE_BODY), (&cues.no_names, word::NO_NAME)] {
            let firsts = names.iter().filter_map(|name| name.split([' ', '’', '-']).next());
            firsts.for_each(|first| add(first, feature));
        }
        for (words, features) in [
            (&cues.abbreviations[..], word::ABBREVIATION),
            (&cues.months, word::MONTH | word::ORDINARY),
            (&cues.weekdays, word::WEEKDAY | word::ORDINARY),
        ] {
            words.iter().for_each(|form| add(form, features));
        }
        lists.add_to(&mut self.features, vocabulary, rows);
    }

    fn add_row(&mut self, kind: EntryKind, entry: EntryIndex, row: &Row, spellings: &Spellings) {
        let mut seen: Vec<&str> = Vec::new();
        for (column, usage) in &COLUMNS {
            for form in row.values(column) {
                if seen.contains(&form) {
                    continue;
                }
                seen.push(form);
                if kind == EntryKind::Organisation && is_described(form, row) {
                    continue;
                }
                let lowered = lower_words(kind, form, spellings);
                let form = lowered.as_ref();
                let case = match usage {
                    Usage::Demonym | Usage::DemonymPrefix => Case::Any,
                    Usage::Abbreviation => Case::AsWritten,
                    _ if is_attribute(kind) => Case::Any,
                    _ => Case::AsWritten,
                };
                self.add(form, case, NameUse { entry, usage: *usage, contracted: None });
                if let Some((contraction, rest)) = contracted(kind, form, spellings) {
                    self.add(rest, case, NameUse { entry, usage: *usage, contracted: Some(contraction) });
                }
            }
        }
    }

    fn add(&mut self, form: &str, case: Case, name: NameUse) {
        let payload = self.uses.len() as u32;
        if self.matcher.add(form, case, payload) {
            self.uses.push(name);
        }
    }
}

fn add_given_name(row: &Row, add: &mut impl FnMut(&str, FeatureSet)) {
    let cued = if row.cell("cued") == "yes" { word::GIVEN_CUED } else { FeatureSet::NONE };
    let gender = match row.cell("gender") {
        "m" => word::MASCULINE,
        "f" => word::FEMININE,
        _ => word::MASCULINE | word::FEMININE,
    };
    let parts: Vec<&str> = row.cell("name").split([' ', '-']).collect();
    match parts[..] {
        [name] => add(name, word::GIVEN | gender | cued),
        _ => {
            parts.iter().filter(|part| fold(part).len() > 2).for_each(|part| add(part, word::GIVEN | cued));
        }
    }
}

/// What is left of a name after `du` or `aux`, where these swallow its article: `Caire` of `Le Caire`.
fn contracted<'n>(kind: EntryKind, form: &'n str, spellings: &Spellings) -> Option<(Contraction, &'n str)> {
    let (article, rest) = form.split_once(' ')?;
    let capitals = article.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    if !matches!(kind, EntryKind::Place | EntryKind::Organisation) || !capitals {
        return None;
    }
    let article = article.to_lowercase();
    let singular = spellings.has(word::SWALLOWED, &article).then_some(Contraction::Singular);
    let plural = || spellings.has(word::SWALLOWED_PLURAL, &article).then_some(Contraction::Plural);
    Some((singular.or_else(plural)?, rest))
}

/// Whether a form is another form of the row after a common noun: `agence Reuters`, which says no more than `Reuters`.
fn is_described(form: &str, row: &Row) -> bool {
    form.split_once(' ').is_some_and(|(noun, rest)| {
        noun.starts_with(char::is_lowercase)
            && ["name", "aliases", "acronyms", "cued", "shared"]
                .iter()
                .any(|column| row.values(column).any(|other| other == rest))
    })
}

/// A name with those of its words in small letters that the press writes in any case: particles inside a person's
/// name (`Bruno le Maire`), points of the compass inside a place's (`Afrique de l’ouest`), the generic word at the head of a long
/// name (`république du Mali`, `conseil de sécurité de l’ONU`).
fn lower_words<'n>(kind: EntryKind, name: &'n str, spellings: &Spellings) -> Cow<'n, str> {
    if is_attribute(kind) || !name.contains([' ', '-']) {
        return name.into();
    }
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |word: &&str| {
        word.split(['’', '\'']).next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let more_capitals = words.len() > 1 && words[1..].iter().any(capital);
    let is_joined = |article: &str| {
        Shape::of(article).is_capitalised() && spellings.has(word::JOINED_ARTICLE, &article.to_lowercase())
    };
    let any_case = |(i, word): (usize, &&str)| {
        let small = word.to_lowercase();
        let free = match kind {
            EntryKind::Person => i > 0 && spellings.has(word::PARTICLE, &small),
            EntryKind::Place => {
                let last = small.rsplit(['-', '’', '\'']).next().unwrap_or(&small);
                // `Bono Est`, but not `Bono est né`.
                i > 0 && spellings.has(word::COMPASS_POINT, last) && !spellings.has(word::FUNCTION, &small)
            }
            EntryKind::Country => i == 0 && more_capitals && spellings.has(word::GENERIC_OF_STATE, &small),
            // Not a common noun before a brand: `groupe Wagner` is `Wagner`.
            EntryKind::Organisation => {
                i == 0
                    && more_capitals
                    && !capital(&words[1])
                    && spellings.has(word::ORGANISATION_HEAD, &small)
            }
            _ => false,
        };
        match word.split_once('-') {
            _ if free => small,
            // `al-Bab`, `el-Obeid`.
            Some((article, rest)) if kind == EntryKind::Place && is_joined(article) => {
                format!("{}-{rest}", article.to_lowercase())
            }
            _ => word.to_string(),
        }
    };
    words.iter().enumerate().map(any_case).collect::<Vec<_>>().join(" ").into()
}

/// Whether rows of a kind say what somebody is, and are no actors themselves.
fn is_attribute(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Rank | EntryKind::Title | EntryKind::Role | EntryKind::Portfolio)
}

/// People by the forms of them that may stand alone: short forms, surname, last words of other forms. The first row has the
/// index given.
fn add_surnames(surnames: &mut Surnames, sources: &[Source], first: u32) {
    let people = sources.iter().zip(first..).filter(|((kind, ..), _)| *kind == EntryKind::Person);
    for ((_, _, row), index) in people {
        let person = EntryIndex(index);
        let last = row.values("aliases").filter_map(|alias| alias.rsplit(' ').next());
        let others = std::iter::once(surname(row)).chain(last).map(|form| (form, false));
        for (form, alone) in row.values("short").map(|form| (form, true)).chain(others) {
            let of_form = surnames.entry(&fold_words(form));
            if of_form.last().is_none_or(|last| last.person != person) {
                of_form.push(Bearer { person, alone });
            }
        }
    }
}
