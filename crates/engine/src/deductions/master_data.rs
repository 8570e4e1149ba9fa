//! The master-data records that a document refers to.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cas_model::FieldPath;
use cas_model::access::{Field, Node};
use cas_model::document::{Party, SingleAdministrativeDocument};
use cas_model::master_data::{Article, BusinessPartner, ExchangeRate};

/// A record and its version.
#[derive(Clone, Debug)]
pub struct Versioned<T> {
    /// Its version.
    pub version: u32,
    /// The record.
    pub record: T,
}

/// Records by code.
#[derive(Clone, Debug, Default)]
pub struct MasterData {
    /// Articles.
    pub articles: HashMap<String, Arc<Versioned<Article>>>,
    /// Business partners.
    pub business_partners: HashMap<String, Arc<Versioned<BusinessPartner>>>,
    /// Exchange rates by currency and base currency: those of the period.
    pub exchange_rates: HashMap<(String, String), Arc<Versioned<ExchangeRate>>>,
}

/// The kind of article records in the store.
pub(crate) const ARTICLE: &str = "article";
/// The kind of business-partner records in the store.
pub(crate) const BUSINESS_PARTNER: &str = "businessPartner";

/// The kinds and codes of the records that a document refers to, each once.
#[must_use]
pub fn master_data_codes(
    document: &SingleAdministrativeDocument,
) -> BTreeSet<(&'static str, String)> {
    let mut codes = BTreeSet::new();
    for (_, party) in parties(document) {
        codes.extend(party.code.clone().map(|code| (BUSINESS_PARTNER, code)));
    }
    let items = document
        .goods_shipment
        .iter()
        .flat_map(|shipment| shipment.government_agency_goods_items.iter());
    for item in items {
        let commodity = item.commodity.as_deref();
        codes.extend(
            commodity
                .and_then(|commodity| commodity.item_id.clone())
                .map(|code| (ARTICLE, code)),
        );
    }
    codes
}

/// Every party of a document that is named by a code, with its path.
pub(super) fn parties(document: &SingleAdministrativeDocument) -> Vec<(FieldPath, Party)> {
    let mut found = Vec::new();
    collect(document, &FieldPath::root(), &mut found);
    found
}

fn collect(node: &dyn Node, path: &FieldPath, found: &mut Vec<(FieldPath, Party)>) {
    for (index, field) in node.shape().fields.iter().enumerate() {
        match node.field(index) {
            Field::Record(record) if std::ptr::eq(record.shape(), Party::shape()) => {
                if let Some(code) = code_of(record) {
                    let party = Party {
                        code: Some(code),
                        ..Party::default()
                    };
                    found.push((path.field(field.name), party));
                }
            }
            Field::Record(record) => collect(record, &path.field(field.name), found),
            Field::List(list) if holds_parties(field.name) => {
                for position in 0..list.len() {
                    if let Some(element) = list.get(position) {
                        collect(element, &path.field(field.name).index(position), found);
                    }
                }
            }
            Field::Absent
            | Field::List(_)
            | Field::Text(_)
            | Field::Decimal(_)
            | Field::Integer(_)
            | Field::Flag(_)
            | Field::Date(_)
            | Field::Instant(_) => {}
        }
    }
}

/// Only items have parties of their own; other collections need not be walked.
fn holds_parties(collection: &str) -> bool {
    collection == "governmentAgencyGoodsItems"
}

fn code_of(party: &dyn Node) -> Option<String> {
    let code = party.shape().index_of("code")?;
    party.field(code).text().map(std::borrow::Cow::into_owned)
}
