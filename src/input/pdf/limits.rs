//! How much a PDF may unfold to.
//!
//! What a page draws is packed, may draw forms that draw others, and may be that of many pages, so that a small file can say more
//! than memory holds, or go round for ever. `pdf-extract` follows wherever it is led: here pages are looked at before it reads them.

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, content::Content};
use std::io::Read as _;

/// Bytes that one stream of a file may unpack to.
const LONGEST_STREAM: usize = 32 << 20;
/// Bytes that what a page draws may be, however small the file is, and for each byte of it.
const PAGE: (usize, usize) = (1 << 20, 8);
/// Those that all pages may be together.
const PAGES: (usize, usize) = (4 << 20, 20);
/// Forms in forms, and dictionaries that inherit from others.
const DEEPEST: usize = 32;
/// What it costs to draw a form, beside its bytes.
const FORM: usize = 256;
/// States of drawing that are put by one upon the other: readers need not know more than 28 (PDF 32000-1, annex C).
const MOST_STATES: usize = 500;
/// As much longer than itself is what LZW unpacks to, at most.
const LZW: usize = 1300;

/// Loads a file without its pictures, and without what unpacks too far.
pub(super) fn load(bytes: &[u8]) -> Result<Document, String> {
    let options = LoadOptions::with_filter(|id, object| {
        // A stream is taken from where it is; what is given back is of objects that lie in one, of which none is a stream.
        let given = |object: &Object| if object.as_stream().is_ok() { Object::Null } else { object.clone() };
        is_kept(object).then(|| (id, given(object)))
    });
    let mut pdf = Document::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    if pdf.is_encrypted() {
        pdf.decrypt("").map_err(|_| "it is locked by a password".to_string())?;
        pdf.objects.retain(|_, object| is_kept(object));
    }
    Ok(pdf)
}

/// Whether an object is to be loaded. Of a picture no more is than that it is there.
fn is_kept(object: &mut Object) -> bool {
    let Object::Stream(stream) = object else { return true };
    if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image") {
        *stream = Stream::new(Dictionary::new(), b" ".to_vec());
    }
    unpacked(stream, LONGEST_STREAM).is_some()
}

/// The bytes of a stream, if they are no more than so many.
fn unpacked(stream: &Stream, most: usize) -> Option<Vec<u8>> {
    let mut bytes = stream.content.clone();
    for filter in stream.filters().unwrap_or_default() {
        bytes = match filter {
            // What is damaged is read up to there.
            b"FlateDecode" => {
                let (mut unpacked, mut decoder) = (vec![], ZlibDecoder::new(&*bytes).take(most as u64 + 1));
                let _ = decoder.read_to_end(&mut unpacked);
                unpacked
            }
            b"LZWDecode" if bytes.len() > LONGEST_STREAM / LZW => return None,
            b"LZWDecode" | b"ASCII85Decode" => {
                let mut dictionary = Dictionary::new();
                dictionary.set("Filter", Object::Name(filter.to_vec()));
                Stream::new(dictionary, bytes).decompressed_content().unwrap_or_default()
            }
            // Pictures: the reader takes them as they are.
            _ => bytes,
        };
        if bytes.len() > most {
            return None;
        }
    }
    (bytes.len() <= most).then_some(bytes)
}

/// What may still be read of a file.
pub(super) struct Budget {
    page: usize,
    left: usize,
}

impl Budget {
    pub fn of_file(bytes: usize) -> Budget {
        let of = |(free, ratio): (usize, usize)| free.saturating_add(bytes.saturating_mul(ratio));
        Budget { page: of(PAGE), left: of(PAGES) }
    }

    /// Takes what reading a page costs. None where that is too much, or goes round for ever.
    pub fn take(&mut self, pdf: &Document, page: ObjectId) -> Option<()> {
        let most = self.page.min(self.left);
        let mut walk = Walk { pdf, left: most };
        let read = walk.page(page);
        self.left -= most - walk.left;
        read
    }
}

/// A walk over what a page draws.
struct Walk<'p> {
    pdf: &'p Document,
    left: usize,
}

impl Walk<'_> {
    fn page(&mut self, page: ObjectId) -> Option<()> {
        let dictionary = self.pdf.get_dictionary(page).ok()?;
        let resources = inherited(self.pdf, dictionary, b"Resources")?;
        inherited(self.pdf, dictionary, b"MediaBox")?;
        let mut content = vec![];
        for id in self.pdf.get_page_contents(page) {
            content.extend(self.content(self.pdf.get_object(id).ok()?.as_stream().ok()?)?);
            content.push(b'\n');
        }
        self.forms(&content, resources, 0)
    }

    fn content(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let left = std::mem::take(&mut self.left).checked_sub(FORM)?;
        let bytes = unpacked(stream, left)?;
        self.left = left - bytes.len();
        Some(bytes)
    }

    /// Counts the states that some content puts by, and follows the forms that it draws, with the resources that it names them by.
    fn forms(&mut self, content: &[u8], resources: Option<&Dictionary>, depth: usize) -> Option<()> {
        let forms = resources.and_then(|resources| dictionary(self.pdf, resources, b"XObject"));
        if forms.is_none() && content.iter().filter(|&&byte| byte == b'q').count() < MOST_STATES {
            return Some(());
        }
        let mut states = 0_usize;
        // What cannot be read costs nothing more.
        for operation in Content::decode(content).map_or(vec![], |content| content.operations) {
            match &*operation.operator {
                "q" if states == MOST_STATES => return None,
                "q" => states += 1,
                "Q" => states = states.saturating_sub(1),
                _ => {}
            }
            let name = operation.operands.first().and_then(|name| name.as_name().ok());
            let ("Do", Some(name)) = (&*operation.operator, name) else { continue };
            let form = forms.and_then(|forms| of(self.pdf, forms, name));
            let Some(form) = form.and_then(|form| form.as_stream().ok()) else {
                continue;
            };
            if depth == DEEPEST {
                return None;
            }
            let own = dictionary(self.pdf, &form.dict, b"Resources");
            let content = self.content(form)?;
            self.forms(&content, own.or(resources), depth + 1)?;
        }
        Some(())
    }
}

/// The value of a key, where it is written as well as where it is referred to.
fn of<'p>(pdf: &'p Document, dictionary: &'p Dictionary, key: &[u8]) -> Option<&'p Object> {
    dictionary.get_deref(key, pdf).ok()
}

fn dictionary<'p>(pdf: &'p Document, dictionary: &'p Dictionary, key: &[u8]) -> Option<&'p Dictionary> {
    of(pdf, dictionary, key)?.as_dict().ok()
}

/// The dictionary that a page has under a key, or inherits. The outer none is one that inherits for ever.
fn inherited<'p>(pdf: &'p Document, page: &'p Dictionary, key: &[u8]) -> Option<Option<&'p Dictionary>> {
    let mut at = page;
    for _ in 0..DEEPEST {
        if let Some(value) = of(pdf, at, key) {
            return Some(value.as_dict().ok());
        }
        let parent = at.get(b"Parent").and_then(Object::as_reference).and_then(|id| pdf.get_dictionary(id));
        let Ok(parent) = parent else { return Some(None) };
        at = parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one page, with what it draws, its fonts and forms as further objects, and what the page says beside that.
    fn file(contents: &str, forms: &[String], page: &str) -> Vec<u8> {
        let stream = |says: &str, draws: &str| {
            format!("<< {says} /Length {} >>\nstream\n{draws}\nendstream", draws.len())
        };
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R {page} /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>"
            ),
            stream("", contents),
        ];
        let resources = |next: usize| format!("/Resources << /XObject << /X {next} 0 R >> >>");
        objects.extend((6..).zip(forms).map(|(next, draws)| stream(&resources(next), draws)));
        let mut bytes = b"%PDF-1.4\n".to_vec();
        let mut places = vec![];
        for (number, object) in (1..).zip(&objects) {
            places.push(bytes.len());
            bytes.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        }
        let (table, size) = (bytes.len(), objects.len() + 1);
        bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
        bytes.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
        bytes
    }

    fn is_taken(contents: &str, forms: &[String], page: &str) -> bool {
        let bytes = file(contents, forms, page);
        let pdf = load(&bytes).unwrap();
        Budget::of_file(bytes.len()).take(&pdf, (3, 0)).is_some()
    }

    const BOX: &str = "/MediaBox [0 0 9 9]";

    #[test]
    fn what_goes_round_or_grows_is_told_from_what_does_not() {
        let times = |count: usize, draws: &str| vec![draws.to_owned(); count];
        assert!(is_taken("q /X Do Q", &times(5, "/X Do /X Do"), BOX));
        assert!(is_taken(&"q Q ".repeat(9999), &[], BOX));
        assert!(!is_taken("/X Do", &times(50, "/X Do"), BOX), "forms as deep as that");
        assert!(!is_taken("/X Do", &times(20, "/X Do /X Do"), BOX), "a million forms");
        assert!(!is_taken(&"q ".repeat(9999), &[], BOX), "states");
        assert!(!is_taken("", &[], ""), "the root has itself above it");
    }

    #[test]
    fn what_unpacks_too_far_is_not_loaded() {
        let packed = |length: usize| {
            let mut stream = Stream::new(Dictionary::new(), vec![b'q'; length]);
            stream.compress().unwrap();
            Object::Stream(stream)
        };
        assert!(is_kept(&mut packed(1 << 20)));
        assert!(!is_kept(&mut packed(LONGEST_STREAM + 1)));
        let mut picture = packed(LONGEST_STREAM + 1);
        picture.as_stream_mut().unwrap().dict.set("Subtype", Object::Name(b"Image".to_vec()));
        assert!(is_kept(&mut picture), "its bytes are not looked at");
    }

    #[test]
    fn pages_that_share_what_they_draw_pay_for_it_each() {
        let bytes = file(&"(a) Tj ".repeat(100_000), &[], BOX);
        let (pdf, mut budget) = (load(&bytes).unwrap(), Budget::of_file(0));
        let taken = (0..20).take_while(|_| budget.take(&pdf, (3, 0)).is_some()).count();
        assert_eq!(taken, PAGES.0 / 700_257, "of 700 kB each");
    }
}
