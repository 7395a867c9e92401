//! Exports of press databases: the same articles in the structure of each vendor, with covers, certificates and indexes around
//! them, of which nothing may be read.

use crate::packed::{self, docx};
use palabre::{
    Extractor,
    input::{self, Note, Options, Read},
    model::{Date, Document, ZoneKind},
};
use std::{collections::BTreeSet, fs, path::Path, sync::LazyLock};

/// An article to be exported.
pub(crate) struct Article {
    pub title: String,
    pub date: Date,
    pub source: &'static str,
    pub byline: &'static str,
    pub paragraphs: Vec<String>,
}

/// Stands wherever an export says something that is no text.
const NO_TEXT: &str = "Horstexte";

/// Four of the example articles, each with a source and a byline of its own.
pub(crate) fn articles() -> Vec<Article> {
    let read = |(file, source, byline): (&str, &'static str, &'static str)| {
        let path = Path::new("examples/articles").join(file);
        let text = fs::read_to_string(path).unwrap();
        // Spaces of all kinds are one in pages.
        let text = text.replace(['\u{a0}', '\u{202f}'], " ");
        let (first, rest) = text.split_once("\n\n").unwrap();
        let title = first.lines().last().unwrap().to_owned();
        let paragraphs = rest.split("\n\n").map(|part| part.trim().replace('\n', " "));
        let paragraphs = paragraphs.filter(|part| part.len() > 160).collect();
        Article { title, date: file[..10].parse().unwrap(), source, byline, paragraphs }
    };
    let files = [
        ("2021-05-28-mali-second-coup-goita.txt", "Le Fleuve", "Aïcha Plume"),
        ("2022-10-03-burkina-ibrahim-traore.txt", "La Dune", "Par Élodie Encre"),
        ("2023-02-07-lavrov-bamako.txt", "Le Fleuve", "Aïcha Plume"),
        ("2024-08-07-tinzaouaten-rupture-ukraine.txt", "Le Courrier du Delta", "Par Noël Papier"),
    ];
    files.map(read).into()
}

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn french(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

fn english(date: Date) -> String {
    format!("{} {}, {}", ENGLISH[date.month() as usize - 1], date.day(), date.year())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn compact(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn each(articles: &[Article], export: impl Fn(usize, &Article) -> String) -> String {
    articles.iter().enumerate().map(|(index, article)| export(index + 1, article)).collect()
}

fn paragraphs(article: &Article, tag: &str) -> String {
    let open = tag.split(' ').next().unwrap();
    article.paragraphs.iter().map(|text| format!("<{tag}>{}</{open}>\n", escaped(text))).collect()
}

fn europresse(articles: &[Article]) -> String {
    let article = |number: usize, article: &Article| {
        let Article { title, date, source, byline, .. } = article;
        let kicker = if number == 1 { "<p class=\"sm-margin-bottomNews\">MALI</p>" } else { "" };
        format!(
            "<article> <header> <div class=\"rdp__DocPublicationName\"> <span class=\"DocPublicationName\">{source}, no. {number}12\n \
             <div class=\"apd-wrapper\">{NO_TEXT}</div></span> </div>\n<div> <span class=\"DocHeader\">International, mardi {}, p. {number}\
             </span> </div> {kicker} <div class=\"titreArticle\"> <p class=\"sm-margin-TopNews titreArticleVisu rdp__articletitle\">{}</p> \
             </div> <div class=\"docAuthors\">{byline}</div> </header> <section> <div class=\"DocText clearfix\"> <div class='docOcurrContainer'>\
             {}</div> </div> </section> <aside> <p>Illustration(s) : {NO_TEXT}</p> </aside> <footer> <small>© 2025 {NO_TEXT}. Tous droits \
             réservés.</small> <div class=\"publiC-lblNodoc\">news·{}·FL·{number}</div> <span class=\"txtCertificat\">{NO_TEXT}</span> </footer> \
             </article>",
            french(*date),
            escaped(title),
            paragraphs(article, "p").replacen("Bamako", "<mark>Bamako</mark>", 2),
            compact(*date)
        )
    };
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title></title></head><body> {}</body></html>",
        each(articles, article)
    )
}

fn europresse_1(articles: &[Article]) -> String {
    let article = |number: usize, article: &Article| {
        let Article { title, date, source, byline, .. } = article;
        let text: String = article.paragraphs.iter().map(|text| escaped(text) + "<p></p>").collect();
        format!(
            "<table><tr><td><table id=\"tbHeaderImages\"><tr><td>{NO_TEXT}</td></tr></table><span class=\"DocPublicationName\">{source}, no. {number}\
             </span><br><span class=\"DocHeader\">Politique, </span><span class=\"DocHeader\">jeudi </span><span class=\"DocHeader\">{}</span>\
             <br><br><span class=\"TitreArticleVisu\">{}</span><br><br>{byline}<br><p></p>{text}<b><i>© 2012 Source. Tous droits réservés.</i></b><p></p>\
             Numéro de document : news·{}·FL·{number}<br><table><tr><td>Ce certificat est émis à <b>{NO_TEXT}</b></td></tr></table></td></tr></table><p>",
            french(*date),
            escaped(title),
            compact(*date)
        )
    };
    format!(
        "<html><head><META http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"></head><body>{}</body></html>",
        each(articles, article)
    )
}

fn europresse_pdf(articles: &[Article]) -> String {
    let list = each(articles, |_, article| {
        format!("{}\n{}\n{}\n", article.source, french(article.date), article.title)
    });
    let article = |number: usize, article: &Article| {
        let Article { title, date, source, byline, paragraphs } = article;
        format!(
            "Nom de la source\n{source}\nType de source\nPresse • Journaux\nPériodicité\nQuotidien\nCouverture géographique\nNationale\nProvenance\n\
             {NO_TEXT}\n\nMardi {}\n\n{source} • p. {number} • 812 mots\n\n{title}\n\n{byline}\n\n{}\n\n© 2024 {NO_TEXT}. Tous droits réservés. Le présent \
             document est protégé.\n\nCertificat émis le 2 mars 2025 à {NO_TEXT} à des fins de visualisation personnelle et temporaire.\n\
             news·{}·FL·{number}_32\n\u{c}",
            french(*date),
            paragraphs.join("\n\n"),
            compact(*date)
        )
    };
    format!("Documents sauvegardés\n{NO_TEXT}\nSommaire\n{list}\u{c}{}", each(articles, article))
}

const FACTIVA_NUMBER: &str = "el58000xx";

fn factiva(articles: &[Article]) -> String {
    let row = |code: &str, value: &str| {
        format!("<tr><td class=\"index\"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>\n")
    };
    let article = |_, article: &Article| {
        let (lead, tail) = article.paragraphs.split_first().unwrap();
        let text = |paragraphs: &[String]| -> String {
            paragraphs
                .iter()
                .map(|text| {
                    format!("<p class=\"articleParagraph frarticleParagraph\">{}</p>\n", escaped(text))
                })
                .collect()
        };
        let rows = [
            ("HD", format!("<b class='frHeadline'>{}</b>", escaped(&article.title))),
            ("BY", article.byline.into()),
            ("WC", "295 mots".into()),
            ("PD", french(article.date)),
            ("ET", "15:32".into()),
            ("SN", article.source.into()),
            ("SC", "FLEUVE".into()),
            ("LA", "Français".into()),
            ("CY", format!("(c) {NO_TEXT}")),
            ("LP", text(std::slice::from_ref(lead))),
            ("TD", text(tail)),
            ("NS", format!("gpol : {NO_TEXT}")),
            ("AN", format!("Document FLEUVE00{}{FACTIVA_NUMBER}", compact(article.date))),
        ];
        let rows: String = rows.iter().map(|(code, value)| row(code, value)).collect();
        format!("<span></span><div class=\"article frArticle\"><table>{rows}</table><br/></div><br/>")
    };
    format!(
        "<html><head><title>Factiva</title></head><body><table><tr><td><h1>Factiva</h1></td></tr></table>{}<div id=\"pageFooter\">© {NO_TEXT}</div></body></html>",
        each(articles, article)
    )
}

fn factiva_without_codes(articles: &[Article]) -> String {
    let article = |_, article: &Article| {
        let Article { title, date, source, byline, .. } = article;
        format!(
            "<div class=\"article frArticle\"><div id=\"hd\"><span class=\"frHeadline\">{}</span></div><div class=\"author\">{byline}</div><div>812 mots</div>\
             <div>{}</div><div>15:32</div><div>{source}</div><div>FLEUVE</div><div>Français</div><div>© 2024 {NO_TEXT}</div>{}<p>Document FLEUVE00{}{FACTIVA_NUMBER}</p></div>",
            escaped(title),
            french(*date),
            paragraphs(article, "p class=\"articleParagraph\""),
            compact(*date)
        )
    };
    format!("<html><head><title>Factiva</title></head><body>{}</body></html>", each(articles, article))
}

fn factiva_xml(articles: &[Article]) -> String {
    let paragraph =
        |text: &String| format!("<paragraph display=\"Proportional\">{}</paragraph>", escaped(text));
    let article = |_, article: &Article| {
        let (lead, tail) = article.paragraphs.split_first().unwrap();
        let tail: String = tail.iter().map(paragraph).collect();
        format!(
            "<ppsarticle><article><accessionNo>X</accessionNo><byline>{}</byline><copyright>{NO_TEXT}</copyright><headline><paragraph><hlt/>{}</paragraph></headline>\
             <leadParagraph>{}</leadParagraph><pages /><publicationDate><dateTime>{}T01:35:58Z</dateTime></publicationDate><sourceName>{}</sourceName>\
             <region code=\"mali\"><name>{NO_TEXT}</name></region><tailParagraphs>{tail}</tailParagraphs><logo image=\"x\" /></article></ppsarticle>\n",
            article.byline,
            escaped(&article.title),
            paragraph(lead),
            article.date,
            article.source
        )
    };
    format!(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PPSResponse><ppsArticleResponse xmlns=\"http://global.factiva.com/pps/2.0\"><ppsarticleResultSet>{}\
         </ppsarticleResultSet></ppsArticleResponse></PPSResponse>",
        each(articles, article)
    )
}

fn factiva_text(articles: &[Article]) -> String {
    let article = |_, article: &Article| {
        let Article { title, date, source, byline, paragraphs } = article;
        format!(
            "{title}\n{byline}\n812 mots\n{}\n{source}\nFLEUVE\nFrançais\n© 2024 {NO_TEXT}\n\n{}\n\nDocument FLEUVE00{}{FACTIVA_NUMBER}\n\n",
            french(*date),
            paragraphs.join("\n\n"),
            compact(*date)
        )
    };
    format!("{}Search Summary\nText\n{NO_TEXT}\n© 2025 Factiva, Inc.\n", each(articles, article))
}

/// The lines of a text as RTF, in Windows-1252 and beyond it.
pub(crate) fn rtf(text: &str) -> String {
    let mut rtf = String::from("{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Times;}}{\\header ")
        + NO_TEXT
        + "}\\f0\n";
    for c in text.chars() {
        match c {
            '\n' => rtf.push_str("\\par\n"),
            '\t' => rtf.push_str("\\tab "),
            ' '..='~' => rtf.push(c),
            '\u{a0}'..='\u{ff}' => rtf.push_str(&format!("\\'{:02x}", c as u32)),
            c => rtf.push_str(&format!("\\u{}?", c as u32 as i16)),
        }
    }
    rtf + "}"
}

fn factiva_rtf(articles: &[Article]) -> String {
    let article = |_, article: &Article| {
        let (lead, tail) = article.paragraphs.split_first().unwrap();
        format!(
            "HD\t{}\nBY\t{}\nWC\t812 mots\nPD\t{}\nSN\t{}\nSC\tFLEUVE\nLA\tFrançais\nCY\t{NO_TEXT}\nLP\t{lead}\nTD\t{}\nNS\tgpol : {NO_TEXT}\nAN\tDocument FLEUVE00{}{FACTIVA_NUMBER}\n",
            article.title,
            article.byline,
            french(article.date),
            article.source,
            tail.join("\n"),
            compact(article.date)
        )
    };
    rtf(&each(articles, article))
}

fn nexis(articles: &[Article]) -> String {
    let count = articles.len();
    let block = |label: &str, value: &str| {
        format!(
            "<br><div class=\"c5\"><p class=\"c6\"><span class=\"c8\">{label}: </span><span class=\"c2\">{value}</span></p>\n</div>\n"
        )
    };
    let article = |number: usize, article: &Article| {
        let day = format!(
            "<span class=\"c4\">{}</span><span class=\"c2\"> {} {} mardi</span>",
            article.date.day(),
            MONTHS[article.date.month() as usize - 1],
            article.date.year()
        );
        let text: String = article
            .paragraphs
            .iter()
            .map(|text| {
                format!(
                    "<p class=\"c9\"><span class=\"c2\">{}</span></p>\n",
                    escaped(text).replacen(", ", ",\n", 3)
                )
            })
            .collect();
        format!(
            "<a name=\"DOC_ID_0_{number}\"></a><!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->\n<br><div class=\"c0\"><p class=\"c1\">\
             <span class=\"c2\">{number} of {count} DOCUMENTS</span></p>\n</div>\n<br><div class=\"c0\"><br><p class=\"c1\"><img src=\"x.gif\"><br><span class=\"c2\">{}</span></p>\n\
             </div>\n<br><div class=\"c3\"><p class=\"c1\">{day}</p>\n</div>\n<br><div class=\"c5\"><p class=\"c6\"><span class=\"c7\">{}</span></p>\n</div>\n{}{}{}\
             <br><div class=\"c5\">{text}</div>\n{}{}<br><div class=\"c0\"><br><p class=\"c1\"><span class=\"c2\">Copyright 2025 {NO_TEXT}<br>Tous Droits Réservés</span></p>\n</div>\n",
            article.source,
            escaped(&article.title),
            block("AUTEUR", article.byline),
            block("RUBRIQUE", "INTERNATIONAL; Pg. 35"),
            block("LONGUEUR", "143 mots"),
            block("SUJET", &format!("{NO_TEXT} (90%)")),
            block("LANGUE", "FRENCH; FRANÇAIS")
        )
    };
    format!(
        "<html><head><title>&nbsp;</title><!-- LXNComment 1 --></head><body><table class=\"c1\"><tr><td>{NO_TEXT}</td></tr></table>{}</body></html>",
        each(articles, article)
    )
}

/// Lines of at most so many columns.
fn wrapped(text: &str, columns: usize) -> String {
    let (mut lines, mut line) = (String::new(), String::new());
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + word.chars().count() >= columns {
            lines += &(std::mem::take(&mut line) + "\n");
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    lines + &line
}

fn nexis_text(articles: &[Article]) -> String {
    let count = articles.len();
    let article = |number: usize, article: &Article| {
        let Article { title, date, source, byline, paragraphs } = article;
        let text: Vec<String> = paragraphs.iter().map(|text| wrapped(text, 78)).collect();
        format!(
            "                               {number} of {count} DOCUMENTS\n\n\n\n                                  {source}\n\n                            {} Monday\n\n{}\n\n\
             BYLINE: {byline}\n\nLENGTH: 355 words\n\n{}\n\nLOAD-DATE: January 11, 2030\n\nLANGUAGE: FRENCH\n\n\n                       Copyright 2010 {NO_TEXT}\n                              All Rights Reserved\n\n",
            english(*date),
            wrapped(title, 78),
            text.join("\n\n")
        )
    };
    format!(
        "\u{FEFF}\n\nDownload Request: Selected Items: 1-4\nTime Of Request: Friday, March 20, 2018\n\nTerms: ({NO_TEXT})\n\n\n{}",
        each(articles, article)
    )
}

fn nexis_docx(articles: &[Article]) -> Vec<u8> {
    let list = each(articles, |number, article| {
        format!("{number}. {}\nClient/Matter: -None-\nSearch Terms: {NO_TEXT}\n", article.title)
    });
    let article = |_, article: &Article| {
        let Article { title, date, source, byline, paragraphs } = article;
        format!(
            "{title}\n{source}\n{} Monday 9:20 AM GMT\nCopyright 2019 {NO_TEXT} All Rights Reserved\nSection:\u{a0}POLITICS\nLength:\u{a0}355 words\nByline:\u{a0}{byline}\n\
             Body\n{}\nClassification\nLanguage: FRENCH\nSubject: {NO_TEXT}\nLoad-Date: July 4, 2031\nEnd of Document\n",
            english(*date),
            paragraphs.join("\n")
        )
    };
    let text = format!(
        "Date and Time: Friday, 5. July 2019 09:31:00 CEST\nDocuments (4)\n{list}{}",
        each(articles, article)
    );
    docx(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

fn proquest(articles: &[Article]) -> String {
    let field =
        |label: &str, value: &str| format!("<p style=\"margin:0\"><strong>{label}: </strong>{value}</p>\n");
    let article = |number: usize, article: &Article| {
        let Article { title, date, source, byline, .. } = article;
        format!(
            "<div style=\"margin-bottom:20px\"><a name=\"DocID_MSTAR_{number}\"></a><p></p><p style=\"font-weight:bold\">{}</p>\n{}{}<p><a href=\"https://x\">ProQuest document link</a></p>\n{}\
             <p><strong>Full text: </strong><text wordcount=\"239\"><title></title>\n{}</text></p>\n{}{}{}{}</div>\n",
            escaped(title),
            field("Author", byline),
            field("Publication info", &format!("{source} ; Bamako [Bamako]")),
            field("Abstract", NO_TEXT),
            paragraphs(article, "p"),
            field("Subject", NO_TEXT),
            field("Publication title", &format!("{source}; Bamako")),
            field("Publication date", &english(*date)),
            field("ProQuest document ID", "25")
        )
    };
    format!(
        "<html><head><title>ProQuest Export</title></head><body><table><tr><td>{NO_TEXT}</td></tr></table>{}</body></html>",
        each(articles, article)
    )
}

fn proquest_text(articles: &[Article]) -> String {
    let count = articles.len();
    let line = "_".repeat(60);
    let article = |number: usize, article: &Article| {
        let Article { title, date, source, byline, paragraphs } = article;
        format!(
            "{line}\n\nDocument {number} of {count}\n\n{title}\n\nAuthor: {byline}\n\nPublication info: {source} ; Bamako [Bamako]\n\nhttps://x\n\nAbstract: {NO_TEXT}\n\n\
             Full text: {}\n\nSubject: {NO_TEXT}\n\nTitle: {title}\n\nPublication title: {source}; Bamako\n\nPublication date: {}\n\nProQuest document ID: 25\n\n",
            paragraphs.join("\n\n"),
            english(*date)
        )
    };
    format!("{}{line}\nContact ProQuest\n{NO_TEXT}\n", each(articles, article))
}

/// The articles in the structure of each vendor, under a name that its export may have.
pub(crate) fn exports(articles: &[Article]) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let text: Vec<(&'static str, &'static str, String)> = vec![
        ("europresse.HTML", "Europresse", europresse(articles)),
        ("europresse-1.html", "Europresse", europresse_1(articles)),
        ("europresse-pdf.txt", "Europresse", europresse_pdf(articles)),
        ("factiva.html", "Factiva", factiva(articles)),
        ("factiva-2.htm", "Factiva", factiva_without_codes(articles)),
        ("factiva.xml", "Factiva", factiva_xml(articles)),
        ("factiva.txt", "Factiva", factiva_text(articles)),
        ("factiva.rtf", "Factiva", factiva_rtf(articles)),
        ("nexis.html", "Nexis", nexis(articles)),
        ("nexis.TXT", "Nexis", nexis_text(articles)),
        ("proquest.html", "ProQuest", proquest(articles)),
        ("proquest.txt", "ProQuest", proquest_text(articles)),
    ];
    let mut exports: Vec<_> =
        text.into_iter().map(|(name, vendor, text)| (name, vendor, text.into_bytes())).collect();
    exports.push(("nexis.docx", "Nexis", nexis_docx(articles)));
    exports
}

pub(crate) fn read(name: &str, bytes: &[u8]) -> Vec<Read> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let files = input::find(&[folder.path().to_owned()]).files;
    input::read(&files[0], &Options::default()).unwrap().map(Result::unwrap).collect()
}

fn check(name: &str, vendor: &str, articles: &[Article], documents: &[Read]) {
    assert_eq!(documents.len(), articles.len(), "{name}");
    for (Read { document, notes, .. }, (number, article)) in documents.iter().zip((1..).zip(articles)) {
        let is_export =
            notes.iter().any(|note| matches!(note, Note::Export { vendor: known, .. } if *known == vendor));
        assert_eq!(is_export, number == 1, "{name}: {notes:?}");
        assert_eq!(document.title.as_deref(), Some(&*article.title), "{name}");
        assert_eq!(document.date, Some(article.date), "{name}: {}", article.title);
        assert_eq!(document.source.as_deref(), Some(article.source), "{name}");
        let wanted = [&[article.title.clone(), article.byline.into()], &article.paragraphs[..]].concat();
        for (paragraph, wanted) in document.text.split("\n\n").zip(&wanted) {
            assert_eq!(paragraph, wanted, "{name}");
        }
        assert_eq!(document.text.split("\n\n").nth(wanted.len()), None, "{name}");
        assert_eq!(
            document.zones.iter().map(|zone| zone.kind).collect::<Vec<_>>(),
            [ZoneKind::Headline, ZoneKind::Byline],
            "{name}"
        );
        let id = if articles.len() == 1 { name.to_owned() } else { format!("{name}#{number}") };
        assert_eq!(document.id, id);
    }
}

#[test]
fn each_article_is_a_document_with_its_own_title_date_source_and_byline() {
    let articles = articles();
    for count in [articles.len(), 1] {
        for (name, vendor, bytes) in exports(&articles[..count]) {
            check(name, vendor, &articles[..count], &read(name, &bytes));
        }
    }
}

#[test]
fn an_export_is_known_under_any_extension() {
    let articles = articles();
    for (name, vendor, bytes) in exports(&articles) {
        // A page needs its tags, XML its name: what was saved as text is known, whatever it is called.
        let extensions: &[&str] = match name.rsplit('.').next().unwrap().to_lowercase().as_str() {
            "txt" => &["text"],
            "html" | "htm" => &["txt", "xhtml"],
            "xml" => &["xml"],
            _ => &["txt", "html", "docx", "rtf"],
        };
        for extension in extensions {
            let name = format!("export.{extension}");
            check(&name, vendor, &articles, &read(&name, &bytes));
        }
    }
}

#[test]
fn exports_in_mails_and_archives() {
    let articles = articles();
    for (name, _, bytes) in exports(&articles) {
        let documents = read("tout.zip", &packed::zip(&[(name, &bytes)]));
        assert_eq!(documents.len(), articles.len(), "{name}");
        assert_eq!(documents[1].document.id, format!("tout.zip/{name}#2"));
    }
    let mail = packed::mail("Résultats", "text/html", &proquest(&articles));
    assert_eq!(read("alerte.eml", mail.as_bytes()).len(), articles.len());
}

/// What an extractor finds: type, ends and document by title.
pub(crate) fn relations<'r>(documents: impl IntoIterator<Item = &'r Document>) -> BTreeSet<String> {
    static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builtin().unwrap());
    let mut found = BTreeSet::new();
    for document in documents {
        let extraction = EXTRACTOR.extract(document.clone());
        for relation in &extraction.relations {
            let ends =
                [relation.source, relation.target].map(|entity| &extraction.entities[entity.0 as usize].name);
            found.insert(format!("{} {ends:?} {:?}", relation.kind, document.title));
        }
    }
    found
}

#[test]
fn relations_are_those_of_the_plain_texts() {
    let articles = articles();
    let plain: Vec<Read> = articles
        .iter()
        .flat_map(|article| {
            let text = [std::slice::from_ref(&article.title), &article.paragraphs[..]].concat().join("\n\n");
            read(&format!("{}.txt", article.date), text.as_bytes())
        })
        .collect();
    let wanted = relations(plain.iter().map(|read| &read.document));
    assert!(wanted.len() > 20, "{wanted:#?}");
    for (name, _, bytes) in exports(&articles) {
        let documents = read(name, &bytes);
        let found = relations(documents.iter().map(|read| &read.document));
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn what_looks_like_an_export_and_is_none() {
    for (name, text) in [
        (
            "a.txt",
            "Le document 1 of 3 DOCUMENTS cité par la presse.\n\nDocument 12 of 3, dit le général.\n\nEnd of Document",
        ),
        ("b.txt", "news· est un mot.\n\nDocument ABCD"),
        (
            "c.html",
            "<p>Un texte sur ProQuest document ID, Factiva et Europresse.</p><div class=\"article\">x</div>",
        ),
    ] {
        let documents = read(name, text.as_bytes());
        assert_eq!(documents.len(), 1);
        assert!(documents[0].notes.is_empty(), "{:?}", documents[0].notes);
    }
}
