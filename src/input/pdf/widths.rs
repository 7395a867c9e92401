//! Widths of glyphs in the form that the reader knows.

use pdf_extract::{Document, Object};

/// Codes are two bytes.
const MOST: i64 = 1 << 16;
/// So many widths are spelled out for the fonts of a file; what comes behind is for fonts without text.
const MOST_OF_ALL: usize = 1 << 19;

/// Spells out the widths that fonts give for ranges of glyphs: `first last width` becomes `first [width …]` (PDF 32000-1, 9.7.4.3).
/// `pdf-extract` 0.12 reads the second form only.
pub(super) fn spell_out(pdf: &mut Document) {
    let (mut referred, mut left) = (vec![], MOST_OF_ALL);
    for object in pdf.objects.values_mut() {
        let Object::Dictionary(font) = object else { continue };
        let is_font =
            font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name.starts_with(b"CIDFontType"));
        match font.get_mut(b"W") {
            Ok(Object::Array(widths)) if is_font => *widths = spelled_out(widths, &mut left),
            Ok(Object::Reference(id)) if is_font => referred.push(*id),
            _ => {}
        }
    }
    for id in referred {
        if let Some(Object::Array(widths)) = pdf.objects.get_mut(&id) {
            *widths = spelled_out(widths, &mut left);
        }
    }
}

/// The widths of a font, as far as so many may still be spelled out.
fn spelled_out(widths: &[Object], left: &mut usize) -> Vec<Object> {
    let mut spelled = vec![];
    let mut rest = widths;
    loop {
        match rest {
            [first, Object::Array(each), after @ ..] => {
                spelled.extend([first.clone(), Object::Array(each.clone())]);
                rest = after;
            }
            [Object::Integer(first), Object::Integer(last), width, after @ ..] => {
                let count = last.saturating_sub(*first).saturating_add(1).clamp(0, MOST) as usize;
                let Some(fewer) = left.checked_sub(count) else { return spelled };
                *left = fewer;
                spelled.extend([Object::Integer(*first), Object::Array(vec![width.clone(); count])]);
                rest = after;
            }
            _ => return spelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_become_lists() {
        let list = |numbers: &[i64]| Object::Array(numbers.iter().map(|&number| number.into()).collect());
        let widths = [3.into(), list(&[250, 500]), 10.into(), 12.into(), 278.into(), 20.into()];
        let wanted = [3.into(), list(&[250, 500]), 10.into(), list(&[278, 278, 278])];
        let mut left = 5;
        assert_eq!(spelled_out(&widths, &mut left), wanted);
        assert_eq!(left, 2);
        assert_eq!(spelled_out(&widths, &mut left), wanted[..2], "three more are too many");
        let all = [i64::MIN.into(), i64::MAX.into(), 5.into()];
        assert!(spelled_out(&all, &mut left).is_empty());
    }
}
