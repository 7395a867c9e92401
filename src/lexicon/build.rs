//! From rows to a [`Lexicon`].

use super::{
    features::{FeatureBuilder, FeatureLists},
    rows::{Row, Rows},
};
use crate::{
    compiled::Lookup,
    error::Result,
    matcher::{Case, MatcherBuilder, Shape, fold, fold_words},
    model::{
        Bearer, Contraction, CooccurrenceRules, Coordinates, Cues, Date, Detail, Entry, EntryIndex,
        EntryKind, FeatureSet, Frames, Lexicon, ListInfo, Membership, NameUse, Office, PartialDate,
        RoleOffice, Surnames, TermKind, Usage, hash_of_id, word,
    },
};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A row that has a name, with its id.
type Source<'r> = (EntryKind, String, Row<'r>);

type Ids<'r> = FxHashMap<(EntryKind, &'r str), EntryIndex>;

pub(super) fn build(
    rows: &Rows,
    (mut cues, lists): (Cues, FeatureLists),
    cooccurrence: CooccurrenceRules,
    frames: impl FnOnce() -> Result<Frames> + Send,
) -> Result<Lexicon> {
    let sources = rows.entries();
    let ids: Ids = (sources.iter().enumerate())
        .map(|(index, (kind, id, _))| ((*kind, id.as_str()), EntryIndex(index as u32)))
        .collect();
    // Neither needs the other, and both take their time.
    let ((entries, frames), mut names) =
        rayon::join(|| (entries(&sources, &ids), frames()), || Names::of(&sources, rows, (&cues, &lists)));
    let (entries, mut frames) = (entries?, frames?);
    frames.preposition_features = lists.of_prepositions(&frames)?;
    let vocabulary = names.matcher.vocabulary_mut();
    let mut features = names.features;
    frames.words.index(vocabulary);
    cues.spell_dates(vocabulary);
    super::frames::add_features(&frames, &mut features, vocabulary);
    frames.needs = super::needs::needs(&frames, &mut features, vocabulary);
    let features = features.finish(vocabulary);
    let known = Known { entries: &entries, ids: &ids, lists: &cues.lists };
    let offices = offices(rows, &known)?;
    let mut offices_by_role: Vec<u32> = (0..offices.len() as u32).collect();
    offices_by_role.sort_by_key(|&office| offices[office as usize].role);
    Ok(Lexicon {
        matcher: names.matcher.build().into(),
        frames,
        names: names.uses.into(),
        surnames: surnames(&sources),
        offices: offices.into(),
        offices_by_role: offices_by_role.into(),
        role_offices: role_offices(rows, &ids)?,
        memberships: memberships(rows, &known)?.into(),
        entries: entries.into(),
        ids: lookup(&sources),
        cooccurrence,
        features,
        lists: std::mem::take(&mut cues.lists),
        cues,
    })
}

fn lookup(sources: &[Source]) -> Lookup {
    let mut ids = Lookup::default();
    for ((kind, id, _), place) in sources.iter().zip(0..) {
        ids.add(hash_of_id(*kind, id), place);
    }
    ids
}

fn entries(sources: &[Source], ids: &Ids) -> Result<Vec<Entry>> {
    sources.iter().map(|(kind, id, row)| entry(*kind, id, row, ids)).collect()
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
        list: row.table.schema.list,
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
            let capitals = row.values("capital").filter_map(|id| ids.get(&(EntryKind::Place, id)).copied());
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
            Detail::Organisation { subtype: row.cell("subtype").into(), parent }
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
    let found = kinds.iter().find_map(|&kind| ids.get(&(kind, id)).copied());
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

/// What the rows of dated terms are read with.
struct Known<'k> {
    entries: &'k [Entry],
    ids: &'k Ids<'k>,
    lists: &'k [ListInfo],
}

impl Known<'_> {
    /// The last day on which an open term is known to hold: that of its last look, or else of its list; never before it began.
    fn known_to(&self, row: &Row, from: Option<PartialDate>) -> Result<Option<Date>> {
        let of_list = || self.lists.iter().find(|list| &*list.name == row.table.schema.list);
        let checked = match date(row, "checked")? {
            None => of_list().and_then(|list| PartialDate::parse(&list.checked)),
            checked => checked,
        };
        Ok(checked.map(|checked| checked.last).max(from.map(|from| from.first)))
    }
}

fn offices(rows: &Rows, known: &Known) -> Result<Vec<Office>> {
    let ids = known.ids;
    let office = |row: Row| {
        let portfolios =
            row.values("portfolio").map(|id| refer(&row, "portfolio", &[EntryKind::Portfolio], id, ids));
        let (from, to, open) = (date(&row, "from")?, date(&row, "to")?, row.cell("to").is_empty());
        let role = refer(&row, "role", &[EntryKind::Role], row.cell("role"), ids)?;
        let kind = match &known.entries[role.0 as usize].detail {
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
            known_to: if open { known.known_to(&row, from)? } else { None },
            kind,
            line: row.cells.line,
        };
        Ok(ended_by_death(office, known.entries))
    };
    let mut offices: Vec<Office> = rows.list("offices").map(office).collect::<Result<_>>()?;
    offices.sort_by_key(|office| (office.person, office.from.map(|from| from.first)));
    Ok(offices)
}

/// The dead hold no office.
fn ended_by_death(office: Office, entries: &[Entry]) -> Office {
    let Detail::Person { died: Some(died), .. } = entries[office.person.0 as usize].detail else {
        return office;
    };
    let outlives = office.to.map_or(office.open, |to| to.last > died.last);
    match outlives {
        true => Office { to: Some(died), open: false, known_to: None, ..office },
        false => office,
    }
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
    let mut role_offices: Vec<RoleOffice> =
        rows.list("role_offices").map(role_office).collect::<Result<_>>()?;
    role_offices.sort_unstable();
    Ok(role_offices)
}

/// What an office can be of, and who can be a member.
const HOLDERS: [EntryKind; 3] = [EntryKind::Country, EntryKind::Organisation, EntryKind::Place];

fn memberships(rows: &Rows, known: &Known) -> Result<Vec<Membership>> {
    let ids = known.ids;
    let membership = |row: Row| {
        let (from, open) = (date(&row, "from")?, row.cell("to").is_empty());
        Ok(Membership {
            member: refer(&row, "member", &HOLDERS, row.cell("member"), ids)?,
            body: refer(&row, "body", &[EntryKind::Organisation], row.cell("body"), ids)?,
            from,
            to: date(&row, "to")?,
            open,
            known_to: if open { known.known_to(&row, from)? } else { None },
            status: Some(row.cell("status")).filter(|status| !status.is_empty()).unwrap_or("member").into(),
            line: row.cells.line,
        })
    };
    let mut memberships: Vec<Membership> = rows.list("memberships").map(membership).collect::<Result<_>>()?;
    memberships.sort_by_key(|membership| {
        (membership.body, membership.member, membership.from.map(|from| from.first))
    });
    Ok(memberships)
}

/// The names of the rows: what finds them, and whose they are.
#[derive(Default)]
struct Names {
    matcher: MatcherBuilder,
    uses: Vec<NameUse>,
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
    fn of(sources: &[Source], rows: &Rows, (cues, lists): (&Cues, &FeatureLists)) -> Names {
        let mut names = Names::default();
        for ((kind, _, row), index) in sources.iter().zip(0..) {
            names.add_row(*kind, EntryIndex(index), row, lists);
        }
        names.add_features(rows, (cues, lists), sources);
        names
    }

    fn add_row(&mut self, kind: EntryKind, entry: EntryIndex, row: &Row, lists: &FeatureLists) {
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
                let lowered = lower_words(kind, form, lists);
                let form = lowered.as_ref();
                let case = match usage {
                    Usage::Demonym | Usage::DemonymPrefix => Case::Any,
                    Usage::Abbreviation => Case::AsWritten,
                    _ if is_attribute(kind) => Case::Any,
                    _ => Case::AsWritten,
                };
                self.add(form, case, NameUse { entry, usage: *usage, contracted: None });
                if let Some((contraction, rest)) = contracted(kind, form, lists) {
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

impl Names {
    /// Gives the words of all lists their features.
    fn add_features(&mut self, rows: &Rows, (cues, lists): (&Cues, &FeatureLists), sources: &[Source]) {
        let vocabulary = self.matcher.vocabulary_mut();
        let mut add = |token: &str, features| self.features.add(vocabulary, token, features);
        rows.list("words").for_each(|row| add(row.cell("form"), word::ORDINARY));
        rows.list("given_names").for_each(|row| add_given_name(&row, &mut add));
        let people = sources.iter().filter(|(kind, ..)| *kind == EntryKind::Person);
        let surnames = people.flat_map(|(_, _, row)| surname(row).split([' ', '-', '’', '\'']));
        surnames.for_each(|part| add(part, word::SURNAME));
        let state_bodies = cues.state_bodies.iter().filter_map(|body| body.split([' ', '’']).next());
        state_bodies.for_each(|first| add(first, word::STATE_BODY));
        for (words, features) in [
            (&cues.abbreviations[..], word::ABBREVIATION),
            (&cues.months, word::MONTH | word::ORDINARY),
            (&cues.weekdays, word::WEEKDAY | word::ORDINARY),
        ] {
            words.iter().for_each(|form| add(form, features));
        }
        lists.add_to(&mut self.features, vocabulary, rows);
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
fn contracted<'n>(kind: EntryKind, form: &'n str, lists: &FeatureLists) -> Option<(Contraction, &'n str)> {
    let (article, rest) = form.split_once(' ')?;
    let capitals = article.starts_with(char::is_uppercase) && rest.starts_with(char::is_uppercase);
    if !matches!(kind, EntryKind::Place | EntryKind::Organisation) || !capitals {
        return None;
    }
    let article = article.to_lowercase();
    let singular = lists.spells(word::SWALLOWED, &article).then_some(Contraction::Singular);
    let plural = || lists.spells(word::SWALLOWED_PLURAL, &article).then_some(Contraction::Plural);
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
fn lower_words<'n>(kind: EntryKind, name: &'n str, lists: &FeatureLists) -> Cow<'n, str> {
    if is_attribute(kind) || !name.contains([' ', '-']) {
        return name.into();
    }
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |word: &&str| {
        word.split(['’', '\'']).next_back().is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let more_capitals = words.len() > 1 && words[1..].iter().any(capital);
    let is_joined = |article: &str| {
        Shape::of(article).is_capitalised() && lists.spells(word::JOINED_ARTICLE, &article.to_lowercase())
    };
    let any_case = |(i, word): (usize, &&str)| {
        let small = word.to_lowercase();
        let free = match kind {
            EntryKind::Person => i > 0 && lists.spells(word::PARTICLE, &small),
            EntryKind::Place => {
                let last = small.rsplit(['-', '’', '\'']).next().unwrap_or(&small);
                // `Bono Est`, but not `Bono est né`.
                i > 0 && lists.spells(word::COMPASS_POINT, last) && !lists.spells(word::FUNCTION, &small)
            }
            EntryKind::Country => i == 0 && more_capitals && lists.spells(word::GENERIC_OF_STATE, &small),
            // Not a common noun before a brand: `groupe Wagner` is `Wagner`.
            EntryKind::Organisation => {
                i == 0
                    && more_capitals
                    && !capital(&words[1])
                    && lists.spells(word::ORGANISATION_HEAD, &small)
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

/// People by the forms of them that may stand alone: short forms, surname, last words of other forms.
fn surnames(sources: &[Source]) -> Surnames {
    let mut surnames = Surnames::default();
    let people = sources.iter().enumerate().filter(|(_, (kind, ..))| *kind == EntryKind::Person);
    for (index, (_, _, row)) in people {
        let person = EntryIndex(index as u32);
        let last = row.values("aliases").filter_map(|alias| alias.rsplit(' ').next());
        let others = std::iter::once(surname(row)).chain(last).map(|form| (form, false));
        for (form, alone) in row.values("short").map(|form| (form, true)).chain(others) {
            let of_form = surnames.entry(&fold_words(form));
            if of_form.last().is_none_or(|last| last.person != person) {
                of_form.push(Bearer { person, alone });
            }
        }
    }
    surnames
}
