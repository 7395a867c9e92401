//! Finds the mentions of a document, with their attributes (rank, title, role, country).
//!
//! A cascade: each pass works on the results of those before it, and reports what it holds and refuses, with the
//! reason, to a listener (`reason`, `explain`).
//!
//! 1. `gazetteer`: every reading of every span.
//! 2. `role`: role phrases (`ministre malien de la Défense`), from the readings.
//! 3. `person`: unlisted names of persons, after a rank, title, role or given name; `toponym`, `company`,
//!    `unit`, `introduced`, `eponym`: places with hyphens, companies by their last word, military units by their number,
//!    organisations behind a noun that says what they are, and what is named after a person.
//! 4. `select`: disambiguation of overlapping readings; nested names stay inside the longer ones.
//! 5. `organisation`: short forms, ministries and embassies; `definition`: acronyms with a definition in the text;
//!    `acronym`: those without; `chain`: long names from their head noun, and state bodies.
//! 6. `place`: unlisted places, after a cue.
//! 7. `surname`: surnames of persons named in full elsewhere in the document; `row`: unknown names in a row of persons.
//! 8. `composite`: rank, title and role of a name; `apposition`: roles in apposition; `definite`: definite descriptions
//!    of a person without a name.
//! 9. `coordination`: shared attributes (`les généraux X et Y`); `collective`: collective phrases (`les chefs d’État de
//!    l’AES`).
//! 10. `metonymy`: capitals that denote a government.

mod acronym;
mod apposition;
mod bracket;
mod chain;
mod club;
mod collective;
mod company;
mod composite;
mod coordination;
mod crossing;
mod definite;
mod definition;
mod eponym;
mod explain;
mod gazetteer;
mod introduced;
mod metonymy;
mod namesake;
mod organisation;
mod person;
mod place;
mod reason;
mod role;
mod row;
mod select;
mod surname;
mod toponym;
mod unit;

use crate::{
    matcher::{FormId, Gap, Token, fold_words},
    model::{
        Document, EntryIndex, EntryKind, FeatureSet, Kind, Lexicon, Listener, Mention, Pass, Sentence, Span,
        Step, Subject, Text, Usage, Verdict, Via, ZoneKind, word,
    },
};
pub use explain::complete;
use gazetteer::{Reading, Readings};
use reason::{Precedence, Reason, Rival};
use std::ops::Range;

/// Finds the mentions of a document, by start, the longer first.
pub fn find(document: &Document, text: &Text, lexicon: &Lexicon) -> Vec<Mention> {
    run(document, text, lexicon, &mut ())
}

/// Finds the mentions of a document, by start, the longer first, and reports every step to a listener.
pub fn run(document: &Document, text: &Text, lexicon: &Lexicon, on: &mut impl Listener) -> Vec<Mention> {
    let view = View { document, text, lexicon, sentences: &sentences(text), shouted: &shouted(text) };
    let readings = gazetteer::readings(&view, on);
    let mut roles = role::phrases(&view, &readings, on);
    let people = person::find(&view, &readings, &roles, on);
    let eponyms = eponym::find(&view, &readings, &people);
    let (toponyms, companies) = (toponym::find(&view, &readings), company::find(&view, &readings));
    let by_rule = [
        no_names(&view),
        introduced::find(&view, &readings, &people),
        club::find(&view, &readings),
        people,
        eponyms,
        toponyms,
        companies,
        unit::find(&view),
    ]
    .concat();
    let mut names = select::select(&view, &readings, by_rule, on);
    organisation::find(&view, &readings, &mut names, on);
    place::find(&view, &readings, &mut names, on);
    row::find(&view, &mut names, false, on);
    surname::find(&view, &mut names, on);
    row::find(&view, &mut names, true, on);
    drop_no_mentions(&view, &mut names, on);
    role::complete(&view, &readings, &names, &mut roles);
    let mut mentions = composite::mentions(&view, &readings, &roles, names, on);
    coordination::share(&view, &readings, &roles, &mut mentions, on);
    collective::mark(&view, &readings, &roles, &mut mentions, on);
    metonymy::mark(&view, &mut mentions, on);
    mentions
}

/// The rule of a name that is no mention: it keeps its words from other readings until all names are found.
const NO_MENTION: &str = "fr.no-mention";

/// The things with a place in their name that is no mention of it: `Tour de France`.
fn no_names(view: &View) -> Vec<Name> {
    let name = |first: usize| {
        let end = view.longest_of(&view.lexicon.cues.no_names, first, view.sentence_end(first))?;
        Some(Name::by_rule(first..end, Kind::Place, NO_MENTION))
    };
    let tokens = view.sentences_with(word::NO_NAME).flat_map(Sentence::tokens);
    let starts = |&first: &usize| view.is(first, word::NO_NAME) && view.is_capitalised(first);
    tokens.filter(starts).filter_map(name).collect()
}

fn drop_no_mentions(view: &View, names: &mut Vec<Name>, on: &mut impl Listener) {
    let is_damaged = view.document.text.contains(LOST);
    let damaged = |name: &Name| is_damaged && name.tokens().any(|token| view.written(token).contains(LOST));
    let shares = view.document.zones.iter().any(|zone| zone.kind == ZoneKind::Share);
    let zone = |name: &Name| view.document.zone_at(view.token(name.first as usize).start);
    let is_button = |name: &Name| shares && zone(name) == ZoneKind::Share;
    names.retain(|name| {
        let reason = match () {
            () if name.via == Via::Rule(NO_MENTION) => Reason::NoMention,
            () if damaged(name) => Reason::Damaged,
            () if is_button(name) => Reason::Button,
            () => return true,
        };
        on.record(|| name.refused(view, Pass::Selection, reason));
        false
    });
}

/// In the place of a character that was lost.
const LOST: char = '\u{FFFD}';

/// The input of every pass.
#[derive(Clone, Copy)]
struct View<'v> {
    document: &'v Document,
    text: &'v Text,
    lexicon: &'v Lexicon,
    /// Per token, its sentence.
    sentences: &'v [u32],
    /// Per sentence, whether most of its words are in capitals.
    shouted: &'v [bool],
}

fn sentences(text: &Text) -> Vec<u32> {
    let mut sentences = vec![0; text.tokens.len()];
    for (index, sentence) in text.sentences.iter().enumerate() {
        sentences[sentence.tokens()].fill(index as u32);
    }
    sentences
}

fn shouted(text: &Text) -> Vec<bool> {
    let is_shouted =
        |tokens: &[Token]| 2 * tokens.iter().filter(|token| token.shape.is_acronym()).count() > tokens.len();
    text.sentences.iter().map(|sentence| is_shouted(&text.tokens[sentence.tokens()])).collect()
}

impl<'v> View<'v> {
    fn token(&self, index: usize) -> &'v Token {
        &self.text.tokens[index]
    }

    fn written(&self, index: usize) -> &'v str {
        self.token(index).text(&self.document.text)
    }

    /// Whether a token has one of some features of [`crate::model::word`].
    fn is(&self, index: usize, features: FeatureSet) -> bool {
        self.lexicon.has(self.token(index), features)
    }

    /// The span of tokens.
    fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.token(first).start, self.token(end - 1).end)
    }

    /// The span of the tokens of a name. The last full stop of `O.N.U.` belongs to it.
    fn name_span(&self, first: u32, end: u32) -> Span {
        let (first, end) = (first as usize, end as usize);
        let mut span = self.span(first, end);
        let last = self.token(end - 1);
        let dotted =
            end - first > 1 && matches!(last.gap, Gap::Dot | Gap::DotHyphen) && last.shape.is_all_capitals();
        if dotted && self.document.text[span.end as usize..].starts_with('.') {
            span.end += 1;
        }
        span
    }

    /// Whether a token's folded form is the word given, folded.
    fn is_word(&self, index: usize, folded: &str) -> bool {
        let token = self.token(index);
        // Most tokens are told apart by their length: a folded letter is one or two bytes long in the text.
        let length = (token.end - token.start) as usize;
        length >= folded.len()
            && length <= 2 * folded.len()
            && self.lexicon.matcher.vocabulary().form(token.form) == Some(folded)
    }

    fn form(&self, index: usize) -> FormId {
        self.token(index).form
    }

    fn is_capitalised(&self, index: usize) -> bool {
        self.token(index).shape.is_capitalised()
    }

    /// Whether a token is the first of its sentence.
    fn starts_sentence(&self, index: usize) -> bool {
        self.sentence_start(index) == index
    }

    fn sentence_of(&self, token: usize) -> usize {
        self.sentences[token] as usize
    }

    /// The sentences in which some word has one of some features.
    fn sentences_with(&self, features: FeatureSet) -> impl Iterator<Item = &'v Sentence> {
        let text = self.text;
        text.sentences
            .iter()
            .zip(&text.features)
            .filter(move |(_, own)| own.intersects(features))
            .map(|(sentence, _)| sentence)
    }

    /// The first token of the sentence of a token.
    fn sentence_start(&self, token: usize) -> usize {
        self.text.sentences[self.sentence_of(token)].first_token as usize
    }

    /// The token behind the sentence of a token.
    fn sentence_end(&self, token: usize) -> usize {
        self.text.sentences[self.sentence_of(token)].end_token as usize
    }

    /// `de`, `du`, `des`, `d’`.
    fn is_of(&self, index: usize) -> bool {
        self.is(index, word::OF)
    }

    /// `le`, `la`, `l’`, `les`.
    fn is_article(&self, index: usize) -> bool {
        self.is(index, word::ARTICLE | word::PLURAL_ARTICLE)
    }

    /// The token after `de`, `du`, `des`, `de la`, `de l’`, `d’`.
    fn after_of(&self, at: usize, limit: usize) -> Option<usize> {
        self.after(at, limit, |i| self.is_of(i))
    }

    /// The token after a preposition and an article. An article with a capital after a preposition without one is of
    /// the name: `de La Haye`.
    fn after(&self, at: usize, limit: usize, is_preposition: impl Fn(usize) -> bool) -> Option<usize> {
        if at >= limit || !matches!(self.token(at).gap, Gap::Space | Gap::Comma) || !is_preposition(at) {
            return None;
        }
        let article = at + 1 < limit
            && self.is_article(at + 1)
            && (!self.is_capitalised(at + 1) || self.is_capitalised(at));
        let start = if article { at + 2 } else { at + 1 };
        (start < limit && matches!(self.token(start).gap, Gap::Space | Gap::Apostrophe)).then_some(start)
    }

    /// The text before a token.
    fn text_before(&self, index: usize) -> &'v str {
        &self.document.text[..self.token(index).start as usize]
    }

    /// The text after the token before one.
    fn text_after(&self, end: usize) -> &'v str {
        &self.document.text[self.token(end - 1).end as usize..]
    }

    /// The end of the longest of some names that starts at a token.
    fn longest_of<'n>(
        &self,
        names: impl IntoIterator<Item = &'n String>,
        first: usize,
        limit: usize,
    ) -> Option<usize> {
        let end = |name: &String| {
            let words = fold_words(name);
            let end = first + words.split(' ').count();
            let fits = end <= limit
                && words.split(' ').enumerate().all(|(i, word)| self.is_word(first + i, word))
                && (first + 1..end)
                    .all(|i| matches!(self.token(i).gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen));
            fits.then_some(end)
        };
        let initial = |text: &str| text.chars().next().and_then(|c| c.to_lowercase().next());
        let here = initial(self.written(first));
        names.into_iter().filter(|name| initial(name) == here).filter_map(end).max()
    }

    /// The dotted acronym or initials with a token: `O.N.U`, `J.M`.
    fn dotted(&self, index: usize) -> Option<Range<usize>> {
        const MOST: usize = 12;
        let tokens = &self.text.tokens;
        let letter = |i: usize| {
            let token = &tokens[i];
            token.shape.is_all_capitals()
                && token.end - token.start <= 2
                && self.written(i).chars().count() == 1
        };
        if !letter(index) {
            return None;
        }
        let links = |i: usize| tokens[i].gap == Gap::Dot;
        let before = (1..=index).rev().take(MOST).take_while(|&i| links(i) && letter(i - 1)).count();
        let after = (index + 1..tokens.len()).take(MOST).take_while(|&i| links(i) && letter(i)).count();
        (before + after > 0).then_some(index - before..index + after + 1)
    }

    /// How many of the first tokens of a name are in capitals, where the others are not: the surname in `LE PEN
    /// Marine`.
    fn capitals_at_head(&self, tokens: Range<usize>) -> usize {
        let capitals = |i: &usize| self.token(*i).shape.is_acronym();
        let (first, end) = (tokens.start, tokens.end);
        let surname = tokens.take_while(capitals).count();
        let mixed = first + surname < end && (first + surname..end).all(|i| !capitals(&i));
        if mixed { surname } else { 0 }
    }

    /// Whether a word of more than four letters ends as adjectives do.
    fn has_adjective_ending(&self, index: usize) -> bool {
        let (written, endings) = (self.written(index), &self.lexicon.cues.adjective_endings);
        written.len() > 4 && endings.iter().any(|ending| written.ends_with(ending.as_str()))
    }

    /// The end of the adjectives from a token on: `minière`, `privée togolaise`.
    fn adjectives(&self, readings: &Readings, from: usize, limit: usize) -> usize {
        let small = |i: usize| i < limit && self.token(i).gap == Gap::Space && !self.is_capitalised(i);
        let demonym = |i: usize| small(i) && is_demonym(readings, i);
        let adjective = |&i: &usize| {
            demonym(i)
                || (small(i) && (self.has_adjective_ending(i) || self.is(i, word::ADJECTIVE)))
                || (small(i) && demonym(i + 1) && !self.is(i, word::FUNCTION))
        };
        from + (from..limit).take(2).take_while(adjective).count()
    }

    /// The end of what a noun is concerned with: `de gardiennage`, `du logiciel`, `d’énergie solaire`.
    fn matter(&self, readings: &Readings, from: usize, limit: usize) -> Option<usize> {
        let noun = self.after_of(from, limit)?;
        let plain = !self.is_capitalised(noun) && !self.is(noun, word::FUNCTION);
        plain.then(|| self.adjectives(readings, noun + 1, limit)).filter(|&end| end < limit)
    }

    /// Whether most words of a sentence are in capitals, where those are no evidence.
    fn is_shouted(&self, sentence: usize) -> bool {
        self.shouted[sentence]
    }

    /// Whether a sign joins a token to the one before: `Ernst & Young`.
    fn joined_by_sign(&self, index: usize) -> bool {
        let before = self.text_before(index);
        self.token(index).gap == Gap::Symbol
            && before.ends_with(['&', ' '])
            && !before.trim_end().ends_with('°')
    }

    /// Whether only a space or a hyphen separates a token from the one before.
    fn joined(&self, index: usize) -> bool {
        matches!(self.token(index).gap, Gap::Space | Gap::Hyphen)
    }

    /// Whether a bracket opens before a token.
    fn opens_bracket(&self, at: usize) -> bool {
        let next = self.text.tokens.get(at).filter(|next| at > 0 && next.gap == Gap::Other);
        next.is_some_and(|_| self.text_before(at)[self.token(at - 1).end as usize..].trim() == "(")
    }

    /// Whether a bracket closes behind the token before another.
    fn closes_bracket(&self, end: usize) -> bool {
        self.document.text[self.token(end - 1).end as usize..].starts_with(')')
    }
}

/// A name: its tokens, kind and rows.
#[derive(Debug, Clone, PartialEq)]
struct Name {
    first: u32,
    end: u32,
    kind: Kind,
    candidates: Vec<EntryIndex>,
    via: Via,
    /// Whether the first row owns the form, not merely shares it.
    owned: bool,
    /// Whether it lies in another name.
    nested: bool,
    /// The tokens of the long form of this acronym, where no list has it.
    long_form: Option<(u32, u32)>,
    /// The tokens of the surname behind another given name, where this is a given name only: `Jean et Paul Delorme`.
    surname: Option<(u32, u32)>,
}

impl Name {
    /// A name found by a rule.
    fn by_rule(tokens: Range<usize>, kind: Kind, rule: &'static str) -> Name {
        Name {
            first: tokens.start as u32,
            end: tokens.end as u32,
            kind,
            candidates: Vec::new(),
            via: Via::Rule(rule),
            owned: true,
            nested: false,
            long_form: None,
            surname: None,
        }
    }

    /// An organisation found by a rule, with its candidate rows.
    fn organisation(tokens: Range<usize>, candidates: Vec<EntryIndex>, rule: &'static str) -> Name {
        Name { candidates, ..Name::by_rule(tokens, Kind::Organisation, rule) }
    }

    fn tokens(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }

    /// Whether another one is the same name of the same rule or row.
    fn is_same(&self, other: &Name) -> bool {
        (self.first, self.end, self.kind, self.via) == (other.first, other.end, other.kind, other.via)
    }

    /// The step that holds it as a mention.
    fn held(&self, view: &View, pass: Pass) -> Step {
        let reason = if self.nested { Reason::Nested(self.kind) } else { Reason::Name(self.kind) };
        self.step(view, pass, Verdict::Held, reason)
    }

    /// The step that refuses it as a mention.
    fn refused(&self, view: &View, pass: Pass, reason: Reason) -> Step {
        self.step(view, pass, Verdict::Failed, reason)
    }

    /// The step in which it gives way to another.
    fn gives_way(&self, view: &View, pass: Pass, to: &Name, why: Precedence) -> Step {
        let rival = Rival { kind: to.kind, span: view.name_span(to.first, to.end) };
        self.refused(view, pass, Reason::GivesWay(rival, why))
    }

    fn step(&self, view: &View, pass: Pass, verdict: Verdict, reason: Reason) -> Step {
        Step {
            pass,
            subject: Subject::Name(self.kind),
            span: view.name_span(self.first, self.end),
            via: Some(self.via.into()),
            verdict,
            reason: reason.text(view),
        }
    }
}

/// The readings that start at a token.
fn readings_at(readings: &Readings, first: usize) -> impl Iterator<Item = &Reading> {
    readings.at(first).iter()
}

/// Whether a nationality starts at a token.
fn is_demonym(readings: &Readings, first: usize) -> bool {
    readings_at(readings, first).any(|reading| reading.usage == Usage::Demonym)
}

/// The longest reading of some kinds that starts at a token.
fn longest_at<'r>(readings: &'r Readings, first: usize, kinds: &[EntryKind]) -> Option<&'r Reading> {
    readings_at(readings, first).filter(|reading| kinds.contains(&reading.kind)).last()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cases, input::ZoneMarker, lexicon, matcher::Tokenizer, model::Attribute, text};

    /// The cases say at their head what a line of them holds.
    #[test]
    fn cases() {
        let lexicon = lexicon::load(&lexicon::Options::default()).unwrap();
        let zones = ZoneMarker::new(&lexicon.cues.zones);
        let mut tokenizer = Tokenizer::new(lexicon.matcher.vocabulary());
        cases::check(include_str!("cases.txt"), 3, |mut document| {
            zones.mark(&mut document);
            let text = text::segment(&document, &lexicon, &mut tokenizer);
            let mentions = find(&document, &text, &lexicon);
            let shown = mentions.iter().filter(|mention| mention.kind != Kind::Rank);
            shown.map(|mention| line(mention, &mentions, &document, &lexicon)).collect()
        });
    }

    fn line(mention: &Mention, mentions: &[Mention], document: &Document, lexicon: &Lexicon) -> String {
        let id = |entry: EntryIndex| &*lexicon.entry(entry).id;
        let words = |span: Span| span.of(&document.text).replace('\n', " ");
        let via = match mention.via {
            Via::Rule(rule) => rule,
            Via::Gazetteer(_) if !mention.owned && mention.candidates.len() > 1 => "several rows",
            Via::Gazetteer(row) => id(row),
            Via::Office(_) => "an office",
        };
        let mut line = format!("{} | {} | {via}", mention.kind.name(), words(mention.head));
        let mut add = |key: &str, value: Option<String>| {
            line += &value.map(|value| format!(" | {key}={value}")).unwrap_or_default();
        };
        let attribute = |attribute: Option<Attribute>| attribute.map(|attribute| words(attribute.span));
        add("rank", attribute(mention.rank));
        add("title", attribute(mention.title));
        add("role", attribute(mention.role));
        add("matter", mention.portfolio.map(|entry| id(entry).to_owned()));
        add("of", attribute(mention.of));
        add("long", mention.long_form.map(words));
        add("surname", mention.surname.map(words));
        add(
            "part of",
            mention
                .inside
                .filter(|_| mention.is_part_of_name(mentions))
                .map(|outer| words(mentions[outer as usize].head)),
        );
        add(
            "speaks for",
            mention
                .metonymy
                .and_then(|metonymy| Some(format!("{} by {}", id(metonymy.country), metonymy.cue?))),
        );
        add("group", mention.group.as_ref().map(|group| words(group.span)));
        line
    }
}
