//! palabre

pub mod error;
pub mod input;
pub mod matcher;
pub mod model;
