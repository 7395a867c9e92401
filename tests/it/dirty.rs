//! Texts as they arrive: interviews, letterheads, lists, tables of names, short lines that a width broke, pages of several articles,
//! character sets that are given.

use palabre::{
    Extractor,
    input::{self, Charset, Note, Options, Read},
    model::{Document, Extraction, ZoneKind},
};
use std::{collections::BTreeSet, fs, sync::LazyLock};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());

fn read(text: &str) -> Extraction {
    let read = input::document(Document::new("a", text), &Options::default());
    EXTRACTOR.extract(read.document)
}

fn files(name: &str, bytes: impl AsRef<[u8]>, options: Options) -> Vec<Read> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let files = input::find(&[folder.path().to_owned()]).files;
    input::read_all(files, options).map(Result::unwrap).collect()
}

/// `source type target` of the typed relations.
fn relations(extraction: &Extraction) -> BTreeSet<String> {
    let id = |index: palabre::model::EntityIndex| extraction.entities[index.0 as usize].id.as_str();
    let told = |relation: &palabre::model::Relation| {
        format!("{} {} {}", id(relation.source), relation.kind, id(relation.target))
    };
    extraction.relations.iter().map(told).collect()
}

fn entities(extraction: &Extraction) -> BTreeSet<&str> {
    extraction.entities.iter().map(|entity| entity.id.as_str()).collect()
}

const INTERVIEW: &str = "RFI : Monsieur le ministre, avez-vous rencontré Sergueï Lavrov ?

Abdoulaye Diop : Oui. Sergueï Lavrov a reçu Assimi Goïta.

RFI : Et la France ?

LE FLEUVE : La France a retiré ses troupes du Mali ?

Abdoulaye Diop : La France a critiqué le Mali.";

#[test]
fn who_asks_has_no_part_in_what_is_said() {
    let extraction = read(INTERVIEW);
    let speakers = extraction.document.zones.iter().filter(|zone| zone.kind == ZoneKind::Speaker);
    let labels: Vec<&str> = speakers.map(|zone| zone.span.of(&extraction.document.text)).collect();
    assert_eq!(labels, ["RFI :", "RFI :", "LE FLEUVE :"]);
    let ends = |tie: &palabre::model::Cooccurrence| {
        [tie.source, tie.target].map(|end| extraction.entities[end.0 as usize].id.clone())
    };
    assert!(
        !extraction.cooccurrences.iter().flat_map(ends).any(|id| id == "rfi"),
        "an outlet that asks has no ties"
    );
    assert!(
        relations(&extraction)
            .is_superset(&relations(&read(&INTERVIEW.replace("RFI : ", "").replace("LE FLEUVE : ", ""))))
    );
}

#[test]
fn labels_are_no_names() {
    let text = "JDKA : Que dit Emmanuel Macron ?\n\nA. S. : Il se tait.\n\nJDKA : Et Assimi Goïta ?\n\nA. S. : Lui aussi.\n\nLa\u{a0}Dune : Et vous ?";
    let extraction = read(text);
    assert_eq!(entities(&extraction), BTreeSet::from(["assimi-goita", "emmanuel-macron"]));
    // A headline with a colon is none.
    let extraction =
        read("ONU : António Guterres condamne\n\nLe secrétaire général de l’ONU António Guterres a parlé.");
    assert!(extraction.document.zones.iter().all(|zone| zone.kind != ZoneKind::Speaker));
    assert!(entities(&extraction).contains("onu"));
}

#[test]
fn letterheads_numbers_and_tables_of_names() {
    let text = "MINISTÈRE DE LA DÉFENSE                 RÉPUBLIQUE DU MALI
ET DES ANCIENS COMBATTANTS              Un Peuple – Un But – Une Foi
------------                            ------------
N° 0123/MDAC-SG

Bamako, le 12 mars 2024

1. Le général Sadio Camara a rencontré Igor Gromyko.
II. Assimi Goïta a reçu Ibrahim Traoré.
c) Le Niger a quitté la CEDEAO.

Les présents :
Abdoulaye Diop     Bakary Yaou Sangaré     Karamoko Traoré
Sadio Camara       Salifou Mody            Kassoum Coulibaly
";
    let extraction = read(text);
    assert_eq!(extraction.document.date, Some(palabre::model::Date::constant(2024, 3, 12)));
    let wanted = [
        "assimi-goita meets ibrahim-traore",
        "niger withdraws_from cedeao",
        "sadio-camara meets igor-gromyko",
    ];
    let stated = relations(&extraction);
    assert!(wanted.iter().all(|wanted| stated.contains(*wanted)), "{stated:?}");
    let people = extraction.entities.iter().filter(|entity| entity.kind == palabre::model::Kind::Person);
    let people: BTreeSet<&str> = people.map(|person| person.id.as_str()).collect();
    let listed = ["abdoulaye-diop", "bakary-yaou-sangare", "salifou-mody", "kassoum-coulibaly"];
    assert!(listed.iter().all(|id| people.contains(id)), "{people:?}");
    assert_eq!(people.len(), 9, "nobody else: {people:?}");
}

#[test]
fn two_lines_are_enough_to_see_that_a_name_goes_on() {
    for (text, id) in [
        ("Hier, le ministre Abdoulaye\nDiop a écrit à Sergueï\nLavrov.", "abdoulaye-diop"),
        ("Le notaire Hendrik von\nSiemens attend.", "hendrik-von-siemens"),
        ("Selon le général Moussa Ag\nTindaogo, tout va bien.", "moussa-ag-tindaogo"),
    ] {
        let extraction = read(text);
        assert!(entities(&extraction).contains(id), "{text}: {:?}", entities(&extraction));
    }
}

#[test]
fn several_articles_of_a_page_are_documents() {
    let article = |title: &str, day: u8, sentence: &str| {
        format!(
            "<article><h1>{title}</h1><p>Publié le {day} mai 2025</p><p>{sentence} Ils ont parlé de l’avenir de la région pendant deux heures.</p></article>"
        )
    };
    let page = format!(
        "<!DOCTYPE html><title>Le Fleuve</title><meta property=og:site_name content='Le Fleuve'><body><main>{}{}</main>",
        article("Goïta à Moscou", 8, "Vladimir Poutine a reçu Assimi Goïta à Moscou."),
        article("Une visite à Paris", 9, "Emmanuel Macron a rencontré Patrice Talon à Paris."),
    );
    let read = files("a.html", &page, Options::default());
    let told: Vec<String> = read
        .iter()
        .map(|Read { document, .. }| {
            let [title, source] =
                [&document.title, &document.source].map(|cell| cell.as_deref().unwrap_or("-"));
            format!(
                "{} {title} {} {source}",
                document.id,
                document.date.map_or("-".into(), |date| date.to_string())
            )
        })
        .collect();
    assert_eq!(
        told,
        ["a.html#1 Goïta à Moscou 2025-05-08 Le Fleuve", "a.html#2 Une visite à Paris 2025-05-09 Le Fleuve"]
    );
    assert_eq!(read[0].notes, [Note::Several { articles: 2 }]);
}

#[test]
fn banners_longer_than_a_short_article_go() {
    let article = "<article><p>Vladimir Poutine a reçu Assimi Goïta à Moscou, où ils ont parlé de l’avenir de la région.</p></article>";
    let banner = format!(
        "<div id=consent-layer><p>{}</p></div>",
        "Nos partenaires, dont Amazon, lisent votre appareil. ".repeat(6)
    );
    for page in [format!("{banner}{article}"), format!("{article}{banner}")] {
        let read =
            files("a.html", format!("<!DOCTYPE html><title>T</title><body>{page}"), Options::default());
        let text = &read[0].document.text;
        assert!(text.contains("Goïta") && !text.contains("Amazon"), "{text}");
    }
}

#[test]
fn what_says_its_encoding_itself_is_not_recoded() {
    let mail = b"Subject: Visite\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nLe g\xE9n\xE9ral est \xE0 Gao.\n";
    let options = || Options::default().with_charset(Charset::from_name("cp850"));
    assert!(files("a.eml", mail, options())[0].document.text.contains("Le général est à Gao."));
    #[cfg(feature = "feeds")]
    {
        let feed = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><item><title>À Gao</title><description>Le général est là.</description></item></channel></rss>";
        assert!(files("a.rss", feed, options())[0].document.text.contains("Le général est là."));
    }
    assert!(
        files("a.txt", b"Le g\x82n\x82ral est \x85 Gao.", options())[0]
            .document
            .text
            .contains("Le général est à Gao.")
    );
}

/// Lines of a classic Mac end with a return alone.
#[test]
fn json_lines_may_end_as_on_a_classic_mac() {
    let rows = ["{\"id\": \"1\", \"text\": \"Le Mali.\"}", "{\"id\": \"2\", \"text\": \"La France.\"}"];
    for end in ["\r", "\r\n", "\n", "\n\r"] {
        let read = files("a.jsonl", rows.join(end) + end, Options::default());
        let texts: Vec<&str> = read.iter().map(|read| read.document.text.as_str()).collect();
        assert_eq!(texts, ["Le Mali.", "La France."], "{end:?}");
    }
}

/// A table that Excel in French saved, with the names that people give columns.
#[test]
fn columns_may_have_their_usual_names() {
    let table = "N°;Titre;Texte;Date de parution;Journal\r\n1;Une visite;Le Mali accuse la France.;8 mai 2025;Le Fleuve\r\n";
    let read = files("a.csv", table, Options::default());
    let document = &read[0].document;
    assert_eq!(document.text, "Le Mali accuse la France.");
    let told = (document.title.as_deref(), document.source.as_deref(), document.date);
    assert_eq!(told, (Some("Une visite"), Some("Le Fleuve"), "2025-05-08".parse().ok()));
    // A name that is given is the one that is meant.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), table).unwrap();
    let found = input::find(&[folder.path().to_owned()]).files;
    let other = Options::default().with_text_column("corps");
    assert!(input::read_all(found, other).all(|read| read.is_err()));
}

/// What a folder has beside documents: a mailbox as Thunderbird keeps it, and files that programs leave behind.
#[cfg(feature = "mail")]
#[test]
fn a_mailbox_needs_no_extension() {
    let mailbox = "From a Thu May  8 10:00:00 2025\nMessage-ID: <a@b>\nSubject: Une visite\n\nLe Mali accuse la France.\n";
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [("Inbox", mailbox), ("LICENSE", "x"), ("~$note.docx", "x"), ("Thumbs.db", "x")] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let found = input::find(&[folder.path().to_owned()]);
    assert_eq!(found.files.iter().map(|file| file.id.as_str()).collect::<Vec<_>>(), ["Inbox"]);
    assert_eq!(found.skipped.to_string(), "1 without extension");
    let read: Vec<Read> = input::read_all(found.files, Options::default()).map(Result::unwrap).collect();
    assert_eq!(read[0].document.title.as_deref(), Some("Une visite"));
}
