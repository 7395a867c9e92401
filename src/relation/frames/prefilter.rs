//! The prefilter: skips the sentences that cannot state anything, by conditions derived from the templates and checked on tokens.

use crate::model::{FeatureSet, FormNeeds, Kind, Kinds, Mention, Need, Needs, Reach, word};
use crate::relation::parse::context::DocumentContext;
use smallvec::SmallVec;

/// An actor stands at most so many tokens from the trigger that it belongs to. Farther ones are missed (`benches/sentences.rs`
/// counts).
const NEAR: usize = 20;

/// What the templates are asked of a sentence, whose mentions are given, where it may state something: a list, or what frames
/// and places say. `attended`: whether it may be about a meeting that was told before.
pub(crate) fn survey<'l>(
    context: &DocumentContext<'l>,
    sentence: usize,
    mentions: &[Mention],
    attended: bool,
) -> Option<Survey<'l>> {
    let text = context.text;
    let mut actors = mentions.iter().filter(|mention| mention.kind != Kind::Rank).filter_map(Mention::actor);
    let first = actors.next();
    let two = actors.any(|other| Some(other) != first);
    let has = |wanted: FeatureSet| text.has(sentence, wanted);
    let opens_with = |wanted: FeatureSet| context.lexicon.has(&text.tokens_of(sentence)[0], wanted);
    let stand_in = word::ANAPHOR | if context.state.is_some() { word::STATE } else { FeatureSet::NONE };
    // `Sa visite à B …`
    let enough = two
        || (first.is_some() && (has(stand_in) || opens_with(word::WHOSE_ROLE)))
        || (has(word::SEVERAL) && has(word::NUMBER));
    let (enumerates, trigger) = (two && has(word::SEVERAL), enough && has(word::TRIGGER));
    // A question states nothing.
    let is_question = || text.sentences[sentence].span.of(&context.document.text).ends_with('?');
    if !(enumerates || trigger) || is_question() {
        return None;
    }
    let survey = Survey::at(context, sentence, mentions);
    // `À Dakar, A a …`
    (enumerates || attended || opens_with(word::AT) || survey.is_enough()).then_some(survey)
}

/// What the tokens of a sentence meet: sets of words, triggers, places of actors.
pub(crate) struct Survey<'l> {
    needs: &'l Needs,
    /// A bit for each set of words of which it has one.
    sets: SmallVec<[u64; 16]>,
    triggers: SmallVec<[(usize, &'l FormNeeds); 8]>,
    /// `que`, `dont`, in reading order.
    relatives: SmallVec<[usize; 4]>,
    /// The first tokens of all that may be an actor, in order, and the tokens after their last, in order.
    starts: SmallVec<[usize; 16]>,
    /// What they may be.
    kinds: Kinds,
    ends: SmallVec<[usize; 16]>,
    /// Whether a place opens the sentence, before a comma or a colon.
    fronted: bool,
}

impl<'l> Survey<'l> {
    /// Surveys a sentence, whose mentions are given.
    fn at(context: &DocumentContext<'l>, sentence: usize, mentions: &[Mention]) -> Survey<'l> {
        let tokens = context.text.sentences[sentence].tokens();
        let needs = &context.lexicon.frames.needs;
        let mut survey = Survey {
            needs,
            sets: SmallVec::from_elem(0, usize::from(needs.sets) / 64 + 1),
            triggers: SmallVec::new(),
            relatives: SmallVec::new(),
            starts: SmallVec::new(),
            kinds: Kinds::default(),
            ends: SmallVec::new(),
            fronted: false,
        };
        for (token, at) in context.text.tokens[tokens.clone()].iter().zip(tokens.start..) {
            let features = context.lexicon.features.of(token.word);
            let whose = at == tokens.start && features.intersects(word::WHOSE_ROLE);
            if whose || features.intersects(word::STAND_IN) {
                survey.starts.push(at);
                survey.ends.push(at + 1);
                survey.kinds = Kinds::ANY;
            }
            let Some(form) =
                features.intersects(word::NEEDED).then(|| needs.of_form.get(token.form)).flatten()
            else {
                continue;
            };
            needs.sets_of(form).iter().for_each(|&[word, bits]| survey.sets[word as usize] |= bits);
            if form.relative == 1 {
                survey.relatives.push(at);
            }
            if form.need_count > 0 {
                survey.triggers.push((at, form));
            }
        }
        for mention in mentions.iter().filter(|mention| mention.kind != Kind::Rank) {
            survey.kinds = survey.kinds | kinds(context, mention);
            survey.starts.push(mention.first_token as usize);
            survey.ends.push(mention.end_token as usize);
        }
        survey.starts.sort_unstable();
        survey.ends.sort_unstable();
        if mentions.iter().filter(|mention| mention.kind == Kind::Demonym).count() > 1 {
            needs.pairs.iter().for_each(|&set| survey.add(set));
        }
        let (fronted, headline) = opens_with_place(context, sentence, mentions);
        survey.fronted = fronted;
        if headline {
            needs.places.iter().for_each(|&set| survey.add(set));
        }
        survey
    }

    fn add(&mut self, set: u16) {
        self.sets[usize::from(set / 64)] |= 1 << (set % 64);
    }

    fn has(&self, set: u16) -> bool {
        self.sets[usize::from(set / 64)] & (1 << (set % 64)) != 0
    }

    /// Whether a template of a trigger has all that it needs.
    fn is_enough(&self) -> bool {
        self.triggers.iter().any(|(at, form)| self.needs.needs_of(form).any(|need| self.meets(*at, need)))
    }

    /// Whether the sentence has the words that a template asks for.
    pub(crate) fn admits(&self, template: u32) -> bool {
        let [need, rarest] = self.needs.of_template[template as usize];
        rarest == Needs::NO_SET
            || self.has(rarest) && self.needs.needs[usize::from(need)].sets.iter().all(|&set| self.has(set))
    }

    fn meets(&self, trigger: usize, need: &Need) -> bool {
        self.kinds.intersects(need.source)
            && self.kinds.intersects(need.target)
            && need.sets.iter().all(|&set| self.has(set))
            && match need.reach {
                Reach::Anywhere => true,
                Reach::Ahead => self.fronted || self.is_ahead(trigger) || self.is_relative(trigger),
                Reach::Beside => self.is_ahead(trigger) || self.is_around(trigger),
            }
    }

    fn is_ahead(&self, trigger: usize) -> bool {
        up_to(&self.starts, trigger) < up_to(&self.starts, trigger + NEAR)
    }

    /// `B, que A a reçu`
    fn is_relative(&self, trigger: usize) -> bool {
        let before = &self.relatives[..up_to(&self.relatives, trigger)];
        before.iter().rev().find(|&&relative| relative < trigger).is_some_and(|last| trigger <= last + NEAR)
    }

    /// Whether a trigger lies in a name with its role, or two actors end not far before it.
    fn is_around(&self, trigger: usize) -> bool {
        let ended = up_to(&self.ends, trigger);
        let long_ended = trigger.checked_sub(NEAR + 1).map_or(0, |far| up_to(&self.ends, far));
        // More have started than have ended: one is going on.
        up_to(&self.starts, trigger) > ended || ended - long_ended > 1
    }
}

/// `Au Niger, A …`, `Niger : A …`: whether a sentence opens with a place, and whether that is a headline’s.
fn opens_with_place(context: &DocumentContext, sentence: usize, mentions: &[Mention]) -> (bool, bool) {
    const FARTHEST: u32 = 3;
    let first = context.text.sentences[sentence].first_token;
    let place = |mention: &&Mention| {
        matches!(mention.kind, Kind::Country | Kind::Place) && mention.first_token < first + FARTHEST
    };
    let Some(place) = mentions.iter().find(place) else { return (false, false) };
    let behind = context.document.text[place.span.end as usize..].trim_start();
    let headline = behind.starts_with(':') && place.first_token == first;
    (headline || behind.starts_with(','), headline)
}

/// What the actors that a mention gives to the parse may be.
fn kinds(context: &DocumentContext, mention: &Mention) -> Kinds {
    let Some(entity) = mention.actor().filter(|_| mention.group.is_none()) else { return Kinds::ANY };
    let kinds = [Some(entity), mention.entity].into_iter().flatten().map(|entity| context.kind(entity));
    let own = Kinds::of(&kinds.collect::<SmallVec<[Kind; 2]>>());
    match (mention.kind, mention.metonymy) {
        // `la capitale malienne`
        (Kind::Demonym, _) => own | Kinds::of(&[Kind::Place]),
        (_, Some(_)) => own | Kinds::of(&[Kind::Country]),
        _ => own,
    }
}

/// How many of some tokens in order stand at one or before it.
fn up_to(tokens: &[usize], last: usize) -> usize {
    tokens.partition_point(|&token| token <= last)
}
