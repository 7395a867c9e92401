//! Where something is: what stands in its name or right beside it, as in `Gao (Mali)` and `ambassade du Niger au Togo`.
//!
//! The lists are asked before the words are believed: a place that they know is in no other country.

use crate::{
    matcher::{Gap, Token},
    model::{DIVISIONS, Detail, EntityIndex, EntryIndex, FeatureSet, Kind, Mention, Relation, Span, word},
    relation::{parse::context::DocumentContext, rule::Rule},
};

/// The relations `located_in` that need no trigger.
pub(crate) fn relations(context: &DocumentContext) -> Vec<Relation> {
    let sites = (0..context.mentions.len()).filter_map(|index| Site::of(context, index));
    sites.flat_map(|site| [site.beside(), site.in_name(), site.of_nation()].into_iter().flatten()).collect()
}

/// A place or a body that may be somewhere.
struct Site<'s> {
    context: &'s DocumentContext<'s>,
    index: usize,
    mention: &'s Mention,
    entity: EntityIndex,
    /// Whether it is a building, or a body that stands where its name says.
    fixed: bool,
}

/// Where something is, and what says so.
struct Found<'s> {
    place: &'s Mention,
    rule: &'static str,
    confidence: f64,
}

/// Types of places that may lie in several countries, or hold several.
const WIDE: [&str; 6] = ["continent", "sea", "river", "lake", "desert", "border_area"];
/// Types of places that lie in a town, with the quarters of a town last.
const BUILDINGS: [&str; 6] = ["palace", "airport", "base", "camp", "street", "neighbourhood"];
const TOWNS: [&str; 6] = ["capital", "city", "town", "commune", "village", "neighbourhood"];
/// Subtypes of listed bodies that have a country as their seat.
const SEATED: [&str; 8] = ["company", "media", "news_agency", "sport", "party", "ngo", "bank", "university"];

impl<'s> Site<'s> {
    fn of(context: &'s DocumentContext<'s>, index: usize) -> Option<Site<'s>> {
        let mention = &context.mentions[index];
        let entity = mention.entity?;
        let is_site = context.head_is(mention, word::SITE);
        let fixed = match (mention.kind, place_type(context, entity)) {
            (Kind::Place, Some(of_type)) => BUILDINGS.contains(&of_type),
            (Kind::Place | Kind::Organisation, _) => is_site,
            _ => return None,
        };
        let wide = place_type(context, entity).is_some_and(|t| WIDE.contains(&t) || t == "area");
        (!wide && !mention.is_part_of_name(context.mentions)).then_some(Site {
            context,
            index,
            mention,
            entity,
            fixed,
        })
    }

    /// What stands right after its name.
    fn beside(&self) -> Option<Relation> {
        let club = self.context.subtype(self.entity) == Some("sport");
        let body = self.mention.kind == Kind::Organisation && !self.fixed && !club;
        let ways: &[fn(&Site<'s>) -> Option<Found<'s>>] = match body {
            // An international body may meet anywhere.
            true if self.is_listed() => return None,
            true => &[Site::in_brackets, Site::body_at, Site::site_of],
            false => &[
                Site::in_brackets,
                Site::site_at,
                Site::country_after,
                Site::country_apposed,
                Site::country_of_row,
                Site::within,
                Site::site_of,
            ],
        };
        let found = ways.iter().find_map(|way| way(self))?;
        (self.agrees(found.place) && !self.is_dateline(found.place)).then(|| self.relation(&found)).flatten()
    }

    /// `Gao (Mali)`, `Kidal (nord du Mali)`, `Mirleft (province de Sidi Ifni)`.
    fn in_brackets(&self) -> Option<Found<'s>> {
        let at = self.mention.end_token as usize;
        let between = Span::new(self.mention.span.end, self.token(at)?.start).of(&self.context.document.text);
        if between.trim() != "(" {
            return None;
        }
        let closed = |place: &&'s Mention| self.behind(place).trim_start().starts_with([')', ',']);
        if let Some(place) = self.region(at).filter(closed) {
            return found(place, "brackets", 0.95);
        }
        let place = self.place_at(at).filter(closed)?;
        let of_type = place_type(self.context, place.entity?);
        let small = self.fixed || !self.is_listed();
        let holds = of_type.is_some_and(|t| holds_others(t) || (small && TOWNS.contains(&t)));
        match place.kind {
            Kind::Country => found(place, "brackets", 0.97),
            _ if holds => found(place, "brackets", 0.93),
            _ => None,
        }
    }

    /// `l’École militaire à Paris`, `l’aéroport de Niamey, au Niger`.
    fn site_at(&self) -> Option<Found<'s>> {
        let at = self.end();
        let place = self.after_at(at).filter(|place| self.fixed && !is_area(self.context, place))?;
        // `de l’hôpital à l’aéroport` is a way.
        let building = place_type(self.context, place.entity?).is_some_and(|t| BUILDINGS[..5].contains(&t));
        // An international body may be at work anywhere.
        let anywhere = self.mention.kind == Kind::Organisation
            && self.is_listed()
            && countries(self.context, Some(self.entity)).is_empty();
        found(place, "site-at", 0.95).filter(|_| !building && !anywhere)
    }

    /// `le collectif Zéro Déchet à Ségou`: a body that no list has.
    fn body_at(&self) -> Option<Found<'s>> {
        let at = self.end();
        let spaced = self.is_beside(at);
        let place = self.after_at(at).filter(|place| spaced && !is_area(self.context, place))?;
        // `a confié l’ADB à France Volontaires`
        let longer = self.token(place.end_token as usize);
        let longer = longer.is_some_and(|next| next.gap == Gap::Space && next.shape.is_capitalised());
        let building = place_type(self.context, place.entity?).is_some_and(|t| BUILDINGS[..5].contains(&t));
        found(place, "body-at", 0.85).filter(|_| !building && !longer)
    }

    /// `né à Ségou, Mali`: the country that the lists have it in.
    fn country_apposed(&self) -> Option<Found<'s>> {
        let at = self.end();
        let country = self.place_at(at).filter(|place| place.kind == Kind::Country)?;
        found(country, "country-apposed", 0.9)
            .filter(|_| self.token(at).is_some_and(|t| t.gap == Gap::Comma) && self.is_known())
    }

    /// `à Gao au Mali`, `à Gao, au Mali,`, `à Laval en Mayenne`.
    fn country_after(&self) -> Option<Found<'s>> {
        let at = self.end();
        let country = self.after_at(at).filter(|place| {
            let of_type = place.entity.and_then(|entity| place_type(self.context, entity));
            let in_region = !place_type(self.context, self.entity).is_some_and(holds_others)
                && of_type.is_some_and(holds_others);
            place.kind == Kind::Country || (self.is(at, word::IN) && in_region)
        })?;
        let before = self.before();
        let is = |flags: FeatureSet| before.is_some_and(|before| self.is(before, flags));
        let unknown_fits = match self.token(at)?.gap {
            Gap::Comma => {
                let closed = self.behind(country).chars().next().is_none_or(|c| ",.;)\n".contains(c));
                closed && is(word::AT) && !self.goes_on(country)
            }
            _ => is(word::AT | word::IN | word::INSIDE),
        };
        match self.is_known() {
            true => found(country, "country-after", 0.9),
            false if unknown_fits => found(country, "country-after", 0.85),
            false => None,
        }
    }

    /// `Kati et Ségou au Mali`: the country behind the last of a short row of places, in which the lists have this one, too.
    fn country_of_row(&self) -> Option<Found<'s>> {
        const MOST: usize = 8;
        let context = self.context;
        let mut at = self.end();
        for _ in 0..MOST {
            let and = usize::from(self.is(at, word::AND));
            let joined = and > 0 || self.token(at)?.gap == Gap::Comma;
            let next = self.place_at(at + and).filter(|next| joined && next.kind == Kind::Place)?;
            let index = context.mentions.partition_point(|mention| mention.span.start < next.span.start);
            let next = Site::of(context, index)?;
            if let Some(found) = next.country_after() {
                return Some(Found { rule: "country-of-row", confidence: 0.85, ..found })
                    .filter(|_| self.is_known());
            }
            at = next.end();
        }
        None
    }

    /// Whether a row of places goes on behind one: `en X, en Y, en Z`, `en X et en Y`.
    fn goes_on(&self, place: &Mention) -> bool {
        let next = place.end_token as usize;
        let next = next + usize::from(self.is(next, word::AND));
        self.token(next).is_some_and(|token| matches!(token.gap, Gap::Comma | Gap::Space))
            && self.is(next, word::AT | word::IN)
    }

    /// `Gao, dans le nord du Mali`, `Goundam, dans la région de Tombouctou`, `Gao, au nord du Mali`.
    fn within(&self) -> Option<Found<'s>> {
        let at = self.end();
        if !matches!(self.token(at)?.gap, Gap::Space | Gap::Comma) {
            return None;
        }
        if self.is(at, word::INSIDE) {
            return found(self.region(at + 1)?, "within", 0.93);
        }
        // `au nord de Gao` is beside Gao.
        let place = self.is(at, word::AT | word::IN).then(|| self.region(at + 1))??;
        let is_country = matches!(place.kind, Kind::Country | Kind::Demonym);
        found(place, "within", 0.85).filter(|_| is_country && self.is_known())
    }

    /// `l’Institut français de Saint-Louis`, `le CEDT de Saint-Louis`, `le stade Kolaba de Ségou`, where the name ends
    /// before `de`.
    fn site_of(&self) -> Option<Found<'s>> {
        let at = self.end();
        let site = self.mention.kind == Kind::Organisation || (self.fixed && !self.is_listed());
        if !(site && self.is(at, word::OF) && self.is_beside(at)) {
            return None;
        }
        let place = self.place_at(self.after_article(at + 1))?;
        found(place, "site-of", 0.9).filter(|_| is_town(self.context, place))
    }

    /// `la société malienne Kolaba`, `la radio malienne, l’ORTM`: the country of a body by the noun before its name.
    fn of_nation(&self) -> Option<Relation> {
        let first = self.mention.first_token as usize;
        let article = first.checked_sub(1).filter(|&article| self.is(article, word::ARTICLE));
        let apposed = article.filter(|&article| self.context.gap(article) == Gap::Comma);
        let end = apposed.unwrap_or(first);
        let between = Span::new(self.token(end.checked_sub(1)?)?.end, self.token(end)?.start);
        if between.of(&self.context.document.text).contains(['.', '(', ';', ':']) {
            return None;
        }
        let demonym = self.context.mentions[..self.index]
            .iter()
            .rev()
            .take(3)
            .find(|before| before.kind == Kind::Demonym && before.end_token as usize == end)?;
        let noun = (demonym.first_token as usize).checked_sub(1)?;
        let cue = |at: usize| self.is(at, word::ORGANISATION_CUE);
        let adjective = !cue(noun) && self.is(noun, word::ORDINARY) && !self.is(noun, word::FUNCTION);
        let named = cue(noun) || (adjective && noun.checked_sub(1).is_some_and(cue));
        let found = found(demonym, "nationality", 0.85).filter(|_| named && self.agrees(demonym))?;
        let body = self.mention.kind == Kind::Organisation
            && (!self.is_listed()
                || self.context.subtype(self.entity).is_some_and(|of| SEATED.contains(&of)));
        body.then(|| self.relation(&found)).flatten()
    }

    /// `ambassade du Niger au Togo`, `Université de Ouagadougou`.
    fn in_name(&self) -> Option<Relation> {
        let context = self.context;
        let abroad = context.head_is(self.mention, word::ABROAD);
        if self.mention.kind != Kind::Organisation || !(self.fixed || abroad) {
            return None;
        }
        let inside =
            context.mentions[self.index + 1..].iter().take_while(|m| m.span.start < self.mention.head.end);
        let inside = inside.filter(|m| m.inside == Some(self.index as u32));
        let found = inside.filter_map(|place| {
            let before = before_article(context, place.first_token as usize)?;
            let place = self.place_at(place.first_token as usize)?;
            let at = self.is(before, word::AT | word::IN) && !is_area(context, place);
            let of = self.fixed && self.is(before, word::OF) && is_town(context, place);
            found(place, "nested-name", if at { 0.95 } else { 0.9 }).filter(|_| at || of)
        });
        let found = found.last().filter(|found| self.agrees(found.place))?;
        self.relation(&found)
    }

    fn relation(&self, found: &Found) -> Option<Relation> {
        let target = found.place.entity.filter(|&place| place != self.entity)?;
        let bracket = u32::from(found.rule == "brackets" && self.behind(found.place).starts_with(')'));
        let end = self.mention.span.end.max(found.place.span.end + bracket);
        let span = Span::new(self.mention.span.start.min(found.place.span.start), end);
        let rule = format!("fr.located_in.{}", found.rule);
        let rule = Rule { relation: "located_in", id: &rule, confidence: found.confidence };
        Some(rule.relation(self.context, self.mention, (self.entity, target), span))
    }

    /// Whether the lists have it.
    fn is_listed(&self) -> bool {
        self.context.is_listed(self.entity)
    }

    /// Whether the lists do not say that it is in another country.
    fn agrees(&self, place: &Mention) -> bool {
        if self.mention.kind == Kind::Organisation && self.context.head_is(self.mention, word::ABROAD) {
            return true;
        }
        let (own, other) =
            (countries(self.context, Some(self.entity)), countries(self.context, place.entity));
        own.is_empty() || other.is_empty() || own.iter().any(|country| other.contains(country))
    }

    fn is_known(&self) -> bool {
        self.mention.kind == Kind::Place && !countries(self.context, Some(self.entity)).is_empty()
    }

    /// Whether it says where an article was written: `APA-Rabat (Maroc) –`.
    fn is_dateline(&self, place: &Mention) -> bool {
        let first = self.mention.first_token as usize;
        let token = &self.context.text.tokens[first];
        let sentence = &self.context.text.sentences[self.mention.sentence as usize];
        if matches!(token.gap, Gap::Line | Gap::Start) || sentence.first_token as usize == first {
            return true;
        }
        let agency = self.token(first - 1).is_some_and(|before| {
            before.shape.is_all_capitals() && (2..=5).contains(&(before.end - before.start))
        });
        if agency && matches!(token.gap, Gap::Hyphen | Gap::Dash | Gap::Other) {
            return true;
        }
        let governed = matches!(token.gap, Gap::Space | Gap::Apostrophe);
        !governed && starts_article(self.behind(place).trim_start_matches(')'))
    }

    /// The place that a division or a part of it is of, article and all: `nord du Mali`, `la région de Mopti`, `nord
    /// malien`.
    fn region(&self, at: usize) -> Option<&'s Mention> {
        let first = self.after_article(at);
        let mut at = first;
        while self.is(at, word::DIRECTION | word::DIVISION)
            && (at == first || matches!(self.token(at)?.gap, Gap::Space | Gap::Hyphen))
        {
            at += 1;
        }
        if at == first || self.token(at)?.gap != Gap::Space {
            return None;
        }
        if let Some(demonym) = self.context.mention_at(at).filter(|mention| mention.kind == Kind::Demonym) {
            return Some(demonym).filter(|_| self.is(at - 1, word::DIRECTION));
        }
        // `région administrative de`
        let adjective = !self.is(at, word::OF) && self.is(at, word::ORDINARY);
        at += usize::from(adjective);
        let joined = matches!(self.token(at)?.gap, Gap::Space) && self.is(at, word::OF);
        joined.then(|| self.place_at(self.after_article(at + 1))).flatten()
    }

    /// The place after `à`, `en`, with its article.
    fn after_at(&self, at: usize) -> Option<&'s Mention> {
        let beside = self.token(at)?.gap == Gap::Comma || self.is_beside(at);
        (beside && self.is(at, word::AT | word::IN)).then(|| self.place_at(self.after_article(at + 1)))?
    }

    /// The country or place that starts at a token and lies in no longer name.
    fn place_at(&self, at: usize) -> Option<&'s Mention> {
        let mention =
            self.context.mention_at(at).filter(|m| matches!(m.kind, Kind::Country | Kind::Place))?;
        let wide = place_type(self.context, mention.entity?).is_some_and(|t| WIDE.contains(&t));
        (!wide).then_some(mention)
    }

    /// The token after its name, and after the acronym of a body in brackets.
    fn end(&self) -> usize {
        let end = self.mention.end_token as usize;
        match self.mention.kind {
            Kind::Organisation => self.context.after_acronym(end),
            _ => end,
        }
    }

    /// Whether a token stands right behind its name, or behind the acronym in brackets there: `(CFK) de Ségou`, `(CFK),
    /// à Ségou`.
    fn is_beside(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let bracket =
            || self.context.document.text[..token.start as usize].trim_end_matches([' ', ',']).ends_with(')');
        token.gap == Gap::Space || (at > self.mention.end_token as usize && bracket())
    }

    /// The token before its name and the article there.
    fn before(&self) -> Option<usize> {
        before_article(self.context, self.mention.first_token as usize)
    }

    fn token(&self, at: usize) -> Option<&'s Token> {
        self.context.text.tokens.get(at)
    }

    fn is(&self, at: usize, flags: FeatureSet) -> bool {
        self.context.is(at, flags)
    }
    fn after_article(&self, at: usize) -> usize {
        self.context.after_article(at)
    }

    /// The text behind a mention.
    fn behind(&self, mention: &Mention) -> &'s str {
        &self.context.document.text[mention.span.end as usize..]
    }
}

fn found<'s>(place: &'s Mention, rule: &'static str, confidence: f64) -> Option<Found<'s>> {
    Some(Found { place, rule, confidence })
}

/// Whether what stands behind a place name opens an article: ` – `, `, 12 mars`, ` (AFP)`, a line or wide space and a
/// capital.
fn starts_article(behind: &str) -> bool {
    let rest = behind.trim_start();
    let space = &behind[..behind.len() - rest.len()];
    let next = rest.chars().next();
    let wide = space.contains('\n') || space.chars().count() > 1;
    let after_comma = rest.strip_prefix(',').map(|rest| rest.trim_start().trim_start_matches("le "));
    let agency = rest
        .strip_prefix('(')
        .is_some_and(|rest| rest.trim_start_matches(char::is_uppercase).starts_with(')'));
    agency
        || next.is_some_and(|c| "-–—".contains(c) || (wide && c.is_uppercase()))
        || after_comma.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The token before another, without the article between them.
fn before_article(context: &DocumentContext, first: usize) -> Option<usize> {
    let tokens = &context.text.tokens;
    let before = |at: usize| {
        at.checked_sub(1).filter(|_| matches!(tokens[at].gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen))
    };
    let at = before(first)?;
    match context.lexicon.has(&tokens[at], word::ARTICLE | word::PLURAL_ARTICLE) {
        true => before(at),
        false => Some(at),
    }
}

/// Whether places of a type hold others.
fn holds_others(of_type: &str) -> bool {
    DIVISIONS.contains(&of_type) || of_type == "area"
}

/// The type of a place that the lists know.
fn place_type<'v>(context: &DocumentContext<'v>, entity: EntityIndex) -> Option<&'v str> {
    match &context.lexicon.entry(context.entities[entity.0 as usize].entry?).detail {
        Detail::Place { place_type, .. } => Some(place_type),
        _ => None,
    }
}

fn is_area(context: &DocumentContext, place: &Mention) -> bool {
    place.entity.and_then(|entity| place_type(context, entity)) == Some("area")
}

/// Whether a place is a town, as far as the lists know.
fn is_town(context: &DocumentContext, place: &Mention) -> bool {
    let of_type = place.entity.and_then(|entity| place_type(context, entity));
    place.kind == Kind::Place && of_type.is_none_or(|of_type| TOWNS.contains(&of_type))
}

/// The countries that something may be in or be; none where the lists do not know.
fn countries(context: &DocumentContext, entity: Option<EntityIndex>) -> Vec<EntryIndex> {
    let Some(entity) = entity.map(|entity| &context.entities[entity.0 as usize]) else { return Vec::new() };
    let rows = entity.entry.iter().chain(&entity.candidates);
    match entity.kind {
        Kind::Country => rows.copied().collect(),
        _ => rows.filter_map(|&row| context.lexicon.entry(row).country).collect(),
    }
}
