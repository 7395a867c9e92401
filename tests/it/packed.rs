//! Files that tests pack themselves: archives, office files, messages.

use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive of entries.
pub(crate) fn zip<B: AsRef<[u8]>>(entries: &[(&str, B)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes.as_ref()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A Word file of paragraphs.
pub(crate) fn docx(paragraphs: &[String]) -> Vec<u8> {
    let paragraphs: String = paragraphs
        .iter()
        .map(|text| {
            let text = escaped(text).replacen(' ', "</w:t></w:r><w:r><w:t xml:space=\"preserve\"> ", 1);
            format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
        })
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"
    );
    zip(&[("[Content_Types].xml", "<Types/>".to_owned()), ("word/document.xml", document)])
}

/// A message with one body.
pub(crate) fn mail(subject: &str, kind: &str, body: &str) -> String {
    format!(
        "From: Aicha Plume <aicha@exemple.org>\r\nTo: tous@exemple.org\r\nSubject: {subject}\r\nDate: Thu, 08 May 2025 10:12:00 +0200\r\n\
         MIME-Version: 1.0\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    )
}
