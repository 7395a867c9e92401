//! What must not happen: a panic over one input costs that input, not the run.

use palabre::error::Error;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

/// Does the work on an input; a panic becomes an error that names it. What the work had in its hands is in an unknown
/// state then, and must not be used again.
pub(crate) fn guard<T>(input: &Path, work: impl FnOnce() -> T) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Error::bug(input))
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
