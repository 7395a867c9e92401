//! `palabre project`: what is in it comes out as one run over all texts gives it, and nothing is lost.

use super::cli::folder;
use assert_cmd::Command;
use palabre::{
    correction::{Action, Correction},
    export::FORMATS,
    project::Project,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::Duration,
};
use tempfile::TempDir;

const PALABRE: &str = env!("CARGO_BIN_EXE_palabre");

/// What a run says on standard output, and on standard error.
#[track_caller]
fn run(folder: &Path, arguments: &str) -> [String; 2] {
    let output = Command::new(PALABRE).args(arguments.split(' ')).current_dir(folder).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(output.status.success(), "{arguments}: {err}");
    [out, err]
}

/// Every file of a folder, with the folders in it.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    drop(files.insert(path.strip_prefix(root).unwrap().into(), fs::read(&path).unwrap()))
                }
            }
        }
    }
    files
}

#[track_caller]
fn same(folder: &Path, one: &str, other: &str) {
    let [one, other] = [one, other].map(|name| files(&folder.join(name)));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(!one.is_empty());
    for (name, bytes) in one {
        assert!(bytes == other[&name], "{} differs", name.display());
    }
}

const CAMARA: &str = "Le général Sadio Camara à Moscou\n\nLe général Sadio Camara a rencontré Sergueï Lavrov à Moscou le 12 mars 2024. \
    Le colonel Alou Diarra l’accompagnait. Le ministre malien de la Défense a salué la Russie.\n";
const TIANI: &str = "Le 14 mars 2024, le général Abdourahamane Tiani a reçu Assimi Goïta à Niamey. TraorÃ© Ibrahim Ã©tait absent. Le colo-\nnel \
    Alou Diarra a quitté la salle.\n";
const ROWS: &str = "{\"id\": \"1\", \"date\": \"2024-03-15\", \"source\": \"La Dune\", \"text\": \"La Coalition Verte a condamné le Niger.\"}\n\
    {\"id\": \"2\", \"text\": \"Assimi Goïta s’est entretenu avec Ibrahim Traoré.\"}\n";
const MORE_ROWS: &str =
    "{\"id\": \"2\", \"date\": \"2024\", \"text\": \"Alou Diarra et Sadio Camara ont quitté Bamako.\"}\n";

/// A folder of articles with all that a run has to settle: rows of one id, copies, mojibake, lines that a width broke.
fn articles() -> TempDir {
    folder(&[
        ("articles/b-camara.txt", CAMARA),
        ("articles/sud/tiani.txt", TIANI),
        ("articles/c.jsonl", ROWS),
        ("articles/d.jsonl", MORE_ROWS),
    ])
}

/// All formats but pictures of points and workbooks, which take long and come of the same graph.
fn formats() -> String {
    let names = FORMATS.iter().map(|format| format.name).filter(|name| !["png", "xlsx"].contains(name));
    names.collect::<Vec<_>>().join(",")
}

#[test]
fn what_comes_out_is_what_one_run_over_all_gives() {
    let folder = articles();
    let (path, formats) = (folder.path(), formats());
    run(path, "project new p.palabre");
    fs::rename(path.join("articles/b-camara.txt"), path.join("later.txt")).unwrap();
    fs::write(path.join("articles/sud/tiani.txt"), "Assimi Goïta est à Niamey.").unwrap();
    run(path, "project add p.palabre articles");
    // A file more, one that is not what it was, and a copy that stands before what it is a copy of.
    fs::rename(path.join("later.txt"), path.join("articles/b-camara.txt")).unwrap();
    fs::write(path.join("articles/sud/tiani.txt"), TIANI).unwrap();
    fs::write(path.join("articles/a-copie.txt"), format!("{CAMARA} \n")).unwrap();
    let [_, told] = run(path, "project add p.palabre articles");
    assert!(told.contains("documents: 1 with mojibake repaired, 3 in the project already"), "{told}");
    assert!(told.contains("3 new or changed; ") && told.contains("p.palabre: 6 documents"), "{told}");
    run(path, &format!("project export p.palabre -o out -f {formats}"));
    run(path, &format!("extract articles -o all -f {formats}"));
    same(path, "out", "all");
    // Corrections, and as if they had never been.
    let project = Project::open(&path.join("p.palabre")).unwrap();
    let rows = [(Action::Is, "Alou Diarra", "assimi-goita"), (Action::NotAName, "Coalition Verte", "")];
    for (action, a, b) in rows {
        project.correct(&Correction::new(action, a, b)).unwrap();
    }
    fs::write(path.join("corrections.csv"), project.corrections_table().unwrap()).unwrap();
    run(path, &format!("project export p.palabre -o corrected -f {formats}"));
    run(path, &format!("extract articles -o all-corrected -f {formats} --corrections corrections.csv"));
    same(path, "corrected", "all-corrected");
    assert_ne!(files(&path.join("corrected")), files(&path.join("out")));
    assert_eq!(project.undo(Some(2)).unwrap(), "is,Alou Diarra,assimi-goita,,,,");
    project.undo(None).unwrap();
    run(path, &format!("project export p.palabre -o undone -f {formats}"));
    same(path, "undone", "out");
}

#[cfg(unix)]
#[test]
fn the_worked_example_is_real() {
    super::corrections::is_real("docs/project.md");
}

#[test]
fn a_project_tells_what_is_in_it() {
    let folder = articles();
    let path = folder.path();
    run(path, "project new p.palabre --window paragraph");
    let [_, told] = run(path, "project add p.palabre articles/c.jsonl articles/b-camara.txt");
    assert!(told.contains("3 new or changed; 3 documents, "), "{told}");
    // The same file under another name, and another file of a name that is known.
    fs::create_dir(path.join("autres")).unwrap();
    fs::copy(path.join("articles/b-camara.txt"), path.join("autres/z.txt")).unwrap();
    fs::write(path.join("autres/c.jsonl"), MORE_ROWS).unwrap();
    let [_, told] = run(path, "-v project add p.palabre autres");
    assert!(told.contains("z.txt: left out, the same as b-camara.txt"), "{told}");
    assert!(told.contains("2 new or changed; 1 document, "), "{told}");
    run(path, "project remove p.palabre 1");
    let [status, _] = run(path, "project status p.palabre");
    let wanted = "documents\t4\ndates\t2024 to 2024\nundated\t3\nsame text\t1\nunread\t1\n";
    assert!(status.starts_with(wanted), "{status}");
    let [log, _] = run(path, "project log p.palabre --ids");
    let told: Vec<&str> = log.lines().map(|line| line.rsplit_once('\t').unwrap().1).collect();
    let id = told[5];
    assert!(id.ends_with("/autres/c.jsonl#2"), "{log}");
    let added = ["built-in lists", "articles/c.jsonl articles/b-camara.txt", "b-camara.txt", "2", "autres"];
    assert_eq!(told, [&added[..], &[id, "z.txt", "1"]].concat());
    let actions: Vec<&str> = log.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    assert_eq!(actions, ["new", "add", "add", "remove"]);
}

#[test]
#[ignore = "needs Python with pandas"]
fn pandas_reads_the_views() {
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let folder = articles_of(&articles);
    let path = folder.path();
    run(path, "project new p.palabre");
    run(path, "project add p.palabre articles");
    run(path, "project export p.palabre -o out -f jsonl");
    fs::copy(path.join("out/extraction.jsonl"), path.join("extraction.jsonl")).unwrap();
    super::files::check(&super::files::python(), "project.py", path);
}

/// The articles of this file, and those of a folder.
fn articles_of(other: &Path) -> TempDir {
    let folder = articles();
    for (name, bytes) in files(other) {
        fs::write(folder.path().join("articles").join(name), bytes).unwrap();
    }
    folder
}

/// The articles of a project that is killed, some of them long enough to be killed in.
fn many(articles: usize) -> TempDir {
    let text = |at: usize| {
        format!("{}\n\n{}", TIANI.replace("Alou", &format!("Alou{at}")), CAMARA.repeat(1 + at % 7))
    };
    let names: Vec<(String, String)> =
        (0..articles).map(|at| (format!("articles/{at:03}.txt"), text(at))).collect();
    folder(&names.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>())
}

fn start(folder: &Path, arguments: &str) -> Child {
    let mut command = std::process::Command::new(PALABRE);
    command.args(arguments.split(' ')).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Kills `add` and `export` so many times, at moments that a seed gives, and looks each time that nothing is lost; at the end, all is
/// there as if nobody had been killed.
fn nothing_is_lost(kills: usize, articles: usize, longest: u64) {
    let folder = many(articles);
    let path = folder.path();
    run(path, "project new p.palabre");
    let file = path.join("p.palabre");
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut known: Vec<String> = Vec::new();
    for kill in 0..kills {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let command = if kill % 3 == 2 {
            "project export p.palabre -o out --force"
        } else {
            "project add p.palabre articles"
        };
        let mut child = start(path, command);
        thread::sleep(Duration::from_millis((random >> 33) % longest));
        child.kill().unwrap();
        child.wait().unwrap();
        // Each document that was there is, with what was read in it.
        let project = Project::open(&file).unwrap();
        let mut ids = Vec::new();
        let each = project.each(|kept| {
            let kept = kept.unwrap();
            assert!(kept.line.unwrap().ends_with('}'), "{}", kept.document.id);
            ids.push(kept.document.id);
            true
        });
        each.unwrap();
        assert!(known.iter().all(|id| ids.contains(id)), "kill {kill}");
        assert_eq!(ids.len(), project.status().unwrap().documents);
        known = ids;
    }
    run(path, "project add p.palabre articles");
    run(path, "project export p.palabre -o out --force");
    run(path, "extract articles -o all");
    same(path, "out", "all");
    let left = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut left: Vec<String> = left.collect();
    left.sort();
    assert_eq!(left, ["all", "articles", "out", "p.palabre"]);
}

#[test]
fn what_is_killed_loses_nothing() {
    nothing_is_lost(3, 8, 200);
}

#[test]
#[ignore = "kills palabre a hundred times: a minute"]
fn what_is_killed_a_hundred_times_loses_nothing() {
    nothing_is_lost(100, 200, 600);
}
