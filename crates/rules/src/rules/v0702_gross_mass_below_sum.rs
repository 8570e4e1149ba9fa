use cas_model::document::GovernmentAgencyGoodsItem;
use cas_model::path;
use rust_decimal::Decimal;

use crate::reading::{Reading, house, house_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The gross mass of the consignment is not less than the sum of its items. It may be more,
    /// by what carries the goods. The same holds for each house consignment of a transit.
    ///
    /// Source: rules R0994 and R0983.
    V0702: "Gross mass is less than the sum of the items", Error,
        ["transit", "import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    for (index, house) in shipment.house_consignments.iter().enumerate() {
        let items = shipment.government_agency_goods_items.iter();
        let of_house = items.filter(|item| shipment.house_of(item) == Some(index));
        if let (Some(total), Some(sum)) = (house.gmass, sum(of_house.map(mass)))
            && total < sum
        {
            let advice = format!("Its items weigh {sum} kg, the house {total}; correct one.");
            report.find(house_field(index, house!("gmass")), advice);
        }
    }
    let consignment = document.consignment();
    let Some(total) = consignment.and_then(|consignment| consignment.gmass) else {
        return;
    };
    if let Some(sum) = sum(document.items().iter().map(mass)).filter(|sum| total < *sum) {
        let advice = format!("The items weigh {sum} kg, the consignment {total}; correct one.");
        report.find(path!("goodsShipment.consignment.gmass"), advice);
    }
}

fn mass(item: &GovernmentAgencyGoodsItem) -> Option<Decimal> {
    item.goods_measure.as_deref()?.gmass
}

fn sum(masses: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let mut masses = masses.flatten();
    masses.try_fold(Decimal::ZERO, Decimal::checked_add)
}
