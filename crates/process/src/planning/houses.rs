//! Which goods of a declaration travel in one house consignment? Pure.
//!
//! What the shipment says stays: its houses, and the items that name them; a part of cut goods
//! keeps the houses that its items are in. Where it says nothing, items that are alike in the
//! step's keys make a house, to which what they have in common moves. Goods that are alike
//! altogether need no houses.

use cas_model::document::{
    GoodsShipment, GovernmentAgencyGoodsItem, HouseConsignment, SingleAdministrativeDocument,
};
use cas_model::flow::HouseKey;
use cas_model::{FieldPath, path};
use serde::Serialize;
use serde_json::Value;

/// Puts the goods into houses; `complete` are the same items as deductions complete them. Answers
/// the fields of houses that were made.
///
/// # Errors
/// When what an item says cannot be written as JSON.
pub(super) fn form_houses(
    keys: &[HouseKey],
    document: &mut SingleAdministrativeDocument,
    complete: &[&GovernmentAgencyGoodsItem],
) -> serde_json::Result<Vec<FieldPath>> {
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return Ok(Vec::new());
    };
    let items = &shipment.government_agency_goods_items;
    let is_given = !shipment.house_consignments.is_empty()
        || items.iter().any(|item| item.house_consignment.is_some());
    if keys.is_empty() || is_given || items.len() != complete.len() {
        return Ok(Vec::new());
    }
    let groups = groups(keys, complete)?;
    if groups.len() < 2 {
        return Ok(Vec::new());
    }
    let houses = groups.iter().zip(1..);
    let houses = houses.map(|(group, number)| house(keys, shipment, complete, group, number));
    let houses: Vec<HouseConsignment> = houses.collect();
    shipment.house_consignments = houses;
    let collection = FieldPath::from(path!("goodsShipment.houseConsignments"));
    Ok((0..groups.len())
        .map(|index| collection.index(index))
        .collect())
}

/// The houses of a part of the goods: those that its items are in. What a house weighs holds for
/// all of its goods, so it is left to be summed up where some are elsewhere.
pub(super) fn keep_used(document: &mut SingleAdministrativeDocument, of_all: &GoodsShipment) {
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return;
    };
    let count = |shipment: &GoodsShipment, house: usize| {
        let items = shipment.government_agency_goods_items.iter();
        items
            .filter(|item| shipment.house_of(item) == Some(house))
            .count()
    };
    let numbers = 0..shipment.house_consignments.len();
    let counts: Vec<(usize, usize)> = numbers
        .map(|house| (count(shipment, house), count(of_all, house)))
        .collect();
    // An item that names none is in the first house, whichever is first afterwards.
    let first = shipment.house_consignments.first();
    let first = first.and_then(|house| house.key.clone());
    for item in &mut shipment.government_agency_goods_items {
        if item.house_consignment.is_none() {
            item.house_consignment.clone_from(&first);
        }
    }
    let mut counts = counts.into_iter();
    shipment.house_consignments.retain_mut(|house| {
        let (here, all) = counts.next().unwrap_or_default();
        if here < all {
            house.gmass = None;
        }
        here > 0 || all == 0
    });
}

/// The places of the items of each house, in the order of the first of each.
fn groups(
    keys: &[HouseKey],
    items: &[&GovernmentAgencyGoodsItem],
) -> serde_json::Result<Vec<Vec<usize>>> {
    let mut groups: Vec<(Vec<Value>, Vec<usize>)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let values = keys.iter().map(|key| value(*key, item));
        let values = values.collect::<Result<Vec<Value>, _>>()?;
        match groups.iter_mut().find(|(known, _)| *known == values) {
            Some((_, places)) => places.push(at),
            None => groups.push((values, vec![at])),
        }
    }
    Ok(groups.into_iter().map(|(_, places)| places).collect())
}

/// What an item says of a key, without our references.
fn value(key: HouseKey, item: &GovernmentAgencyGoodsItem) -> serde_json::Result<Value> {
    match key {
        HouseKey::Consignor => without_references(&item.consignor),
        HouseKey::Consignee => without_references(&item.consignee),
        HouseKey::Ucr => without_references(&item.ucr),
        HouseKey::PreviousDocuments => without_references(&item.previous_documents),
    }
}

fn without_references(record: &impl Serialize) -> serde_json::Result<Value> {
    let mut value = serde_json::to_value(record)?;
    forget_references(&mut value);
    Ok(value)
}

fn forget_references(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("casReference");
            object.values_mut().for_each(forget_references);
        }
        Value::Array(elements) => elements.iter_mut().for_each(forget_references),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The house of a group, with what its items have in common; they name it.
fn house(
    keys: &[HouseKey],
    shipment: &mut GoodsShipment,
    complete: &[&GovernmentAgencyGoodsItem],
    group: &[usize],
    number: usize,
) -> HouseConsignment {
    let mut house = HouseConsignment {
        key: Some(number.to_string()),
        ..HouseConsignment::default()
    };
    for at in group {
        let Some(item) = shipment.government_agency_goods_items.get_mut(*at) else {
            continue;
        };
        item.house_consignment.clone_from(&house.key);
        for key in keys {
            move_up(*key, &mut house, item);
        }
    }
    // What deductions alone know of the items is said of the house too.
    if let Some(mut known) = group.first().map(|index| complete[*index].clone()) {
        for key in keys {
            move_up(*key, &mut house, &mut known);
        }
    }
    house
}

/// Moves a value of an item to its house, which has the same value where it has one.
fn move_up(key: HouseKey, house: &mut HouseConsignment, item: &mut GovernmentAgencyGoodsItem) {
    match key {
        HouseKey::Consignor => move_value(&mut house.consignor, &mut item.consignor),
        HouseKey::Consignee => move_value(&mut house.consignee, &mut item.consignee),
        HouseKey::Ucr => move_value(&mut house.ucr, &mut item.ucr),
        HouseKey::PreviousDocuments => {
            let moved = std::mem::take(&mut item.previous_documents);
            if house.previous_documents.is_empty() {
                house.previous_documents = moved;
            }
        }
    }
}

fn move_value<T>(to: &mut Option<T>, from: &mut Option<T>) {
    let moved = from.take();
    if to.is_none() {
        *to = moved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document(shipment: Value) -> SingleAdministrativeDocument {
        serde_json::from_value(json!({"goodsShipment": shipment})).expect("a document")
    }

    fn check(keys: &[HouseKey], items: Value, houses: Value, expected: Value) {
        let items = json!({"governmentAgencyGoodsItems": items});
        let mut formed = document(items);
        let complete = formed.clone();
        let complete: Vec<_> = complete.goods_items().iter().collect();
        form_houses(keys, &mut formed, &complete).expect("writable");
        let expected = json!({
            "houseConsignments": houses,
            "governmentAgencyGoodsItems": expected,
        });
        assert_eq!(formed, document(expected), "{keys:?}");
    }

    #[test]
    fn alike_goods_are_one_house() {
        let (a, b) = (json!({"code": "A"}), json!({"code": "B"}));
        let item = |consignee: &Value| json!({"consignee": consignee});
        check(
            &[HouseKey::Consignee],
            json!([item(&a), item(&b), item(&a)]),
            json!([{"key": "1", "consignee": a}, {"key": "2", "consignee": b}]),
            json!([{"houseConsignment": "1"}, {"houseConsignment": "2"}, {"houseConsignment": "1"}]),
        );
        // Goods that are alike altogether stay as they are.
        let alike = json!([item(&a), item(&a)]);
        check(&[HouseKey::Consignee], alike.clone(), json!([]), alike);
        // Without keys, as given.
        let given = json!([item(&a), item(&b)]);
        check(&[], given.clone(), json!([]), given);
    }

    #[test]
    fn keys_count_together_and_references_of_ours_do_not() {
        let export = |reference: &str| {
            json!([{
                "casReference": reference, "category": "N", "type": "830", "refNum": "MRN",
            }])
        };
        let item = |reference: &str, ucr: &str| {
            let ucr = json!({"traderReference": ucr});
            json!({"previousDocuments": export(reference), "ucr": ucr})
        };
        let keys = [HouseKey::PreviousDocuments, HouseKey::Ucr];
        let house = |number: &str, reference: &str, ucr: &str| {
            json!({"key": number, "previousDocuments": export(reference),
                   "ucr": {"traderReference": ucr}})
        };
        check(
            &keys,
            json!([item("a", "U1"), item("b", "U1"), item("c", "U2")]),
            json!([house("1", "a", "U1"), house("2", "c", "U2")]),
            json!([{"houseConsignment": "1"}, {"houseConsignment": "1"}, {"houseConsignment": "2"}]),
        );
    }

    #[test]
    fn what_is_given_stays() {
        let shipment = json!({
            "houseConsignments": [{"key": "X"}],
            "governmentAgencyGoodsItems": [{"consignee": {"code": "A"}}, {}],
        });
        let mut formed = document(shipment.clone());
        let complete = formed.clone();
        let complete: Vec<_> = complete.goods_items().iter().collect();
        form_houses(&[HouseKey::Consignee], &mut formed, &complete).expect("writable");
        assert_eq!(formed, document(shipment));
    }

    #[test]
    fn a_part_keeps_the_houses_of_its_goods() {
        let all = document(json!({
            "houseConsignments": [
                {"key": "A", "gmass": 10}, {"key": "B", "gmass": 20}, {"key": "C", "gmass": 30}],
            "governmentAgencyGoodsItems": [
                {"houseConsignment": "A"}, {"houseConsignment": "B"},
                {"houseConsignment": "B"}, {"houseConsignment": "C"}],
        }));
        let mut part = all.clone();
        let shipment = part.goods_shipment.as_deref_mut().expect("a shipment");
        shipment.government_agency_goods_items.drain(..2);
        keep_used(
            &mut part,
            all.goods_shipment.as_deref().expect("a shipment"),
        );
        let houses = part.goods_shipment.expect("a shipment").house_consignments;
        let kept: Vec<_> = houses.iter().map(|h| (h.key.as_deref(), h.gmass)).collect();
        assert_eq!(kept, [(Some("B"), None), (Some("C"), Some(30.into()))]);
    }
}
