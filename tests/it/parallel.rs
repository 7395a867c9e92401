//! Many documents on several threads: in order, whatever happens to one of them.

use palabre::{
    Extractor,
    error::Error,
    model::{Document, Extraction},
};
use std::cell::Cell;

fn documents(number: usize) -> impl Iterator<Item = Document> {
    let text = "Assimi Goïta a reçu Sergueï Lavrov à Bamako.";
    (0..number).map(move |id| Document::new(id.to_string(), text.repeat(1 + id % 7)))
}

#[test]
fn extractions_come_in_order_with_errors_in_their_places() {
    let extractor = Extractor::builtin().unwrap();
    let broken = |id: usize| id % 50 == 3;
    for jobs in [0, 1, 3] {
        let documents = documents(200).enumerate().map(|(id, document)| match broken(id) {
            true => Err(Error::usage(id.to_string())),
            false => Ok(document),
        });
        let read: Vec<Result<Extraction, Error>> = extractor.extract_all(documents, jobs).unwrap().collect();
        assert_eq!(read.len(), 200);
        for (id, read) in read.into_iter().enumerate() {
            let told = match read {
                Ok(read) if !broken(id) && read.entities.len() == 3 => read.document.id,
                Ok(_) => "something else".to_string(),
                Err(error) => error.to_string(),
            };
            assert_eq!(told, id.to_string());
        }
    }
}

#[test]
fn documents_are_fetched_as_they_are_needed() {
    let extractor = Extractor::builtin().unwrap();
    let fetched = Cell::new(0);
    let documents = documents(1_000).map(|document| {
        fetched.set(fetched.get() + 1);
        Ok(document)
    });
    let mut read = extractor.extract_all(documents, 2).unwrap();
    assert_eq!(fetched.get(), 0);
    assert!(read.next().is_some());
    assert!((1..=128).contains(&fetched.get()), "{} documents", fetched.get());
    assert_eq!(read.count(), 999);
}

#[test]
fn a_panic_costs_one_document() {
    let extractor = Extractor::builtin().unwrap();
    let batch = || documents(20).map(Ok::<_, Error>).collect();
    for jobs in [1, 2] {
        let readers = extractor.readers::<usize>(jobs).unwrap();
        let read = readers.read(batch(), |count, extraction| {
            assert_ne!(extraction.document.id, "7", "on purpose");
            *count += 1;
            extraction.document.id
        });
        let told = |read: Result<String, Error>| read.unwrap_or_else(|error| error.to_string());
        let mut expected: Vec<String> = (0..20).map(|id| id.to_string()).collect();
        expected[7] = "7: a bug in palabre; the document is left out".to_string();
        assert_eq!(read.into_iter().map(told).collect::<Vec<_>>(), expected);
        assert_eq!(readers.into_states().into_iter().sum::<usize>(), 19);
    }
}
