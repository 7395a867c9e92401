//! What counts how often: every window and statement of every document, or what the copies of an article repeat once.

use super::{fold::Fold, node::Windows, stories::Stories};
use crate::model::Count;
use std::collections::BTreeMap;

/// Counts over the documents of a fold.
#[derive(Debug)]
pub(super) struct Counting<'s> {
    pub(super) stories: &'s Stories,
    count: Count,
    /// All windows outside the excluded zones.
    pub(super) windows: Windows,
    /// Per actor, in how many windows it is.
    pub(super) of_actor: Vec<Windows>,
    /// Per actor, in how many stories it is.
    pub(super) stories_of_actor: Vec<u64>,
}

impl<'s> Counting<'s> {
    /// The counts of so many actors, of which each node of the fold has the place.
    pub(super) fn new(
        fold: &Fold,
        stories: &'s Stories,
        count: Count,
        (places, actors): (&[Option<usize>], usize),
    ) -> Counting<'s> {
        let (windows, of_actor) = (Windows::default(), vec![Windows::default(); actors]);
        let mut counting = Counting { stories, count, windows, of_actor, stories_of_actor: vec![0; actors] };
        for documents in stories.iter() {
            let mut of_story = BTreeMap::new();
            let mut all = Windows::default();
            for &document in documents {
                let document = &fold.documents[document as usize];
                let mut of_document: BTreeMap<usize, Windows> = BTreeMap::new();
                for (node, windows) in &document.actors {
                    if let Some(place) = places[node.index()] {
                        add(of_document.entry(place).or_default(), &windows.map(u64::from));
                    }
                }
                counting.combine(&mut all, &document.windows.map(u64::from));
                for (place, windows) in of_document {
                    counting.combine(of_story.entry(place).or_default(), &windows);
                }
            }
            add(&mut counting.windows, &all);
            for (place, windows) in of_story {
                add(&mut counting.of_actor[place], &windows);
                counting.stories_of_actor[place] += 1;
            }
        }
        counting
    }

    /// A sum over documents, each of which is there once: of the copies of an article, the greatest counts. The sum does not
    /// depend on the order of the documents.
    pub(super) fn sum(&self, mut of_document: Vec<(u32, f64)>) -> f64 {
        let story = |document: u32| self.stories.of_document[document as usize];
        of_document.sort_unstable_by(|one, other| {
            story(one.0).cmp(&story(other.0)).then_with(|| one.1.total_cmp(&other.1))
        });
        let of_stories = of_document.chunk_by(|one, other| story(one.0) == story(other.0));
        let mut of_stories: Vec<f64> = of_stories
            .map(|copies| match self.count {
                Count::Stories => copies.last().map_or(0.0, |&(_, number)| number),
                Count::Documents => copies.iter().fold(0.0, |sum, (_, number)| sum + number),
            })
            .collect();
        of_stories.sort_unstable_by(f64::total_cmp);
        of_stories.into_iter().fold(0.0, |sum, number| sum + number)
    }

    fn combine(&self, windows: &mut Windows, others: &Windows) {
        match self.count {
            Count::Documents => add(windows, others),
            Count::Stories => {
                windows.iter_mut().zip(others).for_each(|(one, &other)| *one = (*one).max(other));
            }
        }
    }
}

fn add(windows: &mut Windows, others: &Windows) {
    windows.iter_mut().zip(others).for_each(|(one, &other)| *one += other);
}
