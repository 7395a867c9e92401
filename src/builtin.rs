//! The gazetteers that the library carries, as they were at the build.

use std::sync::OnceLock;

/// A file of `gazetteers/`.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path below the folder.
    pub(crate) path: &'static str,
    /// Its text, by DEFLATE: few runs ask for any.
    packed: &'static [u8],
    text: OnceLock<String>,
}

impl File {
    const fn new(path: &'static str, packed: &'static [u8]) -> File {
        File { path, packed, text: OnceLock::new() }
    }

    /// What is in it.
    pub(crate) fn text(&'static self) -> &'static str {
        self.text.get_or_init(|| {
            let bytes =
                miniz_oxide::inflate::decompress_to_vec(self.packed).expect("it was packed at the build");
            String::from_utf8(bytes).expect("the lists are UTF-8")
        })
    }
}

// The files of `gazetteers/`, by path below it: `FILES`.
include!(concat!(env!("OUT_DIR"), "/gazetteers.rs"));

/// The language that is built in: the folder of its files.
pub(crate) const LANGUAGE: &str = "fr";

/// A hash of the compiled lists, and so of what they are made of and how.
pub(crate) const FINGERPRINT: u64 = match u64::from_str_radix(env!("PALABRE_LISTS"), 16) {
    Ok(hash) => hash,
    Err(_) => panic!("build.rs writes a number"),
};

/// The manifest of the language.
pub(crate) fn manifest() -> &'static str {
    let is_manifest = |path: &str| path.split_once('/') == Some((LANGUAGE, "language.toml"));
    let found = FILES.iter().find(|file| is_manifest(file.path));
    found.map(File::text).expect("every language has a manifest")
}

/// The lists compiled ([`compiled`](crate::compiled)): what they say, ready for use. None where the build could not.
pub(crate) fn compiled() -> Option<&'static [u8]> {
    /// Bytes that start where numbers of any size may.
    #[repr(C, align(16))]
    struct Aligned<B: ?Sized>(B);

    static LEXICON: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));
    Some(&LEXICON.0).filter(|bytes| !bytes.is_empty())
}
