//! Every example of every frame shows what it says.

use palabre::{Extractor, lexicon, model::Frame, rules};
use std::cell::Cell;

/// How many examples there are today.
const EXAMPLES: usize = 957;

#[test]
fn examples_of_frames() {
    let extractor = Extractor::builtin().unwrap();
    let examples: usize = extractor.lexicon().frames().iter().map(|frame| frame.examples.len()).sum();
    assert!(100 * examples >= 95 * EXAMPLES, "{examples} examples, fewer than 95 % of {EXAMPLES}");
    let failures: Vec<String> = rules::test(&extractor, |_| true)
        .iter()
        .map(|failure| format!("{}: {:?} {}", failure.frame.id, failure.example.text, failure.message))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// At least 95 of 100 variants of the examples of every `step`-th frame state the same.
fn variants_hold(step: usize) {
    let options = lexicon::Options::default();
    let extractor = Extractor::new(lexicon::load(&options).unwrap());
    let number = Cell::new(0_usize);
    let is_asked = |_: &Frame| number.replace(number.get() + 1).is_multiple_of(step);
    let (failures, counts) = rules::test_variants(&extractor, &options, is_asked).unwrap();
    let (hold, all) = counts.values().fold((0, 0), |sum, tried| (sum.0 + tried.hold, sum.1 + tried.all));
    assert_eq!(failures.len(), all - hold);
    assert!(all >= 6_500 / step && hold * 100 >= all * 95, "{hold} of {all}: {counts:?}");
    assert!(
        counts.len() >= 17 && counts.values().all(|tried| tried.hold * 100 >= tried.all * 85),
        "{counts:?}"
    );
}

#[test]
fn variants_of_every_eighth_frame_hold() {
    variants_hold(8);
}

#[test]
#[ignore = "half a minute without optimisation"]
fn variants_of_every_frame_hold() {
    variants_hold(1);
}
