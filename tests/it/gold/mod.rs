//! Reads the texts of `gold/` and holds what palabre finds in them against what is marked there; see `gold/README.md`.
//!
//! `cargo test --test it gold -- --nocapture` prints the figures and everything that is wrong.

use palabre::{
    Extractor,
    eval::{Article, Gold, GoldMention, Label, Name, Part, Predictions, Report, Share, score},
    export::JsonLines,
    input,
    model::{Date, Document, Kind},
};
use relations::{MarkedRelation, Saying};
use serde_json::Value;
use std::{fs, path::Path};

mod relations;

/// What must hold over all files, in percent; a little less than what holds today.
const FLOORS: [(&str, f64); 9] = [
    ("person", 97.5),
    ("organisation", 95.0),
    ("country", 98.0),
    ("place", 97.0),
    ("demonym", 98.0),
    ("role", 88.0),
    ("linked", 98.5),
    ("ranked", 95.0),
    ("attributes", 93.0),
];
/// How many entities may hold mentions of several people or things, and how many may be spread over several.
const MOST_MERGED: usize = 1;
const MOST_SPLIT: usize = 3;
/// Files, and those without a fault: 95 % of today's.
const LEAST_FILES: usize = 153;
const LEAST_FAULTLESS: usize = 105;

#[test]
fn check() {
    let files = GoldFile::all();
    assert!(files.len() >= LEAST_FILES, "{} files, not {LEAST_FILES}", files.len());
    let read = Read::new(&files);
    let mut faults = Vec::new();
    let (mut attributes, mut saying, mut faultless) = (Share::default(), Saying::default(), 0);
    for file in &files {
        let report = score(&file.gold(), &read.predictions);
        let wrong = file.wrong_attributes(read.line(&file.article.id));
        attributes.of += file.attributes.len();
        attributes.right += file.attributes.len() - wrong.len();
        let mut wrong: Vec<String> = examples(&report).chain(wrong).collect();
        if let Some(relations) = &file.relations {
            wrong.extend(saying.note(&file.article, relations, read.line(&file.article.id)));
        }
        faultless += usize::from(wrong.is_empty());
        if !wrong.is_empty() {
            println!("{} ({})\n  {}", file.article.id, file.phenomenon, wrong.join("\n  "));
        }
        if file.is_exact && !wrong.is_empty() {
            faults.push(format!("{} must be faultless", file.article.id));
        }
    }
    let report = score(&gold_of(files.iter(), false), &read.predictions);
    let related = files.iter().filter(|file| file.relations.is_some());
    let related = score(&gold_of(related, true), &read.predictions);
    println!(
        "{}\n{}\nattributes {} of {}",
        report.table(0),
        related.table(0),
        attributes.right,
        attributes.of
    );
    saying.print();
    println!("{faultless} of {} files without a fault", files.len());
    faults.extend(below_the_floors(&report, attributes));
    faults.extend(saying.faults(&related));
    if faultless < LEAST_FAULTLESS {
        faults.push(format!("{faultless} files without a fault, not {LEAST_FAULTLESS}"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn gold_of<'f>(files: impl Iterator<Item = &'f GoldFile>, has_relations: bool) -> Gold {
    let articles = files.map(|file| file.article.clone()).collect();
    let mut gold = Gold::new(articles);
    gold.has_relations = has_relations;
    gold
}

fn examples(report: &Report) -> impl Iterator<Item = String> {
    let parts = Part::ALL.into_iter();
    parts.flat_map(|part| {
        report
            .examples(part)
            .map(move |example| format!("{}:{} | {}", part.name(), example.start, example.cells.join(" | ")))
    })
}

fn below_the_floors(report: &Report, attributes: Share) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, floor) in FLOORS {
        let value = match (name, Kind::from_name(name)) {
            (_, Some(kind)) => report.mentions.of(&Label::Kind(kind)).f1(),
            ("linked", _) => report.linked.unwrap().value(),
            ("ranked", _) => report.ranked.unwrap().value(),
            _ => attributes.value(),
        };
        if 100.0 * value < floor {
            faults.push(format!("{name}: {:.1} is below {floor}", 100.0 * value));
        }
    }
    if report.merged > MOST_MERGED || report.split > MOST_SPLIT {
        faults.push(format!(
            "{} merged, {} split; at most {MOST_MERGED}, {MOST_SPLIT}",
            report.merged, report.split
        ));
    }
    faults
}

/// The texts, without their marks.
pub(crate) fn documents() -> impl Iterator<Item = Document> {
    GoldFile::all().into_iter().flat_map(|file| file.gold().documents().collect::<Vec<_>>())
}

/// What palabre finds in the texts.
struct Read {
    predictions: Predictions,
    lines: Vec<Value>,
}

impl Read {
    fn new(files: &[GoldFile]) -> Read {
        let extractor = Extractor::builtin().unwrap();
        let (reader, writer) = (extractor.reader(), JsonLines::new(extractor.lexicon()));
        let mut written = Vec::new();
        for document in files.iter().flat_map(|file| file.gold().documents().collect::<Vec<_>>()) {
            let read = input::document(document, &input::Options::default());
            writer.write(&reader.extract(read.document), &mut written).unwrap();
        }
        let written = String::from_utf8(written).unwrap();
        Read {
            predictions: Predictions::from_jsonl("extraction.jsonl", &written).unwrap(),
            lines: written.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        }
    }

    fn line(&self, id: &str) -> &Value {
        self.lines.iter().find(|line| line["id"] == id).unwrap()
    }
}

/// A file of `gold/`.
struct GoldFile {
    phenomenon: String,
    is_exact: bool,
    article: Article,
    attributes: Vec<Attribute>,
    /// None where they are not marked.
    relations: Option<Vec<MarkedRelation>>,
}

/// Something else that is marked of a mention: what a field of the JSON Lines must say.
struct Attribute {
    start: u32,
    end: u32,
    kind: String,
    key: String,
    value: String,
}

impl GoldFile {
    fn all() -> Vec<GoldFile> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        paths.sort();
        paths.iter().map(|path| GoldFile::read(path)).collect()
    }

    fn read(path: &Path) -> GoldFile {
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let content = fs::read_to_string(path).unwrap();
        let (front, marked) = content.split_once("\n\n").unwrap_or_else(|| panic!("{id}: no text"));
        let mut phenomenon = None;
        let (mut date, mut is_exact, mut has_relations) = (None, false, false);
        for line in front.lines() {
            match line.split_once(": ") {
                Some(("phenomenon", value)) => phenomenon = Some(value.to_owned()),
                Some(("date", value)) => date = Some(value.parse::<Date>().unwrap()),
                Some(("floor", "exact")) => is_exact = true,
                Some(("relations", "marked")) => has_relations = true,
                _ => panic!("{id}: not a front line: {line:?}"),
            }
        }
        let phenomenon = phenomenon.unwrap_or_else(|| panic!("{id}: no phenomenon"));
        let mut marks = Marks::new(&id);
        marks.read(marked.strip_suffix('\n').unwrap_or(marked));
        marks.settle();
        let Marks { text, mentions, attributes, relations, .. } = marks;
        assert!(has_relations || relations.is_empty(), "{id}: relations that the front lines do not tell of");
        let said = relations.iter().map(|relation| relation.gold.clone()).collect();
        let mut article = Article::new(id, text);
        (article.date, article.mentions, article.relations) = (date, mentions, said);
        GoldFile { phenomenon, is_exact, article, attributes, relations: has_relations.then_some(relations) }
    }

    fn gold(&self) -> Gold {
        gold_of(std::iter::once(self), self.relations.is_some())
    }

    fn wrong_attributes(&self, line: &Value) -> Vec<String> {
        let wrong = |attribute: &Attribute| {
            let found = attribute.found(line);
            let Attribute { start, end, key, value, .. } = attribute;
            (found != *value)
                .then(|| format!("{key}:{start} | {} | {value} | {found}", self.article.slice(*start, *end)))
        };
        self.attributes.iter().filter_map(wrong).collect()
    }
}

impl Attribute {
    /// What the mention, or for `candidates` its entity, says.
    fn found(&self, line: &Value) -> String {
        let list = |key: &str| line[key].as_array().unwrap().clone();
        let is_it = |mention: &&Value| {
            mention["head_start"] == self.start
                && mention["head_end"] == self.end
                && mention["kind"] == *self.kind
        };
        let mentions = list("mentions");
        let Some(mention) = mentions.iter().find(is_it) else { return "no such mention".into() };
        let entities = list("entities");
        let ids = match self.key.as_str() {
            "group" => mention["group"].as_array(),
            "candidates" => {
                let entity = entities.iter().find(|entity| entity["id"] == mention["entity"]);
                entity.and_then(|entity| entity["candidates"].as_array())
            }
            key => return mention[key].as_str().unwrap_or("nothing").to_owned(),
        };
        let mut ids: Vec<&str> = ids.into_iter().flatten().filter_map(Value::as_str).collect();
        ids.sort_unstable();
        if ids.is_empty() { "nothing".to_owned() } else { ids.join("+") }
    }
}

/// A text that is freed from its marks.
struct Marks<'i> {
    id: &'i str,
    text: String,
    /// Code points of the text.
    length: u32,
    mentions: Vec<GoldMention>,
    attributes: Vec<Attribute>,
    relations: Vec<MarkedRelation>,
}

impl Marks<'_> {
    fn new(id: &str) -> Marks<'_> {
        let (mentions, attributes, relations) = (Vec::new(), Vec::new(), Vec::new());
        Marks { id, text: String::new(), length: 0, mentions, attributes, relations }
    }

    /// `[name|kind|entity|key=value]`, names in names; a backslash frees the character after it. Lines after `= ` are
    /// no text, but the relations of the line before them.
    fn read(&mut self, marked: &str) {
        let mut open: Vec<(u32, usize)> = Vec::new();
        let mut characters = marked.chars();
        while let Some(character) = characters.next() {
            match character {
                '=' if self.text.ends_with('\n') && characters.as_str().starts_with(' ') => {
                    let line: String = characters.by_ref().take_while(|&c| c != '\n').collect();
                    self.relation(&line);
                }
                '[' => open.push((self.length, self.text.len())),
                ']' => panic!("{}: a bracket that was not opened, or a name without a kind", self.id),
                '|' if !open.is_empty() => {
                    let (start, from) = open.pop().unwrap();
                    let fields: String = characters.by_ref().take_while(|&c| c != ']').collect();
                    self.mention(start, from, &fields);
                }
                '\\' => self.push(characters.next().expect("something after the backslash")),
                character => self.push(character),
            }
        }
        assert!(open.is_empty(), "{}: a bracket that is not closed", self.id);
    }

    fn push(&mut self, character: char) {
        self.text.push(character);
        self.length += 1;
    }

    fn relation(&mut self, line: &str) {
        let passage = self.text.lines().next_back().unwrap_or_default();
        let end = self.length - 1;
        let start = end - passage.chars().count() as u32;
        let relation = MarkedRelation::read(line, (start, end), passage);
        self.relations.push(relation.unwrap_or_else(|problem| panic!("{}: {problem}", self.id)));
    }

    /// Finds out whom the relations are of.
    fn settle(&mut self) {
        let names =
            self.mentions.iter().filter_map(|mention| Some((mention.entity.clone()?, &mention.label)));
        let named = names.filter_map(|(name, label)| match label {
            Label::Kind(kind) => Some((name, *kind)),
            _ => None,
        });
        let named: Vec<(Name, Kind)> = named.collect();
        let capitals = self.attributes.iter().filter(|attribute| attribute.key == "metonymy");
        let capitals: Vec<Name> = capitals.map(|attribute| Name::new(&attribute.value)).collect();
        for relation in &mut self.relations {
            let settled = relation.settle(&named, &capitals);
            settled.unwrap_or_else(|problem| panic!("{}: {problem}", self.id));
        }
    }

    fn mention(&mut self, start: u32, from: usize, fields: &str) {
        let (id, end) = (self.id, self.length);
        let name = self.text[from..].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut fields = fields.split('|');
        let kind = fields.next().and_then(Kind::from_name);
        let kind = kind.unwrap_or_else(|| panic!("{id}: {name:?} is of no kind"));
        let entity = match fields.next() {
            Some("?") => None,
            Some("") | None => {
                assert!(!matches!(kind, Kind::Demonym | Kind::Role), "{id}: {name:?} needs an entity, or ?");
                Some(Name::new(name))
            }
            Some(entity) => Some(Name::new(entity)),
        };
        let mut rank = None;
        for field in fields {
            let (key, value) =
                field.split_once('=').unwrap_or_else(|| panic!("{id}: not key=value: {field:?}"));
            match key {
                "rank" => rank = Some(value.to_owned()),
                "metonymy" | "zone" | "candidates" | "title" | "role" | "of" | "group" => {
                    self.attributes.push(Attribute {
                        start,
                        end,
                        kind: kind.name().to_owned(),
                        key: key.to_owned(),
                        value: value.to_owned(),
                    })
                }
                _ => panic!("{id}: nothing is called {key:?}"),
            }
        }
        let mut mention = GoldMention::new((start, end), Label::Kind(kind));
        (mention.entity, mention.rank) = (entity, rank);
        self.mentions.push(mention);
    }
}
