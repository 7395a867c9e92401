//! What the check says of rows that take the place of others.

use palabre::lexicon::{self, Options};

fn findings(people: &'static str) -> Vec<String> {
    let options = Options::default().with_file("people.csv", people);
    lexicon::check_added(&options).unwrap().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn told(people: &'static str, start: &str, says: &[&str]) {
    let findings = findings(people);
    let found = findings.iter().find(|finding| finding.starts_with(start));
    let found = found.unwrap_or_else(|| panic!("no {start} in {findings:#?}"));
    says.iter().for_each(|says| assert!(found.contains(says), "no {says} in {found}"));
}

#[test]
fn what_a_row_replaces_and_what_changes_is_told() {
    told(
        "id,name,country,aliases\nassimi-goita,Assimi Goïta,niger,Le chef\n",
        "memory:people.csv:2:1: info: replaces `assimi-goita` (gazetteers/fr/people.csv:",
        &["country `mali` → `niger`", "surname `Goïta` → nothing", "→ `Le chef`"],
    );
}

#[test]
fn what_replaces_nothing_is_not_told() {
    assert_eq!(
        findings("name,country,source,checked\nFanta Coulibaly Essai,mali,communiqué,2026-03\n"),
        [""; 0]
    );
}
