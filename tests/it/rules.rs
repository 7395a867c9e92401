//! Every example of every frame shows what it says.

use palabre::{Extractor, rules};

/// How many examples there are today.
const EXAMPLES: usize = 957;

#[test]
fn examples_of_frames() {
    let extractor = Extractor::builtin().unwrap();
    let examples: usize = extractor.lexicon().frames().iter().map(|frame| frame.examples.len()).sum();
    assert!(100 * examples >= 95 * EXAMPLES, "{examples} examples, fewer than 95 % of {EXAMPLES}");
    let failures: Vec<String> = rules::test(&extractor)
        .iter()
        .map(|failure| format!("{}: {:?} {}", failure.frame.id, failure.example.text, failure.message))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
