//! Tables with a header: of any columns, or of those that are usual.

use super::{Head, words};
use crate::{
    error::{Error, Result},
    import::{
        Options, Source,
        gather::Gathering,
        item::{Actor, Term},
        report::Reason,
    },
    model::{EntryKind, usual_delimiter},
};
use std::collections::BTreeMap;

/// What a column of a table may be.
const FIELDS: [&str; 25] = [
    "id",
    "name",
    "sort",
    "given",
    "surname",
    "aliases",
    "weak",
    "kind",
    "gender",
    "country",
    "wikidata",
    "geonames",
    "subtype",
    "type",
    "population",
    "latitude",
    "longitude",
    "died",
    "role",
    "chamber",
    "of",
    "from",
    "to",
    "source",
    "checked",
];

pub(super) fn is_it(head: &Head) -> bool {
    !head.options.columns.is_empty() || {
        let meanings: Vec<&str> =
            head.columns().iter().filter_map(|column| words::meaning("column", column)).collect();
        meanings.len() > 1 && meanings.contains(&"name")
    }
}

pub(super) fn read(source: Source, on: &mut Gathering) -> Result<()> {
    let name = source.name;
    let mut table = Table::open(source, on.options)?;
    let fields = fields(name, &table.header, on.options)?;
    let mut number = 0;
    while let Some(row) = table.next(on)? {
        number += 1;
        let cell = |field: &str| fields.get(field).map_or("", |&column| row.get(column).unwrap_or("").trim());
        take(&cell, number, on)?;
    }
    Ok(())
}

/// A table, row by row.
pub(super) struct Table<'s> {
    name: &'s str,
    reader: csv::Reader<&'s mut dyn std::io::BufRead>,
    pub(super) header: Vec<String>,
    record: csv::ByteRecord,
}

impl<'s> Table<'s> {
    pub(super) fn open(source: Source<'s>, options: &Options) -> Result<Table<'s>> {
        let Source { name, reader, .. } = source;
        let head = reader.fill_buf().map_err(|error| Error::io(name, error))?;
        let first = String::from_utf8_lossy(head.split(|&byte| byte == b'\n').next().unwrap_or_default());
        let delimiter = delimiter(&first, options);
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(reader);
        let header = reader.headers().map_err(|error| failed(name, error))?;
        let header = header.iter().map(|column| column.trim_start_matches('\u{feff}').trim().to_string());
        let header = header.collect();
        Ok(Table { name, reader, header, record: csv::ByteRecord::new() })
    }

    /// The next row of as many cells as the header has; what is none is told.
    pub(super) fn next(&mut self, on: &mut Gathering) -> Result<Option<csv::StringRecord>> {
        loop {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(false) => return Ok(None),
                Ok(true) if self.record.len() == self.header.len() => {
                    return Ok(Some(csv::StringRecord::from_byte_record_lossy(self.record.clone())));
                }
                Ok(true) => {
                    let line = self.record.position().map_or(0, csv::Position::line);
                    let (cells, columns) = (self.record.len(), self.header.len());
                    on.left_out(
                        Reason::Broken,
                        &format!("line {line}: {cells} cells where the header has {columns}"),
                    );
                }
                Err(error) => return Err(failed(self.name, error)),
            }
        }
    }
}

fn failed(name: &str, error: csv::Error) -> Error {
    let message = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::io(name, error),
        _ => Error::input(name, message),
    }
}

/// The columns of a header, in small letters.
pub(super) fn columns(header: &str, options: &Options) -> Vec<String> {
    let delimiter = delimiter(header, options);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(header.as_bytes());
    let record = reader.records().next().and_then(std::result::Result::ok).unwrap_or_default();
    record.iter().map(|column| column.trim().to_lowercase()).collect()
}

/// What stands between the cells: what was said, or what the header has most of.
fn delimiter(header: &str, options: &Options) -> u8 {
    options.delimiter.unwrap_or_else(|| usual_delimiter(header.as_bytes()))
}

/// Which column each field is.
fn fields(name: &str, header: &[String], options: &Options) -> Result<BTreeMap<&'static str, usize>> {
    let mut fields = BTreeMap::new();
    for (field, column) in &options.columns {
        let Some(field) = FIELDS.iter().find(|known| *known == field) else {
            let error = Error::usage(format!("--columns: no field `{field}`"));
            return Err(error.with_hint(format!("one of {}", FIELDS.join(", "))));
        };
        let Some(place) = header.iter().position(|known| known == column) else {
            let error = Error::input(name, format!("no column `{column}`"));
            return Err(error.with_hint(format!("the columns are {}", header.join(", "))));
        };
        fields.insert(*field, place);
    }
    if options.columns.is_empty() {
        for (place, column) in header.iter().enumerate() {
            let meaning = words::meaning("column", column);
            if let Some(field) = FIELDS.iter().find(|field| meaning == Some(**field)) {
                fields.entry(*field).or_insert(place);
            }
        }
        // Holders of offices are told by their Wikidata ids.
        if let Some(place) = header.iter().position(|column| column == "personID") {
            fields.insert("wikidata", place);
        }
    }
    if ["name", "sort"].iter().all(|field| !fields.contains_key(field)) && !fields.contains_key("surname") {
        let error = Error::input(name, "no column of names");
        return Err(error.with_hint(format!("--columns name=COLUMN says which: {}", header.join(", "))));
    }
    Ok(fields)
}

fn take<'c>(cell: &impl Fn(&str) -> &'c str, number: u64, on: &mut Gathering) -> Result<()> {
    let said = cell("kind");
    let has_role = !cell("role").is_empty() || !cell("chamber").is_empty();
    let kind = words::kind(said).or(on.options.kind).or(has_role.then_some(EntryKind::Person));
    let Some(kind) = kind else {
        let name = cell("name");
        match said {
            "" if number == 1 => {
                let error = Error::usage("nothing says what the names of the table are");
                return Err(
                    error.with_hint("give --kind person, organisation or place, or a column of kinds")
                );
            }
            "" => on.left_out(Reason::NoKind, name),
            _ => on.left_out(Reason::NoActor, &format!("{name} ({said})")),
        }
        return Ok(());
    };
    let whole = format!("{} {}", cell("given"), cell("surname"));
    let whole = if cell("given").is_empty() { "" } else { whole.trim() };
    let names = [cell("name"), whole].into_iter().chain(values(cell("aliases"))).chain([cell("sort")]);
    let wikidata = q_id(cell("wikidata"));
    let id = match (cell("id"), &*wikidata) {
        ("", wikidata) => wikidata,
        (id, _) => id,
    };
    let actor = Actor {
        names: names.filter(|name| !name.is_empty()).map(str::to_string).collect(),
        weak: values(cell("weak")).map(str::to_string).collect(),
        family: if kind == EntryKind::Person { cell("surname").to_string() } else { String::new() },
        gender: words::gender(cell("gender")).filter(|_| kind == EntryKind::Person),
        countries: values(cell("country")).map(str::to_string).collect(),
        subtype: subtype(kind, [cell("subtype"), cell("type")]),
        wikidata: wikidata.clone(),
        geonames: number_of(cell("geonames")),
        population: number_of(cell("population")),
        position: degrees(cell("latitude"), cell("longitude")),
        died: cell("died").to_string(),
        source: cell("source").to_string(),
        checked: cell("checked").to_string(),
        ..Actor::new(id, kind)
    };
    let holder = if actor.id.is_empty() { on.next_id() } else { actor.id.clone() };
    let country = actor.countries.first().or(on.options.country.as_ref()).cloned().unwrap_or_default();
    on.actor(actor)?;
    if kind != EntryKind::Person || !has_role {
        return Ok(());
    }
    on.term(Term {
        holder,
        role: role(cell("role"), cell("chamber")),
        country: if cell("of").is_empty() { country } else { cell("of").to_string() },
        from: cell("from").to_string(),
        to: cell("to").to_string(),
        source: cell("source").to_string(),
        checked: cell("checked").to_string(),
        ..Term::default()
    })
}

/// A seat in a parliament is of a member, of a senate of a senator.
fn role(role: &str, chamber: &str) -> String {
    match (role, crate::matcher::fold(chamber)) {
        ("", chamber) if chamber.contains("senat") => "senator".to_string(),
        ("", _) => "member of parliament".to_string(),
        (role, _) => role.to_string(),
    }
}

fn subtype(kind: EntryKind, said: [&str; 2]) -> String {
    let (list, column) = match kind {
        EntryKind::Organisation => ("organisations", "subtype"),
        EntryKind::Place => ("places", "type"),
        _ => return String::new(),
    };
    let known = said.into_iter().find(|said| crate::lexicon::is_value(list, column, said));
    known.unwrap_or_default().to_string()
}

/// The values of a cell of several.
fn values(cell: &str) -> impl Iterator<Item = &str> {
    let mark = if cell.contains('|') { '|' } else { ';' };
    cell.split(mark).map(str::trim).filter(|value| !value.is_empty())
}

/// `Q912`, also of its address.
pub(super) fn q_id(text: &str) -> String {
    let id = text.rsplit('/').next().unwrap_or_default();
    let is_id = id
        .strip_prefix('Q')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if is_id { id.to_string() } else { String::new() }
}

/// A whole number, or nothing.
pub(super) fn number_of(text: &str) -> String {
    text.parse::<u64>().map(|number| number.to_string()).unwrap_or_default()
}

/// Degrees that a place can have.
pub(super) fn degrees(latitude: &str, longitude: &str) -> Option<(String, String)> {
    let within = |text: &str, most: f64| text.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most);
    (within(latitude, 90.0) && within(longitude, 180.0))
        .then(|| (latitude.to_string(), longitude.to_string()))
}
