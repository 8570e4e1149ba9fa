//! On the consignment, on its houses or on every item?
//!
//! Where a transit has house consignments, country of dispatch, country of destination and UCR may
//! stand on three levels, on one only (C0343, C0909, C0502), and below only where they differ there
//! (R0506, R0507); what a single house has of its own stays there. Consignor, consignee and the
//! payment of transport charges stand on the consignment or on houses (C0001, C0542). [`settle`]
//! brings a document to customs' form; one without houses as [`super::levels`] does.

use std::borrow::Cow;

use cas_model::document::{
    GoodsShipment, GovernmentAgencyGoodsItem, HouseConsignment, Party, SingleAdministrativeDocument,
};
use cas_model::{FieldPath, path};

use super::levels::{self, Slot};

/// The document with each of these values on one level; untouched when it has no such values.
#[must_use]
pub fn settle(document: &SingleAdministrativeDocument) -> Cow<'_, SingleAdministrativeDocument> {
    let houses = document.goods_shipment.as_deref();
    let houses = houses.map_or(&[][..], |shipment| &shipment.house_consignments);
    if houses.is_empty() {
        return levels::settle(document);
    }
    let mut settled = document.clone();
    let header_ucr = settled.ucr.take();
    if let Some(shipment) = &mut settled.goods_shipment {
        shipment.ucr = shipment.ucr.take().or(header_ucr);
        LEVELLED.iter().for_each(|levels| level(shipment, *levels));
        level_party(shipment, |s| &mut s.consignor, |h| &mut h.consignor);
        level_party(shipment, |s| &mut s.consignee, |h| &mut h.consignee);
        level_charges(shipment);
        leave_out_of_items(shipment);
    }
    Cow::Owned(settled)
}

/// Where a value may stand, on each of the three levels.
#[derive(Clone, Copy)]
struct Levels {
    header: fn(&mut GoodsShipment) -> Slot<'_>,
    house: fn(&mut HouseConsignment) -> Slot<'_>,
    item: fn(&mut GovernmentAgencyGoodsItem) -> Slot<'_>,
}

const LEVELLED: &[Levels] = &[
    Levels {
        header: |s| Slot::Text(&mut s.export_country),
        house: |h| Slot::Text(&mut h.export_country),
        item: |i| Slot::Text(&mut i.export_country),
    },
    Levels {
        header: |s| Slot::Text(&mut s.destination),
        house: |h| Slot::Text(&mut h.destination),
        item: |i| Slot::Text(&mut i.destination),
    },
    Levels {
        header: |s| Slot::Ucr(&mut s.ucr),
        house: |h| Slot::Ucr(&mut h.ucr),
        item: |i| Slot::Ucr(&mut i.ucr),
    },
];

fn level(shipment: &mut GoodsShipment, levels: Levels) {
    let Levels {
        header: at_header,
        house: at_house,
        item: at_item,
    } = levels;
    let houses = houses_of_items(shipment);
    if shipment.house_consignments.len() == 1 && !at_header(shipment).is_given() {
        let mut items = shipment.government_agency_goods_items.iter_mut();
        if !items.any(|item| at_item(item).is_given()) {
            return;
        }
    }
    let header = at_header(shipment).take();
    let of_houses = shipment.house_consignments.iter_mut();
    let of_houses: Vec<Option<String>> = of_houses
        .map(|house| at_house(house).take().or_else(|| header.clone()))
        .collect();
    let items = shipment.government_agency_goods_items.iter_mut();
    let of_items: Vec<Option<String>> = items
        .zip(&houses)
        .map(|(item, house)| {
            let of_house = house.and_then(|house| of_houses.get(house)?.clone());
            at_item(item).take().or(of_house).or_else(|| header.clone())
        })
        .collect();
    if is_one(of_items.iter()) {
        let one = of_items.into_iter().next().unwrap_or(header);
        return at_header(shipment).put(one);
    }
    let in_house = |number: usize| {
        let of_house = houses.iter().zip(&of_items);
        of_house.filter_map(move |(house, value)| (*house == Some(number)).then_some(value))
    };
    let numbers = 0..shipment.house_consignments.len();
    if !houses.contains(&None) && numbers.clone().all(|number| is_one(in_house(number))) {
        let values: Vec<_> = numbers
            .map(|number| in_house(number).next().cloned())
            .collect();
        for (house, value) in shipment.house_consignments.iter_mut().zip(values) {
            at_house(house).put(value.flatten());
        }
        return;
    }
    let items = shipment.government_agency_goods_items.iter_mut();
    for (item, value) in items.zip(of_items) {
        at_item(item).put(value);
    }
}

fn houses_of_items(shipment: &GoodsShipment) -> Vec<Option<usize>> {
    let items = shipment.government_agency_goods_items.iter();
    items.map(|item| shipment.house_of(item)).collect()
}

fn is_one<'a>(mut values: impl Iterator<Item = &'a Option<String>>) -> bool {
    let first = values.next();
    values.all(|value| Some(value) == first)
}

type PartySlot = Option<Box<Party>>;

fn level_party(
    shipment: &mut GoodsShipment,
    at_header: fn(&mut GoodsShipment) -> &mut PartySlot,
    at_house: fn(&mut HouseConsignment) -> &mut PartySlot,
) {
    let is_single = shipment.house_consignments.len() == 1 && at_header(shipment).is_none();
    let mut houses = shipment.house_consignments.iter_mut();
    if is_single || houses.all(|house| at_house(house).is_none()) {
        return;
    }
    let header = at_header(shipment).take();
    let houses = &mut shipment.house_consignments;
    for house in houses.iter_mut() {
        let slot = at_house(house);
        *slot = slot.take().or_else(|| header.clone());
    }
    let parties: Vec<Option<Party>> = houses
        .iter_mut()
        .map(|h| declared_party(at_house(h)))
        .collect();
    if parties.windows(2).all(|pair| pair[0] == pair[1]) {
        let one = houses.iter_mut().map(|h| at_house(h).take()).next();
        houses.iter_mut().for_each(|house| *at_house(house) = None);
        *at_header(shipment) = one.flatten();
    }
}

/// What the header says of parties and charges that no level of the settled document has, because
/// every house has its own.
#[must_use]
pub(crate) fn overridden(
    document: &SingleAdministrativeDocument,
    settled: &SingleAdministrativeDocument,
) -> Vec<FieldPath> {
    let (Some(given), Some(settled)) = (&document.goods_shipment, &settled.goods_shipment) else {
        return Vec::new();
    };
    let houses = &settled.house_consignments;
    let lacks = |party: &PartySlot, header: &PartySlot, of_houses: &[&PartySlot]| {
        let party = declared_party(party);
        let mut there = of_houses.iter().copied().chain([header]);
        party.is_some() && !there.any(|other| declared_party(other) == party)
    };
    let consignors: Vec<_> = houses.iter().map(|house| &house.consignor).collect();
    let consignees: Vec<_> = houses.iter().map(|house| &house.consignee).collect();
    let charges = |shipment: &GoodsShipment| {
        let consignment = shipment.consignment.as_deref();
        consignment.and_then(|consignment| consignment.transport_charges_method.clone())
    };
    let of_houses = houses
        .iter()
        .map(|house| house.transport_charges_method.clone());
    let mut of_all = of_houses.chain(std::iter::once(charges(settled)));
    let is_paid =
        charges(given).is_none_or(|given| of_all.any(|other| other == Some(given.clone())));
    let lost = [
        (
            path!("goodsShipment.consignor"),
            lacks(&given.consignor, &settled.consignor, &consignors),
        ),
        (
            path!("goodsShipment.consignee"),
            lacks(&given.consignee, &settled.consignee, &consignees),
        ),
        (
            path!("goodsShipment.consignment.transportChargesMethod"),
            !is_paid,
        ),
    ];
    let lost = lost.into_iter().filter(|(_, is_lost)| *is_lost);
    lost.map(|(field, _)| field.into()).collect()
}

/// Takes from items the consignee that their house has.
fn leave_out_of_items(shipment: &mut GoodsShipment) {
    let of_houses = shipment.house_consignments.iter();
    let of_houses: Vec<_> = of_houses
        .map(|house| declared_party(&house.consignee))
        .collect();
    let houses = houses_of_items(shipment);
    let items = shipment.government_agency_goods_items.iter_mut();
    for (item, house) in items.zip(houses) {
        let of_house = house.and_then(|house| of_houses.get(house)?.clone());
        if of_house.is_some() && declared_party(&item.consignee) == of_house {
            item.consignee = None;
        }
    }
}

/// What a party says, without our references.
fn declared_party(party: &PartySlot) -> Option<Party> {
    let mut said = party.as_deref().cloned()?;
    for reference in &mut said.business_partner_reference {
        reference.cas_reference = None;
    }
    Some(said)
}

fn level_charges(shipment: &mut GoodsShipment) {
    let houses = &mut shipment.house_consignments;
    if houses
        .iter()
        .all(|house| house.transport_charges_method.is_none())
    {
        return;
    }
    let consignment = shipment.consignment.get_or_insert_default();
    if houses.len() == 1 && consignment.transport_charges_method.is_none() {
        return;
    }
    let header = consignment.transport_charges_method.take();
    for house in houses.iter_mut() {
        let slot = &mut house.transport_charges_method;
        *slot = slot.take().or_else(|| header.clone());
    }
    if is_one(houses.iter().map(|house| &house.transport_charges_method)) {
        let mut values = houses.iter_mut().map(|h| h.transport_charges_method.take());
        consignment.transport_charges_method = values.next().flatten();
        values.for_each(drop);
    }
}
