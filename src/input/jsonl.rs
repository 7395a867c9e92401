//! JSON Lines: an object a line, streamed.

use super::{
    File, Note, Options, decode,
    file::DraftStream,
    open::{Input, Opened},
    row::{self, DocumentBuilder, Draft, Row},
};
use crate::error::{Error, Result};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{
    fmt,
    io::{self, BufRead, BufReader, Cursor, Read as _},
    path::PathBuf,
};

const BUFFER: usize = 256 << 10;

/// The rows that are still to be read.
pub(super) struct Rows {
    builder: DocumentBuilder,
    path: PathBuf,
    reader: BufReader<io::Chain<Cursor<Vec<u8>>, Input>>,
    /// What ends a line.
    line_end: u8,
    line: Vec<u8>,
    number: u64,
    fields: Fields,
    ended: bool,
}

/// The rows of a file.
pub(super) fn rows(file: &File, opened: Opened, options: &Options) -> Result<DraftStream> {
    Ok(Box::new(Rows::open(file, opened, options)?))
}

/// A return where the file has no line feeds: it is from a classic Mac. Its last byte may be half of a line end.
fn line_end(head: &[u8]) -> u8 {
    let has_returns = head.split_last().is_some_and(|(_, head)| head.contains(&b'\r'));
    if has_returns && !head.contains(&b'\n') { b'\r' } else { b'\n' }
}

impl Iterator for Rows {
    type Item = Result<Draft>;

    fn next(&mut self) -> Option<Result<Draft>> {
        while !self.ended {
            match self.read_line() {
                Ok(false) => {}
                Ok(true) if self.line.trim_ascii().is_empty() => {}
                Ok(true) => return Some(self.parse()),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

impl Rows {
    fn open(file: &File, opened: Opened, options: &Options) -> Result<Rows> {
        let Opened { head, rest, .. } = opened.utf8(&file.path)?;
        let builder = DocumentBuilder::new(file, options);
        if head.trim_ascii_start().starts_with(b"[") {
            let error = builder.error(1, 1, "an array, not an object on each line");
            return Err(error.with_hint("turn it into JSON Lines: jq -c '.[]' FILE.json > FILE.jsonl"));
        }
        Ok(Rows {
            builder,
            path: file.path.clone(),
            line_end: line_end(&head),
            reader: BufReader::with_capacity(BUFFER, Cursor::new(head).chain(rest)),
            line: vec![],
            number: 0,
            fields: Fields::new(options),
            ended: false,
        })
    }

    /// Reads a line without its end; says whether there is one.
    fn read_line(&mut self) -> Result<bool> {
        self.line.clear();
        self.number += 1;
        let mut is_too_long = false;
        loop {
            let limited = (&mut self.reader).take(row::LONGEST).read_until(self.line_end, &mut self.line);
            match limited {
                Err(error) => {
                    self.ended = true;
                    return Err(Error::io(&self.path, error));
                }
                Ok(count) if (count as u64) < row::LONGEST || self.line.ends_with(&[self.line_end]) => {
                    self.ended = !self.line.ends_with(&[self.line_end]);
                    break;
                }
                Ok(_) => {
                    is_too_long = true;
                    self.line.clear();
                }
            }
        }
        if is_too_long {
            return Err(self.builder.too_long(self.number));
        }
        Ok(!self.line.is_empty())
    }

    fn parse(&mut self) -> Result<Draft> {
        let mut notes: Vec<Note> = vec![];
        let line = decode::row(self.line.trim_ascii_end(), &mut notes);
        let mut json = serde_json::Deserializer::from_str(&line);
        let values = self.fields.deserialize(&mut json).and_then(|values| json.end().map(|()| values));
        let values = values.map_err(|error| self.bad_json(&line, &error))?;
        let cells = self.cells(values, &line)?;
        Ok(self.builder.draft(cells, self.number, notes))
    }

    fn bad_json(&self, line: &str, error: &serde_json::Error) -> Error {
        let before = line.floor_char_boundary(error.column().saturating_sub(1));
        let column = line[..before].chars().count() + 1;
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        let error = self.builder.error(self.number, column, format!("not a JSON object: {message}"));
        error.with_hint("each line must be one object, such as {\"id\": \"1\", \"text\": \"…\"}")
    }

    fn cells(&self, mut values: Vec<Value>, line: &str) -> Result<Row> {
        let [id, title, date, source] = self.fields.roles.map(|field| values[field].as_cell());
        let find = |name: &str| {
            let field = self.fields.names.iter().position(|known| known == name)?;
            (!matches!(values[field], Value::Missing)).then_some(field)
        };
        let column = &self.builder.options().text_column;
        // Rows need not have the same fields.
        let several = || column.split(',').filter_map(|name| find(name.trim())).collect();
        let fields: Vec<usize> = find(column).map_or_else(several, |field| vec![field]);
        if fields.is_empty() {
            return Err(self.no_text(format!("the row has no {column:?}{}", self.there(line))));
        }
        let mut texts = Vec::with_capacity(fields.len());
        for field in fields {
            match std::mem::take(&mut values[field]) {
                Value::Text(text) => texts.push(text.into()),
                _ => return Err(self.no_text(format!("{:?} is not a string", self.fields.names[field]))),
            }
        }
        Ok(Row { text: row::join(texts.into_iter()), id, title, date, source })
    }

    fn no_text(&self, what: String) -> Error {
        let error = self.builder.error(self.number, 0, format!("no text: {what}"));
        error.with_hint("name the field of the text with --text-column")
    }

    /// The fields that a row has, for a message.
    fn there(&self, line: &str) -> String {
        let fields: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(line).unwrap_or_default();
        let names: Vec<&str> = fields.keys().take(40).map(String::as_str).collect();
        if names.is_empty() { String::new() } else { format!("; there are: {}", names.join(", ")) }
    }
}

/// The fields that are read, and what each is read as. One field may be two things: id and source, say.
struct Fields {
    names: Vec<String>,
    /// Id, title, date, source.
    roles: [usize; 4],
}

impl Fields {
    fn new(options: &Options) -> Fields {
        let Options { text_column, id_column, title_column, date_column, source_column, .. } = options;
        let mut names: Vec<String> = vec![text_column.clone()];
        names.extend(
            text_column.split(',').map(|name| name.trim().to_owned()).filter(|name| name != text_column),
        );
        let roles = [id_column, title_column, date_column, source_column].map(|name| {
            names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.clone());
                names.len() - 1
            })
        });
        Fields { names, roles }
    }
}

/// A value of a field.
#[derive(Debug, Default, Clone)]
enum Value {
    #[default]
    Missing,
    Text(String),
    Number(String),
    Other,
}

impl Value {
    fn as_cell(&self) -> Option<String> {
        match self {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            Value::Missing | Value::Other => None,
        }
    }
}

/// Reads an object to the values of the fields, in their order.
impl<'de> DeserializeSeed<'de> for &Fields {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Vec<Value>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Fields {
    type Value = Vec<Value>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Vec<Value>, A::Error> {
        let mut values = vec![Value::Missing; self.names.len()];
        while let Some(field) = map.next_key_seed(FieldName(&self.names))? {
            match field {
                Some(field) => values[field] = map.next_value_seed(AnyValue)?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(values)
    }
}

struct FieldName<'n>(&'n [String]);

impl<'de> DeserializeSeed<'de> for FieldName<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> std::result::Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldName<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> std::result::Result<Option<usize>, E> {
        Ok(self.0.iter().position(|field| field == name))
    }
}

struct AnyValue;

impl<'de> DeserializeSeed<'de> for AnyValue {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> std::result::Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_i64<E>(self, number: i64) -> std::result::Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> std::result::Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> std::result::Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Missing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}
