//! Country of dispatch, country of destination and UCR: on the consignment or on every item?
//!
//! Customs takes each on one level only (C0343, C0909, C0502), and on items only where items
//! differ (R0507). Our documents may have both: the header's value, and an item's where it
//! differs. [`settle`] brings a document to customs' form.

use std::borrow::Cow;

use cas_model::access::{Field, Node};
use cas_model::document::{
    GoodsShipment, GovernmentAgencyGoodsItem, SingleAdministrativeDocument, Ucr,
};
use cas_model::{FieldPath, KnownPath, path, paths};

/// The document with each of these values on one level; untouched when it is so already.
#[must_use]
pub fn settle(document: &SingleAdministrativeDocument) -> Cow<'_, SingleAdministrativeDocument> {
    let mixed = |item: &GovernmentAgencyGoodsItem| {
        item.export_country.is_some() || item.destination.is_some() || item.ucr.is_some()
    };
    let items = document
        .goods_shipment
        .iter()
        .flat_map(|s| &s.government_agency_goods_items);
    if !items.into_iter().any(mixed) {
        return Cow::Borrowed(document);
    }
    let mut settled = document.clone();
    let header_ucr = settled.ucr.take();
    if let Some(shipment) = &mut settled.goods_shipment {
        shipment.ucr = shipment.ucr.take().or(header_ucr);
        LEVELLED
            .iter()
            .for_each(|(at_header, at_item)| level(shipment, *at_header, *at_item));
    }
    Cow::Owned(settled)
}

/// The values above items that the settled document has on no level, because all below have another.
#[must_use]
pub(crate) fn overridden(
    document: &SingleAdministrativeDocument,
    settled: &SingleAdministrativeDocument,
) -> Vec<FieldPath> {
    let said: Vec<Field<'_>> = std::iter::once(settled.goods_shipment.as_deref())
        .flatten()
        .flat_map(|shipment| {
            let items = shipment.government_agency_goods_items.iter();
            let items = items.flat_map(|item| levelled(item));
            let houses = shipment.house_consignments.iter();
            let houses = houses.flat_map(|house| levelled(house));
            levelled(shipment).into_iter().chain(houses).chain(items)
        })
        .collect();
    let says = |text: &str| {
        let mut said = said.iter();
        said.any(|field| matches!(field, Field::Text(said) if *said == text))
    };
    let houses = document.goods_shipment.as_deref();
    let houses = houses.map_or(0, |shipment| shipment.house_consignments.len());
    let in_houses = (0..houses).flat_map(|house| {
        let house = FieldPath::from(path!("goodsShipment.houseConsignments")).index(house);
        LEVELLED_FIELDS.iter().map(move |path| house.to(*path))
    });
    ABOVE
        .iter()
        .map(|path| FieldPath::from(*path))
        .chain(in_houses)
        .filter(|path| matches!(path.get(document), Some(Field::Text(text)) if !says(text)))
        .collect()
}

/// Where the header has them.
const ABOVE: &[KnownPath] = paths![
    "goodsShipment.exportCountry",
    "goodsShipment.destination",
    "goodsShipment.ucr.traderReference",
    "ucr.traderReference",
];

/// Their names in a shipment, a house and an item.
const LEVELLED_FIELDS: &[KnownPath] =
    paths![GoodsShipment: "exportCountry", "destination", "ucr.traderReference"];

/// What a shipment, a house or an item has of them.
fn levelled(record: &dyn Node) -> Vec<Field<'_>> {
    LEVELLED_FIELDS
        .iter()
        .filter_map(|path| FieldPath::from(*path).get(record))
        .collect()
}

type AtHeader = fn(&mut GoodsShipment) -> Slot<'_>;
type AtItem = fn(&mut GovernmentAgencyGoodsItem) -> Slot<'_>;

/// A value on one of its levels.
pub(super) enum Slot<'a> {
    Text(&'a mut Option<String>),
    Ucr(&'a mut Option<Box<Ucr>>),
}

const LEVELLED: &[(AtHeader, AtItem)] = &[
    (
        |h| Slot::Text(&mut h.export_country),
        |i| Slot::Text(&mut i.export_country),
    ),
    (
        |h| Slot::Text(&mut h.destination),
        |i| Slot::Text(&mut i.destination),
    ),
    (|h| Slot::Ucr(&mut h.ucr), |i| Slot::Ucr(&mut i.ucr)),
];

impl Slot<'_> {
    pub(super) fn take(self) -> Option<String> {
        match self {
            Self::Text(slot) => slot.take(),
            Self::Ucr(slot) => slot.take().and_then(|ucr| ucr.trader_reference),
        }
    }

    pub(super) fn is_given(&self) -> bool {
        match self {
            Self::Text(slot) => slot.is_some(),
            Self::Ucr(slot) => slot.is_some(),
        }
    }

    pub(super) fn put(self, value: Option<String>) {
        match self {
            Self::Text(slot) => *slot = value,
            Self::Ucr(slot) => {
                *slot = value.map(|reference| {
                    Box::new(Ucr {
                        trader_reference: Some(reference),
                    })
                });
            }
        }
    }
}

fn level(shipment: &mut GoodsShipment, at_header: AtHeader, at_item: AtItem) {
    let header = at_header(shipment).take();
    let items = &mut shipment.government_agency_goods_items;
    let values: Vec<Option<String>> = items
        .iter_mut()
        .map(|item| at_item(item).take().or_else(|| header.clone()))
        .collect();
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        at_header(shipment).put(values.into_iter().next().flatten());
        return;
    }
    for (item, value) in items.iter_mut().zip(values) {
        at_item(item).put(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: Option<&str>, items: &[Option<&str>], expected: (Option<&str>, &[&str])) {
        let item = |destination: &Option<&str>| GovernmentAgencyGoodsItem {
            destination: destination.map(str::to_owned),
            ..GovernmentAgencyGoodsItem::default()
        };
        let document = SingleAdministrativeDocument {
            goods_shipment: Some(Box::new(GoodsShipment {
                destination: header.map(str::to_owned),
                government_agency_goods_items: items.iter().map(item).collect(),
                ..GoodsShipment::default()
            })),
            ..SingleAdministrativeDocument::default()
        };
        let settled = settle(&document).into_owned();
        let shipment = settled.goods_shipment.unwrap();
        let items = shipment.government_agency_goods_items.iter();
        let on_items: Vec<&str> = items.filter_map(|i| i.destination.as_deref()).collect();
        assert_eq!(
            (shipment.destination.as_deref(), on_items.as_slice()),
            expected
        );
    }

    #[test]
    fn one_level_only() {
        check(Some("CH"), &[None, None], (Some("CH"), &[]));
        check(None, &[Some("CH"), Some("CH")], (Some("CH"), &[]));
        check(Some("CH"), &[Some("NO"), None], (None, &["NO", "CH"]));
        check(None, &[Some("NO"), None], (None, &["NO"]));
        check(Some("DE"), &[Some("NO"), Some("NO")], (Some("NO"), &[]));
    }
}
