//! What must not happen: a panic over one document costs that document, not the run.

use palabre::error::Error;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Does the work on a document; a panic becomes an error that names the document. What the work had in its hands is in
/// an unknown state then, and must not be used again.
pub(crate) fn guard<T>(document: &Path, work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Error::input(document, "a bug in palabre; the document is left out")
            .with_hint("please report it with the lines above, and with the document where that is possible")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(guard(Path::new("a.txt"), || 1).unwrap(), 1);
        let error = guard(Path::new("a.txt"), || panic!("on purpose")).unwrap_err();
        assert_eq!(error.to_string(), "a.txt: a bug in palabre; the document is left out");
    }
}
