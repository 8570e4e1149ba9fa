//! Numbering items without gaps, and counting them, after some were added or removed by hand.

use std::collections::HashMap;

use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::edit::{Edit, Edits};
use cas_model::origin::{Origin, Origins};
use cas_model::{FieldPath, KnownPath, path};

const ITEMS: KnownPath = path!("goodsShipment.governmentAgencyGoodsItems");
const COUNT: KnownPath = path!("goodsItemQuantity");

/// Items that were added or removed by hand: the others are numbered without gaps again, what
/// names items by their numbers follows, and a number of items that was given is theirs. Returns
/// whether anything was changed.
pub fn renumber(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    edits: &Edits,
) -> bool {
    let is_item = |edit: &Edit| {
        let collection = edit.address.collection();
        collection.is_some_and(|collection| collection.as_str() == ITEMS.as_str())
    };
    if !edits.iter().any(is_item) {
        return false;
    }
    let is_counted = count_anew(document, origins, edits);
    number_anew(document, origins) || is_counted
}

/// The number of items that was given with a shipment is that of its items, until a person says it.
fn count_anew(
    document: &mut SingleAdministrativeDocument,
    origins: &mut Origins,
    edits: &Edits,
) -> bool {
    let count = u32::try_from(document.goods_items().len()).ok();
    let path = FieldPath::from(COUNT);
    let is_given = document.goods_item_quantity.is_some()
        && !origins.origin_of(&path).is_some_and(Origin::is_deduced);
    let is_said = |edit: &Edit| edit.address.locate(document).as_ref() == Some(&path);
    if !is_given || document.goods_item_quantity == count || edits.iter().any(is_said) {
        return false;
    }
    document.goods_item_quantity = count;
    origins.forget(&std::iter::once(path.clone()).collect());
    origins.record(path, Origin::Generated);
    true
}

fn number_anew(document: &mut SingleAdministrativeDocument, origins: &mut Origins) -> bool {
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return false;
    };
    let items = &mut shipment.government_agency_goods_items;
    let is_numbered = items.iter().any(|item| item.seq_num.is_some());
    let in_order = items
        .iter()
        .zip(1..)
        .all(|(item, number)| item.seq_num == Some(number));
    if !is_numbered || in_order {
        return false;
    }
    let mut numbers = HashMap::new();
    let mut renumbered = Vec::new();
    for (position, (item, number)) in items.iter_mut().zip(1..).enumerate() {
        let before = item.seq_num.replace(number);
        numbers.extend(before.map(|before| (before, number)));
        if before != Some(number) {
            renumbered.push(
                FieldPath::from(ITEMS)
                    .index(position)
                    .to(path!(GovernmentAgencyGoodsItem: "seqNum")),
            );
        }
    }
    let equipment = shipment.consignment.as_deref_mut();
    for one in equipment
        .into_iter()
        .flat_map(|consignment| &mut consignment.transport_equipments)
    {
        one.goods_references.retain_mut(|reference| {
            let now = reference.seq_num.and_then(|number| numbers.get(&number));
            reference.seq_num = now.copied();
            now.is_some()
        });
    }
    // Numbers that were deduced are deduced again.
    renumbered.retain(|path| !origins.origin_of(path).is_some_and(Origin::is_deduced));
    origins.forget(&renumbered.iter().cloned().collect());
    origins.record_all(renumbered, Origin::Generated);
    true
}
