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

/// The lists compiled ([`compiled`](crate::compiled)): what they say, ready for use. None where the build could not.
pub(crate) fn compiled() -> Option<&'static [u8]> {
    /// Bytes that start where numbers of any size may.
    #[repr(C, align(16))]
    struct Aligned<B: ?Sized>(B);

    static LEXICON: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));
    Some(&LEXICON.0).filter(|bytes| !bytes.is_empty())
}
