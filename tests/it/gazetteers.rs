//! The built-in lists are sound, and what is wrong with others is told with its place.

use palabre::{
    lexicon::{self, Options},
    model::{Detail, EntryKind, word},
};
use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn the_built_in_lists_have_no_findings() {
    let findings = lexicon::check(&Options::default()).unwrap();
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{} findings:\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn the_built_in_lists_are_wide() {
    let lexicon = lexicon::load(&Options::default()).unwrap();
    let count = |kind| lexicon.entries.iter().filter(|entry| entry.kind == kind).count();
    let coded = lexicon.entries.iter().filter(|entry| match &entry.detail {
        Detail::Country { iso2, .. } => iso2.len() == 2 && iso2.bytes().all(|b| b.is_ascii_uppercase()),
        _ => false,
    });
    let rows = |list: &str| {
        let text = fs::read_to_string(format!("gazetteers/fr/{list}.csv")).unwrap();
        csv::Reader::from_reader(text.as_bytes()).into_records().count()
    };
    for (what, have, today) in [
        ("countries with an ISO code", coded.count(), 250),
        ("organisations", count(EntryKind::Organisation), 3_470),
        ("people", count(EntryKind::Person), 4_584),
        ("places", count(EntryKind::Place), 33_510),
        ("ranks", count(EntryKind::Rank), 219),
        ("titles", count(EntryKind::Title), 107),
        ("roles", count(EntryKind::Role), 911),
        ("portfolios", count(EntryKind::Portfolio), 37),
        ("offices", lexicon.offices.len(), 3_283),
        ("meanings of roles", lexicon.role_offices.len(), 53),
        ("memberships", lexicon.memberships.len(), 1_143),
        ("given names", rows("given_names"), 8_626),
        ("ordinary words", rows("words"), 38_967),
        ("verbs", rows("verbs"), 1_396),
        ("relation types", lexicon.frames.types.len(), 30),
        ("frames", lexicon.frames.frames.len(), 385),
    ] {
        assert!(100 * have >= 95 * today, "{have} {what}, fewer than 95 % of {today}");
    }
    assert!(lexicon.folded_has("amadou", word::GIVEN));
}

/// `language.toml` is the manifest: it says of every other file what it is and where it is from.
#[test]
fn every_list_is_in_the_manifest() {
    let lexicon = lexicon::load(&Options::default()).unwrap();
    let named: BTreeSet<String> = lexicon.lists.iter().map(|list| list.file.to_string()).collect();
    assert_eq!(named.len(), lexicon.lists.len(), "a file is named twice");
    let files = fs::read_dir("gazetteers/fr").unwrap().map(|file| file.unwrap().file_name());
    let there: BTreeSet<String> =
        files.map(|file| file.into_string().unwrap()).filter(|file| file != "language.toml").collect();
    assert_eq!(named, there);
    for list in &lexicon.lists {
        assert_eq!(Path::new(&*list.file).file_stem().unwrap(), &*list.name);
        let cells = [&list.rows, &list.case, &list.source, &list.licence, &list.checked];
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{}", list.name);
    }
}

/// The README names every list and every column.
#[test]
fn the_readme_explains_every_column() {
    let readme = fs::read_to_string("gazetteers/README.md").unwrap();
    for file in fs::read_dir("gazetteers/fr").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let section = readme.split("\n### ").find(|section| section.starts_with(&format!("`{name}`")));
        let section = section.unwrap_or_else(|| panic!("no section `{name}` in gazetteers/README.md"));
        if path.extension().is_some_and(|extension| extension == "csv") {
            let text = fs::read_to_string(&path).unwrap();
            for column in text.lines().next().unwrap().split(',') {
                let explained = section.contains(&format!("`{column}`")) || COMMON_COLUMNS.contains(&column);
                assert!(explained, "{name}: column `{column}`");
            }
        }
    }
}

/// Columns that mean the same everywhere; the README explains them once.
const COMMON_COLUMNS: [&str; 7] = ["id", "name", "aliases", "shared", "cued", "source", "checked"];

/// A list's file name and text.
type File = (&'static str, &'static str);

/// A set of lists with one thing wrong, as `file` and lines, and the finding expected: its start and what it says.
const BROKEN: &[(&str, &[File], &str, &str)] = &[
    (
        "an unknown column",
        &[("people.csv", "name,surnom\nAda Ba,Ada\n")],
        "people.csv:1:6: error",
        "unknown column `surnom`",
    ),
    (
        "a missing column",
        &[("countries.csv", "name\nMali\n")],
        "countries.csv:1:1: error",
        "no column `iso2`",
    ),
    (
        "a comma without quotes",
        &[("organisations.csv", "id,name\nunesco,Éducation, science\n")],
        "organisations.csv:2:1: error",
        "3 cells where the header has 2",
    ),
    ("an empty name", &[("people.csv", "id,name\nada,\n")], "people.csv:2:5: error", "empty `name`"),
    (
        "a value of no set",
        &[("organisations.csv", "id,name,subtype\nonu,ONU,monde\n")],
        "organisations.csv:2:9: error",
        "`monde` is not a subtype",
    ),
    (
        "a date that is none, after a cell with a comma",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("people.csv", "id,name\nada,\"Ba, Ada\"\n"),
            ("roles.csv", "id,name,unique\npresident,président,yes\n"),
            ("offices.csv", "person,role,of,source,from\nada,president,mali,\"a, b\",2020-13\n"),
        ],
        "offices.csv:2:27: error",
        "`2020-13` is not a date",
    ),
    (
        "a number that is none",
        &[("places.csv", "id,name,population\nkayes,Kayes,beaucoup\n")],
        "places.csv:2:13: error",
        "`beaucoup` is not a number",
    ),
    (
        "an id with capitals",
        &[("people.csv", "id,name\nAda,Ada Ba\n")],
        "people.csv:2:1: error",
        "`Ada` is not an id",
    ),
    (
        "a Wikidata id that is none",
        &[("people.csv", "id,name,wikidata\nada,Ada Ba,912\n")],
        "people.csv:2:12: error",
        "`912` is not a Wikidata id",
    ),
    (
        "an id twice in a list",
        &[("people.csv", "id,name\nada,Ada Ba\nada,Ada Sow\n")],
        "people.csv:3:1: error",
        "duplicate id `ada`, first on line 2",
    ),
    (
        "an id in two lists of actors",
        &[
            ("organisations.csv", "id,name\ntoyota,Toyota\n"),
            ("places.csv", "name,id,shared\nToyota,toyota,Toyota\n"),
        ],
        "places.csv:2:8: error",
        "`toyota` is the id of",
    ),
    (
        "an alias of two people",
        &[("people.csv", "id,name,aliases\nada,Ada Ba,Ada la Grande\nada-sow,Ada Sow,ada la grande\n")],
        "people.csv:3:17: warning",
        "`ada la grande` is a name of `ada` as well",
    ),
    (
        "a name of an organisation and of a place",
        &[
            ("organisations.csv", "id,name\ntoyota,Toyota\n"),
            ("places.csv", "id,name\ntoyota-japon,Toyota\n"),
        ],
        "places.csv:2:14: warning",
        "`Toyota` is a name of `toyota` as well",
    ),
    (
        "an alias that is a common word",
        &[
            ("organisations.csv", "id,name,aliases\nmar,Mouvement Alternance,Alternance\n"),
            ("words.csv", "form,count\nalternance,120\n"),
        ],
        "organisations.csv:2:26: warning",
        "`Alternance` is an ordinary French word",
    ),
    (
        "an alias that is a word in small letters",
        &[
            ("organisations.csv", "id,name,aliases\nmar,Mouvement Alternance,alternance\n"),
            ("words.csv", "form,count\nalternance,2\n"),
        ],
        "organisations.csv:2:26: warning",
        "`alternance` is an ordinary French word",
    ),
    (
        "an unknown country",
        &[("people.csv", "id,name,country\nada,Ada Ba,malie\n")],
        "people.csv:2:12: error",
        "unknown country code `malie`",
    ),
    (
        "an office of nobody",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("roles.csv", "id,name\npresident,président\n"),
            ("offices.csv", "person,role,of\nada,president,mali\n"),
        ],
        "offices.csv:2:1: error",
        "unknown id `ada`",
    ),
    (
        "a membership without its body",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("memberships.csv", "member,body\nmali,cedeao\n"),
        ],
        "memberships.csv:2:6: error",
        "unknown body `cedeao`",
    ),
    (
        "two presidents at once, one of them between two others",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("people.csv", "id,name\na-ba,A Ba\nb-ba,B Ba\nc-ba,C Ba\n"),
            ("roles.csv", "id,name,unique\npresident,président,yes\n"),
            (
                "offices.csv",
                "person,role,of,from,to\na-ba,president,mali,2000,2010-05\nb-ba,president,mali,2001,2002\n\
                 c-ba,president,mali,2009-01-01,2012\n",
            ),
        ],
        "offices.csv:4:21: warning",
        "`c-ba` and `a-ba` hold the same office at once (president mali)",
    ),
    (
        "a feature that nothing asks for",
        &[("features.toml", "[[feature]]\nname = \"place-nuon\"\nsays = \"…\"\nwords = [\"hameau\"]\n")],
        "features.toml:2:8: error",
        "nothing asks for a feature `place-nuon`\n  hint: did you mean `place-noun`?",
    ),
    (
        "a feature whose words follow from other lists",
        &[("features.toml", "[[feature]]\nname = \"surname\"\nsays = \"…\"\nwords = [\"Ba\"]\n")],
        "features.toml:2:8: error",
        "the words of `surname` are not listed here",
    ),
    (
        "a feature of a verb that has no forms",
        &[(
            "features.toml",
            "[[feature]]\nname = \"actor-object\"\nsays = \"…\"\nverbs = [\"tartempionner\"]\n",
        )],
        "features.toml:4:10: error",
        "no verb `tartempionner`",
    ),
    (
        "a feature without words",
        &[("features.toml", "[[feature]]\nname = \"partitive\"\nsays = \"…\"\nwords = []\n")],
        "features.toml:2:8: warning",
        "the feature `partitive` has no words",
    ),
    (
        "a term that ends before it starts",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("people.csv", "id,name\na-ba,A Ba\n"),
            ("roles.csv", "id,name,unique\npresident,président,yes\n"),
            ("offices.csv", "person,role,of,from,to\na-ba,president,mali,2010,2009-12-31\n"),
        ],
        "offices.csv:2:26: error",
        "the term ends before it starts",
    ),
];

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (what, files, start, says) in BROKEN {
        let findings = findings(files);
        assert!(
            findings.iter().any(|finding| finding.starts_with(start) && finding.contains(says)),
            "{what}: no `{start}: {says}` in\n{}",
            findings.join("\n")
        );
    }
}

/// What is meant to be as it is gives no finding.
const SOUND: &[(&str, &[File])] = &[
    (
        "a handover in the same month, and an end that nobody knows",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("people.csv", "id,name\na-ba,A Ba\nb-ba,B Ba\nc-ba,C Ba\n"),
            ("roles.csv", "id,name,unique\npresident,président,yes\n"),
            (
                "offices.csv",
                "person,role,of,from,to\na-ba,president,mali,2000,2010-05-20\nb-ba,president,mali,2010-05,?\n\
                 c-ba,president,mali,2012,\n",
            ),
        ],
    ),
    (
        "a minister of several portfolios beside the one of a part",
        &[
            ("countries.csv", "id,name,iso2\nmali,Mali,ML\n"),
            ("people.csv", "id,name\na-ba,A Ba\nb-ba,B Ba\n"),
            ("roles.csv", "id,name,unique\nministre,ministre,yes\n"),
            ("portfolios.csv", "id,name\neconomie,Économie\nindustrie,Industrie\n"),
            (
                "offices.csv",
                "person,role,portfolio,of,from,to\na-ba,ministre,economie|industrie,mali,2000,2010\n\
                 b-ba,ministre,industrie,mali,2003,2005\n",
            ),
        ],
    ),
    (
        "a form that two rows share, a word that is cued, an acronym that is a word",
        &[
            (
                "organisations.csv",
                "id,name,acronyms,shared,cued\nanc,Congrès national africain,ANC,,\nanc-togo,Alliance nationale,,ANC,\n\
                 orange,groupe Orange,,,Orange\nunir,Union pour la République,UNIR,,\n",
            ),
            ("words.csv", "form,count\norange,300\nunir,300\n"),
        ],
    ),
];

#[test]
fn what_is_meant_gives_no_finding() {
    for (what, files) in SOUND {
        assert_eq!(findings(files), Vec::<String>::new(), "{what}");
    }
}

/// The findings on a set of lists, each as it is shown, with the bare file name.
fn findings(files: &[File]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let options = Options::default().with_builtin(false).with_folder(folder.path());
    let prefix = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    let findings = lexicon::check(&options).expect("the folder can be read");
    findings.iter().map(|finding| finding.to_string().replace(&prefix, "")).collect()
}

/// Of an office, the same row with its end closes the term of the predecessor.
#[test]
fn a_folder_ends_a_term() {
    let built_in = lexicon::load(&Options::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let row = "assimi-goita,president-transition,,mali,2021-05-24,2026-10-01";
    let text = format!("person,role,portfolio,of,from,to\n{row}\n");
    fs::write(folder.path().join("offices.csv"), text).unwrap();
    let options = Options::default().with_folder(folder.path());
    let lexicon = lexicon::load(&options).unwrap();
    assert_eq!(lexicon.offices.len(), built_in.offices.len());
    let person = lexicon.find(EntryKind::Person, "assimi-goita").unwrap();
    let role = lexicon.find(EntryKind::Role, "president-transition").unwrap();
    let office =
        lexicon.offices.iter().find(|office| office.person == person && office.role == role).unwrap();
    assert!(!office.open);
}

/// The words of a feature in a folder take the place of the built-in ones; the other features stay.
#[test]
fn a_folder_replaces_the_words_of_a_feature() {
    let stanza = "[[feature]]\nname = \"place-noun\"\nsays = \"…\"\nwords = [\"estancia\"]\n";
    let lexicon = lexicon::load(&Options::default().with_file("features.toml", stanza)).unwrap();
    assert!(lexicon.folded_has("estancia", word::PLACE_NOUN));
    assert!(!lexicon.folded_has("hameau", word::PLACE_NOUN));
    // It implies the other.
    assert!(
        lexicon.folded_has("region", word::PLACE_NOUN) && lexicon.folded_has("region", word::PLACE_DIVISION)
    );
}

/// A folder replaces a built-in row that has the same id, and adds the others.
#[test]
fn a_folder_replaces_and_adds_rows() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("people.csv"),
        "id,name,country\nassimi-goita,Assimi Goïta le Neuf,mali\nada-ba,Ada Ba,mali\n",
    )
    .unwrap();
    let built_in = lexicon::load(&Options::default()).unwrap();
    let options = Options::default().with_folder(folder.path());
    let lexicon = lexicon::load(&options).unwrap();
    let name = |id| lexicon.find(EntryKind::Person, id).map(|index| &*lexicon.entry(index).name);
    assert_eq!(name("assimi-goita"), Some("Assimi Goïta le Neuf"));
    assert_eq!(name("ada-ba"), Some("Ada Ba"));
    assert_eq!(lexicon.entries.len(), built_in.entries.len() + 1);
}

/// Lists in memory are lists as those of a folder are, and messages name them.
#[test]
fn lists_in_memory() {
    let options = Options::default().with_file("people.csv", "id,name,country\nada-ba,Ada Ba,mali\n");
    let lexicon = lexicon::load(&options).unwrap();
    assert!(lexicon.find(EntryKind::Person, "ada-ba").is_some());

    let error = |name: &str, text: &'static str| {
        let options = Options::default().with_file(name, text);
        lexicon::load(&options).unwrap_err().to_string()
    };
    assert_eq!(
        error("people.csv", "name,country\nAda Ba,atlantide\n"),
        "memory:people.csv:2:8: unknown id `atlantide`"
    );
    assert_eq!(error("friends.csv", "name\nAda Ba\n"), "memory:friends.csv: no such list");
    assert_eq!(error("people", "name\nAda Ba\n"), "memory:people: no such list");
}
