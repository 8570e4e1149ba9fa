//! Which words tell the elements of a collection apart, and how are they spelled?
//!
//! A party has several identifiers, goods have several codes: the `type` says which is which, and
//! whoever looks for an EORI looks for `Eori`. Callers write `EORI`, `eori` or `tir-holder`; all
//! mean one, and are brought to its spelling where a document enters. A word that is not known
//! stays as it is: systems name it where they have no place for it.

use super::{Classification, SingleAdministrativeDocument};

/// What tells the elements of a kind apart.
pub struct Discriminator {
    /// The name of the record's type, such as `PartyReference`.
    pub record: &'static str,
    /// The name of the field that holds the word.
    pub field: &'static str,
    /// The words that are known, as we spell them.
    pub known: &'static [&'static str],
}

/// The fields whose words tell elements apart, one row each.
pub const DISCRIMINATORS: &[Discriminator] = &[
    Discriminator {
        record: "PartyReference",
        field: "type",
        known: &["Eori", "Vat", "Excise", "TirHolder"],
    },
    Discriminator {
        record: "Classification",
        field: "type",
        known: &["TARIC", "CN", "HS", "ExciseProduct", "TRA", "GN", "TSP"],
    },
];

/// Categories of documents are one capital letter: of these records.
const CATEGORISED: &[&str] = &[
    "AdditionalDocument",
    "PreviousDocument",
    "TransportContractDocument",
];

/// The spelling of a word in a field, where it is known in another.
#[must_use]
pub fn canonical(record: &str, field: &str, word: &str) -> Option<String> {
    let spelled = match field {
        "type" => {
            let mut all = DISCRIMINATORS.iter();
            let one = all.find(|one| one.record == record && one.field == field)?;
            let known = one.known.iter().find(|known| is_same(known, word))?;
            (*known).to_owned()
        }
        "category" if CATEGORISED.contains(&record) => {
            let word = word.trim();
            let is_letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
            is_letter.then(|| word.to_ascii_uppercase())?
        }
        _ => return None,
    };
    (spelled != word).then_some(spelled)
}

/// Whether two words differ in nothing but case and what divides their parts.
fn is_same(known: &str, word: &str) -> bool {
    let mut letters = word
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_'));
    let mut known = known.chars();
    loop {
        match (known.next(), letters.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if one.eq_ignore_ascii_case(&other) => {}
            _ => return false,
        }
    }
}

/// The classification that a code without a type is in: a tariff code, by its length.
#[must_use]
pub fn tariff_of(code: &str) -> Option<&'static str> {
    let code = code.trim();
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match code.len() {
        6 => Some("HS"),
        8 => Some("CN"),
        10 => Some("TARIC"),
        _ => None,
    }
}

impl Classification {
    /// Says what a code without a type is.
    fn settle(&mut self) {
        let is_typeless = self
            .r#type
            .as_deref()
            .is_none_or(|kind| kind.trim().is_empty());
        if let Some(code) = self.code.as_deref().filter(|_| is_typeless) {
            self.r#type = tariff_of(code).map(str::to_owned).or(self.r#type.take());
        }
    }
}

impl SingleAdministrativeDocument {
    /// Says of the goods' codes without a type what they are.
    pub fn settle_classifications(&mut self) {
        let Some(shipment) = self.goods_shipment.as_deref_mut() else {
            return;
        };
        for item in &mut shipment.government_agency_goods_items {
            if let Some(commodity) = item.commodity.as_deref_mut() {
                commodity
                    .classifications
                    .iter_mut()
                    .for_each(Classification::settle);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        for (record, field, word, expected) in [
            ("PartyReference", "type", "EORI", Some("Eori")),
            ("PartyReference", "type", " eori ", Some("Eori")),
            ("PartyReference", "type", "Eori", None),
            ("PartyReference", "type", "tir-holder", Some("TirHolder")),
            ("PartyReference", "type", "EORI number", None),
            ("Classification", "type", "taric", Some("TARIC")),
            (
                "Classification",
                "type",
                "excise_product",
                Some("ExciseProduct"),
            ),
            ("Classification", "type", "TARIC additional", None),
            ("PreviousDocument", "category", "n", Some("N")),
            ("PreviousDocument", "category", "nn", None),
            ("PreviousDocument", "type", "eori", None),
            ("ExciseProduct", "category", "w", None),
        ] {
            assert_eq!(
                canonical(record, field, word).as_deref(),
                expected,
                "{word}"
            );
        }
    }

    #[test]
    fn a_code_without_a_type_is_of_the_tariff() {
        for (code, expected) in [
            ("870323", Some("HS")),
            ("87032319", Some("CN")),
            ("8703231910", Some("TARIC")),
            ("8703", None),
            ("S200", None),
        ] {
            assert_eq!(tariff_of(code), expected, "{code}");
        }
    }
}
