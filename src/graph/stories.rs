//! Stories: documents that are copies of one article.
//!
//! Signatures are cut into bands; documents that agree in a band are compared (locality-sensitive hashing, P. Indyk and
//! R. Motwani, 1998), and joined from a similarity on. Time grows with the documents, not with their pairs.

use super::{fold::Fold, passage::FoldedDocument};
use crate::model::{Citation, Signature, Story};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// From this similarity on, two documents are one story: see `docs/stories.md`.
const SIMILAR: f64 = 0.6;

/// Bins in a band: two documents that are as similar as that agree in one of the 32 bands in 99 cases of 100.
const BAND: usize = 4;

/// So many documents of a band, of different stories, are compared with those after them.
const LEADERS: usize = 8;

/// Which documents are copies of which.
#[derive(Debug)]
pub(super) struct Stories {
    /// The story of each document of the fold.
    pub(super) of_document: Vec<u32>,
    /// The documents of each story, the earliest first.
    documents: Vec<Vec<u32>>,
    /// The id of each story that has several documents: that of its earliest.
    pub(super) ids: Vec<Option<Arc<str>>>,
    /// What is said of each document of the fold.
    pub(super) citations: Vec<Arc<Citation>>,
    /// The place of the id of each document of the fold among all ids.
    pub(super) rank_of_id: Vec<u32>,
}

impl Stories {
    /// The stories of a fold, whatever the order of its documents.
    pub(super) fn of(fold: &Fold) -> Stories {
        let mut order: Vec<u32> = (0..fold.documents.len() as u32).collect();
        order.sort_unstable_by_key(|&document| place(&fold.documents[document as usize]));
        let signatures: Vec<&Signature> =
            order.iter().map(|&document| &fold.documents[document as usize].signature).collect();
        let mut copies = Copies::new(signatures.len());
        let bands = Signature::BINS / BAND;
        (0..bands).for_each(|band| copies.join(&signatures, band));
        Stories::grouped(fold, &order, &mut copies)
    }

    fn grouped(fold: &Fold, order: &[u32], copies: &mut Copies) -> Stories {
        let mut stories = Stories {
            of_document: vec![0; order.len()],
            documents: Vec::new(),
            ids: Vec::new(),
            citations: Vec::new(),
            rank_of_id: ranks(fold),
        };
        // A root is the earliest of its documents: it comes first.
        let mut of_root = vec![0; order.len()];
        for (place, &document) in order.iter().enumerate() {
            let root = copies.root(place);
            if root == place {
                of_root[root] = stories.documents.len();
                stories.documents.push(Vec::new());
            }
            stories.of_document[document as usize] = of_root[root] as u32;
            stories.documents[of_root[root]].push(document);
        }
        let mut taken = FxHashSet::default();
        stories.ids = stories
            .documents
            .iter()
            .map(|documents| {
                let first = &fold.documents[documents[0] as usize];
                (documents.len() > 1).then(|| free(&first.id, &mut taken))
            })
            .collect();
        let documents = (0..).zip(&fold.documents);
        stories.citations = documents.map(|(index, document)| stories.citation(index, document)).collect();
        stories
    }

    /// The documents, story by story.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.documents.iter().map(Vec::as_slice)
    }

    fn citation(&self, index: u32, document: &FoldedDocument) -> Arc<Citation> {
        let FoldedDocument { id, title, date, source, .. } = document;
        let story = self.ids[self.of_document[index as usize] as usize].clone();
        Arc::new(Citation {
            id: id.clone(),
            date: *date,
            source: source.clone(),
            title: title.clone(),
            story,
        })
    }

    /// The stories that have several documents, those of most documents first.
    pub(super) fn listed(&self) -> Vec<Story> {
        let document = |&document: &u32| self.citations[document as usize].clone();
        let several =
            self.ids.iter().zip(&self.documents).filter_map(|(id, documents)| Some((id.clone()?, documents)));
        let mut listed: Vec<Story> = several
            .map(|(id, documents)| Story { id, documents: documents.iter().map(document).collect() })
            .collect();
        listed.sort_by(|one, other| {
            other.documents.len().cmp(&one.documents.len()).then_with(|| one.id.cmp(&other.id))
        });
        listed
    }
}

/// The place of the id of each document among all ids, in order.
fn ranks(fold: &Fold) -> Vec<u32> {
    let id = |document: u32| &fold.documents[document as usize].id;
    let mut order: Vec<u32> = (0..fold.documents.len() as u32).collect();
    order.sort_unstable_by_key(|&document| id(document));
    let mut ranks = vec![0; order.len()];
    let of_ids = order.chunk_by(|&one, &other| id(one) == id(other));
    for (rank, documents) in (0..).zip(of_ids) {
        documents.iter().for_each(|&document| ranks[document as usize] = rank);
    }
    ranks
}

/// The order in which documents are compared: those with a date first, by date.
fn place(document: &FoldedDocument) -> impl Ord + '_ {
    let FoldedDocument { id, title, date, source, signature, .. } = document;
    (date.is_none(), *date, id, title, source, signature)
}

/// An id that no other story has.
fn free(wanted: &Arc<str>, taken: &mut FxHashSet<Arc<str>>) -> Arc<str> {
    let mut id = wanted.clone();
    for number in 2.. {
        if taken.insert(id.clone()) {
            break;
        }
        id = format!("{wanted}--{number}").into();
    }
    id
}

/// A forest of documents: two of one tree are copies. A root is the first of its tree.
struct Copies {
    parents: Vec<usize>,
}

impl Copies {
    fn new(documents: usize) -> Copies {
        Copies { parents: (0..documents).collect() }
    }

    fn root(&mut self, mut document: usize) -> usize {
        while self.parents[document] != document {
            self.parents[document] = self.parents[self.parents[document]];
            document = self.parents[document];
        }
        document
    }

    /// Joins what agrees in a band and is similar.
    fn join(&mut self, signatures: &[&Signature], band: usize) {
        let mut buckets: FxHashMap<&[u16], Vec<usize>> = FxHashMap::default();
        for (document, signature) in signatures.iter().enumerate() {
            let Some(key) = signature.bins().get(band * BAND..(band + 1) * BAND) else { continue };
            let leaders = buckets.entry(key).or_default();
            let copied = leaders.iter().copied().find(|&leader| {
                self.root(leader) == self.root(document)
                    || signatures[leader].similarity(signature) >= SIMILAR
            });
            match copied {
                Some(leader) => {
                    let (one, other) = (self.root(leader), self.root(document));
                    self.parents[one.max(other)] = one.min(other);
                }
                None if leaders.len() < LEADERS => leaders.push(document),
                None => {}
            }
        }
    }
}
