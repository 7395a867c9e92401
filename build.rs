//! Embeds the lists of `gazetteers/` in the binary: as they are, and compiled, so that one file does everything offline and
//! is ready at once.
//!
//! They are compiled by the code that reads those of users, which is why these modules of the library are here once more. Lists
//! with an error in them are embedded as they are alone, and the program says what is wrong with them.

#![allow(dead_code, unused_imports, reason = "the library needs more of these modules than to compile lists")]

#[path = "src/compiled/mod.rs"]
mod compiled;
#[path = "src/error.rs"]
mod error;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/matcher/mod.rs"]
mod matcher;
#[path = "src/model/mod.rs"]
mod model;
#[path = "src/network/mod.rs"]
mod network;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// The lists as the library finds them in itself.
mod builtin {
    use std::sync::LazyLock;

    #[derive(Debug)]
    pub(crate) struct File {
        pub(crate) path: &'static str,
        text: &'static str,
    }

    impl File {
        pub(crate) fn text(&'static self) -> &'static str {
            self.text
        }
    }

    pub(crate) static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
        let read = |(name, path): (String, _)| {
            let text = std::fs::read_to_string(path).expect("the lists are UTF-8");
            File { path: name.leak(), text: text.leak() }
        };
        super::lists().expect("the lists can be read").into_iter().map(read).collect()
    });

    pub(crate) const LANGUAGE: &str = "fr";
    pub(crate) const FINGERPRINT: u64 = 0;

    pub(crate) fn compiled() -> Option<&'static [u8]> {
        None
    }
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", root().display());
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    let lists = lists()?;
    let mut files = format!("pub(crate) static FILES: [File; {}] = [\n", lists.len());
    for (name, path) in lists {
        let packed = miniz_oxide::deflate::compress_to_vec(&fs::read(path)?, BEST);
        let file = out.join(name.replace('/', "-"));
        fs::write(&file, packed)?;
        files += &format!("    File::new({name:?}, include_bytes!({:?})),\n", file.display().to_string());
    }
    fs::write(out.join("gazetteers.rs"), files + "];\n")?;
    let lexicon = compile().unwrap_or_default();
    println!("cargo::rustc-env=PALABRE_LISTS={:x}", compiled::hash(&lexicon));
    let is_carried = env::var_os("CARGO_FEATURE_LISTS_AT_START").is_none();
    fs::write(out.join("lexicon.bin"), if is_carried { &lexicon[..] } else { &[] })
}

/// The level of DEFLATE.
const BEST: u8 = 9;

/// The lists in the form in which they are opened. None where they have an error, or the machine that palabre is built for has
/// another order of bytes: there, the lists are read at each start.
fn compile() -> Option<Vec<u8>> {
    let order = if cfg!(target_endian = "little") { "little" } else { "big" };
    if env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|target| target != order) {
        return None;
    }
    match lexicon::base() {
        Ok(base) => Some(compiled::to_bytes(&base).expect("a lexicon can be written")),
        Err(error) => {
            println!("cargo::warning={error}");
            None
        }
    }
}

/// The lists of all languages, by path below `gazetteers/`.
fn lists() -> io::Result<Vec<(String, PathBuf)>> {
    let mut lists = Vec::new();
    for language in sorted(&root())?.into_iter().filter(|path| path.is_dir()) {
        for file in sorted(&language)?.into_iter().filter(|file| is_list(file)) {
            let name =
                file.strip_prefix(root()).expect("below root").display().to_string().replace('\\', "/");
            lists.push((name, file));
        }
    }
    Ok(lists)
}

fn root() -> PathBuf {
    Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("gazetteers")
}

fn is_list(file: &Path) -> bool {
    matches!(file.extension().and_then(|e| e.to_str()), Some("csv" | "toml"))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
