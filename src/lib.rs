//! palabre

pub mod error;
pub mod matcher;
pub mod model;
