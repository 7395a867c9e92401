//! Runs of capitalised words: candidates for names.

use super::PrecedingCue;
use crate::{
    matcher::Gap,
    mention::{
        View,
        gazetteer::{Reading, Readings},
        readings_at,
    },
    model::{EntryKind, Usage, word},
};

/// Finds runs of capitalised words in a sentence.
pub(super) struct Runs<'v> {
    pub(super) view: &'v View<'v>,
    pub(super) readings: &'v Readings,
    /// Per token, the cue that ends before it.
    pub(super) before: &'v [PrecedingCue],
    pub(super) limit: usize,
    /// Whether the sentence is in title case; evaluated on demand.
    pub(super) title_case: &'v dyn Fn() -> bool,
}

impl Runs<'_> {
    /// The end of the run that starts at a token, if one does.
    pub(super) fn run(&self, first: usize) -> Option<usize> {
        let mut end = match self.starts(first) {
            true => first + 1,
            false => self.starts_small(first)?,
        };
        while let Some(next) = self.next(first, end) {
            end = next;
        }
        // In capitals: `VICTOIRE DE LA …`.
        let article = |at: usize| self.view.is(at, word::PARTICLE) && self.view.is(at, word::FUNCTION);
        while end > first + 1 && article(end - 1) {
            end -= 1;
        }
        (end > first + 1 || !article(first)).then_some(end)
    }

    fn starts(&self, at: usize) -> bool {
        let view = self.view;
        let token = view.token(at);
        let breaks = || self.breaks(at) && !self.is_country_as_given(at);
        if !token.shape.is_capitalised()
            || token.shape.is_number()
            || breaks()
            || self.is_word_in_capitals(at)
        {
            return false;
        }
        if view.dotted(at).is_some_and(|letters| letters.start < at) {
            return false;
        }
        if self.is_other_before_name(at) || self.ends_role(at) {
            return false;
        }
        let given = view.is(at, word::GIVEN);
        // `A. O. Kéléma`: an initial is no dictionary word.
        let dotted = view
            .text
            .tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.gap, Gap::Dot | Gap::DotHyphen | Gap::DotSpace));
        let short = token.end - token.start == 1 || view.is(at, word::ABBREVIATED_GIVEN);
        let initial = dotted && at + 1 < self.limit && short;
        let ordinary = view.is(at, word::ORDINARY) && !initial;
        match self.before[at] {
            PrecedingCue::Nothing => {
                given
                    || self.is_particle_in_capitals(at)
                    || !(ordinary && (view.starts_sentence(at) || (self.title_case)()))
            }
            PrecedingCue::Rank if self.is_word_before_surname(at) => true,
            _ => given || view.is(at, word::SURNAME) || !ordinary,
        }
    }

    /// `Israël Adesanya`, `Niger Thomas`: the name of a country with one word right behind it that is in no list, or
    /// is a given name or a surname.
    pub(super) fn is_country_as_given(&self, at: usize) -> bool {
        let (view, next) = (self.view, at + 1);
        let joined = |i: usize| i < self.limit && view.token(i).gap == Gap::Space && view.is_capitalised(i);
        let country = |reading: &Reading| reading.kind == EntryKind::Country && reading.usage == Usage::Name;
        let named = |i: usize| readings_at(self.readings, i);
        let governed = matches!(view.token(at).gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen)
            && !view.starts_sentence(at)
            && (view.is(at - 1, word::FUNCTION) || view.token(at).gap == Gap::Hyphen);
        named(at).any(country)
            && named(at).all(|reading| reading.end as usize == next)
            && joined(next)
            && !joined(next + 1)
            && !governed
            && !view.token(at).shape.is_acronym()
            && !view.token(next).shape.has_inner_capital()
            && view.written(next).chars().count() > 2
            && (!view.is(next, word::ORDINARY) || view.is(next, word::GIVEN | word::SURNAME))
            && named(next).all(|reading| reading.kind == EntryKind::Person && reading.usage == Usage::Shared)
            && !(self.title_case)()
    }

    /// `le ministre des Affaires Étrangères Jean Kolo`: the complement of a role is no part of the name behind it. A body may be
    /// named after somebody, or after anything: `la directrice de l’Université Moulay Ismaïl`, `de l’ONG Semences`.
    fn ends_role(&self, at: usize) -> bool {
        const MOST: usize = 4;
        let view = self.view;
        let joined = |&i: &usize| view.token(i).gap == Gap::Space && view.is_capitalised(i);
        let behind = |&i: &usize| self.before[i] == PrecedingCue::Role;
        let next = (at + 1..self.limit).take(MOST).take_while(joined).find(behind);
        let body = word::ORGANISATION_CUE | word::CHAIN_HEAD;
        next.is_some_and(|next| {
            !view.is(next - 1, word::HEAD_OF_PERSON)
                && (view.is(next, word::GIVEN) || !(at..next).any(|i| view.is(i, body)))
        })
    }

    /// `le sergent Mat Kouamé`: a dictionary word as a given name, with a surname behind it, or behind a rank in small
    /// letters any word that is none.
    fn is_word_before_surname(&self, at: usize) -> bool {
        let (view, next) = (self.view, at + 1);
        let small = at > 0 && !view.is_capitalised(at - 1);
        let named = |i: usize| view.is_capitalised(i) && !view.token(i).shape.is_acronym();
        next < self.limit
            && named(at)
            && named(next)
            && view.token(next).gap == Gap::Space
            && !view.is(at, word::FUNCTION)
            && (view.is(next, word::SURNAME) || (small && !view.is(next, word::ORDINARY)))
            && !self.breaks(next)
            && !(self.title_case)()
    }

    /// `Il remplace à Paris Amédée Y`, `le professeur de l’université de Gao Paul Y`, `du groupe Kolaba Awa Y`: a place or a body
    /// before a whole name is not part of it.
    fn is_other_before_name(&self, at: usize) -> bool {
        let (view, given) = (self.view, at + 1);
        let joined = |i: usize| i < self.limit && view.token(i).gap == Gap::Space && view.is_capitalised(i);
        let whole = at > 0
            && joined(at)
            && joined(given)
            && view.is(given, word::GIVEN)
            && !view.is(given, word::GIVEN_CUED);
        let governed = |by| !view.is_capitalised(at - 1) && view.is(at - 1, by);
        let named = |kinds: &[EntryKind], usage: fn(Usage) -> bool| {
            readings_at(self.readings, at).any(|reading| {
                kinds.contains(&reading.kind) && reading.end as usize == given && usage(reading.usage)
            })
        };
        if !whole {
            return false;
        }
        let place = || named(&[EntryKind::Place], |usage| usage != Usage::Cued);
        if view.is(at - 1, word::AT | word::TOWARDS) && given + 1 < self.limit && place() {
            return true;
        }
        let surname = joined(given + 1) && !view.is(given + 1, word::ORDINARY);
        let own = view.is(at, word::GIVEN)
            || named(&[EntryKind::Rank, EntryKind::Title, EntryKind::Role], |_| true);
        let listed = || named(&[EntryKind::Place, EntryKind::Organisation], |_| true);
        let body =
            governed(word::ORGANISATION_CUE | word::CHAIN_HEAD) && !view.is(at - 1, word::HEAD_OF_PERSON);
        surname && !own && (body || (governed(word::OF) && listed()))
    }

    /// The end of a particle and a word at the start of a run: `le colonel ag Gamou`, `M. ould Cheikh`.
    fn starts_small(&self, at: usize) -> Option<usize> {
        let small = self.before[at] != PrecedingCue::Nothing && !self.view.is_capitalised(at);
        small.then(|| self.after_particles(at, at)).flatten()
    }

    /// The end of the run extended by a token, or by particles and the token after them.
    fn next(&self, first: usize, at: usize) -> Option<usize> {
        let view = self.view;
        if at >= self.limit {
            return None;
        }
        let previous = view.token(at - 1);
        let initial = previous.shape.is_all_capitals() && previous.end - previous.start <= 2
            || previous.shape.is_capitalised() && view.is(at - 1, word::ABBREVIATED_GIVEN);
        let linked = match view.token(at).gap {
            Gap::Space | Gap::Hyphen => true,
            Gap::Apostrophe => previous.end - previous.start <= 3,
            Gap::Dot | Gap::DotHyphen | Gap::DotSpace => initial,
            _ => false,
        };
        if !linked || self.is_of_two(first, at) {
            return None;
        }
        if view.is_capitalised(at) {
            return self.goes_on(first, at).then_some(at + 1);
        }
        if self.is_small_part(first, at) {
            return Some(at + 1);
        }
        if self.links_surnames(first, at) {
            return Some(at + 2);
        }
        self.after_particles(first, at)
    }

    /// `la rencontre Awa Kéita-Paul Delorme`: a hyphen between the names of two persons, each with a given name.
    fn is_of_two(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        let surname =
            at + 1 < self.limit && view.token(at + 1).gap == Gap::Space && view.is_capitalised(at + 1);
        view.token(at).gap == Gap::Hyphen
            && (first + 1..at).any(|i| view.token(i).gap == Gap::Space)
            && self.is_sure_given(first)
            && !view.is(at - 1, word::GIVEN)
            && self.is_sure_given(at)
            && surname
    }

    /// `José Ortega y Gasset`.
    fn links_surnames(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        let spaced = |i: usize| view.token(i).gap == Gap::Space;
        at - first >= 2
            && at + 1 < self.limit
            && view.is(at, word::SURNAME_LINK)
            && spaced(at)
            && spaced(at + 1)
            && view.is_capitalised(at + 1)
            && self.goes_on(first, at + 1)
    }

    /// `N’daw`, `Kim Yun-il`.
    fn is_small_part(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        match view.token(at).gap {
            Gap::Apostrophe => view.is(at - 1, word::SYLLABIC),
            Gap::Hyphen => {
                let short = view.written(at).chars().count() <= 5;
                at - first >= 2 && short && (!view.is(at, word::FUNCTION) || view.is(at, word::HYPHENATED))
            }
            _ => false,
        }
    }

    /// `YASSER LAROUCI REJOINT LES VERTS`: a function word or a verb of a headline in capitals.
    fn is_word_in_capitals(&self, at: usize) -> bool {
        let view = self.view;
        let verb = || {
            let word = view.lexicon.frames.words.get(view.written(at));
            word.is_some_and(|word| !word.verbs.is_empty()) && !view.is(at, word::GIVEN | word::SURNAME)
        };
        let in_capitals = view.token(at).shape.is_all_capitals() && (self.title_case)();
        in_capitals && (view.is(at, word::FUNCTION) || verb())
    }

    /// `Ahmed S. Touré`, `Jean M. Koné`: an initial with its full stop between a given name and another word of the name.
    fn is_middle_initial(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        let letter = view.written(at).chars().count() == 1 && view.is_capitalised(at);
        let dotted = at + 1 < self.limit
            && matches!(view.token(at + 1).gap, Gap::DotSpace | Gap::Dot)
            && view.is_capitalised(at + 1);
        letter
            && dotted
            && view.token(at).gap == Gap::Space
            && (first..at).all(|i| self.is_sure_given(i))
            && !view.is(at + 1, word::ORDINARY | word::FUNCTION)
    }

    fn goes_on(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        if self.is_middle_initial(first, at) {
            return true;
        }
        let breaks = || {
            self.breaks(at)
                && !self.is_article_of_surname(first, at)
                && !self.is_office_as_surname(first, at)
                && !self.is_other_as_surname(first, at)
        };
        if view.token(at).shape.is_number() || breaks() {
            return false;
        }
        if self.is_word_in_capitals(at) && !view.is(at, word::PARTICLE) {
            return false;
        }
        let ordinary =
            view.is(at, word::ORDINARY) && !view.is(at, word::GIVEN | word::SURNAME | word::PARTICLE);
        let acronym = view.token(at).shape.is_acronym() && !view.token(first).shape.is_acronym();
        !(ordinary && ((self.title_case)() || view.is(at, word::FUNCTION | word::MONTH | word::WEEKDAY)))
            && (!acronym
                || is_roman(view.written(at))
                || view.written(at).chars().count() >= 4
                || self.is_short_surname(first, at))
    }

    /// `ben`, `ag`, `von der` wherever; `de`, `la` only after given names (`Dominique de Villepin`).
    fn after_particles(&self, first: usize, at: usize) -> Option<usize> {
        let view = self.view;
        let only_given = (first..at).all(|i| view.is(i, word::GIVEN));
        let mut end = at;
        while end < self.limit && end < at + 2 && view.is(end, word::PARTICLE) && !view.is_capitalised(end) {
            let always = view.is(end, word::FIRM_PARTICLE);
            if !(always || (only_given && at > first))
                || !matches!(view.token(end).gap, Gap::Space | Gap::Hyphen)
            {
                return None;
            }
            end += 1;
        }
        // `le marché de Noël de Berlin`
        let place = |reading: &Reading| reading.kind == EntryKind::Place && reading.usage == Usage::Name;
        let feast = at == first + 1
            && view.is(first, word::GIVEN_CUED)
            && end < self.limit
            && readings_at(self.readings, end).any(place);
        let goes_on = end > at
            && !feast
            && end < self.limit
            && view.is_capitalised(end)
            && matches!(view.token(end).gap, Gap::Space | Gap::Hyphen | Gap::Apostrophe)
            && (self.goes_on(first, end) || self.is_surname_and_company(end));
        goes_on.then_some(end + 1)
    }

    /// `Pieter van der Bosch`, `Werner von Siemens`: what a firm particle joins to a given name is no company.
    fn is_surname_and_company(&self, at: usize) -> bool {
        let company =
            |reading: &Reading| reading.kind == EntryKind::Organisation && reading.end as usize == at + 1;
        self.view.is(at - 1, word::FIRM_PARTICLE)
            && readings_at(self.readings, at).next().is_some()
            && readings_at(self.readings, at).all(company)
    }

    /// `Mathilde La Bruyère`, though a place is called `La Bruyère`.
    fn is_article_of_surname(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        view.is_article(at)
            && (first..at).all(|i| self.is_sure_given(i))
            && readings_at(self.readings, at).all(|reading| reading.kind == EntryKind::Place)
    }

    /// `Bernard Pivot`, `Romain Pasteur`: a word of offices behind given names, with a capital that nothing else explains.
    fn is_office_as_surname(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        let office = |reading: &Reading| match reading.kind {
            EntryKind::Role | EntryKind::Title | EntryKind::Rank => {
                reading.usage != Usage::Abbreviation && reading.end as usize == at + 1
            }
            EntryKind::Person | EntryKind::Place => true,
            _ => false,
        };
        let ends = |next: usize| next >= self.limit || !view.is_capitalised(next);
        view.token(at).gap == Gap::Space
            && !view.token(at).shape.is_all_capitals()
            && (first..at).all(|i| self.is_sure_given(i))
            && readings_at(self.readings, at).all(office)
            && ends(at + 1)
            && !(self.title_case)()
    }

    /// `Karim Marocain`, `Anne Dassault`: a nationality or a company with a capital right behind given names.
    fn is_other_as_surname(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        let surname = |reading: &Reading| match reading.kind {
            EntryKind::Country => reading.usage == Usage::Demonym && reading.end as usize == at + 1,
            EntryKind::Organisation => reading.usage != Usage::Acronym && reading.end as usize == at + 1,
            EntryKind::Person | EntryKind::Place => true,
            _ => false,
        };
        view.token(at).gap == Gap::Space
            && !view.token(at).shape.is_all_capitals()
            && (first..at).all(|i| self.is_sure_given(i))
            && readings_at(self.readings, at).all(surname)
            && !(self.title_case)()
    }

    /// `LE GOFF Yves`, `VAN DER BERG Peter`: a particle in capitals, before a surname that is, too.
    fn is_particle_in_capitals(&self, at: usize) -> bool {
        let view = self.view;
        let capitals = |i: usize| i < self.limit && view.token(i).shape.is_acronym();
        view.is(at, word::PARTICLE)
            && capitals(at)
            && capitals(at + 1)
            && view.joined(at + 1)
            && !(self.title_case)()
    }

    /// `Mme Khadidiatou BA`: a surname of two or three letters in capitals behind given names.
    fn is_short_surname(&self, first: usize, at: usize) -> bool {
        let view = self.view;
        view.is(at, word::SURNAME)
            && !view.is(at, word::COMMON_ACRONYM)
            && view.token(at).gap == Gap::Space
            && (first..at).all(|i| self.is_sure_given(i))
            && readings_at(self.readings, at).all(|reading| reading.kind == EntryKind::Person)
    }

    /// Whether a role, a country, an organisation or a day starts at a token: no part of a personal name.
    fn breaks(&self, at: usize) -> bool {
        let view = self.view;
        if view.is(at, word::MONTH | word::WEEKDAY) && !view.is(at, word::GIVEN) {
            return true;
        }
        let given = self.is_sure_given(at);
        readings_at(self.readings, at).any(|reading| match reading.kind {
            EntryKind::Role | EntryKind::Rank => true,
            EntryKind::Title => {
                reading.usage == Usage::Abbreviation || (!given && !view.is(at, word::SURNAME))
            }
            EntryKind::Country => matches!(reading.usage, Usage::Name | Usage::Demonym) && !given,
            EntryKind::Organisation => {
                matches!(reading.usage, Usage::Name | Usage::Acronym)
                    && (reading.end - reading.first > 1 || !given)
            }
            EntryKind::Place => reading.end - reading.first > 1,
            _ => false,
        })
    }
}

/// Whether letters may be a Roman number.
pub(in crate::mention) fn is_roman(written: &str) -> bool {
    written.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
