//! What a shipment gives once for all its goods, when the goods are cut into several declarations.
//!
//! A guarantee of 15,000 over goods that become two declarations is not two guarantees of 15,000.
//! [`SHARED`] lists what is given once and how it is shared: in proportion to the goods of each
//! declaration, exactly ([`apportion`]), by value or by mass. Goods that no declaration of the step
//! takes keep their share. What the items of a part say themselves is summed instead
//! ([`divide_head`](super::part::divide_head)).

use cas_model::access::Field;
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::field_path::each_scalar;
use cas_model::{FieldPath, KnownPath, path};
use rust_decimal::Decimal;

use super::apportion::apportion;
use super::weights::Measure;

/// What shares are in proportion to first.
#[derive(Clone, Copy)]
enum By {
    Value,
    Mass,
}

const MONEY: u32 = 2;
const MASS: u32 = 3;
const QUANTITY: u32 = 6;
const WHOLE: u32 = 0;

/// What is given once: the field, without positions in its collections, its decimals, and what it
/// is shared by.
const SHARED: &[(KnownPath, u32, By)] = &[
    (path!("totalInvoiceAmount"), MONEY, By::Mass),
    (path!("totalPackageQuantity"), WHOLE, By::Mass),
    (path!("obligationGuarantees.amount"), MONEY, By::Value),
    (path!("calculationReturns.basisValue"), MONEY, By::Value),
    (
        path!("calculationReturns.payment.assessed"),
        MONEY,
        By::Value,
    ),
    (
        path!("calculationReturns.payment.payable"),
        MONEY,
        By::Value,
    ),
    (
        path!("previousDocuments.writeOff.quantity"),
        QUANTITY,
        By::Mass,
    ),
    (path!("previousDocuments.writeOff.amount"), MONEY, By::Value),
    (path!("previousDocuments.packageQuantity"), WHOLE, By::Mass),
    (
        path!("additionalDocuments.writeOff.quantity"),
        QUANTITY,
        By::Mass,
    ),
    (
        path!("additionalDocuments.writeOff.amount"),
        MONEY,
        By::Value,
    ),
    (path!("goodsShipment.consignment.gmass"), MASS, By::Mass),
    (
        path!("goodsShipment.customsValuation.freightCharges"),
        MONEY,
        By::Value,
    ),
    (
        path!("goodsShipment.customsValuation.insuranceCharges"),
        MONEY,
        By::Value,
    ),
    (
        path!("goodsShipment.customsValuation.otherCharges"),
        MONEY,
        By::Value,
    ),
    (
        path!("goodsShipment.valuationAdjustments.amount"),
        MONEY,
        By::Value,
    ),
    (
        path!("goodsShipment.previousDocuments.writeOff.quantity"),
        QUANTITY,
        By::Mass,
    ),
    (
        path!("goodsShipment.previousDocuments.writeOff.amount"),
        MONEY,
        By::Value,
    ),
    (
        path!("goodsShipment.previousDocuments.packageQuantity"),
        WHOLE,
        By::Mass,
    ),
    (
        path!("goodsShipment.additionalDocuments.writeOff.quantity"),
        QUANTITY,
        By::Mass,
    ),
    (
        path!("goodsShipment.additionalDocuments.writeOff.amount"),
        MONEY,
        By::Value,
    ),
];

/// A value that is shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The field that holds the whole value.
    pub path: FieldPath,
    /// Each part's share, in the order of the parts; together they are the whole.
    pub parts: Vec<Decimal>,
    /// How it was shared, as an origin says it.
    pub said: String,
}

/// Shares out what a document gives once. The goods are those of each part, as deductions complete
/// them, and at the end those that are in no part.
#[must_use]
pub fn shares(
    given: &SingleAdministrativeDocument,
    goods: &[Vec<&GovernmentAgencyGoodsItem>],
) -> Vec<Shared> {
    let (by_value, by_mass) = (weights(goods, By::Value), weights(goods, By::Mass));
    let mut shares = Vec::new();
    each_scalar(given, &FieldPath::root(), &mut |path, field| {
        let name = path::without_keys(path.as_str());
        let known = SHARED.iter().find(|(shared, ..)| shared.as_str() == name);
        let (Some((_, decimals, by)), Some(total)) = (known, number(field)) else {
            return;
        };
        let (weights, said) = match by {
            By::Value => &by_value,
            By::Mass => &by_mass,
        };
        // What is too large to be shared stays, and no system takes it.
        if let Ok(mut parts) = apportion(total, weights, *decimals) {
            parts.pop();
            let said = format!(
                "share of {} of the whole shipment {said}",
                total.normalize()
            );
            let path = path.clone();
            shares.push(Shared { path, parts, said });
        }
    });
    shares
}

fn number(field: Field<'_>) -> Option<Decimal> {
    match field {
        Field::Decimal(decimal) => Some(decimal),
        Field::Integer(integer) => Some(integer.into()),
        Field::Absent
        | Field::Text(_)
        | Field::Flag(_)
        | Field::Date(_)
        | Field::Instant(_)
        | Field::Record(_)
        | Field::List(_) => None,
    }
}

/// What each part of the goods weighs: by the first measure that every item has, else by the number
/// of items.
fn weights(goods: &[Vec<&GovernmentAgencyGoodsItem>], by: By) -> (Vec<Decimal>, &'static str) {
    let measures = match by {
        By::Value => [Measure::Value, Measure::GrossMass, Measure::NetMass],
        By::Mass => [Measure::GrossMass, Measure::NetMass, Measure::Value],
    };
    for measure in measures {
        let sum = |items: &Vec<&GovernmentAgencyGoodsItem>| {
            let mut items = items.iter();
            items.try_fold(Decimal::ZERO, |sum, item| {
                sum.checked_add(measure.measured(item)?)
            })
        };
        let sums: Option<Vec<Decimal>> = goods.iter().map(sum).collect();
        if let Some(sums) = sums.filter(|sums| sums.iter().any(|sum| *sum > Decimal::ZERO)) {
            return (sums, measure.description());
        }
    }
    let counts = goods.iter().map(|items| Decimal::from(items.len()));
    (counts.collect(), "by number of items")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn check(given: Value, goods: Value, path: &str, expected: &[&str]) {
        let given = serde_json::from_value(given).unwrap();
        let goods: Vec<Vec<GovernmentAgencyGoodsItem>> = serde_json::from_value(goods).unwrap();
        let goods: Vec<Vec<&GovernmentAgencyGoodsItem>> =
            goods.iter().map(|items| items.iter().collect()).collect();
        let shares = shares(&given, &goods);
        let found = shares.iter().find(|share| share.path.as_str() == path);
        let parts: Vec<String> = found
            .map(|share| share.parts.iter().map(ToString::to_string).collect())
            .unwrap_or_default();
        assert_eq!(parts, expected, "{path} of {given:?}");
    }

    fn item(amount: u32, gross: u32) -> Value {
        json!({
            "commodity": {"invoiceLine": {"itemAmount": amount}},
            "goodsMeasure": {"gmass": gross},
        })
    }

    #[test]
    fn what_is_given_once_is_shared_out() {
        let given = json!({
            "obligationGuarantees": [{"amount": 15000}, {"amount": 100.01}],
            "totalPackageQuantity": 7, "totalInvoiceAmount": 10,
            "goodsShipment": {
                "customsValuation": {"freightCharges": 100},
                "valuationAdjustments": [{"code": "AK", "amount": 0.01}],
            },
        });
        let goods = json!([[item(100, 10)], [item(100, 20), item(100, 30)], []]);
        for (path, expected) in [
            ("obligationGuarantees[0].amount", ["5000", "10000"]),
            ("obligationGuarantees[1].amount", ["33.34", "66.67"]),
            ("totalPackageQuantity", ["1", "6"]),
            ("totalInvoiceAmount", ["1.67", "8.33"]),
            (
                "goodsShipment.customsValuation.freightCharges",
                ["33.33", "66.67"],
            ),
            (
                "goodsShipment.valuationAdjustments[0].amount",
                ["0", "0.01"],
            ),
        ] {
            check(given.clone(), goods.clone(), path, &expected);
        }
        // Goods that no declaration takes keep their share.
        let goods = json!([[item(100, 10)], [item(100, 20)], [item(200, 10)]]);
        check(
            given.clone(),
            goods,
            "obligationGuarantees[0].amount",
            &["3750", "3750"],
        );
        let goods = json!([[{}, {}], [{}], []]);
        check(
            given,
            goods,
            "obligationGuarantees[0].amount",
            &["10000", "5000"],
        );
    }
}
