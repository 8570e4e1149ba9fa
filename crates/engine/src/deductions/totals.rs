//! The consignment's gross mass: the sum of its items', where every item has one.

use cas_model::FieldPath;
use cas_model::origin::Origin;
use rust_decimal::Decimal;

use super::{Draft, Sources};

pub(super) fn deduce(draft: &mut Draft<'_>, _: &Sources<'_>) {
    let Some(shipment) = draft.document.goods_shipment.as_deref_mut() else {
        return;
    };
    let items = &shipment.government_agency_goods_items;
    let masses: Option<Vec<Decimal>> = items
        .iter()
        .map(|item| {
            item.goods_measure
                .as_deref()
                .and_then(|measure| measure.gmass)
        })
        .collect();
    let Some(masses) = masses.filter(|masses| !masses.is_empty()) else {
        return;
    };
    let consignment = shipment.consignment.get_or_insert_default();
    if consignment.gmass.is_none() {
        consignment.gmass = Some(masses.into_iter().sum::<Decimal>().normalize());
        draft.origins.record(
            FieldPath::from("goodsShipment.consignment.gmass"),
            Origin::Calculation {
                name: "sum of the items' gross masses".to_owned(),
            },
        );
    }
}
