//! Is everything there that every such message must have?

use super::Inspected;
use crate::answer::Problem;

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
const OF_ITEMS: &[&str] = &[
    "goodsItemNumber",
    "declarationGoodsItemNumber",
    "Commodity/descriptionOfGoods",
    "Packaging/typeOfPackages",
];

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let is_declaration = matches!(inspected.message, "CC015C" | "CC013C");
    let mut lists = vec![OF_ALL];
    match inspected.message {
        "CC015C" => lists.extend([&["TransitOperation/LRN"], OF_DECLARATIONS]),
        "CC013C" => lists.extend([&["TransitOperation/amendmentTypeFlag"], OF_DECLARATIONS]),
        "CC014C" => lists.push(&["Invalidation/initiatedByCustoms"]),
        "CC170C" => lists.push(&["Consignment/LocationOfGoods"]),
        _ => return,
    }
    let paths = lists.into_iter().flatten();
    let missing = paths.filter(|path| inspected.root.at_path(path).is_none());
    problems.extend(missing.map(|path| inspected.problem(path, "13", "N/A")));
    if is_declaration {
        check_items(inspected, problems);
    }
}

fn check_items(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let Some(consignment) = inspected.root.child("Consignment") else {
        return;
    };
    if consignment.child("HouseConsignment").is_none() {
        problems.push(inspected.problem("Consignment/HouseConsignment", "13", "N/A"));
    }
    for (h, house) in consignment.all("HouseConsignment").enumerate() {
        let path = format!("Consignment/HouseConsignment[{}]", h + 1);
        if house.child("grossMass").is_none() {
            problems.push(inspected.problem(&format!("{path}/grossMass"), "13", "N/A"));
        }
        if house.child("ConsignmentItem").is_none() {
            problems.push(inspected.problem(&format!("{path}/ConsignmentItem"), "13", "N/A"));
        }
        for (i, item) in house.all("ConsignmentItem").enumerate() {
            let missing = OF_ITEMS.iter().filter(|name| item.at_path(name).is_none());
            problems.extend(missing.map(|name| {
                let path = format!("{path}/ConsignmentItem[{}]/{name}", i + 1);
                inspected.problem(&path, "13", "N/A")
            }));
        }
    }
}
