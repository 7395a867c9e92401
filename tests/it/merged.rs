//! What files of the language in a folder make of the built-in ones.

use palabre::{
    lexicon::{Options, load},
    model::{Lexicon, Modality},
};
use palabre_lexicon::model::word;

/// The built-in lists with files, each a folder by itself.
fn read(files: &[(&'static str, &str)]) -> Lexicon {
    let add =
        |options: Options, &(name, text): &(&'static str, &str)| options.with_file(name, text.to_string());
    load(&files.iter().fold(Options::default(), add)).unwrap()
}

/// The words of a feature in a folder take the place of the built-in ones; the other features stay.
#[test]
fn a_folder_replaces_the_words_of_a_feature() {
    let stanza = "[[feature]]\nname = \"place-noun\"\nsays = \"…\"\nwords = [\"estancia\"]\n";
    let lexicon = read(&[("features.toml", stanza)]);
    assert!(lexicon.folded_has("estancia", word::PLACE_NOUN));
    assert!(!lexicon.folded_has("hameau", word::PLACE_NOUN));
    // It implies the other.
    assert!(
        lexicon.folded_has("region", word::PLACE_NOUN) && lexicon.folded_has("region", word::PLACE_DIVISION)
    );
}

/// A file of a folder may hold one key: the others stay.
#[test]
fn a_folder_replaces_keys_of_the_language() {
    let built_in = read(&[]);
    let (grammar, language) =
        ("[tenses]\nfuture = \"asserted\"\n", "no_body_names = [\"Ligue Essai\"]\n[dates]\nparts = []\n");
    let lexicon = read(&[("grammar.toml", grammar), ("language.toml", language)]);
    let (tenses, before) = (lexicon.frames.tenses, built_in.frames.tenses);
    assert_eq!((tenses.future, tenses.conditional), (Modality::Asserted, before.conditional));
    assert_eq!(lexicon.frames.prepositions, built_in.frames.prepositions);
    let (cues, before) = (&lexicon.cues, &built_in.cues);
    assert_eq!((&cues.no_body_names[..], cues.dates.parts.len()), (&["Ligue Essai".to_string()][..], 0));
    assert_eq!((&cues.months, &cues.dates.next), (&before.months, &before.dates.next));
    assert_eq!(lexicon.lists, built_in.lists);
}

/// Of two folders, the later has the last word.
#[test]
fn folders_are_merged_in_order() {
    let language = |name: &str| format!("no_body_names = [\"{name}\"]\n");
    let [one, other] = ["Ligue A", "Ligue B"].map(language);
    let lexicon = read(&[("language.toml", &one), ("language.toml", &other)]);
    assert_eq!(lexicon.cues.no_body_names, ["Ligue B"]);
}
