//! Which numbers have items at a customs that never numbers anew?
//!
//! Some customs keep the number of each item when another one is removed: of three items whose
//! second went, customs has the first and the third. So does what an amendment says then.

use std::collections::HashMap;

use crate::difference::pairs;
use crate::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use crate::field_path::FieldPath;
use crate::path;

/// Gives the items of a document the numbers that they have at customs, which has `lodged`. An item
/// that is new takes the place of one that went; where none did, it follows the last. Whatever
/// names an item by its number follows. Returns the fields that were set.
pub fn keep_item_numbers(
    lodged: &SingleAdministrativeDocument,
    document: &mut SingleAdministrativeDocument,
) -> Vec<FieldPath> {
    let numbers = numbers_at_customs(lodged, document);
    let said = document.goods_items().iter().zip(1..).zip(&numbers);
    let is_other = |((item, position), number): ((&GovernmentAgencyGoodsItem, u32), &u32)| {
        item.seq_num.unwrap_or(position) != *number
    };
    if !said.clone().any(is_other) {
        return Vec::new();
    }
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return Vec::new();
    };
    let mut set = Vec::new();
    let mut moved = HashMap::new();
    let items = shipment.government_agency_goods_items.iter_mut();
    for (position, (item, number)) in items.zip(numbers).enumerate() {
        let before = item
            .seq_num
            .unwrap_or(u32::try_from(position + 1).unwrap_or(u32::MAX));
        moved.insert(before, number);
        if before != number {
            item.seq_num = Some(number);
            let item = FieldPath::from(path!("goodsShipment.governmentAgencyGoodsItems"));
            set.push(item.index(position).field("seqNum"));
        }
    }
    let consignment = shipment.consignment.as_deref_mut();
    let equipment = consignment.map(|consignment| &mut consignment.transport_equipments);
    let references = equipment.into_iter().flatten();
    for reference in references.flat_map(|one| &mut one.goods_references) {
        let now = reference.seq_num.and_then(|number| moved.get(&number));
        reference.seq_num = now.copied().or(reference.seq_num);
    }
    set
}

/// The number of each item of a document, in its order.
fn numbers_at_customs(
    lodged: &SingleAdministrativeDocument,
    document: &SingleAdministrativeDocument,
) -> Vec<u32> {
    let before = lodged.goods_items().iter().zip(1..);
    let before: Vec<u32> = before
        .map(|(item, position)| item.seq_num.unwrap_or(position))
        .collect();
    let mut free = before.iter().max().map_or(1, |last| last + 1);
    let number = |earlier: Option<usize>| {
        let kept = earlier.and_then(|position| before.get(position).copied());
        kept.unwrap_or_else(|| {
            free += 1;
            free - 1
        })
    };
    places_at_customs(lodged, document)
        .into_iter()
        .map(number)
        .collect()
}

/// Where customs has each item of a document, of those in `lodged`. What is in neither otherwise is
/// taken for the same, in order: a customs that is told of a change need not be told of two.
fn places_at_customs(
    lodged: &SingleAdministrativeDocument,
    document: &SingleAdministrativeDocument,
) -> Vec<Option<usize>> {
    let none = Vec::new();
    let [of_lodged, of_document] = [lodged, document].map(|document| {
        let shipment = document.goods_shipment.as_deref();
        shipment.map_or(&none, |shipment| &shipment.government_agency_goods_items)
    });
    let pairs = pairs(of_lodged, of_document);
    let mut gone = (0..of_lodged.len()).filter(|place| pairs.later[*place].is_none());
    let places = pairs
        .earlier
        .iter()
        .map(|place| place.or_else(|| gone.next()));
    places.collect()
}

/// Gives the items of a document the references of those that they are at customs, which has
/// `lodged`: an item that takes the place of another is that one, changed.
pub fn keep_item_references(
    lodged: &SingleAdministrativeDocument,
    document: &mut SingleAdministrativeDocument,
) {
    let places = places_at_customs(lodged, document);
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return;
    };
    let items = shipment.government_agency_goods_items.iter_mut();
    for (item, place) in items.zip(places) {
        let before = place.and_then(|place| lodged.goods_items().get(place));
        if let Some(before) = before {
            item.cas_reference.clone_from(&before.cas_reference);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(items: &[(&str, Option<u32>)]) -> SingleAdministrativeDocument {
        let items = items.iter().map(
            |(reference, number)| serde_json::json!({"casReference": reference, "seqNum": number}),
        );
        let items: Vec<_> = items.collect();
        let content = serde_json::json!({"goodsShipment": {
            "governmentAgencyGoodsItems": items,
            "consignment": {"transportEquipments": [{"goodsReferences": [{"seqNum": 2}]}]},
        }});
        serde_json::from_value(content).unwrap()
    }

    fn check(before: &[(&str, Option<u32>)], after: &[(&str, Option<u32>)], expected: &[u32]) {
        let mut now = document(after);
        let set = keep_item_numbers(&document(before), &mut now);
        let numbers = now.goods_items().iter().zip(1..);
        let numbers: Vec<u32> = numbers
            .map(|(item, position)| item.seq_num.unwrap_or(position))
            .collect();
        assert_eq!(numbers, expected);
        let mut again = now.clone();
        assert_eq!(keep_item_numbers(&document(before), &mut again), []);
        assert_eq!(again, now);
        let changed = now.goods_items().iter().zip(after);
        let changed = changed.filter(|(item, (_, given))| item.seq_num != *given);
        assert_eq!(changed.count(), set.len());
    }

    #[test]
    fn items_keep_the_numbers_that_customs_knows_them_by() {
        let three = [("a", Some(1)), ("b", Some(2)), ("c", Some(3))];
        check(&three, &three, &[1, 2, 3]);
        check(&three, &[("a", Some(1)), ("c", Some(2))], &[1, 3]);
        check(&three, &[("c", Some(1)), ("a", Some(2))], &[3, 1]);
        check(&[("a", None), ("b", None)], &[("b", None)], &[2]);
        check(
            &[("a", None), ("b", None)],
            &[("a", None), ("b", None)],
            &[1, 2],
        );
        let left = [("a", Some(1)), ("c", Some(3))];
        check(
            &left,
            &[("a", Some(1)), ("c", Some(2)), ("d", Some(3))],
            &[1, 3, 4],
        );
        check(&[], &[("a", None)], &[1]);
        // One that is in nobody's place before takes that of the one that went.
        check(
            &three,
            &[("x", Some(1)), ("b", Some(2)), ("c", Some(3))],
            &[1, 2, 3],
        );
        check(
            &three,
            &[("a", Some(1)), ("c", Some(2)), ("x", Some(3))],
            &[1, 3, 2],
        );
        check(
            &three,
            &[
                ("b", Some(1)),
                ("x", Some(2)),
                ("y", Some(3)),
                ("z", Some(4)),
            ],
            &[2, 1, 3, 4],
        );
    }

    #[test]
    fn an_item_in_the_place_of_another_is_that_one_changed() {
        let before = document(&[("a", Some(1)), ("b", Some(2))]);
        let mut now = document(&[("x", Some(1)), ("b", Some(2)), ("y", Some(3))]);
        keep_item_references(&before, &mut now);
        let references = now
            .goods_items()
            .iter()
            .map(|item| item.cas_reference.as_deref());
        let references: Vec<_> = references.collect();
        assert_eq!(references, [Some("a"), Some("b"), Some("y")]);
    }

    #[test]
    fn what_names_an_item_by_its_number_follows() {
        let before = document(&[("a", Some(1)), ("b", Some(2)), ("c", Some(3))]);
        let mut now = document(&[("a", Some(1)), ("c", Some(2))]);
        keep_item_numbers(&before, &mut now);
        let consignment = now.goods_shipment.unwrap().consignment.unwrap();
        let reference = &consignment.transport_equipments[0].goods_references[0];
        assert_eq!(reference.seq_num, Some(3));
    }
}
