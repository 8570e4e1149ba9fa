//! What does a transit declaration ask for?
//!
//! Union and common transit and TIR (columns D1, D2 and D3; `reducedDatasetIndicator` says which).
//! Rules of their own say what is missing, because almost all of it depends on something.

use super::field_use::{FieldUse, conditional, item, optional, place, required};

pub(super) const FIELDS: &[FieldUse] = &[
    required("11 01", "declType").said_by("V0001"),
    required("11 02", "addDeclType1").said_by("V0003"),
    required("11 07", "security").said_by("V0012"),
    conditional("12 01", "previousDocuments").or(&[
        place("goodsShipment.previousDocuments"),
        item("previousDocuments"),
    ]),
    conditional(
        "12 05",
        "goodsShipment.consignment.transportContractDocuments",
    ),
    conditional("12 12", "authorisations"),
    conditional("13 03", "goodsShipment.consignee").or(&[item("consignee")]),
    conditional("13 06", "agent"),
    required("13 07", "holderOfTheTransitProcedure").said_by("V0101"),
    conditional("16 03", "goodsShipment.destination").or(&[item("destination")]),
    conditional("16 06", "goodsShipment.exportCountry").or(&[item("exportCountry")]),
    conditional("16 12", "goodsShipment.consignment.itinerary"),
    conditional("16 13", "goodsShipment.consignment.loadingLocation"),
    conditional("16 15", "goodsShipment.consignment.goodsLocation"),
    required("17 03", "declarationOfficeCode").said_by("V0301"),
    conditional("17 04", "goodsShipment.transitOffices"),
    required("17 05", "goodsShipment.destinationOffice").said_by("V0302"),
    conditional("17 06", "goodsShipment.exitOfficesForTransit"),
    optional("18 01", "goodsMeasure.nmass").of_items(),
    required("18 04", "goodsShipment.consignment.gmass").said_by("V0701"),
    required("18 05", "commodity.description")
        .of_items()
        .said_by("V0604"),
    required("18 06", "packagings").of_items().said_by("V0607"),
    conditional("18 09", "commodity.classifications").of_items(),
    conditional("19 01", "goodsShipment.consignment.containerIndicator"),
    conditional("19 04", "goodsShipment.consignment.inlandMode"),
    conditional("19 05", "goodsShipment.consignment.departureTransportMeans"),
    conditional("19 07", "goodsShipment.consignment.transportEquipments"),
    conditional("19 08", "goodsShipment.consignment.borderTransportMeans"),
    required("99 02", "obligationGuarantees").said_by("V0201"),
];
