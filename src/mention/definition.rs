//! Acronyms defined in the text: `Comité de veille citoyenne (CVC)`, `le CVC (Comité de …)`, `Comité de veille
//! citoyenne, CVC en sigle`. Finds the long form where no list has it, and every occurrence of the acronym.

use super::{Name, Reason, View};
use crate::{
    matcher::{FormId, Gap, fold, fold_words},
    model::{EntryIndex, Kind, Listener, Pass, Verdict, word},
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// The rule of an acronym with a definition.
const ACRONYM: &str = "fr.organisation.acronym";

/// The result of the definitions in a document.
#[derive(Default)]
pub(super) struct Explained {
    /// The acronyms, and the long forms that are new names.
    pub(super) names: Vec<Name>,
    /// Acronyms of a common noun: `produit intérieur brut (PIB)`.
    pub(super) refused: FxHashSet<FormId>,
    /// The letters of acronyms that mean something else than the lists say, or were names of nobody known.
    overruled: FxHashSet<String>,
}

/// Reads the definitions of acronyms. A name found earlier may get the rows of its acronym.
pub(super) fn find(view: &View, names: &mut [Name], on: &mut impl Listener) -> Explained {
    let acronyms: Vec<Range<usize>> = acronyms(view);
    let bodies = names.iter().enumerate().filter(|(_, name)| name.kind == Kind::Organisation && !name.nested);
    let by_end: FxHashMap<u32, usize> = bodies.map(|(index, name)| (name.end, index)).collect();
    let mut explained = Explained::default();
    let mut longs: FxHashMap<String, LongForm> = FxHashMap::default();
    for acronym in &acronyms {
        let letters = letters(view, acronym);
        if longs.contains_key(&letters) {
            continue;
        }
        let definition = Definition { view, names, by_end: &by_end, acronym, letters: &letters };
        let mut long = match definition.long() {
            Ok(long) => long,
            Err(Unexplained::NoBody) => {
                explained.refused.insert(view.form(acronym.start));
                let name = || Name::organisation(acronym.clone(), Vec::new(), ACRONYM);
                on.record(|| name().refused(view, Pass::Definitions, Reason::NoBody));
                continue;
            }
            Err(Unexplained::Nothing) => continue,
        };
        let here = over(names, acronym).next();
        let row = here.filter(|known| known.tokens() == *acronym && known.kind == Kind::Organisation);
        if here.is_some() && row.is_none() {
            continue;
        }
        // The text says what the acronym means here, whatever a list or a rule says.
        let overruled =
            row.is_some_and(|known| known.candidates.is_empty() || definition.overrules(known, &long));
        let row = row.filter(|_| !overruled);
        if let Some(known) = row.filter(|known| long.candidates.is_empty() && is_called(view, known, &long)) {
            long.candidates = known.candidates.clone();
        }
        let is_free = row.is_none();
        if let Some(settled) = long.settle(names, &mut explained.names) {
            on.record(|| settled.step(view, Pass::Definitions, Verdict::Noted, Reason::RowOfAcronym));
        }
        if overruled {
            explained.overruled.insert(letters.clone());
        }
        if is_free {
            longs.insert(letters, long);
        }
    }
    if !longs.is_empty() {
        let long = |acronym: &Range<usize>| longs.get(&letters(view, acronym));
        overrule(view, names, &explained.overruled, &long, on);
        let short = acronyms.into_iter().filter_map(|acronym| Some(long(&acronym)?.shortened(acronym)));
        explained.names.extend(short);
    }
    explained
}

/// Gives the listed names of overruled acronyms the long form that the text has for them.
fn overrule<'l>(
    view: &View,
    names: &mut [Name],
    overruled: &FxHashSet<String>,
    long: &impl Fn(&Range<usize>) -> Option<&'l LongForm>,
    on: &mut impl Listener,
) {
    for name in names.iter_mut().filter(|name| name.kind == Kind::Organisation && !overruled.is_empty()) {
        let tokens = name.tokens();
        let Some(long) = long(&tokens).filter(|_| overruled.contains(&letters(view, &tokens))) else {
            continue;
        };
        if tokens == long.tokens {
            continue;
        }
        on.record(|| name.refused(view, Pass::Definitions, Reason::OtherLongForm));
        *name = Name { nested: name.nested, ..long.shortened(tokens) };
        on.record(|| name.held(view, Pass::Definitions));
    }
}

/// The long form of an acronym.
struct LongForm {
    tokens: Range<usize>,
    candidates: Vec<EntryIndex>,
    /// Whether no earlier pass found it as a name.
    is_new: bool,
}

impl LongForm {
    /// Adds it to the names found, or gives the name that it is already the rows of its acronym and returns that
    /// name.
    fn settle<'n>(&self, names: &'n mut [Name], found: &mut Vec<Name>) -> Option<&'n Name> {
        if self.is_new {
            let (tokens, rows) = (self.tokens.clone(), self.candidates.clone());
            found.push(Name::organisation(tokens, rows, "fr.organisation.defined"));
            return None;
        }
        let Range { start, end } = self.tokens;
        let at = names.binary_search_by(|name| (name.first, end as u32).cmp(&(start as u32, name.end)));
        let name = at.ok().map(|at| &mut names[at]).filter(|name| name.candidates.is_empty())?;
        name.candidates = self.candidates.clone();
        Some(name)
    }

    /// The name of an occurrence of its acronym.
    fn shortened(&self, acronym: Range<usize>) -> Name {
        let name = Name::organisation(acronym, self.candidates.clone(), ACRONYM);
        let new = self.candidates.is_empty();
        let long_form = new.then_some((self.tokens.start as u32, self.tokens.end as u32));
        Name { long_form, ..name }
    }
}

/// The names that share a token with some tokens.
fn over<'n>(names: &'n [Name], tokens: &Range<usize>) -> impl Iterator<Item = &'n Name> {
    let from = names.partition_point(|name| (name.first as usize) + 40 < tokens.start);
    let (start, end) = (tokens.start, tokens.end);
    let near = names[from..].iter().take_while(move |name| (name.first as usize) < end);
    near.filter(move |name| start < name.end as usize)
}

/// Whether a long form is another wording of a name of the acronym's row: the same head noun, and the content words of
/// one include those of the other.
fn is_called(view: &View, acronym: &Name, long: &LongForm) -> bool {
    let [entry] = acronym.candidates[..] else { return false };
    let row = view.lexicon.entry(entry);
    let has = |one: &[String], other: &[String]| other.iter().all(|word| one.contains(word));
    let ours = content(view, view.span(long.tokens.start, long.tokens.end).of(&view.document.text));
    let mut forms = std::iter::once(&row.name).chain(&row.aliases).map(|form| content(view, form));
    forms.any(|form| {
        let head = form.len() > 1 && ours.len() > 1 && form[0] == ours[0];
        head && (has(&form, &ours) || has(&ours, &form))
    })
}

/// The words of a form that are of no closed class, folded.
fn content(view: &View, form: &str) -> Vec<String> {
    let closed = |word: &&str| !view.lexicon.folded_has(word, word::FUNCTION);
    fold_words(form).split(' ').filter(closed).map(str::to_string).collect()
}

/// Every token with an inner capital, every run of dotted letters, and what stands alone in brackets with one capital
/// (`Cvc`), wherever it stands; as token ranges.
fn acronyms(view: &View) -> Vec<Range<usize>> {
    let in_brackets: FxHashSet<FormId> =
        (1..view.text.tokens.len()).filter(|&i| is_in_brackets(view, i)).map(|i| view.form(i)).collect();
    let mut acronyms = Vec::new();
    let mut at = 0;
    while at < view.text.tokens.len() {
        let shape = view.token(at).shape;
        let dotted = if shape.is_all_capitals() { view.dotted(at) } else { None };
        let end = dotted.map_or(at + 1, |run| run.end);
        let one =
            shape.is_capitalised() && (shape.has_inner_capital() || in_brackets.contains(&view.form(at)));
        if end > at + 1 || one {
            acronyms.push(at..end);
        }
        at = end;
    }
    acronyms
}

/// Whether a short capitalised word of no language stands alone in brackets.
fn is_in_brackets(view: &View, at: usize) -> bool {
    view.is_capitalised(at)
        && view.token(at).gap == Gap::Other
        && (3..=6).contains(&view.written(at).chars().count())
        && !view.is(at, word::ORDINARY | word::GIVEN)
        && view.text_before(at).ends_with('(')
        && view.text_after(at + 1).starts_with(')')
}

/// The letters and digits of an acronym, folded: `onu` for `O.N.U.`
fn letters(view: &View, acronym: &Range<usize>) -> String {
    acronym.clone().map(|i| fold(view.written(i))).collect()
}

/// Why an acronym has no definition.
enum Unexplained {
    Nothing,
    /// The long form is no organisation.
    NoBody,
}

/// An acronym, and the context of its definition.
struct Definition<'d> {
    view: &'d View<'d>,
    names: &'d [Name],
    /// The organisations outside other names, by their end.
    by_end: &'d FxHashMap<u32, usize>,
    acronym: &'d Range<usize>,
    letters: &'d str,
}

impl Definition<'_> {
    fn long(&self) -> Result<LongForm, Unexplained> {
        if self.is_common() {
            return Err(Unexplained::NoBody);
        }
        match self.before().map(|(end, strict)| self.ends_at(end, strict)) {
            Some(Ok(long)) => Ok(long),
            Some(Err(Unexplained::NoBody)) => Err(Unexplained::NoBody),
            _ => self.in_brackets_after().or_else(|| self.apposed_after()).ok_or(Unexplained::Nothing),
        }
    }

    /// `ONG`
    fn is_common(&self) -> bool {
        let lexicon = self.view.lexicon;
        lexicon.folded_has(self.letters, word::COMMON_ACRONYM)
    }

    /// The end of the long form before the acronym, and whether the letters alone connect the two.
    fn before(&self) -> Option<(usize, bool)> {
        let view = self.view;
        let Range { start, end } = *self.acronym;
        let after = self.after();
        let closes = |marks: &[char]| after.trim_start().starts_with(marks);
        let gap = view.token(start).gap;
        if gap == Gap::Other && view.text_before(start).ends_with('(') && closes(&[')', ',', ';']) {
            return Some((start, false));
        }
        // `…, CVC en sigle`, `… en abrégé CVC`, `…, dite CVC`, `…, ou CVC`
        let abridged = |at: usize| {
            let next = |i: usize, features| i < view.text.tokens.len() && view.is(i, features);
            next(at, word::IN) && next(at + 1, word::IN_SHORT)
        };
        if gap == Gap::Comma && abridged(end) {
            return Some((start, false));
        }
        if start >= 2 && gap == Gap::Space && abridged(start - 2) {
            return Some((start - 2, false));
        }
        let or = start >= 1 && view.is(start - 1, word::ABRIDGED) && gap == Gap::Space;
        if or {
            return Some((start - 1, true));
        }
        let closed =
            after.starts_with([',', '.', ';', ':']) || after.trim_start().starts_with(['–', '—', '-']);
        (matches!(gap, Gap::Comma | Gap::Dash) && closed).then_some((start, true))
    }

    /// The text after the acronym, and after the last full stop of a dotted one.
    fn after(&self) -> &str {
        let after = self.view.text_after(self.acronym.end);
        if self.acronym.len() > 1 { after.strip_prefix('.').unwrap_or(after) } else { after }
    }

    /// The long form that ends before a token.
    fn ends_at(&self, end: usize, strict: bool) -> Result<LongForm, Unexplained> {
        let view = self.view;
        if let Some(name) = self.by_end.get(&(end as u32)).map(|&index| &self.names[index]) {
            let new = name.candidates.is_empty() && self.letters.chars().count() >= 3 && !strict;
            let tokens = name.tokens();
            let fits = new || abbreviates(view, self.letters, tokens.clone());
            let spelled = !strict || self.spells(tokens.clone());
            let found = LongForm { tokens, candidates: name.candidates.clone(), is_new: false };
            return (fits && spelled).then_some(found).ok_or(Unexplained::Nothing);
        }
        let first = long_form(view, self.letters, end).ok_or(Unexplained::Nothing)?;
        let other = view.longest_of(&view.lexicon.cues.no_body_names, first, end);
        if view.is(first, word::NO_BODY) || other.is_some() {
            return Err(Unexplained::NoBody);
        }
        // `Jean Paul Diarra (JPD)`, `le Mali (RM)`
        if over(self.names, &(first..end)).any(|name| name.tokens() == (first..end)) {
            return Err(Unexplained::NoBody);
        }
        let body = view.is(first, word::ORGANISATION_HEAD | word::CHAIN_HEAD);
        let comma = (first + 1..end).any(|i| view.token(i).gap == Gap::Comma);
        let fits = (body || !comma) && (!strict || self.spells(first..end));
        let found = LongForm { tokens: first..end, candidates: Vec::new(), is_new: true };
        fits.then_some(found).ok_or(Unexplained::Nothing)
    }

    /// `La CNPK, Coordination nationale des producteurs de karité, …`
    fn apposed_after(&self) -> Option<LongForm> {
        let first = self.acronym.end;
        let comma = self.view.text.tokens.get(first).is_some_and(|next| next.gap == Gap::Comma);
        let body = |name: &&Name| {
            let starts = name.first as usize == first && name.kind == Kind::Organisation;
            starts && self.spells(name.tokens())
        };
        let name = comma.then(|| over(self.names, &(first..first + 1)).find(body)).flatten()?;
        Some(LongForm { tokens: name.tokens(), candidates: name.candidates.clone(), is_new: false })
    }

    /// Whether the long form before the acronym in brackets is spelled by it and no name of its rows: it is another
    /// row's, or has no content word in common with one of their long names but the head noun.
    fn overrules(&self, known: &Name, long: &LongForm) -> bool {
        let view = self.view;
        let brackets =
            view.text_before(self.acronym.start).ends_with('(') && long.tokens.end == self.acronym.start;
        // `la Commission de la Communauté … (CEDEAO)`: of the body in the name.
        let within = over(self.names, &long.tokens).any(|inner| {
            inner.nested
                && inner.end == self.acronym.start as u32
                && inner.candidates.iter().any(|row| known.candidates.contains(row))
        });
        if !brackets || within || !self.spells(long.tokens.clone()) {
            return false;
        }
        if !long.candidates.is_empty() {
            return !known.candidates.iter().any(|row| long.candidates.contains(row));
        }
        let ours = content(view, view.span(long.tokens.start, long.tokens.end).of(&view.document.text));
        let rows = known.candidates.iter().map(|&entry| view.lexicon.entry(entry));
        let forms: Vec<Vec<String>> = rows
            .flat_map(|row| std::iter::once(&row.name).chain(&row.aliases))
            .map(|form| content(view, form))
            .filter(|form| form.len() > 1)
            .collect();
        !forms.is_empty() && forms.iter().all(|form| form[1..].iter().all(|word| !ours[1..].contains(word)))
    }

    /// Whether each letter of the acronym starts a word, and every content word has a letter.
    fn spells(&self, long: Range<usize>) -> bool {
        let content = long.clone().filter(|&i| !self.view.is(i, word::FUNCTION)).count();
        content >= 2 && content <= self.letters.chars().count() && abbreviates(self.view, self.letters, long)
    }

    /// `le CVC (Comité de veille citoyenne)`
    fn in_brackets_after(&self) -> Option<LongForm> {
        let view = self.view;
        let first = self.acronym.end;
        let opened = view.text.tokens.get(first).is_some_and(|next| next.gap == Gap::Other);
        if !opened || !self.after().starts_with(" (") || !view.is_capitalised(first) {
            return None;
        }
        let closed = |end: usize| view.text_after(end).starts_with(')');
        let body = |name: &&Name| {
            name.first as usize == first && name.kind == Kind::Organisation && closed(name.end as usize)
        };
        if let Some(name) = over(self.names, &(first..first + 1)).find(body) {
            let fits = abbreviates(view, self.letters, name.tokens());
            let found =
                LongForm { tokens: name.tokens(), candidates: name.candidates.clone(), is_new: false };
            return fits.then_some(found);
        }
        let most = first + 3 * self.letters.chars().count() + 2;
        let end = (first + 1..view.text.tokens.len().min(most)).find(|&end| closed(end))?;
        let inside =
            (first + 1..end).all(|i| matches!(view.token(i).gap, Gap::Space | Gap::Apostrophe | Gap::Hyphen));
        let body = view.is(first, word::ORGANISATION_HEAD | word::CHAIN_HEAD);
        (inside && body && self.spells(first..end)).then(|| LongForm {
            tokens: first..end,
            candidates: Vec::new(),
            is_new: true,
        })
    }
}

/// Whether folded letters are, in order, initials of words, the first letter of the first word.
pub(super) fn abbreviates(view: &View, letters: &str, long: Range<usize>) -> bool {
    let mut initials = long.filter_map(|i| fold(view.written(i)).chars().next()).peekable();
    let letters: Vec<char> = letters.chars().filter(|c| c.is_alphabetic()).collect();
    initials.peek() == letters.first()
        && letters.iter().all(|letter| initials.any(|initial| initial == *letter))
}

/// Whether a definite noun in small letters is one of bodies: `la fédération comorienne d’athlétisme (FCA)`.
fn is_small_body(view: &View, first: usize) -> bool {
    let bodies = word::ORGANISATION_HEAD | word::CHAIN_HEAD | word::SMALL_CHAIN_HEAD;
    let definite = |before: usize| view.is(before, word::ARTICLE | word::CONTRACTED);
    view.is(first, bodies) && first.checked_sub(1).is_some_and(definite)
}

/// The first token of the long form that ends before a token: it starts with a capital and the first letter, and every
/// capitalised word in it has a letter. A noun in small letters needs a letter for every content word.
fn long_form(view: &View, letters: &str, end: usize) -> Option<usize> {
    let start = view.sentence_start(end.checked_sub(1)?);
    let count = letters.chars().filter(|c| c.is_alphabetic()).count();
    let from = end.saturating_sub(3 * count + 2).max(start);
    let crosses = |i: usize| matches!(view.token(i).gap, Gap::Other | Gap::DotSpace | Gap::Line | Gap::Dash);
    for first in (from..end).rev() {
        let small = || count >= 3 && is_small_body(view, first);
        if count >= 2 && (view.is_capitalised(first) || small()) && abbreviates(view, letters, first..end) {
            let capitals = (first..end).filter(|&i| view.is_capitalised(i)).count();
            let content = (first..end).filter(|&i| !view.is(i, word::FUNCTION)).count();
            let spare = if view.is_capitalised(first) { 2 } else { 0 };
            if capitals <= count && content <= count + spare && content >= 2 {
                return Some(first);
            }
        }
        if crosses(first) {
            break;
        }
    }
    None
}
