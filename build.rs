//! Embeds every list of `gazetteers/` in the binary, so that one file does everything offline.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("gazetteers");
    let mut files = Vec::new();
    for language in sorted(&root)?.into_iter().filter(|path| path.is_dir()) {
        files.extend(sorted(&language)?);
    }
    let mut code = String::from("&[\n");
    for file in files.iter().filter(|file| is_list(file)) {
        let name = file.strip_prefix(&root).expect("below root").display().to_string().replace('\\', "/");
        code += &format!("    ({name:?}, include_str!({:?})),\n", file.display().to_string());
    }
    code += "]\n";
    println!("cargo::rerun-if-changed={}", root.display());
    fs::write(Path::new(&env::var("OUT_DIR").expect("set by cargo")).join("gazetteers.rs"), code)
}

fn is_list(file: &Path) -> bool {
    matches!(file.extension().and_then(|e| e.to_str()), Some("csv" | "toml"))
}

fn sorted(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}
