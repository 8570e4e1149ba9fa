//! What the head of a shipment says of all its goods, in a declaration that gets only some.

use cas_model::document::{
    CustomsValuation, GovernmentAgencyGoodsItem, SingleAdministrativeDocument,
};
use cas_model::{FieldPath, KnownPath, path};
use rust_decimal::Decimal;

use super::weights::packages;

/// Replaces numbers, packages and charges of the whole shipment by those of a part, and returns
/// the paths of what it set. The document has the part's items as they were given; `items` are the
/// same as deductions of the whole completed them, with their share of its charges. Packages that
/// the items do not have of their own are not known in a part.
pub fn divide_head(
    document: &mut SingleAdministrativeDocument,
    items: &[&GovernmentAgencyGoodsItem],
) -> Vec<FieldPath> {
    let mut set = Vec::new();
    let shipment = document.goods_shipment.as_deref();
    let declared = shipment.map_or(0, |shipment| shipment.government_agency_goods_items.len());
    if document.goods_item_quantity.is_some() {
        document.goods_item_quantity = u32::try_from(declared).ok();
        set.push(path!("goodsItemQuantity").into());
    }
    let Some(shipment) = document.goods_shipment.as_deref_mut() else {
        return set;
    };
    if document.total_package_quantity.is_some() {
        // What the items say themselves: packages of the whole belong to nobody in particular.
        let own = shipment.government_agency_goods_items.iter().map(packages);
        let count = own
            .sum::<Option<u64>>()
            .and_then(|count| u32::try_from(count).ok());
        document.total_package_quantity = count;
        set.extend(count.map(|_| path!("totalPackageQuantity").into()));
    }
    shipment.packagings.clear();
    if let Some(charges) = shipment.customs_valuation.as_deref_mut() {
        divide_charges(charges, items, &mut set);
    }
    set
}

fn divide_charges(
    charges: &mut CustomsValuation,
    items: &[&GovernmentAgencyGoodsItem],
    set: &mut Vec<FieldPath>,
) {
    type Slot = fn(&mut CustomsValuation) -> &mut Option<Decimal>;
    let slots: [(KnownPath, Slot); 3] = [
        (
            path!("goodsShipment.customsValuation.freightCharges"),
            |charges| &mut charges.freight_charges,
        ),
        (
            path!("goodsShipment.customsValuation.insuranceCharges"),
            |charges| &mut charges.insurance_charges,
        ),
        (
            path!("goodsShipment.customsValuation.otherCharges"),
            |charges| &mut charges.other_charges,
        ),
    ];
    for (name, slot) in slots {
        if slot(charges).is_none() {
            continue;
        }
        let of_items = items.iter().try_fold(Decimal::ZERO, |sum, item| {
            let mut own = item.customs_valuation.as_deref()?.clone();
            let same = charges.currency.is_none() || own.currency == charges.currency;
            sum.checked_add((*slot(&mut own)).filter(|_| same)?)
        });
        if let Some(sum) = of_items {
            *slot(charges) = Some(sum.normalize());
            set.push(name.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The document has the items too; of the expected one they are added.
    fn check(mut document: Value, items: Value, mut expected: Value, paths: &[&str]) {
        document["goodsShipment"]["governmentAgencyGoodsItems"] = items.clone();
        expected["goodsShipment"]["governmentAgencyGoodsItems"] = items.clone();
        let mut document: SingleAdministrativeDocument = serde_json::from_value(document).unwrap();
        let items: Vec<GovernmentAgencyGoodsItem> = serde_json::from_value(items).unwrap();
        let set = divide_head(&mut document, &items.iter().collect::<Vec<_>>());
        assert_eq!(serde_json::to_value(&document).unwrap(), expected);
        assert_eq!(
            set,
            paths
                .iter()
                .map(|path| FieldPath::new(*path))
                .collect::<Vec<_>>()
        );
    }

    fn whole() -> Value {
        json!({
            "goodsItemQuantity": 9, "totalPackageQuantity": 9,
            "goodsShipment": {
                "packagings": [{"casReference": "p", "quantity": 9}],
                "customsValuation": {"freightCharges": 90, "currency": "EUR"},
            },
        })
    }

    #[test]
    fn a_part_has_totals_of_its_own() {
        let item = |freight: i64, currency: &str| {
            json!({
                "packagings": [{"casReference": "a", "quantity": 2}],
                "customsValuation": {"freightCharges": freight, "currency": currency},
            })
        };
        check(
            whole(),
            json!([item(7, "EUR"), item(8, "EUR")]),
            json!({
                "goodsItemQuantity": 2, "totalPackageQuantity": 4,
                "goodsShipment": {"customsValuation": {"freightCharges": 15, "currency": "EUR"}},
            }),
            &[
                "goodsItemQuantity",
                "totalPackageQuantity",
                "goodsShipment.customsValuation.freightCharges",
            ],
        );
        // Charges that the items do not have stay: who values goods sees that they do not fit.
        check(
            whole(),
            json!([item(7, "EUR"), item(8, "USD"), {"casReference": "c"}]),
            json!({
                "goodsItemQuantity": 3,
                "goodsShipment": {"customsValuation": {"freightCharges": 90, "currency": "EUR"}},
            }),
            &["goodsItemQuantity"],
        );
        check(json!({}), json!([{"casReference": "c"}]), json!({}), &[]);
    }
}
