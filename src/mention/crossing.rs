//! Spans nest or are disjoint: what crosses a mention before it gives up the words that both have.

use super::{Reason, View};
use crate::model::{Kind, Listener, Mention, Pass, Span, Step, Subject, Verdict};

/// Settles which of two crossing mentions has the words of both. Mentions are in order of their spans before and after.
pub(super) fn settle(view: &View, mentions: &mut Vec<Mention>, on: &mut impl Listener) {
    while let Some(crossing) = crossings(mentions) {
        let mut dropped = vec![false; mentions.len()];
        for (earlier, later) in crossing {
            let end = mentions[earlier].span.end;
            match () {
                () if dropped[earlier] || dropped[later] => {}
                () if mentions[later].head.start >= end => shorten(view, &mut mentions[later], end),
                // `le Roi` of `Roi Pélé`
                () if mentions[earlier].kind == Kind::Role => dropped[earlier] = true,
                () => dropped[later] = true,
            }
        }
        let mut at = dropped.iter();
        mentions.retain(|mention| {
            let dropped = *at.next().expect("one a mention");
            if dropped {
                on.record(|| refused(view, mention));
            }
            !dropped
        });
        mentions.sort_by_key(order);
    }
}

/// The order of mentions: by start, the longer first.
pub(super) fn order(mention: &Mention) -> (u32, std::cmp::Reverse<u32>, Kind) {
    (mention.span.start, std::cmp::Reverse(mention.span.end), mention.kind)
}

/// Pairs of mentions that cross, of each with the first that it crosses; none where there are none.
fn crossings(mentions: &[Mention]) -> Option<Vec<(usize, usize)>> {
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let span = mention.span;
        let ends = |outer: &usize| mentions[*outer].span.end;
        while open.last().is_some_and(|outer| ends(outer) <= span.start) {
            open.pop();
        }
        let crossed = open.iter().filter(|outer| span.start < ends(outer) && ends(outer) < span.end);
        found.extend(crossed.min().map(|&outer| (outer, index)));
        open.push(index);
    }
    (!found.is_empty()).then_some(found)
}

/// Takes the words up to an offset from a mention. A rank or title stays what the person has; a role was read into another name.
fn shorten(view: &View, mention: &mut Mention, end: u32) {
    let first = view.text.tokens.partition_point(|token| token.start < end);
    let start = view.text.tokens[first].start.min(mention.head.start);
    mention.span = Span::new(start, mention.span.end);
    if mention.role.is_some_and(|role| role.span.start < start) {
        (mention.role, mention.portfolio) = (None, None);
    }
}

fn refused(view: &View, mention: &Mention) -> Step {
    Step {
        pass: Pass::Composites,
        subject: Subject::Name(mention.kind),
        span: mention.head,
        via: Some(mention.via.into()),
        verdict: Verdict::Failed,
        reason: Reason::Crosses.text(view),
    }
}
