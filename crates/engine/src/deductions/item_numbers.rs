//! Item numbers from 1, where the shipment brings none at all.

use cas_model::FieldPath;
use cas_model::origin::Origin;

use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, _: &Sources<'_>) {
    let Some(shipment) = draft.document.goods_shipment.as_deref_mut() else {
        return;
    };
    let items = &mut shipment.government_agency_goods_items;
    if items.iter().any(|item| item.seq_num.is_some()) {
        return;
    }
    let collection = FieldPath::from("goodsShipment.governmentAgencyGoodsItems");
    let origin = Origin::Calculation {
        name: "item numbers".to_owned(),
    };
    for (index, (item, number)) in items.iter_mut().zip(1..).enumerate() {
        item.seq_num = Some(number);
        draft
            .origins
            .record(collection.index(index).field("seqNum"), origin.clone());
    }
}
