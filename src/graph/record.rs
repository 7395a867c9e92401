//! What one document adds to a graph, as bytes: shards of a corpus are counted where they are read, and merged elsewhere.
//!
//! A record is `palabre` and a version, the length of the rest (four bytes, the least first), and a [`Record`] as postcard has it
//! (<https://postcard.jamesmunns.com/wire-format>) in a zlib stream, whose checksum tells what was altered. Records stand one behind
//! the other: files of them are joined by `cat`, and a column of a table may hold them.

use super::{
    fold::{EdgeTally, EvidenceSite, Fold, SiteRule},
    node::{NodeKey, NodeTally, Windows},
    passage::{FoldedDocument, Passage},
    summary::Codes,
};
use crate::{
    error::{Error, Place, Result},
    model::{Extraction, Lexicon, PartialDate, Scope, Statement},
};
use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib_with_limit};
use petgraph::graph::{Graph, NodeIndex};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    io::{self, ErrorKind, Read, Write},
    sync::Arc,
};

/// What a record begins with. The last byte goes up whenever what follows is laid out otherwise.
const MARK: [u8; 8] = *b"palabre\x01";

/// How hard to pack: beyond that, time grows faster than space falls.
const LEVEL: u8 = 3;

/// No document adds so many bytes: a record of more is none of palabre's.
const LONGEST: usize = 1 << 30;

/// What one document adds to a graph, by the options that it was read with.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    scope: Scope,
    published: Option<PartialDate>,
    bytes: u64,
    mentions: u64,
    relations: u64,
    rules: Vec<SiteRule>,
    codes: BTreeMap<Arc<str>, Codes>,
    nodes: Vec<NodeTally>,
    /// With the places of their ends among the nodes.
    edges: Vec<(u32, u32, EdgeTally)>,
    document: FoldedDocument,
    /// The windows that each node is in.
    windows: Vec<(u32, Windows<u32>)>,
}

/// Writes what a document adds to a graph. The lexicon is that of the extraction.
///
/// ```
/// use palabre::{Extractor, graph::{Fold, GraphOptions, Records, write_record}, model::Document};
///
/// let extractor = Extractor::builtin()?;
/// let mut shard = Vec::new();
/// for (id, text) in [("1", "Sadio Camara a rencontré Assimi Goïta."), ("2", "Assimi Goïta a reçu Sadio Camara.")] {
///     write_record(&extractor.extract(Document::new(id, text)), extractor.lexicon(), &mut shard).unwrap();
/// }
/// let mut fold = Fold::new();
/// for record in Records::new(&shard[..], "shard") {
///     record?.add_to(&mut fold);
/// }
/// assert_eq!(fold.finish(&GraphOptions::default()).edges[0].documents, 2);
/// # Ok::<(), palabre::error::Error>(())
/// ```
///
/// # Errors
/// What the writer says.
pub fn write_record(extraction: &Extraction, lexicon: &Lexicon, out: &mut dyn Write) -> io::Result<()> {
    let bytes = postcard::to_allocvec(&Record::of(extraction, lexicon)).map_err(io::Error::other)?;
    let packed = compress_to_vec_zlib(&bytes, LEVEL);
    let length = u32::try_from(packed.len()).ok().filter(|_| bytes.len() <= LONGEST);
    let length = length.ok_or_else(|| io::Error::new(ErrorKind::FileTooLarge, "too much for one record"))?;
    out.write_all(&MARK)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&packed)
}

impl Record {
    fn of(extraction: &Extraction, lexicon: &Lexicon) -> Record {
        let mut fold = Fold::new();
        fold.add(extraction, lexicon);
        let mut document = fold.documents.pop().expect("one was added");
        let (nodes, edges) = fold.actors.into_nodes_edges();
        let place = |node: NodeIndex| node.index() as u32;
        let windows = std::mem::take(&mut document.actors);
        Record {
            scope: extraction.scope.clone(),
            published: extraction.document.published(),
            bytes: extraction.document.text.len() as u64,
            mentions: extraction.mentions.len() as u64,
            relations: extraction.relations.len() as u64,
            rules: fold.rules,
            codes: fold.codes,
            nodes: nodes.into_iter().map(|node| node.weight).collect(),
            edges: edges
                .into_iter()
                .map(|edge| (place(edge.source()), place(edge.target()), edge.weight))
                .collect(),
            windows: windows.into_iter().map(|(node, windows)| (place(node), windows)).collect(),
            document,
        }
    }

    /// The options by which the document was read.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The id of the document.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// When it was published, as exactly as it tells.
    pub fn published(&self) -> Option<PartialDate> {
        self.published
    }

    /// How many bytes of text, mentions and relations it has, those that do not count in the graph, too.
    pub fn counts(&self) -> [u64; 3] {
        [self.bytes, self.mentions, self.relations]
    }

    /// The actors and the edges between them, of which no evidence is left.
    pub(super) fn without_evidence(mut self) -> Record {
        for (_, _, edge) in &mut self.edges {
            (edge.sites, edge.statements) = Default::default();
        }
        self.document.passages = Vec::new();
        self
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = &NodeKey> {
        self.nodes.iter().map(|node| &node.key)
    }

    /// The edges, with the places of their ends among the nodes.
    pub(super) fn edges(&self) -> impl Iterator<Item = (u32, u32, &EdgeTally)> {
        self.edges.iter().map(|(source, target, edge)| (*source, *target, edge))
    }

    /// The passage and the rule of a site.
    pub(super) fn at(&self, site: EvidenceSite) -> (&Passage, &SiteRule) {
        (&self.document.passages[site.passage as usize], &self.rules[site.rule as usize])
    }

    /// Adds the document to a fold.
    pub fn add_to(self, fold: &mut Fold) {
        let Record { rules, codes, nodes, edges, mut document, windows, .. } = self;
        let mut actors = Graph::with_capacity(nodes.len(), edges.len());
        for node in nodes {
            actors.add_node(node);
        }
        for (source, target, edge) in edges {
            actors.add_edge(NodeIndex::new(source as usize), NodeIndex::new(target as usize), edge);
        }
        let windows = windows.into_iter().map(|(node, windows)| (NodeIndex::new(node as usize), windows));
        document.actors = windows.collect();
        let mut one = Fold::new();
        (one.actors, one.rules, one.codes) = (actors, rules, codes);
        one.documents.push(document);
        fold.absorb(one);
    }

    /// Whether everything that names another part by its place names one that is there.
    fn is_sound(&self) -> bool {
        let is_node = |&place: &u32| (place as usize) < self.nodes.len();
        let is_site = |site: &EvidenceSite| {
            let EvidenceSite { document, passage, rule } = *site;
            let passages = &self.document.passages;
            document == 0 && (passage as usize) < passages.len() && (rule as usize) < self.rules.len()
        };
        let is_stated = |(site, statement): &(EvidenceSite, Statement)| {
            is_site(site) && (0.0..=1.0).contains(&statement.confidence)
        };
        let is_edge = |(source, target, edge): &(u32, u32, EdgeTally)| {
            let ends = is_node(source) && is_node(target);
            ends && edge.sites.iter().all(is_site) && edge.statements.iter().all(is_stated)
        };
        self.edges.iter().all(is_edge) && self.windows.iter().all(|(node, _)| is_node(node))
    }
}

/// Reads records that stand one behind the other.
#[derive(Debug)]
pub struct Records<R> {
    input: R,
    name: String,
    number: u32,
    is_over: bool,
}

impl<R: Read> Records<R> {
    /// Records of an input, which goes by a name in errors.
    pub fn new(input: R, name: impl Into<String>) -> Records<R> {
        Records { input, name: name.into(), number: 0, is_over: false }
    }

    /// The next record; none at the end.
    fn read(&mut self) -> std::result::Result<Option<Record>, String> {
        let mut head = [0; MARK.len() + 4];
        match self.fill(&mut head)? {
            0 => return Ok(None),
            read if read >= MARK.len() && head[..MARK.len()] != MARK => return Err(foreign(&head)),
            read if read < head.len() => return Err(CUT.to_string()),
            _ => {}
        }
        let [.., one, two, three, four] = head;
        let length = u32::from_le_bytes([one, two, three, four]) as u64;
        let mut packed = Vec::new();
        let read = self.input.by_ref().take(length).read_to_end(&mut packed);
        if read.map_err(|error| error.to_string())? < length as usize {
            return Err(CUT.to_string());
        }
        let altered = || "altered since it was written".to_string();
        let bytes = decompress_to_vec_zlib_with_limit(&packed, LONGEST).map_err(|_| altered())?;
        let record: Record = postcard::from_bytes(&bytes).map_err(|_| altered())?;
        record.is_sound().then_some(Some(record)).ok_or_else(altered)
    }

    /// Fills a buffer as far as the input goes, and tells how far.
    fn fill(&mut self, buffer: &mut [u8]) -> std::result::Result<usize, String> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.input.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.to_string()),
            }
        }
        Ok(filled)
    }
}

const CUT: &str = "cut off";

/// What begins otherwise than a record of this version.
fn foreign(head: &[u8]) -> String {
    match head.starts_with(&MARK[..7]) {
        true => format!("of version {}, and this palabre reads version {}", head[7], MARK[7]),
        false => "no record of statements".to_string(),
    }
}

/// After an error nothing more is read: where the next record would begin is not known.
impl<R: Read> Iterator for Records<R> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Result<Record>> {
        if self.is_over {
            return None;
        }
        self.number += 1;
        let read = self.read();
        self.is_over = !matches!(read, Ok(Some(_)));
        let place = || Place { file: self.name.clone(), line: self.number, column: 0 };
        read.map_err(|message| {
            Error::data(place(), message)
                .with_hint("`palabre extract -f statements` writes records, one a document")
        })
        .transpose()
    }
}

/// Whether bytes are the beginning of a record, of whatever version.
pub fn begins_record(bytes: &[u8]) -> bool {
    bytes.len() > MARK.len() && bytes.starts_with(&MARK[..MARK.len() - 1]) && bytes[MARK.len() - 1] < b' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Extractor,
        graph::GraphOptions,
        model::{Date, Document},
    };
    use proptest::prelude::*;
    use std::sync::OnceLock;

    const TEXTS: [&str; 4] = [
        "Le ministre malien de la Défense, Sadio Camara, a rencontré jeudi Sergueï Lavrov à Moscou. Mme Awa Ndong est là.",
        "M. Paul Durandeau, ministre nigérien, a reçu Sadio Camara. Sergueï Lavrov n’a pas rencontré Paul Durandeau.",
        "Paul Durandeau, député du Mali, est arrivé à Niamey. Il a rencontré Sergueï Lavrov.",
        "",
    ];

    /// The texts, each with its record.
    fn read() -> &'static (Vec<Extraction>, Vec<Vec<u8>>) {
        static READ: OnceLock<(Vec<Extraction>, Vec<Vec<u8>>)> = OnceLock::new();
        READ.get_or_init(|| {
            let extractor = Extractor::builtin().unwrap();
            let document = |(number, text): (usize, &&str)| {
                let document = Document::new(number.to_string(), *text);
                extractor.extract(document.with_date("2025-05-08".parse::<Date>().unwrap()))
            };
            let extractions: Vec<Extraction> = TEXTS.iter().enumerate().map(document).collect();
            let record = |extraction| {
                let mut bytes = Vec::new();
                write_record(extraction, extractor.lexicon(), &mut bytes).unwrap();
                bytes
            };
            let records = extractions.iter().map(record).collect();
            (extractions, records)
        })
    }

    fn fold(bytes: &[u8]) -> Result<Fold> {
        let mut fold = Fold::new();
        Records::new(bytes, "shard").try_for_each(|record| record.map(|record| record.add_to(&mut fold)))?;
        Ok(fold)
    }

    #[test]
    fn the_graph_of_records_is_that_of_the_documents() {
        let (extractions, records) = read();
        let extractor = Extractor::builtin().unwrap();
        let mut whole = Fold::new();
        extractions.iter().for_each(|extraction| whole.add(extraction, extractor.lexicon()));
        let options = GraphOptions::default();
        let whole = whole.finish(&options);
        assert!(whole.edges.len() > 5 && whole.nodes.iter().any(|node| node.id.ends_with("-niger")));
        let shard = |of: [usize; 2]| fold(&of.map(|place| &records[place][..]).concat()).unwrap();
        assert_eq!(shard([2, 0]).merge(shard([3, 1])).finish(&options), whole);
    }

    fn message(bytes: &[u8]) -> String {
        fold(bytes).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_record_is_told() {
        let bytes = &read().1[0];
        assert_eq!(message(b"{\"schema_version\":1}"), "shard:1: no record of statements");
        assert_eq!(message(&bytes[..bytes.len() - 1]), "shard:1: cut off");
        assert_eq!(message(&[bytes, &b"pal"[..]].concat()), "shard:2: cut off");
        let mut newer = bytes.clone();
        newer[7] = 9;
        assert_eq!(message(&newer), "shard:1: of version 9, and this palabre reads version 1");
        assert!(begins_record(bytes) && begins_record(&newer) && !begins_record(b"palabre is a program"));
    }

    proptest! {
        /// But where bits say nothing: those that fill the last byte before the checksum.
        #[test]
        fn no_altered_record_is_read(at in 0_usize..10_000, bit in 0_u8..8) {
            let mut bytes = read().1[0].clone();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let graph = |fold: Fold| fold.finish(&GraphOptions::default());
            if let Ok(read) = fold(&bytes) {
                prop_assert_eq!(graph(read), graph(fold(&self::read().1[0]).unwrap()));
            }
        }

        #[test]
        fn nothing_makes_it_panic(bytes: Vec<u8>) {
            let packed = compress_to_vec_zlib(&bytes, 1);
            let head = [&MARK[..], &(packed.len() as u32).to_le_bytes()].concat();
            let _ = fold(&[head, packed].concat());
        }
    }
}
