//! What ARCHITECTURE.md promises of the source tree, read off the source.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

const STAGES: [&str; 10] =
    ["input", "text", "story", "lexicon", "mention", "entity", "correction", "relation", "graph", "export"];

/// The crates: palabre, and what it is told by lists.
const ROOTS: [&str; 2] = ["src", "lexicon/src"];

/// A file of a crate, without its comments and its unit tests.
pub(crate) struct Source {
    /// Where the crate has its files: one of [`ROOTS`].
    pub(crate) root: &'static str,
    pub(crate) path: PathBuf,
    /// The module below the crate that it is of: `text` for `src/text/sentence.rs`.
    pub(crate) module: String,
    pub(crate) code: String,
    lines: usize,
}

pub(crate) fn sources() -> Vec<Source> {
    ROOTS.into_iter().flat_map(sources_of).collect()
}

fn sources_of(root: &'static str) -> Vec<Source> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (name, root) = (root, package.join(root));
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
                let (code, lines) = (code(&text), text.lines().count());
                sources.push(Source { root: name, path, module, code, lines });
            }
        }
    }
    assert!(sources.len() > 40, "the sources are where they were");
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
            for path in starts(&self.code, &start) {
                let (paths, _) = paths(&path[start.len()..]);
                modules.extend(paths.into_iter().filter_map(|path| path.into_iter().next()));
            }
        }
        modules.remove(&self.module);
        modules
    }

    /// How messages name it.
    pub(crate) fn shown(&self) -> String {
        format!("{}/{}", self.root, self.path.display())
    }

    fn is_of_palabre(&self) -> bool {
        self.root == "src"
    }

    fn has(&self, word: &str) -> bool {
        self.code.match_indices(word).any(|(at, _)| !self.code[..at].ends_with(is_of_name))
    }

    /// The path of its module: `text::sentence` for `src/text/sentence.rs`, `text` for `src/text/mod.rs`.
    fn place(&self) -> Vec<String> {
        let path = self.path.with_extension("");
        let mut place: Vec<String> = path.iter().map(|name| name.to_str().unwrap().to_string()).collect();
        place.pop_if(|last| ["mod", "lib"].contains(&last.as_str()));
        place
    }
}

/// The paths that a text begins with, each as its names, and the rest of the text: `model::Span` and `model::Kind` of
/// `model::{Span, Kind}`. A glob gives the path before it.
fn paths(text: &str) -> (Vec<Vec<String>>, &str) {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut all = Vec::new();
        while !rest.trim_start().is_empty() && !rest.trim_start().starts_with('}') {
            let (paths, after) = paths(rest);
            all.extend(paths);
            let after = after.trim_start_matches(|c| c != ',' && c != '}');
            rest = after.strip_prefix(',').unwrap_or(after);
        }
        return (all, rest.trim_start().strip_prefix('}').unwrap_or(""));
    }
    let (name, rest) = text.split_at(text.find(|c| !is_of_name(c)).unwrap_or(text.len()));
    let head = Vec::from_iter((!name.is_empty()).then(|| name.to_string()));
    match rest.strip_prefix("::").filter(|rest| !rest.starts_with('<')) {
        Some(rest) => {
            let (tails, rest) = paths(rest);
            (tails.into_iter().map(|tail| [head.clone(), tail].concat()).collect(), rest)
        }
        None => (vec![head], rest),
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a path begins with a name, and is not the end of a longer one.
fn starts<'c>(code: &'c str, name: &str) -> Vec<&'c str> {
    let places = code.match_indices(name).map(|(at, _)| at);
    let begins = |at: &usize| !code[..*at].ends_with(|c| is_of_name(c) || matches!(c, '$' | ':'));
    places.filter(begins).map(|at| &code[at..]).collect()
}

/// Which modules a module may name; `None` for any.
fn allowed(source: &Source) -> Option<&'static [&'static str]> {
    Some(match (source.root, &*source.module) {
        ("src", "network") => &[],
        ("src", "model") => &["error", "matcher", "network"],
        ("src", module) if STAGES.contains(&module) => &["builtin", "error", "matcher", "model", "network"],
        ("lexicon/src", "compiled" | "error") => &[],
        ("lexicon/src", "matcher") => &["compiled"],
        ("lexicon/src", "model") => &["compiled", "error", "matcher"],
        ("lexicon/src", "lists") => &["compiled", "error", "matcher", "model"],
        _ => return None,
    })
}

#[test]
fn what_flows_between_stages_lives_in_the_model() {
    for source in sources().into_iter().filter(|source| !source.path.ends_with("tests.rs")) {
        let Some(allowed) = allowed(&source) else { continue };
        for module in source.modules() {
            assert!(
                allowed.contains(&module.as_str()),
                "{} names `{module}`: `{}` may name only itself and {allowed:?}",
                source.shown(),
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
    let per_document = ["text", "story", "lexicon", "mention", "entity", "correction", "relation"];
    for stage in per_document.iter().filter(|stage| sources.iter().any(|source| source.module == **stage)) {
        assert!(pipeline.contains(*stage), "src/pipeline.rs does not name `{stage}`");
    }
}

#[test]
fn few_touch_files() {
    let may = |source: &Source| ["cli", "main", "input", "lexicon"].contains(&&*source.module);
    for source in sources().iter().filter(|source| !may(source) && !source.path.ends_with("tests.rs")) {
        for word in ["std::fs", "fs::", "File::open", "File::create"] {
            assert!(!source.has(word), "{} has `{word}`", source.shown());
        }
    }
}

#[test]
fn the_library_talks_to_nobody() {
    for source in sources().iter().filter(|source| !["cli", "main"].contains(&&*source.module)) {
        for word in
            ["println!", "eprintln!", "print!", "eprint!", "dbg!", "std::env", "env::", "process::exit"]
        {
            assert!(!source.has(word), "{} has `{word}`", source.shown());
        }
    }
}

/// The features of words that are declared: constants and names.
pub(crate) fn features() -> Vec<(String, String)> {
    let sources = sources();
    let declared = &sources.iter().find(|source| source.path == Path::new("model/feature.rs")).unwrap().code;
    let features = declared.lines().filter_map(|line| {
        let (constant, origin) = line.trim().split_once(" = ")?;
        let (_, name) = origin.strip_suffix("\");")?.split_once("(\"")?;
        Some((constant.to_string(), name.to_string()))
    });
    let features: Vec<_> = features.collect();
    assert!(features.len() > 50, "the features are where they were");
    features
}

/// A feature that nothing asks for is a list that nobody reads.
#[test]
fn every_feature_is_asked_for() {
    let sources = sources();
    let asking = sources.iter().filter(|source| source.path != Path::new("model/feature.rs"));
    for (name, _) in features() {
        let word = format!("word::{name}");
        let asks = |source: &Source| {
            source.code.match_indices(&word).any(|(at, _)| {
                !source.code[at + word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
            })
        };
        assert!(asking.clone().any(asks), "nothing asks for `{word}`");
    }
}

/// Types of other crates that no public field or function shows: they are how it works today.
const INNER: [&str; 2] = ["SmallVec", "FxHash"];

#[test]
fn public_types_show_none_of_inner_crates() {
    let library: Vec<Source> = sources().into_iter().filter(|source| source.module != "cli").collect();
    let (own, others): (Vec<&Source>, Vec<&Source>) =
        library.iter().partition(|source| source.is_of_palabre());
    let mut public: BTreeSet<String> = own.iter().flat_map(|source| declared(&source.code)).collect();
    // Of the other crate, what is re-exported: by name, or as a module.
    let re_exported =
        own.iter().flat_map(|source| source.re_exported()).filter(|path| path[0] == "palabre_lexicon");
    let re_exported: Vec<Vec<String>> = re_exported.collect();
    public.extend(re_exported.iter().filter_map(|path| path.last().cloned()));
    let is_shown = |source: &&&Source| re_exported.iter().any(|path| path[1..] == [source.module.clone()]);
    public.extend(others.iter().filter(is_shown).flat_map(|source| declared(&source.code)));
    assert!(public.len() > 150, "public types are declared as they were");
    for source in &library {
        for shown in shown(&source.code, &public) {
            let inner = INNER.iter().find(|name| shown.contains(*name));
            assert!(inner.is_none(), "{}: `{shown}`", source.shown());
        }
    }
}

/// The names of public types and functions that are declared.
fn declared(code: &str) -> Vec<String> {
    code.lines().filter_map(|line| Some(declared_in(line.strip_prefix("pub ")?)?.to_string())).collect()
}

/// The name of what a line declares.
fn declared_in(line: &str) -> Option<&str> {
    let keywords = ["struct ", "enum ", "fn ", "trait ", "type "];
    keywords.iter().find_map(|keyword| line.strip_prefix(keyword)).map(first_name)
}

fn first_name(text: &str) -> &str {
    text.split(|c| !is_of_name(c)).next().unwrap_or("")
}

/// The public fields and the signatures of the public functions of some types, and those of some functions beside them.
fn shown<'c>(code: &'c str, public: &BTreeSet<String>) -> Vec<&'c str> {
    let (mut shown, mut at, mut is_public) = (Vec::new(), 0, false);
    for line in code.split_inclusive('\n') {
        if line.starts_with(char::is_alphabetic) {
            let implemented = line.strip_prefix("impl").and_then(|rest| Some(rest.split_once(' ')?.1));
            let declared = line.strip_prefix("pub ").and_then(declared_in);
            is_public = declared.or(implemented.map(first_name)).is_some_and(|name| public.contains(name));
        }
        let is_function = line.contains("fn ");
        if is_public && line.trim_start().starts_with("pub ") && (is_function || line.starts_with(' ')) {
            let end = if is_function { code[at..].find(['{', ';']) } else { None };
            shown.push(&code[at..at + end.unwrap_or(line.len())]);
        }
        at += line.len();
    }
    shown
}

#[test]
fn what_a_type_shows_is_read() {
    let code = "pub struct A<'a> {\n    pub b: B,\n    c: C,\n}\n\nimpl<'a> A<'a> {\n    pub fn d(\n        e: E,\n    ) -> F {\n        g\n    }\n}\n\npub(crate) struct H {\n    pub i: I,\n}\n";
    let shown: Vec<&str> =
        shown(code, &BTreeSet::from(["A".to_string()])).into_iter().map(str::trim).collect();
    assert_eq!(shown, ["pub b: B,", "pub fn d(\n        e: E,\n    ) -> F"]);
}

#[test]
fn no_file_is_too_long() {
    for source in sources() {
        assert!(source.lines <= 800, "{} has {} lines", source.shown(), source.lines);
    }
}

/// Folders whose files do not import each other in a circle.
const WITHOUT_CIRCLES: [&str; 3] = ["export", "graph", "relation"];

#[test]
fn files_do_not_import_each_other_in_a_circle() {
    let tree = Tree::new(sources_of("src"));
    for folder in WITHOUT_CIRCLES {
        let imports = tree.imports(folder);
        assert!(imports.values().any(|imports| !imports.is_empty()), "src/{folder}: nothing is imported");
        let circle = circle(imports);
        assert!(circle.is_empty(), "src/{folder}: {}", circle.join(" → "));
    }
}

/// The files by the paths of their modules.
struct Tree(BTreeMap<Vec<String>, Source>);

impl Tree {
    fn new(sources: Vec<Source>) -> Tree {
        Tree(sources.into_iter().map(|source| (source.place(), source)).collect())
    }

    /// Per file of a folder, the other files of the folder that it imports from. What a file takes from a module above it
    /// does not count: `mod.rs` holds what the files of its folder share. Neither does a re-export.
    fn imports(&self, folder: &str) -> BTreeMap<String, BTreeSet<String>> {
        let name = |place: &[String]| place.join("::");
        let inside = self.0.iter().filter(|(place, _)| place.first().is_some_and(|first| first == folder));
        let imports = inside.map(|(place, source)| {
            let children =
                self.0.keys().filter(|other| other.split_last().is_some_and(|(_, above)| above == place));
            let mut starts: Vec<String> = children.map(|child| child[child.len() - 1].clone()).collect();
            starts.extend(["crate", "super", "self"].map(String::from));
            let targets = source.paths_from(&starts).into_iter().map(|path| self.follow(place, &path));
            let counts = |target: &Vec<String>| target.first() == place.first() && !place.starts_with(target);
            (name(place), targets.filter(counts).map(|target| name(&target)).collect())
        });
        imports.collect()
    }

    /// The module of the file that defines what a path from a module names.
    fn follow(&self, from: &[String], path: &[String]) -> Vec<String> {
        let mut place = from.to_vec();
        for name in path {
            let child = [&place[..], std::slice::from_ref(name)].concat();
            match name.as_str() {
                "crate" => place.clear(),
                "super" => drop(place.pop()),
                "self" => {}
                _ if self.0.contains_key(&child) => place = child,
                _ => {
                    let uses = self.0.get(&place).map(Source::uses).unwrap_or_default();
                    let import = uses.into_iter().find(|path| path.len() > 1 && path.last() == Some(name));
                    return import.map(|path| self.follow(&place, &path)).unwrap_or(place);
                }
            }
        }
        place
    }
}

impl Source {
    /// The statements that import something: whether they re-export it, and their paths.
    fn use_statements(&self) -> impl Iterator<Item = (bool, &str)> {
        self.code.split(';').filter_map(|statement| {
            let statement = statement.trim_start().trim_start_matches("#[doc(inline)]");
            let (visibility, paths) = statement.trim_start().split_once("use ")?;
            let visibility = visibility.trim_end();
            matches!(visibility, "" | "pub" | "pub(super)" | "pub(crate)")
                .then_some((!visibility.is_empty(), paths))
        })
    }

    /// The paths that it imports or re-exports.
    fn uses(&self) -> Vec<Vec<String>> {
        self.use_statements().flat_map(|(_, text)| paths(text).0).collect()
    }

    /// The paths that it re-exports to everybody.
    fn re_exported(&self) -> Vec<Vec<String>> {
        let public = self.code.split(';').filter_map(|statement| {
            statement.trim_start().trim_start_matches("#[doc(inline)]").trim_start().strip_prefix("pub use ")
        });
        public.flat_map(|text| paths(text).0).collect()
    }

    /// The paths in its code that start with one of some names, but for re-exports.
    fn paths_from(&self, names: &[String]) -> Vec<Vec<String>> {
        let mut code = self.code.clone();
        for (_, re_export) in self.use_statements().filter(|(is_public, _)| *is_public) {
            code = code.replace(re_export, "");
        }
        let of_name = |name: &String| {
            starts(&code, &format!("{name}::")).into_iter().flat_map(|path| paths(path).0).collect::<Vec<_>>()
        };
        names.iter().flat_map(of_name).collect()
    }
}

/// Files that import each other in a circle, the first at the end once more; empty where there is no circle.
fn circle(mut imports: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let left: BTreeSet<String> = imports.keys().cloned().collect();
        imports.values_mut().for_each(|targets| targets.retain(|target| left.contains(target)));
        imports.retain(|_, targets| !targets.is_empty());
        if imports.len() == left.len() {
            break;
        }
    }
    // Each that is left imports another that is left.
    let mut way: Vec<String> = imports.keys().next().cloned().into_iter().collect();
    while let Some(next) = way.last().and_then(|last| imports[last].first()) {
        way.push(next.clone());
        if let Some(start) = way[..way.len() - 1].iter().position(|file| file == next) {
            return way.split_off(start);
        }
    }
    way
}

#[test]
fn circles_are_found() {
    let imports = |files: &[(&str, &str)]| {
        let roof = source("text/mod.rs", "");
        let sources = files.iter().map(|(path, text)| source(path, text));
        Tree::new([roof].into_iter().chain(sources).collect()).imports("text")
    };
    let (a, b) = ("text/a.rs", "text/b.rs");
    for (files, expected) in [
        (
            &[(a, "use super::b::B;"), (b, "fn b() { crate::text::a::A::new() }")][..],
            "text::a text::b text::a",
        ),
        (
            &[(a, "use super::B;"), (b, "use super::a::A;"), ("text/mod.rs", "pub use b::{B, C};")],
            "text::a text::b text::a",
        ),
        (
            &[
                (a, "use super::{b::B, C};"),
                (b, "use super::C;"),
                ("text/mod.rs", "struct C;\nfn f() { a::f() }"),
            ],
            "",
        ),
        (
            &[
                (a, "use super::c::{C, D};"),
                ("text/c/mod.rs", "pub(super) use d::D;\nuse d::E;\nstruct C;"),
                ("text/c/d.rs", "use super::super::a::A;"),
            ],
            "text::a text::c text::c::d text::a",
        ),
        (
            &[
                (a, "use super::c::C;"),
                ("text/c/mod.rs", "pub(super) use d::D;\nstruct C;"),
                ("text/c/d.rs", "use super::super::a::A;"),
            ],
            "",
        ),
    ] {
        assert_eq!(circle(imports(files)).join(" "), expected, "{files:?}");
    }
}

fn source(path: &str, text: &str) -> Source {
    Source { root: "src", path: path.into(), module: "text".into(), code: code(text), lines: 0 }
}

#[test]
fn paths_are_read() {
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
