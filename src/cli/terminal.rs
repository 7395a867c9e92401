//! Text from outside, made safe for a terminal.

use std::borrow::Cow;

/// The text with what a terminal would obey made visible: control characters but line ends and tabs, and the marks
/// that turn the direction of writing. File names and press text are not to be trusted.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hostile(c) { visible.extend(c.escape_unicode()) } else { visible.push(c) }
    }
    Cow::Owned(visible)
}

fn is_hostile(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        for (text, shown) in [
            ("Le général\t« Goïta »\n", "Le général\t« Goïta »\n"),
            ("\u{1b}[31mrouge", "\\u{1b}[31mrouge"),
            ("a\rb\0c\u{9b}d\u{7f}", "a\\u{d}b\\u{0}c\\u{9b}d\\u{7f}"),
            ("abc\u{202e}cba", "abc\\u{202e}cba"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}
