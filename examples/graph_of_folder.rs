//! A folder of articles to a picture: `cargo run --example graph_of_folder [FOLDER] > graph.svg`.

use palabre::{
    Extractor,
    export::{self, ExportOptions},
    graph::{Fold, GraphOptions},
    input,
};
use std::{env, error::Error, io};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).unwrap_or("examples/articles".into());
    let extractor = Extractor::builtin()?;
    let mut fold = Fold::new();
    for extraction in extractor.extract_all(input::read_folder(folder), 0)? {
        fold.add(&extraction?, extractor.lexicon());
    }
    let graph = fold.finish(&GraphOptions::default());
    export::write_svg(&graph, &ExportOptions::default(), &mut io::stdout().lock())?;
    Ok(())
}
