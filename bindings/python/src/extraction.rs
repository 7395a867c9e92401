//! What was read in one document.

use palabre::{Extractor, export::JsonLines, model::Offsets};
use pyo3::prelude::*;
use std::sync::Arc;

/// What was read in one document.
#[pyclass(frozen, module = "palabre._palabre")]
pub(crate) struct Extraction(pub(crate) Arc<Reading>);

/// The same, with what it was read by.
pub(crate) struct Reading {
    pub(crate) extraction: palabre::model::Extraction,
    pub(crate) extractor: Arc<Extractor>,
    /// What happened to the document on the way in.
    pub(crate) notes: Vec<String>,
}

#[pymethods]
impl Extraction {
    #[getter]
    fn id(&self) -> &str {
        &self.0.extraction.document.id
    }

    /// The text that offsets point into.
    #[getter]
    fn text(&self) -> String {
        Offsets::new(&self.0.extraction.document).original_text().into_owned()
    }

    #[getter]
    fn notes(&self) -> Vec<String> {
        self.0.notes.clone()
    }

    /// The line of JSON Lines, without its end.
    fn to_json(&self, py: Python) -> PyResult<String> {
        let Reading { extraction, extractor, .. } = &*self.0;
        py.detach(|| {
            let mut line = Vec::with_capacity(4 * extraction.document.text.len());
            JsonLines::new(extractor.lexicon()).write(extraction, &mut line)?;
            line.pop_if(|last| *last == b'\n');
            Ok(String::from_utf8(line).expect("JSON is UTF-8"))
        })
    }
}
