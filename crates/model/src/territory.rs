//! Which territories are there, and what is special about each?
//!
//! Rules and types of declaration say by a word where they apply: a country's code, or one of the
//! named [`ALL`]. What is special (Northern Ireland, special fiscal territories, sectors of the
//! continental shelf) stands here and nowhere else.

use crate::document::SingleAdministrativeDocument;

/// Countries that are meant by one word.
#[derive(Debug)]
pub struct Territory {
    /// The word as flows and rules write it, such as `UK`.
    pub word: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Its countries, by the codes that customs gives them.
    pub countries: &'static [&'static str],
}

/// Every territory that has a word of its own; any country's code is a word besides.
pub static ALL: &[Territory] = &[
    Territory {
        word: "Union",
        name: "Member States of the Union",
        countries: &[
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ],
    },
    Territory {
        word: "UK",
        name: "United Kingdom: Great Britain and Northern Ireland",
        countries: &["GB", "XI"],
    },
    Territory {
        word: "CTC",
        name: "Countries of the Convention on common transit outside the Union",
        countries: &[
            "CH", "GB", "GE", "IS", "LI", "MD", "ME", "MK", "NO", "RS", "TR", "UA",
        ],
    },
    Territory {
        word: "CrownDependencies",
        name: "Territories in customs union with the United Kingdom",
        countries: &["GG", "IM", "JE"],
    },
    Territory {
        word: "SpecialFiscal",
        name: "Territories of the customs union where other rules on value added tax hold",
        // The Åland Islands, the Canaries and the overseas departments of France, and the Channel
        // Islands, by the codes that have their own; Annex B calls trade with them CO.
        countries: &["AX", "GF", "GG", "GP", "IC", "JE", "MF", "MQ", "RE", "YT"],
    },
    Territory {
        word: "ContinentalShelf",
        name: "Sectors of the continental shelf, as the United Kingdom codes them",
        countries: &[
            "ZB", "ZC", "ZD", "ZE", "ZF", "ZG", "ZH", "ZJ", "ZK", "ZL", "ZN", "ZS", "ZU",
        ],
    },
];

/// Northern Ireland: of the United Kingdom, whose customs system it uses, and of the Union for
/// goods (Windsor Framework, Article 5).
pub const NORTHERN_IRELAND: &str = "XI";

/// The currencies in which values are declared to countries that do not use the euro, by the
/// country's code or a territory's word.
const CURRENCIES: &[(&str, &str)] = &[
    ("UK", "GBP"),
    ("CrownDependencies", "GBP"),
    ("CZ", "CZK"),
    ("DK", "DKK"),
    ("HU", "HUF"),
    ("PL", "PLN"),
    ("RO", "RON"),
    ("SE", "SEK"),
];

/// The currency in which values are declared to a country; the euro in the Union and elsewhere.
#[must_use]
pub fn currency_of(country: &str) -> &'static str {
    let mut own = CURRENCIES.iter();
    let own = own.find(|(word, _)| is_in(word, country));
    own.map_or("EUR", |(_, currency)| currency)
}

/// Codes that people write and customs does not know, and the code that is meant.
pub const OTHERWISE_SPELLED: &[(&str, &str)] = &[("EL", "GR"), ("UK", "GB"), ("XU", "GB")];

/// What a declaration to the United Kingdom states when its goods come to, or leave from, Northern
/// Ireland (the published lists of additional information codes). An XI EORI says nothing of it:
/// who has one also trades in Great Britain, and customs refuses a declaration with XI EORIs that
/// goes on to the Union without one of these (published scenario TT_IM047a).
pub const NORTHERN_IRELAND_STATEMENTS: &[&str] = &[
    "NIAID", "NIAPP", "NIDOM", "NIEXP", "NIHIS", "NIIMP", "NIPAP", "NIPNR", "NIQUO", "NIREM",
    "NIRMS",
];

/// Whether a word means a country: its code, or a territory that it belongs to.
#[must_use]
pub fn is_in(word: &str, country: &str) -> bool {
    word == country
        || ALL
            .iter()
            .any(|territory| territory.word == word && territory.countries.contains(&country))
}

/// Whether a word means something: a country's two letters, or a territory.
#[must_use]
pub fn is_word(word: &str) -> bool {
    let is_code = word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    is_code || ALL.iter().any(|territory| territory.word == word)
}

/// The code that is meant by one that customs does not know.
#[must_use]
pub fn meant_by(code: &str) -> Option<&'static str> {
    let mut known = OTHERWISE_SPELLED.iter();
    known
        .find(|(written, _)| written.eq_ignore_ascii_case(code))
        .map(|(_, meant)| *meant)
}

/// Whether goods in a country are in the customs territory of the Union.
#[must_use]
pub fn is_union_for_goods(country: &str) -> bool {
    const WITH_ITS_OWN_CODE: &[&str] = &["AX", "GF", "GP", "MC", "MF", "MQ", "RE", "YT"];
    country == NORTHERN_IRELAND || is_in("Union", country) || WITH_ITS_OWN_CODE.contains(&country)
}

/// Whose customs a declaration is for: its jurisdiction, or Northern Ireland where it goes to the
/// United Kingdom and states so for one of its goods.
#[must_use]
pub fn of_declaration<'a>(
    jurisdiction: &'a str,
    document: &SingleAdministrativeDocument,
) -> &'a str {
    match jurisdiction == "GB" && states_northern_ireland(document) {
        true => NORTHERN_IRELAND,
        false => jurisdiction,
    }
}

fn states_northern_ireland(document: &SingleAdministrativeDocument) -> bool {
    let shipment = document.goods_shipment.as_deref();
    let of_shipment = shipment.map_or(&[][..], |shipment| &shipment.additional_informations);
    let of_items = document
        .goods_items()
        .iter()
        .flat_map(|item| &item.additional_informations);
    let mut all = document
        .additional_informations
        .iter()
        .chain(of_shipment)
        .chain(of_items);
    all.any(|statement| {
        let code = statement.code.as_deref();
        code.is_some_and(|code| NORTHERN_IRELAND_STATEMENTS.contains(&code))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn northern_ireland_is_of_both() {
        for (word, country, expected) in [
            ("Union", "DK", true),
            ("Union", "XI", false),
            ("UK", "XI", true),
            ("UK", "GB", true),
            ("GB", "XI", false),
            ("DK", "DK", true),
            ("CTC", "GB", true),
            ("CTC", "DE", false),
            ("ContinentalShelf", "ZN", true),
            ("Atlantis", "ZZ", false),
        ] {
            assert_eq!(is_in(word, country), expected, "{word} {country}");
        }
        for (country, expected) in [("XI", true), ("IE", true), ("GB", false), ("GF", true)] {
            assert_eq!(is_union_for_goods(country), expected, "{country}");
        }
    }

    #[test]
    fn values_are_declared_in_the_currency_of_the_country() {
        for (country, expected) in [
            ("GB", "GBP"),
            ("XI", "GBP"),
            ("JE", "GBP"),
            ("DK", "DKK"),
            ("DE", "EUR"),
            ("EU", "EUR"),
        ] {
            assert_eq!(currency_of(country), expected, "{country}");
        }
    }

    #[test]
    fn a_statement_makes_it_northern_ireland() {
        let read = |json: &str| serde_json::from_str::<SingleAdministrativeDocument>(json).unwrap();
        let on_item = r#"{"goodsShipment": {"governmentAgencyGoodsItems":
            [{"additionalInformations": [{"code": "NIIMP"}]}]}}"#;
        let of_trader = r#"{"declarant": {"businessPartnerReference":
            [{"type": "Eori", "code": "XI123456789000"}]}}"#;
        for (jurisdiction, json, expected) in [
            ("GB", on_item, "XI"),
            ("GB", of_trader, "GB"),
            (
                "GB",
                r#"{"additionalInformations": [{"code": "NIEXP"}]}"#,
                "XI",
            ),
            ("DE", on_item, "DE"),
            ("XI", "{}", "XI"),
        ] {
            assert_eq!(
                of_declaration(jurisdiction, &read(json)),
                expected,
                "{json}"
            );
        }
    }
}
