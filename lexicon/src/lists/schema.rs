//! The lists: their names and columns.

use crate::model::EntryKind;

/// A list's shape.
#[derive(Debug)]
pub(super) struct Schema {
    /// File name without extension.
    pub(super) list: &'static str,
    /// What a row is of, where a row has a name and an id.
    pub(super) kind: Option<EntryKind>,
    /// Columns that must be there.
    pub(super) required: &'static [&'static str],
    /// Columns that may be there.
    pub(super) optional: &'static [&'static str],
}

impl Schema {
    /// All columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

const SCHEMAS: &[Schema] = &[
    Schema {
        list: "countries",
        kind: Some(EntryKind::Country),
        required: &["name", "iso2"],
        optional: &[
            "id",
            "article",
            "long_name",
            "aliases",
            "shared",
            "iso3",
            "wikidata",
            "capital",
            "demonym_m",
            "demonym_f",
            "demonym_mp",
            "demonym_fp",
            "prefixes",
            "source",
            "checked",
        ],
    },
    Schema {
        list: "organisations",
        kind: Some(EntryKind::Organisation),
        required: &["name"],
        optional: &[
            "id", "acronyms", "aliases", "shared", "cued", "subtype", "country", "parent", "from", "to",
            "wikidata", "source", "checked",
        ],
    },
    Schema {
        list: "people",
        kind: Some(EntryKind::Person),
        required: &["name"],
        optional: &[
            "id", "surname", "gender", "country", "aliases", "shared", "short", "wikidata", "source",
            "checked", "died",
        ],
    },
    Schema {
        list: "places",
        kind: Some(EntryKind::Place),
        required: &["name"],
        optional: &[
            "id",
            "aliases",
            "shared",
            "cued",
            "type",
            "country",
            "region",
            "population",
            "geonames",
            "wikidata",
            "latitude",
            "longitude",
            "source",
            "checked",
        ],
    },
    Schema {
        list: "ranks",
        kind: Some(EntryKind::Rank),
        required: &["name"],
        optional: &["id", "forms", "abbreviations", "branch", "order", "source", "checked"],
    },
    Schema {
        list: "titles",
        kind: Some(EntryKind::Title),
        required: &["name"],
        optional: &["id", "forms", "abbreviations", "type", "gender", "source", "checked"],
    },
    Schema {
        list: "roles",
        kind: Some(EntryKind::Role),
        required: &["name"],
        optional: &["id", "forms", "category", "unique", "takes", "source", "checked"],
    },
    Schema {
        list: "portfolios",
        kind: Some(EntryKind::Portfolio),
        required: &["name"],
        optional: &["id", "forms", "source", "checked"],
    },
    Schema {
        list: "offices",
        kind: None,
        required: &["person", "role", "of"],
        optional: &["portfolio", "from", "to", "source", "checked"],
    },
    Schema {
        list: "role_offices",
        kind: None,
        required: &["role", "office"],
        optional: &["portfolio", "of"],
    },
    Schema {
        list: "memberships",
        kind: None,
        required: &["member", "body"],
        optional: &["from", "to", "status", "source", "checked"],
    },
    Schema { list: "given_names", kind: None, required: &["name"], optional: &["gender", "origins", "cued"] },
    Schema { list: "words", kind: None, required: &["form"], optional: &["count"] },
    Schema {
        list: "verbs",
        kind: None,
        required: &[
            "lemma",
            "auxiliary",
            "infinitive",
            "past_participle",
            "present",
            "imperfect",
            "simple_past",
            "future",
            "conditional",
            "subjunctive",
        ],
        optional: &["pronominal", "present_participle"],
    },
];

/// The shape of a list.
pub(super) fn of(list: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.list == list)
}

/// The columns of a list, those first that tell its rows from each other; none of what is no list.
pub fn columns(list: &str) -> impl Iterator<Item = &'static str> {
    let first = of(list).map_or(&[][..], |_| key(list));
    let others = of(list).into_iter().flat_map(Schema::columns).filter(move |column| !first.contains(column));
    first.iter().copied().chain(others)
}

/// The columns by which a row of a list is told from the others: of two folders, the later row with the same cells there takes the place
/// of the earlier.
pub fn key(list: &str) -> &'static [&'static str] {
    match list {
        "given_names" => &["name"],
        "words" => &["form"],
        "verbs" => &["lemma"],
        "offices" => &["person", "role", "portfolio", "of", "from"],
        "role_offices" => &["role", "office", "portfolio", "of"],
        "memberships" => &["member", "body", "status", "from"],
        _ => &["id"],
    }
}

/// The shapes of all lists.
pub(super) fn all() -> &'static [Schema] {
    SCHEMAS
}

/// The file names of the lists.
pub(super) fn names() -> Vec<String> {
    SCHEMAS.iter().map(|schema| format!("{}.csv", schema.list)).collect()
}

/// Whether a column of a list that has a fixed set of values may have one.
pub fn is_value(list: &str, column: &str, value: &str) -> bool {
    values(list, column).is_some_and(|values| values.contains(&value))
}

/// Values that a column may have, where it has a fixed set.
pub(super) fn values(list: &str, column: &str) -> Option<&'static [&'static str]> {
    Some(match (list, column) {
        ("organisations", "subtype") => &[
            "international",
            "regional",
            "government",
            "ministry",
            "armed_forces",
            "police",
            "intelligence",
            "armed_group",
            "junta",
            "military_company",
            "party",
            "movement",
            "media",
            "news_agency",
            "company",
            "bank",
            "ngo",
            "court",
            "union",
            "university",
            "religious",
            "parliament",
            "sport",
            "mission",
            "agency",
            "other",
        ],
        ("people" | "titles", "gender") => &["m", "f"],
        ("given_names", "gender") => &["m", "f", "mf"],
        ("given_names", "cued") | ("roles", "unique") => &["yes", "no"],
        ("places", "type") => &[
            "capital",
            "city",
            "town",
            "region",
            "province",
            "cercle",
            "department",
            "district",
            "commune",
            "village",
            "river",
            "lake",
            "desert",
            "mountain",
            "area",
            "island",
            "continent",
            "sea",
            "palace",
            "airport",
            "base",
            "camp",
            "neighbourhood",
            "street",
            "border_area",
            "other",
        ],
        ("memberships", "status") => &["member", "suspended", "observer", "associate", "partner"],
        ("roles", "takes") => &["portfolio", "of", "portfolio+of", "of+at", "none"],
        ("titles", "type") => {
            &["civility", "honorific", "religious", "traditional", "nobility", "academic", "professional"]
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_one_list() {
        let of_kinds = SCHEMAS.iter().filter_map(|schema| Some((schema.kind?.list(), schema.list)));
        let (said, lists): (Vec<_>, Vec<_>) = of_kinds.unzip();
        assert_eq!((said, lists.len()), (lists.clone(), EntryKind::ALL.len()));
    }
}
