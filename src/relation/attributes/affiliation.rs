//! The body of which somebody is, where it stands right beside the name: `X (RN)`, `X (Mali/Rennes)`, `X de l’UDPS`, `la
//! députée RN X`; whose a body is: `l’UDPS de X`; and the members of a body in brackets behind it: `la Nupes (LFI, EELV, PS)`.

use super::{body, roles};
use crate::{
    matcher::Gap,
    model::{EntityIndex, FeatureSet, Kind, Mention, Relation, Span, word},
    relation::{parse::context::DocumentContext, rule::Rule},
};

/// The relations of those whose body stands beside their name.
pub(crate) fn relations(context: &DocumentContext) -> Vec<Relation> {
    let reader = Reader { context, sport: speaks_of_sport(context) };
    let named =
        context.mentions.iter().zip(0..).filter(|(mention, _)| !mention.is_part_of_name(context.mentions));
    let found = named.flat_map(|(mention, index)| match (mention.kind, mention.entity) {
        (Kind::Person, Some(entity)) => reader.of_person(index, mention, entity),
        (Kind::Organisation, Some(entity)) => {
            let mut found = reader.of_body(mention, entity);
            found.extend(reader.heads(mention, entity));
            found.extend(reader.members_behind(mention, entity));
            found
        }
        _ => Vec::new(),
    });
    found.collect()
}

/// Whether a document is about sport: there a country, a town or a body that no list knows, in brackets, is a team.
fn speaks_of_sport(context: &DocumentContext) -> bool {
    const WORDS: usize = 5;
    let words = (0..context.text.tokens.len()).filter(|&at| context.is(at, word::SPORT));
    if words.take(WORDS).count() == WORDS {
        return true;
    }
    let of_sport = |mention: &&Mention| {
        let body = mention.entity.and_then(|entity| context.subtype(entity));
        mention.role.is_some_and(|role| roles::is_sport(context, role)) || body == Some("sport")
    };
    context.mentions.iter().filter(of_sport).take(3).count() == 3
}

struct Reader<'s> {
    context: &'s DocumentContext<'s>,
    sport: bool,
}

impl<'s> Reader<'s> {
    fn of_person(&self, index: usize, person: &Mention, entity: EntityIndex) -> Vec<Relation> {
        let state = |member: &Mention, body: &'s Mention, how| self.member(member, body, how);
        let mut found = self.brackets(person);
        found.extend(self.apposed(person).and_then(|body| state(person, body, "apposed")));
        found.extend(self.party_before(person).and_then(|body| state(person, body, "party-name")));
        found.extend(self.body_between_commas(person).and_then(|body| self.is_of(person, body)));
        found.extend(self.national_of(person).and_then(|body| match body.kind {
            Kind::Place => self.plays_for(person, body, "national-of"),
            _ => state(person, body, "national-of"),
        }));
        if let Some(body) = self.body_after(person) {
            found.extend(self.with_de(person, person, body));
            let other = self.joined_before(index, person).filter(|other| other.entity != Some(entity));
            found.extend(other.and_then(|other| self.with_de(other, other, body)));
        }
        found
    }

    /// `X (RN)`, `X (Mali/Rennes)`, `X (Ifop)`. Behind a club, the country is where that is (`X (FC Metz, France)`), and
    /// alone it is a team only in a line-up: a judoka is of a country, too.
    fn brackets(&self, person: &Mention) -> Vec<Relation> {
        let names = self.bracket(person).unwrap_or_default();
        let teams = self.sport
            && person.role.is_none_or(|role| roles::is_sport(self.context, role))
            && (names.len() > 1 || self.sentence_has(person, word::LINE_UP));
        let found = names.iter().zip(0..).filter_map(|(body, place)| {
            let body = (*body)?;
            let first = place == 0;
            match body.kind {
                Kind::Country if teams && first && !self.sentence_has(person, word::COACH) => {
                    self.plays_for(person, body, "team-in-brackets")
                }
                Kind::Place
                    if teams && (first || body.entity.is_some_and(|place| self.context.is_town(place))) =>
                {
                    self.plays_for(person, body, "team-in-brackets")
                }
                Kind::Organisation => {
                    self.member(person, body, "brackets").or_else(|| self.works_at(person, body, "brackets"))
                }
                _ => None,
            }
        });
        found.collect()
    }

    fn sentence_has(&self, mention: &Mention, words: FeatureSet) -> bool {
        self.context.text.has(mention.sentence as usize, words)
    }

    /// That somebody plays for a country, or for a town’s club.
    fn plays_for(&self, person: &Mention, team: &Mention, how: &str) -> Option<Relation> {
        let span = Span::new(person.span.start.min(team.span.start), team.span.end.max(person.span.end));
        let id = format!("fr.member_of.{how}");
        let rule = Rule { relation: "member_of", id: &id, confidence: 0.85 };
        Some(rule.relation(self.context, person, (person.entity?, team.entity?), span))
    }

    /// That somebody whom no list knows works in a body that employs people: `X (Ifop)`, `X de l’université de Ségou`. Not
    /// `X (AFP)`, whose word it is.
    fn works_at(&self, person: &Mention, body: &Mention, how: &str) -> Option<Relation> {
        const EMPLOYERS: [&str; 7] = ["media", "company", "bank", "university", "ngo", "agency", "other"];
        let context = self.context;
        let ends = (person.entity?, body.entity?);
        let employs = context.subtype(ends.1).is_some_and(|of| EMPLOYERS.contains(&of));
        if !employs || context.is_listed(ends.0) || self.are_initials(person, body) {
            return None;
        }
        let span = Span::new(person.span.start.min(body.span.start), person.span.end.max(body.span.end));
        let id = format!("fr.holds_role.{how}");
        let rule = Rule { relation: "holds_role", id: &id, confidence: 0.75 };
        Some(rule.relation(context, person, ends, span))
    }

    /// That somebody is a member of a body that people are said to be of by its name alone.
    fn member(&self, person: &Mention, body: &Mention, how: &str) -> Option<Relation> {
        let ends = (person.entity?, body.entity?);
        let known = is_affiliated(self.context, ends.1);
        if self.are_initials(person, body) {
            return None;
        }
        let confidence = match (body.kind, known) {
            (Kind::Organisation, Some(true)) => 0.9,
            (Kind::Organisation, None)
                if self.sport || body.end_token > body.first_token + 1 || self.is_cued(body) =>
            {
                0.8
            }
            _ => return None,
        };
        let span = Span::new(person.span.start.min(body.span.start), person.span.end.max(body.span.end));
        let id = format!("fr.member_of.{how}");
        let rule = Rule { relation: "member_of", id: &id, confidence };
        Some(rule.relation(self.context, person, ends, span))
    }

    /// Whether the noun of what a body is stands before its name: `le groupe Magic System`.
    fn is_cued(&self, body: &Mention) -> bool {
        (body.first_token as usize)
            .checked_sub(1)
            .is_some_and(|at| self.context.is(at, word::ORGANISATION_CUE))
    }

    /// Whether a short form is that of the person: `Awa Koné (AK)`.
    fn are_initials(&self, person: &Mention, short: &Mention) -> bool {
        let text = &self.context.document.text;
        let initials = person.head.of(text).split([' ', '-']).filter_map(|word| word.chars().next());
        initials.eq(short.head.of(text).chars())
    }

    /// The names that fill the bracket behind a mention, parted by commas or slashes (`X (Mali/Rennes)`); none for an unknown
    /// one. Figures are left out: `X (26 ans, Nottingham Forest)`.
    fn bracket(&self, mention: &Mention) -> Option<Vec<Option<&'s Mention>>> {
        let (start, rest) = body::in_sentence(self.context, mention)?;
        let inside = rest.trim_start_matches([' ', ',']).strip_prefix('(')?;
        let mut at = start + rest.len() - inside.len();
        let mut names = Vec::new();
        for item in inside[..inside.find(')')?].split([',', '/', ';']) {
            let name = item.trim();
            let from = at + (item.len() - item.trim_start().len());
            let span = Span::new(from as u32, (from + name.len()) as u32);
            at += item.len() + 1;
            match self.filling(span) {
                None if name.starts_with(char::is_lowercase) => return None,
                None if name.starts_with(|c: char| c.is_ascii_digit()) => {}
                name => names.push(name),
            }
        }
        Some(names)
    }

    /// The mention that is a stretch of text, but for the letters that say that a club is one: `Real Madrid CF`.
    fn filling(&self, span: Span) -> Option<&'s Mention> {
        let context = self.context;
        let first = context.mentions.partition_point(|mention| mention.span.start < span.start);
        let mut here =
            context.mentions[first..].iter().take_while(|mention| mention.span.start == span.start);
        let club = |mention: &Mention| {
            let form = mention.end_token as usize;
            context.is(form, word::CLUB_FORM)
                && context.text.tokens[form].end == span.end
                && mention.entity.and_then(|body| context.subtype(body)) == Some("sport")
        };
        here.find(|mention| mention.span == span || club(mention))
    }

    /// `X, députée RN`: the party behind a noun in apposition.
    fn apposed(&self, person: &Mention) -> Option<&'s Mention> {
        let context = self.context;
        let end = person.end_token as usize;
        let opened = matches!(context.gap(end), Gap::Comma | Gap::Other);
        let noun = context.after_article(end);
        let named = opened
            && context.is(noun, word::FUNCTION_NOUN | word::ELECTED)
            && context.gap(noun + 1) == Gap::Space;
        context.mention_at(noun + 1).filter(|body| named && body.kind == Kind::Organisation)
    }

    /// `la députée RN X`: the party between a noun and the name.
    fn party_before(&self, person: &Mention) -> Option<&'s Mention> {
        let context = self.context;
        let first = context.token_at(person.span.start);
        let start = context.mentions.partition_point(|mention| mention.span.start < person.span.start);
        let near = context.mentions[..start].iter().rev().take(3);
        let body = near
            .filter(|body| body.kind == Kind::Organisation)
            .find(|body| body.end_token as usize == first)?;
        let noun = (body.first_token as usize).checked_sub(1)?;
        let spaced = [first, noun + 1].iter().all(|&at| context.gap(at) == Gap::Space);
        (spaced && context.is(noun, word::FUNCTION_NOUN | word::ELECTED)).then_some(body)
    }

    /// `l’Ivoirien du RC Lens X`, `le Malien de Stuttgart, X,`: the body, or in sport the town, of the national of a country who is
    /// named behind it.
    fn national_of(&self, person: &Mention) -> Option<&'s Mention> {
        let context = self.context;
        let (first, end) = (context.token_at(person.span.start), person.end_token as usize);
        let start = context.mentions.partition_point(|mention| mention.span.start < person.span.start);
        let near = context.mentions[..start].iter().rev().take(4);
        let mut near = near.filter(|body| body.sentence == person.sentence);
        let body = near.find(|body| body.end_token as usize == first)?;
        let town = || self.sport && body.entity.is_some_and(|town| context.is_town(town));
        if !(body.kind == Kind::Organisation || body.kind == Kind::Place && town()) {
            return None;
        }
        let of = context.of_before(body.first_token as usize)?;
        let national = context.mention_at(of.checked_sub(1)?)?;
        let noun = national.kind == Kind::Demonym
            && national.end_token as usize == of
            && (national.first_token as usize)
                .checked_sub(1)
                .is_some_and(|article| context.is(article, word::ARTICLE));
        let parted = context.gap(first) == Gap::Comma;
        let last = context.text.sentences[person.sentence as usize].end_token as usize;
        let closed = !parted || end == last || context.gap(end) != Gap::Space;
        (noun && closed && (parted || context.gap(first) == Gap::Space)).then_some(body)
    }

    /// `X du TP Mazembe`: the body behind a name with `de`, where the name is no object.
    fn body_after(&self, person: &Mention) -> Option<&'s Mention> {
        let context = self.context;
        let end = person.end_token as usize;
        if !context.is(end, word::OF) || context.gap(end) != Gap::Space || !self.is_free(person) {
            return None;
        }
        let body = self.named_at(end + 1)?;
        (body.kind == Kind::Organisation && body.entity.is_some()).then_some(body)
    }

    /// The name at a token, or behind the article there, or behind that and the noun of what it is: `le groupe Magic System`.
    fn named_at(&self, at: usize) -> Option<&'s Mention> {
        let context = self.context;
        let noun = context.after_article(at);
        let behind_noun = || {
            let cued = context.is(noun, word::ORGANISATION_CUE)
                && !matches!(context.gap(noun + 1), Gap::Comma | Gap::Line);
            context.mention_at(noun + 1).filter(|_| cued)
        };
        context.mention_at(at).or_else(|| context.mention_at(noun)).or_else(behind_noun)
    }

    /// `X, de l’université de Ségou,`: the body behind a name and a comma, where a comma or the end closes it.
    fn body_between_commas(&self, person: &Mention) -> Option<&'s Mention> {
        let context = self.context;
        let end = person.end_token as usize;
        if !context.is(end, word::OF) || context.gap(end) != Gap::Comma || !self.is_free(person) {
            return None;
        }
        let body = self.named_at(end + 1)?;
        let sentence = &context.text.sentences[person.sentence as usize];
        let closed =
            body.end_token == sentence.end_token || context.gap(body.end_token as usize) == Gap::Comma;
        (body.kind == Kind::Organisation && closed).then_some(body)
    }

    /// That somebody is of any body, as the text says by nothing but its place.
    fn is_of(&self, person: &Mention, body: &Mention) -> Option<Relation> {
        let span = Span::new(person.span.start, body.span.end);
        let rule = Rule { relation: "member_of", id: "fr.member_of.body-between-commas", confidence: 0.8 };
        Some(rule.relation(self.context, person, (person.entity?, body.entity?), span))
    }

    /// Whether neither a noun with `de` nor a verb stands before a name: not `le départ de X du PSG`, `exclure X du parti`.
    fn is_free(&self, person: &Mention) -> bool {
        let context = self.context;
        let first = context.token_at(person.span.start);
        let sentence = context.text.sentences[person.sentence as usize].first_token as usize;
        let free = |at: usize| {
            at <= sentence
                || !matches!(context.gap(at), Gap::Space | Gap::Apostrophe)
                || context.is(at - 1, word::FUNCTION)
        };
        let of = first > sentence && context.is(first - 1, word::OF);
        let article = first > sentence && context.is(first - 1, word::ARTICLE);
        free(first) && free(first - usize::from(of || article))
    }

    /// `le gardien X et Y du TP Mazembe`: who shares a body with somebody.
    fn joined_before(&self, index: usize, person: &Mention) -> Option<&'s Mention> {
        let context = self.context;
        let first = context.token_at(person.span.start);
        let and = first.checked_sub(1).filter(|&and| context.is(and, word::AND) && person.role.is_none())?;
        let mut before = context.mentions[..index].iter().rev().take(3);
        before.find(|other| {
            other.kind == Kind::Person && other.end_token as usize == and && other.role.is_some()
        })
    }

    /// That somebody is of a body, by the role beside the name where there is one.
    fn with_de(&self, person: &Mention, named: &Mention, body: &Mention) -> Option<Relation> {
        let context = self.context;
        let target = body.entity?;
        let role = named.role.filter(|_| named.of.is_none()).and_then(|role| Some((role, role.entry?)));
        let by_role = role.and_then(|(role, entry)| roles::beside(context, person, (role, entry), target));
        let plain = || {
            self.member(person, body, "body-behind").or_else(|| self.works_at(person, body, "body-behind"))
        };
        by_role.or_else(|| plain().filter(|_| named.of.is_none()))
    }

    /// `les membres de l’AES, dont le Mali et le Niger`, `les trois pays de l’AES, le Mali, le Burkina Faso et le Niger`.
    fn members_behind(&self, body: &Mention, entity: EntityIndex) -> Vec<Relation> {
        const FEWEST: usize = 3;
        let context = self.context;
        let first = body.first_token as usize;
        let of = first.checked_sub(1).map(|at| at - usize::from(at > 0 && context.is(at, word::ARTICLE)));
        let noun = of.filter(|&of| context.is(of, word::OF)).and_then(|of| {
            (1..=2).filter_map(|back| of.checked_sub(back)).find(|&at| context.is(at, word::MEMBER_NOUN))
        });
        let at = context.after_acronym(body.end_token as usize);
        if noun.is_none() || context.gap(at) != Gap::Comma {
            return Vec::new();
        }
        let told = context.is(at, word::INCLUSION);
        let members = self.row(at + usize::from(told));
        let same = members.iter().all(|member| member.kind == members[0].kind);
        let fit = |member: &&Mention| matches!(member.kind, Kind::Country | Kind::Organisation);
        if !(same && members.iter().all(fit) && (told || members.len() >= FEWEST)) {
            return Vec::new();
        }
        let rule = Rule { relation: "member_of", id: "fr.member_of.members-behind", confidence: 0.85 };
        let members = members.into_iter().filter(|member| member.entity != Some(entity));
        let stated = members.filter_map(|member| {
            let span = Span::new(body.span.start, member.span.end);
            Some(rule.relation(context, body, (member.entity?, entity), span))
        });
        stated.collect()
    }

    /// The mentions that commas and `et` join, from a token on; of a long list the first.
    fn row(&self, at: usize) -> Vec<&'s Mention> {
        const MOST: usize = 64;
        let context = self.context;
        let mut next = Some(at);
        let mut row = Vec::new();
        while let Some(mention) = next.and_then(|at| context.mention_at(context.after_article(at))) {
            row.push(mention);
            if row.len() == MOST {
                break;
            }
            let end = mention.end_token as usize;
            next = match context.gap(end) {
                _ if context.is(end, word::AND) => Some(end + 1),
                Gap::Comma => Some(end),
                _ => None,
            };
        }
        row
    }

    /// `l’UDPS de X`, `les Brigades rouges de X et Y`: whose a party or an armed group is. Not `l’exclusion du PDCI de X`, who
    /// may be excluded.
    fn heads(&self, body: &Mention, entity: EntityIndex) -> Vec<Relation> {
        const LED: [&str; 3] = ["party", "movement", "armed_group"];
        let context = self.context;
        let at = context.after_acronym(body.end_token as usize);
        let quoted = || self.behind(body).starts_with(['»', '”', '"']) && context.gap(at) == Gap::Other;
        let spaced = context.gap(at) == Gap::Space || at > body.end_token as usize || quoted();
        let first = body.first_token as usize;
        let before = first.checked_sub(1).map(|at| at - usize::from(at > 0 && context.is(at, word::ARTICLE)));
        let governed = before.is_some_and(|before| context.is(before, word::OF | word::AT));
        let cued = first.checked_sub(1).is_some_and(|noun| context.is(noun, word::LED_NOUN));
        let led = context.subtype(entity).map_or(cued, |of| LED.contains(&of));
        if !(led && spaced && context.is(at, word::OF)) || governed {
            return Vec::new();
        }
        let head = |at: usize| {
            context.mention_at(context.after_article(at)).filter(|mention| mention.kind == Kind::Person)
        };
        let first = head(at + 1);
        let and = first.map(|first| first.end_token as usize).filter(|&end| context.is(end, word::AND));
        let row = first.into_iter().chain(and.and_then(|and| head(and + 1)));
        let stated = row.filter_map(|person| {
            let rule = Rule { relation: "leads", id: "fr.leads.body-of", confidence: 0.8 };
            let span = Span::new(body.span.start, person.span.end);
            Some(rule.relation(context, body, (person.entity?, entity), span))
        });
        stated.collect()
    }

    /// The text behind a mention, without the space there.
    fn behind(&self, mention: &Mention) -> &'s str {
        self.context.document.text[mention.span.end as usize..].trim_start()
    }

    /// `la Nupes (LFI, EELV, PS)`, `l’AES (Mali, Burkina Faso, Niger)`: two members or more of one kind.
    fn of_body(&self, body: &Mention, entity: EntityIndex) -> Vec<Relation> {
        let members: Vec<&Mention> = self.bracket(body).unwrap_or_default().into_iter().flatten().collect();
        let of = |kind: Kind| members.len() > 1 && members.iter().all(|member| member.kind == kind);
        let unites =
            matches!(self.context.subtype(entity), Some("international" | "mission" | "movement" | "party"));
        if !unites || !(of(Kind::Organisation) || of(Kind::Country)) {
            return Vec::new();
        }
        let rule = Rule { relation: "member_of", id: "fr.member_of.members-in-brackets", confidence: 0.85 };
        let members = members.into_iter().filter(|member| member.entity != Some(entity));
        let stated = members.filter_map(|member| {
            let span = Span::new(body.span.start, member.span.end);
            Some(rule.relation(self.context, body, (member.entity?, entity), span))
        });
        stated.collect()
    }
}

/// Whether people are members of a body that the lists know, by its subtype.
fn is_affiliated(context: &DocumentContext, body: EntityIndex) -> Option<bool> {
    let subtype = context.subtype(body)?;
    Some(context.lexicon.frames.structure.affiliations.iter().any(|of| &**of == subtype))
}
