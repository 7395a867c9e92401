//! Which sentences may state anything: a look at the tokens and at where the actors stand spares the others the reduction.

use super::reduce::View;
use crate::model::{FormNeeds, Kind, Mention, Need, Reach, word};
use smallvec::SmallVec;

/// An actor stands at most so many tokens from the trigger that it belongs to. Of 8,146 sentences of a press corpus that
/// state a relation by a frame, five had one farther away alone.
const NEAR: usize = 12;

/// Whether a sentence, whose mentions are given, may state something: a list, or what frames and places say. `attended`:
/// whether it may be about a meeting that was told before.
pub(super) fn may_state(view: &View, sentence: usize, mentions: &[Mention], attended: bool) -> bool {
    let tokens = view.text.tokens_of(sentence);
    let flags = view.lexicon.flags(tokens);
    let has = |wanted: u64| flags & wanted != 0;
    let mut actors = mentions.iter().filter(|mention| mention.kind != Kind::Rank).filter_map(Mention::actor);
    let first = actors.next();
    let two = actors.any(|other| Some(other) != first);
    let stand_in = word::PRONOUN | if view.state.is_some() { word::STATE } else { 0 };
    let enough = two || (first.is_some() && has(stand_in)) || (has(word::SEVERAL) && has(word::NUMBER));
    // `À Dakar, A a …`
    let fronted = || tokens.first().is_some_and(|token| view.lexicon.is(token.form, word::AT));
    (two && has(word::SEVERAL))
        || (enough
            && has(word::TRIGGER)
            && (attended || fronted() || Look::at(view, sentence, mentions).is_enough()))
}

/// What a sentence holds.
struct Look<'l> {
    /// A bit for each set of words of which it has one.
    sets: SmallVec<[u64; 16]>,
    triggers: SmallVec<[(usize, &'l FormNeeds); 8]>,
    /// `que`, `dont`.
    relatives: SmallVec<[usize; 4]>,
    /// First token and token after the last of all that may be an actor.
    actors: SmallVec<[(usize, usize); 16]>,
}

impl<'l> Look<'l> {
    /// A look at a sentence, whose mentions are given. Takes time in the number of its tokens and mentions.
    fn at(view: &View<'l>, sentence: usize, mentions: &[Mention]) -> Look<'l> {
        let tokens = view.text.sentences[sentence].tokens();
        let needs = &view.lexicon.frames.needs;
        let mut look = Look {
            sets: SmallVec::from_elem(0, usize::from(needs.sets) / 64 + 1),
            triggers: SmallVec::new(),
            relatives: SmallVec::new(),
            actors: SmallVec::new(),
        };
        for (token, at) in view.text.tokens[tokens.clone()].iter().zip(tokens.start..) {
            if view.lexicon.is(token.form, word::STAND_IN) {
                look.actors.push((at, at + 1));
            }
            let Some(form) =
                view.lexicon.is(token.form, word::NEEDED).then(|| needs.of_form.get(&token.form)).flatten()
            else {
                continue;
            };
            form.sets.iter().for_each(|&set| look.add(set));
            if form.relative {
                look.relatives.push(at);
            }
            if !form.needs.is_empty() {
                look.triggers.push((at, form));
            }
        }
        let named = mentions.iter().filter(|mention| mention.kind != Kind::Rank);
        look.actors.extend(named.map(|mention| (mention.first_token as usize, mention.end_token as usize)));
        if mentions.iter().filter(|mention| mention.kind == Kind::Demonym).count() > 1 {
            needs.pairs.iter().for_each(|&set| look.add(set));
        }
        look
    }

    fn add(&mut self, set: u16) {
        self.sets[usize::from(set / 64)] |= 1 << (set % 64);
    }

    fn has(&self, set: u16) -> bool {
        self.sets[usize::from(set / 64)] & (1 << (set % 64)) != 0
    }

    /// Whether a template of a trigger has all that it needs.
    fn is_enough(&self) -> bool {
        self.triggers.iter().any(|(at, form)| form.needs.iter().any(|need| self.meets(*at, need)))
    }

    fn meets(&self, trigger: usize, need: &Need) -> bool {
        need.sets.iter().all(|&set| self.has(set))
            && match need.reach {
                Reach::Anywhere => true,
                Reach::Ahead => self.is_ahead(trigger) || self.is_relative(trigger),
                Reach::Beside => self.is_ahead(trigger) || self.is_around(trigger),
            }
    }

    fn is_ahead(&self, trigger: usize) -> bool {
        self.actors.iter().any(|&(first, _)| trigger < first && first <= trigger + NEAR)
    }

    /// `B, que A a reçu`
    fn is_relative(&self, trigger: usize) -> bool {
        self.relatives.iter().any(|&relative| relative < trigger && trigger <= relative + NEAR)
    }

    /// Whether a trigger lies in a name with its role, or two actors end not far before it.
    fn is_around(&self, trigger: usize) -> bool {
        let near = |&&(_, end): &&(usize, usize)| end <= trigger && trigger <= end + NEAR;
        self.actors.iter().any(|&(first, end)| first <= trigger && trigger < end)
            || self.actors.iter().filter(near).count() > 1
    }
}
