//! Is everything there that every such message must have?

use crate::answer::Problem;
use crate::commission::checks::Inspected;

const OF_ALL: &[&str] = &[
    "TransitOperation",
    "CustomsOfficeOfDeparture/referenceNumber",
    "HolderOfTheTransitProcedure",
];
const OF_DECLARATIONS: &[&str] = &[
    "TransitOperation/declarationType",
    "TransitOperation/additionalDeclarationType",
    "TransitOperation/security",
    "TransitOperation/reducedDatasetIndicator",
    "TransitOperation/bindingItinerary",
    "CustomsOfficeOfDestinationDeclared/referenceNumber",
    "Guarantee/guaranteeType",
    "Consignment/grossMass",
];
const OF_HOUSES: &[&str] = &["grossMass", "ConsignmentItem"];
const OF_ITEMS: &[&str] = &[
    "goodsItemNumber",
    "declarationGoodsItemNumber",
    "Commodity/descriptionOfGoods",
    "Packaging/typeOfPackages",
];

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let mut lists = vec![OF_ALL];
    match inspected.message {
        "CC015C" => lists.extend([&["TransitOperation/LRN"], OF_DECLARATIONS]),
        "CC013C" => lists.extend([&["TransitOperation/amendmentTypeFlag"], OF_DECLARATIONS]),
        "CC014C" => lists.push(&["Invalidation/initiatedByCustoms"]),
        "CC170C" => lists.push(&["Consignment/LocationOfGoods"]),
        _ => return,
    }
    for paths in lists {
        inspected.require(inspected.root, "", paths, problems);
    }
    if inspected.repeats_declaration() {
        check_items(inspected, problems);
    }
}

fn check_items(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let Some(consignment) = inspected.root.child("Consignment") else {
        return;
    };
    inspected.require(consignment, "Consignment/", &["HouseConsignment"], problems);
    for (h, house) in consignment.all("HouseConsignment").enumerate() {
        let place = format!("Consignment/HouseConsignment[{}]/", h + 1);
        inspected.require(house, &place, OF_HOUSES, problems);
        for (i, item) in house.all("ConsignmentItem").enumerate() {
            let place = format!("{place}ConsignmentItem[{}]/", i + 1);
            inspected.require(item, &place, OF_ITEMS, problems);
        }
    }
}
