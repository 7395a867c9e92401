//! The figures of evaluations, worked out by hand; see `eval/README.md`.

use palabre::{
    error::Result,
    eval::{BratFile, Gold, GoldMention, Label, Part, Predictions, Report, Share, Tally, score},
    model::Kind,
};

const GOLD: &str = include_str!("../eval/gold.jsonl");
const PREDICTED: &str = include_str!("../eval/predicted.jsonl");
const PLAIN: &str = include_str!("../eval/plain.jsonl");
const PLAIN_PREDICTED: &str = include_str!("../eval/plain-predicted.jsonl");

fn compare(gold: &str, predicted: &str) -> Report {
    let gold = Gold::from_jsonl("gold.jsonl", gold).unwrap();
    score(&gold, &Predictions::from_jsonl("predicted.jsonl", predicted).unwrap())
}

fn tally(right: usize, invented: usize, missed: usize) -> Tally {
    Tally { right, invented, missed }
}

#[track_caller]
fn check<K: Ord + Clone + std::fmt::Display>(
    tallies: &palabre::eval::Tallies<K>,
    expected: &[(&str, usize, usize, usize)],
) {
    let expected: Vec<(String, Tally)> =
        expected.iter().map(|&(name, r, i, m)| (name.to_owned(), tally(r, i, m))).collect();
    assert_eq!(tallies.rows(), expected);
}

#[test]
fn mentions_by_exact_head_and_by_overlap() {
    let report = compare(GOLD, PREDICTED);
    assert_eq!((report.articles, report.without_prediction), (3, 1));
    check(
        &report.mentions,
        &[
            ("person", 5, 0, 2),
            ("organisation", 2, 1, 1),
            ("country", 1, 0, 0),
            ("place", 2, 1, 0),
            ("all", 10, 2, 3),
            ("all but role", 10, 2, 3),
        ],
    );
    check(
        &report.overlap,
        &[
            ("person", 5, 0, 2),
            ("organisation", 3, 0, 0),
            ("country", 1, 0, 0),
            ("place", 2, 1, 0),
            ("all", 11, 1, 2),
        ],
    );
}

#[test]
fn links_and_ranks() {
    let report = compare(GOLD, PREDICTED);
    assert_eq!(report.linked, Some(Share { right: 7, of: 10 }));
    assert_eq!(report.ranked, Some(Share { right: 1, of: 2 }));
    assert_eq!((report.merged, report.split), (1, 1));
    let wrong: Vec<&str> =
        report.examples(Part::WrongLink).map(|example| example.cells[0].as_str()).collect();
    assert_eq!(wrong, ["Kaya", "Mali", "Ali Diop"]);
}

#[test]
fn relations_by_type_and_arguments() {
    let relations = compare(GOLD, PREDICTED).relations.unwrap();
    check(
        &relations.types,
        &[
            ("attacks/fights", 0, 1, 1),
            ("holds_role", 1, 0, 0),
            ("meets", 1, 1, 0),
            ("opposes/accuses", 1, 0, 0),
            ("supports", 0, 0, 1),
            ("all", 3, 2, 2),
            ("all but holds_role", 2, 2, 2),
        ],
    );
    assert_eq!(relations.pairs, Share { right: 4, of: 5 });
}

#[test]
fn plain_named_entities_are_outermost_and_coarse() {
    let report = compare(PLAIN, PLAIN_PREDICTED);
    check(
        &report.mentions,
        &[("person", 0, 1, 1), ("organisation", 1, 0, 0), ("location", 2, 0, 0), ("all", 3, 1, 1)],
    );
    assert_eq!(report.overlap.all(), tally(4, 0, 0));
    assert!(report.linked.is_none() && report.ranked.is_none() && report.relations.is_none());
}

#[test]
fn nothing_found_and_nothing_to_find() {
    let report = compare(GOLD, "");
    assert_eq!((report.without_prediction, report.mentions.all()), (3, tally(0, 0, 13)));
    assert_eq!(report.linked, Some(Share::default()));
    assert_eq!(compare("", PREDICTED).mentions.all().f1(), 0.0);
}

#[test]
fn the_table_is_read_by_people() {
    assert_eq!(compare(GOLD, PREDICTED).table(20), include_str!("../eval/report.txt"));
    let table = compare(GOLD, PREDICTED).table(1);
    assert!(table.contains("\nwrong link (1 of 3)\n  a1:57 | Kaya | Kaya | Kayes\n\n"), "{table}");
    assert!(!compare(GOLD, PREDICTED).table(0).contains("wrong link"));
}

#[test]
fn the_json_is_read_by_programs() {
    let json: serde_json::Value = serde_json::from_str(&compare(GOLD, PREDICTED).json(1)).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    let expected = "schema_version articles without_prediction mentions overlap linked ranked merged split relations pairs examples";
    assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
    assert_eq!(
        json["mentions"]["person"].to_string(),
        r#"{"precision":100.0,"recall":71.4,"f1":83.3,"right":5,"invented":0,"missed":2}"#
    );
    assert_eq!(json["linked"].to_string(), r#"{"right":7,"of":10,"percent":70.0}"#);
    assert_eq!(
        json["examples"]["wrong rank"].to_string(),
        r#"[{"article":"a1","start":45,"cells":["Omar Zida","général","colonel"]}]"#
    );
}

/// Kinds and names of the mentions of an article.
fn marked(gold: &Gold, article: usize) -> Vec<String> {
    let article = &gold.articles[article];
    let told =
        |mention: &GoldMention| format!("{}={}", mention.label, article.slice(mention.start, mention.end));
    article.mentions.iter().map(told).collect()
}

#[test]
fn columns() {
    let text = "-DOCSTART- -X- -X- O\n\nAwa NNP I-NP B-PER\nDiallo NNP I-NP I-PER\nvisite VB I-VP O\nBobo NNP I-NP I-LOC\n\
                Dioulasso NNP I-NP I-LOC\nGaoua NNP I-NP B-LOC\n. . O O\n\n# text = La Croix-Rouge\nLa\tO\nCroix-Rouge\tB-ORG\n\
                Festival\tB-MISC\n\n-DOCSTART-\tO\n\n#\tO\nKaya\tS-GPE\nMali\tI-LOC\nSow\tI-PERSON\n";
    let gold = Gold::from_conll("dossier/essai.conll", text).unwrap();
    let texts: Vec<(&str, &str)> =
        gold.articles.iter().map(|article| (article.id.as_str(), article.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            ("essai-1", "Awa Diallo visite Bobo Dioulasso Gaoua .\n\nLa Croix-Rouge Festival"),
            ("essai-2", "# Kaya Mali Sow")
        ]
    );
    assert_eq!(
        marked(&gold, 0),
        ["person=Awa Diallo", "location=Bobo Dioulasso", "location=Gaoua", "organisation=Croix-Rouge"]
    );
    assert_eq!(marked(&gold, 1), ["location=Kaya Mali", "person=Sow"]);
    assert!(gold.is_coarse && !gold.has_links && !gold.has_relations);
}

#[test]
fn brat_folders() {
    let text = "Awa Diallo, du CICR de Bamako, a reçu Ali Sow.";
    let annotations = "T1\tPerson 0 3;4 10\tAwa Diallo\nT2\tORG 15 29\tCICR de Bamako\nT3\tLOC 23 29\tBamako\n\
                       T4\tPER 38 45\tAli Sow\nR1\tmeets Arg1:T1 Arg2:T4\n#1\tAnnotatorNotes T1\tsûr\nA1\tTitle T4\n";
    let gold = Gold::from_brat([BratFile { id: "a.txt", text, annotations }]).unwrap();
    assert_eq!(marked(&gold, 0), ["person=Awa Diallo", "organisation=CICR de Bamako", "person=Ali Sow"]);
    assert!(gold.is_coarse && gold.has_relations && !gold.has_links);

    let found = r#"{"id": "a", "mentions": [{"start": 0, "end": 10, "kind": "person", "entity": "awa"},
        {"start": 23, "end": 29, "kind": "place", "entity": null}],
        "entities": [{"id": "awa", "name": "Awa Diallo"}, {"id": "ali", "name": "Ali Sow"}],
        "relations": [{"type": "meets", "source": "ali", "target": "awa"}]}"#;
    let report = score(&gold, &Predictions::from_jsonl("found", &found.replace('\n', " ")).unwrap());
    assert_eq!(report.mentions.all(), tally(1, 1, 2));
    assert_eq!(report.relations.unwrap().types.all(), tally(1, 0, 0));
}

#[test]
fn brat_with_palabre_kinds_keeps_them() {
    let annotations = "T1\tCOUNTRY 0 4\tMali\nT2\tplace 6 12\tBamako";
    let gold = Gold::from_brat([BratFile { id: "a.txt", text: "Mali, Bamako", annotations }]).unwrap();
    assert_eq!(marked(&gold, 0), ["country=Mali", "place=Bamako"]);
    assert!(!gold.is_coarse);
    assert_eq!(gold.articles[0].mentions[0].label, Label::Kind(Kind::Country));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    #[track_caller]
    fn told<T: std::fmt::Debug>(result: Result<T>, message: &str) {
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    let brat = |annotations| Gold::from_brat([BratFile { id: "x/a.txt", text: "Mali", annotations }]);
    told(Gold::from_jsonl("g", "{\"id\": \"a\", \"text\": \"\"}"), "g:1: no annotations");
    told(
        Gold::from_jsonl("g", "{\"id\":1,\"mentions\":[]}\n{\"id\":2,\"entities\":[]}"),
        "g:2: mentions and plain entities in one file",
    );
    told(
        Gold::from_jsonl("g", "{\"id\":1,\"mentions\":[],\"relations\":[{\"type\":\"meets\"}]}"),
        "g:1: not a relation: missing field `subject`",
    );
    told(Predictions::from_jsonl("p", "\n{\"id\": \"a\"}"), "p:2:11: missing field `mentions`");
    told(Gold::from_conll("c", "Mali\n"), "c:1: a token without a tag");
    told(Gold::from_conll("c", "Mali LOC\n"), "c:1: no tag in the last column: \"LOC\"");
    told(brat("T1\tLOC 0\tMali"), "x/a.ann:1: not `T1⇥Type start end⇥text`");
    told(brat("T1\tLOC 0 9\tMali"), "x/a.ann:1: a place that the text does not have");
    told(brat("R1\tmeets Arg1:T1 Arg2:T2"), "x/a.ann:1: an argument that is not marked");
}

/// Exit code, standard output and standard error of `palabre eval`, run in the folder of these sets.
fn command(arguments: &[&str], stdin: &str) -> (Option<i32>, String, String) {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_palabre"));
    command.arg("eval").args(arguments).current_dir("tests/eval").write_stdin(stdin);
    let output = command.output().unwrap();
    let told = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), told(output.stdout), told(output.stderr))
}

#[test]
fn the_command_scores_what_was_found() {
    let (code, out, err) = command(&["gold.jsonl", "predicted.jsonl", "--show", "20"], "");
    assert_eq!((code, out.as_str(), err.as_str()), (Some(1), include_str!("../eval/report.txt"), ""));
    let (code, out, _) = command(&["plain.jsonl", "-", "--format", "json"], PLAIN_PREDICTED);
    assert_eq!((code, out), (Some(0), compare(PLAIN, PLAIN_PREDICTED).json(0)));
}

#[test]
fn the_command_extracts_what_was_not_found_yet() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("essai.conll", "Bamako\tB-LOC\net\tO\nMoscou\tB-LOC\n.\tO\n");
    write("a.txt", "Le Mali et la Russie.");
    write("a.ann", "T1\tLOC 3 7\tMali\nT2\tLOC 14 20\tRussie\n");
    for gold in ["essai.conll", ""] {
        let (code, out, err) = command(&[&path(gold), "--format", "json"], "");
        assert_eq!((code, err.as_str()), (Some(0), ""), "{gold}");
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["mentions"]["location"]["right"], 2, "{gold}");
    }
}

#[test]
fn the_command_tells_what_it_cannot_read() {
    let (code, out, err) = command(&["nulle-part.jsonl"], "");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("nulle-part.jsonl: ") && err.contains("hint: "), "{err}");
    let (code, _, err) = command(&["gold.jsonl", "README.md"], "");
    assert_eq!(code, Some(2));
    assert!(err.contains("README.md:1:1: ") && err.contains("hint: "), "{err}");
    let (code, _, err) = command(&["."], "");
    assert_eq!(code, Some(2));
    assert!(err.contains("no annotations in this folder"), "{err}");
}

/// One article, with one relation that another reading, an alias, a spelling of the text or the other direction makes right.
#[test]
fn readings_and_names_of_relations() {
    let text = "L’armée malienne a reçu Goïta.";
    let mentions = r#"[{"head_start":2,"head_end":16,"type":"ORG","entity":"Forces armées maliennes"},{"head_start":24,"head_end":29,"type":"PER","entity":"Assimi Goïta"}]"#;
    let predicted = r#"{"id":"a","mentions":[],"entities":[{"id":"fama","name":"FAMa","aliases":[]},{"id":"armee","name":"armée malienne","aliases":[]},{"id":"goita","name":"Assimi Goïta","aliases":[]}],"relations":[RELATION]}"#;
    let relation = |kind: &str, source: &str, target: &str| {
        predicted
            .replace("RELATION", &format!(r#"{{"type":"{kind}","source":"{source}","target":"{target}"}}"#))
    };
    let gold = |more: &str| {
        format!(
            r#"{{"id":"a","text":"{text}","aliases":{{"Forces armées maliennes":["FAMa"]}},"mentions":{mentions},"relations":[{{"subject":"Forces armées maliennes","type":"supports","object":"Assimi Goïta","reach":"sentence"{more}}}]}}"#
        )
    };
    let also = r#","also":[{"subject":"Forces armées maliennes","type":"invites","object":"Assimi Goïta"}]"#;
    for (more, found, right, invented, missed) in [
        ("", relation("supports", "fama", "goita"), 1, 0, 0),
        ("", relation("supports", "armee", "goita"), 1, 0, 0),
        ("", relation("invites", "armee", "goita"), 0, 1, 1),
        (also, relation("invites", "armee", "goita"), 1, 0, 0),
        ("", relation("supports", "goita", "armee"), 0, 1, 1),
        (r#","either_direction":true"#, relation("supports", "goita", "armee"), 1, 0, 0),
        (r#","optional":true"#, relation("supports", "fama", "goita"), 0, 0, 0),
        (r#","optional":true"#, relation("visits", "fama", "goita"), 0, 1, 0),
        // A type that no set is annotated for is neither right nor wrong.
        ("", relation("owns", "fama", "goita"), 0, 0, 1),
    ] {
        let report = compare(&gold(more), &found);
        let relations = report.relations.unwrap();
        let all = relations.types.rows().into_iter().fold((0, 0, 0), |sum, (name, tally)| {
            match name.starts_with("all") {
                true => sum,
                false => (sum.0 + tally.right, sum.1 + tally.invented, sum.2 + tally.missed),
            }
        });
        assert_eq!(all, (right, invented, missed), "{more} {found}");
        let reach = relations.reach.get("sentence").map(|share| (share.right, share.of));
        assert_eq!(reach, (!more.contains("optional")).then_some((right, 1)), "{more} {found}");
    }
}
