//! Dated offices: who held which office on a date.

use crate::model::{
    Date, Detail, EntryIndex, EntryKind, Holding, Lexicon, Mention, Office, PartialDate, Presumption,
    RoleOffice,
};

/// An office as a role phrase describes it: role, portfolio, country or organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) role: EntryIndex,
    pub(super) portfolio: Option<EntryIndex>,
    pub(super) of: Option<EntryIndex>,
}

impl Held {
    /// The office described by the attributes of a mention.
    pub(super) fn beside(mention: &Mention) -> Option<Held> {
        let role = mention.role?.entry?;
        Some(Held { role, portfolio: mention.portfolio, of: mention.of.and_then(|of| of.entry) })
    }
}

/// Days after a coup within which a junta has a head.
const DAYS_OF_A_COUP: i64 = 7;

/// The offices of a lexicon, on a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offices<'o> {
    lexicon: &'o Lexicon,
    date: Option<Date>,
}

impl<'o> Offices<'o> {
    pub(super) fn new(lexicon: &'o Lexicon, date: Option<Date>) -> Offices<'o> {
        Offices { lexicon, date }
    }

    /// The date.
    pub(super) fn date(&self) -> Option<Date> {
        self.date
    }

    /// The offices that a role phrase can denote: those of its row, or the role itself.
    fn meanings(&self, held: Held) -> Meanings<'o> {
        Meanings { rows: self.lexicon.meanings_of(held.role), held }
    }

    /// The roles of the offices that a role phrase can denote.
    pub(super) fn roles(&self, held: Held) -> impl Iterator<Item = EntryIndex> + use<'o> {
        self.meanings(held).iter().map(|meaning| meaning.office)
    }

    /// The country or organisation of an office, by the phrase or by the meaning of its role.
    pub(super) fn country(&self, held: Held) -> Option<EntryIndex> {
        let meanings = self.meanings(held);
        held.of.or_else(|| {
            meanings.iter().next()?.of.filter(|of| meanings.iter().all(|meaning| meaning.of == Some(*of)))
        })
    }

    /// Whether two phrases can denote the same office, one of [`Offices::roles`] of both.
    pub(super) fn same(&self, a: Held, b: Held) -> bool {
        let (ours, theirs) = (self.meanings(a), self.meanings(b));
        ours.iter().any(|x| {
            theirs
                .iter()
                .any(|y| x.office == y.office && agree(x.portfolio, y.portfolio) && agree(x.of, y.of))
        })
    }

    /// Whether a person held such an office on the date, or ever where there is no date.
    pub(super) fn holds(&self, person: EntryIndex, held: Held) -> bool {
        self.holding(person, held).holds()
    }

    /// Whether, and how surely, a person held such an office on the date: of several, the surest.
    pub(super) fn holding(&self, person: EntryIndex, held: Held) -> Holding {
        let meanings = self.meanings(held);
        let fitting = self.of_person(person).filter(|office| meanings.fit(office));
        fitting
            .map(|office| self.on_the_day(office))
            .max_by_key(|holding| how_sure(*holding))
            .unwrap_or(Holding::No)
    }

    /// Whether a person ever held such an office.
    pub(super) fn ever_held(&self, person: EntryIndex, held: Held) -> bool {
        let meanings = self.meanings(held);
        self.of_person(person).any(|office| meanings.fit(office))
    }

    /// Whether a person left such an office in the half year before the date: texts still use the title.
    pub(super) fn left_lately(&self, person: EntryIndex, held: Held) -> bool {
        let meanings = self.meanings(held);
        let lately = |office: &Office| {
            let months = office.to.zip(self.date).map(|(to, date)| months(date) - months(to.last));
            months.is_some_and(|months| (0..=6).contains(&months))
        };
        self.of_person(person).any(|office| meanings.fit(office) && lately(office))
    }

    /// The offices of a person on the date, and what is presumed of them.
    pub(super) fn current(
        &self,
        person: EntryIndex,
    ) -> impl Iterator<Item = (&'o Office, Option<Presumption>)> {
        let this = *self;
        let held = self.of_person(person).map(move |office| (office, this.on_the_day(office)));
        held.filter(|(_, holding)| holding.holds()).map(|(office, holding)| (office, holding.presumption()))
    }

    /// All offices of a person.
    pub(super) fn of_person(&self, person: EntryIndex) -> impl Iterator<Item = &'o Office> {
        self.lexicon.offices_of(person).iter()
    }

    /// What is presumed of an office on the date, by its index in the lexicon.
    pub(super) fn presumption(&self, office: u32) -> Option<Presumption> {
        self.on_the_day(&self.lexicon.offices[office as usize]).presumption()
    }

    /// The office, by its index in the lexicon, of the one person who held it on the date. None where the date or
    /// the country is unknown, where more than one person did, or where one is sent to each of many places: the lists have
    /// some of the ambassadors of France, and none is *the* ambassador of France.
    pub(super) fn holder(&self, held: Held) -> Option<u32> {
        self.date?;
        let meanings = self.meanings(held);
        if meanings.iter().any(|meaning| self.is_posted(meaning.office)) {
            return None;
        }
        if !meanings.iter().all(|meaning| meaning.of.is_some()) {
            return None;
        }
        let office = |index: u32| &self.lexicon.offices[index as usize];
        let person = |index: u32| office(index).person;
        let fitting = meanings.iter().flat_map(|meaning| self.of_role(meaning.office));
        let holders: Vec<u32> =
            fitting.filter(|&index| self.is_current(office(index)) && meanings.fit(office(index))).collect();
        // Who took an office after the day to which another is known to hold it came after him.
        let succeeded = |index: u32| {
            let known_to = self.presumption(index).map(|presumed| presumed.known_to);
            let after = |other: &u32| office(*other).from.map(|from| from.first) > known_to;
            known_to.is_some() && holders.iter().any(|other| person(*other) != person(index) && after(other))
        };
        let mut holders = holders.iter().copied().filter(|&index| !succeeded(index));
        let first = holders.next()?;
        holders.try_fold(first, |first, next| (person(next) == person(first)).then(|| first.min(next)))
    }

    /// The last such office before the date, by its index in the lexicon, where a junta took power at its end. None
    /// where the end is not known to the day.
    pub(super) fn removed(&self, held: Held) -> Option<u32> {
        let (date, of) = (self.date?, held.of?);
        let meanings = self.meanings(held);
        let ended = meanings.iter().flat_map(|meaning| self.of_role(meaning.office)).filter_map(|index| {
            let office = &self.lexicon.offices[index as usize];
            let end = office.to.filter(|end| end.first == end.last && end.last <= date)?;
            meanings.fit(office).then_some((end.last, index))
        });
        let (end, index) = ended.max()?;
        let taken = self.junta().into_iter();
        let mut taken = taken.flat_map(|head| self.of_role(head));
        let soon = end.saturating_add(jiff::Span::new().days(DAYS_OF_A_COUP));
        let by_junta = taken.any(|index| {
            let office = &self.lexicon.offices[index as usize];
            let here = office.of == of || self.lexicon.entry(office.of).country == Some(of);
            here && office.from.is_some_and(|from| (end..=soon).contains(&from.first))
        });
        by_junta.then_some(index)
    }

    /// The role of the head of a junta.
    fn junta(&self) -> Option<EntryIndex> {
        self.lexicon.find(EntryKind::Role, &self.lexicon.cues.junta)
    }

    /// The offices of a role, by their indices in the lexicon.
    fn of_role(&self, role: EntryIndex) -> impl Iterator<Item = u32> + use<'o> {
        let Lexicon { offices, offices_by_role, .. } = self.lexicon;
        let from = offices_by_role.partition_point(|&office| offices[office as usize].role < role);
        let of_role = offices_by_role[from..].iter().copied();
        of_role.take_while(move |&office| offices[office as usize].role == role)
    }

    /// Every office that a role phrase can denote, by its index in the lexicon, and whether it was held on the
    /// date.
    pub(super) fn considered(&self, held: Held) -> Vec<(u32, Holding)> {
        let meanings = self.meanings(held);
        let offices = self.lexicon.offices.iter().enumerate();
        let fitting = offices.filter(|(_, office)| meanings.fit(office));
        fitting.map(|(index, office)| (index as u32, self.on_the_day(office))).collect()
    }

    /// Whether on the date a junta rules a country that took power less than a year before.
    pub(super) fn is_under_new_junta(&self, country: EntryIndex) -> bool {
        let head = self.junta();
        let is_new = |office: &Office| {
            office.from.zip(self.date).is_some_and(|(from, date)| months(date) - months(from.first) < 12)
        };
        let offices = head.into_iter().flat_map(|head| self.of_role(head));
        let mut offices = offices.map(|office| &self.lexicon.offices[office as usize]);
        offices.any(|office| office.of == country && self.is_current(office) && is_new(office))
    }

    /// Whether several hold a role for one country or body, each at another: `ambassadeur`, `représentant`.
    fn is_posted(&self, role: EntryIndex) -> bool {
        let detail = &self.lexicon.entry(role).detail;
        matches!(detail, Detail::Role { category, .. } if &**category == "diplomat") && detail.takes("at")
    }

    fn is_current(&self, office: &Office) -> bool {
        self.on_the_day(office).holds()
    }

    /// Whether an office was held on the date, or ever where there is no date.
    fn on_the_day(&self, office: &Office) -> Holding {
        self.date.map_or(Holding::Known, |date| office.on(PartialDate::from(date)))
    }
}

/// The order of holdings, the surest last.
fn how_sure(holding: Holding) -> (bool, bool, Option<Presumption>) {
    (holding.holds(), holding == Holding::Known, holding.presumption())
}

/// The meanings of a role, completed by the attributes of the phrase.
#[derive(Debug, Clone, Copy)]
struct Meanings<'o> {
    rows: &'o [RoleOffice],
    held: Held,
}

impl<'o> Meanings<'o> {
    fn iter(&self) -> impl Iterator<Item = RoleOffice> + use<'o> {
        let Held { role, portfolio, of } = self.held;
        let itself = RoleOffice::new((role, role), portfolio, of);
        let rows = self.rows.iter().map(move |row| {
            RoleOffice::new((row.role, row.office), row.portfolio.or(portfolio), row.of.or(of))
        });
        rows.chain(self.rows.is_empty().then_some(itself))
    }

    /// Whether an office fits one of them. A phrase without a country fits any.
    fn fit(&self, office: &Office) -> bool {
        self.iter().any(|meaning| {
            meaning.office == office.role
                && meaning.portfolio.is_none_or(|portfolio| office.portfolios.contains(&portfolio))
                && meaning.of.is_none_or(|of| of == office.of)
        })
    }
}

fn months(date: Date) -> i32 {
    12 * i32::from(date.year()) + i32::from(date.month())
}

fn agree(a: Option<EntryIndex>, b: Option<EntryIndex>) -> bool {
    a.is_none() || b.is_none() || a == b
}
