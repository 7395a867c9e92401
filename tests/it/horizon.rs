//! What the lists know to a day only: who holds an office after it is presumed, and no relation of whoever is presumed so is a fact.

use palabre::{
    Extractor,
    error::Place,
    export::{JsonLines, LineReader},
    lexicon,
    model::{Date, Document, Extraction, Kind, Modality, PartialDate, Relation, TermKind, TermLengths},
};
use std::{fmt::Write as _, sync::LazyLock};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

/// A row of `tests/horizon/holders.csv`: who held an office from when to when, as public pages tell it, by hand.
#[derive(Debug)]
struct Term {
    country: String,
    office: String,
    person: String,
    from: Date,
    to: Option<Date>,
}

fn terms() -> Vec<Term> {
    let mut table = csv::Reader::from_reader(include_str!("../horizon/holders.csv").as_bytes());
    let term = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.unwrap();
        let date = |cell: &str| Some(cell).filter(|cell| !cell.is_empty()).map(|cell| cell.parse().unwrap());
        let [country, office, person] = [0, 1, 2].map(|cell| row[cell].to_string());
        Term { country, office, person, from: date(&row[3]).unwrap(), to: date(&row[4]) }
    };
    table.records().map(term).collect()
}

/// Country, its adjective, and where one is in it.
const COUNTRIES: [(&str, &str, &str); 6] = [
    ("mali", "malien", "À Bamako, au Mali"),
    ("burkina-faso", "burkinabè", "À Ouagadougou, au Burkina Faso"),
    ("niger", "nigérien", "À Niamey, au Niger"),
    ("tchad", "tchadien", "À N’Djamena, au Tchad"),
    ("senegal", "sénégalais", "À Dakar, au Sénégal"),
    ("guinee", "guinéen", "À Conakry, en Guinée"),
];

/// The offices in the order in which an article speaks of them.
const OFFICES: [&str; 3] = ["president", "premier-ministre", "defense"];

/// Two articles about a country: with its adjective at every office, and without.
fn articles(adjective: &str, place: &str) -> [String; 2] {
    [format!(" {adjective}"), String::new()].map(|of| {
        format!(
            "{place}, le président{of} a présidé jeudi le Conseil des ministres. Le Premier ministre{of} a présenté un \
             projet de loi de finances. Le ministre{of} de la Défense a rendu compte de la situation."
        )
    })
}

fn months() -> impl Iterator<Item = Date> {
    let days = (2015..=2026).flat_map(|year| (1..=12).map(move |month| Date::constant(year, month, 15)));
    days.take_while(|day| *day < Date::constant(2026, 12, 1))
}

fn read(id: &str, date: Option<Date>, text: &str) -> Extraction {
    let mut document = Document::new(id, text);
    document.date = date;
    EXTRACTOR.extract(document)
}

/// Whom the role phrases of a document mean, in its order.
fn meant(extraction: &Extraction) -> Vec<Option<&str>> {
    let phrases = extraction.mentions.iter().filter(|mention| mention.kind == Kind::Role);
    phrases.map(|mention| Some(&*extraction.entities[mention.entity?.0 as usize].id)).collect()
}

#[test]
fn an_article_a_month_has_the_right_holder_or_nobody() {
    let terms = terms();
    let (mut wrong, mut right, mut all) = (String::new(), 0, 0);
    for (country, adjective, place) in COUNTRIES {
        for (day, text) in months().flat_map(|day| articles(adjective, place).map(|text| (day, text))) {
            let extraction = read("article", Some(day), &text);
            let meant = meant(&extraction);
            assert_eq!(meant.len(), OFFICES.len(), "{country} {day}: {text}");
            for (office, person) in OFFICES.into_iter().zip(meant) {
                let of_office =
                    || terms.iter().filter(|term| term.country == country && term.office == office);
                // Before the first term of the table nobody looked.
                if of_office().all(|term| day < term.from) {
                    continue;
                }
                all += usize::from(text.contains(adjective));
                let Some(person) = person else { continue };
                right += usize::from(text.contains(adjective));
                let holds = |term: &Term| (term.from..=term.to.unwrap_or(Date::MAX)).contains(&day);
                if !of_office().any(|term| holds(term) && term.person == person) {
                    writeln!(wrong, "{country} {office} {day}: {person}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(right * 100 >= all * 80, "somebody is meant in {right} of {all}");
}

/// Sentences of whoever holds an office.
const TEXT: &str = "Le ministre malien de la Défense a rencontré jeudi à Moscou son homologue russe. Le président malien a reçu \
    Vladimir Poutine. Il a accusé la France de mentir. Les présidents malien et burkinabè ont reçu Narendra Modi. Les chefs \
    d’État de l’AES se sont réunis. Le Premier ministre nigérien a rencontré le président sénégalais. Le chef de la diplomatie \
    malienne soutient Téhéran. Assimi Goïta et Ibrahim Traoré étaient à Bamako.";

fn is_presumed(relation: &Relation) -> bool {
    relation.known_to.is_some()
}

#[test]
fn no_relation_of_a_presumed_holder_is_asserted() {
    let mut presumed = 0;
    for day in months().filter(|day| day.year() >= 2025) {
        let extraction = read("article", Some(day), TEXT);
        for relation in &extraction.relations {
            let of_presumed = |end| {
                let mut mentions = extraction.mentions.iter().filter(|mention| mention.entity == Some(end));
                let inside = |span: palabre::model::Span| {
                    relation.span.start <= span.start && span.end <= relation.span.end
                };
                let here = mentions.clone().filter(|mention| inside(mention.span));
                let named = here.clone().any(|mention| mention.kind == Kind::Person);
                mentions.any(|mention| mention.presumed.is_some()) && !named
            };
            let is_so = of_presumed(relation.source) || of_presumed(relation.target);
            assert!(!is_so || is_presumed(relation), "{day}: {relation:?}");
            assert!(!is_presumed(relation) || relation.modality != Modality::Asserted, "{day}: {relation:?}");
            assert!(!is_presumed(relation) || relation.known_to < Some(day), "{day}: {relation:?}");
            presumed += usize::from(is_presumed(relation));
        }
    }
    assert!(presumed > 20, "{presumed}");
}

#[test]
fn years_later_nobody_is_meant() {
    let day = Date::constant(2041, 8, 10);
    let extraction = read("article", Some(day), TEXT);
    assert!(extraction.mentions.iter().all(|mention| mention.presumed.is_none()));
    let named = ["assimi-goita", "ibrahim-traore", "vladimir-poutine", "narendra-modi"];
    let people = extraction.entities.iter().filter(|entity| entity.kind == Kind::Person);
    let people: Vec<&str> = people.map(|entity| &*entity.id).collect();
    assert!(people.iter().all(|person| named.contains(person)), "{people:?}");
}

#[test]
fn lines_keep_what_is_presumed() {
    let extraction = read("article", Some(Date::constant(2026, 3, 15)), TEXT);
    assert!(extraction.mentions.iter().any(|mention| mention.presumed.is_some()));
    let mut line = Vec::new();
    JsonLines::new(EXTRACTOR.lexicon()).write(&extraction, &mut line).unwrap();
    let text = String::from_utf8(line.clone()).unwrap();
    assert!(text.contains(r#""presumed":{"known_to":"20"#), "{text}");
    let again = LineReader::new(EXTRACTOR.lexicon()).read(&line, &Place::default()).unwrap();
    let stated = |extraction: &Extraction| {
        let of = |relation: &Relation| (relation.kind.clone(), relation.modality, relation.known_to);
        extraction.relations.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(stated(&again), stated(&extraction));
    let of = |extraction: &Extraction| {
        extraction.mentions.iter().map(|mention| mention.presumed).collect::<Vec<_>>()
    };
    assert_eq!(of(&again), of(&extraction));
}

/// The lists with rows of their own.
fn with(files: [(&'static str, &'static str); 2]) -> Extractor {
    let [people, offices] = files;
    let options = lexicon::Options::default().with_file(people.0, people.1).with_file(offices.0, offices.1);
    Extractor::new(lexicon::load(&options).unwrap())
}

#[test]
fn the_dead_hold_no_office() {
    let people = "id,name,surname,gender,country,died\nawa-kone-x,Awa Koné,Koné,f,togo,2026-02-03\n";
    let offices =
        "person,role,portfolio,of,from,checked\nawa-kone-x,ministre,sante,togo,2025-01-05,2026-11\n";
    let extractor = with([("people.csv", people), ("offices.csv", offices)]);
    for (day, office) in [(Date::constant(2026, 2, 3), true), (Date::constant(2026, 2, 4), false)] {
        let held: Vec<_> = extractor
            .lexicon()
            .offices()
            .iter()
            .filter(|held| {
                let person = extractor.lexicon().entry(held.person);
                &*person.id == "awa-kone-x"
            })
            .collect();
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].on(PartialDate::from(day)).holds(), office, "{day}");
    }
}

#[test]
fn a_body_that_came_to_its_end_has_no_members() {
    let bodies = "id,name,subtype,from,to\nligue-x,Ligue d’essai du Sahel,regional,2014-02-16,2023-12-06\n";
    let members =
        "member,body,from,checked\nmali,ligue-x,2014-02-16,2026-11\nniger,ligue-x,2014-02-16,2026-11\n";
    let extractor = with([("organisations.csv", bodies), ("memberships.csv", members)]);
    let groups = |day: Date| {
        let mut document = Document::new("a", "Les pays de la Ligue d’essai du Sahel se sont réunis.");
        document.date = Some(day);
        let extraction = extractor.extract(document);
        extraction
            .mentions
            .iter()
            .filter_map(|mention| mention.group.as_ref())
            .map(|group| group.members.len())
            .sum::<usize>()
    };
    assert_eq!([Date::constant(2023, 12, 1), Date::constant(2024, 1, 1)].map(groups), [2, 0]);
}

#[test]
fn who_took_an_office_later_outdoes_who_was_known_to_hold_it_before() {
    let people = "id,name,surname,gender,country\nawa-kone-x,Awa Koné,Koné,f,mali\nana-diarra-x,Ana Diarra,Diarra,f,mali\n";
    let offices = "person,role,portfolio,of,from,checked\n\
                   awa-kone-x,chef-etat-major-general,,palaos,2025-01-05,2025-11\n\
                   ana-diarra-x,chef-etat-major-general,,palaos,2026-03-01,2026-04\n";
    let extractor = with([("people.csv", people), ("offices.csv", offices)]);
    let holder = |day: Date| {
        let mut document =
            Document::new("a", "Aux Palaos, le chef d’état-major général des Palaos a pris la parole.");
        document.date = Some(day);
        let extraction = extractor.extract(document);
        meant(&extraction).first().copied().flatten().map(str::to_string)
    };
    assert_eq!(holder(Date::constant(2026, 2, 1)).as_deref(), Some("awa-kone-x"));
    assert_eq!(holder(Date::constant(2026, 6, 1)).as_deref(), Some("ana-diarra-x"));
}

/// `docs/horizon.md` says how the table came about.
#[test]
fn the_table_of_confidences_is_what_the_lists_measure() {
    for TermLengths { kind, ended, shares, .. } in TermLengths::of(EXTRACTOR.lexicon()) {
        let off = shares.iter().zip(kind.shares()).map(|(measured, used)| (measured - used).abs());
        let most = off.fold(0.0, f64::max);
        let tolerance = if ended >= 50 { 0.1 } else { 0.2 };
        assert!(most <= tolerance, "{}: {shares:?}, used {:?}", kind.name(), kind.shares());
    }
    assert!(TermKind::Minister.shares()[3] < TermKind::HeadOfState.shares()[3]);
}
