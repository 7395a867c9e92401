//! Who is in a text: `cargo run --example extract_string`.

use palabre::{Extractor, model::Document};

fn main() -> Result<(), palabre::error::Error> {
    let extractor = Extractor::builtin()?;
    let text = "Le général d’armée Assimi Goïta a reçu à Bamako le ministre russe des Affaires étrangères, Sergueï Lavrov.";
    let extraction = extractor.extract(Document::new("exemple", text));

    for mention in &extraction.mentions {
        let entity = mention.entity.map(|entity| extraction.entities[entity.0 as usize].id.as_str());
        let rank = mention.rank.map_or("", |rank| rank.span.of(text));
        println!("{:<12} {:<30} {:<20} {rank}", mention.kind, mention.head.of(text), entity.unwrap_or("?"));
    }
    Ok(())
}
