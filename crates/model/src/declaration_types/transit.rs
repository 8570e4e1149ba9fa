//! What does a transit declaration ask for?
//!
//! Union and common transit and TIR (columns D1, D2 and D3; `reducedDatasetIndicator` says which).
//! Rules of their own say what is missing, because almost all of it depends on something.

use super::field_use::{FieldUse, conditional, item, optional, place, required};

pub(super) const FIELDS: &[FieldUse] = &[
    required("11 01", place("declType")).said_by("V0001"),
    required("11 02", place("addDeclType1")).said_by("V0003"),
    required("11 07", place("security")).said_by("V0012"),
    conditional("12 01", place("previousDocuments")).or(&[
        place("goodsShipment.previousDocuments"),
        item("previousDocuments"),
    ]),
    conditional(
        "12 05",
        place("goodsShipment.consignment.transportContractDocuments"),
    ),
    conditional("12 12", place("authorisations")),
    conditional("13 03", place("goodsShipment.consignee")).or(&[item("consignee")]),
    conditional("13 06", place("agent")),
    required("13 07", place("holderOfTheTransitProcedure")).said_by("V0101"),
    conditional("16 03", place("goodsShipment.destination")).or(&[item("destination")]),
    conditional("16 06", place("goodsShipment.exportCountry")).or(&[item("exportCountry")]),
    conditional("16 12", place("goodsShipment.consignment.itinerary")),
    conditional("16 13", place("goodsShipment.consignment.loadingLocation")),
    conditional("16 15", place("goodsShipment.consignment.goodsLocation")),
    required("17 03", place("declarationOfficeCode")).said_by("V0301"),
    conditional("17 04", place("goodsShipment.transitOffices")),
    required("17 05", place("goodsShipment.destinationOffice")).said_by("V0302"),
    conditional("17 06", place("goodsShipment.exitOfficesForTransit")),
    optional("18 01", item("goodsMeasure.nmass")),
    required("18 04", place("goodsShipment.consignment.gmass")).said_by("V0701"),
    required("18 05", item("commodity.description")).said_by("V0604"),
    required("18 06", item("packagings")).said_by("V0607"),
    conditional("18 09", item("commodity.classifications")),
    conditional(
        "19 01",
        place("goodsShipment.consignment.containerIndicator"),
    ),
    conditional("19 04", place("goodsShipment.consignment.inlandMode")),
    conditional(
        "19 05",
        place("goodsShipment.consignment.departureTransportMeans"),
    ),
    conditional(
        "19 07",
        place("goodsShipment.consignment.transportEquipments"),
    ),
    conditional(
        "19 08",
        place("goodsShipment.consignment.borderTransportMeans"),
    ),
    required("99 02", place("obligationGuarantees")).said_by("V0201"),
];
