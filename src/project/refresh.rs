//! Documents that were read with other lists.

use super::{EditionId, LogId, Project};
use crate::{
    Extractor,
    error::Result,
    lexicon::{self, Edition, Reach},
};

impl Project {
    /// Finds what was read with other lists than those of now, which an extractor reads with. What these read alike is read with them
    /// from now on. Returns how much that is, and the numbers of the documents that are to be read again; none where nothing was read with
    /// others.
    ///
    /// # Errors
    /// A file that cannot be read or written, lists that cannot be read.
    pub fn refreshed(
        &self,
        now: EditionId,
        edition: &Edition,
        extractor: &Extractor,
    ) -> Result<Option<(usize, Vec<i64>)>> {
        let earlier = self.earlier(Some(now))?;
        if earlier.is_empty() {
            return Ok(None);
        }
        let (mut alike, mut stale) = (0, Vec::new());
        for (before, _) in earlier {
            let numbers = "SELECT document FROM readings WHERE lists = ?1 ORDER BY document";
            let numbers = self.store.all(numbers, [before.0], |row| row.get::<_, i64>(0))?;
            let reach = match self.files_of(before, now)? {
                Some(files) => lexicon::reach(&files, edition)?,
                None => Reach::All,
            };
            for number in numbers {
                match self.is_touched(number, &reach, extractor)? {
                    true => stale.push(number),
                    false => {
                        alike += self
                            .store
                            .run("UPDATE readings SET lists = ?2 WHERE document = ?1", (number, now.0))?;
                    }
                }
            }
        }
        stale.sort_unstable();
        Ok(Some((alike, stale)))
    }

    fn is_touched(&self, number: i64, reach: &Reach, extractor: &Extractor) -> Result<bool> {
        let Reach::Words(touch) = reach else { return Ok(true) };
        let line: String = self.store.value("SELECT line FROM lines WHERE document = ?1", [number])?;
        let document = self.document(number)?.document;
        let date = document.date;
        Ok(touch.touches(&extractor.words(document), date, &line))
    }

    /// Begins an entry of the log for documents that are read again.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn note_refresh(&self) -> Result<LogId> {
        self.note("refresh", "with other lists")
    }

    /// Counts documents that are read again.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn count_read(&self, entry: LogId, documents: usize) -> Result<()> {
        self.count(entry, documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{export::JsonLines, model::Document};
    use proptest::prelude::*;
    use std::{collections::BTreeMap, sync::LazyLock};

    /// Per row, its list and the ways in which it is written.
    const ROWS: [(&str, &[&str]); 12] = [
        (
            "people",
            &["fanta,Fanta Diarra Coulibaly,,mali,Fanta Coulibaly,,Fanta", "fanta,Fanta Diarra,,mali,,,"],
        ),
        ("people", &["zo,Zo Macron,,,,,", "zo,Zo Macron,,france,,,", "zo,Macron,,,Zo Macron,,"]),
        ("people", &["essai,Ibrahim Traoré Essai,Traoré,,,Traoré|Essai,"]),
        ("people", &["kon,Ousmane Konaré,,,Ousmane K.,,", "kon,Ousmane Konaré,,,,,Ousmane"]),
        (
            "organisations",
            &["ligue,Ligue des essais du Sahel,LESS,,", "ligue,Ligue du Sahel,L.E.S.S.,Ligue des essais,"],
        ),
        ("organisations", &["conseil,Conseil de l’Essai,CDE,,", "conseil,conseil de l’Essai,,,CDE"]),
        ("organisations", &["front-vert,Front vert,,,"]),
        ("places", &["bourg,Le Bourg-Essai,,", "bourg,Bourg-Essai,,Essai"]),
        ("places", &["ville,Essaiville Est,,Essaiville"]),
        (
            "offices",
            &[
                "assimi-goita,ministre,defense,mali,2024-01,,2024-12",
                "assimi-goita,ministre,defense,mali,2024-01,2024-06,2024-12",
                "assimi-goita,premier-ministre,,niger,2018,,2025",
            ],
        ),
        (
            "offices",
            &["serguei-lavrov,premier-ministre,,mali,2019-01,,2020", "idriss-deby,president,,mali,,,"],
        ),
        (
            "memberships",
            &["guinee,confederation-aes,2024-01,,member,2025", "senegal,cedeao,2012-01,2025,suspended,2025"],
        ),
    ];

    const HEADERS: [(&str, &str); 5] = [
        ("memberships", "member,body,from,to,status,checked"),
        ("offices", "person,role,portfolio,of,from,to,checked"),
        ("people", "id,name,surname,country,aliases,shared,short"),
        ("organisations", "id,name,acronyms,aliases,shared"),
        ("places", "id,name,aliases,shared"),
    ];

    /// One after the other without a date, of 2019, of 2024.
    const TEXTS: [&str; 21] = [
        "Fanta Coulibaly a rencontré Assimi Goïta à Bamako.",
        "LE GÉNÉRAL FANTA DIARRA COULIBALY À NIAMEY\n\nLe président malien a salué la décision du Bourg-Essai.",
        "Mme Coulibaly a quitté le Bourg-Essai, Fanta aussi.",
        "La L.E.S.S. a condamné le Mali. Le président de la LESS a démissionné.",
        "Zo Macron, ministre malien de la Défense, a reçu Emmanuel Macron.",
        "La Ligue a dénoncé le Conseil. La Ligue des essais du Sahel (LESS) s’est réunie à Niamey.",
        "Les essais du Sahel ont repris à Essaiville Est, selon les Macrons.",
        "Ibrahim Traoré a rencontré Essai. Traoré est rentré à Ouagadougou.",
        "Le ministre malien de la Défense a quitté Paris. Le chef de l’État s’est tu.",
        "Le colonel Fan-\nta Cou-\nlibaly a quitté la salle de réu-\nnion avec Zo Mac-\nron et la Li-\ngue des essais.",
        "Le Front vert a condamné le Niger ; la zone du front vert-de-gris non.",
        "Aucun nom ici, sinon celui de la capitale du Burkina Faso.",
        "Le Conseil de l’Essai a siégé ; le C.D.E. aussi, et les CDEs. Les Essais, eux, non.",
        "Du Bourg-Essai aux Essaivilles, Ousmane Konaré marche avec Ousmane K. et les Konarés.",
        "KONARÉ REÇOIT MACRON\n\nOusmane a rencontré le président. M. Konaré a salué la France.",
        "Sergueï Lavrov a reçu Abdoulaye Diop à Moscou, où la Russie et le Mali ont signé un accord.",
        "Le ministre malien de la Défense a reçu son homologue nigérien.",
        "Les trois pays de l’AES ont salué le geste. Les chefs d’État de l’AES se sont réunis à Niamey.",
        "Le Premier ministre malien a reçu Traoré, et le président du Mali a quitté la salle.",
        "Les chefs d’État de la Cédéao ont salué le Premier ministre du Mali, M. Lavrov non.",
        "Yassine Fall a rencontré son homologue malien à Moscou.",
    ];

    fn options(chosen: &[usize]) -> lexicon::Options {
        let mut files: BTreeMap<&str, String> = BTreeMap::new();
        for ((list, ways), &way) in ROWS.iter().zip(chosen) {
            let Some(row) = way.checked_sub(1).and_then(|way| ways.get(way)) else { continue };
            let header = HEADERS.iter().find(|(of, _)| of == list).unwrap().1;
            *files.entry(list).or_insert_with(|| format!("{header}\n")) += &format!("{row}\n");
        }
        let add = |options: lexicon::Options, (list, text)| options.with_file(format!("{list}.csv"), text);
        files.into_iter().fold(lexicon::Options::default(), add)
    }

    fn line(extractor: &Extractor, document: &Document) -> String {
        let mut line = Vec::new();
        let lines = JsonLines::new(extractor.lexicon()).without_passages();
        lines.write(&extractor.extract(document.clone()), &mut line).unwrap();
        String::from_utf8(line).unwrap()
    }

    static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
        let dates = [None, Some(jiff::civil::date(2019, 6, 1)), Some(jiff::civil::date(2024, 11, 10))];
        let number = |(at, text): (usize, &&str)| Document {
            date: dates[at % dates.len()],
            ..Document::new(format!("{at}.txt"), *text)
        };
        TEXTS.iter().enumerate().map(number).collect()
    });

    /// Reads all with both lists; what is not touched must be read alike. How many are touched.
    fn check(before: &lexicon::Options, after: &lexicon::Options) -> Option<usize> {
        let [old, new] = [before, after].map(|options| Extractor::new(lexicon::load(options).unwrap()));
        let [before, after] = [before, after].map(|options| Edition::of(options).unwrap());
        let Reach::Words(touch) = lexicon::reach(&before, &after).unwrap() else { return None };
        let touched = DOCUMENTS.iter().filter(|document| {
            let read = line(&old, document);
            let words = new.words((*document).clone());
            let is_touched = touch.touches(&words, document.date, &read);
            assert!(is_touched || read == line(&new, document), "{} {touch:?}", document.text);
            is_touched
        });
        Some(touched.count())
    }

    fn ways() -> impl Strategy<Value = Vec<usize>> {
        ROWS.iter().map(|(_, ways)| 0..=ways.len()).collect::<Vec<_>>()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(
            std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4)
        ))]

        #[test]
        fn what_is_not_touched_is_read_as_before(before in ways(), after in ways()) {
            check(&options(&before), &options(&after));
        }
    }

    #[test]
    fn few_are_touched_by_a_row() {
        let nothing = [0; ROWS.len()];
        let one = |at: usize, way: usize| {
            let mut chosen = nothing;
            chosen[at] = way;
            options(&chosen)
        };
        assert_eq!(check(&options(&nothing), &options(&nothing)), Some(0));
        // Who is called Konaré, and what the Front vert is.
        assert_eq!(check(&options(&nothing), &one(3, 1)), Some(2));
        assert_eq!(check(&one(6, 1), &options(&nothing)), Some(1));
        // A country more may matter anywhere.
        assert_eq!(check(&one(1, 1), &one(1, 2)), None);
        // Goïta, ministers and homologues of 2024; the AES.
        assert_eq!(check(&one(9, 1), &one(9, 2)), Some(4));
        assert_eq!(check(&options(&nothing), &one(11, 1)), Some(1));
        let offices =
            |term| options(&nothing).with_file("offices.csv", format!("person,role,of,from\n{term}\n"));
        // Nobody has a text of 2031, but some have Macron.
        assert_eq!(check(&options(&nothing), &offices("emmanuel-macron,president,mali,2031")), Some(3));
        // A junta may matter wherever heads of state meet.
        assert_eq!(check(&options(&nothing), &offices("idriss-deby,chef-de-la-junte,mali,2024")), None);
        // A row in the place of a built-in one.
        let built_in =
            "id,name,country,gender,aliases,short\nsadio-camara,Sadio Camara,mali,m,Sadio Le Camara,\n";
        let replaced = options(&nothing).with_file("people.csv", built_in);
        assert!(check(&options(&nothing), &replaced).is_none_or(|touched| touched < TEXTS.len()));
    }
}
