//! The ways in for bytes, and what each does with them.

use super::{check::check, formats, outputs};
use palabre::{
    Extractor,
    correction::Corrections,
    eval::Gold,
    input::{self, Options},
    lexicon,
    model::Document,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A way in for bytes.
pub(crate) struct Target {
    pub name: &'static str,
    /// Of the file that is written.
    pub extension: &'static str,
    pub seeds: Vec<Vec<u8>>,
    pub run: Run,
}

/// What a target does with bytes, and a path that is free.
pub(crate) type Run = fn(&Extractor, &Path, &[u8]);

pub(crate) fn read_file(extractor: &Extractor, path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let reader = extractor.reader();
    for document in input::read_folder(path).take(200).filter_map(Result::ok) {
        check(extractor, &reader, document);
    }
}

fn read_text(extractor: &Extractor, _: &Path, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let read = input::document(Document::new("essai", text), &Options::default());
    check(extractor, &extractor.reader(), read.document);
}

/// The first line is the name of the list.
fn read_list(_: &Extractor, _: &Path, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (name, rows) = text.split_once('\n').unwrap_or(("people.csv", &text));
    let options = lexicon::Options::default().with_builtin(false).with_file(name, rows.to_owned());
    let findings = lexicon::check(&options);
    let refused = findings.map_or(true, |all| all.iter().any(|one| one.level == lexicon::Level::Error));
    let loaded = lexicon::load(&options);
    assert_eq!(refused, loaded.is_err(), "a check and a load do not agree");
    if let Ok(lexicon) = loaded {
        let extractor = Extractor::new(lexicon);
        check(&extractor, &extractor.reader(), Document::new("essai", TEXT));
    }
}

/// A table that is read is applied.
fn read_corrections(extractor: &Extractor, _: &Path, bytes: &[u8]) {
    let table = String::from_utf8_lossy(bytes);
    if let Ok(corrections) = Corrections::read([("corrections.csv", &*table)]) {
        let extractor = extractor.clone().with_corrections(corrections);
        check(&extractor, &extractor.reader(), Document::new("essai", TEXT));
    }
}

fn read_gold(_: &Extractor, _: &Path, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // What is no gold is an error.
    let _ = Gold::from_jsonl("gold", &text);
    let _ = Gold::from_conll("gold", &text);
}

pub(crate) const TEXT: &str = "OÙ VA LA CEDEAO ?\n\nLe général Sadio Camara, ministre malien de la Défense, a reçu lundi à Bamako Sergueï Lavrov. \
    « Nous coopérerons », a déclaré M. Lavrov. L’Alliance des États du Sahel (AES) accuse la France ; son homologue burkinabè, Jean et \
    Paul Delorme et la Fédération nationale des éleveurs (FNE) n’ont pas rencontré le Premier ministre.\n\nÀ lire aussi : Gao\n";
const HTML: &str = "<!DOCTYPE html><html><head><title>Un titre</title><meta charset=\"utf-8\"></head><body><article><h1>Un titre</h1>\
    <p>Assimi Goïta a reçu <b>Vladimir</b> Poutine &agrave; Bamako.</p><p>Il a quitté la CEDEAO.</p></article></body></html>";
const JSON: &str = "{\"id\": \"1\", \"date\": \"2025-05-08\", \"text\": \"Assimi Goïta a reçu Vladimir Poutine.\"}\n\
    {\"id\": 2, \"title\": \"Un titre\", \"text\": \"Le Mali accuse l\\u2019Algérie.\"}\n";
const TABLE: &str = "id;title;text;date\r\n1;Un titre;\"Assimi Goïta; a dit \"\"non\"\".\";2025-05-08\r\n2;Deux;Le Mali accuse la France;8 mai 2025\r\n";
const CONLL: &str = "Sadio B-PER\nCamara I-PER\nest O\nà O\nMoscou B-LOC\n\n";
const MARKDOWN: &str = "---\ntitle: Un\n---\n# Deux\n\n**Awa Sarr** voit [Gao](https://a.b).\n";

const CORRECTIONS: &str = "action,a,b,scope,who,when,why\nis,Lavrov,serguei-lavrov,,AP,2025-05-08,essai\nnot-a-name,Moscou,,,,,\n\
    same,paul-delorme,jean-delorme,doc:essai,,,\nkind,aes,country,,,,\nname,mali,Le Mali,,,,\ndifferent,Bamako,x,,,,\n";

/// Lists, below their names.
const LISTS: [&str; 9] = [
    "people.csv\nid,name,surname,gender,country,aliases\na,Jean Alpha,Alpha,m,,J. Alpha|Alpha Jean\nb,Awa Beta,,f,,\n",
    "organisations.csv\nid,name,acronyms,aliases,subtype\nfne,Fédération nationale des éleveurs,FNE,,company\n",
    "places.csv\nid,name,aliases,type,latitude,longitude\nbamako,Bamako,BKO,city,12.6,-8.0\n",
    "countries.csv\nid,name,article,iso2,demonym_m,demonym_f,demonym_mp,demonym_fp\nmali,Mali,le,ML,malien,malienne,maliens,maliennes\n",
    "ranks.csv\nid,name,forms,abbreviations,branch,order\ngeneral,général,généraux,Gal,army,3\n",
    "roles.csv\nid,name,forms,category,unique,takes\nministre,ministre,ministres,government,no,of\n",
    "verbs.csv\nlemma,auxiliary,infinitive,past_participle,present\nrecevoir,avoir,recevoir,reçu|reçue,reçoit|reçoivent\n",
    "relations.toml\n[[relation]]\nid = \"meets\"\nlabel = \"rencontre\"\n",
    "frames-essai.toml\n[[frame]]\nrelation = \"meets\"\nverb = \"rencontrer\"\ntakes = [\"A _ B\"]\nsays = [\"[Jean] a rencontré [Awa].\"]\n",
];

/// The target, with what is kept of it in `fuzz/corpus/` among its seeds.
fn with_kept(mut target: Target) -> Target {
    let kept = fs::read_dir(Path::new("fuzz/corpus").join(target.name)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = kept.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    target.seeds.extend(paths.iter().map(|path| fs::read(path).unwrap()));
    target
}

/// All of them.
pub(crate) fn targets() -> Vec<Target> {
    let target = |name, extension, seeds: &[&str], run: Run| {
        let seeds = seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect();
        Target { name, extension, seeds, run }
    };
    let own = vec![
        target("text", "", &[TEXT, TABLE], read_text),
        target("txt", "txt", &[TEXT, HTML], read_file),
        target("md", "md", &[MARKDOWN, TEXT], read_file),
        target("html", "html", &[HTML, TEXT], read_file),
        target("jsonl", "jsonl", &[JSON, TEXT], read_file),
        target("csv", "csv", &[TABLE, LISTS[0]], read_file),
        target("gold", "", &[JSON, CONLL], read_gold),
        target("list", "", &LISTS, read_list),
        target("corrections", "", &[CORRECTIONS], read_corrections),
        target("outputs", "", &[TEXT, JSON], outputs::write_and_read),
        Target { name: "lines", extension: "", seeds: outputs::lines(), run: outputs::read_lines },
        target("jobs", "", &[TEXT, JSON], outputs::read_on_threads),
    ];
    own.into_iter().chain(formats::targets()).map(with_kept).collect()
}
