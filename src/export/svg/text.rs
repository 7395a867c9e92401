//! How wide text is.

/// What text is set in. Verdana is the same face on Windows and macOS, nearly to the width; the embedded font of PNG is the
/// first.
pub(super) const FONT: &str = "DejaVu Sans, Verdana, Bitstream Vera Sans, sans-serif";
/// From the base line up to the top of capitals with accents, and down, as shares of the size.
pub(super) const ASCENT: f64 = 0.92;
pub(super) const DESCENT: f64 = 0.24;

/// The width of a text in DejaVu Sans at a size, in the unit of the size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size / 1000.0
}

/// The advance of a character, in thousandths of the size; of those outside the tables about that of their like.
fn advance(c: char) -> f64 {
    let of_table =
        |table: &[u16], first: u32| table.get((u32::from(c).checked_sub(first)?) as usize).copied();
    let known = of_table(&ASCII, 0x20).or_else(|| of_table(&LATIN, 0xa0)).map(f64::from);
    known.unwrap_or(match u32::from(c) {
        0x300..=0x36f | 0x200b..=0x200f | 0x202a..=0x202e | 0xfe00..=0xfe0f => 0.0,
        0x2018..=0x2019 => 318.0,
        0x180..=0x2fff => 680.0,
        _ => 1_000.0,
    })
}

/// U+0020 to U+007E.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// U+00A0 to U+017F.
const LATIN: [u16; 224] = [
    318, 401, 636, 636, 636, 636, 337, 500, 500, 1000, 471, 612, 838, 361, 1000, 500, 500, 838, 401, 401,
    500, 636, 636, 318, 500, 401, 471, 612, 969, 969, 969, 531, 684, 684, 684, 684, 684, 684, 974, 698, 632,
    632, 632, 632, 295, 295, 295, 295, 775, 748, 787, 787, 787, 787, 787, 838, 787, 732, 732, 732, 732, 611,
    605, 630, 613, 613, 613, 613, 613, 613, 982, 550, 615, 615, 615, 615, 278, 278, 278, 278, 612, 634, 612,
    612, 612, 612, 612, 838, 612, 634, 634, 634, 634, 592, 635, 592, 684, 613, 684, 613, 684, 613, 698, 550,
    698, 550, 698, 550, 698, 550, 770, 635, 775, 635, 632, 615, 632, 615, 632, 615, 632, 615, 632, 615, 775,
    635, 775, 635, 775, 635, 775, 635, 752, 634, 916, 695, 295, 278, 295, 278, 295, 278, 295, 278, 295, 278,
    590, 556, 295, 278, 656, 579, 579, 557, 278, 557, 278, 557, 375, 557, 342, 562, 284, 748, 634, 748, 634,
    748, 634, 813, 748, 634, 787, 612, 787, 612, 787, 612, 1070, 1023, 695, 411, 695, 411, 695, 411, 635,
    521, 635, 521, 635, 521, 635, 521, 611, 392, 611, 392, 611, 392, 732, 634, 732, 634, 732, 634, 732, 634,
    732, 634, 732, 634, 989, 818, 611, 592, 611, 685, 525, 685, 525, 685, 525, 352,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        assert_eq!(width("Mali", 1000.0), 863.0 + 613.0 + 278.0 + 278.0);
        assert_eq!(width("É é", 10.0), (632.0 + 318.0 + 615.0) / 100.0);
        assert_eq!(width("e\u{301}", 10.0), width("e", 10.0));
        assert!(width("漢字", 10.0) >= 20.0);
    }
}
