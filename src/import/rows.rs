//! The second pass: rows.

use super::{
    ListFiles, Options,
    gather::Counted,
    item::{Actor, Form, Item, Judged, Link, Term, Usage},
    known::Known,
    posts::{Office, Offices},
    referred::Referred,
    report::{Reason, Report},
    scratch::Stored,
    seen::{Of, key, key_of},
};
use crate::{
    error::{Error, Result},
    lexicon::{self, slug},
    matcher::fold_words,
    model::{Detail, EntryIndex, EntryKind, PartialDate},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Writes the rows of what was set aside.
pub(super) struct Rows<'r> {
    known: &'r Known<'r>,
    options: &'r Options,
    counted: Counted,
    report: Report,
    files: &'r mut dyn ListFiles,
    begun: FxHashSet<&'static str>,
    /// The rows of actors that terms refer to.
    referred: Referred,
    /// Actors of which there may be more to come, in the order of the source, and their places by the hash of their id.
    held: Vec<Judged>,
    places: FxHashMap<u64, usize>,
}

/// Cells of a term by their columns, or why there are none, with what is told of it.
type Cells = std::result::Result<Vec<(&'static str, String)>, (Reason, String)>;

/// The lists of actors and terms that an import fills.
const LISTS: [&str; 5] = ["people", "organisations", "places", "offices", "memberships"];

/// Their columns that no source fills.
const UNFILLED: [&str; 3] = ["parent", "region", "short"];

/// The files that an import may write.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LISTS.into_iter()
}

/// The columns that are written of a list.
fn columns(list: &str) -> impl Iterator<Item = &'static str> {
    lexicon::columns(list).filter(|column| !UNFILLED.contains(column))
}

impl<'r> Rows<'r> {
    pub(super) fn new(
        known: &'r Known<'r>,
        options: &'r Options,
        (counted, report): (Counted, Report),
        files: &'r mut dyn ListFiles,
    ) -> Rows<'r> {
        Rows {
            known,
            options,
            counted,
            report,
            files,
            begun: FxHashSet::default(),
            referred: Referred::default(),
            held: Vec::new(),
            places: FxHashMap::default(),
        }
    }

    pub(super) fn write(mut self, mut stored: Stored) -> Result<Report> {
        let offices = Offices::new(self.known);
        self.referred = Referred::new(self.wanted(&mut stored, &offices)?);
        stored.each(|item| match item {
            Item::Actor(judged) => self.actor(*judged),
            Item::Term(_) => Ok(()),
        })?;
        for judged in std::mem::take(&mut self.held) {
            self.row(judged)?;
        }
        let mut terms = Terms::default();
        stored.each(|item| match item {
            Item::Term(term) => self.term(*term, &offices, &mut terms),
            Item::Actor(_) => Ok(()),
        })?;
        Ok(self.report)
    }

    /// The hashes of the ids that terms refer to which may become rows.
    fn wanted(&self, stored: &mut Stored, offices: &Offices) -> Result<Vec<u64>> {
        let mut wanted = Vec::new();
        stored.each(|item| {
            if let Item::Term(term) = item
                && self.office(&term, offices).is_some()
            {
                wanted.extend([&term.holder, &term.body].map(|id| key(id)));
            }
            Ok(())
        })?;
        Ok(wanted)
    }

    fn actor(&mut self, judged: Judged) -> Result<()> {
        let id = key(&judged.actor.id);
        if judged.actor.id.is_empty() || !self.counted.repeated.contains(&id) {
            return self.row(judged);
        }
        match self.places.get(&id) {
            Some(&place) => self.held[place].join(judged),
            None => {
                self.places.insert(id, self.held.len());
                self.held.push(judged);
            }
        }
        Ok(())
    }

    fn row(&mut self, judged: Judged) -> Result<()> {
        let Judged { actor, number, forms, countries } = judged;
        let id = self.id(&actor, number, &forms[0].text);
        self.referred.keep(key(&actor.id_or(number)), actor.kind, &id);
        let cells = self.cells(&actor, &forms, &countries);
        let list = match actor.kind {
            EntryKind::Person => "people",
            EntryKind::Organisation => "organisations",
            _ => "places",
        };
        self.put(list, |column| match column {
            "id" => id.clone(),
            _ => cells.get(column).cloned().unwrap_or_default(),
        })
    }

    /// The id of a row: of the name, and of the source’s id; without one, of the actor’s number where the name is not its alone.
    fn id(&mut self, actor: &Actor, number: u64, name: &str) -> String {
        let (name_slug, own) = (slug(name), slug(&actor.id));
        let is_shared = || self.counted.seen.has(Of::SharedName, key(&fold_words(name)));
        let is_listed = |id: &str| ACTORS.iter().any(|&kind| self.known.lexicon.find(kind, id).is_some());
        let mut id = match &*own {
            "" if is_shared() || is_listed(&name_slug) => format!("{name_slug}-{number}"),
            "" => name_slug,
            own if own.contains(&name_slug) => own.to_string(),
            own => format!("{name_slug}-{own}"),
        };
        id.retain(|c| c.is_ascii_alphanumeric() || c == '-');
        while self.counted.seen.insert(Of::RowId, key(&id)) {
            id = format!("{id}-{number}");
        }
        id
    }

    fn cells(
        &mut self,
        actor: &Actor,
        forms: &[Form],
        countries: &[String],
    ) -> BTreeMap<&'static str, String> {
        let mut lists: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
        for (place, form) in forms.iter().enumerate() {
            let is_shared = self.counted.seen.has(Of::SharedName, key(&fold_words(&form.text)));
            self.report.shared += u64::from(is_shared);
            let column = match form.usage {
                _ if form.listed || is_shared => "shared",
                Usage::Cued if actor.kind == EntryKind::Person => "shared",
                Usage::Cued => "cued",
                Usage::Acronym => "acronyms",
                Usage::Name if place == 0 => continue,
                Usage::Name => "aliases",
            };
            lists.entry(column).or_default().push(&form.text);
        }
        let mut cells: BTreeMap<&'static str, String> =
            lists.into_iter().map(|(column, forms)| (column, forms.join("|"))).collect();
        let name = &forms[0].text;
        let [latitude, longitude] = actor.position.clone().map_or_else(Default::default, |(n, e)| [n, e]);
        let type_column = if actor.kind == EntryKind::Place { "type" } else { "subtype" };
        let countries = match actor.kind {
            EntryKind::Place => countries.join("|"),
            _ => countries.first().cloned().unwrap_or_default(),
        };
        // The last word is the surname without being told.
        let surname = Some(&actor.family).filter(|family| is_surname_of(family, name));
        for (column, value) in [
            ("name", name.clone()),
            ("surname", surname.cloned().unwrap_or_default()),
            ("gender", actor.gender.map(String::from).unwrap_or_default()),
            ("country", countries),
            (type_column, actor.subtype.clone()),
            ("wikidata", actor.wikidata.clone()),
            ("geonames", actor.geonames.clone()),
            ("population", actor.population.clone()),
            ("latitude", latitude),
            ("longitude", longitude),
            ("died", actor.died.clone()),
            ("from", actor.from.clone()),
            ("to", actor.to.clone()),
            ("source", source(&actor.source, &actor.id, self.options)),
            ("checked", actor.checked.clone()),
        ] {
            cells.insert(column, value);
        }
        cells
    }

    /// Writes a row of a list, with its header before the first one.
    fn put(&mut self, list: &'static str, cell: impl Fn(&str) -> String) -> Result<()> {
        let out = self.files.list(list)?;
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        let failed = |error: csv::Error| Error::io(format!("{list}.csv"), error.into());
        if self.begun.insert(list) {
            table.write_record(columns(list)).map_err(failed)?;
        }
        table.write_record(columns(list).map(&cell)).map_err(failed)?;
        table.flush().map_err(|error| Error::io(format!("{list}.csv"), error))?;
        *self.report.rows.entry(list).or_default() += 1;
        Ok(())
    }

    /// The office of a term, and the country of it: by its words, else what the link says.
    fn office(&self, term: &Term, offices: &Offices) -> Option<Office> {
        let post = self.counted.posts.get(&term.post);
        let names = [&term.role].into_iter().chain(post.into_iter().flat_map(|post| &post.names));
        let said = names.filter(|name| !name.is_empty()).find_map(|name| offices.read(name));
        let mut office = said.or_else(|| self.plain(term.link))?;
        let said = [&term.country].into_iter().chain(post.into_iter().flat_map(|post| &post.countries));
        let country = || said.into_iter().find_map(|said| self.known.countries.find(said));
        office.country = office.country.or_else(|| country().map(str::to_string));
        Some(office)
    }

    /// The role of those who are joined to a body without words that say more.
    fn plain(&self, link: Link) -> Option<Office> {
        let role = link.role().filter(|role| self.known.lexicon.find(EntryKind::Role, role).is_some())?;
        Some(Office { role: role.to_string(), portfolio: String::new(), country: None })
    }

    fn term(&mut self, term: Term, offices: &Offices, terms: &mut Terms) -> Result<()> {
        let is_person = self.row_of(&term.holder).is_none_or(|(kind, _)| kind == EntryKind::Person);
        let (list, row) = match term.link {
            Link::Member if !is_person => ("memberships", self.membership(&term)),
            _ if !is_person => ("", Err(term.of_no_person())),
            _ => ("offices", self.office_row(&term, offices)),
        };
        let row = match row {
            Ok(row) => row,
            Err((reason, told)) => {
                self.report.add(reason, &told);
                return Ok(());
            }
        };
        if !terms.is_new(row.iter().map(|(_, cell)| cell.as_str()).chain([&*term.from])) {
            return Ok(());
        }
        if list == "offices" && !term.role.is_empty() && term.link.role() == role_of(&row) {
            self.report.add(Reason::PlainRole, &term.role);
        }
        let options = self.options;
        self.put(list, |column| match row.iter().find(|(name, _)| *name == column) {
            Some((_, cell)) => cell.clone(),
            None => term.cell(column, options),
        })
    }

    /// The cells that say who holds what, where; or why there is no row.
    fn office_row(&self, term: &Term, offices: &Offices) -> Cells {
        let post = self.counted.posts.get(&term.post).and_then(|post| post.names.first());
        let said = post.unwrap_or(if term.role.is_empty() { &term.post } else { &term.role });
        let said = if said.is_empty() { term.told() } else { said.clone() };
        let office = self.office(term, offices).ok_or_else(|| (Reason::NoRole, said.clone()))?;
        let Some((EntryKind::Person, person)) = self.row_of(&term.holder) else {
            return Err((Reason::NoHolder, format!("{said} ({})", term.holder)));
        };
        let of = match self.row_of(&term.body) {
            Some((EntryKind::Person, _)) => return Err((Reason::NoColumn, term.told())),
            Some((_, body)) => body,
            None if term.link != Link::Office => return Err((Reason::NoHolder, term.told())),
            None => office
                .country
                .clone()
                .filter(|_| term.body.is_empty())
                .ok_or((Reason::NoPlace, said.clone()))?,
        };
        if self.has_term(&person, &office, &of, term) {
            return Err((Reason::ListedTerm, format!("{person}, {said}")));
        }
        Ok(vec![("person", person), ("role", office.role), ("portfolio", office.portfolio), ("of", of)])
    }

    /// The same of who belongs to what.
    fn membership(&self, term: &Term) -> Cells {
        match (self.row_of(&term.holder), self.row_of(&term.body)) {
            (Some((_, member)), Some((EntryKind::Organisation, body))) => {
                Ok(vec![("member", member), ("body", body), ("status", "member".to_string())])
            }
            _ => Err((Reason::NoHolder, term.told())),
        }
    }

    /// The row of an actor of the source: its own, or that of the lists, be it in the source or not.
    fn row_of(&self, id: &str) -> Option<(EntryKind, String)> {
        let listed = |index: EntryIndex| {
            let row = self.known.lexicon.entry(index);
            (row.kind, row.id.to_string())
        };
        let own = || self.referred.get(id).map(|(kind, id)| (kind, id.to_string()));
        let of_source = self.counted.listed.get(&key(id)).map(|&index| listed(index)).or_else(own);
        of_source.or_else(|| self.known.item(id).map(listed))
    }

    /// Whether the lists have somebody in an office at the time of a term.
    fn has_term(&self, person: &str, office: &Office, of: &str, term: &Term) -> bool {
        let lexicon = self.known.lexicon;
        let Some(person) = lexicon.find(EntryKind::Person, person) else { return false };
        let is = |index: EntryIndex, id: &str| *lexicon.entry(index).id == *id;
        // The lists tell who leads a state by the words of each constitution.
        let category = |index: EntryIndex| match &lexicon.entry(index).detail {
            Detail::Role { category, .. } if LEADERS.contains(&&**category) => Some(category),
            _ => None,
        };
        let leads = lexicon.find(EntryKind::Role, &office.role).and_then(category);
        let [from, to] = [&term.from, &term.to].map(|date| PartialDate::parse(date));
        lexicon.offices_of(person).iter().any(|listed| {
            let overlaps = listed.to.zip(from).is_none_or(|(to, from)| from.first <= to.last)
                && listed.from.zip(to).is_none_or(|(from, to)| from.first <= to.last);
            (is(listed.role, &office.role) || leads.is_some() && category(listed.role) == leads)
                && is(listed.of, of)
                && (office.portfolio.is_empty()
                    || listed.portfolios.iter().any(|&index| is(index, &office.portfolio)))
                && overlaps
        })
    }
}

/// Categories of roles of which a state has one.
const LEADERS: [&str; 2] = ["head_of_state", "head_of_government"];

/// What a row of an actor may be of.
const ACTORS: [EntryKind; 4] =
    [EntryKind::Country, EntryKind::Organisation, EntryKind::Person, EntryKind::Place];

/// Terms that were written: one of which a source says the same twice is one.
#[derive(Default)]
struct Terms(FxHashSet<u64>);

impl Terms {
    fn is_new<'p>(&mut self, parts: impl Iterator<Item = &'p str>) -> bool {
        self.0.insert(parts.fold(0, |hash, part| key_of(hash, key(part))))
    }
}

impl Term {
    /// What is told of a link.
    fn told(&self) -> String {
        format!("{} in {}", self.holder, self.body)
    }

    /// Why there is no row of a link to a body that is not a person’s.
    fn of_no_person(&self) -> (Reason, String) {
        (if self.link.is_owning() { Reason::Shares } else { Reason::NoColumn }, self.told())
    }

    fn cell(&self, column: &str, options: &Options) -> String {
        match column {
            "from" => self.from.clone(),
            "to" => self.to.clone(),
            "source" => source(&self.source, &self.holder, options),
            // An open term that nobody dated is known to its first day alone.
            "checked" if self.checked.is_empty() && self.to.is_empty() => self.from.clone(),
            "checked" => self.checked.clone(),
            _ => String::new(),
        }
    }
}

/// The role in the cells of a term.
fn role_of<'c>(cells: &'c [(&str, String)]) -> Option<&'c str> {
    cells.iter().find(|(column, _)| *column == "role").map(|(_, role)| role.as_str())
}

/// Where a row is from: what the source says, or its name and the id in it.
fn source(said: &str, id: &str, options: &Options) -> String {
    match (said, id) {
        ("", "") => options.source.clone(),
        ("", id) => format!("{}: {id}", options.source),
        (said, _) => said.to_string(),
    }
}

/// Whether a part of a name has to be said to be its surname: it is not the last word.
fn is_surname_of(family: &str, name: &str) -> bool {
    let is_last_word = name.rsplit(' ').next().map(fold_words) == Some(fold_words(family));
    let (family, name) = (fold_words(family), fold_words(name));
    !family.is_empty()
        && name != family
        && !is_last_word
        && format!(" {name} ").contains(&format!(" {family} "))
}

impl Judged {
    /// Adds what the source says of the same id in another place.
    fn join(&mut self, other: Judged) {
        for form in other.forms {
            if !self.forms.iter().any(|known| known.usage == form.usage && known.text == form.text) {
                self.forms.push(form);
            }
        }
        for country in other.countries {
            if !self.countries.contains(&country) {
                self.countries.push(country);
            }
        }
        let (one, other) = (&mut self.actor, other.actor);
        for (mine, theirs) in [
            (&mut one.family, other.family),
            (&mut one.subtype, other.subtype),
            (&mut one.wikidata, other.wikidata),
            (&mut one.died, other.died),
            (&mut one.from, other.from),
            (&mut one.to, other.to),
            (&mut one.checked, other.checked),
        ] {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
        one.gender = one.gender.or(other.gender);
        one.position = one.position.take().or(other.position);
    }
}
