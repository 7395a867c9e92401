//! The built-in lists are sound, and what is wrong with others is told with its place.

use palabre::{
    lexicon::{self, Level, Options},
    model::{Detail, EntryKind, Lexicon},
};
use std::{collections::BTreeSet, fs, path::Path};

#[test]
fn roles_of_structure_are_in_the_list() {
    let lexicon = lexicon::load(&Options::default()).unwrap();
    let structure = &lexicon.frames.structure;
    let roles = structure.professions.iter().chain(&structure.in_country);
    let roles = roles.chain(&structure.for_country).chain(&structure.offices_of_bodies);
    for role in roles.chain(structure.roles_in_body.keys()) {
        assert!(lexicon.find(EntryKind::Role, role).is_some(), "no role `{role}`");
    }
}

#[test]
fn the_built_in_lists_have_no_findings() {
    for builtin in [true, false] {
        let mut findings = lexicon::check(&Options::default().with_builtin(builtin)).unwrap();
        // Terms that are one are no mistake.
        findings.retain(|finding| finding.level != Level::Info);
        let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{} findings:\n{}", shown.len(), shown.join("\n"));
    }
}

#[test]
fn the_built_in_lists_are_wide() {
    let lexicon = lexicon::load(&Options::default()).unwrap();
    let count = |kind| lexicon.entries().iter().filter(|entry| entry.kind == kind).count();
    let coded = lexicon.entries().iter().filter(|entry| match &entry.detail {
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
        ("offices", lexicon.offices().len(), 3_283),
        ("meanings of roles", lexicon.role_offices().len(), 53),
        ("memberships", lexicon.memberships().len(), 1_143),
        ("given names", rows("given_names"), 8_626),
        ("ordinary words", rows("words"), 38_967),
        ("verbs", rows("verbs"), 1_396),
        ("relation types", lexicon.relation_types().len(), 30),
        ("frames", lexicon.frames().len(), 385),
    ] {
        assert!(100 * have >= 95 * today, "{have} {what}, fewer than 95 % of {today}");
    }
}

/// `language.toml` is the manifest: it says of every other file what it is and where it is from.
#[test]
fn every_list_is_in_the_manifest() {
    let lexicon = lexicon::load(&Options::default()).unwrap();
    let named: BTreeSet<String> = lexicon.lists().iter().map(|list| list.file.to_string()).collect();
    assert_eq!(named.len(), lexicon.lists().len(), "a file is named twice");
    let files = fs::read_dir("gazetteers/fr").unwrap().map(|file| file.unwrap().file_name());
    let there: BTreeSet<String> =
        files.map(|file| file.into_string().unwrap()).filter(|file| file != "language.toml").collect();
    assert_eq!(named, there);
    for list in lexicon.lists() {
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
    assert_eq!(lexicon.offices().len(), built_in.offices().len());
    let person = lexicon.find(EntryKind::Person, "assimi-goita").unwrap();
    let role = lexicon.find(EntryKind::Role, "president-transition").unwrap();
    let office =
        lexicon.offices().iter().find(|office| office.person == person && office.role == role).unwrap();
    assert!(!office.open);
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
    assert_eq!(lexicon.entries().len(), built_in.entries().len() + 1);
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

/// A type of one's own, and one in the place of a built-in one.
const TYPES: &str = "
[[relation]]
id = \"tutors\"
says = \"A tutors B\"
source = [\"country\"]
target = [\"organisation\"]

[[relation]]
id = \"meets\"
says = \"A talks to B\"
source = [\"person\"]
target = [\"person\"]
";

/// A frame of each of the two types, the second in the place of a built-in one.
const OWN_FRAMES: &str = "
[[frame]]
relation = \"tutors\"
verb = \"former\"
takes = [\"A _ B\"]
says = [\"[La Russie] a formé [les Forces armées maliennes].\"]

[[frame]]
relation = \"meets\"
verb = \"rencontrer\"
takes = [\"A _ avec B\"]
says = [\"[Assimi Goïta] a rencontré avec joie [Vladimir Poutine].\"]
";

fn templates(lexicon: &Lexicon, id: &str) -> Vec<String> {
    let frame = lexicon.frames().iter().find(|frame| &*frame.id == id).expect(id);
    lexicon.templates_of(frame).into_iter().map(String::from).collect()
}

/// Types and frames of a known id take the place of the built-in ones, the others follow them; whatever the file of the
/// frames is called, and with the built-in rows or without.
#[test]
fn a_folder_adds_and_replaces_types_and_frames() {
    let built_in = lexicon::load(&Options::default()).unwrap();
    let meets = built_in.relation_types().iter().position(|relation| &*relation.id == "meets").unwrap();
    let rule = built_in.frames().iter().position(|frame| &*frame.id == "fr.meets.rencontrer").unwrap();
    for (file, rows) in
        [("frames-essai.toml", true), ("frames-meeting.toml", true), ("frames-essai.toml", false)]
    {
        let options = Options::default().with_builtin(rows);
        let options = options.with_file("relations.toml", TYPES).with_file(file, OWN_FRAMES);
        let lexicon = lexicon::load(&options).unwrap();
        let (types, frames) = (lexicon.relation_types(), lexicon.frames());
        assert_eq!(types.len(), built_in.relation_types().len() + 1);
        assert_eq!(&*types.last().unwrap().id, "tutors");
        assert_eq!((&*types[meets].id, &*types[meets].says), ("meets", "A talks to B"));
        assert_eq!(frames.len(), built_in.frames().len() + 1);
        assert_eq!(&*frames.last().unwrap().id, "fr.tutors.former");
        assert_eq!(&*frames[rule].id, "fr.meets.rencontrer");
        assert_eq!(templates(&lexicon, "fr.meets.rencontrer"), ["A _ avec B"]);
        assert_eq!(templates(&lexicon, "fr.meets.recevoir"), templates(&built_in, "fr.meets.recevoir"));
    }
}

#[test]
fn a_folder_adds_and_replaces_rules_of_cooccurrence() {
    let rule = |id: &str, weight: f64| {
        format!(
            "[[rule]]\nid = \"{id}\"\nsource = \"person\"\ntarget = \"person\"\nwindow = \"paragraph\"\n\
             edge = \"appears_with\"\nweight = {weight}\nsays = \"…\"\n"
        )
    };
    let known = "fr.cooccurrence.person-organisation";
    let built_in = lexicon::load(&Options::default()).unwrap();
    let built_in = built_in.cooccurrence();
    let text = rule(known, 0.5) + &rule("fr.cooccurrence.essai", 2.0);
    let lexicon = lexicon::load(&Options::default().with_file("cooccurrence.toml", text)).unwrap();
    let rules = lexicon.cooccurrence();
    let place = built_in.rules.iter().position(|rule| rule.id == known).unwrap();
    assert_eq!((&*rules.rules[place].id, rules.rules[place].weight), (known, 0.5));
    assert_eq!(rules.rules.last().unwrap().id, "fr.cooccurrence.essai");
    assert_eq!(rules.rules.len(), built_in.rules.len() + 1);
    assert_eq!(rules.exclude_zones, built_in.exclude_zones);
}

/// A file that no command reads, and its error: where, and what.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("relations.toml", "[[relation]\n", "1:12", ""),
    (
        "relations.toml",
        "[[relation]]\nid = \"tutors\"\nsource = []\ntarget = []\n",
        "1:1",
        "missing field `says`",
    ),
    ("relations.toml", "\n[[type]]\nid = \"tutors\"\n", "2:3", "unknown field `type`"),
    (
        "relations.toml",
        "[[relation]]\nid = \"form, train\"\nsays = \"…\"\nsource = []\ntarget = []\n",
        "1:1",
        "`form, train` is not an id",
    ),
    (
        "relations.toml",
        "[[relation]]\nid = \"tutors\"\n[[relation]]\nid = \"tutors\"\n",
        "4:6",
        "a second relation `tutors`, first in memory:relations.toml:1:1",
    ),
    (
        "frames-essai.toml",
        "[[frame]]\nrelation = \"tutors\"\nverb = \"former\"\n",
        "2:12",
        "no relation type `tutors`",
    ),
    ("frames-essai.toml", "[[frame]]\nrelation = \"meets\"\n", "1:1", "a frame without a trigger"),
    (
        "frames-essai.toml",
        "[[frame]]\nrelation = \"meets\"\nverb = \"tartempionner\"\ntakes = [\"A _ B\"]\nsays = [\"[A] [B]\"]\n",
        "3:8",
        "no verb `tartempionner`",
    ),
    (
        "frames-essai.toml",
        "[[frame]]\nrelation = \"meets\"\nnoun = \"\"\nnoun_takes = [\"_ de A avec B\"]\nsays = [\"[A] [B]\"]\n",
        "3:8",
        "a noun without a word",
    ),
    (
        "frames-meeting.toml",
        "[[frame]]\nrelation = \"meets\"\nverb = \"former\"\ntakes = [\"A _ \"]\nsays = [\"[A] [B]\"]\n",
        "4:10",
        "a template needs A and B, each once",
    ),
    (
        "frames-essai.toml",
        "[[frame]]\nrelation = \"meets\"\nverb = \"former\"\n[[frame]]\nrelation = \"meets\"\nid = \"former\"\n",
        "6:6",
        "a second frame `fr.meets.former`, first in memory:frames-essai.toml:1:1",
    ),
    ("grammar.toml", "adverb = [\"bien\"]\n", "1:1", "unknown field `adverb`"),
    ("grammar.toml", "prepositions = [\"de\", \"-\"]\n", "1:23", "a preposition without a word"),
    ("grammar.toml", "[contracted]\ndes = \"deçà\"\n", "2:7", "`deçà` is no preposition here"),
    ("grammar.toml", "[aliases]\nEtats = \"nations\"\n", "2:9", "`Etats` is no spelling of `nations`"),
    ("grammar.toml", "[speech]\nverbs = [\"tartempionner\"]\n", "2:10", "no verb `tartempionner`"),
    (
        "grammar.toml",
        "[[structure.role_in_body]]\nrelation = \"tutors\"\nroles = [\"entraineur\"]\n",
        "2:12",
        "no relation type `tutors`",
    ),
    ("language.toml", "months = [\"janvier\"]\n", "1:10", "invalid length 1"),
    ("language.toml", "\nmois = []\n", "2:1", "unknown field `mois`"),
    ("cooccurrence.toml", "[[rule]]\nid = \"r\"\nsource = \"planet\"\n", "3:10", "unknown variant `planet`"),
    (
        "cooccurrence.toml",
        "[[rule]]\nid = \"r\"\n[[rule]]\nid = \"r\"\n",
        "4:6",
        "a second rule `r`, first in memory:cooccurrence.toml:1:1",
    ),
    (
        "features.toml",
        "[[feature]]\nname = \"site\"\nsays = \"…\"\n[[feature]]\nname = \"site\"\nsays = \"…\"\n",
        "5:8",
        "a second feature `site`, first in memory:features.toml:1:1",
    ),
    (
        "features.toml",
        "[[feature]]\nname = \"lieu\"\nsays = \"…\"\n",
        "2:8",
        "nothing asks for a feature `lieu`",
    ),
    ("people.csv", "id,name\nada-ba,Ada Ba,x\n", "2:1", "3 cells where the header has 2"),
    // No id can be made of such a name.
    ("people.csv", "name\n—\n", "2:1", "a row without a name"),
    ("offices.csv", "person,role,of\nassimi-goita,archonte,mali\n", "2:14", "unknown id `archonte`"),
];

/// What no command reads is found by the check, at the same place.
#[test]
fn the_check_finds_what_is_refused() {
    for (file, text, place, says) in REFUSED {
        // What is said of the language needs no rows, and makes all be read.
        let is_of_language = ["features.toml", "grammar.toml", "language.toml"].contains(file);
        let options = Options::default().with_builtin(!is_of_language).with_file(*file, *text);
        let error = lexicon::load(&options).err().unwrap_or_else(|| panic!("{file} is read:\n{text}"));
        let (shown, start) = (error.to_string(), format!("memory:{file}:{place}: "));
        assert!(shown.starts_with(&start) && shown.contains(says), "{shown}\nis not {start}{says}");
        let findings = lexicon::check_added(&options).unwrap();
        let mut errors = findings.iter().filter(|finding| finding.level == Level::Error);
        let same = |message: &str| shown == format!("{start}{message}");
        assert!(errors.any(|finding| same(&finding.message)), "{shown}\nis not in {findings:?}");
    }
}

/// What a folder breaks in a built-in file is told of the file of the folder, or of its row.
#[test]
fn what_a_folder_brings_about_is_told_of_it() {
    for (file, text, start, says) in [
        (
            "grammar.toml",
            "prepositions = [\"de\", \"à\"]\n",
            "memory:grammar.toml: error: with this file, gazetteers/fr/",
            "is no preposition",
        ),
        (
            "words.csv",
            "form,count\nwagner,500\n",
            "memory:words.csv: warning: with this file, gazetteers/fr/",
            "is an ordinary French word",
        ),
        (
            "people.csv",
            "id,name,country,aliases\nassimi-goita,Assimi Goïta,mali,Sadio Camara\n",
            "memory:people.csv:2:32: warning: `Sadio Camara` is a name of `sadio-camara` as well (gazetteers/fr/people.csv:",
            "",
        ),
        (
            "offices.csv",
            "person,role,of,from\nsadio-camara,president-transition,mali,2021-01-01\n",
            "memory:offices.csv:2:40: warning: `sadio-camara` and `assimi-goita` hold the same office at once",
            "hint: see gazetteers/fr/offices.csv:",
        ),
    ] {
        let options = Options::default().with_file(file, text);
        let findings: Vec<String> =
            lexicon::check_added(&options).unwrap().iter().map(ToString::to_string).collect();
        let is_told = |finding: &String| finding.starts_with(start) && finding.contains(says);
        assert!(findings.iter().any(is_told), "no {start}{says} in\n{}", findings.join("\n"));
        let refused = lexicon::load(&options).err().map(|error| error.to_string());
        assert_eq!(refused.is_some(), start.contains("error"));
        let starts_so = |error: String| error.starts_with(&start.replace("error: ", ""));
        assert!(refused.is_none_or(starts_so));
    }
}

/// A file of no list is refused, and not passed over.
#[test]
fn files_of_no_list_are_refused() {
    for name in ["relation.toml", "frame.toml", "gens.csv"] {
        // The built-in rows are examined with one of them.
        let options = Options::default().with_builtin(name == "gens.csv").with_file(name, "");
        let error = lexicon::load(&options).err().unwrap_or_else(|| panic!("{name} is read"));
        assert_eq!(error.to_string(), format!("memory:{name}: no such list"));
        let hint = error.hint().unwrap();
        assert!(hint.contains("people.csv") && hint.contains("frames-*.toml"));
        let mut findings = lexicon::check(&options).unwrap();
        findings.retain(|finding| finding.level != Level::Info);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].to_string(), format!("memory:{name}: error: no such list\n  hint: {hint}"));
    }
}
