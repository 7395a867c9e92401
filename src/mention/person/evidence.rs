//! Evidence that a run of capitalised words is the name of a person.

use super::{PrecedingCue, run::Runs};
use crate::{
    matcher::Gap,
    mention::{
        Reason,
        apposition::{age_or_role_after, ends_before},
        longest_at, readings_at,
        role::RolePhrase,
    },
    model::{EntryKind, Usage, ZoneKind, word},
};

/// A row of names without a mark between them is no name.
const MOST_WORDS: usize = 16;

impl Runs<'_> {
    /// The rule that makes a run a person's name; the most precise rules come first.
    pub(super) fn evidence(
        &self,
        first: usize,
        end: usize,
        roles: &[RolePhrase],
    ) -> Result<&'static str, Reason> {
        if end - first > MOST_WORDS {
            return Err(Reason::TooManyWords);
        }
        if self.is_known(first, end) {
            return Err(Reason::KnownPerson);
        }
        // `3 M EUR`
        if end - first == 1 && self.view.is(first, word::COMMON_ACRONYM) {
            return Err(Reason::NotPlain);
        }
        match self.before[first] {
            PrecedingCue::Rank => return Ok("fr.person.rank-name"),
            PrecedingCue::Title => return Ok("fr.person.title-name"),
            PrecedingCue::Role if !self.is_elsewhere(first, end) => return Ok("fr.person.role-name"),
            PrecedingCue::LineUp if self.is_player(first, end) => return Ok("fr.person.line-up"),
            _ => {}
        }
        // `C.E.D.E.A.O.` is an acronym.
        if (first..end).all(|i| self.view.written(i).chars().count() == 1) {
            return Err(Reason::NotPlain);
        }
        if end - first < 2 {
            let called = self.is_called(first) && self.is_plain(first, end);
            return called.then_some("fr.person.called").ok_or(Reason::OneWord);
        }
        if self.is_given(first, end) {
            return Ok("fr.person.given-name");
        }
        if self.is_initial(first, end) && !self.is_ordinary(first + 1) {
            return Ok("fr.person.initial-name");
        }
        if self.is_inverted(first, end) {
            return Ok("fr.person.surname-given-name");
        }
        if self.is_in_capitals(first, end) {
            return Ok("fr.person.capitals");
        }
        if self.is_of_syllables(first, end) {
            return Ok("fr.person.syllables");
        }
        if !self.is_plain(first, end) {
            return Err(Reason::NotPlain);
        }
        if self.is_elsewhere(first, end) {
            return Err(Reason::Elsewhere);
        }
        let cues = self.cues(first, end, roles);
        cues.into_iter().find(|(holds, _)| *holds).map(|(_, rule)| rule).ok_or(Reason::NoPersonCue)
    }

    /// The cues in the context of a run, the most precise first, and whether each holds.
    pub(super) fn cues(
        &self,
        first: usize,
        end: usize,
        roles: &[RolePhrase],
    ) -> impl IntoIterator<Item = (bool, &'static str)> {
        [
            (self.is_byline(first, end), "fr.person.byline"),
            (self.is_called(first), "fr.person.called"),
            (self.is_apposed(end, roles), "fr.person.name-role"),
            (self.follows_nationality(first, end), "fr.person.nationality-name"),
            ((first + 1..end).any(|i| self.is_sure_given(i)), "fr.person.surname-given-name"),
            (self.has_particle(first, end), "fr.person.particle"),
            (self.speaks(first, end), "fr.person.speech"),
            (self.follows_role(first, end, roles), "fr.person.role-comma-name"),
        ]
    }

    /// `TRAORE Ibrahim`, `LE PEN Marine`, `LE GOFF Yves`: a surname in capitals, then given names that are not.
    fn is_inverted(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let given = first + view.capitals_at_head(first..end);
        let particle = |i: usize| i + 1 < given && view.is(i, word::PARTICLE);
        let surname = |i: usize| {
            let behind_particle = i > first && view.is(i - 1, word::PARTICLE);
            view.is(i, word::SURNAME) && (behind_particle || !view.is(i, word::ORDINARY))
        };
        let listed = (first..given).all(|i| surname(i) || view.is(i, word::PARTICLE));
        let long = (first..given).any(|i| view.written(i).chars().count() >= 4);
        let kinds = [EntryKind::Organisation, EntryKind::Country];
        (first < given && given < end)
            && (listed || (long && (first..given).all(|i| particle(i) || !view.is(i, word::ORDINARY))))
            && longest_at(self.readings, first, &kinds).is_none()
            && (given..end).all(|i| self.is_sure_given(i) || (listed && view.is(i, word::GIVEN)))
    }

    /// `VOLMA SORENTI` in a sentence that is not in capitals: no acronym, body or place, and either a word of
    /// personal names among them, or the subject of a verb.
    fn is_in_capitals(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let shouted = view.is_shouted(view.sentence_of(first));
        let length = |i: usize| view.written(i).chars().count();
        let named = (first..end).any(|i| view.is(i, word::SURNAME) || self.is_sure_given(i));
        let verb = end < self.limit
            && view.token(end).gap == Gap::Space
            && view.is(end, word::AUXILIARY | word::SPEECH | word::BEFORE_VERB)
            && !view.is_article(end);
        let least = if named { 3 } else { 4 };
        let kinds = [EntryKind::Organisation, EntryKind::Country, EntryKind::Place];
        (2..=3).contains(&(end - first))
            && !shouted
            && (named || verb)
            && (first..end).all(|i| {
                view.token(i).shape.is_acronym()
                    && length(i) >= least
                    && !view.is(i, word::ORDINARY)
                    && longest_at(self.readings, i, &kinds).is_none()
            })
    }

    /// `Han Seung-min`: a surname, then a given name of two syllables, the second with a small letter.
    fn is_of_syllables(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        end == first + 3
            && view.token(first + 1).gap == Gap::Space
            && view.token(first + 2).gap == Gap::Hyphen
            && !view.is_capitalised(first + 2)
            && view.is(first, word::SURNAME | word::GIVEN)
            && self.is_plain(first, first + 2)
            && !self.is_elsewhere(first, end)
    }

    /// Whether a run is all that a line-up names: `Zarko (Metz)`, `Zarko,`.
    fn is_player(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let closed = end >= self.limit
            || match view.token(end).gap {
                Gap::Space => view.is(end, word::AND),
                gap => matches!(gap, Gap::Comma | Gap::Other | Gap::DotSpace | Gap::Line | Gap::Dash),
            };
        closed && self.is_plain(first, end) && !self.is_elsewhere(first, end)
    }

    /// Whether these tokens are a listed person.
    fn is_known(&self, first: usize, end: usize) -> bool {
        longest_at(self.readings, first, &[EntryKind::Person])
            .is_some_and(|reading| reading.end as usize >= end)
    }

    /// Whether the first token is a place, country or organisation; a place before an unknown word is more likely a
    /// given name (`Sofia Velikaya`).
    fn is_elsewhere(&self, first: usize, end: usize) -> bool {
        let elsewhere = [EntryKind::Place, EntryKind::Country, EntryKind::Organisation];
        longest_at(self.readings, first, &elsewhere).is_some_and(|reading| {
            let surname = || self.view.is(first + 1, word::SURNAME) && self.is_country_as_given(first);
            let place = reading.kind == EntryKind::Place || surname();
            let alone = place && reading.end as usize == first + 1;
            let strange = end - first > 1 && self.is_strange(first + 1);
            !(alone && strange && self.view.is(first, word::GIVEN))
        })
    }

    /// Whether a token is in no list, or only a part of personal names.
    fn is_strange(&self, at: usize) -> bool {
        let other = [EntryKind::Place, EntryKind::Country, EntryKind::Organisation];
        !self.is_ordinary(at) && longest_at(self.readings, at, &other).is_none()
    }

    fn is_ordinary(&self, at: usize) -> bool {
        self.view.is(at, word::ORDINARY) && !self.view.is(at, word::SURNAME | word::GIVEN | word::PARTICLE)
    }

    pub(super) fn is_sure_given(&self, at: usize) -> bool {
        self.view.is(at, word::GIVEN) && !self.view.is(at, word::GIVEN_CUED)
    }

    /// Whether the head is a given name. One that is also a dictionary word or a place needs a following word that
    /// is neither, or a capital not due to the position in the sentence.
    fn is_given(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        if !view.is(first, word::GIVEN) {
            return false;
        }
        let explained = view.starts_sentence(first) || (self.title_case)();
        let unexplained_word =
            self.is_ordinary(first + 1) && !explained && view.token(first + 1).gap == Gap::Space;
        !view.is(first, word::GIVEN_CUED)
            || (!self.is_elsewhere(first, end) && (!self.is_ordinary(first + 1) || unexplained_word))
    }

    /// Whether the head is an initial: `A. Kéléma`, `Th. Okoye`, `N’Golo Fabouré`; not the article of `L’Afrique`, nor `N’djili`
    /// alone, which is more likely a place.
    fn is_initial(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let linked = match view.token(first + 1).gap {
            Gap::Space => false,
            Gap::Apostrophe => end - first > 2 && !view.is(first, word::ELISION),
            _ => true,
        };
        let dotted = matches!(view.token(first + 1).gap, Gap::Dot | Gap::DotSpace);
        let short = view.written(first).chars().count() == 1;
        linked && (short || (dotted && view.is(first, word::ABBREVIATED_GIVEN)))
    }

    /// Whether the run has no dictionary word, acronym or number.
    fn is_plain(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        (first..end).all(|i| {
            let shape = view.token(i).shape;
            !self.is_ordinary(i) && !shape.is_acronym() && !shape.has_digit()
        })
    }

    /// Whether the run is the whole line in a byline.
    fn is_byline(&self, first: usize, end: usize) -> bool {
        let sentence = self.view.text.sentences[self.view.sentence_of(first)];
        let alone = sentence.first_token as usize == first || self.view.is(first - 1, word::WRITTEN_BY);
        sentence.zone == ZoneKind::Byline && alone && end - first <= 4
    }

    /// `une jeune femme nommée X`.
    fn is_called(&self, first: usize) -> bool {
        let before = first.checked_sub(1).filter(|_| !self.view.starts_sentence(first));
        before.is_some_and(|i| self.view.is(i, word::PERSON_CUE) && self.view.token(first).gap == Gap::Space)
    }

    /// `X Y, ministre de …`, `X Y, ancien ministre`, `X Y, une technicienne`, `X Y, âgé de 30 ans`.
    fn is_apposed(&self, end: usize, roles: &[RolePhrase]) -> bool {
        let view = self.view;
        if end >= self.limit {
            return false;
        }
        if age_or_role_after(view, roles, end) {
            return true;
        }
        if view.token(end).gap != Gap::Comma {
            return false;
        }
        if view.is(end, word::APPOSITION) {
            return true;
        }
        let at = if view.is(end, word::ARTICLE) { end + 1 } else { end };
        roles.binary_search_by_key(&(at as u32), |role| role.start).is_ok()
    }

    /// `la directrice des marchés, X Y, …`, `le porte-parole du syndicat, X Y.`
    fn follows_role(&self, first: usize, end: usize, roles: &[RolePhrase]) -> bool {
        let view = self.view;
        let closed = end >= self.limit
            || match view.token(end).gap {
                Gap::Comma => !view.is_capitalised(end),
                Gap::Space => !view.is_capitalised(end) && !view.is(end, word::OF | word::AND),
                _ => true,
            };
        closed && ends_before(view, roles, first)
    }

    /// `X ag Y`, `X von Y`, `X O’Y`.
    fn has_particle(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let particle = |i: usize| {
            view.is(i, word::FIRM_PARTICLE) && !view.is_capitalised(i) && !view.is(i, word::SHARED_PARTICLE)
        };
        (first + 1..end - 1).any(|i| {
            particle(i) || (view.is(i, word::IRISH_PARTICLE) && view.token(i + 1).gap == Gap::Apostrophe)
        })
    }

    /// `l’Américain X Y`, `la Franco-Malienne X Y`; with a small letter only before what ends with a surname: `le malien X
    /// Y`, but not `le malien Kolaba Énergie`.
    fn follows_nationality(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        if view.starts_sentence(first) || view.token(first).gap != Gap::Space {
            return false;
        }
        let ends = |from: usize| {
            readings_at(self.readings, from)
                .any(|reading| reading.usage == Usage::Demonym && reading.end as usize == first)
        };
        let capital = |from: usize| {
            let compound = || view.token(from + 1).gap == Gap::Hyphen && ends(from + 1);
            view.is_capitalised(from) && (ends(from) || compound())
        };
        let mut near = first.saturating_sub(3)..first;
        let surname = view.is(end - 1, word::SURNAME) && !view.is(end - 1, word::ORDINARY);
        let small = |from: usize| surname && from > 0 && ends(from) && view.is(from - 1, word::ARTICLE);
        near.clone().any(capital) || near.any(small)
    }

    /// `X Y a déclaré`, `selon X Y`, `déclare X Y`.
    fn speaks(&self, first: usize, end: usize) -> bool {
        let view = self.view;
        let says = |i: usize| view.is(i, word::SPEECH) && !view.is_capitalised(i);
        let after = (end..self.limit.min(end + 2)).any(|i| says(i) && view.token(i).gap == Gap::Space);
        let before = first.checked_sub(1).filter(|_| !view.starts_sentence(first));
        after
            || before.is_some_and(|i| {
                view.token(first).gap == Gap::Space && (view.is(i, word::ACCORDING) || says(i))
            })
    }
}
