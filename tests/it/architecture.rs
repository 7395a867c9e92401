//! What ARCHITECTURE.md promises of the source tree, read off the source.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const STAGES: [&str; 8] = ["input", "text", "lexicon", "mention", "entity", "relation", "graph", "export"];

/// A file of `src/`, without its comments and its unit tests.
struct Source {
    path: PathBuf,
    /// The module below the crate that it is of: `text` for `src/text/sentence.rs`.
    module: String,
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().to_path_buf();
                let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
                let module = first.trim_end_matches(".rs").to_string();
                sources.push(Source { path, module, code: code(&text), lines: text.lines().count() });
            }
        }
    }
    assert!(sources.len() > 20, "the sources are where they were");
    sources
}

fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.to_string() + "\n").collect()
}

impl Source {
    /// The modules of the crate that the file names: `crate::model::Span`, `use crate::{error::Result, model}`, and
    /// as many `super::` as lead to the crate.
    fn modules(&self) -> BTreeSet<String> {
        let depth = self.path.components().count() - usize::from(self.path.ends_with("mod.rs"));
        let (from_crate, from_root) = ("crate::".to_string(), "super::".repeat(depth));
        let mut modules = BTreeSet::new();
        for start in [from_crate, from_root] {
            for (at, _) in self.code.match_indices(&start) {
                let of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ':');
                if !self.code[..at].ends_with(of_name) {
                    modules.extend(first_names(&self.code[at + start.len()..]));
                }
            }
        }
        modules.remove(&self.module);
        modules
    }

    fn has(&self, word: &str) -> bool {
        let of_name = |c: char| c.is_alphanumeric() || c == '_';
        self.code.match_indices(word).any(|(at, _)| !self.code[..at].ends_with(of_name))
    }
}

/// The first names of a path or of a group of paths: `error` and `model` of `{error::Result, model::{Span, Kind}}`.
fn first_names(path: &str) -> Vec<String> {
    let name =
        |path: &str| path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut names, mut start) = (0, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name: &String| !name.is_empty());
    names
}

/// Which modules a module may name; `None` for any.
fn allowed(module: &str) -> Option<&'static [&'static str]> {
    Some(match module {
        "matcher" | "error" => &[],
        "model" => &["error", "matcher"],
        _ if STAGES.contains(&module) => &["error", "matcher", "model"],
        _ => return None,
    })
}

#[test]
fn what_flows_between_stages_lives_in_the_model() {
    for source in sources() {
        let Some(allowed) = allowed(&source.module) else { continue };
        for module in source.modules() {
            assert!(
                allowed.contains(&module.as_str()),
                "src/{} names `{module}`: `{}` may name only itself and {allowed:?}",
                source.path.display(),
                source.module
            );
        }
    }
}

#[test]
fn the_pipeline_names_every_stage() {
    let sources = sources();
    let pipeline: BTreeSet<String> =
        sources.iter().filter(|source| source.module == "pipeline").flat_map(Source::modules).collect();
    let per_document = ["text", "lexicon", "mention", "entity", "relation"];
    for stage in per_document.iter().filter(|stage| sources.iter().any(|source| source.module == **stage)) {
        assert!(pipeline.contains(*stage), "src/pipeline.rs does not name `{stage}`");
    }
}

#[test]
fn few_touch_files() {
    for source in
        sources().iter().filter(|source| !["cli", "main", "input", "lexicon"].contains(&&*source.module))
    {
        for word in ["std::fs", "fs::", "File::open", "File::create"] {
            assert!(!source.has(word), "src/{} has `{word}`", source.path.display());
        }
    }
}

#[test]
fn the_library_talks_to_nobody() {
    for source in sources().iter().filter(|source| !["cli", "main"].contains(&&*source.module)) {
        for word in
            ["println!", "eprintln!", "print!", "eprint!", "dbg!", "std::env", "env::", "process::exit"]
        {
            assert!(!source.has(word), "src/{} has `{word}`", source.path.display());
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for source in sources() {
        assert!(source.lines <= 800, "src/{} has {} lines", source.path.display(), source.lines);
    }
}

#[test]
fn paths_are_read() {
    let source = |path: &str, text: &str| Source {
        path: path.into(),
        module: "text".into(),
        code: code(text),
        lines: 0,
    };
    for (path, text, expected) in [
        ("text/a.rs", "use crate::model::Span;", vec!["model"]),
        (
            "text/a.rs",
            "use crate::{\n    error::Result,\n    model::{Span, Kind},\n    text,\n};",
            vec!["error", "model"],
        ),
        ("text/a.rs", "// crate::entity\nlet a = crate::graph::b(crate::text::c());", vec!["graph"]),
        ("text/a.rs", "use super::super::entity::x;", vec!["entity"]),
        ("text/a.rs", "use super::entity::x;", vec![]),
        ("text/mod.rs", "use super::entity::x;", vec!["entity"]),
        ("text/mod.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n    use crate::lexicon;\n}", vec![]),
    ] {
        let found = source(path, text).modules();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{text}");
    }
}
