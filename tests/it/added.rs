//! A lexicon to which files are added is the one that is read of all.

use palabre::{error::Result, lexicon, matcher::FormId, model::Lexicon};
use palabre_lexicon::{
    lists::{Base, Files, ListFile},
    model::{Frames, Verb, Word},
};
use proptest::prelude::*;
use std::{collections::BTreeMap, path::Path, sync::LazyLock};

/// A file of a folder.
type Text = (&'static str, &'static str);

/// Rows and stanzas, each of which is a folder by itself.
const FILES: [Text; 17] = [
    (
        "people.csv",
        "name,country,aliases,short\nFanta Diarra Coulibaly,mali,Fanta Coulibaly,Fanta\nBruno le Maigre,france,,\n",
    ),
    ("people.csv", "id,name,surname,died\nami-sow,Ami Sow,Sow,2020-05-02\nzo-macron,Zo Macron,,\n"),
    ("people.csv", "name,shared\nIbrahim Traoré Essai,Traoré|Essai\n"),
    (
        "organisations.csv",
        "name,acronyms,subtype,country\nLigue des essais du Sahel,LESS,ngo,mali\nConseil de l’Essai,,agency,france\n",
    ),
    (
        "places.csv",
        "name,type,country,cued,latitude,longitude\nLe Bourg-Essai,town,mali,,12.5,-8\nEssaiville Est,city,france,Essai,,\n",
    ),
    ("countries.csv", "id,name,iso2,capital,demonym_m\nessaistan,Essaistan,EX,bamako,essaistanais\n"),
    (
        "roles.csv",
        "id,name,forms,category,unique,takes\ngrand-essayeur,grand essayeur,grande essayeuse,head_of_state,yes,of\n",
    ),
    ("ranks.csv", "name,order\ngénéral d’essai,90\n"),
    ("titles.csv", "name,abbreviations\nmaître d’essai,Me\n"),
    ("offices.csv", "person,role,of,from,to\nemmanuel-macron,president,mali,2031-01,\n"),
    ("memberships.csv", "member,body,from\nfrance,cedeao,2031\n"),
    ("given_names.csv", "name,gender,cued\nZébulonne,f,yes\nZo-Zéphyrine,f,\n"),
    ("words.csv", "form,count\nessayage,40\nmaison,12\n"),
    (
        "cooccurrence.toml",
        "[[rule]]\nid = \"fr.cooccurrence.essai\"\nsource = \"person\"\ntarget = \"rank\"\nwindow = \"sentence\"\nedge = \"appears_with\"\nweight = 1.0\nsays = \"Essai.\"\n",
    ),
    (
        "relations.toml",
        "[[relation]]\nid = \"tries\"\nsays = \"A essaie B\"\nsource = [\"person\", \"country\"]\ntarget = [\"person\", \"country\", \"organisation\"]\n",
    ),
    (
        "frames-essai.toml",
        "[[frame]]\nrelation = \"meets\"\nid = \"essai\"\nverb = [\"essayer\"]\ntakes = [\"A _ auprès_de B\"]\nnoun = [\"tripatouillage\", \"accord|accords\"]\nnoun_takes = [\"_ entre A et B\", \"_ fumeux de A avec B\"]\nsays = [\"[Paul Biya] a essayé auprès d’[Emmanuel Macron].\"]\n",
    ),
    (
        "frames-autres.toml",
        "[[frame]]\nrelation = \"supports\"\nnoun = \"chouchoutage\"\nnoun_takes = [\"_ de B par A\"]\nsays = [\"Le chouchoutage de [la Russie] par [la France].\"]\n",
    ),
];

/// Files that replace something, or take a name that is taken: all is read anew.
const REPLACING: [Text; 5] = [
    ("people.csv", "name,country\nIbrahim Traoré,mali\n"),
    ("people.csv", "id,name,country\nemmanuel-macron,Manu Macron,france\n"),
    ("offices.csv", "person,role,of,from,to\nemmanuel-macron,president,france,2017-05-14,2020\n"),
    ("features.toml", "[[feature]]\nname = \"place-noun\"\nsays = \"…\"\nwords = [\"estancia\"]\n"),
    (
        "frames-dialogue.toml",
        "[[frame]]\nrelation = \"meets\"\nverb = \"rencontrer\"\ntakes = [\"A _ B\"]\nsays = [\"[Paul Biya] a rencontré [Emmanuel Macron].\"]\n",
    ),
];

const TEXT: &str = "Emmanuel Macron a rencontré Fanta Coulibaly à Essaiville Est, près du Bourg-Essai, avec le général d’essai Zo Macron, \
    la LESS et l’Essaistan : un tripatouillage entre Paul Biya et le grand essayeur essaistanais.";

/// The built-in lists.
static BUILT_IN: LazyLock<Vec<ListFile>> = LazyLock::new(|| {
    let files = lexicon::builtin_files().map(|file| {
        ListFile::new(Path::new(file.name), format!("gazetteers/fr/{}", file.name), file.text().into())
    });
    files.collect::<Result<_>>().unwrap()
});

fn built_in(list: &str) -> Option<ListFile> {
    BUILT_IN.iter().find(|file| file.list == list).cloned()
}

/// The same, compiled.
fn base() -> Base {
    static COMPILED: LazyLock<&[u8]> = LazyLock::new(|| {
        let base = Files::new(BUILT_IN.iter().cloned()).compile().unwrap();
        base.to_bytes().unwrap().leak()
    });
    Base::from_bytes(*COMPILED).unwrap()
}

/// Files over them, each a folder by itself.
fn added(files: &[Text]) -> Vec<ListFile> {
    let file = |(&(name, text), layer): (&Text, usize)| ListFile {
        layer,
        ..ListFile::new(Path::new(name), name.into(), text.into()).unwrap()
    };
    files.iter().zip(1..).map(file).collect()
}

/// All read anew.
fn read(added: Vec<ListFile>) -> Result<Lexicon> {
    Ok(Files::new(BUILT_IN.iter().cloned().chain(added)).compile()?.lexicon)
}

/// What is told of every form and spelling: whether it is known, and its features.
fn words(lexicon: &Lexicon, forms: &[String]) -> Vec<(bool, String)> {
    let vocabulary = lexicon.matcher.vocabulary();
    let told = |form: &String| {
        let id: FormId = vocabulary.lookup(form);
        let spelled = vocabulary.spelled_words(id).map(|word| vocabulary.spelling(word).map(str::to_string));
        let mut spelled: Vec<_> = spelled
            .flatten()
            .map(|spelling| {
                let features = lexicon.features.of(vocabulary.word(id, &spelling));
                let entry = lexicon.frames.words.get(&spelling).map(|word| entry(lexicon, word));
                (spelling, features, entry)
            })
            .collect();
        spelled.sort_by(|a, b| a.0.cmp(&b.0));
        let rest = lexicon.features.of(vocabulary.word_of_form(id));
        (id.is_known(), format!("{rest:?} {spelled:?}"))
    };
    forms.iter().map(told).collect()
}

/// What the list says of a word, by itself.
fn entry(lexicon: &Lexicon, word: &Word) -> String {
    let phrases = word.phrases.map(|place| &lexicon.frames.phrases[usize::from(place)]);
    format!("{word:?} {phrases:?}")
}

fn forms(lexicon: &Lexicon) -> Vec<String> {
    let vocabulary = lexicon.matcher.vocabulary();
    vocabulary.forms().map(str::to_string).collect()
}

/// What holds of a lexicon, as far as numbers of forms and words do not show.
fn assert_same(extended: &Lexicon, read: &Lexicon) {
    assert_eq!(*extended.entries, *read.entries);
    assert_eq!(*extended.names, *read.names);
    assert_eq!(*extended.offices, *read.offices);
    assert_eq!(*extended.offices_by_role, *read.offices_by_role);
    assert_eq!(*extended.memberships, *read.memberships);
    assert_eq!(extended.role_offices, read.role_offices);
    assert_eq!(extended.cooccurrence, read.cooccurrence);
    assert_eq!(extended.lists, read.lists);
    let bearers = |lexicon: &Lexicon| -> BTreeMap<String, Vec<_>> {
        lexicon.surnames.iter().map(|(form, bearers)| (form.to_string(), bearers.clone())).collect()
    };
    assert_eq!(bearers(extended), bearers(read));
    for entry in read.entries() {
        assert_eq!(extended.find(entry.kind, &entry.id), read.find(entry.kind, &entry.id));
    }
    let (a, b) = (&extended.frames, &read.frames);
    assert_eq!((&a.types, &*a.frames), (&b.types, &*b.frames));
    let verbs = |frames: &Frames| -> Vec<Verb> { frames.verbs.to_vec() };
    assert_eq!((verbs(a), a.nouns.to_vec()), (verbs(b), b.nouns.to_vec()));
    let written = |frames: &Frames| -> Vec<_> {
        frames
            .templates
            .iter()
            .map(|template| (template.frame, template.text.clone(), template.voice))
            .collect()
    };
    assert_eq!(written(a), written(b));
    assert_eq!(extended.names_in(TEXT), read.names_in(TEXT));
    let forms = forms(read);
    assert!(self::forms(extended).iter().filter(|form| !form.is_empty()).count() == forms.len());
    assert_eq!(words(extended, &forms), words(read, &forms));
}

#[test]
fn what_is_compiled_is_what_is_read() {
    assert_same(&base().lexicon, &read(Vec::new()).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]

    /// Of folders of any of the files, the lexicon is the same whether all is read anew or what they add is added.
    #[test]
    fn what_is_added_is_as_if_read(chosen in prop::collection::vec(0..FILES.len(), 1..9)) {
        let files: Vec<Text> = chosen.iter().map(|&at| FILES[at]).collect();
        let added = added(&files);
        match (extended(&added), read(added)) {
            (Ok(Some(extended)), Ok(read)) => assert_same(&extended, &read),
            (Ok(None), _) => {}
            // A row without an id twice.
            (extended, read) => assert_eq!(extended.unwrap_err().to_string(), read.unwrap_err().to_string()),
        }
    }
}

fn extended(added: &[ListFile]) -> Result<Option<Lexicon>> {
    base().with(added, &built_in)
}

#[test]
fn every_file_is_added() {
    for file in FILES {
        assert!(extended(&added(&[file])).unwrap().is_some(), "{}", file.1);
    }
    let extended = extended(&added(&FILES)).unwrap().expect("all are new");
    assert_same(&extended, &read(added(&FILES)).unwrap());
}

#[test]
fn what_replaces_something_is_read_with_all() {
    for file in REPLACING {
        assert!(extended(&added(&[file])).unwrap().is_none(), "{}", file.1);
    }
}
