//! Inputs that nobody wrote, of the formats that are more than a text: office files, mail, feeds, archives, PDF, exports. Of what
//! is packed, both the file and the parts in it are broken.

use super::targets::{Run, Target, read_file};
use crate::{
    packed::{docx, mail, zip},
    vendors,
};
use palabre::{
    Extractor,
    input::{self, Metadata, Options},
};
use std::{fs, path::Path};

const TEXT: &str = "Assimi Goïta a reçu Vladimir Poutine à Bamako.";

pub(crate) fn targets() -> Vec<Target> {
    let target = |name, extension, seeds: Vec<Vec<u8>>, run: Run| Target { name, extension, seeds, run };
    let text = |seeds: &[String]| seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect::<Vec<_>>();
    let file = include_bytes!("../../pdf/columns-web.pdf").to_vec();
    let exports = vendors::exports(&vendors::articles());
    let of = |extension: &str| {
        let named = exports.iter().filter(|(name, _, _)| name.to_lowercase().ends_with(extension));
        named.map(|(_, _, bytes)| bytes.clone()).collect::<Vec<_>>()
    };
    let rtf = format!("{}{{\\*\\generator x;}}", vendors::rtf(TEXT));
    let many = "multipart/mixed; boundary=x; x=y";
    let parts = format!(
        "--x\r\nContent-Type: text/plain\r\n\r\n{TEXT}\r\n> Non.\r\n--x\r\nContent-Type: text/html; name=a.html\r\nContent-Disposition: attachment\r\n\r\n<p>{TEXT}</p>\r\n--x--\r\n"
    );
    let messages = [mail("Une visite", "text/plain", TEXT), mail("=?utf-8?Q?=C3=A9t=C3=A9?=", many, &parts)];
    let mailbox = format!(
        "From a Thu May  8 10:00:00 2025\n{}\n\nFrom b Thu May  8 10:00:00 2025\n{}\n",
        messages[0], messages[1]
    );
    vec![
        target("docx", "docx", vec![WORD.into()], word),
        target("odt", "odt", vec![ODT.into()], open_document),
        target("xlsx", "xlsx", vec![SHEET.into()], sheet),
        target("xls", "xls", vec![include_bytes!("../../workbooks/small.xls").to_vec()], read_file),
        target("ods", "ods", vec![TABLES.into()], open_document),
        target("epub", "epub", vec![PACKAGE.into()], book),
        target(
            "packed",
            "docx",
            vec![docx(&[TEXT.into()]), zip(&[("a.txt", TEXT), ("b.jsonl", "{\"text\": \"Le Mali.\"}")])],
            read_file,
        ),
        target(
            "zip",
            "zip",
            vec![zip(&[("a/b.txt", TEXT), ("c.html", TEXT), ("d.eml", &messages[0])])],
            read_file,
        ),
        target("rtf", "rtf", text(&[rtf]), read_file),
        target("eml", "eml", text(&messages), read_file),
        target("mbox", "mbox", text(&[mailbox]), read_file),
        target("feed", "rss", text(&[RSS.into(), ATOM.into()]), read_file),
        target("json-feed", "json", text(&[JSON_FEED.into()]), read_file),
        target(
            "pdf",
            "pdf",
            vec![include_bytes!("../../../src/input/pdf/sample.pdf").to_vec(), file],
            read_file,
        ),
        target("export-pages", "html", of(".html"), read_file),
        target("export-texts", "txt", of(".txt"), read_file),
        target("metadata", "csv", text(&[METADATA.into()]), metadata),
    ]
}

const WORD: &str = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Assimi Goïta</w:t></w:r><w:r><w:tab/><w:t xml:space='preserve'> a reçu</w:t></w:r>\
    </w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Le Mali</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:del><w:t>x</w:t></w:del></w:p></w:body></w:document>";
const ODT: &str = "<office:document-content><office:body><office:text><text:h>Un titre</text:h><text:p>Assimi<text:s/>Goïta a <text:span>reçu</text:span>\
    <text:note><text:note-body><text:p>Une note</text:p></text:note-body></text:note></text:p></office:text></office:body></office:document-content>";
const SHEET: &str = "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>text</t></is></c><c r='B1' t='inlineStr'><is><t>date</t></is></c></row>\
    <row r='2'><c r='A2' t='inlineStr'><is><t>Le Mali accuse la France.</t></is></c><c r='B2'><v>45000</v></c></row></sheetData></worksheet>";
const TABLES: &str = "<office:document-content><office:body><office:spreadsheet><table:table table:name='a'><table:table-row><table:table-cell><text:p>text</text:p>\
    </table:table-cell><table:table-cell><text:p>date</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated='2'><table:table-cell>\
    <text:p>Le Mali accuse la France.</text:p></table:table-cell><table:table-cell office:value-type='date' office:date-value='2025-05-08'/></table:table-row>\
    <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>\
    </office:spreadsheet></office:body></office:document-content>";
const PACKAGE: &str = "<package><metadata><dc:title>Un recueil</dc:title></metadata><manifest><item id='a' href='a.xhtml'/><item id='b' href='../b'/>\
    </manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
const RSS: &str = "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Le Fleuve</title><item>\
    <title>Une visite</title><pubDate>Thu, 08 May 2025 10:00:00 +0100</pubDate><content:encoded><![CDATA[<p>Le Mali accuse la France.</p>]]></content:encoded>\
    </item></channel></rss>";
const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Le Fleuve</title><entry><title>Une visite</title><updated>2025-05-08T10:00:00Z</updated>\
    <content type='html'>&lt;p&gt;Le Mali accuse la France.&lt;/p&gt;</content></entry></feed>";
const JSON_FEED: &str = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Le Fleuve\", \"items\": [{\"id\": \"1\", \"title\": \"Une visite\", \
    \"content_html\": \"<p>Le Mali accuse la France.</p>\", \"date_published\": \"2025-05-08T10:00:00Z\"}]}";
const METADATA: &str = "path;id;titre;date;source;langue\nessai.txt;;Une visite;8 mai 2025;Le Fleuve;fr\n;b;\"Deux; trois\";2025;;en\n/a/b.pdf; c.pdf;;;;\n";

/// Reads a file of parts.
fn read_parts(extractor: &Extractor, path: &Path, parts: &[(&str, &[u8])]) {
    read_file(extractor, path, &zip(parts));
}

fn word(extractor: &Extractor, path: &Path, bytes: &[u8]) {
    read_parts(extractor, path, &[("word/document.xml", bytes)]);
}

fn open_document(extractor: &Extractor, path: &Path, bytes: &[u8]) {
    read_parts(extractor, path, &[("content.xml", bytes)]);
}

fn sheet(extractor: &Extractor, path: &Path, bytes: &[u8]) {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |kind: &str, to: &str| {
        format!("<Relationships><Relationship Id='r1' Type='{OFFICE}/{kind}' Target='{to}'/></Relationships>")
            .into_bytes()
    };
    let (root, links) = (link("officeDocument", "xl/workbook.xml"), link("worksheet", "worksheets/a.xml"));
    let book = b"<workbook xmlns:r='r'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>";
    let parts: [(&str, &[u8]); 4] = [
        ("_rels/.rels", &root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/worksheets/a.xml", bytes),
    ];
    read_parts(extractor, path, &parts);
}

fn book(extractor: &Extractor, path: &Path, bytes: &[u8]) {
    let container = b"<container><rootfiles><rootfile full-path='x/p.opf'/></rootfiles></container>";
    let chapter = format!("<h1>Un</h1><p>{}</p>", TEXT.repeat(8));
    let parts: [(&str, &[u8]); 3] =
        [("META-INF/container.xml", container), ("x/p.opf", bytes), ("x/a.xhtml", chapter.as_bytes())];
    read_parts(extractor, path, &parts);
}

fn metadata(_: &Extractor, path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    let text = path.with_extension("txt");
    fs::write(&text, TEXT).unwrap();
    let files = input::find(&[text]).files;
    // What is no table is an error.
    if let Ok(metadata) = Metadata::read(path, &files, &Options::default()) {
        let rows = metadata.unused().len();
        let options = Options::default().with_metadata(Some(metadata.clone()));
        assert_eq!(input::read_all(files, options).filter(Result::is_ok).count(), 1);
        assert!(metadata.unused().len() + 1 >= rows);
    }
}
