//! French stands in `gazetteers/`: few words of it are left in the code, and a test counts them.

use crate::architecture::{Source, features, sources};
use palabre::matcher::{fold, fold_words};
use std::{collections::BTreeSet, fs};

/// As many literals of French as there are: letters that transcriptions differ in, the notation of templates, articles in
/// names, ids of roles. It only goes down.
const MOST: usize = 21;

/// What speaks to people and what names formats, in English; names and sentences in it are examples.
const OUTER: [&str; 4] = ["cli", "eval", "export", "import"];

/// Files whose literals look like French and are not, with what they are.
const NOT_FRENCH: [(&str, &str); 19] = [
    ("correction/mod.rs", "names of actions and of what they take"),
    ("correction/table.rs", "names of columns and of what is in them"),
    ("input/decode.rs", "names of formats"),
    ("input/html.rs", "names of elements"),
    ("input/several.rs", "names of elements"),
    ("model/zone_kind.rs", "names of zones"),
    ("input/tags.rs", "names of elements"),
    ("input/foreign.rs", "extensions and schemes"),
    ("input/office.rs", "names of elements"),
    ("input/pdf/limits.rs", "keys of dictionaries"),
    ("input/rtf.rs", "control words"),
    ("input/vendor/europresse.rs", "names of elements"),
    ("input/vendor/factiva.rs", "codes of fields"),
    ("input/repair.rs", "letters as a wrong encoding shows them"),
    ("matcher/fold.rs", "letters without their accents"),
    ("learn/align.rs", "signs for chunks"),
    ("learn/proposal.rs", "keys of frames"),
    ("learn/report.rs", "keys of frames"),
    ("lists/schema.rs", "names of columns and of the values in them"),
];

/// A literal is French where it has a letter with an accent, or where all its words are in the lists of words; unless it
/// is a name of the data (a list, a column, a value of a set, a key of a format). What stands in backquotes is an
/// example in a message.
#[test]
fn french_stands_in_the_gazetteers() {
    let (words, names) = (listed_words(), names_of_data());
    // `A` in a template is no word, and `T` in a pattern.
    let is_symbol = |word: &&str| word.len() == 1 && word.chars().all(char::is_uppercase);
    let is_listed = |word: &str| {
        let folded = fold(word);
        word.chars().any(char::is_alphabetic) && words.contains(&folded) && !names.contains(&folded)
    };
    let is_french = |literal: &String| {
        let accents = literal.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        let mut words = literal.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut words = words.by_ref().filter(|word| !is_symbol(word)).peekable();
        (accents || words.peek().is_some() && words.all(is_listed)) && !names.contains(literal.as_str())
    };
    let mut shown = Vec::new();
    let mut count = 0;
    let mut sources = sources();
    let is_read = |source: &Source| {
        let named = NOT_FRENCH.iter().any(|(path, _)| source.path.ends_with(path));
        !named && !OUTER.contains(&source.module.as_str()) && !source.path.ends_with("tests.rs")
    };
    sources.retain(is_read);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    for source in &sources {
        let french: Vec<String> = literals(&source.code).into_iter().filter(is_french).collect();
        if !french.is_empty() {
            count += french.len();
            shown.push(format!("{:3} {}: {}", french.len(), source.shown(), french.join(" · ")));
        }
    }
    println!("{count} literals of French\n{}", shown.join("\n"));
    assert!(count <= MOST, "{count} literals of French, more than {MOST}:\n{}", shown.join("\n"));
}

/// The words of the tables, folded.
fn listed_words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let table = |name: &str| -> toml::Table { fs::read_to_string(name).unwrap().parse().unwrap() };
    let features = table("gazetteers/fr/features.toml");
    for feature in features["feature"].as_array().unwrap() {
        ["words", "verbs", "prepositions"]
            .iter()
            .filter_map(|key| feature.get(key))
            .for_each(|list| add(list, &mut words));
    }
    for name in ["language", "grammar"] {
        for (key, value) in table(&format!("gazetteers/fr/{name}.toml")) {
            // Not words, but ids and keys.
            if !["columns", "language", "list", "pages", "structure", "tenses"].contains(&key.as_str()) {
                add(&value, &mut words);
            }
        }
    }
    words
}

/// Adds the words of the lists in a value, and the keys of what maps words to numbers or to each other.
fn add(value: &toml::Value, words: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(list) => list.iter().for_each(|value| add(value, words)),
        toml::Value::String(text) => words.extend(fold_words(text).split(' ').map(String::from)),
        toml::Value::Table(table) => {
            for (key, value) in table.iter().filter(|(key, _)| !["modality", "means"].contains(&key.as_str()))
            {
                if value.is_integer() {
                    words.insert(fold(key));
                }
                add(value, words);
            }
        }
        _ => {}
    }
}

/// Names of lists, columns, the values of sets in columns, relations, features of words and of Cargo.
fn names_of_data() -> BTreeSet<String> {
    let mut names: BTreeSet<String> = features().into_iter().map(|(_, name)| name).collect();
    let of_code = [
        "title",
        "date",
        "source",
        "mentions",
        "related",
        "document",
        "organisation",
        "place",
        "coordination",
        "link",
    ];
    names.extend(of_code.map(String::from));
    let manifest: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    names.extend(manifest["features"].as_table().unwrap().keys().cloned());
    for list in palabre::lexicon::lists(&Default::default()).unwrap() {
        names.insert(list.name.to_string());
        for (index, column) in list.columns.iter().enumerate() {
            names.insert(column.to_string());
            if SETS.contains(column) {
                names.extend(list.rows.iter().flat_map(|row| row[index].split('+')).map(String::from));
            }
        }
    }
    names
}

/// Columns whose cells are names from a set.
const SETS: [&str; 6] = ["type", "subtype", "category", "status", "takes", "gender"];

/// The string literals of some code, without escapes, placeholders and examples in backquotes.
fn literals(code: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        rest = &from[1..];
        match from.as_bytes()[0] {
            b'/' if rest.starts_with('/') => rest = rest.split_once('\n').map_or("", |(_, rest)| rest),
            b'"' => {
                let hashes = before.len() - before.trim_end_matches('#').len();
                let raw = before.trim_end_matches('#').ends_with('r');
                let (literal, after) = match raw {
                    true => rest.split_once(&format!("\"{}", "#".repeat(hashes))).unwrap_or((rest, "")),
                    false => rest.split_at(end_of_literal(rest)),
                };
                literals.push(bare(literal));
                rest = if raw { after } else { after.get(1..).unwrap_or("") };
            }
            // A character; else it is a lifetime.
            b'\'' => {
                let mut chars = rest.char_indices().skip(if rest.starts_with('\\') { 2 } else { 1 });
                if let Some((end, '\'')) = chars.next() {
                    rest = &rest[end + 1..];
                }
            }
            _ => {}
        }
    }
    literals
}

fn end_of_literal(text: &str) -> usize {
    let mut escaped = false;
    let end = text.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}

/// A literal without its escapes, its placeholders, and what stands in backquotes.
fn bare(literal: &str) -> String {
    let outside = |text: &str, open: char, close: char| -> String {
        let mut parts = text.split(open);
        let first = parts.next().unwrap_or("").to_string();
        parts.fold(first, |text, part| text + part.split_once(close).map_or("", |(_, after)| after))
    };
    let mut escaped = literal.split('\\');
    let first = escaped.next().unwrap_or("").to_string();
    let text = escaped.fold(first, |text, part| text + " " + part.get(1..).unwrap_or(part));
    let text: Vec<&str> = text.split('`').step_by(2).collect();
    outside(&text.concat(), '{', '}').trim().to_string()
}

#[test]
fn literals_are_read() {
    let code = r##"let a = 'x'; let b: &'static str = "au"; // "le"
        f("a \"b\" {c}\n", '"', r"mai|juin", r#"et "ou""#, "no `le` here")"##;
    assert_eq!(literals(code), ["au", "a  b", "mai|juin", "et \"ou\"", "no  here"]);
}
