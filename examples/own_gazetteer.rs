//! Names of your own, beside the built-in ones: `cargo run --example own_gazetteer`.

use palabre::{Extractor, lexicon, model::Document};

const ORGANISATIONS: &str = "\
id,name,acronyms,subtype,country
cvc,Comité de veille citoyenne,CVC,ngo,mali
";
const PEOPLE: &str = "\
name,country,aliases
Fanta Diarra Coulibaly,mali,Fanta Coulibaly
";

fn main() -> Result<(), palabre::error::Error> {
    let options = lexicon::Options::default()
        .with_file("organisations.csv", ORGANISATIONS)
        .with_file("people.csv", PEOPLE);
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
