//! Tables from library to library, without copies: the PyCapsule interface of Arrow
//! (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).
//!
//! The only `unsafe` code. What it rests on: a capsule of one of the names below holds a structure of the C data interface, as the
//! interface says; the capsule lives while it is read; `from_raw` moves the structure out and leaves an empty one in its place, so that
//! it is released once.
#![allow(unsafe_code)]

use crate::{arrow::exception, error::Error};
use arrow_array::{
    RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi},
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use arrow_schema::SchemaRef;
use pyo3::{prelude::*, types::PyCapsule};
use std::ffi::CStr;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// A reader of batches.
pub(crate) type Batches = Box<dyn RecordBatchReader + Send>;

/// The batches of an object that hands itself over as Arrow: a table, a stream, a batch.
pub(crate) fn stream(data: &Bound<PyAny>) -> PyResult<Batches> {
    if data.hasattr("__arrow_c_stream__")? {
        let capsule = data.call_method0("__arrow_c_stream__")?;
        let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(STREAM))?;
        // SAFETY: the capsule has the name of a stream; see above.
        let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr().cast()) };
        return Ok(Box::new(reader.map_err(exception)?));
    }
    if data.hasattr("__arrow_c_array__")? {
        let (schema, array): (Bound<PyAny>, Bound<PyAny>) =
            data.call_method0("__arrow_c_array__")?.extract()?;
        let schema = schema.cast::<PyCapsule>()?.pointer_checked(Some(SCHEMA))?;
        let array = array.cast::<PyCapsule>()?.pointer_checked(Some(ARRAY))?;
        // SAFETY: the capsules have the names of a schema and an array, which belong together; see above.
        let batch = unsafe {
            let schema = FFI_ArrowSchema::from_raw(schema.as_ptr().cast());
            from_ffi(FFI_ArrowArray::from_raw(array.as_ptr().cast()), &schema)
        };
        let batch = RecordBatch::from(StructArray::from(batch.map_err(exception)?));
        let schema = batch.schema();
        return Ok(Box::new(RecordBatchIterator::new([Ok(batch)], schema)));
    }
    let name = data.get_type().name()?;
    Err(Error::new_err(format!(
        "not a table: `{name}` has neither `__arrow_c_stream__` nor `__arrow_c_array__`\nhint: give a table of pyarrow, polars, \
         pandas or duckdb; for strings there is `extract_many`"
    )))
}

/// A capsule of batches.
pub(crate) fn of_stream<'py>(
    py: Python<'py>,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// A capsule of a schema.
pub(crate) fn of_schema<'py>(py: Python<'py>, schema: &SchemaRef) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowSchema::try_from(&**schema).map_err(exception)?, SCHEMA)
}
