//! Who does what to whom, and the sentence that says so: `cargo run --example relations`.

use palabre::{
    Extractor,
    error::Error,
    model::{Document, EntityIndex},
};

const TEXT: &str = "\
Assimi Goïta a reçu Sergueï Lavrov à Bamako le 7 février. Selon Jeune Afrique, Vladimir Poutine devrait rencontrer Assimi Goïta \
à Saint-Pétersbourg. La CEDEAO a sanctionné le Mali en janvier 2022. La Russie n’a pas quitté l’ONU.";

fn main() -> Result<(), Error> {
    let extractor = Extractor::builtin()?;
    let document = Document::new("exemple", TEXT).with_date("2023-02-08".parse().expect("a date"));
    let extraction = extractor.extract(document);
    let name = |entity: EntityIndex| &extraction.entities[entity.0 as usize].name;
    for relation in &extraction.relations {
        let sentence = extraction.sentences[relation.sentence as usize].span.of(TEXT);
        let not = if relation.negated { "not " } else { "" };
        let date = relation.date.map(|date| date.to_string()).unwrap_or_default();
        println!("{sentence}");
        println!("    {} – {not}{} – {}", name(relation.source), relation.kind, name(relation.target));
        println!("    {}, {date}, by {}", relation.modality.name(), relation.rule);
    }
    Ok(())
}
