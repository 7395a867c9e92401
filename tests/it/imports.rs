//! Foreign lists turned into lists of one's own: each format, read from a sample in its structure, and found in a sentence.

use palabre::{
    Extractor,
    import::{self, Options, Reason, Report, Source},
    lexicon,
    model::{Document, EntryKind, Lexicon},
};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, Cursor},
    path::Path,
    sync::LazyLock,
};

type Lists = BTreeMap<&'static str, Vec<u8>>;

fn open(path: &Path) -> palabre::error::Result<Box<dyn BufRead>> {
    Ok(Box::new(Cursor::new(fs::read(path).unwrap())))
}

/// The lists of a sample, and what was told.
fn imported(sample: &str, options: &Options) -> (BTreeMap<&'static str, String>, Report) {
    let path = Path::new("tests/import").join(sample);
    let (lists, report) = run(&path.display().to_string(), &fs::read(&path).unwrap(), options).unwrap();
    (lists.into_iter().map(|(list, text)| (list, String::from_utf8(text).unwrap())).collect(), report)
}

fn run(name: &str, bytes: &[u8], options: &Options) -> palabre::error::Result<(Lists, Report)> {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| lexicon::load(&lexicon::Options::default()).unwrap());
    let mut lists = Lists::new();
    let folder = Path::new(name).parent().unwrap();
    let source = Source { name, reader: &mut &*bytes, beside: &mut |name| open(&folder.join(name)) };
    let report = import::import(source, &mut Cursor::new(Vec::new()), &LEXICON, options, &mut lists)?;
    Ok((lists, report))
}

/// An extractor that knows some lists besides.
fn knowing(lists: &BTreeMap<&'static str, String>) -> Extractor {
    let options = lists.iter().fold(lexicon::Options::default(), |options, (list, text)| {
        options.with_file(format!("{list}.csv"), text.clone())
    });
    Extractor::new(lexicon::load(&options).unwrap())
}

/// Who of the lists is named in a text, by id.
fn named(extractor: &Extractor, text: &str) -> Vec<String> {
    let extraction = extractor.extract(Document::new("essai", text));
    let known = extraction.entities.into_iter().filter(|entity| entity.entry.is_some());
    known.map(|entity| entity.id).collect()
}

/// What there is to be imported, and what a sentence with it means.
struct Sample {
    file: &'static str,
    format: &'static str,
    options: Options,
    text: &'static str,
    ids: &'static [&'static str],
}

fn samples() -> Vec<Sample> {
    let columns = [("name", "Nom"), ("aliases", "Autres noms"), ("country", "Pays"), ("role", "Fonction")]
        .into_iter()
        .chain([("from", "Depuis"), ("id", "Identifiant")])
        .map(|(field, header)| (field.to_string(), header.to_string()));
    let sample = |file, format, text, ids| Sample { file, format, options: Options::default(), text, ids };
    let of_mali = |sample: Sample| Sample { options: sample.options.with_country("ml"), ..sample };
    vec![
        sample(
            "entities.ftm.json",
            "ftm",
            "Awa Kanté a visité la Société minière du Bambouk et l’union des transporteurs de Kidira.",
            &[
                "awa-kante-nk-essai-1",
                "societe-miniere-du-bambouk-nk-essai-7",
                "union-des-transporteurs-de-kidira-nk-essai-9",
            ],
        ),
        Sample {
            file: "noms.csv",
            format: "csv",
            options: Options::default().with_columns(columns).with_kind(EntryKind::Person),
            text: "Fanta Coulomb a rencontré Bakary Doumbouya-Lenoir.",
            ids: &["bakary-doumbouya-lenoir-k2", "fanta-sidibe-coulomb-k1"],
        },
        sample(
            "wikidata.json",
            "wikidata",
            "Kadi Sangho-Weber s’est rendue à Kénioroba-les-Eaux.",
            &["kadiatou-sangho-weber-q900000001", "kenioroba-les-eaux-q900000003"],
        ),
        sample("query.csv", "sparql", "Oumou Berger a été reçue.", &["oumou-dicko-berger-q900000011"]),
        sample(
            "jrc.txt",
            "jrc",
            "Seydou Kouma-Lang préside le Forum citoyen de Banamba.",
            &["forum-citoyen-de-banamba-900002", "seydou-kouma-lang-900001"],
        ),
        of_mali(sample(
            "popolo.json",
            "popolo",
            "Maïmouna Tall-Girard a quitté le RPBA.",
            &["maimouna-tall-girard-p1", "rassemblement-pour-banamba-o1"],
        )),
        of_mali(sample(
            "everypolitician.csv",
            "csv",
            "Bintou Sagara-Petit a voté.",
            &["bintou-sagara-petit-e1"],
        )),
        of_mali(sample(
            "holders.csv",
            "csv",
            "Djénéba Sow-Marchand a démissionné.",
            &["djeneba-sow-marchand-q900000041"],
        )),
        sample(
            "targets.simple.csv",
            "csv",
            "Lassana Moreau a été sanctionné.",
            &["lassana-doukara-moreau-nk-essai-71"],
        ),
        sample("leaders.csv", "csv", "Lalla Konipo-Sabathier est arrivée.", &["lalla-konipo-sabathier"]),
        sample("factbook.json", "factbook", "Koffi Abalo-Renard a parlé.", &["koffi-abalo-renard-togo"]),
        sample(
            "patterns.jsonl",
            "spacy",
            "Salif Dubreuil a fondé le Collectif des riverains du Sankarani.",
            &["collectif-des-riverains-du-sankarani-collectif", "salif-niare-dubreuil-salif"],
        ),
        sample(
            "gate/lists.def",
            "gate",
            "Drissa Mariko-Vidal dirige les Brasseries du Sankarani.",
            &["brasseries-du-sankarani", "drissa-mariko-vidal-q900000051"],
        ),
        sample("merge_proposals.yaml", "sift", "Rokia Lemoine a signé.", &["person-rokia-barry-lemoine"]),
    ]
}

/// PyYAML folds what is longer than a line.
#[test]
fn scalars_of_yaml_go_over_several_lines() {
    let text = "proposals:\n- canonical_id: organization:union\n  canonical_name: Union des maraîchères et\n    des pêcheurs du Debo-Essai\n  \
                entity_type: ORGANIZATION\n  status: CONFIRMED\n  members:\n  - id: organization:u\n    name: 'Union d''essai,\n      status: unie'\n    \
                confidence: 0.9\n  reason: \"Same \\\"union\n    of both\"\n";
    let (lists, _) = run("merge_proposals.yaml", text.as_bytes(), &Options::default()).unwrap();
    let row = String::from_utf8(lists["organisations"].clone()).unwrap();
    assert!(row.contains("Union des maraîchères et des pêcheurs du Debo-Essai,"), "{row}");
    assert!(row.contains("Union d’essai, status: unie"), "{row}");
}

/// All samples are read, then all of what comes of them is given at once.
#[test]
fn what_is_imported_is_sound_and_found() {
    let samples = samples();
    let mut options = lexicon::Options::default();
    for Sample { file, format, options: of_sample, .. } in &samples {
        let (lists, report) = imported(file, of_sample);
        assert_eq!(report.format, *format, "{file} is known by its marks");
        for (list, text) in lists {
            options = options.with_file(format!("{list}.csv"), text);
        }
    }
    let findings = lexicon::check_added(&options).unwrap();
    let errors: Vec<_> = findings.iter().filter(|finding| finding.level == lexicon::Level::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let extractor = Extractor::new(lexicon::load(&options).unwrap());
    for Sample { file, text, ids, .. } in samples {
        let named = named(&extractor, text);
        for id in ids {
            assert!(named.iter().any(|named| named == id), "{file}: no {id} in {named:?}");
        }
    }
}

#[test]
fn every_format_has_a_sample() {
    let samples = samples();
    for format in import::FORMATS {
        assert!(samples.iter().any(|sample| sample.format == format.name), "{}", format.name);
    }
}

#[test]
fn what_is_left_out_is_told_by_reason() {
    let (lists, report) = imported("entities.ftm.json", &Options::default());
    let people = &lists["people"];
    assert_eq!(report.rows["people"] as usize, people.lines().count() - 1);
    for (reason, count, example) in [
        (Reason::Broken, 1, "line 32"),
        (Reason::NoActor, 1, "MV Bambouk (Vessel)"),
        (Reason::NoKind, 1, "Bambouk Trading (LegalEntity)"),
        (Reason::Script, 1, "Ава Канте"),
        (Reason::OneWord, 2, "Awa"),
        (Reason::Weak, 1, "La Directrice"),
        (Reason::ListedById, 2, "Assimi Goïta is assimi-goita"),
        (Reason::ListedByName, 1, "Ibrahim Traoré is ibrahim-traore"),
        (Reason::Namesake, 1, "Ibrahim Traoré (ibrahim-traore)"),
        (Reason::NoRole, 1, "Deputy chairperson of the reform commission"),
        (Reason::NoHolder, 1, "NK-essai-1 in NK-essai-99"),
        (Reason::PlainRole, 2, "Treasurer emeritus"),
        (Reason::Shares, 1, "NK-essai-7 in NK-essai-11"),
        (Reason::Kin, 1, "essai-lien-11 (Family)"),
        (Reason::NoColumn, 1, "essai-lien-12 (UnknownLink)"),
    ] {
        let (met, first) = &report.reasons[&reason];
        assert_eq!(*met, count, "{reason:?}");
        assert!(first.starts_with(example), "{reason:?}: {first}");
        assert!(report.to_string().contains(reason.says()));
    }
    assert_eq!(report.reasons.len(), 15, "{report}");
}

/// The terms of a sample of who belongs to what: person, role, of, from, to.
fn belonging(sample: &str, options: &Options) -> Vec<String> {
    let (lists, _) = imported(sample, options);
    let mut rows = csv::Reader::from_reader(lists["offices"].as_bytes());
    let shown = |row: csv::StringRecord| {
        [0, 1, 3, 4, 5].map(|column| if row[column].is_empty() { "-" } else { &row[column] }).join(" ")
    };
    let is_office = |row: &csv::StringRecord| matches!(&row[1], "ministre" | "depute" | "directeur-general");
    rows.records().map(Result::unwrap).filter(|row| !is_office(row)).map(shown).collect()
}

#[test]
fn who_belongs_to_what_is_a_term_of_a_person() {
    let options = Options::default().with_country("ml");
    for (sample, terms) in [
        (
            "entities.ftm.json",
            &[
                "siriki-bamba-nk-essai-2 actionnaire societe-miniere-du-bambouk-nk-essai-7 - -",
                // Of what comes later in the file.
                "awa-kante-nk-essai-1 proprietaire comptoir-du-sankarani-nk-essai-11 2022-03 -",
                // A link of two people to a body.
                "awa-kante-nk-essai-1 membre union-des-transporteurs-de-kidira-nk-essai-9 2018 -",
                "ibrahim-traore-nk-essai-5 membre union-des-transporteurs-de-kidira-nk-essai-9 2018 -",
                "siriki-bamba-nk-essai-3 administrateur societe-miniere-du-bambouk-nk-essai-7 - 2023-05-31",
                // It is over, nobody knows since when.
                "ibrahim-traore-nk-essai-5 employe comptoir-du-sankarani-nk-essai-11 - ?",
            ][..],
        ),
        (
            "wikidata.json",
            &[
                // A party of the lists, which is not in the source.
                "kadiatou-sangho-weber-q900000001 membre pdci-rda 2011 2019-06-30",
                "kadiatou-sangho-weber-q900000001 membre rassemblement-du-bambouk-q900000005 - -",
                "kadiatou-sangho-weber-q900000001 actionnaire comptoirs-reunis-du-sankarani-q900000006 - -",
                "boubacar-konipo-weber-q900000007 proprietaire comptoirs-reunis-du-sankarani-q900000006 - -",
            ],
        ),
        ("query.csv", &["oumou-dicko-berger-q900000011 membre pdci-rda - -"]),
        ("popolo.json", &["maimouna-tall-girard-p1 membre rassemblement-pour-banamba-o1 2020-07-05 -"]),
    ] {
        assert_eq!(belonging(sample, &options), terms, "{sample}");
    }
}

/// The lists have one of those who belong to a body, and not the one who is meant; who is named is known by it.
#[test]
fn one_of_many_who_is_listed_is_not_the_one_who_is_meant() {
    let (lists, _) = imported("entities.ftm.json", &Options::default());
    let extractor = knowing(&lists);
    let people = |text: &str| {
        let mut named = named(&extractor, &format!("Dakar, le 3 mai 2023. {text}"));
        named.retain(|id| lists["people"].contains(&format!("{id},")));
        named
    };
    for text in [
        "L’actionnaire de la Société minière du Bambouk a parlé.",
        "L’administrateur de la Société minière du Bambouk a parlé.",
        "Le propriétaire du Comptoir du Sankarani a parlé.",
        "Le membre de l’union des transporteurs de Kidira a parlé.",
    ] {
        assert_eq!(people(text), [""; 0], "{text}");
    }
    assert_eq!(
        people("Siriki Bamba, actionnaire de la Société minière du Bambouk, a parlé."),
        ["siriki-bamba-nk-essai-2"]
    );
}

#[test]
fn people_of_one_name_stay_two() {
    let (lists, _) = imported("entities.ftm.json", &Options::default());
    let bamba: Vec<&str> = lists["people"].lines().filter(|row| row.contains("Siriki Bamba")).collect();
    assert_eq!(
        bamba,
        [
            "siriki-bamba-nk-essai-2,Siriki Bamba,,,cote-d-ivoire,,Siriki Bamba,,FollowTheMoney: NK-essai-2,,",
            "siriki-bamba-nk-essai-3,Siriki Bamba,,,burkina-faso,Siriki Bamba Ouattara,Siriki Bamba,,FollowTheMoney: NK-essai-3,,2024-03",
        ],
        "lines of one id are one row, people of one name are two"
    );
    let extractor = knowing(&lists);
    let extraction = extractor.extract(Document::new("essai", "Siriki Bamba est arrivé."));
    let bamba = extraction.entities.iter().find(|entity| entity.name == "Siriki Bamba").unwrap();
    assert_eq!((bamba.entry, bamba.candidates.len()), (None, 2), "nothing says who of both");
    // The one whom the lists have keeps his name, the others are candidates.
    let named = named(&extractor, "Le président burkinabè Ibrahim Traoré a parlé.");
    assert!(named.contains(&"ibrahim-traore".to_string()), "{named:?}");
}

#[test]
fn merges_and_options_hold() {
    let merges = fs::read("tests/import/resolver.ijson").unwrap();
    let options = Options::default().with_merges("resolver.ijson", &mut &*merges).unwrap();
    let line = |id: &str, name: &str| {
        format!(
            "{{\"id\":\"{id}\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{name}\"],\"weakAlias\":[\"Le Vieux de Sikasso\"]}}}}\n"
        )
    };
    let text = line("ci-registre-77", "Siriki Bamba-Konan") + &line("NK-essai-2", "Siriki Bamba-Leduc");
    let (lists, _) = run("a.ftm.json", text.as_bytes(), &options).unwrap();
    let people = String::from_utf8(lists["people"].clone()).unwrap();
    assert!(
        people.contains("siriki-bamba-konan-nk-essai-2,Siriki Bamba-Konan,,,,Siriki Bamba-Leduc,"),
        "{people}"
    );

    let (lists, report) = run("a.ftm.json", text.as_bytes(), &Options::default().with_weak(true)).unwrap();
    let people = String::from_utf8(lists["people"].clone()).unwrap();
    assert_eq!(report.count(Reason::Weak), 0);
    assert!(people.contains("Le Vieux de Sikasso"), "{people}");

    let error =
        run("a.ftm.json", text.as_bytes(), &Options::default().with_country("atlantide")).unwrap_err();
    assert!(error.to_string().contains("no country `atlantide`"));
    let error = run("a.bin", b"\x00\x01", &Options::default()).unwrap_err();
    assert!(error.to_string().contains("of no format that is known by its marks"));
    let error = Options::default().with_merges("r", &mut &b"[1]"[..]).unwrap_err();
    assert_eq!(error.to_string(), "r:1: no judgement of two ids");
    let csv = b"Nom,Pays\nAwa Kant\xc3\xa9,Mali\n";
    let error = run("a.csv", csv, &Options::default()).unwrap_err();
    assert!(error.hint().unwrap().contains("--kind person"), "{error}");
    let columns = [("name".to_string(), "Name".to_string())];
    let error = run("a.csv", csv, &Options::default().with_columns(columns)).unwrap_err();
    assert_eq!(error.to_string(), "a.csv: no column `Name`");
}

#[test]
fn the_command_writes_a_folder_that_can_be_given() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("sanctions");
    let palabre = || assert_cmd::Command::cargo_bin("palabre").unwrap();
    let import = || {
        let mut command = palabre();
        command.args(["gazetteer", "import", "tests/import/entities.ftm.json", "-o"]).arg(&folder);
        command
    };
    let told = import().assert().code(1).get_output().stderr.clone();
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("4 rows of people.csv"), "{told}");
    assert!(told.contains("1 that cannot be read: line 32"), "{told}");
    assert!(fs::read_to_string(folder.join("import.txt")).unwrap().contains("MV Bambouk (Vessel)"));
    import().assert().code(2);
    import().args(["--force", "-q"]).assert().code(1);
    let found = palabre()
        .args(["gazetteer", "find", "awa", "kanté", "--gazetteer"])
        .arg(&folder)
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    let found = String::from_utf8(found).unwrap();
    assert!(
        found.contains("awa-kante-nk-essai-1") && found.contains("ministre (Artisanat, de la Culture"),
        "{found}"
    );
}
