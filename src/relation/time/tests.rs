//! Expressions and what they mean in a document of a Wednesday, the 20th of August 2025.

use super::*;
use crate::{
    matcher::{Tokenizer, Vocabulary},
    model::Cues,
};

/// What is read, what stands after it, the days and the precision; `-` for no days.
const CASES: &[(&str, &str, &str, &str)] = &[
    // Days
    ("le jeudi 14 août 2025", "à Bamako", "2025-08-14", "day"),
    ("le 14 août", "à Bamako", "2025-08-14", "day"),
    ("14 août", "", "2025-08-14", "day"),
    ("le 14 aout", "", "2025-08-14", "day"),
    ("le 1er mars 2023", "", "2023-03-01", "day"),
    ("1er mars", "", "2025-03-01", "day"),
    ("du 18 août 2020", "", "2020-08-18", "day"),
    ("au 30 juin 2026", "", "2026-06-30", "day"),
    ("24 déc. 2019", "", "2019-12-24", "day"),
    ("14/08/2025", "", "2025-08-14", "day"),
    ("14-08-2025", "", "2025-08-14", "day"),
    ("14.08.2025", "", "2025-08-14", "day"),
    ("le 2025-08-14", "", "2025-08-14", "day"),
    ("31 février 2024", "", "2024-02-01..2024-02-29", "month"),
    ("31/02/2024", "", "2024-02-01..2024-02-29", "month"),
    ("29 février", "", "2026-02-01..2026-02-28", "month"),
    // The nearest year; the weekday chooses; a year that is told does
    ("le 3 janvier", "", "2026-01-03", "day"),
    ("le 3 mars", "", "2025-03-03", "day"),
    ("le dimanche 3 mars", "", "2024-03-03", "day"),
    ("le lundi 14 août 2025", "", "2025-08-14", "day"),
    ("le 20 août dernier", "", "2024-08-20", "day"),
    ("le 30 juin prochain", "", "2026-06-30", "day"),
    ("le 27 juillet 2023 dernier", "", "2023-07-27", "day"),
    // Weekdays
    ("mardi", "à Bamako", "2025-08-19", "day"),
    ("mercredi", "", "2025-08-20", "day"),
    ("jeudi", "", "2025-08-14", "day"),
    ("mercredi dernier", "", "2025-08-13", "day"),
    ("mercredi prochain", "", "2025-08-27", "day"),
    ("mardi soir", "à Bamako", "2025-08-19", "day"),
    ("mardi matin", "", "2025-08-19", "day"),
    ("mardi après-midi", "", "2025-08-19", "day"),
    ("mardi en fin de matinée", "", "2025-08-19", "day"),
    ("mardi dans la soirée", "", "2025-08-19", "day"),
    ("ce mardi", "", "2025-08-19", "day"),
    ("ce jeudi", "", "2025-08-21", "day"),
    ("ce samedi", "", "2025-08-16", "day"),
    ("de lundi", "", "2025-08-18", "day"),
    ("le mardi 12", "", "2025-08-12", "day"),
    ("mardi", "14 soldats", "2025-08-19", "day"),
    // Times of day
    ("mardi à 15 heures", "à Bamako", "2025-08-19", "day"),
    ("mardi à 15 heures 30 GMT", "", "2025-08-19", "day"),
    ("le 14 août vers 14h30", "à Bamako", "2025-08-14", "day"),
    ("mardi de 14h à 16h", "", "2025-08-19", "day"),
    ("mardi", "à 15 kilomètres", "2025-08-19", "day"),
    ("dans la nuit de lundi à mardi", "", "2025-08-18..2025-08-19", "range"),
    ("dans la nuit du 3 au 4 mai 2025", "", "2025-05-03..2025-05-04", "range"),
    ("la soirée d’hier", "", "2025-08-19", "day"),
    // Days from the document's
    ("hier", "", "2025-08-19", "day"),
    ("hier soir", "à Bamako", "2025-08-19", "day"),
    ("avant-hier", "", "2025-08-18", "day"),
    ("aujourd’hui", "", "2025-08-20", "day"),
    ("d’aujourd’hui", "", "2025-08-20", "day"),
    ("ce jour", "", "2025-08-20", "day"),
    ("ce matin", "", "2025-08-20", "day"),
    ("demain", "", "2025-08-21", "day"),
    ("après-demain", "", "2025-08-22", "day"),
    ("hier mardi", "", "2025-08-19", "day"),
    ("hier lundi 18 août 2025", "", "2025-08-18", "day"),
    // Units
    ("la semaine dernière", "", "2025-08-11..2025-08-17", "range"),
    ("la semaine prochaine", "", "2025-08-25..2025-08-31", "range"),
    ("cette semaine", "", "2025-08-18..2025-08-24", "range"),
    ("la semaine du 3 mars", "", "2025-03-03..2025-03-09", "range"),
    ("le week-end dernier", "", "2025-08-16..2025-08-17", "range"),
    ("le week-end prochain", "", "2025-08-23..2025-08-24", "range"),
    ("ce week-end", "", "2025-08-16..2025-08-17", "range"),
    ("le mois dernier", "", "2025-07-01..2025-07-31", "month"),
    ("le mois prochain", "", "2025-09-01..2025-09-30", "month"),
    ("ce mois-ci", "", "2025-08-01..2025-08-31", "month"),
    ("l’année dernière", "", "2024-01-01..2024-12-31", "year"),
    ("l’année prochaine", "", "2026-01-01..2026-12-31", "year"),
    ("l’an dernier", "", "2024-01-01..2024-12-31", "year"),
    ("cette année", "", "2025-01-01..2025-12-31", "year"),
    ("l’année 2022", "", "2022-01-01..2022-12-31", "year"),
    ("ce mois-là", "", "-", "month"),
    ("la même année", "", "-", "year"),
    // Months and years
    ("en juin 2023", "", "2023-06-01..2023-06-30", "month"),
    ("juin 2023", "", "2023-06-01..2023-06-30", "month"),
    ("en juin", "à Bamako", "2025-06-01..2025-06-30", "month"),
    ("en juin dernier", "", "2025-06-01..2025-06-30", "month"),
    ("en août dernier", "", "2024-08-01..2024-08-31", "month"),
    ("au mois de juin", "", "2025-06-01..2025-06-30", "month"),
    ("ce mois d’août", "", "2025-08-01..2025-08-31", "month"),
    ("début juin", "", "2025-06-01..2025-06-10", "range"),
    ("mi-juin 2023", "", "2023-06-11..2023-06-20", "range"),
    ("fin février 2024", "", "2024-02-20..2024-02-29", "range"),
    ("fin mai dernier", "", "2025-05-21..2025-05-31", "range"),
    ("à la fin du mois de mai", "", "2025-05-21..2025-05-31", "range"),
    ("début 2022", "", "2022-01-01..2022-05-01", "range"),
    ("en 2022", "à Bamako", "2022-01-01..2022-12-31", "year"),
    ("en 1884", "", "1884-01-01..1884-12-31", "year"),
    ("de 1992", "", "1992-01-01..1992-12-31", "year"),
    ("dans les années 1990", "", "1990-01-01..1999-12-31", "range"),
    ("des années 70", "", "1970-01-01..1979-12-31", "range"),
    ("dans les années soixante-dix", "", "1970-01-01..1979-12-31", "range"),
    ("fin des années 1990", "", "1996-08-31..1999-12-31", "range"),
    ("au premier trimestre 2022", "", "2022-01-01..2022-03-31", "range"),
    ("le second semestre de l’année dernière", "", "2024-07-01..2024-12-31", "range"),
    ("le premier mercredi de janvier 2023", "à Bamako", "2023-01-04", "day"),
    ("le deuxième mardi du mois prochain", "", "2025-09-09", "day"),
    ("le dernier jeudi du mois", "", "2025-08-28", "day"),
    ("le dernier dimanche de mars", "", "2025-03-30", "day"),
    ("l’été 2023", "", "2023-06-20..2023-09-19", "range"),
    ("au printemps dernier", "", "2025-03-20..2025-06-19", "range"),
    // Lengths of time
    ("il y a deux jours", "", "2025-08-18", "day"),
    ("il y a trois semaines", "", "2025-07-28..2025-08-03", "range"),
    ("il y a environ deux mois", "", "2025-06-01..2025-06-30", "month"),
    ("il y a deux ans et demi", "", "2023-01-01..2023-12-31", "year"),
    ("il y a vingt-deux ans", "", "2003-01-01..2003-12-31", "year"),
    ("il y a quatre-vingt-dix ans", "", "1935-01-01..1935-12-31", "year"),
    ("il y a 48 heures", "", "2025-08-18", "range"),
    ("il y a plus de dix ans", "", "-", "year"),
    ("il y a quelques jours", "", "-", "day"),
    ("dans deux jours", "", "2025-08-22", "day"),
    ("dans un mois", "", "2025-09-01..2025-09-30", "month"),
    ("les deux derniers mois", "", "2025-06-20..2025-08-20", "range"),
    ("au cours des cinq prochaines années", "", "2025-08-20..2030-08-20", "range"),
    ("ces dernières années", "", "-", "range"),
    ("dans les jours à venir", "", "-", "range"),
    // Two dates
    ("du 3 au 5 mai 2024", "", "2024-05-03..2024-05-05", "range"),
    ("les 3 et 4 mai", "", "2025-05-03..2025-05-04", "range"),
    ("les 3, 4 et 5 mai", "", "2025-05-03..2025-05-05", "range"),
    ("les dimanche 4 et 11 mai 2025", "", "2025-05-04..2025-05-11", "range"),
    ("du 28 avril au 3 mai 2024", "", "2024-04-28..2024-05-03", "range"),
    ("du 28 au 3 mai 2024", "", "2024-04-28..2024-05-03", "range"),
    ("du 28 décembre au 3 janvier 2024", "", "2023-12-28..2024-01-03", "range"),
    ("entre le 3 et le 5 mai 2024", "", "2024-05-03..2024-05-05", "range"),
    ("de lundi à mercredi", "", "2025-08-18..2025-08-20", "range"),
    ("de janvier à mars 2023", "", "2023-01-01..2023-03-31", "range"),
    ("de novembre à février 2023", "", "2022-11-01..2023-02-28", "range"),
    ("de 2012 à 2015", "", "2012-01-01..2015-12-31", "range"),
    ("entre 2018 et avril 2022", "", "2018-01-01..2022-04-30", "range"),
    ("en 2022-2023", "", "2022-01-01..2023-12-31", "range"),
    ("le 3 mai", "et le 5 juin", "2025-05-03", "day"),
    // What depends on something else
    ("la veille", "", "-", "day"),
    ("le lendemain", "à Bamako", "-", "day"),
    ("ce jour-là", "", "-", "day"),
    ("le même jour", "", "-", "day"),
    ("au lendemain du 18 août 2020", "", "2020-08-19", "day"),
    ("à la veille", "du sommet", "-", "day"),
    // No dates
    ("", "14", "", ""),
    ("", "2022", "", ""),
    ("", "mars", "", ""),
    ("", "le mars", "", ""),
    ("", "la planète mars", "", ""),
    ("", "de 2000 soldats", "", ""),
    ("", "un an", "", ""),
    ("", "pendant deux jours", "", ""),
    ("", "été tué", "", ""),
    ("", "la fin de la guerre", "", ""),
    ("", "le dernier mot", "", ""),
    ("", "dans deux villages", "", ""),
];

/// Expressions with a word before them that tells the bound.
const BOUNDS: &[(&str, &str, Bound)] = &[
    ("depuis 2012", "2012-01-01..2012-12-31", Bound::From),
    ("depuis deux ans", "2023-01-01..2023-12-31", Bound::From),
    ("depuis hier", "2025-08-19", Bound::From),
    ("dès mardi", "2025-08-19", Bound::From),
    ("à partir du 3 mai 2025", "2025-05-03", Bound::From),
    ("jusqu’en 2022", "2022-01-01..2022-12-31", Bound::Until),
    ("jusqu’à mardi", "2025-08-19", Bound::Until),
    ("d’ici la fin de l’année", "2025-09-01..2025-12-31", Bound::Until),
    ("d’ici deux jours", "2025-08-22", Bound::Until),
    ("d’ici 2030", "2030-01-01..2030-12-31", Bound::Until),
    ("avant le 3 mai 2025", "2025-05-03", Bound::Before),
    ("avant-hier", "2025-08-18", Bound::At),
    ("après 2022", "2022-01-01..2022-12-31", Bound::After),
    ("courant 2024", "2024-01-01..2024-12-31", Bound::At),
    ("en 2022", "2022-01-01..2022-12-31", Bound::At),
];

/// Expressions that mean the same whether the document has a date or not.
const ABSOLUTE: &[&str] =
    &["le jeudi 14 août 2025", "en juin 2023", "en 2022", "de 2012 à 2015", "dans les années 1990"];

/// Expressions that need a document's date.
const RELATIVE: &[&str] =
    &["le jeudi 14 août", "mardi", "hier", "en juin", "la semaine dernière", "il y a deux ans"];

/// Words of dates as the gazetteers have them, and a vocabulary of nothing else.
struct Language {
    words: DateWords,
    vocabulary: Vocabulary,
}

impl Language {
    fn new() -> Language {
        let cues: Cues = toml::from_str(include_str!("../../../gazetteers/fr/language.toml")).unwrap();
        let mut vocabulary = Vocabulary::default();
        cues.spell_dates(&mut vocabulary);
        Language { words: DateWords::new(&cues, &vocabulary), vocabulary }
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        Tokenizer::new(&self.vocabulary).tokenize(text, &mut tokens);
        tokens
    }
}

fn today() -> Option<Date> {
    Some(Date::constant(2025, 8, 20))
}

fn shown(dates: Option<PartialDate>) -> String {
    dates.map_or(
        "-".to_string(),
        |PartialDate { first, last }| {
            if first == last { first.to_string() } else { format!("{first}..{last}") }
        },
    )
}

#[test]
fn expressions() {
    let language = Language::new();
    let reader = DateReader::new(&language.words, today());
    for &(text, rest, dates, precision) in CASES {
        let all = format!("{text} {rest}");
        let (wanted, tokens) = (language.tokens(text).len(), language.tokens(&all));
        let found = reader.read(&tokens, &all, 0).map(|(end, when)| {
            assert_eq!(when.bound, Bound::At, "{text}");
            (end, shown(when.dates), format!("{:?}", when.precision).to_lowercase())
        });
        let expected = (!text.is_empty()).then(|| (wanted, dates.to_string(), precision.to_string()));
        assert_eq!(found, expected, "{text} | {rest}");
    }
}

#[test]
fn bounds() {
    let language = Language::new();
    let reader = DateReader::new(&language.words, today());
    for &(text, dates, bound) in BOUNDS {
        let all = language.tokens(text);
        let (end, when) = reader.read(&all, text, 0).unwrap_or_else(|| panic!("{text} is no date"));
        assert_eq!((end, shown(when.dates).as_str(), when.bound), (all.len(), dates, bound), "{text}");
    }
}

#[test]
fn capitals_count_for_nothing() {
    let language = Language::new();
    let reader = DateReader::new(&language.words, today());
    for text in CASES.iter().map(|case| case.0).chain(BOUNDS.iter().map(|case| case.0)) {
        // `er` of `1er` as well as `h` of `14h30`.
        let capitals = text.to_uppercase();
        let (small, large) = (language.tokens(text), language.tokens(&capitals));
        assert_eq!(reader.read(&large, &capitals, 0), reader.read(&small, text, 0), "{capitals}");
    }
}

#[test]
fn without_a_date_of_the_document() {
    let language = Language::new();
    let (dated, undated) =
        (DateReader::new(&language.words, today()), DateReader::new(&language.words, None));
    for text in ABSOLUTE {
        let all = language.tokens(text);
        let found = undated.read(&all, text, 0);
        assert!(found.is_some_and(|(_, when)| when.dates.is_some()), "{text}");
        assert_eq!(found, dated.read(&all, text, 0), "{text}");
    }
    for text in RELATIVE {
        let all = language.tokens(text);
        let (end, when) = undated.read(&all, text, 0).unwrap_or_else(|| panic!("{text} is no date"));
        assert_eq!((end, when.dates), (all.len(), None), "{text}");
        assert!(dated.read(&all, text, 0).is_some_and(|(_, when)| when.dates.is_some()), "{text}");
    }
}

/// Words of dates in any order: whatever is read ends in the sentence, after its start, and its days are in order.
#[test]
fn any_order() {
    let language = Language::new();
    let reader = DateReader::new(&language.words, today());
    let text = CASES.iter().map(|case| case.0).collect::<Vec<_>>().join(" ");
    let pool = language.tokens(&text);
    for step in 1..200 {
        let all: Vec<Token> = (0..pool.len()).map(|at| pool[at * step % pool.len()]).collect();
        let shown = |from: usize, end: usize| -> Vec<&str> {
            all[from..end].iter().map(|token| token.text(&text)).collect()
        };
        for at in 0..=all.len() {
            let Some((end, when)) = reader.read(&all, &text, at) else { continue };
            assert!(at < end && end <= all.len(), "{:?}", shown(at, all.len()));
            assert!(when.dates.is_none_or(|dates| dates.first <= dates.last), "{:?}", shown(at, end));
        }
    }
}

/// Whatever is read starts near a token that may start a date, and holds one without which there is none.
#[test]
fn what_is_read_is_not_passed_over() {
    let language = Language::new();
    let reader = DateReader::new(&language.words, today());
    for text in CASES.iter().map(|case| case.0).chain(BOUNDS.iter().map(|case| case.0)) {
        let all = language.tokens(text);
        let Some((end, _)) = reader.read(&all, text, 0) else { continue };
        let start = all.iter().position(|token| language.words.may_start_with(token));
        assert!(start.is_some_and(|start| start <= DateReader::LONGEST_OPENER), "{text}");
        let core = all[..end].iter().position(|token| language.words.is_core(token));
        assert!(core.is_some_and(|core| core <= DateReader::FARTHEST_CORE), "{text}");
    }
}

/// The last days of the calendar and numbers beyond it.
#[test]
fn the_ends_of_the_calendar() {
    let language = Language::new();
    for date in ["-009999-01-01", "9999-12-31"] {
        let reader = DateReader::new(&language.words, Some(date.parse().unwrap()));
        for text in CASES.iter().map(|case| case.0).chain([
            "il y a 9999 ans",
            "dans 9999 ans",
            "les 9999 derniers mois",
        ]) {
            reader.read(&language.tokens(text), text, 0);
        }
    }
}
