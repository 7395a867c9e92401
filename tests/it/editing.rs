//! Lists of one's own: rows that harm nobody unawares, what the check says of them, tables as Excel saves them, and the commands
//! that write rows.

use super::cli::{Outcome, folder, run};
#[cfg(unix)]
use super::corrections::assert_real;
use palabre::{
    lexicon::{self, Options},
    model::{EntryKind, Lexicon},
};
use std::{collections::BTreeSet, fs, path::Path};

/// A list's file name and text.
type File<'t> = (&'t str, &'t str);

/// The findings of a folder of its own over the built-in lists or not, with the names of its files alone.
fn findings(files: &[File], builtin: bool) -> Vec<String> {
    let folder = folder(files);
    let path = format!("{}/", folder.path().display());
    let options = Options::default().with_builtin(builtin).with_folder(folder.path());
    let findings = lexicon::check_added(&options).unwrap();
    findings.iter().map(|finding| finding.to_string().replace(&path, "")).collect()
}

#[track_caller]
fn assert_told(findings: &[String], start: &str, says: &[&str]) {
    let found = findings.iter().find(|finding| finding.starts_with(start));
    let found = found.unwrap_or_else(|| panic!("no {start} in {findings:#?}"));
    says.iter().for_each(|says| assert!(found.contains(says), "no {says} in {found}"));
}

fn country<'l>(lexicon: &'l Lexicon, id: &str) -> &'l str {
    let person = lexicon.find(EntryKind::Person, id).unwrap_or_else(|| panic!("no {id}"));
    lexicon.entry(person).country.map_or("", |country| &lexicon.entry(country).id)
}

/// Rows of every folder one by one: `lexicon/src/lists/given_ids.rs`.
#[test]
fn a_row_without_an_id_never_takes_the_place_of_another() {
    let people = "name,country\nIbrahim Traoré,burkina-faso\n";
    let refused = lexicon::load(&Options::default().with_file("people.csv", people)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "memory:people.csv:2:1: no id, and `ibrahim-traore` is there already: Ibrahim Traoré (burkina-faso)"
    );
    assert!(refused.hint().unwrap().starts_with("did you mean to change it? give the id `ibrahim-traore`;"));
    // Another country, another person.
    let people = "name,country\nIbrahim Traoré,mali\n";
    let lexicon = lexicon::load(&Options::default().with_file("people.csv", people)).unwrap();
    assert_eq!(country(&lexicon, "ibrahim-traore"), "burkina-faso");
    assert_eq!(country(&lexicon, "ibrahim-traore-mali"), "mali");
    let found: BTreeSet<&str> =
        lexicon.names_in("Ibrahim Traoré").iter().map(|name| &*lexicon.entry(name.entry).id).collect();
    assert!(found.is_superset(&["ibrahim-traore", "ibrahim-traore-mali"].into()), "{found:?}");
}

/// A folder that may be full of mistakes.
const DOUBTFUL: [File; 4] = [
    (
        "people.csv",
        "name,country,aliases,short\n\
         Awa Essai,mali,Marie,Awa\n\
         Awa Traoré Essai,mali,Le Colonel,Traoré\n\
         Sadio Camarra,mali,,\n\
         \"Sadio (Kamara\",malli,,\n\
         Ibrahim Traoré,burkina-faso,,\n",
    ),
    ("organisations.csv", "name,aliases\nEssai du Sahel,Traoré|Maison\n"),
    (
        "offices.csv",
        "person,role,portfolio,of,from,to\nousmane-sonko,premier-ministre,,senegal,2024-04,2026-05-22\n\
         sadio-camara-essai,ministre,,mali,2031,\n",
    ),
    ("memberships.csv", "member,body,from\nmali,union-africaine,2003\n"),
];

/// The start of a finding, what it says.
const DOUBTS: [(&str, &[&str]); 13] = [
    ("people.csv:2:16: warning: `Marie` is a given name", &["put it in `shared`"]),
    ("people.csv:2:22: warning: `Awa` is a given name", &[]),
    ("people.csv:3:23: warning: `Le Colonel` is a rank, a title or a role", &[]),
    ("people.csv:3:34: warning: `Traoré` is the surname of ", &[" others", "known from the document"]),
    (
        "people.csv:4:1: warning: `Sadio Camarra` is a letter from `Sadio Camara` of `sadio-camara` (gazetteers/fr/people.csv:",
        &["give the id `sadio-camara`", "`sure_names`"],
    ),
    ("people.csv:5:1: warning: `Sadio (Kamara` is never found", &["give it without"]),
    ("people.csv:5:17: error: unknown country code `malli`", &["did you mean `mali`?"]),
    (
        "people.csv:6:1: error: no id, and `ibrahim-traore` is there already: Ibrahim Traoré (burkina-faso)",
        &["did you mean to change it? give the id `ibrahim-traore`; another person needs an id of its own"],
    ),
    ("people.csv:3:34: warning: `Traoré` is a name of `essai-du-sahel` as well (organisations.csv:2)", &[]),
    ("organisations.csv:2:16: warning: `Traoré` is the surname of ", &["put it in `cued`"]),
    ("organisations.csv:2:16: warning: `Maison` is an ordinary French word", &["put it in `cued`"]),
    (
        "offices.csv:2:41: warning: the same term as that from 2024-04-02 in gazetteers/fr/offices.csv:",
        &["or one that overlaps it", "give its person, role, portfolio, of and from"],
    ),
    (
        "memberships.csv:2:22: warning: the same term as that from 2002-07-09 in gazetteers/fr/memberships.csv:",
        &["give its member, body, status and from"],
    ),
];

#[test]
fn what_may_be_a_mistake_is_told() {
    let findings = findings(&DOUBTFUL, true);
    DOUBTS.iter().for_each(|(start, says)| assert_told(&findings, start, says));
    assert_told(&findings, "offices.csv:3:1: error: unknown id `sadio-camara-essai`", &[]);
    assert_eq!(findings.len(), DOUBTS.len() + 1, "{findings:#?}");
}

/// Whoever leaves an office and has it again within a week has never left it; nobody says so of months and years.
#[test]
fn terms_that_follow_each_other_are_one() {
    let term = |portfolio: &str, from: &str, to: &str| {
        format!("emmanuel-macron,ministre,{portfolio},mali,{from},{to}\n")
    };
    let rows = [
        ("commerce|industrie", "2001-01-01", "2002-05-10"),
        ("industrie|commerce", "2002-05-17", "2003-06-01"),
        ("commerce|industrie", "2003-06-01", "2004-01-01"),
        // A day more, another portfolio, a month, a year.
        ("commerce|industrie", "2004-01-09", "2005-02-01"),
        ("sante", "2005-02-01", "2006-05"),
        ("sante", "2006-05-01", "2007"),
        ("sante", "2008", "2009-01-01"),
    ];
    let rows: String = rows.iter().map(|(portfolio, from, to)| term(portfolio, from, to)).collect();
    let offices = format!("person,role,portfolio,of,from,to\n{rows}");
    let findings = findings(&[("offices.csv", &offices)], true);
    let hint = "make one row of both, unless somebody else held the office between them";
    let told = |line: u32, from: &str, end: &str| {
        format!(
            "offices.csv:{line}:50: info: goes on where the term from {from} ends, on {end} (offices.csv:{}): these are one \
             term\n  hint: {hint}",
            line - 1
        )
    };
    assert_eq!(findings, [told(3, "2001-01-01", "2002-05-10"), told(4, "2002-05-17", "2003-06-01")]);
}

#[test]
fn what_is_right_is_not_doubted() {
    let files = [
        // His own name and nobody else's; shared; of another country than the one whose name is a letter from it.
        (
            "people.csv",
            "name,country,short,shared\nEssayou Essaya,mali,Essaya,Traoré\nSadio Camarra,bresil,,\n",
        ),
        // An acronym; guarded by a cue.
        ("organisations.csv", "name,acronyms,cued\nMouvement d’essai,MARIE,Marie\n"),
        // A term that begins when another has ended, and one that ended nobody knows when.
        (
            "offices.csv",
            "person,role,portfolio,of,from,to\nemmanuel-macron,ministre,economie-finances,mali,2001,2003-05\n\
             emmanuel-macron,ministre,economie-finances,mali,2003-05-31,?\n\
             emmanuel-macron,ministre,economie-finances,mali,2004,2005\n",
        ),
    ];
    assert_eq!(findings(&files, true), [""; 0]);
}

/// What needs no built-in rows: files, the start of a finding, what it says.
const BROKEN: &[(&[File], &str, &[&str])] = &[
    (
        &[("people.csv", "name,countri\nAwa Essai,mali\n")],
        "people.csv:1:6: error: unknown column `countri`",
        &["did you mean `country`?"],
    ),
    (&[("people.csv", "name,name\nAwa Essai,Awa\n")], "people.csv:1:6: error: a second column `name`", &[]),
    (
        &[("people.csv", "name,aliases\nAwa Essai,\"une\n")],
        "people.csv:2:1: error: a quotation mark is opened and never closed",
        &[],
    ),
    (
        &[("people.csv", "id,name,country\na,Awa Essai,\nb,Awa Essay,\n")],
        "people.csv:3:3: warning: `Awa Essay` is a letter from `Awa Essai` of `a` (people.csv:2)",
        &[],
    ),
    (
        &[
            ("people.csv", "name,country\nAwa Essai,\n"),
            ("roles.csv", "name\nmaire\n"),
            ("places.csv", "name\nGao\n"),
            ("offices.csv", "person,role,of,from\nawa-essai,maire,gao,03/04/2026\n"),
        ],
        "offices.csv:2:21: error: `03/04/2026` is not a date",
        &["which is the day?"],
    ),
    (
        &[("people.csv", "name;died\nAwa Essai;mars-35\n")],
        "people.csv:2:11: error: `mars-35` is not a date",
        &["write 2020-08-18, 2020-08 or 2020"],
    ),
    (
        &[("people.csv", "name;country;\r\nAwa Essai;mali;note\r\n")],
        "people.csv:2:1: error: a cell below no name of a column",
        &[],
    ),
    // Cells over lines, and every end of line.
    (
        &[(
            "people.csv",
            "\u{feff}name;source;country\r\n\r\nAwa Essai;\"une\r\nautre\";malix\r\nBa Essai;\"x\";maliy\r\n",
        )],
        "people.csv:4:8: error: unknown country code `malix`",
        &[],
    ),
    (
        &[(
            "people.csv",
            "\u{feff}name;source;country\r\nAwa Essai;\"une\r\nautre\";\r\nBa Essai;\"x\";maliy\r\n",
        )],
        "people.csv:4:14: error: unknown country code `maliy`",
        &[],
    ),
    (
        &[("people.csv", "name,country\rAwa Essai,malix\r")],
        "people.csv:2:11: error: unknown country code `malix`",
        &[],
    ),
];

#[test]
fn what_is_broken_is_told_with_its_place() {
    for (files, start, says) in BROKEN {
        assert_told(&findings(files, false), start, says);
    }
}

#[test]
fn one_bad_file_does_not_hide_the_findings_of_others() {
    let folder = folder(&[
        ("gens.csv", "name\nA\n"),
        ("organisations.csv", "name,quoi\nEssai du Sahel,x\nLigue d’essai,Traoré,\n"),
        ("people.csv", "name,country\nAwa Essai,atlantide\n"),
        ("frames-a.toml", "[[frame]\n"),
        ("frames-b.toml", "[[frame]]\nrelation = \"meets\"\n"),
        ("frames-c.toml", "[[frame]]\nrelation = \"essaye\"\nverb = \"voir\"\n"),
        ("cooccurrence.toml", "rule = 3\n"),
    ]);
    // In an encoding that nobody can know.
    fs::write(folder.path().join("places.csv"), b"name\nB\x82n\x82\n").unwrap();
    let options = Options::default().with_builtin(false).with_folder(folder.path());
    let found = lexicon::check_added(&options).unwrap();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    for says in [
        "/gens.csv: error: no such list",
        "/organisations.csv:1:6: error: unknown column",
        "/organisations.csv:3:1: error: 3 cells",
        "/people.csv:2:11: error: unknown country",
        "/places.csv:2: error: neither UTF-8 nor Windows-1252",
        "/frames-a.toml:1:",
        "/frames-b.toml:1:",
        "/frames-c.toml:2:",
        "/cooccurrence.toml:1:",
    ] {
        assert!(found.iter().any(|finding| finding.contains(says)), "no {says} in {found:#?}");
    }
}

/// The same lists, as the documentation has them and as a French Excel saves them.
#[test]
fn tables_of_a_french_excel_are_read() {
    let plain: [File; 3] = [
        ("people.csv", "id,name,country,died\ne-koita,Élisa Koïta d’Essai,mali,2026-03-03\n"),
        ("offices.csv", "person,role,of,from,to\ne-koita,maire,mali,2020-08,2026-03-03\n"),
        (
            "places.csv",
            "name,type,country,population,latitude,longitude\nEssaiville,city,mali,40030,16.26618,-0.03437\n",
        ),
    ];
    let excel: [File; 3] = [
        ("people.csv", "id;name;country;died;\r\ne-koita;Élisa Koïta d’Essai;mali;03/03/2026;\r\n;;;;\r\n"),
        ("offices.csv", "person;role;of;from;to\r\ne-koita;maire;mali;août-20;3/3/2026\r\n"),
        (
            "places.csv",
            "name;type;country;population;latitude;longitude\r\nEssaiville;city;mali;40030;16,26618;-0,03437\r\n",
        ),
    ];
    let said = |options: &Options| {
        let lexicon = lexicon::load(options).unwrap();
        let row = |kind, id: &str| lexicon.find(kind, id).unwrap();
        let (person, place) = (row(EntryKind::Person, "e-koita"), row(EntryKind::Place, "essaiville"));
        let offices = lexicon.offices_of(person);
        format!("{:?} {:?} {offices:?}", lexicon.entry(person), lexicon.entry(place))
    };
    let of_files = |files: &[File]| {
        let folder = folder(files);
        said(&Options::default().with_folder(folder.path()))
    };
    let expected = of_files(&plain);
    assert!(expected.contains("2020-08"), "{expected}");
    assert_eq!(of_files(&excel), expected);
    let marked = excel.map(|(name, text)| (name, format!("\u{feff}{text}")));
    assert_eq!(of_files(&marked.each_ref().map(|(name, text)| (*name, text.as_str()))), expected);
    let folder = tempfile::tempdir().unwrap();
    let windows_1252 = |c| if c == '’' { 0x92 } else { u8::try_from(c).unwrap() };
    for (name, text) in excel {
        fs::write(folder.path().join(name), text.chars().map(windows_1252).collect::<Vec<u8>>()).unwrap();
    }
    let options = Options::default().with_folder(folder.path());
    assert_eq!(said(&options), expected);
    assert_eq!(lexicon::check_added(&options).unwrap(), []);
}

fn palabre(folder: &Path, arguments: &[&str]) -> Outcome {
    run(folder, arguments, "")
}

fn edit(folder: &Path, arguments: &[&str]) -> Outcome {
    palabre(folder, &[&["gazetteer"], arguments, &["--gazetteer", "mine"]].concat())
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// The example of the page is what comes out: a minister follows another.
#[cfg(unix)]
#[test]
fn the_page_is_real() {
    let place = tempfile::tempdir().unwrap();
    assert_real(&fs::read_to_string("docs/editing.md").unwrap(), place.path());
    assert_eq!(
        names(&place.path().join("mine")),
        ["offices.csv", "people.csv"],
        "nothing else is left there"
    );
}

#[test]
fn nothing_is_written_for_a_look() {
    let corpus = folder(&[]);
    let shown = edit(corpus.path(), &["add", "people", "Awa Koné", "country=Mali", "gender=f", "--dry-run"]);
    assert_eq!(
        (shown.code, &*shown.out),
        (Some(0), "mine/people.csv\n+ awa-kone,Awa Koné,,f,mali,,,,,,,\n"),
        "{}",
        shown.err
    );
    assert!(shown.err.contains("nothing is written") && names(corpus.path()).is_empty());
}

#[test]
fn an_alias_keeps_all_that_is_known() {
    let corpus = folder(&[]);
    let run = |arguments: &[&str]| edit(corpus.path(), arguments);
    let before = lexicon::load(&Options::default()).unwrap();
    let written = run(&["alias", "Goïta l’Essayeur", "--of", "Assimi Goïta"]);
    assert_eq!(written.code, Some(0), "{}", written.err);
    let after = lexicon::load(&Options::default().with_folder(corpus.path().join("mine"))).unwrap();
    let person =
        |lexicon: &Lexicon| lexicon.entry(lexicon.find(EntryKind::Person, "assimi-goita").unwrap()).clone();
    let (old, new) = (person(&before), person(&after));
    let mut aliases = old.aliases.clone();
    let at = new.aliases.iter().position(|alias| &**alias == "Goïta l’Essayeur").expect("it is there");
    aliases.insert(at, "Goïta l’Essayeur".into());
    assert_eq!(
        (&new.aliases, &new.name, &new.wikidata, &new.country),
        (&aliases, &old.name, &old.wikidata, &old.country)
    );
    assert_eq!(new.detail, old.detail);
    let check = palabre(corpus.path(), &["gazetteer", "check", "mine"]);
    assert_eq!((check.code, check.err.trim()), (Some(0), "1 note"), "{}", check.out);
    // Once is enough.
    let text = fs::read(corpus.path().join("mine/people.csv")).unwrap();
    let again = run(&["alias", "Goita l'essayeur", "--of", "assimi-goita"]);
    assert_eq!((again.code, &*again.out), (Some(0), ""));
    assert!(again.err.contains("stands in `aliases` of `assimi-goita` already"), "{}", again.err);
    // A second one stands in the same row.
    assert_eq!(run(&["alias", "Le lion d’Essai", "--of", "assimi-goita", "--in", "shared"]).code, Some(0));
    let longer = fs::read(corpus.path().join("mine/people.csv")).unwrap();
    assert!(longer.len() > text.len() && longer.split(|&byte| byte == b'\n').count() == 3);
}

#[test]
fn what_is_not_certain_is_refused() {
    let corpus = folder(&[]);
    for (arguments, says) in [
        // Several are called so.
        (&["alias", "Essai", "--of", "Congo"][..], "give the id of one of them:\n  congo-brazzaville ("),
        (&["add", "people", "Awa Essai", "country=Congo"], "`Congo` may be several"),
        (&["alias", "Essai", "--of", "Goïta"], "assimi-goita (Assimi Goïta, person, mali)"),
        (&["alias", "Essai", "--of", "assimi-goitta"], "did you mean `assimi-goita`?"),
        // A name that is taken.
        (&["add", "people", "Ibrahim Traoré", "country=Mali"], "such as id=ibrahim-traore-mali"),
        (
            &["add", "people", "Ibrahim Traoré", "country=Mali"],
            "ibrahim-traore (Ibrahim Traoré, person, burkina-faso)",
        ),
        // What the check doubts or refuses.
        (&["alias", "Traoré", "--of", "ibrahim-traore"], "`Traoré` is the surname of"),
        (
            &["alias", "Sadio Camara", "--of", "assimi-goita"],
            "`Sadio Camara` is a name of `sadio-camara` as well",
        ),
        (&["add", "people", "Awa Essai", "gender=x", "--force"], "`x` is not a gender"),
        (&["add", "people", "Awa Essai", "gendre=f"], "did you mean `gender`?"),
        (&["add", "people", "country=mali"], "a row of people needs a name"),
        (&["add", "gens", "Awa Essai"], "no list `gens`"),
        (&["add", "offices", "person=Awa Essai", "role=ministre", "of=mali"], "no row is called `Awa Essai`"),
        // Terms.
        (&["end", "assimi-goita", "--on", "demain"], "`demain` is not a date"),
        (&["end", "mali", "--on", "2026"], "`mali` has several terms that are open"),
        (&["end", "mali", "--on", "2026", "--of", "cedeao"], "these have ended:\n  member=mali body=cedeao"),
        (&["end", "mali", "--on", "2026", "--role", "ministre"], "a membership has no role"),
        (&["end", "kais-saied", "--on", "1999"], "the term ends before it starts"),
        (&["end", "kais-saied", "--on", "2026-12", "--next", "Awa Essai"], "no row is called `Awa Essai`"),
        (&["alias", "Essai", "--of", "assimi-goita", "--in", "gender"], "no column of names `gender`"),
        (&["alias", "A|B", "--of", "assimi-goita"], "is several names"),
    ] {
        let refused = edit(corpus.path(), arguments);
        assert_eq!(refused.code, Some(2), "{arguments:?}: {}{}", refused.out, refused.err);
        assert!(refused.err.contains(says), "{arguments:?}: no {says} in {}", refused.err);
        assert_eq!(names(corpus.path()), [""; 0], "{arguments:?}");
    }
}

#[test]
fn a_warning_can_be_overruled() {
    let corpus = folder(&[]);
    let ran = edit(corpus.path(), &["alias", "Traoré", "--of", "ibrahim-traore", "--force"]);
    assert_eq!((ran.code, names(&corpus.path().join("mine"))), (Some(0), vec!["people.csv".to_string()]));
}

#[test]
fn what_an_id_names_is_changed_cell_by_cell() {
    let corpus = folder(&[]);
    let ran = edit(corpus.path(), &["add", "people", "id=assimi-goita", "died=2026-10-02"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.ends_with("  died: nothing → `2026-10-02`\n"), "{}", ran.out);
    let lexicon = lexicon::load(&Options::default().with_folder(corpus.path().join("mine"))).unwrap();
    let person = lexicon.find(EntryKind::Person, "assimi-goita").unwrap();
    assert!(lexicon.offices_of(person).iter().all(|office| !office.open));
}

/// Files of one's own keep how they are written; what is not changed stays byte for byte.
#[test]
fn the_dialect_of_a_file_is_kept() {
    let people = "\u{feff}name;country;source\r\n\"Awa Koné\";mali;\"lu; deux\r\nfois\"\r\nBa Essai;niger;x";
    let offices = "person;role;portfolio;of;from;to;checked\r\nawa-kone;maire;;gao;03/04/2026;;mars-26\r\nba-essai;maire;;kidal;2020;;\r\n";
    let corpus = folder(&[("mine/people.csv", people), ("mine/offices.csv", offices)]);
    let read = |name: &str| fs::read_to_string(corpus.path().join("mine").join(name)).unwrap();
    // A column more, and a row that has its id from its name.
    let ran = edit(corpus.path(), &["alias", "Awa Essai Koné", "--of", "awa-kone"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(
        read("people.csv"),
        "\u{feff}name;country;source;aliases\r\nAwa Koné;mali;\"lu; deux\r\nfois\";Awa Essai Koné\r\nBa Essai;niger;x;"
    );
    let ran =
        edit(corpus.path(), &["end", "awa-kone", "--on", "2026-05", "--next", "ba-essai", "--role", "maire"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(
        read("offices.csv"),
        "person;role;portfolio;of;from;to;checked\r\nawa-kone;maire;;gao;03/04/2026;2026-05;mars-26\r\n\
         ba-essai;maire;;kidal;2020;;\r\nba-essai;maire;;gao;2026-05;;\r\n"
    );
    // A row of the built-in lists needs an id, and degrees a comma.
    fs::write(
        corpus.path().join("mine/places.csv"),
        "name;type;country;latitude;longitude\r\nEssaiville;city;mali;16,5;-1\r\n",
    )
    .unwrap();
    let ran = edit(corpus.path(), &["alias", "Essaiville-les-Bains", "--of", "gao"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let places = read("places.csv");
    let mut lines = places.split("\r\n");
    assert!(lines.next().unwrap().starts_with("name;type;country;latitude;longitude;id;"), "{places}");
    assert!(lines.next().unwrap().starts_with("Essaiville;city;mali;16,5;-1;;"), "{places}");
    assert!(lines.next().unwrap().starts_with("Gao;city;mali;16,2"), "{places}");
    // A new file is written as the others are.
    let ran = edit(corpus.path(), &["end", "togo", "--of", "cedeao", "--on", "2027-01-29"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        read("memberships.csv").contains("togo;cedeao;1975-05-28;2027-01-29;member;"),
        "{}",
        read("memberships.csv")
    );
}

#[test]
fn rows_in_windows_1252_become_utf_8() {
    let corpus = folder(&[]);
    fs::create_dir(corpus.path().join("mine")).unwrap();
    let file = corpus.path().join("mine/people.csv");
    fs::write(&file, b"name;country\r\nAwa Kon\xe9;mali\r\n").unwrap();
    let ran = edit(corpus.path(), &["add", "people", "Ba Ɓali Essai", "country=niger"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "name;country\r\nAwa Koné;mali\r\nBa Ɓali Essai;niger\r\n"
    );
}

/// Of several folders the last is written; the rows of the others are known, too.
#[test]
fn the_last_folder_is_written() {
    let corpus = folder(&[("base/people.csv", "id,name,country\nawa-kone,Awa Koné,mali\n")]);
    let ran = palabre(
        corpus.path(),
        &[
            "gazetteer",
            "alias",
            "Awa Essai Koné",
            "--of",
            "awa-kone",
            "--gazetteer",
            "base",
            "--gazetteer",
            "mine",
        ],
    );
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(fs::read_to_string(corpus.path().join("base/people.csv")).unwrap().lines().count(), 2);
    assert!(fs::read_to_string(corpus.path().join("mine/people.csv")).unwrap().contains("awa-kone,Awa Koné"));
}
