//! Embeds the lists of `gazetteers/` in the binary: as they are, and compiled, so that one file does everything offline and
//! is ready at once.
//!
//! They are compiled by the code that reads those of users, `palabre-lexicon`. Lists with an error in them are embedded as they are
//! alone, and the program says what is wrong with them.

use palabre_lexicon::{
    compiled, error,
    lists::{Files, ListFile, is_list},
};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// The language that is compiled: the folder of its files.
const LANGUAGE: &str = "fr";

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    embed_lists(&out)?;
    embed_notices(&out)?;
    println!("cargo::rustc-env=PALABRE_CODE={:x}", compiled::hash(&code()?));
    Ok(())
}

/// The lists, as they are and compiled.
fn embed_lists(out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", root().display());
    let (lists, hash_file) = (lists()?, out.join("lexicon.hash"));
    if !is_current(&hash_file, &lists)? {
        let mut files = format!("pub(crate) static FILES: [File; {}] = [\n", lists.len());
        for (name, path) in &lists {
            let file = out.join(name.replace('/', "-"));
            fs::write(&file, pack(&fs::read(path)?))?;
            files += &format!("    File::new({name:?}, include_bytes!({:?})),\n", file.display().to_string());
        }
        fs::write(out.join("gazetteers.rs"), files + "];\n")?;
        let lexicon = compile(&lists)?.unwrap_or_default();
        let is_carried = env::var_os("CARGO_FEATURE_LISTS_AT_START").is_none();
        fs::write(out.join("lexicon.bin"), if is_carried { &lexicon[..] } else { &[] })?;
        fs::write(&hash_file, format!("{:x}", compiled::hash(&lexicon)))?;
    }
    println!("cargo::rustc-env=PALABRE_LISTS={}", fs::read_to_string(hash_file)?);
    Ok(())
}

/// Whether a file is newer than the lists, their folders and this program: code is edited more often than lists.
fn is_current(file: &Path, lists: &[(String, PathBuf)]) -> io::Result<bool> {
    let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    let Ok(written) = modified(file) else { return Ok(false) };
    let folders = lists.iter().filter_map(|(_, path)| path.parent()).map(Path::to_path_buf);
    let program = [root(), env::current_exe()?];
    let sources = lists.iter().map(|(_, path)| path.clone()).chain(folders).chain(program);
    let times = sources.map(|path| modified(&path)).collect::<io::Result<Vec<SystemTime>>>()?;
    Ok(times.into_iter().all(|time| time < written))
}

/// Under which terms the program and its lists stand: what `palabre --licences` prints.
fn embed_notices(out: &Path) -> io::Result<()> {
    let mut notices = String::new();
    for name in ["LICENSE-MIT", "gazetteers/LICENSES.md", "THIRD-PARTY.txt"] {
        let path = package().join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        notices += &format!("{}\n\n", fs::read_to_string(path)?.trim_end());
    }
    fs::write(out.join("notices.bin"), pack(notices.trim_end().as_bytes()))
}

/// What decides how documents are read, beside the lists: the sources of the library, by path, and the versions of what it uses.
fn code() -> io::Result<Vec<u8>> {
    let mut code = Vec::new();
    let mut paths = ["Cargo.lock", "lexicon/src", "src"].map(|path| package().join(path)).to_vec();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(sorted(&path)?.into_iter().rev().filter(|path| !path.ends_with("src/cli")));
        } else if path.exists() {
            // File by file: a folder would count with the command line in it.
            println!("cargo::rerun-if-changed={}", path.display());
            code.extend(fs::read(path)?);
        }
    }
    Ok(code)
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    /// The level of DEFLATE.
    const BEST: u8 = 9;
    miniz_oxide::deflate::compress_to_vec(bytes, BEST)
}

/// The lists in the form in which they are opened. None where they have an error, or the machine that palabre is built for has
/// another order of bytes: there, the lists are read at each start.
fn compile(lists: &[(String, PathBuf)]) -> io::Result<Option<Vec<u8>>> {
    let order = if cfg!(target_endian = "little") { "little" } else { "big" };
    if env::var("CARGO_CFG_TARGET_ENDIAN").is_ok_and(|target| target != order) {
        return Ok(None);
    }
    match files(lists)?.and_then(|files| files.compile()) {
        Ok(base) => Ok(Some(base.to_bytes().expect("a lexicon can be written"))),
        Err(error) => {
            println!("cargo::warning={error}");
            Ok(None)
        }
    }
}

/// The lists of the language, as messages name them.
fn files(lists: &[(String, PathBuf)]) -> io::Result<error::Result<Files>> {
    let mut files = Vec::new();
    for (name, path) in lists.iter().filter(|(name, _)| name.starts_with(&format!("{LANGUAGE}/"))) {
        files.push(ListFile::new(path, format!("gazetteers/{name}"), fs::read_to_string(path)?.into()));
    }
    Ok(files.into_iter().collect::<error::Result<Vec<ListFile>>>().map(Files::new))
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
    package().join("gazetteers")
}

fn package() -> PathBuf {
    env::var("CARGO_MANIFEST_DIR").expect("set by cargo").into()
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
