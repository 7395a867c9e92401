//! Names of your own, beside the built-in ones: `cargo run --example own_gazetteer`.

use palabre::{Extractor, lexicon, model::Document};
use std::fs;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("organisations.csv"),
        "id,name,acronyms,subtype,country\ncvc,Comité de veille citoyenne,CVC,ngo,mali\n",
    )?;
    fs::write(
        folder.path().join("people.csv"),
        "name,country,aliases\nFanta Diarra Coulibaly,mali,Fanta Coulibaly\n",
    )?;

    let options = lexicon::Options { builtin: true, folders: vec![folder.path().to_owned()] };
    for finding in lexicon::check(&options)? {
        println!("{finding}");
    }
    let extractor = Extractor::new(lexicon::load(&options)?);
    let extraction = extractor.extract(Document::new("exemple", "Fanta Coulibaly a fondé le CVC à Ségou."));
    for entity in &extraction.entities {
        println!("{:<12} {} (known: {})", entity.kind, entity.name, entity.entry.is_some());
    }
    Ok(())
}
