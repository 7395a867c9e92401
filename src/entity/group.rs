//! Whom a collective phrase means: the members of a body, or the holders of an office in each of them, on the day.

use super::{
    office::{Held, Offices},
    resolve::Key,
};
use crate::model::{
    Date, Document, EntryIndex, EntryKind, Group, GroupOf, Lexicon, Membership, Mention, PartialDate,
};

/// Sets the members of the groups, given what the mentions are of.
pub(super) fn resolve(document: &Document, lexicon: &Lexicon, mentions: &mut [Mention], keys: &[Key]) {
    let groups = Groups::new(document, lexicon);
    let mut open = Vec::new();
    for (mention, key) in mentions.iter_mut().zip(keys) {
        let Some(group) = &mut mention.group else { continue };
        match groups.members(group, key) {
            Ok(members) => group.members = members,
            Err(_) => open.push(group.span),
        }
    }
    // `les présidents malien et nigérien`: both or neither.
    let groups = mentions.iter_mut().filter_map(|mention| mention.group.as_mut());
    groups.filter(|group| open.contains(&group.span)).for_each(|group| group.members.clear());
}

/// Why nobody is told to be meant by a collective phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Open {
    NoBody,
    NoMembers,
    NoDate,
    LongAgo,
    OtherNumber(usize),
    NoHolder(EntryIndex),
}

impl Open {
    /// The reason, for people.
    pub(super) fn reason(&self, lexicon: &Lexicon) -> String {
        match self {
            Open::NoBody => "which body or country is meant is open".to_string(),
            Open::NoMembers => "the lists have no countries in it on the day".to_string(),
            Open::NoDate => {
                "the day is not known, or not well enough, and who is in it has changed".to_string()
            }
            Open::LongAgo => "the sentence speaks of an earlier year".to_string(),
            Open::OtherNumber(members) => {
                format!("the phrase says another number than its {members} members")
            }
            Open::NoHolder(country) => {
                format!("who held the office in `{}` is not known", lexicon.entry(*country).name)
            }
        }
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

    /// The members of a group on a body or country, in the order of their ids, or why they are not told.
    pub(super) fn members(&self, group: &Group, key: &Key) -> Result<Vec<EntryIndex>, Open> {
        let &Key::Row(row) = key else { return Err(Open::NoBody) };
        if group.long_ago {
            return Err(Open::LongAgo);
        }
        let is_country = self.lexicon.entry(row).kind == EntryKind::Country;
        let countries = if is_country { vec![row] } else { self.countries(row, group)? };
        let mut members = match group.of {
            GroupOf::Members => countries,
            GroupOf::Holders { role, portfolio } => {
                let holder = |country: EntryIndex| {
                    let office = self.offices.holder(Held { role, portfolio, of: Some(country) });
                    let office = office.ok_or(Open::NoHolder(country))?;
                    Ok(self.lexicon.offices[office as usize].person)
                };
                countries.into_iter().map(holder).collect::<Result<_, _>>()?
            }
        };
        members.sort_unstable_by_key(|&member| &self.lexicon.entry(member).id);
        Ok(members)
    }

    /// The countries in a body on the day, as many as the phrase says. Holders of offices in suspended ones do not sit
    /// with the others, nor do those of a new junta in a body that suspends its members: it may not have done so yet.
    fn countries(&self, body: EntryIndex, group: &Group) -> Result<Vec<EntryIndex>, Open> {
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
            _ if countries.len() < 2 => Err(Open::NoMembers),
            Some(stated) if stated as usize != countries.len() => Err(Open::OtherNumber(countries.len())),
            _ => Ok(countries),
        }
    }

    /// The rows of the countries in a body.
    fn of_body(&self, body: EntryIndex) -> impl Iterator<Item = &'g Membership> {
        let all = &self.lexicon.memberships;
        let from = all.partition_point(|row| row.body < body);
        let rows = all[from..].iter().take_while(move |row| row.body == body);
        rows.filter(|row| self.lexicon.entry(row.member).kind == EntryKind::Country)
    }

    /// Who has a status on the day. Without a day, or on one on which a row may or may not hold: only where nothing
    /// ever changed.
    fn on_the_day(&self, rows: &[&Membership], status: &str) -> Result<Vec<EntryIndex>, Open> {
        let rows = || rows.iter().filter(|row| &*row.status == status);
        let mut countries = Vec::new();
        for row in rows() {
            let held = match self.date {
                Some(date) => held(row, date).ok_or(Open::NoDate)?,
                None => {
                    let unchanged = row.open && rows().all(|other| other.from == row.from);
                    unchanged.then_some(true).ok_or(Open::NoDate)?
                }
            };
            if held && countries.last() != Some(&row.member) {
                countries.push(row.member);
            }
        }
        Ok(countries)
    }
}

/// Whether a membership held on a day; `None` where its dates do not tell.
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
