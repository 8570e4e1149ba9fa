//! By which words is a declaration found, and who is its other party?
//!
//! Words are folded: lower case, without accents, so that `müller` finds `Mueller`'s neighbour
//! `MÜLLER`. A number with hyphens, dots or slashes is one word, and its parts are words too. Numbers
//! are compared as keys, for which neither case nor blanks count.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::access::{Field, Node};
use crate::declaration::Direction;
use crate::document::{Party, SingleAdministrativeDocument};
use crate::ids::DeclarationId;

/// What a revision's document is searched for.
#[derive(Clone, Debug)]
pub struct SearchedRevision {
    /// The declaration whose revision it is.
    pub declaration_id: DeclarationId,
    /// The number of the revision.
    pub number: u32,
    /// What its document is searched for.
    pub document: SearchedDocument,
}

/// What of which records is searched, by the names of their types and fields.
const SEARCHED: &[(&str, &[&str])] = &[
    ("AdditionalDocument", &["refNum"]),
    ("Authorisation", &["refNum"]),
    ("Classification", &["code"]),
    ("Commodity", &["itemId"]),
    ("GovernmentAgencyGoodsItem", &["containerIdentification"]),
    ("ObligationGuarantee", &["refNum"]),
    ("Party", &["code", "name"]),
    ("PartyReference", &["code"]),
    ("PreviousDocument", &["refNum"]),
    ("TransportContractDocument", &["refNum"]),
    ("TransportEquipment", &["containerIdentification"]),
    ("TransportMeans", &["identification"]),
    ("Ucr", &["traderReference"]),
];

/// The most characters of a word; what is longer is found by its beginning.
const LONGEST: usize = 64;
/// The most bytes that the words of one document have together; what comes behind is not found.
const MOST_BYTES: usize = 128 * 1024;

/// What of a document stands in lists and is searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchedDocument {
    /// Name of the other party, else its identifier, else its code.
    pub party: Option<String>,
    /// The words of parties, articles, codes and documents.
    pub words: BTreeSet<String>,
}

impl SearchedDocument {
    /// What a document is searched for, whose goods come in or go out.
    #[must_use]
    pub fn new(document: &SingleAdministrativeDocument, direction: Direction) -> Self {
        let mut found = Words::default();
        found.record(document);
        Self {
            party: other_party(document, direction).and_then(shown),
            words: found.words,
        }
    }
}

/// The words of a text, folded.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let whole: Vec<String> = folded
        .split(|c: char| !(c.is_alphanumeric() || is_joint(c)))
        .map(|word| word.trim_matches(is_joint))
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST).collect())
        .collect();
    whole.into_iter()
}

/// A word with its parts, where it has some: `it-0815` is also `it` and `0815`.
fn with_parts(word: String) -> impl Iterator<Item = String> {
    let parts: Vec<String> = match word.contains(is_joint) {
        true => word.split(is_joint).map(str::to_owned).collect(),
        false => Vec::new(),
    };
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.chain([word])
}

/// The words of numbers and references, with their parts; what is written with blanks is also one word.
pub fn words_of_numbers<'t>(numbers: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let numbers = numbers.into_iter().flat_map(|number| {
        let joined = fold(&number_key(number));
        let joined: Vec<String> = words(&joined).collect();
        words(number).chain(joined)
    });
    numbers.flat_map(with_parts).collect()
}

/// A number as it is compared: in capitals, without blanks.
#[must_use]
pub fn number_key(number: &str) -> String {
    let marks = number.chars().filter(|c| !c.is_whitespace());
    marks.flat_map(char::to_uppercase).collect()
}

/// A name as lists are sorted by it.
#[must_use]
pub fn name_key(name: &str) -> String {
    fold(name.trim())
}

/// What holds a number together.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | '_')
}

fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect()
}

/// Collects the words of records.
#[derive(Default)]
struct Words {
    words: BTreeSet<String>,
    bytes: usize,
}

impl Words {
    fn record(&mut self, record: &dyn Node) {
        let shape = record.shape();
        let searched = SEARCHED.iter().find(|(name, _)| *name == shape.name);
        let fields = searched.map_or(&[][..], |(_, fields)| fields);
        for (index, field) in shape.fields.iter().enumerate() {
            match record.field(index) {
                Field::Text(text) if fields.contains(&field.name) => self.text(text),
                Field::Record(inner) => self.record(inner),
                Field::List(list) => {
                    let inner = (0..list.len()).filter_map(|index| list.get(index));
                    inner.for_each(|inner| self.record(inner));
                }
                Field::Text(_)
                | Field::Absent
                | Field::Decimal(_)
                | Field::Integer(_)
                | Field::Flag(_)
                | Field::Date(_)
                | Field::Instant(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        for word in words(text).flat_map(with_parts) {
            // With the blank before it and the mark of its tenant.
            let bytes = word.len() + 6;
            if self.bytes + bytes <= MOST_BYTES && self.words.insert(word) {
                self.bytes += bytes;
            }
        }
    }
}

/// To whom goods go, or from whom they come.
fn other_party(document: &SingleAdministrativeDocument, direction: Direction) -> Option<&Party> {
    let shipment = document.goods_shipment.as_deref()?;
    let parties = match direction {
        Direction::Out => [&shipment.consignee, &shipment.buyer, &document.importer],
        Direction::In => [&shipment.consignor, &shipment.exporter, &shipment.seller],
    };
    let named = parties.into_iter().find_map(|party| party.as_deref());
    named.or_else(|| {
        let mut items = shipment.government_agency_goods_items.iter();
        items.find_map(|item| match direction {
            Direction::Out => item.consignee.as_deref(),
            Direction::In => item.consignor.as_deref(),
        })
    })
}

fn shown(party: &Party) -> Option<String> {
    let code = || party.code.as_deref();
    let named = party.name.as_deref().or_else(|| party.eori()).or_else(code);
    named
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_are_folded_and_numbers_stay_whole() {
        check("Müller & Söhne GmbH", &["muller", "sohne", "gmbh"]);
        check("IT-0815/7, art. 12.5", &["it-0815/7", "art", "12.5"]);
        check(" - ", &[]);
        let numbers = words_of_numbers(["26de 4101", "A-1"]);
        let expected = ["1", "26de", "26de4101", "4101", "a", "a-1"];
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(number_key(" 26de 41 "), "26DE41");
    }

    #[test]
    fn parties_articles_codes_and_documents_are_found() {
        let document: SingleAdministrativeDocument = serde_json::from_value(serde_json::json!({
            "invoiceCurrency": "EUR",
            "goodsShipment": {
                "consignee": {"name": "Vélos du Rhône", "address": {"city": "Lyon"}},
                "consignor": {"code": "ACME"},
                "governmentAgencyGoodsItems": [{
                    "commodity": {"itemId": "BIKE-7", "classifications": [{"code": "87116010"}]},
                    "additionalDocuments": [{"refNum": "INV 4711"}],
                }],
            },
        }))
        .unwrap();
        let found = SearchedDocument::new(&document, Direction::Out);
        assert_eq!(found.party.as_deref(), Some("Vélos du Rhône"));
        let expected = [
            "4711", "7", "87116010", "acme", "bike", "bike-7", "du", "inv", "rhone", "velos",
        ];
        assert_eq!(found.words.into_iter().collect::<Vec<_>>(), expected);
        let incoming = SearchedDocument::new(&document, Direction::In);
        assert_eq!(incoming.party.as_deref(), Some("ACME"));
    }
}
