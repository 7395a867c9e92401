//! How cells look.

use crate::model::Kind;
use rust_xlsxwriter::{Color, Format, FormatAlign};

/// The formats of a workbook.
pub(super) struct Styles {
    pub(super) header: Format,
    pub(super) title: Format,
    pub(super) strong: Format,
    pub(super) link: Format,
    pub(super) integer: Format,
    pub(super) decimal: Format,
    pub(super) date: Format,
    pub(super) wrapped: Format,
    /// By [`Kind`].
    kinds: Vec<(&'static str, Format)>,
}

/// The number format of Excel that shows a date as the reader's country does.
const DATE_OF_COUNTRY: u8 = 14;

impl Styles {
    pub(super) fn new() -> Styles {
        let header = Format::new().set_bold().set_background_color(Color::RGB(0x00E7_ECEF));
        Styles {
            header: header.set_align(FormatAlign::VerticalCenter),
            title: Format::new().set_bold().set_font_size(16),
            strong: Format::new().set_bold(),
            link: Format::new().set_hyperlink(),
            integer: Format::new().set_num_format("#,##0"),
            decimal: Format::new().set_num_format("#,##0.####"),
            date: Format::new().set_num_format_index(DATE_OF_COUNTRY),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            kinds: Kind::ALL
                .into_iter()
                .map(|kind| (kind.name(), Format::new().set_background_color(pale(kind.colour()))))
                .collect(),
        }
    }

    /// The format of a cell that names a kind of actors.
    pub(super) fn kind(&self, name: &str) -> Option<&Format> {
        self.kinds.iter().find(|(kind, _)| *kind == name).map(|(_, format)| format)
    }
}

/// A colour on paper, so that black letters are read on it.
fn pale(colour: &str) -> Color {
    const SHARE: f64 = 0.35;
    let part = |at: usize| colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let mixed = |at: usize| (255.0 - SHARE * (255.0 - f64::from(part(at).unwrap_or(u8::MAX)))).round() as u32;
    Color::RGB(mixed(1) << 16 | mixed(3) << 8 | mixed(5))
}
