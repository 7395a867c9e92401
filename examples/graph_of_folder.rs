//! A folder of articles to a graph: `cargo run --example graph_of_folder [FOLDER]`.

use palabre::{
    Extractor,
    graph::{Fold, GraphOptions},
    input,
};
use std::{env, path::PathBuf};

fn main() -> Result<(), palabre::error::Error> {
    let folder = env::args_os().nth(1).map_or_else(|| PathBuf::from("examples/articles"), PathBuf::from);
    let extractor = Extractor::builtin()?;
    let reader = extractor.reader();
    let mut fold = Fold::new();
    let mut ids = input::Ids::default();
    for file in &input::find(&[folder]).files {
        for read in input::read(file, &input::Options::default())? {
            let mut read = read?;
            ids.claim(&mut read, file);
            fold.add(&reader.extract(read.document), extractor.lexicon());
        }
    }
    let graph = fold.finish(&GraphOptions::default().with_min_weight(3.0));
    for edge in &graph.edges {
        let label = |node: usize| &graph.nodes[node].label;
        println!("{} – {} ({})", label(edge.source), label(edge.target), edge.count);
        println!("    {}", edge.evidence[0].text);
    }
    Ok(())
}
