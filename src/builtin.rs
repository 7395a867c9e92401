//! The gazetteers that the library carries, as they were at the build.

/// The files of `gazetteers/`, by path below it.
pub(crate) static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/gazetteers.rs"));

/// The language that is built in: the folder of its files.
pub(crate) const LANGUAGE: &str = "fr";

/// The manifest of the language.
pub(crate) fn manifest() -> &'static str {
    let is_manifest = |path: &str| path.split_once('/') == Some((LANGUAGE, "language.toml"));
    let found = FILES.iter().find(|(path, _)| is_manifest(path));
    found.map(|&(_, text)| text).expect("every language has a manifest")
}
