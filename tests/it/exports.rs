//! What is written is read again by somebody else: names that do their worst, through every table and the picture.
//!
//! `cargo test --test it exports -- --ignored` asks Python and Graphviz, too.

use palabre::{
    Extractor,
    export::{
        self, CsvDialect, CsvMentions, CsvTables, ExportOptions, FORMATS, Format, JsonLines, LeftOut,
        Picture, Writes,
    },
    graph::{Fold, GraphOptions, write_record},
    lexicon,
    model::{
        ActorGraph, Attribute, DateSource, Designation, Document, Edge, Entity, EntityIndex, Evidence,
        Extraction, Kind, Mention, Modality, Node, PartialDate, Period, Span, Statement, StatementSummary,
        Via,
    },
};
use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
    sync::Arc,
};

/// Names that do their worst.
pub(crate) fn hostile_names() -> Vec<String> {
    let names = [
        "",
        " ",
        "\"",
        "\\",
        "a\\",
        "\\N \\G \\l",
        "\"quoted; name\"",
        "a,b;c\td",
        "ligne\nsuivante\r\nfin\r",
        "-->",
        "a -> b; c [label=\"d\"]",
        "=1+1",
        "+33 6",
        "-5",
        "@SOMME(A1)",
        "\t=1",
        "＝1＋1",
        "'=1",
        "🇲🇱 Mali 🦁",
        "«\u{a0}X\u{a0}»",
        "<b>&amp;</b>",
        "&lt;",
        "]]>",
        "nul\u{0}nul",
        "\u{feff}bom",
        "\u{202e}droite",
        "\u{2028}ligne",
        "\u{fffe}",
        "a|b",
        "1e3",
        "2025-05-08",
        "NULL",
        "sep=;",
        "é e\u{301}",
        "{|}",
        "<TABLE>",
        "%s %n",
        "\u{1b}[31mrouge",
        "NA",
        "</x>",
        "|",
        ";",
        "'",
        "/\\:*?<>^#[]",
        "..",
    ];
    let long = ["x".repeat(5_000), "mot ".repeat(1_250), "\"\\🦁".repeat(1_667)];
    names.into_iter().map(String::from).chain(long).collect()
}

/// The summary of a hostile edge: every fourth one is only denied.
fn hostile_summary(source: usize, name: &str) -> StatementSummary {
    let year = |year: usize| PartialDate::parse(&year.to_string());
    let plover = [None, Some("CONSULT".into()), Some("ASSAULT".into()), Some(name.into())];
    let mut summary = StatementSummary::default();
    summary.negated = 1;
    summary.first_from = Some(DateSource::Sentence);
    summary.last_from = Some(DateSource::Document);
    summary.mean_confidence = 0.123_456;
    summary.max_confidence = 0.5;
    summary.qualifiers = vec![name.into(), "b".into()];
    summary.periods = vec![
        Period { from: year(2014), to: year(2018) },
        Period { from: PartialDate::parse("2020-08"), to: None },
    ];
    summary.plover = plover[source / 2 % 4].clone();
    summary.cameo = Some("04".into());
    summary.modalities[Modality::Denied as usize] = 1;
    summary.modalities[Modality::Planned as usize] = source as u64;
    summary
}

fn hostile_statement(source: usize, text: &Arc<str>) -> Statement {
    let mut statement = Statement::new(Modality::ALL[source % Modality::ALL.len()], 0.85);
    statement.reversed = source % 4 == 2;
    statement.negated = source.is_multiple_of(4);
    statement.date = PartialDate::parse("2020-08");
    statement.date_source = Some(DateSource::Sentence);
    statement.place = Some(text.clone());
    statement.qualifier = Some(text.clone());
    statement.period = Some(Period { from: None, to: PartialDate::parse("2021-05-24") });
    statement
}

/// A graph of hostile names in every place: a ring of edges, every third one directed, every second one typed.
pub(crate) fn hostile_graph() -> ActorGraph {
    let names = hostile_names();
    let mut nodes: Vec<Node> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let mut node =
                Node::new(format!("{name}{place}"), name.clone(), Kind::ALL[place % Kind::ALL.len()]);
            node.known = place % 2 == 0;
            node.candidates = vec![name.clone(), "b".into()];
            node.aliases = vec![name.clone(), "b".into()];
            Arc::make_mut(&mut node.listed).country = Some(name.as_str().into());
            node.roles = vec![Designation::new(name, 2), Designation::new("b", 1)];
            node.mentions = 1 << (place % 20);
            node.documents = 1;
            node.last = "2025-05-08".parse().ok();
            node
        })
        .collect();
    nodes[0].id = String::new();
    let edges = (0..nodes.len()).map(|source| {
        let (target, text) = ((source + 1) % nodes.len(), Arc::<str>::from(names[source].as_str()));
        let id = format!("{}--appears_with--{}", nodes[source].id, nodes[target].id);
        let kind = if source % 5 == 0 { names[source].as_str() } else { "appears_with" };
        let mut edge = Edge::new(id, source, target, kind);
        edge.directed = source % 3 == 0;
        edge.weight = 0.1 * source as f64;
        edge.count = source as u64;
        edge.sentences = 1;
        edge.documents = 1;
        edge.npmi = (source % 2 == 0).then_some(-0.25);
        edge.log_likelihood = Some(1_234.567_89);
        edge.significant = source % 2 == 0;
        edge.last = "2025-05-08".parse().ok();
        edge.rules = ["fr.a".into(), "fr.b".into()].into();
        edge.summary = (source % 2 == 0).then(|| Box::new(hostile_summary(source, &names[source])));
        let mut evidence = Evidence::new(text.clone(), (0, 5), "fr.a", &*text);
        let cited = Arc::make_mut(&mut Arc::make_mut(&mut evidence.passage).document);
        cited.source = Some(text.clone());
        cited.title = Some(text.clone());
        evidence.statement = (source % 2 == 0).then(|| Box::new(hostile_statement(source, &text)));
        edge.evidence = vec![evidence];
        edge
    });
    let edges = edges.collect();
    ActorGraph::new(nodes, edges)
}

/// A table as bytes.
fn table(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    out
}

fn graph_tables(graph: &ActorGraph, dialect: CsvDialect) -> [(&'static str, Vec<u8>); 7] {
    let tables = CsvTables::new(graph, dialect);
    [
        ("nodes", table(|out| tables.nodes(out))),
        ("edges", table(|out| tables.edges(out))),
        ("relations", table(|out| tables.relations(out))),
        ("ties", table(|out| tables.ties(out))),
        ("denied", table(|out| tables.denied(out))),
        ("evidence", table(|out| tables.evidence(out))),
        ("passages", table(|out| tables.passages(out))),
    ]
}

/// The same, read.
fn read_tables(graph: &ActorGraph, dialect: CsvDialect) -> [Vec<Vec<String>>; 7] {
    graph_tables(graph, dialect).map(|(_, bytes)| read(&bytes, dialect))
}

/// What a table has in a column, in the row of an id.
fn cell<'r>(table: &'r [Vec<String>], key: &str, id: &str, name: &str) -> &'r str {
    let row = column(table, key).into_iter().position(|of| of == id);
    column(table, name)[row.unwrap_or_else(|| panic!("no {key} {id:?}"))]
}

/// Header and records, as the csv crate reads them. Checks what every table of a dialect promises.
fn read(bytes: &[u8], dialect: CsvDialect) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let (delimiter, text) = match dialect {
        CsvDialect::Rfc => {
            assert!(!text.contains('\r'));
            (b',', text)
        }
        CsvDialect::ExcelFr => {
            assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
            (b';', text.strip_prefix('\u{feff}').expect("a byte order mark"))
        }
        other => panic!("nothing is said of {other:?}"),
    };
    assert!(!text.starts_with('\u{feff}'));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let records: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(String::from).collect()).collect();
    assert_eq!(text.lines().count(), records.len(), "a record is a line");
    for cell in records.iter().flatten() {
        assert!(!cell.contains(|c: char| c.is_control() || c == '\u{2028}'), "{cell:?}");
    }
    records
}

/// A column without its header.
fn column<'r>(records: &'r [Vec<String>], name: &str) -> Vec<&'r str> {
    let place =
        records[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("no column {name}"));
    records[1..].iter().map(|record| record[place].as_str()).collect()
}

/// Columns keep their names and order; new ones come behind them.
fn assert_begins(header: &[String], columns: &str) {
    let columns: Vec<&str> = columns.split(',').collect();
    assert_eq!(header[..columns.len()], columns);
}

/// What a cell of text is read as.
fn expected(text: &str) -> String {
    let text: Vec<&str> =
        text.split(|c: char| c.is_control() || c == '\u{2028}')
            .map(|piece| {
                if text.contains(|c: char| c.is_control() || c == '\u{2028}') { piece.trim() } else { piece }
            })
            .filter(|piece| !piece.is_empty())
            .collect();
    let text = text.join(" ");
    let formula = text.starts_with(['=', '+', '-', '@', '＝']) || text.starts_with("'=");
    if formula { format!("'{text}") } else { text }
}

#[test]
fn hostile_names_come_back_from_the_tables() {
    let graph = hostile_graph();
    let sorted = |texts: Vec<String>| texts.into_iter().collect::<BTreeSet<_>>();
    let of = |table: &[Vec<String>], name: &str| {
        sorted(column(table, name).into_iter().map(String::from).collect())
    };
    for dialect in CsvDialect::ALL {
        let [nodes, edges, relations, ties, denied, evidence, _] = read_tables(&graph, dialect);
        let ids: Vec<String> = graph.nodes.iter().map(|node| expected(&node.id)).collect();
        assert_eq!(of(&nodes, "Id"), sorted(ids));
        for node in &graph.nodes {
            let cell = |name| cell(&nodes, "Id", &expected(&node.id), name);
            assert_eq!(cell("Label"), expected(&node.label));
            assert_eq!(cell("Roles"), expected(&format!("{}|b", node.label.replace('|', "¦"))));
            assert!(cell("Aliases").matches('|').count() <= 1);
        }
        for edge in &graph.edges {
            let id = expected(&edge.id);
            let (source, target) = (&graph.nodes[edge.source], &graph.nodes[edge.target]);
            let table = if edge.is_only_denied() { &denied } else { &edges };
            let cell = |name| cell(table, "Id", &id, name);
            assert_eq!(cell("Source"), expected(&source.id));
            assert_eq!(cell("TargetLabel"), expected(&target.label));
            assert_eq!(cell("SourceKind"), source.kind.name());
            let (told, text) = (self::cell(&evidence, "Edge", &id, "Text"), &edge.evidence[0].passage.text);
            match text.chars().count() {
                ..=500 => assert_eq!(told, expected(text)),
                _ => assert!(told.chars().count() <= 500, "{told}"),
            }
        }
        assert_eq!((edges.len(), denied.len()), (graph.edges.len(), 2), "one is only denied");
        let parts = of(&relations, "Id").into_iter().chain(of(&ties, "Id")).collect::<BTreeSet<_>>();
        assert_eq!(parts, of(&edges, "Id"), "every edge is a relation or a tie");
    }
}

/// A spreadsheet would run what begins with these signs. Numbers do not run.
#[test]
fn no_cell_is_a_formula() {
    let runs = |cell: &str| {
        cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            && cell != "-0.25"
            && cell != "-0,25"
    };
    for dialect in CsvDialect::ALL {
        let tables = read_tables(&hostile_graph(), dialect);
        let mentions = read(&mention_table(dialect), dialect);
        let cells: Vec<&String> = tables.iter().flatten().chain(&mentions).flatten().collect();
        assert!(cells.iter().any(|cell| cell.starts_with("'=1+1")), "a formula is in there");
        let formula = cells.iter().find(|cell| runs(cell));
        assert_eq!(formula, None);
    }
}

#[test]
fn numbers_dates_and_types() {
    let graph = hostile_graph();
    let [nodes, edges, _, ties, ..] = read_tables(&graph, CsvDialect::Rfc);
    assert_begins(
        &nodes[0],
        "Id,Label,Kind,Subtype,Ranks,Titles,Roles,Country,ISO2,ISO3,Known,Mentions,Documents,Stories,\
         FirstDate,LastDate,Degree,WeightedDegree,Wikidata,GeoNames,Latitude,Longitude,Aliases,Candidates,Timeset",
    );
    assert_begins(&edges[0], "Source,Target,Type,Kind,Id,Label,Weight,Sentences,Documents");
    assert!(
        edges[0]
            .join(",")
            .ends_with("FirstDate,LastDate,SourceLabel,TargetLabel,SourceKind,TargetKind,Timeset")
    );
    let weights: Vec<f64> =
        column(&edges, "Weight").into_iter().map(|weight| weight.parse().unwrap()).collect();
    assert!(weights.is_sorted_by(|one, other| one >= other), "the heaviest first");
    let node = |place: usize, name| cell(&nodes, "Id", &expected(&graph.nodes[place].id), name);
    assert_eq!([1, 2, 3].map(|place| node(place, "Degree")), ["1", "2", "2"], "one edge is only denied");
    assert_eq!([1, 2, 3].map(|place| node(place, "WeightedDegree")), ["0.1", "0.3", "0.5"]);
    assert_eq!(node(3, "Timeset"), "2025-05-08");
    let edge =
        |table, place: usize, name| cell(table, "Id", &expected(&graph.edges[place].id), name).to_string();
    assert_eq!([3, 1].map(|place| edge(&edges, place, "Type")), ["Directed", "Undirected"]);
    assert_eq!([1, 3].map(|place| edge(&ties, place, "NPMI")), ["", ""]);
    assert_eq!(edge(&ties, 1, "LogLikelihood"), "1234.5679");
    assert_eq!(edge(&ties, 1, "Significant"), "false");
    assert_eq!((edge(&edges, 1, "FirstDate"), edge(&edges, 1, "LastDate")), ("".into(), "2025-05-08".into()));
    assert_eq!(edge(&ties, 1, "Rules"), "fr.a|fr.b");

    let [_, _, _, ties, ..] = read_tables(&graph, CsvDialect::ExcelFr);
    assert_eq!(edge(&ties, 1, "LogLikelihood"), "1234,5679");
}

#[test]
fn relations_in_the_tables() {
    let graph = hostile_graph();
    let names = hostile_names();
    for (dialect, mean) in [(CsvDialect::Rfc, "0.1235"), (CsvDialect::ExcelFr, "0,1235")] {
        let [_, edges, relations, ties, denied, evidence, _] = read_tables(&graph, dialect);
        assert_eq!(relations[0], denied[0], "the same columns");
        assert_eq!(relations[0][..17], ties[0][..17]);
        assert_eq!(relations[0][..edges[0].len()], edges[0], "and those of the edges first");
        assert_begins(
            &relations[0][edges[0].len()..],
            "Count,Rules,Asserted,Reported,Planned,Conditional,Requested,Denied,Negated,FirstDateFrom,LastDateFrom,\
             MeanConfidence,MaxConfidence,Qualifiers,PeriodFrom,PeriodTo,PLOVER,CAMEO",
        );
        assert_begins(&ties[0][edges[0].len()..], "Count,Rules,Window,NPMI,LogLikelihood,Significant");
        let id = |place: usize| expected(&graph.edges[place].id);
        let of = |place: usize, name: &str| cell(&relations, "Id", &id(place), name);
        assert_eq!(
            (of(2, "Planned"), of(2, "Reported"), of(2, "Denied"), of(2, "Negated")),
            ("2", "0", "1", "1")
        );
        assert_eq!((of(2, "FirstDateFrom"), of(2, "LastDateFrom")), ("sentence", "document"));
        assert_eq!((of(2, "MeanConfidence"), of(2, "CAMEO")), (mean, "CAMEO:04"), "text for every reader");
        assert_eq!((of(2, "PeriodFrom"), of(2, "PeriodTo")), ("2014|2020-08", "2018|"));
        assert_eq!(cell(&denied, "Id", &id(0), "Weight"), "0");
        let formula = names.iter().position(|name| name == "@SOMME(A1)").unwrap();
        assert_eq!(of(formula, "Qualifiers"), expected("@SOMME(A1)|b"), "no formula");

        assert_begins(
            &evidence[0],
            "Edge,Document,Date,SourceName,Title,Story,Start,End,Rule,Text,Source,Target,Kind,SourceLabel,TargetLabel,\
             Modality,Negated,Confidence,RelationDate,DateFrom,Place,Qualifier,PeriodFrom,PeriodTo,PLOVER,CAMEO,Through,Antecedent,KnownTo",
        );
        let of = |place: usize, name: &str| cell(&evidence, "Edge", &id(place), name);
        assert_eq!(
            (of(0, "Modality"), of(0, "Negated"), of(0, "DateFrom")),
            ("asserted", "true", "sentence")
        );
        assert_eq!((of(1, "Modality"), of(1, "Negated"), of(1, "CAMEO")), ("", "", ""));
        assert_eq!(
            (of(0, "RelationDate"), of(0, "PeriodFrom"), of(0, "PeriodTo")),
            ("2020-08", "", "2021-05-24")
        );
        assert_eq!(of(0, "CAMEO"), "CAMEO:04");
        for (place, name) in names.iter().enumerate() {
            let text = if place % 2 == 0 { expected(name) } else { String::new() };
            assert_eq!((of(place, "Place"), of(place, "Qualifier")), (&*text, &*text));
        }
        let ends = |table, key, place: usize| {
            ["Source", "Target"].map(|name| cell(table, key, &id(place), name).to_string())
        };
        let [source, target] = ends(&edges, "Id", 2);
        assert_eq!(ends(&evidence, "Edge", 2), [target, source], "as the sentence says it");
        assert_eq!(ends(&evidence, "Edge", 3), ends(&edges, "Id", 3));
    }
}

/// A document whose text, title and entity names are hostile, each name mentioned once.
pub(crate) fn hostile_extraction() -> Extraction {
    let mut extraction = Extraction::new(Document::new("=a\n\"b\".txt", "«\u{a0}"));
    for (place, name) in hostile_names().into_iter().enumerate() {
        let start = extraction.document.text.len() as u32;
        extraction.document.text += &name;
        let span = Span::new(start, extraction.document.text.len() as u32);
        extraction.document.text += " ; ";
        let attribute = (place % 2 == 0).then_some(Attribute::new(span, None));
        let kind = Kind::ALL[place % Kind::ALL.len()];
        let mut mention = Mention::new(span, kind, Via::Rule("fr.test"));
        [mention.rank, mention.title, mention.role, mention.of] = [attribute; 4];
        mention.entity = attribute.map(|_| EntityIndex(place as u32));
        extraction.mentions.push(mention);
        extraction.entities.push(Entity::new(name.clone(), Kind::Person, name));
    }
    extraction
}

fn mention_table(dialect: CsvDialect) -> Vec<u8> {
    let none = lexicon::load(&lexicon::Options::default().with_builtin(false)).unwrap();
    table(|out| {
        let mut mentions = CsvMentions::new(out, dialect, &none)?;
        mentions.write(&hostile_extraction())?;
        mentions.write(&Extraction::default())?;
        mentions.finish()
    })
}

#[test]
fn hostile_names_come_back_from_the_mentions() {
    let names = hostile_names();
    for dialect in CsvDialect::ALL {
        let records = read(&mention_table(dialect), dialect);
        let texts: Vec<String> = names.iter().map(|name| expected(name)).collect();
        assert_eq!(column(&records, "Text"), texts);
        assert_eq!(column(&records, "Head"), texts);
        assert_eq!(column(&records, "Rank")[..3], [&texts[0], "", &texts[2]]);
        assert_eq!(column(&records, "EntityName")[2], texts[2]);
        assert_eq!(column(&records, "Known")[..2], ["false", ""]);
        assert_eq!(column(&records, "Via")[0], "rule:fr.test");
        assert_eq!(column(&records, "Start")[0], "2", "code points");
        assert_eq!(column(&records, "Document")[0], expected("=a\n\"b\".txt"));
    }
}

/// A picture of a graph, and what it leaves out.
pub(crate) fn drawn(format: &str, graph: &ActorGraph, picture: Picture) -> (Vec<u8>, LeftOut) {
    let Writes::Graph(write) = Format::from_name(format).unwrap().main_file().writes else {
        panic!("{format} is written from the graph");
    };
    let mut out = Vec::new();
    let left_out = write(graph, &ExportOptions::default().with_picture(picture), &mut out).unwrap();
    (out, left_out)
}

#[test]
fn a_hostile_picture_is_written_whole() {
    let graph = hostile_graph();
    let picture =
        Picture::default().with_title(hostile_names().concat()).with_denied(true).with_sources(true);
    let (out, left_out) = drawn("dot", &graph, picture);
    assert_eq!((left_out.nodes, left_out.edges, left_out.denied), (0, 0, 0));
    let picture = String::from_utf8(out).unwrap();
    assert!(!picture.contains(|c: char| c.is_control() && c != '\n'), "no control characters");
    // Every statement is a line of its own: a head, two defaults, the label, and one for each node and edge.
    assert_eq!(picture.lines().filter(|line| line.contains(" [label=\"")).count(), graph.nodes.len());
    assert_eq!(picture.lines().filter(|line| line.contains(", id=\"")).count(), graph.edges.len());
}

/// The same articles in another order and other shards: the same bytes.
#[test]
fn files_do_not_depend_on_the_order_of_the_documents() {
    let extractor = Extractor::builtin().unwrap();
    let texts = [
        "Le colonel Abdou Kané a rencontré Moussa Touré au Mali.\n\nMoussa Touré a quitté le Niger.",
        "ABDOU KANÉ est arrivé au Niger avec l’Union africaine.",
        "Le général Abdou Kané et Moussa Touré sont au Burkina Faso et au Mali.",
        "La Russie et le Mali ont signé un accord avec le Niger.",
        "Moussa Touré n’a pas rencontré Abdou Kané. Il est prévu que Moussa Touré rencontre Abdou Kané.",
        "Le 4 avril 2025, Abdou Kané a rencontré Moussa Touré.",
    ];
    let read = |number: usize| extractor.extract(Document::new(format!("{number}.txt"), texts[number]));
    let fold = |numbers: &[usize]| {
        let mut fold = Fold::new();
        numbers.iter().for_each(|&number| fold.add(&read(number), extractor.lexicon()));
        fold
    };
    let files = |fold: Fold| {
        let graph = fold.finish(&GraphOptions::default());
        let (picture, _) = drawn("dot", &graph, Picture::default());
        (graph_tables(&graph, CsvDialect::Rfc), picture)
    };
    let whole = files(fold(&[0, 1, 2, 3, 4, 5]));
    assert!(whole.0[1].1.len() > 500, "there are edges");
    let meetings = String::from_utf8_lossy(&whole.0[2].1).matches("--meets--").count();
    assert!(meetings > 0, "there are relations");
    assert_eq!(files(fold(&[3, 5, 1, 0, 4, 2])), whole);
    assert_eq!(files(fold(&[3]).merge(fold(&[2, 0, 4])).merge(fold(&[5, 1]))), whole);
    assert_eq!(files(fold(&[1, 4]).merge(fold(&[5, 3]).merge(fold(&[0, 2])))), whole);
}

/// Every relation is in JSON Lines, with its polarity and modality, whether the graph counts it or not.
#[test]
fn relations_in_json_lines() {
    let extractor = Extractor::builtin().unwrap();
    let mut document = Document::new(
        "essai",
        "Le 4 avril 2025, Sadio Camara a rencontré Sergueï Lavrov. Sadio Camara n’a pas rencontré Sergueï Lavrov.",
    );
    document.date = "2025-05-08".parse().ok();
    let mut line = Vec::new();
    JsonLines::new(extractor.lexicon()).write(&extractor.extract(document), &mut line).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&line).unwrap();
    let relations = line["relations"].as_array().unwrap();
    let keys: Vec<&str> = relations[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys.join(" "),
        "type source target qualifier sentence start end evidence rule confidence negated modality date place through date_from antecedent known_to"
    );
    let told: Vec<String> = relations
        .iter()
        .map(|relation| {
            ["type", "negated", "modality", "date", "date_from"]
                .map(|key| relation[key].to_string())
                .join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "\"meets\" false \"asserted\" \"2025-04-04\" \"sentence\"",
            "\"meets\" true \"asserted\" \"2025-05-08\" \"document\"",
        ]
    );
}

#[test]
fn formats() {
    let files: Vec<&str> = FORMATS.iter().flat_map(|format| format.files).map(|file| file.name).collect();
    assert_eq!(files.iter().collect::<BTreeSet<_>>().len(), files.len(), "each file of one format");
    for format in FORMATS {
        assert_eq!(Format::from_name(format.name).map(|format| format.says), Some(format.says));
        assert_eq!(format.main_file().name, format.main);
    }
    assert!(Format::from_name("xls").is_none());
    assert!(FORMATS[0].streams(), "what comes through a pipe goes out of one");
}

/// The rows of the formats write what the writers do.
#[test]
fn formats_write_their_files() {
    let none = lexicon::load(&lexicon::Options::default().with_builtin(false)).unwrap();
    let (graph, extraction) = (hostile_graph(), hostile_extraction());
    let options = ExportOptions::default()
        .with_csv_dialect(CsvDialect::ExcelFr)
        .with_text(true)
        .with_picture(Picture::default().with_max_nodes(5));
    let written = |name: &str| {
        let mut files = FORMATS.iter().flat_map(|format| format.files);
        table(|out| match files.find(|file| file.name == name).unwrap().writes {
            Writes::Graph(write) => write(&graph, &options, out).map(drop),
            Writes::Stream { header, document } => {
                header.map_or(Ok(()), |header| header(&options, out))?;
                document(&extraction, &none, &options, out)?;
                document(&Extraction::default(), &none, &options, out)
            }
            Writes::Both(begin) => {
                let mut both = begin(&options);
                both.document(&extraction, &none, out)?;
                both.document(&Extraction::default(), &none, out)?;
                both.graph(&graph, &none, out).map(drop)
            }
            Writes::Rows(begin) => {
                let mut rows = begin(&options)?;
                rows.document(&extraction, &none, out)?;
                rows.finish(out)
            }
            Writes::Statements => write_record(&extraction, &none, out),
            Writes::Folder { .. } => panic!("{name} is a folder"),
        })
    };
    for (name, expected) in graph_tables(&graph, CsvDialect::ExcelFr) {
        assert_eq!(written(&format!("{name}.csv")), expected, "{name}");
    }
    assert_eq!(written("mentions.csv"), mention_table(CsvDialect::ExcelFr));
    assert_eq!(written("graph.dot"), drawn("dot", &graph, options.picture.clone()).0);
    let lines = table(|out| {
        let lines = JsonLines::new(&none).with_text(true);
        lines.write(&extraction, &mut *out)?;
        lines.write(&Extraction::default(), out)
    });
    assert_eq!(written("extraction.jsonl"), lines);
}

/// The page of the tables is what `palabre tables` prints, and has every column in the order of the files.
#[test]
fn the_page_of_the_tables_is_up_to_date() {
    let page = fs::read_to_string("docs/tables.md").unwrap();
    assert!(page == export::describe_tables(), "run `palabre tables > docs/tables.md`");
    let graph = graph_tables(&ActorGraph::default(), CsvDialect::Rfc);
    for (name, bytes) in graph.into_iter().chain([("mentions", mention_table(CsvDialect::Rfc))]) {
        let section = page.split("\n## ").find(|section| section.starts_with(name)).unwrap();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
        let columns: Vec<&str> = rows.map(|(column, _)| column).collect();
        assert_eq!(read(&bytes, CsvDialect::Rfc)[0], columns, "{name}");
    }
}

/// What a program says to some arguments: its standard output. Nothing may stand on its standard error.
fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{program} {arguments:?}");
    assert!(output.status.success(), "{program} {arguments:?}");
    output.stdout
}

#[test]
#[ignore = "needs python3"]
fn python_reads_the_same_tables() {
    const READ: &str = "import csv, json, sys\n\
        csv.field_size_limit(10**9)\n\
        with open(sys.argv[1], encoding=sys.argv[2], newline='') as f:\n\
        \x20   print(json.dumps(list(csv.reader(f, delimiter=sys.argv[3], strict=True))))";
    let folder = tempfile::tempdir().unwrap();
    for (dialect, encoding, delimiter) in
        [(CsvDialect::Rfc, "utf-8", ","), (CsvDialect::ExcelFr, "utf-8-sig", ";")]
    {
        let mut tables = graph_tables(&hostile_graph(), dialect).to_vec();
        tables.push(("mentions", mention_table(dialect)));
        for (name, bytes) in tables {
            let path = folder.path().join(name);
            fs::write(&path, &bytes).unwrap();
            let output = run("python3", &["-c", READ, path.to_str().unwrap(), encoding, delimiter]);
            let records: Vec<Vec<String>> = serde_json::from_slice(&output).unwrap();
            assert_eq!(records, read(&bytes, dialect), "{name}");
        }
    }
}

#[test]
#[ignore = "needs Graphviz and python3"]
fn graphviz_draws_hostile_names_without_a_warning() {
    const PARSE: &str = "import sys, xml.etree.ElementTree as x\n\
        s = '{http://www.w3.org/2000/svg}'\n\
        groups = [g.get('class') for g in x.parse(sys.argv[1]).iter(s + 'g')]\n\
        print(groups.count('node'), groups.count('edge'))";
    let folder = tempfile::tempdir().unwrap();
    let (source, svg) = (folder.path().join("graph.dot"), folder.path().join("graph.svg"));
    let whole = hostile_graph();
    let undirected = whole.edges.iter().filter(|edge| !edge.directed).cloned().collect();
    let undirected = ActorGraph::new(whole.nodes.clone(), undirected);
    let title = hostile_names().concat();
    for (graph, max_nodes) in [(&whole, 150), (&undirected, 150), (&whole, 5), (&ActorGraph::default(), 150)]
    {
        let picture = Picture::default()
            .with_max_nodes(max_nodes)
            .with_denied(max_nodes > 5)
            .with_sources(true)
            .with_title(&title);
        let (bytes, left_out) = drawn("dot", graph, picture);
        fs::write(&source, bytes).unwrap();
        for program in ["dot", "neato", "sfdp", "fdp"] {
            run(program, &["-Tsvg", source.to_str().unwrap(), "-o", svg.to_str().unwrap()]);
            let counts = run("python3", &["-c", PARSE, svg.to_str().unwrap()]);
            let nodes = graph.nodes.len() - left_out.nodes;
            let edges = graph.edges.len() - left_out.edges - left_out.denied;
            assert_eq!(String::from_utf8_lossy(&counts).trim(), format!("{nodes} {edges}"), "{program}");
        }
    }
}
