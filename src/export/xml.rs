//! Text in XML 1.0.

use std::fmt;

/// A text as it stands between tags or between `"`: a reader gives it back as it was, line ends and all, also one that takes
/// the line ends of XML 1.1. What no XML 1.0
/// document can have, escaped or not (XML 1.0, §2.2: most control characters, U+FFFE, U+FFFF), becomes U+FFFD.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(is_special) {
            let (plain, special) = rest.split_at(at);
            let mut after = special.chars();
            f.write_str(plain)?;
            match after.next() {
                Some('&') => f.write_str("&amp;")?,
                Some('<') => f.write_str("&lt;")?,
                Some('>') => f.write_str("&gt;")?,
                Some('"') => f.write_str("&quot;")?,
                Some(space @ ('\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')) => {
                    write!(f, "&#{};", u32::from(space))?;
                }
                _ => f.write_str("\u{fffd}")?,
            }
            rest = after.as_str();
        }
        f.write_str(rest)
    }
}

fn is_special(c: char) -> bool {
    matches!(
        c,
        '&' | '<' | '>' | '"' | '\0'..='\x1f' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        for (text, expected) in [
            ("", ""),
            ("l’« AES » 🦁", "l’« AES » 🦁"),
            ("</x>&\"'", "&lt;/x&gt;&amp;&quot;'"),
            ("a\r\n\tb", "a&#13;&#10;&#9;b"),
            ("a\0\u{1b}b\u{fffe}\u{ffff}", "a\u{fffd}\u{fffd}b\u{fffd}\u{fffd}"),
            ("\u{202e}]]>\u{85}\u{2028}", "\u{202e}]]&gt;&#133;&#8232;"),
        ] {
            assert_eq!(Escaped(text).to_string(), expected);
        }
    }
}
