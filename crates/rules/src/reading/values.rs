//! What does one value say?

use cas_model::document::{Party, PreviousDocument, Ucr};
use rust_decimal::Decimal;

/// The text, when there is more to it than white space.
pub(crate) fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// The country of a customs office: its first two characters; empty when there are none.
pub(crate) fn country_of(office: &Option<String>) -> &str {
    given(office).and_then(|code| code.get(..2)).unwrap_or("")
}

/// Whether a document is of an EU type, with the category in its own field or in the type.
pub(crate) fn is_of_type(category: &Option<String>, r#type: &Option<String>, eu: &str) -> bool {
    let (category, code) = (given(category).unwrap_or(""), given(r#type).unwrap_or(""));
    code == eu || (eu.strip_prefix(category) == Some(code) && !category.is_empty())
}

/// The EU type of a document: `N380`, from `N` and `380` or from `N380`.
pub(crate) fn eu_type(category: &Option<String>, r#type: &Option<String>) -> String {
    let code = given(r#type).unwrap_or("");
    match given(category) {
        Some(category) if code.len() < 4 => format!("{category}{code}"),
        Some(_) | None => code.to_owned(),
    }
}

/// Whether the type of a document is a country's own: it begins with a digit (UCC Annex B 12 03 002).
pub(crate) fn is_national(code: &str) -> bool {
    code.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether the party is named as customs wants it: by EORI, or by name and address.
pub(crate) fn is_known(party: &Party) -> bool {
    party.eori().is_some_and(|eori| !eori.trim().is_empty())
        || (given(&party.name).is_some() && party.address.is_some())
}

/// Whether the reference of a consignment is given.
pub(crate) fn has_reference(ucr: Option<&Ucr>) -> bool {
    ucr.is_some_and(|ucr| given(&ucr.trader_reference).is_some())
}

/// Whether a classification is one of the tariff, rather than a national or excise one. TSP is a
/// code of the tariff that is sent undivided, as customs of the United Kingdom calls it.
pub(crate) fn is_tariff(classification: &Option<String>) -> bool {
    given(classification).is_none_or(|kind| ["HS", "CN", "TARIC", "TSP"].contains(&kind))
}

/// Whether the document is a customs declaration, known by its MRN.
pub(crate) fn names_declaration(previous: &PreviousDocument) -> bool {
    ["NMRN", "N830", "N820", "N821", "N822"]
        .iter()
        .any(|eu| is_of_type(&previous.category, &previous.r#type, eu))
}

/// Whether a number is not negative and has at most so many digits and decimals.
pub(crate) fn fits_digits(value: Decimal, digits: u32, decimals: u32) -> bool {
    let value = value.normalize();
    let count = value
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |log| log + 1);
    !value.is_sign_negative() && count <= digits && value.scale() <= decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_as_customs_does() {
        for (value, expected) in [
            ("0", true),
            ("0.000001", true),
            ("0.0000001", false),
            ("0.0000010", true),
            ("-1", false),
            ("9999999999999999", true),
            ("10000000000000000", false),
            ("99999999999.000000", true),
        ] {
            assert_eq!(
                fits_digits(value.parse().unwrap(), 16, 6),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn document_types_are_read_in_both_spellings() {
        let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        for (category, kind, expected) in [
            ("N", "830", true),
            ("", "N830", true),
            ("N", "N830", true),
            ("", "830", false),
            ("Y", "830", false),
        ] {
            let found = is_of_type(&text(category), &text(kind), "N830");
            assert_eq!(found, expected, "{category} {kind}");
        }
    }
}
