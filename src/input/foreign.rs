//! What is not read: kinds of files that are no text to palabre, with what to do about them, and addresses.

use super::InputFormat;
use crate::error::Error;
use std::path::Path;

/// Kinds of files by extension, and what to do. A kind that a reader knows is not looked up here.
const KINDS: &[(&[&str], &str)] = &[
    (&["pdf"], "convert it first: pdftotext FILE.pdf FILE.txt"),
    (
        &["doc", "dot", "wpd", "pages", "docx", "docm", "odt", "rtf"],
        "save it as .docx with a word processor, or as text",
    ),
    (&["ppt", "pptx", "odp", "key"], "save its text as .txt or .docx"),
    (&["xls", "xlsx", "xlsb", "xlsm", "ods", "numbers"], "save the sheet with the texts as CSV"),
    (&["epub", "mobi", "azw3"], "turn it into EPUB or text with Calibre"),
    (&["eml", "mbox"], "save the messages as text or HTML"),
    (&["msg", "oft"], "save the message as .eml, or open it in Thunderbird and export it"),
    (&["pst", "ost"], "export it as MBOX: readpst -r FILE.pst"),
    (&["xml", "rss", "atom"], "save it as text, HTML or JSON Lines"),
    (&["zip", "gz", "zst", "tar", "tgz", "7z", "rar", "xz", "bz2"], "unpack it, and give the folder"),
    (
        &["png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "heic", "bmp", "svg"],
        "pictures are not read: recognise their text first, with Tesseract or the like",
    ),
    (
        &["mp3", "m4a", "wav", "ogg", "opus", "mp4", "mov", "avi", "mkv", "webm"],
        "sound is not read: give a transcript as text",
    ),
    (&["mht", "mhtml", "webarchive", "warc"], "save the pages as HTML"),
    (&["exe", "dll", "so", "bin"], "programs are not read"),
];

/// What to do about a kind of file that no reader knows.
pub(super) fn advice(extension: &str) -> Option<&'static str> {
    let is_kind = |kinds: &&[&str]| kinds.iter().any(|kind| kind.eq_ignore_ascii_case(extension));
    KINDS.iter().find(|(kinds, _)| is_kind(kinds)).map(|&(_, advice)| advice)
}

/// Kinds whose bytes would pass for plain text: without a reader of their own they are refused by name.
const TEXTUAL: &[&str] = &["eml", "mbox", "xml", "rss", "atom", "mht", "mhtml", "svg"];

/// Whether a file that was named would be read as plain text, and is none.
pub(super) fn is_unread(path: &Path) -> bool {
    let extension = extension(path);
    InputFormat::from_extension(extension).is_none()
        && TEXTUAL.iter().any(|kind| kind.eq_ignore_ascii_case(extension))
}

/// Why such a file is not read.
pub(super) fn refusal(path: &Path) -> Error {
    let extension = extension(path).to_lowercase();
    let error = Error::input(path, format!(".{extension} is not read"));
    match advice(&extension) {
        Some(advice) => error.with_hint(advice),
        None => error,
    }
}

fn extension(path: &Path) -> &str {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

/// Whether an argument is the address of a page.
pub(super) fn is_address(path: &Path) -> bool {
    let start = path.to_string_lossy().to_lowercase();
    ["http:", "https:", "ftp:", "www."].iter().any(|scheme| start.starts_with(scheme))
}

/// What to do with an address.
pub(super) fn not_fetched(path: &Path) -> Error {
    let error = Error::input(path, "an address: palabre works offline and fetches no pages");
    error.with_hint("save the page in the browser (Ctrl+S, as HTML) and give that file")
}
