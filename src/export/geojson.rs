//! GeoJSON (RFC 7946), for QGIS and other maps: actors that stand somewhere, and where things happened.
//!
//! A feature is an actor or an event, as its property `Feature` says. An actor stands where its row of the gazetteers says, a
//! country at its capital. An event is a statement of a relation, at the place that the sentence names, or that is its
//! target. What has no coordinates in the gazetteers is no feature.

use super::{
    ExportOptions, LeftOut, WriteBoth,
    attributes::Attributes,
    json::{Array, Json, Plain, Serde, fields},
    tables::{EvidenceRow, NodeRow},
};
use crate::model::{
    ActorGraph, Coordinates, Edge, Entry, EntryKind, Evidence, Extraction, Kind, Lexicon, Node,
};
use std::io::{self, Write};

/// Writes `places.geojson`.
struct GeoJson;

/// Begins `places.geojson`.
pub(super) fn begin(_options: &ExportOptions) -> Box<dyn WriteBoth> {
    Box::new(GeoJson)
}

impl WriteBoth for GeoJson {
    fn document(&mut self, _: &Extraction, _: &Lexicon, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn graph(
        &mut self,
        graph: &ActorGraph,
        lexicon: &Lexicon,
        mut out: &mut dyn Write,
    ) -> io::Result<LeftOut> {
        let out = &mut out;
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        let mut between: &[u8] = b"\n";
        for (node, row) in graph.nodes.iter().zip(NodeRow::all(graph)) {
            if let Some(at) = node.listed.coordinates {
                out.write_all(between)?;
                actor(node, &row, at, out)?;
                between = b",\n";
            }
        }
        let evidence = graph.edges.iter().flat_map(|edge| edge.evidence.iter().map(move |it| (edge, it)));
        for ((edge, evidence), row) in evidence.zip(EvidenceRow::all(graph)) {
            let place = place(edge, evidence, graph, lexicon);
            if let Some((place, at)) = place.and_then(|place| Some((place, lexicon.coordinates_of(place)?))) {
                out.write_all(between)?;
                event(edge, graph, &row, (place, at), out)?;
                between = b",\n";
            }
        }
        out.write_all(b"\n]}\n")?;
        Ok(LeftOut::default())
    }
}

/// The row of an actor that stands somewhere.
fn row_of<'l>(node: &Node, lexicon: &'l Lexicon) -> Option<&'l Entry> {
    let kind = match node.kind {
        Kind::Country => EntryKind::Country,
        Kind::Place => EntryKind::Place,
        _ => return None,
    };
    lexicon.find(kind, &node.id).map(|row| lexicon.entry(row))
}

/// Where a statement says that it was: the place of the sentence, else the target of the relation.
fn place<'l>(
    edge: &Edge,
    evidence: &Evidence,
    graph: &ActorGraph,
    lexicon: &'l Lexicon,
) -> Option<&'l Entry> {
    let statement = evidence.statement.as_ref()?;
    let end = if statement.reversed { edge.source } else { edge.target };
    let of_id = |id: &str| {
        let kinds = [EntryKind::Place, EntryKind::Country];
        kinds.into_iter().find_map(|kind| lexicon.find(kind, id)).map(|row| lexicon.entry(row))
    };
    let named = statement.place.as_deref().and_then(of_id);
    named.or_else(|| row_of(&graph.nodes[end], lexicon))
}

fn actor<'g, W: Write>(node: &Node, row: &NodeRow<'g>, at: Coordinates, out: &mut W) -> io::Result<()> {
    start(at, out)?;
    fields!(out, "{", "Feature": Plain("actor"), "Id": &*node.id, "Label": &*node.label);
    Attributes::except(&["Id", "Label", "Latitude", "Longitude"]).write_fields(row, out)?;
    out.write_all(b"}}")
}

fn event<'g, W: Write>(
    edge: &Edge,
    graph: &ActorGraph,
    row: &EvidenceRow<'g>,
    (place, at): (&Entry, Coordinates),
    out: &mut W,
) -> io::Result<()> {
    let [source, target] = [edge.source, edge.target].map(|end| &*graph.nodes[end].label);
    start(at, out)?;
    fields!(out, "{",
        "Feature": Plain("event"),
        "Kind": &*edge.kind,
        "Label": [source, " – ", target],
        "Place": &*place.id,
        "PlaceName": &*place.name,
    );
    Attributes::except(&["Place"]).write_fields(row, out)?;
    out.write_all(b"}}")
}

/// The beginning of a feature: longitude comes first.
fn start<W: Write>(at: Coordinates, out: &mut W) -> io::Result<()> {
    let point = [at.longitude(), at.latitude()];
    out.write_all(b"{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":")?;
    Array(point, |degrees, out: &mut W| Serde(degrees).write(out)).write(out)?;
    out.write_all(b"},\"properties\":")
}
