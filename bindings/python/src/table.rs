//! Tables on the way out.

use crate::{arrow::exception, capsule};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch,
    StringArray,
    builder::{ListBuilder, StringBuilder},
    cast::AsArray,
    types::{Date32Type, Float64Type, Int64Type},
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use palabre::{
    export::{Columns, DocumentTable, GraphTable, Values},
    model::{ActorGraph, Date, Extraction, Lexicon},
};
use pyo3::{
    IntoPyObjectExt,
    prelude::*,
    types::{PyCapsule, PyDict, PyList},
};
use std::{mem, sync::Arc};

/// So many rows make a batch.
const ROWS: usize = 1 << 15;

/// A table that hands itself over as Arrow.
#[pyclass(frozen, module = "palabre._palabre")]
pub(crate) struct Table {
    name: &'static str,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Table {
    /// What a row is: `mentions`.
    #[getter]
    fn name(&self) -> &'static str {
        self.name
    }

    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| &**field.name()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema; // to follow it is up to whom it is handed to, as the interface allows
        capsule::of_stream(py, self.schema.clone(), self.batches.clone())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::of_schema(py, &self.schema)
    }

    /// The values by column.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let day = py.import("datetime")?.getattr("date")?.getattr("fromordinal")?;
        let columns = PyDict::new(py);
        for (index, field) in self.schema.fields().iter().enumerate() {
            let values = PyList::empty(py);
            for batch in &self.batches {
                let array = batch.column(index);
                for row in 0..array.len() {
                    values.append(value(py, array, row, &day)?)?;
                }
            }
            columns.set_item(&**field.name(), values)?;
        }
        Ok(columns)
    }
}

/// 1970-01-01 as Python counts days.
const EPOCH: i32 = 719_163;

fn value(py: Python, array: &ArrayRef, row: usize, day: &Bound<PyAny>) -> PyResult<Py<PyAny>> {
    if array.is_null(row) {
        return Ok(py.None());
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into_py_any(py),
        DataType::Binary => array.as_binary::<i32>().value(row).into_py_any(py),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_py_any(py),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_py_any(py),
        DataType::Boolean => array.as_boolean().value(row).into_py_any(py),
        DataType::Date32 => Ok(day.call1((array.as_primitive::<Date32Type>().value(row) + EPOCH,))?.unbind()),
        _ => {
            let texts = array.as_list::<i32>().value(row);
            texts.as_string::<i32>().iter().collect::<Vec<_>>().into_py_any(py)
        }
    }
}

/// A table of a graph.
pub(crate) fn of_graph(graph: &ActorGraph, table: GraphTable) -> PyResult<Table> {
    let name = match table {
        GraphTable::Nodes => "nodes",
        GraphTable::Edges => "edges",
        GraphTable::Relations => "relations",
        GraphTable::Ties => "ties",
        GraphTable::Denied => "denied",
        GraphTable::Evidence => "evidence",
        GraphTable::Stories => "stories",
    };
    let batch = batch(table.of(graph))?;
    Ok(Table { name, schema: batch.schema(), batches: vec![batch] })
}

/// The table of what documents add to a graph, by their ids.
pub(crate) fn of_statements(records: Vec<(String, Vec<u8>)>) -> PyResult<Table> {
    let fields = [("Document", DataType::Utf8), ("Statements", DataType::Binary)];
    let schema = Arc::new(Schema::new(fields.map(|(name, kind)| Field::new(name, kind, true)).to_vec()));
    let batch = |records: &[(String, Vec<u8>)]| {
        let ids: StringArray = records.iter().map(|(id, _)| Some(id)).collect();
        let records: BinaryArray = records.iter().map(|(_, record)| Some(record)).collect();
        RecordBatch::try_new(schema.clone(), vec![Arc::new(ids), Arc::new(records)]).map_err(exception)
    };
    let batches = records.chunks(ROWS).map(batch).collect::<PyResult<Vec<_>>>()?;
    Ok(Table { name: "statements", schema, batches })
}

/// The tables of documents, on their way.
pub(crate) struct Tables([Growing; 4]);

struct Growing {
    columns: Columns,
    batches: Vec<RecordBatch>,
}

impl Default for Tables {
    fn default() -> Tables {
        Tables(DocumentTable::ALL.map(|table| Growing { columns: table.columns(), batches: Vec::new() }))
    }
}

impl Tables {
    /// The rows of a document.
    pub(crate) fn of(extraction: &Extraction, lexicon: &Lexicon) -> Tables {
        let mut tables = Tables::default();
        for (table, growing) in DocumentTable::ALL.into_iter().zip(&mut tables.0) {
            table.add(extraction, lexicon, &mut growing.columns);
        }
        tables
    }

    /// Puts the rows of another document behind these.
    pub(crate) fn append(&mut self, document: Tables) -> PyResult<()> {
        for ((table, these), those) in DocumentTable::ALL.into_iter().zip(&mut self.0).zip(document.0) {
            these.columns.append(those.columns);
            if these.columns.rows >= ROWS {
                these.batches.push(batch(mem::replace(&mut these.columns, table.columns()))?);
            }
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> PyResult<Vec<Table>> {
        let names = ["mentions", "relations", "ties", "windows"];
        let table = |(name, Growing { columns, mut batches })| {
            let last = batch(columns)?;
            let schema = last.schema();
            batches.push(last);
            Ok(Table { name, schema, batches })
        };
        names.into_iter().zip(self.0).map(table).collect()
    }
}

/// Columns as Arrow has them.
fn batch(columns: Columns) -> PyResult<RecordBatch> {
    let columns = columns.columns.into_iter().map(|column| {
        let array = array(column.values);
        (Field::new(column.name, array.data_type().clone(), array.is_nullable_type()), array)
    });
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns.unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(exception)
}

/// Whether values of a column may be unknown: all but lists, which are empty then.
trait MayBeUnknown {
    fn is_nullable_type(&self) -> bool;
}

impl MayBeUnknown for ArrayRef {
    fn is_nullable_type(&self) -> bool {
        !matches!(self.data_type(), DataType::List(_))
    }
}

fn array(values: Values) -> ArrayRef {
    match values {
        Values::Text(values) => Arc::new(values.into_iter().collect::<StringArray>()),
        Values::Integer(values) => Arc::new(
            values.into_iter().map(|number| number.map(|number| number as i64)).collect::<Int64Array>(),
        ),
        Values::Decimal(values) => Arc::new(values.into_iter().collect::<Float64Array>()),
        Values::Boolean(values) => Arc::new(values.into_iter().collect::<BooleanArray>()),
        Values::Date(values) => {
            Arc::new(values.into_iter().map(|day| day.map(days)).collect::<Date32Array>())
        }
        Values::List(values) => {
            let mut lists = ListBuilder::new(StringBuilder::new());
            lists.extend(values.into_iter().map(|texts| Some(texts.into_iter().map(Some))));
            Arc::new(lists.finish())
        }
    }
}

/// Days since 1970.
fn days(date: Date) -> i32 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    (date.duration_since(EPOCH).as_hours() / 24) as i32
}
