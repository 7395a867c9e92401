//! The built-in lists as the build compiled them: what they say is what their files say.

use palabre::{
    Extractor,
    lexicon::{self, Options},
    model::{Document, Lexicon},
};
use std::sync::LazyLock;

/// Lists that are read from their files, as where a file may change the language: an empty one does not.
fn read(options: Options) -> Lexicon {
    lexicon::load(&options.with_file("language.toml", "")).unwrap()
}

/// The built-in ones.
static READ: LazyLock<Lexicon> = LazyLock::new(|| read(Options::default()));

#[test]
fn the_compiled_lists_say_what_their_files_say() {
    let (compiled, read) = (lexicon::load(&Options::default()).unwrap(), &*READ);
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
    let (compiled, read) = (lexicon::load(&Options::default()).unwrap(), &*READ);
    let names: Vec<&str> = read.entries().iter().step_by(7).map(|entry| &*entry.name).collect();
    let text = names.join(", ");
    let found = compiled.names_in(&text);
    assert!(found.len() >= names.len() / 2, "most rows are found by their name");
    assert_eq!(found, read.names_in(&text));
}

/// What a folder adds to the compiled lists is as if all had been read.
#[test]
fn what_is_added_says_what_the_files_say() {
    let files = [
        ("people.csv", "name,country,aliases\nFanta Diarra Coulibaly,mali,Fanta Coulibaly\n"),
        ("organisations.csv", "name,acronyms,subtype\nLigue des essais du Sahel,LESS,ngo\n"),
        (
            "offices.csv",
            "person,role,portfolio,of,from,to\nfanta-diarra-coulibaly,ministre,sante,mali,2020,\n",
        ),
        (
            "relations.toml",
            "[[relation]]\nid = \"tries\"\nsays = \"A tries B\"\nsource = [\"person\", \"country\"]\n\
             target = [\"person\", \"country\", \"organisation\"]\n",
        ),
        (
            "frames-essai.toml",
            "[[frame]]\nrelation = \"tries\"\nverb = \"essayer\"\ntakes = [\"A _ B\", \"A _ auprès_de B\"]\n\
             noun = [\"tripatouillage\", \"accord\"]\nnoun_takes = [\"_ fumeux entre A et B\"]\n\
             says = [\"[Paul Biya] a essayé [la Russie].\"]\n",
        ),
    ];
    let text = "Paul Biya a essayé la LESS. Fanta Coulibaly essaie auprès d’Emmanuel Macron. Le ministre malien de la Santé a parlé.\n\
        Un accord fumeux entre la France et la Russie, un tripatouillage fumeux entre le Mali et le Niger. Un accord est signé \
        entre la Russie et le Mali.";
    let options =
        files.iter().fold(Options::default(), |options, (name, text)| options.with_file(*name, *text));
    let added = Extractor::new(lexicon::load(&options).unwrap()).extract(Document::new("essai", text));
    let tried = added.relations.iter().filter(|relation| &*relation.kind == "tries").count();
    assert!(tried >= 4, "{tried} of the new relations");
    let read = Extractor::new(read(options)).extract(Document::new("essai", text));
    assert_eq!(format!("{added:?}"), format!("{read:?}"));
}
