//! Who the actors of a document are.

use super::{
    Action, Correction, Corrections,
    index::{About, forms, is_called},
    table,
};
use crate::{
    matcher::fold_words,
    model::{
        Document, Entity, EntityIndex, EntryIndex, EntryKind, Kind, Lexicon, Listener, Mention, Pass, RuleId,
        Span, Step, Subject, Verdict, Via,
    },
};
use rustc_hash::{FxHashMap, FxHashSet};

impl Corrections {
    /// Takes what is no name out of the mentions of a document, before they are linked. Whether something was.
    pub(crate) fn names(
        &self,
        document: &Document,
        mentions: &mut Vec<Mention>,
        on: &mut impl Listener,
    ) -> bool {
        if !self.has(About::Form) {
            return false;
        }
        let before = mentions.len();
        mentions.retain(|mention| {
            let row =
                self.of_mention(mention, document).filter(|&at| self.rows()[at].action == Action::NotAName);
            let Some(at) = row else { return true };
            self.count(at);
            on.record(|| Step {
                pass: Pass::Corrections,
                subject: Subject::Name(mention.kind),
                span: mention.head,
                via: Some(mention.via.into()),
                verdict: Verdict::Failed,
                reason: format!("{}, {}", self.rows()[at].rule, self.rows()[at].reason()),
            });
            false
        });
        let changed = mentions.len() < before;
        if changed {
            Mention::nest(mentions);
        }
        changed
    }

    /// Corrects who the actors of a document are, before their relations are read.
    pub(crate) fn actors(
        &self,
        document: &Document,
        lexicon: &Lexicon,
        mentions: &mut [Mention],
        entities: Vec<Entity>,
        on: &mut impl Listener,
    ) -> Vec<Entity> {
        if self.is_empty() {
            return entities;
        }
        let robbed = vec![false; entities.len()];
        let mut actors =
            Actors { corrections: self, document, lexicon, mentions, entities, robbed, moved: Vec::new() };
        actors.is();
        actors.different();
        actors.same();
        actors.describe();
        actors.attributes();
        actors.record(on);
        actors.finish()
    }
}

/// The actors of a document, on the way to what an analyst says of them.
struct Actors<'a> {
    corrections: &'a Corrections,
    document: &'a Document,
    lexicon: &'a Lexicon,
    mentions: &'a mut [Mention],
    entities: Vec<Entity>,
    /// Per entity, whether mentions were taken from it.
    robbed: Vec<bool>,
    /// The mentions whose referent a row corrected: by index, with the row.
    moved: Vec<(usize, usize)>,
}

const ROWS: [EntryKind; 4] =
    [EntryKind::Person, EntryKind::Organisation, EntryKind::Country, EntryKind::Place];

impl<'a> Actors<'a> {
    fn row(&self, at: usize) -> &'a Correction {
        &self.corrections.rows()[at]
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.entities.iter().position(|entity| entity.id == id)
    }

    /// The entity of an id, which may be the one that it has in the graph.
    fn find_called(&self, id: &str) -> Option<usize> {
        self.find(id).or_else(|| self.entities.iter().position(|entity| is_called(entity, id)))
    }

    /// The row of the lists with an id.
    fn entry(&self, id: &str) -> Option<EntryIndex> {
        ROWS.into_iter().find_map(|kind| self.lexicon.find(kind, id))
    }

    /// `is`: what is written so is the actor of an id.
    fn is(&mut self) {
        if !self.corrections.has(About::Form) {
            return;
        }
        for index in 0..self.mentions.len() {
            let mention = &self.mentions[index];
            let row = self.corrections.of_mention(mention, self.document);
            if let Some(at) = row.filter(|&at| self.row(at).action == Action::Is) {
                let name = mention.head.of(&self.document.text).to_string();
                let actor = self.actor(&self.row(at).b, mention.kind, &name);
                self.mean(index, actor, at);
            }
        }
    }

    /// `different`: where an actor is written so, another is meant.
    fn different(&mut self) {
        if !self.corrections.has(About::Different) {
            return;
        }
        let before = self.entities.len();
        let of_entity = |entity: &Entity| self.corrections.of_actor(About::Different, entity, self.document);
        let rows: Vec<Vec<usize>> = self.entities.iter().map(of_entity).collect();
        for index in 0..self.mentions.len() {
            let mention = &self.mentions[index];
            let Some(of) = mention.entity.map(|of| of.0 as usize).filter(|&of| of < before) else { continue };
            let is_written = |&&at: &&usize| {
                let (row, written) = (self.row(at), self.written(&self.row(at).b));
                // Who goes by that name goes by short forms of it, too.
                let own = std::iter::once(fold_words(&self.entities[of].name));
                forms(mention, self.document).chain(own).any(|form| written.contains(&form))
                    && !self.is_joined(row)
            };
            if let Some(&at) = rows[of].iter().find(is_written) {
                let (id, kind) = (self.other(self.row(at)), mention.kind);
                let actor = self.find(&id).unwrap_or_else(|| self.add(&id, kind, &self.row(at).b));
                self.mean(index, actor, at);
            }
        }
    }

    /// How an actor that `different` tells apart may be written: the form; of an id, its words and what the lists call it.
    fn written(&self, other: &str) -> FxHashSet<String> {
        let names = self.entry(other).map(|entry| self.lexicon.entry(entry));
        let names = names.iter().flat_map(|row| std::iter::once(&row.name).chain(row.aliases.iter()));
        names.map(|name| fold_words(name)).chain([fold_words(other)]).collect()
    }

    /// Whether a row of a narrower scope says that the two that one tells apart are one.
    fn is_joined(&self, row: &Correction) -> bool {
        [(&row.a, &row.b), (&row.b, &row.a)].into_iter().any(|(one, other)| {
            let same = self.corrections.about(About::Same, one, self.document).next();
            same.is_some_and(|at| self.row(at).b == *other && self.row(at).scope.width() > row.scope.width())
        })
    }

    /// Whether a row of a narrower scope tells two apart that one joins.
    fn is_parted(&self, row: &Correction) -> bool {
        [(&row.a, &row.b), (&row.b, &row.a)].into_iter().any(|(one, other)| {
            let mut rows = self.corrections.about(About::Different, one, self.document);
            rows.any(|at| {
                let apart = self.row(at);
                fold_words(&apart.b) == fold_words(other) && apart.scope.width() > row.scope.width()
            })
        })
    }

    /// The id of whom `different` tells apart: that of the lists, or a new one that no list has.
    fn other(&self, row: &Correction) -> String {
        let own = fold_words(&row.b).replace(' ', "-");
        match own == row.a || (self.entry(&own).is_some() && own != row.b) {
            true => format!("{own}--2"),
            false => own,
        }
    }

    /// `same`: an actor is that of another id.
    fn same(&mut self) {
        if !self.corrections.has(About::Same) {
            return;
        }
        let named: FxHashSet<u32> = self.mentions.iter().filter_map(Mention::actor).map(|of| of.0).collect();
        for actor in (0..self.entities.len()).filter(|&actor| named.contains(&(actor as u32))) {
            let mut seen = FxHashSet::from_iter([self.entities[actor].id.clone()]);
            let mut at = actor;
            while let Some(row) = self.next(at).filter(|&row| seen.insert(self.row(row).b.clone())) {
                at = self.join(at, row);
            }
        }
    }

    fn next(&self, actor: usize) -> Option<usize> {
        let rows = self.corrections.of_actor(About::Same, &self.entities[actor], self.document);
        rows.first().copied().filter(|&at| !self.is_parted(self.row(at)))
    }

    /// Has an actor be the one that a row says, and returns that.
    fn join(&mut self, actor: usize, at: usize) -> usize {
        let row = self.row(at);
        self.corrections.count(at);
        let other = self.find_called(&row.b).filter(|&other| other != actor);
        let Entity { kind, name, entry, aliases, .. } = self.entities[actor].clone();
        let other = match (other, self.entry(&row.b)) {
            (Some(other), _) => other,
            (None, Some(_)) => self.actor(&row.b, kind, &name),
            // Nobody has that id here: what is known of the actor stays known.
            (None, None) => {
                self.entities[actor].id.clone_from(&row.b);
                self.correct(actor, row.rule);
                return actor;
            }
        };
        let of_actor = |mention: &Mention| mention.entity == Some(EntityIndex(actor as u32));
        let mentions: Vec<usize> =
            (0..self.mentions.len()).filter(|&index| of_actor(&self.mentions[index])).collect();
        let (from, to) = (Some(EntityIndex(actor as u32)), EntityIndex(other as u32));
        for index in mentions {
            let mention = &mut self.mentions[index];
            mention.entity = Some(to);
            if !is_attribute(mention.kind) {
                mention.kind = self.entities[other].kind;
            }
            self.moved.push((index, at));
        }
        for mention in self.mentions.iter_mut() {
            if let Some(metonymy) = mention.metonymy.as_mut().filter(|metonymy| metonymy.entity == from) {
                metonymy.entity = Some(to);
            }
        }
        self.robbed[actor] = true;
        let known = &mut self.entities[other];
        let is_of_kind = |entry: &EntryIndex| self.lexicon.entry(*entry).kind.mention() == Some(known.kind);
        known.entry = known.entry.or(entry.filter(is_of_kind));
        for alias in std::iter::once(name).chain(aliases) {
            if known.name != alias && !known.aliases.contains(&alias) {
                known.aliases.push(alias);
            }
        }
        known.candidates.clear();
        self.correct(other, row.rule);
        other
    }

    /// `kind` and `name`: what an actor is, and what it is called.
    fn describe(&mut self) {
        for actor in 0..self.entities.len() {
            let first = |about: About| match self.corrections.has(about) {
                true => {
                    self.corrections.of_actor(about, &self.entities[actor], self.document).first().copied()
                }
                false => None,
            };
            let (kind, name) = (first(About::Kind), first(About::Name));
            if let Some((at, kind)) = kind.and_then(|at| Some((at, table::kind(&self.row(at).b)?))) {
                self.be(actor, kind, at);
            }
            if let Some(at) = name {
                self.call(actor, at);
            }
        }
    }

    fn be(&mut self, actor: usize, kind: Kind, at: usize) {
        self.corrections.count(at);
        let entity = &mut self.entities[actor];
        entity.kind = kind;
        // What is of another kind is not what the row of the lists says.
        entity.entry = entity.entry.filter(|&entry| self.lexicon.entry(entry).kind.mention() == Some(kind));
        self.correct(actor, self.row(at).rule);
        for index in 0..self.mentions.len() {
            let mention = &mut self.mentions[index];
            if mention.entity == Some(EntityIndex(actor as u32)) {
                if !is_attribute(mention.kind) {
                    mention.kind = kind;
                }
                self.moved.push((index, at));
            }
        }
    }

    fn call(&mut self, actor: usize, at: usize) {
        let row = self.row(at);
        self.corrections.count(at);
        let entity = &mut self.entities[actor];
        let old = std::mem::replace(&mut entity.name, row.b.clone());
        entity.aliases.retain(|alias| *alias != row.b);
        if old != row.b && !entity.aliases.contains(&old) {
            entity.aliases.push(old);
        }
        self.correct(actor, row.rule);
        let of_actor = |mention: &Mention| mention.entity == Some(EntityIndex(actor as u32));
        let named = (0..self.mentions.len()).filter(|&index| of_actor(&self.mentions[index]));
        self.moved.extend(named.map(|index| (index, at)));
    }

    fn correct(&mut self, actor: usize, rule: RuleId) {
        let rules = &mut self.entities[actor].corrections;
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }

    /// Has a mention mean an actor, as a row says.
    fn mean(&mut self, index: usize, actor: usize, at: usize) {
        self.corrections.count(at);
        let (to, entity, mention) =
            (EntityIndex(actor as u32), &self.entities[actor], &mut self.mentions[index]);
        if let Some(EntityIndex(before)) = mention.entity.replace(to).filter(|before| *before != to) {
            self.robbed[before as usize] = true;
        }
        mention.via = Via::Rule(self.corrections.rows()[at].rule);
        mention.candidates = entity.entry.into_iter().collect();
        (mention.owned, mention.metonymy, mention.presumed) = (entity.entry.is_some(), None, None);
        if !is_attribute(mention.kind) {
            mention.kind = entity.kind;
        }
        self.moved.push((index, at));
    }

    /// The actor of an id: one of the document, or a new one.
    fn actor(&mut self, id: &str, kind: Kind, name: &str) -> usize {
        self.find_called(id).unwrap_or_else(|| self.add(id, kind, name))
    }

    /// A new actor: the row of the lists, or one that they do not have.
    fn add(&mut self, id: &str, kind: Kind, name: &str) -> usize {
        let kind = match kind {
            Kind::Demonym => Kind::Country,
            Kind::Role => Kind::Person,
            kind => kind,
        };
        let entity = match self.entry(id) {
            Some(entry) => {
                let row = self.lexicon.entry(entry);
                let aliases = row.aliases.iter().map(ToString::to_string).collect();
                let kind = row.kind.mention().unwrap_or(kind);
                Entity { entry: Some(entry), aliases, ..Entity::new(id, kind, &*row.name) }
            }
            None => Entity::new(id, kind, name),
        };
        self.entities.push(entity);
        self.robbed.push(false);
        self.entities.len() - 1
    }

    /// The country or body beside a name is what is meant there now.
    fn attributes(&mut self) {
        let entry = |index: usize| {
            let mention = &self.mentions[index];
            (mention.span, mention.entity.and_then(|of| self.entities[of.0 as usize].entry))
        };
        let rows: FxHashMap<Span, Option<EntryIndex>> =
            self.moved.iter().map(|&(index, _)| entry(index)).collect();
        if rows.is_empty() {
            return;
        }
        for of in self.mentions.iter_mut().filter_map(|mention| mention.of.as_mut()) {
            if let Some(entry) = rows.get(&of.span) {
                of.entry = *entry;
            }
        }
    }

    fn record(&self, on: &mut impl Listener) {
        for &(index, at) in &self.moved {
            on.record(|| Step {
                pass: Pass::Corrections,
                subject: Subject::Reference(index as u32),
                span: self.mentions[index].head,
                via: Some(Via::Rule(self.row(at).rule).into()),
                verdict: Verdict::Held,
                reason: self.row(at).reason(),
            });
        }
    }

    /// The actors by id, without those of whom no mention is left.
    fn finish(self) -> Vec<Entity> {
        let Actors { mentions, entities, robbed, .. } = self;
        let mut used = vec![false; entities.len()];
        for mention in mentions.iter() {
            let meant = [mention.entity, mention.metonymy.and_then(|metonymy| metonymy.entity)];
            meant.into_iter().flatten().for_each(|EntityIndex(index)| used[index as usize] = true);
        }
        let kept = entities.into_iter().enumerate().filter(|&(index, _)| used[index] || !robbed[index]);
        let mut kept: Vec<(usize, Entity)> = kept.collect();
        kept.sort_by(|(_, a), (_, b)| (&a.id, a.kind).cmp(&(&b.id, b.kind)));
        let mut places = vec![None; used.len()];
        for (&(old, _), new) in kept.iter().zip(0..) {
            places[old] = Some(EntityIndex(new));
        }
        for mention in mentions {
            mention.entity = mention.entity.and_then(|EntityIndex(index)| places[index as usize]);
            if let Some(metonymy) = &mut mention.metonymy {
                metonymy.entity = metonymy.entity.and_then(|EntityIndex(index)| places[index as usize]);
            }
        }
        kept.into_iter().map(|(_, entity)| entity).collect()
    }
}

/// Whether mentions of a kind are no names: they keep it, whomever they mean.
fn is_attribute(kind: Kind) -> bool {
    matches!(kind, Kind::Role | Kind::Rank | Kind::Demonym)
}
