//! Parquet, for DuckDB, polars, pandas and Spark: what documents say, row by row, to be counted elsewhere.
//!
//! Files that only grow at their end: memory does not grow with the corpus, and no graph is made. A row group has some ten
//! thousand rows. Columns are typed, lists are lists, pages are compressed with Snappy.

use super::{
    ExportOptions, WriteRows,
    tables::{ActorRow, Cell, Column, MentionRow, RelationRow, SiteRow, TableRow, TieRow, Value, WindowRow},
};
use crate::model::{Date, Extraction, Lexicon, Node, Offsets, Site};
use ::parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
    errors::Result,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::Type,
};
use std::{
    io::{self, Write},
    sync::Arc,
};

/// How many rows are held before they are written.
const GROUP: usize = 32_768;

/// Begins `mentions.parquet`.
pub(super) fn mentions(_: &ExportOptions) -> io::Result<Box<dyn WriteRows>> {
    begin::<MentionRow>(|extraction, lexicon, file| {
        let offsets = Offsets::new(&extraction.document);
        MentionRow::all(extraction, &offsets, lexicon).try_for_each(|row| file.add(&row))
    })
}

/// Begins `relations.parquet`.
pub(super) fn relations(_: &ExportOptions) -> io::Result<Box<dyn WriteRows>> {
    begin::<RelationRow>(|extraction, _, file| {
        let offsets = Offsets::new(&extraction.document);
        RelationRow::all(extraction, &offsets).try_for_each(|row| file.add(&row))
    })
}

/// Begins `ties.parquet`.
pub(super) fn ties(_: &ExportOptions) -> io::Result<Box<dyn WriteRows>> {
    begin::<TieRow>(|extraction, lexicon, file| {
        TieRow::all(extraction, lexicon).try_for_each(|row| file.add(&row))
    })
}

/// Begins `windows.parquet`.
pub(super) fn windows(_: &ExportOptions) -> io::Result<Box<dyn WriteRows>> {
    begin::<WindowRow>(|extraction, _, file| WindowRow::all(extraction).try_for_each(|row| file.add(&row)))
}

/// Adds the rows of a document to a file.
type AddRows = fn(&Extraction, &Lexicon, &mut File) -> Result<()>;

fn begin<R: TableRow<'static>>(add: AddRows) -> io::Result<Box<dyn WriteRows>> {
    Ok(Box::new(Rows { file: begin_file::<R>()?, add }))
}

/// `sites.parquet`, on its way: what stands behind edges, for [`sites`](crate::graph::Decisions::sites).
pub struct SitesFile(File);

impl SitesFile {
    /// Begins it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn begin() -> io::Result<SitesFile> {
        Ok(SitesFile(begin_file::<SiteRow>()?))
    }

    /// Adds the sites of a document, and writes what is complete.
    ///
    /// # Errors
    /// What the writer says.
    pub fn add<'s>(&mut self, sites: impl Iterator<Item = Site<'s>>, out: &mut dyn Write) -> io::Result<()> {
        sites.map(SiteRow).try_for_each(|row| self.0.add(&row))?;
        Ok(self.0.hand_over(out)?)
    }

    /// Writes the rest.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        Ok(self.0.finish(out)?)
    }
}

/// Writes `actors.parquet`: how many windows of each kind there are, and each actor is in, of stories and of documents.
///
/// # Errors
/// What the writer says.
pub fn write_actors<'g>(
    all: [[u64; 4]; 2],
    actors: impl Iterator<Item = (&'g Node, [[u64; 4]; 2])>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut file = begin_file::<ActorRow>()?;
    let actors = actors.map(|(node, windows)| (Some(node), windows));
    for (node, windows) in [(None, all)].into_iter().chain(actors) {
        ActorRow::all(node, windows).try_for_each(|row| file.add(&row))?;
        file.hand_over(out)?;
    }
    Ok(file.finish(out)?)
}

/// An empty file of the columns of rows.
fn begin_file<R: TableRow<'static>>() -> Result<File> {
    let fields = R::COLUMNS.iter().map(field).collect::<Result<Vec<_>>>()?;
    let schema = Type::group_type_builder("palabre").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("palabre ", env!("CARGO_PKG_VERSION")).to_string());
    let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties.build()))?;
    let columns = R::COLUMNS.iter().map(Buffer::new).collect();
    Ok(File { writer, columns, rows: 0 })
}

/// The field of a column: each may be empty, but for lists, which may have no items.
fn field<R>(column: &Column<R>) -> Result<Arc<Type>> {
    let text = |name: &str, repetition| {
        let builder = Type::primitive_type_builder(name, Physical::BYTE_ARRAY);
        builder.with_repetition(repetition).with_logical_type(Some(LogicalType::String)).build()
    };
    let of_type = |physical, logical| {
        let builder = Type::primitive_type_builder(column.name, physical);
        builder.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build()
    };
    let field = match column.value {
        Value::Text(_) => text(column.name, Repetition::OPTIONAL)?,
        Value::Integer(_) => of_type(Physical::INT64, None)?,
        Value::Decimal(_) => of_type(Physical::DOUBLE, None)?,
        Value::Date(_) => of_type(Physical::INT32, Some(LogicalType::Date))?,
        Value::Boolean(_) => of_type(Physical::BOOLEAN, None)?,
        Value::List(_) => {
            let element = vec![Arc::new(text("element", Repetition::REQUIRED)?)];
            let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
            let list = vec![Arc::new(list.with_fields(element).build()?)];
            let outer = Type::group_type_builder(column.name).with_repetition(Repetition::REQUIRED);
            outer.with_logical_type(Some(LogicalType::List)).with_fields(list).build()?
        }
    };
    Ok(Arc::new(field))
}

/// A table that is written.
struct Rows {
    file: File,
    add: AddRows,
}

impl WriteRows for Rows {
    fn document(
        &mut self,
        extraction: &Extraction,
        lexicon: &Lexicon,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        (self.add)(extraction, lexicon, &mut self.file)?;
        Ok(self.file.hand_over(out)?)
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        Ok(self.file.finish(out)?)
    }
}

/// A file, of which the rows of one group are held.
struct File {
    /// Writes into memory, which is handed over after each document.
    writer: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Buffer>,
    rows: usize,
}

impl File {
    fn add<'r, R: TableRow<'r>>(&mut self, row: &R) -> Result<()> {
        for (buffer, column) in self.columns.iter_mut().zip(R::COLUMNS) {
            buffer.add(column.cell(row));
        }
        self.rows += 1;
        if self.rows < GROUP { Ok(()) } else { self.write_group() }
    }

    fn write_group(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for buffer in &mut self.columns {
            let column = group.next_column()?;
            buffer.write(column.expect("the schema has a column for each buffer"))?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    /// Hands over what the writer has written.
    fn hand_over(&mut self, out: &mut dyn Write) -> Result<()> {
        self.writer.flush()?;
        Ok(out.write_all(&std::mem::take(self.writer.inner_mut()))?)
    }

    /// Ends the file.
    fn finish(&mut self, out: &mut dyn Write) -> Result<()> {
        self.write_group()?;
        self.writer.finish()?;
        self.hand_over(out)
    }
}

/// The values of a column that are held.
struct Buffer {
    values: Values,
    /// Per value, or empty cell or list, whether it is a value.
    definition: Vec<i16>,
    /// Of lists: whether the value is of the same list as the one before it.
    repetition: Option<Vec<i16>>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Decimal(Vec<f64>),
    Date(Vec<i32>),
    Boolean(Vec<bool>),
}

impl Buffer {
    fn new<R>(column: &Column<R>) -> Buffer {
        let values = match column.value {
            Value::Text(_) | Value::List(_) => Values::Text(Vec::new()),
            Value::Integer(_) => Values::Integer(Vec::new()),
            Value::Decimal(_) => Values::Decimal(Vec::new()),
            Value::Date(_) => Values::Date(Vec::new()),
            Value::Boolean(_) => Values::Boolean(Vec::new()),
        };
        let is_list = matches!(column.value, Value::List(_));
        Buffer { values, definition: Vec::new(), repetition: is_list.then(Vec::new) }
    }

    fn add(&mut self, cell: Cell) {
        let text = |text: std::borrow::Cow<str>| ByteArray::from(text.into_owned().into_bytes());
        let mut count = 1;
        match (cell, &mut self.values) {
            (Cell::Empty, _) => count = 0,
            (Cell::List(texts), Values::Text(values)) => {
                count = texts.len();
                values.extend(texts.into_iter().map(text));
            }
            (Cell::Text(it), Values::Text(values)) => values.push(text(it)),
            (Cell::Integer(integer), Values::Integer(values)) => values.push(integer as i64),
            (Cell::Decimal(number), Values::Decimal(values)) => values.push(number),
            (Cell::Date(date), Values::Date(values)) => values.push(days(date)),
            (Cell::Boolean(boolean), Values::Boolean(values)) => values.push(boolean),
            _ => unreachable!("a cell is of the type of its column"),
        }
        self.definition.extend((0..count.max(1)).map(|_| i16::from(count > 0)));
        if let Some(repetition) = &mut self.repetition {
            repetition.extend((0..count.max(1)).map(|place| i16::from(place > 0)));
        }
    }

    /// Writes what is held as a column of a row group.
    fn write(&mut self, mut column: SerializedColumnWriter) -> Result<()> {
        let (definition, repetition) = (Some(&self.definition[..]), self.repetition.as_deref());
        match &mut self.values {
            Values::Text(it) => column.typed::<ByteArrayType>().write_batch(it, definition, repetition)?,
            Values::Integer(it) => column.typed::<Int64Type>().write_batch(it, definition, repetition)?,
            Values::Decimal(it) => column.typed::<DoubleType>().write_batch(it, definition, repetition)?,
            Values::Date(it) => column.typed::<Int32Type>().write_batch(it, definition, repetition)?,
            Values::Boolean(it) => column.typed::<BoolType>().write_batch(it, definition, repetition)?,
        };
        column.close()?;
        match &mut self.values {
            Values::Text(it) => it.clear(),
            Values::Integer(it) => it.clear(),
            Values::Decimal(it) => it.clear(),
            Values::Date(it) => it.clear(),
            Values::Boolean(it) => it.clear(),
        }
        self.definition.clear();
        self.repetition.iter_mut().for_each(Vec::clear);
        Ok(())
    }
}

/// Days since 1970.
fn days(date: Date) -> i32 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    (date.duration_since(EPOCH).as_hours() / 24) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        for (date, expected) in [("1970-01-01", 0), ("1969-12-31", -1), ("2025-05-08", 20_216)] {
            assert_eq!(days(date.parse().unwrap()), expected);
        }
    }
}
