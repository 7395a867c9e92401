//! Office files, mails, feeds and archives: what they hold is read as its plain text is.

use crate::{
    packed::{docx, mail, zip},
    vendors::{Article, articles, read, relations, rtf},
};
use palabre::{
    error::Error,
    input::{self, Note, Options, Read},
    model::{Date, Document, ZoneKind},
};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    time::{Duration, Instant},
};

fn parts(article: &Article) -> Vec<String> {
    [std::slice::from_ref(&article.title), &article.paragraphs[..]].concat()
}

fn plain(article: &Article) -> String {
    parts(article).join("\n\n")
}

fn html(article: &Article) -> String {
    let paragraphs: String = article.paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!("<h1>{}</h1>\n{paragraphs}", article.title)
}

fn odt(paragraphs: &[String]) -> Vec<u8> {
    let paragraphs: String = paragraphs
        .iter()
        .map(|text| format!("<text:p text:style-name=\"P1\">{}</text:p>", text.replacen(' ', "<text:s/>", 1)))
        .collect();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:text><text:tracked-changes><text:p>Effacé</text:p></text:tracked-changes>\
         {paragraphs}</office:text></office:body></office:document-content>"
    );
    zip(&[("mimetype", "application/vnd.oasis.opendocument.text".to_owned()), ("content.xml", content)])
}

fn epub(articles: &[Article]) -> Vec<u8> {
    let items: String =
        (0..articles.len()).map(|at| format!("<item id=\"c{at}\" href=\"text/c%20{at}.xhtml\"/>")).collect();
    let spine: String = (0..articles.len()).map(|at| format!("<itemref idref=\"c{at}\"/>")).collect();
    let package = format!(
        "<package><metadata><dc:title>Un recueil</dc:title><dc:date>2025-03-01</dc:date></metadata><manifest><item id=\"nav\" href=\"nav.xhtml\" \
         properties=\"nav\"/>{items}</manifest><spine><itemref idref=\"nav\"/>{spine}</spine></package>"
    );
    let container =
        "<container><rootfiles><rootfile full-path=\"OEBPS/content.opf\"/></rootfiles></container>";
    let mut entries = vec![
        ("META-INF/container.xml".to_owned(), container.to_owned()),
        ("OEBPS/content.opf".into(), package),
        ("OEBPS/nav.xhtml".into(), format!("<nav>{}</nav>", "Table des matières ".repeat(30))),
    ];
    for (at, article) in articles.iter().enumerate() {
        entries.push((
            format!("OEBPS/text/c {at}.xhtml"),
            format!("<html><head><title>x</title></head><body>{}</body></html>", html(article)),
        ));
    }
    zip(&entries.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>())
}

/// A workbook of a sheet of these cells; a day is `day:45785`.
fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let cell = |text: &String| match text.strip_prefix("day:") {
        Some(day) => format!("<c s=\"1\"><v>{day}</v></c>"),
        None => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    let rows: String =
        rows.iter().map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>())).collect();
    xlsx_of(&rows)
}

/// A workbook of a sheet of notes and one of these rows.
fn xlsx_of(rows: &str) -> Vec<u8> {
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/a.xml\"/>\
        <Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/b.xml\"/></Relationships>";
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Notes\" sheetId=\"1\" r:id=\"r2\"/><sheet name=\"Articles\" sheetId=\"2\" r:id=\"r1\"/></sheets></workbook>";
    let root = "<Relationships><Relationship Id=\"r0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    zip(&[
        ("_rels/.rels", root.to_owned()),
        ("xl/workbook.xml", book.to_owned()),
        ("xl/_rels/workbook.xml.rels", links.into()),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".into()),
        ("xl/worksheets/a.xml", format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/worksheets/b.xml", "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>Rien</t></is></c></row></sheetData></worksheet>".into()),
    ])
}

/// A workbook of OpenDocument, of these tables.
fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| match text.strip_prefix("day:") {
        Some(day) => format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>en mai</text:p></table:table-cell>"
        ),
        None => {
            let paragraphs: String =
                text.split('\n').map(|line| format!("<text:p>{line}</text:p>")).collect();
            format!("<table:table-cell office:value-type=\"string\">{paragraphs}</table:table-cell>")
        }
    };
    format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

fn rss(articles: &[Article]) -> String {
    let item = |article: &Article| {
        format!(
            "<item><title>{}</title><link>https://exemple.org/a</link><pubDate>{} 10:00:00 GMT</pubDate><description>Court.</description>\
             <content:encoded><![CDATA[{}]]></content:encoded></item>",
            article.title,
            article.date.strftime("%a, %d %b %Y"),
            html(article).split_once('\n').unwrap().1
        )
    };
    let items: String = articles.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Le Fleuve</title>\
         <link>https://exemple.org</link><description>x</description>{items}</channel></rss>"
    )
}

/// An article in every format that holds one document.
fn files(article: &Article) -> Vec<(&'static str, Vec<u8>)> {
    let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let table = [row(["title", "Text"]), row([&article.title, &plain(article)])];
    let jsonl = serde_json::json!({"title": article.title, "text": plain(article)}).to_string();
    let sheet = format!(
        "<table:table table:name=\"a\">{}{}</table:table>",
        ods_row(&["title", "Text"]),
        ods_row(&[&article.title, &plain(article)])
    );
    vec![
        ("a.docx", docx(&parts(article))),
        ("a.odt", odt(&parts(article))),
        ("a.rtf", rtf(&parts(article).join("\n\n")).into()),
        ("a.epub", epub(std::slice::from_ref(article))),
        ("a.xlsx", xlsx(&table)),
        ("a.ods", ods(&sheet)),
        ("a.eml", mail(&article.title, "text/plain", &plain(article)).into()),
        ("b.eml", mail(&article.title, "text/html", &html(article)).into()),
        ("a.xml", latin_1(&rss(std::slice::from_ref(article)))),
        ("a.rss", latin_1(&rss(std::slice::from_ref(article)))),
        ("a.zip", zip(&[("dossier/a.docx", docx(&parts(article)))])),
        ("a.txt.gz", gzip(plain(article).as_bytes())),
        ("a.jsonl.gz", gzip(jsonl.as_bytes())),
        ("a.html.zst", zstd(html(article).as_bytes())),
    ]
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(vec![], flate2::Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn try_read(name: &str, bytes: &[u8]) -> Vec<Result<Read, Error>> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let files = input::find(&[folder.path().join(name)]).files;
    match input::read(&files[0], &Options::default()) {
        Ok(documents) => documents.collect(),
        Err(error) => vec![Err(error)],
    }
}

#[track_caller]
fn refused(name: &str, bytes: &[u8]) -> String {
    try_read(name, bytes).into_iter().find_map(Result::err).expect("an error").to_string()
}

#[test]
fn one_of_each_says_what_its_plain_text_says() {
    let mut count = 0;
    for article in &articles() {
        // Who holds an office depends on the day, and not every format has one.
        let of_day = |document: &Document| relations([&document.clone().with_date(article.date)]);
        let wanted = of_day(&read("a.txt", plain(article).as_bytes())[0].document);
        count += wanted.len();
        for (name, bytes) in files(article) {
            let documents = read(name, &bytes);
            assert_eq!(documents.len(), 1, "{name}");
            let document = &documents[0].document;
            assert_eq!(document.title.as_deref(), Some(&*article.title), "{name}");
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(squeezed(&document.text), squeezed(&plain(article)), "{name}");
            assert_eq!(of_day(document), wanted, "{name}");
        }
    }
    assert!(count > 30, "{count} relations");
}

fn latin_1(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

/// A frame of zstd (RFC 8878) of raw blocks.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x28, 0xB5, 0x2F, 0xFD, 0x80, 0x58];
    frame.splice(5..6, [0x58]);
    frame.extend((bytes.len() as u32).to_le_bytes());
    let mut chunks = bytes.chunks(100_000).peekable();
    while let Some(chunk) = chunks.next() {
        let header = (chunk.len() as u32) << 3 | u32::from(chunks.peek().is_none());
        frame.extend(&header.to_le_bytes()[..3]);
        frame.extend(chunk);
    }
    frame
}

#[test]
fn feeds_give_a_document_an_entry() {
    let articles = articles();
    let documents = read("fil.rss", &latin_1(&rss(&articles)));
    assert_eq!(documents.len(), articles.len());
    for (read, article) in documents.iter().zip(&articles) {
        assert_eq!(read.document.date, Some(article.date));
        assert_eq!(read.document.source.as_deref(), Some("Le Fleuve"));
        assert_eq!(read.document.text, plain(article));
    }
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Le Fleuve</title><entry><title>Un titre</title><updated>2025-05-08T10:00:00Z</updated>\
        <content type=\"html\">&lt;p&gt;Le Mali.&lt;/p&gt;</content></entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Le Fleuve\", \"items\": [\n{\"id\": \"1\", \"title\": \"Un titre\", \
        \"content_html\": \"<p>Le Mali.</p>\", \"date_published\": \"2025-05-08T10:00:00Z\"}]}";
    for (name, feed) in [("fil.atom", atom), ("fil.xml", atom), ("fil.json", json), ("fil.jsonl", json)] {
        let documents = read_named(name, feed);
        assert_eq!(documents.len(), 1, "{name}");
        let document = &documents[0].document;
        assert_eq!(
            (document.text.as_str(), document.date),
            ("Un titre\n\nLe Mali.", Some(Date::constant(2025, 5, 8))),
            "{name}"
        );
    }
    assert!(refused("a.xml", b"<livre><p>x</p></livre>").contains("not a feed"));
}

fn read_named(name: &str, text: &str) -> Vec<Read> {
    try_read(name, text.as_bytes()).into_iter().map(Result::unwrap).collect()
}

#[test]
fn messages_with_parts_encodings_quotations_and_attachments() {
    let boundary = "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n";
    let attached = base64(&docx(&["Assimi Goïta est à Gao.".into()]));
    let message = format!(
        "From: =?utf-8?Q?A=C3=AFcha_Plume?= <aicha@exemple.org>\r\nSubject: =?iso-8859-1?Q?R=E9union_=E0_Niamey?=\r\nDate: Thu, 8 May 2025 23:30:00 +0200\r\n\
         MIME-Version: 1.0\r\n{boundary}--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         Sergue=EF Lavrov est =E0 Bamako.\r\n\r\nLe 7 mai 2025, Une Plume a =E9crit :\r\n> Abdoulaye Diop est =E0 Moscou.\r\n--x\r\n\
         Content-Type: application/octet-stream; name=\"note.docx\"\r\nContent-Disposition: attachment; filename=\"note.docx\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         {attached}\r\n--x\r\nContent-Type: image/png; name=\"carte.png\"\r\nContent-Disposition: attachment; filename=\"carte.png\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n"
    );
    let documents = read_named("m.eml", &message);
    let ids: Vec<&str> = documents.iter().map(|read| read.document.id.as_str()).collect();
    assert_eq!(ids, ["m.eml", "m.eml/note.docx"]);
    let first = &documents[0].document;
    assert_eq!(first.title.as_deref(), Some("Réunion à Niamey"));
    assert_eq!(
        (first.source.as_deref(), first.date),
        (Some("Aïcha Plume"), Some(Date::constant(2025, 5, 8)))
    );
    assert!(first.text.contains("Sergueï Lavrov est à Bamako."), "{}", first.text);
    let at = first.text.find("Abdoulaye").unwrap() as u32;
    assert_eq!(
        (first.zone_at(at), first.zone_at(first.text.find("Lavrov").unwrap() as u32)),
        (ZoneKind::Quoted, ZoneKind::Body)
    );
    assert_eq!(documents[0].notes, [Note::PassedOver { what: "1 .png".into() }]);
    assert_eq!(documents[1].document.text, "Assimi Goïta est à Gao.");

    let mbox = format!(
        "From a@b Thu May  8 10:00:00 2025\n{}\n\nFrom a@b Thu May  8 11:00:00 2025\n{}\n",
        message.replace("\r\n", "\n"),
        mail("Deux", "text/plain", "Le Mali.").replace("\r\n", "\n")
    );
    let ids: Vec<String> = read_named("boite.mbox", &mbox).into_iter().map(|read| read.document.id).collect();
    assert_eq!(ids, ["boite.mbox#1", "boite.mbox#1/note.docx", "boite.mbox#2"]);
    assert!(refused("m.eml", b"").contains("not a message"));
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of_three =
        |three: &[u8]| {
            let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte))
                << (8 * (3 - three.len()));
            (0..4)
                .map(|at| {
                    if at > three.len() { '=' } else { SIGNS[(bits >> (18 - 6 * at) & 63) as usize] as char }
                })
                .collect::<String>()
        };
    bytes.chunks(3).map(of_three).collect()
}

#[test]
fn workbooks_are_tables() {
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let rows = [
        row(["id", "date", "source", "text"]),
        row(["x1", "day:45785", "Le Fleuve", "Le Mali, « oui »."]),
        row(["", "9 mai 2025", "", "Le Niger."]),
    ];
    let documents = read("a.xlsx", &xlsx(&rows));
    let told: Vec<(String, Option<String>)> = documents
        .iter()
        .map(|read| (read.document.id.clone(), read.document.date.map(|date| date.to_string())))
        .collect();
    assert_eq!(
        told,
        [("x1".into(), Some("2025-05-08".into())), ("a.xlsx#3".into(), Some("2025-05-09".into()))]
    );
    assert_eq!(documents[0].document.text, "Le Mali, « oui ».");
    let without = refused("a.xlsx", &xlsx(&[vec!["titre".into(), "rubrique".into()]]));
    assert!(without.contains("no column \"text\""), "{without}");
}

#[test]
fn workbooks_of_open_document_are_tables() {
    let rows = [
        ods_row(&["id", "date", "source", "text"]),
        ods_row(&["x1", "day:2025-05-08", "Le Fleuve", "Le Mali\net le <text:span>Niger</text:span>."]),
    ];
    let blanks = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>";
    let merged = "<table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>x2</text:p></table:table-cell><table:covered-table-cell/>\
        <table:table-cell/><table:table-cell><text:p>Le Tchad.</text:p><office:annotation><text:p>non</text:p></office:annotation></table:table-cell></table:table-row>";
    let table = format!("<table:table table:name=\"a\">{}{blanks}{merged}</table:table>", rows.concat());
    let twice = format!(
        "<table:table table:name=\"Suite\">{}{}</table:table>",
        ods_row(&["text"]),
        ods_row(&["Le Bénin."]).replacen("row>", "row table:number-rows-repeated=\"2\">", 1)
    );
    let documents = read("a.ods", &ods(&format!("{table}{twice}")));
    let told: Vec<(&str, &str)> =
        documents.iter().map(|read| (&*read.document.id, &*read.document.text)).collect();
    assert_eq!(
        told,
        [
            ("x1", "Le Mali\net le Niger."),
            ("x2", "Le Tchad."),
            ("a.ods/Suite#2", "Le Bénin."),
            ("a.ods/Suite#3", "Le Bénin.")
        ]
    );
    assert_eq!(documents[0].document.date.unwrap().to_string(), "2025-05-08");
}

/// A sheet is as large as its cells, wherever they stand.
#[test]
fn a_far_cell_makes_no_large_table() {
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row>{}</row><row>{}{}</row><row r=\"1048576\">{}</row>",
        text("A1", "text"),
        text("A2", "Le Mali."),
        text("XFD2", "à part"),
        text("A1048576", "Le Niger.") + &text("XFD1048576", "loin"),
    );
    let far = format!(
        "<table:table table:name=\"a\">{}{}<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row><table:table-cell><text:p>Le Niger.</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>loin</text:p></table:table-cell></table:table-row></table:table>",
        ods_row(&["text"]),
        ods_row(&["Le Mali."]),
    );
    for (name, bytes) in [("a.xlsx", xlsx_of(&rows)), ("a.ods", ods(&far))] {
        let documents = read(name, &bytes);
        let told: Vec<(&str, &str)> =
            documents.iter().map(|read| (&*read.document.id, &*read.document.text)).collect();
        let last = format!("{name}#1048576");
        assert_eq!(told, [(&*format!("{name}#2"), "Le Mali."), (&*last, "Le Niger.")]);
    }
}

/// Workbooks of Excel 97 as xlwt writes them: one with a text, and the same with a cell at the end of the sheet.
#[test]
fn old_workbooks_are_read_where_they_are_not_all_blank() {
    let book = |name: &str| fs::read(format!("tests/workbooks/{name}.xls")).unwrap();
    let documents = read("a.xls", &book("small"));
    assert_eq!(documents[0].document.text, "Le Mali accuse la France.");
    assert!(refused("a.xls", &book("far")).contains("65536 rows and 256 columns"));
    // What the sheet says of its size, 4,294,967,295 rows, is not believed.
    let mut bytes = book("small");
    let said = bytes.windows(4).position(|window| window == [0x00, 0x02, 0x0E, 0x00]).unwrap();
    bytes[said + 8..said + 12].fill(0xFF);
    assert_eq!(read("a.xls", &bytes)[0].document.text, "Le Mali accuse la France.");
}

/// The reader of these workbooks follows a chain of sectors as long as there is a next one.
#[test]
fn sectors_that_go_in_a_circle_are_refused() {
    let small = fs::read("tests/workbooks/small.xls").unwrap();
    let number = |at: usize| u32::from_le_bytes(small[at..at + 4].try_into().unwrap());
    let start_of = |sector: u32| (sector as usize + 1) * 512;
    let (table, directory) = (number(76), number(48));
    let behind_the_directory = start_of(table) + 4 * directory as usize;
    let mut of_sectors = small.clone();
    of_sectors[behind_the_directory..behind_the_directory + 4].copy_from_slice(&directory.to_le_bytes());
    // A list of tables whose next part is itself, and the table for a table of small sectors, which leads on to itself.
    let mut of_lists = small.clone();
    of_lists[68..72].copy_from_slice(&directory.to_le_bytes());
    of_lists[start_of(directory) + 508..start_of(directory) + 512].copy_from_slice(&directory.to_le_bytes());
    let mut of_small_sectors = small.clone();
    of_small_sectors[60..64].copy_from_slice(&table.to_le_bytes());
    of_small_sectors[start_of(table) + 4..start_of(table) + 8].copy_from_slice(&1u32.to_le_bytes());
    for bytes in [of_sectors, of_lists, of_small_sectors] {
        assert!(refused("a.xls", &bytes).contains("in a circle"));
    }
}

/// What a row repeats is unpacked as what an archive holds is.
#[test]
fn a_row_that_is_repeated_too_often_is_a_bomb() {
    let table = format!(
        "<table:table table:name=\"a\">{}{}</table:table>",
        ods_row(&["text"]),
        ods_row(&[&"Le Mali. ".repeat(100)]).replacen(
            "row>",
            "row table:number-rows-repeated=\"99999999\">",
            1
        )
    );
    assert!(refused("a.ods", &ods(&table)).contains("unpacks to more than"));
}

#[test]
fn a_broken_sheet_is_told_and_the_rest_is_read() {
    let rows = "<row><c t=\"inlineStr\"><is><t>text</t></is></c></row><row><c t=\"inlineStr\"><is><t>Le Mali.</t></is></c></row><row><c t=\"inlineStr\"><";
    let read = try_read("a.xlsx", &xlsx_of(rows));
    assert_eq!(read[0].as_ref().unwrap().document.text, "Le Mali.");
    let error = read[1].as_ref().unwrap_err().to_string();
    assert!(error.contains("sheet \"Articles\""), "{error}");
}

#[test]
fn archives_are_read_entry_by_entry() {
    let inner = zip(&[("c.txt", "Le Tchad.")]);
    let archive = zip(&[
        ("b.txt", b"Le Niger.".as_slice()),
        ("a/x.md", b"Le Mali."),
        ("d.zip", &inner),
        ("photo.jpg", b"\xFF\xD8\xFF"),
        ("__MACOSX/b.txt", b"x"),
        ("bad.docx", b"PK\x03\x04"),
    ]);
    let read = try_read("tout.zip", &archive);
    let told: Vec<String> = read
        .iter()
        .map(|read| read.as_ref().map_or("error".into(), |read| read.document.id.clone()))
        .collect();
    assert_eq!(told, ["tout.zip/a/x.md", "tout.zip/b.txt", "error", "tout.zip/d.zip/c.txt"]);
    assert_eq!(read[0].as_ref().unwrap().notes, [Note::PassedOver { what: "1 .jpg".into() }]);
    assert!(refused("vide.zip", &zip::<&str>(&[])).contains("an empty archive"));
    assert!(
        refused("images.zip", &zip(&[("a.jpg", "x"), ("b.JPG", "x"), ("c", "x")]))
            .contains("nothing to read in it: 2 .jpg, 1 without extension")
    );
}

#[test]
fn bombs_are_refused() {
    let started = Instant::now();
    let zeros = vec![b' '; 40 << 20];
    let bomb = zip(&[("a.txt", &zeros)]);
    let packed = gzip(&zeros);
    assert!(bomb.len() < 1 << 18 && packed.len() < 1 << 18);
    for (name, bytes) in [
        ("a.zip", &bomb),
        ("a.docx", &zip(&[("word/document.xml", &zeros)])),
        ("a.txt.gz", &packed),
        ("a.csv.gz", &packed),
    ] {
        let message = refused(name, bytes);
        assert!(message.contains("unpacks to more than 100 times its size"), "{name}: {message}");
    }
    let deep = (0..10).fold(zip(&[("a.txt", "Le Mali.")]), |inner, _| zip(&[("a.zip", &inner)]));
    assert!(refused("a.zip", &deep).contains("packed 4 times over"));
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
}

#[test]
fn copies_are_told_and_the_first_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let article = &articles()[2];
    for (name, bytes) in [
        ("a.txt", plain(article).into_bytes()),
        ("b.txt", plain(article).into_bytes()),
        ("c.docx", docx(&parts(article))),
        ("d.txt", b"Autre chose.".to_vec()),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let files = input::find(&[folder.path().to_owned()]).files;
    let read: Vec<Read> = input::read_all(files, Options::default()).map(Result::unwrap).collect();
    let copies: BTreeSet<&str> =
        read.iter().filter(|read| read.is_copy()).map(|read| read.document.id.as_str()).collect();
    assert_eq!(copies, BTreeSet::from(["b.txt", "c.docx"]));
    assert_eq!(input::read_folder(folder.path()).count(), 2);
}

#[test]
fn messages_are_known_under_any_name() {
    let message = mail("Titre", "text/plain", "Le Mali.");
    let mbox = format!(
        "From a@b Thu May  8 10:00:00 2025\n{message}\n\nFrom a@b Thu May  8 11:00:00 2025\n{message}\n"
    );
    for (name, text, count) in [("lettre.txt", &message, 1), ("Inbox", &mbox, 2)] {
        let documents = read_named(name, text);
        assert_eq!(documents.len(), count, "{name}");
        assert_eq!(documents[0].document.title.as_deref(), Some("Titre"));
    }
    let text = "Titre : Un titre\nDate : 8 mai 2025\n\nLe Mali.";
    assert_eq!(read_named("note.txt", text)[0].document.text, text);
}

/// Each of these ends a program that follows it: nothing is left to tell.
#[test]
fn what_lies_in_itself_too_deep_is_refused_or_read() {
    let forwarded =
        format!("{}Subject: x\n\nLe Mali.", "Subject: x\nContent-Type: message/rfc822\n\n".repeat(20_000));
    assert!(refused("a.eml", forwarded.as_bytes()).contains("messages in messages"));
    let divided: String = (0..20_000)
        .map(|part| format!("Content-Type: multipart/mixed; boundary=b{part}\n\n--b{part}\n"))
        .collect();
    let divided = format!("Subject: x\n{divided}Content-Type: text/plain\n\nLe Mali.");
    let rtf = format!("{{\\rtf1{}Le Mali.{}}}", "{\\b ".repeat(200_000), "}".repeat(200_000));
    let html = format!("<article>{}<p>Le Mali.", "<div><table><tr><td>".repeat(30_000));
    let word = format!("<w:document>{}<w:t>Le Mali.", "<w:tbl><w:tr><w:tc><w:p>".repeat(100_000));
    let sheet = format!("<row><c t='inlineStr'><is><t>text</t></is></c></row>{}", "<row><c>".repeat(100_000));
    for (name, bytes) in [
        ("a.eml", divided.into_bytes()),
        ("a.rtf", rtf.into_bytes()),
        ("a.html", html.into_bytes()),
        ("a.docx", zip(&[("word/document.xml", word)])),
        ("a.xlsx", xlsx_of(&sheet)),
    ] {
        assert!(!try_read(name, &bytes).is_empty(), "{name}");
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let articles = articles();
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize % below.max(1)
    };
    let exports = crate::vendors::exports(&articles[..1]).into_iter().map(|(name, _, bytes)| (name, bytes));
    for (name, bytes) in exports.chain(files(&articles[2])) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        for _ in 0..25 {
            let mut bytes = bytes.clone();
            let at = random(bytes.len());
            match random(4) {
                0 => bytes.truncate(at),
                1 => (0..20).for_each(|_| {
                    let at = random(bytes.len());
                    bytes[at] = random(256) as u8;
                }),
                2 => drop(bytes.splice(at..at, [b"<a", b"\n\n", b"{{", b"\\u"][random(4)].repeat(50))),
                _ => drop(bytes.drain(at..(at + random(200)).min(bytes.len()))),
            }
            fs::write(&path, &bytes).unwrap();
            let files = input::find(std::slice::from_ref(&path)).files;
            for read in input::read_all(files, Options::default()) {
                let bug =
                    read.err().map(|error| error.to_string()).filter(|error| error.contains("a bug in"));
                assert!(bug.is_none(), "{bug:?}");
            }
        }
    }
}

#[test]
fn the_order_of_the_inputs_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let articles = articles();
    for (name, bytes) in files(&articles[2])
        .into_iter()
        .chain([("b.zip", zip(&[("a.txt", plain(&articles[1])), ("b.txt", plain(&articles[2]))]))])
    {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut paths: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let read = |paths: &[std::path::PathBuf]| -> Vec<Read> {
        input::read_all(input::find(paths).files, Options::default()).map(Result::unwrap).collect()
    };
    let forth = read(&paths);
    paths.reverse();
    assert_eq!(forth, read(&paths));
    assert!(forth.iter().any(Read::is_copy));
}
