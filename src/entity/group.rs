//! The members of a collective phrase: the countries in an organisation, or the holders of an office in each of them,
//! on the date of the document.

use super::{
    office::{Held, Offices},
    resolution::Resolution,
    resolve::Key,
};
use crate::model::{
    Date, Document, EntryIndex, EntryKind, Group, GroupOf, Lexicon, Listener, Membership, Mention,
    PartialDate, Pass, Span, Step, Subject, Verdict, Via,
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
    let found: Vec<(usize, Result<Vec<EntryIndex>, Resolution>)> =
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
        group.members = found.unwrap_or_default();
    }
}

/// The step about the members of a group on the mention with a head.
fn step(lexicon: &Lexicon, head: Span, group: &Group, found: &Result<Vec<EntryIndex>, Resolution>) -> Step {
    let (verdict, reason) = match found {
        Ok(members) => {
            let names: Vec<&str> = members.iter().map(|&row| &*lexicon.entry(row).name).collect();
            (Verdict::Held, format!("together: {}", names.join(", ")))
        }
        Err(open) => (Verdict::Failed, open.text(lexicon)),
    };
    let via = Some(Via::Rule(group.of.rule()).into());
    Step { pass: Pass::Membership, subject: Subject::Attribute(head), span: group.span, via, verdict, reason }
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

    /// The members of a group on an organisation or country, sorted by id, or why they are unknown.
    pub(super) fn members(&self, group: &Group, key: &Key) -> Result<Vec<EntryIndex>, Resolution> {
        let &Key::Row(row) = key else { return Err(Resolution::OpenBody) };
        if group.long_ago {
            return Err(Resolution::LongAgo);
        }
        let is_country = self.lexicon.entry(row).kind == EntryKind::Country;
        let countries = if is_country { vec![row] } else { self.countries(row, group)? };
        let mut members = match group.of {
            GroupOf::Members => countries,
            GroupOf::Holders { role, portfolio } => {
                let holder = |country: EntryIndex| {
                    let office = self.offices.holder(Held { role, portfolio, of: Some(country) });
                    let office = office.ok_or(Resolution::NoHolderOf(country))?;
                    Ok(self.lexicon.offices[office as usize].person)
                };
                countries.into_iter().map(holder).collect::<Result<_, _>>()?
            }
        };
        members.sort_unstable_by_key(|&member| &self.lexicon.entry(member).id);
        Ok(members)
    }

    /// The countries in an organisation on the date, as many as the phrase states. Holders of offices in suspended
    /// members do not take part, nor do those of a new junta in an organisation that suspends its members: the
    /// suspension may not be dated yet.
    fn countries(&self, body: EntryIndex, group: &Group) -> Result<Vec<EntryIndex>, Resolution> {
        let rows: Vec<&Membership> = self.of_body(body).collect();
        let mut countries = self.on_the_day(&rows, "member")?;
        if group.of != GroupOf::Members {
            let suspended = self.on_the_day(&rows, "suspended")?;
            let suspends = rows.iter().any(|row| &*row.status == "suspended");
            let absent = |country| {
                suspended.contains(&country) || (suspends && self.offices.is_under_new_junta(country))
            };
            countries.retain(|&country| !absent(country));
        }
        match group.stated {
            _ if countries.len() < 2 => Err(Resolution::NoMembers),
            Some(stated) if stated as usize != countries.len() => {
                Err(Resolution::OtherNumber(countries.len()))
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
    fn on_the_day(&self, rows: &[&Membership], status: &str) -> Result<Vec<EntryIndex>, Resolution> {
        let rows = || rows.iter().filter(|row| &*row.status == status);
        let mut countries = Vec::new();
        for row in rows() {
            let held = match self.date {
                Some(date) => held(row, date).ok_or(Resolution::NoDate)?,
                None => {
                    let unchanged = row.open && rows().all(|other| other.from == row.from);
                    unchanged.then_some(true).ok_or(Resolution::NoDate)?
                }
            };
            if held && countries.last() != Some(&row.member) {
                countries.push(row.member);
            }
        }
        Ok(countries)
    }
}

/// Whether a membership held on a date; `None` where its dates leave it open.
fn held(row: &Membership, date: Date) -> Option<bool> {
    let begun = |from: PartialDate| match () {
        () if date < from.first => Some(false),
        () if date >= from.last => Some(true),
        () => None,
    };
    if !row.from.map_or(Some(true), begun)? {
        return Some(false);
    }
    match row.to {
        Some(to) if date <= to.first => Some(true),
        Some(to) => (date > to.last).then_some(false),
        None => row.open.then_some(true),
    }
}
