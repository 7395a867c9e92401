//! What palabre knows, and how lists become that.
//!
//! A crate of its own since it is used twice: by the build of palabre, which compiles the built-in lists, and by palabre. It knows none
//! of them: whoever calls gives their texts. [`palabre`](https://docs.rs/palabre) shows what of it is for users, under the same names; the
//! rest, public or not, may change with any version.

pub mod compiled;
pub mod error;
pub mod lists;
pub mod matcher;
pub mod model;
