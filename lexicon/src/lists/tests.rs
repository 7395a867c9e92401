//! What the tests of the files here read: the lists that palabre carries, and others over them.

use super::{Base, Files, ListFile, is_list};
use crate::model::Lexicon;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

static FILES: LazyLock<Vec<ListFile>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../gazetteers/fr");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| is_list(path)).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        ListFile::new(&path, path.display().to_string(), text.into()).unwrap()
    };
    paths.into_iter().map(read).collect()
});

static COMPILED: LazyLock<&[u8]> = LazyLock::new(|| {
    let base = files(Vec::new()).compile().unwrap();
    base.to_bytes().unwrap().leak()
});

/// The file of a list.
pub(super) fn file(list: &str) -> Option<ListFile> {
    FILES.iter().find(|file| file.list == list).cloned()
}

/// The lists, and others over them.
pub(super) fn files(added: Vec<ListFile>) -> Files {
    Files::new(FILES.iter().cloned().chain(added))
}

/// Files over the lists, each a folder by itself.
pub(super) fn added(texts: &[(&str, &str)]) -> Vec<ListFile> {
    let file = |(&(name, text), layer): (&(&str, &str), usize)| {
        let file = ListFile::new(Path::new(name), name.to_string(), text.to_string().into()).unwrap();
        ListFile { layer, ..file }
    };
    texts.iter().zip(1..).map(file).collect()
}

/// What the lists say, and others over them.
pub(super) fn lexicon(texts: &[(&str, &str)]) -> Lexicon {
    files(added(texts)).compile().unwrap().lexicon
}

/// The lists, compiled.
pub(super) fn base() -> Base {
    Base::from_bytes(*COMPILED).unwrap()
}
