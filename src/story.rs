//! What tells the copies of an article: a sketch of the words that it begins with.
//!
//! Copies of a dispatch are cut at the end, and pages carry other articles behind their own: so it is the beginning that tells.
//! Headlines, which every newspaper writes anew, and boilerplate do not count. The sketch is MinHash (A. Broder, “On the
//! resemblance and containment of documents”, 1997), filled as in S. Dahlgaard, M. Knudsen and M. Thorup, “Fast similarity
//! sketching”, FOCS 2017: about four hashes a shingle instead of one a bin.
//!
//! Signatures stand in files, so hashes are our own and never change.

use crate::model::{Document, Signature, Text, ZoneKind};

/// So many words of the body count. An article is seldom shorter, and seldom longer before another one begins.
const LEAD: usize = 200;

/// So many words in a row are a shingle.
const SHINGLE: usize = 3;

/// Fewer words tell nothing: two people may write the same sentence.
const FEWEST: usize = 20;

/// The signature of a document.
pub fn signature(document: &Document, text: &Text) -> Signature {
    let body = text.sentences.iter().filter(|sentence| sentence.zone == ZoneKind::Body);
    let tokens = body.flat_map(|sentence| &text.tokens[sentence.tokens()]);
    let words: Vec<u64> = tokens.take(LEAD).map(|token| word(token.text(&document.text))).collect();
    if words.len() < FEWEST {
        return Signature::default();
    }
    let shingle = |words: &[u64]| words.iter().fold(0, |shingle, word| mix(shingle ^ word));
    let shingles: Vec<u64> = words.windows(SHINGLE).map(shingle).collect();
    Signature::new(sketch(&shingles))
}

/// FNV-1a of a word, ASCII capitals small.
fn word(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The finaliser of splitmix64: every bit of the result depends on every bit.
fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// The least hash in every bin. In each round every shingle falls into one bin, until all bins have one; from a number of rounds
/// on, all fall into the same, so that it ends.
fn sketch(shingles: &[u64]) -> [u16; Signature::BINS] {
    const BINS: u64 = Signature::BINS as u64;
    const EMPTY: u64 = u64::MAX;
    let mut least = [EMPTY; Signature::BINS];
    for round in 0..2 * BINS {
        let salt = mix(!round);
        for shingle in shingles {
            let hash = mix(shingle ^ salt);
            let bin = round.checked_sub(BINS).unwrap_or(hash % BINS) as usize;
            // Earlier rounds are less.
            least[bin] = least[bin].min(round << 48 | hash >> 16);
        }
        if !least.contains(&EMPTY) {
            break;
        }
    }
    least.map(|hash| hash as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, model::Zone};

    const DISPATCH: &str = "Le président de la transition a reçu vendredi au palais de Koulouba le ministre russe des \
        affaires étrangères, venu à Bamako pour une visite de deux jours. Les deux hommes ont parlé de la coopération militaire \
        et de la livraison de céréales. Une conférence de presse a suivi, en présence de plusieurs membres du gouvernement.";

    fn of(text: &str) -> Signature {
        Extractor::builtin().unwrap().extract(Document::new("essai", text)).signature
    }

    #[test]
    fn similarity_is_that_of_the_shingles() {
        let numbers = |range: std::ops::Range<u64>| range.map(mix).collect::<Vec<u64>>();
        let of = |shingles: &[u64]| Signature::new(sketch(shingles));
        for size in [1, 18, 198, 2_000] {
            let one = of(&numbers(0..size));
            assert_eq!(one.similarity(&of(&numbers(0..size))), 1.0);
            assert!(one.similarity(&of(&numbers(size..2 * size))) < 0.05);
        }
        // 100 of 300 in common.
        let shares = (0..40).map(|seed| {
            let from = seed * 1_000;
            of(&numbers(from..from + 200)).similarity(&of(&numbers(from + 100..from + 300)))
        });
        let mean = shares.sum::<f64>() / 40.0;
        assert!((mean - 1.0 / 3.0).abs() < 0.02, "{mean}");
    }

    #[test]
    fn signatures_never_change() {
        let signature = Signature::new(sketch(&[1, 2, 3].map(mix))).to_string();
        assert_eq!(signature.len(), 4 * Signature::BINS);
        assert_eq!(&signature[..32], "923a920fa867aedad47233280e68bed3");
        assert_eq!(signature.parse::<Signature>().unwrap().to_string(), signature);
        assert!(
            "".parse::<Signature>().is_err() && signature.replace('0', "é").parse::<Signature>().is_err()
        );
    }

    #[test]
    fn copies_are_told_by_the_beginning_of_the_body() {
        let one = of(DISPATCH);
        let capitals = DISPATCH.replace("président", "Président").replace("vendredi", "jeudi");
        assert!(one.similarity(&of(&capitals)) > 0.8, "{}", one.similarity(&of(&capitals)));
        assert!(one.similarity(&of(&format!("BAMAKO, 3 février (Agence) – {DISPATCH}"))) > 0.7);
        let other = "Les éleveurs du Sahel ont tenu leur assemblée annuelle à Dori. Ils demandent des couloirs de \
            transhumance, des puits et un prix garanti pour le lait, que les laiteries de la capitale importent en poudre.";
        assert!(one.similarity(&of(other)) < 0.1);
        assert!(of("Assimi Goïta a reçu Sergueï Lavrov à Bamako.").is_none());
    }

    #[test]
    fn headlines_and_footers_do_not_count() {
        let extractor = Extractor::builtin().unwrap();
        let text =
            format!("Lavrov au Mali\n\n{DISPATCH}\n\nLire aussi : la junte et ses alliés de Moscou à Niamey");
        let mut document = Document::new("essai", text);
        let zone = |text: &str, part: &str, kind| {
            let start = text.find(part).unwrap() as u32;
            Zone { span: crate::model::Span::new(start, start + part.len() as u32), kind }
        };
        let zones = [
            ("Lavrov au Mali\n", ZoneKind::Headline),
            ("Lire aussi : la junte et ses alliés de Moscou à Niamey", ZoneKind::Related),
        ];
        document.zones = zones.map(|(part, kind)| zone(&document.text, part, kind)).into();
        assert_eq!(extractor.extract(document).signature, of(DISPATCH));
    }
}
