//! Texts whose lines were broken by a width: names and phrases go on over a line end there.

use crate::{
    matcher::{Gap, Token},
    model::Sentence,
};

/// Whether the lines of a text are alike in length and most of them go on where the one before left off.
pub(super) fn is_hard_wrapped(text: &str) -> bool {
    const LONGEST: usize = 110;
    let (mut lines, mut full, mut small, mut stopped) = (0, 0, 0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.len() > LONGEST {
            return false;
        }
        lines += 1;
        full += usize::from(line.len() >= 50);
        small += usize::from(line.starts_with(char::is_lowercase));
        stopped += usize::from(line.ends_with(['.', '!', '?', ';', ':']));
    }
    lines >= 4 && 2 * full >= lines && 2 * small + 1 >= lines && 3 * stopped <= 2 * lines
}

/// Makes the line ends inside sentences spaces.
pub(super) fn join_lines(tokens: &mut [Token], sentences: &[Sentence]) {
    for sentence in sentences {
        let inner = sentence.first_token as usize + 1..sentence.end_token as usize;
        tokens[inner]
            .iter_mut()
            .filter(|token| token.gap == Gap::Line)
            .for_each(|token| token.gap = Gap::Space);
    }
}

#[cfg(test)]
mod tests {
    use super::is_hard_wrapped;

    #[test]
    fn tells_wrapped_lines_from_lists_and_paragraphs() {
        let wrapped = "La réunion des éleveurs de la vallée s’est tenue hier sous un hangar\n\
            prêté par la mairie, en présence de deux vétérinaires et du capitaine\n\
            Moctar Djiboréma, venu de loin. Les débats ont porté sur le fourrage et\n\
            sur le prix du lait, qui a doublé depuis le début de la saison sèche.\n";
        let list = "Un marché ouvre ses portes dans le quartier du fleuve à Mopti\n\
            Les éleveurs demandent une baisse du prix du fourrage importé\n\
            Le pont sera fermé pendant trois semaines pour des travaux\n\
            Deux vétérinaires ont rejoint la mission dans la vallée\n";
        assert!(is_hard_wrapped(wrapped));
        assert!(!is_hard_wrapped(list));
        assert!(!is_hard_wrapped(&wrapped.replace('\n', " ")));
    }
}
