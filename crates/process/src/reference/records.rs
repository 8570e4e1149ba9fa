//! The master-data records that a document refers to.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use cas_model::FieldPath;
use cas_model::access::{Field, Node};
use cas_model::document::{Party, SingleAdministrativeDocument};
use cas_model::master_data::{
    Article, Authorisation, BusinessPartner, ExchangeRate, Guarantee, Location, MasterDataKind,
};
use jiff::civil::Date;

/// A record and its version.
#[derive(Clone, Debug)]
pub struct Versioned<T> {
    /// The version of the record, which origins name.
    pub version: u32,
    /// The record as it is now.
    pub record: T,
}

/// The records that a document refers to, by code, as of a day.
#[derive(Clone, Debug, Default)]
pub struct MasterData {
    /// The day on which the records are in force.
    pub day: Date,
    /// Articles by their code, the `itemID` of a commodity.
    pub articles: HashMap<String, Arc<Versioned<Article>>>,
    /// Business partners, by their code.
    pub business_partners: HashMap<String, Arc<Versioned<BusinessPartner>>>,
    /// Authorisations, by the reference number that the document names.
    pub authorisations: HashMap<String, Arc<Versioned<Authorisation>>>,
    /// Guarantees, by the GRN that the document names.
    pub guarantees: HashMap<String, Arc<Versioned<Guarantee>>>,
    /// Locations of goods, by their code.
    pub locations: HashMap<String, Arc<Versioned<Location>>>,
    /// Rates of customs by currency and base currency, of every pair that a currency of the
    /// document is part of: units of the first for one of the second.
    pub exchange_rates: HashMap<(String, String), Arc<Versioned<ExchangeRate>>>,
}

/// The kind of article records in the store.
pub const ARTICLE: &str = MasterDataKind::Article.as_str();
/// The kind of business-partner records in the store.
pub const BUSINESS_PARTNER: &str = MasterDataKind::BusinessPartner.as_str();

/// The kinds and codes of the records that a document refers to, each once.
#[must_use]
pub fn master_data_codes(
    document: &SingleAdministrativeDocument,
) -> BTreeSet<(&'static str, String)> {
    let mut codes = BTreeSet::new();
    let mut want = |kind: MasterDataKind, code: Option<&String>| {
        codes.extend(code.map(|code| (kind.as_str(), code.clone())));
    };
    for (_, party) in parties(document) {
        want(MasterDataKind::BusinessPartner, party.code.as_ref());
    }
    for authorisation in &document.authorisations {
        want(
            MasterDataKind::Authorisation,
            authorisation.ref_num.as_ref(),
        );
    }
    for guarantee in &document.obligation_guarantees {
        want(MasterDataKind::Guarantee, guarantee.ref_num.as_ref());
    }
    let shipment = document.goods_shipment.as_deref();
    let location = shipment
        .and_then(|shipment| shipment.consignment.as_deref())
        .and_then(|consignment| consignment.goods_location.as_deref());
    want(
        MasterDataKind::Location,
        location.and_then(|location| location.code.as_ref()),
    );
    for item in shipment
        .iter()
        .flat_map(|shipment| &shipment.government_agency_goods_items)
    {
        let commodity = item.commodity.as_deref();
        want(
            MasterDataKind::Article,
            commodity.and_then(|commodity| commodity.item_id.as_ref()),
        );
    }
    codes
}

/// The currencies that occur in a document, each once.
#[must_use]
pub fn currencies(document: &SingleAdministrativeDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect_currencies(document, &mut found);
    found
}

fn collect_currencies(node: &dyn Node, found: &mut BTreeSet<String>) {
    for (index, field) in node.shape().fields.iter().enumerate() {
        match node.field(index) {
            Field::Record(record) => collect_currencies(record, found),
            Field::List(list) => {
                let elements = (0..list.len()).filter_map(|position| list.get(position));
                elements.for_each(|element| collect_currencies(element, found));
            }
            Field::Text(text) if matches!(field.name, "currency" | "invoiceCurrency") => {
                if !found.contains(text) {
                    found.insert(text.to_owned());
                }
            }
            Field::Absent
            | Field::Text(_)
            | Field::Decimal(_)
            | Field::Integer(_)
            | Field::Flag(_)
            | Field::Date(_)
            | Field::Instant(_) => {}
        }
    }
}

/// Every party of a document that is named by a code, with its path.
pub fn parties(document: &SingleAdministrativeDocument) -> Vec<(FieldPath, Party)> {
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

/// Only items and house consignments have parties of their own; other collections need not be
/// walked.
fn holds_parties(collection: &str) -> bool {
    ["governmentAgencyGoodsItems", "houseConsignments"].contains(&collection)
}

fn code_of(party: &dyn Node) -> Option<String> {
    let code = party.shape().index_of("code")?;
    party.field(code).text().map(std::borrow::Cow::into_owned)
}
