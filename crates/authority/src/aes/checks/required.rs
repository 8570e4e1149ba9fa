//! Is everything there that every such message must have?

use crate::answer::Problem;
use crate::commission::checks::Inspected;

const OF_EXPORT: &[&str] = &[
    "ExportOperation",
    "CustomsOfficeOfExport/referenceNumber",
    "Declarant/identificationNumber",
];
const OF_DECLARATIONS: &[&str] = &[
    "ExportOperation/declarationType",
    "ExportOperation/additionalDeclarationType",
    "CustomsOfficeOfExitDeclared/referenceNumber",
    "Exporter/identificationNumber",
    "GoodsShipment/Consignment",
    "GoodsShipment/GoodsItem",
];
const OF_INVALIDATIONS: &[&str] = &[
    "ExportOperation/invalidationRequestDateAndTime",
    "ExportOperation/invalidationReason",
    "Exporter/identificationNumber",
];
const OF_PRESENTATIONS: &[&str] = &[
    "ExportOperation/LRN",
    "GoodsShipment/Consignment/LocationOfGoods",
];
const OF_ANSWERS: &[&str] = &[
    "ExportOperation/MRN",
    "ExportOperation/enquiryInformationCode",
];
const OF_ARRIVALS: &[&str] = &[
    "ExportOperation/MRN",
    "ExportOperation/arrivalNotificationDateAndTime",
    "ExportOperation/storingFlag",
    "ExportOperation/discrepanciesExist",
    "CustomsOfficeOfExitActual/referenceNumber",
    "GoodsShipment/Consignment/ExitCarrier",
    "GoodsShipment/Consignment/LocationOfGoods",
];
const OF_ITEMS: &[&str] = &[
    "declarationGoodsItemNumber",
    "Procedure/requestedProcedure",
    "Procedure/previousProcedure",
    "Commodity/descriptionOfGoods",
    "Commodity/CommodityCode/harmonizedSystemSubHeadingCode",
    "Commodity/CommodityCode/combinedNomenclatureCode",
    "Commodity/GoodsMeasure/netMass",
    "Packaging/typeOfPackages",
];

pub(super) fn check(inspected: &Inspected<'_>, problems: &mut Vec<Problem>) {
    let lists: &[&[&str]] = match inspected.message {
        "CC515C" => &[OF_EXPORT, &["ExportOperation/LRN"], OF_DECLARATIONS],
        "CC513C" => &[OF_EXPORT, OF_DECLARATIONS],
        "CC514C" => &[OF_EXPORT, OF_INVALIDATIONS],
        "CC511C" => &[OF_EXPORT, OF_PRESENTATIONS],
        "CC583C" => &[OF_EXPORT, OF_ANSWERS],
        "CC507C" => &[OF_ARRIVALS],
        _ => return,
    };
    for paths in lists {
        inspected.require(inspected.root, "", paths, problems);
    }
    let shipment = inspected.root.child("GoodsShipment");
    let Some(shipment) = shipment.filter(|_| inspected.repeats_declaration()) else {
        return;
    };
    for (i, item) in shipment.all("GoodsItem").enumerate() {
        let place = format!("GoodsShipment/GoodsItem[{}]/", i + 1);
        inspected.require(item, &place, OF_ITEMS, problems);
    }
}
