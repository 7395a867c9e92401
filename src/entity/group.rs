//! The members of a collective phrase: the countries in an organisation, or the holders of an office in each of them,
//! on the date of the document.

use super::{
    explain::only_presumed,
    office::{Held, Offices},
    resolution::Resolution,
    resolve::Key,
};
use crate::model::{
    Date, Document, EntryIndex, EntryKind, Group, GroupOf, Holding, Lexicon, Listener, Membership, Mention,
    Pass, Presumption, Span, Step, Subject, Verdict, Via, both,
};

/// Sets the members of the groups, given the referents of the mentions.
pub(super) fn resolve(
    document: &Document,
    lexicon: &Lexicon,
    mentions: &mut [Mention],
    keys: &[Key],
    on: &mut impl Listener,
) {
    let groups = Groups::new(document, lexicon);
    let of_group = |(index, mention): (usize, &Mention)| {
        let group = mention.group.as_deref()?;
        Some((index, groups.members(group, &keys[index])))
    };
    let found: Vec<(usize, Result<Members, Resolution>)> =
        mentions.iter().enumerate().filter_map(of_group).collect();
    let phrase = |index: usize| mentions[index].group.as_ref().map(|group| group.span);
    let open: Vec<Span> =
        found.iter().filter(|(_, found)| found.is_err()).filter_map(|&(index, _)| phrase(index)).collect();
    for (index, found) in found {
        let head = mentions[index].head;
        let Some(group) = &mut mentions[index].group else { continue };
        // `les présidents malien et nigérien`: all members, or none.
        let is_open = open.contains(&group.span);
        let found =
            found.and_then(|members| if is_open { Err(Resolution::OtherCountry) } else { Ok(members) });
        on.record(|| step(lexicon, head, group, &found));
        let members = found.unwrap_or_default();
        (group.members, group.presumed) = (members.rows, members.presumed);
    }
}

/// The step about the members of a group on the mention with a head.
fn step(lexicon: &Lexicon, head: Span, group: &Group, found: &Result<Members, Resolution>) -> Step {
    let (verdict, reason) = match found {
        Ok(members) => {
            let names: Vec<&str> = members.rows.iter().map(|&row| &*lexicon.entry(row).name).collect();
            let presumed = members.presumed.map(|presumed| format!("; {}", only_presumed(presumed)));
            (Verdict::Held, format!("together: {}{}", names.join(", "), presumed.unwrap_or_default()))
        }
        Err(open) => (Verdict::Failed, open.text(lexicon)),
    };
    let via = Some(Via::Rule(group.of.rule()).into());
    Step { pass: Pass::Membership, subject: Subject::Attribute(head), span: group.span, via, verdict, reason }
}

/// The members of a group, sorted by id, and what is presumed of them all.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) rows: Vec<EntryIndex>,
    pub(super) presumed: Option<Presumption>,
}

impl Members {
    fn known(rows: Vec<EntryIndex>) -> Members {
        Members { rows, presumed: None }
    }

    fn presume(&mut self, presumption: Option<Presumption>) {
        self.presumed = both(self.presumed, presumption);
    }
}

/// Finds the members of groups.
pub(super) struct Groups<'g> {
    lexicon: &'g Lexicon,
    offices: Offices<'g>,
    date: Option<Date>,
}

impl<'g> Groups<'g> {
    pub(super) fn new(document: &Document, lexicon: &'g Lexicon) -> Groups<'g> {
        Groups { lexicon, offices: Offices::new(lexicon, document.date), date: document.date }
    }

    /// The members of a group on an organisation or country, or why they are unknown: so, too, where it is likelier than not
    /// that one of them has changed since the lists were looked at.
    pub(super) fn members(&self, group: &Group, key: &Key) -> Result<Members, Resolution> {
        let &Key::Row(row) = key else { return Err(Resolution::OpenBody) };
        if group.long_ago {
            return Err(Resolution::LongAgo);
        }
        let is_country = self.lexicon.entry(row).kind == EntryKind::Country;
        let mut members = if is_country { Members::known(vec![row]) } else { self.countries(row, group)? };
        if let GroupOf::Holders { role, portfolio } = group.of {
            for member in &mut members.rows {
                let office = self.offices.holder(Held { role, portfolio, of: Some(*member) });
                let office = office.ok_or(Resolution::NoHolderOf(*member))?;
                *member = self.lexicon.offices[office as usize].person;
                members.presumed = both(members.presumed, self.offices.presumption(office));
            }
        }
        if members.presumed.is_some_and(|presumed| !presumed.is_likely()) {
            return Err(Resolution::BeyondHorizon);
        }
        members.rows.sort_unstable_by_key(|&member| &self.lexicon.entry(member).id);
        Ok(members)
    }

    /// The countries in an organisation on the date, as many as the phrase states. Holders of offices in suspended
    /// members do not take part, nor do those of a new junta in an organisation that suspends its members: the
    /// suspension may not be dated yet.
    fn countries(&self, body: EntryIndex, group: &Group) -> Result<Members, Resolution> {
        let rows: Vec<&Membership> = self.of_body(body).collect();
        let mut countries = self.on_the_day(&rows, "member")?;
        if group.of != GroupOf::Members {
            let suspended = self.on_the_day(&rows, "suspended")?;
            let suspends = rows.iter().any(|row| &*row.status == "suspended");
            let absent = |country| {
                suspended.rows.contains(&country) || (suspends && self.offices.is_under_new_junta(country))
            };
            countries.rows.retain(|&country| !absent(country));
            countries.presume(suspended.presumed);
        }
        match group.stated {
            _ if countries.rows.len() < 2 => Err(Resolution::NoMembers),
            Some(stated) if stated as usize != countries.rows.len() => {
                Err(Resolution::OtherNumber(countries.rows.len()))
            }
            _ => Ok(countries),
        }
    }

    /// The memberships of countries in an organisation.
    fn of_body(&self, body: EntryIndex) -> impl Iterator<Item = &'g Membership> {
        let all = self.lexicon.memberships();
        let from = all.partition_point(|row| row.body < body);
        let rows = all[from..].iter().take_while(move |row| row.body == body);
        rows.filter(|row| self.lexicon.entry(row.member).kind == EntryKind::Country)
    }

    /// The countries with a status on the date. Without a date, or on one for which a row is uncertain, only where
    /// the membership never changed.
    fn on_the_day(&self, rows: &[&Membership], status: &str) -> Result<Members, Resolution> {
        let rows = || rows.iter().filter(|row| &*row.status == status);
        let mut countries = Members::default();
        for row in rows() {
            let holding = match self.date {
                Some(date) => row.on(date).ok_or(Resolution::NoDate)?,
                None => {
                    let unchanged = row.open && rows().all(|other| other.from == row.from);
                    unchanged.then_some(Holding::Known).ok_or(Resolution::NoDate)?
                }
            };
            if holding.holds() && countries.rows.last() != Some(&row.member) {
                countries.rows.push(row.member);
                countries.presume(holding.presumption());
            }
        }
        Ok(countries)
    }
}
