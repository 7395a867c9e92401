//! Bodies that every country has: ministries, courts, embassies; of which country one is, and what it is called then.

use super::{
    resolution::Resolution,
    resolve::{Key, Resolver},
};
use crate::{
    matcher::fold_words,
    model::{Detail, EntryIndex, EntryKind, FoundName, Kind, Lexicon, Mention, Span, word},
};
use std::cmp::Reverse;

/// An embassy as a mention names it.
struct Embassy<'r> {
    /// Its name up to the country that sends it.
    name: String,
    sender: EntryIndex,
    /// The country or city behind it.
    seat: Option<&'r Mention>,
}

impl<'r> Resolver<'r> {
    /// A ministry, a court or another body that every country has is that of the country in its name or of the city behind
    /// it, else of the one that the document is about: the row of that name, or the same in every document. Others are
    /// this document's own.
    pub(super) fn body(&self, index: usize) -> (Key, Resolution) {
        let mention = &self.mentions[index];
        let own = || (Key::Body(self.folded(mention)), Resolution::Body);
        if self.lexicon.folded_has(first_word(&self.folded(mention)), word::EMBASSY) {
            return self.embassy(index).map_or_else(own, |key| (key, Resolution::OfCountry));
        }
        let inside =
            || self.parts(index).find(|part| part.kind == Kind::Country)?.candidates.first().copied();
        let behind = || self.country_behind(index).or_else(|| self.seat_behind(index));
        let stated = mention.of.and_then(|of| of.entry).or_else(inside).or_else(behind);
        let elsewhere = || self.stated.get(&self.folded(mention)).copied();
        let country = match stated.map(Some).or_else(elsewhere) {
            Some(stated) => stated,
            None => self.setting(),
        };
        let Some(country) = country else { return own() };
        let name = body_name(self.lexicon, mention, &self.document.text, country);
        let whole = |found: &FoundName| {
            found.span.len() as usize == name.len()
                && self.lexicon.entry(found.entry).kind == EntryKind::Organisation
        };
        let key = match self.lexicon.names_in(&name).into_iter().find(whole) {
            Some(listed) => Key::Row(listed.entry),
            None => Key::National(
                fold_words(base(self.lexicon, mention, &self.document.text, country).as_str()),
                country,
            ),
        };
        (key, Resolution::OfCountry)
    }

    /// The embassy of a country in the one that its name says, or the city in it; else where another mention says that it is,
    /// or in the one other country of the document.
    fn embassy(&self, index: usize) -> Option<Key> {
        let Embassy { name, sender, seat } = self.embassy_at(index)?;
        let elsewhere =
            || only(self.seats().iter().filter(|&&(other, _)| other == sender).map(|&(_, host)| host));
        let other = || only(self.countries.keys().copied().filter(|&country| country != sender));
        let host = match seat {
            Some(seat) => self.country_of(seat),
            None => elsewhere().or_else(other),
        };
        host.map(|host| Key::Embassy(name, host))
    }

    /// Of each embassy whose name says where it is: the country that sends it, and the country where it is.
    fn seats(&self) -> &[(EntryIndex, EntryIndex)] {
        self.seats.get_or_init(|| {
            let embassies = (0..self.mentions.len()).filter_map(|at| self.embassy_at(at));
            embassies.filter_map(|embassy| Some((embassy.sender, self.country_of(embassy.seat?)?))).collect()
        })
    }

    /// A mention of an embassy, not of a consulate: a country may have several of those in another.
    fn embassy_at(&self, index: usize) -> Option<Embassy<'r>> {
        let mention = &self.mentions[index];
        let folded = self.folded(mention);
        let is_one = mention.kind == Kind::Organisation
            && self.lexicon.folded_has(first_word(&folded), word::ONE_IN_A_COUNTRY);
        let mut parts = self.parts(index).filter(|part| matches!(part.kind, Kind::Country | Kind::Place));
        let sender = parts.next().filter(|part| is_one && part.kind == Kind::Country)?;
        let name = Span::new(mention.head.start, sender.span.end).of(&self.document.text);
        Some(Embassy { name: capitalise(name), sender: self.country_of(sender)?, seat: parts.next() })
    }

    /// The country that a mention is of or lies in.
    fn country_of(&self, mention: &Mention) -> Option<EntryIndex> {
        match (mention.kind, &mention.candidates[..]) {
            (Kind::Country, &[row]) => Some(row),
            (Kind::Place, &[row]) => self.lexicon.entry(row).country,
            _ => None,
        }
    }

    /// The country where a document is set: it names the country and places in it six times as often as any other with its
    /// places, or as often as any other where it is the country of the paper. A paper seldom names the country where it appears, but
    /// places there.
    pub(super) fn setting(&self) -> Option<EntryIndex> {
        *self.setting.get_or_init(|| {
            let mut counts = self.countries.clone();
            for place in self.mentions.iter().filter(|mention| mention.kind == Kind::Place) {
                let country = place.candidates.first().and_then(|&row| self.lexicon.entry(row).country);
                country.into_iter().for_each(|country| *counts.entry(country).or_default() += 1);
            }
            let mut counts: Vec<(u32, EntryIndex)> =
                counts.into_iter().map(|(row, count)| (count, row)).collect();
            counts.sort_unstable_by_key(|&(count, row)| (Reverse(count), row));
            match counts[..] {
                [(most, only)] if most > 1 => Some(only),
                [(most, first), (next, _), ..] if most >= 6 * next => Some(first),
                [(most, _), ..] => {
                    let home = self.home()?;
                    counts.contains(&(most, home)).then_some(home)
                }
                _ => None,
            }
        })
    }

    /// The country of the paper, by its row or by what its name says: `Le Soleil (Dakar)`.
    fn home(&self) -> Option<EntryIndex> {
        let named = self.lexicon.names_in(self.document.source.as_deref()?);
        let countries = named.into_iter().filter_map(|found| {
            let row = self.lexicon.entry(found.entry);
            match row.kind {
                EntryKind::Country => Some(found.entry),
                EntryKind::Place | EntryKind::Organisation => row.country,
                _ => None,
            }
        });
        only(countries)
    }

    /// The country of the city behind a body: `le ministère de la Défense à Moscou`.
    fn seat_behind(&self, index: usize) -> Option<EntryIndex> {
        let end = self.mentions[index].span.end;
        let next = self.mentions[index + 1..].iter().find(|next| next.span.start >= end)?;
        let between = self.document.text.get(end as usize..next.span.start as usize)?;
        let at = between.ends_with(' ') && self.lexicon.folded_has(&fold_words(between), word::AT);
        self.country_of(next).filter(|_| at && next.kind == Kind::Place)
    }

    /// The mentions inside a mention.
    pub(super) fn parts(&self, index: usize) -> impl Iterator<Item = &'r Mention> + use<'r> {
        let end = self.mentions[index].span.end;
        self.mentions[index + 1..].iter().take_while(move |part| part.span.start < end)
    }
}

/// The one country of several that are named.
fn only(mut countries: impl Iterator<Item = EntryIndex>) -> Option<EntryIndex> {
    let first = countries.next()?;
    countries.all(|country| country == first).then_some(first)
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or_default()
}

/// `Ministère de la Défense du Mali` for `ministère malien de la Défense`, or for `ministère de la Défense` where the document
/// is about Mali.
pub(super) fn body_name(lexicon: &Lexicon, mention: &Mention, text: &str, country: EntryIndex) -> String {
    capitalise(&format!("{} {}", base(lexicon, mention, text, country), of_country(lexicon, country)))
}

/// The name of a body without its country.
fn base(lexicon: &Lexicon, mention: &Mention, text: &str, country: EntryIndex) -> String {
    let written = mention.head.of(text);
    let Some(of) = mention.of else {
        let of_country = of_country(lexicon, country);
        return written.strip_suffix(&*of_country).unwrap_or(written).trim_end().to_string();
    };
    let start = (of.span.start - mention.head.start) as usize;
    format!("{}{}", written[..start].trim_end(), &written[start + of.span.len() as usize..])
}

/// `Ambassade de France au Mali`
pub(super) fn embassy_name(lexicon: &Lexicon, base: &str, country: EntryIndex) -> String {
    let row = lexicon.entry(country);
    format!("{base} {}", lexicon.cues.at(article(lexicon, country), &row.name))
}

/// `du Mali`
pub(super) fn of_country(lexicon: &Lexicon, country: EntryIndex) -> String {
    lexicon.cues.of(article(lexicon, country), &lexicon.entry(country).name)
}

fn article(lexicon: &Lexicon, country: EntryIndex) -> Option<&str> {
    match &lexicon.entry(country).detail {
        Detail::Country { article, .. } => Some(article),
        _ => None,
    }
}

fn capitalise(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use crate::{
        Extractor,
        model::{Document, Kind},
    };

    /// The ids of the organisations of a text of a paper.
    fn bodies(source: Option<&str>, text: &str) -> Vec<String> {
        let document = Document { source: source.map(str::to_owned), ..Document::new("a", text) };
        let extraction = Extractor::builtin().unwrap().extract(document);
        let of = |kind: Kind| extraction.entities.iter().filter(move |entity| entity.kind == kind);
        of(Kind::Organisation).map(|entity| entity.id.to_string()).collect()
    }

    #[test]
    fn a_body_is_of_the_country_of_the_paper_where_the_text_names_that_as_often_as_any() {
        let text = "Le ministère de la Culture est ouvert au Mali et au Niger.";
        assert_eq!(bodies(Some("La Voix du pays (Bamako)"), text), ["ministere-de-la-culture-du-mali"]);
        assert_ne!(bodies(Some("Le Soleil (Dakar)"), text), ["ministere-de-la-culture-du-senegal"]);
        assert_ne!(bodies(None, text), ["ministere-de-la-culture-du-mali"]);
        let text = "Le ministère de la Culture est ouvert au Niger, au Mali et au Niger.";
        assert_ne!(bodies(Some("La Voix du pays (Bamako)"), text), ["ministere-de-la-culture-du-mali"]);
    }
}
