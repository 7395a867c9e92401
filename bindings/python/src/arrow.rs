//! The rows of tables that others made.

use crate::error::Error;
use arrow_array::{
    Array, ArrowPrimitiveType, PrimitiveArray, RecordBatch,
    cast::AsArray,
    downcast_integer_array,
    temporal_conversions::as_datetime,
    types::{
        Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
        TimestampSecondType,
    },
};
use arrow_schema::{ArrowError, DataType, Schema, TimeUnit};
use palabre::input::Row;
use pyo3::{PyErr, PyResult};

/// The exception of an error of Arrow.
pub(crate) fn exception(error: ArrowError) -> PyErr {
    Error::new_err(error.to_string())
}

/// Where a table has what documents are read from.
pub(crate) struct Fields {
    text: usize,
    /// Id, date, title, source.
    others: [Option<usize>; 4],
}

impl Fields {
    /// The columns of the names; all but the first may be missing.
    pub(crate) fn find(schema: &Schema, [text, others @ ..]: [String; 5]) -> PyResult<Fields> {
        let find = |name: &str| schema.fields().iter().position(|field| field.name() == name);
        let Some(text) = find(&text) else {
            let there: Vec<&str> = schema.fields().iter().map(|field| &**field.name()).collect();
            let hint = "name the column of the text with text=";
            return Err(Error::new_err(format!(
                "no column `{text}`; there are {}\nhint: {hint}",
                there.join(", ")
            )));
        };
        Ok(Fields { text, others: others.map(|name| find(&name)) })
    }

    /// The rows of a batch. One without an id gets its number, from `first` on.
    pub(crate) fn rows(&self, batch: &RecordBatch, first: usize) -> PyResult<Vec<Row>> {
        let column = |index: usize| {
            let name = batch.schema_ref().field(index).name();
            let no_text = |kind: &DataType| Error::new_err(format!("column `{name}`: {kind} is no text"));
            texts(batch.column(index)).map_err(|kind| no_text(&kind))
        };
        let none = || vec![None; batch.num_rows()];
        let others = self.others.map(|index| index.map_or_else(|| Ok(none()), column));
        let [ids, dates, titles, sources] = others.map(|values| values.map(Vec::into_iter));
        let (mut ids, mut dates, mut titles, mut sources) = (ids?, dates?, titles?, sources?);
        let row = |(number, text): (usize, Option<String>)| {
            let next = |values: &mut std::vec::IntoIter<Option<String>>| values.next().flatten();
            Row {
                text: text.unwrap_or_default(),
                id: next(&mut ids).or_else(|| Some(number.to_string())),
                title: next(&mut titles),
                date: next(&mut dates),
                source: next(&mut sources),
            }
        };
        Ok((first..).zip(column(self.text)?).map(row).collect())
    }
}

/// The values of a column as texts: days as ISO 8601 has them. An error is the type of a column that has none.
fn texts(array: &dyn Array) -> Result<Vec<Option<String>>, DataType> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(match array.data_type() {
        DataType::Null => vec![None; array.len()],
        DataType::Utf8 => array.as_string::<i32>().iter().map(owned).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(owned).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(owned).collect(),
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            let values = texts(dictionary.values())?;
            let keys = if values.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
            (0..array.len())
                .map(|row| array.is_valid(row).then(|| values[keys[row]].clone()).flatten())
                .collect()
        }
        DataType::Date32 => days(array.as_primitive::<Date32Type>()),
        DataType::Date64 => days(array.as_primitive::<Date64Type>()),
        DataType::Timestamp(TimeUnit::Second, _) => days(array.as_primitive::<TimestampSecondType>()),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            days(array.as_primitive::<TimestampMillisecondType>())
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            days(array.as_primitive::<TimestampMicrosecondType>())
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => days(array.as_primitive::<TimestampNanosecondType>()),
        _ => downcast_integer_array!(
            array => array.iter().map(|number| number.map(|number| number.to_string())).collect(),
            other => return Err(other.clone())
        ),
    })
}

fn days<T: ArrowPrimitiveType<Native: Into<i64>>>(array: &PrimitiveArray<T>) -> Vec<Option<String>> {
    let day = |value: T::Native| Some(as_datetime::<T>(value.into())?.date().to_string());
    array.iter().map(|value| value.and_then(day)).collect()
}
