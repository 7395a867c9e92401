//! A line, read back.

use super::{
    JsonLines, SCHEMA_VERSION,
    memory::{ACTORS, Memory, rows_of},
    of_via,
    row::{
        CooccurrenceRow, EntityRow, MentionRow, PartRow, RelationRow, Row, ScopeRow, TermRow, Text,
        VersionRow, WindowRow, ZoneRow,
    },
    text::{CodePoints, Piece, RepairedText},
};
use crate::{
    error::{Error, Place, Result},
    model::{
        Attribute, Cooccurrence, Document, Entity, EntityIndex, EntryIndex, EntryKind, Extraction, Group,
        GroupOf, Lexicon, Mention, Metonymy, NoSignature, Office, PartialDate, Relation, RuleId, Scope,
        Sentence, Signature, Via, WindowTally, Zone, ZoneKind,
    },
};
use rustc_hash::FxHashMap;
use serde_json::error::Category;
use std::io::BufRead;

impl JsonLines<'_> {
    /// Reads lines that [`write`](JsonLines::write) wrote, with the text or without. `name` is that of the file, for errors.
    ///
    /// What comes back is what the line tells: mentions, entities, relations, co-occurrences, sentences and zones, so that
    /// folding it gives the graph of the run that wrote the line. Its spans are bytes of the document's text, as ever:
    ///
    /// - With `text`, the document is what it was.
    /// - Without, it is a text of the same length in code points that has mentions, passages and the evidence of the relations in
    ///   their places, and ` … ` or spaces for the rest: the graph is the same, and the document says that it is an excerpt.
    ///
    /// What only the stages need is gone: tokens, readings of capitals that nothing speaks for, groups of nobody.
    ///
    /// # Errors
    /// A line that is cut off or is no extraction, and one that names a row, a rule of co-occurrence or an entity that is
    /// not there: each with its number. The lines after it are still read.
    pub fn read<R: BufRead>(
        self,
        mut input: R,
        name: impl Into<String>,
    ) -> impl Iterator<Item = Result<Extraction>> {
        let (reader, mut line) = (LineReader::new(self.lexicon), Vec::new());
        let mut place = Place { file: name.into(), ..Place::default() };
        let mut over = false;
        std::iter::from_fn(move || {
            while !over {
                line.clear();
                place.line += 1;
                match input.read_until(b'\n', &mut line) {
                    Ok(0) => over = true,
                    Ok(_) if line.trim_ascii().is_empty() => {}
                    Ok(_) => return Some(reader.read(&line, &place)),
                    Err(error) => {
                        over = true;
                        return Some(Err(Error::io(&*place.file, error)));
                    }
                }
            }
            None
        })
    }
}

const HINT: &str = "the lines are those of `palabre extract -f jsonl`";

/// Reads lines one by one; what they name again and again it looks up once.
#[derive(Debug)]
pub struct LineReader<'l> {
    memory: Memory<'l>,
}

impl<'l> LineReader<'l> {
    /// A reader of lines that were written with a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> LineReader<'l> {
        LineReader { memory: Memory::new(lexicon) }
    }

    /// Reads the line at a place; see [`JsonLines::read`].
    ///
    /// # Errors
    /// As [`JsonLines::read`] has them.
    pub fn read(&self, line: &[u8], place: &Place) -> Result<Extraction> {
        self.extraction(row(line, place)?, place)
    }

    /// Reads the line at a place of a document of which the text that its offsets point into is kept beside it.
    ///
    /// # Errors
    /// As [`JsonLines::read`] has them.
    pub fn read_beside(&self, line: &[u8], text: &str, place: &Place) -> Result<Extraction> {
        let mut row = row(line, place)?;
        row.text = Some(text.into());
        self.extraction(row, place)
    }

    fn extraction(&self, row: Row, place: &Place) -> Result<Extraction> {
        extraction(row, &self.memory).map_err(|message| {
            let hint = "read it with the gazetteers that it was written with";
            Error::data(place.clone(), message).with_hint(hint)
        })
    }
}

fn row<'l>(line: &'l [u8], place: &Place) -> Result<Row<'l>> {
    // Text that is known to be UTF-8 is not checked again string by string.
    let row = str::from_utf8(line).map_or_else(|_| serde_json::from_slice(line), serde_json::from_str);
    let row: Row = row.map_err(|error| {
        let version = serde_json::from_slice(line).map(|row: VersionRow| row.schema_version);
        let other = version.ok().filter(|&version| version != SCHEMA_VERSION);
        other.map_or_else(|| foreign(line, &error, place), |version| of_version(version, place))
    })?;
    if row.schema_version != SCHEMA_VERSION {
        return Err(of_version(row.schema_version, place));
    }
    Ok(row)
}

/// The error of a line of another version of the format.
fn of_version(version: u32, place: &Place) -> Error {
    let error = Error::usage(format!("{place}: schema_version {version}, and not {SCHEMA_VERSION}"));
    error.with_hint("extract it again, or read it with the palabre that wrote it")
}

/// The error of a line that is not of this format.
fn foreign(line: &[u8], error: &serde_json::Error, place: &Place) -> Error {
    let what = match error.classify() {
        Category::Eof => "a line that is cut off",
        Category::Syntax | Category::Io => "a line that is not JSON",
        Category::Data => "not an extraction",
    };
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(&*message, |(message, _)| message);
    let before = &line[..error.column().saturating_sub(1).min(line.len())];
    let column = String::from_utf8_lossy(before).chars().count() as u32 + 1;
    Error::data(Place { column, ..place.clone() }, format!("{what}: {message}")).with_hint(HINT)
}

/// What cannot be, as a fragment for people to read.
type Told<T> = std::result::Result<T, String>;

fn extraction(mut row: Row, memory: &Memory) -> Told<Extraction> {
    let is_excerpt = row.text.is_none();
    let points = match row.text.take() {
        Some(text) => CodePoints::of(text.into_string())?,
        None if row.passages.is_none() => return Err("neither `text` nor `passages`".to_string()),
        None => CodePoints::of_pieces(row.pieces(), row.end())?,
    };
    let repairs: Vec<Piece> = row.repairs.iter().map(|row| (row.start, row.end, &*row.text)).collect();
    let points = points.repaired(&repairs)?;
    // Of two of one name, the first is meant.
    let keys = row.entities.iter().map(|row| &**row.key.as_ref().unwrap_or(&row.id));
    let ids = keys.enumerate().rev().map(|(index, key)| (key, EntityIndex(index as u32))).collect();
    let entities = all(&row.entities, |row| entity(row, memory))?;
    let line = Line { memory, points: &points, sentences: row.sentences.len(), entities: &entities, ids };
    let zones = all(&row.zones, |zone| line.zone(zone))?;
    let mut mentions = all(&row.mentions, |mention| line.mention(mention))?;
    Mention::nest(&mut mentions);
    let relations = all(&row.relations, |relation| line.relation(relation))?;
    let cooccurrences = all(&row.cooccurrences, |pair| line.cooccurrence(pair))?;
    let windows = all(&row.windows, |tally| line.window(tally))?;
    let sentences = all(&row.sentences, |&[start, end, paragraph]| {
        Ok(Sentence {
            span: points.span(start, end)?,
            first_token: 0,
            end_token: 0,
            paragraph,
            zone: ZoneKind::Body,
        })
    })?;
    let [title, source] = [row.title, row.source].map(|text| text.map(Text::into_string));
    let published = row.date.as_deref().map(date).transpose()?;
    let (day, period) = match published {
        Some(PartialDate { first, last }) if first == last => (Some(first), None),
        period => (None, period),
    };
    let (id, text, repairs) = (row.id.into_string(), points.text, points.repairs);
    let document = Document { id, title, date: day, period, source, text, zones, repairs, is_excerpt };
    let zoned = |sentence: Sentence| Sentence { zone: document.zone_at(sentence.span.start), ..sentence };
    let sentences = sentences.into_iter().map(zoned).collect();
    Ok(Extraction {
        document,
        sentences,
        mentions,
        entities,
        relations,
        cooccurrences,
        windows,
        scope: scope(row.scope),
        signature: row.signature.map_or_else(|| Ok(Signature::default()), |row| signature(&row))?,
    })
}

fn signature(text: &str) -> Told<Signature> {
    text.parse().map_err(|NoSignature| format!("`{text}` is no signature"))
}

fn scope(row: ScopeRow) -> Scope {
    let ScopeRow { kinds, window, metonymy, relations, references } = row;
    Scope { kinds, window, metonymy, cooccurrence_only: !relations, named_only: !references }
}

fn all<R, T>(rows: &[R], read: impl Fn(&R) -> Told<T>) -> Told<Vec<T>> {
    // A vector that fails on the way does not know how long it will be: it would be copied as it grows.
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(read(row)?);
    }
    Ok(all)
}

/// The parts of a line, against its text and its entities.
struct Line<'l> {
    memory: &'l Memory<'l>,
    points: &'l RepairedText,
    /// How many there are.
    sentences: usize,
    entities: &'l [Entity],
    ids: FxHashMap<&'l str, EntityIndex>,
}

impl Line<'_> {
    fn zone(&self, row: &ZoneRow) -> Told<Zone> {
        Ok(Zone { span: self.points.span(row.start, row.end)?, kind: row.kind })
    }

    fn mention(&self, row: &MentionRow) -> Told<Mention> {
        let (via, cue) = self.via(row)?;
        let candidates = match &row.candidates {
            Some(rows) => all(rows, |row| self.memory.row(row))?,
            None => of_via(&via).to_vec(),
        };
        let parts = row.parts.as_deref();
        Ok(Mention {
            head: self.points.span(row.head_start, row.head_end)?,
            sentence: self.sentence(row.sentence)?,
            zone: row.zone,
            candidates,
            rank: self.part(parts.and_then(|parts| parts.rank.as_ref()))?,
            title: self.part(parts.and_then(|parts| parts.title.as_ref()))?,
            role: self.part(parts.and_then(|parts| parts.role.as_ref()))?,
            of: self.part(parts.and_then(|parts| parts.of.as_ref()))?,
            portfolio: parts.map_or(Ok(None), |parts| self.optional(&parts.portfolio))?,
            entity: self.entity(&row.entity)?,
            metonymy: self.metonymy(row, cue)?,
            group: self.group(row)?.map(Box::new),
            presumed: row.presumed.as_deref().map(Into::into),
            ..Mention::new(self.points.span(row.start, row.end)?, row.kind, via)
        })
    }

    /// What found a mention, and the cue behind it.
    fn via(&self, row: &MentionRow) -> Told<(Via, Option<RuleId>)> {
        let with_cue = row.metonymy.as_ref().and_then(|_| row.via.rsplit_once(' '));
        let (via, cue) = match with_cue {
            Some((via, cue)) => (via, Some(self.memory.rule(cue)?)),
            None => (&*row.via, None),
        };
        let via = match via.split_once(':') {
            Some(("gazetteer", row)) => Via::Gazetteer(self.memory.row(row)?),
            Some(("rule", id)) => Via::Rule(self.memory.rule(id)?),
            Some(("inferred", office)) => self.office(office, row.office.as_deref())?,
            _ => return Err(format!("`{via}` finds no mentions")),
        };
        Ok((via, cue))
    }

    /// The dated office of `offices:person:role:of`.
    fn office(&self, name: &str, term: Option<&TermRow>) -> Told<Via> {
        let lexicon = self.memory.lexicon;
        let id = |row: EntryIndex| &*lexicon.entry(row).id;
        let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
        let place = name.strip_prefix("offices:").and_then(|ids| {
            let (person, of_person) = ids.split_once(':')?;
            let person = lexicon.find(EntryKind::Person, person)?;
            let is_meant = |office: &Office| {
                let is_term = |term: &TermRow| date(office.from) == term.from && date(office.to) == term.to;
                of_person.split(':').eq([id(office.role), id(office.of)]) && term.is_none_or(is_term)
            };
            let first = lexicon.offices.partition_point(|office| office.person < person);
            Some(first + lexicon.offices_of(person).iter().position(is_meant)?)
        });
        place.map(|place| Via::Office(place as u32)).ok_or_else(|| format!("no office `{name}` of that term"))
    }

    fn metonymy(&self, row: &MentionRow, cue: Option<RuleId>) -> Told<Option<Metonymy>> {
        let entity = self.entity(&row.actor)?;
        let row_of = |entity: EntityIndex| self.entities[entity.0 as usize].entry;
        let country = match &row.metonymy {
            Some(id) => Some(self.memory.find(&[EntryKind::Country], id)?),
            None => entity.and_then(row_of),
        };
        Ok(country.map(|country| Metonymy { country, cue, entity }))
    }

    fn group(&self, row: &MentionRow) -> Told<Option<Group>> {
        let (Some(members), Some(phrase)) = (&row.group, &row.group_of) else { return Ok(None) };
        let of = match self.optional(&phrase.role)? {
            None => GroupOf::Members,
            Some(role) => GroupOf::Holders { role, portfolio: self.optional(&phrase.portfolio)? },
        };
        Ok(Some(Group {
            span: self.points.span(phrase.start, phrase.end)?,
            of,
            stated: None,
            long_ago: false,
            members: all(members, |id| self.memory.find(&ACTORS, id))?,
            presumed: row.group_presumed.as_deref().map(Into::into),
        }))
    }

    fn part(&self, part: Option<&PartRow>) -> Told<Option<Attribute>> {
        let Some(PartRow { start, end, row }) = part else { return Ok(None) };
        Ok(Some(Attribute { span: self.points.span(*start, *end)?, entry: self.optional(row)? }))
    }

    fn relation(&self, row: &RelationRow) -> Told<Relation> {
        Ok(Relation {
            kind: row.r#type.to_string(),
            source: self.known(&row.source)?,
            target: self.known(&row.target)?,
            qualifier: row.qualifier.as_deref().map(str::to_string),
            sentence: self.sentence(row.sentence)?,
            span: self.points.span(row.start, row.end)?,
            rule: row.rule.to_string(),
            confidence: row.confidence,
            negated: row.negated,
            modality: row.modality,
            date: row.date.as_deref().map(date).transpose()?,
            date_source: row.date_from,
            place: self.entity(&row.place)?,
            resolved_by: row.through.as_deref().map(|id| self.memory.rule(id)).transpose()?,
            antecedent: row.antecedent.map(|[start, end]| self.points.span(start, end)).transpose()?,
            known_to: row.known_to,
            corrected: row.corrected.as_deref().map(|id| self.memory.rule(id)).transpose()?,
        })
    }

    fn cooccurrence(&self, row: &CooccurrenceRow) -> Told<Cooccurrence> {
        let mut rules = self.memory.lexicon.cooccurrence.rules.iter();
        let rule = rules.position(|rule| *rule.id == *row.rule);
        let rule = rule.ok_or_else(|| format!("no rule `{}`", &*row.rule))?;
        Ok(Cooccurrence {
            rule: rule as u32,
            source: self.known(&row.source)?,
            target: self.known(&row.target)?,
            window: row.window,
            sites: all(&row.sites, |&[start, end]| self.points.span(start, end))?,
        })
    }

    fn window(&self, row: &WindowRow) -> Told<WindowTally> {
        if row.entities.len() != self.entities.len() {
            return Err(format!("windows of {} of {} entities", row.entities.len(), self.entities.len()));
        }
        Ok(WindowTally {
            window: row.window,
            total: row.total,
            of_entity: row.entities.clone(),
            untied: row.untied,
        })
    }

    fn sentence(&self, index: u32) -> Told<u32> {
        let is_there = (index as usize) < self.sentences;
        is_there.then_some(index).ok_or_else(|| format!("no sentence {index} in the line"))
    }

    fn known(&self, id: &str) -> Told<EntityIndex> {
        self.ids.get(id).copied().ok_or_else(|| format!("no entity `{id}` in the line"))
    }

    fn entity(&self, id: &Option<Text>) -> Told<Option<EntityIndex>> {
        id.as_deref().map(|id| self.known(id)).transpose()
    }

    fn optional(&self, row: &Option<Text>) -> Told<Option<EntryIndex>> {
        row.as_deref().map(|row| self.memory.row(row)).transpose()
    }
}

fn entity(row: &EntityRow, memory: &Memory) -> Told<Entity> {
    let EntityRow { id, name, aliases, candidates, .. } = row;
    let kind = row.kind;
    let entry = match &row.row {
        Some(row) => Some(memory.row(row)?),
        None if row.known => Some(memory.entity(kind, id)?),
        None => None,
    };
    let corrections = all(&row.corrections, |id| memory.rule(id))?;
    let candidates = match candidates.is_empty() {
        true => Vec::new(),
        false => {
            let kinds: Vec<EntryKind> = rows_of(kind).into_iter().chain(ACTORS).collect();
            all(candidates, |id| memory.find(&kinds, id))?
        }
    };
    let [id, name] = [id, name].map(|text| text.to_string());
    let aliases = aliases.iter().map(|alias| alias.to_string()).collect();
    Ok(Entity { id, kind, name, entry, aliases, candidates, corrections })
}

/// A date as it is shown: `2020`, `2020-08`, `2020-08-18`, `2020-08-17/2020-08-23`.
fn date(text: &str) -> Told<PartialDate> {
    let date = match text.split_once('/') {
        None => PartialDate::parse(text),
        Some((first, last)) => PartialDate::parse(first)
            .zip(PartialDate::parse(last))
            .map(|(first, last)| PartialDate { first: first.first, last: last.last }),
    };
    date.filter(|date| date.first <= date.last).ok_or_else(|| format!("`{text}` is no date"))
}
