//! Who held which office when.

use crate::model::{Date, EntryIndex, Lexicon, Office, RoleOffice};

/// What a role phrase says: a role, of which matters, of which country or body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) role: EntryIndex,
    pub(super) portfolio: Option<EntryIndex>,
    pub(super) of: Option<EntryIndex>,
}

/// The offices of a lexicon on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offices<'o> {
    lexicon: &'o Lexicon,
    date: Option<Date>,
}

impl<'o> Offices<'o> {
    pub(super) fn new(lexicon: &'o Lexicon, date: Option<Date>) -> Offices<'o> {
        Offices { lexicon, date }
    }

    /// The offices that a role phrase may mean: those that its row names, or the role itself.
    fn meanings(&self, held: Held) -> Vec<RoleOffice> {
        let all = &self.lexicon.role_offices;
        let from = all.partition_point(|meaning| meaning.role < held.role);
        let meanings: Vec<RoleOffice> =
            all[from..].iter().take_while(|meaning| meaning.role == held.role).copied().collect();
        match meanings.is_empty() {
            true => vec![RoleOffice { role: held.role, office: held.role, portfolio: None, of: None }],
            false => meanings,
        }
    }

    /// Whether an office is one that a role phrase means. A phrase that names no country fits any.
    fn fits(&self, held: Held, office: &Office) -> bool {
        self.meanings(held).iter().any(|meaning| {
            let portfolio = meaning.portfolio.or(held.portfolio);
            let of = meaning.of.or(held.of);
            meaning.office == office.role
                && portfolio.is_none_or(|portfolio| office.portfolios.contains(&portfolio))
                && of.is_none_or(|of| of == office.of)
        })
    }

    /// The country or body of an office, from the phrase or from what its role means.
    pub(super) fn country(&self, held: Held) -> Option<EntryIndex> {
        let meanings = self.meanings(held);
        held.of.or_else(|| {
            meanings.first()?.of.filter(|of| meanings.iter().all(|meaning| meaning.of == Some(*of)))
        })
    }

    /// Whether two phrases may mean the same office.
    pub(super) fn same(&self, a: Held, b: Held) -> bool {
        let (ours, theirs) = (self.meanings(a), self.meanings(b));
        ours.iter().any(|x| {
            theirs.iter().any(|y| {
                x.office == y.office
                    && agree(x.portfolio.or(a.portfolio), y.portfolio.or(b.portfolio))
                    && agree(x.of.or(a.of), y.of.or(b.of))
            })
        })
    }

    /// Whether a person held such an office on the day, or ever where the day is not known.
    pub(super) fn holds(&self, person: EntryIndex, held: Held) -> bool {
        self.of_person(person).any(|office| self.is_current(office) && self.fits(held, office))
    }

    /// Whether a person ever held such an office.
    pub(super) fn ever_held(&self, person: EntryIndex, held: Held) -> bool {
        self.of_person(person).any(|office| self.fits(held, office))
    }

    /// The offices of a person on the day.
    pub(super) fn current(&self, person: EntryIndex) -> impl Iterator<Item = &'o Office> {
        let this = *self;
        self.of_person(person).filter(move |office| this.is_current(office))
    }

    /// The offices of a person, from any time.
    fn of_person(&self, person: EntryIndex) -> impl Iterator<Item = &'o Office> {
        let offices = &self.lexicon.offices;
        let from = offices.partition_point(|office| office.person < person);
        offices[from..].iter().take_while(move |office| office.person == person)
    }

    /// The one person who held such an office on the day, by the place of the office in the lexicon. Nobody where the
    /// day or the country is not known, or where several did.
    pub(super) fn holder(&self, held: Held) -> Option<u32> {
        self.date?;
        let says_of = held.of.is_some() || self.meanings(held).iter().all(|meaning| meaning.of.is_some());
        if !says_of {
            return None;
        }
        let fits = |(_, office): &(usize, &Office)| self.is_current(office) && self.fits(held, office);
        let mut holders = self.lexicon.offices.iter().enumerate().filter(fits);
        let (index, first) = holders.next()?;
        holders.all(|(_, office)| office.person == first.person).then_some(index as u32)
    }

    fn is_current(&self, office: &Office) -> bool {
        self.date.is_none_or(|date| {
            let begun = office.from.is_none_or(|from| from.first <= date);
            let over = office.to.is_some_and(|to| to.last < date) || (office.to.is_none() && !office.open);
            begun && !over
        })
    }
}

fn agree(a: Option<EntryIndex>, b: Option<EntryIndex>) -> bool {
    a.is_none() || b.is_none() || a == b
}
