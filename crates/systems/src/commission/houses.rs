//! When does a document need house consignments of its own?
//!
//! Messages have at least one. A single one that says nothing more than its goods do is what a
//! document without houses means, so a message with such a one is read as that document.

use cas_model::document::{
    GoodsShipment, GovernmentAgencyGoodsItem, HouseConsignment, SingleAdministrativeDocument,
};
use rust_decimal::Decimal;

/// Takes away the only house of a document, where it says nothing that a document without houses
/// would not.
pub(crate) fn forget_plain(document: &mut SingleAdministrativeDocument) {
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return;
    };
    if let [house] = &shipment.house_consignments[..]
        && is_plain(house, gross_mass(shipment))
    {
        shipment.house_consignments.clear();
        for item in &mut shipment.government_agency_goods_items {
            item.house_consignment = None;
        }
    }
}

fn is_plain(house: &HouseConsignment, of_items: Decimal) -> bool {
    let rest = HouseConsignment {
        key: None,
        gmass: house.gmass.filter(|mass| *mass != of_items),
        ..house.clone()
    };
    rest == HouseConsignment::default()
}

fn gross_mass(shipment: &GoodsShipment) -> Decimal {
    let mass = |item: &GovernmentAgencyGoodsItem| item.goods_measure.as_deref()?.gmass;
    let items = shipment.government_agency_goods_items.iter();
    items.filter_map(mass).sum()
}
