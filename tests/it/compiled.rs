//! The built-in lists as the build compiled them: what they say is what their files say.

use palabre::{
    lexicon::{self, Options},
    model::Lexicon,
};

/// The built-in lists, read from their files: an added list without rows brings nothing.
fn read() -> Lexicon {
    lexicon::load(&Options::default().with_file("titles.csv", "name\n")).unwrap()
}

#[test]
fn the_compiled_lists_say_what_their_files_say() {
    let (compiled, read) = (lexicon::load(&Options::default()).unwrap(), read());
    for entry in [0, 1, compiled.entries().len() - 1] {
        let index = palabre::model::EntryIndex(entry as u32);
        assert_eq!(compiled.entry(index), read.entry(index), "a row by itself");
    }
    assert_eq!(compiled.entries(), read.entries());
    for (entry, index) in compiled.entries().iter().zip(0..) {
        let found = compiled.find(entry.kind, &entry.id);
        assert_eq!(found, Some(palabre::model::EntryIndex(index)), "{}", entry.id);
        assert_eq!(read.find(entry.kind, &entry.id), found, "{}", entry.id);
    }
    assert_eq!(compiled.find(palabre::model::EntryKind::Person, "personne-d-autre"), None);
    assert_eq!(compiled.offices(), read.offices());
    assert_eq!(compiled.role_offices(), read.role_offices());
    assert_eq!(compiled.memberships(), read.memberships());
    assert_eq!(compiled.relation_types(), read.relation_types());
    assert_eq!(compiled.frames(), read.frames());
    for frame in compiled.frames().iter().step_by(100) {
        assert_eq!(compiled.templates_of(frame), read.templates_of(frame), "{}", frame.id);
    }
    assert_eq!(compiled.cooccurrence(), read.cooccurrence());
    assert_eq!(compiled.lists(), read.lists());
}

#[test]
fn the_compiled_lists_find_what_the_files_name() {
    let (compiled, read) = (lexicon::load(&Options::default()).unwrap(), read());
    let names: Vec<&str> = read.entries().iter().step_by(7).map(|entry| &*entry.name).collect();
    let text = names.join(", ");
    let found = compiled.names_in(&text);
    assert!(found.len() >= names.len() / 2, "most rows are found by their name");
    assert_eq!(found, read.names_in(&text));
}
