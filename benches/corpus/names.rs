//! Names of people, places and bodies, no two of them the same once folded.

use super::{Random, folded::fold_name, words::Words};
use std::collections::HashSet;

const GIVEN: &str = "Mamadou Ibrahim Mohamed Abdoulaye Moussa Fatoumata Aminata Oumar Ousmane Amadou Jean Pierre Marie \
    Michel Philippe Alain François Hervé André Émile Étienne Hélène Noël Zoé Léon Ségolène Benoît Cécile Gaëlle Josué \
    Sergueï Dmitri Vladimir Evgueni Youri Olga Natalia Alexandre Boris Igor Anatoli Salif Bakary Boubacar Cheick \
    Daouda Idrissa Issa Kadiatou Lamine Modibo Nouhoum Rokia Seydou Souleymane Yacouba Adama Alassane Alpha Assimi \
    Choguel Djibrill Maïmouna Mariam Oumou Sékou Tiéblé Ahmed Ali Hassan Hussein Khadija Leïla Mahamat Malika Nadia \
    Omar Rachid Saïd Salah Samira Yassine Zakaria Abdelaziz Abdelkader Chérif Fatima Habib Kamel Luc Paul Jacques \
    Laurent Louis Charles Claude Denis Didier Éric Gérard Henri Joseph Marc Nicolas Olivier Patrice René Roger Simon";

const SYLLABLES: &str = "ba be bi bou co da de di dia dou é fa fo ga go gou ha ho i ja jo ka ke ki ko kou la le li lo \
    lou ma me mi mo mou na né ni no nou o ou pa pé po ra ré ri ro rou sa se si so sou ta té ti to tou tra tché va ve vi \
    vla wa ya yé yo za zi cam dem ben kan nan san tan";

const ENDS: &str = "ré té né lé ly ma ra ba ga ka ou é i o ra lla ndé mbé ngo ngou ssou ssé kov ine ïev ski tov nko \
    ard aud eau ier on in et rt ois lle";

const BODIES: &str = "Mouvement Front Ministère Union Alliance Parti Conseil Comité Agence Association Fédération \
    Coalition Ligue Office Groupe Bureau Institut Centre Fonds Société Compagnie Banque";

/// Makes names.
pub struct Namer<'w> {
    words: &'w Words,
    ordinary: HashSet<String>,
    surnames: Vec<String>,
    given: Vec<String>,
    seen: HashSet<String>,
}

impl<'w> Namer<'w> {
    pub fn new(words: &'w Words, random: &mut Random) -> Namer<'w> {
        let ordinary = words.function.iter().chain(&words.content).map(|word| fold_name(word)).collect();
        let surnames = (0..180_000).map(|_| syllables(random, 3)).collect();
        let mut given: Vec<String> = GIVEN.split_whitespace().map(String::from).collect();
        given.extend((0..3000).map(|_| syllables(random, 2)));
        Namer { words, ordinary, surnames, given, seen: HashSet::new() }
    }

    /// Adds new names until there are `count`.
    pub fn fill(&mut self, names: &mut Vec<String>, count: usize, random: &mut Random) {
        while names.len() < count {
            let name = self.name(random);
            if self.is_new(&name) {
                names.push(name);
            }
        }
    }

    /// Whether no name was the same once folded, and it is not just a word.
    pub fn is_new(&mut self, name: &str) -> bool {
        let folded = fold_name(name);
        !self.ordinary.contains(&folded) && self.seen.insert(folded)
    }

    fn name(&self, random: &mut Random) -> String {
        let surname = random.pick_zipf(&self.surnames);
        let place = random.pick(&self.surnames);
        match random.below(20) {
            0..=7 => format!("{} {surname}", random.pick_zipf(&self.given)),
            8 => format!("{} {} {surname}", random.pick_zipf(&self.given), random.pick_zipf(&self.given)),
            9 => format!("{}-{} {surname}", random.pick_zipf(&self.given), random.pick_zipf(&self.given)),
            10 => format!(
                "{} {} {surname}",
                random.pick_zipf(&self.given),
                random.pick(&["Ag", "Ould", "Ben", "de"])
            ),
            11..=12 => place.clone(),
            13 => format!("{place}-{}-{surname}", random.pick(&["sur", "sous", "lès", "en"])),
            14 => {
                format!("{} {place}", random.pick(&["Saint", "La Nouvelle", "Le Grand", "Les", "Ville de"]))
            }
            15..=17 => self.body(surname, random),
            18 => format!("{} d’{place}", random.pick(&["Ambassade", "Cercle", "Région", "Office"])),
            _ => acronym(random),
        }
    }

    fn body(&self, surname: &str, random: &mut Random) -> String {
        let body = BODIES.split_whitespace().nth(random.below(22)).unwrap_or("Union");
        let what = random.pick_zipf(&self.words.content);
        match random.below(4) {
            0 => format!("{body} pour la {what} de {surname}"),
            1 => format!("{body} de l’{what}"),
            2 => format!("{body} {surname} et {}", random.pick_zipf(&self.surnames)),
            _ => format!("{body} des {what} de {surname}"),
        }
    }
}

fn syllables(random: &mut Random, most: usize) -> String {
    let syllables: Vec<&str> = SYLLABLES.split_whitespace().collect();
    let ends: Vec<&str> = ENDS.split_whitespace().collect();
    let mut name = String::new();
    for _ in 0..1 + random.below(most) {
        name += *random.pick(&syllables);
    }
    name += *random.pick(&ends);
    capitalised(&name)
}

fn acronym(random: &mut Random) -> String {
    (0..3 + random.below(3)).map(|_| (b'A' + random.below(26) as u8) as char).collect()
}

/// The word with a capital at its start.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
