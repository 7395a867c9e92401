//! Every example of every frame shows what it says.

use palabre::{Extractor, rules};

#[test]
fn examples_of_frames() {
    let extractor = Extractor::builtin().unwrap();
    let failures: Vec<String> = rules::test(&extractor)
        .iter()
        .map(|failure| format!("{}: {:?} {}", failure.frame.id, failure.example.text, failure.message))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
